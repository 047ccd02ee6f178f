"""Grid posts and workers, and the hours of communities (7.2, 7.7, 7.8, 7.14, 7.22, 7.23)."""

from math import exp, sqrt
from types import SimpleNamespace

import almanac
import core
import handling
import practice
import pressure
import tasks
from draws import CANDIDATE, DESK, FOREVER, SPELL, exponential, normal
from parameters import (
    COMMITTEE, DEPARTMENT, FULL_TIME, GRID, ONE, ORGANISED, POST, STREET, VOLUNTEERS, clamp, half_up,
)  # fmt: skip

MONTH = ("available", "tasks", "training", "desk", "cases", "least", "load", "closed")


def grids_are_drawn(s, day):
    """7.2; day is None when the city is founded, and then every post gets a worker."""
    levers = s.levers
    grids = [max(1, half_up(c.households / levers.households_per_grid)) for c in s.communities]
    wanted = [max(1, half_up(g * levers.posts_per_grid)) * s.on.grid_workers for g in grids]
    redrawn = day is None or wanted != [len(c.posts) for c in s.communities]
    for c, n, g in zip(s.communities, wanted, grids, strict=True):
        if redrawn:
            del c.posts[n:]
            for number in range(len(c.posts), n):
                key = (c.number << 32) + number
                post = SimpleNamespace(key=key, number=key, community=c, spell=0, vacant_until=None)
                post.mark = s.draws.u(SPELL, key, FOREVER)
                post.debt, post.ready, post.case_minutes, post.patrol, post.worker = 0.0, 0.0, 0.0, 0.0, None
                post.useful, post.tasks = 0.0, 0.0
                post.month = dict.fromkeys(MONTH, 0.0)
                if day is None:
                    hire(s, post)
                else:
                    post.vacant_until = day + half_up(s.institutions.vacancy_days)
                c.posts.append(post)
        if redrawn or n > g:
            buildings_are_given(c, n, min(n, g))
    s.posts = [post for c in s.communities for post in c.posts]
    if day is not None and (redrawn or any(n > g for n, g in zip(wanted, grids, strict=True))):
        for case in s.cases:
            there = (POST, case.incident.building.post) if case.incident.building.post else case.committee
            case.stages = [[there, *stage[1:]] if stage[0][0] == POST else stage for stage in case.stages]
            case.answerable = there if case.answerable[0] == POST else case.answerable


def buildings_are_given(c, n, areas):
    """Areas, and within one the posts that are held: colleagues stand in for each other."""
    for post in c.posts:
        post.buildings = []
    for building in c.buildings:
        x = (building.start - c.start + (building.end - building.start) / 2) / c.residents * areas
        building.grid_number = a = min(int(x), areas - 1) if n else 0
        building.post = None
        if n:
            all_ = c.posts[a * n // areas : (a + 1) * n // areas]
            held = [post for post in all_ if post.worker is not None] or all_
            building.post = held[min(int((x - int(x)) * len(held)), len(held) - 1)]
            building.post.buildings.append(building)
            building.post.households = c.households / areas / len(held)


def hire(s, post):
    """7.22: the best of the candidates."""
    i, levers = s.institutions, s.levers
    ratio = levers.selection_ratio
    post.spell += 1
    post.vacant_until = None
    candidates = max(1, int(ratio) + (s.draws.u(SPELL, post.key, post.spell, 1) < ratio % 1))
    seen = [[normal(u) for u in s.draws.block(CANDIDATE, post.key, post.spell, rank)] for rank in range(candidates)]
    z = max(seen, key=lambda z: z[0])
    post.worker = SimpleNamespace(
        talent=clamp(
            i.skill_base + i.skill_sd * (z[0] + levers.wage_ratio - 1), s.workforce.talent_least, s.workforce.talent_most
        ),
        trained_accuracy=0.0,
        trained_speed=0.0,
        integrity=i.integrity_mean + i.integrity_sd * z[1],
        resilience=z[2],
        burnout=s.workforce.burnout_start,
        fatigue=0.0,
        quitting=0.0,
        threshold=exponential(s.draws.u(SPELL, post.key, post.spell)),
    )


def accuracy(worker):
    return worker.talent + (1 - worker.talent) * worker.trained_accuracy


def speed(s, worker):
    """Minutes of normal work done in a minute, slowed by fatigue and, with `load`, by burnout (7.33)."""
    trained = s.workforce.untrained_speed + s.workforce.trained_speed_gain * worker.trained_speed
    if s.on.load:
        trained *= 1 - s.pressure.exhaustion_slows_share * (worker.burnout - s.workforce.burnout_reference)
    return trained * pressure.slowed(s, worker.fatigue)


def part(s, post):
    """1 for a full-time post, else the part that others work."""
    return 1.0 if post.mark < s.levers.full_time_share else s.workforce.part_time_share


def campaign(s, day):
    return s.campaign_until is not None and day < s.campaign_until


def bound(s):
    """How much of a campaign is felt: the cap on interventions, all of it where there is no boundary."""
    return s.levers.intervention_cap_share if s.on.takeover else 1.0


def desks_are_tempted(s, day):
    """7.14."""
    i, levers = s.institutions, s.levers
    if not s.on.appraisal:
        return
    w, r = levers.quality_weight_share, levers.resident_rating_weight_share
    quality = (1 - r) * w + r
    caught = pressure.risk(s)
    for case in s.cases:
        if case.tempted or case.duplicate or not case.stages:
            continue
        desk, minutes, first = case.stages[0]
        if first > day:
            continue
        if desk[0] == POST and desk[1].worker:
            worker = desk[1].worker
            saved = (minutes / speed(s, worker) - i.paper_minutes) / 60
            ease = i.effort_cost_per_hour * saved * (1 + worker.burnout)
            case.paper = ease > quality * accuracy(worker) + caught + worker.integrity
        elif desk[0] in (DEPARTMENT, STREET) and day < case.due <= day + 1:
            z = normal(s.draws.u(DESK, case.incident.identity, case.attempt, case.returned))
            integrity = i.integrity_mean + i.integrity_sd * z
            lost = (1 - r) * (1 - w) + pressure.points(s, pressure.on_desk(s, desk))
            case.paper = lost > quality * i.department_success_share + caught + integrity
        else:
            continue
        case.tempted = True
        if case.paper:
            case.stages = [[desk, max(1.0, i.paper_minutes), first]]


def hours_are_divided(s, day):
    """7.7, with the roster and what pressure moves (7.33)."""
    i, levers, ledger = s.institutions, s.levers, s.ledger
    h, p = s.hours_today, pressure.on_community(s)
    _, product = tasks.hours_sent(s, p)
    s.people_with_tasks = 0.0
    ready_work(s, day)
    for post in s.posts:
        post.case_minutes = post.patrol = post.useful = post.tasks = 0.0
        if post.worker is None:
            continue
        s.people_with_tasks += part(s, post)
        done, asked = divide(s, post)
        post.useful = done["tasks"] * product
        post.community.useful += post.useful
        for name, minutes in done.items():
            post.month[name] += minutes
            ledger[f"worker_{name}"] += minutes
        post.month["load"] += pressure.load(s, post, asked, done["available"]) * done["available"]
        ledger["worker_patrol"] += post.patrol
        post.tasks = done["tasks"]
    relief = sum(o.task_minutes for o in s.organisations if o.present)
    for c in s.communities:
        members = c.residents / 1000 * levers.committee_members_per_1000
        s.people_with_tasks += members
        c.available = members * (FULL_TIME * h)
        duties = 0.0 if s.on.core_business else i.committee_other_share * c.available * pressure.duties_left(s)
        c.orders = min(c.ordered, c.available - duties)
        helped = relief * c.residents / s.residents + c.seconded_relief
        c.tasks = min(max(0.0, s.task_minutes * h * members - helped), c.available - duties - c.orders)
        c.useful += c.tasks * product + s.tasks.standing_useful_share * duties
        help_ = levers.community_fund_yuan_per_resident_year * c.residents / 365 / s.prices.grant_yuan_hour * 60 * h
        field = c.available - duties - c.orders - c.tasks + help_
        c.core_kept, c.core_minutes = core.minutes_kept(s, c, field), 0.0
        entry = min(c.entry, field - c.core_kept)
        c.entry = min(c.entry - entry, s.casework.forms_most_days * c.available)
        c.left = field - entry + c.orders
        c.free, c.field, c.help, c.entry_done, c.worked, c.obeyed = field - entry - c.core_kept, field, help_, entry, 0.0, 0.0


def task_minutes(s, day):
    """Minutes of tasks that a full-time person is sent on a mean day, those of a campaign included."""
    sent, _ = tasks.hours_sent(s, pressure.on_community(s))
    if campaign(s, day) and s.on.sent_down_tasks:
        sent += s.institutions.campaign_task_hours_per_week * bound(s)
    return sent * 60 / 7


def divide(s, post):
    """A worker's day; gives minutes by use and the minutes that were asked in all."""
    i, levers = s.institutions, s.levers
    h = s.rounds_today
    available = left = FULL_TIME * part(s, post) * h
    done = {"available": available}
    asked = {"tasks": s.task_minutes * part(s, post) * h, "training": levers.training_hours_per_year * 60 / 365 * h, "desk": post.debt}
    for name, minutes in asked.items():
        done[name] = min(minutes, left)
        left -= done[name]
    post.debt = min(post.debt - done["desk"], s.casework.forms_most_days * FULL_TIME)
    cases = post.ready / speed(s, post.worker)
    if s.on.load:
        rounds = pressure.roster(s, post) * pressure.duties_left(s) * s.on.patrol * h
        need = rounds + cases
        fits = min(1.0, left / need) if need > 0 else 1.0
        done["least"], done["cases"] = rounds * fits, cases * fits
    else:
        rounds = done["least"] = i.patrol_least_share * left * pressure.duties_left(s) if s.on.patrol else 0.0
        done["cases"] = min(cases, left - rounds)
    post.case_minutes = done["cases"]
    post.patrol = left - done["cases"]
    return done, sum(asked.values()) + cases + rounds


def ready_work(s, day):
    """Minutes that lie ready this morning with posts, volunteers and organisations, and on order with committees."""
    for desk in (*s.posts, *s.organisations):
        desk.ready = desk.waiting = 0.0
    for c in s.communities:
        c.volunteer_waiting = c.ordered = 0.0
    for case in s.cases:
        for (kind, desk), minutes, first in case.stages if case.parallel else case.stages[:1]:
            if first > day:
                continue
            if kind == POST:
                desk.ready += minutes
            elif kind == VOLUNTEERS:
                desk.volunteer_waiting += minutes
            elif kind == ORGANISED:
                desk.waiting += minutes
            elif kind == COMMITTEE and case.ordered:
                desk.ordered += minutes / handling.speed_at(s, practice.in_all(s, desk))


def patrols_are_steered(s, day):
    for building in s.buildings:
        building.recorded *= 1 - 1 / s.casework.record_memory_days
    for post in s.posts:
        a = post.community.analytics
        weights = [sqrt(building.recorded + 1) for building in post.buildings]
        total = sum(weights)
        hits = chance = 0.0
        for building, weight in zip(post.buildings, weights, strict=True):
            building.steering = (1 - a) + a * weight * len(weights) / total
            hits += weight / total * (building.unrecorded > 0)
            chance += (building.unrecorded > 0) / len(weights)
        s.ledger["steered"] += a * post.patrol
        s.ledger["steered_hits"] += a * post.patrol * hits
        s.ledger["steered_by_chance"] += a * post.patrol * chance


def workers_patrol(s, day):
    """7.8: incidents that are found go to intake as reports by nobody (None)."""
    shares = tasks.shares(s)
    for post in s.posts:
        post.hazard = post.visits = 0.0
        if post.worker is None:
            continue
        per_100 = post.households / 100
        if s.on.patrol:
            post.hazard = s.institutions.patrol_rate * post.patrol / 60 / per_100 * accuracy(post.worker)
        if s.on.task_owners:
            c = post.community
            owners = c.owners_help / 60 / (c.households / 100)
            post.visits = s.tasks.visit_rate * (post.useful / 60 / per_100 + owners) * accuracy(post.worker)
    for x in s.incidents:
        post = x.building.post
        if x.cases or x.born >= day or post is None or x.ended or post.worker is None:
            continue
        x.found += post.hazard * x.kind.visibility * x.building.steering
        x.found += post.visits * sum(shares[number] for number in x.kind.departments)
        if x.found >= x.patrol_threshold:
            x.found -= x.patrol_threshold
            if pressure.find_is_not_filed(s, x, post.worker):
                s.ledger["unfiled"] += 1
            else:
                s.reports.append((x, None, GRID))


def posts_change_hands(s, day):
    """7.22."""
    i, levers = s.institutions, s.levers
    for post in s.posts:
        worker = post.worker
        if worker is not None:
            s.ledger["filled_days"] += 1
            strain = worker.burnout - s.workforce.burnout_reference if s.on.burnout else 0.0
            log_hazard = i.quit_burnout * strain + i.quit_pay * (1 - levers.wage_ratio)
            worker.quitting += i.quit_per_year / 365 * exp(log_hazard) * s.on.quitting
            if worker.quitting >= worker.threshold and s.on.quitting:
                days = i.vacancy_days + i.vacancy_days_per_candidate * (levers.selection_ratio - 1)
                post.vacant_until = day + 1 + half_up(days / levers.wage_ratio)
                post.worker = None
                post.month.update(dict.fromkeys(MONTH[:-1], 0.0))
                s.ledger["quits"] += 1
        elif post.vacant_until <= day:
            hire(s, post)
            s.ledger["money_grid_workers"] += half_up(100 * levers.selection_ratio * s.prices.candidate_yuan) / 100
        s.ledger["post_days"] += 1


def workers_tire(s, day):
    i, n, levers = s.institutions, s.workforce, s.levers
    for post in s.posts:
        worker, month = post.worker, post.month
        if worker is None or not s.on.burnout or month["available"] == 0:
            continue
        used = sum(month[name] for name in ("tasks", "training", "desk", "cases", "least")) / month["available"]
        if s.on.load:
            used = month["load"] / month["available"]
        demand = n.strain_utilisation * used + n.strain_tasks * month["tasks"] / month["available"]
        demand += s.pressure.fatigue_strain * worker.fatigue
        thanks = s.q[post.community.all, GRID].mean() / ONE
        resource = n.relief_thanks * thanks + n.relief_pay * min(levers.wage_ratio, n.relief_pay_most)
        resource += n.relief_training * min(levers.training_hours_per_year / n.relief_training_hours, 1)
        logit = i.burnout_intercept + i.burnout_demand * demand - i.burnout_resource * resource + worker.resilience
        worker.burnout += i.burnout_rate * (1 / (1 + exp(-logit)) - worker.burnout)


def workers_learn_and_forget(s, day):
    i = s.institutions
    for post in s.posts:
        worker = post.worker
        if worker is None:
            continue
        use = min(1.0, post.month["closed"] / s.workforce.skill_full_use) if s.on.skill_decay else 1.0
        gain = 1 - exp(-i.training_gain_per_hour * post.month["training"] / 60)
        for name, half_life in (("accuracy", i.accuracy_half_life_months), ("speed", i.speed_half_life_months)):
            trained = getattr(worker, f"trained_{name}") * 2 ** (-(1 - use) / half_life)
            setattr(worker, f"trained_{name}", trained + gain * (1 - trained))


def hours_of_today(s, day):
    """7.36: what the hours of today are to their mean, and what departments have of them."""
    s.hours_today = almanac.hours_of_day(s, day, s.calendar.duty_share)
    s.rounds_today = almanac.hours_of_day(s, day, s.calendar.rounds_share)
    s.task_minutes = task_minutes(s, day)
    factor = 1 + s.institutions.campaign_boost_share * bound(s) if campaign(s, day) else 1.0
    lent = 1 - s.levers.secondment_share
    s.department_hours = [
        minutes * s.hours_today * factor * lent * pressure.effort(s, number)
        for number, minutes in enumerate(s.department_minutes)
    ]  # fmt: skip
