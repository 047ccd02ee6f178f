//! Which column of a log is which: known exports, and a map of one's own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use serde::Deserialize;
use toml::de::DeTable;

use super::dates::wrong_format;
pub use super::headings::ROLES;
use super::headings::{KNOWN, bare};
use super::times::{Order, offset};
use crate::diagnostics::{Code, Diagnostic};
use crate::scenario::bytes::source_file;
use crate::scenario::nearest::nearest;
use crate::scenario::place::{Place, SourceFile};

/// Roles that must be there, by their places.
pub const REQUIRED: [usize; 2] = [0, 2];
/// Places of the roles that hold times.
pub const TIMES: [usize; 3] = [0, 1, 5];
/// Headings of a role that a message names as examples.
const EXAMPLES: usize = 5;

/// Which cases a log can hold, of all that the model records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Records {
    /// Everything on record, also what patrols find: digital urban management, a grid platform.
    #[default]
    All,
    /// What residents report to anybody.
    Residents,
    /// What comes to the hotline alone: 311, 12345.
    Hotline,
}

/// A map of one's own: `--columns MAP.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Map {
    /// Columns by role.
    pub created: Option<String>,
    /// Column of the closing time; empty fields are open cases.
    pub closed: Option<String>,
    /// Column of the kind.
    pub kind: Option<String>,
    /// Column of the place.
    pub place: Option<String>,
    /// Column of the channel.
    pub channel: Option<String>,
    /// Column of the time at which a case is due.
    pub due: Option<String>,
    /// Column of the case's number, by which rows that stand twice are known.
    pub id: Option<String>,
    /// Column that says how far a case is: void and cancelled ones are none.
    pub status: Option<String>,
    /// Column that says whether a row stands for a case that is there already.
    pub duplicate: Option<String>,
    /// Words of the status for cases that are none, beside the usual ones.
    pub void: Vec<String>,
    /// Words for what is missing, beside the usual ones.
    pub missing: Vec<String>,
    /// Whether the day or the month comes first where the year is last.
    pub date_order: Option<Order>,
    /// The clock by which days begin, as an offset from UTC such as `+08:00`, in logs whose times have offsets.
    pub clock: Option<String>,
    /// Title of the scenario.
    pub title: Option<String>,
    /// Format of dates, such as `%d/%m/%Y %H:%M`, or `serial 1904`.
    pub date_format: Option<String>,
    /// Residents that the log covers.
    pub residents: Option<f64>,
    /// Which cases the log can hold.
    pub records: Option<Records>,
    /// From the log's kinds to names of incidents; several may have one name.
    pub kinds: BTreeMap<String, String>,
    /// Residents by place.
    pub places: BTreeMap<String, f64>,
}

impl Map {
    /// The map in a file.
    ///
    /// # Errors
    /// A file that cannot be read, or what is wrong in it and where.
    pub fn from_path(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let name = path.display().to_string();
        let file = source_file(&name, std::fs::read(path)).map_err(|problem| vec![*problem])?;
        let map: Self = toml::from_str(&file.text).map_err(|error| {
            let place = Place { file: Rc::clone(&file), span: error.span().unwrap_or(0..0) };
            let found = error.message().lines().collect::<Vec<_>>().join(", ");
            let expected = format!(
                "{}, date_format, date_order, clock, missing, void, title, residents, records, [kinds], [places]",
                ROLES.join(", ")
            );
            vec![place.problem("", found).code(Code::Syntax).expected(expected).help("`gridgov help fit` shows a map")]
        })?;
        let mut problems = Vec::new();
        let mut wrong = |path: &[&str], piece: &str, found: String, expected: &str, help: &str| {
            let place = value(&file, path, piece);
            problems.push(place.problem(&path.join("."), found).code(Code::WrongValue).expected(expected).help(help));
        };
        if let Some(residents) = map.residents.filter(|n| !(n.is_finite() && *n >= 1.0)) {
            let found = format!("the log covers {residents} residents");
            wrong(&["residents"], "", found, "1 or more", "take the population of the area from which cases come");
        }
        if let Some((piece, found)) = map.date_format.as_deref().and_then(wrong_format) {
            let expected = "%Y or %y, %m, %d; %H or %I with %p, %M, %S";
            wrong(&["date_format"], &piece, found, expected, "for instance date_format = \"%d/%m/%Y %H:%M\"");
        }
        if let Some(clock) = map.clock.as_deref().filter(|clock| offset(clock).is_none()) {
            let found = format!("\"{clock}\" is no offset from UTC");
            wrong(&["clock"], "", found, "such as +08:00", "for instance clock = \"+08:00\" for China");
        }
        for (place, n) in map.places.iter().filter(|(_, n)| !(n.is_finite() && **n > 0.0)) {
            wrong(&["places", place], "", format!("{n} residents"), "more than 0", "correct it or take the line out");
        }
        for (word, name) in map.kinds.iter().filter(|(_, name)| !is_name(name)) {
            let found = format!("\"{name}\" cannot be the name of an incident");
            let expected = "letters, digits, _ - . and at most 60 of them; not \"all\"";
            wrong(
                &["kinds", word],
                "",
                found,
                expected,
                "for instance \"noise_at_night\", or one of the built-in eight such as sanitation",
            );
        }
        if !problems.is_empty() {
            problems.sort_by_key(|problem: &Diagnostic| problem.line);
            return Err(problems);
        }
        Ok(map)
    }

    fn column(&self, role: usize) -> Option<&str> {
        let columns = [&self.created, &self.closed, &self.kind, &self.place, &self.channel, &self.due, &self.id];
        [&columns[..], &[&self.status, &self.duplicate]].concat()[role].as_deref()
    }

    /// Minutes before UTC of the clock by which days begin.
    #[must_use]
    pub fn clock(&self) -> Option<i32> {
        self.clock.as_deref().and_then(offset)
    }
}

/// The value that `path` leads to in a file, or `piece` of it.
fn value(file: &Rc<SourceFile>, path: &[&str], piece: &str) -> Place {
    let (root, _) = DeTable::parse_recoverable(&file.text);
    let (mut table, mut span) = (Some(root.get_ref()), 0..0);
    for key in path {
        let Some((_, node)) = table.and_then(|table| table.iter().find(|(name, _)| name.get_ref() == key)) else {
            break;
        };
        span = node.span();
        table = node.get_ref().as_table();
    }
    let at = file.text.get(span.clone()).and_then(|text| text.find(piece)).filter(|_| !piece.is_empty());
    if let Some(at) = at {
        span = span.start + at..span.start + at + piece.len();
    }
    Place { file: Rc::clone(file), span }
}

/// Whether a text can be the name of an incident.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    !name.is_empty() && name != "all" && name.chars().all(fine) && name.chars().count() <= 60
}

/// The place of each role's column in a header.
pub type Columns = [Option<usize>; ROLES.len()];

/// Where a heading stands: as it is written, or with other capitals, blanks and marks.
fn find(header: &[String], name: &str) -> Option<usize> {
    let same = |field: &String| field.trim().eq_ignore_ascii_case(name.trim());
    let alike = |field: &String| bare(field) == bare(name) && !bare(name).is_empty();
    header.iter().position(same).or_else(|| header.iter().position(alike))
}

/// Where the heading stands that a map names; `closed#2` is the second of that name.
fn find_named(header: &[String], name: &str) -> Option<usize> {
    find(header, name).or_else(|| {
        let (name, number) = name.rsplit_once('#')?;
        let same = |(_, field): &(usize, &String)| field.trim().eq_ignore_ascii_case(name.trim());
        header
            .iter()
            .enumerate()
            .filter(same)
            .nth(number.trim().parse::<usize>().ok()?.checked_sub(1)?)
            .map(|(at, _)| at)
    })
}

/// Columns of the same heading as a role's, where its map does not say which.
#[must_use]
pub fn alike(header: &[String], map: &Map, role: usize, at: usize) -> Vec<usize> {
    if map.column(role).is_some_and(|name| find(header, name).is_none()) {
        return vec![at];
    }
    let same = |field: &String| field.trim().eq_ignore_ascii_case(header[at].trim());
    (0..header.len()).filter(|&other| same(&header[other])).collect()
}

/// How many roles a line of a file has a heading for, and whether all that must be there are among them.
#[must_use]
pub fn recognised(header: &[String], map: &Map) -> (bool, usize) {
    // Every line at the beginning of a file is asked.
    let bares: BTreeSet<String> = header.iter().map(|heading| bare(heading)).collect();
    let has = |role: &usize| match map.column(*role) {
        Some(name) => find_named(header, name).is_some(),
        None => KNOWN[*role].iter().any(|name| bares.contains(&bare(name))),
    };
    (REQUIRED.iter().all(has), (0..ROLES.len()).filter(has).count())
}

/// Finds the columns of a header.
///
/// # Errors
/// What is missing: what was found, what was expected, and what to do.
pub fn columns(header: &[String], map: &Map) -> Result<Columns, Vec<(String, String, String)>> {
    let mut columns = [None; ROLES.len()];
    let mut missing = Vec::new();
    for (role, column) in columns.iter_mut().enumerate() {
        let Some(name) = map.column(role) else {
            *column = KNOWN[role].iter().find_map(|name| find(header, name));
            if column.is_none() && REQUIRED.contains(&role) {
                let examples = KNOWN[role];
                let chinese = examples.iter().position(|name| !name.is_ascii()).unwrap_or(examples.len());
                let examples = [&examples[..EXAMPLES], &examples[chinese..chinese + EXAMPLES]].concat();
                missing.push((
                    format!("no column is known to hold \"{}\"", ROLES[role]),
                    format!("a heading such as {}", examples.join(", ")),
                    format!(
                        "say which of yours it is: a file MAP.toml with the line {} = \"…\", given with --columns MAP.toml; yours are {}",
                        ROLES[role],
                        listed(header)
                    ),
                ));
            }
            continue;
        };
        *column = find_named(header, name);
        // What the map names as nothing is not there, whatever a column is called.
        let left_out = name.is_empty() && !REQUIRED.contains(&role);
        if column.is_none() && !left_out {
            let help = match nearest(name, header.iter().map(String::as_str)) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => "correct the map".to_owned(),
            };
            let found = format!("there is no column \"{name}\", which the map names as {}", ROLES[role]);
            missing.push((found, listed(header), help));
        }
    }
    for (one, other) in [(0, 1), (0, 5), (1, 5)] {
        if let Some(at) = columns[one].filter(|_| columns[one] == columns[other]) {
            let found = format!("column \"{}\" is taken for both {} and {}", header[at], ROLES[one], ROLES[other]);
            missing.push((found, "a column for each".to_owned(), "correct the map".to_owned()));
        }
    }
    if missing.is_empty() { Ok(columns) } else { Err(missing) }
}

/// The headings in a row, as far as a message has room for them.
fn listed(header: &[String]) -> String {
    let short = |field: &String| field.trim().chars().take(40).collect::<String>();
    let mut list = header.iter().take(60).map(short).collect::<Vec<_>>().join(", ");
    if header.len() > 60 {
        list.push_str(", …");
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn known_exports_are_recognised() {
        let nyc = "Unique Key,Created Date,Closed Date,Agency,Complaint Type,Due Date,Community Board,Borough,Open Data Channel Type";
        let found = columns(&header(nyc), &Map::default()).expect("NYC");
        assert_eq!(found, [Some(1), Some(2), Some(4), Some(6), Some(8), Some(5), Some(0), None, None]);
        let boston = "case_enquiry_id,open_dt,sla_target_dt,closed_dt,on_time,reason,type,neighborhood,ward,source";
        let found = columns(&header(boston), &Map::default()).expect("Boston");
        assert_eq!(found, [Some(1), Some(3), Some(5), Some(7), Some(9), Some(2), Some(0), None, None]);
        let boston =
            "case_id,open_date,case_topic,service_name,close_date,target_close_date,on_time,report_source,neighborhood";
        let found = columns(&header(boston), &Map::default()).expect("Boston since 2025");
        assert_eq!(found, [Some(1), Some(4), Some(2), Some(8), Some(7), Some(5), Some(0), None, None]);
        let hotline = "工单编号,来电时间,办结时间,诉求类型,问题分类,所属街道,来源渠道,办理时限";
        let found = columns(&header(hotline), &Map::default()).expect("12345");
        assert_eq!(found, [Some(1), Some(2), Some(4), Some(5), Some(6), Some(7), Some(0), None, None]);
        let management = "任务号,问题来源,大类名称,小类名称,街道名称,社区名称,上报时间,结案时间,处置截止时间";
        let found = columns(&header(management), &Map::default()).expect("digital urban management");
        assert_eq!(found, [Some(6), Some(7), Some(2), Some(5), Some(1), Some(8), Some(0), None, None]);
        let chinese = "案件编号,上报时间,结案时间,问题类型,所属街道,所属社区,案件来源,截止时间";
        let found = columns(&header(chinese), &Map::default()).expect("Chinese");
        assert_eq!(found, [Some(1), Some(2), Some(3), Some(5), Some(6), Some(7), Some(0), None, None]);
    }

    #[test]
    fn a_map_comes_first_and_what_is_missing_is_said() {
        let map = Map { kind: Some("what".to_owned()), ..Map::default() };
        let found = columns(&header("created,closed,What,kind,place"), &map).expect("all there");
        assert_eq!(found[2], Some(2));
        let missing = columns(&header("closd,whta"), &map).expect_err("no kind, no time");
        assert_eq!(missing.len(), 2);
        assert!(missing[0].0.contains("created") && missing[1].2.contains("whta"), "{missing:?}");
        assert!(missing[0].2.contains("MAP.toml") && missing[0].2.contains("closd, whta"), "{missing:?}");
        let map = Map { closed: Some("created".to_owned()), ..Map::default() };
        let twice = columns(&header("created,closed,kind"), &map).expect_err("one column for two times");
        assert!(twice[0].0.contains("both created and closed"), "{twice:?}");
        let found = columns(&header("created,closed,kind"), &Map::default()).expect("one place suffices");
        assert_eq!(found[3], None);
        let map = Map { due: Some(String::new()), ..Map::default() };
        assert_eq!(columns(&header("created,closed,kind,due"), &map).expect("no limits")[5], None);
    }

    #[test]
    fn capitals_blanks_and_marks_make_no_difference_and_a_number_tells_equal_headings_apart() {
        let found = columns(&header("CREATED_DATE,ClosedDate,complaint type"), &Map::default()).expect("all there");
        assert_eq!(found[..3], [Some(0), Some(1), Some(2)]);
        let twice = header("created,kind,closed,closed");
        let map = Map { closed: Some("closed#2".to_owned()), ..Map::default() };
        assert_eq!(columns(&twice, &map).expect("named")[1], Some(3));
        assert_eq!((alike(&twice, &map, 1, 3), alike(&twice, &Map::default(), 1, 2)), (vec![3], vec![2, 3]));
        assert_eq!((recognised(&twice, &map), recognised(&header("title,,"), &map)), ((true, 3), (false, 0)));
    }
}
