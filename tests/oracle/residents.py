"""What residents choose, learn and tell each other (7.9, 7.20, 7.21, 7.28; 7.31: groups of matters, who decides; 7.34: calls)."""

from math import exp, log
from types import SimpleNamespace

import numpy as np

import almanac
import apart
import core
from draws import CALLING, CHOICE, HALVES, MEETING as MEETINGS, NORMALS, OUTREACH, TASTE, index
from parameters import (
    BELIEF, COMMITTEE, COMMUNITY, DEPARTMENT, GRID, HOTLINE, LANES, MEETING, NEIGHBOURS, OF_GOVERNMENT, OF_GROUP, OF_SHARED, ONE,
    ORGANISATION, OWNERS, PETITION, SECONDED, STREET, VOLUNTEERS, clamp, half_up,
)  # fmt: skip
from synthesis import packed

BODIES = (OF_GROUP, (HOTLINE, OF_GOVERNMENT))
APART = -2  # credited is a body apart, which has no lane


def fixed(x):
    """Conventions: x written in fixed point, no less than 0."""
    return np.floor(np.maximum(x, 0) * ONE + 0.5).astype(np.int64)


def steps(rate):
    """Conventions: a rate in 2⁻¹⁵."""
    return np.floor(rate * 32_768 + 0.5).astype(np.int64)


def approach(lane, target, r):
    """Conventions: lanes move toward a target, all in fixed point; r is of `steps`."""
    return lane + ((target - lane) * r + 16_384 >> 15)


def month_moves(lane, target, rate):
    """Conventions: what a month does to everybody; target and rate on 0 to 1."""
    return approach(lane, fixed(target), np.minimum(steps(rate), 32_767))


def lane_of(s, kind, channel):
    """Where the expectation of a channel stands in matters of a kind (7.31)."""
    if s.on.matters and channel == COMMUNITY:
        return OF_GROUP[kind.group]
    return OF_GOVERNMENT if s.on.matters and channel == HOTLINE and kind.self_governable else channel


def deciders(s, day):
    """Who decides today, as (incident, index of the witness, whether only petition is open, index of the age)."""
    ages = almanac.ages(s)
    for x in s.incidents:
        if x.ended:
            continue
        age = ages.index(day - x.deciding) if day - x.deciding in ages else 4
        if age < 4:
            for w in np.flatnonzero(~x.acted):
                yield x, w, False, age
        if x.escalated == day - 1:
            w = int(np.searchsorted(x.witnesses, x.person))
            if x.acted[w] or age == 4:
                yield x, w, bool(x.acted[w]), age


def witnesses_decide(s, day):
    who = list(deciders(s, day))
    if not who:
        return
    value = values(s, who)
    for (x, w, _, _), option in zip(who, value.argmax(axis=1), strict=True):
        if option > 0:
            s.reports.append((x, int(w), int(option) - 1))


def values(s, who):
    """V of nothing and the six channels, in floats of 32 bits."""
    b = s.behaviour
    f32 = np.float32
    at_work = {o.speciality for o in s.organisations if o.present}
    costs = np.array([b.cost_neighbours, b.cost_community, b.cost_organisation, b.cost_grid, b.cost_hotline, b.cost_petition])
    residents = np.array([x.witnesses[w] for x, w, _, _ in who])
    fits = np.array([x.kind.fit for x, _, _, _ in who])
    offer = (fits - costs).astype(f32)
    offer[:, [GRID, HOTLINE]] += f32(b.one_stop_ease * s.levers.one_stop_share)
    concerned = residents == np.array([x.person for x, _, _, _ in who])
    for row, (x, _, only_petition, _) in enumerate(who):
        if x.building.post is None or x.building.post.worker is None:
            offer[row, GRID] = -np.inf
        if not x.kind.self_governable:
            offer[row, NEIGHBOURS] = -np.inf
        if x.kind.speciality not in at_work:
            offer[row, ORGANISATION] = -np.inf
        if x.escalated is None or not concerned[row]:
            offer[row, PETITION] = -np.inf
        if only_petition:
            offer[row, :PETITION] = -np.inf
    lanes = np.array([[lane_of(s, x.kind, channel) for channel in range(6)] for x, _, _, _ in who])
    q = s.q[residents[:, None], lanes]
    of_company = np.array([apart.company_matter(s, x.community, x.kind) for x, _, _, _ in who])
    for row in np.flatnonzero(of_company):
        q[row, COMMUNITY] = half_up(apart.of_company(s, who[row][0].community) * ONE)
    prospects = f32(b.choice_slope / ONE) * q.astype(f32) + offer
    if s.on.who_decides:
        own = np.array([x.kind.self_governable for x, _, _, _ in who]) & np.isfinite(offer[:, COMMUNITY])
        j = s.q[residents, BELIEF] / ONE
        j[of_company] = 1
        expected = b.choice_slope * q / ONE
        itself = expected[:, COMMUNITY] + fits[:, COMMUNITY]
        passed_up = expected[:, HOTLINE] + fits[:, HOTLINE] - s.self_governance.passed_up_cost
        mixed = j * itself + (1 - j) * passed_up - b.cost_community
        prospects[own, COMMUNITY] = mixed[own]
    concern = np.array([c.concern for c in s.communities])[s.community_of[residents]]
    privacy = b.privacy_weight * concern * s.privacy_level[residents] / 15
    prospects[:, COMMUNITY] -= b.tenant_cost * s.tenure[residents] - b.elder_ease * (s.age[residents] == 2)
    prospects[:, GRID] -= privacy
    digital = s.digital_level[residents] / 15 - s.people.digital_reference_share
    prospects[:, HOTLINE] -= privacy - b.digital_ease * digital
    prospects -= (f32(b.bystander_cost) * ~concerned[:, None]).astype(f32)
    when = packed(s, residents) if s.on.mobility else 0
    tastes = s.draws.halves(TASTE, (s.number << 32) + residents, when)[:, :6]
    prospects += f32(b.taste_sd) * NORMALS[tastes]
    value = np.column_stack([np.zeros(len(who), dtype=f32), prospects])
    if s.on.decision_rule == "random_utility":
        identity = np.array([x.identity for x, _, _, _ in who], dtype=np.uint64)
        turn = [x.attempt * 5 + age for x, _, _, age in who]
        value += noise(s, identity, turn, np.array([w for _, w, _, _ in who]))
    return value


def noise(s, identity, turn, rank):
    """Noise of nothing and the six channels, less that of the loudest channel; rank is that among the witnesses."""
    eights, own = s.draws.halves(CHOICE, identity, turn, rank // 8), s.draws.halves(CHOICE, identity, turn, 8 + rank)
    u = ((eights[np.arange(len(rank)), rank % 8] << 16 | own[:, 0]) + 0.5) / 2**32
    idle = (np.log(u / (1 - u)) - log(6)).astype(np.float32)
    loudest, rest = own[:, 2] * 6 >> 16, own[:, 2] * 6 & 0xFFFF
    total = -np.log(HALVES[own[:, 1]]) - np.log(HALVES[rest])
    least = total / (6 + np.exp(-idle.astype(float)))
    others = -np.log1p(-np.log(HALVES[own[:, 3:]]) / least[:, None])
    channels = np.zeros((len(rank), 6), dtype=np.float32)
    channels[np.arange(6) != loudest[:, None]] = others.ravel()
    return np.column_stack([idle, channels])


def calls_are_answered(s, day):
    """7.34: what does not get through calls again tomorrow or gives up."""
    if not s.on.hotline_queue:
        s.ledger["calls"] += sum(channel == HOTLINE for _, _, channel in s.reports)
        return
    turned = {(x.identity, w) for x, w, _ in s.reports}
    again = [(x, w) for x, w in s.callers if not (x.ended or x.acted[w] or (x.identity, w) in turned)]
    fresh = [(x, w) for x, w, channel in s.reports if channel == HOTLINE]
    s.ledger["calls"] += len(fresh)
    usual = sum(s.levers.hotline_calls_per_1000_month * c.residents for c in s.communities) / 1000 / 30
    lines = s.lines_left + usual * s.hours_today
    s.lines_left = lines % 1
    calls = sorted(again + fresh, key=lambda call: s.draws.u(CALLING, call[0].identity, day, int(call[0].bits[call[1]])))
    s.reports = [report for report in s.reports if report[2] != HOTLINE]
    s.reports += [(x, w, HOTLINE) for x, w in calls[: int(lines)]]
    s.callers = []
    for x, w in calls[int(lines) :]:
        if x.first_attempt is None:
            first_attempt(s, x, HOTLINE)
        if s.draws.u(CALLING, x.identity, day, 64 + int(x.bits[w])) < s.street.call_again_share:
            s.callers.append((x, w))
        else:
            s.ledger["calls_lost"] += 1
            experienced(s, x, np.array([w]), np.array([1 << HOTLINE]), HOTLINE, True, False, 0.0, None)


def first_attempt(s, x, channel):
    x.first_attempt = channel
    if x.kind.self_governable:
        s.ledger["first_own"] += 1
        s.ledger["first_own_community"] += channel == COMMUNITY and not apart.company_matter(s, x.community, x.kind)


def experienced(s, x, places, asked, handler, shown, resolved, wait, desk):
    """Notes an experience of witnesses by their place among them, each with the mask of what he asked."""
    s.experiences.append(
        SimpleNamespace(incident=x, places=places, who=x.witnesses[places], asked=np.asarray(asked), handler=handler, shown=shown,
                        resolved=resolved, wait=wait, desk=desk)
    )  # fmt: skip


def place_in_order(e):
    """Section 3: by incident, masks of those who asked in the order of channels, handler."""
    bits = 1 << e.incident.bits[e.places].astype(object)
    masks = [int(sum(bits[(e.asked >> channel & 1) == 1])) for channel in range(6)]
    return e.incident.identity, masks, -1 if e.handler is None else e.handler


def residents_learn(s, day):
    if s.on.learning:
        for e in sorted(s.experiences, key=place_in_order):
            if len(e.who):
                learn(s, e)
        core.residents_learn_of_it(s, day)
    s.experiences = []


def learn(s, e):
    b, who, kind = s.behaviour, e.who, e.incident.kind
    asker = e.asked > 0
    channel = np.where(asker, np.floor(np.log2(np.maximum(e.asked, 1))), -1).astype(np.int64)
    patience = [getattr(s.people, f"patience_{level}") for level in ("least", "low", "high", "most")]
    x = np.exp(-e.wait / (b.wait_scale_days * np.array(patience)[s.patience[who]])) if e.resolved else np.zeros(len(who))
    x = fixed(x)
    alpha = np.where(asker, b.learning_own, b.learning_witnessed)
    before = np.zeros(len(who))  # what was expected, on 0 to 1
    if e.shown:
        credit = np.full(len(who), e.handler)
    else:
        credit = channel.copy() if s.on.unseen_credit == "asked" else np.full(len(who), -1)
    weight = np.ones(len(who))
    known, expected, creditors = apart.creditors(s, e, channel)
    credit[creditors] = APART
    before[creditors] = expected
    if s.on.who_decides and not e.shown and kind.self_governable:
        j = s.q[who, BELIEF] / ONE
        weight = np.where(credit == COMMUNITY, j, 1.0)
        passed = np.flatnonzero(credit == COMMUNITY)
        before[passed] += credit_to(s, kind, who[passed], HOTLINE, x[passed], alpha[passed], 1 - j[passed])
    for one in set(credit.tolist()) - {-1, APART}:
        those = np.flatnonzero(credit == one)
        before[those] += credit_to(s, kind, who[those], one, x[those], alpha[those], weight[those])
    if b.blame_weight_share > 0 and e.handler is not None:
        for one in set(channel[asker].tolist()) - {e.handler}:
            those, lane = channel == one, one
            rate = b.blame_weight_share * np.minimum(1, alpha[those] * np.sqrt(b.trust_asymmetry))
            s.q[who[those], lane] = approach(s.q[who[those], lane], 0, steps(rate))
    decided = {COMMITTEE: ONE, OWNERS: ONE, VOLUNTEERS: ONE, MEETING: ONE, DEPARTMENT: 0, SECONDED: 0, STREET: 0}.get(e.desk)
    if e.desk == STREET and s.on.street_credit == "doorstep":
        decided = None
    if e.desk in (DEPARTMENT, SECONDED, STREET) and apart.company_matter(s, e.incident.community, kind):
        decided = None
    brought = (e.asked >> COMMUNITY & 1).any() or (e.desk in (MEETING, COMMITTEE) and not e.asked.any())
    if s.on.who_decides and e.shown and brought and decided is not None and kind.self_governable:
        s.q[who, BELIEF] = approach(s.q[who, BELIEF], decided, steps(alpha))
    stake = np.where(asker, 1, s.people.witness_stake_share)
    is_content(s, who, x, np.where(credit != -1, fixed(before), x), stake)
    if known is not None:
        apart.note(known, x / ONE, creditors)


def is_content(s, who, x, expected, stake):
    """Satisfaction with x, which is what was expected where nobody is credited; both in fixed point."""
    target = fixed((x + s.behaviour.disconfirmation_weight * (x - expected)) / ONE)
    rate = steps(s.behaviour.satisfaction_rate * stake)
    s.satisfaction[who] = approach(s.satisfaction[who], np.minimum(target, ONE), rate)


def credit_to(s, kind, who, channel, x, alpha, weight):
    """Moves the lane of the matter, and the others of the same body less; x is in fixed point. Gives what was expected, by weight."""
    lane = lane_of(s, kind, channel)
    before = s.q[who, lane].copy()
    body = next((body for body in BODIES if lane in body), (lane,)) if s.on.matters else (lane,)
    for one in body:
        root = np.sqrt(s.behaviour.trust_asymmetry)
        r = steps(np.minimum(1, alpha * np.where(x < s.q[who, one], root, 1 / root)) * weight)
        if one != lane:
            r = r * half_up(32_768 * s.self_governance.carry_over_share) + 16_384 >> 15
        s.q[who, one] = approach(s.q[who, one], x, r)
    if s.on.fading:
        np.add.at(s.heard, (s.community_of[who], lane, 0), x / ONE * weight)
        np.add.at(s.heard, (s.community_of[who], lane, 1), weight)
    return weight * before / ONE


def neighbours_talk(s, day):
    if not s.on.influence:
        return
    b = s.behaviour
    limit = half_up(65_536 * b.meetings_per_week)
    pairs = []
    for c in s.communities:
        here = np.arange(c.start + day % 7, c.start + c.residents, 7)
        eights = np.arange(-(-len(here) // 8), dtype=np.uint64)
        halves = s.draws.halves(MEETINGS, (c.number << 32) + eights, day).ravel()[: len(here)]
        talks = halves < limit
        pairs.append(np.column_stack([here[talks], s.ties[here[talks], halves[talks] & 3]]))
    numbers = np.arange(day % 7, len(s.bridges), 7)
    halves = s.draws.many(MEETINGS, (1 << 63) + (s.number << 32) + numbers.astype(np.uint64), day)[:, 0] >> 16
    pairs.append(s.bridges[numbers[halves < limit]])
    lanes = [*range(6), *(range(OF_SHARED, LANES) if s.on.matters or s.on.who_decides else ())]
    pairs = np.concatenate(pairs)
    who = np.unique(pairs)
    said = dict(zip(who.tolist(), s.q[np.ix_(who, lanes)].tolist(), strict=True))
    bound, rate = half_up(b.confidence_bound * ONE), half_up(32_768 * b.influence_rate)
    for one, other in pairs.tolist():
        for lane, (mine, theirs) in enumerate(zip(said[one], said[other], strict=True)):
            if abs(theirs - mine) < bound:
                move = ((theirs - mine) * rate + 16_384) >> 15
                said[one][lane] += move
                said[other][lane] -= move
    s.q[np.ix_(who, lanes)] = np.array(list(said.values()), dtype=np.int64).reshape(len(who), len(lanes))


def expectations_relax(s, day):
    rate = s.behaviour.relaxation_per_month
    if rate > 0:
        for c in s.communities:
            q = s.q[c.all, :OF_SHARED]
            s.q[c.all, :OF_SHARED] = approach(q, fixed(q.mean(axis=0) / ONE), half_up(32_768 * rate))


def expectations_fade(s, day):
    """7.31: without news an expectation fades toward what is heard."""
    n = s.self_governance
    if not (s.on.fading and s.on.learning):
        return
    for c in s.communities:
        for lane in (*range(PETITION), *(range(PETITION + 1, BELIEF) if s.on.matters else ())):
            total, number = s.heard[c.index, lane]
            s.q[c.all, lane] = month_moves(s.q[c.all, lane], total / (number + n.heard_least), n.fading_per_month)
    s.heard *= exp(-1 / n.local_memory_months)


def lists_are_read(s, day):
    """7.31, announcement."""
    levers = s.levers
    if not (s.on.who_decides and s.on.refusals):
        return
    cap = levers.intervention_cap_share
    target = 1 - clamp(s.theta, min(levers.intervention_floor_share, cap), cap)
    rate = s.self_governance.list_reach_per_month * levers.list_completeness_share
    s.q[:, BELIEF] = month_moves(s.q[:, BELIEF], target, rate)


def residents_learn_the_law(s, day):
    b, levers = s.behaviour, s.levers
    s.awareness = month_moves(s.awareness, s.awareness_held / ONE, b.awareness_decay_per_month)
    for c in s.communities:
        hours = levers.education_hours_per_1000_year * c.residents / 1000 * 30 / 365
        lessons = hours * s.institutions.education_reach_per_hour
        number = int(lessons + s.draws.u(OUTREACH, c.number, day, 1 << 23))
        for lesson in range(number):
            resident = c.start + index(s.draws.words(OUTREACH, c.number, day, lesson)[0], c.residents)
            s.awareness[resident] = approach(s.awareness[resident], ONE, half_up(32_768 * b.awareness_gain))


def concern_follows_collection(s, day):
    target = s.levers.collection_breadth_share * (1 - s.levers.protection_share)
    for c in s.communities:
        c.concern += s.institutions.privacy_rate * (target - c.concern)
