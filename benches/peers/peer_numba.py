"""GG1 in numba: loops over columns, compiled."""

import os

from harness import THOUSAND, Clocks, Task

task = Task()
os.environ["NUMBA_NUM_THREADS"] = str(task.threads)

import numba
import numpy as np

ROOM = 1024  # reports that can wait at a worker


@numba.njit(parallel=task.threads > 1)
def step(now, old, new, contacts, since, reporter, head, tail, served, waited):
    for w in numba.prange(len(head)):
        for i in range(w * THOUSAND, (w + 1) * THOUSAND):
            me, total, close = old[i], np.float32(0), 0
            for k in range(8):
                d = old[contacts[i, k]] - me
                if abs(d) < np.float32(0.3):
                    total += d
                    close += 1
            new[i] = me + np.float32(0.2) * total / np.float32(max(close, 1))
            if np.random.random() < 0.02:
                new[i] -= np.float32(0.1)
                if tail[w] - head[w] == ROOM:
                    raise OverflowError("a worker's queue is full")
                since[w, tail[w] % ROOM] = now
                reporter[w, tail[w] % ROOM] = i
                tail[w] += 1
        for _ in range(min(21, tail[w] - head[w])):
            at = head[w] % ROOM
            new[reporter[w, at]] += np.float32(0.1)
            served[w] += 1
            waited[w] += now - since[w, at]
            head[w] += 1


@numba.njit
def seed(number):
    np.random.seed(number)


def live(task, clock):
    old, contacts = task.opinions(), task.contacts()
    new = old.copy()
    since, reporter = np.zeros((2, task.workers, ROOM), dtype=np.int32)
    head, tail, served, waited = np.zeros((4, task.workers), dtype=np.int64)
    clocks = clock()
    for now in range(task.steps):
        step(now, old, new, contacts, since, reporter, head, tail, served, waited)
        old, new = new, old
    return clocks, old, served.sum(), waited.sum(), (tail - head).sum()


seed(task.seed)
live(Task(["1000", "1", "1", "local", "1"]), object)  # compiles
clocks, *found = live(task, Clocks)
clocks.report(*found)
