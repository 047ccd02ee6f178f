//! Numbers as the report of a fit shows them.

/// A number with about three digits; a dash where it is undefined.
pub(super) fn short(number: f64) -> String {
    match number {
        n if !n.is_finite() => "–".to_owned(),
        n if n.abs() >= 100.0 => format!("{n:.0}"),
        n if n.abs() >= 10.0 => format!("{n:.1}"),
        n => format!("{n:.2}"),
    }
}

/// A share in percent; a dash where it is undefined.
pub(super) fn percent(share: f64) -> String {
    if share.is_nan() { "–".to_owned() } else { format!("{:.0}%", share * 100.0) }
}
