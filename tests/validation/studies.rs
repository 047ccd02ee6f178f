//! What the shipped studies of calibration and screening say, as blocks of the page.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use gridgov::study::calibration::abc::predictive;
use gridgov::study::carry_out::Findings;
use gridgov::study::methods::carried_out;
use gridgov::study::runner::Runner;
use gridgov::study::statistics::quantile;
use gridgov::study::{Quantity, Study, read};

use crate::support::SEED;

/// Above this share of the prior's spread the data have said next to nothing.
const UNTOLD: f64 = 0.9;

/// A shipped study, smaller where `on_top` says so. Finished runs are kept in results/validation and found again.
fn study(name: &str, on_top: &[&str], replicates: u32) -> (Study, Findings) {
    let on_top: Vec<String> = on_top.iter().map(|&set| set.to_owned()).collect();
    let file = format!("scenarios/studies/{name}.toml");
    let mut study = read::from_path(Path::new(&file), &on_top).unwrap_or_else(|problems| panic!("{problems:#?}"));
    study.replicates = replicates;
    let folder = Path::new("results/validation").join(name);
    fs::create_dir_all(&folder).expect("a folder for runs");
    let pool = rayon::ThreadPoolBuilder::new().build().expect("threads");
    let (cancel, silent) = (AtomicBool::new(false), |_| ());
    let runner = Runner {
        seed: SEED,
        replicates,
        pool: &pool,
        folder: Some(&folder),
        cancel: &cancel,
        announce: &silent,
        progress: &silent,
        lived: AtomicUsize::new(0),
    };
    let mut findings = carried_out(&study, &runner).unwrap_or_else(|failure| panic!("{failure:?}"));
    (study, findings.remove(0))
}

/// What published patterns of class F say of outcomes that nothing is fitted to.
const UNFITTED: [(&str, &str, f64, f64); 5] = [
    ("5", "quits_per_year_share", 0.15, 0.25),
    ("5", "burnout_share", 0.20, 0.45),
    ("6", "joint_to_single_time_ratio", 1.5, f64::INFINITY),
    ("8", "reported_closure_share", 0.95, 1.0),
    ("9", "mediation_agreement_share", 0.65, 0.85),
];

/// Prior to posterior; what kept worlds make of the targets, and of patterns that were no target.
pub fn calibration() -> String {
    let (study, findings) = study("calibration", &[], 1);
    let posterior = findings.posterior.as_ref().expect("a posterior");
    let mut table = format!(
        "{} worlds, of which {} were kept.\n\n\
         | assumption | default | prior range | posterior median (middle half; middle 95%) | posterior / prior spread | |\n\
         |---|---:|---|---|---:|---|\n",
        findings.responses.points.len(),
        posterior.accepted.len()
    );
    for (factor, marginal) in study.factors.iter().zip(&posterior.marginals) {
        let ((low, high), [a, b, c, d, e]) = (factor.ends(), marginal.quantiles);
        let digits = if high < 1.0 {
            3
        } else if high < 50.0 {
            2
        } else {
            0
        };
        let told = if marginal.shrinkage > UNTOLD { "the data cannot tell" } else { "" };
        table += &format!(
            "| `{}` | {} | {low} to {high} | {c:.digits$} ({b:.digits$} to {d:.digits$}; {a:.digits$} to {e:.digits$}) | {:.2} | {told} |\n",
            factor.key, factor.default, marginal.shrinkage
        );
    }
    table += "\n| pattern | outcome | published | all worlds, middle 90% | kept worlds, middle 95% | |\n|---|---|---|---|---|---|\n";
    let means = |outcome: usize| findings.responses.means(Quantity { scenario: 0, outcome, difference: false });
    let mut line = |id: &str, outcome: usize, published: &str, (low, high): (f64, f64)| {
        let all: Vec<f64> = means(outcome);
        let column: Vec<Vec<f64>> = all.iter().map(|value| vec![*value]).collect();
        let [least, _, middle, _, most] = predictive(posterior, &column)[0];
        let [p05, p95] = [0.05, 0.95].map(|share| quantile(&all, share));
        let verdict = if (low..=high).contains(&middle) { "in" } else { "**miss**" };
        let kind = study.outcomes[outcome].id;
        table += &format!(
            "| {id} | `{kind}` | {published} | {p05:.2} to {p95:.2} | {middle:.2} ({least:.2} to {most:.2}) | {verdict} |\n"
        );
    };
    for aim in &study.aims {
        let (low, high) = (aim.value - aim.tolerance, aim.value + aim.tolerance);
        line("C, fitted", aim.outcome, &format!("{} ± {}", aim.value, aim.tolerance), (low, high));
    }
    for (id, outcome, low, high) in UNFITTED {
        let Some(index) = study.outcomes.iter().position(|kind| kind.id == outcome) else { continue };
        let published = if high.is_finite() { format!("{low}–{high}") } else { format!("≥ {low}") };
        line(&format!("F {id}, not fitted"), index, &published, (low, high));
    }
    table
}

/// The assumptions that move most what a clear boundary changes.
pub fn screening() -> String {
    const SHOWN: usize = 6;
    let (study, findings) = study("screening_assumptions", &["city.residents=2000"], 1);
    let mut table = format!(
        "{} assumptions, {} points, 2,000 residents, one replicate.\n\n\
         | what the reform changes | mean over points (middle 90%) | above zero in | assumptions that move it most: μ\\* (μ) |\n\
         |---|---|---:|---|\n",
        study.factors.len(),
        findings.responses.points.len()
    );
    for (index, quantity) in study.quantities().into_iter().enumerate().filter(|(_, quantity)| quantity.difference) {
        let spread = findings.spreads.iter().find(|spread| spread.quantity == index).expect("a spread");
        let of = |kind: &str| {
            let measures = findings.measures.iter().filter(|m| m.quantity == index && m.kind == kind);
            measures.map(|m| (m.factor, m.value)).collect::<Vec<_>>()
        };
        let signed = of("mu");
        let mut moved = of("mu_star");
        moved.sort_by(|a, b| b.1.total_cmp(&a.1));
        let shown = moved.iter().take(SHOWN).map(|(factor, size)| {
            let sign = signed.iter().find(|(of, _)| of == factor).expect("both measures").1;
            format!("`{}` {size:.3} ({sign:+.3})", study.factors[*factor].key)
        });
        let shown: Vec<String> = shown.collect();
        let [low, _, high] = spread.quantiles;
        table += &format!(
            "| `{}` | {:+.3} ({low:+.3} to {high:+.3}) | {:.0}% | {} |\n",
            study.outcomes[quantity.outcome].id,
            spread.mean,
            100.0 * spread.above_zero,
            shown.join("; ")
        );
    }
    table
}
