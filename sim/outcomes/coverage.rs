//! Outcomes whose 95% intervals hold the truth less often than they say, as measured: docs/coverage.md.
//!
//! `tests/coverage.rs` measures it on a pool of cities of the shipped size and holds this list against the page.

use crate::words::Language;

/// The outcomes, each with the least share that was measured under any policy.
pub const SHORT: [(&str, f64); 2] = [("harm_per_1000_day", 0.927), ("harm_gini", 0.91)];

/// What stands behind their names.
pub(crate) const MARK: &str = "*";

/// Whether an outcome is one of them.
pub(crate) fn is_short(outcome: &str) -> bool {
    SHORT.iter().any(|(id, _)| *id == outcome)
}

/// What the mark says of the outcomes shown; nothing where none has it.
pub(crate) fn note(shown: impl Iterator<Item = &'static str>, language: Language) -> Option<String> {
    let found = shown.filter_map(|outcome| SHORT.iter().find(|(id, _)| *id == outcome));
    let least = found.map(|(_, share)| *share).fold(f64::INFINITY, f64::min);
    let percent = (100.0 * least).round();
    least.is_finite().then(|| match language {
        Language::English => format!(
            "{MARK} The 95% interval is somewhat too short: in repeated samples at the shipped size it held the truth in {percent} of \
             100 under some policy. Take more replicates where much depends on it (docs/coverage.md)."
        ),
        Language::Chinese => format!(
            "{MARK} 该指标的95%区间略窄：在发布规模下重复抽样，某些政策下每100次只有{percent}次包含真值。结论取决于它时，请增加重复次数（见 docs/coverage.md）。"
        ),
    })
}
