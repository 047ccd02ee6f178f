//! Where in a file the headings stand, and what separates its fields.
//!
//! Above the headings spreadsheets write `sep=;`, and offices a title. Of the first lines the one with most known headings is
//! taken; where none has any, the first that is not empty.

use super::columns::{Map, recognised};

/// Lines among which the headings are looked for.
const LINES: usize = 20;
/// What may separate fields.
const MARKS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Where the headings stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What separates fields.
    pub delimiter: u8,
    /// Bytes before their line.
    pub bytes: u64,
    /// Lines before theirs.
    pub lines: u64,
    /// The title that stands above them.
    pub title: Option<String>,
}

/// The headings of a file that begins with `head`.
#[must_use]
pub fn heading(head: &[u8], map: &Map) -> Heading {
    let mut lines: Vec<(usize, &[u8])> = Vec::new();
    let mut at = 0;
    for line in head.split_inclusive(|&byte| byte == b'\n').take(LINES) {
        lines.push((at, line));
        at += line.len();
    }
    let separator = lines.first().and_then(|(_, line)| separator(line));
    let marks: Vec<u8> = separator.map_or_else(|| MARKS.to_vec(), |mark| vec![mark]);
    let first = lines
        .iter()
        .position(|(_, line)| separator.is_none() && !blank(line))
        .unwrap_or(usize::from(separator.is_some()));
    let mut best = (false, 0, 0);
    let mut chosen = (first, delimiter(lines.get(first).map_or(&[], |(_, line)| line), &marks));
    for (number, &(from, line)) in lines.iter().enumerate().skip(first).filter(|(_, (_, line))| !blank(line)) {
        for &mark in marks.iter().filter(|mark| marks.len() == 1 || line.contains(mark)) {
            let fields = fields(&head[from..], mark);
            let (all, known) = recognised(&fields, map);
            let found = (all, known, usize::from(known > 0) * fields.len());
            if (found.0, found.1) > (best.0, best.1) || (chosen.0 == number && found > best) {
                (best, chosen) = (found, (number, mark));
            }
        }
    }
    let (line, delimiter) = chosen;
    let titles = lines[..line.min(lines.len())].iter().skip(usize::from(separator.is_some()));
    let cells = titles.flat_map(|(from, _)| fields(&head[*from..], delimiter)).map(|cell| cell.trim().to_owned());
    Heading {
        delimiter,
        bytes: lines.get(line).map_or(at as u64, |(from, _)| *from as u64),
        lines: line as u64,
        title: cells.into_iter().find(|cell| !cell.is_empty()),
    }
}

/// The mark that a line such as `sep=;` names.
fn separator(line: &[u8]) -> Option<u8> {
    let text = String::from_utf8_lossy(line);
    let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']).trim_matches('"');
    let mark = text.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).map(|_| &text[4..])?;
    mark.bytes().next().filter(|_| mark.len() == 1)
}

fn blank(line: &[u8]) -> bool {
    String::from_utf8_lossy(line)
        .trim_start_matches('\u{feff}')
        .chars()
        .all(|c| c.is_whitespace() || ",;\"|".contains(c))
}

/// The mark that stands most often in a line.
fn delimiter(line: &[u8], marks: &[u8]) -> u8 {
    let count = |mark: u8| line.split(|&byte| byte == mark).count();
    marks.iter().copied().rev().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

/// The fields of the first row of a text.
fn fields(text: &[u8], delimiter: u8) -> Vec<String> {
    let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text);
    let mut record = csv::ByteRecord::new();
    match csv.read_byte_record(&mut record) {
        Ok(true) => record.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (char, u64, Option<String>) {
        let found = heading(text.as_bytes(), &Map::default());
        assert_eq!(text[..found.bytes as usize].matches('\n').count() as u64, found.lines);
        (char::from(found.delimiter), found.lines, found.title)
    }

    #[test]
    fn a_title_and_a_line_that_names_the_separator_stand_above_the_headings() {
        assert_eq!(of("created,closed,kind\n2024-01-01,,a\n"), (',', 0, None));
        assert_eq!(of("\u{feff}created;closed;kind\n2024-01-01;;a, b, c, d\n"), (';', 0, None));
        assert_eq!(of("sep=;\r\n上报时间;问题类型\r\n"), (';', 1, None));
        assert_eq!(of("\"SEP=\t\"\ncreated\tkind\n"), ('\t', 1, None));
        let title = Some("2023年案件明细表".to_owned());
        assert_eq!(of("2023年案件明细表,,,\n任务号,上报时间,结案时间,问题类型\n"), (',', 1, title.clone()));
        assert_eq!(of("\n2023年案件明细表\n导出时间：2024-01-02\n\n任务号|上报时间|问题类型\n"), ('|', 4, title));
    }

    #[test]
    fn where_nothing_is_known_the_first_line_is_the_headings() {
        assert_eq!(of("a;b;c\n1;2;3\n"), (';', 0, None));
        assert_eq!(of("a\nb\n"), (',', 0, None));
        assert_eq!(of(""), (',', 0, None));
        assert_eq!(of("sep=,\n"), (',', 1, None));
        let map = Map { created: Some("wann".to_owned()), kind: Some("was".to_owned()), ..Map::default() };
        assert_eq!(heading("Liste\nwann\twas\n".as_bytes(), &map).lines, 1);
    }
}
