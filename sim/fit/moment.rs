//! Moments and days of the calendar, counted from 1 January 1970.

/// A moment: days since 1 January 1970, and whether the log gave a time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Days, with the time of day as a fraction.
    pub days: f64,
    /// Whether a time of day was given.
    pub timed: bool,
    /// Minutes by which its clock is ahead of UTC, where it says so.
    pub offset: Option<i32>,
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
