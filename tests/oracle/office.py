"""The street office and the money of a day (7.3, 7.29, 7.30)."""

import pressure
import street
import workforce
from parameters import FULL_TIME, clamp, half_up


def platform_is_rolled_out(s, day):
    step = 1 / s.levers.rollout_days if s.levers.rollout_days >= 1 else 1.0
    for c in s.communities:
        for name in ("integration", "sharing", "analytics"):
            now = getattr(c, name)
            setattr(c, name, now + clamp(getattr(s.levers, f"{name}_share") - now, -step, step))


def office_reacts(s, day):
    """7.29, on the evening of the last day of a month."""
    i, levers, due = s.institutions, s.levers, s.due
    share = due["own_overdue"] / due["own"] if due["own"] else i.overdue_target_share
    if s.on.office_reaction:
        s.theta += i.takeover_gain * (share - i.overdue_target_share)
    cap = levers.intervention_cap_share
    s.theta = clamp(s.theta, min(levers.intervention_floor_share, cap), cap)
    pressed = due["all"] > 0 and due["all_overdue"] / due["all"] > i.campaign_trigger_share
    rested = s.campaign_until is None or day + 1 >= s.campaign_until + s.bodies.campaign_pause_days
    if s.on.campaigns and pressed and rested:
        s.campaign_until = day + 1 + half_up(i.campaign_days)
    s.due = dict.fromkeys(due, 0)


def day_is_paid(s, day):
    """7.30."""
    levers, prices = s.levers, s.prices

    def book(post, yuan):
        s.ledger[f"money_{post}"] += half_up(yuan * 100) / 100

    n, y = s.residents, 1 / 365
    filled = [post for post in s.posts if post.worker is not None]
    posts = sum(workforce.part(s, post) for post in filled)
    wages = posts * prices.worker_yuan_month * levers.wage_ratio * 12 * y
    book("grid_workers", wages + len(filled) * levers.training_hours_per_year * y * prices.training_yuan_hour)
    available = sum(c.available for c in s.communities)
    book("committees", available / 60 * prices.committee_yuan_hour)
    factor = s.hours_today
    if workforce.campaign(s, day):
        factor *= 1 + s.institutions.campaign_boost_share * workforce.bound(s)
    hours = sum(minutes * pressure.effort(s, number) for number, minutes in enumerate(s.department_minutes)) / 60
    lent = sum(street.at_work(s)) / 60 * s.hours_today * levers.secondment_share * s.street.seconded_yuan_hour
    book("departments", hours * factor * prices.department_yuan_hour + lent)
    if s.on.street_office:
        book("street_office", levers.street_staff_per_10000 * n / 10_000 * FULL_TIME / 60 * s.hours_today * s.street.staff_yuan_hour * (1 + s.pressure.effort_share * pressure.on_community(s)))
    if s.on.hotline_queue:
        book("hotline", levers.hotline_calls_per_1000_month * n / 1000 / 30 * s.hours_today * s.street.call_yuan)
    tasks = sum(post.tasks for post in filled) + sum(c.tasks for c in s.communities)
    book("sent_down_tasks", tasks / 60 * prices.task_yuan_hour)
    information = prices.platform_yuan_resident_year * levers.integration_share
    information += prices.sharing_yuan_resident_year * levers.sharing_share
    information += prices.analytics_yuan_resident_year * levers.analytics_share
    book("information", n * y * information)
    data = prices.collection_yuan_resident_year + prices.protection_yuan_resident_year * levers.protection_share
    book("data", n * y * levers.collection_breadth_share * data)
    window = prices.one_stop_yuan_resident_year * levers.one_stop_share
    lists = prices.list_yuan_resident_year * levers.list_completeness_share * s.on.refusals
    book("one_stop_lists", n * y * (window + lists))
    working = sum(o.present for o in s.organisations)
    book("organisations", working * s.bought * 52 * y * prices.organisation_yuan_hour)
    meetings = levers.deliberation_meetings_per_year * prices.deliberation_yuan_meeting * len(s.communities)
    households = sum(c.households for c in s.communities)
    support = levers.owners_committee_support_share * households * prices.owners_support_yuan_household_year
    volunteers = levers.volunteer_support_yuan_per_resident_year * n
    heads = 12 * s.self_governance.organiser_yuan_month * levers.organisers_per_1000 * n / 1000
    book("participation", y * (volunteers + meetings + support + heads))
    book("community_fund", levers.community_fund_yuan_per_resident_year * n * y)
    law = levers.education_hours_per_1000_year * prices.education_yuan_hour
    law += levers.legal_service_hours_per_1000_year * prices.legal_yuan_hour
    law += levers.mediators_per_1000 * prices.mediator_yuan_year
    book("rule_of_law", n / 1000 * y * law)
