"""What residents choose, learn, tell each other and take part in (7.9, 7.20, 7.21, 7.25, 7.28)."""

import numpy as np

from parameters import COMMUNITY, GRID, HOTLINE, NEIGHBOURS, ONE, ORGANISATION, PETITION, half_up


def approach(lane, target, rate):
    """2: fixed-point lanes move toward a target, rounded."""
    return np.clip(np.floor(lane + rate * (target - lane) + 0.5), 0, ONE).astype(np.int64)


def deciders(s, day):
    """Who decides today, as (incident, index of the witness, whether only petition is open)."""
    ages = (0, *(getattr(s.people, f"{which}_decision_days") for which in ("second", "third", "fourth")))
    for x in s.incidents:
        if x.ended:
            continue
        if day - x.deciding in ages:
            for w in np.flatnonzero(~x.acted):
                yield x, w, False
        if x.escalated == day - 1:
            w = int(np.searchsorted(x.witnesses, x.person))
            if x.acted[w] or day - x.deciding not in ages:
                yield x, w, bool(x.acted[w])


def witnesses_decide(s, day):
    b = s.behaviour
    who = list(deciders(s, day))
    if not who:
        return
    at_work = {o.speciality for o in s.organisations if o.present}
    costs = np.array([b.cost_neighbours, b.cost_community, b.cost_organisation, b.cost_grid, b.cost_hotline])
    costs = np.append(costs, b.cost_petition)
    residents = np.array([x.witnesses[w] for x, w, _ in who])
    offer = np.array([x.kind.fit for x, _, _ in who]) - costs
    offer[:, [GRID, HOTLINE]] += b.one_stop_ease * s.levers.one_stop_share
    concerned = residents == np.array([x.person for x, _, _ in who])
    for row, (x, _, only_petition) in enumerate(who):
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
    concern = np.array([c.concern for c in s.communities])[s.community_of[residents]]
    privacy = b.privacy_weight * concern * s.privacy[residents]
    value = b.choice_slope * s.q[residents] / ONE + offer + b.taste_sd * s.taste[residents]
    value[:, COMMUNITY] -= b.tenant_cost * s.tenure[residents] - b.elder_ease * (s.age[residents] == 2)
    value[:, GRID] -= privacy
    value[:, HOTLINE] -= privacy - b.digital_ease * (s.digital[residents] - s.people.digital_reference_share)
    value -= b.bystander_cost * ~concerned[:, None]
    value = np.column_stack([np.zeros(len(who)), value])
    if s.on.decision_rule == "random_utility":
        value += s.rng.gumbel(size=value.shape)
    for (x, w, _), option in zip(who, value.argmax(axis=1), strict=True):
        if option > 0:
            s.reports.append((x, int(w), int(option) - 1))


def residents_learn(s, day):
    """Experiences are (incident, residents, what each asked or -1, handler or None, shown, resolved, wait)."""
    b = s.behaviour
    if s.on.learning:
        for _, who, asked, handler, shown, resolved, wait in sorted(s.experiences, key=lambda e: e[0].identity):
            if len(who):
                live(s, b, who, asked, handler, shown, resolved, wait)
    s.experiences = []


def live(s, b, who, asked, handler, shown, resolved, wait):
    asker = asked >= 0
    patience = [getattr(s.people, f"patience_{level}") for level in ("least", "low", "high", "most")]
    scale = b.wait_scale_days * np.array(patience)[s.patience[who]]
    x = np.exp(-wait / scale) if resolved else np.zeros(len(who))
    fixed = np.floor(x * ONE + 0.5)
    alpha = np.where(asker, b.learning_own, b.learning_witnessed)
    root = np.sqrt(b.trust_asymmetry)
    if shown:
        credit = np.full(len(who), handler)
    elif s.on.unseen_credit == "nobody":
        credit = np.full(len(who), -1)
    else:
        credit = asked
    known = credit >= 0
    rows, lanes = who[known], credit[known]
    before = s.q[rows, lanes]
    rate = np.minimum(1, alpha[known] * np.where(fixed[known] < before, root, 1 / root))
    s.q[rows, lanes] = approach(before, fixed[known], rate)
    if b.blame_weight_share > 0 and handler is not None:
        blamed = asker & (asked != handler)
        rows, lanes = who[blamed], asked[blamed]
        rate = b.blame_weight_share * np.minimum(1, alpha[blamed] * root)
        s.q[rows, lanes] = approach(s.q[rows, lanes], 0, rate)
    target = x.copy()
    target[known] += b.disconfirmation_weight * (x[known] - before / ONE)
    target = np.floor(np.clip(target, 0, 1) * ONE + 0.5)
    rate = b.satisfaction_rate * np.where(asker, 1, s.people.witness_stake_share)
    s.satisfaction[who] = approach(s.satisfaction[who], target, rate)


def neighbours_talk(s, day):
    if not s.on.influence:
        return
    b, rng = s.behaviour, s.rng
    pairs = []
    for c in s.communities:
        here = np.arange(c.start + day % 7, c.start + c.residents, 7)
        here = here[rng.random(len(here)) < b.meetings_per_week]
        pairs.append(np.column_stack([here, s.ties[here, rng.integers(0, 4, len(here))]]))
    bridges = s.bridges[day % 7 :: 7]
    pairs.append(bridges[rng.random(len(bridges)) < b.meetings_per_week])
    one, other = np.concatenate(pairs).T
    difference = s.q[other] - s.q[one]
    move = (difference * half_up(32_768 * b.influence_rate) + 16_384) >> 15
    move[np.abs(difference) >= b.confidence_bound * ONE] = 0
    q = s.q.copy()
    np.add.at(q, one, move)
    np.subtract.at(q, other, move)
    s.q = np.clip(q, 0, ONE)


def residents_join_or_leave(s):
    b = s.behaviour
    s.touched, touched = np.maximum(s.touched - 1, 0), s.touched > 0
    if not s.on.joining:
        return
    active = s.active.astype(float)
    met = active[s.ties].sum(axis=1) + np.bincount(s.ties.ravel(), np.repeat(active, 4), s.residents)
    contacts = 4 + np.bincount(s.ties.ravel(), minlength=s.residents)
    share = np.array([active[c.all].mean() for c in s.communities])[s.community_of]
    stimulus = b.contact_weight_share * met / contacts + (1 - b.contact_weight_share) * share
    above = np.maximum(s.q[:, COMMUNITY] / ONE - s.people.efficacy_reference_share, 0)
    stimulus += b.efficacy_weight * above + b.outreach_push * touched
    s.active = s.threshold <= stimulus


def expectations_relax(s):
    rate = s.behaviour.relaxation_per_month
    if rate > 0:
        for c in s.communities:
            s.q[c.all] = approach(s.q[c.all], s.q[c.all].mean(axis=0), rate)


def residents_learn_the_law(s):
    b, levers = s.behaviour, s.levers
    s.awareness = approach(s.awareness, s.awareness_held, b.awareness_decay_per_month)
    for c in s.communities:
        hours = levers.education_hours_per_1000_year * c.residents / 1000 * 30 / 365
        lessons = hours * s.institutions.education_reach_per_hour
        number = int(lessons) + (s.rng.random() < lessons % 1)
        for resident in s.rng.integers(c.start, c.start + c.residents, number):
            s.awareness[resident] = approach(s.awareness[resident], ONE, b.awareness_gain)


def concern_follows_collection(s):
    target = s.levers.collection_breadth_share * (1 - s.levers.protection_share)
    for c in s.communities:
        c.concern += s.institutions.privacy_rate * (target - c.concern)
