//! What an evaluator sees of each community, month by month.

use crate::society::buildings::BuildingTally;
use crate::society::residents::{Channel, SATISFACTION, mean};
use crate::society::{Community, Society, Subdistrict};
use crate::units::MONTH_DAYS;

/// What is measured of a community in a month, by the ids of the outcomes, with their units.
///
/// Satisfaction and trust are means over its residents, activity their share, and capability its own, all at the end of the
/// month. The other four are counted where the incident is, during the month: incidents detected over incidents that
/// arose, cases that truly resolved something over cases closed, mean days from filing to closing of cases closed (both
/// for cases filed from day 0 on), and harm per 1,000 residents and day.
pub const MEASURES: [&str; 8] = [
    "satisfaction",
    "trust_community",
    "active_share",
    "capability",
    "detection_share",
    "true_resolution_share",
    "close_days_mean",
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

/// Reads months off a society that is being lived in.
#[derive(Clone, Debug)]
pub struct Recorder {
    /// What had been counted in each community at the end of the last month.
    counted: Vec<BuildingTally>,
}

impl Recorder {
    /// Begins today.
    #[must_use]
    pub fn new(society: &Society) -> Self {
        Self { counted: communities(society).map(|(s, community)| counted(s, community)).collect() }
    }

    /// The month that has just been lived through.
    pub fn month(&mut self, society: &Society) -> Month {
        let of = |((s, community), last): ((&Subdistrict, &Community), &mut BuildingTally)| {
            let now = counted(s, community);
            let values = values(s, community, last, &now);
            *last = now;
            values
        };
        communities(society).zip(&mut self.counted).map(of).collect()
    }
}

/// What has been counted in the buildings of a community.
fn counted(s: &Subdistrict, community: &Community) -> BuildingTally {
    let mut sum = BuildingTally::default();
    for building in &s.buildings[community.buildings.0 as usize..community.buildings.1 as usize] {
        let tally = &building.tally;
        sum.arisen += tally.arisen;
        sum.detected += tally.detected;
        sum.closed += tally.closed;
        sum.resolved += tally.resolved;
        sum.close_time += tally.close_time;
        sum.harm += tally.harm;
    }
    sum
}

fn values(s: &Subdistrict, community: &Community, last: &BuildingTally, now: &BuildingTally) -> Values {
    let people = &s.residents.state[community.residents.0 as usize..community.residents.1 as usize];
    let residents = f64::from(community.size());
    let ratio = |part: u64, whole: u64| if whole > 0 { part as f64 / whole as f64 } else { f64::NAN };
    let closed = now.closed - last.closed;
    [
        mean(people, SATISFACTION),
        mean(people, Channel::Community.lane()),
        f64::from(community.active) / residents,
        community.capability,
        ratio(now.detected - last.detected, now.arisen - last.arisen),
        ratio(now.resolved - last.resolved, closed),
        ratio(now.close_time - last.close_time, closed) / 100.0,
        (now.harm - last.harm) as f64 / residents / f64::from(MONTH_DAYS),
    ]
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
    use crate::outcomes::outcome_kind;

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
