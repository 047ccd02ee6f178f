//! Checks a scenario as a whole: what no single value can show.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::nearest::nearest;
use super::place::Place;
use super::{Change, Scenario};
use crate::assumptions::CityPlan;
use crate::diagnostics::{Code, Diagnostic};
use crate::plan::most_in_a_community;

/// Most kinds of incident.
const MOST_KINDS: usize = 64;
/// Largest community, in residents: ties inside a community are kept in 16 bits.
const LARGEST_COMMUNITY: u32 = 60_000;
/// Most residents of a city.
const MOST_RESIDENTS: f64 = 100_000_000.0;

/// Unknown communities that are reported one by one.
const MOST_UNKNOWN: usize = 50;

/// Names of communities that a misspelt one is compared with.
const MOST_COMPARED: usize = 5_000;

const FLOOR: &str = "power.intervention_floor_share";
const CAP: &str = "power.intervention_cap_share";

/// Checks a draft; `fallback` is the place of errors about values that nobody set.
pub(super) fn whole(draft: &Draft, fallback: &Place, problems: &mut Vec<Diagnostic>) {
    let wrong_already = |prefix: &str| problems.iter().any(|problem| problem.key.starts_with(prefix));
    // What is missing or wrong already would only be reported a second time in other words.
    let skip_shares = wrong_already("power.intervention") || wrong_already("extends");
    let skip_city = wrong_already("city.") || wrong_already("extends");
    let mut found = Vec::new();
    kinds(draft, fallback, &mut found);
    days(draft, fallback, &mut found);
    if !skip_shares {
        floor_below_cap(draft, fallback, &mut found);
    }
    if !skip_city {
        city(draft, fallback, &mut found);
    }
    problems.extend(found);
}

fn place_of<'a>(draft: &'a Draft, keys: &[&str], fallback: &'a Place) -> &'a Place {
    keys.iter().find_map(|key| draft.places.get(*key)).unwrap_or(fallback)
}

fn kinds(draft: &Draft, fallback: &Place, problems: &mut Vec<Diagnostic>) {
    let kinds = &draft.scenario.settings.incidents;
    if kinds.len() > MOST_KINDS {
        let key = format!("incident.{}.name", kinds[MOST_KINDS].name);
        let problem = place_of(draft, &[&key], fallback)
            .problem(&key, format!("there are {} kinds of incident", kinds.len()))
            .code(Code::OutOfRange);
        problems.push(
            problem.expected(format!("at most {MOST_KINDS}")).help("join kinds that the same people handle alike"),
        );
    }
    if kinds.is_empty() {
        let problem = fallback.problem("incident", "there is no kind of incident").code(Code::Missing);
        problems.push(problem.expected("at least one [[incident]]").help("a rate of 0 drops a kind"));
    }
}

fn days(draft: &Draft, fallback: &Place, problems: &mut Vec<Diagnostic>) {
    let days = draft.scenario.settings.frame.days;
    for (change, places) in draft.scenario.changes.iter().zip(&draft.changes) {
        if f64::from(change.day) < days {
            continue;
        }
        let day = places.day.as_ref().unwrap_or(fallback);
        // An inherited change is not at fault: the shorter horizon is.
        let at = draft.places.get("scenario.days").filter(|place| place.file.name != day.file.name).unwrap_or(day);
        let found = format!("a [[change]] acts on day {} of a run of {days} days", change.day);
        let problem = at
            .problem("change.day", found)
            .code(Code::OutOfRange)
            .expected(format!("a day before {days} (days count from 0)"));
        problems.push(problem.help(format!("set scenario.days above {}, or move the change", change.day)));
    }
}

/// A lever's value on a day under the changes that act at a place, in the order of their days.
fn lever_on(scenario: &Scenario, name: &str, acting: &[&Change], day: i32) -> f64 {
    let target = |change: &Change| change.set.iter().rfind(|set| set.0 == "power" && set.1 == name).map(|set| set.2);
    let begun: Vec<(&Change, f64)> = acting
        .iter()
        .filter(|change| change.day <= day)
        .filter_map(|change| target(change).map(|target| (*change, target)))
        .collect();
    let mut value = scenario.settings.get("power", name).unwrap_or(0.0);
    for (index, (change, target)) in begun.iter().enumerate() {
        let until = begun.get(index + 1).map_or(day, |(next, _)| next.day);
        let gone = f64::from(until - change.day) / f64::from(change.ramp_days.max(1));
        value += (target - value) * if change.ramp_days == 0 { 1.0 } else { gone.min(1.0) };
    }
    value
}

fn acts_in(change: &Change, community: Option<&str>) -> bool {
    change.communities.is_empty() || community.is_some_and(|name| change.communities.iter().any(|other| other == name))
}

fn floor_below_cap(draft: &Draft, fallback: &Place, problems: &mut Vec<Diagnostic>) {
    let scenario = &draft.scenario;
    let power = &scenario.settings.levers.power;
    let help = "raise the cap or lower the floor";
    if power.intervention_floor_share > power.intervention_cap_share {
        // The value set in the file at hand is the likelier slip.
        let own = |key: &&str| draft.places.get(*key).is_some_and(|place| place.file.name == fallback.file.name);
        let key = [CAP, FLOOR].into_iter().find(own).unwrap_or(CAP);
        let found = format!(
            "the floor intervention_floor_share is {}, above the cap intervention_cap_share, {}",
            power.intervention_floor_share, power.intervention_cap_share
        );
        let problem = place_of(draft, &[key, FLOOR, CAP], fallback).problem(key, found).code(Code::Conflict);
        problems.push(problem.expected("a floor that is at most the cap").help(help));
        return;
    }
    let touches = |change: &Change| change.set.iter().any(|set| set.0 == "power" && set.1.starts_with("intervention_"));
    let relevant: Vec<usize> = (0..scenario.changes.len()).filter(|&i| touches(&scenario.changes[i])).collect();
    let named: BTreeSet<&str> =
        relevant.iter().flat_map(|&i| &scenario.changes[i].communities).map(String::as_str).collect();
    // Everywhere else, then each community that some change names.
    for community in std::iter::once(None).chain(named.into_iter().map(Some)) {
        let mut acting: Vec<usize> =
            relevant.iter().copied().filter(|&i| acts_in(&scenario.changes[i], community)).collect();
        acting.sort_by_key(|&i| scenario.changes[i].day);
        let changes: Vec<&Change> = acting.iter().map(|&i| &scenario.changes[i]).collect();
        // Values move linearly in between: the ends of every ramp are enough.
        let ends = changes.iter().flat_map(|change| [change.day, change.day.saturating_add(change.ramp_days)]);
        let days: BTreeSet<i32> = ends.collect();
        for day in days {
            let floor = lever_on(scenario, "intervention_floor_share", &changes, day);
            let cap = lever_on(scenario, "intervention_cap_share", &changes, day);
            if floor <= cap + 1e-12 {
                continue;
            }
            let latest = acting.iter().rfind(|&&i| scenario.changes[i].day <= day);
            let at = latest.and_then(|&i| {
                let which = scenario.changes[i].set.iter().position(|set| set.1.starts_with("intervention_"));
                which.and_then(|which| draft.changes[i].set.get(which))
            });
            let found = format!("on day {day} the floor intervention_floor_share is {floor}, above the cap, {cap}");
            let problem = at
                .unwrap_or(fallback)
                .problem(CAP, found)
                .code(Code::Conflict)
                .expected("a floor that is at most the cap");
            problems.push(problem.help(help));
            // What comes later starts from this error.
            return;
        }
    }
}

fn city(draft: &Draft, fallback: &Place, problems: &mut Vec<Diagnostic>) {
    let city = &draft.scenario.settings.city;
    let at = |keys: &[&str]| place_of(draft, keys, fallback);
    if city.residents > MOST_RESIDENTS {
        let problem = at(&["city.roster"])
            .problem("city.roster", format!("the city has {} residents", city.residents))
            .code(Code::OutOfRange);
        problems.push(problem.expected("at most 100 million").help("take subdistricts out of the roster"));
        return;
    }
    let shares = [
        ("city.old_estate_share", city.old_estate_share),
        ("city.commodity_estate_share", city.commodity_estate_share),
        ("city.work_unit_share", city.work_unit_share),
        ("city.urban_village_share", city.urban_village_share),
        ("city.resettlement_share", city.resettlement_share),
    ];
    if shares.iter().all(|(_, share)| *share <= 0.0) && draft.scenario.roster.is_none() {
        let problem = at(&shares.map(|(key, _)| key))
            .problem(shares[0].0, "the shares of all five kinds of community are 0")
            .code(Code::OutOfRange);
        problems.push(problem.expected("at least one share above 0").help("shares are scaled to sum to one"));
    }
    // In a city that is drawn sizes differ between replicates; names do not.
    let subdistricts = draft.scenario.plan(0, 0);
    let communities = || subdistricts.iter().flat_map(|s| &s.communities);
    let keys = ["city.residents_per_community", "city.residents_per_subdistrict", "city.residents"];
    let large = |found: String| {
        let problem =
            at(&keys).problem(keys[0], found).code(Code::OutOfRange).expected(format!("at most {LARGEST_COMMUNITY}"));
        problem.help("ties between neighbours are local: lower city.residents_per_community")
    };
    let most = most_in_a_community(city);
    if draft.scenario.settings.plan != CityPlan::Fixed && most > LARGEST_COMMUNITY {
        problems.push(large(format!("a community of a city that is drawn could have {most} residents")));
    } else if let Some(one) = communities().max_by_key(|community| community.residents)
        && one.residents > LARGEST_COMMUNITY
    {
        problems.push(large(format!("the community {} would have {} residents", one.name, one.residents)));
    }
    if draft.scenario.changes.iter().all(|change| change.communities.is_empty()) {
        return;
    }
    let known: BTreeSet<&str> = communities().map(|community| community.name.as_str()).collect();
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    let mut unknown = 0;
    for (change, places) in draft.scenario.changes.iter().zip(&draft.changes) {
        for (index, name) in change.communities.iter().enumerate() {
            let place = places.communities.get(index).unwrap_or(fallback);
            if known.contains(name.as_str()) || !asked.insert(name) {
                continue;
            }
            unknown += 1;
            if unknown > MOST_UNKNOWN {
                continue;
            }
            // A name that several subdistricts have stands with its subdistrict.
            let ending = format!("/{name}");
            let several: Vec<&str> = known.iter().copied().filter(|known| known.ends_with(&ending)).take(6).collect();
            if several.len() > 1 {
                let found = format!("several communities are called {name}");
                let problem = place.problem("change.communities", found).code(Code::UnknownName);
                problems.push(problem.expected(several.join(", ")).help("name each with its subdistrict before it"));
                continue;
            }
            // Comparing with every name of a large city would take long.
            let near = nearest(name, known.iter().copied().take(MOST_COMPARED));
            let expected = match near {
                Some(near) => format!("the name of a community; the nearest is {near}"),
                None => "the name of a community".to_owned(),
            };
            let mut some: Vec<&str> = communities().take(6).map(|community| community.name.as_str()).collect();
            if known.len() > some.len() {
                some.push("…");
            }
            let help = format!(
                "there are {}: {}; `gridgov check --explain FILE` lists all once this name is out",
                known.len(),
                some.join(", ")
            );
            let problem =
                place.problem("change.communities", format!("there is no community {name}")).code(Code::UnknownName);
            problems.push(problem.expected(expected).help(help));
        }
    }
    if unknown > MOST_UNKNOWN {
        let found = format!("{} more names are none of a community", unknown - MOST_UNKNOWN);
        let help = "`gridgov check --explain FILE` lists the communities once these names are out";
        problems.push(fallback.problem("change.communities", found).code(Code::UnknownName).help(help));
    }
}
