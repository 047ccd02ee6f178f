//! What an evaluator sees of each community, month by month.

use crate::outcomes::{OutcomeKind, outcome_kind};
use crate::society::counts::{Count, Counts};
use crate::society::residents::{Channel, SATISFACTION, mean};
use crate::society::{Community, Society, Subdistrict};
use crate::units::MONTH_DAYS;

/// What is measured of a community in a month, by the ids of the outcomes, with their units.
///
/// Satisfaction and trust are means over its residents, activity their share, and capability its own, all at the end of the
/// month. The others are those outcomes by their definition, over what was counted in its grids during the month.
pub const MEASURES: [&str; 8] = [
    "satisfaction",
    "trust_community",
    "active_share",
    "capability",
    "detection_share",
    "true_resolution_share",
    "closed_case_days",
    "harm_per_1000_day",
];

/// A month of a community: a value for each of [`MEASURES`]; NaN where undefined.
pub type Values = [f64; MEASURES.len()];

/// A month: its communities in the order of the city.
pub type Month = Vec<Values>;

/// All communities with their subdistricts, in the order of the city.
pub fn communities(society: &Society) -> impl Iterator<Item = (&Subdistrict, &Community)> {
    society.subdistricts.iter().flat_map(|s| s.communities.iter().map(move |community| (s, community)))
}

/// Records the months of a society that is being simulated.
#[derive(Clone, Debug)]
pub struct Recorder {
    /// What had been counted in each community at the end of the last month.
    counted: Vec<Counts<u64>>,
}

impl Recorder {
    /// Begins today.
    #[must_use]
    pub fn new(society: &Society) -> Self {
        Self { counted: communities(society).map(|(s, community)| counted(s, community)).collect() }
    }

    /// The month that has just ended.
    pub fn month(&mut self, society: &Society) -> Month {
        let of = |((s, community), last): ((&Subdistrict, &Community), &mut Counts<u64>)| {
            let now = counted(s, community);
            let values = values(s, community, last, &now);
            *last = now;
            values
        };
        communities(society).zip(&mut self.counted).map(of).collect()
    }
}

/// What has been counted in the grids of a community.
fn counted(s: &Subdistrict, community: &Community) -> Counts<u64> {
    let first = s.ledger.grid_of(community.buildings.0);
    let mut sum = Counts::default();
    s.ledger.grids[(first, first.after(community.map.len()))].iter().for_each(|grid| sum.add(grid));
    sum
}

fn values(s: &Subdistrict, community: &Community, last: &Counts<u64>, now: &Counts<u64>) -> Values {
    let people = &s.residents.state[community.residents.0 as usize..community.residents.1 as usize];
    let residents = f64::from(community.size());
    let mut month = Counts::default();
    for count in Count::ALL {
        month[count] = now[count] - last[count];
    }
    MEASURES.map(|measure| match measure {
        "satisfaction" => mean(people, SATISFACTION),
        "trust_community" => mean(people, Channel::Community.lane()),
        "active_share" => f64::from(community.active) / residents,
        "capability" => community.capability,
        counted => {
            let of = |kind: &OutcomeKind| kind.of_counts(&month, residents, f64::from(MONTH_DAYS));
            outcome_kind(counted).map_or(f64::NAN, of)
        }
    })
}

/// Mean over months of one measure of every community, over those in which it is defined.
#[must_use]
pub fn window(months: &[Month], measure: usize) -> Vec<f64> {
    let communities = months.first().map_or(0, Vec::len);
    let mean = |community: usize| {
        let defined = months.iter().map(|month| month[community][measure]).filter(|value| !value.is_nan());
        let (sum, count) = defined.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        sum / count
    };
    (0..communities).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_outcomes_of_the_registry() {
        assert!(MEASURES.iter().all(|id| outcome_kind(id).is_some()));
    }

    #[test]
    fn a_window_is_the_mean_of_the_months_in_which_there_was_something_to_measure() {
        let months: Vec<Month> = [1.0, f64::NAN, 4.0].iter().map(|value| vec![[*value; 8], [2.0; 8]]).collect();
        assert_eq!(window(&months, 3), [2.5, 2.0]);
        assert!(window(&months[1..2], 0)[0].is_nan());
    }
}
