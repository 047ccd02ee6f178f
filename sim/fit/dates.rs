//! Dates as case logs write them, in days since 1 January 1970, as the log's own clock shows them.
//!
//! A format is written with `%Y %y %m %d %H %I %M %S %p`, a blank for any blanks, `T` or none, and everything else for
//! itself. What may follow the last field: a fraction of a second, which is ignored, and an offset from UTC.

use std::collections::BTreeSet;

/// The order in which dates such as 03/31/2024 are read.
pub const MONTH_FIRST: &str = "%m/%d/%Y";

/// The formats that are tried, in order. Month before day, where the year comes last, as exports of 311 have it.
const KNOWN: [&str; 16] = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%m/%d/%Y %H:%M:%S %p",
    "%m/%d/%Y %H:%M %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y年%m月%d日 %H时%M分%S秒",
    "%Y年%m月%d日 %H时%M分",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日",
];

/// A moment: days since 1 January 1970, and whether the log gave a time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Days, with the time of day as a fraction.
    pub days: f64,
    /// Whether a time of day was given.
    pub timed: bool,
    /// Minutes by which its clock is before UTC, where it says so.
    pub offset: Option<i32>,
}

/// Reads dates of one column, beginning with the format that fitted last.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    own: Option<String>,
    last: usize,
    /// Orders of year, month and day that were met.
    pub orders: BTreeSet<&'static str>,
    /// Whether a day above 12 proved that the month comes first.
    pub month_is_first: bool,
}

impl Dates {
    /// Dates in a format of one's own, or in any of the known ones.
    #[must_use]
    pub fn new(own: Option<String>) -> Self {
        Self { own, ..Self::default() }
    }

    /// The moment that `text` means.
    pub fn read(&mut self, text: &str) -> Option<Moment> {
        if let Some(own) = &self.own {
            return parse(text, own);
        }
        let mut known = std::iter::once(self.last).chain(0..KNOWN.len());
        let (index, moment) = known.find_map(|i| Some((i, parse(text, KNOWN[i])?)))?;
        self.last = index;
        let order = KNOWN[index].split_once(['日', ' ']).map_or(KNOWN[index], |(order, _)| order);
        self.orders.insert(order);
        let day = text.split('/').nth(1).and_then(|day| day.trim().parse::<u32>().ok());
        self.month_is_first |= order == MONTH_FIRST && day.is_some_and(|day| day > 12);
        Some(moment)
    }
}

/// Letters that may follow `%` in a format.
const CODES: &str = "YymdHIMSp";

/// What is wrong with a format of one's own: the piece of it, and what was found.
#[must_use]
pub fn wrong_format(format: &str) -> Option<(String, String)> {
    let mut pieces = format.split('%');
    pieces.next();
    for piece in pieces {
        let code = piece.chars().next();
        if code.is_none_or(|code| !CODES.contains(code)) {
            let piece: String = std::iter::once('%').chain(code).collect();
            return Some((piece.clone(), format!("\"{piece}\" is no part of a date")));
        }
    }
    let lacks = |codes: &[&str]| !codes.iter().any(|code| format.contains(code));
    let parts: [(&str, &[&str]); 3] = [("year", &["%Y", "%y"]), ("month", &["%m"]), ("day", &["%d"])];
    let (part, _) = parts.into_iter().find(|(_, codes)| lacks(codes))?;
    Some((format.to_owned(), format!("the format has no {part}")))
}

/// `text` read by `format`, whole.
fn parse(text: &str, format: &str) -> Option<Moment> {
    let mut rest = text.trim();
    let (mut date, mut time) = ([0_i64; 3], [0_i64; 3]);
    let (mut timed, mut afternoon) = (false, None);
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '%' => match letters.next()? {
                'Y' => date[0] = digits(&mut rest, 4, 4)?,
                'y' => date[0] = 2000 + digits(&mut rest, 2, 2)?,
                'm' => date[1] = digits(&mut rest, 1, 2)?,
                'd' => date[2] = digits(&mut rest, 1, 2)?,
                'p' => {
                    let word = rest.get(..2)?;
                    afternoon = Some(word.eq_ignore_ascii_case("PM"));
                    rest = (afternoon == Some(true) || word.eq_ignore_ascii_case("AM")).then(|| &rest[2..])?;
                }
                code => {
                    timed = true;
                    let at = match code {
                        'H' | 'I' => 0,
                        'M' => 1,
                        'S' => 2,
                        _ => return None,
                    };
                    time[at] = digits(&mut rest, 1, 2)?;
                }
            },
            ' ' => rest = rest.strip_prefix('T').unwrap_or_else(|| rest.trim_start()),
            other => rest = rest.strip_prefix(other)?,
        }
    }
    let rest = if timed { after_fraction(rest) } else { rest };
    let offset = if rest.is_empty() { None } else { Some(offset(rest).filter(|_| timed)?) };
    match afternoon {
        Some(pm) if (1..=12).contains(&time[0]) => time[0] = time[0] % 12 + if pm { 12 } else { 0 },
        Some(_) => return None,
        None => {}
    }
    let [hour, minute, second] = time;
    let day = day_number(date[0], date[1], date[2])?;
    let fine = hour < 24 && minute < 60 && second <= 60;
    fine.then(|| Moment { days: day as f64 + (hour * 3600 + minute * 60 + second) as f64 / 86_400.0, timed, offset })
}

fn digits(rest: &mut &str, least: usize, most: usize) -> Option<i64> {
    let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, after) = rest.split_at(count);
    *rest = after;
    (count >= least).then(|| number.parse().ok())?
}

/// What follows a fraction of a second.
fn after_fraction(text: &str) -> &str {
    let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match text.strip_prefix('.').filter(|rest| digits(rest)) {
        Some(rest) => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => text,
    }
    .trim()
}

/// An offset from UTC in minutes: `Z`, `+08`, `+08:00`, `+0800`.
fn offset(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z" | "UTC") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.strip_prefix(['+', '-'])?.replace(':', "");
    let fine = matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = fine.then(|| digits.parse().ok())??;
    Some(sign * if digits.len() == 2 { number * 60 } else { number / 100 * 60 + number % 100 })
}

/// Days since 1 January 1970 (Gregorian), for years 1900 to 2200.
#[must_use]
pub fn day_number(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let length = *lengths.get(usize::try_from(month - 1).ok()?)?;
    let fine = (1900..=2200).contains(&year) && (1..=length).contains(&day);
    let before: i64 = lengths[..(month - 1) as usize].iter().sum();
    let past = year - 1;
    fine.then(|| past * 365 + past / 4 - past / 100 + past / 400 + before + day - 1 - 719_162)
}

/// A day as `YYYY-MM-DD`.
#[must_use]
pub fn date(day: i32) -> String {
    let mut year = 1970 + i64::from(day) / 366 - 1;
    while day_number(year + 1, 1, 1).is_some_and(|first| first <= i64::from(day)) {
        year += 1;
    }
    let starts = |month: i64| day_number(year, month, 1).filter(|&first| first <= i64::from(day));
    let (month, first) = (1..=12).rev().find_map(|month| Some((month, starts(month)?))).unwrap_or((1, 0));
    format!("{year}-{month:02}-{:02}", i64::from(day) - first + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_format_is_one_moment() {
        let mut dates = Dates::default();
        let noon = 19_786.0 + 13.5 / 24.0;
        for text in [
            "2024-03-04 13:30:00",
            "2024-03-04T13:30:00.000",
            "2024-03-04T13:30:00+08:00",
            "2024-03-04 13:30:00.123456+00",
            "2024-03-04T13:30Z",
            "03/04/2024 01:30:00 PM",
            "3/4/2024 13:30",
            "2024/3/4 13:30",
            "2024年3月4日 13:30",
            "2024年03月04日13时30分",
        ] {
            let moment = dates.read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((moment.days, moment.timed), (noon, true), "{text}");
        }
        for text in ["2024-03-04", "03/04/2024", "2024年3月4日", "2024/3/4"] {
            assert_eq!(dates.read(text), Some(Moment { days: 19_786.0, timed: false, offset: None }), "{text}");
        }
        assert_eq!(dates.read("03/04/2024 12:00:00 AM").map(|m| m.days), Some(19_786.0));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let mut dates = Dates::default();
        for text in
            ["", "x", "2024-13-01", "2023-02-29", "31/12/2024", "2024-03-04 25:00", "2024-03-04x", "45292", "１"]
        {
            assert_eq!(dates.read(text), None, "{text}");
        }
        assert_eq!(Dates::new(Some("%d/%m/%Y".to_owned())).read("31/12/2024").map(|m| m.days), Some(20_088.0));
        assert_eq!(Dates::new(Some("%d/%q".to_owned())).read("31/12"), None);
        for text in ["2024-03-04 10:00+8", "2024-03-04 10:00+08:0", "2024-03-04 10:00 CST", "2024-03-04 10:00+é"] {
            assert_eq!(dates.read(text), None, "{text}");
        }
    }

    #[test]
    fn a_format_is_judged_by_itself() {
        for fine in ["%Y-%m-%d", "%d.%m.%y %I:%M:%S %p", "%Y年%m月%d日"] {
            assert_eq!(wrong_format(fine), None);
        }
        for (wrong, piece) in
            [("%Q", "%Q"), ("%Y-%m-%d %", "%"), ("%Y-%m-%d %H:%é", "%é"), ("%m/%Y", "%m/%Y"), ("", "")]
        {
            assert_eq!(wrong_format(wrong).expect("wrong").0, piece);
        }
        let mut twelve = Dates::new(Some("%m/%d/%Y %I:%M %p".to_owned()));
        assert_eq!(twelve.read("03/04/2024 01:30 PM").map(|m| m.days), Some(19_786.0 + 13.5 / 24.0));
    }

    #[test]
    fn an_offset_is_read() {
        let offset = |text: &str| Dates::default().read(text).and_then(|moment| moment.offset);
        assert_eq!(offset("2024-03-04T13:30:00Z"), Some(0));
        assert_eq!(offset("2024-03-04T13:30:00.5+08:00"), Some(480));
        assert_eq!(offset("2024-03-04 13:30-0330"), Some(-210));
        assert_eq!(offset("2024-03-04 13:30:00"), None);
    }

    #[test]
    fn a_month_that_comes_first_is_proved_by_a_day_above_12() {
        let mut dates = Dates::default();
        assert!(dates.read("01/05/2023 10:00").is_some() && !dates.month_is_first);
        assert_eq!(dates.orders.iter().copied().collect::<Vec<_>>(), [MONTH_FIRST]);
        assert!(dates.read("01/13/2023").is_some() && dates.month_is_first);
        assert!(dates.read("2023年1月5日").is_some() && dates.read("2023年1月5日 10:00").is_some());
        assert_eq!(dates.orders.len(), 2);
    }

    #[test]
    fn days_are_written_as_they_are_read() {
        for day in [-10_000, -1, 0, 59, 365, 11_016, 19_786, 20_088, 40_000] {
            assert_eq!(Dates::default().read(&date(day)).map(|m| m.days), Some(f64::from(day)), "{}", date(day));
        }
    }
}
