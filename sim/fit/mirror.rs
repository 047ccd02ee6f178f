//! The log that the model itself would write under a scenario: what rates and variation are corrected with.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::columns::Records;
use super::tally::{Entry, Tally};
use crate::run::Simulation;
use crate::scenario::Scenario;
use crate::society::Channel;
use crate::society::journal::{Activity, Actor};

/// Number with which the mirror's chance begins; the same log gives the same scenario.
const SEED: u64 = 311;
/// Days simulated after the burn-in.
pub const DAYS: u32 = 730;
/// The case's reporter when it was found on patrol.
const PATROL: u8 = crate::society::Report::PATROL;

/// Cases on record in `replicates` runs of a scenario, by its kinds; places are communities, of each run its own.
///
/// Returns the counts, and residents times days.
#[must_use]
pub fn mirror(scenario: &Scenario, replicates: u32, records: Records) -> (Tally, f64) {
    let lives: Vec<(Vec<Recorded>, u64)> =
        (0..replicates).into_par_iter().map(|replicate| live(scenario, replicate, records)).collect();
    let mut tally = Tally::default();
    tally.kinds.resize(scenario.settings.incidents.len(), super::tally::Kind::default());
    let mut residents = 0;
    for (replicate, (cases, people)) in lives.into_iter().enumerate() {
        residents += people;
        for case in cases {
            tally.add(case.kind, replicate as u32 * (1 << 16) + case.community, &case.entry);
        }
    }
    (tally, residents as f64 * f64::from(DAYS))
}

struct Recorded {
    kind: usize,
    community: u32,
    entry: Entry,
}

fn live(scenario: &Scenario, replicate: u32, records: Records) -> (Vec<Recorded>, u64) {
    let mut simulation = Simulation::new(scenario, SEED, replicate);
    simulation.keep_journal();
    simulation.advance(DAYS);
    let mut recorded = Vec::new();
    for s in &simulation.society().subdistricts {
        let mut open: BTreeMap<(u64, (u8, u8)), usize> = BTreeMap::new();
        for event in s.ledger.journal.iter().flat_map(|journal| &journal.events) {
            let Some(case) = event.case else { continue };
            match event.activity {
                Activity::Register if counts(records, case.1, event.actor) => {
                    let community = s.buildings[event.building as usize].community;
                    let deadline = scenario.settings.incidents[usize::from(event.kind)].numbers.deadline_days;
                    open.insert((event.incident, case), recorded.len());
                    recorded.push(Recorded {
                        kind: usize::from(event.kind),
                        community: s.communities[community as usize].global,
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
    (recorded, simulation.residents())
}

/// Whether a case stands in a log that holds such records.
fn counts(records: Records, reporter: u8, asked: Actor) -> bool {
    match records {
        Records::All => true,
        Records::Residents => reporter != PATROL,
        Records::Hotline => reporter != PATROL && asked == Actor::Channel(Channel::Hotline),
    }
}
