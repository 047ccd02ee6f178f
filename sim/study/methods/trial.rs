//! Virtual trials: a pilot is evaluated as an evaluator would do it, against the truth that only a simulator knows.
//!
//! On one day a reform begins in some communities, by a dated change as any scenario may have it. Who takes part is
//! decided on that day: at random, by volunteering, or the best first. An evaluator then sees the communities month by
//! month and estimates what the reform did: before against after, treated against untreated, or difference-in-differences.
//! The truth is the same world without the pilot: same seed, same bits until that day, and the same chance thereafter. It
//! has two sides, and both are told: what the pilot does to the communities that take part, and what to the others.
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
pub mod live;
pub mod panel;
pub mod plan;
pub mod power;
mod read;
mod tables;
mod text;

use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::study::asks::{Asks, Found};
use crate::study::evaluate::{Failure, Sample};
use crate::study::kind::{Holds, Key, Kind};
use crate::study::picture::Picture;
use crate::study::read::complete::Complaints;
use crate::study::runner::{Load, Runner};
use crate::study::subject::Subject;
use crate::study::words::Teller;
use assess::Trial;
use choose::Selection;
use live::Trying;
use panel::MEASURES;
use plan::Plan;

/// `[trial]`.
static KEYS: [Key; 9] = [
    Key::new("selections", Holds::Words(&Selection::WORDS), "how communities are chosen"),
    Key::new("communities", Holds::Wholes(2, 1_000_000), "sizes of the pilot, rising"),
    Key::new("day", Holds::Months(30), "first day of the reform"),
    Key::new("ramp_days", Holds::Whole(0, 36_500), "days until the new values are reached"),
    Key::new("before_days", Holds::Months(30), "what the evaluator sees before"),
    Key::new("wait_days", Holds::Months(0), "time for it to take hold"),
    Key::new("after_days", Holds::Months(30), "what the evaluator sees after that"),
    Key::new("best_by", Holds::Word(&MEASURES), "what makes the best community"),
    Key::new("volunteer_slope", Holds::Between(0.0, 20.0), "how much likelier the active come forward"),
];

/// The method.
pub static KIND: Kind = Kind {
    word: "trial",
    names: ("virtual trial", "虚拟试点评估"),
    design: &[],
    sections: &[Key::new(
        "trial",
        Holds::Table(&KEYS, &["communities"]),
        "who takes part in a pilot, and when it is evaluated",
    )],
    brings_outcomes: false,
    varies: false,
    tables: &["trial.csv", "panel.csv"],
    dictionary: tables::DICTIONARY,
};

/// What came out, cross by cross.
#[derive(Clone, Debug)]
pub struct Findings {
    /// What was asked.
    pub asked: Plan,
    /// By cross.
    pub crosses: Vec<Trial>,
}

impl Plan {
    /// Carries the trial out under every cross.
    ///
    /// # Errors
    /// When it was stopped, or a combination of variants is no scenario.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        let tried = |cross| assess::carried_out(self, subject, runner, cross);
        let crosses: Result<_, Failure> = subject.crosses.iter().map(tried).collect();
        Ok(Findings { asked: self.clone(), crosses: crosses? })
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

    fn load(&self, subject: &Subject, runner: &Runner) -> Result<Load, Failure> {
        let mut sum = Load::default();
        for cross in &subject.crosses {
            sum = sum.plus(Trying::at(self, subject, cross)?.load(runner));
        }
        Ok(sum)
    }

    fn keep(&self, subject: &Subject, runner: &Runner) -> Result<(), Failure> {
        for cross in &subject.crosses {
            Trying::at(self, subject, cross)?.run(runner)?;
        }
        Ok(())
    }

    fn unit_keys(&self, subject: &Subject) -> Result<Vec<(Vec<String>, u32)>, Failure> {
        let key = |cross| Ok(Trying::at(self, subject, cross)?.key().to_owned());
        let keys: Result<Vec<String>, Failure> = subject.crosses.iter().map(key).collect();
        Ok(vec![(keys?, subject.replicates)])
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

    fn head(&self, _: &'static Kind, teller: &Teller) -> String {
        text::head(self, teller)
    }

    fn text_of(&self, cross: usize, teller: &Teller) -> String {
        text::trial(&self.crosses[cross], &self.asked, teller)
    }

    fn json_of(&self, subject: &Subject, cross: usize) -> Map<String, Value> {
        Map::from_iter([("trial".to_owned(), json::trial(subject, &self.asked, &self.crosses[cross]))])
    }

    fn hashed(&self, cross: usize) -> String {
        let trial = &self.crosses[cross];
        format!("{:?} {:?} {:?}", trial.truths, trial.records, trial.needed)
    }

    fn picture<'a>(&'a self, _: &'a Subject, cross: usize) -> Option<Picture<'a>> {
        self.crosses.get(cross).map(|trial| Picture::Trial(trial, &self.asked))
    }

    fn counted(&self, _: usize) -> (usize, (&'static str, &'static str)) {
        (self.asked.pilots().len(), ("pilots", "种试点"))
    }
}
