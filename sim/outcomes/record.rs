//! What a run gave, and the hash of it.

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
    /// Daily values for the whole city by outcome id, day 0 first.
    pub daily: Vec<(&'static str, Vec<f64>)>,
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

    /// The daily series of an outcome, if it is recorded by day.
    #[must_use]
    pub fn series(&self, outcome: &str) -> Option<&[f64]> {
        self.daily.iter().find(|(id, _)| *id == outcome).map(|(_, values)| values.as_slice())
    }

    /// Hash of the canonical values: every measured row, survival, grids and daily value by its bits.
    #[must_use]
    pub fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        let mut word = |text: &str, values: &[f64]| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
            for value in values {
                // One pattern for every undefined value, and one for both zeros.
                let canonical = if value.is_nan() { f64::NAN } else { value + 0.0 };
                hasher.update(&canonical.to_bits().to_le_bytes());
            }
        };
        for row in &self.measured {
            word(row.outcome, &[]);
            word(&row.group, &[row.value]);
        }
        for (kind, shares) in &self.survival {
            word(kind, shares);
        }
        for grid in &self.grids {
            word(&grid.community, &[f64::from(grid.grid), f64::from(grid.residents), grid.place.0, grid.place.1]);
            for (outcome, value) in &grid.values {
                word(outcome, &[*value]);
            }
        }
        for (outcome, values) in &self.daily {
            word(outcome, values);
        }
        hasher.finalize()
    }
}
