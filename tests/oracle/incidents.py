"""What is wrong in the world: arrival, offspring, witnesses, escalation, own ends (7.4, 7.5, 7.6, 7.19, 7.20)."""

from math import ceil, exp, log1p, sqrt

import numpy as np

import almanac
import causes
import clustering
import pressure
import residents
from draws import (
    ARRIVAL, ARRIVAL_COUNT, CITYWIDE, CLOSURE, FOREVER, FRAILTY, HAZARD, IDENTITY, OFFSPRING, UPKEEP, WITNESS, exponential,
    index, lognormal, normal, poisson,
)  # fmt: skip
from parameters import COMMITTEE, COMPANY, LEGAL, MEDIATORS, MEETING, NEIGHBOURLY, ONE, ORGANISED, OWNERS, STREET, VISIT, VOLUNTEERS, WORKS, half_up


class Incident:
    """An incident of 2.6. Witnesses are residents; what they asked is a mask of channels each, 0 who have not acted."""

    __slots__ = (
        "acted", "advised", "asked", "attempt", "bits", "block_size", "born", "building", "cases", "closed_alive",
        "community", "deciding", "ended", "escalated", "escalation_threshold", "first_attempt", "found", "identity", "kind",
        "lasts", "minutes", "offspring", "path", "patrol_threshold", "person", "recorded", "self_end", "tension", "witnesses",
    )  # fmt: skip


def move_common_rate(s, day):
    i = s.institutions
    variance = log1p(i.frailty_variance)
    first = s.frailty is None
    if s.on.frailty == "fixed":
        s.frailty = normal(s.draws.u(FRAILTY, s.number, FOREVER))
    elif s.on.frailty == "ar1":
        s.frailty = normal(s.draws.u(FRAILTY, s.number, day, 1)) if first else s.frailty
        s.frailty = moved(s.frailty, i.frailty_persistence, s.draws.u(FRAILTY, s.number, day))
    s.common_rate = 1.0 if s.on.frailty == "none" else exp(sqrt(variance) * s.frailty - variance / 2)
    if s.on.citywide:
        n = s.calendar
        s.city_rate = normal(s.draws.u(CITYWIDE, 0, day, 1)) if s.city_rate is None else s.city_rate
        s.city_rate = moved(s.city_rate, n.city_persistence, s.draws.u(CITYWIDE, 0, day))
        variance = log1p(n.city_variance)
        s.common_rate *= exp(sqrt(variance) * s.city_rate - variance / 2)


def moved(state, persistence, u):
    return persistence * state + sqrt(1 - persistence * persistence) * normal(u)


def incidents_arise(s, day):
    b, i = s.behaviour, s.institutions
    rates = np.cumsum([kind.rate for kind in s.kinds])
    shares = rates / rates[-1]
    for c in s.communities:
        mean = c.residents * rates[-1] / 1000 / 365 * c.place * s.common_rate * almanac.highest_season(s)
        mean *= clustering.rate_of(s, c, day)
        chunks = max(1, ceil(mean / 200))
        number = sum(poisson(s.draws.u(ARRIVAL_COUNT, c.number, day, k), mean / chunks) for k in range(chunks))
        for slot in range(number):
            words = s.draws.words(ARRIVAL, c.number, day, slot)
            u = [(word + 0.5) / 2**32 for word in words]
            kind = s.kinds[min(int(np.searchsorted(shares, u[0], side="right")), len(s.kinds) - 1)]
            share = c.building_share[kind.number]
            building = c.buildings[min(int(np.searchsorted(share, u[1], side="right")), len(share) - 1)]
            person = building.start + index(words[2], building.end - building.start)
            prevented = b.awareness_prevents * s.awareness[person] / ONE if kind.dispute else 0.0
            if kind.facility and c.service is not None:
                prevented += i.maintenance_prevents * c.service
            left = almanac.season(s, kind, day) * causes.left(s, kind, building)
            if u[3] >= 1 - left * (1 - prevented):
                high, low = s.draws.words(IDENTITY, c.number, day, slot)[:2]
                arise(s, day, kind, building, person, (high << 32) + low)


def disorder_breeds(s, day):
    for parent in list(s.incidents):
        for k, when in enumerate(parent.offspring):
            if when == day:
                high, low, word, _ = s.draws.words(OFFSPRING, parent.identity, 1, k)
                building = parent.building
                person = building.start + index(word, building.end - building.start)
                arise(s, day, parent.kind, building, person, (high << 32) + low)


def arise(s, day, kind, building, person, identity):
    """An incident with all that is drawn at its birth, its witnesses (7.6) among it."""
    i, n = s.institutions, s.calendar
    x = Incident()
    x.identity, x.kind, x.building, x.community = identity, kind, building, building.community
    x.person, x.born, x.deciding = person, day, day
    work, patrol, own_end, escalation = s.draws.block(HAZARD, identity)
    x.minutes = max(1.0, lognormal(work, kind.work_hours * 60, kind.work_log_sd))
    x.patrol_threshold, x.escalation_threshold = exponential(patrol), exponential(escalation)
    x.path, x.lasts = almanac.path_of(s, kind, identity), kind.self_end
    if x.path in (WORKS, LEGAL):
        x.minutes = max(1.0, x.minutes * (n.works_hours_ratio if x.path == WORKS else n.legal_hours_ratio))
        x.lasts *= n.path_lasting_ratio
    x.self_end = day + 1 + int(x.lasts * exponential(own_end))
    x.offspring = []
    if s.on.disorder:
        u = s.draws.block(OFFSPRING, identity)
        number = min(3, poisson(u[0], i.branching_share * kind.visibility))
        x.offspring = [day + 1 + int(i.offspring_delay_days * exponential(u[1 + k])) for k in range(number)]
    size = int(s.world.city.neighbours_block)
    start = building.start + (person - building.start) // size * size
    block = np.arange(start, min(start + size, building.end))
    halves = s.draws.halves_of(WITNESS, identity, 0, len(block))
    x.bits = np.flatnonzero((halves < int(65_536 * kind.visibility)) | (block == person))
    x.witnesses, x.block_size = block[x.bits], len(block)
    x.asked = np.zeros(len(x.witnesses), dtype=np.int64)
    x.acted = np.zeros(len(x.witnesses), dtype=bool)
    x.found = x.tension = 0.0
    x.attempt, x.cases, x.escalated, x.first_attempt = 0, [], None, None
    x.recorded = x.closed_alive = x.advised = x.ended = False
    s.incidents.append(x)
    if s.log is not None:
        s.log.append((day, identity, kind.name, x.community.number, building.number))
    s.ledger["arisen"] += 1
    s.ledger["disputes"] += kind.dispute


BY_COMMUNITY = (MEDIATORS, COMMITTEE, OWNERS, COMPANY, VOLUNTEERS, MEETING)
SELF_GOVERNED = (NEIGHBOURLY, COMMITTEE, OWNERS, MEETING, VOLUNTEERS)


def end(s, x, resolved, by=None, organisation=None):
    """An incident ends: resolved by a desk, neighbours or a meeting, or by itself."""
    x.ended = True
    ledger = s.ledger
    ledger["ended"] += 1
    ledger["ended_unrecorded"] += not x.recorded
    ledger["put_up_with"] += not resolved and not x.recorded and x.first_attempt is None
    ledger["resolved"] += resolved
    if x.kind.self_governable:
        ledger["ended_own"] += 1
        for near in (x.building, x.community):
            near.ended += 1
            near.settled += resolved and by in SELF_GOVERNED
        if resolved:
            ledger["resolved_by_community"] += by in BY_COMMUNITY
            ledger["resolved_by_street"] += by == STREET
            ledger["settled_by_neighbours"] += by == NEIGHBOURLY
            ledger["self_governed"] += 1000 * (by in SELF_GOVERNED)
            if by == ORGANISED:
                all_minutes = organisation.minutes + organisation.task_minutes
                ledger["self_governed"] += half_up(1000 * organisation.minutes / all_minutes) if all_minutes > 0 else 0


def disputes_escalate(s, day):
    b, i = s.behaviour, s.institutions
    if not s.on.escalation:
        return
    for x in s.incidents:
        if x.kind.escalation == 0 or x.ended or x.escalated is not None:
            continue
        hazard = x.kind.escalation / 365 * (1 - b.awareness_calms * s.awareness[x.person] / ONE)
        x.tension += hazard * (1 - i.legal_calms_share * x.advised) * (s.casework.heard_hazard_ratio if x.cases else 1.0)
        if x.tension >= x.escalation_threshold:
            x.escalated = day
            s.ledger["escalations"] += 1


def incidents_end_by_themselves(s, day):
    for x in s.incidents:
        if x.ended or x.self_end > day or upkeep_was_missed(s, x, day):
            continue
        p = 1 - exp(-(day - x.born) / s.behaviour.wait_scale_days)
        halves = s.draws.halves_of(CLOSURE, x.identity, FOREVER, x.block_size)[x.bits]
        shaken = halves < int(65_536 * p)
        asked, handler, desk = np.zeros(len(x.witnesses), dtype=np.int64), None, None
        if x.cases:
            case = min(x.cases, key=lambda case: (case.duplicate, *case.identity))
            handler, desk = case.handler, case.answerable[0]
            asked = x.asked.copy()
            shaken |= asked > 0
        residents.experienced(s, x, np.flatnonzero(shaken), asked[shaken], handler, False, False, 0.0, desk)
        end(s, x, resolved=False)


def upkeep_was_missed(s, x, day):
    """7.33, effort: pressure moves the upkeep that would have ended it."""
    n = s.pressure
    moved_share = min(1.0, n.effort_share * pressure.on_department(s, x.kind.departments[0]) / n.upkeep_ratio)
    if moved_share == 0:
        return False
    missed, days = s.draws.block(UPKEEP, x.identity, day)[:2]
    if missed >= n.upkeep_ends_share * moved_share:
        return False
    x.self_end = day + 1 + int(x.lasts * exponential(days))
    return True
