//! Reads a case log row by row: nothing is kept but counts, every error has its line and column.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use csv::{ByteRecord, Position};

use super::columns::{Columns, Map, ROLES, columns, export};
use super::dates::{Dates, MONTH_FIRST, Moment};
use super::tally::{Entry, Tally};
use crate::diagnostics::{Code, Diagnostic};
use crate::scenario::bytes::{decoded, foreign, not_utf8, unreadable};

/// What is looked at of a file before it is read, in bytes.
const HEAD: usize = 1 << 16;
/// Problems after which reading stops: a column of the wrong kind need not be reported for every row.
const MOST_PROBLEMS: usize = 20;
/// Kinds and places of a log at most. More are no kinds or places but addresses or descriptions.
const MOST_KINDS: usize = 5_000;
const MOST_PLACES: usize = 20_000;
/// Longest row, in bytes: a quote that is never closed makes one row of a whole file.
const LONGEST_ROW: u64 = 1 << 20;
/// Days without any case, and more than half of the log, beyond which few cases have a mistyped year.
const LONGEST_HOLE: i32 = 730;
const FEW: f64 = 0.01;
/// Share of rows closed before they were created from which columns must have been mixed up.
const MOST_BACKWARDS: f64 = 0.2;

/// A log that was read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Log {
    /// The export that it comes from, in English and Chinese.
    pub export: (&'static str, &'static str),
    /// Header of the column of each role.
    pub columns: Vec<(&'static str, String)>,
    /// Counts by kind and place in the order of `kinds` and `places`.
    pub tally: Tally,
    /// The log's words for kinds.
    pub kinds: Vec<String>,
    /// Its places.
    pub places: Vec<String>,
    /// Cases by channel.
    pub channels: BTreeMap<String, u64>,
    /// Rows.
    pub rows: u64,
    /// Rows left out because their number stood before.
    pub duplicates: u64,
    /// Cases closed before they were created; their closing time is left out.
    pub backwards: u64,
    /// Whether dates such as 01/05/2023 were read month first, and no day above 12 proved it.
    pub month_first_by_guess: bool,
    /// Whether dates are written in more than one order.
    pub mixed_dates: bool,
    /// Whether times of day are missing.
    pub whole_days: bool,
}

/// The log in a file.
///
/// # Errors
/// Everything that is wrong in it, up to twenty problems.
pub fn read(path: &Path, map: &Map) -> Result<Log, Vec<Diagnostic>> {
    let name = path.display().to_string();
    let failed = |error: std::io::Error| vec![unreadable(&name, &error)];
    let mut head = Vec::new();
    let mut file = File::open(path).map_err(failed)?;
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(failed)?;
    if file.seek(SeekFrom::Start(0)).is_err() {
        let problem = Diagnostic::of_file(&name, "a pipe cannot be read twice, and errors are looked up in the log")
            .code(Code::Unreadable);
        return Err(vec![problem.expected("a file").help("save the log as a file and name that")]);
    }
    // UTF-8 that is cut in the middle of a character is no other code.
    let utf8 = match std::str::from_utf8(&head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && head.len() == HEAD,
    };
    let decoded = if utf8 { None } else { decoded(&std::fs::read(path).map_err(failed)?) };
    let Some(text) = decoded else { return read_utf8(path, name, map) };
    // Errors are looked up in the file: it is kept beside in UTF-8 as long as it is read.
    let file = tempfile::NamedTempFile::new().map_err(failed)?;
    std::fs::write(file.path(), text).map_err(failed)?;
    read_utf8(file.path(), name.clone(), map)
}

/// The log in a file of UTF-8, which users know by another name perhaps.
fn read_utf8(path: &Path, name: String, map: &Map) -> Result<Log, Vec<Diagnostic>> {
    let mut file = File::open(path).map_err(|error| vec![unreadable(&name, &error)])?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(|error| vec![unreadable(&name, &error)])?;
    file.seek(SeekFrom::Start(0)).map_err(|error| vec![unreadable(&name, &error)])?;
    if head.starts_with(&[0x1f, 0x8b]) {
        let problem =
            Diagnostic::of_file(&name, "the file is compressed with gzip").code(Code::Unreadable).expected("CSV");
        return Err(vec![problem.help(format!("unpack it first: gunzip -c {name} > NEW.csv"))]);
    }
    if let Some(problem) = foreign(&name, &head) {
        return Err(vec![problem]);
    }
    let unbroken = head.len() == HEAD && !head.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    if unbroken || head.contains(&0) {
        let found = if unbroken { "there is no line break in its first 64 kB" } else { "there are zero bytes in it" };
        let problem = Diagnostic::of_file(&name, format!("this is not a CSV table: {found}")).code(Code::Syntax);
        return Err(vec![problem.expected("CSV with a header, one case per row").help("is this the file you meant?")]);
    }
    let sniffed = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let sniffed = String::from_utf8_lossy(sniffed);
    let count = |mark: u8| sniffed.matches(char::from(mark)).count();
    let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|&mark| count(mark)).unwrap_or(b',');
    let csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(file);
    let sheet = Sheet { path, name, delimiter, problems: Vec::new(), log: Log::default(), map };
    sheet.read(csv)
}

struct Sheet<'a> {
    path: &'a Path,
    name: String,
    delimiter: u8,
    problems: Vec<Diagnostic>,
    log: Log,
    map: &'a Map,
}

impl Sheet<'_> {
    fn read(mut self, mut csv: csv::Reader<File>) -> Result<Log, Vec<Diagnostic>> {
        let mut record = ByteRecord::new();
        let header = match csv.read_byte_record(&mut record) {
            Ok(true) => record.iter().map(|field| String::from_utf8(field.to_vec())).collect::<Result<Vec<_>, _>>(),
            Ok(false) => {
                let problem = Diagnostic::of_file(&self.name, "the log is empty").code(Code::Missing);
                return Err(vec![
                    problem.expected("a header and a row for each case").help("is this the file you meant?"),
                ]);
            }
            Err(error) => {
                return Err(vec![
                    Diagnostic::of_file(&self.name, format!("failed to read the file: {error}")).code(Code::Unreadable),
                ]);
            }
        };
        let Ok(header) = header else { return Err(vec![not_utf8(&self.name, 1)]) };
        let columns = match columns(&header, self.map) {
            Ok(columns) => columns,
            Err(missing) => {
                let at = |(found, expected, help): (String, String, String)| {
                    self.located(record.position(), 0, found).expected(expected).help(help)
                };
                return Err(missing.into_iter().map(at).collect());
            }
        };
        self.log.export = export(&header);
        self.log.columns =
            ROLES.into_iter().zip(columns).filter_map(|(role, at)| Some((role, header[at?].clone()))).collect();
        let mut rows = Rows::new(self.map.date_format.as_ref());
        loop {
            match csv.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    self.problems.push(
                        Diagnostic::of_file(&self.name, format!("failed to read the file: {error}"))
                            .code(Code::Unreadable),
                    );
                    break;
                }
            }
            if record.iter().all(<[u8]>::is_empty) {
                continue;
            }
            self.log.rows += 1;
            if let Err((field, found, expected, help)) = self.row(&record, header.len(), &columns, &mut rows) {
                self.problems.push(if field == usize::MAX {
                    not_utf8(&self.name, self.located(record.position(), 0, String::new()).line)
                } else {
                    self.located(record.position(), field, found).expected(expected).help(help)
                });
                let full = rows.kinds.len() > MOST_KINDS || rows.places.len() > MOST_PLACES;
                if self.problems.len() >= MOST_PROBLEMS || field == usize::MAX || full {
                    break;
                }
            }
        }
        self.finished(rows, &columns)
    }

    /// Takes one row in; or the field that is wrong, what was found, expected, and what to do.
    fn row(
        &mut self,
        record: &ByteRecord,
        width: usize,
        columns: &Columns,
        rows: &mut Rows,
    ) -> Result<(), (usize, String, String, String)> {
        let say = |field: usize, found: String, expected: &str, help: &str| {
            Err((field, found, expected.to_owned(), help.to_owned()))
        };
        let length: usize = record.iter().map(<[u8]>::len).sum();
        if length as u64 > LONGEST_ROW {
            let help = "close the quotation mark that opens here, or double it where it is meant as text";
            return say(0, "the row is longer than a megabyte".to_owned(), "one case per row", help);
        }
        if record.len() != width {
            let found = format!("the row has {} fields, the header {width}", record.len());
            let help = "put a field that contains a separator or a line break between double quotes";
            return say(0, found, &format!("{width} fields"), help);
        }
        let field = |role: usize| match columns[role] {
            Some(at) => std::str::from_utf8(&record[at]).map(str::trim).map_err(|_| usize::MAX),
            None => Ok(""),
        };
        let mut texts = [""; ROLES.len()];
        for (role, text) in texts.iter_mut().enumerate() {
            *text = field(role).map_err(|_| (usize::MAX, String::new(), String::new(), String::new()))?;
        }
        let [created, closed, kind, place, channel, due, id] = texts;
        let mut moment = |role: usize, text: &str| -> Result<Option<Moment>, (usize, String, String, String)> {
            if text.is_empty() {
                return Ok(None);
            }
            if let Some(mut moment) = rows.dates[role].read(text) {
                // Offsets are distinguished; what has none is on the clock of the first that has one.
                if let Some(offset) = moment.offset {
                    let clock = *rows.clock.get_or_insert(offset);
                    moment.days += f64::from(clock - offset) / 1440.0;
                }
                return Ok(Some(moment));
            }
            let short: String = text.chars().take(60).collect();
            let known = "2024-03-31 16:05, 03/31/2024 04:05:00 PM, 2024/3/31 16:05 or 2024年3月31日 16:05";
            let expected = match &self.map.date_format {
                Some(format) => format!("{format}, as the map says"),
                None => known.to_owned(),
            };
            let help = match role {
                2 => "if this column holds no dates, leave it out in a map: due = \"\"",
                _ => "for another format give a map with, for instance, date_format = \"%d/%m/%Y %H:%M\"",
            };
            let at = columns[[0, 1, 5][role]].unwrap_or(0);
            Err((at, format!("\"{short}\" is not a date that can be read"), expected, help.to_owned()))
        };
        let Some(created) = moment(0, created)? else {
            return say(
                columns[0].unwrap_or(0),
                "a case without the date of its creation".to_owned(),
                "a date",
                "take the row out",
            );
        };
        let (closed, due) = (moment(1, closed)?, moment(2, due)?);
        if !id.is_empty() && !rows.seen.insert(hash(id)) {
            self.log.duplicates += 1;
            return Ok(());
        }
        rows.timed |= created.timed || closed.is_some_and(|closed| closed.timed);
        let backwards = closed.is_some_and(|closed| {
            closed.days.floor() < created.days.floor() || closed.timed && closed.days < created.days
        });
        self.log.backwards += u64::from(backwards);
        // Without times of day, half a day is what a case closed on its day takes in the mean.
        let half = if rows.timed { 0.0 } else { 0.5 };
        let took = closed.filter(|_| !backwards).map(|closed| (closed.days - created.days).max(0.0) + half);
        // A day named as limit lasts to its end.
        let due = due.map(|due| due.days + if due.timed { 0.0 } else { 1.0 });
        for (edge, beyond) in rows.edges.iter_mut().zip([f64::lt, f64::gt]) {
            if edge.as_ref().is_none_or(|(days, _)| beyond(&created.days, days)) {
                *edge = record.position().map(|position| (created.days, position.clone()));
            }
        }
        let kind = number(kind, &mut rows.kinds);
        let place = number(place, &mut rows.places);
        for (at, most, role) in [(kind, MOST_KINDS, 2), (place, MOST_PLACES, 3)] {
            if at >= most {
                let found = format!("the column holds more than {most} different values");
                let help = format!("name a coarser column in a map: {} = \"…\"", ROLES[role]);
                return say(
                    columns[role].unwrap_or(0),
                    found,
                    "kinds of case, or communities, streets, districts",
                    &help,
                );
            }
        }
        if columns[4].is_some() {
            let channels = &mut self.log.channels;
            if let Some(count) = channels.get_mut(channel) {
                *count += 1;
            } else if channels.len() < 1_000 {
                channels.insert(channel.to_owned(), 1);
            }
        }
        // Closed before it was created: known to be closed, but not when.
        if backwards {
            self.log.tally.count_only(kind, place as u32, created.days);
        } else {
            self.log.tally.add(kind, place as u32, &Entry { created: created.days, took, due });
        }
        Ok(())
    }

    fn finished(mut self, rows: Rows, columns: &Columns) -> Result<Log, Vec<Diagnostic>> {
        if self.problems.is_empty() {
            self.problems.extend(self.mistyped(&rows, columns));
        }
        let by_number = |names: BTreeMap<String, usize>| {
            let mut list = vec![String::new(); names.len()];
            for (name, at) in names {
                list[at] = name;
            }
            list
        };
        let log = &mut self.log;
        let orders: BTreeSet<&str> = rows.dates.iter().flat_map(|dates| dates.orders.iter().copied()).collect();
        log.month_first_by_guess = orders.contains(MONTH_FIRST) && !rows.dates.iter().any(|dates| dates.month_is_first);
        log.mixed_dates = orders.len() > 1;
        log.kinds = by_number(rows.kinds);
        log.places = by_number(rows.places);
        log.whole_days = !rows.timed;
        if self.problems.is_empty() {
            if log.rows == 0 {
                let problem = Diagnostic::of_file(&self.name, "the log holds no case").code(Code::Missing);
                self.problems.push(problem.expected("a row for each case").help("is this the file you meant?"));
            } else if log.backwards as f64 > MOST_BACKWARDS * log.rows as f64 {
                let found = format!("{} of {} cases are closed before they are created", log.backwards, log.rows);
                let problem =
                    Diagnostic::of_file(&self.name, found).code(Code::WrongValue).expected("less than a fifth");
                self.problems.push(
                    problem
                        .help("are the two columns mixed up, or day and month? name them in a map, with date_format"),
                );
            }
        }
        if self.problems.is_empty() { Ok(self.log) } else { Err(self.problems) }
    }

    /// The first or last date of the log, if years without a case lie between it and nearly all others.
    fn mistyped(&self, rows: &Rows, columns: &Columns) -> Option<Diagnostic> {
        let (first, last) = self.log.tally.span?;
        let daily = self.log.tally.daily();
        let busy: Vec<usize> = (0..daily.len()).filter(|&day| daily[day] > 0.0).collect();
        let hole = busy.windows(2).max_by_key(|pair| pair[1] - pair[0])?;
        let length = (hole[1] - hole[0]) as i32;
        let before: f64 = daily[..hole[1]].iter().sum();
        let (share, edge) = match before / daily.iter().sum::<f64>() {
            share if share < 0.5 => (share, 0),
            share => (1.0 - share, 1),
        };
        if length <= LONGEST_HOLE || 2 * length < last - first || share > FEW {
            return None;
        }
        let (_, position) = rows.edges[edge].as_ref()?;
        let found = format!("between this date and nearly all others lie {length} days without a case");
        let problem = self.located(Some(position), columns[0]?, found);
        Some(problem.expected("the years of the other cases").help("correct the year, or take the row out"))
    }

    /// A diagnostic at a field of a row, whose text is fetched from the file again.
    fn located(&self, position: Option<&Position>, field: usize, found: String) -> Diagnostic {
        let mut problem = Diagnostic::of_file(&self.name, found).code(Code::WrongValue);
        let Some(position) = position else { return problem };
        problem.line = position.line() as usize;
        problem.column = 1;
        let Ok(mut file) = File::open(self.path) else { return problem };
        let mut bytes = Vec::new();
        let read = file
            .seek(SeekFrom::Start(position.byte()))
            .and_then(|_| file.by_ref().take(1 << 14).read_to_end(&mut bytes));
        if read.is_err() {
            return problem;
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_start_matches('\u{feff}');
        // What the reader skipped before the row: line breaks.
        let whole = text;
        let text = text.trim_start_matches(['\r', '\n']);
        problem.line += whole[..whole.len() - text.len()].matches('\n').count();
        let (mut quoted, mut at, mut from) = (false, 0, 0);
        let mut to = text.len();
        for (place, c) in text.char_indices() {
            match c {
                '"' => quoted = !quoted,
                _ if quoted => {}
                _ if c == char::from(self.delimiter) || c == '\n' => {
                    if at == field {
                        to = place;
                        break;
                    }
                    at += 1;
                    from = place + 1;
                    if c == '\n' {
                        break;
                    }
                }
                _ => {}
            }
        }
        if at != field {
            (from, to) = (0, 0);
        }
        // A quoted field before this one may hold line breaks.
        let start = text[..from].rfind('\n').map_or(0, |place| place + 1);
        problem.line += text[..from].matches('\n').count();
        text[start..].lines().next().unwrap_or("").clone_into(&mut problem.source);
        problem.column = text[start..from].chars().count() + 1;
        problem.width = text[from..to.max(from)].trim_end().chars().count();
        problem
    }
}

/// What is remembered from row to row.
struct Rows {
    dates: [Dates; 3],
    kinds: BTreeMap<String, usize>,
    places: BTreeMap<String, usize>,
    seen: BTreeSet<u64>,
    timed: bool,
    /// Offset from UTC of the first moment that gives one, in minutes.
    clock: Option<i32>,
    /// First and last creation and where their rows stand.
    edges: [Option<(f64, Position)>; 2],
}

impl Rows {
    fn new(format: Option<&String>) -> Self {
        let dates = || Dates::new(format.cloned());
        let (kinds, places) = (BTreeMap::new(), BTreeMap::new());
        Self {
            dates: [dates(), dates(), dates()],
            kinds,
            places,
            seen: BTreeSet::new(),
            timed: false,
            clock: None,
            edges: [None, None],
        }
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
