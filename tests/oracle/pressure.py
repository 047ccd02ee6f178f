"""Ranking, effort, fatigue, callbacks, gaming (7.33)."""

from math import exp

import workforce
from draws import CLOSURE, DESK, normal
from parameters import DEPARTMENT, POST, SECONDED, STREET, clamp, half_up

TALLY = ("due", "on_time", "answered", "unresolved", "dissatisfied")


def on_department(s, number):
    return s.ranked[number].push * s.levers.ranking_share


def on_community(s):
    """Pressure on the office, and on committees and workers of its communities."""
    return s.ranked["office"].push * s.levers.ranking_share


def on_desk(s, desk):
    kind, who = desk
    return on_department(s, who) if kind == DEPARTMENT else on_community(s)


def effort(s, number):
    return 1 + s.pressure.effort_share * on_department(s, number)


def duties_left(s):
    n = s.pressure
    return max(1 - n.effort_share * on_community(s), n.duties_left_share)


def slowed(s, fatigue):
    return 1 - s.pressure.fatigue_slows_share * fatigue


def people_tire_of_pressure(s, day):
    for number in range(len(s.department_minutes)):
        one, p = s.ranked[number], on_department(s, number)
        one.fatigue = tired(s, one.fatigue, p, one.used_to)
        one.used_to = used(s, one.used_to, p)
    one, p = s.ranked["office"], on_community(s)
    one.fatigue = tired(s, one.fatigue, p, one.used_to)
    one.used_to = used(s, one.used_to, p)
    for c in s.communities:
        c.fatigue = tired(s, c.fatigue, p, c.used_to)
    for post in s.posts:
        if post.worker is not None:
            post.worker.fatigue = tired(s, post.worker.fatigue, p, post.community.used_to)
    for c in s.communities:
        c.used_to = used(s, c.used_to, p)


def used(s, used_to, p):
    """The pressure to which people are used after a month more of it, in the variant `adapting`."""
    if s.on.fatigue != "adapting" or not s.on.ranking:
        return 0.0
    return used_to + (p - used_to) / s.pressure.used_to_months


def tired(s, fatigue, p, used_to):
    n = s.pressure
    if s.on.fatigue == "none" or not s.on.ranking:
        return 0.0
    if s.on.fatigue == "passing":
        return n.fatigue_rise * p / (n.fatigue_rise * p + n.fatigue_mend)
    if s.on.fatigue == "adapting":
        p = max(0.0, p - n.used_to_share * used_to)
    return clamp(fatigue + n.fatigue_rise * p * (1 - fatigue) - n.fatigue_mend * fatigue, 0, 1)


def count(s, desk, what, number=1.0):
    """Enters something into the tallies of the department that answers and of the office."""
    for who in (*((desk[1],) if desk[0] == DEPARTMENT else ()), "office"):
        tally = s.ranked[who].tally
        tally[what] = tally.get(what, 0.0) + number


def everyone_is_ranked(city):
    """At the end of a month, when every subdistrict has reached it."""
    if not city[0].on.ranking:
        return
    n = city[0].pressure
    for s in city:
        for one in s.ranked.values():
            standing = standing_of(n, one.tally)
            one.tally = {}
            # A month without one leaves the standing, and the past, as they were.
            one.before = one.standing if standing is not None else None
            if standing is not None:
                one.standing = standing
    for who, one in ((who, one) for s in city for who, one in s.ranked.items() if one.standing is not None):
        others = [
            s.ranked[who].standing for s in city if s.ranked[who] is not one and s.ranked[who].standing is not None
        ]  # fmt: skip
        if one.before is not None:
            one.past = one.before if one.past is None else one.past + (one.before - one.past) / n.own_past_months
        compared = sum(others) / len(others) if others else one.standing if one.past is None else one.past
        one.push = 1 / (1 + exp(-n.gap_slope * (compared - one.standing)))


def standing_of(n, tally):
    due, answered = tally.get("due", 0), tally.get("answered", 0)
    if due == 0 or answered == 0:
        return None
    satisfied = max(0.0, 1 - tally.get("dissatisfied", 0) / answered)
    resolved = max(0.0, 1 - tally.get("unresolved", 0) / answered)
    rest = 1 - n.weight_on_time - n.weight_satisfied
    return n.weight_on_time * tally.get("on_time", 0) / due + n.weight_satisfied * satisfied + rest * resolved


def found_out(s):
    """Chance that what is wrong is found out: by an audit, or by a callback that counts (7.33, gaming)."""
    return s.levers.audit_share + s.levers.callback_share * s.levers.supervision_apart_share


def risk(s):
    return found_out(s) * s.institutions.paper_penalty


def points(s, p):
    """v: what the rank puts on a case."""
    return s.pressure.rank_points * p if s.on.gaming else 0.0


def integrity(s, case):
    """A worker's own; of all others drawn for the case."""
    kind, who = case.answerable
    if kind == POST and who.worker is not None:
        return who.worker.integrity
    i = s.institutions
    z = normal(s.draws.u(DESK, case.incident.identity, case.attempt, case.returned))
    return i.integrity_mean + i.integrity_sd * z


def answered(s, case, resolved):
    """Callbacks; gives whether the case goes back."""
    n, levers, x = s.pressure, s.levers, case.incident
    desk, c = case.answerable, s.levers.callback_share
    count(s, desk, "answered")
    s.ledger["answered"] += 1

    def u(which):
        return s.draws.u(CLOSURE, x.identity, case.attempt, case.returned * 8 + which)

    coaxed = False
    if s.on.gaming and c > 0 and not resolved and on_desk(s, desk) > 0:
        cost = s.institutions.effort_cost_per_hour * n.coax_minutes / 60
        if points(s, on_desk(s, desk)) > cost + integrity(s, case):
            s.ledger["coaxed"] += 1
            desk_work(s, desk, x.community, n.coax_minutes)
            coaxed = u(7) < n.coax_success_share
    if c == 0 or u(5) >= c:
        return False
    s.ledger["money_audits_feedback"] += half_up(100 * n.callback_yuan) / 100
    desk_work(s, desk, x.community, n.checked_minutes)
    if u(6) >= levers.supervision_apart_share or coaxed:
        return False
    if not resolved:
        count(s, desk, "unresolved", 1 / c)
        count(s, desk, "dissatisfied", 1 / c)
        s.ledger["answered_unresolved"] += half_up(1000 / c) / 1000
        return True
    if case.worked - case.filed > n.satisfied_days:
        count(s, desk, "dissatisfied", 1 / c)
    return False


def desk_work(s, desk, community, minutes):
    """Desk work of whoever answers, done as entry is."""
    kind, who = desk
    if kind == POST:
        who.debt += minutes
    elif kind in (DEPARTMENT, STREET, SECONDED):
        s.entry += minutes
    else:
        community.entry += minutes


def trivia_is_filed(s, day):
    i, n, levers = s.institutions, s.pressure, s.levers
    p = on_community(s)
    if not s.on.gaming or p == 0:
        return
    r, w = levers.resident_rating_weight_share, levers.quality_weight_share
    for post in s.posts:
        if post.worker is not None and points(s, p) * (1 - r) * (1 - w) > risk(s) + post.worker.integrity:
            number = half_up(n.trivia_per_month * p)
            post.debt += number * (i.entry_minutes + i.paper_minutes)
            s.ledger["trivia"] += number
            for what in ("due", "on_time", "answered"):
                count(s, (POST, post), what, number)


def find_is_not_filed(s, x, worker):
    """A hard find is not filed."""
    if not s.on.gaming or on_community(s) == 0:
        return False
    worth = points(s, on_community(s)) * min(1.0, x.minutes / 60 / s.pressure.hard_hours)
    return worth > risk(s) * x.kind.visibility + worker.integrity


def load(s, post, asked, available):
    """Minutes asked over minutes there are, as they tell."""
    return min(asked / available, s.pressure.load_most_ratio) if available > 0 else 0.0


def roster(s, post):
    """Minutes of rounds that the roster asks of a post a day."""
    return s.pressure.roster_minutes_per_100_households * post.households / 100 * workforce.part(s, post)
