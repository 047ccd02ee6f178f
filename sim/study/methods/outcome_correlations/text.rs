//! The text on correlations between outcomes: the matrix, and the pairs of headline outcomes that conflict.

use std::fmt::Write as _;

use super::Crossed;
use super::agreement::{Agreement, Over};
use crate::diagnostics::printable;
use crate::outcomes::Direction;
use crate::study::kind::Kind;
use crate::study::subject::OutcomeIndex;
use crate::study::words::Phrasing;
use crate::table::{aligned, counted, wrapped};
use crate::words::Language;

/// What was run, in a line.
pub(super) fn head(kind: &Kind, policies: usize, phrasing: &Phrasing) -> String {
    let study = phrasing.subject;
    let (scenarios, levers, runs) = (study.scenarios.len(), study.factors.len(), study.replicates as usize);
    let line = match phrasing.language {
        Language::English => format!(
            "{}: {} and {policies} random policies over {}; {} of each, all in the same worlds.",
            kind.names.0,
            counted(scenarios, "scenario"),
            counted(levers, "lever"),
            counted(runs, "run")
        ),
        Language::Chinese => format!(
            "{}：{scenarios}个方案与{levers}个政策参数的{policies}项随机政策；各运行{runs}次，世界相同。",
            kind.names.1
        ),
    };
    format!("{}\n{}\n", printable(phrasing.pick(&study.title, &study.title_zh)), wrapped(&line))
}

/// Over scenarios and over policies.
pub(super) fn agreements(crossed: &Crossed, phrasing: &Phrasing) -> String {
    let left_out = crossed.left_out;
    let mut out = String::new();
    for agreement in &crossed.agreements {
        out += &one(agreement, phrasing);
    }
    if crossed.agreements.is_empty() {
        out += &wrapped(phrasing.pick(
            "There are too few scenarios and policies to correlate anything: raise points under [design].",
            "方案与随机政策过少，无法计算相关：请增加 [design] 下的 points。",
        ));
    }
    if left_out > 0 {
        out += &wrapped(&match phrasing.language {
            Language::English => format!("Random policies left out, whose levers do not go together: {left_out}."),
            Language::Chinese => format!("参数相互矛盾而未计入的随机政策：{left_out}项。"),
        });
    }
    out + &wrapped(phrasing.pick(
        "Every outcome counts on the side on which it is better, neutral ones (~) as they are. Below zero, one outcome praises a \
         policy for what the other condemns.",
        "各指标均按其改善方向计算，中性指标（~）按原值。小于零表示一项指标所肯定的政策正是另一项所否定的。",
    ))
}

/// What is correlated over, in words.
fn over(agreement: &Agreement, phrasing: &Phrasing) -> String {
    let cases = agreement.cases;
    match (agreement.over, phrasing.language) {
        (Over::Scenarios, Language::English) => format!("Rank correlations over {cases} scenarios"),
        (Over::Scenarios, Language::Chinese) => format!("{cases}个方案上的秩相关"),
        (Over::Policies, Language::English) => format!("Rank correlations over {cases} random policies"),
        (Over::Policies, Language::Chinese) => format!("{cases}项随机政策上的秩相关"),
    }
}

fn one(agreement: &Agreement, phrasing: &Phrasing) -> String {
    let subject = phrasing.subject;
    let name = |outcome: OutcomeIndex| {
        let kind = subject.outcomes[outcome];
        let mark = if kind.direction == Direction::Neutral { " ~" } else { "" };
        format!("{}{mark}", phrasing.pick(kind.name_en, kind.name_zh))
    };
    let mut rows = vec![vec![over(agreement, phrasing)]];
    rows[0].extend(subject.outcomes.places().map(|outcome| (outcome.index() + 1).to_string()));
    for outcome in subject.outcomes.places() {
        let mut row = vec![format!("  {} {}", outcome.index() + 1, name(outcome))];
        row.extend(subject.outcomes.places().map(|other| match agreement.pair(outcome, other) {
            Some(pair) if pair.estimate.value.is_finite() => format!("{:+.2}", pair.estimate.value),
            Some(_) => "-".to_owned(),
            None => "1".to_owned(),
        }));
        rows.push(row);
    }
    let mut out = aligned(&rows);
    let conflicts = agreement.conflicts();
    let _ = match phrasing.language {
        Language::English => writeln!(out, "Pairs of headline outcomes below {}: {}", agreement.below, conflicts.len()),
        Language::Chinese => writeln!(out, "主要指标中秩相关低于{}的对数：{}", agreement.below, conflicts.len()),
    };
    let rows: Vec<Vec<String>> = conflicts
        .iter()
        .map(|pair| {
            let plain = |value: f64| format!("{value:+.2}");
            let [a, b] = pair.outcomes.map(name);
            let estimate = pair.estimate;
            vec![format!("  {a} × {b}"), plain(estimate.value), phrasing.ends(estimate.low, estimate.high, &plain)]
        })
        .collect();
    if !rows.is_empty() {
        out += &aligned(&rows);
    }
    if !agreement.noisy.is_empty() {
        let names: Vec<String> = agreement.noisy.iter().map(|outcome| name(*outcome)).collect();
        let names = phrasing.listed(&names);
        out += &wrapped(&match phrasing.language {
            Language::English => format!(
                "More than half of the variance of these is chance of few runs, which hides what they have in common: {names}."
            ),
            Language::Chinese => format!("以下指标的差异一半以上来自运行次数少，会掩盖其相关：{names}。"),
        });
    }
    out.push('\n');
    out
}
