//! Building heads and party members who report to their community organise their neighbours.
//!
//! Levers say how many building heads (楼栋长) a community engages, and which share of its party members of working age report
//! to it (双报到); of these a share does more than report. They are the residents with the lowest civic thresholds: building
//! heads among all who have the time, then party members among those under 60 who are left. Organisers are active, ask their
//! contacts to join in, and bring others of their building along when a matter is settled there. Whether more residents' own
//! activity follows is not assumed (Liu & Tian 2021 find it in Shanghai, Tang 2019 warns of co-optation).

use crate::random::{Purpose, keys};
use crate::society::Subdistrict;
use crate::world::World;
use crate::world::people::NO_TIME;

/// How many building heads and how many reporting members organise among so many residents.
#[must_use]
pub fn numbers(size: u32, heads_per_1000: f64, members_per_1000: f64, reporting: f64, effort: f64) -> [usize; 2] {
    let thousands = f64::from(size) / 1000.0;
    [heads_per_1000 * thousands, members_per_1000 * reporting * effort * thousands].map(|n| n.round() as usize)
}

/// Engages the organisers of the coming month.
pub fn organisers_are_engaged(s: &mut Subdistrict, w: &World) {
    if !w.mechanisms.organisers {
        return;
    }
    let n = &w.self_governance;
    for nearby in &mut s.governance.nearby {
        nearby.organisers = 0;
    }
    for (affairs, community) in s.governance.affairs.iter_mut().zip(&mut s.communities) {
        affairs.organisers.clear();
        let levers = &community.levers.participation;
        let [heads, reporting] = numbers(
            community.size(),
            levers.organisers_per_1000,
            n.party_members_per_1000,
            levers.party_reporting_share,
            n.reporting_effort_share,
        );
        if heads + reporting == 0 {
            continue;
        }
        // Equal thresholds are ordered by a mark of the person, so that more of them are always the same and some more.
        let mut ready: Vec<(u32, u32, u32)> = (community.residents.0..community.residents.1)
            .filter_map(|who| {
                let traits = s.residents.traits[who as usize];
                let key = community.key.member(who - community.residents.0);
                let mark = || w.stream.block(Purpose::Organiser, key, traits.fixed(), keys::ONLY)[0];
                (traits.level() < NO_TIME).then(|| (traits.level(), mark(), who))
            })
            .collect();
        ready.sort_unstable();
        let (first, others) = ready.split_at(heads.min(ready.len()));
        let working = others.iter().filter(|(_, _, who)| s.residents.traits[*who as usize].age() < 2).take(reporting);
        affairs.organisers.extend(first.iter().chain(working).map(|&(_, _, who)| who));
        affairs.organisers.sort_unstable();
        for &who in &affairs.organisers {
            let traits = &mut s.residents.traits[who as usize];
            community.active += u32::from(!traits.active());
            community.active_owners += u32::from(!traits.active() && traits.tenure() == 0);
            *traits = traits.with_active(true);
            let buildings = &s.buildings[community.buildings];
            let building = buildings.partition_point(|building| building.residents.1 <= who);
            s.governance.nearby[community.buildings.0.after(building)].organisers += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levers_of_nothing_engage_nobody() {
        assert_eq!(numbers(2_500, 0.0, 70.0, 0.0, 0.25), [0, 0]);
        assert_eq!(numbers(2_000, 10.0, 70.0, 0.5, 0.2), [20, 14]);
    }
}
