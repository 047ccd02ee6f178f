"""From a report to a desk: intake, dispatch, mediation, lawyers (7.10 to 7.13).

A desk is a pair of its class and the one concerned, such as ("3 committee", community); the digit is the order in
which desks are served. A stage is a list of desk, minutes left, and first day on which it can be worked on.
"""

from math import exp

import incidents
from parameters import COMMUNITY, GRID, HOTLINE, NEIGHBOURS, ONE, ORGANISATION, PETITION, clamp, half_up

CHANNEL = {"0 department": HOTLINE, "2 organisation": ORGANISATION, "6 post": GRID}


class Case:
    """A case of 2.6; `draws` holds its keyed draws of dispatch, so that a recalled petition meets the same ones."""

    __slots__ = (
        "answerable", "asked", "attempt", "channel", "counted", "draws", "due", "duplicate", "filed", "filed_day",
        "incident", "multiple", "outcome", "overdue", "paper", "parallel", "petition", "reporter", "returned",
        "stages", "taken_over", "tempted", "worked",
    )  # fmt: skip

    @property
    def identity(self):
        return self.incident.identity, self.attempt, 63 if self.reporter is None else self.reporter

    @property
    def answerable_channel(self):
        return CHANNEL.get(self.answerable[0], COMMUNITY)

    @property
    def committee(self):
        return ("3 committee", self.incident.community)

    def uniform(self, rng, which):
        if which not in self.draws:
            self.draws[which] = rng.random()
        return self.draws[which]

    def exponential(self, rng, which):
        if which not in self.draws:
            self.draws[which] = rng.standard_exponential()
        return self.draws[which]


def reports_are_taken_in(s, day):
    s.fresh = []
    s.reports.sort(key=lambda report: (report[0].identity, 63 if report[1] is None else report[1]))
    for x, witness, channel in s.reports:
        if x.ended:
            continue
        if witness is not None and x.first_attempt is None:
            x.first_attempt = channel
            if x.kind.self_governable:
                s.ledger["first_own"] += 1
                s.ledger["first_own_community"] += channel == COMMUNITY
        if channel == NEIGHBOURS:
            neighbours_try(s, day, x, witness)
            continue
        if witness is not None:
            x.acted[witness] = True
            x.asked[witness] = max(x.asked[witness], channel)
        recalled = [case for case in x.cases if case.filed_day < day and not case.duplicate]
        if channel == PETITION and recalled:
            recall(s, day, recalled[0])
            continue
        link = s.institutions.link_share
        if x.cases and s.rng.random() < link + (1 - link) * x.community.integration:
            continue
        file(s, day, x, witness, channel)
    s.reports = []


def neighbours_try(s, day, x, witness):
    active = s.active[x.community.all].mean()
    n = s.people
    ratio = n.neighbours_inactive_ratio + n.neighbours_active_slope * active
    success = s.rng.random() < min(n.neighbours_most_share, s.institutions.neighbour_success_share * ratio)
    asked = x.asked * 0 - 1
    asked[witness] = NEIGHBOURS
    seen = slice(None) if success else slice(witness, witness + 1)
    s.experiences.append((x, x.witnesses[seen], asked[seen], NEIGHBOURS, True, success, day - x.born))
    if success:
        incidents.end(s, x, resolved=True)


def recall(s, day, case):
    case.petition = True
    case.stages, case.outcome = [], None
    case.paper = case.tempted = case.taken_over = False
    case.worked = max(case.worked, day)
    s.fresh.append(case)


def file(s, day, x, witness, channel):
    i, levers, c, ledger = s.institutions, s.levers, x.community, s.ledger
    case = Case()
    case.incident, case.reporter, case.attempt, case.channel = x, witness, x.attempt, channel
    case.duplicate = bool(x.cases)
    case.petition = channel == PETITION
    case.taken_over = case.parallel = case.overdue = case.tempted = case.paper = False
    case.counted = day >= 0
    case.filed_day, case.filed = day, day + s.rng.random()
    case.due, case.worked = case.filed + x.kind.deadline, case.filed
    case.stages, case.answerable, case.outcome, case.returned, case.draws = [], None, None, 0, {}
    case.multiple = len(x.kind.departments) > 1
    x.cases.append(case)
    s.cases.append(case)
    s.fresh.append(case)
    ledger["filed"] += 1
    ledger["filed", "patrol" if witness is None else channel] += 1
    ledger["filed_on", day] += 1
    ledger["duplicates"] += case.duplicate
    ledger["reopened"] += x.closed_alive
    x.closed_alive = False
    if not x.recorded:
        x.recorded = True
        if x.born >= 0:
            ledger["detected"] += 1
            ledger["lag"] += case.filed - x.born
    minutes = i.entry_minutes * (1 + (levers.entry_systems - 1) * (1 - c.integration))
    minutes *= 1 - i.autofill_share * levers.collection_breadth_share * c.integration
    if channel == GRID:
        x.building.post.debt += minutes
    elif channel in (HOTLINE, PETITION):
        s.entry += minutes
    else:
        c.entry += minutes
    x.building.recorded += s.rng.random() < c.integration


def files_without_a_desk_are_passed_on(s, day):
    mediators = s.levers.mediators_per_1000 > 0
    for case in s.cases:
        for number, stage in enumerate(case.stages):
            kind, who = stage[0]
            gone = (
                (kind == "2 organisation" and not who.present)
                or (kind == "5 volunteers" and who.volunteer_minutes == 0)
                or (kind == "1 mediators" and not mediators)
            )
            if gone:
                stage[0] = case.committee
                if number == 0:
                    case.answerable = case.committee


def cases_are_dispatched(s, day):
    for case in s.fresh:
        desk = choose_desk(s, case)
        if desk is None:
            to_departments(s, day, case)
        else:
            lay(case, desk, work(s, case), day + 1)


def work(s, case):
    return s.institutions.duplicate_minutes if case.duplicate else case.incident.minutes


def lay(case, desk, minutes, first):
    case.stages = [[desk, minutes, first]]
    case.answerable = desk


def choose_desk(s, case):
    """The first rule of 7.11 that fits; None stands for the departments."""
    x, c, rng, levers = case.incident, case.incident.community, s.rng, s.levers
    kind, channel = x.kind, PETITION if case.petition else case.channel
    suited = [o for o in s.organisations if o.present and o.speciality == kind.speciality]
    filled = x.building.post is not None and x.building.post.worker is not None
    if channel == GRID and kind.worker and filled and case.uniform(rng, 0) < s.institutions.worker_spot_share:
        return ("6 post", x.building.post)
    if channel == ORGANISATION and suited:
        return ("2 organisation", suited[int(case.uniform(rng, 1) * len(suited))])
    if not kind.self_governable or channel not in (COMMUNITY, GRID, ORGANISATION):
        return None
    s.ledger["own_matters"] += 1
    cap = levers.intervention_cap_share
    if case.uniform(rng, 2) < clamp(s.theta, min(levers.intervention_floor_share, cap), cap):
        s.ledger["taken_over"] += 1
        case.taken_over = True
        return None
    if kind.facility and c.service is not None:
        return ("4 property", c)
    idle = c.volunteer_waiting < s.casework.volunteer_queue_days * c.volunteer_minutes
    if not kind.facility and not kind.dispute and idle:
        return ("5 volunteers", c)
    free = [o for o in suited if o.waiting < s.casework.organisation_queue_days * o.minutes]
    if not kind.facility and free:
        return ("2 organisation", free[int(case.uniform(rng, 3) * len(free))])
    return case.committee


def to_departments(s, day, case):
    i, rng, c, ledger = s.institutions, s.rng, case.incident.community, s.ledger
    ledger["dispatched"] += 1
    delay = 0.0
    if case.uniform(rng, 8) < i.misroute_share * (1 - c.integration) + i.misroute_least_share:
        delay += i.misroute_days * case.exponential(rng, 13)
        ledger["misrouted"] += 1
    if not case.petition:
        for attempt in range(int(s.casework.refusals_most)):
            if case.uniform(rng, 9 + attempt) >= i.refusal_share * (1 - s.levers.list_completeness_share):
                break
            delay += i.refusal_days * case.exponential(rng, 14 + attempt)
            ledger["refusals"] += 1
    departments = case.incident.kind.departments
    first = day + 1 + half_up(delay)
    minutes = work(s, case) / len(departments)
    case.stages = [[("0 department", number), minutes, first] for number in departments]
    case.answerable = case.stages[0][0]
    case.parallel = len(departments) > 1 and case.uniform(rng, 12) < c.sharing


def disputes_are_referred(s, day):
    """7.12, the offer."""
    ledger = s.ledger
    for case in s.fresh:
        x = case.incident
        if not x.kind.dispute or case.duplicate or case.filed_day < day:
            continue
        ledger["heard"] += 1
        if s.levers.mediators_per_1000 == 0:
            continue
        trust, awareness = s.q[x.person, COMMUNITY] / ONE, s.awareness[x.person] / ONE
        n = s.casework
        logit = s.institutions.mediation_uptake + n.uptake_awareness * (awareness - n.mediation_awareness)
        logit += n.uptake_trust * (trust - n.mediation_trust)
        if s.rng.random() < 1 / (1 + exp(-logit)):
            ledger["mediated"] += 1
            lay(case, ("1 mediators", None), x.minutes, day + 1)
            case.parallel = False


def parties_agree_or_not(s, day):
    """7.12, the result."""
    i, n = s.institutions, s.casework
    for case in s.cases:
        x = case.incident
        if case.stages or x.ended or case.answerable[0] != "1 mediators" or case.outcome is not None:
            continue
        trust, awareness = s.q[x.person, COMMUNITY] / ONE, s.awareness[x.person] / ONE
        agree = n.agreement_base + n.agreement_skill * i.mediator_skill + n.agreement_awareness * awareness
        agree += n.agreement_trust * (trust - n.mediation_trust)
        agree += i.legal_agreement_gain * x.advised
        s.ledger["mediation_ended"] += 1
        if s.rng.random() < clamp(agree, 0, 1):
            s.ledger["agreed"] += 1
            case.outcome = True
        else:
            lay(case, case.committee, x.minutes, day + 1)


def lawyers_advise(s, day):
    """7.13."""
    consult = s.institutions.legal_consult_hours * 60
    gain = s.levers.legal_service_hours_per_1000_year * s.residents / 1000 * 60 / 365
    s.lawyer_minutes = min(s.lawyer_minutes + gain, max(s.casework.lawyer_saving_days * gain, consult)) if gain > 0 else 0.0
    if s.lawyer_minutes < consult:
        return
    waiting = [x for x in s.incidents if x.kind.dispute and x.cases and not x.advised and not x.ended]
    for x in sorted(waiting, key=lambda x: (x.born, x.identity)):
        if s.lawyer_minutes < consult:
            break
        x.advised = True
        s.lawyer_minutes -= consult


