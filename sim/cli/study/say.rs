//! What a study prints: tables that a policy maker can read, in English or Chinese, and JSON.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::output::aligned;
use crate::study::Study;
use crate::study::carry_out::Findings;
use crate::table::figures;
use crate::words::Language;

/// The text of a study's findings.
pub(super) fn text(study: &Study, findings: &[Findings], language: Language, dir: &Path) -> String {
    let mut out = String::new();
    let (name, name_zh) = study.method.names();
    let _ = writeln!(out, "{}", language.pick(&study.title, &study.title_zh));
    let _ = writeln!(out, "{}\n", language.pick(name, name_zh));
    let quantities = study.quantities();
    for (cross, findings) in study.crosses.iter().zip(findings) {
        if study.crosses.len() > 1 {
            let _ = writeln!(out, "[{}]", cross.name);
        }
        let mut rows = vec![["outcome", "scenario", "of", "mean", "5%", "50%", "95%"].map(str::to_owned).to_vec()];
        for spread in &findings.spreads {
            let quantity = quantities[spread.quantity];
            let kind = study.outcomes[quantity.outcome];
            let mut row = vec![language.pick(kind.name_en, kind.name_zh).to_owned()];
            row.push(study.scenarios[quantity.scenario].name.clone());
            row.push(if quantity.difference { "difference" } else { "value" }.to_owned());
            row.push(figures::value(spread.mean, kind.unit));
            row.extend(spread.quantiles.map(|value| figures::value(value, kind.unit)));
            rows.push(row);
        }
        out.push_str(&aligned(&rows));
        out.push('\n');
    }
    let _ = writeln!(out, "{}{}", language.pick("Tables in ", "数据表位于 "), dir.display());
    out
}

/// The same as JSON.
pub(super) fn json(study: &Study, findings: &[Findings], dir: &Path) -> Value {
    let quantities = study.quantities();
    let cross = |(cross, findings): (&crate::study::Cross, &Findings)| {
        let spread = |spread: &crate::study::carry_out::Spread| {
            let quantity = quantities[spread.quantity];
            json!({
                "scenario": study.scenarios[quantity.scenario].name,
                "outcome": study.outcomes[quantity.outcome].id,
                "difference": quantity.difference,
                "mean": spread.mean,
                "quantiles": spread.quantiles,
                "above_zero_share": spread.above_zero,
                "points": spread.points,
            })
        };
        json!({ "name": cross.name, "summary": findings.spreads.iter().map(spread).collect::<Vec<_>>() })
    };
    let crosses: Vec<Value> = study.crosses.iter().zip(findings).map(cross).collect();
    json!({
        "schema": 1,
        "study": study.name,
        "method": study.method.word(),
        "result_hash": crate::study::store::result_hash(study, findings),
        "crosses": crosses,
        "out": dir.display().to_string(),
    })
}
