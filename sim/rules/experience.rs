//! Residents learn from experience: how a resident's trust in a channel changes.
//!
//! At the end of an attempt everyone who saw it has the signal x = resolved × exp(−wait / scale), the scale longer for the
//! patient. Whoever is seen to have handled the matter is credited with x; unless people see who it was, those who asked
//! credit the channel that each of them asked (or nobody, a variant of `unseen_credit`), and bystanders credit nobody. With
//! `companies_apart` what a property company or the mediators did moves what is known of them, and no channel. A
//! channel that was asked while another one handled the matter gets 0 with weight φ (none by default). The expectation moves by
//!
//! q ← q + α ρ^(±½) (x − q), plus for bad news (x < q), minus for good; α = 0.3 for an own experience, 0.2 for a witnessed one.
//!
//! ρ^(±½) keeps the speed of learning apart from its asymmetry (Slovic 1993). Satisfaction moves to x + d (x − q), expectancy
//! disconfirmation (Van Ryzin 2004). An incident that ends without help dissatisfies those who saw it, the more of them
//! the longer it lasted; those who had asked also learn that whoever had the case did nothing in time (x = 0). Experiences of a day are lived in the order of incidents.

use crate::assumptions::UnseenCredit;
use crate::random::{Purpose, keys, unit};
use crate::society::governance::{HEARD, Record, VIEW_DECIDES, Views};
use crate::society::residents::{SATISFACTION, State, approach, mean, steps};
use crate::society::{Case, Channel, Desk, Experience, Incident, Subdistrict, lay_in_order};
use crate::units::places::KindIndex;
use crate::units::{Day, ONE, fixed, share};
use crate::world::World;
use crate::world::apart::Apart;
use crate::world::views::Learning;

/// The learning rate for news of that sign: α ρ^(±½), at most 1.
#[must_use]
pub fn rate(alpha: f64, asymmetry: f64, bad: bool) -> f64 {
    let root = asymmetry.sqrt();
    (alpha * if bad { root } else { 1.0 / root }).min(1.0)
}

/// The speed of learning from news of both signs that counts with a weight.
fn learning(w: &World, alpha: f64, weight: f64) -> Learning {
    let [good, bad] = [false, true].map(|bad| weight * rate(alpha, w.behaviour.trust_asymmetry, bad));
    w.learning(good, bad)
}

/// Somebody who learns: state, views if there are any, and what the community hears.
struct Person<'a> {
    state: &'a mut State,
    views: Option<&'a mut Views>,
    heard: Option<&'a mut [Record; HEARD]>,
}

impl Person<'_> {
    /// Credits a channel with x at those rates, and lets others hear of it with a weight; returns what was expected of it.
    #[inline]
    fn credit(
        &mut self,
        w: &World,
        (channel, kind): (Channel, KindIndex),
        x: i16,
        learning: Learning,
        weight: f64,
    ) -> i16 {
        if let Some(record) = self.heard.as_mut().and_then(|heard| Some(&mut heard[w.heard_of(channel, kind)?])) {
            record.note(share(x), weight);
        }
        let Some(views) = self.views.as_deref_mut() else {
            let lane = &mut self.state[channel.lane()];
            let before = *lane;
            learning.own.learn(lane, x);
            return before;
        };
        w.credit((self.state, views), (channel, kind), x, learning)
    }
}

/// Whether a matter that was brought to the community body was decided by itself (1) or taken over (0), as far as people
/// see. A property company and mediators decide for nobody but themselves, and say nothing about it; nor does a matter that
/// was brought to the property office, unless the community's own bodies decide it.
fn decided(w: &World, experience: &Experience, kind: KindIndex, at_company: bool) -> Option<i16> {
    let brought = experience.asked[Channel::Community.lane()] != 0;
    if !w.mechanisms.who_decides || !experience.shown || !w.kinds[kind].self_governable {
        return None;
    }
    match experience.desk? {
        // A meeting needs nobody to ask.
        Desk::Committee(_) if brought || experience.asked == [0; 6] => Some(ONE),
        Desk::Volunteers(_) | Desk::Owners(_) if brought => Some(ONE),
        Desk::Department(_) | Desk::Street | Desk::Seconded(_) if brought && !at_company => Some(0),
        _ => None,
    }
}

/// One experience as everybody sees it.
struct Event<'a> {
    experience: &'a Experience,
    kind: KindIndex,
    /// Whether it shows that the community body decides (1) or is passed over (0).
    decided: Option<i16>,
    /// The body apart that had its part in it.
    apart: Option<Apart>,
}

/// What an experience of one's own moves, and one that is witnessed.
struct Weights {
    learning: Learning,
    alpha: f64,
    /// Rate of satisfaction, in 2^-15.
    satisfaction: i32,
}

impl Weights {
    fn of(w: &World) -> [Self; 2] {
        let b = &w.behaviour;
        [(b.learning_witnessed, w.people.witness_stake_share), (b.learning_own, 1.0)].map(|(alpha, stake)| Self {
            learning: learning(w, alpha, 1.0),
            alpha,
            satisfaction: steps(b.satisfaction_rate * stake),
        })
    }
}

/// What one resident makes of one experience; `asked` is the channel this resident had asked, if any.
fn learn(person: &mut Person, w: &World, event: &mut Event, weights: &Weights, asked: Option<Channel>, x: i16) {
    let b = &w.behaviour;
    let (experience, kind) = (event.experience, event.kind);
    let apart = event.apart.as_mut().filter(|apart| apart.is_credited(w, experience.shown, asked));
    let credited = match w.mechanisms.unseen_credit {
        _ if apart.is_some() => None,
        _ if experience.shown => experience.handler,
        UnseenCredit::Asked => asked,
        UnseenCredit::Nobody => None,
    };
    let mut expected = apart.map(|apart| {
        apart.news.note(share(x), 1.0);
        fixed(apart.expected)
    });
    let believed = person.views.as_deref().map_or(1.0, |&views| w.decides(views));
    if let Some(channel) = credited {
        // Unseen, a body that passes matters up is credited with as much of them as it is believed to decide.
        let split =
            believed < 1.0 && !experience.shown && channel == Channel::Community && w.kinds[kind].self_governable;
        expected = Some(if split {
            let mut part = |channel, weight: f64| {
                let learning = learning(w, weights.alpha, weight);
                weight * share(person.credit(w, (channel, kind), x, learning, weight))
            };
            let own = part(channel, believed);
            fixed(own + part(Channel::Hotline, 1.0 - believed))
        } else {
            person.credit(w, (channel, kind), x, weights.learning, 1.0)
        });
    }
    if let Some(views) = person.views.as_deref_mut()
        && let Some(decided) = event.decided
    {
        approach(&mut views[VIEW_DECIDES], decided, steps(weights.alpha));
    }
    let state = &mut *person.state;
    if let Some(asked) = asked
        && experience.handler.is_some_and(|handler| handler != asked)
        && b.blame_weight_share > 0.0
    {
        let rate = rate(weights.alpha, b.trust_asymmetry, true) * b.blame_weight_share;
        approach(&mut state[asked.lane()], 0, steps(rate));
    }
    is_content(w, state, x, expected, weights.satisfaction);
}

/// Moves satisfaction after x, with what was `expected` of whoever is credited, if anybody is.
fn is_content(w: &World, state: &mut State, x: i16, expected: Option<i16>, rate: i32) {
    let target =
        expected.map_or(x, |q| fixed(share(x) + w.behaviour.disconfirmation_weight * share(x - q)).clamp(0, ONE));
    approach(&mut state[SATISFACTION], target, rate);
}

/// Lets everyone learn from what happened today.
pub fn residents_learn(s: &mut Subdistrict, w: &World) {
    let mut experiences = core::mem::take(&mut s.today.experiences);
    if w.mechanisms.learning {
        lay_in_order(&mut experiences, &mut s.today.spare);
        let weights = Weights::of(w);
        for experience in &experiences {
            let Some((kind, building)) = s.of_today(experience.incident) else { continue };
            let home = s.buildings[building].community;
            let decided = decided(w, experience, kind, w.is_company_matter(&s.communities[home], kind));
            let mut event = Event { experience, kind, decided, apart: w.apart(s, home, kind, experience) };
            let signal = w.people.patience().map(|patience| {
                let scale = w.behaviour.wait_scale_days * patience;
                if experience.resolved { fixed(libm::exp(-experience.wait / scale)) } else { 0 }
            });
            let askers = experience.asked.iter().fold(0, |all, asked| all | asked);
            let mut left = experience.witnesses | askers;
            if !experience.shown && event.apart.is_none() {
                // Bystanders who do not see who did it credit nobody: it is how it went that counts.
                let mut bystanders = left & !askers;
                left &= askers;
                while bystanders != 0 {
                    let resident = (experience.block + bystanders.trailing_zeros()) as usize;
                    bystanders &= bystanders - 1;
                    let x = signal[s.residents.traits[resident].patience()];
                    is_content(w, &mut s.residents.state[resident], x, None, weights[0].satisfaction);
                }
            }
            let affairs = if w.mechanisms.fading { s.governance.affairs.get_mut(home) } else { None };
            let mut heard = affairs.map(|affairs| &mut affairs.heard);
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                let resident = (experience.block + bit) as usize;
                let x = signal[s.residents.traits[resident].patience()];
                // Who petitioned had asked elsewhere before; the petition is what is answered.
                let last = || Channel::ALL.into_iter().rev().find(|c| experience.asked[c.lane()] >> bit & 1 == 1);
                let asked = if askers >> bit & 1 == 1 { last() } else { None };
                let mut person = Person {
                    state: &mut s.residents.state[resident],
                    views: s.residents.views.get_mut(resident),
                    heard: heard.as_deref_mut(),
                };
                learn(&mut person, w, &mut event, &weights[usize::from(asked.is_some())], asked, x);
            }
            if let Some(apart) = event.apart {
                apart.tell(s);
            }
        }
    }
    experiences.clear();
    s.today.experiences = experiences;
    residents_learn_from_services(s, w);
}

/// Lets people learn from what their committee did for them of its core business, or gave up: what to expect of the community
/// body in that group of matters, as from a matter of their own but less.
fn residents_learn_from_services(s: &mut Subdistrict, w: &World) {
    let mut services = core::mem::take(&mut s.today.services);
    if w.mechanisms.learning {
        let (b, weight) = (&w.behaviour, w.core_business.learning_share);
        // What counts less moves less, as news for others and for oneself.
        let at = learning(w, b.learning_own, weight);
        let satisfaction = steps(b.satisfaction_rate * weight);
        for service in &services {
            // Any kind of the group stands for it; without one there is no such expectation.
            let Some((kind, _)) = w.own_kinds(service.matter).next() else { continue };
            let resident = service.resident as usize;
            let scale = w.behaviour.wait_scale_days * w.people.patience()[s.residents.traits[resident].patience()];
            let x = service.wait.map_or(0, |wait| fixed(libm::exp(-f64::from(wait) / scale)));
            let heard = if w.mechanisms.fading { s.governance.affairs.get_mut(service.community) } else { None };
            let mut person = Person {
                state: &mut s.residents.state[resident],
                views: s.residents.views.get_mut(resident),
                heard: heard.map(|affairs| &mut affairs.heard),
            };
            let expected = person.credit(w, (Channel::Community, kind), x, at, weight);
            is_content(w, person.state, x, Some(expected), satisfaction);
        }
    }
    services.clear();
    s.today.services = services;
}

/// Days by which an own end is put off that was in truth the upkeep of a department whose hours are with its cases today.
fn missed(s: &Subdistrict, w: &World, incident: &Incident, day: Day) -> Option<Day> {
    let facts = &w.kinds[incident.kind];
    let department = *facts.departments.first()?;
    let moved = s.office.effort[usize::from(department)] - 1.0;
    if moved <= 0.0 {
        return None;
    }
    let neglected = (moved / w.pressure.upkeep_ratio).min(1.0);
    let [missed, days, ..] = w.stream.block(Purpose::Upkeep, incident.id, day as u32, keys::ONLY).map(unit);
    (missed < w.pressure.upkeep_ends_share * neglected).then(|| w.days_to_own_end(incident.id, incident.kind, days))
}

/// The case that deals with each of these incidents, as its place among the cases; they are in order and each has an open one.
fn cases_of(s: &Subdistrict, incidents: &[u64]) -> Vec<Option<usize>> {
    let rank = |case: &Case| (case.duplicate, case.identity());
    let mut first: Vec<Option<usize>> = vec![None; incidents.len()];
    if incidents.is_empty() {
        return first;
    }
    for (place, case) in s.cases.iter().enumerate() {
        if let Ok(at) = incidents.binary_search(&case.incident)
            && first[at].is_none_or(|other| rank(case) < rank(&s.cases[other]))
        {
            first[at] = Some(place);
        }
    }
    first
}

/// Ends the incidents whose own end has come, and tells those who put up with them.
pub fn incidents_end_by_themselves(s: &mut Subdistrict, w: &World, day: Day) {
    let is_over = |incident: &Incident| !incident.ended && incident.ends <= day;
    let with_case = s.incidents.iter().filter(|incident| is_over(incident) && incident.open_cases > 0);
    let with_case: Vec<u64> = with_case.map(|incident| incident.id).collect();
    let cases = cases_of(s, &with_case);
    for at in 0..s.incidents.len() {
        let incident = &s.incidents[at];
        if !is_over(incident) {
            continue;
        }
        if let Some(days) = missed(s, w, incident, day) {
            s.incidents[at].ends = day + 1 + days;
            continue;
        }
        let lasted = f64::from(day - incident.born);
        let shaken = 1.0 - libm::exp(-lasted / w.behaviour.wait_scale_days);
        let moved = w.stream.mask(Purpose::Closure, incident.id, keys::EVER, incident.witnesses, shaken);
        // Where a case was open, those who had asked learn that whoever had it did nothing in time.
        let case = with_case.binary_search(&incident.id).ok().and_then(|at| cases[at]).map(|place| &s.cases[place]);
        let asked = if case.is_some() { incident.asked } else { [0; 6] };
        let experience = Experience {
            incident: incident.id,
            block: incident.block,
            witnesses: moved,
            asked,
            desk: case.map(|case| case.answerable),
            handler: case.map(|case| if case.petition { Channel::Petition } else { w.seen_at_work(case.answerable) }),
            shown: false,
            resolved: false,
            wait: lasted,
        };
        s.today.experiences.push(experience);
        w.end(s, at, None, false);
    }
}

/// The variant without memory of one's own: expectations relax to the mean of the community, month by month.
pub fn expectations_relax(s: &mut Subdistrict, w: &World) {
    let rate = w.behaviour.relaxation_per_month;
    if rate <= 0.0 || !w.mechanisms.learning {
        return;
    }
    for community in &s.communities {
        let people = &mut s.residents.state[community.residents.0 as usize..community.residents.1 as usize];
        for lane in 0..SATISFACTION {
            let mean = mean(people, lane);
            for state in people.iter_mut() {
                approach(&mut state[lane], fixed(mean), steps(rate));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asymmetry_changes_the_sign_not_the_speed() {
        let (bad, good) = (rate(0.2, 2.0, true), rate(0.2, 2.0, false));
        assert!((bad / good - 2.0).abs() < 1e-12);
        assert!(((bad * good).sqrt() - 0.2).abs() < 1e-12);
        assert!((rate(0.2, 1.0, true) - rate(0.2, 1.0, false)).abs() < 1e-15);
    }
}
