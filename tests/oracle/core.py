"""Committees' own business as a queue (7.37)."""

from math import ceil, exp
from types import SimpleNamespace

import numpy as np

import almanac
import handling
import incidents
import pressure
import residents
import tasks
from draws import CORE_BUSINESS, index, lognormal, poisson
from parameters import COMMUNITY, PERSONAL, SHARED

STRANDS = ("care", "welfare", "certificate", "door")
BY_LISTS = ("care", "welfare")
GIVEN_UP, COUNTS = 1 << 22, 1 << 23


def first_day(s):
    s.given_up, s.core_done = [], []
    for c in s.communities:
        c.core, c.served, c.core_kept, c.core_minutes = [], np.zeros(3), 0.0, 0.0


def strand(s, name):
    """What a strand asks for; its group and that it is self-governable say whom it concerns, as a kind's do."""
    n = s.core_business
    number = {key: getattr(n, f"{name}_{key}") for key in ("rate", "elder_ratio", "tenant_ratio", "hours", "days")}
    breaks_out = getattr(n, f"{name}_breaks_out_share", 0.0)
    group = SHARED if name == "door" else PERSONAL
    return SimpleNamespace(name=name, group=group, self_governable=True, breaks_out=breaks_out, **number)


def need(one, old, tenant):
    return (one.elder_ratio if old else 1.0) * (one.tenant_ratio if tenant else 1.0)


def core_business_comes_up(s, day):
    s.given_up, s.core_done = [], []
    if not s.on.core_business:
        return
    for c in s.communities:
        some_is_given_up(s, day, c)
        more_comes_up(s, day, c)


def some_is_given_up(s, day, c):
    ratio = s.core_business.given_up_ratio
    for piece in c.core:
        if day - piece.came > ratio * piece.strand.days:
            s.given_up.append(piece)
            s.ledger["core_given_up"] += 1
            break_out(s, day, c, piece.strand, piece.resident, piece.came, piece.number)
    c.core = [piece for piece in c.core if day - piece.came <= ratio * piece.strand.days]


def more_comes_up(s, day, c):
    n, draws = s.core_business, s.draws
    strands = [strand(s, name) for name in STRANDS]
    most = [max(1.0, one.elder_ratio) * max(1.0, one.tenant_ratio) for one in strands]
    candidates = np.cumsum([one.rate * limit for one, limit in zip(strands, most, strict=True)])
    mean = c.residents / 1000 * candidates[-1] / 30 * almanac.hours_of_day(s, day, s.calendar.duty_share)
    chunks = max(1, ceil(mean / 200))
    number = sum(poisson(draws.u(CORE_BUSINESS, c.number, day, COUNTS + k), mean / chunks) for k in range(chunks))
    stale = s.tasks.register_usual - c.register
    unknown = s.tasks.unknown_by_register * stale if s.on.task_owners else 0.0
    for slot in range(number):
        words = draws.words(CORE_BUSINESS, c.number, day, slot)
        u = [(word + 0.5) / 2**32 for word in words]
        which = min(int(np.searchsorted(candidates, u[0] * candidates[-1], side="right")), len(strands) - 1)
        one, resident = strands[which], c.start + index(words[1], c.residents)
        needs = need(one, s.age[resident] == 2, s.tenure[resident] > 0)
        mark = u[2] * most[which] / needs if needs > 0 else 1.0
        if mark >= 1:
            continue
        if one.name in BY_LISTS and mark < unknown:
            break_out(s, day, c, one, resident, day, slot)
            continue
        minutes = lognormal(u[3], one.hours * 60 * tasks.by_register(s, c), n.hours_log_sd)
        c.core.append(SimpleNamespace(strand=one, resident=resident, came=day, number=slot, due=day + one.days, left=minutes))
    c.core.sort(key=lambda piece: (piece.due, piece.came, piece.number))


def break_out(s, day, c, one, resident, came, number):
    """What nobody saw to may become an incident."""
    words = s.draws.words(CORE_BUSINESS, c.number, came, GIVEN_UP + number)
    u = [(word + 0.5) / 2**32 for word in words[:2]]
    kinds = [kind for kind in s.kinds if kind.self_governable and kind.group == one.group]
    if u[0] >= one.breaks_out or not kinds:
        return
    rates = np.cumsum([kind.rate for kind in kinds])
    kind = kinds[min(int(np.searchsorted(rates, u[1] * rates[-1], side="right")), len(kinds) - 1)]
    building = next(building for building in c.buildings if resident < building.end)
    incidents.arise(s, day, kind, building, resident, (words[2] << 32) + words[3])
    s.ledger["found_late"] += 1


def speed(s, c):
    return handling.speed_at(s, c.capability[PERSONAL]) * pressure.slowed(s, c.fatigue)


def minutes_kept(s, c, hours):
    """Of the hours that orders and tasks leave, what neither entry nor cases can take."""
    if not s.on.core_business:
        return 0.0
    wanted = hours * s.core_business.least_share * pressure.duties_left(s)
    return min(wanted, sum(piece.left for piece in c.core) / speed(s, c))


def committees_do_core_business(s, day):
    if not s.on.core_business:
        return
    for c in s.communities:
        pace = speed(s, c)
        all_ = left = max(c.left, 0.0)
        done = 0
        for piece in c.core:
            needed = piece.left / pace
            if needed > left + 1e-9:
                piece.left -= left * pace
                left = 0.0
                break
            left = max(left - needed, 0.0)
            done += 1
            s.core_done.append(piece)
            s.ledger["core_done"] += 1
            s.ledger["core_in_time"] += day <= piece.due
            s.ledger["core_days"] += day - piece.came
            c.served[piece.strand.group] += 1
        c.core = c.core[done:]
        c.core_minutes = all_ - left
        c.useful += s.tasks.standing_useful_share * c.core_minutes


def residents_learn_of_it(s, day):
    """After the experiences of the day: what was given up, and then what was done."""
    b, share = s.behaviour, s.core_business.learning_share
    patience = [getattr(s.people, f"patience_{level}") for level in ("least", "low", "high", "most")]
    for pieces, done in ((s.given_up, False), (s.core_done, True)):
        for piece in pieces:
            who = np.array([piece.resident])
            scale = b.wait_scale_days * patience[s.patience[piece.resident]]
            one = np.ones(1)
            x = residents.fixed(one * exp(-(day - piece.came) / scale) if done else 0 * one)
            before = s.q[who, residents.lane_of(s, piece.strand, COMMUNITY)]
            residents.credit_to(s, piece.strand, who, COMMUNITY, x, one * b.learning_own, one * share)
            residents.is_content(s, who, x, before, share * one)
