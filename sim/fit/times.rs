//! How times are written: by exports of 311 and of Chinese offices, by databases and by spreadsheets.
//!
//! A text is taken apart as it stands, so that one rule reads what would need hundreds of formats. Where the order of day and
//! month does not show, all orders that are possible are given, and the log as a whole decides (`survey`).

use serde::Deserialize;

use super::dates::{Moment, day_number};

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
        let days = match self.whole {
            Some(days) => days,
            None => {
                let mut orders = self.orders();
                let first = orders.next()?;
                let order = if self.orders.len() == 1 { first } else { order? };
                self.day(order).filter(|_| self.orders.contains(&order))? as f64
            }
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

/// Stands for a year that comes behind the time.
const NO_YEAR: i64 = -1;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Parts of a day in Chinese, and the hour from which an hour up to 12 counts; `None`: as it stands.
const PARTS: [(&str, Part); 12] = [
    ("上午", Part::Morning),
    ("早上", Part::Morning),
    ("早晨", Part::Morning),
    ("凌晨", Part::Morning),
    ("清晨", Part::Morning),
    ("中午", Part::Noon),
    ("下午", Part::Afternoon),
    ("傍晚", Part::Afternoon),
    ("晚上", Part::Night),
    ("晚间", Part::Night),
    ("夜间", Part::Night),
    ("深夜", Part::Night),
];

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Morning,
    Noon,
    Afternoon,
    Night,
}

impl Part {
    /// The hour of 24 that an hour of twelve means; one that is of 24 stays.
    fn hour(self, hour: i64) -> i64 {
        match (self, hour) {
            (Self::Morning, 12) => 0,
            (Self::Noon, 1..=3) | (Self::Afternoon, 1..=11) | (Self::Night, 5..=11) => hour + 12,
            // Twelve at night ends the day.
            (Self::Night, 12) => 24,
            _ => hour,
        }
    }
}

/// What is left of a text.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn blanks(&mut self) {
        self.0 = self.0.trim_start();
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.0.strip_prefix(text);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn eat_any(&mut self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.eat(text))
    }

    /// A number of so many digits, and no more behind it.
    fn number(&mut self, least: usize, most: usize) -> Option<i64> {
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.0.split_at(count);
        if !(least..=most).contains(&count) {
            return None;
        }
        self.0 = rest;
        number.parse().ok()
    }

    fn digits_ahead(&self) -> usize {
        self.0.bytes().take_while(u8::is_ascii_digit).count()
    }

    /// ASCII letters that begin as one of `words`, which stand for their places.
    fn word_of(&mut self, words: &[&str]) -> Option<usize> {
        let count = self.0.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = self.0.get(..count)?.to_ascii_lowercase();
        let at = words.iter().position(|known| word.starts_with(known))?;
        // "Sept", "March", "Tuesday": nothing that only begins alike, as "Marchers" would.
        (count <= 9).then(|| self.0 = &self.0[count..])?;
        Some(at)
    }

    /// A weekday, which says nothing that the date does not.
    fn weekday(&mut self) {
        self.blanks();
        let bracket = self.eat("(");
        if self.eat("星期") || self.eat("周") || self.eat("礼拜") {
            let day = self.0.chars().next().filter(|c| "一二三四五六日天".contains(*c));
            self.0 = &self.0[day.map_or(0, char::len_utf8)..];
        } else if self.digits_ahead() == 0 {
            self.word_of(&WEEKDAYS);
        }
        let _ = bracket && self.eat(")");
        self.eat_any(&[",", "."]);
        self.blanks();
    }

    fn date(&mut self) -> Option<([i64; 3], &'static [Order])> {
        let ahead = self.digits_ahead();
        if ahead == 0 {
            // Mar 5, 2024; Mar 05 14:30:00 CST 2024
            let month = self.word_of(&MONTHS)? as i64 + 1;
            self.eat(".");
            self.blanks();
            let day = self.number(1, 2)?;
            self.eat_any(&["st", "nd", "rd", "th"]);
            let before = self.0;
            let _ = self.eat(",");
            self.blanks();
            let year = if self.digits_ahead() == 4 { self.number(4, 4)? } else { NO_YEAR };
            if year == NO_YEAR {
                self.0 = before;
            }
            return Some(([year, month, day], &[Order::Ymd]));
        }
        if ahead == 8 {
            let number = self.number(8, 8)?;
            return Some(([number / 10_000, number / 100 % 100, number % 100], &[Order::Ymd]));
        }
        let first = self.number(1, 4).filter(|_| ahead != 3)?;
        self.blanks();
        if self.eat("年") {
            self.blanks();
            let month = self.number(1, 2)?;
            self.blanks();
            self.eat("月").then_some(())?;
            self.blanks();
            let day = self.number(1, 2)?;
            self.eat_any(&["日", "号"]);
            return Some(([first, month, day], &[Order::Ymd]));
        }
        self.eat_any(&["st", "nd", "rd", "th"]);
        let mark = ["-", "/", "."].into_iter().find(|mark| self.eat(mark)).unwrap_or_default();
        self.blanks();
        if self.digits_ahead() == 0 {
            let month = self.word_of(&MONTHS)? as i64 + 1;
            self.eat_any(&["-", "/", ".", ","]);
            self.blanks();
            let last = self.number(1, 4)?;
            return Some(if ahead == 4 {
                ([first, month, last], &[Order::Ymd])
            } else {
                ([last, month, first], &[Order::Ymd])
            });
        }
        (!mark.is_empty()).then_some(())?;
        let second = self.number(1, 2)?;
        self.blanks();
        self.eat(mark).then_some(())?;
        self.blanks();
        let last_digits = self.digits_ahead();
        let third = self.number(1, 4)?;
        let orders: &[Order] = match (ahead, last_digits, mark) {
            (4, 1 | 2, _) => &[Order::Ymd],
            // Where the numbers stand between points, the day comes first.
            (1 | 2, 4, ".") => &[Order::Dmy],
            (1 | 2, 4, _) => &[Order::Mdy, Order::Dmy],
            (1 | 2, 1 | 2, ".") => &[Order::Dmy, Order::Ymd],
            (1 | 2, 2, _) => &[Order::Mdy, Order::Dmy, Order::Ymd],
            (2, 1, _) => &[Order::Ymd],
            _ => return None,
        };
        Some(([first, second, third], orders))
    }

    /// The time of day in seconds; nothing is taken where none stands.
    fn time(&mut self) -> Option<i64> {
        let before = self.0;
        let found = self.time_of_day();
        if found.is_none() {
            self.0 = before;
        }
        found
    }

    fn time_of_day(&mut self) -> Option<i64> {
        self.eat_any(&[",", "-"]);
        self.blanks();
        if let Some(after) = self.0.strip_prefix(['T', 't']) {
            self.0 = after;
        }
        let mut part = PARTS.into_iter().find(|(word, _)| self.eat(word)).map(|(_, part)| part);
        self.blanks();
        part = part.or_else(|| self.half());
        self.blanks();
        let (hour, minute, second) = match self.digits_ahead() {
            digits @ (4 | 6) => {
                let number = self.number(4, 6)?;
                let number = if digits == 4 { number * 100 } else { number };
                (number / 10_000, number / 100 % 100, number % 100)
            }
            _ => self.hour_minute_second()?,
        };
        self.fraction();
        self.blanks();
        let half = self.half();
        let hour = match (half.or(part), half.is_some()) {
            // AM and PM count twelve hours and no more.
            (Some(part), true) if (1..=12).contains(&hour) => part.hour(hour),
            (Some(_), true) => return None,
            (Some(part), false) => part.hour(hour),
            (None, _) => hour,
        };
        clock(hour, minute, second)
    }

    fn hour_minute_second(&mut self) -> Option<(i64, i64, i64)> {
        let hour = self.number(1, 2)?;
        self.blanks();
        let chinese = self.eat_any(&["时", "点"]);
        if chinese && self.eat("半") {
            return Some((hour, 30, 0));
        }
        let marked = chinese || self.eat_any(&[":", ".", "h", "H"]);
        if self.digits_ahead() == 0 || !marked {
            self.eat("整");
            let twelve = self
                .0
                .trim_start()
                .get(..2)
                .is_some_and(|w| w.eq_ignore_ascii_case("am") || w.eq_ignore_ascii_case("pm"));
            return (chinese || twelve && !marked).then_some((hour, 0, 0));
        }
        let minute = self.number(1, 2)?;
        let more = self.eat_any(&["分", ":", "."]);
        let second = if more && self.digits_ahead() > 0 { self.number(1, 2)? } else { 0 };
        self.eat("秒");
        Some((hour, minute, second))
    }

    /// A fraction of a second is left out.
    fn fraction(&mut self) {
        let after = self.0.strip_prefix(['.', ',', ':']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        self.0 = after.map_or(self.0, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    }

    /// AM or PM.
    fn half(&mut self) -> Option<Part> {
        let words =
            [("a.m.", Part::Morning), ("p.m.", Part::Afternoon), ("am", Part::Morning), ("pm", Part::Afternoon)];
        let (word, part) = words.into_iter().find(|(word, _)| {
            let begins = self.0.get(..word.len()).is_some_and(|text| text.eq_ignore_ascii_case(word));
            begins && !self.0[word.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
        })?;
        self.0 = &self.0[word.len()..];
        Some(part)
    }

    /// Minutes before UTC where it says so; an inner `None` where it does not, an outer where something else stands.
    #[expect(clippy::option_option, reason = "no zone and no time are two things")]
    fn zone(&mut self, timed: bool) -> Option<Option<i32>> {
        self.blanks();
        if !timed {
            return Some(None);
        }
        let mut offset = None;
        let letters = self.0.bytes().take_while(u8::is_ascii_uppercase).count();
        let name = self.0.get(..letters)?;
        if matches!(name, "Z" | "UTC" | "GMT") {
            offset = Some(0);
        }
        // Names of zones are of the clock that the log shows: EST, EDT, CST, BST.
        if offset.is_some() || (2..=5).contains(&letters) {
            self.0 = &self.0[letters..];
        }
        if self.0.starts_with(['+', '-']) && self.0[1..].starts_with(|c: char| c.is_ascii_digit()) {
            let sign = if self.eat("-") { -1 } else { 1 };
            self.eat("+");
            let minutes = match self.digits_ahead() {
                // A single digit only behind a name: GMT+8.
                1 if letters == 0 => return None,
                1 | 2 => {
                    let hours = self.number(1, 2)? * 60;
                    hours + if self.eat(":") { self.number(2, 2)? } else { 0 }
                }
                4 => self.number(4, 4).map(|number| number / 100 * 60 + number % 100)?,
                _ => return None,
            };
            offset = Some(sign * minutes as i32).filter(|minutes| minutes.abs() <= 14 * 60);
            offset?;
        }
        if let Some(end) = self.0.strip_prefix('[').and_then(|rest| rest.find(']')) {
            self.0 = &self.0[end + 2..];
        }
        Some(offset)
    }
}

/// Minutes before UTC of a text such as `+08:00`.
#[must_use]
pub fn offset(text: &str) -> Option<i32> {
    let mut rest = Rest(text.trim());
    let found = rest.zone(true)??;
    rest.0.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 5 March 2024, 14:30.
    const THEN: f64 = 19_787.0 + 14.5 / 24.0;

    fn read(text: &str, order: Option<Order>) -> Option<Moment> {
        written(text).and_then(|written| written.moment(order))
    }

    #[test]
    fn offices_databases_and_spreadsheets_write_one_moment_in_many_ways() {
        for text in [
            "2024-03-05 14:30:00",
            "2024-3-5 14:30",
            "2024-03-05T14:30:00.000",
            "2024-03-05 14:30:00,123",
            "2024-03-05 14:30:00.0000000",
            "2024/3/5 14:30",
            "2024/3/5 下午 02:30:00",
            "2024/3/5 PM 02:30",
            "2024/03/05 02:30:00 pm",
            "2024.3.5 14:30",
            "2024.03.05 14.30.00",
            "2024-03-05-14.30.00.123456",
            "2024年3月5日 下午2:30",
            "2024年3月5日下午2点半",
            "2024年3月5日 14时30分",
            "2024年03月05日14时30分00秒",
            "2024年3月5日14点30分",
            "2024 年 3 月 5 日 14:30",
            "２０２４－０３－０５　１４：３０",
            "2024年3月5日星期二 14:30",
            "2024-03-05 周二 14:30",
            "2024-03-05（星期二）14:30",
            "05.03.2024 14:30",
            "5.3.2024, 14:30",
            "05-Mar-2024 14:30:00",
            "05-MAR-24 02.30.00.000000 PM",
            "5 March 2024 2:30 p.m.",
            "5th March 2024, 14:30",
            "March 5, 2024 2:30 PM",
            "Mar  5 2024  2:30PM",
            "Mar  5 2024 02:30:00:000PM",
            "Tuesday, March 5, 2024 2:30:00 PM",
            "Tue Mar 05 14:30:00 CST 2024",
            "Tue, 05 Mar 2024 14:30:00 GMT",
            "2024-03-05 14:30:00 EST",
            "2024-03-05T14:30:00Z",
            "2024-03-05 14:30:00 UTC",
            "2024-03-05T14:30:00+08:00[Asia/Shanghai]",
            "20240305143000",
            "202403051430",
            "20240305T143000Z",
            "20240305 14:30",
            "1709649000",
            "1709649000000",
            "45356.604166667",
            "'2024-03-05 14:30",
            " 2024-03-05 14:30 ",
        ] {
            let moment = read(text, None).unwrap_or_else(|| panic!("{text}"));
            assert!((moment.days - THEN).abs() < 1e-9 && moment.timed, "{text}: {moment:?}");
        }
        for text in [
            "2024-03-05",
            "2024年3月5日",
            "5.3.2024",
            "20240305",
            "45356",
            "5-Mar-24",
            "2024/3/5 星期二",
            "2024年3月5号",
        ] {
            assert_eq!(read(text, None), Some(Moment { days: 19_787.0, timed: false, offset: None }), "{text}");
        }
    }

    #[test]
    fn parts_of_the_day_are_hours_of_24() {
        let hour =
            |text: &str| read(&format!("2024-03-05 {text}"), None).map(|m| ((m.days - 19_787.0) * 24.0 * 60.0).round());
        for (text, minutes) in [
            ("上午9:05", 545.0),
            ("上午12:10", 10.0),
            ("中午12:10", 730.0),
            ("中午1:10", 790.0),
            ("下午12:10", 730.0),
            ("晚上8点", 1200.0),
            ("晚上12点", 1440.0),
            ("凌晨2:00", 120.0),
            ("下午14:30", 870.0),
            ("12:00 AM", 0.0),
            ("12:00 PM", 720.0),
            ("24:00", 1440.0),
            ("2 PM", 840.0),
        ] {
            assert_eq!(hour(text), Some(minutes), "{text}");
        }
        assert_eq!((hour("14:30 PM"), hour("25:00"), hour("14"), hour("24:01")), (None, None, None, None));
    }

    #[test]
    fn an_order_that_does_not_show_is_left_to_the_log() {
        let orders = |text: &str| written(text).map(|w| w.orders().collect::<Vec<_>>()).unwrap_or_default();
        assert_eq!(orders("03/05/2024 14:30"), [Order::Mdy, Order::Dmy]);
        assert_eq!(orders("31/12/2024"), [Order::Dmy]);
        assert_eq!(orders("12-31-2024"), [Order::Mdy]);
        assert_eq!(orders("3/5/24 14:30"), [Order::Mdy, Order::Dmy, Order::Ymd]);
        assert_eq!(orders("24/3/31"), [Order::Ymd]);
        assert_eq!(read("03/05/2024 14:30", None), None);
        assert_eq!(read("03/05/2024 14:30", Some(Order::Mdy)).map(|m| m.days), Some(THEN));
        assert_eq!(read("05/03/24 2:30 PM", Some(Order::Dmy)).map(|m| m.days), Some(THEN));
        assert_eq!(read("31/12/2024", Some(Order::Mdy)), None);
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "x",
            "5",
            "12345",
            "2024-13-01",
            "2023-02-29",
            "32/12/2024",
            "2024-03-05 25:00",
            "2024-03-05x",
            "3月5日",
            "１",
            "2024-03-05 14:30+8",
            "2024-03-05 14:30+08:0",
            "2024-03-05 14:30+é",
            "2024-03-05 14:30+99:00",
            "20241301",
            "99999999999",
            "1.2.3.4",
            "Marchers 5, 2024",
            "2024-03",
            "14:30",
            "5个工作日",
            "2024-03-05 14:30 gestern",
            "-5",
            "年",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn an_offset_is_read() {
        let of = |text: &str| read(text, None).and_then(|moment| moment.offset);
        assert_eq!(of("2024-03-05T14:30:00Z"), Some(0));
        assert_eq!(of("2024-03-05T14:30:00.5+08:00"), Some(480));
        assert_eq!(of("2024-03-05 14:30-0330"), Some(-210));
        assert_eq!(of("2024-03-05 14:30 GMT+8"), Some(480));
        assert_eq!((of("2024-03-05 14:30:00"), of("2024-03-05 14:30:00 CST")), (None, None));
        assert_eq!((of("1709649000"), of("45356.5")), (Some(0), None));
        assert_eq!((offset("+08:00"), offset("-5"), offset("Z"), offset("soon")), (Some(480), None, Some(0), None));
    }
}
