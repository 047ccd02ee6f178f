//! What all methods share that say what factors do: contrasts, screening, indices and correlations alike.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::outcomes::Direction;
use crate::statistics::estimate::Estimate;
use crate::study::asks::{Asks, Found};
use crate::study::csv::{columns, number, writer};
use crate::study::evaluate::{Failure, Sample, sampled};
use crate::study::factor::Role;
use crate::study::measure::{Measure, ranked};
use crate::study::picture::{Picture, Style};
use crate::study::responses::Responses;
use crate::study::runner::Runner;
use crate::study::subject::{FactorIndex, Quantity, QuantityIndex, Subject};
use crate::study::words::Phrasing;
use crate::table::{aligned, wrapped};
use crate::words::Language;

/// Factors of a block, and interactions of a quantity, that are shown.
const MOST: usize = 8;

/// The table of all of them.
pub const TABLE: &str = "sensitivity.csv";

/// Its rows of the data dictionary.
pub const DICTIONARY: &str = "\
| sensitivity.csv | `input`, `role`, `with`, `measure`, `value`, `low`, `high` | what an input does; the other input of an interaction; which measure; 95% interval |
";

/// A method whose points say what factors do.
pub trait Effects: Asks + Clone {
    /// How its measures are tabled and drawn.
    const STYLE: Style;

    /// Seed of its design, behind resamples.
    fn seed(&self) -> u32;

    /// What every factor does to one quantity; `shares` is the design that gave the responses.
    fn measures(&self, subject: &Subject, shares: &[Vec<f64>], responses: &Responses, of: Numbered) -> Vec<Measure>;

    /// The cells of a factor's line of text, from its measures by kind.
    fn cells<'m>(phrasing: &Phrasing, quantity: Quantity, of: &dyn Fn(&str) -> Option<&'m Measure>) -> Vec<String>;

    /// Whether mean size and spread are drawn against each other.
    fn screened(&self) -> bool {
        false
    }

    /// The levels of each factor, where points are all their combinations.
    fn levels(&self, _subject: &Subject) -> Option<Vec<Vec<f64>>> {
        None
    }
}

/// A quantity with its number in [`Subject::quantities`].
#[derive(Clone, Copy, Debug)]
pub struct Numbered {
    /// Its number.
    pub index: QuantityIndex,
    /// The quantity.
    pub quantity: Quantity,
}

impl Numbered {
    /// A measure of one factor on it.
    #[must_use]
    pub fn measure(self, factor: FactorIndex, kind: &'static str, estimate: Estimate) -> Measure {
        Measure { quantity: self.index, factor, with: None, kind, estimate }
    }
}

/// What came out under one combination.
#[derive(Clone, Debug)]
pub struct Crossed {
    /// Points and what they gave.
    pub sample: Sample,
    /// What factors do.
    pub measures: Vec<Measure>,
}

/// What came out, combination by combination.
#[derive(Clone, Debug)]
pub struct Findings<M> {
    /// What was asked.
    pub asked: M,
    /// By combination.
    pub combinations: Vec<Crossed>,
}

/// Runs the design and measures what every factor does to every quantity.
///
/// # Errors
/// When it was stopped or a point is no scenario.
pub fn carry_out<M: Effects>(asked: &M, subject: &Subject, runner: &Runner) -> Result<Findings<M>, Failure> {
    let shares = asked.shares(subject);
    let crossed = |responses: Responses| {
        let quantities = subject.quantities();
        let numbered = quantities.each().map(|(index, &quantity)| Numbered { index, quantity });
        let measures = numbered.flat_map(|of| asked.measures(subject, &shares, &responses, of)).collect();
        Crossed { sample: Sample::with_chance(subject, responses, asked.seed()), measures }
    };
    let combinations = sampled(subject, runner, &shares)?.into_iter().map(crossed).collect();
    Ok(Findings { asked: asked.clone(), combinations })
}

impl<M: Effects> Found for Findings<M> {
    fn sample(&self, combination: usize) -> Option<&Sample> {
        self.combinations.get(combination).map(|crossed| &crossed.sample)
    }

    fn measures(&self, combination: usize) -> (&[Measure], &'static str) {
        (self.combinations.get(combination).map_or(&[], |crossed| &crossed.measures), M::STYLE.leading())
    }

    fn table(&self, _: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        let mut table = writer(out);
        let head = ["cross", "scenario", "outcome", "of", "unit"];
        table.write_record(head.into_iter().chain(["input", "role", "with", "measure", "value", "low", "high"]))?;
        for (combination, crossed) in subject.combinations.iter().zip(&self.combinations) {
            for measure in &crossed.measures {
                let factor = &subject.factors[measure.factor];
                let with = measure.with.map(|with| subject.factors[with].key.clone()).unwrap_or_default();
                let name = [combination.name.clone()].into_iter().chain(columns(subject, measure.quantity));
                let input = [factor.key.clone(), factor.role.word().to_owned(), with, measure.kind.to_owned()];
                table.write_record(name.chain(input).chain([measure.value, measure.low, measure.high].map(number)))?;
            }
        }
        table.flush()
    }

    fn text_of(&self, combination: usize, phrasing: &Phrasing) -> String {
        let words = Words::<M> { crossed: &self.combinations[combination], phrasing, of: std::marker::PhantomData };
        words.effects()
    }

    fn json_of(&self, subject: &Subject, combination: usize) -> Map<String, Value> {
        let quantities = subject.quantities();
        let sensitivity = self.combinations[combination].measures.iter().map(|measure| {
            let factor = &subject.factors[measure.factor];
            json!({
                "quantity": subject.json_of_quantity(quantities[measure.quantity]), "input": factor.key,
                "role": factor.role.word(), "with": measure.with.map(|with| &subject.factors[with].key),
                "measure": measure.kind, "value": measure.value, "low": measure.low, "high": measure.high,
                "same_in_every_run": measure.constant,
            })
        });
        Map::from_iter([("sensitivity".to_owned(), sensitivity.collect())])
    }

    fn picture<'a>(&'a self, subject: &'a Subject, combination: usize) -> Option<Picture<'a>> {
        let measures = &self.combinations.get(combination)?.measures;
        let (screened, levels) = (self.asked.screened(), self.asked.levels(subject));
        Some(Picture::Effects { style: const { &M::STYLE }, measures, screened, levels })
    }
}

/// The text on one combination.
struct Words<'a, M> {
    crossed: &'a Crossed,
    phrasing: &'a Phrasing<'a>,
    of: std::marker::PhantomData<M>,
}

impl<M: Effects> Words<'_, M> {
    fn effects(&self) -> String {
        let (subject, phrasing) = (self.phrasing.subject, self.phrasing);
        let quantities = subject.quantities();
        let mut out = String::new();
        for index in subject.shown() {
            let of = Numbered { index, quantity: quantities[index] };
            let _ = writeln!(out, "{}", phrasing.quantity(of.quantity));
            out += &wrapped(&self.spread(of));
            for role in [Role::Lever, Role::Assumption] {
                out += &self.block(of, role);
            }
            if self.ranked(index, &|_| true).is_empty() {
                out += &wrapped(phrasing.pick(
                    "The effects of the factors cannot be estimated: the quantity hardly varies beyond chance, or is undefined in too \
                     many runs. More residents or replicates help.",
                    "无法判断各因素的作用：相对随机性而言该指标几乎不变，或在过多运行中无定义。可增加居民数或运行次数。",
                ));
            }
            out += &self.interactions(of);
            out.push('\n');
        }
        out + &wrapped(phrasing.pick(M::STYLE.explained.0, M::STYLE.explained.1))
    }

    fn ranked(&self, quantity: QuantityIndex, wanted: &dyn Fn(FactorIndex) -> bool) -> Vec<FactorIndex> {
        ranked(&self.crossed.measures, M::STYLE.leading(), quantity, wanted)
    }

    /// Over which values the quantity spreads, and for a difference how often it is above zero.
    fn spread(&self, Numbered { index, quantity }: Numbered) -> String {
        let (spread, phrasing) = (&self.crossed.sample.spreads[index], self.phrasing);
        let number = |value: f64| phrasing.number(quantity, value);
        let ([low, _, high], mean) = (spread.quantiles.map(number), number(spread.mean));
        let mut text = match phrasing.language {
            Language::English => {
                format!("Mean over the points {mean}; nine points in ten lie between {low} and {high}.")
            }
            Language::Chinese => format!("各设计点平均{mean}；九成设计点在{low}与{high}之间。"),
        };
        if quantity.difference {
            let share = phrasing.percent(spread.above_zero);
            let more = match phrasing.language {
                Language::English => format!(" It is above zero at {share} of the points."),
                Language::Chinese => format!("其中{share}的设计点大于零。"),
            };
            text += &more;
        }
        let noisy = self.crossed.sample.chance.get(index).map(|chance| chance.value).filter(|chance| *chance > 0.5);
        if let Some(chance) = noisy {
            let share = phrasing.percent(chance);
            let more = match phrasing.language {
                Language::English => {
                    format!(
                        " {share} of its variance over the points is chance: raise replicates or residents before interpreting it."
                    )
                }
                Language::Chinese => format!("各点差异中{share}来自随机性：请先增加运行次数或居民数，再作解读。"),
            };
            text += &more;
        }
        text
    }

    fn block(&self, Numbered { index, quantity }: Numbered, role: Role) -> String {
        let phrasing = self.phrasing;
        let ranked = self.ranked(index, &|factor| phrasing.subject.factors[factor].role == role);
        if ranked.is_empty() {
            return String::new();
        }
        let mut head = vec![phrasing.heading(role).to_owned()];
        head.extend(M::STYLE.columns.iter().map(|(english, chinese)| phrasing.pick(english, chinese).to_owned()));
        let mut rows = vec![head];
        for factor in ranked.iter().take(MOST) {
            let mut row = vec![format!("  {}", phrasing.factor(*factor))];
            row.extend(M::cells(phrasing, quantity, &|kind| {
                Measure::find(&self.crossed.measures, index, *factor, kind)
            }));
            rows.push(row);
        }
        let mut out = aligned(&rows);
        if ranked.len() > MOST {
            let rest = ranked.len() - MOST;
            let _ = match phrasing.language {
                Language::English => writeln!(out, "  … and {rest} weaker ones in {TABLE}"),
                Language::Chinese => writeln!(out, "  ……其余{rest}项较弱，见 {TABLE}"),
            };
        }
        out
    }

    /// What two factors do together beyond the sum of each alone, the clear ones from the strongest.
    fn interactions(&self, Numbered { index, quantity }: Numbered) -> String {
        let phrasing = self.phrasing;
        let pairs = || self.crossed.measures.iter().filter(|m| m.quantity == index && m.with.is_some());
        let mut clear: Vec<&Measure> = pairs().filter(|m| m.is_clear()).collect();
        clear.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        let (all, found) = (pairs().count(), clear.len());
        if all == 0 {
            return String::new();
        }
        let mut rows = vec![vec![
            phrasing.pick("TOGETHER, beyond the sum of each alone", "协同：超出各自单独效应之和").to_owned(),
        ]];
        for measure in clear.iter().take(MOST) {
            let names =
                [Some(measure.factor), measure.with].into_iter().flatten().map(|factor| phrasing.factor(factor));
            let [value, interval] = phrasing.change(quantity, measure);
            let verdict = self.together(quantity, measure.value > 0.0).to_owned();
            rows.push(vec![format!("  {}", names.collect::<Vec<_>>().join(" × ")), value, interval, verdict]);
        }
        let mut out = aligned(&rows);
        // One interval in twenty leaves zero out by chance.
        let chance = (all as f64 * 0.05).ceil();
        let _ = match phrasing.language {
            Language::English => {
                writeln!(out, "  {found} of {all} pairs are clear; about {chance} would be by chance alone")
            }
            Language::Chinese => writeln!(out, "  {all}对中有{found}对明显；仅凭偶然约有{chance}对"),
        };
        out
    }

    /// What a clear interaction means.
    fn together(&self, quantity: Quantity, up: bool) -> &'static str {
        let (english, chinese) = match self.phrasing.subject.outcomes[quantity.outcome].direction {
            Direction::Neutral => ("not additive", "不可简单相加"),
            direction if (direction == Direction::Up) == up => ("help each other", "相互促进"),
            _ => ("overlap", "相互重叠"),
        };
        self.phrasing.language.pick(english, chinese)
    }
}
