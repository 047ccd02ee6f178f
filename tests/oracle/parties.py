"""Communities, owners, property companies, organisations, volunteers (7.18, 7.24, 7.26, 7.27)."""

import numpy as np

import apart
import handling
import incidents
import owners
import practice
import residents
from draws import OUTREACH, index
from parameters import COMMUNITY, MEETING, ONE, clamp, half_up


def count_active(s):
    for c in s.communities:
        c.active = int(s.active[c.all].sum())
        c.active_owners = int((s.active[c.all] & (s.tenure[c.all] == 0)).sum())


def residents_deliberate(s, day):
    """7.18."""
    i, m = s.institutions, s.levers.deliberation_meetings_per_year
    if (day + 1) * m // 365 <= day * m // 365:
        return
    for c in s.communities:
        guests = [
            c.start + index(s.draws.words(OUTREACH, c.number + (1 << 40), day, place)[0], c.residents)
            for place in range(int(i.deliberation_reach))
        ]
        s.touched[guests] = s.people.outreach_months
        alive = [x for x in s.incidents if x.community is c and not x.ended]
        least = s.bodies.deliberation_visibility
        fit = [x for x in alive if x.kind.dispute and x.kind.self_governable and x.kind.visibility >= least]
        settled = False
        for x in sorted(fit, key=lambda x: (x.born, x.identity))[: half_up(i.deliberation_resolves)]:
            c.practised[x.kind.group] += 1
            if s.draws.u(OUTREACH, x.identity, day) < handling.committee_success(s, c, x.kind):
                settled = True
                everybody = list(range(len(x.witnesses)))
                residents.experienced(s, x, everybody, x.asked.copy(), COMMUNITY, True, True, day - x.born, MEETING)
                incidents.end(s, x, resolved=True, by=MEETING)
        if settled:
            practice.guests_practise(s, day, c, guests)


def communities_practise(s, day):
    """7.24."""
    i = s.institutions
    if s.on.people_practise or not s.on.practice:
        return
    for c in s.communities:
        n = c.practised.sum() / (c.residents / 1000)
        u = n / (n + i.practice_half)
        c.stock = clamp(c.stock + i.capability_gain * u * (1 - c.stock) - i.capability_rust * c.stock, 0, 1)
        c.capability = np.full(3, c.stock)


def owners_and_companies_move(s, day):
    """7.26."""
    i, n = s.institutions, s.bodies
    if s.on.joining:
        count_active(s)
    for c in s.communities:
        share = c.active_owners / c.owners if c.owners else 0.0
        threshold = i.owners_threshold_share * (1 - n.owners_support_effect * s.levers.owners_committee_support_share)
        threshold *= owners.founding_ratio(s, c)
        if s.on.owners_committees:
            c.owners_committee = share >= (n.owners_dissolve_ratio * threshold if c.owners_committee else threshold)
        if c.service is None:
            continue
        if s.on.companies_apart:
            better = apart.of_company(s, c) - n.company_ordinary
        else:
            better = s.satisfaction[c.all].mean() / ONE - n.satisfaction_ordinary
        if s.on.property_fees:
            target = clamp(n.paying_usual + i.fee_sensitivity * better, n.paying_least, 1)
            c.paying += n.property_pace * (target - c.paying)
        else:
            c.paying = n.paying_usual
        bonus = 1 + i.owners_committee_bonus * c.owners_committee
        c.service += n.property_pace * (min(1, c.paying * bonus) - c.service)
    apart.less_is_known(s)


def organisations_are_funded(s, day):
    """7.27."""
    i, levers, prices = s.institutions, s.levers, s.prices
    room = levers.organisations_per_10000 * s.residents / 10_000
    money = levers.service_purchase_yuan_per_resident_year * s.residents
    member = i.organisation_member_hours_per_week
    s.bought = money / prices.organisation_yuan_hour / 52 / max(1, room)
    resources = (member + s.bought) / member if member > 0 else s.bought
    cap = levers.intervention_cap_share
    tasks = s.bought * i.cooptation_share * clamp(s.theta, min(levers.intervention_floor_share, cap), cap)
    for o in s.organisations:
        o.present = o.number + 0.5 < room and resources >= (s.bodies.organisation_leaves_ratio if o.present else 1) * o.needs
        o.minutes = (member + s.bought - tasks) * 60 / 7 * o.present
        o.task_minutes = tasks * 60 / 7 * o.present
    support = levers.volunteer_support_yuan_per_resident_year
    helped = support / (support + prices.volunteer_full_yuan_resident_year)
    for c in s.communities:
        c.volunteer_minutes = c.active * i.volunteer_hours_per_month * 60 / 30 * helped
