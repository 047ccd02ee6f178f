//! The strands of a committee's core business in numbers, and how fast it gets on with them.

use super::World;
use crate::society::Subdistrict;
use crate::society::core_business::Strand;
use crate::society::governance::Matter;
use crate::society::residents::{Tenure, Traits};
use crate::units::places::{CommunityIndex, KindIndex};

/// Place of people of 60 and over among the bands of age.
const ELDERS: usize = 2;

/// What a strand is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StrandNumbers {
    /// Pieces per 1,000 residents and month of those who are neither old nor tenants.
    pub rate: f64,
    /// For people of 60 and over, relative to younger ones.
    pub elder: f64,
    /// For tenants, relative to owners.
    pub tenant: f64,
    /// Hours of work.
    pub hours: f64,
    /// Days within which it is in time.
    pub days: f64,
    /// Share of those given up that become an incident.
    pub breaks_out: f64,
}

impl StrandNumbers {
    /// How often it comes up for somebody, relative to those who are neither old nor tenants.
    #[must_use]
    pub fn need(&self, traits: Traits) -> f64 {
        let old = if traits.age() == ELDERS { self.elder } else { 1.0 };
        let tenant = if traits.tenure() == Tenure::Owner as usize { 1.0 } else { self.tenant };
        old * tenant
    }

    /// The largest need that anybody has.
    #[must_use]
    pub fn greatest_need(&self) -> f64 {
        self.elder.max(1.0) * self.tenant.max(1.0)
    }
}

impl World {
    /// The numbers of a strand.
    #[must_use]
    pub fn strand(&self, strand: Strand) -> StrandNumbers {
        let n = &self.core_business;
        let (rate, elder, tenant, hours, days, breaks_out) = match strand {
            Strand::Care => (
                n.care_rate,
                n.care_elder_ratio,
                n.care_tenant_ratio,
                n.care_hours,
                n.care_days,
                n.care_breaks_out_share,
            ),
            Strand::Welfare => (
                n.welfare_rate,
                n.welfare_elder_ratio,
                n.welfare_tenant_ratio,
                n.welfare_hours,
                n.welfare_days,
                n.welfare_breaks_out_share,
            ),
            // Whoever gets no certificate goes elsewhere.
            Strand::Certificate => (
                n.certificate_rate,
                n.certificate_elder_ratio,
                n.certificate_tenant_ratio,
                n.certificate_hours,
                n.certificate_days,
                0.0,
            ),
            Strand::Door => (
                n.door_rate,
                n.door_elder_ratio,
                n.door_tenant_ratio,
                n.door_hours,
                n.door_days,
                n.door_breaks_out_share,
            ),
        };
        StrandNumbers { rate, elder, tenant, hours, days, breaks_out }
    }

    /// Normal work that a committee does in a minute on its core business.
    #[must_use]
    pub fn core_speed(&self, s: &Subdistrict, community: CommunityIndex) -> f64 {
        self.committee_speed(s.ability(community, Matter::Personal)) * self.vigour(s.pressure.committee(community))
    }

    /// The self-governable kinds of a group of matters, each with its rate.
    pub fn own_kinds(&self, matter: Matter) -> impl Iterator<Item = (KindIndex, f64)> {
        let rate = |kind: KindIndex| {
            let before = kind.index().checked_sub(1).map_or(0.0, |at| self.kinds[KindIndex::at(at)].cumulative);
            self.kinds[kind].cumulative - before
        };
        self.kinds
            .each()
            .filter(move |(_, kind)| kind.self_governable && kind.matter == matter)
            .map(move |(place, _)| (place, rate(place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use crate::society::residents::Person;

    #[test]
    fn the_old_need_more_and_nobody_needs_more_than_the_greatest_need() {
        let w = World::new(&Settings::default(), 1, 0);
        for strand in Strand::ALL {
            let numbers = w.strand(strand);
            let needs: Vec<f64> = (0..3)
                .flat_map(|age| Tenure::ALL.map(|(tenure, _)| numbers.need(Person::new(age, tenure).pack())))
                .collect();
            assert!(needs.iter().all(|&need| need <= numbers.greatest_need()), "{strand:?}: {needs:?}");
            assert_eq!(needs[0], 1.0, "a young owner");
            assert!((needs[7] - numbers.elder * numbers.tenant).abs() < 1e-12, "an old tenant");
            assert!(needs[6] > needs[3], "an old owner and one of middle age");
        }
    }

    /// Of the built-in kinds care is personal, and two sorts of disputes are shared.
    #[test]
    fn what_breaks_out_is_of_a_kind_that_a_community_could_settle() {
        let w = World::new(&Settings::default(), 1, 0);
        let names = |matter| w.own_kinds(matter).map(|(kind, _)| w.kinds[kind].name.clone()).collect::<Vec<_>>();
        assert_eq!(names(Matter::Personal), ["care_request"]);
        assert_eq!(names(Matter::Shared).len(), 2);
        assert!(w.own_kinds(Matter::Shared).all(|(_, rate)| rate > 0.0));
    }
}
