//! Claims of the literature as hypotheses: each is a contrast of policies, tested in the shipped world, in many other worlds,
//! and with single mechanisms switched off.
//!
//! A claim weighs scenarios: a policy against another, what several policies do together beyond the sum of what each does
//! alone, or what each adds to all the others beyond what it adds alone. For each of its outcomes it says whether the
//! contrast should rise or fall; the study says from what size on that matters. The first combination of the study is the shipped
//! world, the last one the other worlds (a Latin hypercube over assumptions and structural variants), those between have
//! one mechanism off on all sides. Of the other worlds those count whose baseline is not far from what is published
//! (`plausible`). `verdict` chooses the words.

pub mod asked;
mod commentary;
mod elsewhere;
pub mod judge;
mod one;
pub mod plausible;
mod read;
mod table;
mod text;
pub mod verdict;

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::scenario::Scenario;
use crate::statistics::designs::latin_hypercube;
use crate::study::asks::{Asks, Found};
use crate::study::contrast::Effect;
use crate::study::evaluate::{self, Batch, Failure, Sample};
use crate::study::kind::{Key, Kind, Size, ValueKind};
use crate::study::picture::Picture;
use crate::study::read::complete::Complaints;
use crate::study::responses::Responses;
use crate::study::runner::Runner;
use crate::study::subject::Subject;
use crate::study::words::Phrasing;
use crate::words::Language;
use asked::{Claim, Claims};
use judge::{Judged, judge};
use plausible::Scores;
use verdict::Shares;

/// The method.
pub static KIND: Kind = Kind {
    word: "claims",
    names: ("test of claims", "主张检验"),
    design: &[Size::POINTS, Size::SEED],
    sections: &[
        Key::new("claim", ValueKind::AnyTables, ""),
        Key::new("commentary", ValueKind::Text, "a file, relative to this one"),
        Key::new("commentary_zh", ValueKind::Text, "the same in Chinese"),
        plausible::SECTION,
        Key::new("silent", ValueKind::AnyTables, ""),
        Key::new("matters", ValueKind::AnyTable, ""),
        Key::new("worlds", ValueKind::AnyTable, ""),
    ],
    brings_outcomes: true,
    varies: true,
    tables: &["claims.csv", "worlds.csv"],
    dictionary: "\
| claims.csv | `claim`, `outcome`, `unit`, `expected`, `least` | id; what the claim lets `rise` or `fall`; smallest size that \
matters |
| claims.csv | `where`, `mean`, `low`, `high` | `shipped` world and `without` a mechanism: the contrast with its 95% interval; \
`shipped as ratio`: what is taken together over what its parts multiply to, in odds for shares and scales; \
other `worlds` and the `plausible worlds` among them: median, 5% and 95% quantile |
| claims.csv | `as_claimed_share` to `sign_share`, `worlds`, `chance_share`, `verdict` | of the other worlds: as claimed and \
large enough to matter, too small, the opposite, of the claimed sign; their number; share of their spread that is chance; \
verdict on the outcome (beside `worlds` what it would be if all of them counted), and what a mechanism leaves of it |
| worlds.csv | `world`, `outcome`, `unit`, `target`, `tolerance`, `mean`, `implausibility`, `plausible` | of the baseline of a world \
(`shipped`, then the others by number): what is published and what it makes, and their distance in standard deviations; \
whether no target of the world is further away than the largest implausibility |
",
};

/// What came out.
#[derive(Clone, Debug)]
pub struct Findings {
    /// What was asked.
    pub asked: Claims,
    /// By combination: the shipped world, those with a mechanism off, the other worlds.
    pub combinations: Vec<Sample>,
    /// What became of the claims, in their order.
    pub judged: Vec<Judged>,
    /// How the worlds stand to what is published, if that was asked.
    pub scores: Option<Scores>,
}

/// Which scenarios a combination needs: the baseline, and those of the claims that ask for it.
fn needed(asked: &Claims, subject: &Subject, combination: usize) -> Vec<bool> {
    let mut needed = vec![false; subject.scenarios.len()];
    needed[0] = true;
    let off = subject.combinations[combination].name.strip_suffix("=false");
    for claim in &asked.claims {
        if off.is_none_or(|name| claim.without.iter().any(|without| without == name)) {
            claim.terms.iter().for_each(|(scenario, _)| needed[*scenario] = true);
        }
    }
    needed
}

/// The points of a combination: the other worlds of the last one, the shipped values in the others.
fn points(asked: &Claims, subject: &Subject, combination: usize) -> Vec<Vec<f64>> {
    if combination + 1 == subject.combinations.len() {
        evaluate::points(subject, &asked.shares(subject))
    } else {
        vec![subject.factors.iter().map(|factor| factor.default).collect()]
    }
}

/// Crosses with as many runs each: the shipped world, those with a mechanism off, the other worlds.
fn groups(asked: &Claims, subject: &Subject) -> [(Vec<usize>, u32); 3] {
    let last = subject.combinations.len() - 1;
    let Claims { world_replicates, without_replicates, .. } = *asked;
    [(vec![0], subject.replicates), ((1..last).collect(), without_replicates), (vec![last], world_replicates)]
}

/// The scenarios that the combinations need, in order of combinations, points and scenarios.
fn scenarios(asked: &Claims, subject: &Subject, combinations: &[usize]) -> Result<Vec<Scenario>, Failure> {
    let mut scenarios = Vec::new();
    for &combination in combinations {
        let needed = needed(asked, subject, combination);
        for point in points(asked, subject, combination) {
            for index in (0..needed.len()).filter(|index| needed[*index]) {
                scenarios.push(subject.scenario_at(index, &subject.combinations[combination], &point)?);
            }
        }
    }
    Ok(scenarios)
}

impl Claims {
    /// Runs all combinations and judges the claims.
    ///
    /// # Errors
    /// When it was stopped or a point is no scenario.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        let mut all = Vec::new();
        for (combinations, replicates) in groups(self, subject) {
            let scenarios = scenarios(self, subject, &combinations)?;
            let mut runs = runner.run(&scenarios, replicates, &subject.outcomes)?.into_iter();
            for combination in combinations {
                let needed = needed(self, subject, combination);
                let mut responses = Responses { points: points(self, subject, combination), values: Vec::new() };
                for _ in &responses.points {
                    // A scenario that no claim needs here has no runs.
                    let runs_of = |needed: &bool| if *needed { runs.next().unwrap_or_default() } else { Vec::new() };
                    responses.values.push(needed.iter().map(runs_of).collect());
                }
                all.push(responses);
            }
        }
        let scores = self.plausible.as_ref().map(|plausible| Scores::of(plausible, &all));
        let judged = self.claims.iter().map(|claim| judge(self, subject, claim, (&all, scores.as_ref()))).collect();
        let combinations = all.into_iter().map(|responses| Sample::new(subject, responses)).collect();
        Ok(Findings { asked: self.clone(), combinations, judged, scores })
    }
}

impl Asks for Claims {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn key(&self) -> String {
        format!("{} {}", KIND.word, Claims::key(self))
    }

    /// The other worlds.
    fn shares(&self, subject: &Subject) -> Vec<Vec<f64>> {
        latin_hypercube(self.points as usize, subject.factors.len(), u64::from(self.seed))
    }

    fn points_at_most(&self, _: &Subject) -> u64 {
        u64::from(self.points)
    }

    /// Only the other worlds have points.
    fn size(&self, _: &Subject) -> (usize, u32) {
        (1, self.world_replicates)
    }

    fn complete(&self, subject: &Subject, complaints: &mut Complaints) {
        complaints.assumptions_alone(subject);
    }

    fn batches(&self, subject: &Subject) -> Result<Vec<Batch>, Failure> {
        let batch = |(combinations, replicates): (Vec<usize>, u32)| {
            Ok(Batch { scenarios: scenarios(self, subject, &combinations)?, replicates })
        };
        groups(self, subject).into_iter().map(batch).collect()
    }
}

impl Found for Findings {
    fn sample(&self, combination: usize) -> Option<&Sample> {
        self.combinations.get(combination)
    }

    fn table(&self, name: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        if name == "worlds.csv" { table::worlds(self, subject, out) } else { table::table(self, subject, out) }
    }

    fn head(&self, _: &'static Kind, phrasing: &Phrasing) -> String {
        text::head(self, phrasing)
    }

    fn text(&self, phrasing: &Phrasing) -> String {
        text::claims(self, phrasing)
    }

    /// Claims are reported over all combinations.
    fn text_of(&self, _: usize, _: &Phrasing) -> String {
        String::new()
    }

    fn json_of(&self, _: &Subject, _: usize) -> Map<String, Value> {
        Map::new()
    }

    fn json_of_claims(&self, subject: &Subject) -> Vec<Value> {
        let claim = |(claim, judged): (&Claim, &Judged)| {
            let tested = judged.tested.iter().map(|tested| {
                let Effect { mean, low, high, constant } = tested.here;
                let of = |shares: Shares| {
                    json!({
                        "worlds": shares.worlds, "as_claimed_share": shares.as_claimed, "little_share": shares.little,
                        "opposite_share": shares.opposite,
                    })
                };
                json!({
                    "outcome": subject.outcomes[tested.outcome].id, "expected": if tested.rise { "rise" } else { "fall" },
                    "mean": mean, "low": low, "high": high, "same_in_every_run": constant, "all_worlds": of(tested.all),
                    "plausible_worlds": tested.plausible.map(of), "verdict": tested.verdict.word(),
                    "verdict_over_all_worlds": tested.verdict_all.word(),
                })
            });
            let [verdict, over_all] =
                [judged.overall, judged.overall_all].map(|overall| overall.words(Language::English));
            json!({
                "claim": claim.id, "verdict": verdict, "verdict_over_all_worlds": over_all,
                "outcomes": tested.collect::<Vec<_>>(),
            })
        };
        self.asked.claims.iter().zip(&self.judged).map(claim).collect()
    }

    /// One picture of all combinations.
    fn picture<'a>(&'a self, _: &'a Subject, combination: usize) -> Option<Picture<'a>> {
        (combination == 0).then_some(Picture::Claims(&self.asked, &self.judged, self.scores.as_ref()))
    }

    fn counted(&self, _: usize) -> (usize, (&'static str, &'static str)) {
        (self.asked.claims.len(), ("claims", "项主张"))
    }
}
