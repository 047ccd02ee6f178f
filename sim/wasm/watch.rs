//! A city to look at: some days of a scenario with everything that happened to every case, and what people thought
//! meanwhile. A page draws it; what is drawn and when is from here, and only where inside of a grid is the page's.
//!
//! An incident has one identity under every policy, so that its fate under two policies can be laid side by side.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::outcomes::traces::traces;
use crate::run::Simulation;
use crate::scenario::Scenario;
use crate::society::residents::SATISFACTION;
use crate::society::{Community, Subdistrict};
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

/// The first buildings of the grids of a community with the residents of each.
fn residents<'a>(s: &'a Subdistrict, community: &'a Community) -> impl Iterator<Item = (usize, usize)> {
    community.map.iter().enumerate().map(move |(number, &first)| {
        let end = community.map.get(number + 1).copied().unwrap_or(community.buildings.1);
        let buildings = &s.buildings[(first, end)];
        (buildings[0].residents.0 as usize, buildings[buildings.len() - 1].residents.1 as usize)
    })
}

/// How satisfied everyone is: a digit each, from 0 to 9, grid by grid.
fn satisfied(simulation: &Simulation) -> Value {
    let digit = |lane: i16| char::from(b'0' + (share(lane).clamp(0.0, 0.999) * 10.0) as u8);
    let mut grids = Vec::new();
    for s in &simulation.society().subdistricts {
        for community in &s.communities {
            for (first, last) in residents(s, community) {
                let people = &s.residents.state[first..last];
                grids.push(people.iter().map(|state| digit(state[SATISFACTION])).collect::<String>());
            }
        }
    }
    json!({ "day": simulation.society().day, "grids": grids })
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
    let (mut communities, mut grids, mut first_grid) = (Vec::new(), Vec::new(), BTreeMap::new());
    for s in &simulation.society().subdistricts {
        for community in &s.communities {
            first_grid.insert(community.name.as_str(), grids.len());
            let (x, y) = community.place;
            let side = (community.map.len() as f64).sqrt().ceil().max(1.0);
            for (number, (first, last)) in residents(s, community).enumerate() {
                let (column, row) = (number as f64 % side, (number as f64 / side).floor());
                grids.push(json!({
                    "community": communities.len(), "number": number + 1, "residents": last - first,
                    "x": x + column / side, "y": y + row / side, "size": 1.0 / side,
                }));
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
        "grids": grids,
        "people": people,
        "kinds": kinds.names,
        "activities": activities.names,
        "resources": resources.names,
        "incidents": incidents.names,
        "events": events,
    })
}
