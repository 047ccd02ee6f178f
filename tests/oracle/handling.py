"""What desks do with their hours, and how cases end (7.15 to 7.17)."""

from math import ceil, inf

import incidents
import owners
import practice
import pressure
import residents
import street
import workforce
from draws import CLOSURE, lognormal
from parameters import (
    COMMITTEE, COMMUNITY, COMPANY, DEPARTMENT, FULL_TIME, MEDIATORS, ORGANISED, OWNERS, POST, SECONDED, STREET, VOLUNTEERS, half_up,
)  # fmt: skip

# Minutes by which rounding may part hours set aside from the work they were set aside for (7.15).
ROUNDING = 1e-9
OF_COMMUNITY = (MEDIATORS, COMMITTEE, OWNERS, COMPANY, VOLUNTEERS)


def queues(s, day):
    """Ready stages by desk, in the order in which desks are served; what a committee or a company is ordered to do comes first."""
    found = {}
    for case in s.cases:
        for number, stage in enumerate(case.stages if case.parallel else case.stages[:1]):
            (kind, who), minutes, first = stage
            if first > day:
                continue
            if s.on.queue_order == "deadline":
                urgency = case.due
            elif s.on.queue_order == "fifo":
                urgency = case.filed
            else:
                urgency = (minutes - s.casework.ageing_minutes_per_day * (day - case.filed)) / 60
            order = who if kind == DEPARTMENT else 0 if who is None else who.number
            queue = found.setdefault((kind, order), ((kind, who), []))[1]
            ordered = (kind == COMMITTEE and case.ordered) or owners.order_it(case, kind)
            place = not ordered, half_up(urgency * 1000)
            queue.append((place, case.identity, number, case, stage))
    return [found[key] for key in sorted(found)]


def desks_work(s, day):
    ledger = s.ledger
    returned = sum(s.taken_back)
    hours = sum(s.department_hours) - returned
    entry = min(s.entry, hours)
    s.entry = min(s.entry - entry, s.casework.forms_most_days * hours)
    left = 1 - entry / hours if hours > 0 else 0.0
    ledger["department_available"] += hours + returned
    ledger["department_worked"] += returned + entry
    for (kind, who), queue in queues(s, day):
        speed, minutes = pool(s, kind, who, left)
        if kind == POST and who.worker is None:
            continue
        people = 1 if kind == POST else max(1, ceil(minutes / FULL_TIME))
        worked = serve(s, queue, [minutes / people] * people, speed, day, (kind, who))
        if kind == DEPARTMENT:
            ledger["department_worked"] += worked
        elif kind == COMMITTEE:
            who.obeyed = min(who.orders, worked)
            who.worked = worked - who.obeyed
            who.left -= worked
        elif kind == STREET:
            street.paid_from_the_purse(s, worked)


def pool(s, kind, who, left):
    """Speed and minutes of a desk; `left` is what entry leaves of the departments' hours."""
    i = s.institutions
    if kind == DEPARTMENT:
        minutes = (s.department_hours[who] - s.taken_back[who]) * left
        return pressure.slowed(s, s.ranked[who].fatigue), minutes
    if kind == STREET:
        return pressure.slowed(s, s.ranked["office"].fatigue), s.street_free + s.street_hire
    if kind == SECONDED:
        return street.officers_speed(s), who.seconded_free
    if kind == MEDIATORS:
        hours = s.levers.mediators_per_1000 * s.residents / 1000 * i.mediator_hours_per_week
        return 1.0, hours * 60 / 7 * s.hours_today
    if kind == ORGANISED:
        return 1.0, who.minutes
    if kind == COMMITTEE:
        return speed_at(s, practice.in_all(s, who)) * pressure.slowed(s, who.fatigue), who.free + who.orders
    if kind == OWNERS:
        return 1.0, owners.minutes(s, who)
    if kind == COMPANY:
        return 1.0, i.property_hours_per_1000_week * who.residents / 1000 * 60 / 7 * who.service
    if kind == VOLUNTEERS:
        return 1.0, who.volunteer_minutes
    return (workforce.speed(s, who.worker) if who.worker else 0.0), who.case_minutes


def pace(s, desk, case):
    """How much faster a committee is in a matter, as its capability there lets it, than in all."""
    kind, c = desk
    if kind != COMMITTEE:
        return 1.0
    return speed_at(s, c.capability[case.incident.kind.group]) / speed_at(s, practice.in_all(s, c))


def speed_at(s, capability):
    return s.bodies.committee_speed_base + s.bodies.committee_speed_gain * capability


def serve(s, queue, left, speed, day, desk):
    """Works a queue within the minutes left to each person; gives the minutes used. Who finishes a stage answers."""
    each = left[0]
    for _, _, _, case, stage in sorted(queue, key=lambda item: item[:3]):
        person = max(range(len(left)), key=left.__getitem__)
        if left[person] <= 0:
            break
        faster = pace(s, desk, case)
        needed = stage[1] / faster / speed if speed > 0 else inf
        finished = needed <= left[person] + ROUNDING
        stage[1] = 0.0 if finished else (stage[1] / faster - left[person] * speed) * faster
        left[person] = max(left[person] - needed, 0.0) if finished else 0.0
        if finished:
            case.worked = max(case.worked, day + (each - left[person]) / each)
            if not (case.ordered or owners.order_it(case, desk[0])):
                case.answerable = desk
    return each * len(left) - sum(left)


def files_are_handed_on(s, day):
    for case in s.cases:
        rest = [stage for stage in case.stages if stage[1] > 0]
        if rest and len(rest) < len(case.stages) and not case.parallel:
            days = s.institutions.handoff_days * case.exponential(s, 32 + len(rest))
            rest[0][2] = max(rest[0][2], day + 1 + half_up(days))
            s.ledger["handoff_days"] += half_up(100 * days) / 100
        case.stages = rest


def success(s, case):
    """7.16."""
    i, (kind, who) = s.institutions, case.answerable
    if kind in (DEPARTMENT, SECONDED):
        if case.petition and kind == DEPARTMENT:
            return i.petition_success_share
        own = case.incident.kind.self_governable
        return i.government_self_success_share if own else i.department_success_share
    if kind == STREET:
        return s.street.success_share
    if kind == ORGANISED:
        return i.organisation_success_share
    if kind in (COMMITTEE, OWNERS):
        return committee_success(s, who, case.incident.kind)
    if kind == COMPANY:
        return i.property_success_base + i.property_success_slope * who.service
    if kind == VOLUNTEERS:
        return i.volunteer_success_share
    return workforce.accuracy(who.worker) if who.worker else 0.0


def committee_success(s, c, kind):
    i = s.institutions
    return i.community_success_base + i.community_success_slope * c.capability[kind.group]


def cases_are_closed(s, day):
    s.cases.sort(key=lambda case: (case.filed_day, *case.identity))
    for case in list(s.cases):
        x = case.incident
        if x.ended:
            close(s, case, day + 1)
        elif not case.stages:
            if not case.duplicate:
                verify(s, day, case)
            elif len(x.cases) > 1:
                close(s, case, case.worked)
            else:
                becomes_the_case(s, case, day)
    s.cases = [case for case in s.cases if case in case.incident.cases]
    for case in s.cases:
        if not case.overdue and case.due <= day + 1:
            case.overdue = True
            note(s, case, late=True)


def becomes_the_case(s, case, day):
    x = case.incident
    case.duplicate, case.attempt = False, x.attempt
    case.stages, case.parallel = [[case.answerable, x.minutes, day + 1]], False
    if case.reporter is not None:
        x.acted[case.reporter] = True
        x.asked[case.reporter] |= 1 << case.channel


def verify(s, day, case):
    i, ledger, x = s.institutions, s.ledger, case.incident

    def u(which):
        return s.draws.u(CLOSURE, x.identity, case.attempt, case.returned * 8 + which)

    resolved = case.outcome
    if resolved is None:
        resolved = u(0) < success(s, case) and not case.paper
    audited = u(1) < s.levers.audit_share
    ledger["money_audits_feedback"] += half_up(100 * s.prices.audit_yuan) / 100 * audited
    post, caught = x.building.post, False
    if case.answerable[0] != POST and post is not None and post.worker is not None:
        post.debt += i.verify_minutes
        caught = u(2) < workforce.accuracy(post.worker) * i.verify_catch_share
    may_return = case.returned < s.casework.returns_most
    if not resolved and (audited or caught) and may_return:
        goes_back(s, case, day, u(3))
        return
    if pressure.answered(s, case, resolved) and may_return:
        goes_back(s, case, day, u(3))
        return
    base = i.attribution_base_share
    shown = u(4) < base + (1 - base) * s.levers.feedback_visibility_share
    kind, who = case.answerable
    handler = case.handler
    if kind == STREET and s.on.street_credit == "doorstep" and not case.petition:
        handler = COMMUNITY
    everybody = range(len(x.witnesses))
    residents.experienced(s, x, list(everybody), x.asked.copy(), handler, shown, resolved, case.worked - case.filed, kind)
    feedback = s.prices.feedback_yuan_case * s.levers.feedback_visibility_share
    ledger["money_audits_feedback"] += half_up(100 * feedback) / 100
    for name in ("", f" kind:{x.kind.name}"):
        ledger[f"worked_closings{name}"] += 1
        ledger[f"worked_resolved{name}"] += resolved
    ledger["paper"] += case.paper
    ledger["by_organisations"] += resolved and kind in (ORGANISED, VOLUNTEERS)
    if kind in (COMMITTEE, OWNERS, VOLUNTEERS):
        x.community.practised[x.kind.group] += 1
    if kind == POST:
        who.month["closed"] += 1
    close(s, case, case.worked)
    if resolved:
        incidents.end(s, x, resolved=True, by=kind, organisation=who)
    else:
        x.attempt, x.deciding, x.closed_alive = min(x.attempt + 1, 255), day + 1, True
        x.acted[:], x.asked[:] = False, 0


def goes_back(s, case, day, u):
    case.returned += 1
    minutes = max(1.0, lognormal(u, case.incident.minutes, s.casework.rework_log_sd))
    case.stages = [[case.answerable, minutes, day + 1]]
    case.paper = case.tempted = case.parallel = case.ordered = False
    case.outcome = None
    s.ledger["reopened"] += 1


def close(s, case, when):
    ledger, building = s.ledger, case.incident.building
    case.incident.cases.remove(case)
    for name in ("", f" kind:{case.incident.kind.name}"):
        ledger[f"closed{name}"] += 1
        ledger[f"on_time{name}"] += when <= case.due
    days = half_up(100 * (when - case.filed)) / 100
    if case.answerable is not None and case.answerable[0] == DEPARTMENT and not case.duplicate and not case.paper:
        number = "joint" if case.multiple else "single"
        ledger[f"{number}_closed"] += 1
        ledger[f"{number}_days"] += days
    if case.counted and not case.duplicate:
        building.closed += 1
        building.closing_days += days
        s.durations.append((case.incident.kind.name, when - case.filed))
    if not case.overdue:
        note(s, case, late=when > case.due)


def note(s, case, late):
    """What came due, and what of it late, for the office (7.29) and the ranking (7.33)."""
    own = case.answerable is not None and case.answerable[0] in OF_COMMUNITY
    s.due["all"] += 1
    s.due["all_overdue"] += late
    if own:
        s.due["own"] += 1
        s.due["own_overdue"] += late
    if case.answerable is not None:
        pressure.count(s, case.answerable, "due")
        pressure.count(s, case.answerable, "on_time", float(not late))
