"""The order of a day and of the end of a month (section 3), and a run: burn-in, then every scenario from a copy.

Two steps of section 3 have no function of their own: levers do not change within a scenario here, so that nothing has to
be put in force, and witnesses notice where an incident is born. Scenarios with `[[change]]` or a roster are not covered,
nor scenarios in different worlds.
"""

import copy
from collections import defaultdict

import almanac
import cases
import causes
import core
import handling
import incidents
import joining
import office
import outcomes
import parties
import practice
import pressure
import residents
import street
import synthesis
import tasks
import workforce
from draws import Stream
from parameters import scenario
from philox import CITY, key_of

DAY = [
    workforce.grids_are_drawn,
    office.platform_is_rolled_out,
    incidents.move_common_rate,
    incidents.incidents_arise,
    incidents.disorder_breeds,
    core.core_business_comes_up,
    cases.files_without_a_desk_are_passed_on,
    workforce.desks_are_tempted,
    workforce.hours_of_today,
    street.office_goes_to_work,
    workforce.hours_are_divided,
    tasks.owners_take_work_back,
    workforce.patrols_are_steered,
    workforce.workers_patrol,
    almanac.people_put_off,
    residents.witnesses_decide,
    residents.calls_are_answered,
    cases.reports_are_taken_in,
    almanac.small_matters_are_settled,
    cases.cases_are_dispatched,
    almanac.works_and_courts_take_their_time,
    cases.disputes_are_referred,
    cases.lawyers_advise,
    handling.desks_work,
    core.committees_do_core_business,
    handling.files_are_handed_on,
    cases.parties_agree_or_not,
    handling.cases_are_closed,
    parties.residents_deliberate,
    incidents.disputes_escalate,
    incidents.incidents_end_by_themselves,
    practice.people_practise,
    residents.residents_learn,
    residents.neighbours_talk,
    workforce.posts_change_hands,
    office.day_is_paid,
    outcomes.close_books,
]

MONTH = [
    pressure.trivia_is_filed,
    pressure.people_tire_of_pressure,
    workforce.workers_tire,
    workforce.workers_learn_and_forget,
    practice.households_move,
    tasks.registers_are_kept,
    parties.communities_practise,
    practice.practice_fades,
    residents.expectations_relax,
    residents.expectations_fade,
    residents.lists_are_read,
    practice.organisers_are_engaged,
    joining.residents_join_near_home,
    joining.residents_join_or_leave,
    parties.owners_and_companies_move,
    parties.organisations_are_funded,
    residents.residents_learn_the_law,
    residents.concern_follows_collection,
    causes.causes_are_mended,
    office.office_reacts,
]


def live(city, first, end):
    """Days of a city: every subdistrict to the end of a month, then all together."""
    while first < end:
        last = min(end, (first // 30 + 1) * 30)
        for s in city:
            for day in range(first, last):
                for step in DAY:
                    step(s, day)
            if last % 30 == 0:
                for step in MONTH:
                    step(s, last - 1)
                for post in s.posts:
                    post.month = dict.fromkeys(workforce.MONTH, 0.0)
        if last % 30 == 0:
            pressure.everyone_is_ranked(city)
        first = last


def found(world, seed, replicate, log=False):
    """A city on the first day of its burn-in."""
    key = key_of(seed, replicate)
    drawn = world.city.plan == "drawn"
    city_key = key_of(seed ^ 0x57F05E61, replicate // 2) if drawn else CITY
    rows = synthesis.plan(world, Stream(city_key))
    city = [synthesis.subdistrict(world, those, number, key, city_key) for number, those in enumerate(rows)]
    for s in city:
        s.log = [] if log else None
        new_books(s)
    return city


def run(scenarios, overrides, days, seed, replicate):
    """Outcomes of every scenario, by name, a file and a variant or none each, all branched from one burn-in."""
    file, variant = next(iter(scenarios.values()))
    world = scenario(file, overrides, variant, root=True)
    city = found(world, seed, replicate)
    live(city, -int(world.scenario.burn_in_days), 0)
    result = {}
    for name, (file, variant) in scenarios.items():
        after = scenario(file, overrides, variant)
        branch = copy.deepcopy(city)
        for s in branch:
            s.levers = after.levers
            new_books(s)
        live(branch, 0, days)
        result[name] = outcomes.measure(branch, days)
    return result


def new_books(s):
    """Day 0: an empty ledger and cleared tallies; open cases and live incidents are carried in."""
    s.ledger, s.durations = defaultdict(float), []
    s.ledger["open_at_start"] = len(s.cases)
    for building in s.buildings:
        building.closed, building.closing_days, building.harm = 0, 0.0, 0.0
