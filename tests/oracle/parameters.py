"""Numbers of the model, read from docs/parameters.md, the kinds of incident in docs/model.md and scenario files."""

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]
LEVERS = ("power", "staffing", "information", "participation", "rule_of_law")
WORLD = ("city", "behaviour", "people", "institutions", "casework", "workforce", "bodies", "first_day", "self_governance",
         "street", "projects", "calendar", "pressure", "tasks", "core_business", "prices")  # fmt: skip

# 2.1: the six channels and the departments of 2.5, each in its order.
NEIGHBOURS, COMMUNITY, ORGANISATION, GRID, HOTLINE, PETITION = range(6)
DEPARTMENTS = ["urban_management", "public_security", "housing", "market_regulation", "civil_affairs", "health"]
DEPARTMENT_NAMES = ["urban management", "public security", "housing", "market regulation", "civil affairs", "health"]
CARE, HARMONY, ENVIRONMENT = range(3)

# 7.31: the groups of matters, and the lanes that residents have for them beside the six of the channels.
PLACES, SHARED, PERSONAL = range(3)
OF_SHARED, OF_PERSONAL, OF_GOVERNMENT, BELIEF, LANES = range(6, 11)
OF_GROUP = (COMMUNITY, OF_SHARED, OF_PERSONAL)
VISIT, ON_THE_SPOT, WORKS, LEGAL = "visit", "on the spot", "works", "legal"

# 2.6: what works on a case, in the order in which desks are served; a desk is such a kind and the one concerned.
DEPARTMENT, STREET, SECONDED, MEDIATORS, ORGANISED, COMMITTEE, OWNERS, COMPANY, VOLUNTEERS, POST = range(10)
NEIGHBOURLY, MEETING = 10, 11  # what settles a matter without a desk

FULL_TIME = 40 * 60 / 7  # minutes a day
ONE = 16_384  # fixed point


def _rows(text, heading):
    """Cells of the rows of the first table after a heading."""
    rows = []
    for line in text[text.index(heading) :].splitlines()[1:]:
        if line.startswith("|"):
            rows.append([cell.strip().replace("−", "-") for cell in line.strip("|").split("|")])
        elif rows:
            break
    return rows[2:]


def _defaults():
    """Defaults by table, the mechanism and absent value of every lever, and the mechanisms."""
    text = (ROOT / "docs/parameters.md").read_text(encoding="utf-8")
    tables, absent = {}, {}
    plan = re.search(r'"(\w+)"`, the default', (ROOT / "docs/model.md").read_text(encoding="utf-8")).group(1)
    for table in ("scenario", *LEVERS, *WORLD):
        tables[table] = {}
        for row in _rows(text, f"## `[{table}]`"):
            key = row[0].strip("`")
            tables[table][key] = float(row[1])
            if table in LEVERS:
                mechanism, value = re.match(r"`(\w+)` \((.*)\)", row[5]).groups()
                absent[key] = (mechanism, float(value))
    tables["city"]["plan"] = plan
    mechanisms = {}
    for row in _rows(text, "## `[mechanisms]`"):
        first = row[1].split(",")[0].strip("`")
        mechanisms[row[0].strip("`")] = {"true": True, "false": False}.get(first, first.strip('"'))
    return tables, absent, mechanisms


def _kinds():
    """The eight kinds of incident of 2.7."""
    text = (ROOT / "docs/model.md").read_text(encoding="utf-8")
    section = text[text.index("### 2.7") :]
    roads = {row[0]: row[1:] for row in _rows(text, "**Paths** (`paths`)")}
    fits = {row[0]: [float(cell) for cell in row[1:]] for row in _rows(section, "Fit of each channel")}
    kinds = []
    for row in _rows(section, "### 2.7"):
        name, rate, work, visibility, harm, deadline, self_end, escalation, resolves, flags = row
        kind = SimpleNamespace(
            name=name.strip("`"),
            rate=float(rate),
            work_hours=float(work),
            visibility=float(visibility),
            harm=float(harm),
            deadline=float(deadline),
            self_end=float(self_end),
            escalation=float(escalation),
            departments=[DEPARTMENT_NAMES.index(one.strip()) for one in resolves.split(",")],
            worker="worker" in flags,
            facility="facility" in flags,
            self_governable="self-governable" in flags,
            dispute="dispute" in flags,
            fit=[*fits[name], 0.0],  # a petition suits all alike
            work_log_sd=0.8,
        )
        kind.number = len(kinds)
        personal = not kind.facility and kind.departments[0] in (4, 5)
        kind.group = SHARED if kind.dispute else PERSONAL if personal else PLACES
        path, share, season, peak = (0.0 if cell == "–" else cell for cell in roads[name])
        kind.path, kind.path_share = path, float(share)
        kind.season_share, kind.season_peak = float(season), float(peak)
        kind.speciality = (
            HARMONY if kind.dispute else CARE if kind.self_governable and not kind.facility else ENVIRONMENT
        )
        kinds.append(kind)
    return kinds


def _archetypes(city):
    """The five archetypes of 5.3, in the order of their shares."""
    keys = {"place": "rate_ratio", "owners": "owners_share", "migrants": "migrants_share", "old": "elders_share"}
    keys |= {"middle": "middle_share", "property": "property_share", "shift": "threshold_shift"}
    kinds = ("old_estate", "commodity_estate", "work_unit", "urban_village", "resettlement")
    return [SimpleNamespace(**{name: city[f"{kind}_{key}"] for name, key in keys.items()}) for kind in kinds]


def _settings(chain):
    """What files set, a later one over an earlier one."""
    return {
        f"{table}.{key}": value
        for file in chain
        for table, values in file.items()
        if isinstance(values, dict)
        for key, value in values.items()
    }


def scenario(file, overrides, variant=None, root=False):
    """A scenario file, or a variant of one, with overrides ("table.key" to value) that hold for everything it extends.

    With `root` the levers are those of the burn-in: what the file that extends nothing says, and no override. Levers whose
    mechanism is switched off take their absent values (section 6).
    """
    tables, absent, mechanisms = _defaults()
    chain, following = [], Path(file)
    while following:
        chain.insert(0, tomllib.loads((ROOT / following).read_text(encoding="utf-8")))
        following = following.parent / chain[0]["extends"] if "extends" in chain[0] else None
    given = _settings(chain)
    if variant is not None:
        given |= _settings([one for one in chain[-1]["variant"] if one["name"] == variant])
    given |= overrides
    if root:
        given = {key: value for key, value in given.items() if key.split(".")[0] not in LEVERS} | {
            key: value for key, value in _settings(chain[:1]).items() if key.split(".")[0] in LEVERS
        }
    for key, value in given.items():
        table, field = key.split(".")
        (mechanisms if table == "mechanisms" else tables[table])[field] = value
    levers = {key: value for table in LEVERS for key, value in tables[table].items()}
    for key, (mechanism, value) in absent.items():
        if not mechanisms[mechanism]:
            levers[key] = value
    result = SimpleNamespace(**{name: SimpleNamespace(**values) for name, values in tables.items()})
    result.levers = SimpleNamespace(**levers)
    result.on = SimpleNamespace(**mechanisms)
    result.kinds, result.archetypes = _kinds(), _archetypes(tables["city"])
    return result


def half_up(x):
    """The nearest integer, halves away from zero."""
    return int(x + 0.5) if x >= 0 else -int(0.5 - x)


def clamp(x, low, high):
    return min(max(x, low), high)
