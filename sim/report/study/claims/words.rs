//! Words of `claims.md`: counts, percentages, units and Chinese punctuation.

use super::super::super::words;
use crate::words::Language::Chinese;

/// A number with the English word for what is counted.
pub(super) fn count(n: u32, one: &str, more: &str) -> String {
    if n == 1 { format!("one {one}") } else { format!("{n} {more}") }
}

/// A share in whole percent.
pub(super) fn percent(share: f64) -> String {
    if share.is_nan() { "–".to_owned() } else { format!("{:.0}%", share * 100.0) }
}

/// The unit of changes, in both languages.
pub(super) fn unit(unit: &str) -> String {
    match unit {
        "share" | "share/year" => "points 百分点".to_owned(),
        _ => {
            let chinese = words::unit(unit, Chinese);
            if chinese == unit { unit.to_owned() } else { format!("{unit} {chinese}") }
        }
    }
}

/// A Chinese text with Chinese punctuation: brackets everywhere, the rest beside Chinese characters.
pub(super) fn punctuated(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let wide = |at: usize| {
        let before = at.checked_sub(1).is_some_and(|before| !letters[before].is_ascii());
        before || letters.get(at + 1).is_some_and(|after| !after.is_ascii())
    };
    let one = |(at, letter): (usize, &char)| match letter {
        '(' => '（',
        ')' => '）',
        ',' if wide(at) => '，',
        ':' if wide(at) => '：',
        ';' if wide(at) => '；',
        other => *other,
    };
    letters.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{count, punctuated};

    #[test]
    fn one_is_told_as_one() {
        assert_eq!([count(1, "pair", "pairs"), count(2, "pair", "pairs")], ["one pair", "2 pairs"]);
    }

    #[test]
    fn chinese_has_its_own_punctuation() {
        assert_eq!(punctuated("坏消息的权重(ρ,1为无差异):每1,000人"), "坏消息的权重（ρ，1为无差异）：每1,000人");
    }
}
