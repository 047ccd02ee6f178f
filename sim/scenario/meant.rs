//! The number that somebody meant: with the digits of a Chinese keyboard, a unit, a thousands separator.

/// Punctuation of a Chinese keyboard that TOML has as well, each with its plain form.
pub(super) const FULL_WIDTH: [(char, char); 22] = [
    ('“', '"'),
    ('”', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('「', '"'),
    ('」', '"'),
    ('＂', '"'),
    ('＝', '='),
    ('，', ','),
    ('、', ','),
    ('。', '.'),
    ('．', '.'),
    ('：', ':'),
    ('；', ';'),
    ('（', '('),
    ('）', ')'),
    ('【', '['),
    ('】', ']'),
    ('［', '['),
    ('］', ']'),
    ('｛', '{'),
    ('｝', '}'),
];

/// Signs that look like a minus and are none.
pub(super) const DASHES: [char; 6] = ['–', '—', '−', '－', '﹣', '‐'];

/// Days in the periods that people count in.
const PERIODS: [(&[&str], f64); 4] = [
    (&["year", "years", "年"], 365.0),
    (&["month", "months", "个月", "月"], 30.0),
    (&["week", "weeks", "周", "星期"], 7.0),
    (&["day", "days", "天", "日"], 1.0),
];

/// The character as an English keyboard types it.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '％' => '%',
        '\u{3000}' => ' ',
        dash if DASHES.contains(&dash) => '-',
        other => FULL_WIDTH.iter().find(|(wide, _)| *wide == other).map_or(other, |(_, plain)| *plain),
    }
}

/// The number that a text means, and what stands behind it: `50,000`, `5万`, `４０`, `–0.3`, `4 years`.
pub(super) fn number_and_rest(text: &str) -> Option<(f64, String)> {
    let text: String = text.trim().chars().map(half_width).collect();
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ','))).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    // A comma is a separator of thousands where three digits follow it.
    let groups: Vec<&str> = digits.split(',').collect();
    if groups[1..].iter().any(|group| group.split('.').next().map_or(0, str::len) != 3) {
        return None;
    }
    let number: f64 = groups.concat().parse().ok()?;
    let rest = rest.trim();
    let (times, rest) = [("万", 1e4), ("亿", 1e8), ("千", 1e3)]
        .into_iter()
        .find_map(|(word, times)| rest.strip_prefix(word).map(|rest| (times, rest)))
        .unwrap_or((1.0, rest));
    Some((number * times, rest.trim().to_owned()))
}

/// The number that a text means under a key, if it means one: units that belong to the key are taken in.
pub(super) fn number_meant(key: &str, text: &str) -> Option<f64> {
    let (number, rest) = number_and_rest(text)?;
    if rest.is_empty() {
        return Some(number);
    }
    if rest == "%" {
        return Some((number * 1e6).round() / 1e8);
    }
    let rest = rest.to_lowercase();
    let period = PERIODS.iter().find(|(words, _)| words.contains(&rest.as_str()));
    match period {
        Some((_, days)) if key.ends_with("days") || key == "day" => Some(number * days),
        Some(_) => None,
        // Whatever else is counted: 人, persons, 小时/周.
        None => Some(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_understood_as_people_write_them() {
        for (key, text, number) in [
            ("residents", "50,000", Some(50_000.0)),
            ("residents", "5万", Some(50_000.0)),
            ("residents", "1.2 万人", Some(12_000.0)),
            ("residents", "2000人", Some(2_000.0)),
            ("audit_share", "４０％", Some(0.4)),
            ("audit_share", "０.４", Some(0.4)),
            ("audit_share", "–0.3", Some(-0.3)),
            ("days", "4 years", Some(1_460.0)),
            ("burn_in_days", "两年", None),
            ("burn_in_days", "2年", Some(730.0)),
            ("task_hours_per_week", "4 years", None),
            ("task_hours_per_week", "8小时", Some(8.0)),
            ("residents", "5,00", None),
            ("residents", "many", None),
        ] {
            assert_eq!(number_meant(key, text), number, "{text}");
        }
    }
}
