//! A search for policies of which none is better in every objective.

mod generations;

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use toml::de::DeTable;

use crate::outcomes::Direction;
use crate::scenario::place::Place;
use crate::scenario::read::Reader;
use crate::statistics::nsga2::Nsga2;
use crate::statistics::pareto::{Evaluation, front};
use crate::study::asks::{Asks, Found, Stages};
use crate::study::csv::{number, writer};
use crate::study::evaluate::{Batch, Failure, Sample};
use crate::study::factor::Role;
use crate::study::goals::{Bound, Objective};
use crate::study::kind::{BOUND, Key, Kind, OUTCOME, Size, ValueKind};
use crate::study::picture::Picture;
use crate::study::read::complete::Complaints;
use crate::study::read::reading::Reading;
use crate::study::responses::Responses;
use crate::study::runner::{Runner, WorkItem};
use crate::study::subject::{OutcomeIndex, Quantity, Subject};
use crate::study::words::{Phrasing, short};
use crate::table::{aligned, figures, wrapped};
use crate::words::Language;
use generations::Generations;

/// Policies of a front that are shown.
const MOST: usize = 5;

const POPULATION: Size = Size::new("population", 4, 10_000).even("policies are bred in pairs");
const GENERATIONS: Size = Size::new("generations", 1, 10_000);

const OBJECTIVE: [Key; 2] = [OUTCOME, Key::new("direction", ValueKind::Word(&["up", "down"]), "up: more is better")];
const TABLES: [Key; 2] = [
    Key::new("objective", ValueKind::Tables(1, &OBJECTIVE, &["outcome"]), "goals"),
    Key::new("constraint", ValueKind::Tables(0, &BOUND, &["outcome"]), "what has to be kept"),
];

/// The method.
pub static KIND: Kind = Kind {
    word: "search",
    names: ("policy search", "政策寻优"),
    design: &[POPULATION, GENERATIONS, Size::SEED],
    sections: &[Key::new("search", ValueKind::Table(&TABLES, &[]), "what is searched for")],
    brings_outcomes: false,
    varies: true,
    tables: &["front.csv"],
    dictionary: "\
| front.csv | `point`, `on_front`, `of`, `key`, `value`, `unit` | policies that none betters; `of`: `outcome` (mean over \
replicates) or `lever`; point 0 is the scenario as it is |
",
};

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Search {
    /// Members of a generation, an even number.
    pub population: u32,
    /// Generations after the first.
    pub generations: u32,
    /// Seed of the design.
    pub seed: u32,
    /// What is wanted more or less of.
    pub objectives: Vec<Objective>,
    /// What has to be kept.
    pub bounds: Vec<Bound>,
}

/// What came out under one combination.
#[derive(Clone, Debug)]
pub struct Searched {
    /// All policies that were tried, in their order, and what they gave; point 0 is the scenario as it is.
    pub sample: Sample,
    /// Points that nothing betters, by number.
    pub front: Vec<usize>,
}

/// What came out, combination by combination.
#[derive(Clone, Debug)]
pub struct Findings {
    /// What was asked.
    pub asked: Search,
    /// By combination.
    pub combinations: Vec<Searched>,
}

impl Search {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading, subject: &mut Subject) -> Self {
        let (mut objectives, mut bounds) = (Vec::new(), Vec::new());
        if let Some((_, table)) = reading.table("search") {
            let reader = &mut *reading.reader;
            for (key, place, node) in reader.entries(table) {
                match key {
                    "objective" => {
                        for (table, place) in reader.tables("search.objective", node) {
                            objectives.extend(objective(reader, table, &place, subject));
                        }
                    }
                    "constraint" => {
                        for (table, place) in reader.tables("search.constraint", node) {
                            bounds.extend(reader.bound("search.constraint", table, &place, subject));
                        }
                    }
                    _ => reader.unknown("search", key, &place, &Key::names(&TABLES)),
                }
            }
        }
        let (population, generations) = (reading.size(POPULATION, 24), reading.size(GENERATIONS, 10));
        Self { population, generations, seed: reading.size(Size::SEED, 1), objectives, bounds }
    }

    fn begun(&self, subject: &Subject) -> Nsga2 {
        Nsga2::new(subject.factors.len(), self.population as usize, u64::from(self.seed))
    }

    /// Searches under every combination.
    ///
    /// # Errors
    /// When it was stopped or a point is no scenario.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        let mut generations = Generations::of(self, subject);
        while let Some(Batch { scenarios, replicates }) = generations.next()? {
            generations.record(runner.run(&scenarios, replicates, &subject.outcomes)?);
        }
        let combinations = generations.responses.into_iter().map(|responses| self.searched(subject, responses));
        Ok(Findings { asked: self.clone(), combinations: combinations.collect() })
    }

    fn searched(&self, subject: &Subject, responses: Responses) -> Searched {
        let mut best = front(&self.evaluations(&responses));
        // A policy that was bred twice is one policy.
        best.dedup_by(|b, a| responses.points[*a] == responses.points[*b]);
        Searched { sample: Sample::new(subject, responses), front: best }
    }

    /// Objectives to be made small, and by how much constraints are broken, in shares of their bounds.
    fn evaluations(&self, responses: &Responses) -> Vec<Evaluation> {
        let means = |outcome: OutcomeIndex| responses.means(Quantity { scenario: 0, outcome, difference: false });
        let signed = |objective: &Objective| {
            (if objective.direction == Direction::Up { -1.0 } else { 1.0 }, means(objective.outcome))
        };
        let objectives: Vec<(f64, Vec<f64>)> = self.objectives.iter().map(signed).collect();
        let bounds: Vec<Vec<f64>> = self.bounds.iter().map(|bound| means(bound.outcome)).collect();
        let evaluation = |point: usize| {
            let excess = self.bounds.iter().zip(&bounds).map(|(bound, values)| {
                let over = if bound.at_most { values[point] - bound.value } else { bound.value - values[point] };
                // An undefined outcome violates every bound.
                if over.is_nan() { f64::INFINITY } else { over.max(0.0) / bound.value.abs().max(1e-9) }
            });
            Evaluation {
                objectives: objectives.iter().map(|(sign, values)| sign * values[point]).collect(),
                violation: excess.sum(),
            }
        };
        (0..responses.points.len()).map(evaluation).collect()
    }

    /// The outcomes that it is about, each once.
    fn outcomes(&self) -> Vec<OutcomeIndex> {
        let all = self.objectives.iter().map(|objective| objective.outcome);
        let mut outcomes = Vec::new();
        for outcome in all.chain(self.bounds.iter().map(|bound| bound.outcome)) {
            if !outcomes.contains(&outcome) {
                outcomes.push(outcome);
            }
        }
        outcomes
    }
}

/// A `[[search.objective]]`.
fn objective(reader: &mut Reader, table: &DeTable, place: &Place, subject: &mut Subject) -> Option<Objective> {
    let (mut outcome, mut direction) = (None, None);
    for (key, place, node) in reader.entries(table) {
        match key {
            "outcome" => outcome = reader.studied("search.objective.outcome", node, &mut subject.outcomes),
            "direction" => match node.get_ref().as_str() {
                Some("up") => direction = Some(Direction::Up),
                Some("down") => direction = Some(Direction::Down),
                _ => reader.wrong(node, "search.objective.direction", "\"up\" or \"down\"", "up: more is better"),
            },
            _ => reader.unknown("search.objective", key, &place, &Key::names(&OBJECTIVE)),
        }
    }
    let Some(outcome) = outcome else {
        reader.incomplete(place, table, "search.objective", &["outcome"]);
        return None;
    };
    let kind = subject.outcomes[outcome];
    let direction = direction.unwrap_or(kind.direction);
    if direction == Direction::Neutral {
        let problem = place.problem("search.objective.direction", format!("{} has no preferred direction", kind.id));
        reader.problems.push(problem.expected("a direction").help("write direction = \"up\" or \"down\""));
        return None;
    }
    Some(Objective::new(outcome, direction))
}

impl Asks for Search {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn shares(&self, subject: &Subject) -> Vec<Vec<f64>> {
        self.begun(subject).ask().to_vec()
    }

    fn points_at_most(&self, _: &Subject) -> u64 {
        // The scenario as it is comes first.
        1 + u64::from(self.population) * (u64::from(self.generations) + 1)
    }

    fn complete(&self, subject: &Subject, complaints: &mut Complaints) {
        if subject.of_role(Role::Assumption).next().is_some() {
            complaints.say(
                "a search moves levers, not assumptions".to_owned(),
                "[[lever]] alone",
                "fix assumptions under [set], or cross them; test the result with method = \"robustness\"",
            );
        }
        complaints.one_scenario(subject);
        if self.objectives.is_empty() {
            complaints.lacks("objectives", "add [[search.objective]] with outcome = \"…\"");
        }
    }

    fn stages<'a>(&'a self, subject: &'a Subject) -> Option<Box<dyn Stages + 'a>> {
        Some(Box::new(Generations::of(self, subject)))
    }

    /// That of the first generation, as often as there are generations.
    fn load(&self, subject: &Subject, runner: &Runner) -> Result<WorkItem, Failure> {
        let loads = self.batches(subject)?.into_iter().map(|batch| runner.load(&batch.scenarios, batch.replicates));
        Ok(loads.fold(WorkItem::default(), WorkItem::plus).times(u64::from(self.generations) + 1))
    }
}

impl Found for Findings {
    fn sample(&self, combination: usize) -> Option<&Sample> {
        self.combinations.get(combination).map(|searched| &searched.sample)
    }

    /// The policies that were found, with what they give; the scenario as it is stands first, as point 0.
    fn table(&self, _: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        let mut table = writer(out);
        table.write_record(["cross", "point", "on_front", "of", "key", "value", "unit"])?;
        for (combination, searched) in subject.combinations.iter().zip(&self.combinations) {
            let responses = &searched.sample.responses;
            let outcomes = subject.outcomes.places();
            let quantities = outcomes.map(|outcome| Quantity { scenario: 0, outcome, difference: false });
            let means: Vec<Vec<f64>> = quantities.map(|quantity| responses.means(quantity)).collect();
            let others = searched.front.iter().copied().filter(|point| *point > 0);
            for point in std::iter::once(0).chain(others) {
                let on_front = searched.front.contains(&point).to_string();
                let name = [combination.name.clone(), point.to_string(), on_front];
                for (kind, means) in subject.outcomes.iter().zip(&means) {
                    let row = ["outcome".to_owned(), kind.id.to_owned(), number(means[point]), kind.unit.to_owned()];
                    table.write_record(name.iter().cloned().chain(row))?;
                }
                for (factor, value) in subject.factors.iter().zip(&responses.points[point]) {
                    let row = ["lever".to_owned(), factor.key.clone(), number(*value), factor.unit.to_owned()];
                    table.write_record(name.iter().cloned().chain(row))?;
                }
            }
        }
        table.flush()
    }

    fn text_of(&self, combination: usize, phrasing: &Phrasing) -> String {
        let (searched, subject) = (&self.combinations[combination], phrasing.subject);
        let tried = searched.sample.responses.points.len() - 1;
        let bounds = phrasing.bounds(&self.asked.bounds);
        let found = searched.front.iter().filter(|point| **point > 0).count();
        let within = match (bounds.is_empty(), phrasing.language) {
            (true, _) => String::new(),
            (false, Language::English) => format!(" within {}", phrasing.listed(&bounds)),
            (false, Language::Chinese) => format!("（满足{}）", phrasing.listed(&bounds)),
        };
        let outcomes = self.asked.outcomes();
        let of = |outcome: &OutcomeIndex| Quantity { scenario: 0, outcome: *outcome, difference: false };
        let means: Vec<Vec<f64>> = outcomes.iter().map(|o| searched.sample.responses.means(of(o))).collect();
        for (outcome, means) in outcomes.iter().zip(&means) {
            if means.iter().all(|mean| mean.is_nan()) {
                let name = phrasing.pick(subject.outcomes[*outcome].name_en, subject.outcomes[*outcome].name_zh);
                let all = means.len();
                return wrapped(&format!("{name}{}{}", phrasing.pick(": ", "："), phrasing.undefined(all, all)));
            }
        }
        if searched.front.is_empty() {
            return wrapped(&match phrasing.language {
                Language::English => format!(
                    "None of the {tried} policies tried stays{within}. Loosen the bounds, widen the levers or search for more generations."
                ),
                Language::Chinese => {
                    format!("所试{tried}项政策均未达到要求{within}。可放宽约束、扩大变量范围或增加代数。")
                }
            });
        }
        let summary = match phrasing.language {
            Language::English => format!(
                "Of {tried} policies that were tried, {found} are Pareto-efficient{within}: choosing among them means weighing \
                 one goal against another."
            ),
            Language::Chinese => {
                format!("在所试{tried}项政策中，有{found}项为非劣方案{within}：在其间选择即是目标之间的取舍。")
            }
        };
        wrapped(&summary) + "\n" + &aligned(&rows(searched, &outcomes, &means, phrasing)) + "\n"
    }

    fn json_of(&self, subject: &Subject, combination: usize) -> Map<String, Value> {
        let searched = &self.combinations[combination];
        let values = |point: usize| {
            let inputs = subject.factors.iter().zip(&searched.sample.responses.points[point]);
            inputs.map(|(factor, value)| (factor.key.clone(), json!(value))).collect::<Map<_, _>>()
        };
        let front = searched.front.iter().map(|point| json!({ "point": point, "inputs": values(*point) }));
        Map::from_iter([("front".to_owned(), front.collect())])
    }

    fn picture<'a>(&'a self, _: &'a Subject, combination: usize) -> Option<Picture<'a>> {
        Some(Picture::Front(&self.asked.objectives, &self.combinations.get(combination)?.front))
    }
}

/// Policies side by side: what they give, and their levers.
fn rows(searched: &Searched, outcomes: &[OutcomeIndex], means: &[Vec<f64>], phrasing: &Phrasing) -> Vec<Vec<String>> {
    let subject = phrasing.subject;
    let mut order: Vec<usize> = searched.front.iter().copied().filter(|point| *point > 0).collect();
    order.sort_by(|a, b| means[0][*a].total_cmp(&means[0][*b]));
    // Of a long front every so many, ends included.
    let shown: Vec<usize> = if order.len() > MOST {
        (0..MOST).map(|step| order[step * (order.len() - 1) / (MOST - 1)]).collect()
    } else {
        order
    };
    let mut rows = vec![vec![String::new(), phrasing.pick("as it is", "现状").to_owned()]];
    rows[0].extend((1..=shown.len()).map(|number| format!("{} {number}", phrasing.pick("policy", "方案"))));
    let points: Vec<usize> = std::iter::once(0).chain(shown).collect();
    for (outcome, means) in outcomes.iter().zip(means) {
        let kind = subject.outcomes[*outcome];
        let mut row = vec![phrasing.pick(kind.name_en, kind.name_zh).to_owned()];
        row.extend(points.iter().map(|point| figures::value(means[*point], kind.unit)));
        rows.push(row);
    }
    rows.push(vec![phrasing.heading(Role::Lever).to_owned()]);
    for factor in subject.factors.places() {
        let mut row = vec![format!("  {}", phrasing.factor(factor))];
        row.extend(points.iter().map(|point| short(searched.sample.responses.points[*point][factor.index()])));
        rows.push(row);
    }
    rows
}
