"""Companies and mediators apart from the residents' committee (7.38): what is known of them, and who credits them."""

from math import exp

import numpy as np

from parameters import COMMUNITY, COMPANY, MEDIATORS


def first_day(s):
    s.known_of_mediators = [0.0, 0.0]
    for c in s.communities:
        c.known_of_company = [0.0, 0.0]


def company_matter(s, c, kind):
    return s.on.companies_apart and kind.self_governable and kind.facility and not kind.dispute and c.service is not None


def expected(s, known, first):
    n = s.self_governance
    return (known[0] + n.heard_least * first) / (known[1] + n.heard_least)


def of_company(s, c):
    return expected(s, c.known_of_company, s.bodies.company_first_expectation)


def of_mediators(s):
    return expected(s, s.known_of_mediators, s.bodies.mediators_ordinary)


def creditors(s, e, channel):
    """The body apart that an experience tells of, as its knowledge, what was expected of it, and who credits it."""
    c, kind = e.incident.community, e.incident.kind
    nobody = np.zeros(len(e.who), dtype=bool)
    if not s.on.companies_apart:
        return None, 0.0, nobody
    by_community = channel == COMMUNITY
    if e.desk == MEDIATORS:
        return s.known_of_mediators, of_mediators(s), by_community | e.shown
    if e.desk == COMPANY:
        return c.known_of_company, of_company(s, c), by_community | e.shown
    if company_matter(s, c, kind) and not e.shown and s.on.unseen_credit == "asked":
        return c.known_of_company, of_company(s, c), by_community
    return None, 0.0, nobody


def note(known, x, those):
    """Signals of those who credit a body, once all have learnt."""
    known[0] += sum(x[those].tolist())
    known[1] += int(those.sum())


def less_is_known(s):
    """At the end of a month."""
    if not s.on.companies_apart:
        return
    for known in (s.known_of_mediators, *(c.known_of_company for c in s.communities)):
        known[:] = [part * exp(-1 / s.self_governance.local_memory_months) for part in known]
