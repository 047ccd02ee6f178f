//! Dates of a log, in days since 1 January 1970, as the log's own clock shows them.
//!
//! How a time is written is found out by itself (`times`) unless a map gives a format, which is written with
//! `%Y %y %m %d %H %I %M %S %p`, a blank for any blanks, `T` or none, and everything else for itself. What may follow the last
//! field: a fraction of a second, which is ignored, and an offset from UTC.

use std::collections::BTreeSet;

pub use super::moment::{Moment, date, day_number};
use super::times::{Order, SERIAL_1904_LATER, Shape, offset, written};

/// What a map writes for spreadsheets that count from 1904.
const SERIAL_1904: &str = "serial 1904";

/// Reads the dates of one column.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    own: Option<String>,
    order: Option<Order>,
    /// How they were written.
    pub shapes: BTreeSet<Shape>,
}

impl Dates {
    /// Dates in a format of one's own, or as they are written; `order` is that of dates which do not show it.
    #[must_use]
    pub fn new(own: Option<String>, order: Option<Order>) -> Self {
        Self { own, order, shapes: BTreeSet::new() }
    }

    /// The moment that `text` means.
    pub fn read(&mut self, text: &str) -> Option<Moment> {
        let serials_of_1904 = self.own.as_deref() == Some(SERIAL_1904);
        if let Some(own) = self.own.as_deref().filter(|_| !serials_of_1904) {
            return parse(text, own);
        }
        let written = written(text)?;
        let mut moment = written.moment(self.order)?;
        if serials_of_1904 {
            // A log that counts from 1904 does so throughout.
            (written.shape == Shape::Serial).then_some(())?;
            moment.days += SERIAL_1904_LATER;
        } else {
            self.shapes.insert(written.shape);
        }
        Some(moment)
    }
}

/// Letters that may follow `%` in a format.
const CODES: &str = "YymdHIMSp";

/// What is wrong with a format of one's own: the piece of it, and what was found.
#[must_use]
pub fn wrong_format(format: &str) -> Option<(String, String)> {
    if format == SERIAL_1904 {
        return None;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_of_ones_own_is_read_and_nothing_else() {
        let mut own = Dates::new(Some("%d/%m/%Y".to_owned()), None);
        assert_eq!(own.read("31/12/2024").map(|m| m.days), Some(20_088.0));
        assert_eq!((own.read("2024-12-31"), own.read("12/31/2024"), own.read("31/12/2024 x")), (None, None, None));
        assert_eq!(Dates::new(Some("%d/%q".to_owned()), None).read("31/12"), None);
        let mut twelve = Dates::new(Some("%m/%d/%Y %I:%M %p".to_owned()), None);
        assert_eq!(twelve.read("03/04/2024 01:30 PM").map(|m| m.days), Some(19_786.0 + 13.5 / 24.0));
        let mut zoned = Dates::new(Some("%Y-%m-%d %H:%M".to_owned()), None);
        assert_eq!(zoned.read("2024-03-04 13:30 +08:00").and_then(|m| m.offset), Some(480));
    }

    #[test]
    fn the_order_of_the_log_reads_what_does_not_show_it() {
        assert_eq!(Dates::new(None, Some(Order::Dmy)).read("05/03/2024").map(|m| m.days), Some(19_787.0));
        assert_eq!(Dates::default().read("05/03/2024"), None);
    }

    #[test]
    fn spreadsheets_count_from_1900_or_where_a_map_says_so_from_1904() {
        let mut usual = Dates::default();
        assert_eq!(usual.read("45356.5").map(|m| m.days), Some(19_787.5));
        assert_eq!(usual.shapes.iter().copied().collect::<Vec<_>>(), [Shape::Serial]);
        let mut later = Dates::new(Some(SERIAL_1904.to_owned()), None);
        assert_eq!(later.read("43894.5").map(|m| m.days), Some(19_787.5));
        assert_eq!((later.read("2024-03-05"), wrong_format(SERIAL_1904)), (None, None));
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
    }

    #[test]
    fn days_are_written_as_they_are_read() {
        for day in [-10_000, -1, 0, 59, 365, 11_016, 19_786, 20_088, 40_000] {
            assert_eq!(Dates::default().read(&date(day)).map(|m| m.days), Some(f64::from(day)), "{}", date(day));
        }
    }
}
