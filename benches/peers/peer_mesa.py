"""GG1 in Mesa: residents and workers are agents."""

from collections import deque

from mesa import Agent, Model

from harness import THOUSAND, Clocks, Task


class Resident(Agent):
    def __init__(self, model, opinion, worker):
        super().__init__(model)
        self.opinion, self.next, self.worker = opinion, opinion, worker
        self.contacts = []

    def step(self):
        me, total, close = self.opinion, 0.0, 0
        for contact in self.contacts:
            d = contact.opinion - me
            if -0.3 < d < 0.3:
                total += d
                close += 1
        self.next = me + 0.2 * total / close if close else me
        if self.random.random() < 0.02:
            self.next -= 0.1
            self.worker.queue.append((self.model.now, self))

    def advance(self):
        self.opinion = self.next


class Worker(Agent):
    def __init__(self, model):
        super().__init__(model)
        self.queue = deque()
        self.served = self.waited = 0

    def step(self):
        for _ in range(min(21, len(self.queue))):
            since, reporter = self.queue.popleft()
            reporter.next += 0.1
            self.served += 1
            self.waited += self.model.now - since


class City(Model):
    def __init__(self, task):
        super().__init__(seed=task.seed)
        self.now = 0
        workers = [Worker(self) for _ in range(task.workers)]
        opinions = task.opinions().tolist()
        people = [Resident(self, s, workers[i // THOUSAND]) for i, s in enumerate(opinions)]
        for person, eight in zip(people, task.contacts().tolist()):
            person.contacts = [people[c] for c in eight]

    def step(self):
        self.agents_by_type[Resident].do("step")
        self.agents_by_type[Worker].do("step")
        self.agents_by_type[Resident].do("advance")
        self.now += 1


task = Task()
city = City(task)
clocks = Clocks()
for _ in range(task.steps):
    city.step()
residents, workers = city.agents_by_type[Resident], city.agents_by_type[Worker]
queued = sum(len(worker.queue) for worker in workers)
clocks.report(residents.get("opinion"), sum(workers.get("served")), sum(workers.get("waited")), queued)
