"""Initialisation (section 5): plan, buildings, people, ties, organisations, and a first worker in every post."""

from math import ceil, exp
from types import SimpleNamespace

import numpy as np

import apart
import causes
import core
import draws
import parties
import practice
import workforce
from draws import ORGANISATION, PLACE, TIES, TRAITS, index, normal
from parameters import BELIEF, COMMUNITY, DEPARTMENTS, HOTLINE, LANES, OF_GOVERNMENT, OF_PERSONAL, OF_SHARED, ONE, WORLD, half_up

KINDS_OF_COMMUNITY = ("old_estate", "commodity_estate", "work_unit", "urban_village", "resettlement")


def pattern(i, step):
    return (step * (i + 0.5)) % 1.0


def plan(world, stream):
    """5.1: the communities of every subdistrict as (number in the city, residents, archetype, property company)."""
    city = world.city
    subdistricts = max(1, half_up(city.residents / city.residents_per_subdistrict))
    each = city.residents / subdistricts
    per = max(1, min(half_up(each / city.residents_per_community), int(each / 60)))
    n = subdistricts * per
    drawn = city.plan == "drawn"
    kinds, sizes = [pattern(i + 7, 0.6180339887498949) for i in range(n)], [pattern(i, 0.6180339887498949) for i in range(n)]
    words = [stream.words(PLACE, i, 80) for i in range(n)]
    if drawn:
        start = stream.block(PLACE, 0, 81)
        kinds, sizes = (steps(range(n), words, which, start[which]) for which in (0, 1))
    shares = np.array([getattr(city, f"{name}_share") for name in KINDS_OF_COMMUNITY])
    shares = np.cumsum(shares) / shares.sum() if shares.sum() > 0 else np.arange(1, 6) / 5
    archetypes = [min(int(np.searchsorted(shares, kinds[i], side="right")), 4) for i in range(n)]
    companies = [pattern(i, 0.7548776662466927) for i in range(n)]
    for a in range(5 * drawn):
        those = [i for i in range(n) if archetypes[i] == a]
        for i, at in steps(those, words, 2, stream.u(PLACE, 0, 81, 1 + a)).items():
            companies[i] = at
    weights = [1 + 2 * city.community_size_spread * (sizes[i] - 0.5) if n > 1 else 1.0 for i in range(n)]
    borders = [half_up(city.residents * share) for share in np.cumsum([0.0, *weights]) / sum(weights)]
    result = [[] for _ in range(subdistricts)]
    for i in range(n):
        archetype = world.archetypes[archetypes[i]]
        result[i // per].append((i, borders[i + 1] - borders[i], archetype, companies[i] < archetype.property))
    return result


def steps(numbers, words, which, start):
    """Where communities stand in a plan that is drawn: even steps from a start, in the order of a word of theirs."""
    order = sorted(numbers, key=lambda i: (words[i][which], i))
    return {i: (p + start) / len(order) for p, i in enumerate(order)}


def subdistrict(world, rows, number, key, city_key):
    """One subdistrict of the plan on the first day of its burn-in."""
    s = SimpleNamespace(world=world, kinds=world.kinds, communities=[], buildings=[], posts=[])
    s.draws, s.city_draws, s.number = draws.Stream(key), draws.Stream(city_key), number
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
    practice.first_day(s)
    office(s)
    workforce.grids_are_drawn(s, None)
    for building in s.buildings:
        building.map_grid = (building.community.index, building.grid_number)
    parties.organisations_are_funded(s, None)
    causes.first_day(s)
    core.first_day(s)
    apart.first_day(s)
    s.heard = np.zeros((len(s.communities), LANES, 2))
    s.incidents, s.cases, s.reports, s.experiences, s.callers, s.log = [], [], [], [], [], None
    return s


def community(s, position, number, residents, start, archetype, company):
    """2.3 and 5.2: a community and its buildings."""
    levers, place = s.levers, s.city_draws
    c = SimpleNamespace(
        index=position, number=number, residents=residents, start=start, archetype=archetype, place=archetype.place
    )
    c.all = slice(start, start + residents)
    c.households = residents / s.world.city.persons_per_household
    c.integration, c.sharing, c.analytics = levers.integration_share, levers.sharing_share, levers.analytics_share
    c.concern = levers.collection_breadth_share * (1 - levers.protection_share)
    first = s.first_day
    c.stock = first.capability_least + first.capability_spread * place.u(PLACE, number, 0, 1)
    c.practised, c.entry, c.owners_committee = np.zeros(3), 0.0, False
    c.paying, c.service = (first.paying_share, first.property_service) if company else (None, None)
    c.volunteer_minutes, c.volunteer_waiting = 0.0, 0.0
    c.fatigue, c.used_to, c.register, c.useful, c.owners_help, c.moved = 0.0, 0.0, s.tasks.register_start, 0.0, 0.0, 0
    c.seconded, c.seconded_ready, c.seconded_relief, c.seconded_free, c.seconded_taken = 0.0, 0.0, 0.0, 0.0, 0.0
    c.posts = []
    n = max(1, half_up(residents / s.world.city.residents_per_building))
    blocks = [place.block(PLACE, number, 1, b) for b in range(n)]
    city = s.world.city
    sizes = [1 - city.building_size_spread + 2 * city.building_size_spread * block[0] for block in blocks]
    cuts = [half_up(residents * share) for share in np.cumsum([0.0, *sizes]) / sum(sizes)]
    risk = [size * exp(city.building_condition_log_sd * normal(block[1])) for size, block in zip(sizes, blocks, strict=True)]
    risk = np.array(risk) / sum(risk)
    c.building_share = [np.cumsum(risk) / risk.sum() for _ in s.kinds]
    if s.on.root_causes:
        c.building_share = [np.cumsum(share) / share.sum() for share in lasting_causes(s, c, risk)]
    c.first_building = len(s.buildings)
    for b in range(n):
        s.buildings.append(
            SimpleNamespace(
                index=len(s.buildings), community=c, start=start + cuts[b], end=start + cuts[b + 1], post=None,
                recorded=0.0, steering=1.0, unrecorded=0, closed=0, closing_days=0.0, harm=0.0, number=b,
                ended=0.0, settled=0.0,
            )
        )  # fmt: skip
    c.buildings = s.buildings[c.first_building :]
    c.ended = c.settled = 0.0
    return c


def lasting_causes(s, c, risk):
    """7.35: shares of buildings by kind."""
    for kind in s.kinds:
        words = [s.city_draws.words(PLACE, c.number, 2 + kind.number // 4, b)[kind.number % 4] for b in range(len(risk))]
        yield risk * np.exp([s.projects.cause_log_sd * normal((word + 0.5) / 2**32) for word in words])


def people(s):
    """5.3: residents as arrays over the subdistrict."""
    n = s.residents
    s.community_of = np.concatenate([np.full(c.residents, c.index) for c in s.communities])
    s.trait_keys = np.concatenate([(c.number << 32) + np.arange(c.residents, dtype=np.uint64) for c in s.communities])
    s.age, s.tenure, s.school, s.patience, s.level, s.touched = (np.zeros(n, dtype=np.int64) for _ in range(6))
    s.digital_level, s.privacy_level, s.quarters, s.practised_in = (np.zeros(n, dtype=np.int64) for _ in range(4))
    s.active, s.organiser = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    s.q = np.zeros((n, LANES), dtype=np.int64)
    s.satisfaction, s.awareness, s.awareness_held = (np.zeros(n, dtype=np.int64) for _ in range(3))
    everybody = np.arange(n)
    blocks = [s.draws.many(TRAITS, s.trait_keys, when) for when in range(4)]
    begin(s, everybody, *blocks, None)


def begin(s, who, a, b, first, more, tenure):
    """Residents with traits from the words of four blocks; with a tenure they move in (7.31), else it is the first day."""
    people, day = s.behaviour, s.first_day
    of = {name: np.array([getattr(c.archetype, name) for c in s.communities])[s.community_of[who]]
          for name in ("old", "middle", "owners", "migrants", "shift")}  # fmt: skip
    a1, a2, a3, a4 = ((a + 0.5) / 2**32).T
    b1, b2, b3, b4 = ((b + 0.5) / 2**32).T
    old = a1 < of["old"]
    middle = ~old & (a1 < of["old"] + of["middle"])
    s.age[who] = np.where(old, 2, np.where(middle, 1, 0))
    s.tenure[who] = np.where(a2 < of["owners"], 0, np.where(a2 < 1 - of["migrants"], 1, 2)) if tenure is None else tenure
    s.school[who] = np.maximum(np.floor(4 * a3) - (old & (a3 > day.elder_schooling_share)), 0)
    young = np.where(middle, day.digital_middle_slope * a4 + day.digital_middle_least, day.digital_young_slope * a4)
    s.digital_level[who] = levels(np.where(old, day.digital_elder_slope * a4, young), 16)
    s.privacy_level[who] = levels(b1, 16)
    mean = people.threshold_mean
    if s.on.local_joining:
        mean = s.self_governance.joining_threshold_mean + s.self_governance.threshold_age_step * (1 - s.age[who])
    s.level[who] = levels(np.clip(mean + of["shift"] + people.threshold_sd * np.array([normal(u) for u in b2.tolist()]), 0, 1), 128)
    c1, c2, c3, _ = ((more + 0.5) / 2**32).T
    if s.on.local_joining:
        share = np.array([getattr(s.self_governance, f"time_share_{age}") for age in ("young", "middle", "elder")])
        s.level[who] = np.where(c1 < share[s.age[who]], np.minimum(s.level[who], 126), 127)
    s.patience[who] = np.floor(4 * b3)
    has_time = (s.level[who] < 127) | (not s.on.local_joining)
    s.active[who] = (b4 < day.active_share) & has_time if tenure is None else False
    s.touched[who] = 0
    practised = (c2 < s.self_governance.first_practised_share) & (tenure is None) & s.on.people_practise
    quarters = 1 + np.floor(c2 / max(s.self_governance.first_practised_share, 1e-300) * s.self_governance.practice_quarters)
    s.quarters[who] = np.where(practised, np.minimum(quarters, 7), 0)
    s.practised_in[who] = np.floor(3 * c3)
    halves = np.stack([first & 0xFFFF, first >> 16], axis=2).reshape(len(first), 8)
    z = draws.NORMALS[halves[:, :6]].astype(float)
    q = day.expectation_mean + day.expectation_sd * z
    q[:, 0] = day.neighbours_mean + day.neighbours_sd * z[:, 0]
    s.q[who, :6] = np.floor(np.clip(q, 0, 1) * ONE + 0.5)
    for lane in (OF_SHARED, OF_PERSONAL):
        s.q[who, lane] = s.q[who, COMMUNITY]
    s.q[who, OF_GOVERNMENT] = s.q[who, HOTLINE]
    s.q[who, BELIEF] = half_up(s.self_governance.decision_belief_start * ONE)
    s.satisfaction[who] = half_up(day.satisfaction * ONE)
    schooling = [getattr(s.people, f"schooling_{level}_awareness") for level in ("least", "low", "high", "most")]
    held = np.minimum(1.0, people.awareness_start * np.array(schooling)[s.school[who]])
    s.awareness_held[who] = s.awareness[who] = np.floor(held * ONE + 0.5)


def levels(x, n):
    return np.floor((n - 1) * x + 0.5).astype(np.int64)


def packed(s, who):
    """The lowest 23 bits of the packed traits (4.8), those that do not change while somebody lives here."""
    fields = ((s.age, 2), (s.tenure, 2), (s.school, 2), (s.digital_level, 4), (s.privacy_level, 4), (s.level, 7), (s.patience, 2))
    word, shift = 0, 0
    for field, bits in fields:
        word, shift = word + (field[who] << shift), shift + bits
    return word


def ties(s):
    """5.4: a ring with shortcuts in every community, and bridges between communities."""
    city, n = s.world.city, s.residents
    s.ties = np.zeros((n, 4), dtype=np.int64)
    for c in s.communities:
        m = c.residents
        keys = s.trait_keys[c.all]
        s.ties[c.all] = c.start + (np.arange(m)[:, None] + 1 + np.arange(4)) % m
        rewired = s.draws.halves(TIES, keys)[:, :4] < city.tie_rewiring_share * 65_536
        for i, k in np.argwhere(rewired).tolist():
            alike = s.draws.u(TIES, int(keys[i]), 1, k) < city.tie_homophily_share
            me = c.start + i
            for attempt in range(int(city.tie_tries)):
                word = s.draws.words(TIES, int(keys[i]), 2 + attempt, k)[0]
                other = c.start + (i + 1 + index(word, m - 1)) % m
                if not alike or s.tenure[other] == s.tenure[me] or s.age[other] == s.age[me]:
                    break
            s.ties[me, k] = other
    pairs = []
    for number in range(half_up(n * city.bridges_share) if len(s.communities) > 1 else 0):
        words = s.draws.words(TIES, s.number, draws.FOREVER, number)
        pairs.append((index(words[0], n), index(words[1], n)))
    pairs = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    s.bridges = pairs[s.community_of[pairs[:, 0]] != s.community_of[pairs[:, 1]]]
    s.contacts = 4 + np.bincount(s.ties.ravel(), minlength=n)


def of_contacts(s, marked):
    """How many of everybody's contacts are marked, a tie of either direction counted as often as it is tied."""
    marked = marked.astype(float)
    return marked[s.ties].sum(axis=1) + np.bincount(s.ties.ravel(), np.repeat(marked, 4), s.residents)


def office(s):
    """2.5 and 5.5."""
    i = s.institutions
    s.theta, s.campaign_until = s.first_day.takeover_share, None
    s.due = dict.fromkeys(("all", "all_overdue", "own", "own_overdue"), 0)
    s.frailty = s.city_rate = None
    s.entry, s.lawyer_minutes = 0.0, 0.0
    s.department_minutes = [
        getattr(i, f"{name}_hours_per_1000_week") * s.residents / 1000 * 60 / 7 for name in DEPARTMENTS
    ]
    s.organisations = [
        SimpleNamespace(
            number=number, speciality=number % 3, present=False, minutes=0.0, task_minutes=0.0, waiting=0.0,
            needs=exp(
                s.bodies.organisation_needs_log_sd * i.organisation_entry_spread
                * normal(s.draws.u(ORGANISATION, (s.number << 32) + number))
            ),
        )
        for number in range(ceil(s.residents / 10_000 * 50))
    ]  # fmt: skip
    s.purse, s.hired_today, s.street_free, s.street_hire, s.convening = 0.0, 0.0, 0.0, 0.0, 0.0
    s.street_staff = 0.0
    s.lines_left, s.free_days = 0.0, None
    s.ranked = {who: SimpleNamespace(push=0.0, standing=None, before=None, past=None, fatigue=0.0, used_to=0.0, tally={}) for who in (*range(6), "office")}
