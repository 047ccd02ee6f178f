//! Robustness: regret and satisficing of policies over worlds.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::sampled::{Design, Points};
use crate::outcomes::Direction;
use crate::statistics::interval::mean;
use crate::statistics::regret::{Threshold, regrets, satisficing};
use crate::study::asks::{Asks, Found};
use crate::study::csv::{number, writer};
use crate::study::evaluate::{Failure, Sample, sampled};
use crate::study::goals::{Bound, Robust};
use crate::study::kind::{BOUND, Key, Kind, ValueKind};
use crate::study::picture::Picture;
use crate::study::read::complete::Complaints;
use crate::study::read::reading::Reading;
use crate::study::responses::Responses;
use crate::study::runner::Runner;
use crate::study::subject::{OutcomeIndex, Quantity, Subject};
use crate::study::words::Phrasing;
use crate::table::{aligned, figures, wrapped};
use crate::words::Language;

/// The method.
pub static KIND: Kind = Kind {
    word: "robustness",
    names: ("robustness", "稳健性分析"),
    design: &Points::SIZES,
    sections: &[Key::new(
        "robustness",
        ValueKind::Table(&[Key::new("threshold", ValueKind::Tables(0, &BOUND, &["outcome"]), "what is good enough")], &[]),
        "what is good enough",
    )],
    brings_outcomes: false,
    varies: true,
    tables: &["regret.csv"],
    dictionary: "\
| regret.csv | `scenario`, `outcome`, `measure`, `value`, `unit`, `worlds` | `regret_max`, `regret_mean`, `regret_p90`: loss against the best \
scenario of each world; `satisficing_share`: share of worlds in which all thresholds are kept |
",
};

/// What is compared over which worlds.
#[derive(Clone, Debug)]
pub struct Robustness {
    /// Worlds.
    pub points: Points,
    /// What is good enough.
    pub thresholds: Vec<Bound>,
}

/// What came out under one combination.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Worlds and what they gave.
    pub sample: Sample,
    /// Regrets by outcome and scenario.
    pub robust: Vec<Robust>,
    /// Share of worlds in which a scenario keeps all thresholds, by scenario; empty without thresholds.
    pub satisficing: Vec<f64>,
}

/// What came out, combination by combination.
#[derive(Clone, Debug)]
pub struct Findings {
    /// What was asked.
    pub asked: Robustness,
    /// By combination.
    pub combinations: Vec<Compared>,
}

impl Robustness {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading, subject: &mut Subject) -> Self {
        let mut thresholds = Vec::new();
        if let Some((_, table)) = reading.table("robustness") {
            let reader = &mut *reading.reader;
            for (key, place, node) in reader.entries(table) {
                if key == "threshold" {
                    for (table, place) in reader.tables("robustness.threshold", node) {
                        thresholds.extend(reader.bound("robustness.threshold", table, &place, subject));
                    }
                } else {
                    reader.unknown("robustness", key, &place, &["threshold"]);
                }
            }
        }
        Self { points: Points::read(reading, Design::LatinHypercube, 100), thresholds }
    }

    /// Runs all scenarios in all worlds and compares them.
    ///
    /// # Errors
    /// When it was stopped or a point is no scenario.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        let responses = sampled(subject, runner, &self.shares(subject))?;
        let combinations = responses.into_iter().map(|responses| self.compared(subject, responses)).collect();
        Ok(Findings { asked: self.clone(), combinations })
    }

    fn compared(&self, subject: &Subject, responses: Responses) -> Compared {
        let means =
            |scenario: usize, outcome: OutcomeIndex| responses.means(Quantity { scenario, outcome, difference: false });
        let policies = 0..subject.scenarios.len();
        let mut robust = Vec::new();
        let directed = subject.outcomes.each().filter(|(_, kind)| kind.direction != Direction::Neutral);
        for (outcome, kind) in directed {
            let values: Vec<Vec<f64>> = policies.clone().map(|policy| means(policy, outcome)).collect();
            let regrets = regrets(&values, kind.direction == Direction::Up).into_iter().enumerate();
            robust.extend(regrets.map(|(scenario, regret)| Robust { scenario, outcome, regret }));
        }
        let threshold = |bound: &Bound| {
            if bound.at_most { Threshold::AtMost(bound.value) } else { Threshold::AtLeast(bound.value) }
        };
        let thresholds: Vec<Threshold> = self.thresholds.iter().map(threshold).collect();
        let of = |policy: usize| -> Vec<Vec<f64>> {
            let columns: Vec<Vec<f64>> = self.thresholds.iter().map(|bound| means(policy, bound.outcome)).collect();
            (0..responses.points.len()).map(|world| columns.iter().map(|column| column[world]).collect()).collect()
        };
        let satisficing = if thresholds.is_empty() {
            Vec::new()
        } else {
            satisficing(&policies.map(of).collect::<Vec<_>>(), &thresholds)
        };
        Compared { sample: Sample::with_chance(subject, responses, self.points.seed), robust, satisficing }
    }
}

impl Asks for Robustness {
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
        complaints.assumptions_alone(subject);
        if subject.scenarios.len() < 2 {
            complaints.say(
                "there is only one policy, so that no regret can be computed".to_owned(),
                "at least two scenarios",
                "name more policies",
            );
        }
    }
}

impl Found for Findings {
    fn sample(&self, combination: usize) -> Option<&Sample> {
        self.combinations.get(combination).map(|compared| &compared.sample)
    }

    fn table(&self, _: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        let mut table = writer(out);
        table.write_record(["cross", "scenario", "outcome", "measure", "value", "unit", "worlds"])?;
        for (combination, compared) in subject.combinations.iter().zip(&self.combinations) {
            for robust in &compared.robust {
                let (scenario, kind) = (&subject.scenarios[robust.scenario].name, subject.outcomes[robust.outcome]);
                let r = &robust.regret;
                for (measure, value) in [("regret_max", r.max), ("regret_mean", r.mean), ("regret_p90", r.p90)] {
                    let (value, worlds) = (number(value), r.worlds.to_string());
                    table.write_record([&combination.name, scenario, kind.id, measure, &value, kind.unit, &worlds])?;
                }
            }
            let worlds = compared.sample.responses.points.len().to_string();
            for (scenario, share) in subject.scenarios.iter().zip(&compared.satisficing) {
                let share = number(*share);
                table.write_record([
                    &combination.name,
                    &scenario.name,
                    "",
                    "satisficing_share",
                    &share,
                    "share",
                    &worlds,
                ])?;
            }
        }
        table.flush()
    }

    fn text_of(&self, combination: usize, phrasing: &Phrasing) -> String {
        let compared = &self.combinations[combination];
        let mut out: String = phrasing.subject.outcomes.places().map(|o| regret(compared, o, phrasing)).collect();
        if !compared.satisficing.is_empty() {
            let bounds = phrasing.listed(&phrasing.bounds(&self.asked.thresholds));
            let head = match phrasing.language {
                Language::English => format!("Good enough: {bounds}"),
                Language::Chinese => format!("达标：{bounds}"),
            };
            let mut rows = vec![vec![head, phrasing.pick("share of worlds", "世界占比").to_owned()]];
            for (scenario, share) in compared.satisficing.iter().enumerate() {
                rows.push(vec![format!("  {}", phrasing.title(scenario)), phrasing.percent(*share)]);
            }
            out += &aligned(&rows);
            out.push('\n');
        }
        out + &wrapped(phrasing.pick(
            "Regret: how far a policy falls behind the best one of the same world. Shares count the worlds that were examined; \
             they are not probabilities.",
            "后悔值：某政策与同一世界中最优政策的差距。占比只对所考察的世界计数，不是概率。",
        ))
    }

    fn json_of(&self, subject: &Subject, combination: usize) -> Map<String, Value> {
        let compared = &self.combinations[combination];
        let regret = compared.robust.iter().map(|robust| {
            let (scenario, outcome) = (&subject.scenarios[robust.scenario].name, subject.outcomes[robust.outcome].id);
            let r = &robust.regret;
            json!({ "scenario": scenario, "outcome": outcome, "max": r.max, "mean": r.mean, "p90": r.p90, "worlds": r.worlds })
        });
        let regret: Value = regret.collect();
        Map::from_iter([("regret".to_owned(), regret), ("satisficing".to_owned(), json!(compared.satisficing))])
    }

    fn picture<'a>(&'a self, _: &'a Subject, combination: usize) -> Option<Picture<'a>> {
        self.combinations.get(combination).map(|compared| Picture::Regret(&compared.robust))
    }
}

/// The text on the regrets of an outcome.
fn regret(compared: &Compared, outcome: OutcomeIndex, phrasing: &Phrasing) -> String {
    let kind = phrasing.subject.outcomes[outcome];
    let of: Vec<_> = compared.robust.iter().filter(|robust| robust.outcome == outcome).collect();
    let Some(least) = of.iter().min_by(|a, b| a.regret.max.total_cmp(&b.regret.max)) else { return String::new() };
    let mut out = String::new();
    let (worlds, all) = (least.regret.worlds, compared.sample.responses.points.len());
    if worlds < all {
        let name = phrasing.pick(kind.name_en, kind.name_zh);
        out += &wrapped(&format!("{name}{}{}", phrasing.pick(": ", "："), phrasing.undefined(all - worlds, all)));
        out.push('\n');
    }
    if worlds == 0 {
        return out;
    }
    let heads = [
        (kind.name_en, kind.name_zh),
        ("value, mean", "平均值"),
        ("largest regret", "最大后悔值"),
        ("mean regret", "平均后悔值"),
        ("9 in 10 below", "九成低于"),
    ];
    let mut rows = vec![heads.map(|(english, chinese)| phrasing.pick(english, chinese).to_owned()).to_vec()];
    for robust in &of {
        let quantity = Quantity { scenario: robust.scenario, outcome, difference: false };
        let value = mean(&compared.sample.responses.means(quantity));
        let mut row = vec![format!("  {}", phrasing.title(robust.scenario))];
        let numbers = [value, robust.regret.max, robust.regret.mean, robust.regret.p90];
        row.extend(numbers.map(|value| figures::value(value, kind.unit)));
        rows.push(row);
    }
    out += &aligned(&rows);
    let (name, regret) = (phrasing.title(least.scenario), figures::value(least.regret.max, kind.unit));
    let better = match kind.direction {
        Direction::Down => phrasing.pick("less is better", "越低越好"),
        _ => phrasing.pick("more is better", "越高越好"),
    };
    out += &wrapped(&match phrasing.language {
        Language::English => {
            format!("  Least to regret ({better}): {name}, at worst {regret} behind the best policy of a world.")
        }
        Language::Chinese => format!("  后悔值最小（{better}）：{name}，最坏时比该世界的最优方案差{regret}。"),
    });
    out.push('\n');
    out
}
