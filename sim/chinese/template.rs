//! A pattern of a message with holes, and its Chinese.

/// What a hole takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// `{}`: any text, which stays as it is.
    Anything,
    /// `{t}`: any text, of which the Chinese is looked up.
    Text,
    /// `{k}`: text without blanks, such as a key or the name of a file.
    Word,
    /// `{n}`: a number.
    Number,
}

impl Takes {
    fn takes(self, text: &str) -> bool {
        let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | 'e' | HOLE);
        !text.is_empty()
            && match self {
                Self::Anything | Self::Text => true,
                Self::Word => !text.contains(char::is_whitespace),
                Self::Number => text.chars().all(numeric) || text == "inf" || text == "NaN",
            }
    }
}

/// Stands for a hole in the messages that a test takes from the sources.
pub(super) const HOLE: char = '\u{1}';

#[derive(Clone, Debug)]
enum Part {
    Text(&'static str),
    Hole(Takes),
}

/// A pattern and its Chinese.
#[derive(Clone, Debug)]
pub(super) struct Template {
    parts: Vec<Part>,
    chinese: &'static str,
}

/// The templates of a file: a line of English, below it a line of Chinese; comments begin with `# `.
pub(super) fn templates(file: &'static str) -> Vec<Template> {
    let lines: Vec<&str> = file.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    lines.chunks_exact(2).map(|pair| Template { parts: parts(pair[0]), chinese: pair[1] }).collect()
}

fn parts(pattern: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < pattern.len() {
        let rest = &pattern[at..];
        let hole = [("{}", Takes::Anything), ("{t}", Takes::Text), ("{k}", Takes::Word), ("{n}", Takes::Number)];
        if let Some((mark, takes)) = hole.into_iter().find(|(mark, _)| rest.starts_with(mark)) {
            if from < at {
                parts.push(Part::Text(&pattern[from..at]));
            }
            parts.push(Part::Hole(takes));
            at += mark.len();
            from = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    if from < pattern.len() {
        parts.push(Part::Text(&pattern[from..]));
    }
    parts
}

impl Template {
    /// How much it says: its text outside of holes, and a little for holes that take less than anything.
    pub(super) fn weight(&self) -> usize {
        let of = |part: &Part| match part {
            Part::Text(text) => 2 * text.len(),
            Part::Hole(Takes::Anything | Takes::Text) => 0,
            Part::Hole(_) => 1,
        };
        self.parts.iter().map(of).sum()
    }

    /// What stands in the holes where the text fits, and whether its Chinese is to be looked up.
    pub(super) fn holes<'a>(&self, text: &'a str) -> Option<Vec<(&'a str, bool)>> {
        let mut holes = Vec::new();
        let looked_up = self.parts.iter().filter_map(|part| match part {
            Part::Hole(takes) => Some(*takes == Takes::Text),
            Part::Text(_) => None,
        });
        fits(&self.parts, text, &mut holes).then(|| holes.into_iter().zip(looked_up).collect())
    }

    /// The Chinese with its holes filled, in their order or by their number from 0.
    pub(super) fn filled(&self, holes: &[String]) -> String {
        let mut text = String::new();
        let mut rest = self.chinese;
        let mut next = 0;
        while let Some(at) = rest.find('{') {
            text.push_str(&rest[..at]);
            rest = &rest[at..];
            let numbered = (0..holes.len()).find(|number| rest.starts_with(&format!("{{{number}}}")));
            if let Some(number) = numbered {
                text.push_str(&holes[number]);
                rest = &rest[3..];
            } else if let (true, Some(hole)) = (rest.starts_with("{}"), holes.get(next)) {
                text.push_str(hole);
                next += 1;
                rest = &rest[2..];
            } else {
                text.push('{');
                rest = &rest[1..];
            }
        }
        text + rest
    }

    /// Numbers of the holes that the Chinese does not fill; a test allows none.
    #[cfg(test)]
    pub(super) fn unfilled(&self) -> Vec<usize> {
        let holes = self.parts.iter().filter(|part| matches!(part, Part::Hole(_))).count();
        let marked: Vec<String> = (0..holes).map(|hole| format!("<{hole}>")).collect();
        let filled = self.filled(&marked);
        (0..holes).filter(|&hole| !filled.contains(&marked[hole])).collect()
    }

    /// The Chinese as the file has it.
    #[cfg(test)]
    pub(super) fn chinese(&self) -> &'static str {
        self.chinese
    }
}

fn fits<'a>(parts: &[Part], text: &'a str, holes: &mut Vec<&'a str>) -> bool {
    match parts {
        [] => text.is_empty(),
        [Part::Text(literal), rest @ ..] => text.strip_prefix(literal).is_some_and(|text| fits(rest, text, holes)),
        [Part::Hole(takes)] => {
            holes.push(text);
            takes.takes(text)
        }
        [Part::Hole(takes), rest @ ..] => {
            let before = holes.len();
            // A hole ends where the text behind it begins; the first place that leads to a fit counts.
            let ends: Vec<usize> = match rest {
                [Part::Text(literal), ..] => text.match_indices(literal).map(|(at, _)| at).collect(),
                _ => text.char_indices().map(|(at, _)| at).collect(),
            };
            ends.into_iter().any(|at| {
                holes.truncate(before);
                holes.push(&text[..at]);
                takes.takes(&text[..at]) && fits(rest, &text[at..], holes)
            })
        }
    }
}
