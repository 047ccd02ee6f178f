//! The ensemble on a stand-in for the simulation.

use super::*;
use crate::random::{Purpose, Stream};
use crate::results::tests::run;

/// A life whose outcomes follow from its world, replicate, policy and days alone.
#[derive(Clone, Debug)]
pub(crate) struct StandIn {
    luck: f64,
    policy: f64,
    days: u32,
}

impl Simulator for StandIn {
    fn world(scenario: &Scenario) -> String {
        scenario.settings.city.residents.to_string()
    }
    fn built(scenario: &Scenario, seed: u64, replicate: u32, _executor: &impl Executor) -> Self {
        let who = scenario.settings.city.residents as u64;
        // Replicates finish in another order than they begin.
        std::thread::sleep(std::time::Duration::from_millis(u64::from(7 - replicate % 8)));
        Self { luck: Stream::new(seed, replicate).uniform(Purpose::Statistics, who, 0, 0), policy: 0.0, days: 0 }
    }
    fn into_branch(self, scenario: &Scenario) -> Self {
        Self { policy: scenario.settings.levers.staffing.training_hours_per_year, days: 0, ..self }
    }
    fn advance(&mut self, days: u32, _share: bool) {
        self.days += days;
    }
    fn residents(&self) -> u64 {
        100
    }
    fn measure(&self) -> Run {
        let mut run = run(&[
            ("close_days_mean", 3.0 + self.luck - 0.01 * self.policy),
            ("skill", (0.5 + 0.3 * self.luck * self.policy / 100.0).min(1.0)),
            ("duplicate_share", 0.1 + 0.1 * self.luck),
        ]);
        run.resident_days = 100.0 * f64::from(self.days);
        run
    }
}

/// Three scenarios in two worlds.
pub(crate) fn scenarios() -> Vec<Scenario> {
    let of = |name: &str, training: f64, residents: f64| {
        let mut scenario = Scenario { name: name.to_owned(), title: String::new(), ..Scenario::default() };
        scenario.settings.levers.staffing.training_hours_per_year = training;
        scenario.settings.city.residents = residents;
        scenario.settings.frame.days = 70.0;
        scenario.settings.frame.burn_in_days = 30.0;
        scenario
    };
    vec![of("baseline", 10.0, 100.0), of("elsewhere", 10.0, 200.0), of("training", 60.0, 100.0)]
}

fn results(threads: usize, replicates: u32, scenarios: &[Scenario]) -> Results {
    let ensemble = Ensemble { scenarios, baseline: &scenarios[0].name, seed: 1, replicates, threads };
    ensemble.run_on::<StandIn>(Extras::default(), &AtomicBool::new(false), &|_| ()).unwrap()
}

#[test]
fn results_do_not_depend_on_threads() {
    let scenarios = scenarios();
    let mut alone = results(1, 8, &scenarios);
    alone.cost = None;
    for threads in [2, 3, 16] {
        let mut together = results(threads, 8, &scenarios);
        together.cost = None;
        assert_eq!(format!("{together:?}"), format!("{alone:?}"), "{threads} threads");
    }
}

#[test]
fn a_scenario_does_not_depend_on_which_others_run_beside_it() {
    let scenarios = scenarios();
    let all = results(2, 3, &scenarios);
    let one = results(2, 3, &scenarios[2..]);
    assert_eq!(one.scenarios[0].result_hash, all.scenarios[2].result_hash);
    assert_ne!(all.scenarios[0].result_hash, all.scenarios[2].result_hash);
}

#[test]
fn progress_adds_up_to_the_resident_days_announced() {
    let scenarios = scenarios();
    let ensemble = Ensemble { scenarios: &scenarios, baseline: "baseline", seed: 1, replicates: 4, threads: 2 };
    let done = AtomicU64::new(0);
    let results = ensemble
        .run_on::<StandIn>(Extras::default(), &AtomicBool::new(false), &|days| {
            done.fetch_add(days as u64, Ordering::Relaxed);
        })
        .unwrap();
    // Two worlds burn in for 30 days, three scenarios run for 70, four times, with 100 residents each.
    let expected = 100 * 4 * (2 * 30 + 3 * 70);
    assert_eq!(done.into_inner(), expected);
    let cost = results.cost.unwrap();
    assert!((cost.resident_days - expected as f64).abs() < 1e-9);
    assert_eq!(ensemble.worlds_on::<StandIn>(), 2);
}

#[test]
fn a_cancelled_ensemble_gives_nothing() {
    let scenarios = scenarios();
    let ensemble = Ensemble { scenarios: &scenarios, baseline: "baseline", seed: 1, replicates: 50, threads: 2 };
    let cancel = AtomicBool::new(false);
    let stopped = ensemble.run_on::<StandIn>(Extras::default(), &cancel, &|_| cancel.store(true, Ordering::Relaxed));
    assert!(matches!(stopped, Err(Stopped::Cancelled)));
}

#[test]
fn shards_divide_the_units_and_share_no_world_where_there_are_enough() {
    let scenarios = scenarios();
    let ensemble = Ensemble { scenarios: &scenarios, baseline: "baseline", seed: 1, replicates: 4, threads: 2 };
    let worlds = ensemble.worlds_of::<StandIn>();
    let all = ensemble.batch(&worlds, 0..4, Extras::default()).load();
    for of in 1..15 {
        let load = |number| {
            let extras = Extras { shard: Some((number, of)), ..Extras::default() };
            ensemble.batch(&worlds, 0..4, extras).load()
        };
        assert_eq!((0..of).map(|number| load(number).units).sum::<u64>(), all.units, "{of} shards");
        let days: f64 = (0..of).map(|number| load(number).resident_days).sum();
        // Two worlds four times are eight tasks; each burns in once until there are more shards than tasks.
        assert_eq!(days > all.resident_days, of > 8, "{of} shards");
    }
}
