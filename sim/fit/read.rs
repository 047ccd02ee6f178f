//! Reads a case log row by row: nothing is kept but counts, every error has its line and column.
//!
//! A log is read twice: a first look finds out what a single row does not show (`survey`), the second counts (`row`).

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use csv::{ByteRecord, Position};

use super::columns::{Columns, Map, ROLES, columns};
use super::heading::{Heading, heading};
use super::headings::{export, month_first};
pub use super::log::Log;
use super::row::{Rows, Table};
use super::survey::Survey;
use super::times::{Order, Shape};
use crate::diagnostics::{Code, Diagnostic};
use crate::scenario::bytes::{decoded, foreign, not_utf8, unreadable};

/// What is looked at of a file before it is read, in bytes.
const HEAD: usize = 1 << 16;
/// Problems after which reading stops: a column of the wrong kind need not be reported for every row.
const MOST_PROBLEMS: usize = 20;
/// Days without any case, and more than half of the log, beyond which few cases have a mistyped year.
const LONGEST_HOLE: i32 = 730;
const FEW: f64 = 0.01;
/// Share of rows closed before they were created from which columns must have been mixed up.
const MOST_BACKWARDS: f64 = 0.2;
/// Share of rows without the date of their creation from which it cannot be the right column.
const MOST_UNDATED: f64 = 0.2;

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
    let heading = heading(&head, map);
    let sheet = Sheet { path, name, heading, problems: Vec::new(), log: Log::default(), map };
    sheet.read()
}

struct Sheet<'a> {
    path: &'a Path,
    name: String,
    heading: Heading,
    problems: Vec<Diagnostic>,
    log: Log,
    map: &'a Map,
}

impl Sheet<'_> {
    /// The rows from the headings on.
    fn rows(&self) -> Result<csv::Reader<File>, Vec<Diagnostic>> {
        let failed = |error: std::io::Error| vec![unreadable(&self.name, &error)];
        let mut file = File::open(self.path).map_err(failed)?;
        file.seek(SeekFrom::Start(self.heading.bytes)).map_err(failed)?;
        let delimiter = self.heading.delimiter;
        Ok(csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(file))
    }

    /// The next row; what went wrong is kept.
    fn next(&mut self, csv: &mut csv::Reader<File>, record: &mut ByteRecord) -> bool {
        csv.read_byte_record(record).unwrap_or_else(|error| {
            let found = format!("failed to read the file: {error}");
            self.problems.push(Diagnostic::of_file(&self.name, found).code(Code::Unreadable));
            false
        })
    }

    fn read(mut self) -> Result<Log, Vec<Diagnostic>> {
        let mut csv = self.rows()?;
        let mut record = ByteRecord::new();
        if !self.next(&mut csv, &mut record) {
            if self.problems.is_empty() {
                let problem = Diagnostic::of_file(&self.name, "the log is empty").code(Code::Missing);
                let expected = "a header and a row for each case";
                self.problems.push(problem.expected(expected).help("is this the file you meant?"));
            }
            return Err(self.problems);
        }
        let header: Result<Vec<_>, _> = record.iter().map(|field| String::from_utf8(field.to_vec())).collect();
        let Ok(header) = header else { return Err(vec![not_utf8(&self.name, 1)]) };
        let head = record.position().cloned();
        let columns = columns(&header, self.map).map_err(|missing| {
            let at = |(found, expected, help): (String, String, String)| {
                self.located(head.as_ref(), 0, found).expected(expected).help(help)
            };
            missing.into_iter().map(at).collect::<Vec<_>>()
        })?;
        self.log.export = export(&header);
        let (order, columns) = self.surveyed(&header, columns, head.as_ref())?;
        self.log.has_closing = columns[1].is_some();
        self.log.title = self.map.title.clone().or_else(|| self.heading.title.clone());
        self.log.columns = ROLES
            .into_iter()
            .zip(columns)
            .filter_map(|(role, at)| Some((role, header[at?].trim().to_owned())))
            .collect();
        let mut rows = Rows::new(Table { columns, header, map: self.map }, order);
        while self.next(&mut csv, &mut record) {
            if record.iter().all(<[u8]>::is_empty) {
                continue;
            }
            self.log.rows += 1;
            if let Err((field, found, expected, help)) = rows.row(&record, &mut self.log) {
                self.problems.push(if field == usize::MAX {
                    not_utf8(&self.name, self.located(record.position(), 0, String::new()).line)
                } else {
                    self.located(record.position(), field, found).expected(expected).help(help)
                });
                if self.problems.len() >= MOST_PROBLEMS || field == usize::MAX || rows.is_full() {
                    break;
                }
            }
        }
        self.finished(rows, &columns)
    }

    /// The order of dates and the columns, after a first look at all rows.
    fn surveyed(
        &mut self,
        header: &[String],
        columns: Columns,
        head: Option<&Position>,
    ) -> Result<(Option<Order>, Columns), Vec<Diagnostic>> {
        let mut survey = Survey::new(header, &columns, self.map);
        let mut csv = self.rows()?;
        let mut record = ByteRecord::new();
        // What cannot be read is reported by the second look.
        let _ = csv.read_byte_record(&mut record);
        while !survey.is_done() && csv.read_byte_record(&mut record).unwrap_or(false) {
            survey.row(&record, &columns, self.map);
        }
        let lines = self.heading.lines;
        let found = survey.finished(header, columns, self.map, month_first(self.log.export), lines);
        let (order, columns, equal) = found.map_err(|problems| {
            let at = |(position, field, [found, expected, help]): (Option<Position>, usize, [String; 3])| {
                self.located(position.as_ref().or(head), field, found).expected(expected).help(help)
            };
            problems.into_iter().map(at).collect::<Vec<_>>()
        })?;
        self.log.order = order;
        self.log.equal_headings = equal.into_iter().map(|(role, number)| (ROLES[role], number)).collect();
        Ok((order.map(|(order, _)| order), columns))
    }

    fn finished(mut self, rows: Rows, columns: &Columns) -> Result<Log, Vec<Diagnostic>> {
        if self.problems.is_empty() {
            self.problems.extend(self.mistyped(&rows, columns));
        }
        let undated = rows.undated.clone();
        let log = &mut self.log;
        let shapes = rows.shapes();
        log.mixed_dates = shapes.len() > 1;
        log.serials = shapes.contains(&Shape::Serial);
        log.whole_days = !rows.timed;
        log.in_utc = self.map.clock.is_none() && rows.offsets.iter().eq([&0]) && !rows.without_offset;
        log.offsets = (rows.offsets.iter().copied().collect(), rows.without_offset);
        (log.kinds, log.places) = rows.names();
        let log = &self.log;
        if self.problems.is_empty() {
            let share = |number: u64| number as f64 / log.rows as f64;
            let refuse = |found: String, expected: &str, help: &str| {
                Some(Diagnostic::of_file(&self.name, found).code(Code::WrongValue).expected(expected).help(help))
            };
            let problem = if log.tally.cases() == 0 && log.undated == 0 {
                let problem = Diagnostic::of_file(&self.name, "the log holds no case").code(Code::Missing);
                Some(problem.expected("a row for each case").help("is this the file you meant?"))
            } else if share(log.backwards) > MOST_BACKWARDS {
                let found = format!("{} of {} cases are closed before they are created", log.backwards, log.rows);
                let help = "are the two columns mixed up, or day and month? name them in a map, with date_format";
                refuse(found, "less than a fifth", help)
            } else if share(log.undated) > MOST_UNDATED {
                let found = format!("{} of {} rows have no date of creation, this one first", log.undated, log.rows);
                let problem =
                    self.located(undated.as_ref(), columns[0].unwrap_or(0), found).expected("less than a fifth");
                Some(problem.help("name the right column in a map: created = \"…\", --columns MAP.toml"))
            } else {
                None
            };
            self.problems.extend(problem);
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
        problem.line = (position.line() + self.heading.lines) as usize;
        problem.column = 1;
        let Ok(mut file) = File::open(self.path) else { return problem };
        let mut bytes = Vec::new();
        let read = file
            .seek(SeekFrom::Start(position.byte() + self.heading.bytes))
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
                _ if c == char::from(self.heading.delimiter) || c == '\n' => {
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
