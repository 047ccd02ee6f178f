//! Numbers as a reader wants them: shares as percentages, days with one decimal, three digits that count.

use crate::words::Language;

/// What stands for an undefined value.
const UNDEFINED: &str = "-";

/// A value of the given unit.
pub(crate) fn value(value: f64, unit: &str) -> String {
    if value.is_nan() {
        return UNDEFINED.to_owned();
    }
    let number = fixed(value * factor(unit), usual_decimals(unit, value));
    if is_share(unit) { number + "%" } else { number }
}

/// A difference of the given unit, with its sign.
pub(crate) fn difference(difference: f64, unit: &str, decimals: usize, language: Language) -> String {
    let number = end(difference, unit, decimals);
    if is_share(unit) && !difference.is_nan() {
        return number + language.pick(" points", "百分点");
    }
    number
}

/// An end of an interval: as a difference, without the word for its unit.
pub(crate) fn end(end: f64, unit: &str, decimals: usize) -> String {
    if end.is_nan() {
        return UNDEFINED.to_owned();
    }
    let number = fixed(end * factor(unit), decimals);
    let is_positive = number.chars().any(|c| ('1'..='9').contains(&c)) && !number.starts_with('-');
    if is_positive { format!("+{number}") } else { number }
}

/// Decimals for a difference and its interval: as for the values, and up to two where an interval of this `width` would
/// otherwise shrink to one number.
pub(crate) fn decimals(unit: &str, scale: f64, width: f64) -> usize {
    let usual = usual_decimals(unit, scale);
    let shows = |decimals: &usize| width * factor(unit) * [1.0, 10.0, 100.0][*decimals] >= 2.0;
    if width > 0.0 && usual < 2 { (usual..2).find(shows).unwrap_or(2) } else { usual }
}

/// Decimals for a difference with its interval: as many more as it takes that no end of an interval on one side of zero
/// reads as zero, and that both ends do not read the same.
pub(crate) fn decimals_of_interval(unit: &str, scale: f64, low: f64, high: f64) -> usize {
    let usual = decimals(unit, scale, high - low);
    let nearest = if low > 0.0 { low } else { -high };
    let shows = |decimals: &usize| nearest * factor(unit) * [1.0, 10.0, 100.0, 1e3, 1e4][*decimals] >= 0.5;
    let apart = |decimals: &usize| end(low, unit, *decimals) != end(high, unit, *decimals);
    let usual = if low < high { (usual..6).find(apart).unwrap_or(6) } else { usual };
    if nearest > 0.0 { (usual..4).find(shows).unwrap_or(usual.max(4)) } else { usual }
}

fn factor(unit: &str) -> f64 {
    if is_share(unit) { 100.0 } else { 1.0 }
}

fn is_share(unit: &str) -> bool {
    unit == "share" || unit == "share/year"
}

/// Decimals for values of about the size of `scale`.
fn usual_decimals(unit: &str, scale: f64) -> usize {
    if unit == "days" || is_share(unit) {
        return 1;
    }
    if unit.starts_with("scale") {
        return 3;
    }
    match scale.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    }
}

/// Fixed decimals, with thousands set apart; what rounds to zero has no sign.
fn fixed(value: f64, decimals: usize) -> String {
    if value.abs() >= 1e9 {
        return format!("{value:.2e}");
    }
    let text = format!("{:.decimals$}", value.abs());
    let negative = value < 0.0 && text.chars().any(|c| ('1'..='9').contains(&c));
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}{grouped}{fraction}", if negative { "-" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(value(0.621_34, "share"), "62.1%");
        assert_eq!(value(f64::NAN, "share"), "-");
        assert_eq!(value(4.25, "days"), "4.2");
        assert_eq!(value(0.5, "scale 0-1"), "0.500");
        assert_eq!(value(1_234_567.8, "yuan/resident/year"), "1,234,568");
        assert_eq!(value(12.345, "yuan/resident/year"), "12.3");
        assert_eq!(difference(0.032, "share", 1, Language::English), "+3.2 points");
        assert_eq!(difference(-0.032, "share", 1, Language::Chinese), "-3.2百分点");
        assert_eq!(difference(-0.000_01, "share", 1, Language::English), "0.0 points");
        assert_eq!(difference(1.26, "yuan/resident/year", 1, Language::English), "+1.3");
        assert_eq!(difference(f64::NAN, "share", 1, Language::English), "-");
        assert_eq!(end(0.0, "days", 1), "0.0");
    }

    #[test]
    fn an_end_beside_zero_does_not_read_as_zero() {
        let printed = |low, high| {
            let decimals = decimals_of_interval("share", 0.6, low, high);
            [end(low, "share", decimals), end(high, "share", decimals)]
        };
        assert_eq!(printed(-0.0004, -0.000_04), ["-0.040", "-0.004"]);
        assert_eq!(printed(0.000_4, 0.003), ["+0.04", "+0.30"]);
        assert_eq!(printed(-0.003, 0.000_04), ["-0.3", "0.0"], "zero is inside");
        assert_eq!(decimals_of_interval("days", 5.0, f64::NAN, f64::NAN), 1);
    }

    #[test]
    fn narrow_intervals_get_more_digits() {
        assert_eq!(decimals("share", 0.6, 0.02), 1);
        assert_eq!(decimals("share", 0.6, 0.001), 2);
        assert_eq!(decimals("yuan/resident/year", 268.0, 13.0), 0);
        assert_eq!(decimals("yuan/resident/year", 268.0, 0.3), 1);
        assert_eq!(decimals("yuan/resident/year", 268.0, 0.001), 2);
        assert_eq!(decimals("scale 0-1", 0.4, 0.001), 3);
        assert_eq!(decimals("days", 16.0, f64::NAN), 1);
        assert_eq!(decimals("days", 16.0, 0.0), 1);
    }
}
