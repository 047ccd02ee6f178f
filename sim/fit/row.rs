//! One row of a log: what it says becomes counts, or the field that is wrong is said.

use std::collections::{BTreeMap, BTreeSet};

use csv::{ByteRecord, Position};

use super::columns::{Columns, Map, ROLES, TIMES};
use super::dates::{Dates, Moment};
use super::log::Log;
use super::tally::Entry;
use super::times::{Order, Shape};
use super::words::{Status, missing, no_date, status, yes};

/// Kinds and places of a log at most. More are no kinds or places but addresses or descriptions.
const MOST_KINDS: usize = 5_000;
const MOST_PLACES: usize = 20_000;
/// Longest row, in bytes: a quote that is never closed makes one row of a whole file.
const LONGEST_ROW: usize = 1 << 20;
/// Different words for cases that are none that are kept apart.
const MOST_WORDS: usize = 50;

/// The field that is wrong, what was found, what was expected and what to do; of a row that is not UTF-8, no field.
pub type Wrong = (usize, String, String, String);

/// What the headings say.
pub struct Table<'a> {
    /// Column of each role.
    pub columns: Columns,
    /// The headings.
    pub header: Vec<String>,
    /// What a map says.
    pub map: &'a Map,
}

/// What is remembered from row to row.
pub struct Rows<'a> {
    table: Table<'a>,
    dates: [Dates; TIMES.len()],
    kinds: BTreeMap<String, usize>,
    places: BTreeMap<String, usize>,
    seen: BTreeSet<u64>,
    /// Whether any moment has a time of day.
    pub timed: bool,
    /// Offset from UTC by which days begin: a map's, else that of the first moment that gives one, in minutes.
    clock: Option<i32>,
    /// Offsets that moments have.
    pub offsets: BTreeSet<i32>,
    /// Whether a moment has none.
    pub without_offset: bool,
    /// The first row without a date of creation.
    pub undated: Option<Position>,
    /// First and last creation and where their rows stand.
    pub edges: [Option<(f64, Position)>; 2],
}

impl<'a> Rows<'a> {
    /// No rows yet; dates that do not show their order are read in `order`.
    #[must_use]
    pub fn new(table: Table<'a>, order: Option<Order>) -> Self {
        let dates = || Dates::new(table.map.date_format.clone(), order);
        Self {
            dates: [dates(), dates(), dates()],
            clock: table.map.clock(),
            table,
            kinds: BTreeMap::new(),
            places: BTreeMap::new(),
            seen: BTreeSet::new(),
            timed: false,
            offsets: BTreeSet::new(),
            without_offset: false,
            undated: None,
            edges: [None, None],
        }
    }

    /// Whether a column holds more different values than kinds or places can be.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.kinds.len() > MOST_KINDS || self.places.len() > MOST_PLACES
    }

    /// How dates were written.
    #[must_use]
    pub fn shapes(&self) -> BTreeSet<Shape> {
        self.dates.iter().flat_map(|dates| dates.shapes.iter().copied()).collect()
    }

    /// The log's words for kinds, and its places.
    #[must_use]
    pub fn names(self) -> (Vec<String>, Vec<String>) {
        let by_number = |names: BTreeMap<String, usize>| {
            let mut list = vec![String::new(); names.len()];
            for (name, at) in names {
                list[at] = name;
            }
            list
        };
        (by_number(self.kinds), by_number(self.places))
    }

    /// Takes one row in.
    ///
    /// # Errors
    /// The field that is wrong.
    pub fn row(&mut self, record: &ByteRecord, log: &mut Log) -> Result<(), Wrong> {
        let (columns, map) = (self.table.columns, self.table.map);
        self.shaped(record)?;
        let mut texts = [""; ROLES.len()];
        for (role, text) in texts.iter_mut().enumerate() {
            let bytes = columns[role].and_then(|at| record.get(at)).unwrap_or_default();
            let whole =
                std::str::from_utf8(bytes).map_err(|_| (usize::MAX, String::new(), String::new(), String::new()))?;
            *text = if missing(whole.trim(), &map.missing) { "" } else { whole.trim() };
            if TIMES.contains(&role) && map.date_format.is_none() && no_date(text) {
                *text = "";
            }
        }
        let [created, closed, kind, place, channel, due, id, stage, duplicate] = texts;
        if self.is_remark(record) {
            log.remarks += 1;
            return Ok(());
        }
        // What is none need not have dates that can be read.
        let stage_says = if stage.is_empty() { Status::Other } else { status(stage, &map.void) };
        if stage_says == Status::Void || yes(duplicate) {
            let word = if stage_says == Status::Void { stage } else { "duplicate" };
            if log.void.contains_key(word) || log.void.len() < MOST_WORDS {
                *log.void.entry(word.to_owned()).or_default() += 1;
            } else {
                *log.void.entry("…".to_owned()).or_default() += 1;
            }
            return Ok(());
        }
        let Some(created) = self.moment(0, created)? else {
            log.undated += 1;
            self.undated = self.undated.take().or_else(|| record.position().cloned());
            return Ok(());
        };
        let (closed, due) = (self.moment(1, closed)?, self.moment(2, due)?);
        if !id.is_empty() && !self.seen.insert(hash(id)) {
            log.duplicates += 1;
            return Ok(());
        }
        self.timed |= created.timed || closed.is_some_and(|closed| closed.timed);
        let backwards = closed.is_some_and(|closed| {
            closed.days.floor() < created.days.floor() || closed.timed && closed.days < created.days
        });
        log.backwards += u64::from(backwards);
        // Without times of day, half a day is what a case closed on its day takes in the mean.
        let half = if self.timed { 0.0 } else { 0.5 };
        let took = closed.filter(|_| !backwards).map(|closed| (closed.days - created.days).max(0.0) + half);
        // A day named as limit lasts to its end.
        let due = due.map(|due| due.days + if due.timed { 0.0 } else { 1.0 });
        for (edge, beyond) in self.edges.iter_mut().zip([f64::lt, f64::gt]) {
            if edge.as_ref().is_none_or(|(days, _)| beyond(&created.days, days)) {
                *edge = record.position().map(|position| (created.days, position.clone()));
            }
        }
        let kind = number(kind, &mut self.kinds);
        let place = number(place, &mut self.places);
        for (at, most, role) in [(kind, MOST_KINDS, 2), (place, MOST_PLACES, 3)] {
            if at >= most {
                let found = format!("the column holds more than {most} different values");
                let help = format!("name a coarser column in a map: {} = \"…\"", ROLES[role]);
                let expected = "kinds of case, or communities, streets, districts".to_owned();
                return Err((columns[role].unwrap_or(0), found, expected, help));
            }
        }
        if columns[4].is_some() {
            let channels = &mut log.channels;
            if let Some(count) = channels.get_mut(channel) {
                *count += 1;
            } else if channels.len() < 1_000 {
                channels.insert(channel.to_owned(), 1);
            }
        }
        let at_unknown = closed.is_none() && stage_says == Status::Closed;
        log.closed_at_unknown += u64::from(at_unknown && log.has_closing);
        let entry = Entry { created: created.days, took, due };
        // Closed before it was created, or at an unknown time, or without a column of closing times: nothing says how long.
        if backwards || at_unknown || !log.has_closing {
            log.tally.count_only(kind, place as u32, &entry);
        } else {
            log.tally.add(kind, place as u32, &entry);
        }
        Ok(())
    }

    /// Refuses a row with more fields than headings, unless the rest is empty. Empty fields at the end may be left out, as
    /// spreadsheets do.
    fn shaped(&self, record: &ByteRecord) -> Result<(), Wrong> {
        let width = self.table.header.len();
        let wrong = |found: String, expected: String, help: &str| Err((0, found, expected, help.to_owned()));
        let length: usize = record.iter().map(<[u8]>::len).sum();
        if length > LONGEST_ROW {
            let help = "close the quotation mark that opens here, or double it where it is meant as text";
            return wrong("the row is longer than a megabyte".to_owned(), "one case per row".to_owned(), help);
        }
        if record.iter().skip(width).any(|field| !field.trim_ascii().is_empty()) {
            let found = format!("the row has {} fields, the header {width}", record.len());
            let help = "put a field that contains a separator or a line break between double quotes";
            return wrong(found, format!("{width} fields"), help);
        }
        // A quote that is never closed swallows the rows behind it.
        if record.len() < width && record.iter().any(|field| field.contains(&b'\n')) {
            let found = format!(
                "the row has {} fields, the header {width}, and one of them goes over several lines",
                record.len()
            );
            let help = "close the quotation mark that opens here, or double it where it is meant as text";
            return wrong(found, format!("{width} fields"), help);
        }
        Ok(())
    }

    /// Whether a row is no case: the headings once more, or one cell such as a sum or the time of the export.
    fn is_remark(&self, record: &ByteRecord) -> bool {
        let header = &self.table.header;
        let mut filled = record.iter().enumerate().filter(|(_, field)| !field.trim_ascii().is_empty());
        let one = filled.next().filter(|_| filled.next().is_none());
        let created = self.table.columns[0].unwrap_or(0);
        let same = || header.len() == record.len() && header.iter().zip(record).all(|(a, b)| a.as_bytes() == b);
        match one {
            Some((at, text)) if header.len() > 2 => {
                let text = String::from_utf8_lossy(text);
                at != created || self.dates[0].clone().read(text.trim()).is_none()
            }
            _ => same(),
        }
    }

    /// The moment in a column of times, on the log's clock.
    fn moment(&mut self, column: usize, text: &str) -> Result<Option<Moment>, Wrong> {
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(mut moment) = self.dates[column].read(text) {
            // Offsets are distinguished; what has none is on the clock of the first that has one.
            if let Some(offset) = moment.offset {
                self.offsets.insert(offset);
                let clock = *self.clock.get_or_insert(offset);
                moment.days += f64::from(clock - offset) / 1440.0;
            } else {
                self.without_offset |= moment.timed;
            }
            return Ok(Some(moment));
        }
        let short: String = text.chars().take(60).collect();
        let expected = match &self.table.map.date_format {
            Some(format) => format!("{format}, as the map says"),
            None => "2024-03-31 16:05, 31 Mar 2024, 2024年3月31日 下午4:05, 45382.67 or another usual way".to_owned(),
        };
        let help = match column {
            2 => "if this column holds no dates, leave it out in a map: due = \"\"",
            _ => {
                "correct it; a word for nothing is named in a map: missing = [\"…\"], another format: date_format = \"%d/%m/%Y %H:%M\""
            }
        };
        let at = self.table.columns[TIMES[column]].unwrap_or(0);
        Err((at, format!("\"{short}\" is not a date that can be read"), expected, help.to_owned()))
    }
}

/// The number of a name, a new one for a new name.
fn number(name: &str, names: &mut BTreeMap<String, usize>) -> usize {
    if let Some(&at) = names.get(name) {
        return at;
    }
    let next = names.len();
    names.insert(name.to_owned(), next);
    next
}

/// 64 bits of a case's number; two of five million are the same by chance once in a million logs.
fn hash(text: &str) -> u64 {
    let bytes = *blake3::hash(text.as_bytes()).as_bytes();
    u64::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]])
}
