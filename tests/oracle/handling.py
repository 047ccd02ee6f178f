"""What desks do with their hours, and how cases end (7.15 to 7.17)."""

from math import ceil

import incidents
import workforce
from parameters import FULL_TIME, PETITION, half_up


def queues(s, day):
    """Ready stages by desk, in the order in which desks are served."""
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
                urgency = (minutes - s.casework.ageing_minutes_per_day * (day - case.filed_day)) / 60
            number_of_desk = who if kind == "0 department" else 0 if who is None else id(who)
            queue = found.setdefault((kind, number_of_desk), ((kind, who), []))[1]
            queue.append((int(urgency * 1000), case.identity, number, case, stage))
    return [found[key] for key in sorted(found)]


def desks_work(s, day):
    ledger = s.ledger
    factor = 1 + s.institutions.campaign_boost_share * workforce.bound(s) if workforce.campaign(s, day) else 1.0
    hours = sum(s.department_minutes) * factor
    entry = min(s.entry, hours)
    s.entry = min(s.entry - entry, s.casework.forms_most_days * hours)
    left = 1 - entry / hours if hours > 0 else 0.0
    ledger["department_available"] += hours
    ledger["department_worked"] += entry
    for (kind, who), queue in queues(s, day):
        speed = 1.0
        if kind == "0 department":
            minutes = s.department_minutes[who] * factor * left
        elif kind == "1 mediators":
            minutes = s.levers.mediators_per_1000 * s.residents / 1000 * s.institutions.mediator_hours_per_week * 60 / 7
        elif kind == "2 organisation":
            minutes = who.minutes
        elif kind == "3 committee":
            minutes = who.free
            speed = s.bodies.committee_speed_base + s.bodies.committee_speed_gain * who.capability
        elif kind == "4 property":
            minutes = s.institutions.property_hours_per_1000_week * who.residents / 1000 * 60 / 7 * who.service
        elif kind == "5 volunteers":
            minutes = who.volunteer_minutes
        else:
            if who.worker is None:
                continue
            minutes, speed = who.case_minutes, workforce.speed(s, who.worker)
        people = 1 if kind == "6 post" else max(1, ceil(minutes / FULL_TIME))
        worked = serve(queue, [minutes / people] * people, speed, day, (kind, who))
        if kind == "0 department":
            ledger["department_worked"] += worked
        elif kind == "3 committee":
            who.worked = worked


def serve(queue, left, speed, day, desk):
    """Works a queue within the minutes left to each person; gives the minutes used. Who finishes a stage answers."""
    each = left[0]
    for _, _, _, case, stage in sorted(queue, key=lambda item: item[:3]):
        person = max(range(len(left)), key=left.__getitem__)
        if left[person] <= 0:
            break
        used = min(stage[1] / speed, left[person])
        finished = stage[1] / speed <= left[person]
        left[person] -= used
        stage[1] = 0.0 if finished else stage[1] - used * speed
        if finished:
            case.worked, case.answerable = max(case.worked, day + (each - left[person]) / each), desk
    return each * len(left) - sum(left)


def files_are_handed_on(s, day):
    for case in s.cases:
        rest = [stage for stage in case.stages if stage[1] > 0]
        if rest and len(rest) < len(case.stages) and not case.parallel:
            days = s.institutions.handoff_days * s.rng.standard_exponential()
            rest[0][2] = max(rest[0][2], day + 1 + half_up(days))
            s.ledger["handoff_days"] += days
        case.stages = rest


def success(s, case):
    """7.16."""
    i, (kind, who) = s.institutions, case.answerable
    if kind == "0 department":
        if case.petition:
            return i.petition_success_share
        own = case.incident.kind.self_governable
        return i.government_self_success_share if own else i.department_success_share
    if kind == "2 organisation":
        return i.organisation_success_share
    if kind == "3 committee":
        return i.community_success_base + i.community_success_slope * who.capability
    if kind == "4 property":
        return i.property_success_base + i.property_success_slope * who.service
    if kind == "5 volunteers":
        return i.volunteer_success_share
    return workforce.accuracy(who.worker) if who.worker else 0.0


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
                becomes_the_case(case, day)
    s.cases = [case for case in s.cases if case in case.incident.cases]
    for case in s.cases:
        if not case.overdue and case.due <= day + 1:
            case.overdue = True
            note(s, case, late=True)


def becomes_the_case(case, day):
    x = case.incident
    case.duplicate, case.draws, case.attempt = False, {}, x.attempt
    case.stages = [[case.answerable, x.minutes, day + 1]]
    if case.reporter is not None:
        x.acted[case.reporter] = True
        x.asked[case.reporter] = max(x.asked[case.reporter], case.channel)


def verify(s, day, case):
    i, rng, ledger, x = s.institutions, s.rng, s.ledger, case.incident
    resolved = case.outcome
    if resolved is None:
        resolved = rng.random() < success(s, case) and not case.paper
    audited = rng.random() < s.levers.audit_share
    ledger["money_audits_feedback"] += s.prices.audit_yuan * audited
    post, caught = x.building.post, False
    if case.answerable[0] != "6 post" and post is not None and post.worker is not None:
        post.debt += i.verify_minutes
        caught = rng.random() < workforce.accuracy(post.worker) * i.verify_catch_share
    if not resolved and (audited or caught) and case.returned < s.casework.returns_most:
        case.returned += 1
        case.stages = [[case.answerable, incidents.lognormal(rng, x.minutes, s.casework.rework_log_sd), day + 1]]
        case.paper = case.tempted = case.parallel = False
        case.outcome = None
        ledger["reopened"] += 1
        return
    handler = PETITION if case.petition else case.answerable_channel
    base = i.attribution_base_share
    shown = rng.random() < base + (1 - base) * s.levers.feedback_visibility_share
    s.experiences.append((x, x.witnesses, x.asked.copy(), handler, shown, resolved, case.worked - case.filed))
    ledger["money_audits_feedback"] += s.prices.feedback_yuan_case * s.levers.feedback_visibility_share
    for name in ("", f" kind:{x.kind.name}"):
        ledger[f"worked_closings{name}"] += 1
        ledger[f"worked_resolved{name}"] += resolved
    ledger["paper"] += case.paper
    kind, who = case.answerable
    ledger["by_organisations"] += resolved and kind in ("2 organisation", "5 volunteers")
    if kind in ("3 committee", "5 volunteers"):
        who.practised += 1
    if kind == "6 post":
        who.month["closed"] += 1
    close(s, case, case.worked)
    if resolved:
        own = kind in ("1 mediators", "3 committee", "4 property", "5 volunteers")
        incidents.end(s, x, resolved=True, by_community=own)
    else:
        x.attempt, x.deciding, x.closed_alive = min(x.attempt + 1, 255), day + 1, True
        x.acted[:], x.asked[:] = False, -1


def close(s, case, when):
    ledger, building = s.ledger, case.incident.building
    case.incident.cases.remove(case)
    for name in ("", f" kind:{case.incident.kind.name}"):
        ledger[f"closed{name}"] += 1
        ledger[f"on_time{name}"] += when <= case.due
    if case.answerable[0] == "0 department" and not case.duplicate and not case.paper:
        number = "joint" if case.multiple else "single"
        ledger[f"{number}_closed"] += 1
        ledger[f"{number}_days"] += when - case.filed
    if case.counted and not case.duplicate:
        building.closed += 1
        building.closing_days += when - case.filed
        s.durations.append((case.incident.kind.name, when - case.filed))
    if not case.overdue:
        note(s, case, late=when > case.due)


def note(s, case, late):
    """What came due, and what of it late, for the office (7.29)."""
    own = case.answerable[0] in ("1 mediators", "3 committee", "4 property", "5 volunteers")
    s.due["all"] += 1
    s.due["all_overdue"] += late
    if own:
        s.due["own"] += 1
        s.due["own_overdue"] += late


