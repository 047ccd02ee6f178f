//! `[matters]`: the smallest change of an outcome that matters, in a scenario or a study.

use super::super::nearest::nearest;
use super::super::place::Place;
use super::super::values::number;
use super::{Node, Reader};
use crate::assumptions::smallest_changes::{SMALLEST_CHANGES, SmallestChange};
use crate::diagnostics::Code;

const KEYS: [&str; 3] = ["least", "why", "why_zh"];

/// A size that a file sets.
pub(crate) struct Size {
    /// The outcome with its declared size.
    pub declared: &'static SmallestChange,
    /// The smallest change that matters, in its unit.
    pub least: f64,
    /// Why, in English and Chinese; may be empty.
    pub why: [String; 2],
    /// Where it stands.
    pub place: Place,
}

impl Reader<'_> {
    /// The sizes of `[matters]`, each a number or a table with reasons. Only where `zero` says so may one be 0, which asks for
    /// the sign of a difference alone.
    pub(crate) fn smallest_changes(&mut self, node: &Node, zero: bool) -> Vec<Size> {
        let mut sizes = Vec::new();
        let Some(table) = node.get_ref().as_table() else {
            self.wrong(
                node,
                "matters",
                "a table [matters]",
                "write [matters] on a line of its own and the keys below it",
            );
            return sizes;
        };
        for (name, place, node) in self.entries(table) {
            let key = format!("matters.{name}");
            let Some(declared) = SMALLEST_CHANGES.iter().find(|known| known.id == name) else {
                let problem = place.problem(&key, format!("there is no outcome {name}")).code(Code::UnknownKey);
                let near = nearest(name, SMALLEST_CHANGES.iter().map(|known| known.id));
                self.problems.push(match near {
                    Some(near) => {
                        problem.expected(format!("the nearest is {near}")).help(format!("did you mean {near}?"))
                    }
                    None => problem.expected("an outcome id").help("`gridgov outcomes` lists every outcome"),
                });
                continue;
            };
            if let Some((least, why)) = self.size(&key, declared, &place, node, zero) {
                sizes.push(Size { declared, least, why, place });
            }
        }
        sizes
    }

    fn size(
        &mut self,
        key: &str,
        declared: &SmallestChange,
        place: &Place,
        node: &Node,
        zero: bool,
    ) -> Option<(f64, [String; 2])> {
        let Some(table) = node.get_ref().as_table() else {
            return self.least(key, declared, node, zero).map(|least| (least, Default::default()));
        };
        let (mut least, mut why, mut named) = (None, [String::new(), String::new()], false);
        for (name, place, node) in self.entries(table) {
            let full = format!("{key}.{name}");
            match name {
                "least" => (least, named) = (self.least(&full, declared, node, zero), true),
                "why" => why[0] = self.text(&full, node).unwrap_or_default(),
                "why_zh" => why[1] = self.text(&full, node).unwrap_or_default(),
                _ => {
                    let problem = place.problem(&full, format!("[{key}] has no key {name}")).code(Code::UnknownKey);
                    self.problems.push(match nearest(name, KEYS) {
                        Some(near) => {
                            problem.expected(format!("the nearest is {near}")).help(format!("did you mean {near}?"))
                        }
                        None => problem.expected("least, why or why_zh").help("take it out"),
                    });
                }
            }
        }
        if !named {
            let problem = place.problem(&format!("{key}.least"), format!("{key}.least is missing"));
            let help = format!("for instance least = {}", declared.least);
            self.problems.push(problem.code(Code::Missing).expected("a number above 0").help(help));
        }
        least.map(|least| (least, why))
    }

    fn least(&mut self, key: &str, declared: &SmallestChange, node: &Node, zero: bool) -> Option<f64> {
        let found = number(node.get_ref());
        let fits = |least: &f64| least.is_finite() && (*least > 0.0 || zero && *least == 0.0);
        let least = found.filter(fits);
        if least.is_none() {
            let expected = if zero { "a number from 0" } else { "a number above 0" };
            let help = match found {
                None => {
                    format!("write a number, as {}, or {{ least = 0.01, why = \"…\", why_zh = \"…\" }}", declared.least)
                }
                Some(_) => {
                    format!("the smallest change that would matter to anybody; the usual one is {}", declared.least)
                }
            };
            self.wrong(node, key, expected, &help);
        }
        // Minus zero is zero.
        least.map(|least| least + 0.0)
    }
}
