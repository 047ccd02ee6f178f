//! Single values: numbers against their range and unit, names, and how a wrong value is described.

use toml::de::DeValue;

use super::meant::number_meant;
use crate::diagnostics::{Code, printable, steers};
use crate::registry::Parameter;

/// What is wrong with a value, without its place.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub code: Code,
    pub found: String,
    pub expected: String,
    pub help: String,
}

/// A number in whole or decimal notation; `None` for anything else. May be infinite or NaN.
pub(crate) fn number(value: &DeValue) -> Option<f64> {
    match value {
        DeValue::Integer(integer) => i128::from_str_radix(integer.as_str(), integer.radix())
            .map(|whole| whole as f64)
            .ok()
            .or_else(|| integer.as_str().parse().ok()),
        DeValue::Float(float) => float.as_str().parse().ok(),
        _ => None,
    }
}

/// A value in words: what the user wrote and of what type it is.
pub(crate) fn describe(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => {
            let mut short: String = text.chars().take(60).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            format!("the text \"{}\"", printable(&short))
        }
        DeValue::Integer(_) | DeValue::Float(_) => match number(value) {
            Some(number) => format!("the number {}", plain(number)),
            None => "a number too large to read".to_owned(),
        },
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(date) => format!("the date {date}"),
        DeValue::Array(items) if items.is_empty() => "an empty list".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// A number as short as it can be read back, large and tiny ones with an exponent.
pub(crate) fn plain(number: f64) -> String {
    if number != 0.0 && !(1e-5..1e15).contains(&number.abs()) { format!("{number:e}") } else { format!("{number}") }
}

/// A percentage as a share, without the noise of binary fractions.
fn fraction(percent: f64) -> String {
    plain((percent * 1e6).round() / 1e8)
}

/// The allowed range of a parameter in words.
pub(crate) fn range(parameter: &Parameter) -> String {
    let (low, high) = parameter.range;
    let whole = if parameter.whole { "a whole number " } else { "" };
    format!("{whole}{} to {} ({})", plain(low), plain(high), parameter.unit)
}

/// The value of a parameter, or what is wrong with it.
pub(super) fn number_fault(parameter: &Parameter, key: &str, value: &DeValue) -> Result<f64, Fault> {
    let fault = |code, found: String, help: String| Err(Fault { code, found, expected: range(parameter), help });
    let Some(number) = number(value) else {
        let found = format!("{key} is {}, not a number", describe(value));
        let help = match value {
            DeValue::String(text) => help_for_text(parameter, text),
            _ => format!("write a number, for instance {}", plain(parameter.default)),
        };
        return fault(Code::WrongValue, found, help);
    };
    if !number.is_finite() {
        let found = format!("{key} is not a finite number");
        return fault(Code::WrongValue, found, "write an ordinary number".to_owned());
    }
    let (low, high) = parameter.range;
    if number < low || number > high {
        let side = if number < low { "below" } else { "above" };
        let found = format!("{key} is {}, {side} what is allowed", plain(number));
        let help = if parameter.unit == "share" && (2.0..=100.0).contains(&number) {
            format!("shares lie between 0 and 1: for {number}% write {}", fraction(number))
        } else {
            format!("{}; the default is {}", parameter.meaning_en, plain(parameter.default))
        };
        return fault(Code::OutOfRange, found, help);
    }
    if parameter.whole && number.fract() != 0.0 {
        let found = format!("{key} is {}, not a whole number", plain(number));
        return fault(Code::WrongValue, found, format!("write {} or {}", number.floor(), number.ceil()));
    }
    Ok(number + 0.0)
}

fn help_for_text(parameter: &Parameter, text: &str) -> String {
    let text = text.trim();
    let percent = text.strip_suffix('%').or_else(|| text.strip_suffix('%')).and_then(|n| n.trim().parse::<f64>().ok());
    match (percent, text.parse::<f64>()) {
        (Some(percent), _) if parameter.unit == "share" => {
            format!("write a share without quotes: {}", fraction(percent))
        }
        (_, Ok(number)) if number.is_finite() => format!("take the quotes away: {}", plain(number)),
        _ if number_meant(parameter.name, text).is_some() => {
            let number = number_meant(parameter.name, text).unwrap_or(parameter.default);
            format!("write the number alone, without quotes: {}", plain(number))
        }
        _ => format!("write a number, for instance {}", plain(parameter.default)),
    }
}

/// What is wrong with the name of a kind of incident, which becomes part of group names.
pub(super) fn incident_name_fault(name: &str) -> Option<Fault> {
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let found = if name == "all" {
        "\"all\" stands for all incidents together in results".to_owned()
    } else if name.is_empty() {
        "the name is empty".to_owned()
    } else if !name.chars().all(fine) || name.chars().count() > 60 {
        format!("\"{name}\" does not work as the name of an incident")
    } else {
        return None;
    };
    Some(Fault {
        code: Code::WrongValue,
        found,
        expected: "letters, digits, _ - . and at most 60 of them".to_owned(),
        help: "keep the name short and put words into title and title_zh".to_owned(),
    })
}

/// Whether a spreadsheet would take a cell with this text for a formula.
pub(crate) fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@'])
}

/// What is wrong with the name of a scenario or variant, which becomes part of tables and paths.
pub(super) fn scenario_name_fault(name: &str) -> Option<Fault> {
    let bad = |c: char| steers(c) || matches!(c, '/' | '\\' | '"' | ',');
    let found = if name.trim().is_empty() {
        "the name is empty".to_owned()
    } else if is_formula(name) {
        format!("\"{}\" would be a formula where a spreadsheet reads it", printable(name))
    } else if name.chars().any(bad) || name != name.trim() || name.chars().count() > 100 {
        format!("\"{}\" does not work as a name", printable(name))
    } else {
        return None;
    };
    Some(Fault {
        code: Code::WrongValue,
        found,
        expected: if is_formula(name) {
            "a name that does not begin with = + - or @".to_owned()
        } else {
            "a short name without / \\ \" or comma".to_owned()
        },
        help: "keep the name short and put words into title and title_zh".to_owned(),
    })
}
