"""Sent-down tasks with an owner, a product and a share of trace work (7.32)."""

from parameters import DEPARTMENTS, FULL_TIME, PERSONAL, SHARED


def hours_sent(s, pressure):
    """Hours a week that a person is sent down, and the share of them that has a product."""
    levers, n = s.levers, s.tasks
    hours = levers.task_hours_per_week
    if not s.on.task_owners:
        return hours, 0.0
    z, usual = (trace(n, count) for count in (levers.appraisal_indicators, n.indicators_usual))
    b = n.indicators_add_share
    useful = (1 - b) * (1 - z) + b * (1 - usual)
    traces = (1 - b) * z + b * (1 - usual) * z / (1 - z)
    useful *= 1 - levers.list_cuts_work_share
    traces *= (1 + n.tiers_add * pressure) * (1 - levers.list_cuts_trace_share)
    return hours * (useful + traces), useful / (useful + traces) if useful + traces > 0 else 0.0


def trace(n, indicators):
    return n.trace_share + (1 - n.trace_share) * indicators / (indicators + n.indicators_half)


def shares(s):
    """Shares of the tasks that departments issue."""
    issued = [getattr(s.tasks, f"{name}_share") for name in DEPARTMENTS]
    return [share / sum(issued) for share in issued]


def misrouting(s, c):
    if not s.on.task_owners:
        return 1.0
    return max(0.0, 1 + s.tasks.misroutes_by_register * (s.tasks.register_usual - c.register))


def minutes(s, x):
    """Work of an incident's case, which takes longer where the register is stale."""
    if not s.on.task_owners or x.kind.group not in (SHARED, PERSONAL):
        return x.minutes
    return max(1.0, x.minutes * by_register(s, x.community))


def by_register(s, c):
    """What a stale register makes of the minutes that something takes."""
    if not s.on.task_owners:
        return 1.0
    return max(0.0, 1 + s.tasks.minutes_by_register * (s.tasks.register_usual - c.register))


def owners_take_work_back(s, day):
    """Cut work: minutes that departments give to it today, and what that is worth in the communities."""
    s.taken_back = [0.0] * len(DEPARTMENTS)
    for c in s.communities:
        c.owners_help = 0.0
    n, levers = s.tasks, s.levers
    if not s.on.task_owners or s.on.cut_work != "returned" or levers.list_cuts_work_share == 0:
        return
    z, usual = (trace(n, count) for count in (levers.appraisal_indicators, n.indicators_usual))
    b = n.indicators_add_share
    cut = min(levers.task_hours_per_week * 60 / 7, FULL_TIME) * s.people_with_tasks * s.hours_today
    cut *= ((1 - b) * (1 - z) + b * (1 - usual)) * levers.list_cuts_work_share
    for number, share in enumerate(shares(s)):
        s.taken_back[number] = min(share * cut, n.owner_most_share * s.department_minutes[number] * (1 - levers.secondment_share) * s.hours_today)
    for c in s.communities:
        c.owners_help = n.owner_efficiency_share * sum(s.taken_back) * c.residents / s.residents
        c.useful += c.owners_help


def registers_are_kept(s, day):
    n = s.tasks
    for c in s.communities:
        if s.on.task_owners:
            h = c.useful / 60 / (c.residents / 1000)
            gain = n.register_gain * h / (h + n.register_half_hours) * (1 - c.register)
            c.register += gain - (n.register_decay + c.moved / c.residents) * c.register
        c.useful = 0.0
