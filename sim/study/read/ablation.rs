//! What several methods read: from what size on a change matters, and mechanisms that are switched off.

use crate::assumptions::mechanisms::Mechanisms;
use crate::outcomes::outcome_kind;
use crate::scenario::nearest::nearest;
use crate::scenario::read::{Node, Reader};
use crate::study::contrast::Matters;
use crate::study::subject::{OutcomeIndex, Subject};
use crate::units::places::Indexed;

impl Reader<'_> {
    /// From what size on a change of each outcome matters: as declared with it, unless `[matters]` sets it; outcomes that
    /// `[matters]` names join those of the study.
    pub(in crate::study) fn matters(
        &mut self,
        node: Option<&Node>,
        subject: &mut Subject,
    ) -> Indexed<OutcomeIndex, Matters> {
        let sizes = node.map(|node| self.smallest_changes(node, false)).unwrap_or_default();
        for size in &sizes {
            let known = subject.outcomes.iter().any(|known| known.id == size.declared.id);
            if let Some(kind) = outcome_kind(size.declared.id).filter(|_| !known) {
                subject.outcomes.push(kind);
            }
        }
        let declared = subject.outcomes.iter().map(|kind| Matters::declared(kind));
        let mut matters: Indexed<OutcomeIndex, Matters> = declared.collect();
        for size in sizes {
            let index = subject.outcomes.place_where(|known| known.id == size.declared.id).expect("it is there by now");
            matters[index] = Matters { least: size.least, why: size.why };
        }
        matters
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
