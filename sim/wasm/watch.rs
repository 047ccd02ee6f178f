//! A city to look at: some days of a scenario with everything that happened to every case, and what people thought
//! meanwhile. A page draws it; what is drawn and when is from here, and only where inside of a grid is the page's.
//!
//! An incident has one identity under every policy, so that its fate under two policies can be laid side by side.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::outcomes::grids;
use crate::outcomes::traces::traces;
use crate::run::Simulation;
use crate::scenario::Scenario;
use crate::society::residents::SATISFACTION;
use crate::units::share;

/// Days that may be watched at most: a log of a year would be too much to draw.
pub(super) const MOST_DAYS: u32 = 180;

/// Places of names in the order in which they first came.
#[derive(Default)]
struct Names {
    places: BTreeMap<String, usize>,
    names: Vec<String>,
}

impl Names {
    fn place(&mut self, name: &str) -> usize {
        if let Some(&place) = self.places.get(name) {
            return place;
        }
        self.places.insert(name.to_owned(), self.names.len());
        self.names.push(name.to_owned());
        self.names.len() - 1
    }
}

/// How satisfied everyone is: a digit each, from 0 to 9, grid by grid.
fn satisfied(simulation: &Simulation) -> Value {
    let digit = |lane: i16| char::from(b'0' + (share(lane).clamp(0.0, 0.999) * 10.0) as u8);
    let mut satisfied = Vec::new();
    for s in &simulation.society().subdistricts {
        for community in &s.communities {
            for grid in grids(s, community) {
                let people = &s.residents.state[grid.residents.0 as usize..grid.residents.1 as usize];
                satisfied.push(people.iter().map(|state| digit(state[SATISFACTION])).collect::<String>());
            }
        }
    }
    json!({ "day": simulation.society().day, "grids": satisfied })
}

/// Lets a simulation that is on day 0 run for so many days and says what there was to see; every so many days, people.
pub(super) fn watch(scenario: &Scenario, mut simulation: Simulation, days: u32, every: u32) -> Value {
    simulation.keep_journal();
    let mut people = vec![satisfied(&simulation)];
    let mut left = days;
    while left > 0 {
        let step = left.min(every);
        simulation.advance(step);
        left -= step;
        people.push(satisfied(&simulation));
    }
    let (mut communities, mut tiles, mut first_grid) = (Vec::new(), Vec::new(), BTreeMap::new());
    for s in &simulation.society().subdistricts {
        for community in &s.communities {
            first_grid.insert(community.name.as_str(), tiles.len());
            let (x, y) = community.place;
            for grid in grids(s, community) {
                let residents = grid.residents.1 - grid.residents.0;
                tiles
                    .push(json!({ "community": communities.len(), "number": grid.number + 1, "residents": residents }));
            }
            communities.push(json!({ "name": community.name, "x": x, "y": y }));
        }
    }
    let (mut kinds, mut activities, mut resources, mut incidents) =
        (Names::default(), Names::default(), Names::default(), Names::default());
    let events: Vec<Value> = traces(simulation.society(), simulation.world())
        .into_iter()
        .map(|event| {
            let (incident, case) = event.case.split_once('-').unwrap_or((&event.case, ""));
            let grid = first_grid.get(event.community.as_str()).map_or(0, |first| first + event.grid as usize - 1);
            json!([
                incidents.place(incident),
                case,
                activities.place(event.activity),
                (event.timestamp * 1000.0).round() / 1000.0,
                grid,
                kinds.place(&event.kind),
                resources.place(&event.resource),
                event.due.map(|due| (due * 1000.0).round() / 1000.0),
            ])
        })
        .collect();
    json!({
        "name": scenario.name,
        "days": days,
        "communities": communities,
        "grids": tiles,
        "people": people,
        "kinds": kinds.names,
        "activities": activities.names,
        "resources": resources.names,
        "incidents": incidents.names,
        "events": events,
    })
}
