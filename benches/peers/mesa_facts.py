"""The day in Mesa: parameters, kinds of incident and archetypes, read from the documentation; incidents and cases."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
NEIGHBOURS, COMMUNITY, ORGANISATION, GRID, HOTLINE, PETITION = range(6)


def cells(line):
    return [cell.strip(" *`") for cell in line.strip().strip("|").replace("−", "-").split("|")]


def parameters():
    """Defaults by key, from the generated page."""
    found = {}
    for line in (DOCS / "parameters.md").read_text().splitlines():
        if match := re.match(r"\| `(\w+)` \| (-?[\d.]+) \|", line):
            found[match[1]] = float(match[2])
    return found


def tables():
    """Kinds of incident (2.7) and archetypes of communities (5.3)."""
    model = (DOCS / "model.md").read_text()
    facts, fits, archetypes = {}, {}, {}
    for line in model.splitlines():
        if not re.match(r"\| `\w+`.* \| .*\|", line):
            continue
        row = cells(line)
        if len(row) == 10 and re.match(r"[\d.]+$", row[1]):
            facts[row[0]] = row[1:]
        elif len(row) == 6 and re.match(r"-?[\d.]+$", row[1]):
            fits[row[0]] = [float(x) for x in row[1:]]
        elif len(row) == 8 and re.match(r"[\d.]+$", row[1]):
            archetypes[row[0].split("`")[0]] = [float(x) for x in row[1:]]
    return [Kind(name, row, fits[name]) for name, row in facts.items()], archetypes


class Kind:
    def __init__(self, name, row, fit):
        self.name, self.fit = name, fit
        numbers = [float(x) for x in row[:7]]
        self.rate, self.work, self.visibility, self.harm, self.deadline, self.self_end, self.escalation = numbers
        self.departments = [part.strip() for part in row[7].split(",")]
        flags = row[8]
        self.dispute, self.facility = "dispute" in flags, "facility" in flags
        self.worker, self.self_governable = "worker" in flags, "self-governable" in flags
        self.speciality = 1 if self.dispute else 0 if self.self_governable and not self.facility else 2


class Incident:
    def __init__(self, model, kind, building, person):
        r = model.random
        self.kind, self.building, self.person, self.born = kind, building, person, model.day
        self.minutes = max(1.0, model.lognormal(kind.work * 60, 0.8))
        self.patrol, self.patrol_at = 0.0, r.expovariate(1)
        self.ends = model.day + 1 + int(kind.self_end * r.expovariate(1))
        self.hazard, self.hazard_at = 0.0, r.expovariate(1)
        self.escalated, self.escalated_on = False, None
        self.over = self.recorded = False
        self.decide_from, self.attempt, self.cases = model.day, 0, []
        self.acted, self.asked = set(), {}
        mean = model.p["branching_share"] * kind.visibility
        self.offspring = [
            model.day + 1 + int(model.p["offspring_delay_days"] * r.expovariate(1))
            for _ in range(min(3, model.poisson(mean)))
        ]
        # The block of up to forty neighbours with the person in it (7.6).
        start = building.people.index(person) // 40 * 40
        block = building.people[start : start + 40]
        self.block = block
        self.witnesses = [one for one in block if one is person or r.random() < kind.visibility]


class Case:
    def __init__(self, model, incident, reporter, asked):
        self.incident, self.reporter, self.asked, self.kind = incident, reporter, asked, incident.kind
        self.duplicate = bool(incident.cases)
        self.filed = model.day + model.random.random()
        self.due = self.filed + self.kind.deadline
        self.worked_until, self.legs, self.parallel = self.filed, [], False
        self.petition, self.overdue, self.returned, self.answerable = asked == PETITION, False, 0, None


class Leg:
    def __init__(self, case, desk, minutes, ready):
        self.case, self.desk, self.minutes, self.ready = case, desk, minutes, ready


class Building:
    def __init__(self, community, weight):
        self.community, self.weight, self.people, self.post = community, weight, [], None
