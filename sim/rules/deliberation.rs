//! Residents deliberate.
//!
//! Meetings of a community are spread evenly over the year. A meeting brings a keyed sample of residents together, which
//! pushes them to take part for some months (Jakobsen 2013), and takes up the longest-lived open matters of shared space,
//! each of which it settles with the chance of the community body.

use crate::random::{Purpose, below, keys};
use crate::society::governance::Matter;
use crate::society::{Channel, Desk, Experience, Subdistrict};
use crate::units::places::CommunityIndex;
use crate::units::{Day, YEAR_DAYS};
use crate::world::World;

/// Whether a meeting falls on `day`, of `per_year` spread evenly.
#[must_use]
pub fn meets(day: Day, per_year: f64) -> bool {
    let held = |d: Day| (f64::from(d) * per_year / YEAR_DAYS).floor();
    held(day + 1) > held(day)
}

/// Holds the day's meetings.
pub fn residents_deliberate(s: &mut Subdistrict, w: &World, day: Day) {
    for c in s.communities.places() {
        let community = &s.communities[c];
        if !meets(day, community.levers.participation.deliberation_meetings_per_year) {
            continue;
        }
        let (key, first, size) = (community.key.meetings(), community.residents.0, community.size());
        for i in 0..w.institutions.deliberation_reach as u32 {
            let word = w.stream.block(Purpose::Outreach, key, day as u32, i)[0];
            let traits = &mut s.residents.traits[(first + below(word, size)) as usize];
            *traits = traits.with_touched(w.people.outreach_months as u32);
        }
        if settle(s, w, c, day) && w.mechanisms.people_practise {
            attendants_practise(s, w, c, day);
        }
    }
}

/// Those who sat in a meeting that settled something have taken part in settling it, with the chance of anybody.
fn attendants_practise(s: &mut Subdistrict, w: &World, c: CommunityIndex, day: Day) {
    let community = &s.communities[c];
    let (first, size) = (community.residents.0, community.size());
    let n = &w.self_governance;
    let meeting = community.key.meetings();
    for i in 0..w.institutions.deliberation_reach as u32 {
        if w.uniform(Purpose::Practice, meeting, day as u32, i) < n.taking_part_share {
            let word = w.stream.block(Purpose::Outreach, meeting, day as u32, i)[0];
            let traits = &mut s.residents.traits[(first + below(word, size)) as usize];
            *traits = traits.with_practised(n.practice_quarters as u32, Matter::Shared.index());
        }
    }
}

/// Takes up open matters of shared space; returns whether one was settled.
fn settle(s: &mut Subdistrict, w: &World, c: CommunityIndex, day: Day) -> bool {
    let mut settled = false;
    let n = &w.institutions;
    let mut open: Vec<(Day, u64)> = s
        .incidents
        .iter()
        .filter(|i| !i.ended && w.is_shared_space(i.kind) && s.buildings[i.building].community == c)
        .map(|i| (i.born, i.id))
        .collect();
    open.sort_unstable();
    let chance = n.community_success_base + n.community_success_slope * s.ability(c, Matter::Shared);
    for (_, id) in open.into_iter().take(n.deliberation_resolves.round() as usize) {
        let Some(at) = s.find(id) else { continue };
        s.communities[c].practised += 1;
        if w.uniform(Purpose::Outreach, id, day as u32, keys::ONLY) >= chance {
            continue;
        }
        let incident = &s.incidents[at];
        s.today.experiences.push(Experience {
            incident: id,
            block: incident.block,
            witnesses: incident.witnesses,
            asked: incident.asked,
            desk: Some(Desk::Committee(c)),
            handler: Some(Channel::Community),
            shown: true,
            resolved: true,
            wait: f64::from(day - incident.born),
        });
        w.end(s, at, Some(Desk::Committee(c)), true);
        settled = true;
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_holds_its_meetings() {
        for per_year in [0.0, 2.0, 12.0] {
            let held = (0..365).filter(|&day| meets(day, per_year)).count();
            assert_eq!(held as f64, per_year);
        }
        assert_eq!((-365..0).filter(|&day| meets(day, 6.0)).count(), 6);
    }
}
