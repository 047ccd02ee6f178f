//! How times are written: by exports of 311 and of Chinese offices, by databases and by spreadsheets.
//!
//! A text is taken apart as it stands, so that one rule reads what would need hundreds of formats. Where the order of day and
//! month does not show, all orders that are possible are given, and the log as a whole decides (`survey`).

mod rest;
#[cfg(test)]
mod tests;

use serde::Deserialize;

use super::moment::{Moment, day_number};
use rest::{NO_YEAR, Rest};

/// The order of the numbers of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// Month, day, year: 03/31/2024.
    Mdy,
    /// Day, month, year: 31/03/2024.
    Dmy,
    /// Year, month, day: 2024/3/31.
    Ymd,
}

impl Order {
    /// How a map names it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mdy => "mdy",
            Self::Dmy => "dmy",
            Self::Ymd => "ymd",
        }
    }
}

/// How a time is written, as far as it matters to a log as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// The order shows by itself.
    Plain,
    /// The year is last, or has two digits: the log must show the order.
    Open,
    /// Days of a spreadsheet.
    Serial,
    /// Seconds or thousandths of seconds since 1970.
    Epoch,
}

/// A time that was taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The numbers of the date as they stand.
    numbers: [i64; 3],
    /// The orders in which they may be meant.
    orders: &'static [Order],
    /// Days since 1970, where the date is no three numbers.
    whole: Option<f64>,
    seconds: i64,
    timed: bool,
    offset: Option<i32>,
    /// How it is written.
    pub shape: Shape,
}

/// Day 0 of spreadsheets in days before 1970, with the error of 1900 that all of them keep.
const SERIAL_1900: f64 = 25_569.0;
/// Days by which the other count of spreadsheets, from 1904, begins later.
pub const SERIAL_1904_LATER: f64 = 1_462.0;
/// Days of spreadsheets that are taken for dates: 1954 to 2119.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_000.0;

impl Written {
    /// The orders in which it is a date.
    pub fn orders(&self) -> impl Iterator<Item = Order> + '_ {
        self.orders.iter().copied().filter(|&order| self.whole.is_some() || self.day(order).is_some())
    }

    /// The day in an order, since 1970.
    fn day(&self, order: Order) -> Option<i64> {
        let [a, b, c] = self.numbers;
        let (year, month, day) = match order {
            Order::Mdy => (c, a, b),
            Order::Dmy => (c, b, a),
            Order::Ymd => (a, b, c),
        };
        // Two digits: from 1970 on.
        let century = if (0..70).contains(&year) { 2000 } else { 1900 };
        day_number(if year < 100 { century + year } else { year }, month, day)
    }

    /// The moment, read in `order` where the order does not show; `None` where that is no date.
    #[must_use]
    pub fn moment(&self, order: Option<Order>) -> Option<Moment> {
        let days = if let Some(days) = self.whole {
            days
        } else {
            let mut orders = self.orders();
            let first = orders.next()?;
            let order = if self.orders.len() == 1 { first } else { order? };
            self.day(order).filter(|_| self.orders.contains(&order))? as f64
        };
        Some(Moment { days: days + self.seconds as f64 / 86_400.0, timed: self.timed, offset: self.offset })
    }

    fn of_number(days: f64, timed: bool, shape: Shape) -> Self {
        // Fractions of days are rounded in a file; times are whole seconds.
        let days = (days * 86_400.0).round() / 86_400.0;
        let offset = (shape == Shape::Epoch).then_some(0);
        Self { numbers: [0; 3], orders: &[Order::Ymd], whole: Some(days), seconds: 0, timed, offset, shape }
    }
}

/// Takes a time apart; `None` where it is none.
#[must_use]
pub fn written(text: &str) -> Option<Written> {
    let plain = plain(text);
    let text = plain.trim().trim_start_matches('\'');
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.matches('.').count() < 2 {
        return of_digits(text);
    }
    let mut rest = Rest(text);
    rest.weekday();
    let (mut numbers, mut orders) = rest.date()?;
    rest.weekday();
    let time = rest.time();
    let (seconds, timed) = (time.unwrap_or(0), time.is_some());
    let mut offset = rest.zone(timed)?;
    if numbers[0] == NO_YEAR {
        // Tue Mar 05 14:30:00 CST 2024
        rest.blanks();
        numbers[0] = rest.number(4, 4)?;
        orders = &[Order::Ymd];
        offset = offset.or(rest.zone(timed)?);
    }
    rest.weekday();
    rest.blanks();
    let shape = if orders.len() == 1 { Shape::Plain } else { Shape::Open };
    let found = Written { numbers, orders, whole: None, seconds, timed, offset, shape };
    let fine = rest.0.is_empty() && found.orders().next().is_some();
    fine.then_some(found)
}

/// The text with full-width characters, special blanks and dashes as plain ones.
fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    };
    text.chars().map(plain).collect::<String>().into()
}

/// Times that are nothing but digits: 20240305143000, seconds since 1970, days of a spreadsheet.
fn of_digits(text: &str) -> Option<Written> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    if matches!(text.len(), 8 | 12 | 14) && !text.contains('.') {
        let numbers = [part(0..4)?, part(4..6)?, part(6..8)?];
        let (timed, hour) = (text.len() > 8, part(8..10).unwrap_or(0));
        let (minute, second) = (part(10..12).unwrap_or(0), part(12..14).unwrap_or(0));
        let seconds = clock(hour, minute, second)?;
        let orders: &[Order] = &[Order::Ymd];
        let found = Written { numbers, orders, whole: None, seconds, timed, offset: None, shape: Shape::Plain };
        let fine = found.orders().next().is_some();
        return fine.then_some(found);
    }
    let number: f64 = text.parse().ok()?;
    let whole = text.split('.').next().unwrap_or_default().len();
    match whole {
        10 => Some(Written::of_number(number / 86_400.0, true, Shape::Epoch)),
        13 => Some(Written::of_number(number / 86_400_000.0, true, Shape::Epoch)),
        5 if SERIALS.contains(&number) => {
            Some(Written::of_number(number - SERIAL_1900, number.fract() > 0.0, Shape::Serial))
        }
        _ => None,
    }
}

/// Seconds since midnight; the end of a day is 24:00.
fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    let fine = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second);
    (fine || (hour, minute, second) == (24, 0, 0)).then_some(hour * 3600 + minute * 60 + second)
}

/// Minutes before UTC of a text such as `+08:00`.
#[must_use]
pub fn offset(text: &str) -> Option<i32> {
    let mut rest = Rest(text.trim());
    let found = rest.zone(true)??;
    rest.0.is_empty().then_some(found)
}
