"""Recomputes docs/model-keys.md: every key, word and value in its tables, from docs/model.md and parameters alone.

Plain Python with a Philox of its own (philox.py); the numbers of the model come from the documents by parameters.py.
"""

import re
import struct
import sys
from math import ceil, exp, floor, log, log1p, sqrt
from pathlib import Path
from statistics import NormalDist

from parameters import scenario
from philox import CITY, MASK, philox

PAGE = Path(__file__).resolve().parents[2] / "docs/model-keys.md"
NAMES = (
    "Frailty ArrivalCount Arrival Identity Witness Hazard Offspring Choice Taste Intake Dispatch Work Closure Mediation "
    "Meeting Traits Ties Place Candidate Spell Organisation Outreach"
).split()
PURPOSE = {name: number for number, name in enumerate(NAMES, 1)}
SEED, DAY, SLOT, COMMUNITY = 1_054_834, 0, 0, 4

normal = NormalDist().inv_cdf
KEY = philox((SEED, 0, 0, 0x67726964), (0x6F76, 1))[:2]
MODEL = scenario("scenarios/validation/first_model.toml", {})
B, N, L = MODEL.behaviour, MODEL.institutions, MODEL.levers


def single(x):
    """The nearest float of 32 bits."""
    return struct.unpack("f", struct.pack("f", x))[0]


def unit(word):
    return (word + 0.5) / 2**32


def exponential(u):
    return -log1p(-u)


def gumbel(u):
    return -log(-log(u))


def lognormal(u, mean, log_sd):
    return mean * exp(log_sd * normal(u) - log_sd**2 / 2)


def poisson(u, mean):
    k, term = 0, exp(-mean)
    total = term
    while u > total:
        k += 1
        term *= mean / k
        total += term
    return k


def half_up(x):
    return floor(x + 0.5)


def words(name, who, when, which, city=False):
    counter = (who & MASK, who >> 32, when & MASK, (PURPOSE[name] << 24) + which)
    return counter, philox(counter, CITY if city else KEY)


def block(name, who, when=0, which=0, city=False):
    return [unit(word) for word in words(name, who, when, which, city)[1]]


def draw(name, who, when=0, which=0):
    return block(name, who, when, which)[0]


def halves(name, who, when=0, which=0):
    return [half for word in words(name, who, when, which)[1] for half in (word & 0xFFFF, word >> 16)]


def quantile(function, half):
    return single(function((half + 0.5) / 65536))


def communities():
    """Sizes and archetypes of the plan (5.1)."""
    golden = [(0.6180339887498949 * (i + 0.5)) % 1 for i in range(64)]
    n = half_up(MODEL.city.residents / MODEL.city.residents_per_community)
    weights = [1 + 0.7 * (golden[i] - 0.5) for i in range(n)]
    borders = [half_up(MODEL.city.residents * sum(weights[:i]) / sum(weights)) for i in range(n + 1)]
    shares = [
        getattr(MODEL.city, f"{name}_share")
        for name in ("old_estate", "commodity_estate", "work_unit", "urban_village", "resettlement")
    ]
    kinds = [next(a for a in range(5) if golden[i + 7] < sum(shares[: a + 1]) / sum(shares)) for i in range(n)]
    return borders, kinds


def buildings(size):
    """Cuts and cumulative shares of the buildings of the community (5.2)."""
    n = max(1, half_up(size / MODEL.city.residents_per_building))
    blocks = [block("Place", COMMUNITY, 1, b, city=True) for b in range(n)]
    sizes = [0.5 + u[0] for u in blocks]
    risks = [s * exp(0.8 * normal(u[1])) for s, u in zip(sizes, blocks, strict=True)]
    cuts = [half_up(size * sum(sizes[:b]) / sum(sizes)) for b in range(n)] + [size]
    return cuts, [sum(risks[: b + 1]) / sum(risks) for b in range(n)]


def person(v, who, archetype):
    """Traits and first lanes (5.3)."""
    a, b = block("Traits", who, 0), block("Traits", who, 1)
    v["age"] = 2 if a[0] < archetype.old else int(a[0] < archetype.old + archetype.middle)
    v["tenure"] = 0 if a[1] < archetype.owners else 1 if a[1] < 1 - archetype.migrants else 2
    v["schooling"] = max(0, int(4 * a[2]) - int(v["age"] == 2 and a[2] > 0.5))
    v["digital"] = half_up(15 * (a[3], 0.85 * a[3] + 0.1, 0.5 * a[3])[v["age"]])
    v["privacy"] = half_up(15 * b[0])
    threshold = B.threshold_mean + archetype.shift + B.threshold_sd * normal(b[1])
    v["threshold"] = half_up(127 * min(max(threshold, 0), 1))
    v["patience"] = int(4 * b[2])
    v["active"] = b[3] < 0.15
    z = [quantile(normal, half) for half in halves("Traits", who, 2)]
    q = [0.4 + 0.1 * z[0]] + [0.5 + 0.12 * z[lane] for lane in range(1, 6)]
    lanes = [half_up(16384 * min(max(share, 0), 1)) for share in q]
    v["awareness"] = half_up(16384 * min(1, B.awareness_start * (0.6, 0.9, 1.2, 1.6)[v["schooling"]]))
    v["lanes"] = [*lanes, half_up(16384 * 0.6), v["awareness"]]


def at_work(speciality):
    """Organisations of a speciality that work from the first day (5.5, 7.27)."""
    residents = MODEL.city.residents
    room = L.organisations_per_10000 * residents / 10000
    bought = L.service_purchase_yuan_per_resident_year * residents / MODEL.prices.organisation_yuan_hour / 52
    member = N.organisation_member_hours_per_week
    resources = (member + bought / max(1, room)) / member
    needs = [exp(0.35 * N.organisation_entry_spread * normal(draw("Organisation", i))) for i in range(100)]
    return sum(i % 3 == speciality and i + 0.5 < room and resources >= needs[i] for i in range(100))


def noise(v, identity):
    """Noise of nothing and of five channels, less that of the loudest of six (7.9)."""
    v["rank"] = v["witnesses"].index(v["bit"])
    eight, own = (halves("Choice", identity, 0, which) for which in (v["rank"] // 8, 8 + v["rank"]))
    u = unit(eight[v["rank"] % 8] << 16 | own[0])
    idle = single(log(u / (1 - u)) - log(6))
    e = [-log((half + 0.5) / 65536) for half in [own[1], 6 * own[2] % 65536, *own[3:]]]
    least = (e[0] + e[1]) / (6 + exp(-idle))
    others = [single(-log1p(one / least)) for one in e[2:]]
    others.insert(6 * own[2] >> 16, 0.0)
    return idle, others[:5]


def choice(v, kind, identity, resident):
    """Utilities of the channels in 32 bits (7.9)."""
    f = single
    costs = [getattr(B, f"cost_{name}") for name in ("neighbours", "community", "organisation", "grid", "hotline")]
    window = f(B.one_stop_ease * L.one_stop_share)
    offered = [f(fit - cost) for fit, cost in zip(kind.fit, costs, strict=False)]
    offered = offered[:3] + [f(x + window) for x in offered[3:]]
    v["concern"] = L.collection_breadth_share * (1 - L.protection_share)
    worry = f(f(f(B.privacy_weight) * f(v["concern"])) * f(v["privacy"] / 15))
    digital = f(f(B.digital_ease) * f(f(v["digital"] / 15) - 0.5))
    community = f(f(f(B.tenant_cost) * v["tenure"]) - (f(B.elder_ease) if v["age"] == 2 else 0))
    personal = [0, community, 0, worry, f(worry - digital)]
    slope = f(f(B.choice_slope) / 16384)
    v["offered"] = offered
    v["prospects"] = [f(f(f(slope * v["lanes"][c]) + offered[c]) - personal[c]) for c in range(5)]
    v["tastes"] = [f(f(B.taste_sd) * quantile(normal, half)) for half in halves("Taste", resident)[:5]]
    v["nothing"], v["noises"] = noise(v, identity)
    v["V"] = [f(f(v["prospects"][c] + v["tastes"][c]) + v["noises"][c]) for c in range(5)]
    v["chosen"] = v["V"].index(max(v["V"]))
    assert max(v["V"]) > v["nothing"]


def arrives(v):
    """From the common rate to the person's choice."""
    r = N.frailty_persistence
    v["first_state"] = normal(draw("Frailty", 0, DAY, 1))
    v["state"] = r * v["first_state"] + sqrt(1 - r * r) * normal(draw("Frailty", 0, DAY, 0))
    s = log1p(N.frailty_variance)
    v["Z"] = exp(sqrt(s) * v["state"] - s / 2)
    borders, archetypes = communities()
    archetype = MODEL.archetypes[archetypes[COMMUNITY]]
    v["residents"] = borders[COMMUNITY + 1] - borders[COMMUNITY]
    rates = [kind.rate for kind in MODEL.kinds]
    v["mean"] = v["residents"] * sum(rates) / 1000 / 365 * archetype.place * v["Z"]
    v["candidates"] = poisson(draw("ArrivalCount", COMMUNITY, DAY, 0), v["mean"])
    u, arrival = block("Arrival", COMMUNITY, DAY, SLOT), words("Arrival", COMMUNITY, DAY, SLOT)[1]
    v["kind"] = next(k for k in range(8) if sum(rates[: k + 1]) / sum(rates) > u[0])
    kind = MODEL.kinds[v["kind"]]
    cuts, shares = buildings(v["residents"])
    v["building"] = next(b for b, share in enumerate(shares) if share > u[1])
    v["building_size"] = cuts[v["building"] + 1] - cuts[v["building"]]
    v["resident"] = arrival[2] * v["building_size"] >> 32
    v["person"] = cuts[v["building"]] + v["resident"]
    high, low = words("Identity", COMMUNITY, DAY, SLOT)[1][:2]
    identity = v["identity"] = high << 32 | low
    person(v, COMMUNITY << 32 | v["person"], archetype)
    v["prevented"] = B.awareness_prevents * v["awareness"] / 16384
    assert u[3] >= v["prevented"]

    u = block("Hazard", identity)
    v["minutes"] = max(1, lognormal(u[0], kind.work_hours * 60, kind.work_log_sd))
    v["patrol"], v["escalation"] = exponential(u[1]), exponential(u[3])
    v["ends"] = DAY + 1 + int(kind.self_end * exponential(u[2]))
    v["offspring"] = min(3, poisson(draw("Offspring", identity), N.branching_share * kind.visibility))
    v["bit"] = v["resident"] % 40
    v["block"] = min(40, v["building_size"] - v["resident"] + v["bit"])
    v["limit"] = int(65536 * kind.visibility)
    eighths = [half for n in range(ceil(v["block"] / 8)) for half in halves("Witness", identity, 0, n)]
    v["witnesses"] = [n for n in range(v["block"]) if eighths[n] < v["limit"] or n == v["bit"]]
    v["at_work"] = at_work(kind.speciality)
    choice(v, kind, identity, borders[COMMUNITY] + v["person"])
    law = 1 - B.awareness_calms * v["awareness"] / 16384
    v["hazard"] = kind.escalation / 365 * law * 0.5
    return kind


def is_handled(v, kind, second):
    """Intake, dispatch, mediation, verification; `second` is the bit of the witness who reports on day 3."""
    identity, bit = v["identity"], v["bit"]
    v["filed"] = DAY + draw("Intake", identity, 0, 4 * bit + 1)
    v["due"] = v["filed"] + kind.deadline
    v["joined"] = draw("Intake", identity, 0, 4 * bit + 2) < L.integration_share
    u = {which: draw("Dispatch", identity, bit, which) for which in range(16)}
    v["taken_over"] = u[2] < 0.3
    v["misrouting"] = N.misroute_share * (1 - L.integration_share) + N.misroute_least_share
    v["refusal"] = N.refusal_share * (1 - L.list_completeness_share)
    assert u[8] >= v["misrouting"] and max(u[9], u[10]) < v["refusal"] <= u[11]
    v["first_delay"], v["second_delay"] = (N.refusal_days * exponential(u[which]) for which in (14, 15))
    v["ready"] = half_up(DAY + 1 + v["first_delay"] + v["second_delay"])
    readiness = N.mediation_uptake + 2 * (v["awareness"] / 16384 - 0.3) + 2 * (v["lanes"][1] / 16384 - 0.5)
    v["uptake"] = 1 / (1 + exp(-readiness))
    assert draw("Mediation", identity, 0, bit) >= v["uptake"]
    v["linking"] = N.link_share + (1 - N.link_share) * L.integration_share
    v["linked"] = draw("Intake", identity, 0, 4 * second) < v["linking"]

    # The post that covers the building (7.2), and its first worker (7.22).
    cuts, _ = buildings(v["residents"])
    posts = max(1, half_up(v["residents"] / MODEL.city.persons_per_household / L.households_per_grid))
    middle = cuts[v["building"]] + v["building_size"] / 2
    post = COMMUNITY << 32 | int(middle / v["residents"] * posts)
    v["candidates_seen"] = int(L.selection_ratio) + (draw("Spell", post, 1, 1) < L.selection_ratio % 1)
    best = max(normal(draw("Candidate", post, 1, rank)) for rank in range(v["candidates_seen"]))
    v["talent"] = min(max(N.skill_base + N.skill_sd * (best + L.wage_ratio - 1), 0.05), 0.98)
    v["quits_at"] = exponential(draw("Spell", post, 1, 0))
    u = {which: draw("Closure", identity, 0, which) for which in range(13)}
    v["resolved"], v["resolved_again"] = (u[which] < N.government_self_success_share for which in (0, 8))
    v["audited"], v["audited_again"] = (u[which] < L.audit_share for which in (1, 9))
    v["catch"] = v["talent"] * N.verify_catch_share
    assert u[2] < v["catch"]
    v["again"] = max(1, lognormal(u[3], v["minutes"], 0.3))
    v["seen"] = N.attribution_base_share + (1 - N.attribution_base_share) * L.feedback_visibility_share
    v["shown"] = u[12] < v["seen"]


def agrees(written, value):
    """Whether a cell of the page says that value."""
    cells = written.split()
    if isinstance(value, list):
        return len(cells) == len(value) and all(map(agrees, cells, value))
    if isinstance(value, bool):
        return written == ("yes" if value else "no")
    if isinstance(value, int):
        return written in (str(value), f"{value:016x}")
    # Nine digits tell floats of 32 bits apart.
    return abs(float(written) - value) <= 1e-10 * abs(value) or single(float(written)) == value


def compare(text):
    """Counts of keys and of values compared; the first that differs ends the program."""
    keys = values = 0

    def check(holds, line):
        if not holds:
            sys.exit(f"differs: {line}")

    second = int(re.search(r"witness at place (\d+) of", text)[1])
    v = {}
    is_handled(v, arrives(v), second)
    known = {f"seed {SEED}, replicate 0": ((SEED, 0, 0, 0x67726964), KEY), "the city's stream": (None, CITY)}
    samplers = (unit, lambda w: exponential(unit(w)), lambda w: gumbel(unit(w)), lambda w: normal(unit(w)))
    samplers += (lambda w: lognormal(unit(w), 240, 0.8), lambda w: poisson(unit(w), 2))
    missing = set(v)
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        code = [re.fullmatch(r"`([0-9a-f ]+)`", cell) for cell in cells[1:3]]
        hexadecimal = [[int(word, 16) for word in cell[1].split()] for cell in code if cell]
        if cells and (match := re.match(r"(\w+); (\w+), (-?\d+), (\d+)(, city)?$", cells[0])):
            name, who, when, which, city = match.groups()
            counter, result = words(name, int(who, 0), int(when), int(which), bool(city))
            check(hexadecimal == [list(counter), list(result)], line)
            uniforms = [float(u) for u in cells[3].split()]
            check(all(abs(a - unit(word)) < 1e-9 for a, word in zip(uniforms, result, strict=False)), line)
            keys += 1
        elif cells and cells[0] in known:
            check(hexadecimal[1] == list(known[cells[0]][1]), line)
            keys += 1
        elif len(cells) == 7 and re.match(r"`[0-9a-f]{8}`$", cells[0]):
            word = int(cells[0].strip("`"), 16)
            check(all(agrees(cell, f(word)) for cell, f in zip(cells[1:], samplers, strict=True)), line)
            values += 6
        elif len(cells) == 2 and cells[0].isdigit():
            check(agrees(cells[1], quantile(normal, int(cells[0]))), line)
            values += 1
        elif len(cells) == 3 and (match := re.match(r"`(\w+)`$", cells[0])):
            check(agrees(cells[2], v[match[1]]), f"{line} here {v[match[1]]}")
            missing.discard(match[1])
            values += 1
    published = re.search(r"counter 0 the words `(.*?)`", text)[1]
    check([f"{word:08x}" for word in philox((0,) * 4, (0, 0))] == published.split(), published)
    check(not missing, f"not on the page: {sorted(missing)}")
    return keys, values


if __name__ == "__main__":
    print("{} keys and {} values agree".format(*compare(PAGE.read_text(encoding="utf-8"))))
