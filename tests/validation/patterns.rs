//! The patterns of classes C and F at the shipped baseline, and under the conditions that they name.

use gridgov::Simulation;
use gridgov::{Run, Scenario};

use crate::support::{Estimate, SEED, baseline, line, replicates, simulated, with};

/// One line of the table: what is measured in each replicate, and where it should lie.
struct Row {
    id: &'static str,
    what: String,
    /// As published, and as a range.
    target: (&'static str, f64, f64),
    values: Vec<f64>,
}

impl Row {
    fn show(&self) -> String {
        let (text, low, high) = self.target;
        let estimate = Estimate::of(&self.values);
        let least = self.values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let inside = self.values.iter().filter(|value| (low..=high).contains(*value)).count();
        let verdict = if (low..=high).contains(&estimate.mean) { "in" } else { "**miss**" };
        let digits = if estimate.mean.abs() < 10.0 { 2 } else { 1 };
        let within = format!("{inside} of {}", self.values.len());
        let verdict = if text.is_empty() { String::new() } else { format!("{verdict}; {within}") };
        let target = if text.is_empty() { "–" } else { text };
        let (id, what, mean) = (self.id, &self.what, estimate.show(digits));
        format!("| {id} | {what} | {target} | {mean} | {least:.digits$} to {most:.digits$} | {verdict} |")
    }
}

/// The value of an outcome for a group.
fn of_group(run: &Run, outcome: &str, group: &str) -> f64 {
    let row = run.measured.iter().find(|row| row.outcome == outcome && row.group == group);
    row.unwrap_or_else(|| panic!("no {outcome} of {group}")).value
}

fn each(runs: &[Run], of: impl Fn(&Run) -> f64) -> Vec<f64> {
    runs.iter().map(of).collect()
}

/// Runs of a scenario and a world of its own.
fn runs(scenario: &Scenario, count: u32) -> Vec<Run> {
    replicates(count, |replicate| simulated(&Simulation::burned_in(scenario, SEED, replicate), scenario))
}

/// Days until nine cases in ten of a kind are closed, between whole days of the survival curve; the last day where they
/// never are.
fn slowest_tenth(run: &Run, kind: &str) -> f64 {
    let (_, open) = run.survival.iter().find(|(name, _)| name == kind).expect("a kind");
    let Some(day) = open.iter().position(|share| *share <= 0.1) else { return (open.len() - 1) as f64 };
    let before = if day == 0 { return 0.0 } else { open[day - 1] };
    (day - 1) as f64 + (before - 0.1) / (before - open[day])
}

/// Pattern 2, kind by kind.
fn closing_times(id: &'static str, note: &str, runs: &[Run], scenario: &Scenario) -> Vec<Row> {
    let rows = scenario.settings.incidents.iter().flat_map(|kind| {
        let group = format!("kind:{}", kind.name);
        let median = |run: &Run| of_group(run, "close_days_median", &group);
        let skew = each(runs, |run| of_group(run, "close_days_mean", &group) / median(run));
        let log_sd = each(runs, |run| libm::log(slowest_tenth(run, &kind.name) / median(run)) / 1.2816);
        let row =
            |what: &str, target, values| Row { id, what: format!("{what}, `{}`{note}", kind.name), target, values };
        [row("mean/median", ("> 1.3", 1.3, f64::INFINITY), skew), row("log-sd", ("0.7–1.4", 0.7, 1.4), log_sd)]
    });
    rows.collect()
}

/// The baseline over two years, as long as the figures that are compared.
fn two_years(values: &[(&str, f64)]) -> Scenario {
    with(&baseline(&[("scenario.days", 730.0)]), values)
}

/// The baseline of the given sizes: patterns 1, 2, 3, 5, 8, 9, and what explains misses.
fn at_the_baseline(count: u32, fewer: u32) -> Vec<Row> {
    let scenario = two_years(&[]);
    let base = runs(&scenario, count);
    let outcome = |id, what: &'static str, target| Row {
        id,
        what: format!("`{what}`"),
        target,
        values: each(&base, |run| run.value(what)),
    };
    let group = |id, what: &str, group: &str, scale: f64, target| Row {
        id,
        what: format!("`{what}`, `{group}`"),
        target,
        values: each(&base, |run| scale * of_group(run, what, group)),
    };
    let variance = ("4–16", 4.0, 16.0);
    let ratio = |what: &str, runs: &[Run]| Row {
        id: "1",
        what: what.to_owned(),
        target: variance,
        values: each(runs, |run| run.value("daily_variance_ratio")),
    };
    let mut rows = vec![
        ratio("`daily_variance_ratio`, 33 cases a day", &base),
        ratio("the same, 60,000 residents, 103 a day", &runs(&two_years(&[("city.residents", 60_000.0)]), fewer)),
        ratio("the same, 8,000 residents, 14 a day", &runs(&two_years(&[("city.residents", 8_000.0)]), fewer)),
    ];
    rows.extend(closing_times("2", "", &base, &scenario));
    let kinds: Vec<String> =
        scenario.settings.incidents.iter().map(|kind| format!("incident.{}.work_log_sd", kind.name)).collect();
    let equal: Vec<(&str, f64)> = kinds.iter().map(|key| (key.as_str(), 0.0)).collect();
    rows.extend(closing_times("2", ", equal work", &runs(&two_years(&equal), count), &scenario));
    let cases = "cases_per_1000_month";
    let patrolled = each(&base, |run| of_group(run, cases, "channel:patrol") / run.value(cases));
    rows.extend([
        outcome("3", cases, ("35–50", 35.0, 50.0)),
        Row {
            id: "3",
            what: "of these found on patrol".to_owned(),
            target: ("most: > 0.5", 0.5, 1.0),
            values: patrolled,
        },
        // A grid of 400 households has 1,048 residents.
        Row {
            what: "hotline cases per grid and month".to_owned(),
            ..group("3", cases, "channel:hotline", 1.048, ("13–22", 13.0, 22.0))
        },
        outcome("5", "quits_per_year_share", ("about 0.20", 0.15, 0.25)),
        outcome("5", "burnout_share", ("0.20–0.45", 0.20, 0.45)),
        Row {
            id: "8",
            what: "`reported_closure_share` less `true_resolution_share`".to_owned(),
            target: ("> 0.05", 0.05, 1.0),
            values: each(&base, |run| run.value("reported_closure_share") - run.value("true_resolution_share")),
        },
        Row {
            id: "9",
            what: "`mediation_uptake_share` × `mediation_agreement_share`".to_owned(),
            target: ("0.18–0.45", 0.18, 0.45),
            values: each(&base, |run| run.value("mediation_uptake_share") * run.value("mediation_agreement_share")),
        },
        outcome("9", "mediation_agreement_share", ("0.65–0.85", 0.65, 0.85)),
        outcome("–", "on_time_share", ("≥ 0.85", 0.85, 1.0)),
    ]);
    for desk in ["grid_workers", "committees", "departments"] {
        rows.push(group("–", "utilisation", &format!("desk:{desk}"), 1.0, ("0.7–0.95", 0.7, 0.95)));
    }
    for kind in &scenario.settings.incidents {
        rows.push(group("–", "on_time_share", &format!("kind:{}", kind.name), 1.0, ("", 0.0, 1.0)));
    }
    rows.push(outcome("–", "takeover_share", ("", 0.0, 1.0)));
    rows
}

/// The levers of each condition, as a reform on day 0.
const CONDITIONS: [(&str, &[(&str, f64)]); 6] = [
    ("sharing 0", &[("information.rollout_days", 0.0), ("information.sharing_share", 0.0)]),
    ("sharing 1", &[("information.rollout_days", 0.0), ("information.sharing_share", 1.0)]),
    ("window 0", &[("power.one_stop_share", 0.0)]),
    ("window 1", &[("power.one_stop_share", 1.0)]),
    (
        "counts only",
        &[
            ("staffing.quality_weight_share", 0.0),
            ("staffing.resident_rating_weight_share", 0.0),
            ("staffing.audit_share", 0.0),
        ],
    ),
    (
        "counts only, 40% audited",
        &[
            ("staffing.quality_weight_share", 0.0),
            ("staffing.resident_rating_weight_share", 0.0),
            ("staffing.audit_share", 0.4),
        ],
    ),
];

/// A pattern under conditions: its number, the first of its two [`CONDITIONS`], its outcomes with what is expected of them.
type Change = (&'static str, usize, &'static [(&'static str, &'static str)]);

/// Patterns 6, 7 and 8: each pair of conditions, its outcomes and their paired difference.
fn under_conditions(count: u32) -> String {
    let scenario = two_years(&[]);
    let reforms = CONDITIONS.map(|(_, levers)| with(&scenario, levers));
    let lives = replicates(count, |replicate| {
        let burned = Simulation::burned_in(&scenario, SEED, replicate);
        reforms.each_ref().map(|reform| simulated(&burned, reform))
    });
    let looked_at: [Change; 3] = [
        ("6", 0, &[("joint_to_single_time_ratio", "≥ 1.5, then a quarter less")]),
        (
            "7",
            2,
            &[
                ("detection_share", "rises"),
                ("duplicate_share", "rises"),
                ("cases_per_1000_month", "rises"),
                ("harm_per_1000_day", "falls later"),
                ("unreported_share", "–"),
                ("backlog_per_1000", "–"),
                ("close_days_mean", "–"),
            ],
        ),
        (
            "8",
            4,
            &[
                ("reported_closure_share", "≥ 0.95"),
                ("true_resolution_share", "0.05 lower than reported; audits narrow it"),
                ("paper_closure_share", "falls"),
            ],
        ),
    ];
    let mut table = String::from(
        "| id | quantity | from → to | expected | from | to | difference |\n|---|---|---|---|---:|---:|---|\n",
    );
    for (id, first, outcomes) in looked_at {
        for (outcome, expected) in outcomes {
            let side = |at: usize| -> Vec<f64> { lives.iter().map(|runs| runs[first + at].value(outcome)).collect() };
            let (from, to) = (side(0), side(1));
            let differences: Vec<f64> = from.iter().zip(&to).map(|(from, to)| to - from).collect();
            let names = format!("{} → {}", CONDITIONS[first].0, CONDITIONS[first + 1].0);
            let [from, to] = [from, to].map(|values| Estimate::of(&values).mean);
            let difference = Estimate::of(&differences).signed(3);
            line(
                &mut table,
                &format!("| {id} | `{outcome}` | {names} | {expected} | {from:.3} | {to:.3} | {difference} |"),
            );
        }
    }
    table
}

/// Both tables.
pub fn tables(count: u32, fewer: u32) -> [String; 2] {
    let mut table = String::from(
        "| id | quantity | target | mean (95% interval) | least to most | mean; replicates within |\n|---|---|---|---|---|---|\n",
    );
    for row in at_the_baseline(count, fewer) {
        line(&mut table, &row.show());
    }
    [table, under_conditions(count)]
}
