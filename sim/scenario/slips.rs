//! What to do about a line that is written as one writes elsewhere: with a Chinese keyboard, a unit, a path of Windows.

use super::meant::{DASHES, FULL_WIDTH, number_and_rest, number_meant};
use super::nearest::nearest_key;
use super::values::plain;

/// What to do about a line that is no TOML, where it is a slip that is known; `table` is the one that it stands in.
pub(super) fn help(table: &str, line: &str) -> Option<String> {
    let code = line.split('#').next().unwrap_or("").trim();
    let (key, value) = code.split_once(['=', '＝']).map_or((code, ""), |(key, value)| (key.trim(), value.trim()));
    if code.contains('\u{3000}') {
        return Some(
            "there is a blank of a Chinese input method (U+3000): write a plain blank in its place".to_owned(),
        );
    }
    if let Some((c, _)) = FULL_WIDTH.iter().find(|(wide, _)| code.contains(*wide)) {
        return Some(format!(
            "{c} is typed with a Chinese input method; TOML needs the plain = \" , [ ] of an English keyboard"
        ));
    }
    if !key.is_ascii() && !key.starts_with(['"', '\'', '[']) && !value.is_empty() {
        return Some(match nearest_key(table, key) {
            Some(near) => format!("keys are English words: did you mean {near}?"),
            None => format!("keys are English words: `gridgov params {key}` finds those about it"),
        });
    }
    if value.starts_with('"') && value.contains('\\') {
        return Some("in double quotes a \\ begins a special character: write the path with / in its place".to_owned());
    }
    match value.to_lowercase().as_str() {
        "是" | "yes" | "on" | "开" => return Some("write true, without quotes".to_owned()),
        "否" | "no" | "off" | "关" => return Some("write false, without quotes".to_owned()),
        _ => {}
    }
    if value.contains('%') || value.contains('％') {
        return Some("write shares as fractions: 0.4 for 40%".to_owned());
    }
    if value.contains(DASHES) && number_and_rest(value).is_some() {
        let meant = number_meant(key, value).map_or(String::new(), |number| format!(": {}", plain(number)));
        return Some(format!("a minus is the plain - of an English keyboard{meant}"));
    }
    match (number_and_rest(value), number_meant(key, value)) {
        (Some((_, rest)), Some(number)) if rest.is_empty() => {
            Some(format!("write the number in plain digits: {}", plain(number)))
        }
        (Some(_), Some(number)) => Some(format!("write the number alone, without a unit: {}", plain(number))),
        (Some(_), None) => Some("write the number alone; `gridgov params` gives the unit of each key".to_owned()),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_as_they_are_written_elsewhere_have_a_remedy() {
        for (line, remedy) in [
            ("audit_share = ０.４", "write the number in plain digits: 0.4"),
            ("［staffing］", "［ is typed with a Chinese input method"),
            ("audit_share\u{3000}= 0.4", "a blank of a Chinese input method"),
            ("核查比例 = 0.3", "keys are English words: did you mean staffing.audit_share?"),
            ("某某 = 0.3", "keys are English words: `gridgov params 某某`"),
            ("residents = 50,000", "write the number in plain digits: 50000"),
            ("residents = 5万", "write the number in plain digits: 50000"),
            ("days = 4 years", "write the number alone, without a unit: 1460"),
            ("patrol = 否", "write false, without quotes"),
            ("patrol = yes", "write true, without quotes"),
            ("shift = –0.3", "the plain - of an English keyboard: -0.3"),
            ("roster = \"C:\\data\\x.csv\"", "write the path with / in its place"),
            ("share = 40%", "0.4 for 40%"),
        ] {
            let help = help("staffing", line).unwrap_or_default();
            assert!(help.contains(remedy), "{line}: {help}");
        }
        assert_eq!(help("staffing", "audit_share 0.4"), None);
    }
}
