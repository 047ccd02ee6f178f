"""A day of gridgov's model in Mesa, written from docs/model.md as a modeller would: objects, lists, one by one.

    mesa_day.py residents burn_in days seed

Numbers come from the tables of docs/parameters.md and docs/model.md. What is left out is listed in README.md; section
numbers in comments are those of docs/model.md.
"""

import bisect
import itertools
import json
import math
import statistics
import sys
import time

from mesa import Model

from mesa_dispatch import dispatch
from mesa_facts import (
    GRID,
    HOTLINE,
    NEIGHBOURS,
    ORGANISATION,
    PETITION,
    Case,
    Incident,
    Leg,
    parameters,
    tables,
)
from mesa_people import Committee, Community, Department, Desk, Organisation, Property, Volunteers, Worker

AGES = (0, 3, 10, 30)


class City(Model):
    def __init__(self, size, seed):
        super().__init__(seed=seed)
        self.p, self.size, self.day = parameters(), size, 0
        self.kinds, archetypes = tables()
        self.frailty, self.theta, self.campaign_until, self.office_entry = self.random.gauss(0, 1), 0.3, -999, 0.0
        self.incidents, self.cases, self.gains = [], [], []
        self.due = [0, 0, 0, 0]  # cases due and overdue this month, all and those of the community body
        self.filed = self.closed = self.close_days = self.backlog = 0
        names = [name for name in archetypes if name + "_share" in self.p]
        ends = list(itertools.accumulate(self.p[name + "_share"] for name in names))
        count = max(1, round(size / self.p["residents_per_community"]))
        self.communities = []
        for i in range(count):
            slot = (0.6180339887498949 * (i + 7.5)) % 1 * ends[-1]
            name = names[bisect.bisect(ends, slot)]
            self.communities.append(Community(self, i, size // count, name, archetypes[name]))
        self.residents = [one for community in self.communities for one in community.people]
        names = sorted({name for kind in self.kinds for name in kind.departments})
        self.departments = {name: Department(self, name) for name in names}
        room = round(self.p["organisations_per_10000"] * size / 10_000)
        minutes = self.organisation_minutes(room)
        self.organisations = [Organisation(self, i % 3, minutes) for i in range(room)]
        self.workers = list(self.agents_by_type[Worker])
        self.desks = [one for one in self.agents if isinstance(one, Desk)]

    def organisation_minutes(self, room):
        """Members' and bought hours (7.27); all that there is room for work."""
        p = self.p
        bought = (
            p["service_purchase_yuan_per_resident_year"] * self.size / p["organisation_yuan_hour"] / 52 / max(1, room)
        )
        hours = p["organisation_member_hours_per_week"] + bought * (1 - p["cooptation_share"] * 0.3)
        return hours * 60 / 7

    def lognormal(self, mean, sd):
        return mean * math.exp(self.random.gauss(0, sd) - sd * sd / 2)

    def poisson(self, mean):
        limit, k, product = math.exp(-mean), 0, self.random.random()
        while product > limit:
            k += 1
            product *= self.random.random()
        return k

    def step(self):
        p = self.p
        campaign = self.day < self.campaign_until
        cap = p["intervention_cap_share"]
        self.task_hours = p["task_hours_per_week"] + (p["campaign_task_hours_per_week"] * cap if campaign else 0)
        self.incidents_arise()
        for worker in self.workers:
            worker.divide_day()
        for community in self.communities:
            community.divide_day()
        reports = self.patrol() + self.choices()
        self.waiting_this_morning = {d: d.waiting() for d in self.organisations}
        self.waiting_this_morning |= {c.volunteers: c.volunteers.waiting() for c in self.communities}
        for incident, reporter, channel in reports:
            self.take_in(incident, reporter, channel)
        boost = 1 + (p["campaign_boost_share"] * cap if campaign else 0)
        total = boost * sum(one.minutes for one in self.departments.values())
        entry = min(self.office_entry, total)
        self.office_entry -= entry
        self.department_factor = boost * (1 - entry / total)
        for desk in self.desks:
            desk.step()
        self.close_cases()
        self.escalate()
        self.end_alone()
        self.gains.clear()
        for one in self.residents[self.day % 7 :: 7]:
            one.talk()
        for one, other, channel, gain in self.gains:
            one.q[channel] = min(1, max(0, one.q[channel] + gain))
            other.q[channel] = min(1, max(0, other.q[channel] - gain))
        self.incidents = [incident for incident in self.incidents if not incident.over]
        self.backlog += len(self.cases)
        self.day += 1
        if self.day % 30 == 0:
            self.close_month()

    def incidents_arise(self):
        """Candidates at a common rate that moves over days, thinned; and offspring (7.4, 7.5)."""
        p, r = self.p, self.random
        keep = p["frailty_persistence"]
        self.frailty = keep * self.frailty + math.sqrt(1 - keep * keep) * r.gauss(0, 1)
        s = math.log1p(p["frailty_variance"])
        common = math.exp(math.sqrt(s) * self.frailty - s / 2)
        rates = [kind.rate for kind in self.kinds]
        for parent in [one for one in self.incidents if self.day in one.offspring]:
            person = r.choice(parent.building.people)
            self.incidents.append(Incident(self, parent.kind, parent.building, person))
        for community in self.communities:
            mean = len(community.people) * sum(rates) / 1000 / 365 * community.place * common
            for _ in range(self.poisson(mean)):
                kind = r.choices(self.kinds, rates)[0]
                building = r.choices(community.buildings, [b.weight for b in community.buildings])[0]
                person = r.choice(building.people)
                thinned = p["awareness_prevents"] * person.awareness if kind.dispute else 0.0
                if kind.facility and community.property:
                    thinned += p["maintenance_prevents"] * community.property.service
                if r.random() >= thinned:
                    self.incidents.append(Incident(self, kind, building, person))

    def patrol(self):
        """What grid workers find (7.8), without steering."""
        found = []
        for incident in self.incidents:
            if incident.cases or incident.born == self.day:
                continue
            worker = incident.building.post
            hours = worker.patrol / 60 / (worker.households / 100)
            incident.patrol += self.p["patrol_rate"] * hours * incident.kind.visibility * worker.accuracy
            if incident.patrol >= incident.patrol_at:
                incident.patrol -= incident.patrol_at
                found.append((incident, None, GRID))
        return found

    def choices(self):
        """Those whose day it is choose (7.9)."""
        p, reports = self.p, []
        costs = [p["cost_" + name] for name in ("neighbours", "community", "organisation", "grid", "hotline")]
        ease = p["one_stop_ease"] * p["one_stop_share"]
        present = {one.speciality for one in self.organisations}
        for incident in self.incidents:
            anew = incident.escalated_on == self.day - 1
            if self.day - incident.decide_from not in AGES and not anew:
                continue
            kind = incident.kind
            offered = [(c, kind.fit[c] - costs[c] + (ease if c in (GRID, HOTLINE) else 0)) for c in range(5)]
            if not kind.self_governable:
                offered = [one for one in offered if one[0] != NEIGHBOURS]
            if kind.speciality not in present:
                offered = [one for one in offered if one[0] != ORGANISATION]
            petition = [(PETITION, -p["cost_petition"])] if incident.escalated else []
            for one in incident.witnesses:
                mine = one is incident.person
                if one in incident.acted:
                    if not (mine and anew):
                        continue
                    choice = one.decide(petition, False)
                elif anew and not mine:
                    continue
                else:
                    choice = one.decide(offered + petition if mine else offered, not mine)
                if choice is not None:
                    reports.append((incident, one, choice))
        return reports

    def take_in(self, incident, reporter, channel):
        """A report becomes a case, a link or a duplicate; neighbours try at once (7.10)."""
        p, r, community = self.p, self.random, incident.building.community
        if incident.over:
            return
        if channel == NEIGHBOURS:
            if r.random() < min(0.95, p["neighbour_success_share"] * (0.5 + 2 * community.active_share)):
                self.experience(incident, NEIGHBOURS, True, True, self.day - incident.born, {reporter: NEIGHBOURS})
                incident.over = True
            else:
                reporter.learn(NEIGHBOURS, NEIGHBOURS, False, self.day - incident.born)
            return
        if reporter is not None:
            incident.acted.add(reporter)
            incident.asked[reporter] = channel
        if channel == PETITION and incident.cases:
            case = incident.cases[0]
            for leg in case.legs:
                if leg in leg.desk.queue:
                    leg.desk.queue.remove(leg)
            case.legs, case.petition, case.worked_until = [], True, max(case.worked_until, self.day)
            dispatch(self, case)
            return
        joined = p["integration_share"]
        link = p["link_share"]
        if incident.cases and r.random() < link + (1 - link) * joined:
            return
        case = Case(self, incident, reporter, channel)
        minutes = p["entry_minutes"] * (1 + (p["entry_systems"] - 1) * (1 - joined))
        minutes *= 1 - p["autofill_share"] * p["collection_breadth_share"] * joined
        if channel == GRID:
            incident.building.post.debt += minutes
        elif channel in (HOTLINE, PETITION):
            self.office_entry += minutes
        else:
            community.entry += minutes
        incident.cases.append(case)
        self.cases.append(case)
        self.filed += 1
        dispatch(self, case)

    def close_cases(self):
        """Verifies, returns or closes what has been worked (7.17)."""
        p, r, still = self.p, self.random, []
        for case in self.cases:
            incident = case.incident
            if incident.over:
                self.close(case, self.day + 1)
                continue
            if case.legs:
                still.append(case)
                continue
            if case.duplicate and len(incident.cases) > 1:
                incident.cases.remove(case)
                self.close(case, case.worked_until)
                continue
            if case.duplicate:
                case.duplicate = False
                self.again(case, incident.minutes)
                still.append(case)
                continue
            resolved = r.random() < case.answerable.success(case)
            caught = r.random() < p["audit_share"]
            worker = incident.building.post
            if not isinstance(case.answerable, Worker):
                worker.debt += p["verify_minutes"]
                caught |= r.random() < worker.accuracy * p["verify_catch_share"]
            if not resolved and caught and case.returned < 4:
                case.returned += 1
                self.again(case, max(1.0, self.lognormal(incident.minutes, 0.3)))
                still.append(case)
                continue
            if isinstance(case.answerable, (Committee, Volunteers)):
                case.answerable.community.practised += 1
            base = p["attribution_base_share"]
            shown = r.random() < base + (1 - base) * p["feedback_visibility_share"]
            handler = PETITION if case.petition else case.answerable.channel
            self.experience(incident, handler, shown, resolved, max(0, case.worked_until - case.filed), incident.asked)
            incident.cases.remove(case)
            self.close(case, case.worked_until)
            if resolved:
                incident.over = True
            else:
                incident.attempt += 1
                incident.acted, incident.asked, incident.decide_from = set(), {}, self.day + 1
        self.cases = still
        for case in still:
            if not case.overdue and case.due <= self.day + 1:
                case.overdue = True
                self.note_due(case, True)

    def again(self, case, minutes):
        case.legs = [Leg(case, case.answerable, minutes, self.day + 1)]
        case.answerable.queue.append(case.legs[0])

    def close(self, case, when):
        for leg in case.legs:
            if leg in leg.desk.queue:
                leg.desk.queue.remove(leg)
        if not case.overdue:
            self.note_due(case, when > case.due)
        if not case.duplicate:
            self.closed += 1
            self.close_days += max(0, when - case.filed)

    def note_due(self, case, overdue):
        self.due[0] += 1
        self.due[1] += overdue
        if isinstance(case.answerable, (Committee, Property, Volunteers)):
            self.due[2] += 1
            self.due[3] += overdue

    def experience(self, incident, handler, shown, resolved, wait, asked):
        """Everyone who saw it learns (7.20)."""
        for one in {*incident.witnesses, *asked}:
            mine = asked.get(one)
            one.learn(mine, handler if shown else mine, resolved, wait)

    def escalate(self):
        """Disputes escalate (7.19)."""
        p = self.p
        for incident in self.incidents:
            if incident.over or incident.escalated or not incident.kind.escalation:
                continue
            calm = 1 - p["awareness_calms"] * incident.person.awareness
            incident.hazard += incident.kind.escalation / 365 * calm * (0.5 if incident.cases else 1)
            if incident.hazard >= incident.hazard_at:
                incident.escalated, incident.escalated_on = True, self.day

    def end_alone(self):
        """Incidents end by themselves (7.20)."""
        for incident in self.incidents:
            if incident.over or incident.ends > self.day:
                continue
            lasted = self.day - incident.born
            shaken = 1 - math.exp(-lasted / self.p["wait_scale_days"])
            asked = incident.asked if incident.cases else {}
            for one in incident.witnesses:
                if one in asked or self.random.random() < shaken:
                    one.learn(asked.get(one), asked.get(one), False, lasted)
            incident.over = True

    def close_month(self):
        """Joining, capability, and the office's reaction (7.24, 7.25, 7.29)."""
        p = self.p
        for one in self.residents:
            one.was_active = one.active
        for community in self.communities:
            for one in community.people:
                one.join_or_leave()
            community.close_month()
        due, overdue, own, own_overdue = self.due
        target, cap = p["overdue_target_share"], p["intervention_cap_share"]
        share = own_overdue / own if own else target
        moved = self.theta + p["takeover_gain"] * (share - target)
        self.theta = min(cap, max(min(p["intervention_floor_share"], cap), moved))
        if due and overdue / due > p["campaign_trigger_share"] and self.day - self.campaign_until >= 60:
            self.campaign_until = self.day + round(p["campaign_days"])
        self.due = [0, 0, 0, 0]


def main():
    size, burn_in, days, seed = map(int, sys.argv[1:5])
    city = City(size, seed)
    for _ in range(burn_in):
        city.step()
    city.filed = city.closed = city.close_days = city.backlog = 0
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(days):
        city.step()
    seconds, cpu = time.perf_counter() - wall, time.process_time() - cpu
    thousands = len(city.residents) / 1000
    print(
        json.dumps(
            {
                "residents": size,
                "days": days,
                "seconds": seconds,
                "cpu": cpu,
                "cases": city.filed / thousands / (days / 30),
                "close_days": city.close_days / max(1, city.closed),
                "backlog": city.backlog / days / thousands,
                "satisfaction": statistics.fmean(one.satisfaction for one in city.residents),
            }
        )
    )


if __name__ == "__main__":
    main()
