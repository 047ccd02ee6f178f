//! Communities (社区) and their bodies: residents' committee, owners' committee, property company, volunteers.

use super::governance::Record;
use crate::assumptions::Archetype;
use crate::levers::Levers;
use crate::random::Key;
use crate::units::places::{BuildingIndex, PostIndex};

/// A community.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Community {
    /// Name.
    pub name: String,
    /// What keys its draws.
    pub key: Key,
    /// Key of the tastes of its first resident; those of the others follow.
    pub tastes: u64,
    /// Kind.
    pub archetype: Archetype,
    /// Place on the map.
    pub place: (f64, f64),
    /// First resident and the one after the last.
    pub residents: (u32, u32),
    /// First building and the one after the last.
    pub buildings: (BuildingIndex, BuildingIndex),
    /// First post and the one after the last.
    pub posts: (PostIndex, PostIndex),
    /// Households.
    pub households: f64,
    /// Posts under the reference policy of a roster, with the households a grid of that policy.
    pub roster_posts: Option<(f64, f64)>,
    /// Grids of the map: first buildings of each, under the levers of the burn-in.
    pub map: Vec<BuildingIndex>,
    /// Levers in force here today.
    pub levers: Levers,
    /// How far the platform has been rolled out here: integration, sharing, analytics.
    pub platform: Platform,
    /// What the street office has opened here for residents: share of matters taken in at one window.
    pub window: f64,
    /// Privacy concern of the community on 0 to 1.
    pub privacy_concern: f64,
    /// Capability of self-governance K on 0 to 1.
    pub capability: f64,
    /// Matters that the community body handled this month.
    pub practised: u32,
    /// Minutes of entry work waiting for the committee.
    pub entry_minutes: f64,
    /// Minutes of the committee per day: (in all, sent-down tasks, standing duties, left for residents).
    pub committee: CommitteeDay,
    /// Whether there is an owners' committee.
    pub owners_committee: bool,
    /// The property company, where there is one.
    pub property: Option<Property>,
    /// Active residents.
    pub active: u32,
    /// Residents who own their flat.
    pub owners: u32,
    /// Active residents who own their flat.
    pub active_owners: u32,
    /// Minutes a day that volunteers give.
    pub volunteer_minutes: f64,
    /// Minutes of work lying with the volunteers this morning.
    pub volunteer_waiting: f64,
}

/// What the joined systems offer a community today.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Platform {
    /// Share of systems joined.
    pub integration: f64,
    /// Share of joint matters shared.
    pub sharing: f64,
    /// Share of patrol time steered.
    pub analytics: f64,
}

/// Minutes of a committee on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CommitteeDay {
    /// In all.
    pub available: f64,
    /// Spent on sent-down tasks.
    pub tasks: f64,
    /// Left for residents' matters.
    pub free: f64,
    /// Set aside for what the street office orders.
    pub ordered: f64,
    /// What is left at the time, with what cases cannot take from core business.
    pub left: f64,
}

/// A property company.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Property {
    /// Share of households that pay their fee.
    pub paying: f64,
    /// Service on 0 to 1.
    pub service: f64,
    /// What the estate has experienced of it in the last year or so, where it stands apart from the community body.
    pub known: Record,
}

impl Community {
    /// How many live here.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.residents.1 - self.residents.0
    }

    /// Members and staff of the residents' committee, as full-time people.
    #[must_use]
    pub fn members(&self) -> f64 {
        f64::from(self.size()) / 1000.0 * self.levers.staffing.committee_members_per_1000
    }
}
