//! What several methods read: from what size on a change matters, and mechanisms that are switched off.

use crate::assumptions::mechanisms::Mechanisms;
use crate::scenario::nearest::nearest;
use crate::scenario::read::{Node, Reader};
use crate::study::contrast::Matters;
use crate::study::subject::{OutcomeIndex, Subject};
use crate::units::places::Indexed;

const MATTERS_KEYS: [&str; 3] = ["least", "why", "why_zh"];

impl Reader<'_> {
    /// `[matters]`: from what size on a change of each outcome matters; the outcomes join those of the study.
    pub(in crate::study) fn matters(&mut self, node: &Node, subject: &mut Subject) -> Indexed<OutcomeIndex, Matters> {
        let mut matters: Indexed<OutcomeIndex, Matters> = Indexed::default();
        let Some(table) = self.section("matters", node) else { return matters };
        for (key, place, node) in self.entries(table) {
            let Some(kind) = self.outcome(key, node) else { continue };
            if !subject.outcomes.iter().any(|known| known.id == kind.id) {
                subject.outcomes.push(kind);
            }
            let Some(table) = node.get_ref().as_table() else {
                self.wrong(
                    node,
                    &format!("matters.{key}"),
                    "a table",
                    "write { least = 0.01, why = \"…\", why_zh = \"…\" }",
                );
                continue;
            };
            let (mut least, mut why) = (None, [String::new(), String::new()]);
            for (name, place, node) in self.entries(table) {
                let full = format!("matters.{key}.{name}");
                match name {
                    "least" => {
                        least = self.finite(&full, node);
                        if least.is_some_and(|least| least <= 0.0) {
                            self.wrong(
                                node,
                                &full,
                                "a number above 0",
                                "the smallest change that would matter to anybody",
                            );
                        }
                    }
                    "why" => why[0] = self.text(&full, node).unwrap_or_default(),
                    "why_zh" => why[1] = self.text(&full, node).unwrap_or_default(),
                    _ => self.unknown("matters", name, &place, &MATTERS_KEYS),
                }
            }
            let Some(least) = least else {
                self.missing(&place, &format!("matters.{key}.least"), "a number above 0", "least = 0.01");
                continue;
            };
            let index = subject.outcomes.place_where(|known| known.id == kind.id).expect("it is there by now");
            // Outcomes without an entry are found when a claim or the study names them.
            matters.resize_with(subject.outcomes.len().max(matters.len()), Matters::default);
            matters[index] = Matters { least, why };
        }
        matters.resize_with(subject.outcomes.len(), Matters::default);
        matters
    }

    /// Reports that nobody says from what size on an outcome matters.
    pub(in crate::study) fn no_size(&mut self, key: &str, word: &str, node: &Node) {
        let problem = self.of(node).problem(key, format!("there is no size from which on {word} matters"));
        let help = format!("for instance {word} = {{ least = 0.01, why = \"…\", why_zh = \"…\" }} under [matters]");
        self.problems.push(problem.expected("an entry under [matters]").help(help));
    }

    /// A list of mechanisms that can be off, each with its place in the list.
    pub(in crate::study) fn switches<'t, 'i>(&mut self, key: &str, node: &'t Node<'i>) -> Vec<(String, &'t Node<'i>)> {
        let switches = || Mechanisms::ALL.iter().filter(|m| m.variants.is_empty()).map(|m| m.name);
        let mut found = Vec::new();
        for (name, node) in self.texts(key, node) {
            if switches().any(|known| known == name) {
                found.push((name, node));
                continue;
            }
            let problem = self.of(node).problem(key, format!("there is no mechanism {name} to switch off"));
            self.problems.push(match nearest(&name, switches()) {
                Some(near) => problem.expected(format!("the nearest is {near}")).help(format!("did you mean {near}?")),
                None => problem.expected("a mechanism that can be off").help("`gridgov params mechanisms` lists them"),
            });
        }
        found
    }
}
