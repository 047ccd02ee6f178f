//! What the shipped studies of calibration and screening say, as blocks of the page.

use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use gridgov::internals::statistics::abc::predictive;
use gridgov::internals::statistics::quantile::quantile;
use gridgov::internals::store::{Packs, UNITS};
use gridgov::internals::study::carry_out::{Findings, Method};
use gridgov::internals::study::methods::calibration::{Calibrated, Calibration};
use gridgov::internals::study::runner::Runner;
use gridgov::internals::study::subject::{OutcomeIndex, Quantity, Subject};
use gridgov::internals::study::{Study, read};
use gridgov::outcome_kinds;

use crate::support::{SEED, line};

/// Above this share of the prior's spread the data have said next to nothing.
const UNLEARNT: f64 = 0.9;

/// What a calibration gave: one combination, as all of these have.
type Carried = (Study, Calibrated);

/// A shipped study, changed by `adapt`. Finished runs are kept in results/validation and found again.
fn study(name: &str, adapt: impl FnOnce(&mut Study)) -> (Study, Findings) {
    let file = format!("scenarios/studies/{name}.toml");
    let mut study = read::from_path(Path::new(&file), &[]).unwrap_or_else(|problems| panic!("{problems:#?}"));
    adapt(&mut study);
    let folder = Path::new("results/validation").join(name);
    fs::create_dir_all(folder.join(UNITS)).expect("a folder for runs");
    let pool = rayon::ThreadPoolBuilder::new().build().expect("threads");
    let (cancel, silent) = (AtomicBool::new(false), |_| ());
    let runner = Runner {
        seed: SEED,
        replicates: study.subject.replicates,
        pool: &pool,
        packs: Some(&Packs::at(&folder)),
        shard: None,
        cancel: &cancel,
        announce: &silent,
        progress: &silent,
        simulated: AtomicUsize::new(0),
    };
    let findings = study.carry_out(&runner).unwrap_or_else(|failure| panic!("{failure:?}"));
    (study, findings)
}

/// The shipped calibration with so many runs of each world, its settings changed by `adapt`.
fn calibrated(runs: u32, adapt: impl FnOnce(&mut Calibration)) -> Carried {
    let (study, findings) = study("calibration", |study| {
        study.subject.replicates = runs;
        let Method::Calibration(asked) = &mut study.method else { panic!("no calibration") };
        adapt(asked);
    });
    let Findings::Calibration(mut findings) = findings else { panic!("no calibration") };
    (study, findings.combinations.remove(0))
}

/// What published patterns of class F say of outcomes that nothing is fitted to.
const UNFITTED: [(&str, &str, f64, f64); 5] = [
    ("5", "quits_per_year_share", 0.15, 0.25),
    ("5", "burnout_share", 0.20, 0.45),
    ("6", "joint_to_single_time_ratio", 1.5, f64::INFINITY),
    ("8", "reported_closure_share", 0.95, 1.0),
    ("9", "mediation_agreement_share", 0.65, 0.85),
];

/// Prior to posterior; what kept worlds make of the targets, and of patterns that were no target. Once with both targets and
/// once with pattern 3, the first of them, alone.
pub fn calibration() -> String {
    // One run of a small city has few posts and one course of the common rate: its chance would be taken for the world's.
    const RUNS: u32 = 4;
    let both = calibrated(RUNS, |_| ());
    let alone = calibrated(RUNS, |asked| asked.targets.truncate(1));
    let Method::Calibration(asked) = &both.0.method else { panic!("no calibration") };
    let subject: &Subject = &both.0.subject;
    let kept = |(_, findings): &Carried| findings.posterior.as_ref().expect("a posterior").accepted.len();
    let mut table = format!(
        "{} worlds, {RUNS} runs of each; {} worlds were kept.\n\n\
         | assumption | default | prior range | posterior of both targets, middle 95% | spread | of pattern 3 alone | spread |\n\
         |---|---:|---|---|---:|---|---:|\n",
        both.1.sample.responses.points.len(),
        kept(&both)
    );
    for (index, factor) in subject.factors.iter().enumerate() {
        let (low, high) = factor.ends();
        let digits = if high < 1.0 { 3 } else { usize::from(high < 50.0) * 2 };
        let [of_both, of_one] = [&both, &alone].map(|(_, findings)| {
            let marginal = &findings.posterior.as_ref().expect("a posterior").marginals[index];
            let [least, _, middle, _, most] = marginal.quantiles;
            let unlearnt = if marginal.shrinkage > UNLEARNT { ", not learnt" } else { "" };
            let range = format!("{middle:.digits$} ({least:.digits$} to {most:.digits$})");
            format!("{range} | {:.2}{unlearnt}", marginal.shrinkage)
        });
        line(
            &mut table,
            &format!("| `{}` | {} | {low} to {high} | {of_both} | {of_one} |", factor.key, factor.default),
        );
    }
    table += "\n| pattern | outcome | published | all worlds, middle 90% | kept by both targets, middle 95% | kept by pattern 3 alone |\n|---|---|---|---|---|---|\n";
    for target in &asked.targets {
        let (low, high) = (target.value - target.tolerance, target.value + target.tolerance);
        let published = format!("{} ± {}", target.value, target.tolerance);
        line(&mut table, &format!("| C | {}", made([&both, &alone], target.outcome, &published, low..=high)));
    }
    for (id, outcome, low, high) in UNFITTED {
        let index = subject.outcomes.place_where(|kind| kind.id == outcome).expect("an outcome of the study");
        let published = if high.is_finite() { format!("{low}–{high}") } else { format!("≥ {low}") };
        line(&mut table, &format!("| F {id} | {}", made([&both, &alone], index, &published, low..=high)));
    }
    table
}

/// What all worlds and those that were kept make of an outcome; a miss where the middle of the kept lies outside.
fn made(studies: [&Carried; 2], outcome: OutcomeIndex, published: &str, inside: RangeInclusive<f64>) -> String {
    let means = |(_, findings): &Carried| findings.sample.responses.means(Quantity::of(outcome));
    let all = means(studies[0]);
    let kept = studies.map(|carried| {
        let column: Vec<Vec<f64>> = means(carried).into_iter().map(|value| vec![value]).collect();
        let [least, _, middle, _, most] = predictive(carried.1.posterior.as_ref().expect("a posterior"), &column)[0];
        let verdict = if inside.contains(&middle) { "in" } else { "**miss**" };
        format!("{middle:.2} ({least:.2} to {most:.2}), {verdict}")
    });
    let [p05, p95] = [0.05, 0.95].map(|share| quantile(&all, share));
    let kind = studies[0].0.subject.outcomes[outcome].id;
    format!("`{kind}` | {published} | {p05:.2} to {p95:.2} | {} | {} |", kept[0], kept[1])
}

/// The assumptions that move most what a clear boundary changes.
pub fn screening() -> String {
    const SHOWN: usize = 5;
    const FURTHER: [&str; 2] = ["close_days_mean", "burnout_share"];
    let (study, findings) = study("screening_assumptions", |study| {
        let further = outcome_kinds().iter().filter(|kind| FURTHER.contains(&kind.id));
        further.for_each(|kind| study.subject.outcomes.push(kind));
    });
    let Findings::Morris(findings) = findings else { panic!("no screening") };
    let (subject, crossed) = (&study.subject, &findings.combinations[0]);
    let mut table = format!(
        "{} assumptions, {} points, {} runs of each.\n\n\
         | what the reform changes | mean over points (middle 90%) | above zero in | assumptions that move it most: μ\\* (μ) |\n\
         |---|---|---:|---|\n",
        subject.factors.len(),
        crossed.sample.responses.points.len(),
        subject.replicates
    );
    let quantities = subject.quantities();
    for (index, &quantity) in quantities.each().filter(|(_, quantity)| quantity.difference) {
        let spread = crossed.sample.spreads.iter().find(|spread| spread.quantity == index).expect("a spread");
        let of = |kind: &str| {
            let measures = crossed.measures.iter().filter(|m| m.quantity == index && m.kind == kind);
            measures.map(|m| (m.factor, m.value)).collect::<Vec<_>>()
        };
        let signed = of("mu");
        let mut moved = of("mu_star");
        moved.sort_by(|a, b| b.1.total_cmp(&a.1));
        let shown = moved.iter().take(SHOWN).map(|(factor, size)| {
            let sign = signed.iter().find(|(of, _)| of == factor).expect("both measures").1;
            format!("`{}` {size:.3} ({sign:+.3})", subject.factors[*factor].key)
        });
        let shown: Vec<String> = shown.collect();
        let [low, _, high] = spread.quantiles;
        line(
            &mut table,
            &format!(
                "| `{}` | {:+.3} ({low:+.3} to {high:+.3}) | {:.0}% | {} |",
                subject.outcomes[quantity.outcome].id,
                spread.mean,
                100.0 * spread.above_zero,
                shown.join("; ")
            ),
        );
    }
    table
}
