"""Numbers of the model, read from docs/parameters.md, the kinds of incident in docs/model.md and scenario files."""

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]
LEVERS = ("power", "staffing", "information", "participation", "rule_of_law")
WORLD = ("city", "behaviour", "people", "institutions", "casework", "workforce", "bodies", "first_day", "prices")

# 2.1: the six channels and the departments of 2.5, each in its order.
NEIGHBOURS, COMMUNITY, ORGANISATION, GRID, HOTLINE, PETITION = range(6)
DEPARTMENTS = ["urban_management", "public_security", "housing", "market_regulation", "civil_affairs", "health"]
DEPARTMENT_NAMES = ["urban management", "public security", "housing", "market regulation", "civil affairs", "health"]
CARE, HARMONY, ENVIRONMENT = range(3)

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
    for table in ("scenario", *LEVERS, *WORLD):
        tables[table] = {}
        for row in _rows(text, f"## `[{table}]`"):
            key = row[0].strip("`")
            tables[table][key] = float(row[1])
            if table in LEVERS:
                mechanism, value = re.match(r"`(\w+)` \((.*)\)", row[5]).groups()
                absent[key] = (mechanism, float(value))
    mechanisms = {}
    for row in _rows(text, "## `[mechanisms]`"):
        first = row[1].split(",")[0].strip("`")
        mechanisms[row[0].strip("`")] = True if first == "true" else first.strip('"')
    return tables, absent, mechanisms


def _kinds():
    """The eight kinds of incident of 2.7."""
    text = (ROOT / "docs/model.md").read_text(encoding="utf-8")
    section = text[text.index("### 2.7") :]
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


def scenario(name, overrides):
    """A scenario of the folder scenarios/ with overrides ("table.key" to value) that hold for everything it extends.

    Levers whose mechanism is switched off take their absent values (section 6).
    """
    tables, absent, mechanisms = _defaults()
    chain, following = [], f"{name}.toml"
    while following:
        chain.insert(0, tomllib.loads((ROOT / "scenarios" / following).read_text(encoding="utf-8")))
        following = chain[0].get("extends")
    given = {}
    for file in chain:
        for table, values in file.items():
            if isinstance(values, dict):
                given.update({f"{table}.{key}": value for key, value in values.items()})
    given.update(overrides)
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
    """The nearest integer, halves away from zero, of what is not negative."""
    return int(x + 0.5)


def clamp(x, low, high):
    return min(max(x, low), high)
