//! Factors: what a study varies, levers and assumptions kept apart, and over which values.

use crate::scenario::Setting;

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
    ///
    /// # Panics
    /// When a list does not hold the value.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        match &self.levels {
            Levels::Range { low, high, whole: false } => (value - low) / (high - low),
            Levels::Range { low, high, whole: true } => (value - low + 0.5) / (high - low + 1.0),
            Levels::List(values) => {
                let index = values.iter().position(|known| known.to_bits() == value.to_bits());
                let index = index.expect("one of its values");
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
