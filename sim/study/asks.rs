//! What every method does for a study, and what its findings do for readers: the two traits behind the sums.

use std::fmt::Debug;
use std::io::{self, Write};

use serde_json::{Map, Value};

use super::evaluate::{Batch, Failure, Sample, batch};
use super::kind::Kind;
use super::measure::Measure;
use super::picture::Picture;
use super::read::complete::Complaints;
use super::runner::{Runner, UnitKeys, Values, WorkItem};
use super::subject::Subject;
use super::words::Phrasing;

/// A method with its settings: what it asks of a subject.
pub trait Asks: Debug {
    /// What is known of it before any study asks it.
    fn kind(&self) -> &'static Kind;

    /// Points of its design as shares of the factors' ranges, `[point][factor]`; of a search, its first generation.
    fn shares(&self, subject: &Subject) -> Vec<Vec<f64>>;

    /// Points of one combination, at most.
    fn points_at_most(&self, subject: &Subject) -> u64;

    /// Reports what a subject lacks for it, or has too much of.
    fn complete(&self, subject: &Subject, complaints: &mut Complaints);

    /// Everything in its settings that decides the results, as text.
    fn key(&self) -> String {
        format!("{} {self:?}", self.kind().word)
    }

    /// Combinations and replicates of its points that count towards the largest study.
    fn size(&self, subject: &Subject) -> (usize, u32) {
        (subject.combinations.len(), subject.replicates)
    }

    /// Its runs stage by stage, where what a stage runs is chosen by what came out of those before; none where all runs are
    /// known before the first begins.
    fn stages<'a>(&'a self, _subject: &'a Subject) -> Option<Box<dyn Stages + 'a>> {
        None
    }

    /// Where its own days are set, if it has some.
    fn own_days(&self) -> Option<&'static str> {
        None
    }

    /// What its points are.
    fn counts(&self) -> &'static str {
        "Points"
    }

    /// Scenarios that are to be run.
    ///
    /// # Errors
    /// When a point is no scenario.
    fn batches(&self, subject: &Subject) -> Result<Vec<Batch>, Failure> {
        Ok(vec![batch(subject, &self.shares(subject))?])
    }

    /// What it would take.
    ///
    /// # Errors
    /// When a point is no scenario.
    fn load(&self, subject: &Subject, runner: &Runner) -> Result<WorkItem, Failure> {
        let loads = self.batches(subject)?.into_iter().map(|batch| runner.load(&batch.scenarios, batch.replicates));
        Ok(loads.fold(WorkItem::default(), WorkItem::plus))
    }

    /// Runs all that is known beforehand, or the runner's shard of it; analyses nothing.
    ///
    /// # Errors
    /// When it was stopped, a run could not be kept, or a point is no scenario.
    fn keep(&self, subject: &Subject, runner: &Runner) -> Result<(), Failure> {
        for Batch { scenarios, replicates } in self.batches(subject)? {
            runner.run(&scenarios, replicates, &[])?;
        }
        Ok(())
    }

    /// What identifies the units that [`Asks::keep`] keeps, each once, with so many replicates of each.
    ///
    /// # Errors
    /// When a point is no scenario.
    fn unit_keys(&self, subject: &Subject) -> Result<Vec<UnitKeys>, Failure> {
        let distinct = |Batch { scenarios, replicates }: Batch| UnitKeys::of(&scenarios, replicates);
        Ok(self.batches(subject)?.into_iter().map(distinct).collect())
    }
}

/// Runs of which a stage is known as soon as what came out of those before is recorded.
pub trait Stages {
    /// Number of the stage that is next, from 0, and how many there are.
    fn number(&self) -> (u32, u32);

    /// What the next stage runs; none where every stage was recorded.
    ///
    /// # Errors
    /// When a point is no scenario.
    fn next(&self) -> Result<Option<Batch>, Failure>;

    /// Takes what came out of the next stage, by scenario and replicate.
    fn record(&mut self, values: Values);
}

/// What came out of a method, for all combinations, with the settings that it came from.
pub trait Found {
    /// The points of a combination and what they gave; none where nothing is varied.
    fn sample(&self, combination: usize) -> Option<&Sample>;

    /// One of the tables of its kind.
    ///
    /// # Errors
    /// When it cannot be written.
    fn table(&self, name: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()>;

    /// Its text on a combination.
    fn text_of(&self, combination: usize, phrasing: &Phrasing) -> String;

    /// What it draws of a combination.
    fn picture<'a>(&'a self, subject: &'a Subject, combination: usize) -> Option<Picture<'a>>;

    /// What it adds to the JSON of a combination: some of the keys of [`super::text::OF_CROSS`].
    fn json_of(&self, subject: &Subject, combination: usize) -> Map<String, Value>;

    /// What it adds to the hash of a combination, beside points and responses.
    fn hashed(&self, _cross: usize) -> String {
        String::new()
    }

    /// What factors do to quantities, and the measure by which they are ranked.
    fn measures(&self, _cross: usize) -> (&[Measure], &'static str) {
        (&[], "")
    }

    /// What was asked, in a few lines.
    fn head(&self, kind: &'static Kind, phrasing: &Phrasing) -> String {
        phrasing.head(kind.names, self.sample(0).map_or(0, |sample| sample.responses.points.len()))
    }

    /// The whole text below the head.
    fn text(&self, phrasing: &Phrasing) -> String {
        let combinations = phrasing.subject.combinations.len();
        let all: Vec<(&Sample, (&[Measure], &'static str))> = (0..combinations)
            .filter_map(|combination| Some((self.sample(combination)?, self.measures(combination))))
            .collect();
        let mut out = if all.len() > 1 { phrasing.side_by_side(&all) } else { String::new() };
        for combination in 0..combinations {
            out += &phrasing.combination(combination);
            out += &self.text_of(combination, phrasing);
        }
        out
    }

    /// Claims with their verdicts, for the JSON.
    fn json_of_claims(&self, _subject: &Subject) -> Vec<Value> {
        Vec::new()
    }

    /// What stands at the foot of a figure of a combination: how many of what in English and Chinese.
    fn counted(&self, combination: usize) -> (usize, (&'static str, &'static str)) {
        (self.sample(combination).map_or(0, |sample| sample.responses.points.len()), ("points", "个设计点"))
    }
}
