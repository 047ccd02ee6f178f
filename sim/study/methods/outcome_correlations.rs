//! Rank correlations between outcomes, each on the side on which it is better: over the scenarios of the study, and over random
//! policies drawn from the plausible ranges of levers. Where they are negative, one outcome praises a policy for what another
//! condemns.
//!
//! The first point is the study's scenarios as they are; at the others only the first scenario is run, with a policy drawn
//! from a Latin hypercube. Levers act from day 0, so that all of them share one world a replicate, whatever their number.

pub mod agreement;
mod table;
mod text;

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::sampled::{Design, Points};
use crate::outcomes::{HEADLINES, outcome_kind};
use crate::scenario::Scenario;
use crate::study::apply;
use crate::study::asks::{Asks, Found};
use crate::study::evaluate::{Batch, Failure, Sample};
use crate::study::factor::Role;
use crate::study::kind::{Key, Kind, Size, ValueKind};
use crate::study::picture::Picture;
use crate::study::read::complete::Complaints;
use crate::study::read::reading::Reading;
use crate::study::responses::Responses;
use crate::study::runner::Runner;
use crate::study::subject::{Combination, Subject};
use crate::study::words::Phrasing;
use agreement::{Agreement, Over};

/// The table of pairs.
const PAIRS: &str = "correlations.csv";

/// The table of the matrix.
const MATRIX: &str = "matrix.csv";

const KEYS: [Key; 1] =
    [Key::new("below", ValueKind::Between(-1.0, 0.0), "pairs of headline outcomes below it are listed")];

/// From where on pairs are listed, unless the file sets it.
const BELOW: f64 = -0.3;

/// Cases that a correlation takes at least.
const FEWEST: usize = 3;

/// The method.
pub static KIND: Kind = Kind {
    word: "correlations",
    names: ("correlations between outcomes", "指标间秩相关"),
    design: &[Size::POINTS, Size::SEED, Size::RESAMPLES],
    sections: &[Key::new("correlations", ValueKind::Table(&KEYS, &[]), "which pairs are listed")],
    brings_outcomes: true,
    varies: true,
    tables: &[PAIRS, MATRIX],
    dictionary: "\
| correlations.csv | `over`, `cases` | `scenarios` of the study, or random `policies`; how many of them, where both outcomes are defined |
| correlations.csv | `outcome`, `with`, `rank_correlation`, `low`, `high` | two outcomes, each on the side on which it is better (neutral \
ones as they are); Spearman's correlation of means over replicates, with 95% bootstrap interval over cases |
| correlations.csv | `conflict` | whether both are headline outcomes with a better side, and the correlation is below what the study sets |
| matrix.csv | `over`, `outcome`, one column an outcome | the same as a matrix |
",
};

/// What is asked.
#[derive(Clone, Debug)]
pub struct OutcomeCorrelations {
    /// The random policies.
    pub points: Points,
    /// Resamples behind intervals.
    pub resamples: u32,
    /// From where on pairs are listed.
    pub below: f64,
}

/// What came out under one combination.
#[derive(Clone, Debug)]
pub struct Crossed {
    /// Points and what they gave: the scenarios as they are, then the random policies.
    pub sample: Sample,
    /// Correlations over scenarios and over policies, where there are enough of them.
    pub agreements: Vec<Agreement>,
    /// Random policies that were run.
    pub policies: usize,
    /// Random policies that are no scenario.
    pub left_out: usize,
}

/// What came out, combination by combination.
#[derive(Clone, Debug)]
pub struct Findings {
    /// By combination.
    pub combinations: Vec<Crossed>,
}

impl OutcomeCorrelations {
    /// What a study file asks; without outcomes, the headline outcomes.
    pub fn read(reading: &mut Reading, subject: &mut Subject) -> Self {
        if reading.outcomes.is_none() {
            subject.outcomes = HEADLINES.iter().filter_map(|id| outcome_kind(id)).collect();
        }
        let mut below = BELOW;
        if let Some((_, table)) = reading.table("correlations") {
            let reader = &mut *reading.reader;
            for (key, place, node) in reader.entries(table) {
                if key != "below" {
                    reader.unknown("correlations", key, &place, &Key::names(&KEYS));
                    continue;
                }
                match reader.finite("correlations.below", node) {
                    Some(value) if (-1.0..=0.0).contains(&value) => below = value,
                    Some(_) => {
                        let help = "correlations from there down to -1 are listed";
                        reader.wrong(node, "correlations.below", "a number from -1 to 0", help);
                    }
                    None => {}
                }
            }
        }
        let resamples = reading.size(Size::RESAMPLES, crate::statistics::estimate::RESAMPLES);
        Self { points: Points::read(reading, Design::LatinHypercube, 200), resamples, below }
    }

    /// The random policies that go together, and how many do not.
    fn policies(&self, subject: &Subject, combination: &Combination) -> (Vec<Vec<f64>>, usize) {
        let drawn: Vec<Vec<f64>> =
            self.shares(subject).iter().map(|shares| apply::values(&subject.factors, shares)).collect();
        let number = drawn.len();
        let kept: Vec<Vec<f64>> =
            drawn.into_iter().filter(|point| subject.scenario_at(0, combination, point).is_ok()).collect();
        let left_out = number - kept.len();
        (kept, left_out)
    }

    /// The scenarios of a combination: those of the study, then one for each policy.
    fn scenarios(
        subject: &Subject,
        combination: &Combination,
        policies: &[Vec<f64>],
    ) -> Result<Vec<Scenario>, Failure> {
        // A scenario keeps its own policy: no lever is moved in it.
        let still = Subject { factors: Vec::new().into(), ..subject.clone() };
        let own = (0..subject.scenarios.len()).map(|index| still.scenario_at(index, combination, &[]));
        let drawn = policies.iter().map(|point| subject.scenario_at(0, combination, point));
        Ok(own.chain(drawn).collect::<Result<_, _>>()?)
    }

    /// Runs scenarios and policies, and correlates their outcomes.
    ///
    /// # Errors
    /// When it was stopped or a scenario does not go together.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        let mut findings = Findings { combinations: Vec::new() };
        let each = subject.scenarios.len();
        for combination in &subject.combinations {
            let (drawn, left_out) = self.policies(subject, combination);
            let policies = drawn.len();
            let scenarios = Self::scenarios(subject, combination, &drawn)?;
            let mut runs = runner.run(&scenarios, runner.replicates, &subject.outcomes)?.into_iter();
            let own: Vec<_> = runs.by_ref().take(each).collect();
            let over_scenarios: Vec<Vec<Vec<f64>>> = own.clone();
            let over_policies: Vec<Vec<Vec<f64>>> = runs.collect();
            let agreements = [(Over::Scenarios, &over_scenarios), (Over::Policies, &over_policies)]
                .into_iter()
                .filter(|(_, runs)| runs.len() >= FEWEST)
                .map(|(over, runs)| Agreement::of(over, subject, runs, self))
                .collect();
            // At a policy only the first scenario has runs.
            let of_policy = |runs: Vec<Vec<f64>>| {
                let mut values = vec![Vec::new(); each];
                values[0] = runs;
                values
            };
            let base = subject.factors.iter().map(|factor| factor.default).collect();
            let points = [base].into_iter().chain(drawn).collect();
            let values = [own].into_iter().chain(over_policies.into_iter().map(of_policy)).collect();
            let sample = Sample::new(subject, Responses { points, values });
            findings.combinations.push(Crossed { sample, agreements, policies, left_out });
        }
        Ok(findings)
    }
}

impl Asks for OutcomeCorrelations {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn shares(&self, subject: &Subject) -> Vec<Vec<f64>> {
        self.points.shares(subject)
    }

    fn points_at_most(&self, _: &Subject) -> u64 {
        u64::from(self.points.number)
    }

    fn complete(&self, subject: &Subject, complaints: &mut Complaints) {
        complaints.levers_alone(subject);
        if subject.of_role(Role::Lever).next().is_some() && subject.outcomes.len() < 2 {
            complaints.say(
                "correlations of one outcome".to_owned(),
                "at least two outcomes",
                "name more of them, or leave outcomes out for the headline outcomes",
            );
        }
    }

    fn batches(&self, subject: &Subject) -> Result<Vec<Batch>, Failure> {
        let batch = |combination: &Combination| {
            let (policies, _) = self.policies(subject, combination);
            let scenarios = Self::scenarios(subject, combination, &policies)?;
            Ok(Batch { scenarios, replicates: subject.replicates })
        };
        subject.combinations.iter().map(batch).collect()
    }
}

impl Found for Findings {
    fn sample(&self, combination: usize) -> Option<&Sample> {
        self.combinations.get(combination).map(|crossed| &crossed.sample)
    }

    fn table(&self, name: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        if name == PAIRS { table::pairs(self, subject, out) } else { table::matrix(self, subject, out) }
    }

    fn head(&self, kind: &'static Kind, phrasing: &Phrasing) -> String {
        text::head(kind, self.combinations.first().map_or(0, |crossed| crossed.policies), phrasing)
    }

    fn counted(&self, combination: usize) -> (usize, (&'static str, &'static str)) {
        let policies = self.combinations.get(combination).map_or(0, |crossed| crossed.policies);
        (policies, ("random policies", "项随机政策"))
    }

    fn text_of(&self, combination: usize, phrasing: &Phrasing) -> String {
        text::agreements(&self.combinations[combination], phrasing)
    }

    fn json_of(&self, subject: &Subject, combination: usize) -> Map<String, Value> {
        let pairs = self.combinations[combination].agreements.iter().flat_map(|agreement| {
            agreement.pairs.iter().map(|pair| {
                let [one, other] = pair.outcomes.map(|outcome| subject.outcomes[outcome].id);
                let estimate = pair.estimate;
                json!({
                    "over": agreement.over.word(), "outcome": one, "with": other, "rank_correlation": estimate.value,
                    "low": estimate.low, "high": estimate.high, "cases": pair.cases, "conflict": pair.conflict,
                })
            })
        });
        Map::from_iter([("correlations".to_owned(), pairs.collect())])
    }

    fn picture<'a>(&'a self, _: &'a Subject, combination: usize) -> Option<Picture<'a>> {
        self.combinations.get(combination).map(|crossed| Picture::Agreement(&crossed.agreements))
    }
}
