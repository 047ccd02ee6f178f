//! What a run gave, and the hash of it.

use core::ops::Range;

use super::books::Extent;
use super::definition::Definition;
use super::{OutcomeKind, outcome_kind};

/// What the groups of years begin with; the number follows, from 1.
pub(crate) const YEAR: &str = "year:";

/// One measured value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Measured {
    /// Outcome id, one of [`crate::outcomes::outcome_kinds`].
    pub outcome: &'static str,
    /// `all`, or a group such as `tenure:owner` or `kind:enquiry`.
    pub group: String,
    /// The value; NaN where it is undefined.
    pub value: f64,
}

/// One grid of the map, on the world's own grids.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GridRow {
    /// Community.
    pub community: String,
    /// Number of the grid within its community, from 1.
    pub grid: u32,
    /// Residents.
    pub residents: u32,
    /// Place on the map.
    pub place: (f64, f64),
    /// Outcomes by id; NaN where undefined.
    pub values: Vec<(&'static str, f64)>,
}

/// An outcome by day, for the whole city.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Series {
    /// Outcome id.
    pub outcome: &'static str,
    /// What was counted or measured, day 0 first.
    pub days: Days,
}

/// The days of a series: what was counted, where the outcome is made of counts, so that any stretch of days can be put
/// together as its definition asks.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Days {
    /// Measured at the ends of months; that of the last one, NaN before the first.
    Stock(Vec<f64>),
    /// Counted above and below the line.
    Ratio {
        /// Above it.
        over: Vec<u32>,
        /// Below it.
        under: Vec<u32>,
    },
    /// Counted per resident.
    Rate {
        /// What was counted.
        over: Vec<f64>,
        /// Residents.
        residents: f64,
    },
}

/// A day or a stretch of days of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Stretch {
    /// The value; NaN where undefined.
    pub value: f64,
    /// What it divides, in units in which the quotient is the value: those of days add up to those of the run. NaN for a
    /// stock.
    pub numerator: f64,
    /// By what it divides; NaN for a stock.
    pub denominator: f64,
}

impl Series {
    /// Number of days.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.days {
            Days::Stock(values) => values.len(),
            Days::Ratio { over, .. } => over.len(),
            Days::Rate { over, .. } => over.len(),
        }
    }

    /// Whether it has no days.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it is measured at the ends of months.
    #[must_use]
    pub fn is_stock(&self) -> bool {
        matches!(self.days, Days::Stock(_))
    }

    /// The outcome over a stretch of days by its definition: sum of numerators over sum of denominators. A stock is that of
    /// the last day.
    ///
    /// # Panics
    /// When the outcome is not registered, or the days are not all there.
    #[must_use]
    pub fn over(&self, days: Range<usize>) -> Stretch {
        let length = days.len() as f64;
        let sum = |counts: &[u32]| counts[days.clone()].iter().map(|&n| u64::from(n)).sum::<u64>() as f64;
        let (over, under, residents) = match &self.days {
            Days::Stock(values) => {
                let value = values[days].last().copied().unwrap_or(f64::NAN);
                return Stretch { value, numerator: f64::NAN, denominator: f64::NAN };
            }
            Days::Ratio { over, under } => (sum(over), sum(under), f64::NAN),
            Days::Rate { over, residents } => (over[days].iter().sum(), f64::NAN, *residents),
        };
        let cell = Extent { residents, days: length };
        let definition = &outcome_kind(self.outcome).expect("a registered outcome").definition;
        let (numerator, denominator) = definition.parts(over, under, cell);
        Stretch { value: definition.value(over, under, cell), numerator, denominator }
    }

    /// The value of every day.
    #[must_use]
    pub fn values(&self) -> Vec<f64> {
        (0..self.len()).map(|day| self.over(day..day + 1).value).collect()
    }

    /// The series of an outcome of which nothing is known yet.
    #[must_use]
    pub fn begun(kind: &OutcomeKind) -> Self {
        let days = match kind.definition {
            Definition::Ratio { .. } => Days::Ratio { over: Vec::new(), under: Vec::new() },
            Definition::Rate { .. } | Definition::Level { .. } => Days::Rate { over: Vec::new(), residents: f64::NAN },
            _ => Days::Stock(Vec::new()),
        };
        Self { outcome: kind.id, days }
    }

    /// Adds a day that [`Series::over`] gave.
    ///
    /// # Panics
    /// When the outcome is not registered.
    pub fn push(&mut self, day: Stretch) {
        let definition = &outcome_kind(self.outcome).expect("a registered outcome").definition;
        let counted = definition.counted(day.numerator, day.denominator);
        match &mut self.days {
            Days::Stock(values) => values.push(day.value),
            Days::Ratio { over, under } => {
                over.push(counted.0 as u32);
                under.push(counted.1 as u32);
            }
            Days::Rate { over, residents } => {
                over.push(counted.0);
                *residents = counted.2;
            }
        }
    }
}

impl Stretch {
    /// A day as it stands in a table.
    #[must_use]
    pub fn new(value: f64, numerator: f64, denominator: f64) -> Self {
        Self { value, numerator, denominator }
    }
}

/// One community over a run.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PlaceRow {
    /// Name.
    pub community: String,
    /// Name of its subdistrict.
    pub subdistrict: String,
    /// Its kind, as scenario files write it.
    pub archetype: String,
    /// Residents.
    pub residents: u32,
    /// Outcomes by id over the run.
    pub values: Vec<(&'static str, Stretch)>,
    /// The same outcomes in the same order by months of 30 days, where they were asked for.
    pub months: Vec<Vec<Stretch>>,
}

/// What one run gave.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Run {
    /// Every outcome, in the order of the registry, `all` first; every outcome has its row.
    pub measured: Vec<Measured>,
    /// Share of cases still open by whole days since filing (0, 1, 2, ...), by kind of incident and `all`;
    /// product-limit estimate (Kaplan & Meier 1958), open cases censored.
    pub survival: Vec<(String, Vec<f64>)>,
    /// The grids.
    pub grids: Vec<GridRow>,
    /// Outcomes by day for the whole city.
    pub daily: Vec<Series>,
    /// The communities. What they count is what the grids count, so that they do not enter the hash.
    pub places: Vec<PlaceRow>,
    /// Residents times days simulated after branching.
    pub resident_days: f64,
}

impl Run {
    /// The value of an outcome for `all`; NaN where undefined.
    ///
    /// # Panics
    /// When there is no such outcome.
    #[must_use]
    pub fn value(&self, outcome: &str) -> f64 {
        let row = self.measured.iter().find(|row| row.outcome == outcome && row.group == "all");
        row.unwrap_or_else(|| panic!("there is no outcome {outcome}")).value
    }

    /// The daily values of an outcome, if it is recorded by day.
    #[must_use]
    pub fn series(&self, outcome: &str) -> Option<Vec<f64>> {
        self.daily.iter().find(|series| series.outcome == outcome).map(Series::values)
    }

    /// Hash of the canonical values: of every measured row, survival curve, grid and day by its bits.
    ///
    /// Groups, kinds and grids count by their place, outcomes by their id: what a user calls an incident or a community, and
    /// where the map draws it, decides no value and does not enter. Years are put together from days, which do.
    #[must_use]
    pub fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        let mut word = |text: &str, values: &[f64]| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
            hasher.update(&(values.len() as u64).to_le_bytes());
            for value in values {
                // One pattern for every undefined value, and one for both zeros.
                let canonical = if value.is_nan() { f64::NAN } else { value + 0.0 };
                hasher.update(&canonical.to_bits().to_le_bytes());
            }
        };
        for row in self.measured.iter().filter(|row| !row.group.starts_with(YEAR)) {
            word(row.outcome, &[]);
            word(row.group.split(':').next().unwrap_or_default(), &[row.value]);
        }
        for (_, shares) in &self.survival {
            word("survival", shares);
        }
        for grid in &self.grids {
            word("grid", &[f64::from(grid.grid), f64::from(grid.residents)]);
            for (outcome, value) in &grid.values {
                word(outcome, &[*value]);
            }
        }
        let numbers = |counts: &[u32]| counts.iter().map(|&n| f64::from(n)).collect::<Vec<f64>>();
        for series in &self.daily {
            match &series.days {
                Days::Stock(values) => word(series.outcome, values),
                Days::Ratio { over, under } => word(series.outcome, &[numbers(over), numbers(under)].concat()),
                Days::Rate { over, residents } => word(series.outcome, &[over.as_slice(), &[*residents]].concat()),
            }
        }
        hasher.finalize()
    }
}
