"""The day in Mesa: where a case goes."""

from mesa_facts import COMMUNITY, GRID, ORGANISATION, Leg


def dispatch(city, case):
    """Where a case goes (7.11)."""
    p, r, kind, community = city.p, city.random, case.kind, case.incident.building.community
    fitting = [one for one in city.organisations if one.speciality == kind.speciality]
    desk = None
    if case.asked == GRID and kind.worker and r.random() < p["worker_spot_share"]:
        desk = case.incident.building.post
    elif case.asked == ORGANISATION and fitting:
        desk = r.choice(fitting)
    elif (
        kind.self_governable
        and not case.petition
        and case.asked in (COMMUNITY, ORGANISATION, GRID)
        and r.random() >= city.theta
    ):
        desk = own_desk(city, kind, community, fitting)
    minutes = p["duplicate_minutes"] if case.duplicate else case.incident.minutes
    if desk is not None:
        case.legs = [Leg(case, desk, minutes, city.day + 1)]
        desk.queue.append(case.legs[0])
        case.answerable = desk
        return
    start, joined = city.day + 1.0, p["integration_share"]
    if r.random() < p["misroute_share"] * (1 - joined) + p["misroute_least_share"]:
        start += p["misroute_days"] * r.expovariate(1)
    refusal = 0 if case.petition else p["refusal_share"] * (1 - p["list_completeness_share"])
    for _ in range(3):
        if r.random() >= refusal:
            break
        start += p["refusal_days"] * r.expovariate(1)
    case.parallel = r.random() < p["sharing_share"]
    desks = [city.departments[name] for name in kind.departments]
    case.legs = [Leg(case, desk, minutes / len(desks), round(start)) for desk in desks]
    for leg in case.legs if case.parallel else case.legs[:1]:
        leg.desk.queue.append(leg)
    case.answerable = desks[0]


def own_desk(city, kind, community, fitting):
    """Who in the community deals with what is its own."""
    if kind.facility and community.property:
        return community.property
    volunteers = community.volunteers
    able = not kind.facility and not kind.dispute
    if able and city.waiting_this_morning[volunteers] < 5 * community.volunteer_minutes:
        return volunteers
    free = [one for one in fitting if city.waiting_this_morning[one] < 5 * one.minutes]
    if not kind.facility and free:
        return city.random.choice(free)
    return community.committee
