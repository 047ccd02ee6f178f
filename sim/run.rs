//! One run: a scenario in one replicate, from seed to measured outcomes.

use std::sync::Arc;

pub use crate::outcomes::record::{GridRow, Measured, Run};

use crate::day;
use crate::outcomes::Months;
use crate::outcomes::measure::measure;
use crate::outcomes::places::close_month;
use crate::outcomes::traces::{CaseEvent, traces};
use crate::policy::{Policy, put_in_force};
use crate::scenario::Scenario;
use crate::society::journal::Journal;
use crate::society::{Ledger, Society, Subdistrict};
use crate::synthesis;
use crate::units::{Day, MONTH_DAYS, closes_month};
use crate::world::World;

/// The seed of a comparison: with a replicate's number it determines every draw.
pub type Seed = u64;

/// A running simulation of one scenario in one replicate. Cloning it saves its state exactly.
#[derive(Clone, Debug)]
pub struct Simulation {
    world: Arc<World>,
    policy: Arc<Policy>,
    society: Society,
    /// Ends of months by community, where they are kept.
    months: Option<Months>,
}

/// How the subdistricts of a city are visited: one after the other here, in parallel outside of the model's core.
pub trait Executor {
    /// Calls `visit` once for every subdistrict, in any order.
    fn for_each(&self, subdistricts: &mut [Subdistrict], visit: &(dyn Fn(&mut Subdistrict) + Sync));
}

/// One subdistrict after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Serial;

impl Executor for Serial {
    fn for_each(&self, subdistricts: &mut [Subdistrict], visit: &(dyn Fn(&mut Subdistrict) + Sync)) {
        subdistricts.iter_mut().for_each(visit);
    }
}

impl Simulation {
    /// The world of `scenario` as it is first built, before any burn-in.
    #[must_use]
    pub fn built(scenario: &Scenario, seed: Seed, replicate: u32) -> Self {
        Self::built_with(scenario, seed, replicate, &Serial)
    }

    /// The same, with the subdistricts built by `executor`.
    #[must_use]
    pub fn built_with(scenario: &Scenario, seed: Seed, replicate: u32, executor: &impl Executor) -> Self {
        let settings = &scenario.settings;
        let world = World::new(settings, seed, replicate);
        let policy = Policy::constant(scenario.burn_in_levers(), &settings.mechanisms);
        let plan = scenario.plan(seed, replicate);
        let start = -(settings.frame.burn_in_days as Day);
        let mut subdistricts = synthesis::sites(&plan, &world);
        executor.for_each(&mut subdistricts, &|s| {
            synthesis::settle(s, &plan[s.index as usize], &settings.city, &world, &policy, start);
        });
        let society = Society { subdistricts, day: start };
        Self { world: Arc::new(world), policy: Arc::new(policy), society, months: None }
    }

    /// The world of `scenario` on day 0, burned in under [`Scenario::burn_in_levers`].
    #[must_use]
    pub fn burned_in(scenario: &Scenario, seed: Seed, replicate: u32) -> Self {
        let mut simulation = Self::built(scenario, seed, replicate);
        simulation.advance(scenario.settings.frame.burn_in_days as u32);
        simulation
    }

    /// The same world on day 0 under the policy of another scenario of the same world.
    #[must_use]
    pub fn branch(&self, scenario: &Scenario) -> Self {
        self.clone().into_branch(scenario)
    }

    /// The same without a copy: this world itself continues under that policy.
    #[must_use]
    pub fn into_branch(mut self, scenario: &Scenario) -> Self {
        let policy = Policy::of(scenario);
        let day = self.society.day;
        for s in &mut self.society.subdistricts {
            s.open_books(day, self.world.kinds.len());
            put_in_force(s, &policy, day, true);
        }
        self.policy = Arc::new(policy);
        self
    }

    /// Burned in and branched: the scenario on day 0.
    #[must_use]
    pub fn new(scenario: &Scenario, seed: Seed, replicate: u32) -> Self {
        Self::burned_in(scenario, seed, replicate).into_branch(scenario)
    }

    /// Simulates `days` more days.
    pub fn advance(&mut self, days: u32) {
        self.advance_with(days, &Serial);
    }

    /// Simulates `days` more days, with the subdistricts visited by `executor`.
    ///
    /// A subdistrict runs a month at a time, which keeps its residents in the cache. Nothing passes between them but at the
    /// end of a month, when all have reached it: then the city goes through them in order.
    pub fn advance_with(&mut self, days: u32, executor: &impl Executor) {
        let end = self.society.day + days as Day;
        while self.society.day < end {
            let from = self.society.day;
            let to = end.min(from + MONTH_DAYS - from.rem_euclid(MONTH_DAYS));
            let (world, policy) = (&*self.world, &*self.policy);
            executor.for_each(&mut self.society.subdistricts, &|s| {
                for day in from..to {
                    day::simulate(s, world, policy, day);
                }
                s.give_back_room();
            });
            if closes_month(to - 1) {
                day::end_month_together(&mut self.society.subdistricts, world);
            }
            self.society.day = to;
            if let Some(months) = self.months.as_mut().filter(|_| closes_month(to - 1)) {
                close_month(months, &self.society, &self.world);
            }
        }
    }

    /// Residents of the city.
    #[must_use]
    pub fn residents(&self) -> u64 {
        self.society.subdistricts.iter().map(|s| s.residents.len() as u64).sum()
    }

    /// Who and what exists.
    #[must_use]
    pub fn society(&self) -> &Society {
        &self.society
    }

    /// What a test may tamper with.
    #[doc(hidden)]
    pub fn society_mut(&mut self) -> &mut Society {
        &mut self.society
    }

    /// The world of the society.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What has been counted, by subdistrict.
    pub fn ledger(&self) -> impl Iterator<Item = &Ledger> {
        self.society.subdistricts.iter().map(|s| &s.ledger)
    }

    /// Keeps a journal from now on: of every incident and case what happened to it.
    pub fn keep_journal(&mut self) {
        for s in &mut self.society.subdistricts {
            s.ledger.journal = Some(Journal::default());
        }
    }

    /// Keeps every community's outcomes month by month from now on.
    pub fn keep_months(&mut self) {
        self.months = Some(Months::new());
    }

    /// The traces of all cases since the journal was begun; none without a journal.
    #[must_use]
    pub fn traces(&self) -> Vec<CaseEvent> {
        traces(&self.society, &self.world)
    }

    /// What has been measured from day 0 to now.
    #[must_use]
    pub fn measure(&self) -> Run {
        measure(&self.society, &self.world, self.months.as_ref())
    }
}

/// Runs a scenario in one replicate over its horizon.
#[must_use]
pub fn simulate(scenario: &Scenario, seed: Seed, replicate: u32) -> Run {
    let mut simulation = Simulation::new(scenario, seed, replicate);
    simulation.advance(scenario.settings.frame.days as u32);
    simulation.measure()
}

/// Identity of a scenario's world, see [`Scenario::world`]. Scenarios with the same world share one burn-in per replicate.
#[must_use]
pub fn world_hash(scenario: &Scenario) -> blake3::Hash {
    blake3::hash(scenario.world().as_bytes())
}
