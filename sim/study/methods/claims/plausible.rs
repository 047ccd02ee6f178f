//! Which of the other worlds make what is published: history matching of their baseline to targets of class C.

use super::asked::{Claims, Plausible};
use crate::scenario::read::{Node, Reader};
use crate::statistics::implausibility::{Score, THREE_SIGMA, scores};
use crate::study::kind::{Key, ValueKind};
use crate::study::responses::Responses;
use crate::study::subject::{Quantity, Subject};
use crate::study::targets::{CalibrationTarget, TARGETS};

/// Plausible worlds that it takes to judge by them, unless the file sets it: a share of 30 is known to within 18 points.
const WORLDS: u32 = 30;

const KEYS: [Key; 3] = [
    TARGETS,
    Key::new("at_most", ValueKind::Positive, "largest implausibility, in standard deviations; 3 when left out"),
    Key::new(
        "worlds_at_least",
        ValueKind::Whole(1, 100_000),
        "with fewer plausible worlds all worlds decide; 30 when left out",
    ),
];

/// `[plausible]`.
pub(super) const SECTION: Key = Key::new(
    "plausible",
    ValueKind::Table(&KEYS, &["target"]),
    "what is published: worlds whose baseline is far from it do not count",
);

/// How the worlds stand to the targets.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Scores {
    /// By target: the shipped world.
    pub shipped: Vec<Score>,
    /// By world and target.
    pub worlds: Vec<Vec<Score>>,
    /// By world: whether no target is further away than the largest implausibility.
    pub plausible: Vec<bool>,
    /// Whether enough worlds are plausible to judge by them.
    pub enough: bool,
}

impl Scores {
    /// Scores the baseline of the shipped world, which comes first, and of the other worlds, which come last.
    pub(super) fn of(asked: &Plausible, all: &[Responses]) -> Self {
        let others = &all[all.len() - 1];
        let mut shipped = Vec::new();
        let mut worlds = vec![Vec::new(); others.points.len()];
        for CalibrationTarget { outcome, value, tolerance, .. } in &asked.targets {
            let quantity = Quantity::of(*outcome);
            let runs = |responses: &Responses| -> Vec<Vec<f64>> {
                (0..responses.points.len()).map(|point| responses.by_replicate(point, quantity)).collect()
            };
            shipped.extend(scores(&runs(&all[0]), *value, *tolerance));
            let of_target = scores(&runs(others), *value, *tolerance);
            worlds.iter_mut().zip(of_target).for_each(|(world, score)| world.push(score));
        }
        let plausible: Vec<bool> = worlds.iter().map(|world| largest(world) <= asked.at_most).collect();
        let enough = plausible.iter().filter(|plausible| **plausible).count() >= asked.worlds_at_least as usize;
        Self { shipped, worlds, plausible, enough }
    }

    /// Plausible worlds.
    #[must_use]
    pub fn number(&self) -> usize {
        self.plausible.iter().filter(|plausible| **plausible).count()
    }

    /// How many worlds a target alone rules out.
    #[must_use]
    pub fn ruled_out(&self, target: usize, at_most: f64) -> usize {
        self.worlds.iter().filter(|world| world[target].implausibility > at_most).count()
    }
}

/// The implausibility that counts.
#[must_use]
pub fn largest(world: &[Score]) -> f64 {
    world.iter().map(|score| score.implausibility).fold(0.0, f64::max)
}

impl Reader<'_> {
    /// `[plausible]`.
    pub(super) fn plausible(&mut self, node: &Node, subject: &mut Subject, claims: &mut Claims) {
        let Some(table) = self.section("plausible", node) else { return };
        let mut plausible = Plausible { targets: Vec::new(), at_most: THREE_SIGMA, worlds_at_least: WORLDS };
        for (key, place, node) in self.entries(table) {
            match key {
                "target" => plausible.targets = self.calibration_targets("plausible", node, subject),
                "at_most" => {
                    let Some(at_most) = self.finite("plausible.at_most", node) else { continue };
                    if at_most <= 0.0 {
                        let help = "standard deviations; 3 is usual, since 95% of any distribution with one peak lie within it";
                        self.wrong(node, "plausible.at_most", "a number above 0", help);
                    }
                    plausible.at_most = at_most;
                }
                "worlds_at_least" => {
                    let ValueKind::Whole(low, high) = KEYS[2].holds else { unreachable!("a whole number") };
                    let count = self.count("plausible.worlds_at_least", node, low, high);
                    plausible.worlds_at_least = count.unwrap_or(WORLDS);
                    if count.is_some_and(|count| count > claims.points) {
                        let expected = format!("at most {}, the number of other worlds", claims.points);
                        self.wrong(
                            node,
                            "plausible.worlds_at_least",
                            &expected,
                            "lower it, or raise points under [design]",
                        );
                    }
                }
                _ => self.unknown("plausible", key, &place, &Key::names(&KEYS)),
            }
        }
        if !self.entries(table).iter().any(|(key, ..)| *key == "target") {
            let example = "[[plausible.target]] with outcome, value, tolerance, source";
            self.missing(&self.of(node), "plausible.target", "at least one [[plausible.target]]", example);
        }
        claims.plausible = Some(plausible);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::subject::OutcomeIndex;

    /// One scenario, one outcome, two runs a world.
    fn responses(worlds: &[[f64; 2]]) -> Responses {
        Responses {
            points: vec![vec![0.0]; worlds.len()],
            values: worlds.iter().map(|runs| vec![runs.iter().map(|value| vec![*value]).collect()]).collect(),
        }
    }

    #[test]
    fn worlds_far_from_what_is_published_are_ruled_out() {
        let source = String::new();
        let targets = vec![CalibrationTarget { outcome: OutcomeIndex::at(0), value: 10.0, tolerance: 1.0, source }];
        let asked = |worlds_at_least| Plausible { targets: targets.clone(), at_most: THREE_SIGMA, worlds_at_least };
        let all = [responses(&[[10.0, 11.0]]), responses(&[[12.0, 12.0], [14.0, 14.0], [6.9, 6.9], [f64::NAN; 2]])];
        let found = Scores::of(&asked(1), &all);
        assert_eq!(found.plausible, [true, false, false, false]);
        assert_eq!((found.number(), found.ruled_out(0, THREE_SIGMA), found.enough), (1, 3, true));
        assert!(!Scores::of(&asked(2), &all).enough);
        // The shipped world's own chance counts: 0.5 in a run, 0.25 in the mean of two.
        assert!((found.shipped[0].implausibility - 0.5 / 1.25_f64.sqrt()).abs() < 1e-12);
    }
}
