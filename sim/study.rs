//! Studies: what a whole range of policies and assumptions gives, from one TOML file.
//!
//! A study varies *factors*, levers and assumptions kept apart, over a design of *points*. At every point it runs all its
//! scenarios in the same world and under the same chance, and studies each outcome of each scenario and its paired
//! difference to the first, the baseline. Every analysis is repeated for each combination of structural variants
//! (`Subject::combinations`).
//!
//! Reading (`read`) gives a validated [`Study`]: a `subject` and a method with its settings. `apply` makes scenarios of a
//! point; `runner` gives the values of points, keeping finished runs on disk; each of `methods` defines what it asks (`asks`)
//! and what it found; `carry_out` is the one place that distinguishes methods.

pub mod apply;
pub mod asks;
pub mod carry_out;
pub mod contrast;
pub mod csv;
pub mod evaluate;
pub mod factor;
pub mod fate;
pub mod goals;
pub mod kind;
pub mod measure;
pub mod methods;
pub mod picture;
pub mod read;
pub mod responses;
pub mod runner;
pub mod store;
pub mod subject;
pub mod targets;
pub mod text;
pub mod words;

use carry_out::{Findings, Method};
use evaluate::Failure;
use runner::Runner;
use subject::Subject;

/// Form of the text behind [`Study::hash`]. It changes whenever that text is put together in another way, so that a study
/// that was kept by an earlier layout is refused as that, and not as a study with other settings.
pub const LAYOUT: u32 = 3;

/// A validated study: what it is about, and what it asks.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Study {
    /// What it is about.
    pub subject: Subject,
    /// What it asks.
    pub method: Method,
}

impl Study {
    /// Runs what it asks and analyses it.
    ///
    /// # Errors
    /// When it was stopped or a point is no scenario.
    pub fn carry_out(&self, runner: &Runner) -> Result<Findings, Failure> {
        self.method.carry_out(&self.subject, runner)
    }

    /// Hash of everything that decides the results but the seed, the replicates and the version of the model.
    #[must_use]
    pub fn hash(&self) -> String {
        blake3::hash(self.key().as_bytes()).to_hex().to_string()
    }

    /// What the hash is of.
    fn key(&self) -> String {
        format!("{LAYOUT} {} {}", self.method.asks().key(), self.subject.key())
    }
}

#[cfg(test)]
mod tests {
    use super::carry_out::Method;
    use super::factor::{Factor, Levels, Role, Target};
    use super::methods::morris::Morris;
    use super::subject::{Combination, FactorIndex, Subject};
    use super::*;

    /// Whoever changes what the hash is of has to raise the layout, and then this text with it.
    #[test]
    fn the_hash_is_of_the_text_of_its_layout() {
        let factor = Factor {
            key: "staffing.audit_share".to_owned(),
            name_en: "audits".to_owned(),
            name_zh: "核查".to_owned(),
            role: Role::Lever,
            unit: "share",
            levels: Levels::Range { low: 0.0, high: 0.5, whole: false },
            target: Target::Key,
            scenarios: vec![0],
            default: 0.125,
        };
        let subject = Subject {
            name: "study".to_owned(),
            title: "Title".to_owned(),
            title_zh: "标题".to_owned(),
            file: "study.toml".to_owned(),
            text: "# study".to_owned(),
            sources: crate::scenario::sources::Sources::default(),
            scenarios: Vec::new(),
            outcomes: vec![crate::outcomes::outcome_kind("satisfaction").expect("an outcome")].into(),
            replicates: 3,
            factors: vec![factor].into(),
            combinations: vec![Combination { name: "as_is".to_owned(), settings: Vec::new() }],
        };
        let method = Method::Morris(Morris { trajectories: 2, levels: 4, resamples: 100, seed: 1 });
        let text = "3 morris Morris { trajectories: 2, levels: 4, resamples: 100, seed: 1 } [\"satisfaction\"] [] [Factor { key: \
                    \"staffing.audit_share\", name_en: \"audits\", name_zh: \"核查\", role: Lever, unit: \"share\", levels: Range { \
                    low: 0.0, high: 0.5, whole: false }, target: Key, scenarios: [0], default: 0.125 }] [Combination { name: \"as_is\", \
                    settings: [] }]";
        let study = Study { subject, method };
        assert_eq!(study.key(), text);
        // Neither titles nor replicates make another study.
        let mut other = study.clone();
        (other.subject.title, other.subject.replicates) = ("Other".to_owned(), 7);
        assert_eq!(other.hash(), study.hash());
        other.subject.factors[FactorIndex::at(0)].default = 0.25;
        assert_ne!(other.hash(), study.hash());
    }
}
