//! THE order of a day and of a month. docs/model.md lists the same steps under the same names.

use std::collections::BTreeSet;

use crate::policy::{self, Policy};
use crate::rules::{
    announcement, appraisal, arrival, burnout, capability, channel_choice, closure, core_business, costs, deliberation,
    disorder, dispatch, escalation, experience, fading, fatigue, funding, gaming, handling, hotline, influence, intake,
    intervention, joining, joint_handling, legal_education, legal_service, mediation, mobility, noticing, organisers,
    participation, paths, patrol, platform, postponing, posts, practice, privacy, projects, property, ranking,
    register, returned_work, skill, street_office, turnover, workday,
};
use crate::society::counts::{Count, Minutes as M};
use crate::society::incidents::clear_away;
use crate::society::ledger::MonthStocks;
use crate::society::posts::WorkerDay;
use crate::society::residents::sums;
use crate::society::{Case, Incident, Subdistrict};
use crate::units::{Day, closes_month};
use crate::world::World;

/// Simulates one day in one subdistrict.
pub fn simulate(s: &mut Subdistrict, w: &World, policy: &Policy, day: Day) {
    s.ledger.begin_day();
    s.ledger.open_journal_page(day);
    lay_in_order(s);

    // What is ordered.
    policy::put_in_force(s, policy, day, false);
    posts::grids_are_drawn(s, w, day);
    platform::platform_is_rolled_out(s);

    // What happens.
    arrival::move_common_rate(s, w, day);
    arrival::incidents_arise(s, w, day);
    disorder::disorder_breeds(s, w, day);
    core_business::core_business_comes_up(s, w, day);
    noticing::witnesses_notice(s, w, day);

    // How the day is spent.
    dispatch::files_without_a_desk_are_passed_on(s, w);
    appraisal::desks_are_tempted(s, w, day);
    street_office::office_goes_to_work(s, w, day);
    workday::hours_are_divided(s, w, day);
    returned_work::owners_take_work_back(s, w, day);

    // Who finds it, and who turns to whom.
    patrol::patrols_are_steered(s, w);
    patrol::workers_patrol(s, w, day);
    postponing::people_put_off(s, w, day);
    channel_choice::witnesses_decide(s, w, day);

    // What is filed, and where it goes.
    hotline::calls_are_answered(s, w, day);
    intake::reports_are_taken_in(s, w, day);
    paths::small_matters_are_settled(s, w, day);
    dispatch::cases_are_dispatched(s, w, day);
    paths::works_and_courts_take_their_time(s, w, day);
    mediation::disputes_are_referred(s, w, day);
    legal_service::lawyers_advise(s, w);

    // What is done about it.
    handling::desks_work(s, w, day);
    core_business::committees_do_core_business(s, w, day);
    joint_handling::files_are_handed_on(s, w, day);
    mediation::parties_agree_or_not(s, w, day);
    closure::cases_are_closed(s, w, day);
    deliberation::residents_deliberate(s, w, day);

    // What it leads to.
    escalation::disputes_escalate(s, w, day);
    experience::incidents_end_by_themselves(s, w, day);
    practice::people_practise(s, w);
    experience::residents_learn(s, w);
    influence::neighbours_talk(s, w, day);
    turnover::posts_change_hands(s, w, day);
    costs::day_is_paid(s, w, day);
    close_books(s, w);

    if closes_month(day) {
        end_month(s, w, day);
    }
}

/// Lays the files in the order of filing, and those of a day by identity.
///
/// Minutes are summed over files and two files on one incident are judged one after the other: neither may depend on where
/// the files happen to lie. They nearly always lie so already, which costs one look at each. Arrivals do the same for
/// incidents.
fn lay_in_order(s: &mut Subdistrict) {
    s.cases.sort_by_key(|case| (case.filed.floor() as Day, case.identity()));
}

/// The end of a month in one subdistrict.
fn end_month(s: &mut Subdistrict, w: &World, day: Day) {
    gaming::trivia_is_filed(s, w);
    fatigue::people_tire_of_pressure(s, w);
    burnout::workers_tire(s, w);
    skill::workers_learn_and_forget(s, w);
    mobility::households_move(s, w, day);
    register::registers_are_kept(s, w);
    capability::communities_practise(s, w);
    practice::practice_fades(s, w, day);
    experience::expectations_relax(s, w);
    fading::expectations_fade(s, w);
    announcement::lists_are_read(s, w);
    organisers::organisers_are_engaged(s, w);
    joining::residents_join_near_home(s, w, day);
    participation::residents_join_or_leave(s, w);
    property::owners_and_companies_move(s, w);
    funding::organisations_are_funded(s, w);
    legal_education::residents_learn_the_law(s, w, day);
    privacy::concern_follows_collection(s, w);
    projects::causes_are_mended(s, w, day);
    intervention::office_reacts(s, w, day);
    close_month(s, w);
}

/// The end of a month in the city, once every subdistrict has reached it: the only step that sees more than one of them. It
/// goes through them in the order of the city.
pub fn end_month_together(city: &mut [Subdistrict], w: &World) {
    ranking::everyone_is_ranked(city, w);
}

/// Counts the evening's stocks, clears away what is over, and checks that the books balance.
fn close_books(s: &mut Subdistrict, w: &World) {
    clear_away(&mut s.incidents);
    s.buildings.iter_mut().for_each(|building| building.unrecorded = 0);
    for incident in &s.incidents {
        let building = &mut s.buildings[incident.building];
        building.unrecorded += u32::from(!incident.recorded);
    }
    let harm = |incident: &Incident| w.kinds[incident.kind].harm[usize::from(incident.escalated)];
    s.ledger.count_each(Count::Harm, s.incidents.iter().map(|incident| (incident.into(), harm(incident))));
    s.ledger.count_each(Count::Open, s.cases.iter().map(|case| (case.into(), 1)));
    debug_assert!(books_balance(s).is_ok(), "the books do not balance: {:?}", books_balance(s));
}

/// Checks the books of a subdistrict.
///
/// # Errors
/// Names the book that does not balance.
pub fn books_balance(s: &Subdistrict) -> Result<(), String> {
    let counts = &s.ledger.counts;
    let check = |name: &str, left: u64, right: u64| {
        if left == right { Ok(()) } else { Err(format!("{name}: {left} against {right}")) }
    };
    let came = counts[Count::Carried] + counts.sum(Count::FILED);
    check("cases: carried + filed = closed + open", came, counts[Count::Closed] + s.cases.len() as u64)?;
    let overdue = s.cases.iter().filter(|case| case.overdue).count() as u64;
    let due = counts[Count::Due] + counts[Count::CarriedOverdue];
    check("cases: came due = closed + open and overdue", due, counts[Count::Closed] + overdue)?;
    let arose = s.ledger.carried_incidents + counts[Count::Arisen];
    let over = counts.sum(Count::ENDED);
    check("incidents: carried + arisen = ended + alive", arose, over + s.incidents.len() as u64)?;
    let open: u64 = s.incidents.iter().map(|incident| u64::from(incident.open_cases)).sum();
    let live = s.cases.iter().filter(|case| s.find(case.incident).is_some()).count() as u64;
    check("open cases of live incidents", open, live)?;
    let identities: BTreeSet<_> = s.cases.iter().map(Case::identity).collect();
    check("identities of open cases", identities.len() as u64, s.cases.len() as u64)?;
    let people: u64 = s.communities.iter().map(|c| u64::from(c.size())).sum();
    check("residents = members of communities", s.residents.len() as u64, people)?;
    let housed: u64 = s.buildings.iter().map(|b| u64::from(b.size())).sum();
    check("residents = residents of buildings", s.residents.len() as u64, housed)?;
    let settled: u64 = s.governance.ended.iter().sum();
    check("self-governable matters: ended = by whom", s.ledger.counts[Count::SelfEnded], settled)?;
    let core = s.core_business.carried + counts[Count::CoreCame];
    let waits = counts[Count::CoreDone] + counts[Count::CoreGivenUp] + s.core_business.waiting();
    check("core business: carried + came up = done + given up + waiting", core, waits)?;
    let hours = s.causes.hours;
    let kept = hours.spent + hours.lapsed + s.causes.waiting();
    if (hours.granted - kept).abs() > 1e-9 * hours.granted + 1e-6 {
        return Err(format!("hours of projects: granted {} against spent, lapsed and waiting {kept}", hours.granted));
    }
    let (granted, spent) = s.office.street.purse.sides();
    check("the street office's purse: carried + granted = paid + lapsed + left", granted as u64, spent as u64)?;
    let minutes = &s.ledger.minutes;
    let sum = |of: &[M]| of.iter().map(|&name| minutes[name]).sum::<f64>();
    let committees = minutes[M::CommitteeOwn] + minutes[M::CommitteeBought];
    for (name, spent, available) in [
        ("grid workers", minutes[M::WorkerAsked], minutes[M::WorkerAvailable]),
        ("committees", sum(&[M::CommitteeDuty, M::CommitteeOrdered, M::CommitteeCases, M::CommitteeCore]), committees),
        (
            "the street office",
            sum(&[M::StreetSending, M::StreetConvening, M::StreetCases]),
            sum(&[M::StreetAvailable, M::StreetHired]),
        ),
        ("seconded officers", sum(&[M::SecondedCases, M::SecondedRelief]), minutes[M::SecondedAvailable]),
        ("departments", minutes[M::DepartmentCases], minutes[M::DepartmentAvailable]),
        ("owners for work that was cut", minutes[M::WorkReturned], minutes[M::WorkCut]),
    ] {
        if spent > available * (1.0 + 1e-9) + 1e-6 {
            return Err(format!("hours of {name}: {spent} spent of {available}"));
        }
    }
    Ok(())
}

/// Records the stocks of the month and starts the ledgers of the next.
fn close_month(s: &mut Subdistrict, w: &World) {
    let mut stocks = MonthStocks::default();
    let (lanes, views) = (sums(&s.residents.state), sums(&s.residents.views));
    stocks.lanes = core::array::from_fn(|lane| {
        let others: i64 = w.views_beside(lane).iter().map(|&view| views[view]).sum();
        (lanes[lane] + others) as f64 / w.groups_beside(lane)
    });
    for community in &s.communities {
        stocks.active += u64::from(community.active);
        stocks.capability += community.capability * f64::from(community.size());
    }
    s.ledger.months.push(stocks);
    for post in &mut s.posts {
        post.month = WorkerDay::default();
        post.handled = 0;
    }
}
