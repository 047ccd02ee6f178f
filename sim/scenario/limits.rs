//! How large a scenario or study file may be, in every way that costs time or memory: looked at before anything is parsed, so
//! that a small file of huge cost is refused at once.

use std::rc::Rc;

use super::place::{Place, SourceFile};
use crate::diagnostics::{Code, Diagnostic};

/// Bytes of a file.
const MOST_BYTES: usize = 2_000_000;
/// Its lines.
const MOST_LINES: usize = 50_000;
/// Lists and tables within each other, and parts of a dotted key.
const DEEPEST: usize = 32;
/// Members of all lists and inline tables.
const MOST_MEMBERS: usize = 200_000;
/// `=` on one line.
const MOST_EQUALS: usize = 1_000;
/// Entries of one kind.
const MOST_ENTRIES: [(&str, usize, &str); 3] = [
    ("[[variant]]", 1_000, "make them in several files, or let `gridgov study` vary the values"),
    ("[[incident]]", 200, "put kinds of incident that are handled alike together"),
    ("[[change]]", 2_000, "set what holds from the beginning in its table, and change the rest with fewer dates"),
];

/// Where a file goes beyond a limit, if it does.
pub(crate) fn exceeded(file: &Rc<SourceFile>) -> Option<Diagnostic> {
    let text = file.text.as_str();
    let at = |span: std::ops::Range<usize>, found: String, expected: String, help: &str| {
        let place = Place { file: Rc::clone(file), span };
        Some(place.problem("", found).code(Code::OutOfRange).expected(expected).help(help))
    };
    if text.len() > MOST_BYTES {
        let found = format!("the file has {} bytes", text.len());
        return at(0..0, found, format!("at most {MOST_BYTES}"), "is this the file you meant? data belong in a roster");
    }
    let mut counts = [0_usize; MOST_ENTRIES.len()];
    let (mut depth, mut members) = (0_usize, 0_usize);
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        if number == MOST_LINES {
            let found = format!("the file has more than {MOST_LINES} lines");
            return at(start..start, found, format!("at most {MOST_LINES} lines"), "is this the file you meant?");
        }
        for (count, (entry, most, help)) in counts.iter_mut().zip(MOST_ENTRIES) {
            *count += usize::from(line.trim_start().starts_with(entry));
            if *count > most {
                let found = format!("this is the entry number {} of {entry}", *count);
                return at(start..start + line.len(), found, format!("at most {most}"), help);
            }
        }
        let (mut quote, mut escaped, mut equals, mut dots) = (None, false, 0, 0_usize);
        for (offset, c) in line.bytes().enumerate() {
            // A text that goes over several lines is looked at like any other; it has no need of this many brackets.
            match (quote, c) {
                (Some(b'"'), b'\\') if !escaped => {
                    escaped = true;
                    continue;
                }
                (Some(open), _) if c == open && !escaped => quote = None,
                (None, b'"' | b'\'') => quote = Some(c),
                (None, b'#') => break,
                (None, b'[' | b'{') => depth += 1,
                (None, b']' | b'}') => depth = depth.saturating_sub(1),
                (None, b',') => members += 1,
                (None, b'=') => equals += 1,
                (None, b'.') => dots += 1,
                (None, c) if !c.is_ascii_alphanumeric() && c != b'_' && c != b'-' => dots = 0,
                _ => {}
            }
            escaped = false;
            let here = start + offset..start + offset + 1;
            if depth > DEEPEST || dots > DEEPEST {
                let found = format!("this is more than {DEEPEST} levels deep");
                let help = "a scenario has tables of values, and lists in them: close the brackets that were opened";
                return at(here, found, format!("at most {DEEPEST} levels"), help);
            }
            if equals > MOST_EQUALS {
                let found = format!("more than {MOST_EQUALS} = stand on this line");
                return at(here, found, "KEY = value, one on a line".to_owned(), "is this a scenario file?");
            }
            if members > MOST_MEMBERS {
                let found = format!("lists have more than {MOST_MEMBERS} members in all");
                return at(
                    here,
                    found,
                    format!("at most {MOST_MEMBERS}"),
                    "name fewer; without communities a change is everywhere",
                );
            }
        }
        start += line.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Option<String> {
        exceeded(&SourceFile::new("a.toml", text)).map(|problem| problem.to_string())
    }

    #[test]
    fn small_files_of_huge_cost_are_refused_with_their_place() {
        for (text, words) in [
            ("=".repeat(100_000), "a.toml:1:1001: error: more than 1000 ="),
            ("[\n".repeat(40), "a.toml:33:1: error: this is more than 32 levels deep"),
            (format!("a = {}", "[".repeat(100_000)), "a.toml:1:37"),
            (format!("{}a = 1", "a.".repeat(1_000)), "levels deep"),
            ("[[variant]]\nname=\"v\"\n".repeat(1_001), "a.toml:2001:1: error: this is the entry number 1001"),
            ("[[incident]]\nname=\"v\"\n".repeat(300_000), "at most 2000000"),
            ("[[incident]]\nname=\"v\"\n".repeat(201), "[[incident]]"),
            ("\n".repeat(60_000), "a.toml:50001:1"),
            (format!("a = [{}]", "1,".repeat(300_000)), "200000 members"),
        ] {
            let problem = refused(&text).unwrap_or_default();
            assert!(problem.contains(words) && problem.contains("help: "), "{words}: {problem}");
        }
    }

    #[test]
    fn what_people_write_is_within_the_limits() {
        let scenarios = std::fs::read_dir("scenarios").unwrap().chain(std::fs::read_dir("scenarios/studies").unwrap());
        for path in scenarios.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            assert_eq!(refused(&std::fs::read_to_string(&path).unwrap()), None, "{}", path.display());
        }
        let many = "[[variant]]\nname = \"v\" # a.b = [[[\n".repeat(900);
        assert_eq!(refused(&many), None);
        let names = "\"[[[name\\\"\", ".repeat(20_000);
        assert_eq!(refused(&format!("communities = [{names}]\nx = '[[['\n")), None);
    }
}
