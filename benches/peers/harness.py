"""What every Python implementation of GG1 shares: the task, its inputs, the clocks, the line it prints."""

import json
import sys
import time

import numpy as np

THOUSAND = 1000


class Task:
    """`PROGRAM residents steps seed local|anywhere threads`"""

    def __init__(self, arguments=None):
        residents, steps, seed, where, threads = arguments or sys.argv[1:6]
        self.residents, self.steps, self.seed = int(residents), int(steps), int(seed)
        self.anywhere, self.threads = where == "anywhere", int(threads)
        self.workers = self.residents // THOUSAND

    def mix(self, x):
        """The mixing function of SplitMix64, so that all languages start from the same bits."""
        z = (np.uint64(self.seed << 56 & (1 << 64) - 1) + x + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))

    def opinions(self):
        """Opinions before the first step."""
        words = self.mix(np.arange(self.residents, dtype=np.uint64))
        return (words >> np.uint64(40)).astype(np.float32) / np.float32(16_777_216)

    def contacts(self):
        """Eight others of the same thousand, or of everybody, as an array of residents × 8."""
        size = self.residents if self.anywhere else THOUSAND
        who = np.arange(self.residents, dtype=np.int64)
        first = who // size * size
        eights = np.empty((self.residents, 8), dtype=np.int32)
        for k in range(8):
            words = self.mix(np.uint64(1 << 40) | (8 * who + k).astype(np.uint64)) >> np.uint64(32)
            other = (words * np.uint64(size - 1) >> np.uint64(32)).astype(np.int64)
            eights[:, k] = first + (who - first + 1 + other) % size
        return eights


class Clocks:
    """Wall and processor time since the loop began."""

    def __init__(self):
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def report(self, opinions, served, waited, queued):
        """Stops the clocks and prints one line of JSON: time, and by what the work is checked."""
        seconds, cpu = time.perf_counter() - self.wall, time.process_time() - self.cpu
        opinions = np.asarray(opinions, dtype=np.float64)
        line = {
            "seconds": seconds,
            "cpu": cpu,
            "mean": opinions.mean(),
            "sd": opinions.std(),
            "wait": waited / served,
            "queue": queued / (len(opinions) / THOUSAND),
            "served": int(served),
        }
        print(json.dumps({name: float(value) for name, value in line.items()}))
