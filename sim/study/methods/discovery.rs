//! Scenario discovery: where in the assumptions a criterion holds.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::scenario::place::Place;
use crate::statistics::designs::latin_hypercube;
use crate::statistics::prim::{Discovery as Boxes, Peeling, Region, prim};
use crate::study::asks::{Asks, Found};
use crate::study::csv::{number, writer};
use crate::study::evaluate::{Failure, Sample, sampled};
use crate::study::factor::Role;
use crate::study::kind::{Key, Kind, OUTCOME, Size, ValueKind};
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
    design: &[Size::POINTS, Size::SEED],
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
    pub points: u32,
    /// Seed of the design.
    pub seed: u32,
    /// The criterion; a study without one is refused when it is read.
    pub criterion: Option<Criterion>,
}

/// What came out under one cross.
#[derive(Clone, Debug)]
pub struct Discovered {
    /// Points and what they gave.
    pub sample: Sample,
    /// Whether the criterion holds, by point where it is defined.
    pub labels: Vec<bool>,
    /// Where it holds; `None` when it holds everywhere or nowhere.
    pub boxes: Option<Boxes>,
}

/// What came out, cross by cross.
#[derive(Clone, Debug)]
pub struct Findings {
    /// What was asked.
    pub asked: Discovery,
    /// By cross.
    pub crosses: Vec<Discovered>,
}

impl Discovery {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading, subject: &mut Subject) -> Self {
        let criterion = criterion(reading, subject);
        Self { points: reading.size(Size::POINTS, 150), seed: reading.size(Size::SEED, 1), criterion }
    }

    /// Runs the points and looks for boxes.
    ///
    /// # Errors
    /// When it was stopped or a point is no scenario.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        let responses = sampled(subject, runner, &self.shares(subject))?;
        let crosses = responses.into_iter().map(|responses| self.discovered(subject, responses)).collect();
        Ok(Findings { asked: self.clone(), crosses })
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
                boxes = prim(&points, &labels, Peeling::default(), u64::from(self.seed));
            }
        }
        Discovered { sample: Sample::with_chance(subject, responses, self.seed), labels, boxes }
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
        latin_hypercube(self.points as usize, subject.factors.len(), u64::from(self.seed))
    }

    fn points_at_most(&self, _: &Subject) -> u64 {
        u64::from(self.points)
    }

    fn complete(&self, subject: &Subject, complaints: &mut Complaints) {
        complaints.assumptions_alone(subject);
        if self.criterion.is_none() {
            complaints.lacks("criterion", "add [discovery] with outcome = \"…\" and below = 0");
        }
    }
}

impl Found for Findings {
    fn sample(&self, cross: usize) -> Option<&Sample> {
        self.crosses.get(cross).map(|discovered| &discovered.sample)
    }

    /// Boxes of assumptions in which the criterion holds: the chosen one and the path that led there.
    fn table(&self, _: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        let mut table = writer(out);
        let head = ["cross", "box", "coverage", "density", "mass", "base_rate"];
        table.write_record(head.into_iter().chain(["input", "low", "high", "quasi_p", "adjusted_p", "unit"]))?;
        let limit = |limit: f64| if limit.is_finite() { number(limit) } else { String::new() };
        for (cross, discovered) in subject.crosses.iter().zip(&self.crosses) {
            let Some(boxes) = &discovered.boxes else { continue };
            let path = boxes.trajectory.iter().enumerate().map(|(step, region)| (step.to_string(), region));
            for (name, region) in std::iter::once(("chosen".to_owned(), &boxes.chosen)).chain(path) {
                let numbers = [region.coverage, region.density, region.mass, boxes.base_rate].map(number);
                let start: Vec<String> = [cross.name.clone(), name].into_iter().chain(numbers).collect();
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

    fn text_of(&self, cross: usize, teller: &Phrasing) -> String {
        let Some(criterion) = self.asked.criterion else { return String::new() };
        let discovered = &self.crosses[cross];
        let (all, defined) = (discovered.sample.responses.points.len(), discovered.labels.len());
        let what = said(criterion, teller);
        let mut out = String::new();
        if defined < all {
            let text = teller.undefined(all - defined, all);
            out = wrapped(&format!("{what}{}{text}", teller.pick(": ", "：")));
        }
        if defined == 0 {
            return out;
        }
        let share = discovered.labels.iter().filter(|label| **label).count() as f64 / defined as f64;
        let percent = teller.percent(share);
        out += &wrapped(&match teller.language {
            Language::English => format!("{what}: so it is at {percent} of the points."),
            Language::Chinese => format!("{what}：在{percent}的设计点上成立。"),
        });
        out.push('\n');
        let Some(boxes) = &discovered.boxes else {
            out += &wrapped(teller.pick(
                "It is so everywhere or nowhere, so that no assumption decides it within these ranges.",
                "在全部设计点上一律成立或一律不成立：在这些范围内没有假设能左右它。",
            ));
            return out;
        };
        let chosen = &boxes.chosen;
        if chosen.restrictions.is_empty() {
            out += &wrapped(teller.pick(
                "No box of assumptions was found that chance alone would not give as well: no few assumptions decide it, or the \
                 points are too few to tell.",
                "未找到超出偶然的假设区域：没有少数几个假设能左右它，或设计点太少而无法判断。",
            ));
            return out;
        }
        out += &region(chosen, teller);
        let (density, coverage) = (teller.percent(chosen.density), teller.percent(chosen.coverage));
        out += &wrapped(&match teller.language {
            Language::English => format!(
                "Where all of this holds, it is so at {density} of the points instead of {percent}; {coverage} of all such points \
                 lie there. Before relying on the policy, find out on which side of these limits the city is."
            ),
            Language::Chinese => format!(
                "当上述条件同时成立时，它在{density}的设计点上成立（总体为{percent}）；所有此类设计点中有{coverage}落在该区域。采用该政策前，宜先查明本地处于界限的哪一侧。"
            ),
        });
        out
    }

    fn json_of(&self, subject: &Subject, cross: usize) -> Map<String, Value> {
        let limit = |limit: f64| limit.is_finite().then_some(limit);
        let found = self.crosses[cross].boxes.as_ref().map(|boxes| {
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

    fn picture<'a>(&'a self, _: &'a Subject, cross: usize) -> Option<Picture<'a>> {
        let discovered = self.crosses.get(cross)?;
        discovered.boxes.as_ref().map(|boxes| Picture::Region(boxes, &discovered.labels))
    }
}

/// The criterion in words.
fn said(Criterion { quantity, value, below }: Criterion, teller: &Phrasing) -> String {
    let (name, bound) = (teller.quantity(quantity), teller.number(quantity, value));
    match (teller.language, below) {
        (Language::English, true) => format!("{name}, less than {bound}"),
        (Language::English, false) => format!("{name}, more than {bound}"),
        (Language::Chinese, true) => format!("{name}，小于{bound}"),
        (Language::Chinese, false) => format!("{name}，大于{bound}"),
    }
}

/// The limits of a box.
fn region(region: &Region, teller: &Phrasing) -> String {
    let mut rows = vec![vec![
        teller.heading(Role::Assumption).to_owned(),
        teller.pick("where", "范围").to_owned(),
        "p".to_owned(),
    ]];
    for side in &region.restrictions {
        let where_ = match (side.low.is_finite(), side.high.is_finite(), teller.language) {
            (true, true, Language::English) => format!("{} to {}", short(side.low), short(side.high)),
            (true, true, Language::Chinese) => format!("{}至{}", short(side.low), short(side.high)),
            (true, false, Language::English) => format!("above {}", short(side.low)),
            (true, false, Language::Chinese) => format!("高于{}", short(side.low)),
            (_, _, Language::English) => format!("below {}", short(side.high)),
            (_, _, Language::Chinese) => format!("低于{}", short(side.high)),
        };
        rows.push(vec![
            format!("  {}", teller.factor(FactorIndex::at(side.dimension))),
            where_,
            format!("{:.3}", side.adjusted_p),
        ]);
    }
    let mut out = aligned(&rows);
    let _ = writeln!(
        out,
        "  {}",
        teller.pick("p: how often shuffled points give as sharp a limit", "p：打乱设计点后出现同样明显界限的比例")
    );
    out.push('\n');
    out
}
