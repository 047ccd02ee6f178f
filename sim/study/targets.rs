//! Targets of class C: published patterns that may be used to set parameters, or to tell implausible worlds.

use toml::de::DeTable;

use super::kind::{Key, OUTCOME, ValueKind};
use super::subject::{OutcomeIndex, Subject};
use crate::scenario::place::Place;
use crate::scenario::read::{Node, Reader};

const TARGET: [Key; 4] = [
    OUTCOME,
    Key::new("value", ValueKind::Number, "value"),
    Key::new("tolerance", ValueKind::Positive, "one standard deviation"),
    Key::new("source", ValueKind::Text, "source"),
];

/// `target` in the table of a method.
pub const TARGETS: Key = Key::new(
    "target",
    ValueKind::Tables(0, &TARGET, &["outcome", "value", "tolerance", "source"]),
    "what is published",
);

/// A published pattern that worlds are held against.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CalibrationTarget {
    /// Index among the outcomes.
    pub outcome: OutcomeIndex,
    /// The value.
    pub value: f64,
    /// Standard deviation of what is published around it.
    pub tolerance: f64,
    /// Where it is published.
    pub source: String,
}

impl Reader<'_> {
    /// `[[NAME.target]]`; their outcomes join those of the study.
    pub(in crate::study) fn calibration_targets(
        &mut self,
        name: &str,
        node: &Node,
        subject: &mut Subject,
    ) -> Vec<CalibrationTarget> {
        let name = format!("{name}.target");
        let tables = self.tables(&name, node);
        tables.into_iter().filter_map(|(table, place)| self.calibration_target(&name, table, &place, subject)).collect()
    }

    fn calibration_target(
        &mut self,
        name: &str,
        table: &DeTable,
        place: &Place,
        subject: &mut Subject,
    ) -> Option<CalibrationTarget> {
        let (mut outcome, mut value, mut tolerance, mut source) = (None, None, None, None);
        for (key, place, node) in self.entries(table) {
            let full = format!("{name}.{key}");
            match key {
                "outcome" => outcome = self.studied(&full, node, &mut subject.outcomes),
                "value" => value = self.finite(&full, node),
                "tolerance" => {
                    tolerance = self.finite(&full, node).filter(|sd| *sd > 0.0);
                    if tolerance.is_none() {
                        let help = "one standard deviation of what is published, in the outcome's unit";
                        self.wrong(node, &full, "a number above 0", help);
                    }
                }
                "source" => source = self.text(&full, node),
                _ => self.unknown(name, key, &place, &Key::names(&TARGET)),
            }
        }
        let (Some(outcome), Some(value), Some(tolerance), Some(source)) = (outcome, value, tolerance, source) else {
            self.incomplete(place, table, name, &Key::names(&TARGET));
            return None;
        };
        Some(CalibrationTarget { outcome, value, tolerance, source })
    }
}
