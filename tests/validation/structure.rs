//! Does the headline comparison survive where theory disagrees? A clear boundary against the baseline under every variant.

use std::path::Path;

use gridgov::Scenario;
use gridgov::Simulation;
use gridgov::internals::scenario::Setting;

use crate::support::{Estimate, SEED, line, replicates, simulated, with};

/// Name of a variant, with what it sets.
const VARIANTS: [(&str, &[(&str, &str)]); 19] = [
    ("as shipped", &[]),
    ("frailty fixed in time", &[("mechanisms.frailty", "fixed")]),
    ("no frailty", &[("mechanisms.frailty", "none")]),
    ("first in, first out", &[("mechanisms.queue_order", "fifo")]),
    ("shortest first", &[("mechanisms.queue_order", "shortest")]),
    ("unseen: nobody credited", &[("mechanisms.unseen_credit", "nobody")]),
    ("no noise in choices", &[("mechanisms.decision_rule", "best_known")]),
    ("blame φ = 0.25", &[("behaviour.blame_weight_share", "0.25")]),
    ("blame φ = 0.5", &[("behaviour.blame_weight_share", "0.5")]),
    ("asymmetry ρ = 1", &[("behaviour.trust_asymmetry", "1")]),
    ("asymmetry ρ = 4", &[("behaviour.trust_asymmetry", "4")]),
    ("choice slope β = 8", &[("behaviour.choice_slope", "8")]),
    ("relaxation 0.05 a month", &[("behaviour.relaxation_per_month", "0.05")]),
    ("carry-over g = 1: one expectation for all matters", &[("self_governance.carry_over_share", "1")]),
    ("cut work is left undone", &[("mechanisms.cut_work", "undone")]),
    ("trace share 0.5", &[("tasks.trace_share", "0.5")]),
    ("people see the doorstep, not the office", &[("mechanisms.street_credit", "doorstep")]),
    ("matters without paths of their own", &[("mechanisms.paths", "false")]),
    ("households stay", &[("mechanisms.mobility", "false")]),
];

/// What is compared.
const OUTCOMES: [&str; 5] =
    ["close_days_mean", "true_resolution_share", "satisfaction", "self_governed_share", "burnout_share"];

/// Paired differences under every variant; bold where an interval lies on the other side of zero than as shipped.
pub fn table(residents: f64, burn_in_days: f64, count: u32) -> String {
    let read = |file: &str| Scenario::from_path(Path::new(file)).expect("a shipped scenario").remove(0);
    let policies = ["scenarios/baseline.toml", "scenarios/boundary.toml"].map(read);
    let mut table =
        format!("| variant | {} |\n|---|{}\n", OUTCOMES.map(|o| format!("`{o}`")).join(" | "), "---|".repeat(5));
    let mut shipped: Vec<Estimate> = Vec::new();
    for (name, variant) in VARIANTS {
        let mut settings: Vec<(String, Setting)> =
            variant.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
        settings.push(("city.residents".to_owned(), residents.into()));
        settings.push(("scenario.burn_in_days".to_owned(), burn_in_days.into()));
        settings.push(("scenario.days".to_owned(), 730.0.into()));
        let policies = policies.each_ref().map(|policy| with(&policy.with_all(&settings).expect("a variant"), &[]));
        let pairs = replicates(count, |replicate| {
            let burned = Simulation::burned_in(&policies[0], SEED, replicate);
            policies.each_ref().map(|policy| simulated(&burned, policy))
        });
        let difference = |outcome| {
            let each: Vec<f64> =
                pairs.iter().map(|[before, after]| after.value(outcome) - before.value(outcome)).collect();
            Estimate::of(&each)
        };
        let differences: Vec<Estimate> = OUTCOMES.into_iter().map(difference).collect();
        if shipped.is_empty() {
            shipped.clone_from(&differences);
        }
        let shown = differences.iter().zip(&shipped).map(|(here, shipped)| {
            let turned = (here.low > 0.0 && shipped.high < 0.0) || (here.high < 0.0 && shipped.low > 0.0);
            if turned { format!("**{}**", here.signed(3)) } else { here.signed(3) }
        });
        line(&mut table, &format!("| {name} | {} |", shown.collect::<Vec<_>>().join(" | ")));
    }
    table
}
