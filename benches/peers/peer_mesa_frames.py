"""GG1 in mesa-frames: residents are a Polars frame, a step is a few expressions over it."""

import os

from harness import THOUSAND, Clocks, Task

task = Task()
os.environ["POLARS_MAX_THREADS"] = str(task.threads)

import polars as pl
from mesa_frames import AgentSetPolars, ModelDF


class Residents(AgentSetPolars):
    def __init__(self, model, task):
        super().__init__(model)
        eights = task.contacts()
        columns = {f"c{k}": eights[:, k] for k in range(8)}
        self.add(pl.DataFrame({"unique_id": range(task.residents), "opinion": task.opinions(), **columns}))
        differences = [pl.col("opinion").gather(pl.col(f"c{k}")) - pl.col("opinion") for k in range(8)]
        near = [d.abs() < 0.3 for d in differences]
        total = pl.sum_horizontal(pl.when(n).then(d).otherwise(0) for n, d in zip(near, differences))
        close = pl.sum_horizontal(n.cast(pl.Float32) for n in near)
        # The same subexpressions are computed once.
        self.listened = pl.col("opinion") + 0.2 * total / pl.max_horizontal(close, pl.lit(1.0, pl.Float32))

    def step(self):
        model, n = self.model, len(self.agents)
        report = pl.Series(model.random.random(n, dtype="float32") < 0.02)
        new = pl.DataFrame({"reporter": report.arg_true(), "since": pl.repeat(model.now, report.sum(), eager=True)})
        waiting = pl.concat([model.waiting, new], how="vertical_relaxed")
        served = pl.int_range(pl.len()).over(pl.col("reporter") // THOUSAND) < 21
        now, model.waiting = waiting.filter(served), waiting.filter(~served)
        model.served += len(now)
        model.waited += (model.now - now["since"]).sum()
        gifts, costs = now.select("reporter", by=pl.lit(0.1)), new.select("reporter", by=pl.lit(-0.1))
        change = pl.concat([gifts, costs]).group_by("reporter").agg(pl.col("by").sum())
        opinion = self.agents.select(self.listened.cast(pl.Float32).alias("opinion"))["opinion"]
        touched = change["reporter"]
        opinion = opinion.scatter(touched, opinion.gather(touched) + change["by"].cast(pl.Float32))
        self.set("opinion", opinion)


class City(ModelDF):
    def __init__(self, task):
        super().__init__(seed=task.seed)
        self.now = self.served = self.waited = 0
        self.waiting = pl.DataFrame(schema={"reporter": pl.UInt32, "since": pl.Int64})
        self.residents = Residents(self, task)
        self.agents += self.residents

    def step(self):
        self.agents.do("step")
        self.now += 1


city = City(task)
clocks = Clocks()
for _ in range(task.steps):
    city.step()
opinions = next(iter(city.agents._agentsets)).agents["opinion"].to_numpy()
clocks.report(opinions, city.served, city.waited, len(city.waiting))
