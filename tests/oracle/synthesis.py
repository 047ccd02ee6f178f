"""Initialisation (section 5): plan, buildings, people, ties, organisations, and a first worker in every post."""

from math import ceil, exp
from statistics import NormalDist
from types import SimpleNamespace

import numpy as np

import parties
import workforce
from parameters import DEPARTMENTS, ONE, WORLD, half_up
from place import place

normal = NormalDist().inv_cdf


def golden(i):
    return (0.6180339887498949 * (i + 0.5)) % 1.0


def plan(world):
    """5.1: the communities of every subdistrict as (number in the city, residents, archetype, property company)."""
    city = world.city
    subdistricts = max(1, half_up(city.residents / city.residents_per_subdistrict))
    each = city.residents / subdistricts
    per = max(1, min(half_up(each / city.residents_per_community), int(each / 60)))
    n = subdistricts * per
    weights = [1 + 2 * city.community_size_spread * (golden(i) - 0.5) if n > 1 else 1.0 for i in range(n)]
    cumulative = np.cumsum([0.0, *weights]) / sum(weights)
    borders = [half_up(city.residents * share) for share in cumulative]
    names = ("old_estate", "commodity_estate", "work_unit", "urban_village", "resettlement")
    shares = np.array([getattr(city, f"{name}_share") for name in names])
    shares = np.cumsum(shares) / shares.sum() if shares.sum() > 0 else np.arange(1, 6) / 5
    result = [[] for _ in range(subdistricts)]
    for i in range(n):
        archetype = world.archetypes[int(np.searchsorted(shares, golden(i + 7), side="right"))]
        company = (0.7548776662466927 * (i + 0.5)) % 1.0 < archetype.property
        result[i // per].append((i, borders[i + 1] - borders[i], archetype, company))
    return result


def subdistrict(world, rows, rng):
    """One subdistrict of the plan on the first day of its burn-in."""
    s = SimpleNamespace(world=world, rng=rng, kinds=world.kinds, communities=[], buildings=[], posts=[])
    for table in WORLD[1:]:
        setattr(s, table, getattr(world, table))
    s.levers, s.on = world.levers, world.on
    s.residents = sum(row[1] for row in rows)
    s.share_of_city = s.residents / world.city.residents
    start = 0
    for number, residents, archetype, company in rows:
        c = community(s, len(s.communities), number, residents, start, archetype, company)
        s.communities.append(c)
        start += residents
    people(s)
    ties(s)
    for c in s.communities:
        c.owners = int(np.sum(s.tenure[c.all] == 0))
    parties.count_active(s)
    office(s)
    workforce.grids_are_drawn(s, None)
    for building in s.buildings:
        building.map_grid = (building.community.index, building.grid_number)
    parties.organisations_are_funded(s)
    s.incidents, s.cases, s.reports, s.experiences = [], [], [], []
    return s


def community(s, index, number, residents, start, archetype, company):
    """2.3 and 5.2: a community and its buildings."""
    levers = s.levers
    c = SimpleNamespace(
        index=index, number=number, residents=residents, start=start, archetype=archetype, place=archetype.place
    )
    c.all = slice(start, start + residents)
    c.households = residents / s.world.city.persons_per_household
    c.integration, c.sharing, c.analytics = levers.integration_share, levers.sharing_share, levers.analytics_share
    c.concern = levers.collection_breadth_share * (1 - levers.protection_share)
    first = s.first_day
    c.capability = first.capability_least + first.capability_spread * place(number, 0, 1)[0]
    c.practised, c.entry, c.owners_committee = 0, 0.0, False
    c.paying, c.service = (first.paying_share, first.property_service) if company else (None, None)
    c.volunteer_minutes, c.volunteer_waiting = 0.0, 0.0
    c.posts = []
    n = max(1, half_up(residents / s.world.city.residents_per_building))
    blocks = [place(number, 1, b) for b in range(n)]
    city = s.world.city
    sizes = [1 - city.building_size_spread + 2 * city.building_size_spread * block[0] for block in blocks]
    cuts = [half_up(residents * share) for share in np.cumsum([0.0, *sizes]) / sum(sizes)]
    risk = np.array([size * exp(city.building_condition_log_sd * normal(block[1])) for size, block in zip(sizes, blocks, strict=True)])
    c.building_share = np.cumsum(risk) / risk.sum()
    c.first_building = len(s.buildings)
    for b in range(n):
        s.buildings.append(
            SimpleNamespace(
                index=len(s.buildings), community=c, start=start + cuts[b], end=start + cuts[b + 1], post=None,
                recorded=0.0, steering=1.0, unrecorded=0, closed=0, closing_days=0.0, harm=0.0,
            )
        )  # fmt: skip
    c.buildings = s.buildings[c.first_building :]
    return c


def people(s):
    """5.3: residents as arrays over the subdistrict."""
    b, n, rng, first = s.behaviour, s.residents, s.rng, s.first_day
    age, tenure, school, digital, threshold = (np.zeros(n) for _ in range(5))
    s.community_of = np.zeros(n, dtype=np.int64)
    for c in s.communities:
        of, m = c.archetype, c.residents
        a1, a2, a3, a4 = rng.random((4, m))
        old = a1 < of.old
        middle = ~old & (a1 < of.old + of.middle)
        age[c.all] = np.where(old, 2, np.where(middle, 1, 0))
        tenure[c.all] = np.where(a2 < of.owners, 0, np.where(a2 < 1 - of.migrants, 1, 2))
        school[c.all] = np.maximum(np.floor(4 * a3) - (old & (a3 > first.elder_schooling_share)), 0)
        digital[c.all] = np.where(
            old,
            first.digital_elder_slope * a4,
            np.where(
                middle, first.digital_middle_slope * a4 + first.digital_middle_least, first.digital_young_slope * a4
            ),
        )
        threshold[c.all] = b.threshold_mean + of.shift + b.threshold_sd * rng.standard_normal(m)
        s.community_of[c.all] = c.index
    s.age, s.tenure, s.school = age.astype(int), tenure.astype(int), school.astype(int)
    s.digital = np.round(digital * 15) / 15
    s.privacy = np.round(rng.random(n) * 15) / 15
    s.threshold = np.round(np.clip(threshold, 0, 1) * 127) / 127
    s.patience = rng.integers(0, 4, n)
    s.active = rng.random(n) < first.active_share
    s.touched = np.zeros(n, dtype=int)
    q = first.expectation_mean + first.expectation_sd * rng.standard_normal((n, 6))
    q[:, 0] = first.neighbours_mean + first.neighbours_sd * rng.standard_normal(n)
    s.q = np.floor(np.clip(q, 0, 1) * ONE + 0.5).astype(np.int64)
    s.satisfaction = np.full(n, half_up(first.satisfaction * ONE), dtype=np.int64)
    schooling = [getattr(s.people, f"schooling_{level}_awareness") for level in ("least", "low", "high", "most")]
    held = np.minimum(1.0, b.awareness_start * np.array(schooling)[s.school])
    s.awareness_held = np.floor(held * ONE + 0.5).astype(np.int64)
    s.awareness = s.awareness_held.copy()
    s.taste = rng.standard_normal((n, 6))


def ties(s):
    """5.4: a ring with shortcuts in every community, and bridges between communities."""
    city, rng, n = s.world.city, s.rng, s.residents
    s.ties = np.zeros((n, 4), dtype=np.int64)
    for c in s.communities:
        m = c.residents
        here = np.arange(m)[:, None]
        s.ties[c.all] = c.start + (here + 1 + np.arange(4)) % m
        for i, k in np.argwhere(rng.random((m, 4)) < city.tie_rewiring_share):
            alike = rng.random() < city.tie_homophily_share
            for candidate in rng.integers(0, m - 1, int(city.tie_tries)):
                other = c.start + candidate + (candidate >= i)
                me = c.start + i
                if not alike or s.tenure[other] == s.tenure[me] or s.age[other] == s.age[me]:
                    break
            s.ties[me, k] = other
    pairs = rng.integers(0, n, (half_up(n * city.bridges_share), 2))
    s.bridges = pairs[s.community_of[pairs[:, 0]] != s.community_of[pairs[:, 1]]]


def office(s):
    """2.5 and 5.5."""
    i, rng = s.institutions, s.rng
    s.theta, s.campaign_until = s.first_day.takeover_share, None
    s.due = dict.fromkeys(("all", "all_overdue", "own", "own_overdue"), 0)
    s.frailty = rng.standard_normal()
    s.entry, s.lawyer_minutes = 0.0, 0.0
    s.department_minutes = [
        getattr(i, f"{name}_hours_per_1000_week") * s.residents / 1000 * 60 / 7 for name in DEPARTMENTS
    ]
    s.organisations = [
        SimpleNamespace(
            number=number, speciality=number % 3, present=False, minutes=0.0, task_minutes=0.0, waiting=0.0,
            needs=exp(s.bodies.organisation_needs_log_sd * i.organisation_entry_spread * rng.standard_normal()),
        )
        for number in range(ceil(s.residents / 10_000 * 50))
    ]  # fmt: skip

