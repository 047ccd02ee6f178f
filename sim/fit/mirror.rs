//! The log that the model itself would write under a scenario: what rates and variation are corrected with.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::columns::Records;
use super::places::excess;
use super::tally::{Entry, Tally};
use crate::run::Simulation;
use crate::scenario::Scenario;
use crate::society::journal::{Activity, Actor};
use crate::society::{Channel, Community};

/// Number with which the mirror's chance begins; the same log gives the same scenario.
const SEED: u64 = 311;
/// Days simulated after the burn-in.
pub const DAYS: u32 = 730;
/// The case's reporter when it was found on patrol.
const PATROL: u8 = crate::society::Report::PATROL;

/// What the model has on record.
pub struct Mirror {
    /// Cases by kind of the scenario; places are communities, of each run its own.
    pub tally: Tally,
    /// Residents times days.
    pub exposure: f64,
    /// By kind: variance over mean of a count of cases, because one incident has several: Σ m² / Σ m over incidents.
    pub clustering: Vec<f64>,
    /// By kind: squared coefficient of variation between communities, whose property companies and buildings differ.
    pub between: Vec<f64>,
    /// Residents of a community.
    pub community: f64,
}

/// The record of `replicates` runs of a scenario.
#[must_use]
pub fn mirror(scenario: &Scenario, replicates: u32, records: Records) -> Mirror {
    let runs: Vec<(Vec<Recorded>, Vec<u32>)> =
        (0..replicates).into_par_iter().map(|replicate| recorded(scenario, replicate, records)).collect();
    let kinds = scenario.settings.incidents.len();
    let mut tally = Tally::default();
    tally.kinds.resize(kinds, super::tally::Kind::default());
    // The city is the same in every run, its chance is not: communities are compared by the sum of the runs.
    let sizes: Vec<f64> = runs[0].1.iter().map(|&size| f64::from(size)).collect();
    let mut counts = vec![vec![0.0; sizes.len()]; kinds];
    let mut sums = vec![(0.0, 0.0); kinds];
    for (replicate, (cases, _)) in runs.iter().enumerate() {
        let mut incidents: BTreeMap<(usize, u64), f64> = BTreeMap::new();
        for case in cases {
            tally.add(case.kind, replicate as u32 * (1 << 16) + case.community, &case.entry);
            counts[case.kind][case.community as usize] += 1.0;
            *incidents.entry((case.kind, case.incident)).or_default() += 1.0;
        }
        for ((kind, _), cases) in incidents {
            sums[kind].0 += cases;
            sums[kind].1 += cases * cases;
        }
    }
    let clustering: Vec<f64> = sums.into_iter().map(|(m, squares)| if m > 0.0 { squares / m } else { 1.0 }).collect();
    let between = |kind: usize| excess(&counts[kind], &sizes, clustering[kind]);
    let residents: f64 = runs.iter().flat_map(|run| &run.1).map(|&size| f64::from(size)).sum();
    Mirror {
        tally,
        exposure: residents * f64::from(DAYS),
        between: (0..kinds).map(between).collect(),
        clustering,
        community: sizes.iter().sum::<f64>() / sizes.len() as f64,
    }
}

struct Recorded {
    kind: usize,
    incident: u64,
    community: u32,
    entry: Entry,
}

/// The record of one run, and the residents of each community.
fn recorded(scenario: &Scenario, replicate: u32, records: Records) -> (Vec<Recorded>, Vec<u32>) {
    let mut simulation = Simulation::new(scenario, SEED, replicate);
    simulation.keep_journal();
    simulation.advance(DAYS);
    let (mut recorded, mut sizes) = (Vec::new(), Vec::new());
    for s in &simulation.society().subdistricts {
        let first = sizes.len() as u32;
        sizes.extend(s.communities.iter().map(Community::size));
        let mut open: BTreeMap<(u64, (u8, u8)), usize> = BTreeMap::new();
        for event in s.ledger.journal.iter().flat_map(|journal| &journal.events) {
            let Some(case) = event.case else { continue };
            match event.activity {
                Activity::Register if counts(records, case.1, event.actor) => {
                    let community = s.buildings[event.building].community.index() as u32;
                    let deadline = scenario.settings.incidents[event.kind.index()].numbers.deadline_days;
                    open.insert((event.incident, case), recorded.len());
                    recorded.push(Recorded {
                        kind: event.kind.index(),
                        incident: event.incident,
                        community: first + community,
                        entry: Entry { created: event.time, took: None, due: Some(event.time + deadline) },
                    });
                }
                Activity::Close | Activity::PaperClose => {
                    if let Some(at) = open.remove(&(event.incident, case)) {
                        let entry: &mut Entry = &mut recorded[at].entry;
                        entry.took = Some((event.time - entry.created).max(0.0));
                    }
                }
                _ => {}
            }
        }
    }
    // What is closed after the horizon is open in the log.
    let end = f64::from(DAYS);
    for case in &mut recorded {
        case.entry.took = case.entry.took.filter(|took| case.entry.created + took < end);
    }
    (recorded, sizes)
}

/// Whether a case stands in a log that holds such records.
fn counts(records: Records, reporter: u8, asked: Actor) -> bool {
    match records {
        Records::All => true,
        Records::Residents => reporter != PATROL,
        Records::Hotline => reporter != PATROL && asked == Actor::Channel(Channel::Hotline),
    }
}
