"""Days on which much arises in one community (7.39)."""

from math import exp, log1p, sqrt

from draws import ARRIVAL_COUNT, normal

OWN_RATE = 1 << 23


def rate_of(s, c, day):
    if not s.on.clustering:
        return 1.0
    variance = log1p(s.calendar.community_variance)
    return exp(sqrt(variance) * normal(s.draws.u(ARRIVAL_COUNT, c.number, day, OWN_RATE)) - variance / 2)
