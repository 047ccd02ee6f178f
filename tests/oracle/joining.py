"""Who takes part in community affairs (7.25, and near home 7.31)."""

from math import exp

import numpy as np

from draws import ASKING
from parameters import COMMUNITY, ONE
from synthesis import of_contacts


def residents_join_near_home(s, day):
    if not (s.on.local_joining and s.on.joining):
        return
    n = s.self_governance
    active = of_contacts(s, s.active & ~s.organiser)
    organisers = of_contacts(s, s.organiser)
    asked = 1 - (1 - n.asking_per_month) ** active * (1 - n.organiser_asks_per_month) ** organisers
    for c in s.communities:
        eights = np.arange(-(-c.residents // 8), dtype=np.uint64)
        halves = s.draws.halves(ASKING, (c.number << 32) + eights, day).ravel()[: c.residents]
        s.touched[c.all] = np.where(
            halves < 65_536 * asked[c.all], np.maximum(s.people.outreach_months, s.touched[c.all]), s.touched[c.all]
        )
    near = np.zeros(s.residents)
    m = n.near_home_matters
    for c in s.communities:
        common = m * c.settled / (c.ended + m)
        for building in c.buildings:
            near[building.start : building.end] = (building.settled + common) / (building.ended + m)
    join(s, n.local_efficacy_weight * near)
    s.active &= s.level < 127
    s.active |= s.organiser
    for near in (*s.communities, *s.buildings):
        near.ended *= exp(-1 / n.local_memory_months)
        near.settled *= exp(-1 / n.local_memory_months)


def residents_join_or_leave(s, day):
    if not (s.on.local_joining and s.on.joining):
        b = s.behaviour
        join(s, b.efficacy_weight * np.maximum(s.q[:, COMMUNITY] / ONE - s.people.efficacy_reference_share, 0))


def join(s, efficacy):
    """Who is active next month, by what a resident has of efficacy."""
    b = s.behaviour
    pushed = s.touched > 0
    s.touched = np.maximum(s.touched - 1, 0)
    if not s.on.joining:
        return
    share = np.array([s.active[c.all].mean() for c in s.communities])[s.community_of]
    stimulus = b.contact_weight_share * of_contacts(s, s.active) / s.contacts + (1 - b.contact_weight_share) * share
    stimulus += efficacy + b.outreach_push * pushed
    s.active = np.float32(s.level) / np.float32(127) <= stimulus
