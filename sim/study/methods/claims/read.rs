//! `[[claim]]`, `[[silent]]`, `[matters]` and `[worlds]`: what a test of claims needs.

use super::asked::{Claims, Silent};
use crate::assumptions::mechanisms::Mechanisms;
use crate::diagnostics::Code;
use crate::scenario::place::Place;
use crate::scenario::read::{Node, Reader};
use crate::study::factor::{Factor, Levels, Role, Target};
use crate::study::kind::Size;
use crate::study::read::reading::Reading;
use crate::study::subject::{Combination, Subject};

const SILENT_KEYS: [&str; 4] = ["claim", "claim_zh", "why", "why_zh"];
const WORLDS_KEYS: [&str; 4] = ["replicates", "replicates_without", "set", "variants"];

/// Runs of every scenario in each of the other worlds, unless the file sets it.
const WORLD_REPLICATES: u32 = 4;

/// Runs of every scenario with a mechanism off, unless the file sets it.
const WITHOUT_REPLICATES: u32 = 12;

impl Claims {
    /// What a study file asks.
    pub fn read(reading: &mut Reading, subject: &mut Subject) -> Self {
        let mut claims = Self {
            points: reading.size(Size::POINTS, 100),
            seed: reading.size(Size::SEED, 1),
            world_replicates: WORLD_REPLICATES,
            without_replicates: WITHOUT_REPLICATES,
            ..Self::default()
        };
        let method = reading.method;
        if subject.combinations.len() > 1 {
            let problem = method.problem("cross", "a test of claims chooses its crosses itself");
            let problem = problem.expected("no [cross]").help("draw variants in the other worlds: [worlds.variants]");
            reading.reader.problems.push(problem);
        }
        let mut worlds = Combination { name: "worlds".to_owned(), settings: Vec::new() };
        // What matters comes first: it brings the outcomes.
        let under = ["matters", "plausible", "claim", "silent", "worlds"].map(|key| reading.under(key));
        let [matters, plausible, claim, silent, other] = under;
        let commentary = ["commentary", "commentary_zh"].map(|key| (key, reading.under(key)));
        let (reader, folder) = (&mut *reading.reader, reading.folder);
        claims.matters = reader.matters(matters, subject);
        plausible.inspect(|node| reader.plausible(node, subject, &mut claims));
        claim.inspect(|node| reader.claim_tables(node, subject, &mut claims));
        silent.inspect(|node| reader.silent(node, &mut claims));
        other.inspect(|node| reader.worlds(node, subject, &mut claims, &mut worlds));
        claims.commentary = commentary.map(|(key, node)| {
            node.map_or_else(Vec::new, |node| reader.commentary(key, node, folder, (&claims, subject)))
        });
        if claims.claims.is_empty() && reader.problems.is_empty() {
            let example = "[[claim]] with id, scenario and rise = [\"…\"]";
            reader.missing(method, "claim", "at least one [[claim]]", example);
        }
        let mut off: Vec<&String> = Vec::new();
        for name in claims.claims.iter().flat_map(|claim| &claim.without) {
            if !off.contains(&name) {
                off.push(name);
            }
        }
        subject.combinations.truncate(1);
        subject.combinations.extend(off.iter().map(|name| Combination::without(name)));
        subject.combinations.push(worlds);
        claims
    }
}

impl Reader<'_> {
    fn silent(&mut self, node: &Node, claims: &mut Claims) {
        for (table, place) in self.tables("silent", node) {
            let mut texts: [String; 4] = Default::default();
            for (key, place, node) in self.entries(table) {
                match SILENT_KEYS.iter().position(|known| *known == key) {
                    Some(index) => texts[index] = self.text(&format!("silent.{key}"), node).unwrap_or_default(),
                    None => self.unknown("silent", key, &place, &SILENT_KEYS),
                }
            }
            for (key, text) in SILENT_KEYS.iter().zip(&texts) {
                if text.is_empty() {
                    self.missing(
                        &place,
                        &format!("silent.{key}"),
                        &format!("{key} in [[silent]]"),
                        &format!("{key} = \"…\""),
                    );
                }
            }
            let [claim, claim_zh, why, why_zh] = texts;
            claims.silent.push(Silent { words: [claim, claim_zh], why: [why, why_zh] });
        }
    }

    fn worlds(&mut self, node: &Node, subject: &mut Subject, claims: &mut Claims, worlds: &mut Combination) {
        let Some(table) = self.section("worlds", node) else { return };
        for (key, place, node) in self.entries(table) {
            match key {
                "replicates" | "replicates_without" => {
                    let of =
                        if key == "replicates" { &mut claims.world_replicates } else { &mut claims.without_replicates };
                    *of = self.count(&format!("worlds.{key}"), node, 1, 10_000).unwrap_or(*of);
                }
                "set" => {
                    for (key, setting, place) in self.settings("worlds.set", node) {
                        match subject.scenarios[0].with(&key, setting.clone()) {
                            Ok(_) => worlds.settings.push((key, setting)),
                            Err(problem) => self.moved(problem, &place),
                        }
                    }
                }
                "variants" => {
                    for (key, node, place) in self.leaves("worlds.variants", node) {
                        self.drawn(&key, node, &place, subject);
                    }
                }
                _ => self.unknown("worlds", key, &place, &WORLDS_KEYS),
            }
        }
    }

    /// A structural variant that is drawn at random for each of the other worlds.
    fn drawn(&mut self, key: &str, node: &Node, place: &Place, subject: &mut Subject) {
        let Some(items) = node.get_ref().as_array().filter(|items| items.len() > 1) else {
            let help = format!("write \"{key}\" = [\"one\", \"other\"] with every variant to be drawn");
            self.wrong(node, key, "a list of at least two values", &help);
            return;
        };
        let before = self.problems.len();
        let baseline = &subject.scenarios[0];
        let (mut choices, mut words, mut shipped) = (Vec::new(), Vec::new(), None);
        for item in items {
            let Some(setting) = self.setting(key, item) else { continue };
            match baseline.with(key, setting.clone()) {
                Ok(changed) => {
                    if changed.settings == baseline.settings {
                        shipped = Some(choices.len());
                    }
                    words.push(setting.to_string());
                    choices.push(setting);
                }
                Err(problem) => {
                    let place = if problem.code == Code::UnknownKey { place.clone() } else { self.of(item) };
                    self.moved(problem, &place);
                }
            }
        }
        if self.problems.len() > before {
            return;
        }
        let Some(shipped) = shipped else {
            let help = "add what the baseline has to the list";
            self.wrong(node, key, "a list that holds the value of the baseline", help);
            return;
        };
        let name = key.strip_prefix("mechanisms.").unwrap_or(key);
        let mechanism = Mechanisms::ALL.iter().find(|mechanism| mechanism.name == name);
        let list: Vec<String> = words.iter().enumerate().map(|(index, word)| format!("{index} {word}")).collect();
        let (en, zh) = mechanism.map_or((key, key), |mechanism| (mechanism.meaning_en, mechanism.meaning_zh));
        subject.factors.push(Factor {
            key: key.to_owned(),
            name_en: format!("{en} ({})", list.join(", ")),
            name_zh: format!("{zh}（{}）", list.join("、")),
            role: Role::Assumption,
            unit: "variant",
            levels: Levels::List((0..choices.len()).map(|index| index as f64).collect()),
            target: Target::Variant(choices),
            scenarios: (0..subject.scenarios.len()).collect(),
            default: shipped as f64,
        });
    }
}
