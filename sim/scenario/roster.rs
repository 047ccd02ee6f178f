//! Reads a roster: the communities of a real city as CSV, every error with its line and column.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::meant::number_meant;
use super::nearest::nearest;
use super::place::{Place, SourceFile};
use super::values::{is_formula, plain};
use crate::assumptions::Archetype;
use crate::diagnostics::{Code, Diagnostic, steers};
use crate::plan::RosterRow;
use crate::random::Key;

/// The columns of a roster; the first five must be there.
pub(crate) const COLUMNS: [&str; 10] =
    ["id", "subdistrict", "name", "archetype", "households", "grids", "workers", "property_company", "x", "y"];
const REQUIRED: usize = 5;

/// What the columns are called in the rosters of districts, in the order of [`COLUMNS`].
const CHINESE: [&[&str]; COLUMNS.len()] = [
    &["编号", "社区编号", "代码", "社区代码", "序号"],
    &["街道", "街道名称", "街道办", "街镇", "街乡", "乡镇"],
    &["社区", "社区名称", "名称", "居委会"],
    &["类型", "社区类型", "小区类型", "类别"],
    &["户数", "总户数", "居民户数", "家庭户数"],
    &["网格", "网格数", "网格数量"],
    &["网格员", "网格员数", "网格员人数", "专职网格员"],
    &["物业", "物业公司", "有无物业", "物业管理"],
    &["横坐标", "东西坐标", "经度"],
    &["纵坐标", "南北坐标", "纬度"],
];

/// The column of a heading, in English or Chinese; a unit in brackets behind it is left out.
fn column(heading: &str) -> Option<usize> {
    let heading = heading.split(['(', '（']).next().unwrap_or(heading).trim();
    COLUMNS
        .iter()
        .zip(CHINESE)
        .position(|(english, chinese)| heading.eq_ignore_ascii_case(english) || chinese.contains(&heading))
}

/// Communities that a roster may hold at most: more than any city has.
const MOST_ROWS: usize = 100_000;

/// Problems after which reading stops: a column of the wrong kind need not be reported for every row.
const MOST_PROBLEMS: usize = 40;

/// The rows of a roster; problems are added to the list.
pub(super) fn read(file: &Rc<SourceFile>, problems: &mut Vec<Diagnostic>) -> Vec<RosterRow> {
    let mut sheet = Sheet { file, problems };
    // Row by row: all fields at once would be several times the file.
    let mut records = Records { text: &file.text, next: Some(0) };
    let Some(header) = records.find(|fields| !blank(fields)) else {
        sheet.say(0..0, "the roster is empty", "a header and a row for each community", &header_help());
        return Vec::new();
    };
    let Some(columns) = sheet.columns(&header) else { return Vec::new() };
    let mut rows = Vec::new();
    let mut seen = Seen::default();
    let mut keys = [BTreeMap::new(), BTreeMap::new()];
    for fields in records.filter(|fields| !blank(fields)) {
        if sheet.problems.len() >= MOST_PROBLEMS {
            break;
        }
        if rows.len() == MOST_ROWS {
            sheet.say(fields[0].span.clone(), "the roster has more than 100000 rows", "one row for each community", "");
            break;
        }
        sheet.keys(&fields, &columns, &mut keys);
        if let Some(row) = sheet.row(&fields, &header, &columns, &mut seen) {
            rows.push(row);
        }
    }
    if rows.is_empty() && sheet.problems.is_empty() {
        sheet.say(
            header[0].span.clone(),
            "the roster holds no community",
            "a row for each community",
            "add rows below the header",
        );
    }
    told_apart(&mut rows);
    rows
}

/// Communities of different subdistricts that have one name are called SUBDISTRICT/NAME from here on, so that a name stands for
/// one community everywhere else.
fn told_apart(rows: &mut [RosterRow]) {
    let mut number: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows.iter() {
        *number.entry(&row.name).or_default() += 1;
    }
    let shared: Vec<usize> = (0..rows.len()).filter(|at| number[rows[*at].name.as_str()] > 1).collect();
    for row in shared {
        rows[row].name = format!("{}/{}", rows[row].subdistrict, rows[row].name);
    }
}

fn header_help() -> String {
    format!("the first line is {}", COLUMNS.join(","))
}

/// A field with its place, without quotes and surrounding blanks.
struct Field<'a> {
    text: Cow<'a, str>,
    span: Range<usize>,
}

impl<'a> Field<'a> {
    /// What stands between two commas.
    fn of(text: &'a str, within: Range<usize>) -> Self {
        let raw = &text[within.clone()];
        let inner = raw.trim();
        let from = within.start + (raw.len() - raw.trim_start().len());
        let unquoted = inner.strip_prefix('"').map_or(inner, |s| s.strip_suffix('"').unwrap_or(s));
        let text = if unquoted.contains("\"\"") {
            Cow::Owned(unquoted.replace("\"\"", "\"").trim().to_owned())
        } else {
            Cow::Borrowed(unquoted.trim())
        };
        Self { text, span: from..from + inner.len() }
    }
}

fn blank(fields: &[Field]) -> bool {
    fields.iter().all(|field| field.text.is_empty())
}

/// Splits CSV (RFC 4180) into fields that know their place, which errors need, one record after the other.
struct Records<'a> {
    text: &'a str,
    /// Where the next record begins.
    next: Option<usize>,
}

impl<'a> Iterator for Records<'a> {
    type Item = Vec<Field<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut start, text) = (self.next.take()?, self.text);
        let (mut fields, mut quoted) = (Vec::new(), false);
        let from = start;
        let marks = text[from..].match_indices(['"', ',', '\n']).map(|(at, mark)| (from + at, mark));
        for (at, mark) in marks.chain([(text.len(), "\n")]) {
            if mark == "\"" {
                quoted = !quoted;
            } else if !quoted || at == text.len() {
                fields.push(Field::of(text, start..at));
                start = at + 1;
                if mark == "\n" {
                    self.next = (at < text.len()).then_some(start);
                    return Some(fields);
                }
            }
        }
        None
    }
}

/// Where ids and names stand first, by line.
#[derive(Default)]
struct Seen<'a> {
    ids: BTreeMap<Cow<'a, str>, usize>,
    /// A name is a name within its subdistrict; an id is one of the whole city.
    names: BTreeMap<(Cow<'a, str>, Cow<'a, str>), usize>,
}

/// What is expected of ids, and of names.
fn once(column: usize) -> &'static str {
    if column == 2 { "each name once in a subdistrict" } else { "each id once" }
}

struct Sheet<'a> {
    file: &'a Rc<SourceFile>,
    problems: &'a mut Vec<Diagnostic>,
}

impl Sheet<'_> {
    fn at(&self, span: Range<usize>) -> Place {
        Place { file: Rc::clone(self.file), span }
    }

    fn say(&mut self, span: Range<usize>, found: &str, expected: &str, help: &str) {
        let problem = self.at(span).problem("city.roster", found).code(Code::WrongValue).expected(expected).help(help);
        self.problems.push(problem);
    }

    /// Where each known column stands in the file.
    fn columns(&mut self, header: &[Field]) -> Option<[Option<usize>; COLUMNS.len()]> {
        let before = self.problems.len();
        if let [only] = header
            && only.text.contains([';', '\t'])
        {
            let found = "the columns are separated by semicolons or tabs";
            self.say(only.span.clone(), found, "commas", "save it as 'CSV UTF-8', or replace the separators by commas");
            return None;
        }
        if let [only] = header
            && only.text.contains('，')
        {
            let found = "the columns are separated by commas of a Chinese keyboard";
            self.say(only.span.clone(), found, "commas", "replace ， by the plain , of an English keyboard");
            return None;
        }
        let known = |field: &Field| column(&field.text).is_some();
        if !header.iter().any(known) {
            // Some other file: nothing of what it holds is repeated.
            let problem = Place::start(self.file)
                .problem("city.roster", "this is no roster: its first line has none of the columns");
            let problem = Diagnostic { source: String::new(), width: 0, ..problem.code(Code::WrongValue) };
            self.problems.push(problem.expected(COLUMNS.join(",")).help(header_help()));
            return None;
        }
        let mut columns = [None; COLUMNS.len()];
        for (index, field) in header.iter().enumerate() {
            match column(&field.text) {
                Some(known) if columns[known].is_some() => {
                    let found = format!("the column {} stands twice", field.text);
                    self.say(field.span.clone(), &found, "each column once", "take one of the two out");
                }
                Some(known) => columns[known] = Some(index),
                // A spreadsheet may leave empty columns at the end.
                None if field.text.is_empty() => {}
                None => {
                    let help = match nearest(&field.text, COLUMNS) {
                        Some(near) => format!("did you mean {near}?"),
                        None => "take the column out of the roster".to_owned(),
                    };
                    let found = format!("a roster has no column {}", field.text);
                    self.say(field.span.clone(), &found, &COLUMNS.join(","), &help);
                }
            }
        }
        for (column, name) in columns.iter().zip(COLUMNS).take(REQUIRED) {
            if column.is_none() {
                let found = format!("the column {name} is missing");
                self.say(header[0].span.clone(), &found, &COLUMNS.join(","), &header_help());
            }
        }
        (self.problems.len() == before).then_some(columns)
    }

    /// Two communities or two subdistricts whose keys are the same by chance would have the same draws.
    fn keys<'a>(
        &mut self,
        fields: &[Field<'a>],
        columns: &[Option<usize>; COLUMNS.len()],
        keys: &mut [BTreeMap<Key, Cow<'a, str>>; 2],
    ) {
        for (column, known) in keys.iter_mut().enumerate() {
            let Some(field) = columns[column].and_then(|index| fields.get(index)) else { continue };
            let key = if column == 0 { Key::community(&field.text) } else { Key::subdistrict(&field.text) };
            let first = known.entry(key).or_insert_with(|| field.text.clone());
            if *first != field.text {
                let name = COLUMNS[column];
                let found = format!("the {name} {} has by chance the same key of draws as {first}", field.text);
                let help = format!("change one of the two, by a letter before the {name} for instance");
                self.say(field.span.clone(), &found, &format!("each {name} with a key of its own"), &help);
            }
        }
    }

    fn row<'a>(
        &mut self,
        fields: &[Field<'a>],
        header: &[Field],
        columns: &[Option<usize>; COLUMNS.len()],
        seen: &mut Seen<'a>,
    ) -> Option<RosterRow> {
        let before = self.problems.len();
        if fields.len() != header.len() {
            let found = format!("the row has {} fields, the header {}", fields.len(), header.len());
            let help = "put a field that contains a comma between double quotes";
            self.say(fields[0].span.clone(), &found, &format!("{} fields", header.len()), help);
            return None;
        }
        let empty = Field { text: Cow::Borrowed(""), span: 0..0 };
        let field = |column: usize| columns[column].map_or(&empty, |index| &fields[index]);
        for column in [0, 1, 2] {
            let Field { text, span } = field(column);
            let span = if text.is_empty() { fields[0].span.clone() } else { span.clone() };
            let name = COLUMNS[column];
            let line = self.at(span.clone()).problem("", "").line;
            if text.is_empty() {
                self.say(
                    span,
                    &format!("the {name} is empty"),
                    "text",
                    "give every community an id, a subdistrict and a name",
                );
            } else if is_formula(text) || text.chars().any(steers) {
                self.say(
                    span,
                    &format!("the {name} would be a formula, or steer what shows it"),
                    "text that begins with neither = + - nor @, without control characters",
                    "write it in letters and numbers",
                );
            } else if let Some(first) = match column {
                0 => seen.ids.insert(text.clone(), line),
                2 => seen.names.insert((field(1).text.clone(), text.clone()), line),
                _ => None,
            } {
                let found = format!("the {name} {text} stands here a second time (first on line {first})");
                self.say(span, &found, once(column), &format!("give one of the two another {name}"));
            }
        }
        let archetype = self.archetype(field(3), &fields[0]);
        let households = self.number("households", field(4), &fields[0], (20.0, 20_000.0), true, true);
        let row = RosterRow {
            grids: self.number("grids", field(5), &fields[0], (1.0, 1_000.0), true, false),
            workers: self.number("workers", field(6), &fields[0], (0.0, 1_000.0), false, false),
            property_company: self.yes_or_no(field(7)),
            place: self.map_place(field(8), field(9), &fields[0]),
            ..RosterRow::new(
                &field(0).text,
                &field(1).text,
                &field(2).text,
                archetype.unwrap_or(Archetype::OldEstate),
                households.unwrap_or(1_000.0),
            )
        };
        (self.problems.len() == before).then_some(row)
    }

    fn archetype(&mut self, field: &Field, first: &Field) -> Option<Archetype> {
        let found = Archetype::named(&field.text);
        if found.is_none() {
            let names = Archetype::ALL.map(|kind| kind.names().0);
            let chinese = Archetype::ALL.map(|kind| kind.names().1);
            let help = match nearest(&field.text, names.into_iter().chain(chinese)) {
                Some(near) => format!("did you mean {near}?"),
                None => format!("in Chinese: {}", chinese.join(", ")),
            };
            let (span, found) = if field.text.is_empty() {
                (first.span.clone(), "the archetype is empty".to_owned())
            } else {
                (field.span.clone(), format!("{} is not an archetype", field.text))
            };
            self.say(span, &found, &format!("one of {}", names.join(", ")), &help);
        }
        found
    }

    fn number(
        &mut self,
        name: &str,
        field: &Field,
        first: &Field,
        (low, high): (f64, f64),
        whole: bool,
        required: bool,
    ) -> Option<f64> {
        if field.text.is_empty() && !required {
            return None;
        }
        let number = field.text.parse::<f64>().ok();
        let fits = |n: &f64| (low..=high).contains(n) && (!whole || n.fract() == 0.0);
        if number.is_some_and(|n| fits(&n)) {
            return number;
        }
        let (span, found) = match number {
            _ if field.text.is_empty() => (first.span.clone(), format!("{name} is empty")),
            Some(n) => (field.span.clone(), format!("{name} is {}", plain(n))),
            None => (field.span.clone(), format!("{name} is \"{}\", not a number", field.text)),
        };
        let kind = if whole { "a whole number " } else { "" };
        let meant = number.is_none().then(|| number_meant(name, &field.text)).flatten().filter(fits);
        let write = meant.map(|number| format!("write {}", plain(number))).unwrap_or_default();
        let help = if meant.is_some() {
            write.as_str()
        } else if name == "households" && number.is_some_and(|n| n > high) {
            "ties between neighbours are local: split a larger place into communities"
        } else if required {
            "write digits only, without unit or thousands separator"
        } else {
            "write digits only, or leave the field empty"
        };
        self.say(span, &found, &format!("{kind}{} to {}", plain(low), plain(high)), help);
        None
    }

    fn yes_or_no(&mut self, field: &Field) -> Option<bool> {
        match field.text.to_lowercase().as_str() {
            "" => None,
            "yes" | "true" | "1" | "是" | "有" => Some(true),
            "no" | "false" | "0" | "否" | "无" => Some(false),
            _ => {
                let found = format!("property_company is \"{}\"", field.text);
                self.say(field.span.clone(), &found, "yes, no, true, false, 1, 0, 是, 否 or nothing", "");
                None
            }
        }
    }

    fn map_place(&mut self, x: &Field, y: &Field, first: &Field) -> Option<(f64, f64)> {
        let limits = (-1e9, 1e9);
        let place =
            (self.number("x", x, first, limits, false, false), self.number("y", y, first, limits, false, false));
        match place {
            (Some(x), Some(y)) => Some((x, y)),
            _ if x.text.is_empty() == y.text.is_empty() => None,
            _ => {
                let given = if x.text.is_empty() { y } else { x };
                self.say(
                    given.span.clone(),
                    "a place has one coordinate",
                    "x and y, or neither",
                    "fill in the other one",
                );
                None
            }
        }
    }
}
