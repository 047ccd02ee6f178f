//! `gridgov check`: whether scenarios are right, and what they come to.

mod diff;

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::failure;
use super::output;
use crate::assumptions::CityPlan;
use crate::chinese::said;
use crate::diagnostics::printable;
use crate::plan::{CommunityPlan, SubdistrictPlan, mix_missed};
use crate::scenario::{Explained, Scenario, load};
pub(super) use crate::table::counted;
use crate::words::Language;

/// Communities listed without `--explain`.
const LISTED: usize = 40;

/// Check scenario files and show what they come to
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov check my-policy.toml              is it right, and which communities are there?
  gridgov check scenarios                   every scenario of a folder
  gridgov check my-policy.toml --explain    every value and where it comes from
  gridgov check scenarios --diff            only what each changes of the baseline")]
pub struct Arguments {
    /// Scenario files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Set a value on top of every scenario
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Print every value with its origin: default, file, variant
    #[arg(long)]
    explain: bool,
    /// Print only what differs from the baseline: the scenario called baseline, else the first; for one scenario the built-in
    #[arg(long, conflicts_with = "explain")]
    diff: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command; notes are in `language`.
#[must_use]
pub fn run(arguments: &Arguments, language: Language) -> i32 {
    let scenarios = match load(&arguments.paths, &arguments.set) {
        Ok(scenarios) => scenarios,
        Err(problems) => return failure::code(Err(problems.into()), arguments.json),
    };
    if arguments.diff {
        return diff::show(&scenarios, arguments.json, language);
    }
    if arguments.json {
        let list: Vec<Value> = scenarios.iter().map(|scenario| in_json(scenario, arguments.explain)).collect();
        return output::put_json(
            &json!({ "schema": 1, "diagnostics": [], "scenarios": list, "worlds": names_by_world(&scenarios) }),
        );
    }
    let mut text = String::new();
    for (index, scenario) in scenarios.iter().enumerate() {
        text.push_str(&in_words(scenario, arguments.explain, language));
        // Scenarios of a folder mostly share a city: it is listed once.
        match scenarios[..index].iter().find(|other| same_city(other, scenario)) {
            Some(other) if !arguments.explain => {
                let _ = writeln!(text, "    communities and grids as in {}", printable(&other.name));
            }
            _ => text.push_str(&communities(scenario, arguments.explain, language)),
        }
        if arguments.explain {
            text.push_str(&values(scenario, language));
        }
        text.push('\n');
    }
    text.push_str(&worlds(&scenarios));
    output::put_lines(&text)
}

/// The communities that a scenario may name. In cities that are drawn they have those names in every replicate, but kinds
/// and sizes of their own, so that only their mean size is known here.
fn places(scenario: &Scenario) -> Vec<SubdistrictPlan> {
    let mut subdistricts = scenario.plan(0, 0);
    if is_drawn(scenario) {
        let count: usize = subdistricts.iter().map(|s| s.communities.len()).sum();
        let mean = (scenario.settings.city.residents / count as f64).round() as u32;
        subdistricts.iter_mut().flat_map(|s| &mut s.communities).for_each(|community| community.residents = mean);
    }
    subdistricts
}

fn is_drawn(scenario: &Scenario) -> bool {
    scenario.settings.plan != CityPlan::Fixed
}

/// Grids of a community under the policy of day 0, roughly: households over households per grid, at least one.
fn grids(scenario: &Scenario, community: &CommunityPlan) -> f64 {
    let households = f64::from(community.residents) / scenario.settings.city.persons_per_household;
    let by_policy = (households / scenario.settings.levers.staffing.households_per_grid).round().max(1.0);
    community.grids.unwrap_or(by_policy)
}

/// Whether both list the same communities with the same grids.
fn same_city(a: &Scenario, b: &Scenario) -> bool {
    let grid = |scenario: &Scenario| scenario.settings.levers.staffing.households_per_grid.to_bits();
    a.settings.city == b.settings.city
        && a.settings.plan == b.settings.plan
        && a.roster == b.roster
        && grid(a) == grid(b)
}

/// A line for each city that is too small for the mix of communities asked for.
pub(super) fn small_cities(scenarios: &[Scenario], language: Language) -> String {
    let mut lines: Vec<String> = scenarios.iter().filter_map(|scenario| small_city(scenario, language)).collect();
    lines.dedup();
    lines.concat()
}

/// What to know of a city that is too small for the mix of communities asked for.
fn small_city(scenario: &Scenario, language: Language) -> Option<String> {
    let (communities, missed) =
        mix_missed(&scenario.settings.city, scenario.settings.plan, scenario.roster.as_deref())?;
    let percent = 100.0 * missed;
    Some(match language {
        Language::English => format!(
            "note: {} cannot have the mix of kinds asked for: {percent:.0}% of residents live in another kind; levels, and \
             the sign of some differences, may not be those of a larger city\n",
            counted(communities, "community"),
        ),
        Language::Chinese => format!(
            "注意：{communities} 个社区无法满足设定的社区类型构成，{percent:.0}% 的居民住在其他类型的社区；\
             各项水平以及个别差异的方向，可能与更大的城市不同\n"
        ),
    })
}

fn in_words(scenario: &Scenario, explain: bool, language: Language) -> String {
    let settings = &scenario.settings;
    let subdistricts = places(scenario);
    let communities = || subdistricts.iter().flat_map(|s| &s.communities);
    let total: f64 = communities().map(|community| grids(scenario, community)).sum();
    let (name, title, title_zh) =
        (printable(&scenario.name), printable(&scenario.title), printable(&scenario.title_zh));
    let mut text = match language {
        Language::Chinese if !title_zh.is_empty() => format!("{name}：{title_zh}\n"),
        _ => format!("{name}: {title} ({title_zh})\n"),
    };
    let _ = writeln!(
        text,
        "  {} days after a burn-in of {}; {} residents in {}, {}, about {total} grids",
        settings.frame.days,
        settings.frame.burn_in_days,
        settings.city.residents,
        counted(subdistricts.len(), "subdistrict"),
        counted(communities().count(), "community"),
    );
    let changes = scenario.changes.len();
    let set = scenario.origins.keys().filter(|key| !key.starts_with("change.")).count();
    let hint = if explain { "" } else { " (--explain shows each)" };
    let _ = writeln!(
        text,
        "  {} set here or in what it extends, {}{hint}",
        counted(set, "value"),
        counted(changes, "dated change")
    );
    if is_drawn(scenario) {
        let note = language.pick(
            "kinds and sizes of communities are drawn anew for every two replicates; their names are the same in all",
            "社区的类型与规模每两次重复重新抽取一次，社区名称始终不变",
        );
        let _ = writeln!(text, "  {note}");
    }
    if let Some(note) = small_city(scenario, language) {
        let _ = write!(text, "  {note}");
    }
    text
}

fn communities(scenario: &Scenario, all: bool, language: Language) -> String {
    let subdistricts = places(scenario);
    let list = || subdistricts.iter().flat_map(|s| s.communities.iter().map(|community| (&s.name, community)));
    let count = list().count();
    let about = if is_drawn(scenario) { "about " } else { "" };
    let shown = if all { count } else { LISTED };
    let kind = |community: &CommunityPlan| {
        let (english, chinese) = community.archetype.names();
        language.pick(english, chinese)
    };
    let rows: Vec<Vec<String>> = list()
        .take(shown)
        .map(|(subdistrict, community)| {
            vec![
                format!("    {}", printable(&community.name)),
                printable(subdistrict),
                if is_drawn(scenario) { language.pick("any kind", "各类") } else { kind(community) }.to_owned(),
                said(&(about.to_owned() + &counted(community.residents as usize, "resident")), language),
                said(&(about.to_owned() + &counted(grids(scenario, community) as usize, "grid")), language),
            ]
        })
        .collect();
    let mut text = output::aligned(&rows);
    if count > shown {
        let _ = writeln!(text, "    … and {} more; --explain lists all", count - shown);
    }
    text
}

/// Every value with its origin; changes are sentences and stand below the table.
fn values(scenario: &Scenario, language: Language) -> String {
    let (changes, values): (Vec<Explained>, Vec<Explained>) =
        scenario.explain().into_iter().partition(|value| value.key.starts_with("change."));
    let rows: Vec<Vec<String>> = values
        .iter()
        .map(|value| {
            let (open, close) = language.pick_both((" (", ")"), ("（", "）"));
            let remark = said(&value.remark, language);
            let remark = if remark.is_empty() { remark } else { format!("{open}{remark}{close}") };
            let key = format!("    {}", printable(&value.key));
            let origin = said(&printable(&value.origin), language);
            vec![key, printable(&value.value), said(value.unit, language), origin + &remark]
        })
        .collect();
    let mut text = format!("  Every value and where it comes from:\n{}", output::aligned(&rows));
    for change in changes {
        let _ = writeln!(text, "    {}  {}  [{}]", change.key, printable(&change.value), printable(&change.origin));
    }
    text
}

/// Names of scenarios, those of one world together.
fn names_by_world(scenarios: &[Scenario]) -> Vec<Vec<&str>> {
    let mut worlds: Vec<Vec<&Scenario>> = Vec::new();
    for scenario in scenarios {
        match worlds.iter_mut().find(|world| world[0].same_world(scenario)) {
            Some(world) => world.push(scenario),
            None => worlds.push(vec![scenario]),
        }
    }
    worlds.into_iter().map(|world| world.into_iter().map(|scenario| scenario.name.as_str()).collect()).collect()
}

fn worlds(scenarios: &[Scenario]) -> String {
    let worlds = names_by_world(scenarios);
    let mut text = match (scenarios.len(), worlds.len()) {
        (1, _) => "1 scenario, no errors\n".to_owned(),
        (count, 1) => {
            return format!("{count} scenarios, no errors; all share one world and one burn-in per replicate\n");
        }
        (count, worlds) => {
            format!("{count} scenarios, no errors; they use {worlds} worlds, each with its own burn-in:\n")
        }
    };
    if worlds.len() > 1 {
        for (index, names) in worlds.iter().enumerate() {
            let _ = writeln!(text, "  world {}: {}", index + 1, printable(&names.join(", ")));
        }
        text.push_str(
            "Scenarios of different worlds differ also by what they start from \
             (city, incidents, behaviour, mechanisms or root levers).\n",
        );
    }
    text
}

fn in_json(scenario: &Scenario, explain: bool) -> Value {
    let subdistricts = places(scenario);
    let communities: Vec<Value> = subdistricts
        .iter()
        .flat_map(|s| s.communities.iter().map(move |community| (s, community)))
        .map(|(subdistrict, community)| {
            json!({
                "name": community.name,
                "subdistrict": subdistrict.name,
                "archetype": if is_drawn(scenario) { Value::Null } else { json!(community.archetype.names().0) },
                "residents": community.residents,
                "grids": grids(scenario, community),
            })
        })
        .collect();
    let missed = mix_missed(&scenario.settings.city, scenario.settings.plan, scenario.roster.as_deref());
    let mut object = json!({
        "name": scenario.name,
        "title": scenario.title,
        "title_zh": scenario.title_zh,
        "file": scenario.file,
        "days": scenario.settings.frame.days,
        "burn_in_days": scenario.settings.frame.burn_in_days,
        "residents": scenario.settings.city.residents,
        "plan": scenario.settings.plan.word(),
        "mix_missed_share": missed.map(|(_, missed)| missed),
        "communities": communities,
    });
    if explain {
        let values = scenario.explain().into_iter().map(|value| {
            json!({ "key": value.key, "value": value.value, "unit": value.unit, "origin": value.origin, "remark": value.remark })
        });
        object["values"] = values.collect();
    }
    object
}
