"""Draws by key (4.8): purposes, samplers, tables of quantiles, and blocks of one key or of many."""

from math import exp, log1p
from statistics import NormalDist

import numpy as np

from philox import MASK, philox

FOREVER = MASK  # "when" of what holds for all days, 2^32 - 1

FRAILTY, ARRIVAL_COUNT, ARRIVAL, IDENTITY, WITNESS, HAZARD, OFFSPRING, CHOICE, TASTE, INTAKE, DISPATCH = range(1, 12)
CLOSURE, MEDIATION, MEETING, TRAITS, TIES, PLACE, CANDIDATE, SPELL, ORGANISATION, OUTREACH = range(13, 23)
DESK, PRACTICE, ASKING, MOVE, ORGANISER, PROJECT, PATH, POSTPONED, CITYWIDE, CALLING = 24, *range(26, 35)
CORE_BUSINESS, UPKEEP = 38, 40

normal = NormalDist().inv_cdf


def unit(word):
    return (word + 0.5) / 2**32


def exponential(u):
    return -log1p(-u)


def lognormal(u, mean, log_sd):
    return mean * exp(log_sd * normal(u) - log_sd**2 / 2)


def poisson(u, mean):
    k, term = 0, exp(-mean)
    total = term
    while u > total and k < 10 * mean + 60:
        k += 1
        term *= mean / k
        total += term
    return k


HALVES = (np.arange(65_536) + 0.5) / 65_536
NORMALS = np.array([normal(u) for u in HALVES.tolist()]).astype(np.float32)


class Stream:
    """Everything that is drawn under one key."""

    def __init__(self, key):
        self.key = key

    def words(self, purpose, who, when=0, which=0):
        return philox((who & MASK, who >> 32 & MASK, when & MASK, (purpose << 24) + which), self.key)

    def u(self, purpose, who, when=0, which=0):
        return (self.words(purpose, who, when, which)[0] + 0.5) / 2**32

    def block(self, purpose, who, when=0, which=0):
        return [(word + 0.5) / 2**32 for word in self.words(purpose, who, when, which)]

    def many(self, purpose, who, when=0, which=0):
        """Words of many keys, a row each."""
        who, when, which = np.broadcast_arrays(
            np.asarray(who, dtype=np.uint64), np.asarray(when, dtype=np.int64) & MASK, np.asarray(which, dtype=np.int64)
        )
        last = (which + (purpose << 24)).astype(np.uint64)
        counter = who & np.uint64(MASK), who >> np.uint64(32), when.astype(np.uint64), last
        return np.column_stack(philox(counter, self.key)).astype(np.int64)

    def units(self, purpose, who, when=0, which=0):
        return (self.many(purpose, who, when, which) + 0.5) / 2**32

    def halves(self, purpose, who, when=0, which=0):
        """Eight halves of each key, a row each, the low half of a word first."""
        words = self.many(purpose, who, when, which)
        return np.stack([words & 0xFFFF, words >> 16], axis=2).reshape(len(words), 8)

    def halves_of(self, purpose, who, when, n):
        """The first n halves of the eighths of one key: those of a block, say."""
        return self.halves(purpose, np.full(-(-n // 8), who, dtype=np.uint64), when, np.arange(-(-n // 8))).ravel()[:n]


def index(word, n):
    return word * n >> 32
