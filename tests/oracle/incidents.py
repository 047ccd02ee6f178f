"""What is wrong in the world: arrival, offspring, witnesses, escalation, own ends (7.4, 7.5, 7.6, 7.19, 7.20)."""

from math import exp, log, sqrt

import numpy as np

from parameters import ONE, PETITION


class Incident:
    """An incident of 2.6. Witnesses are residents; what they asked is a channel each, or -1 who have not acted."""

    __slots__ = (
        "acted", "advised", "asked", "attempt", "born", "building", "cases", "closed_alive", "community", "deciding",
        "ended", "escalated", "escalation_threshold", "first_attempt", "found", "identity", "kind", "minutes",
        "offspring", "patrol_threshold", "person", "recorded", "self_end", "tension", "witnesses",
    )  # fmt: skip


def lognormal(rng, mean, sd):
    return mean * exp(sd * rng.standard_normal() - sd * sd / 2)


def move_common_rate(s, day):
    i = s.institutions
    if s.on.frailty == "ar1":
        r = i.frailty_persistence
        s.frailty = r * s.frailty + sqrt(1 - r * r) * s.rng.standard_normal()
    variance = log(1 + i.frailty_variance)
    s.common_rate = 1.0 if s.on.frailty == "none" else exp(sqrt(variance) * s.frailty - variance / 2)


def incidents_arise(s, day):
    rng, b, i = s.rng, s.behaviour, s.institutions
    rates = np.cumsum([kind.rate for kind in s.kinds])
    for c in s.communities:
        mean = c.residents * rates[-1] / 1000 / 365 * c.place * s.common_rate
        for _ in range(rng.poisson(mean)):
            kind = s.kinds[int(np.searchsorted(rates, rng.random() * rates[-1], side="right"))]
            building = c.buildings[int(np.searchsorted(c.building_share, rng.random(), side="right"))]
            person = int(rng.integers(building.start, building.end))
            prevented = b.awareness_prevents * s.awareness[person] / ONE if kind.dispute else 0.0
            if kind.facility and c.service is not None:
                prevented += i.maintenance_prevents * c.service
            if rng.random() >= prevented:
                arise(s, day, kind, building, person)


def disorder_breeds(s, day):
    for parent in list(s.incidents):
        for _ in range(parent.offspring.count(day)):
            person = int(s.rng.integers(parent.building.start, parent.building.end))
            arise(s, day, parent.kind, parent.building, person)


def arise(s, day, kind, building, person):
    """An incident with all that is drawn at its birth, its witnesses (7.6) among it."""
    rng, i = s.rng, s.institutions
    x = Incident()
    x.identity, x.kind, x.building, x.community = int(rng.integers(2**62)), kind, building, building.community
    x.person, x.born, x.deciding = person, day, day
    x.minutes = max(1.0, lognormal(rng, kind.work_hours * 60, kind.work_log_sd))
    x.patrol_threshold, own_end, x.escalation_threshold = rng.standard_exponential(3)
    x.self_end = day + 1 + int(kind.self_end * own_end)
    number = min(3, rng.poisson(i.branching_share * kind.visibility)) if s.on.disorder else 0
    x.offspring = [day + 1 + int(i.offspring_delay_days * rng.standard_exponential()) for _ in range(number)]
    size = int(s.world.city.neighbours_block)
    start = building.start + (person - building.start) // size * size
    block = np.arange(start, min(start + size, building.end))
    x.witnesses = block[(rng.random(len(block)) < kind.visibility) | (block == person)]
    x.asked = np.full(len(x.witnesses), -1)
    x.acted = np.zeros(len(x.witnesses), dtype=bool)
    x.found = x.tension = 0.0
    x.attempt, x.cases, x.escalated, x.first_attempt = 0, [], None, None
    x.recorded = x.closed_alive = x.advised = x.ended = False
    s.incidents.append(x)
    s.ledger["arisen"] += 1
    s.ledger["disputes"] += kind.dispute


def end(s, x, resolved, by_community=False):
    """An incident ends: resolved by somebody, or by itself."""
    x.ended = True
    s.ledger["ended"] += 1
    s.ledger["ended_unrecorded"] += not x.recorded
    s.ledger["resolved"] += resolved
    if x.kind.self_governable:
        s.ledger["ended_own"] += 1
        s.ledger["resolved_by_community"] += by_community


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
        if x.ended or x.self_end > day:
            continue
        shaken = s.rng.random(len(x.witnesses)) < 1 - exp(-(day - x.born) / s.behaviour.wait_scale_days)
        asked, handler = np.full(len(x.witnesses), -1), None
        if x.cases:
            case = min(x.cases, key=lambda case: (case.duplicate, *case.identity))
            handler = PETITION if case.petition else case.answerable_channel
            asked = x.asked.copy()
            shaken |= asked >= 0
        s.experiences.append((x, x.witnesses[shaken], asked[shaken], handler, False, False, 0.0))
        end(s, x, resolved=False)


