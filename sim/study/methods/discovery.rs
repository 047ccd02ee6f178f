//! Scenario discovery: where in the assumptions a criterion holds.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::sampled::{Design, Points};
use crate::scenario::place::Place;
use crate::statistics::prim::{Discovery as Boxes, Peeling, Region, prim};
use crate::study::asks::{Asks, Found};
use crate::study::csv::{number, writer};
use crate::study::evaluate::{Failure, Sample, sampled};
use crate::study::factor::Role;
use crate::study::kind::{Key, Kind, OUTCOME, ValueKind};
use crate::study::picture::Picture;
use crate::study::read::complete::Complaints;
use crate::study::read::reading::Reading;
use crate::study::responses::Responses;
use crate::study::runner::Runner;
use crate::study::subject::{FactorIndex, Quantity, Subject};
use crate::study::words::{Phrasing, short};
use crate::table::{aligned, wrapped};
use crate::words::Language;

const KEYS: [Key; 5] = [
    OUTCOME,
    Key::new("scenario", ValueKind::Text, "scenario"),
    Key::new("difference", ValueKind::Flag, "to the first scenario"),
    Key::new("below", ValueKind::Number, "below"),
    Key::new("above", ValueKind::Number, "above"),
];

/// The method.
pub static KIND: Kind = Kind {
    word: "discovery",
    names: ("scenario discovery", "方案发现"),
    design: &Points::SIZES,
    sections: &[Key::new(
        "discovery",
        ValueKind::Table(&KEYS, &["outcome"]),
        "the criterion whose region is searched for",
    )],
    brings_outcomes: false,
    varies: true,
    tables: &["boxes.csv"],
    dictionary: "\
| boxes.csv | `box`, `coverage`, `density`, `mass`, `base_rate` | `chosen` or step of the search; share of all points with the \
criterion that lie in it; share of its points that have it; share of all points in it; share of all that have it |
| boxes.csv | `input`, `low`, `high`, `quasi_p`, `adjusted_p`, `unit` | a limit of the box, empty where there is none; chance of it by \
accident, alone and against shuffled points |
",
};

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Criterion {
    /// The number that is judged.
    pub quantity: Quantity,
    /// The threshold.
    pub value: f64,
    /// Whether the criterion holds below the threshold; above it otherwise.
    pub below: bool,
}

/// What is discovered.
#[derive(Clone, Debug)]
pub struct Discovery {
    /// Points.
    pub points: Points,
    /// The criterion; a study without one is refused when it is read.
    pub criterion: Option<Criterion>,
}

/// What came out under one combination.
#[derive(Clone, Debug)]
pub struct Discovered {
    /// Points and what they gave.
    pub sample: Sample,
    /// Whether the criterion holds, by point where it is defined.
    pub labels: Vec<bool>,
    /// Where it holds; `None` when it holds everywhere or nowhere.
    pub boxes: Option<Boxes>,
}

/// What came out, combination by combination.
#[derive(Clone, Debug)]
pub struct Findings {
    /// What was asked.
    pub asked: Discovery,
    /// By combination.
    pub combinations: Vec<Discovered>,
}

impl Discovery {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading, subject: &mut Subject) -> Self {
        let criterion = criterion(reading, subject);
        Self { points: Points::read(reading, Design::LatinHypercube, 150), criterion }
    }

    /// Runs the points and looks for boxes.
    ///
    /// # Errors
    /// When it was stopped or a point is no scenario.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        let responses = sampled(subject, runner, &self.shares(subject))?;
        let combinations = responses.into_iter().map(|responses| self.discovered(subject, responses)).collect();
        Ok(Findings { asked: self.clone(), combinations })
    }

    fn discovered(&self, subject: &Subject, responses: Responses) -> Discovered {
        let (mut labels, mut boxes) = (Vec::new(), None);
        if let Some(criterion) = self.criterion {
            let holds = |value: f64| if criterion.below { value < criterion.value } else { value > criterion.value };
            let means = responses.means(criterion.quantity);
            let at: Vec<usize> = (0..means.len()).filter(|point| !means[*point].is_nan()).collect();
            // Where it is undefined it neither holds nor fails.
            let points: Vec<Vec<f64>> = at.iter().map(|point| responses.points[*point].clone()).collect();
            labels = at.iter().map(|point| holds(means[*point])).collect();
            if !labels.is_empty() {
                boxes = prim(&points, &labels, Peeling::default(), u64::from(self.points.seed));
            }
        }
        Discovered { sample: Sample::with_chance(subject, responses, self.points.seed), labels, boxes }
    }
}

/// `[discovery]`.
fn criterion(reading: &mut Reading, subject: &mut Subject) -> Option<Criterion> {
    let (_, table) = reading.table("discovery")?;
    let reader = &mut *reading.reader;
    let last = subject.scenarios.len() - 1;
    let (mut outcome, mut scenario, mut difference, mut threshold) = (None, last, last > 0, None);
    for (key, place, node) in reader.entries(table) {
        let full = format!("discovery.{key}");
        match key {
            "outcome" => outcome = reader.studied(&full, node, &mut subject.outcomes),
            "scenario" => scenario = reader.named_scenario(&full, node, subject).unwrap_or(scenario),
            "difference" => difference = reader.flag(&full, node).unwrap_or(difference),
            "below" | "above" if threshold.is_some() => {
                let problem = place.problem(&full, "both below and above are given").expected("one of the two");
                reader.problems.push(problem.help("keep one; a study asks for one side of a limit"));
            }
            "below" | "above" => threshold = reader.finite(&full, node).map(|value| (value, key == "below")),
            _ => reader.unknown("discovery", key, &place, &Key::names(&KEYS)),
        }
    }
    if difference && scenario == 0 {
        let place = reader.place_of(table, "scenario").unwrap_or(Place::start(reader.file));
        let problem = place.problem("discovery.scenario", "the baseline has no difference to itself");
        let problem = problem.expected("a scenario other than the first");
        reader.problems.push(problem.help("name the policy, or write difference = false"));
        return None;
    }
    let (outcome, (value, below)) = (outcome?, threshold?);
    Some(Criterion { quantity: Quantity { scenario, outcome, difference }, value, below })
}

impl Asks for Discovery {
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
        if self.criterion.is_none() {
            complaints.lacks("criterion", "add [discovery] with outcome = \"…\" and below = 0");
        }
    }
}

impl Found for Findings {
    fn sample(&self, combination: usize) -> Option<&Sample> {
        self.combinations.get(combination).map(|discovered| &discovered.sample)
    }

    /// Boxes of assumptions in which the criterion holds: the chosen one and the path that led there.
    fn table(&self, _: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        let mut table = writer(out);
        let head = ["cross", "box", "coverage", "density", "mass", "base_rate"];
        table.write_record(head.into_iter().chain(["input", "low", "high", "quasi_p", "adjusted_p", "unit"]))?;
        let limit = |limit: f64| if limit.is_finite() { number(limit) } else { String::new() };
        for (combination, discovered) in subject.combinations.iter().zip(&self.combinations) {
            let Some(boxes) = &discovered.boxes else { continue };
            let path = boxes.trajectory.iter().enumerate().map(|(step, region)| (step.to_string(), region));
            for (name, region) in std::iter::once(("chosen".to_owned(), &boxes.chosen)).chain(path) {
                let numbers = [region.coverage, region.density, region.mass, boxes.base_rate].map(number);
                let start: Vec<String> = [combination.name.clone(), name].into_iter().chain(numbers).collect();
                if region.restrictions.is_empty() {
                    table.write_record(start.iter().cloned().chain(std::iter::repeat_n(String::new(), 6)))?;
                }
                for side in &region.restrictions {
                    let factor = &subject.factors[FactorIndex::at(side.dimension)];
                    let limits = [limit(side.low), limit(side.high), number(side.quasi_p), number(side.adjusted_p)];
                    let row = std::iter::once(factor.key.clone()).chain(limits).chain([factor.unit.to_owned()]);
                    table.write_record(start.iter().cloned().chain(row))?;
                }
            }
        }
        table.flush()
    }

    fn text_of(&self, combination: usize, phrasing: &Phrasing) -> String {
        let Some(criterion) = self.asked.criterion else { return String::new() };
        let discovered = &self.combinations[combination];
        let (all, defined) = (discovered.sample.responses.points.len(), discovered.labels.len());
        let what = criterion_text(criterion, phrasing);
        let mut out = String::new();
        if defined < all {
            let text = phrasing.undefined(all - defined, all);
            out = wrapped(&format!("{what}{}{text}", phrasing.pick(": ", "：")));
        }
        if defined == 0 {
            return out;
        }
        let share = discovered.labels.iter().filter(|label| **label).count() as f64 / defined as f64;
        let percent = phrasing.percent(share);
        out += &wrapped(&match phrasing.language {
            Language::English => format!("{what}: true at {percent} of the points."),
            Language::Chinese => format!("{what}：在{percent}的设计点上成立。"),
        });
        out.push('\n');
        let Some(boxes) = &discovered.boxes else {
            out += &wrapped(phrasing.pick(
                "It is true at all points or at none, so that no assumption decides it within these ranges.",
                "在全部设计点上一律成立或一律不成立：在这些范围内没有假设能左右它。",
            ));
            return out;
        };
        let chosen = &boxes.chosen;
        if chosen.restrictions.is_empty() {
            out += &wrapped(phrasing.pick(
                "No region of assumptions was found beyond what chance alone gives: either it does not depend on a few \
                 assumptions, or there are too few points.",
                "未找到超出偶然的假设区域：没有少数几个假设能左右它，或设计点太少而无法判断。",
            ));
            return out;
        }
        out += &region(chosen, phrasing);
        let (density, coverage) = (phrasing.percent(chosen.density), phrasing.percent(chosen.coverage));
        out += &wrapped(&match phrasing.language {
            Language::English => format!(
                "Where all of these conditions hold, it is true at {density} of the points instead of {percent}; {coverage} of all \
                 points where it is true are there. Before relying on the policy, find out on which side of these limits the city is."
            ),
            Language::Chinese => format!(
                "当上述条件同时成立时，它在{density}的设计点上成立（总体为{percent}）；所有此类设计点中有{coverage}落在该区域。采用该政策前，宜先查明本地处于界限的哪一侧。"
            ),
        });
        out
    }

    fn json_of(&self, subject: &Subject, combination: usize) -> Map<String, Value> {
        let limit = |limit: f64| limit.is_finite().then_some(limit);
        let found = self.combinations[combination].boxes.as_ref().map(|boxes| {
            let sides = boxes.chosen.restrictions.iter().map(|side| {
                let key = &subject.factors[FactorIndex::at(side.dimension)].key;
                json!({ "input": key, "low": limit(side.low), "high": limit(side.high), "adjusted_p": side.adjusted_p })
            });
            json!({
                "base_rate": boxes.base_rate, "coverage": boxes.chosen.coverage, "density": boxes.chosen.density,
                "mass": boxes.chosen.mass, "restrictions": sides.collect::<Vec<_>>(),
            })
        });
        Map::from_iter([("box".to_owned(), json!(found))])
    }

    fn picture<'a>(&'a self, _: &'a Subject, combination: usize) -> Option<Picture<'a>> {
        let discovered = self.combinations.get(combination)?;
        discovered.boxes.as_ref().map(|boxes| Picture::Region(boxes, &discovered.labels))
    }
}

/// The criterion in words.
fn criterion_text(Criterion { quantity, value, below }: Criterion, phrasing: &Phrasing) -> String {
    let (name, bound) = (phrasing.quantity(quantity), phrasing.number(quantity, value));
    match (phrasing.language, below) {
        (Language::English, true) => format!("{name}, less than {bound}"),
        (Language::English, false) => format!("{name}, more than {bound}"),
        (Language::Chinese, true) => format!("{name}，小于{bound}"),
        (Language::Chinese, false) => format!("{name}，大于{bound}"),
    }
}

/// The limits of a box.
fn region(region: &Region, phrasing: &Phrasing) -> String {
    let mut rows = vec![vec![
        phrasing.heading(Role::Assumption).to_owned(),
        phrasing.pick("where", "范围").to_owned(),
        "p".to_owned(),
    ]];
    for side in &region.restrictions {
        let where_ = match (side.low.is_finite(), side.high.is_finite(), phrasing.language) {
            (true, true, Language::English) => format!("{} to {}", short(side.low), short(side.high)),
            (true, true, Language::Chinese) => format!("{}至{}", short(side.low), short(side.high)),
            (true, false, Language::English) => format!("above {}", short(side.low)),
            (true, false, Language::Chinese) => format!("高于{}", short(side.low)),
            (_, _, Language::English) => format!("below {}", short(side.high)),
            (_, _, Language::Chinese) => format!("低于{}", short(side.high)),
        };
        rows.push(vec![
            format!("  {}", phrasing.factor(FactorIndex::at(side.dimension))),
            where_,
            format!("{:.3}", side.adjusted_p),
        ]);
    }
    let mut out = aligned(&rows);
    let _ = writeln!(
        out,
        "  {}",
        phrasing
            .pick("p: how often a limit as sharp arises from shuffled points", "p：打乱设计点后出现同样明显界限的比例")
    );
    out.push('\n');
    out
}
