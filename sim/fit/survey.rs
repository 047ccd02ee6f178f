//! The first look at a log: in which order its dates are written, and which of equal headings is meant.

use std::collections::BTreeMap;

use csv::{ByteRecord, Position};

use super::columns::{Columns, Map, ROLES, TIMES, alike};
use super::times::{Order, Shape, written};
use super::words::{missing, no_date};

/// What a look at all rows shows.
#[derive(Clone, Debug)]
pub struct Survey {
    /// Columns that may be meant, by role, where a heading stands several times.
    equal: Vec<Equal>,
    /// Orders in which all dates so far can be read.
    orders: Vec<Order>,
    /// Where the first date stands that does not show its order.
    open: Option<(usize, Position, String)>,
    /// Where the date stands that no order reads together with those before.
    conflict: Option<(usize, Position, String)>,
    asks: bool,
}

#[derive(Clone, Debug)]
struct Equal {
    role: usize,
    columns: Vec<usize>,
    /// Columns that hold something.
    filled: Vec<bool>,
    /// Row in which two of them differ, both filled.
    differ: Option<u64>,
    /// Row in which one is filled and the other is not.
    uneven: Option<u64>,
}

/// What a look at all rows found: the order of dates that do not show it and whether one proved it, the columns, and by role
/// the number of equal headings.
pub type Found = (Option<(Order, bool)>, Columns, BTreeMap<usize, usize>);

/// What is wrong: where, what was found, what was expected and what to do.
pub type Problem = (Option<Position>, usize, [String; 3]);

impl Survey {
    /// A look at a log of these columns.
    #[must_use]
    pub fn new(header: &[String], columns: &Columns, map: &Map) -> Self {
        let equal = (0..ROLES.len()).filter_map(|role| {
            let columns = alike(header, map, role, columns[role]?);
            (columns.len() > 1).then(|| Equal {
                role,
                filled: vec![false; columns.len()],
                columns,
                differ: None,
                uneven: None,
            })
        });
        Self {
            equal: equal.collect(),
            orders: vec![Order::Mdy, Order::Dmy, Order::Ymd],
            open: None,
            conflict: None,
            asks: map.date_format.is_none() && map.date_order.is_none(),
        }
    }

    /// Whether more rows can show anything.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.equal.is_empty() && (!self.asks || self.conflict.is_some())
    }

    /// Looks at a row.
    pub fn row(&mut self, record: &ByteRecord, columns: &Columns, map: &Map) {
        for equal in &mut self.equal {
            let held = |at: &usize| record.get(*at).map(<[u8]>::trim_ascii).unwrap_or_default();
            let texts: Vec<&[u8]> = equal.columns.iter().map(held).collect();
            let is_filled = |text: &&[u8]| !missing(&String::from_utf8_lossy(text), &map.missing);
            let filled: Vec<bool> = texts.iter().map(is_filled).collect();
            equal.filled.iter_mut().zip(&filled).for_each(|(ever, now)| *ever |= now);
            let line = record.position().map_or(0, Position::line);
            let mut held = texts.iter().zip(&filled).filter(|(_, filled)| **filled).map(|(text, _)| text);
            let first = held.next();
            if held.any(|text| Some(text) != first) {
                equal.differ.get_or_insert(line);
            }
            if filled.iter().any(|now| *now != filled[0]) {
                equal.uneven.get_or_insert(line);
            }
        }
        if !self.asks || self.conflict.is_some() {
            return;
        }
        for at in TIMES.into_iter().filter_map(|role| columns[role]) {
            let text =
                record.get(at).and_then(|bytes| std::str::from_utf8(bytes).ok()).map(str::trim).unwrap_or_default();
            // Most dates show their order by their first four digits.
            let year_first = text.len() > 4 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit);
            if year_first || missing(text, &map.missing) || no_date(text) {
                continue;
            }
            let Some(time) = written(text).filter(|time| time.shape == Shape::Open) else { continue };
            let Some(position) = record.position() else { continue };
            let place = || (at, position.clone(), text.chars().take(60).collect::<String>());
            if self.open.is_none() {
                self.open = Some(place());
            }
            let left: Vec<Order> = time.orders().filter(|order| self.orders.contains(order)).collect();
            if left.is_empty() {
                self.conflict = Some(place());
                return;
            }
            self.orders = left;
        }
    }

    /// The order of dates that do not show it and whether one proved it, and the columns with what was found about equal
    /// headings: role to number of headings. `lines` stand above the headings.
    ///
    /// # Errors
    /// What a map must say.
    pub fn finished(
        self,
        header: &[String],
        mut columns: Columns,
        map: &Map,
        month_first: bool,
        lines: u64,
    ) -> Result<Found, Vec<Problem>> {
        let mut problems: Vec<Problem> = Vec::new();
        let mut resolved = BTreeMap::new();
        for equal in &self.equal {
            let filled: Vec<usize> =
                equal.columns.iter().zip(&equal.filled).filter(|(_, filled)| **filled).map(|(at, _)| *at).collect();
            resolved.insert(equal.role, equal.columns.len());
            match filled[..] {
                [] => {}
                [one] => columns[equal.role] = Some(one),
                _ => {
                    let Some(line) = equal.differ.or(equal.uneven) else { continue };
                    let (name, role, number) = (&header[equal.columns[0]], ROLES[equal.role], equal.columns.len());
                    let (name, line) = (name.trim(), line + lines);
                    let found =
                        format!("the heading \"{name}\" stands {number} times, and the columns differ on line {line}");
                    let help = format!(
                        "rename one of them, or say in a map which is meant: {role} = \"{name}#{number}\" is the last, --columns MAP.toml"
                    );
                    problems.push((None, equal.columns[1], [found, "a heading for each column".to_owned(), help]));
                }
            }
        }
        let order = map.date_order.map(|order| (order, true)).or(match (&self.open, &self.orders[..]) {
            (None, _) => None,
            (_, [one]) => Some((*one, true)),
            (Some(_), _) if month_first && self.orders.contains(&Order::Mdy) => Some((Order::Mdy, false)),
            (Some((at, position, text)), orders) => {
                let found = format!("\"{text}\" can be more than one day, and no date of the log shows which number is the month");
                let words = orders.iter().map(|order| format!("date_order = \"{}\"", order.word())).collect::<Vec<_>>();
                let expected = words.join(", ");
                let help = "say in a map which comes first: date_order = \"mdy\" for the month, \"dmy\" for the day; --columns MAP.toml";
                if self.conflict.is_none() {
                    problems.push((Some(position.clone()), *at, [found, expected, help.to_owned()]));
                }
                None
            }
        });
        if let Some((at, position, text)) = &self.conflict {
            let (_, _, first) = self.open.as_ref().unwrap_or(&(0, position.clone(), String::new())).clone();
            let found = format!("\"{text}\" and \"{first}\" are not dates of the same order");
            let help = "the log mixes month first and day first: write one column in one way, for instance 2024-03-31";
            problems.push((Some(position.clone()), *at, [found, "one order throughout".to_owned(), help.to_owned()]));
        }
        if problems.is_empty() { Ok((order, columns, resolved)) } else { Err(problems) }
    }
}
