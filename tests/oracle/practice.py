"""Capability that people carry, organisers, and households that move (7.31)."""

import numpy as np

import residents
import synthesis
from draws import MOVE, ORGANISER, PRACTICE, TRAITS
from parameters import COMMITTEE, MEETING, NEIGHBOURLY, OWNERS, PERSONAL, PLACES, SHARED, VOLUNTEERS, half_up

GROUPS = (PLACES, SHARED, PERSONAL)


def first_day(s):
    for c in s.communities:
        c.members_practice, c.handled = np.zeros(3), np.zeros(3)
        c.capability = capability(s, c) if s.on.people_practise else np.full(3, c.stock)


def capability(s, c):
    """K of each group."""
    n = s.self_governance
    here = c.all
    people = [float(np.sum((s.quarters[here] > 0) & (s.practised_in[here] == group))) for group in GROUPS]
    here = others_too(s, np.array(people)) / c.residents * 1000 + s.levers.committee_members_per_1000 * n.member_weight * c.members_practice
    return n.unpractised_share + (1 - n.unpractised_share) * here / (here + n.practice_half_per_1000)


def in_all(s, c):
    """Capability over all groups, by the rates of self-governable kinds."""
    shares = np.cumsum([kind.rate for kind in s.kinds])
    shares = np.diff(shares / shares[-1], prepend=0.0)
    rates = [sum(share for share, kind in zip(shares, s.kinds, strict=True) if kind.self_governable and kind.group == g) for g in GROUPS]
    return sum(k * (rate / sum(rates)) for k, rate in zip(c.capability, rates, strict=True))


def others_too(s, counts):
    """Counts of each group with those of the others at the weight that carries over."""
    g = s.self_governance.carry_over_share
    return counts + g * (counts.sum() - counts)


def people_practise(s, day):
    if not (s.on.people_practise and s.on.practice):
        return
    n = s.self_governance
    p = n.taking_part_share
    for e in sorted(s.experiences, key=residents.place_in_order):
        x = e.incident
        if e.desk in (COMMITTEE, MEETING):
            x.community.handled[x.kind.group] += 1
        if not e.resolved or e.desk not in (NEIGHBOURLY, COMMITTEE, OWNERS, MEETING, VOLUNTEERS):
            continue
        b = n.organiser_takes_along_share if s.organiser[x.building.start : x.building.end].any() else 0.0
        asked = np.zeros(len(x.witnesses), dtype=bool)
        asked[e.places] = e.asked > 0
        halves = s.draws.halves_of(PRACTICE, x.identity, 0, x.block_size)[x.bits]
        takes = (halves < int(65_536 * (p + (1 - p) * b))) & (asked | s.active[x.witnesses])
        take_part(s, x.witnesses[takes], x.kind.group)


def guests_practise(s, day, c, guests):
    """Those who sat in a meeting that settled something."""
    if not (s.on.people_practise and s.on.practice):
        return
    for place, guest in enumerate(guests):
        if s.draws.u(PRACTICE, c.number + (1 << 40), day, place) < s.self_governance.taking_part_share:
            take_part(s, guest, SHARED)


def take_part(s, who, group):
    s.quarters[who] = s.self_governance.practice_quarters
    s.practised_in[who] = group


def practice_fades(s, day):
    if s.on.people_practise and s.on.practice:
        n = s.self_governance
        if (day + 1) // 30 % 3 == 0:
            s.quarters = np.maximum(s.quarters - 1, 0)
        for c in s.communities:
            members = c.residents / 1000 * s.levers.committee_members_per_1000
            h = others_too(s, c.handled + s.core_business.practice_share * c.served) / members
            c.members_practice += (h / (h + n.member_half_per_month) - c.members_practice) / n.member_memory_months
            c.capability = capability(s, c)
    for c in s.communities:
        c.practised, c.handled, c.served = np.zeros(3), np.zeros(3), np.zeros(3)


def organisers_are_engaged(s, day):
    s.organiser[:] = False
    if not s.on.organisers:
        return
    levers, n = s.levers, s.self_governance
    for c in s.communities:
        heads = half_up(levers.organisers_per_1000 * c.residents / 1000)
        members = n.party_members_per_1000 * levers.party_reporting_share * n.reporting_effort_share
        members = half_up(members * c.residents / 1000)
        if heads + members == 0:
            continue
        here = np.arange(c.start, c.start + c.residents)
        mark = s.draws.many(ORGANISER, s.trait_keys[here], synthesis.packed(s, here))[:, 0]
        order = here[np.lexsort((mark, s.level[here]))]
        with_time = order[s.level[order] < 127]
        s.organiser[with_time[:heads]] = True
        rest = with_time[heads:]
        s.organiser[rest[s.age[rest] < 2][:members]] = True
        s.active[s.organiser] = True


def households_move(s, day):
    for c in s.communities:
        c.moved = 0
    if not s.on.mobility:
        return
    n, month = s.self_governance, (day + 1) // 30
    for c in s.communities:
        here = np.arange(c.residents)
        dwelling = np.floor(here / s.world.city.persons_per_household).astype(np.int64)
        rates = np.where(s.tenure[c.all] == 0, n.owner_moves_per_year, n.tenant_moves_per_year)
        size = np.bincount(dwelling)
        chance = 30 / 365 * np.bincount(dwelling, rates) / np.maximum(size, 1)
        rooms = -(-len(size) // 8)
        halves = s.draws.halves(MOVE, (c.number << 32) + np.arange(rooms, dtype=np.uint64), month).ravel()[: len(size)]
        leaves = halves < 65_536 * chance
        who = c.start + here[leaves[dwelling]]
        c.moved = len(who)
        if len(who):
            blocks = [s.draws.many(MOVE, s.trait_keys[who], month, 1 + k) for k in range(4)]
            synthesis.begin(s, who, *blocks, s.tenure[who].copy())
