//! What it costs: money by post, in fen, booked each day.
//!
//! Wages follow filled posts, departments and committees cost their hours, instruments cost what their levers ask for. Audits,
//! feedback and the examination of candidates are booked when they happen.

use crate::society::counts::{Money, MoneyPost};
use crate::society::pressure::OFFICE;
use crate::society::{Community, Subdistrict};
use crate::units::{Day, FULL_TIME_MINUTES, MONTH_DAYS, YEAR_DAYS, fen};
use crate::world::World;

/// Books the day.
pub fn day_is_paid(s: &mut Subdistrict, w: &World, day: Day) {
    let p = &w.prices;
    let year = 1.0 / YEAR_DAYS;
    let mut yuan: Money<f64> = Money::default();
    for post in &s.posts {
        let community = &s.communities[post.community];
        let staffing = &community.levers.staffing;
        if post.worker.is_some() {
            let part = w.part(post, community);
            yuan[MoneyPost::GridWorkers] += p.worker_yuan_month * staffing.wage_ratio * part * year * 12.0;
            yuan[MoneyPost::GridWorkers] += p.training_yuan_hour * staffing.training_hours_per_year * year;
            yuan[MoneyPost::SentDownTasks] += p.task_yuan_hour * post.day.tasks / 60.0;
        }
    }
    let departments = s.office.minutes();
    yuan[MoneyPost::Departments] += p.department_yuan_hour * departments / 60.0 * s.office.campaign_factor;
    for c in &s.communities {
        let size = f64::from(c.size());
        let (power, information) = (&c.levers.power, &c.levers.information);
        let (participation, law) = (&c.levers.participation, &c.levers.rule_of_law);
        yuan[MoneyPost::Committees] += p.committee_yuan_hour * c.committee.available / 60.0;
        yuan[MoneyPost::SentDownTasks] += p.task_yuan_hour * c.committee.tasks / 60.0;
        yuan[MoneyPost::Information] += size
            * year
            * (p.platform_yuan_resident_year * information.integration_share
                + p.sharing_yuan_resident_year * information.sharing_share
                + p.analytics_yuan_resident_year * information.analytics_share);
        let breadth = information.collection_breadth_share;
        yuan[MoneyPost::Data] += size
            * year
            * breadth
            * (p.collection_yuan_resident_year + p.protection_yuan_resident_year * information.protection_share);
        yuan[MoneyPost::OneStopLists] += size
            * year
            * (p.one_stop_yuan_resident_year * power.one_stop_share
                + p.list_yuan_resident_year * listed(w, power.list_completeness_share));
        yuan[MoneyPost::Participation] += size * year * participation.volunteer_support_yuan_per_resident_year
            + p.deliberation_yuan_meeting * participation.deliberation_meetings_per_year * year
            + organisers(w, c) * year
            + p.owners_support_yuan_household_year * participation.owners_committee_support_share * c.households * year;
        yuan[MoneyPost::CommunityFund] += size * year * power.community_fund_yuan_per_resident_year;
        yuan[MoneyPost::RuleOfLaw] += size / 1000.0
            * year
            * (p.education_yuan_hour * law.education_hours_per_1000_year
                + p.legal_yuan_hour * law.legal_service_hours_per_1000_year
                + p.mediator_yuan_year * law.mediators_per_1000);
    }
    street(s, w, day, &mut yuan);
    yuan[MoneyPost::Organisations] += p.organisation_yuan_hour * s.office.purchased_hours_week * 52.0 * year;
    for post in MoneyPost::ALL {
        s.ledger.pay(post, fen(yuan[post]));
    }
}

/// Staff of the street office, lines of the hotline, and what it costs to lend officers. Hired hands are paid as they work.
fn street(s: &Subdistrict, w: &World, day: Day, yuan: &mut Money<f64>) {
    let p = &w.street;
    let month = f64::from(MONTH_DAYS);
    let (effort, on_duty) = (w.effort(w.pressure_on_body(s, OFFICE)), w.on_duty(day));
    for c in &s.communities {
        let size = f64::from(c.size());
        let hours = size / 10_000.0 * c.levers.power.street_staff_per_10000 * FULL_TIME_MINUTES / 60.0;
        yuan[MoneyPost::StreetOffice] += p.staff_yuan_hour * hours * effort * on_duty;
        if w.mechanisms.hotline_queue {
            yuan[MoneyPost::Hotline] +=
                p.call_yuan * size / 1000.0 * c.levers.information.hotline_calls_per_1000_month / month * on_duty;
        }
    }
    let lent = s.office.minutes() * s.office.lent_share * on_duty;
    yuan[MoneyPost::Departments] += p.seconded_yuan_hour * lent / 60.0;
}

/// Subsidies of building heads in a year, yuan; party members who report get none.
fn organisers(w: &World, community: &Community) -> f64 {
    let heads = community.levers.participation.organisers_per_1000 * f64::from(community.size()) / 1000.0;
    heads * w.self_governance.organiser_yuan_month * 12.0
}

/// A list costs nothing where refusals, its mechanism, are switched off.
fn listed(w: &World, completeness: f64) -> f64 {
    if w.mechanisms.refusals { completeness } else { 0.0 }
}
