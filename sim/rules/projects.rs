//! Projects mend lasting causes (未诉先办).
//!
//! At the end of a month a community grants the hours of `information.project_hours_per_1000_year`. Of them analytics
//! steers its share to where the record shows most: of the steered ones as much as departments share goes by the joined
//! record of all channels, the rest is each department's own and goes by what its hotline heard of its kinds. What is not
//! steered goes by turn. The building and kind with most records, if there are enough, or with most harm by them (variants of
//! `project_aim`), gets a project of so many hours a
//! resident, which takes its share of what can be mended:
//!
//! f ← least + (f − least) (1 − effect),
//!
//! and its records are laid aside. f is what is left of the rate of that kind at that building; it wears back to 1. Only
//! what concerns a place is mended, not what concerns a person. Where few complain nothing is on record and nothing is
//! mended.
//! Background: problem-oriented policing (Goldstein 1979), repeat calls at few addresses (Sherman, Gartin & Buerger 1989).

use crate::assumptions::{ProjectAim, Projects};
use crate::random::{Purpose, below, keys};
use crate::society::Subdistrict;
use crate::society::causes::{BY_TURN, DEPARTMENTS, JOINED, POTS};
use crate::society::counts::MoneyPost;
use crate::society::governance::Matter;
use crate::units::places::{BuildingIndex, KindIndex, span};
use crate::units::{Day, MONTH_DAYS, YEAR_DAYS, fen};
use crate::world::World;

/// What a project leaves of a rate.
#[must_use]
pub fn mended(n: &Projects, left: f64) -> f64 {
    let least = n.least_share.min(left);
    least + (left - least) * (1.0 - n.effect_share)
}

/// The share of what a project has mended that is still mended a month later.
#[must_use]
pub fn lasting(n: &Projects) -> f64 {
    libm::exp(-f64::from(MONTH_DAYS) / YEAR_DAYS / n.wear_years)
}

/// What is left of a rate when of what was mended that share lasts.
#[must_use]
pub fn worn(lasting: f64, left: f64) -> f64 {
    1.0 - (1.0 - left) * lasting
}

/// How a community's hours fall to the pots: by turn, by the joined record, and to each department by its part.
#[must_use]
pub fn divided(hours: f64, analytics: f64, sharing: f64, parts: &[f64; 6]) -> [f64; POTS] {
    let total: f64 = parts.iter().sum();
    let steered = if total > 0.0 { hours * analytics } else { 0.0 };
    let mut pots = [0.0; POTS];
    pots[BY_TURN] = hours - steered;
    pots[JOINED] = steered * sharing;
    for (pot, part) in pots[DEPARTMENTS..].iter_mut().zip(parts) {
        *pot = if total > 0.0 { steered * (1.0 - sharing) * part / total } else { 0.0 };
    }
    pots
}

/// A building and a kind that a project could go to.
#[derive(Clone, Copy)]
struct Place {
    building: BuildingIndex,
    kind: KindIndex,
}

/// Lets what was mended wear, records fade, and this month's hours be spent.
pub fn causes_are_mended(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.projects {
        return;
    }
    let n = &w.projects;
    let kept = libm::exp(-f64::from(MONTH_DAYS) / n.record_memory_days);
    let lasting = lasting(n);
    for ((left, heard), joined) in s.causes.left.iter_mut().zip(&mut s.causes.heard).zip(&mut s.causes.joined) {
        *left = worn(lasting, *left);
        *heard *= kept;
        *joined *= kept;
    }
    let granted = hours_are_granted(s, w);
    let places = places(s, w);
    for (pot, granted) in granted.into_iter().enumerate() {
        spend(s, w, day, pot, &places);
        // Hours wait for a project that they do not yet pay for, and lapse where none is in sight.
        let most = if in_line(s, w, pot, &places).is_some() { f64::INFINITY } else { n.saving_months * granted };
        let lapsed = (s.causes.pots[pot] - most).max(0.0);
        s.causes.pots[pot] -= lapsed;
        s.causes.hours.lapsed += lapsed;
    }
}

/// Puts the month's hours into the pots; returns how many of them came into each.
fn hours_are_granted(s: &mut Subdistrict, w: &World) -> [f64; POTS] {
    let leads = |d: usize| w.kinds.iter().any(|kind| is_mendable(kind.matter) && usize::from(kind.departments[0]) == d);
    let parts: [f64; 6] = core::array::from_fn(|d| if leads(d) { s.office.departments[d] } else { 0.0 });
    let mut granted = [0.0; POTS];
    for community in &s.communities {
        let hours = community.levers.information.project_hours_per_1000_year * f64::from(community.size()) / 1000.0
            * f64::from(MONTH_DAYS)
            / YEAR_DAYS;
        let divided = divided(hours, community.platform.analytics, community.platform.sharing, &parts);
        for (sum, hours) in granted.iter_mut().zip(divided) {
            *sum += hours;
        }
    }
    for (pot, hours) in s.causes.pots.iter_mut().zip(granted) {
        *pot += hours;
        s.causes.hours.granted += hours;
    }
    granted
}

/// Whether a project can mend it: what concerns a person cannot be mended at a place.
fn is_mendable(matter: Matter) -> bool {
    matter != Matter::Personal
}

/// Where projects can go: in communities that grant hours.
fn places(s: &Subdistrict, w: &World) -> Vec<Place> {
    let mut places = Vec::new();
    for community in s.communities.iter().filter(|c| c.levers.information.project_hours_per_1000_year > 0.0) {
        for building in span(community.buildings) {
            let kinds = w.kinds.each().filter(|(_, facts)| is_mendable(facts.matter));
            places.extend(kinds.map(|(kind, _)| Place { building, kind }));
        }
    }
    places
}

/// The place that heads the list of a pot and the records there; none where the list is empty, or where hours go by turn.
fn in_line(s: &Subdistrict, w: &World, pot: usize, places: &[Place]) -> Option<Place> {
    let department = pot.checked_sub(DEPARTMENTS);
    let mut best: Option<(f64, Place)> = None;
    for &place in places {
        let own = department.is_none_or(|d| usize::from(w.kinds[place.kind].departments[0]) == d);
        let at = s.causes.at(place.building, place.kind);
        let record = match pot {
            BY_TURN => return None,
            JOINED => s.causes.joined[at],
            _ => s.causes.heard[at],
        };
        if !own || record < w.projects.least_records {
            continue;
        }
        let weight = match w.mechanisms.project_aim {
            ProjectAim::Records => record,
            ProjectAim::Harm => record * w.kinds[place.kind].harm[0] as f64,
        };
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, place));
        }
    }
    best.map(|(_, place)| place)
}

/// Spends the hours of a pot on one project after the other, as long as they pay for the next one whole.
fn spend(s: &mut Subdistrict, w: &World, day: Day, pot: usize, places: &[Place]) {
    for number in 0.. {
        if s.causes.pots[pot] <= 0.0 || places.is_empty() {
            return;
        }
        let turn = || {
            let [word, ..] = w.stream.block(Purpose::Project, s.key.whole(), day as u32, keys::project::turn(number));
            places[below(word, places.len() as u32) as usize]
        };
        let next = if pot == BY_TURN { Some(turn()) } else { in_line(s, w, pot, places) };
        let Some(Place { building, kind }) = next else { return };
        let hours = w.projects.hours_per_resident * f64::from(s.buildings[building].size());
        if s.causes.pots[pot] < hours {
            return;
        }
        let at = s.causes.at(building, kind);
        s.causes.pots[pot] -= hours;
        s.causes.hours.spent += hours;
        s.causes.left[at] = mended(&w.projects, s.causes.left[at]);
        // Whoever mended it looks anew whether it comes back.
        (s.causes.heard[at], s.causes.joined[at]) = (0.0, 0.0);
        s.causes.carried_out[at] += 1;
        s.ledger.pay(MoneyPost::Departments, fen(w.projects.project_yuan_hour * hours));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_takes_its_share_of_what_can_be_mended_and_wear_brings_it_back() {
        let n = Projects { effect_share: 0.6, least_share: 0.1, wear_years: 10.0, ..Projects::default() };
        assert!((mended(&n, 1.0) - 0.46).abs() < 1e-12);
        let many = (0..40).fold(1.0, |left, _| mended(&n, left));
        assert!((many - 0.1).abs() < 1e-9);
        let year = (0..12).fold(0.46, |left, _| worn(lasting(&n), left));
        let days = 360.0 / 365.0;
        assert!((year - (1.0 - 0.54 * libm::exp(-days / 10.0))).abs() < 1e-12);
        assert_eq!(worn(lasting(&n), 1.0), 1.0);
    }

    #[test]
    fn hours_are_divided_without_loss() {
        let parts = [7.0, 3.0, 4.0, 0.0, 2.0, 0.0];
        for (analytics, sharing) in [(0.0, 0.0), (1.0, 0.0), (0.4, 0.7), (1.0, 1.0)] {
            let pots = divided(120.0, analytics, sharing, &parts);
            assert!((pots.iter().sum::<f64>() - 120.0).abs() < 1e-9);
            assert!((pots[JOINED] - 120.0 * analytics * sharing).abs() < 1e-9);
            assert_eq!(pots[DEPARTMENTS + 3], 0.0);
        }
        assert_eq!(divided(120.0, 1.0, 0.5, &[0.0; 6])[BY_TURN], 120.0);
    }
}
