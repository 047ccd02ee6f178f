"""From a report to a desk: intake, dispatch, mediation, lawyers (7.10 to 7.13).

A desk is its kind and the one concerned, such as (COMMITTEE, community). A stage is a list of desk, minutes left, and
first day on which it can be worked on.
"""

from math import exp

import numpy as np

import apart
import incidents
import owners
import residents
import street
import tasks
from draws import CLOSURE, DISPATCH, INTAKE, MEDIATION, exponential
from parameters import (
    COMMITTEE, COMMUNITY, COMPANY, DEPARTMENT, GRID, HOTLINE, MEDIATORS, NEIGHBOURLY, NEIGHBOURS, ONE, ORGANISATION,
    ORGANISED, OWNERS, PETITION, POST, SECONDED, STREET, VOLUNTEERS, clamp, half_up,
)  # fmt: skip

CHANNEL = {DEPARTMENT: HOTLINE, STREET: HOTLINE, SECONDED: HOTLINE, ORGANISED: ORGANISATION, POST: GRID}


class Case:
    """A case of 2.6; `bit` is the reporter in its identity and keys."""

    __slots__ = (
        "answerable", "attempt", "bit", "channel", "counted", "due", "duplicate", "extended", "filed", "filed_day", "incident",
        "multiple", "ordered", "outcome", "overdue", "paper", "parallel", "petition", "refusing", "reporter", "returned", "stages",
        "taken_over", "tempted", "worked",
    )  # fmt: skip

    @property
    def identity(self):
        return self.incident.identity, self.attempt, self.bit

    @property
    def handler(self):
        """The channel that is credited for whoever answers (2.6)."""
        return PETITION if self.petition else CHANNEL.get(self.answerable[0], COMMUNITY)

    @property
    def committee(self):
        return (COMMITTEE, self.incident.community)

    def uniform(self, s, which):
        return s.draws.u(DISPATCH, self.incident.identity, self.attempt * 256 + self.bit, which)

    def exponential(self, s, which):
        return exponential(self.uniform(s, which))


def reports_are_taken_in(s, day):
    s.fresh = []
    s.reports.sort(key=lambda report: (report[0].identity, 63 if report[1] is None else report[1]))
    for x, witness, channel in s.reports:
        if x.ended:
            continue
        if witness is not None and x.first_attempt is None:
            residents.first_attempt(s, x, channel)
        if channel == NEIGHBOURS:
            neighbours_try(s, day, x, witness)
            continue
        once_more = witness is not None and bool(x.acted[witness])
        bit = 63 if witness is None else 62 if once_more else int(x.bits[witness])
        if witness is not None:
            x.acted[witness] = True
            x.asked[witness] |= 1 << channel
        recalled = [case for case in x.cases if case.filed_day < day and not case.duplicate]
        if channel == PETITION and recalled:
            recall(s, day, recalled[0])
            continue
        link = s.institutions.link_share
        chance = link + (1 - link) * x.community.integration
        if x.cases and s.draws.u(INTAKE, x.identity, x.attempt, 4 * bit) < chance:
            continue
        file(s, day, x, witness, channel, bit)
    s.reports = []


def neighbours_try(s, day, x, witness):
    active = s.active[x.community.all].mean()
    n = s.people
    ratio = n.neighbours_inactive_ratio + n.neighbours_active_slope * active
    chance = min(n.neighbours_most_share, s.institutions.neighbour_success_share * ratio)
    success = s.draws.u(CLOSURE, x.identity, day, 64 + int(x.bits[witness])) < chance
    asked = np.zeros(len(x.asked), dtype=np.int64)
    asked[witness] = 1 << NEIGHBOURS
    seen = np.arange(len(asked)) if success else np.array([witness])
    residents.experienced(s, x, seen, asked[seen], NEIGHBOURS, True, success, day - x.born, NEIGHBOURLY)
    if success:
        incidents.end(s, x, resolved=True, by=NEIGHBOURLY)


def recall(s, day, case):
    case.petition = True
    case.stages, case.outcome, case.refusing = [], None, []
    case.paper = case.tempted = case.taken_over = case.ordered = False
    case.worked = max(case.worked, day)
    s.fresh.append(case)


def file(s, day, x, witness, channel, bit):
    i, levers, c, ledger = s.institutions, s.levers, x.community, s.ledger
    case = Case()
    case.incident, case.reporter, case.bit, case.attempt, case.channel = x, witness, bit, x.attempt, channel
    case.duplicate = bool(x.cases)
    case.petition = channel == PETITION
    case.taken_over = case.parallel = case.overdue = case.tempted = case.paper = case.extended = case.ordered = False
    case.counted = day >= 0
    case.filed_day, case.filed = day, day + s.draws.u(INTAKE, x.identity, x.attempt, 4 * bit + 1)
    case.due, case.worked = case.filed + x.kind.deadline, case.filed
    case.stages, case.answerable, case.outcome, case.returned, case.refusing = [], None, None, 0, []
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
            ledger["lag"] += half_up(100 * (case.filed - x.born)) / 100
    minutes = i.entry_minutes * (1 + (levers.entry_systems - 1) * (1 - c.integration)) if levers.entry_systems else 0.0
    minutes *= 1 - i.autofill_share * levers.collection_breadth_share * c.integration
    if channel == GRID:
        x.building.post.debt += minutes
    elif channel in (HOTLINE, PETITION):
        s.entry += minutes
    else:
        c.entry += minutes
    joined = s.draws.u(INTAKE, x.identity, x.attempt, 4 * bit + 2) < c.integration
    x.building.recorded += joined
    s.heard_of_causes[x.building.index, x.kind.number] += channel in (HOTLINE, PETITION)
    s.joined_of_causes[x.building.index, x.kind.number] += joined


def files_without_a_desk_are_passed_on(s, day):
    """Staff and officers are there or not as on the day before: today's come to work after this."""
    mediators = s.levers.mediators_per_1000 > 0

    def gone(desk):
        kind, who = desk
        return (
            (kind == ORGANISED and not who.present)
            or (kind == VOLUNTEERS and who.volunteer_minutes == 0)
            or (kind == OWNERS and not who.owners_committee)
            or (kind == MEDIATORS and not mediators)
            or (kind == STREET and s.street_staff == 0)
            or (kind == SECONDED and who.seconded == 0)
        )

    for case in s.cases:
        lent = any(stage[0][0] == SECONDED for stage in case.stages)
        to = (DEPARTMENT, case.incident.kind.departments[0]) if lent else case.committee
        for stage in case.stages:
            if gone(stage[0]):
                stage[0] = to
        # Whoever is gone answers for nothing any more, its own stage worked or not.
        if case.stages and case.stages[0][0] == to and gone(case.answerable):
            case.answerable = to


def cases_are_dispatched(s, day):
    s.street_taken = 0.0
    for c in s.communities:
        c.seconded_taken = 0.0
    for case in s.fresh:
        desk = choose_desk(s, case)
        if desk == (OWNERS, case.incident.community):
            owners.order(s, case, work(s, case), day + 1)
        elif desk is not None:
            lay(case, desk, work(s, case), day + 1)
        elif case.taken_over and street.does_it_itself(s, case, work(s, case)):
            street.order(s, case, work(s, case), day + 1)
        elif not street.goes_to_officers(s, case, work(s, case), day + 1):
            to_departments(s, day, case)
    for case in s.cases:
        while case.refusing and case.refusing[0] < day + 1:
            case.refusing.pop(0)
            s.ledger["refusals"] += 1


def work(s, case):
    if case.duplicate or case.incident.ended:
        return max(1.0, s.institutions.duplicate_minutes)
    return tasks.minutes(s, case.incident)


def lay(case, desk, minutes, first):
    case.stages = [[desk, minutes, first]]
    case.answerable = desk
    case.parallel = False


def choose_desk(s, case):
    """The first rule of 7.11 that fits; None stands for the office or the departments."""
    x, c, levers = case.incident, case.incident.community, s.levers
    kind, channel = x.kind, PETITION if case.petition else case.channel
    suited = [o for o in s.organisations if o.present and o.speciality == kind.speciality]
    filled = x.building.post is not None and x.building.post.worker is not None
    if channel == GRID and kind.worker and case.uniform(s, 0) < s.institutions.worker_spot_share and filled:
        return (POST, x.building.post)
    if channel == ORGANISATION and suited:
        return (ORGANISED, suited[int(case.uniform(s, 1) * len(suited))])
    if not kind.self_governable or channel not in (COMMUNITY, GRID, ORGANISATION):
        return None
    s.ledger["own_matters"] += 1
    cap = levers.intervention_cap_share
    if case.uniform(s, 2) < clamp(s.theta, min(levers.intervention_floor_share, cap), cap):
        s.ledger["taken_over"] += 1
        case.taken_over = True
        return None
    if owners.take_it_up(s, case):
        return (OWNERS, c)
    if kind.facility and c.service is not None:
        return (COMPANY, c)
    idle = c.volunteer_waiting < s.casework.volunteer_queue_days * c.volunteer_minutes
    if not kind.facility and not kind.dispute and idle:
        return (VOLUNTEERS, c)
    free = [o for o in suited if o.waiting < s.casework.organisation_queue_days * o.minutes]
    if not kind.facility and free:
        return (ORGANISED, free[int(case.uniform(s, 3) * len(free))])
    return case.committee


def to_departments(s, day, case):
    i, c, ledger = s.institutions, case.incident.community, s.ledger
    ledger["dispatched"] += 1
    departments = case.incident.kind.departments
    minutes = work(s, case) / len(departments)
    if street.convenes(s, case):
        first = half_up(day + 1 + s.street.whistle_days * case.exponential(s, 4))
        case.stages = [[(DEPARTMENT, number), minutes + s.street.meeting_minutes, first] for number in departments]
        case.answerable, case.parallel = case.stages[0][0], True
        return
    delay = 0.0
    chance = i.misroute_share * (1 - c.integration) + i.misroute_least_share
    if case.uniform(s, 8) < chance * tasks.misrouting(s, c):
        delay += i.misroute_days * case.exponential(s, 13)
        ledger["misrouted"] += 1
    if not case.petition:
        for attempt in range(int(s.casework.refusals_most)):
            if case.uniform(s, 9 + attempt) >= i.refusal_share * (1 - s.levers.list_completeness_share):
                break
            delay += i.refusal_days * case.exponential(s, 14 + attempt)
            case.refusing.append(min(case.filed + delay, half_up(day + 1 + delay)))
    first = half_up(day + 1 + delay)
    case.stages = [[(DEPARTMENT, number), minutes, first] for number in departments]
    case.answerable = case.stages[0][0]
    case.parallel = len(departments) > 1 and case.uniform(s, 12) < c.sharing


def parties_of(s, x):
    """What the person concerned thinks: trust beyond what is ordinary, of the mediators where they are apart; awareness."""
    if s.on.companies_apart:
        trust = apart.of_mediators(s) - s.bodies.mediators_ordinary
    else:
        trust = s.q[x.person, residents.lane_of(s, x.kind, COMMUNITY)] / ONE - s.casework.mediation_trust
    return trust, s.awareness[x.person] / ONE


def disputes_are_referred(s, day):
    """7.12, the offer."""
    ledger, n = s.ledger, s.casework
    for case in s.fresh:
        x = case.incident
        if not x.kind.dispute or case.duplicate or case.filed_day < day or x.ended:
            continue
        ledger["heard"] += 1
        if s.levers.mediators_per_1000 == 0:
            continue
        trust, awareness = parties_of(s, x)
        logit = s.institutions.mediation_uptake + n.uptake_awareness * (awareness - n.mediation_awareness)
        logit += n.uptake_trust * trust
        if s.draws.u(MEDIATION, x.identity, case.attempt, case.bit) < 1 / (1 + exp(-logit)):
            ledger["mediated"] += 1
            lay(case, (MEDIATORS, None), work(s, case), day + 1)
            case.refusing, case.ordered = [], False


def parties_agree_or_not(s, day):
    """7.12, the result."""
    i, n = s.institutions, s.casework
    for case in s.cases:
        x = case.incident
        if case.stages or x.ended or case.answerable[0] != MEDIATORS or case.outcome is not None:
            continue
        trust, awareness = parties_of(s, x)
        agree = n.agreement_base + n.agreement_skill * i.mediator_skill + n.agreement_awareness * awareness
        agree += n.agreement_trust * trust
        agree += i.legal_agreement_gain * x.advised
        s.ledger["mediation_ended"] += 1
        if s.draws.u(MEDIATION, x.identity, case.attempt, 128 + case.returned) < clamp(agree, 0, 1):
            s.ledger["agreed"] += 1
            case.outcome = True
        else:
            s.known_of_mediators[1] += s.on.companies_apart
            case.stages = [[case.committee, x.minutes, day + 1]]  # the mediators answer until it is done


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
