"""The order of a day and of the end of a month (section 3), and a run: burn-in, then every scenario from a copy.

Two steps of section 3 have no function of their own: levers do not change within a scenario here, so that nothing has to
be put in force, and witnesses notice where an incident is born. Scenarios with `[[change]]` or a roster are not covered.
"""

import copy
from collections import defaultdict

import numpy as np

import cases
import handling
import incidents
import office
import outcomes
import parties
import residents
import synthesis
import workforce
from parameters import scenario

DAY = [
    workforce.grids_are_drawn,
    office.platform_is_rolled_out,
    incidents.move_common_rate,
    incidents.incidents_arise,
    incidents.disorder_breeds,
    cases.files_without_a_desk_are_passed_on,
    workforce.desks_are_tempted,
    workforce.hours_are_divided,
    workforce.patrols_are_steered,
    workforce.workers_patrol,
    residents.witnesses_decide,
    cases.reports_are_taken_in,
    cases.cases_are_dispatched,
    cases.disputes_are_referred,
    cases.lawyers_advise,
    handling.desks_work,
    handling.files_are_handed_on,
    cases.parties_agree_or_not,
    handling.cases_are_closed,
    parties.residents_deliberate,
    incidents.disputes_escalate,
    incidents.incidents_end_by_themselves,
    residents.residents_learn,
    residents.neighbours_talk,
    workforce.posts_change_hands,
    office.day_is_paid,
    outcomes.close_books,
]

MONTH = [
    workforce.workers_tire,
    workforce.workers_learn_and_forget,
    parties.communities_practise,
    residents.expectations_relax,
    residents.residents_join_or_leave,
    parties.owners_and_companies_move,
    parties.organisations_are_funded,
    residents.residents_learn_the_law,
    residents.concern_follows_collection,
]


def live(s, first, end):
    for day in range(first, end):
        for step in DAY:
            step(s, day)
        if (day + 1) % 30 == 0:
            for step in MONTH:
                step(s)
            office.office_reacts(s, day)
            for post in s.posts:
                post.month = dict.fromkeys(workforce.MONTH, 0.0)


def run(names, overrides, days, seed):
    """Outcomes of every scenario by name, all branched from one burn-in under the baseline."""
    world = scenario("baseline", overrides)
    rng = np.random.default_rng(seed)
    city = [synthesis.subdistrict(world, rows, rng) for rows in synthesis.plan(world)]
    for s in city:
        new_books(s)
        live(s, -int(world.scenario.burn_in_days), 0)
    result = {}
    for name in names:
        after = scenario(name, overrides)
        branch = copy.deepcopy(city)
        for s in branch:
            s.levers = after.levers
            new_books(s)
            live(s, 0, days)
        result[name] = outcomes.measure(branch, days)
    return result


def new_books(s):
    """Day 0: an empty ledger and cleared tallies; open cases and live incidents are carried in."""
    s.ledger, s.durations = defaultdict(float), []
    s.ledger["open_at_start"] = len(s.cases)
    for building in s.buildings:
        building.closed, building.closing_days, building.harm = 0, 0.0, 0.0
