"""Lasting causes and the projects that mend them (7.35)."""

from math import exp

import numpy as np

from draws import PROJECT, index
from parameters import PERSONAL, half_up


def first_day(s):
    shape = len(s.buildings), len(s.kinds)
    s.causes_left = np.ones(shape)
    s.heard_of_causes, s.joined_of_causes = np.zeros(shape), np.zeros(shape)
    s.pots = {}


def left(s, kind, building):
    """f: what projects have left of the rate of a kind at a building."""
    return s.causes_left[building.index, kind.number]


def causes_are_mended(s, day):
    n, levers = s.projects, s.levers
    if not s.on.projects:
        return
    s.causes_left = 1 - (1 - s.causes_left) * exp(-30 / 365 / n.wear_years)
    for record in (s.heard_of_causes, s.joined_of_causes):
        record *= exp(-30 / n.record_memory_days)
    mendable = [kind for kind in s.kinds if kind.group != PERSONAL]
    granted = grants(s, mendable)
    for pot, hours in granted.items():
        s.pots[pot] = s.pots.get(pot, 0.0) + hours
    granting = np.array([levers.project_hours_per_1000_year > 0 for _ in s.buildings])
    s.projects_today = 0
    for pot in sorted(s.pots):
        empty = spend(s, day, pot, mendable, granting)
        most = n.saving_months * granted.get(pot, 0.0)
        if empty or pot == (0, 0):
            s.pots[pot] = min(s.pots[pot], most)


def grants(s, mendable):
    """Hours by pot: (0, 0) by turn, (1, 0) by the joined record, (2, d) of department d."""
    granted = {}
    first = sorted({kind.departments[0] for kind in mendable})
    minutes = sum(s.department_minutes[number] for number in first)
    for c in s.communities:
        hours = s.levers.project_hours_per_1000_year * c.residents / 1000 * 30 / 365
        parts = {(0, 0): 1 - c.analytics, (1, 0): c.analytics * c.sharing}
        for number in first:
            parts[2, number] = c.analytics * (1 - c.sharing) * s.department_minutes[number] / minutes
        for pot, part in parts.items():
            granted[pot] = granted.get(pot, 0.0) + part * hours
    return granted


def spend(s, day, pot, mendable, granting):
    """Projects of a pot; gives whether its list was empty."""
    n = s.projects
    while granting.any():
        if pot == (0, 0):
            places = [(b, kind.number) for b in np.flatnonzero(granting) for kind in mendable]
            word = s.draws.words(PROJECT, s.number, day, s.projects_today)[0]
            b, kind = places[index(word, len(places))]
        else:
            record = s.joined_of_causes if pot == (1, 0) else s.heard_of_causes
            fits = [kind.number for kind in mendable if pot == (1, 0) or kind.departments[0] == pot[1]]
            worth = np.where(record >= n.least_records, record, -1.0) * granting[:, None]
            if s.on.project_aim == "harm":
                worth = worth * np.array([kind.harm for kind in s.kinds])
            worth = np.where(np.isin(np.arange(len(s.kinds)), fits), worth, -1.0)
            if worth.max() <= 0:
                return True
            b, kind = divmod(int(worth.argmax()), len(s.kinds))
        building = s.buildings[b]
        hours = n.hours_per_resident * (building.end - building.start)
        if s.pots[pot] < hours:
            return False
        s.pots[pot] -= hours
        s.projects_today += 1
        s.ledger["money_departments"] += half_up(100 * hours * n.project_yuan_hour) / 100
        s.heard_of_causes[b, kind] = s.joined_of_causes[b, kind] = 0.0
        f = s.causes_left[b, kind]
        least = min(f, n.least_share)
        s.causes_left[b, kind] = least + (f - least) * (1 - n.effect_share)
        s.ledger["projects"] += 1
    return False
