//! Draws are keyed by who, not by where in the file: rows of a roster may be sorted, added and removed, and all others keep
//! their people and what befalls them. docs/model.md says what is promised.

use std::collections::BTreeMap;
use std::path::Path;

use gridgov::internals::assumptions::Archetype;
use gridgov::internals::plan::RosterRow;
use gridgov::internals::random::{Purpose, Stream};
use gridgov::internals::results::canonical_hash;
use gridgov::internals::rules::arrival;
use gridgov::internals::society::counts::DayCounts;
use gridgov::internals::society::{Community, Subdistrict};
use gridgov::internals::units::places::KindIndex;
use gridgov::{Scenario, Simulation};

/// The shipped district with a sixth of its households, so that it is quick to live in.
fn district() -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/places/district.toml");
    let mut scenario = Scenario::from_path(&path).unwrap().remove(0);
    for row in scenario.roster.as_mut().expect("a roster") {
        row.households = (row.households / 6.0).round();
    }
    scenario.settings.frame.burn_in_days = 0.0;
    // Subdistricts see each other in the ranking alone.
    scenario.settings.mechanisms.ranking = false;
    scenario
}

/// The same with another list of communities.
fn changed(change: impl FnOnce(&mut Vec<RosterRow>)) -> Scenario {
    let mut scenario = district();
    change(scenario.roster.as_mut().expect("a roster"));
    scenario
}

/// A subdistrict as text, but for where it stands in the city and how it and its communities are drawn on a map.
fn state(s: &Subdistrict) -> String {
    let mut s = s.clone();
    s.index = 0;
    for community in &mut s.communities {
        community.name.clear();
        community.place = (0.0, 0.0);
    }
    format!("{s:?}")
}

/// The subdistricts by name.
fn by_name(simulation: &Simulation) -> BTreeMap<&str, &Subdistrict> {
    simulation.society().subdistricts.iter().map(|s| (s.name.as_str(), s)).collect()
}

/// Identity, kind, building and person (by their places within the community) of an incident.
type Incident = (u64, KindIndex, usize, u32);

/// What arises of itself today, by community: what incidents breed is left out, and facilities too where asked.
fn arrivals(simulation: &Simulation, facilities: bool) -> BTreeMap<String, Vec<Incident>> {
    let (w, day) = (simulation.world(), simulation.society().day);
    let mut found = BTreeMap::new();
    for s in &simulation.society().subdistricts {
        let mut s = s.clone();
        s.ledger.days.push(DayCounts::default());
        arrival::move_common_rate(&mut s, w, day);
        arrival::incidents_arise(&mut s, w, day);
        for (c, community) in s.communities.each() {
            let mine = s.incidents.iter().filter(|i| {
                let asked_for = facilities || !w.kinds[i.kind].facility;
                i.born == day && s.buildings[i.building].community == c && asked_for
            });
            let place = |i: &gridgov::internals::society::Incident| {
                (i.id, i.kind, i.building.index() - community.buildings.0.index(), i.person - community.residents.0)
            };
            found.insert(community.name.clone(), mine.map(place).collect());
        }
    }
    found
}

/// Who lives in a community, how they are tied, and who holds its posts.
fn people(s: &Subdistrict, c: &Community) -> String {
    let own = c.residents.0 as usize..c.residents.1 as usize;
    let holders: Vec<_> = s.posts[c.posts].iter().map(|post| (post.key, post.full_time_mark, post.worker)).collect();
    let houses: Vec<_> =
        s.buildings[c.buildings].iter().map(|b| (b.residents.0 - c.residents.0, b.cumulative)).collect();
    let r = &s.residents;
    format!("{:?}", (&r.traits[own.clone()], &r.ties[own.clone()], &r.state[own], holders, houses, c.tastes))
}

/// Lives in both cities and checks what is promised to all communities but those in `touched`, whose subdistrict is `where_`.
fn others_keep_what_befalls_them(other: &Scenario, where_: &str, touched: &str) {
    let (mut plain, mut other) = (Simulation::new(&district(), 5, 1), Simulation::new(other, 5, 1));
    let (before, after) = (by_name(&plain), by_name(&other));
    let mut compared = 0;
    for c in before[where_].communities.iter().filter(|c| c.name != touched) {
        let twin = after[where_].communities.iter().find(|twin| twin.name == c.name).unwrap();
        assert_eq!(people(before[where_], c), people(after[where_], twin), "{}", c.name);
        compared += 1;
    }
    assert!(compared >= 10, "{compared} communities");
    let (mut seen, mut differs) = (0, false);
    for day in 0..90 {
        // Upkeep, which keeps defects from arising, follows what people live through, from the first month on.
        let facilities = day < 30;
        let (mut left, mut right) = (arrivals(&plain, facilities), arrivals(&other, facilities));
        left.remove(touched);
        right.remove(touched);
        assert_eq!(left, right, "day {day}");
        seen += left.values().map(Vec::len).sum::<usize>();
        plain.advance(1);
        other.advance(1);
        differs |= by_name(&plain)[where_].cases.len() != by_name(&other)[where_].cases.len();
    }
    assert!(seen > 3_000 && differs, "{seen} incidents; something differs: {differs}");
    // Nothing passes between subdistricts.
    for (name, s) in by_name(&plain) {
        assert_eq!(state(s) == state(by_name(&other)[name]), name != where_, "{name}");
    }
}

/// Somewhere in the middle of the list.
const MIDDLE: usize = 30;

#[test]
fn a_row_more_leaves_all_others_what_befalls_them() {
    let rows = district().roster.unwrap();
    for at in [0, MIDDLE] {
        let place = rows[MIDDLE].subdistrict.clone();
        let row = RosterRow::new("B7", &place, "New Gate", Archetype::UrbanVillage, 300.0);
        others_keep_what_befalls_them(&changed(|rows| rows.insert(at, row)), &place, "New Gate");
    }
}

#[test]
fn a_row_less_leaves_all_others_what_befalls_them() {
    let gone = district().roster.unwrap()[MIDDLE].clone();
    let without = changed(|rows| drop(rows.remove(MIDDLE)));
    others_keep_what_befalls_them(&without, &gone.subdistrict, &gone.name);
}

#[test]
fn the_order_of_rows_and_what_they_are_called_change_nothing() {
    let stream = Stream::new(3, 0);
    // In an order that has nothing to do with the ids: of a keyed draw by the letters of each.
    let letters = |id: &str| id.bytes().fold(0, |sum, byte| (sum * 31 + u32::from(byte)) % 9_999);
    let lot = |row: &RosterRow| stream.block(Purpose::Study, 0, 1, letters(&row.id));
    let shuffled = changed(|rows| rows.sort_by_cached_key(lot));
    let renamed = changed(|rows| {
        for (place, row) in rows.iter_mut().enumerate() {
            row.name = format!("Community {place}");
            row.place = None;
        }
    });
    assert_ne!(shuffled.roster, district().roster);
    assert!(shuffled.same_world(&district()), "a burn-in is shared whatever the order of rows");
    assert_eq!(canonical_hash(&shuffled), canonical_hash(&district()), "and so are kept runs");
    let simulated = |scenario: &Scenario| {
        let mut life = Simulation::new(scenario, 5, 1);
        life.advance(60);
        life
    };
    let plain = simulated(&district());
    let turned = simulated(&shuffled);
    assert_eq!(plain.measure().hash(), turned.measure().hash(), "all outcomes to the last bit");
    for other in [turned, simulated(&renamed)] {
        for (s, twin) in plain.society().subdistricts.iter().zip(&other.society().subdistricts) {
            assert!(s.name == twin.name && state(s) == state(twin), "{}", s.name);
        }
    }
}
