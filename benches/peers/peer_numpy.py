"""GG1 in NumPy: whole columns at a time."""

import numpy as np

from harness import THOUSAND, Clocks, Task

task = Task()
rng = np.random.default_rng(task.seed)
opinions, contacts = task.opinions(), task.contacts()
# What waits, ordered by worker and then by age.
since = reporter = np.empty(0, dtype=np.int64)
served = waited = 0

clocks = Clocks()
for step in range(task.steps):
    d = opinions[contacts] - opinions[:, None]
    near = np.abs(d) < 0.3
    close = np.maximum(near.sum(axis=1), 1)
    opinions = opinions + np.float32(0.2) * (d * near).sum(axis=1) / close.astype(np.float32)
    new = np.flatnonzero(rng.random(task.residents, dtype=np.float32) < 0.02)
    opinions[new] -= np.float32(0.1)
    since, reporter = np.append(since, np.full(len(new), step)), np.append(reporter, new)
    order = np.argsort(reporter // THOUSAND, kind="stable")
    since, reporter = since[order], reporter[order]
    worker = reporter // THOUSAND
    place = np.arange(len(worker)) - np.searchsorted(worker, worker)
    now = place < 21
    np.add.at(opinions, reporter[now], np.float32(0.1))
    served += now.sum()
    waited += (step - since[now]).sum()
    since, reporter = since[~now], reporter[~now]
clocks.report(opinions, served, waited, len(since))
