"""Owners' committees that decide (7.38)."""

from math import exp

from draws import PLACE, normal
from parameters import COMPANY, OWNERS


def founding_ratio(s, c):
    """What founding takes in an estate, relative to others."""
    if not s.on.owners_decide:
        return 1.0
    n = s.bodies
    z = normal(s.city_draws.u(PLACE, c.number, 0, 2))
    return n.owners_founding_ratio * exp(n.owners_founding_log_sd * z)


def take_it_up(s, case):
    n, kind = s.bodies, case.incident.kind
    if not (s.on.owners_decide and case.incident.community.owners_committee):
        return False
    shared_space = kind.dispute and kind.self_governable and kind.visibility >= n.deliberation_visibility
    return (kind.facility or shared_space) and case.uniform(s, 5) < n.owners_decide_share


def order(s, case, minutes, first):
    """The owners' part, and for a facility where there is a company the rest on their order."""
    c = case.incident.community
    carried_out = case.incident.kind.facility and c.service is not None
    own = s.bodies.owners_work_share if carried_out else 1.0
    case.stages = [[(OWNERS, c), minutes * own, first]]
    case.answerable, case.parallel = (OWNERS, c), False
    if own < 1 and not case.duplicate:
        case.stages.append([(COMPANY, c), minutes * (1 - own), first])
        case.parallel = True


def order_it(case, kind):
    """Whether a desk of that kind carries out what the owners' committee has decided, and so does not answer for it."""
    return kind == COMPANY and case.parallel and case.answerable[0] == OWNERS


def minutes(s, c):
    support = 1 + s.bodies.owners_support_hours_ratio * s.levers.owners_committee_support_share
    return s.bodies.owners_hours_per_1000_week * support * c.residents / 1000 * 60 / 7
