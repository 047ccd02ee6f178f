//! The ledger of a subdistrict: what has been counted since day 0, and the books that must balance.

use super::journal::Journal;
use crate::units::Day;

/// Declares a struct of counters that can be added up.
macro_rules! counters {
    ($(#[$meta:meta])* pub struct $Name:ident : $T:ty { $( #[doc = $doc:literal] $field:ident, )* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $Name { $( #[doc = $doc] pub $field: $T, )* }

        impl $Name {
            /// Adds another set of counts.
            pub fn add(&mut self, other: &Self) { $( self.$field += other.$field; )* }
        }
    };
}

counters! {
    /// Counts of events.
    pub struct Counts: u64 {
        #[doc = "incidents that arose"] arisen,
        #[doc = "incidents that got their first case"] detected,
        #[doc = "hundredths of a day from arising to the first case"] detection_lag,
        #[doc = "incidents resolved by somebody"] resolved,
        #[doc = "incidents that ended by themselves"] ended_alone,
        #[doc = "incidents that ended without ever having a case"] ended_unrecorded,
        #[doc = "cases filed"] filed,
        #[doc = "of these, found on patrol"] filed_patrol,
        #[doc = "cases filed with the community body"] filed_community,
        #[doc = "cases filed with organisations"] filed_organisation,
        #[doc = "cases filed with grid workers by residents"] filed_grid,
        #[doc = "cases filed with the hotline"] filed_hotline,
        #[doc = "cases filed as petitions"] filed_petition,
        #[doc = "cases closed"] closed,
        #[doc = "cases closed within their deadline"] closed_on_time,
        #[doc = "cases closed on which work had been reported done"] closed_worked,
        #[doc = "of these, cases whose incident was resolved"] closed_resolved,
        #[doc = "cases closed on paper"] closed_paper,
        #[doc = "cases that a check returned or that were reported anew after closing"] reopened,
        #[doc = "cases filed while another was open on the same incident"] duplicates,
        #[doc = "repeated reports linked to an open case"] linked,
        #[doc = "cases sent to departments"] dispatched,
        #[doc = "of these, sent to a wrong desk first"] misrouted,
        #[doc = "refusals by departments"] refusals,
        #[doc = "hundredths of a day between departments"] handoff,
        #[doc = "closed cases of several departments"] joint_closed,
        #[doc = "hundredths of a day from filing to closing of these"] joint_time,
        #[doc = "closed cases of one department"] single_closed,
        #[doc = "hundredths of a day from filing to closing of these"] single_time,
        #[doc = "closed cases handled by organisations or volunteers"] civil_closed,
        #[doc = "self-governable incidents that ended"] self_ended,
        #[doc = "of these, resolved by the community body"] self_by_community,
        #[doc = "self-governable matters brought to the community"] self_brought,
        #[doc = "of these, taken over by the street office"] taken_over,
        #[doc = "first attempts on self-governable incidents"] first_attempts,
        #[doc = "of these, at the community body"] first_at_community,
        #[doc = "disputes that arose"] disputes,
        #[doc = "disputes that reached a desk"] disputes_heard,
        #[doc = "of these, that went to mediation"] mediated,
        #[doc = "mediations that came to an end"] mediation_ended,
        #[doc = "of these, with an agreement"] agreed,
        #[doc = "disputes that escalated"] escalated,
        #[doc = "days that cases were open"] backlog_days,
        #[doc = "grid workers who quit"] quits,
        #[doc = "campaigns started"] campaigns,
    }
}

counters! {
    /// Sums of minutes, person-days and the like.
    pub struct Sums: f64 {
        #[doc = "minutes of committees"] committee_available,
        #[doc = "minutes of committees left for residents' matters"] committee_free,
        #[doc = "minutes of committees spent on cases and entry"] committee_cases,
        #[doc = "minutes of grid workers"] worker_available,
        #[doc = "minutes of grid workers that somebody asks for"] worker_asked,
        #[doc = "minutes of grid workers on patrol and own cases"] worker_field,
        #[doc = "post-days"] post_days,
        #[doc = "post-days filled"] post_days_filled,
        #[doc = "minutes of steered patrol"] steered,
        #[doc = "minutes of steered patrol at buildings with something to find"] steered_well,
        #[doc = "minutes of departments"] department_available,
        #[doc = "minutes of departments spent on cases"] department_cases,
    }
}

/// Names of the money posts, in the order of [`Ledger::money`].
pub const MONEY_POSTS: [&str; 12] = [
    "grid_workers",
    "committees",
    "departments",
    "sent_down_tasks",
    "information",
    "data",
    "audits_feedback",
    "one_stop_lists",
    "organisations",
    "participation",
    "community_fund",
    "rule_of_law",
];

/// Widths of the bins of [`Ledger::closing_times`], in days.
pub const BIN_DAYS: f64 = 0.25;
/// Number of bins; the last holds everything later.
pub const BINS: usize = 721;

/// What one day looked like.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DayCounts {
    /// Incidents that arose.
    pub arisen: u32,
    /// Cases filed.
    pub filed: u32,
    /// Cases closed.
    pub closed: u32,
    /// Cases closed within the deadline.
    pub closed_on_time: u32,
    /// Closed cases on which the incident was resolved.
    pub closed_resolved: u32,
    /// Cases open at the end of the day.
    pub open: u32,
    /// Incidents alive at the end of the day.
    pub alive: u32,
    /// First attempts on self-governable incidents, and those at the community body.
    pub first_attempts: u32,
    /// First attempts at the community body.
    pub first_at_community: u32,
}

/// Stocks, by month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MonthStocks {
    /// Sum over residents of each lane of state.
    pub lanes: [i64; 8],
    /// Active residents.
    pub active: u64,
    /// Capability weighted by residents.
    pub capability: f64,
}

/// What has been counted in a subdistrict since day 0.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Ledger {
    /// Events.
    pub counts: Counts,
    /// Minutes and the like.
    pub sums: Sums,
    /// Money by post, fen.
    pub money: [i64; 12],
    /// Cases by kind and days from filing to first closing, in bins of a quarter of a day.
    pub closing_times: Vec<Vec<u32>>,
    /// Cases by kind: filed, closed, closed on time, resolved, closed after work.
    pub by_kind: Vec<[u64; 5]>,
    /// Day by day.
    pub days: Vec<DayCounts>,
    /// Month by month.
    pub months: Vec<MonthStocks>,
    /// Open cases carried over from before the books were opened, and live incidents.
    pub carried: (u64, u64),
    /// Day on which the books were opened.
    pub since: Day,
    /// What happened case by case, where somebody asked for it.
    pub journal: Option<Journal>,
}

impl Ledger {
    /// An empty ledger, opened on day `since`, for `kinds` kinds of incident, that starts with open cases and live incidents.
    #[must_use]
    pub fn opened(since: Day, kinds: usize, cases: u64, incidents: u64) -> Self {
        Self {
            closing_times: vec![vec![0; BINS]; kinds],
            by_kind: vec![[0; 5]; kinds],
            carried: (cases, incidents),
            since,
            ..Self::default()
        }
    }

    /// The counts of the day that is being lived.
    ///
    /// # Panics
    /// Outside of a day.
    pub fn today(&mut self) -> &mut DayCounts {
        self.days.last_mut().expect("the day has been opened")
    }
}
