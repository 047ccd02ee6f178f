//! Studies: what a whole range of policies and assumptions gives, from one TOML file.
//!
//! A study varies *factors*, levers and assumptions kept apart, over a design of *points*. At every point it runs all its
//! scenarios in the same world and under the same chance, and studies each outcome of each scenario and its paired
//! difference to the first, the baseline. Every analysis is repeated for each combination of structural variants
//! ([`Study::crosses`]).
//!
//! Reading (`read`) gives a validated [`Study`]; `apply` makes scenarios of a point; `runner` gives the values of points,
//! keeping finished runs on disk; `carry_out` lets a method choose points and analyse them.

pub mod apply;
pub mod calibration;
pub mod carry_out;
pub mod claims;
pub mod design;
pub mod discovery;
pub mod methods;
pub mod read;
pub mod responses;
pub mod robustness;
pub mod runner;
pub mod search;
pub mod sensitivity;
pub mod statistics;
pub mod store;
pub mod trial;

use crate::outcomes::{Direction, OutcomeKind};
use crate::scenario::{Scenario, Setting};

/// How a study chooses its points and what it makes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Every combination of levels.
    Factorial,
    /// A Latin hypercube.
    LatinHypercube,
    /// A scrambled Sobol' sequence.
    SobolSequence,
    /// Morris screening.
    Morris,
    /// Sobol' indices.
    Sobol,
    /// Calibration to targets.
    Calibration,
    /// Search for policies that nothing betters in all objectives.
    Search,
    /// Scenario discovery: where in the assumptions a criterion holds.
    Discovery,
    /// Regret and satisficing of policies over worlds.
    Robustness,
    /// Claims of the literature as hypotheses.
    Claims,
    /// A virtual trial: a pilot evaluated against the truth.
    Trial,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 11] = [
        Self::Factorial,
        Self::LatinHypercube,
        Self::SobolSequence,
        Self::Morris,
        Self::Sobol,
        Self::Calibration,
        Self::Search,
        Self::Discovery,
        Self::Robustness,
        Self::Claims,
        Self::Trial,
    ];

    /// The word of study files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Factorial => "factorial",
            Self::LatinHypercube => "latin_hypercube",
            Self::SobolSequence => "sobol_sequence",
            Self::Morris => "morris",
            Self::Sobol => "sobol",
            Self::Calibration => "calibration",
            Self::Search => "search",
            Self::Discovery => "discovery",
            Self::Robustness => "robustness",
            Self::Claims => "claims",
            Self::Trial => "trial",
        }
    }

    /// What it is called in English and Chinese.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Factorial => ("full factorial", "全因子试验"),
            Self::LatinHypercube => ("Latin hypercube", "拉丁超立方抽样"),
            Self::SobolSequence => ("Sobol' sequence", "Sobol'序列抽样"),
            Self::Morris => ("Morris screening", "Morris筛选"),
            Self::Sobol => ("Sobol' indices", "Sobol'方差分解"),
            Self::Calibration => ("calibration", "参数校准"),
            Self::Search => ("policy search", "政策寻优"),
            Self::Discovery => ("scenario discovery", "情景发现"),
            Self::Robustness => ("robustness", "稳健性分析"),
            Self::Claims => ("test of claims", "主张检验"),
            Self::Trial => ("virtual trial", "虚拟试点评估"),
        }
    }
}

/// Whether a factor is what a policy sets or what is assumed about the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A policy lever: acts from day 0.
    Lever,
    /// An assumption about the world: acts from the beginning of the burn-in.
    Assumption,
}

impl Role {
    /// The word of study files and tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lever => "lever",
            Self::Assumption => "assumption",
        }
    }
}

/// The values that a factor takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Levels {
    /// Anything between two ends; whole numbers where the parameter counts something.
    Range {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
        /// Only whole numbers.
        whole: bool,
    },
    /// These alone.
    List(Vec<f64>),
}

/// What a factor changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// The value under a key.
    Key,
    /// Several keys together: each is its value in the first scenario times the factor; key, that value, allowed range.
    Scale(Vec<(String, f64, (f64, f64))>),
    /// A share of the way from the policy at the root of a scenario to that scenario: lever key, way, and allowed range.
    Path(Vec<(String, f64, (f64, f64))>),
    /// Which of several structural variants holds: 0 is the first.
    Variant(Vec<Setting>),
}

/// One thing that a study varies.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Factor {
    /// Key, such as `staffing.audit_share`, or the name of a path.
    pub key: String,
    /// What it is called in English.
    pub name_en: String,
    /// What it is called in Chinese.
    pub name_zh: String,
    /// Lever or assumption.
    pub role: Role,
    /// Unit.
    pub unit: &'static str,
    /// Its values.
    pub levels: Levels,
    /// What it changes.
    pub target: Target,
    /// Scenarios in which a lever is moved; an assumption holds in all.
    pub scenarios: Vec<usize>,
    /// Its value where the study leaves it alone.
    pub default: f64,
}

impl Factor {
    /// Whether it moves the value under a key of an assumption, or a lever by its key.
    #[must_use]
    pub fn moves(&self, key: &str) -> bool {
        match &self.target {
            Target::Scale(keys) => keys.iter().any(|(own, ..)| own == key),
            _ => self.key == key,
        }
    }

    /// The value at `share`, from 0 to 1, of its range or list.
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        match &self.levels {
            Levels::Range { high, .. } if share >= 1.0 => *high,
            Levels::Range { low, high, whole: false } => low + share * (high - low),
            // Every whole number has the same chance.
            Levels::Range { low, high, whole: true } => (low + (share * (high - low + 1.0)).floor()).min(*high),
            Levels::List(values) => values[((share * values.len() as f64) as usize).min(values.len() - 1)],
        }
    }

    /// The share at which [`Factor::at`] gives one of its values.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        match &self.levels {
            Levels::Range { low, high, whole: false } => (value - low) / (high - low),
            Levels::Range { low, high, whole: true } => (value - low + 0.5) / (high - low + 1.0),
            Levels::List(values) => {
                let index = values.iter().position(|known| known.to_bits() == value.to_bits()).unwrap_or(0);
                (index as f64 + 0.5) / values.len() as f64
            }
        }
    }

    /// `count` values from end to end; of a list, its own.
    #[must_use]
    pub fn values(&self, count: u32) -> Vec<f64> {
        match &self.levels {
            Levels::List(values) => values.clone(),
            Levels::Range { low, high, whole } => {
                let part = |step: u32| f64::from(step) / f64::from((count - 1).max(1));
                let value = |step| low + part(step) * (high - low);
                let mut values: Vec<f64> =
                    (0..count).map(value).map(|value| if *whole { value.round() } else { value }).collect();
                values.dedup();
                values
            }
        }
    }

    /// The ends of its values.
    #[must_use]
    pub fn ends(&self) -> (f64, f64) {
        match &self.levels {
            Levels::Range { low, high, .. } => (*low, *high),
            Levels::List(values) => {
                values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)))
            }
        }
    }
}

/// One combination of structural variants.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cross {
    /// In a word, such as `frailty=fixed`; `as_is` where nothing is crossed.
    pub name: String,
    /// Values by key.
    pub settings: Vec<(String, Setting)>,
}

/// One number of a point: an outcome of a scenario, or its paired difference to the baseline.
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    /// The scenario.
    pub scenario: usize,
    /// Index among the outcomes of the study.
    pub outcome: usize,
    /// Whether it is the difference to scenario 0.
    pub difference: bool,
}

/// How large the design is. Which fields matter depends on the method.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Design {
    /// Points of a sample; base points of Sobol' indices.
    pub points: u32,
    /// Trajectories of Morris screening.
    pub trajectories: u32,
    /// Levels of a range in a factorial or in Morris screening.
    pub levels: u32,
    /// Resamples behind bootstrap intervals.
    pub resamples: u32,
    /// Seed of the design, apart from that of the runs.
    pub seed: u64,
    /// Members of a generation of a search.
    pub population: u32,
    /// Generations of a search.
    pub generations: u32,
}

/// A published pattern that calibration aims at.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Aim {
    /// Index among the outcomes.
    pub outcome: usize,
    /// The value.
    pub value: f64,
    /// Standard deviation of what is published around it.
    pub tolerance: f64,
    /// Where it is published.
    pub source: String,
}

/// What a search wants more or less of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Objective {
    /// Index among the outcomes.
    pub outcome: usize,
    /// Which way is better; never neutral.
    pub direction: Direction,
}

/// A bound on an outcome.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Bound {
    /// Index among the outcomes.
    pub outcome: usize,
    /// The bound.
    pub value: f64,
    /// Whether the outcome has to lie at or below it.
    pub at_most: bool,
}

/// The criterion of scenario discovery.
#[derive(Clone, Copy, Debug)]
pub struct Criterion {
    /// The number that is judged.
    pub quantity: Quantity,
    /// The threshold.
    pub value: f64,
    /// Whether the criterion holds below the threshold; above it otherwise.
    pub below: bool,
}

/// A validated study.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Study {
    /// The file's stem.
    pub name: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// The file as the user named it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Method.
    pub method: Method,
    /// The scenarios with `[set]` on top; the first is the baseline.
    pub scenarios: Vec<Scenario>,
    /// The outcomes.
    pub outcomes: Vec<&'static OutcomeKind>,
    /// Runs of every scenario at every point.
    pub replicates: u32,
    /// Levers first, then assumptions.
    pub factors: Vec<Factor>,
    /// Combinations of structural variants, at least one.
    pub crosses: Vec<Cross>,
    /// Size of the design.
    pub design: Design,
    /// Targets of a calibration.
    pub aims: Vec<Aim>,
    /// Objectives of a search.
    pub objectives: Vec<Objective>,
    /// Bounds: constraints of a search, thresholds of robustness.
    pub bounds: Vec<Bound>,
    /// Criterion of a discovery.
    pub criterion: Option<Criterion>,
    /// What is claimed.
    pub claims: claims::Claims,
    /// What a trial tries.
    pub trial: Option<trial::Plan>,
}

impl Study {
    /// Every quantity: outcomes by scenario, then differences by scenario.
    #[must_use]
    pub fn quantities(&self) -> Vec<Quantity> {
        let of = |scenario: usize, difference| {
            (0..self.outcomes.len()).map(move |outcome| Quantity { scenario, outcome, difference })
        };
        let values = (0..self.scenarios.len()).flat_map(|scenario| of(scenario, false));
        values.chain((1..self.scenarios.len()).flat_map(|scenario| of(scenario, true))).collect()
    }

    /// Hash of everything that decides the results but the seed, the replicates and the version of the model.
    #[must_use]
    pub fn hash(&self) -> String {
        let ids: Vec<&str> = self.outcomes.iter().map(|kind| kind.id).collect();
        let scenarios: Vec<_> = self.scenarios.iter().map(crate::results::scenario_hash).collect();
        let Self { method, factors, crosses, design, aims, objectives, bounds, criterion, claims, trial, .. } = self;
        let text = format!(
            "{method:?} {ids:?} {scenarios:?} {factors:?} {crosses:?} {design:?} {aims:?} {objectives:?} {bounds:?} \
             {criterion:?} {trial:?} {}",
            claims.key()
        );
        blake3::hash(text.as_bytes()).to_hex().to_string()
    }
}
