"""Grid posts and workers, and the hours of committees (7.2, 7.7, 7.8, 7.14, 7.22, 7.23)."""

from math import exp, sqrt
from types import SimpleNamespace

from parameters import FULL_TIME, GRID, ONE, clamp, half_up

MONTH = ("available", "tasks", "training", "desk", "cases", "least", "closed")


def grids_are_drawn(s, day):
    """7.2; day is None when the city is founded, and then every post gets a worker."""
    levers, rng = s.levers, s.rng
    wanted = [max(1, half_up(c.households / levers.households_per_grid)) * s.on.grid_workers for c in s.communities]
    if day is not None and wanted == [len(c.posts) for c in s.communities]:
        return
    for c, n in zip(s.communities, wanted, strict=True):
        del c.posts[n:]
        for number in range(len(c.posts), n):
            post = SimpleNamespace(key=(c.index, number), community=c, mark=rng.random(), spell=0, vacant_until=None)
            post.debt, post.ready, post.case_minutes, post.patrol, post.worker = 0.0, 0.0, 0.0, 0.0, None
            post.month = dict.fromkeys(MONTH, 0.0)
            if day is None:
                hire(s, post)
            else:
                post.vacant_until = day + half_up(s.institutions.vacancy_days)
            c.posts.append(post)
        for post in c.posts:
            post.households, post.buildings = c.households / n, []
        for building in c.buildings:
            middle = building.start - c.start + (building.end - building.start) / 2
            building.grid_number = int(middle / c.residents * n) if n else 0
            building.post = c.posts[building.grid_number] if n else None
            if n:
                building.post.buildings.append(building)
    s.posts = [post for c in s.communities for post in c.posts]
    if day is not None:
        for case in s.cases:
            there = ("6 post", case.incident.building.post) if case.incident.building.post else case.committee
            case.stages = [[there, *stage[1:]] if stage[0][0] == "6 post" else stage for stage in case.stages]
            case.answerable = there if case.answerable[0] == "6 post" else case.answerable


def hire(s, post):
    """7.22: the best of the candidates."""
    i, rng, levers = s.institutions, s.rng, s.levers
    ratio = levers.selection_ratio
    candidates = int(ratio) + (rng.random() < ratio % 1)
    z = max(rng.standard_normal(candidates))
    post.spell += 1
    post.vacant_until = None
    post.worker = SimpleNamespace(
        talent=clamp(
            i.skill_base + i.skill_sd * (z + levers.wage_ratio - 1), s.workforce.talent_least, s.workforce.talent_most
        ),
        trained_accuracy=0.0,
        trained_speed=0.0,
        integrity=i.integrity_mean + i.integrity_sd * rng.standard_normal(),
        resilience=rng.standard_normal(),
        burnout=s.workforce.burnout_start,
        quitting=0.0,
        threshold=rng.standard_exponential(),
    )


def accuracy(worker):
    return worker.talent + (1 - worker.talent) * worker.trained_accuracy


def speed(s, worker):
    return s.workforce.untrained_speed + s.workforce.trained_speed_gain * worker.trained_speed


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
    caught = levers.audit_share * i.paper_penalty
    for case in s.cases:
        if case.tempted or case.duplicate or not case.stages:
            continue
        desk, minutes, first = case.stages[0]
        if first > day:
            continue
        if desk[0] == "6 post" and desk[1].worker:
            worker = desk[1].worker
            saved = (minutes / speed(s, worker) - i.paper_minutes) / 60
            ease = i.effort_cost_per_hour * saved * (1 + worker.burnout)
            case.paper = ease > quality * accuracy(worker) + caught + worker.integrity
        elif desk[0] == "0 department" and int(case.due) == day:
            integrity = i.integrity_mean + i.integrity_sd * s.rng.standard_normal()
            case.paper = (1 - r) * (1 - w) > quality * i.department_success_share + caught + integrity
        else:
            continue
        case.tempted = True
        if case.paper:
            case.stages = [[desk, max(1.0, i.paper_minutes), first]]


def hours_are_divided(s, day):
    """7.7."""
    i, levers, ledger = s.institutions, s.levers, s.ledger
    in_campaign = campaign(s, day)
    tasks = levers.task_hours_per_week
    if in_campaign and s.on.sent_down_tasks:
        tasks += i.campaign_task_hours_per_week * bound(s)
    tasks *= 60 / 7
    ready_work(s, day)
    s.tasks_of_workers = 0.0
    for post in s.posts:
        post.case_minutes = post.patrol = 0.0
        if post.worker is None:
            continue
        available = left = FULL_TIME * part(s, post)
        done = {"available": available}
        asked = {"tasks": tasks * part(s, post), "training": levers.training_hours_per_year * 60 / 365}
        for name, minutes in [*asked.items(), ("desk", post.debt)]:
            done[name] = min(minutes, left)
            left -= done[name]
        post.debt = min(post.debt - done["desk"], s.casework.forms_most_days * FULL_TIME)
        done["least"] = i.patrol_least_share * left if s.on.patrol else 0.0
        done["cases"] = post.case_minutes = min(post.ready / speed(s, post.worker), left - done["least"])
        post.patrol = left - done["cases"]
        for name, minutes in done.items():
            post.month[name] += minutes
            ledger[f"worker_{name}"] += minutes
        ledger["worker_patrol"] += post.patrol
        s.tasks_of_workers += done["tasks"]
    relief = sum(o.task_minutes for o in s.organisations if o.present)
    for c in s.communities:
        members = c.residents / 1000 * s.levers.committee_members_per_1000
        c.available = members * FULL_TIME
        duties = i.committee_other_share * c.available
        c.tasks = min(max(0.0, members * tasks - relief * c.residents / s.residents), c.available - duties)
        help_ = levers.community_fund_yuan_per_resident_year * c.residents / 365 / s.prices.grant_yuan_hour * 60
        field = c.available - duties - c.tasks + help_
        entry = min(c.entry, field)
        c.entry = min(c.entry - entry, s.casework.forms_most_days * c.available)
        c.free, c.field, c.help, c.entry_done, c.worked = field - entry, field, help_, entry, 0.0


def ready_work(s, day):
    """Minutes that lie ready this morning with posts, volunteers and organisations."""
    for desk in (*s.posts, *s.organisations):
        desk.ready = desk.waiting = 0.0
    for c in s.communities:
        c.volunteer_waiting = 0.0
    for case in s.cases:
        for (kind, desk), minutes, first in case.stages if case.parallel else case.stages[:1]:
            if first > day:
                continue
            if kind == "6 post":
                desk.ready += minutes
            elif kind == "5 volunteers":
                desk.volunteer_waiting += minutes
            elif kind == "2 organisation":
                desk.waiting += minutes


def patrols_are_steered(s, day):
    for building in s.buildings:
        building.recorded *= 1 - 1 / s.casework.record_memory_days
    for post in s.posts:
        a = post.community.analytics
        weights = [sqrt(building.recorded + 1) for building in post.buildings]
        total = sum(weights)
        hits = 0.0
        for building, weight in zip(post.buildings, weights, strict=True):
            building.steering = (1 - a) + a * weight * len(weights) / total
            hits += weight / total * (building.unrecorded > 0)
        s.ledger["steered"] += a * post.patrol
        s.ledger["steered_hits"] += a * post.patrol * hits


def workers_patrol(s, day):
    """7.8: incidents that are found go to intake as reports by nobody (None)."""
    if not s.on.patrol:
        return
    for post in s.posts:
        if post.worker is None or post.patrol == 0:
            for building in post.buildings:
                building.found = 0.0
            continue
        hazard = s.institutions.patrol_rate * post.patrol / 60 / (post.households / 100) * accuracy(post.worker)
        for building in post.buildings:
            building.found = hazard * building.steering
    for x in s.incidents:
        if x.cases or x.born >= day or x.building.post is None or x.ended:
            continue
        x.found += x.building.found * x.kind.visibility
        if x.found >= x.patrol_threshold and x.building.found > 0:
            x.found -= x.patrol_threshold
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
            if worker.quitting >= worker.threshold:
                days = i.vacancy_days + i.vacancy_days_per_candidate * (levers.selection_ratio - 1)
                post.vacant_until = day + 1 + half_up(days / levers.wage_ratio)
                post.worker = None
                post.month.update(dict.fromkeys(MONTH[:-1], 0.0))
                s.ledger["quits"] += 1
        elif post.vacant_until <= day:
            hire(s, post)
            s.ledger["money_grid_workers"] += levers.selection_ratio * s.prices.candidate_yuan
        s.ledger["post_days"] += 1


def workers_tire(s):
    i, n, levers = s.institutions, s.workforce, s.levers
    for post in s.posts:
        worker, month = post.worker, post.month
        if worker is None or not s.on.burnout or month["available"] == 0:
            continue
        used = sum(month[name] for name in ("tasks", "training", "desk", "cases", "least")) / month["available"]
        demand = n.strain_utilisation * used + n.strain_tasks * month["tasks"] / month["available"]
        thanks = s.q[post.community.all, GRID].mean() / ONE
        resource = n.relief_thanks * thanks + n.relief_pay * min(levers.wage_ratio, n.relief_pay_most)
        resource += n.relief_training * min(levers.training_hours_per_year / n.relief_training_hours, 1)
        logit = i.burnout_intercept + i.burnout_demand * demand - i.burnout_resource * resource + worker.resilience
        worker.burnout += i.burnout_rate * (1 / (1 + exp(-logit)) - worker.burnout)


def workers_learn_and_forget(s):
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


