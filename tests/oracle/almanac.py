"""Weekends, holidays, seasons, and how long what something needs takes (7.36)."""

from functools import cache
from math import ceil, cos, pi

import workforce

from draws import PATH, POSTPONED, exponential, lognormal
from parameters import (
    COMMITTEE, COMMUNITY, DEPARTMENT, GRID, HOTLINE, LEGAL, ON_THE_SPOT, PERSONAL, POST, VISIT, WORKS,
)  # fmt: skip


def free_day(s, day):
    n = s.calendar
    of_year = day % 365
    spring = n.spring_festival_day <= of_year < n.spring_festival_day + n.spring_festival_days
    return day % 7 >= 5 or spring or n.national_day <= of_year < n.national_day + n.national_days


def hours_of_day(s, day, share):
    """h: what the hours of a day are to their mean, a free day's being that share of a working day's."""
    if not s.on.calendar:
        return 1.0
    if s.free_days is None:
        s.free_days = sum(free_day(s, d) for d in range(7 * 365)) / (7 * 365)
    mean = (1 - s.free_days) + s.free_days * share
    return share / mean if free_day(s, day) else 1 / mean


def people_put_off(s, day):
    if not (s.on.calendar and free_day(s, day)):
        return
    for x in s.incidents:
        if x.ended or x.acted.all() or day - x.deciding not in ages(s):
            continue
        decided, days = s.draws.block(POSTPONED, x.identity, day)[:2]
        if decided >= s.calendar.calls_share:
            x.deciding += 1 + int(s.calendar.put_off_days * exponential(days))


def ages(s):
    """Days past the deciding day on which witnesses decide (7.9)."""
    n = s.people
    return 0, n.second_decision_days, n.third_decision_days, n.fourth_decision_days


@cache
def swing(share, peak, day):
    return 1 + share * cos(2 * pi * (day - peak) / 365)


def highest_season(s):
    return 1 + max(kind.season_share for kind in s.kinds) if s.on.seasons else 1.0


def season(s, kind, day):
    """Share of the highest rate at which a kind arises."""
    return swing(kind.season_share, kind.season_peak, day) / highest_season(s) if s.on.seasons else 1.0


def path_of(s, kind, identity):
    if not s.on.paths or kind.path == VISIT or s.draws.u(PATH, identity) >= kind.path_share:
        return VISIT
    return kind.path


def small_matters_are_settled(s, day):
    """On the spot, before anything is dispatched."""
    n, left = s.calendar, []
    for case in s.fresh:
        desk = on_the_spot(s, case) if case.filed_day == day else None
        if desk is None:
            left.append(case)
            continue
        x = case.incident
        kind, who = desk
        minutes = x.minutes * n.spot_work_ratio
        if kind == POST:
            who.debt += minutes / workforce.speed(s, who.worker)
        elif kind == COMMITTEE:
            who.entry += minutes
        else:
            s.entry += minutes
        hours = n.spot_hours * exponential(s.draws.u(PATH, x.identity, 257 + case.attempt))
        case.worked = min(case.filed + hours / 24, day + 1.0)
        case.answerable, case.stages = desk, []
    s.fresh = left


def on_the_spot(s, case):
    x, kind = case.incident, case.incident.kind
    if x.path != ON_THE_SPOT or case.duplicate or case.petition or kind.dispute or x.ended:
        return None
    post = x.building.post
    if case.channel == GRID and kind.worker and post is not None and post.worker is not None:
        return POST, post
    if case.channel == HOTLINE and kind.group == PERSONAL:
        return DEPARTMENT, kind.departments[0]
    if case.channel == COMMUNITY and kind.group == PERSONAL:
        return COMMITTEE, x.community
    return None


def works_and_courts_take_their_time(s, day):
    """Works and the law, after dispatch."""
    n = s.calendar
    for case in s.fresh:
        x = case.incident
        if case.duplicate or case.returned or x.path not in (WORKS, LEGAL) or x.ended:
            continue
        mean = n.works_days if x.path == WORKS else n.legal_days
        wait = lognormal(s.draws.u(PATH, x.identity, 1 + case.attempt), mean, n.path_log_sd)
        for stage in case.stages:
            stage[2] = max(stage[2], ceil(case.filed + wait))
        if not case.extended:
            case.due += n.extension_share * mean
            case.extended = True
