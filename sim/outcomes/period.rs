//! Over what time a number speaks, in words: every number of a table says it.

use super::OutcomeKind;
use super::definition::{Closing, Definition, Period};
use super::record::YEAR;
use super::survival::LONGEST_DAYS;
use crate::units::YEAR_DAYS;
use crate::words::Language;

const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const YEAR_LENGTH: u32 = YEAR_DAYS as u32;

impl OutcomeKind {
    /// Over what time its value in a group is measured in a run of so many days, in English and in Chinese: "over the 5
    /// years", "at the end of the fifth year", "in the second year".
    #[must_use]
    pub fn period_of(&self, group: &str, days: u32) -> (String, String) {
        let year = group.strip_prefix(YEAR).and_then(|number| number.parse::<u32>().ok());
        let stock = self.period() == Period::End;
        match year {
            Some(year) => in_year(year, days.saturating_sub(YEAR_LENGTH * year.saturating_sub(1)), stock),
            None if stock => at_the_end(days),
            None => {
                let (english, chinese) = length(days);
                let over = (format!("over the {english}"), format!("{chinese}运行期内"));
                if matches!(self.definition, Definition::Closing(Closing::Mean)) && days < LONGEST_DAYS {
                    return (format!("{}, counted up to {english}", over.0), format!("{}（以{chinese}为限）", over.1));
                }
                over
            }
        }
    }

    /// What is said of a value that is undefined.
    #[must_use]
    pub fn undefined(&self, language: Language) -> &'static str {
        match self.definition {
            Definition::Closing(Closing::Quantile(_)) => language.pick("not reached", "未达到"),
            _ => language.pick("undefined", "无定义"),
        }
    }
}

/// A length of time: in years where it is whole ones.
fn length(days: u32) -> (String, String) {
    match (days, days / YEAR_LENGTH) {
        (1, _) => ("day".to_owned(), "1天".to_owned()),
        (YEAR_LENGTH, _) => ("year".to_owned(), "1年".to_owned()),
        (_, years) if years > 0 && days == years * YEAR_LENGTH => (format!("{years} years"), format!("{years}年")),
        _ => (format!("{days} days"), format!("{days}天")),
    }
}

fn at_the_end(days: u32) -> (String, String) {
    if days > 0 && days.is_multiple_of(YEAR_LENGTH) {
        return in_year(days / YEAR_LENGTH, YEAR_LENGTH, true);
    }
    (format!("at the end of day {days}"), format!("第{days}天末"))
}

/// In a year of which there are so many days.
fn in_year(year: u32, days: u32, stock: bool) -> (String, String) {
    let english = match (year as usize).checked_sub(1).and_then(|place| ORDINALS.get(place)) {
        Some(ordinal) => format!("the {ordinal} year"),
        None => format!("year {year}"),
    };
    let (english, chinese) = if stock {
        (format!("at the end of {english}"), format!("第{year}年末"))
    } else {
        (format!("in {english}"), format!("第{year}年内"))
    };
    if days >= YEAR_LENGTH {
        return (english, chinese);
    }
    // The last year of a run may be shorter.
    (format!("{english} (its first {days} days)"), format!("{chinese}（前{days}天）"))
}

#[cfg(test)]
mod tests {
    use crate::outcomes::outcome_kind;

    fn of(outcome: &str, group: &str, days: u32) -> (String, String) {
        outcome_kind(outcome).unwrap().period_of(group, days)
    }

    #[test]
    fn every_number_says_over_what_time_it_speaks() {
        let both = |english: &str, chinese: &str| (english.to_owned(), chinese.to_owned());
        assert_eq!(of("detection_share", "all", 1825), both("over the 5 years", "5年运行期内"));
        assert_eq!(of("detection_share", "kind:x", 60), both("over the 60 days", "60天运行期内"));
        assert_eq!(of("satisfaction", "all", 1825), both("at the end of the fifth year", "第5年末"));
        assert_eq!(of("satisfaction", "all", 60), both("at the end of day 60", "第60天末"));
        assert_eq!(of("detection_share", "year:5", 1825), both("in the fifth year", "第5年内"));
        assert_eq!(of("satisfaction", "year:2", 1825), both("at the end of the second year", "第2年末"));
        assert_eq!(of("detection_share", "year:12", 9_000).0, "in year 12");
        assert_eq!(
            of("detection_share", "year:2", 400),
            both("in the second year (its first 35 days)", "第2年内（前35天）")
        );
    }

    #[test]
    fn a_quantile_is_not_reached() {
        let word = |outcome: &str, language| outcome_kind(outcome).unwrap().undefined(language);
        assert_eq!(word("close_days_p90", crate::words::Language::English), "not reached");
        assert_eq!(word("close_days_mean", crate::words::Language::Chinese), "无定义");
    }

    #[test]
    fn a_mean_of_days_says_where_a_short_run_cuts_it() {
        assert_eq!(of("close_days_mean", "all", 7).0, "over the 7 days, counted up to 7 days");
        assert_eq!(of("close_days_mean", "all", 7).1, "7天运行期内（以7天为限）");
        assert_eq!(of("close_days_mean", "all", 1825).0, "over the 5 years");
    }
}
