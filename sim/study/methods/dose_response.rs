//! Dose and response: every lever in steps over its plausible range, each step paired with the base; and the difference
//! between the ends of the range again with single mechanisms off on both sides, which says through whom a lever works.
//!
//! The first combination of the study is the base world with every step of every lever; in each of the others one mechanism
//! is off, and the levers stand at the ends of their ranges alone. Which levers move something is not known before the runs,
//! so that the ends of all are run without each mechanism: shards can divide a design that is known.

pub mod asked;
pub mod judge;
mod read;
mod table;
mod text;

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::study::asks::{Asks, Found};
use crate::study::contrast::Effect;
use crate::study::evaluate::{Batch, Failure, Sample};
use crate::study::kind::{Key, Kind, Size, ValueKind};
use crate::study::picture::Picture;
use crate::study::read::complete::Complaints;
use crate::study::responses::Responses;
use crate::study::runner::Runner;
use crate::study::subject::Subject;
use crate::study::words::Phrasing;
use asked::{DoseResponse, Plan};
use judge::{Doses, judge};

/// The table of all steps.
const STEPS: &str = "dose_response.csv";

/// The table of what is left without mechanisms.
const ABLATION: &str = "ablation.csv";

/// The table of the levers.
const LEVERS: &str = "levers.csv";

/// The method.
pub static KIND: Kind = Kind {
    word: "dose_response",
    names: ("dose and response", "剂量—反应"),
    design: &[Size::LEVELS],
    sections: &[
        Key::new("matters", ValueKind::AnyTable, ""),
        Key::new("all_outcomes", ValueKind::Flag, "whether all other outcomes are judged as well"),
        Key::new("without", ValueKind::AnyTexts, "mechanisms that are switched off one by one"),
        Key::new("replicates_without", ValueKind::Whole(1, 10_000), "runs of every scenario with a mechanism off"),
    ],
    brings_outcomes: true,
    varies: true,
    tables: &[STEPS, LEVERS, ABLATION],
    dictionary: "\
| dose_response.csv | `lever`, `value`, `outcome`, `unit`, `least` | what is set to which value; smallest size that matters |
| dose_response.csv | `difference`, `low`, `high`, `verdict` | to the base, with 95% interval; `base`, `rises` or `falls` (the whole \
interval beyond `least`), `small` (all of it within `least`), `unclear`, `undefined`, `refused` (the value does not go with the \
base) |
| levers.csv | `lever`, `mechanism`, `from`, `base`, `to`, `unit` | the mechanism that it works through; lowest and highest value that were run, and that of the base |
| levers.csv | `clear`, `steps`, `moves`, `verdict` | steps of all outcomes that rise or fall, of how many; outcomes that it moves; \
`moves`, `moves_others`, `cost_alone`, `faint` (clear at single steps alone), `nothing_clear`, `nothing`, `mechanism_off`, `untested` |
| ablation.csv | `lever`, `outcome`, `unit`, `least`, `without` | of a lever and an outcome that it moves; the mechanism that is off, \
empty for none |
| ablation.csv | `difference`, `low`, `high`, `left` | from the lowest to the highest step, with 95% interval; what is left of it: \
`stays`, `less_than_half`, `vanishes`, `turns_round`, `grows`, `unclear`, `undefined`; empty where it was not clear to begin with |
",
};

/// What came out.
#[derive(Clone, Debug)]
pub struct Findings {
    /// By combination: the base world, those with a mechanism off.
    pub combinations: Vec<Sample>,
    /// What levers do.
    pub doses: Doses,
}

impl DoseResponse {
    /// The scenarios of a combination, in the order of its points.
    fn batch_of(&self, subject: &Subject, plan: &Plan, combination: usize) -> Result<Batch, Failure> {
        let scenario = |point: &Vec<f64>| subject.scenario_at(0, &subject.combinations[combination], point);
        let scenarios = plan.points(combination).iter().map(scenario).collect::<Result<_, _>>()?;
        Ok(Batch { scenarios, replicates: if combination == 0 { subject.replicates } else { self.replicates_without } })
    }

    /// Runs all steps and judges the levers.
    ///
    /// # Errors
    /// When it was stopped or a point is no scenario.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        let plan = self.plan(subject);
        let mut all = Vec::new();
        for combination in 0..subject.combinations.len() {
            let Batch { scenarios, replicates } = self.batch_of(subject, &plan, combination)?;
            let runs = runner.run(&scenarios, replicates, &subject.outcomes)?;
            let values = runs.into_iter().map(|runs| vec![runs]).collect();
            all.push(Responses { points: plan.points(combination).to_vec(), values });
        }
        let doses = judge(self, subject, plan, &all);
        Ok(Findings { combinations: all.into_iter().map(|given| Sample::new(subject, given)).collect(), doses })
    }
}

impl Asks for DoseResponse {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn key(&self) -> String {
        format!("{} {}", KIND.word, DoseResponse::key(self))
    }

    /// Its points are values, of which the base's own may lie outside of the range: none is a share of it.
    fn shares(&self, _: &Subject) -> Vec<Vec<f64>> {
        Vec::new()
    }

    fn points_at_most(&self, subject: &Subject) -> u64 {
        let steps = |factor| self.steps(factor).len() as u64;
        1 + subject.factors.iter().map(steps).sum::<u64>()
    }

    /// Steps are counted with every mechanism off as well: at most as many as in the base world.
    fn size(&self, subject: &Subject) -> (usize, u32) {
        (subject.combinations.len(), subject.replicates.max(self.replicates_without))
    }

    fn complete(&self, subject: &Subject, complaints: &mut Complaints) {
        complaints.levers_alone(subject);
        complaints.one_scenario(subject);
    }

    fn batches(&self, subject: &Subject) -> Result<Vec<Batch>, Failure> {
        let plan = self.plan(subject);
        (0..subject.combinations.len()).map(|combination| self.batch_of(subject, &plan, combination)).collect()
    }
}

impl Found for Findings {
    fn sample(&self, combination: usize) -> Option<&Sample> {
        self.combinations.get(combination)
    }

    fn table(&self, name: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        match name {
            STEPS => table::steps(&self.doses, subject, out),
            LEVERS => table::levers(&self.doses, subject, out),
            _ => table::ablation(&self.doses, subject, out),
        }
    }

    fn text(&self, phrasing: &Phrasing) -> String {
        text::doses(&self.doses, phrasing)
    }

    /// Levers are reported over all combinations.
    fn text_of(&self, _: usize, _: &Phrasing) -> String {
        String::new()
    }

    fn json_of(&self, subject: &Subject, combination: usize) -> Map<String, Value> {
        if combination > 0 {
            return Map::new();
        }
        let lever = |lever: &judge::Lever| {
            let moves = lever.answers.iter().filter(|answer| answer.moves).map(|answer| {
                let Effect { mean, low, high, constant } = answer.ends;
                let id = subject.outcomes[answer.outcome].id;
                json!({ "outcome": id, "difference": mean, "low": low, "high": high, "same_in_every_run": constant })
            });
            json!({
                "lever": subject.factors[lever.dose.factor].key, "verdict": lever.verdict().word(),
                "moves": moves.collect::<Vec<_>>(),
            })
        };
        Map::from_iter([("levers".to_owned(), self.doses.levers.iter().map(lever).collect())])
    }

    /// One picture of all combinations.
    fn picture<'a>(&'a self, _: &'a Subject, combination: usize) -> Option<Picture<'a>> {
        (combination == 0).then_some(Picture::Doses(&self.doses))
    }

    fn counted(&self, _: usize) -> (usize, (&'static str, &'static str)) {
        (self.doses.levers.len(), ("levers", "项政策参数"))
    }
}
