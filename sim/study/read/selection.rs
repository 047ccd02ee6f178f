//! `[assumptions]` and `[levers]`: many parameters at once, by where they come from or by their tables.

use super::factor::named;
use super::keys;
use crate::registry::Provenance;
use crate::scenario::nearest::{LEVER_TABLES, nearest};
use crate::scenario::read::{Node, Reader};
use crate::settings::{parameter, parameters};
use crate::study::factor::{Factor, Levels, Role};
use crate::study::subject::Subject;

impl Reader<'_> {
    /// `[levers]`: every lever, or those of some tables or of a list, over its plausible range.
    pub(in crate::study) fn every_lever(&mut self, node: &Node, set: &[String], subject: &mut Subject) {
        let Some(table) = self.section("levers", node) else { return };
        let (mut tables, mut only, mut except) = (Vec::new(), None, Vec::new());
        for (key, place, node) in self.entries(table) {
            match key {
                "tables" => tables = self.words("levers", key, node, &LEVER_TABLES),
                "only" => only = Some(self.named_levers("levers.only", node)),
                "except" => except = self.named_levers("levers.except", node),
                _ => self.unknown("levers", key, &place, &keys::LEVERS),
            }
        }
        for p in parameters().filter(|p| LEVER_TABLES.contains(&p.table)) {
            let key = p.key();
            let wanted = match &only {
                Some(only) => only.contains(&key),
                None => (tables.is_empty() || tables.iter().any(|table| table == p.table)) && !set.contains(&key),
            };
            let settled = except.contains(&key) || subject.factors.iter().any(|f| f.moves(&key));
            let (low, high) = p.prior;
            if wanted && !settled && low < high {
                let default = subject.scenarios[0].settings.get(p.table, p.name).unwrap_or(p.default);
                let scenarios = (0..subject.scenarios.len()).collect();
                let levels = Levels::Range { low, high, whole: p.whole };
                subject.factors.push(Factor { scenarios, ..named(key, p, Role::Lever, levels, default) });
            }
        }
    }

    /// Keys of levers.
    fn named_levers(&mut self, name: &str, node: &Node) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        if node.get_ref().as_array().is_some_and(|items| items.is_empty()) {
            self.wrong(node, name, "at least one lever", "leave it out for every lever");
        }
        for (key, node) in self.texts(name, node) {
            let place = self.of(node);
            let p = key.split_once('.').and_then(|(table, name)| parameter(table, name));
            match p {
                None => self.no_key(&key, &place),
                Some(p) if !LEVER_TABLES.contains(&p.table) => {
                    let problem = place.problem(&key, format!("{key} is an assumption"));
                    self.problems
                        .push(problem.expected("a policy lever").help("assumptions stand under [assumptions]"));
                }
                Some(_) if found.contains(&key) => {
                    let problem = place.problem(&key, format!("{key} appears twice"));
                    self.problems.push(problem.expected("each lever once").help("take one out"));
                }
                Some(_) => found.push(key),
            }
        }
        found
    }

    /// `[assumptions]`: every parameter of some provenance, over its plausible range.
    pub(in crate::study) fn selection(&mut self, node: &Node, set: &[String], subject: &mut Subject) {
        let Some(table) = self.section("assumptions", node) else { return };
        let (mut provenance, mut tables, mut except, mut near) = (Vec::new(), Vec::new(), Vec::new(), None);
        for (key, place, node) in self.entries(table) {
            match key {
                "provenance" => {
                    provenance = self.words("assumptions", key, node, &keys::PROVENANCES);
                }
                "tables" => tables = self.words("assumptions", key, node, &keys::WORLD_TABLES),
                "except" => except = self.excepted(node),
                "near" => near = self.near(node),
                _ => self.unknown("assumptions", key, &place, &keys::SELECTION),
            }
        }
        let word = |word: &str, p: Provenance| word == p.word();
        for p in parameters() {
            let key = p.key();
            let is_world = !LEVER_TABLES.contains(&p.table) && !["scenario", "incident"].contains(&p.table);
            let wanted = (provenance.is_empty() || provenance.iter().any(|w| word(w, p.provenance)))
                && (tables.is_empty() || tables.iter().any(|table| table == p.table));
            // How large the city is and what it is made of is a choice of the subject, not doubt about the world.
            let size = ["city.residents", "city.residents_per_subdistrict", "city.residents_per_community"];
            let settled = set.contains(&key) || except.contains(&key) || subject.factors.iter().any(|f| f.moves(&key));
            if !is_world || !wanted || settled || size.contains(&key.as_str()) {
                continue;
            }
            let default = subject.scenarios[0].settings.get(p.table, p.name).unwrap_or(p.default);
            let (low, high) = match near {
                // Half as much and half as much again, within what is plausible.
                Some(share) => {
                    let half = share * (p.prior.1 - p.prior.0) / 2.0;
                    ((default - half).max(p.prior.0), (default + half).min(p.prior.1))
                }
                None => p.prior,
            };
            if low < high {
                let scenarios = (0..subject.scenarios.len()).collect();
                let levels = Levels::Range { low, high, whole: p.whole };
                subject.factors.push(Factor { scenarios, ..named(key, p, Role::Assumption, levels, default) });
            }
        }
    }

    /// `near = 0.5`: the middle half of the plausible range around the default.
    fn near(&mut self, node: &Node) -> Option<f64> {
        let share = self.finite("assumptions.near", node).filter(|share| (0.01..=1.0).contains(share));
        if share.is_none() {
            self.wrong(
                node,
                "assumptions.near",
                "a share of the plausible range, 0.01 to 1",
                "leave it out for all of it",
            );
        }
        share
    }

    fn words(&mut self, table: &str, key: &str, node: &Node, known: &[&str]) -> Vec<String> {
        let mut words = Vec::new();
        if node.get_ref().as_array().is_some_and(|items| items.is_empty()) {
            let full = format!("{table}.{key}");
            self.wrong(node, &full, &format!("some of {}", known.join(", ")), "leave it out to take all of them");
        }
        for (word, node) in self.texts(key, node) {
            if known.contains(&word.as_str()) {
                words.push(word);
            } else {
                let help = nearest(&word, known.iter().copied()).map(|near| format!("did you mean \"{near}\"?"));
                let key = format!("{table}.{key}");
                self.wrong(node, &key, &format!("some of {}", known.join(", ")), &help.unwrap_or_default());
            }
        }
        words
    }

    fn excepted(&mut self, node: &Node) -> Vec<String> {
        let mut keys = Vec::new();
        for (key, node) in self.texts("except", node) {
            let known = key.split_once('.').is_some_and(|(table, name)| parameter(table, name).is_some());
            if !known {
                let place = self.of(node);
                self.no_key(&key, &place);
            }
            keys.push(key);
        }
        keys
    }
}
