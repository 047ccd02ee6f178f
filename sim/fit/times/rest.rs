//! What is left of a text that is taken apart from its beginning: dates, times of day, zones.

use super::{Order, clock};

/// Stands for a year that comes behind the time.
pub(super) const NO_YEAR: i64 = -1;
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
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
pub(super) struct Rest<'a>(pub &'a str);

impl Rest<'_> {
    pub fn blanks(&mut self) {
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
    pub fn number(&mut self, least: usize, most: usize) -> Option<i64> {
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

    /// One of `words`, whole or its first letters, three at least; they stand for their places.
    fn word_of(&mut self, words: &[&str]) -> Option<usize> {
        let count = self.0.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = self.0.get(..count).filter(|_| count > 2)?.to_ascii_lowercase();
        let at = words.iter().position(|known| known.starts_with(&word))?;
        self.0 = &self.0[count..];
        Some(at)
    }

    /// A weekday, which says nothing that the date does not.
    pub fn weekday(&mut self) {
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

    pub fn date(&mut self) -> Option<([i64; 3], &'static [Order])> {
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
            self.blanks();
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
            (4, 1 | 2, _) | (2, 1, "-" | "/") => &[Order::Ymd],
            // Where the numbers stand between points, the day comes first.
            (1 | 2, 4, ".") => &[Order::Dmy],
            (1 | 2, 4, _) => &[Order::Mdy, Order::Dmy],
            (1 | 2, 1 | 2, ".") => &[Order::Dmy, Order::Ymd],
            (1 | 2, 2, _) => &[Order::Mdy, Order::Dmy, Order::Ymd],
            _ => return None,
        };
        Some(([first, second, third], orders))
    }

    /// The time of day in seconds; nothing is taken where none stands.
    pub fn time(&mut self) -> Option<i64> {
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
    pub fn zone(&mut self, timed: bool) -> Option<Option<i32>> {
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
