//! Calibration: under which assumptions the model makes what is published.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::sampled::{Design, Points};
use crate::statistics::abc::{Adjustment, Posterior, REACHED, abc, predictive};
use crate::study::asks::{Asks, Found};
use crate::study::csv::{number, writer};
use crate::study::evaluate::{Failure, Sample, sampled};
use crate::study::factor::{Factor, Role};
use crate::study::kind::{Key, Kind, ValueKind};
use crate::study::picture::Picture;
use crate::study::read::complete::Complaints;
use crate::study::read::reading::Reading;
use crate::study::responses::Responses;
use crate::study::runner::Runner;
use crate::study::subject::{FactorIndex, Quantity, Subject};
use crate::study::targets::{CalibrationTarget, TARGETS};
use crate::study::words::{Phrasing, short};
use crate::table::{aligned, figures, wrapped};
use crate::words::Language;

/// Points kept at least, and their share of all.
const KEPT: (usize, f64) = (20, 0.1);

/// Assumptions that are shown.
const MOST: usize = 15;

/// The method.
pub static KIND: Kind = Kind {
    word: "calibration",
    names: ("calibration", "参数校准"),
    design: &Points::SIZES,
    sections: &[Key::new(
        "calibration",
        ValueKind::Table(
            &[TARGETS],
            &[],
        ),
        "what is published about outcomes",
    )],
    brings_outcomes: false,
    varies: true,
    tables: &["posterior.csv", "kept.csv", "targets.csv"],
    dictionary: "\
| posterior.csv | `prior_low`, `prior_high`, `mean`, `sd`, `q025` to `q975`, `shrinkage` | range before; mean, standard \
deviation and quantiles after; standard deviation after over before |
| kept.csv | `point`, `distance`, `weight`, `input`, `value`, `unit` | the points that a calibration kept; value after adjustment |
| targets.csv | `target`, `tolerance`, `source`, `share_below`, `q025` to `q975` | what is published; share of all points below it; \
what the kept points gave |
",
};

/// What is calibrated to what.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// Points.
    pub points: Points,
    /// The targets.
    pub targets: Vec<CalibrationTarget>,
}

/// What came out under one combination.
#[derive(Clone, Debug)]
pub struct Calibrated {
    /// Points and what they gave.
    pub sample: Sample,
    /// What the targets say about the assumptions, in the order of the factors; `None` where fewer than two points have them.
    pub posterior: Option<Posterior>,
    /// Quantiles of what the kept points made, by target.
    pub predictive: Vec<[f64; 5]>,
}

/// What came out, combination by combination.
#[derive(Clone, Debug)]
pub struct Findings {
    /// What was asked.
    pub asked: Calibration,
    /// By combination.
    pub combinations: Vec<Calibrated>,
}

impl Calibration {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading, subject: &mut Subject) -> Self {
        let mut targets = Vec::new();
        if let Some((_, table)) = reading.table("calibration") {
            for (key, place, node) in reading.reader.entries(table) {
                if key == "target" {
                    targets = reading.reader.calibration_targets("calibration", node, subject);
                } else {
                    reading.reader.unknown("calibration", key, &place, &["target"]);
                }
            }
        }
        Self { points: Points::read(reading, Design::SobolSequence, 200), targets }
    }

    /// Runs the points and learns about the assumptions.
    ///
    /// # Errors
    /// When it was stopped or a point is no scenario.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        let responses = sampled(subject, runner, &self.shares(subject))?;
        let combinations = responses.into_iter().map(|responses| self.calibrated(subject, responses)).collect();
        Ok(Findings { asked: self.clone(), combinations })
    }

    fn calibrated(&self, subject: &Subject, responses: Responses) -> Calibrated {
        let of = |outcome| responses.means(Quantity::of(outcome));
        let columns: Vec<Vec<f64>> = self.targets.iter().map(|target| of(target.outcome)).collect();
        let summaries: Vec<Vec<f64>> =
            (0..responses.points.len()).map(|point| columns.iter().map(|column| column[point]).collect()).collect();
        let observed: Vec<f64> = self.targets.iter().map(|target| target.value).collect();
        let bounds: Vec<(f64, f64)> = subject.factors.iter().map(Factor::ends).collect();
        let keep = KEPT.0.max((KEPT.1 * summaries.len() as f64) as usize).min(summaries.len());
        let kept = |adjustment| abc(&responses.points, &summaries, &observed, keep, adjustment, &bounds);
        let mut posterior = kept(Adjustment::LocalLinear);
        if posterior.as_ref().is_some_and(|posterior| !posterior.informs()) {
            posterior = kept(Adjustment::None);
        }
        let predictive = posterior.iter().flat_map(|posterior| predictive(posterior, &summaries)).collect();
        Calibrated { sample: Sample::with_chance(subject, responses, self.points.seed), posterior, predictive }
    }
}

impl Asks for Calibration {
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
        complaints.one_scenario(subject);
        if self.targets.is_empty() {
            complaints.lacks("targets", "add [[calibration.target]] with outcome, value, tolerance, source");
        }
        self.points.complete(subject, complaints);
    }
}

impl Found for Findings {
    fn sample(&self, combination: usize) -> Option<&Sample> {
        self.combinations.get(combination).map(|calibrated| &calibrated.sample)
    }

    fn table(&self, name: &str, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        match name {
            "posterior.csv" => self.posterior(subject, out),
            "kept.csv" => self.kept(subject, out),
            _ => self.targets(subject, out),
        }
    }

    fn text_of(&self, combination: usize, phrasing: &Phrasing) -> String {
        let calibrated = &self.combinations[combination];
        let Some(posterior) = &calibrated.posterior else {
            return wrapped(phrasing.pick(
                "Nothing was learnt: fewer than two points have all targets defined.",
                "未能校准：目标指标均有定义的设计点不足两个。",
            ));
        };
        let (targets, out_of_reach) = self.text_of_targets(calibrated, posterior, phrasing);
        let mut out = targets + "\n" + &assumptions(posterior, phrasing) + "\n";
        if out_of_reach {
            out += &wrapped(phrasing.pick(
                "A target is out of reach: the points kept are only the nearest, and say little about the assumptions.",
                "有目标无法达到：所保留的只是相对最不差的设计点，对假设说明不了什么。",
            ));
        }
        if !posterior.informs() {
            out += &wrapped(phrasing.pick(
                "Nothing was learnt about the assumptions: all points were kept, or no target distinguishes one point from another.",
                "对假设未获信息：所有设计点均被保留，或没有目标能区分各设计点。",
            ));
            return out;
        }
        let learnt = posterior.marginals.iter().filter(|marginal| marginal.shrinkage < 0.9).count();
        let (all, kept) = (phrasing.subject.factors.len(), posterior.accepted.len());
        out += &wrapped(&match phrasing.language {
            Language::English => format!(
                "The targets say something about {learnt} of {all} assumptions; {kept} points were kept. The others are as \
                 unknown as before: a target met does not confirm them."
            ),
            Language::Chinese => format!(
                "目标数据对{all}个假设中的{learnt}个有所约束；保留了{kept}个设计点。其余假设仍如先验一样不确定：目标吻合并不能证实它们。"
            ),
        });
        out
    }

    fn json_of(&self, subject: &Subject, combination: usize) -> Map<String, Value> {
        let posterior =
            self.combinations[combination].posterior.iter().flat_map(|p| subject.factors.iter().zip(&p.marginals));
        let posterior = posterior.map(|(factor, m)| {
            json!({ "input": factor.key, "mean": m.mean, "sd": m.sd, "quantiles": m.quantiles, "shrinkage": m.shrinkage })
        });
        Map::from_iter([("posterior".to_owned(), posterior.collect())])
    }

    fn picture<'a>(&'a self, _: &'a Subject, combination: usize) -> Option<Picture<'a>> {
        self.combinations.get(combination)?.posterior.as_ref().map(Picture::Posterior)
    }
}

impl Findings {
    /// The text on the targets, and whether one is out of reach.
    fn text_of_targets(&self, calibrated: &Calibrated, posterior: &Posterior, phrasing: &Phrasing) -> (String, bool) {
        let heads = [("TARGETS", "目标"), ("published", "公布值"), ("the model, 95%", "模型（95%）"), ("", "")];
        let mut rows = vec![heads.map(|(english, chinese)| phrasing.pick(english, chinese).to_owned()).to_vec()];
        let mut out_of_reach = false;
        for (index, target) in self.asked.targets.iter().enumerate() {
            let kind = phrasing.subject.outcomes[target.outcome];
            let value = |value: f64| figures::value(value, kind.unit);
            let made = calibrated.predictive.get(index).copied().unwrap_or([f64::NAN; 5]);
            let reached = REACHED.contains(&posterior.observed_at[index]);
            let near = (made[2] - target.value).abs() <= 2.0 * target.tolerance;
            out_of_reach |= !reached && !near;
            let word = match (reached, near) {
                (_, true) => phrasing.pick("met", "吻合"),
                (true, false) => phrasing.pick("missed", "未达到"),
                (false, false) => phrasing.pick("out of reach of the model", "模型无法达到"),
            };
            rows.push(vec![
                format!("  {}", phrasing.pick(kind.name_en, kind.name_zh)),
                format!("{} ± {}", value(target.value), value(target.tolerance)),
                format!("{} ({} {} {})", value(made[2]), value(made[0]), phrasing.pick("to", "至"), value(made[4])),
                word.to_owned(),
            ]);
        }
        (aligned(&rows), out_of_reach)
    }

    /// What was learnt about every assumption.
    fn posterior(&self, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        let mut table = writer(out);
        let head = ["cross", "input", "unit", "prior_low", "prior_high", "mean", "sd"];
        table.write_record(head.into_iter().chain(["q025", "q25", "q50", "q75", "q975", "shrinkage"]))?;
        for (combination, calibrated) in subject.combinations.iter().zip(&self.combinations) {
            let marginals = calibrated.posterior.iter().flat_map(|posterior| &posterior.marginals);
            for (factor, marginal) in subject.factors.iter().zip(marginals) {
                let (low, high) = factor.ends();
                let numbers = [low, high, marginal.mean, marginal.sd].into_iter().chain(marginal.quantiles);
                let name = [combination.name.as_str(), &factor.key, factor.unit].map(str::to_owned);
                table.write_record(name.into_iter().chain(numbers.chain([marginal.shrinkage]).map(number)))?;
            }
        }
        table.flush()
    }

    /// The points that were kept, their assumptions after adjustment.
    fn kept(&self, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        let mut table = writer(out);
        table.write_record(["cross", "point", "distance", "weight", "input", "value", "unit"])?;
        for (combination, calibrated) in subject.combinations.iter().zip(&self.combinations) {
            let Some(posterior) = &calibrated.posterior else { continue };
            for (index, point) in posterior.accepted.iter().enumerate() {
                let (distance, weight) = (number(posterior.distances[index]), number(posterior.weights[index]));
                for (factor, value) in subject.factors.iter().zip(&posterior.parameters[index]) {
                    let (point, value) = (point.to_string(), number(*value));
                    table.write_record([
                        &combination.name,
                        &point,
                        &distance,
                        &weight,
                        &factor.key,
                        &value,
                        factor.unit,
                    ])?;
                }
            }
        }
        table.flush()
    }

    /// How near the kept points come to the targets.
    fn targets(&self, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
        let mut table = writer(out);
        let head = ["cross", "outcome", "unit", "target", "tolerance", "source", "share_below"];
        table.write_record(head.into_iter().chain(["q025", "q25", "q50", "q75", "q975"]))?;
        for (combination, calibrated) in subject.combinations.iter().zip(&self.combinations) {
            let Some(posterior) = &calibrated.posterior else { continue };
            for ((target, made), below) in
                self.asked.targets.iter().zip(&calibrated.predictive).zip(&posterior.observed_at)
            {
                let kind = subject.outcomes[target.outcome];
                let name = [combination.name.clone(), kind.id.to_owned(), kind.unit.to_owned()];
                let target = [number(target.value), number(target.tolerance), target.source.clone(), number(*below)];
                table.write_record(name.into_iter().chain(target).chain(made.map(number)))?;
            }
        }
        table.flush()
    }
}

/// The text on the assumptions, those of which most was learnt first.
fn assumptions(posterior: &Posterior, phrasing: &Phrasing) -> String {
    let factors = &phrasing.subject.factors;
    let shrinkage = |factor: FactorIndex| posterior.marginals[factor.index()].shrinkage;
    let mut order: Vec<FactorIndex> = factors.places().collect();
    order.sort_by(|a, b| shrinkage(*a).total_cmp(&shrinkage(*b)));
    let mut rows = vec![vec![
        phrasing.heading(Role::Assumption).to_owned(),
        phrasing.pick("before", "先验").to_owned(),
        phrasing.pick("after, 95%", "后验（95%）").to_owned(),
        String::new(),
    ]];
    for factor in order.iter().take(MOST) {
        let ((low, high), marginal) = (factors[*factor].ends(), &posterior.marginals[factor.index()]);
        let [q025, _, q50, _, q975] = marginal.quantiles.map(short);
        let to = phrasing.pick("to", "至");
        let word = match marginal.shrinkage {
            _ if !posterior.informs() => "",
            s if s < 0.6 => phrasing.pick("much learnt", "信息充分"),
            s if s < 0.9 => phrasing.pick("something learnt", "略有信息"),
            _ => phrasing.pick("nothing learnt", "未获信息"),
        };
        rows.push(vec![
            format!("  {}", phrasing.factor(*factor)),
            format!("{} {to} {}", short(low), short(high)),
            format!("{q50} ({q025} {to} {q975})"),
            word.to_owned(),
        ]);
    }
    aligned(&rows)
}
