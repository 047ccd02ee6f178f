//! Each mechanism alone: the rules of a day and of a month in their order, in resident-days a second on one thread.
//!
//! A rule meets the town as it stands when its turn comes: all rules before it have had theirs, and today's messages are
//! there. It gets a fresh copy each time, which is made off the clock and lies in the cache as in a month that is simulated. A
//! rule of the month works once in thirty days.
//!
//! `cargo bench --bench mechanisms` measures; `cargo bench --bench mechanisms -- --test` runs everything once.

#[path = "common/town.rs"]
mod town;

use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use gridgov::Simulation;
use gridgov::internals::rules::{
    announcement, appraisal, arrival, burnout, capability, channel_choice, closure, core_business, costs, deliberation,
    disorder, dispatch, escalation, experience, fading, fatigue, funding, gaming, handling, hotline, influence, intake,
    intervention, joining, joint_handling, legal_education, legal_service, mediation, mobility, noticing, organisers,
    participation, paths, patrol, platform, postponing, posts, practice, privacy, projects, property, register,
    returned_work, skill, street_office, turnover, workday,
};
use gridgov::internals::society::Subdistrict;
use gridgov::internals::units::{Day, MONTH_DAYS, closes_month};
use gridgov::internals::world::World;

/// A subdistrict of usual size.
const RESIDENTS: u32 = 60_000;
/// Days before the books are opened.
const BURN_IN: u32 = 60;

/// A rule by what it asks for.
#[derive(Clone, Copy)]
enum Rule {
    Place(fn(&mut Subdistrict)),
    World(fn(&mut Subdistrict, &World)),
    Day(fn(&mut Subdistrict, &World, Day)),
}
use Rule::{Day as D, Place as P, World as W};

/// The rules of a day in their order. A policy that does not change is put in force in no time and not listed.
const DAY: [(&str, Rule); 36] = [
    ("posts::grids_are_drawn", D(posts::grids_are_drawn)),
    ("platform::platform_is_rolled_out", P(platform::platform_is_rolled_out)),
    ("arrival::move_common_rate", D(arrival::move_common_rate)),
    ("arrival::incidents_arise", D(arrival::incidents_arise)),
    ("disorder::disorder_breeds", D(disorder::disorder_breeds)),
    ("core_business::core_business_comes_up", D(core_business::core_business_comes_up)),
    ("noticing::witnesses_notice", D(noticing::witnesses_notice)),
    ("dispatch::files_without_a_desk_are_passed_on", W(dispatch::files_without_a_desk_are_passed_on)),
    ("appraisal::desks_are_tempted", D(appraisal::desks_are_tempted)),
    ("street_office::office_goes_to_work", D(street_office::office_goes_to_work)),
    ("workday::hours_are_divided", D(workday::hours_are_divided)),
    ("returned_work::owners_take_work_back", D(returned_work::owners_take_work_back)),
    ("patrol::patrols_are_steered", W(patrol::patrols_are_steered)),
    ("patrol::workers_patrol", D(patrol::workers_patrol)),
    ("postponing::people_put_off", D(postponing::people_put_off)),
    ("channel_choice::witnesses_decide", D(channel_choice::witnesses_decide)),
    ("hotline::calls_are_answered", D(hotline::calls_are_answered)),
    ("intake::reports_are_taken_in", D(intake::reports_are_taken_in)),
    ("paths::small_matters_are_settled", D(paths::small_matters_are_settled)),
    ("dispatch::cases_are_dispatched", D(dispatch::cases_are_dispatched)),
    ("paths::works_and_courts_take_their_time", D(paths::works_and_courts_take_their_time)),
    ("mediation::disputes_are_referred", D(mediation::disputes_are_referred)),
    ("legal_service::lawyers_advise", W(legal_service::lawyers_advise)),
    ("handling::desks_work", D(handling::desks_work)),
    ("core_business::committees_do_core_business", D(core_business::committees_do_core_business)),
    ("joint_handling::files_are_handed_on", D(joint_handling::files_are_handed_on)),
    ("mediation::parties_agree_or_not", D(mediation::parties_agree_or_not)),
    ("closure::cases_are_closed", D(closure::cases_are_closed)),
    ("deliberation::residents_deliberate", D(deliberation::residents_deliberate)),
    ("escalation::disputes_escalate", D(escalation::disputes_escalate)),
    ("experience::incidents_end_by_themselves", D(experience::incidents_end_by_themselves)),
    ("practice::people_practise", W(practice::people_practise)),
    ("experience::residents_learn", W(experience::residents_learn)),
    ("influence::neighbours_talk", D(influence::neighbours_talk)),
    ("turnover::posts_change_hands", D(turnover::posts_change_hands)),
    ("costs::day_is_paid", D(costs::day_is_paid)),
];

/// The rules of a month in their order.
const MONTH: [(&str, Rule); 20] = [
    ("gaming::trivia_is_filed", W(gaming::trivia_is_filed)),
    ("fatigue::people_tire_of_pressure", W(fatigue::people_tire_of_pressure)),
    ("burnout::workers_tire", W(burnout::workers_tire)),
    ("skill::workers_learn_and_forget", W(skill::workers_learn_and_forget)),
    ("mobility::households_move", D(mobility::households_move)),
    ("register::registers_are_kept", W(register::registers_are_kept)),
    ("capability::communities_practise", W(capability::communities_practise)),
    ("practice::practice_fades", D(practice::practice_fades)),
    ("experience::expectations_relax", W(experience::expectations_relax)),
    ("fading::expectations_fade", W(fading::expectations_fade)),
    ("announcement::lists_are_read", W(announcement::lists_are_read)),
    ("organisers::organisers_are_engaged", W(organisers::organisers_are_engaged)),
    ("joining::residents_join_near_home", D(joining::residents_join_near_home)),
    ("participation::residents_join_or_leave", W(participation::residents_join_or_leave)),
    ("property::owners_and_companies_move", W(property::owners_and_companies_move)),
    ("funding::organisations_are_funded", W(funding::organisations_are_funded)),
    ("legal_education::residents_learn_the_law", D(legal_education::residents_learn_the_law)),
    ("privacy::concern_follows_collection", W(privacy::concern_follows_collection)),
    ("projects::causes_are_mended", D(projects::causes_are_mended)),
    ("intervention::office_reacts", D(intervention::office_reacts)),
];

impl Rule {
    fn apply(self, s: &mut Subdistrict, w: &World, day: Day) {
        match self {
            P(rule) => rule(s),
            W(rule) => rule(s, w),
            D(rule) => rule(s, w, day),
        }
    }
}

fn rules(criterion: &mut Criterion) {
    let mut simulation = Simulation::new(&town::scenario(RESIDENTS, BURN_IN), 1, 0);
    simulation.advance(MONTH_DAYS as u32 - 1);
    let (w, day) = (simulation.world(), simulation.society().day);
    assert!(closes_month(day), "the rules of a month have their day");
    let mut town = simulation.society().subdistricts[0].clone();
    town.ledger.begin_day();

    for (name, rules, days) in [("day", &DAY[..], 1), ("month", &MONTH[..], MONTH_DAYS as u64)] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
        group.throughput(Throughput::Elements(town.residents.len() as u64 * days));
        for (name, rule) in rules {
            group.bench_function(*name, |bencher| {
                bencher.iter_batched_ref(|| town.clone(), |town| rule.apply(town, w, day), BatchSize::PerIteration);
            });
            rule.apply(&mut town, w, day);
        }
        group.finish();
    }
}

criterion_group!(benches, rules);
criterion_main!(benches);
