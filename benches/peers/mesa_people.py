"""The day in Mesa: residents, the desks that serve them, and communities."""

import math

from mesa import Agent

from mesa_facts import COMMUNITY, GRID, HOTLINE, NEIGHBOURS, ORGANISATION, Building

FULL_TIME = 40 * 60 / 7
PERSONS = 2.62


class Resident(Agent):
    """Chooses, learns, talks."""

    def __init__(self, model, community, building, make):
        super().__init__(model)
        r, p = self.random, model.p
        self.community = community
        _, owners, migrants, elders, middle, _, shift = make
        self.age = 2 if (u := r.random()) < elders else 1 if u < elders + middle else 0
        self.tenure = 0 if (u := r.random()) < owners else 1 if u < 1 - migrants else 2
        schooling = max(0, int(4 * (u := r.random())) - (self.age == 2 and u > 0.5))
        digital = r.random() * (1, 0.85, 0.5)[self.age] + (0, 0.1, 0)[self.age]
        self.threshold = min(1, max(0, p["threshold_mean"] + shift + p["threshold_sd"] * r.gauss(0, 1)))
        self.patience = (0.5, 0.8, 1.2, 1.5)[int(4 * r.random())]
        self.active = r.random() < 0.15
        self.q = [min(1, max(0, 0.5 + 0.12 * r.gauss(0, 1))) for _ in range(6)]
        self.q[NEIGHBOURS] = min(1, max(0, 0.4 + 0.1 * r.gauss(0, 1)))
        self.satisfaction = 0.6
        self.awareness = min(1, p["awareness_start"] * (0.6, 0.9, 1.2, 1.6)[schooling])
        taste = [p["taste_sd"] * r.gauss(0, 1) for _ in range(6)]
        worry = p["privacy_weight"] * p["collection_breadth_share"] * (1 - p["protection_share"]) * r.random()
        community_cost = p["tenant_cost"] * self.tenure - (p["elder_ease"] if self.age == 2 else 0)
        personal = [0, community_cost, 0, worry, worry - p["digital_ease"] * (digital - 0.5), 0]
        self.leaning = [t - c for t, c in zip(taste, personal)]
        self.ties = []

    def decide(self, offered, bystander):
        """Random utility over nothing and the channels that are open (7.9)."""
        p, uniform, log = self.model.p, self.random.random, math.log
        best, choice = -log(-log(uniform())), None
        cost = p["bystander_cost"] if bystander else 0.0
        for channel, appeal in offered:
            value = p["choice_slope"] * self.q[channel] + appeal + self.leaning[channel] - cost - log(-log(uniform()))
            if value > best:
                best, choice = value, channel
        return choice

    def learn(self, asked, credited, resolved, wait):
        """Moves expectation and satisfaction (7.20)."""
        p = self.model.p
        x = math.exp(-wait / (p["wait_scale_days"] * self.patience)) if resolved else 0.0
        surprise = 0.0
        if credited is not None:
            q = self.q[credited]
            root = math.sqrt(p["trust_asymmetry"])
            alpha = p["learning_own"] if asked is not None else p["learning_witnessed"]
            self.q[credited] = q + min(1, alpha * (root if x < q else 1 / root)) * (x - q)
            surprise = x - q
        target = min(1, max(0, x + p["disconfirmation_weight"] * surprise))
        stake = 1.0 if asked is not None else 0.5
        self.satisfaction += p["satisfaction_rate"] * stake * (target - self.satisfaction)

    def talk(self):
        """What both gain in a conversation of the morning's opinions (7.21)."""
        p = self.model.p
        if self.random.random() >= p["meetings_per_week"]:
            return
        other = self.random.choice(self.ties)
        for channel in range(6):
            d = other.q[channel] - self.q[channel]
            if abs(d) < p["confidence_bound"]:
                gain = d * p["influence_rate"]
                self.model.gains.append((self, other, channel, gain))

    def join_or_leave(self):
        """Threshold of participation (7.25)."""
        p, community = self.model.p, self.community
        contacts = sum(one.was_active for one in self.ties) / len(self.ties)
        push = contacts * p["contact_weight_share"] + (1 - p["contact_weight_share"]) * community.active_share
        self.active = self.threshold <= push + p["efficacy_weight"] * max(0, self.q[COMMUNITY] - 0.5)


class Desk(Agent):
    """A queue and the hours to work through it (7.15)."""

    channel = COMMUNITY

    def __init__(self, model, community=None):
        super().__init__(model)
        self.community, self.queue = community, []

    def pooled(self, minutes):
        people = max(1, math.ceil(minutes / FULL_TIME))
        return people, max(0, minutes) / people, 1.0

    def waiting(self):
        return sum(leg.minutes for leg in self.queue if leg.ready <= self.model.day)

    def step(self):
        people, minutes, speed = self.capacity()
        if minutes <= 0:
            return
        left = [minutes] * people
        ready = sorted((leg for leg in self.queue if leg.ready <= self.model.day), key=lambda leg: leg.case.due)
        for leg in ready:
            person = max(range(people), key=left.__getitem__)
            if left[person] <= 0:
                break
            needed = leg.minutes / speed
            if needed > left[person]:
                leg.minutes -= left[person] * speed
                left[person] = 0.0
                continue
            left[person] -= needed
            self.queue.remove(leg)
            case = leg.case
            case.legs.remove(leg)
            case.worked_until = max(case.worked_until, self.model.day + 1 - left[person] / minutes)
            case.answerable = self
            if case.legs and not case.parallel:
                p = self.model.p
                delay = math.ceil(p["handoff_days"] * self.random.expovariate(1))
                case.legs[0].ready = self.model.day + 1 + delay
                case.legs[0].desk.queue.append(case.legs[0])


class Department(Desk):
    channel = HOTLINE

    def __init__(self, model, name):
        super().__init__(model)
        hours = model.p[name.replace(" ", "_") + "_hours_per_1000_week"]
        self.minutes = hours * model.size / 1000 * 60 / 7

    def capacity(self):
        return self.pooled(self.minutes * self.model.department_factor)

    def success(self, case):
        p = self.model.p
        if case.petition:
            return p["petition_success_share"]
        return p["government_self_success_share"] if case.kind.self_governable else p["department_success_share"]


class Organisation(Desk):
    channel = ORGANISATION

    def __init__(self, model, speciality, minutes):
        super().__init__(model)
        self.speciality, self.minutes = speciality, minutes

    def capacity(self):
        return self.pooled(self.minutes)

    def success(self, case):
        return self.model.p["organisation_success_share"]


class Committee(Desk):
    def capacity(self):
        return *self.pooled(self.community.free)[:2], 0.5 + self.community.capability

    def success(self, case):
        p = self.model.p
        return p["community_success_base"] + p["community_success_slope"] * self.community.capability


class Property(Desk):
    service = 0.75

    def capacity(self):
        hours = self.model.p["property_hours_per_1000_week"] * len(self.community.people) / 1000
        return self.pooled(hours * 60 / 7 * self.service)

    def success(self, case):
        p = self.model.p
        return p["property_success_base"] + p["property_success_slope"] * self.service


class Volunteers(Desk):
    def minutes(self):
        p = self.model.p
        support, half = p["volunteer_support_yuan_per_resident_year"], p["volunteer_full_yuan_resident_year"]
        active = sum(one.active for one in self.community.people)
        return active * p["volunteer_hours_per_month"] * 60 / 30 * support / (support + half)

    def capacity(self):
        return self.pooled(self.community.volunteer_minutes)

    def success(self, case):
        return self.model.p["volunteer_success_share"]


class Worker(Desk):
    """A grid worker, whose day is divided before any case is touched (7.7)."""

    channel = GRID

    def __init__(self, model, community, households):
        super().__init__(model, community)
        p = model.p
        self.households = households
        self.part = 1.0 if self.random.random() < p["full_time_share"] else 0.5
        self.accuracy = min(0.98, max(0.05, p["skill_base"] + p["skill_sd"] * self.random.gauss(0, 1)))
        self.debt = self.cases = self.patrol = 0.0

    def divide_day(self):
        p, model = self.model.p, self.model
        left = FULL_TIME * self.part
        tasks = model.task_hours * 60 / 7 * self.part
        for wanted in (tasks, p["training_hours_per_year"] * 60 / 365):
            left -= min(wanted, left)
        desk = min(self.debt, left)
        self.debt -= desk
        left -= desk
        self.cases = min(self.waiting() / 0.75, left * (1 - p["patrol_least_share"]))
        self.patrol = left - self.cases

    def capacity(self):
        return 1, self.cases, 0.75

    def success(self, case):
        return self.accuracy


class Community:
    def __init__(self, model, number, size, name, make):
        r, p = model.random, model.p
        self.place, self.name = make[0], name
        self.people, self.capability, self.practised = [], 0.5 + 0.1 * r.random(), 0
        self.entry = self.free = 0.0
        count = max(1, round(size / p["residents_per_building"]))
        sizes = [0.5 + r.random() for _ in range(count)]
        self.buildings = [Building(self, w * math.exp(0.8 * r.gauss(0, 1))) for w in sizes]
        homes = r.choices(self.buildings, sizes, k=size)
        for building in self.buildings:
            for _ in range(homes.count(building)):
                building.people.append(Resident(model, self, building, make))
            self.people += building.people
        self.buildings = [building for building in self.buildings if building.people]
        for i, one in enumerate(self.people):
            for k in range(4):
                rewired = r.random() < p["tie_rewiring_share"]
                other = self.people[r.randrange(size) if rewired else (i + 1 + k) % size]
                one.ties.append(other if other is not one else self.people[(i + 1) % size])
        households = size / PERSONS
        number_of_posts = max(1, round(households / p["households_per_grid"]))
        posts = [Worker(model, self, households / number_of_posts) for _ in range(number_of_posts)]
        before = 0
        for building in self.buildings:
            building.post = posts[int((before + len(building.people) / 2) / size * number_of_posts)]
            before += len(building.people)
        self.committee, self.volunteers = Committee(model, self), Volunteers(model, self)
        company = (0.7548776662466927 * (number + 0.5)) % 1 < make[5]
        self.property = Property(model, self) if company else None
        self.close_month()

    def close_month(self):
        """Capability by practice (7.24), and what joining and volunteers read."""
        p = self.community_parameters()
        per_1000 = self.practised / len(self.people) * 1000
        use = per_1000 / (per_1000 + p["practice_half"])
        gain = p["capability_gain"] * use * (1 - self.capability) - p["capability_rust"] * self.capability
        self.capability = min(1, max(0, self.capability + gain))
        self.practised = 0
        self.active_share = sum(one.active for one in self.people) / len(self.people)
        self.volunteer_minutes = self.volunteers.minutes()

    def community_parameters(self):
        return self.committee.model.p

    def divide_day(self):
        """The committee's hours: standing duties, tasks, entry, cases (7.7)."""
        p, size = self.community_parameters(), len(self.people)
        members = size / 1000 * p["committee_members_per_1000"]
        available = members * FULL_TIME
        standing = available * p["committee_other_share"]
        tasks = min(self.committee.model.task_hours * 60 / 7 * members, available - standing)
        grants = p["community_fund_yuan_per_resident_year"] * size / 365 / p["grant_yuan_hour"] * 60
        before = available - standing - tasks + grants
        entry = min(self.entry, before)
        self.entry -= entry
        self.free = before - entry
