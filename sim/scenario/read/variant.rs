//! Reads `[[variant]]`.

use toml::de::DeTable;

use super::{Layer, Reader, Variant};
use crate::diagnostics::Code;
use crate::scenario::place::Place;
use crate::scenario::values::scenario_name_fault;

impl Reader<'_> {
    pub(super) fn variant(&mut self, table: &DeTable, place: &Place, before: &[Variant]) -> Option<Variant> {
        let mut variant = Variant { name: String::new(), place: place.clone(), layer: Layer::default() };
        let Some(node) = table.get("name") else {
            let problem = place.problem("variant.name", "a [[variant]] has no name").code(Code::Missing);
            self.problems.push(problem.expected("name = \"…\"").help("the scenario is then called FILE/NAME"));
            return None;
        };
        if let Some(name) = self.text("variant.name", node) {
            variant.place = self.of(node);
            if let Some(fault) = scenario_name_fault(&name) {
                self.fault(&self.of(node), "variant.name", fault);
            } else if let Some(twice) = before.iter().find(|other| other.name == name) {
                let found = format!("a second variant is named {name} (first at {})", twice.place.mention());
                self.problems.push(
                    variant
                        .place
                        .problem("variant.name", found)
                        .code(Code::Duplicate)
                        .help("give each variant its own name"),
                );
            }
            variant.name = name;
        }
        for (key, key_place, node) in self.entries(table) {
            match key {
                "name" => {}
                "title" => self.title("variant.title", node, &mut variant.layer.title),
                "title_zh" => self.title("variant.title_zh", node, &mut variant.layer.title_zh),
                "variant" | "extends" => {
                    let problem = key_place
                        .problem(&format!("variant.{key}"), format!("a variant has no {key}"))
                        .code(Code::UnknownKey);
                    self.problems
                        .push(problem.help("a variant extends the file that it stands in; variants do not nest"));
                }
                _ => self.table(key, &key_place, node, &mut variant.layer, None),
            }
        }
        Some(variant)
    }
}
