"""The street office at work, the whistle, and seconded officers (7.34)."""

from math import erfc, log, sqrt

import pressure
import workforce
from parameters import COMMITTEE, FULL_TIME, SECONDED, STREET, half_up


def staff(s):
    """Minutes that the staff has for residents' matters and convening, sending taken off."""
    if not s.on.street_office:
        return 0.0
    minutes = s.levers.street_staff_per_10000 * s.residents / 10_000 * FULL_TIME * (1 - s.street.other_share)
    minutes *= (1 + s.pressure.effort_share * pressure.on_community(s)) * s.hours_today
    return minutes - min(sending(s), minutes)


def sending(s):
    """Minutes that sending tasks down takes of the staff."""
    people = s.residents / 1000 * s.levers.committee_members_per_1000
    people += sum(workforce.part(s, post) for post in s.posts if post.worker is not None)
    return s.street.sending_ratio * s.task_minutes * people * s.hours_today


def office_goes_to_work(s, day):
    n, levers = s.street, s.levers
    s.street_staff = minutes = staff(s)
    done = min(s.convening, minutes)
    s.convening -= done
    s.street_free = minutes - done
    s.street_hire = 0.0
    if s.on.street_office:
        grant = half_up(100 * levers.street_budget_yuan_per_resident_year * s.residents / 365)
        s.purse = min(s.purse + grant, half_up(n.purse_most_days * grant))
        if levers.street_staff_per_10000 > 0 and n.contract_yuan_hour > 0:
            s.street_hire = s.purse / 100 / n.purse_days / n.contract_yuan_hour * 60 * s.hours_today
    lent = levers.secondment_share * s.hours_today * sum(at_work(s))
    ready = dict.fromkeys(range(len(s.communities)), 0.0)
    s.street_ready = 0.0
    for case in s.cases:
        for (kind, who), left, first in case.stages if case.parallel else case.stages[:1]:
            if first <= day and kind == STREET:
                s.street_ready += left
            elif first <= day and kind == SECONDED:
                ready[who.index] += left
    for c in s.communities:
        c.seconded = lent * c.residents / s.residents * n.seconded_use_share
        c.seconded_ready = ready[c.index]
        c.seconded_free = min(c.seconded, c.seconded_ready / officers_speed(s))
        c.seconded_relief = c.seconded - c.seconded_free


def at_work(s):
    """Minutes of departments with those that pressure adds."""
    return [minutes * pressure.effort(s, number) for number, minutes in enumerate(s.department_minutes)]


def officers_speed(s):
    """Officers tire with the departments from which they come."""
    minutes = at_work(s)
    vigour = [pressure.slowed(s, s.ranked[number].fatigue) for number in range(len(minutes))]
    return s.street.seconded_speed * sum(a * b for a, b in zip(minutes, vigour, strict=True)) / sum(minutes)


def does_it_itself(s, case, minutes):
    n = s.street
    have = s.street_free + s.street_hire
    if have <= 0:
        return False
    return s.street_ready + s.street_taken + minutes <= n.queue_days * have


def order(s, case, minutes, first):
    """Two legs: the office's own, and the committee's on its order."""
    legs = s.street.legs_share * minutes
    case.stages = [[(STREET, None), minutes - legs, first], [(COMMITTEE, case.incident.community), legs, first]]
    case.stages = [stage for stage in case.stages if stage[1] > 0]
    case.answerable, case.parallel, case.ordered = (STREET, None), True, True
    s.street_taken += minutes - legs


def convenes(s, case):
    n, share, x = s.street, s.levers.whistle_share, case.incident
    if share == 0 or case.duplicate or len(x.kind.departments) < 2:
        return False
    spread = x.kind.work_log_sd
    heavier = 0.5 * erfc((log(x.minutes / (60 * x.kind.work_hours)) / spread + spread / 2) / sqrt(2))
    if heavier >= share:
        return False
    if s.on.street_office:
        if s.convening + n.convening_minutes > n.queue_days * staff(s):
            return False
        s.convening += n.convening_minutes
    return True


def goes_to_officers(s, case, minutes, first):
    n, c = s.street, case.incident.community
    if s.levers.secondment_share == 0 or case.petition or len(case.incident.kind.departments) > 1:
        return False
    if c.seconded_ready + c.seconded_taken + minutes > n.seconded_queue_days * c.seconded * officers_speed(s):
        return False
    case.stages, case.answerable, case.parallel = [[(SECONDED, c), minutes, first]], (SECONDED, c), False
    c.seconded_taken += minutes
    return True


def paid_from_the_purse(s, spent):
    """Minutes beyond the staff's are hired."""
    hired = max(0.0, spent - s.street_free)
    fen = half_up(hired / 60 * s.street.contract_yuan_hour * 100)
    s.purse -= fen
    s.ledger["money_street_office"] += fen / 100
