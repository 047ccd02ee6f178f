//! What people say of the findings: text in which numbers stand as `{{CLAIM.OUTCOME.WHAT}}`, to be filled in from what was found.
//!
//! A number that is typed outlives the run that it is from; one that is named does not.

use super::asked::{Claim, Claims, Piece, What};
use crate::scenario::fetch;
use crate::scenario::read::{Node, Reader};
use crate::study::subject::Subject;

const WORDS: &str = "size, against, change, so, opposite, ratio or without.MECHANISM";

/// What a name in double braces means, or what is wrong with it.
fn named(name: &str, claims: &[Claim], subject: &Subject) -> Result<Piece, String> {
    let mut parts = name.split('.').map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    let (id, outcome, what) = (next(), next(), next());
    let mechanism = next();
    let Some(at) = claims.iter().position(|claim| claim.id == id) else {
        return Err(format!("there is no claim {id}"));
    };
    let claim = &claims[at];
    if outcome == "least_so" && what.is_empty() {
        return Ok(Piece::LeastSo(at));
    }
    let Some(tested) = claim.expect.iter().position(|(index, _)| subject.outcomes[*index].id == outcome) else {
        return Err(format!("the claim {id} has no outcome {outcome}"));
    };
    let what = match what {
        "size" => What::Size,
        "against" => What::Against,
        "change" => What::Change,
        "so" => What::So,
        "opposite" => What::Opposite,
        "ratio" if claim.parts.is_empty() => return Err(format!("the claim {id} takes nothing together")),
        "ratio" => What::Ratio,
        "without" => match claim.without.iter().position(|name| name == mechanism) {
            Some(index) => What::Without(index),
            None => return Err(format!("the claim {id} does not switch {mechanism} off")),
        },
        other => return Err(format!("\"{other}\" is none of {WORDS}")),
    };
    Ok(Piece::Number(at, tested, what))
}

/// The pieces of a text; what is wrong with it, by line.
fn pieces(text: &str, claims: &[Claim], subject: &Subject) -> Result<Vec<Piece>, Vec<(usize, String)>> {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    let (mut rest, mut line) = (text, 1);
    while let Some((words, after)) = rest.split_once("{{") {
        found.push(Piece::Words(words.to_owned()));
        line += words.matches('\n').count();
        let Some((name, after)) = after.split_once("}}") else {
            wrong.push((line, "{{ has no }}".to_owned()));
            return Err(wrong);
        };
        match named(name, claims, subject) {
            Ok(piece) => found.push(piece),
            Err(what) => wrong.push((line, format!("{{{{{name}}}}}: {what}"))),
        }
        line += name.matches('\n').count();
        rest = after;
    }
    found.push(Piece::Words(rest.to_owned()));
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

impl Reader<'_> {
    /// `commentary` and `commentary_zh`, which come after the claims.
    pub(super) fn commentary(
        &mut self,
        key: &str,
        node: &Node,
        folder: &std::path::Path,
        (claims, subject): (&Claims, &Subject),
    ) -> Vec<Piece> {
        let Some(file) = self.text(key, node) else { return Vec::new() };
        let text = match fetch(&folder.join(&file)).map(String::from_utf8) {
            Ok(Ok(text)) => text.replace("\r\n", "\n"),
            Ok(Err(_)) => {
                self.wrong(node, key, "a file of UTF-8 text", "save it as UTF-8");
                return Vec::new();
            }
            Err(error) => {
                let help = format!("{error}; name a Markdown file by its path from this file, or leave the line out");
                self.wrong(node, key, "a file that can be read", &help);
                return Vec::new();
            }
        };
        pieces(&text, &claims.claims, subject).unwrap_or_else(|wrong| {
            for (line, what) in wrong {
                let problem = self.of(node).problem(key, format!("{file}, line {line}: {what}"));
                let problem = problem.expected("{{CLAIM.OUTCOME.WHAT}} or {{CLAIM.least_so}}");
                self.problems.push(problem.help(format!("CLAIM is an id, OUTCOME one of its outcomes, WHAT {WORDS}")));
            }
            Vec::new()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::methods::claims::asked::Part;

    fn claims() -> (Vec<Claim>, Subject) {
        let file = std::path::Path::new("scenarios/studies/crowding_map.toml");
        let subject = crate::study::read::from_path(file, &[]).expect("a shipped study").subject;
        let outcome = subject.outcomes.places().next().expect("an outcome");
        let part = Part { alone: Vec::new(), on_top: None };
        let claim = |id: &str, parts: Vec<Part>| Claim {
            id: id.to_owned(),
            expect: vec![(outcome, true)],
            parts,
            without: vec!["learning".to_owned()],
            ..Claim::default()
        };
        (vec![claim("one", Vec::new()), claim("two", vec![part])], subject)
    }

    #[test]
    fn names_in_braces_become_numbers() {
        let (claims, subject) = claims();
        let id = subject.outcomes.iter().next().expect("an outcome").id;
        let text = format!("It rises by {{{{one.{id}.size}}}} in\n{{{{two.least_so}}}}, {{{{two.{id}.ratio}}}}.");
        let words = |words: &str| Piece::Words(words.to_owned());
        let expected = vec![
            words("It rises by "),
            Piece::Number(0, 0, What::Size),
            words(" in\n"),
            Piece::LeastSo(1),
            words(", "),
            Piece::Number(1, 0, What::Ratio),
            words("."),
        ];
        assert_eq!(pieces(&text, &claims, &subject), Ok(expected));
        let without = format!("{{{{one.{id}.without.learning}}}}");
        assert_eq!(
            pieces(&without, &claims, &subject).map(|found| found[1].clone()),
            Ok(Piece::Number(0, 0, What::Without(0)))
        );
    }

    #[test]
    fn what_names_nothing_is_reported_with_its_line() {
        let (claims, subject) = claims();
        let id = subject.outcomes.iter().next().expect("an outcome").id;
        for (name, wrong) in [
            ("three.x.size".to_owned(), "there is no claim three"),
            ("one.happiness.size".to_owned(), "has no outcome happiness"),
            (format!("one.{id}.length"), "\"length\" is none of size"),
            (format!("one.{id}.ratio"), "takes nothing together"),
            (format!("one.{id}.without.patrol"), "does not switch patrol off"),
        ] {
            let found = pieces(&format!("a\nb {{{{{name}}}}}"), &claims, &subject).expect_err("it names nothing");
            assert!(found.len() == 1 && found[0].0 == 2 && found[0].1.contains(wrong), "{found:?}");
        }
        assert_eq!(pieces("a {{ b", &claims, &subject), Err(vec![(1, "{{ has no }}".to_owned())]));
    }
}
