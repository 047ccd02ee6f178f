//! Capability is carried by people: by residents who have taken part in settling a matter, and by committee members.
//!
//! When neighbours, the residents' committee, volunteers, an owners' committee or a meeting settle a matter, each of those who
//! had asked and each active witness takes part with chance p, and of the others an organiser who lives in the building brings a share along.
//! Whoever took part is practised, in that group of matters, for some quarters; whoever moves away takes the practice along.
//! The members of the committee are practised in what they handle: e ← e + (h / (h + h½) − e) / memory each month, h the
//! matters of the group, and g of the others, for each member. Capability in a group is
//!
//! K = k₀ + (1 − k₀) n / (n + n½), n = practised people per 1,000 residents: those of the group fully, the others with
//! weight g, and each member as so many residents as the practice e makes of one.
//!
//! Experience of joint problem-solving is what the capacity of a community consists of (Ostrom 1990), and it is lost with
//! the people who had it (organisational forgetting: Argote 2013). It replaces the stock of `capability`.

use crate::random::{Purpose, keys};
use crate::society::governance::Matter;
use crate::society::residents::Traits;
use crate::society::{Channel, Desk, Subdistrict, lay_in_order};
use crate::units::{Day, MONTH_DAYS};
use crate::world::World;

/// Months in a quarter.
const QUARTER: Day = 3;

/// Capability of a community with so many practised people per 1,000 residents.
#[must_use]
pub fn capability(practised_per_1000: f64, unpractised: f64, half: f64) -> f64 {
    unpractised + (1.0 - unpractised) * practised_per_1000 / (practised_per_1000 + half)
}

/// What a group has of its own and of the other groups.
#[must_use]
pub fn with_others(by_group: [f64; 3], carry_over: f64) -> [f64; 3] {
    let all: f64 = by_group.iter().sum();
    by_group.map(|own| own + carry_over * (all - own))
}

/// Lets those who took part in a matter settled today gain practice from it.
pub fn people_practise(s: &mut Subdistrict, w: &World) {
    if !(w.mechanisms.practice && w.mechanisms.people_practise) {
        return;
    }
    let n = &w.self_governance;
    let mut experiences = core::mem::take(&mut s.today.experiences);
    lay_in_order(&mut experiences, &mut s.today.spare);
    for experience in &experiences {
        let Some((kind, building)) = s.of_today(experience.incident) else { continue };
        let matter = w.kinds[kind].matter.index();
        let by_committee = matches!(experience.desk, Some(Desk::Committee(_)));
        if by_committee {
            s.governance.affairs[s.buildings[building].community].handled[matter] += 1;
        }
        let own = by_committee
            || matches!(experience.desk, Some(Desk::Volunteers(_) | Desk::Owners(_)))
            || experience.handler == Some(Channel::Neighbours);
        if !(own && experience.resolved) {
            continue;
        }
        let along = if s.governance.nearby[building].organisers > 0 { n.organiser_takes_along_share } else { 0.0 };
        let chance = n.taking_part_share + (1.0 - n.taking_part_share) * along;
        let askers = experience.asked.iter().fold(0, |all, asked| all | asked);
        let there = experience.witnesses | askers;
        let mut left = w.stream.mask(Purpose::Practice, experience.incident, keys::ONLY, there, chance);
        while left != 0 {
            let bit = left.trailing_zeros();
            left &= left - 1;
            let traits = &mut s.residents.traits[(experience.block + bit) as usize];
            if askers >> bit & 1 == 1 || traits.active() {
                *traits = traits.with_practised(n.practice_quarters as u32, matter);
            }
        }
    }
    s.today.experiences = experiences;
}

/// Lets practice fade with a quarter, that of committee members follow their month, and capability follow both.
pub fn practice_fades(s: &mut Subdistrict, w: &World, day: Day) {
    if !(w.mechanisms.practice && w.mechanisms.people_practise) {
        return;
    }
    let n = &w.self_governance;
    if (day + 1).rem_euclid(MONTH_DAYS * QUARTER) == 0 {
        for traits in &mut s.residents.traits {
            let (quarters, matter) = traits.practised();
            if quarters > 0 {
                *traits = traits.with_practised(quarters - 1, if quarters > 1 { matter } else { 0 });
            }
        }
    }
    for (affairs, community) in s.governance.affairs.iter_mut().zip(&s.communities) {
        let members = community.members();
        let weight = w.core_business.practice_share;
        let done = |group: usize| f64::from(affairs.handled[group]) + weight * f64::from(affairs.served[group]);
        let handled = with_others(core::array::from_fn(done), n.carry_over_share);
        for (practice, handled) in affairs.members.iter_mut().zip(handled) {
            let each = handled / members;
            *practice += (each / (each + n.member_half_per_month) - *practice) / n.member_memory_months;
        }
        (affairs.handled, affairs.served) = ([0; 3], [0; 3]);
    }
    capability_is_counted(s, w);
}

/// Counts who is practised in each community, and what that makes of its capability.
pub fn capability_is_counted(s: &mut Subdistrict, w: &World) {
    let n = &w.self_governance;
    let weights = weights(w);
    for (affairs, community) in s.governance.affairs.iter_mut().zip(&mut s.communities) {
        let mut people = [0_u32; Traits::PRACTICES];
        for traits in &s.residents.traits[community.residents.0 as usize..community.residents.1 as usize] {
            people[traits.practice()] += 1;
        }
        let mut practised = [0_u32; 3];
        for (number, people) in people.into_iter().enumerate() {
            let (quarters, matter) = Traits::practice_of(number);
            practised[matter] += if quarters > 0 { people } else { 0 };
        }
        let residents =
            with_others(practised.map(f64::from), n.carry_over_share).map(|n| n / f64::from(community.size()) * 1000.0);
        let abilities = core::array::from_fn(|group| {
            let members =
                community.levers.staffing.committee_members_per_1000 * n.member_weight * affairs.members[group];
            capability(residents[group] + members, n.unpractised_share, n.practice_half_per_1000)
        });
        affairs.abilities = Some(abilities);
        community.capability = abilities.iter().zip(weights).map(|(k, weight)| k * weight).sum();
    }
}

/// Shares of the groups in the self-governable matters that arise.
fn weights(w: &World) -> [f64; 3] {
    let mut rates = [0.0; 3];
    let mut before = 0.0;
    for kind in &w.kinds {
        rates[kind.matter.index()] += if kind.self_governable { kind.cumulative - before } else { 0.0 };
        before = kind.cumulative;
    }
    let total: f64 = rates.iter().sum();
    Matter::ALL.map(|matter| if total > 0.0 { rates[matter.index()] / total } else { 1.0 / rates.len() as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn capability_rises_from_that_of_beginners_and_saturates() {
        assert!((capability(0.0, 0.15, 40.0) - 0.15).abs() < 1e-12);
        assert!((capability(40.0, 0.2, 40.0) - 0.6).abs() < 1e-12);
        assert!(capability(1000.0, 0.15, 40.0) < 1.0);
    }

    #[test]
    fn with_full_carry_over_the_groups_are_one() {
        assert_eq!(with_others([3.0, 1.0, 0.0], 1.0), [4.0; 3]);
        assert_eq!(with_others([3.0, 1.0, 0.0], 0.0), [3.0, 1.0, 0.0]);
    }

    /// Built-in rates of 60 for facilities, 20 and 35 for disputes and 35 for care.
    #[test]
    fn what_arises_weighs_the_groups() {
        let weights = weights(&World::new(&Settings::default(), 1, 0));
        for (weight, rate) in weights.into_iter().zip([60.0, 55.0, 35.0]) {
            assert!((weight - rate / 150.0).abs() < 1e-9, "{weights:?}");
        }
    }
}
