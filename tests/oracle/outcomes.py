"""The books of a day and the outcomes of section 8."""

from collections import Counter

import numpy as np

import practice
from parameters import (
    COMMUNITY, FULL_TIME, GRID, HOTLINE, OF_GOVERNMENT, OF_PERSONAL, OF_SHARED, ONE, ORGANISATION, PETITION, half_up,
)  # fmt: skip
from workforce import accuracy

CHANNELS = {"patrol": "patrol", COMMUNITY: "community", ORGANISATION: "organisation", GRID: "grid_worker",
            HOTLINE: "hotline", PETITION: "petition"}  # fmt: skip
POSTS = ("audits_feedback", "committees", "community_fund", "data", "departments", "grid_workers", "hotline", "information",
         "one_stop_lists", "organisations", "participation", "rule_of_law", "sent_down_tasks", "street_office")  # fmt: skip
BIN, BINS = 0.25, 720


def close_books(s, day):
    """Clears ended incidents, counts harm and stocks."""
    ledger = s.ledger
    s.incidents = [x for x in s.incidents if not x.ended]
    for building in s.buildings:
        building.unrecorded = 0
    for x in s.incidents:
        harm = half_up(1000 * x.kind.harm)
        harm = (harm if x.escalated is None else half_up(harm * s.casework.escalated_harm_ratio)) / 1000
        x.building.harm += harm
        ledger["harm"] += harm
        x.building.unrecorded += not x.recorded
    ledger["backlog"] += len(s.cases)
    for c in s.communities:
        ledger["committee_available"] += c.available + c.help
        ledger["committee_field"] += c.field
        ledger["committee_busy"] += c.entry_done + c.worked + c.core_minutes
        ledger["committee_used"] += c.available + c.help - c.field - c.orders + c.entry_done + c.worked + c.obeyed + c.core_minutes


def ratio(a, b):
    return a / b if b else np.nan


def survival(durations, censored, days):
    """Product-limit curve in quarter days to 180 days or the end of the run; gives mean, median and nine tenths."""
    edges = np.arange(BINS + 1) * BIN
    closed = np.histogram(durations, edges)[0]
    lost = np.histogram(censored, edges)[0]
    risk = len(durations) + len(censored) - np.concatenate([[0], np.cumsum(closed + lost)[:-1]])
    with np.errstate(divide="ignore", invalid="ignore"):
        stays = np.where(risk - lost / 2 > 0, 1 - closed / (risk - lost / 2), 1.0)
    curve = np.concatenate([[1.0], np.cumprod(stays)])[: min(BINS, round(days / BIN)) + 1]
    mean = BIN * (curve[:-1] + curve[1:]).sum() / 2

    def quantile(share):
        below = np.flatnonzero(curve <= 1 - share)
        if not len(below):
            return np.nan
        k = below[0]
        return BIN * (k - (1 - share - curve[k]) / (curve[k - 1] - curve[k]))

    return mean, quantile(0.5), quantile(0.9)


def gini(values, weights):
    values, weights = np.array(values), np.array(weights)
    spread = weights[:, None] * weights * np.abs(values[:, None] - values)
    return ratio(spread.sum() / 2 / weights.sum() ** 2, np.average(values, weights=weights))


def measure(city, days):
    """All outcomes of a run of some subdistricts, as (outcome, group) to value."""
    t = Counter()
    for s in city:
        t.update(s.ledger)
    residents = sum(s.residents for s in city)
    out = {}

    def put(name, value, group="all"):
        out[name, group] = float(value)

    put("detection_share", ratio(t["detected"], t["arisen"]))
    put("detection_lag_days", ratio(t["lag"], t["detected"]))
    cases_by_kind(city, t, days, put)
    put("backlog_per_1000", t["backlog"] / days / residents * 1000)
    put("reported_closure_share", ratio(t["closed"], t["filed"] + t["open_at_start"]))
    put("reopened_share", ratio(t["reopened"], t["closed"]))
    months = residents / 1000 * days / 30
    put("cases_per_1000_month", t["filed"] / months)
    for channel, group in CHANNELS.items():
        put("cases_per_1000_month", t["filed", channel] / months, f"channel:{group}")
    put("harm_per_1000_day", t["harm"] / days / residents * 1000)
    daily = np.array([t["filed_on", day] for day in range(days)])
    put("daily_variance_ratio", ratio(daily.var(ddof=1), daily.mean()))
    put("first_attempt_community_share", ratio(t["first_own_community"], t["first_own"]))
    put("community_resolved_share", ratio(t["resolved_by_community"], t["ended_own"]))
    people(city, residents, put)
    second_model(city, t, residents, days, put)
    put("committee_field_share", ratio(t["committee_field"], t["committee_available"]))
    put("takeover_share", ratio(t["taken_over"], t["own_matters"]))
    put("unreported_share", ratio(t["ended_unrecorded"], t["ended"]))
    workers(city, t, put)
    put("paper_closure_share", ratio(t["paper"], t["worked_closings"]))
    put("duplicate_share", ratio(t["duplicates"], t["filed"]))
    put("misrouted_share", ratio(t["misrouted"], t["dispatched"]))
    put("refusals_per_case", ratio(t["refusals"], t["dispatched"]))
    put("handoff_days_mean", ratio(t["handoff_days"], t["joint_closed"]))
    joint, single = ratio(t["joint_days"], t["joint_closed"]), ratio(t["single_days"], t["single_closed"])
    put("joint_to_single_time_ratio", ratio(joint, single))
    put("organisation_share", ratio(t["by_organisations"], t["closed"]))
    put("patrol_precision_share", ratio(t["steered_hits"], t["steered"]))
    years = residents / 1000 * days / 365
    put("disputes_per_1000", t["disputes"] / years)
    put("escalations_per_1000", t["escalations"] / years)
    put("mediation_uptake_share", ratio(t["mediated"], t["heard"]))
    put("mediation_agreement_share", ratio(t["agreed"], t["mediation_ended"]))
    grids(city, put)
    paid = sum(t[f"money_{post}"] for post in POSTS)
    put("cost_yuan_per_resident_year", paid / residents / days * 365)
    for post in POSTS:
        put("cost_yuan_per_resident_year", t[f"money_{post}"] / residents / days * 365, f"post:{post}")
    put("cost_yuan_per_resolution", ratio(paid, t["resolved"]))
    return out


def cases_by_kind(city, t, days, put):
    """Closing times, punctuality and resolution, of all kinds and of each."""
    open_cases = [case for s in city for case in s.cases]
    for kind in (None, *(kind.name for kind in city[0].kinds)):
        group, suffix = ("all", "") if kind is None else (f"kind:{kind}", f" kind:{kind}")
        mine = [case for case in open_cases if kind in (None, case.incident.kind.name)]
        durations = [duration for s in city for name, duration in s.durations if kind in (None, name)]
        censored = [days - case.filed for case in mine if case.counted and not case.duplicate]
        for name, value in zip(("mean", "median", "p90"), survival(durations, censored, days), strict=True):
            put(f"close_days_{name}", value, group)
        overdue = sum(case.overdue for case in mine)
        put("on_time_share", ratio(t[f"on_time{suffix}"], t[f"closed{suffix}"] + overdue), group)
        worked = t[f"worked_closings{suffix}"]
        put("true_resolution_share", ratio(t[f"worked_resolved{suffix}"], worked), group)


def second_model(city, t, residents, days, put):
    """What the mechanisms of the document's 7.31 to 7.37 move."""
    record = 1 - ratio(t["answered_unresolved"], t["answered"] + t["trivia"]) if t["answered"] else 1.0
    put("reporting_gap", max(0.0, record) - ratio(t["worked_resolved"], t["worked_closings"]))
    put("gaming_per_1000_month", (t["unfiled"] + t["trivia"] + t["coaxed"]) / (residents / 1000 * days / 30))
    put("fatigue", fatigue(city))
    put("self_governed_share", ratio(t["self_governed"] / 1000, t["ended_own"]))
    put("self_settled_share", ratio(t["settled_by_neighbours"], t["ended_own"]))
    put("street_resolved_share", ratio(t["resolved_by_street"], t["ended_own"]))
    put("put_up_with_share", ratio(t["put_up_with"], t["ended"]))
    put("core_in_time_share", ratio(t["core_in_time"], t["core_done"] + t["core_given_up"]))
    put("core_wait_days", ratio(t["core_days"], t["core_done"]))
    put("found_late_per_1000", t["found_late"] / (residents / 1000 * days / 365))
    put("hotline_lost_share", ratio(t["calls_lost"], t["calls"]))
    put("patrol_lift", ratio(t["steered_hits"], t["steered_by_chance"]))


def fatigue(city):
    """Of people of departments, committees and filled posts at the end."""
    people = tired = 0.0
    for s in city:
        for number, minutes in enumerate(s.department_minutes):
            people += minutes / FULL_TIME
            tired += minutes / FULL_TIME * s.ranked[number].fatigue
        for c in s.communities:
            members = c.residents / 1000 * s.levers.committee_members_per_1000
            people += members
            tired += members * c.fatigue
        for post in s.posts:
            if post.worker is not None:
                people += 1
                tired += post.worker.fatigue
    return ratio(tired, people)


def lanes_over_groups(s):
    """What residents expect of each channel, of a body with several lanes their mean."""
    q = s.q[:, :6].astype(float)
    if s.on.matters:
        q[:, COMMUNITY] = s.q[:, [COMMUNITY, OF_SHARED, OF_PERSONAL]].mean(axis=1)
        q[:, HOTLINE] = s.q[:, [HOTLINE, OF_GOVERNMENT]].mean(axis=1)
    return q


def people(city, residents, put):
    """Residents and communities at the end."""
    put("active_share", sum(s.active.sum() for s in city) / residents)
    put("capability", sum(practice.in_all(s, c) * c.residents for s in city for c in s.communities) / residents)
    q = np.concatenate([lanes_over_groups(s) for s in city]).mean(axis=0) / ONE
    put("dependence", (q[GRID] + q[HOTLINE]) / 2 - q[COMMUNITY])
    for name, lane in (("community", COMMUNITY), ("grid", GRID), ("hotline", HOTLINE), ("organisation", ORGANISATION)):
        put(f"trust_{name}", q[lane])
    satisfaction = np.concatenate([s.satisfaction for s in city]) / ONE
    tenure = np.concatenate([s.tenure for s in city])
    age = np.concatenate([s.age for s in city])
    put("satisfaction", satisfaction.mean())
    for name, lane, value in (("age:under_35", age, 0), ("age:35_to_59", age, 1), ("age:60_and_over", age, 2),
                              ("tenure:owner", tenure, 0), ("tenure:tenant", tenure, 1),
                              ("tenure:migrant_tenant", tenure, 2)):  # fmt: skip
        put("satisfaction", satisfaction[lane == value].mean(), name)
    put("satisfaction_gap_tenure", satisfaction[tenure == 0].mean() - satisfaction[tenure == 2].mean())
    put("legal_awareness", np.concatenate([s.awareness for s in city]).mean() / ONE)


def workers(city, t, put):
    """Grid workers, and the hours of workers and committees."""
    in_post = [post.worker for s in city for post in s.posts if post.worker is not None]
    put("filled_posts_share", ratio(t["filled_days"], t["post_days"]))
    put("skill", np.mean([accuracy(worker) for worker in in_post]) if in_post else np.nan)
    put("burnout_share", np.mean([worker.burnout > 0.5 for worker in in_post]) if in_post else np.nan)
    put("quits_per_year_share", ratio(t["quits"] * 365, t["filed"] and t["filled_days"]))
    available = t["worker_available"]
    put("field_time_share", ratio(t["worker_cases"] + t["worker_patrol"], available))
    asked = sum(t[f"worker_{name}"] for name in ("tasks", "training", "desk", "cases", "least"))
    put("utilisation", ratio(asked + t["committee_used"], available + t["committee_available"]))
    put("utilisation", ratio(asked, available), "desk:grid_workers")
    put("utilisation", ratio(t["committee_busy"], t["committee_field"]), "desk:committees")
    put("utilisation", ratio(t["department_worked"], t["department_available"]), "desk:departments")


def grids(city, put):
    """The map's grids: closing days of the worst and best tenth, and the Gini of harm."""
    tallies = {}
    for number, s in enumerate(city):
        for b in s.buildings:
            grid = tallies.setdefault((number, *b.map_grid), np.zeros(4))
            grid += b.closed, b.closing_days, b.harm, b.end - b.start
    means = sorted(days / closed for closed, days, _, _ in tallies.values() if closed)
    put("closed_case_days", ratio(sum(t[1] for t in tallies.values()), sum(t[0] for t in tallies.values())))
    n = len(means)
    tenths = [np.mean(means[k * n // 10 : -(-(k + 1) * n // 10)]) if n else np.nan for k in range(10)]
    for k, tenth in enumerate(tenths):
        put("closed_case_days", tenth, f"grid_decile:{k + 1}")
    put("close_days_gap_grid_deciles", tenths[-1] - tenths[0])
    put("harm_gini", gini([g[2] / g[3] for g in tallies.values()], [g[3] for g in tallies.values()]))
