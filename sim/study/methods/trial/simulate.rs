//! Simulates the pilots of a trial and the same world without any.
//!
//! A replicate burns in once and runs once up to the day of the reform; from that day on it runs without a pilot and, from
//! the same state, with each. A finished replicate is kept on disk, from which a stopped trial resumes.

use std::sync::atomic::Ordering;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::choose::{Known, order};
use super::panel::{MEASURES, Month, Recorder, communities};
use super::plan::{Pilot, PilotIndex, Plan};
use crate::diagnostics::Diagnostic;
use crate::ensemble::{Stopped, residents};
use crate::outcomes::{Direction, outcome_kind};
use crate::random::Stream;
use crate::registry::Parameter;
use crate::results::canonical_hash;
use crate::run::Simulation;
use crate::scenario::{Change, Scenario};
use crate::settings::parameters;
use crate::society::Society;
use crate::store::{Bytes, Unit, Units, Written};
use crate::study::runner::{Runner, WorkItem};
use crate::study::subject::{Combination, Subject};
use crate::units::MONTH_DAYS;
use crate::units::places::Indexed;

/// Form of a kept replicate.
const LAYOUT: u32 = 2;

/// A world from the day of the reform on.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// Which communities take part; none in the world without a pilot.
    pub treated: Vec<bool>,
    /// Month by month.
    pub months: Vec<Month>,
}

/// One replicate of a trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicate {
    /// Months from day 0 to the reform, the same in every world.
    pub past: Vec<Month>,
    /// The world without a pilot, then that with each, in the order of [`Plan::pilots`].
    pub worlds: Vec<World>,
}

/// What is simulated: the world without the reform, its levers, and how it is tried.
pub struct Trying<'a> {
    plan: &'a Plan,
    pilots: Indexed<PilotIndex, Pilot>,
    base: Scenario,
    /// Levers that the reform moves.
    set: Vec<(&'static str, &'static str, f64)>,
    /// See [`Trying::key`].
    key: String,
}

impl<'a> Trying<'a> {
    /// The trial of the levers of `reform` in the world of `base`.
    #[must_use]
    pub fn new(plan: &'a Plan, base: Scenario, reform: &Scenario) -> Self {
        let levers = parameters().filter(|parameter| parameter.lever.is_some());
        let value = |scenario: &Scenario, p: &Parameter| scenario.settings.get(p.table, p.name).unwrap_or(p.default);
        let moved = levers.filter(|p| value(&base, p).to_bits() != value(reform, p).to_bits());
        let set: Vec<_> = moved.map(|p| (p.table, p.name, value(reform, p))).collect();
        // The number changes with the form of a kept replicate: units of another form have other names.
        let text = format!("trial {LAYOUT} {} {set:?} {plan:?}", canonical_hash(&base));
        Self { plan, pilots: plan.pilots(), base, set, key: blake3::hash(text.as_bytes()).to_hex().to_string() }
    }

    /// The trial of a study under one combination of structural variants.
    ///
    /// # Errors
    /// When the combination is no scenario.
    pub fn at(plan: &'a Plan, subject: &Subject, combination: &Combination) -> Result<Self, Box<Diagnostic>> {
        let [base, reform] = [0, 1].map(|index| subject.scenario_at(index, combination, &[]));
        Ok(Self::new(plan, base?, &reform?))
    }

    /// What the trial would take, and what of it is missing.
    #[must_use]
    pub fn load(&self, runner: &Runner) -> WorkItem {
        let units = self.units(runner);
        let missing = mine(runner).filter(|r| !units.as_ref().is_some_and(|units| units.has(0, *r))).count();
        let (worlds, plan) = (self.pilots.len() as f64 + 1.0, self.plan);
        let days =
            self.base.settings.frame.burn_in_days + f64::from(plan.day) + worlds * f64::from(plan.days() - plan.day);
        WorkItem {
            units: mine(runner).count() as u64,
            missing: missing as u64,
            worlds: 1,
            resident_days: residents(&self.base) * days * missing as f64,
        }
    }

    fn units(&self, runner: &Runner) -> Option<Units<Replicate>> {
        runner.packs.map(|packs| Units::of_keys(packs, vec![self.key.clone()], runner.seed))
    }

    /// Hash of everything that decides the values of a replicate but seed and model.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// All replicates, in their order; of a shard, its own.
    ///
    /// # Errors
    /// When it was stopped, or a replicate could not be kept.
    pub fn run(&self, runner: &Runner) -> Result<Vec<Replicate>, Stopped> {
        (runner.announce)(self.load(runner).resident_days);
        let units = self.units(runner);
        let one = |replicate| {
            if let Some(found) = units.as_ref().and_then(|units| units.take(0, replicate)) {
                return Ok(found);
            }
            let simulated = self.replicate(runner, replicate)?;
            if let Some(units) = &units {
                units.keep(0, replicate, &simulated).map_err(|error| Some(error.to_string()))?;
            }
            runner.simulated.fetch_add(1, Ordering::Relaxed);
            Ok(simulated)
        };
        let replicates: Result<Vec<_>, Option<String>> =
            runner.pool.install(|| mine(runner).collect::<Vec<_>>().into_par_iter().map(one).collect());
        replicates.map_err(|reason| reason.map_or(Stopped::Cancelled, Stopped::Store))
    }

    fn replicate(&self, runner: &Runner, replicate: u32) -> Result<Replicate, Option<String>> {
        let mut root = Simulation::built(&self.base, runner.seed, replicate);
        runner.advance(&mut root, self.base.settings.frame.burn_in_days as u32)?;
        let mut root = root.into_branch(&self.base);
        let past = months(runner, &mut root, self.plan.day)?;
        let order = |pilot: &Pilot| self.chosen(*pilot, root.society(), &past, runner.seed, replicate);
        let taking_part: Vec<Vec<usize>> = std::iter::once(Vec::new()).chain(self.pilots.iter().map(order)).collect();
        let world = |chosen: &Vec<usize>| {
            let mut simulation = root.branch(&self.pilot(root.society(), chosen));
            let months = months(runner, &mut simulation, self.plan.days() - self.plan.day)?;
            let treated = (0..communities(root.society()).count()).map(|c| chosen.contains(&c)).collect();
            Ok(World { treated, months })
        };
        let worlds: Result<Vec<World>, Option<String>> = taking_part.par_iter().map(world).collect();
        Ok(Replicate { past, worlds: worlds? })
    }

    /// The communities that a pilot takes, by their place in the city.
    fn chosen(&self, pilot: Pilot, society: &Society, past: &[Month], seed: u64, replicate: u32) -> Vec<usize> {
        let of =
            |measure: usize| past.last().map_or(Vec::new(), |month| month.iter().map(|row| row[measure]).collect());
        let measure = |id: &str| of(MEASURES.iter().position(|known| *known == id).expect("one of the measures"));
        let better = outcome_kind(MEASURES[self.plan.best_by]).map_or(Direction::Up, |kind| kind.direction);
        let sign = if better == Direction::Down { -1.0 } else { 1.0 };
        let merit: Vec<f64> = of(self.plan.best_by).into_iter().map(|value| sign * value).collect();
        let keys: Vec<u64> = communities(society).map(|(_, community)| community.key.whole()).collect();
        let is_named = |name: &String| self.plan.named.contains(name);
        let known = Known {
            keys: &keys,
            active: &measure("active_share"),
            capability: &measure("capability"),
            merit: &merit,
            named: &communities(society).map(|(_, community)| is_named(&community.name)).collect::<Vec<bool>>(),
        };
        let mut order = order(pilot.selection, &known, self.plan.volunteer_slope, Stream::new(seed, replicate));
        debug_assert_eq!(order.len(), communities(society).count());
        order.truncate(pilot.size as usize);
        order
    }

    /// The base with the reform as a dated change in the chosen communities.
    fn pilot(&self, society: &Society, chosen: &[usize]) -> Scenario {
        let mut scenario = self.base.clone();
        // A change without communities would act everywhere.
        if !chosen.is_empty() {
            let names: Vec<&String> = communities(society).map(|(_, community)| &community.name).collect();
            let mut change = Change::on(self.plan.day as i32, self.set.clone());
            change.ramp_days = self.plan.ramp_days as i32;
            change.communities = chosen.iter().map(|community| names[*community].clone()).collect();
            scenario.changes.push(change);
        }
        scenario
    }
}

/// The replicates that are to be simulated.
fn mine(runner: &Runner) -> impl Iterator<Item = u32> {
    let shard = runner.shard;
    (0..runner.replicates).filter(move |replicate| shard.is_none_or(|(number, of)| replicate % of == number))
}

/// Simulates whole months and records each.
fn months(runner: &Runner, simulation: &mut Simulation, days: u32) -> Result<Vec<Month>, Option<String>> {
    let mut recorder = Recorder::new(simulation.society());
    let month = |_| {
        runner.advance(simulation, MONTH_DAYS as u32)?;
        Ok(recorder.month(simulation.society()))
    };
    (0..days / MONTH_DAYS as u32).map(month).collect()
}

impl Unit for Replicate {
    fn put(&self, bytes: &mut Written) {
        put_months(bytes, &self.past);
        bytes.count(self.worlds.len());
        for World { treated, months } in &self.worlds {
            bytes.count(treated.len());
            for treated in treated {
                bytes.count(usize::from(*treated));
            }
            put_months(bytes, months);
        }
    }

    fn read(bytes: &mut Bytes) -> Option<Self> {
        let world = |b: &mut Bytes| {
            Some(World { treated: b.list(|b| b.small().map(|treated| treated > 0))?, months: read_months(b)? })
        };
        Some(Self { past: read_months(bytes)?, worlds: bytes.list(world)? })
    }
}

fn put_months(bytes: &mut Written, months: &[Month]) {
    bytes.count(months.len());
    for month in months {
        bytes.count(month.len());
        for values in month {
            bytes.numbers(values);
        }
    }
}

fn read_months(bytes: &mut Bytes) -> Option<Vec<Month>> {
    bytes.list(|b| b.list(|b| b.numbers()?.try_into().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replicate_comes_back_as_it_was() {
        let month = |value: f64| vec![[value; 8], [value + 0.1; 8], [-value; 8]];
        let world = |treated: [bool; 3], value| World { treated: treated.to_vec(), months: vec![month(value); 2] };
        let replicate = Replicate {
            past: vec![month(1.0), month(2.0), month(3.0)],
            worlds: vec![world([false; 3], 4.0), world([true, false, true], 5.0)],
        };
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join(crate::store::UNITS)).unwrap();
        let units = Units::of_keys(&crate::store::Packs::at(dir.path()), vec!["key".to_owned()], 1);
        assert_eq!(units.take(0, 0), None);
        units.keep(0, 0, &replicate).unwrap();
        assert_eq!(units.take(0, 0), Some(replicate));
    }
}
