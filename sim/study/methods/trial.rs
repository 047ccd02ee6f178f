//! Virtual trials: a pilot is evaluated as an evaluator would do it, against the truth that only a simulator knows.
//!
//! On one day a reform begins in some communities, by a dated change as any scenario may have it. Who takes part is
//! decided on that day: at random, by volunteering, or the best first; or the study names them. An evaluator then sees the communities month by
//! month and estimates what the reform did: before against after, treated against untreated, or difference-in-differences.
//! The truth is the same world without the pilot: same seed, same bits until that day, and the same chance thereafter. It
//! has two sides, and both are reported: what the pilot does to the communities that take part, and what to the others.
//! Evaluators are measured against the first.
//!
//! Nobody programmes a bias in. Volunteers and the best differ from the others before anything begins (selection); who
//! happened to be best on a day is less so later (regression to the mean; Galton 1886); the city drifts while the pilot runs;
//! and communities of a subdistrict share departments and an office, so that the untreated change as well
//! (interference; Hudgens & Halloran 2008, doi 10.1198/016214508000000292). Difference-in-differences takes the change of
//! the others off; where they change because of the pilot, that is part of its bias.

pub mod assess;
pub mod choose;
pub mod estimate;
mod json;
pub mod panel;
pub mod plan;
pub mod power;
mod read;
pub mod simulate;
mod tables;
mod text;

use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::study::asks::{Asks, Found};
use crate::study::evaluate::{Failure, Sample};
use crate::study::kind::{Key, Kind, ValueKind};
use crate::study::picture::Picture;
use crate::study::read::complete::Complaints;
use crate::study::runner::{Runner, UnitKeys, WorkItem};
use crate::study::subject::Subject;
use crate::study::words::Phrasing;
use assess::Trial;
use choose::Selection;
use panel::MEASURES;
use plan::Plan;
use simulate::Trying;

/// `[trial]`.
static KEYS: [Key; 10] = [
    Key::new("selections", ValueKind::Words(&Selection::WORDS), "how communities are chosen"),
    Key::new("communities", ValueKind::Wholes(2, 1_000_000), "sizes of the pilot, rising"),
    Key::new("named", ValueKind::AnyTexts, "the communities that take part, by name"),
    Key::new("day", ValueKind::Months(30), "first day of the reform"),
    Key::new("ramp_days", ValueKind::Whole(0, 36_500), "days until the new values are reached"),
    Key::new("before_days", ValueKind::Months(30), "what the evaluator sees before"),
    Key::new("wait_days", ValueKind::Months(0), "time for it to take hold"),
    Key::new("after_days", ValueKind::Months(30), "what the evaluator sees after that"),
    Key::new("best_by", ValueKind::Word(&MEASURES), "what makes the best community"),
    Key::new("volunteer_slope", ValueKind::Between(0.0, 20.0), "how much likelier the active come forward"),
];

/// The method.
pub static KIND: Kind = Kind {
    word: "trial",
    names: ("virtual trial", "虚拟试点评估"),
    design: &[],
    sections: &[Key::new(
        "trial",
        ValueKind::Table(&KEYS, &["communities"]),
        "who takes part in a pilot, and when it is evaluated",
    )],
    brings_outcomes: false,
    varies: false,
    tables: &["trial.csv", "panel.csv"],
    dictionary: tables::DICTIONARY,
};

/// What came out, combination by combination.
#[derive(Clone, Debug)]
pub struct Findings {
    /// What was asked.
    pub asked: Plan,
    /// By combination.
    pub combinations: Vec<Trial>,
}

impl Plan {
    /// Carries the trial out under every combination.
    ///
    /// # Errors
    /// When it was stopped, or a combination of variants is no scenario.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        let tried = |combination| assess::carried_out(self, subject, runner, combination);
        let combinations: Result<_, Failure> = subject.combinations.iter().map(tried).collect();
        Ok(Findings { asked: self.clone(), combinations: combinations? })
    }
}

impl Asks for Plan {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    /// Nothing is varied.
    fn shares(&self, _: &Subject) -> Vec<Vec<f64>> {
        vec![Vec::new()]
    }

    fn points_at_most(&self, _: &Subject) -> u64 {
        self.pilots().len() as u64
    }

    fn complete(&self, subject: &Subject, complaints: &mut Complaints) {
        read::complete(subject, complaints);
    }

    fn own_days(&self) -> Option<&'static str> {
        Some("write day, wait_days and after_days under [trial]")
    }

    fn counts(&self) -> &'static str {
        "Pilots"
    }

    fn load(&self, subject: &Subject, runner: &Runner) -> Result<WorkItem, Failure> {
        let mut sum = WorkItem::default();
        for combination in &subject.combinations {
            sum = sum.plus(Trying::at(self, subject, combination)?.load(runner));
        }
        Ok(sum)
    }

    fn keep(&self, subject: &Subject, runner: &Runner) -> Result<(), Failure> {
        for combination in &subject.combinations {
            Trying::at(self, subject, combination)?.run(runner)?;
        }
        Ok(())
    }

    fn unit_keys(&self, subject: &Subject) -> Result<Vec<UnitKeys>, Failure> {
        let key = |combination| Ok(Trying::at(self, subject, combination)?.key().to_owned());
        let keys: Result<Vec<String>, Failure> = subject.combinations.iter().map(key).collect();
        Ok(vec![UnitKeys::by_replicate(keys?, subject.replicates)])
    }
}

impl Found for Findings {
    fn sample(&self, _: usize) -> Option<&Sample> {
        None
    }

    fn table(&self, name: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        match name {
            "trial.csv" => tables::trial(self, subject, out),
            _ => tables::panel(self, subject, out),
        }
    }

    fn head(&self, _: &'static Kind, phrasing: &Phrasing) -> String {
        text::head(self, phrasing)
    }

    fn text_of(&self, combination: usize, phrasing: &Phrasing) -> String {
        text::trial(&self.combinations[combination], &self.asked, phrasing)
    }

    fn json_of(&self, subject: &Subject, combination: usize) -> Map<String, Value> {
        Map::from_iter([("trial".to_owned(), json::trial(subject, &self.asked, &self.combinations[combination]))])
    }

    fn hashed(&self, combination: usize) -> String {
        let trial = &self.combinations[combination];
        format!("{:?} {:?} {:?}", trial.truths, trial.records, trial.needed)
    }

    fn picture<'a>(&'a self, _: &'a Subject, combination: usize) -> Option<Picture<'a>> {
        self.combinations.get(combination).map(|trial| Picture::Trial(trial, &self.asked))
    }

    fn counted(&self, _: usize) -> (usize, (&'static str, &'static str)) {
        (self.asked.pilots().len(), ("pilots", "种试点"))
    }
}
