//! Numbers as a reader wants them: shares as percentages, days with one decimal, three digits that count.

use crate::words::Language;

/// What stands for an undefined value.
const UNDEFINED: &str = "-";

/// A value of the given unit.
pub(super) fn value(value: f64, unit: &str) -> String {
    if value.is_nan() {
        return UNDEFINED.to_owned();
    }
    if is_share(unit) { format!("{}%", signless_zero(value * 100.0, 1)) } else { plain(value, unit, value) }
}

/// A difference of the given unit, with its sign. `scale` is the size of the values: digits follow it.
pub(super) fn difference(difference: f64, unit: &str, scale: f64, language: Language) -> String {
    if difference.is_nan() {
        return UNDEFINED.to_owned();
    }
    let number = end(difference, unit, scale);
    if is_share(unit) { format!("{number}{}", language.pick(" points", "百分点")) } else { number }
}

/// An end of an interval, as a difference without its unit.
pub(super) fn end(end: f64, unit: &str, scale: f64) -> String {
    if end.is_nan() {
        return UNDEFINED.to_owned();
    }
    let number = if is_share(unit) { signless_zero(end * 100.0, 1) } else { plain(end, unit, scale) };
    let is_positive = number.chars().any(|c| ('1'..='9').contains(&c)) && !number.starts_with('-');
    if is_positive { format!("+{number}") } else { number }
}

fn is_share(unit: &str) -> bool {
    unit == "share" || unit == "share/year"
}

fn plain(value: f64, unit: &str, scale: f64) -> String {
    let decimals = if unit == "days" {
        1
    } else if unit.starts_with("scale") {
        3
    } else {
        match scale.abs() {
            size if size >= 100.0 => 0,
            size if size >= 10.0 => 1,
            size if size >= 1.0 => 2,
            _ => 3,
        }
    };
    signless_zero(value, decimals)
}

/// Fixed decimals, with thousands set apart; what rounds to zero has no sign.
fn signless_zero(value: f64, decimals: usize) -> String {
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
        assert_eq!(difference(0.032, "share", 0.6, Language::English), "+3.2 points");
        assert_eq!(difference(-0.032, "share", 0.6, Language::Chinese), "-3.2百分点");
        assert_eq!(difference(-0.000_01, "share", 0.6, Language::English), "0.0 points");
        assert_eq!(difference(1.26, "yuan/resident/year", 63.0, Language::English), "+1.3");
        assert_eq!(end(0.0, "days", 4.0), "0.0");
    }
}
