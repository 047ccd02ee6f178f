//! The case is taken over, refused twice, worked, returned by a check, worked again and closed.

use gridgov::Simulation;
use gridgov::internals::outcomes::traces::CaseEvent;
use gridgov::internals::random::keys::closure::{AUDITED, NOTICED, RESOLVED, REWORK, SEEN};
use gridgov::internals::random::{Purpose, exponential, keys, lognormal};
use gridgov::internals::rules::{dispatch, mediation, turnover};

use crate::incident::{Fate, Filed};
use crate::page::{Draw, Page, number, yes};

/// Dispatch, mediation, handling, verification and closure.
pub fn by_departments(page: &mut Page, morning: &Simulation, fate: &Fate, case: &Filed, events: &[CaseEvent]) {
    let ready = dispatched(page, morning, fate);
    offered(page, morning, fate);
    linked(page, morning, fate);
    let times = |activity: &str| -> Vec<f64> {
        let of = |event: &&CaseEvent| event.activity == activity;
        events.iter().filter(of).map(|event| event.timestamp).collect()
    };
    let (handled, closed) = (times("handle"), times("close"));
    assert!(
        handled.len() == 2 && handled[0] >= f64::from(ready) && closed == [handled[1]],
        "worked twice, then closed"
    );
    assert!(closed[0] <= case.due, "closed on time");
    page.say(&format!(
        "## Handling (7.15)\n\nWhen the work is finished is no draw: it comes from the queue of urban management and its \
         hours. In the event log it is\nday {:.6}, and day {:.6} after the return. The case is closed then, {:.6} days after \
         it was filed, on time.",
        handled[0],
        handled[1],
        closed[0] - case.at
    ));
    verified(page, morning, fate);
}

/// Taken over, not misrouted, refused twice.
fn dispatched(page: &mut Page, morning: &Simulation, fate: &Fate) -> i32 {
    let w = morning.world();
    let n = &w.institutions;
    let s = &morning.society().subdistricts[0];
    let community = &s.communities[s.buildings[fate.building].community];
    let of_case = keys::dispatch::case(0, fate.bit as u8);
    let draw = |which| Draw::new(w, Purpose::Dispatch, fate.id, of_case, which);
    let (takeover, misrouted) = (draw(keys::dispatch::TAKEOVER), draw(keys::dispatch::MISROUTED));
    let refusals = [0, 1, 2].map(|number| draw(keys::dispatch::refused(number)));
    let delays = [0, 1].map(|number| draw(keys::dispatch::refused_days(number)));
    let power = &community.levers.power;
    let taken =
        dispatch::takeover_in_force(s.office.takeover, power.intervention_floor_share, power.intervention_cap_share);
    let wrong = dispatch::misrouting(n.misroute_share, n.misroute_least_share, community.platform.integration);
    let refused = n.refusal_share * (1.0 - power.list_completeness_share);
    assert!(takeover.u() < taken && misrouted.u() >= wrong, "taken over and sent to the right desk");
    assert!(
        refusals[0].u() < refused && refusals[1].u() < refused && refusals[2].u() >= refused,
        "refused twice and then accepted"
    );
    let [first, second] = [&delays[0], &delays[1]].map(|delay| n.refusal_days * exponential(delay.u()));
    let ready = (1.0 + (first + second)).round() as i32;
    page.say(
        "## Dispatch (7.11)\n\nA self-governable matter that was brought to the community. When is attempt × 256 + reporter, \
         which the number of the\nrule:",
    );
    page.draws(&[&takeover, &misrouted, &refusals[0], &refusals[1], &refusals[2], &delays[0], &delays[1]]);
    page.values(&[
        ("taken_over", "*U*₂ below θ = 0.3", yes(takeover.u() < taken)),
        ("misrouting", "chance 0.13 × (1 − 0.3) + 0.02; *U*₈ is not below it", number(wrong)),
        ("refusal", "chance 0.35 × (1 − 0.4); *U*₉ and *U*₁₀ are below it, *U*₁₁ is not", number(refused)),
        ("first_delay", "3 × exponential(*U*₁₄)", number(first)),
        ("second_delay", "3 × exponential(*U*₁₅)", number(second)),
        ("ready", "⌊0 + 1 + delays⌉", ready.to_string()),
    ]);
    ready
}

/// Mediation is offered, as there are mediators, and declined.
fn offered(page: &mut Page, morning: &Simulation, fate: &Fate) {
    let w = morning.world();
    let offer = Draw::new(w, Purpose::Mediation, fate.id, 0, keys::mediation::accepts(fate.bit as u8));
    let chance = mediation::uptake(&w.casework, w.institutions.mediation_uptake, fate.awareness, fate.trust);
    assert!(offer.u() >= chance, "declined");
    page.say("## Mediation (7.12)");
    page.draws(&[&offer]);
    page.values(&[(
        "uptake",
        "logit⁻¹(−0.6 + 2 (awareness − 0.3) + 2 (q_community − 0.5)); declined, as *U* is not below",
        number(chance),
    )]);
}

/// A neighbour reports it as well, three days later.
fn linked(page: &mut Page, morning: &Simulation, fate: &Fate) {
    let w = morning.world();
    let mut third = morning.clone();
    third.advance(4);
    let incidents = &third.society().subdistricts[0].incidents;
    let incident = incidents.iter().find(|incident| incident.id == fate.id).expect("alive on day 3");
    let others = incident.acted & !(1 << fate.bit);
    assert!(others.is_power_of_two() && incident.open_cases == 1, "one more has reported, and was linked");
    let bit = others.trailing_zeros();
    let link = Draw::new(w, Purpose::Intake, fate.id, 0, keys::intake::of(bit as u8, keys::intake::LINKED));
    let chance = w.institutions.link_share + (1.0 - w.institutions.link_share) * fate.integration;
    page.say(&format!(
        "## A second report (7.10)\n\nOn day 3, at age index 1, the witness at place {bit} of the block reports it too (what \
         people expect has moved by then, so\nthe choice is not worked out here). Which is 4 × bit:"
    ));
    page.draws(&[&link]);
    page.values(&[
        ("linking", "chance 0.5 + 0.5 × 0.3", number(chance)),
        ("linked", "*U* below it", yes(link.u() < chance)),
    ]);
}

/// What the draws of closure decide, the first time and after the return.
fn verified(page: &mut Page, morning: &Simulation, fate: &Fate) {
    let w = morning.world();
    let n = &w.institutions;
    let s = &morning.society().subdistricts[0];
    let post = s.covering(fate.building).expect("a post covers it");
    let levers = &s.communities[post.community].levers;
    let worker = turnover::recruit(w, post.key, 1, &levers.staffing);
    let catch = worker.accuracy() * n.verify_catch_share;
    let seen = n.attribution_base_share + (1.0 - n.attribution_base_share) * levers.power.feedback_visibility_share;
    let more = Draw::new(w, Purpose::Spell, post.key, 1, keys::spell::ONE_MORE);
    let quitting = Draw::new(w, Purpose::Spell, post.key, 1, keys::spell::QUITS);
    let candidates = if more.u() < 0.5 { 2 } else { 1 };
    let people: Vec<Draw> =
        (0..candidates).map(|rank| Draw::new(w, Purpose::Candidate, post.key, 1, rank).with_uniforms(4)).collect();
    page.say(
        "## The worker who checks (7.22)\n\nThe first worker of the post that covers the building. Who is the post, \
         community × 2³² + number; when is the spell:",
    );
    page.draws(&[&[&more, &quitting][..], &people.iter().collect::<Vec<_>>()[..]].concat());
    page.values(&[
        ("candidates_seen", "1, and one more if *U* of the first is below 0.5", candidates.to_string()),
        ("talent", "0.62 + 0.1 × (the largest z(u₁) + 0.8 − 1), 0.8 the wage ratio", number(worker.talent)),
        ("quits_at", "exponential(*U* of the second): threshold of quitting", number(exponential(quitting.u()))),
    ]);

    let draw = |returned, which| Draw::new(w, Purpose::Closure, fate.id, 0, keys::closure::of(returned, which));
    let [success, audit, caught, work] = [RESOLVED, AUDITED, NOTICED, REWORK].map(|which| draw(0, which));
    let [success_again, audit_again, shown] = [RESOLVED, AUDITED, SEEN].map(|which| draw(1, which));
    let chance = n.government_self_success_share;
    assert!(success.u() >= chance && audit.u() >= levers.staffing.audit_share && caught.u() < catch, "returned");
    assert!(success_again.u() < chance, "resolved at the second go");
    page.say(
        "## Verification and closure (7.17)\n\nWhen is the attempt, which 8 × returned + the number of the draw. First the \
         finished work is checked:",
    );
    page.draws(&[&success, &audit, &caught, &work]);
    page.values(&[
        ("resolved", "*U*₀ below 0.6, the chance of a department with a self-governable matter", yes(false)),
        ("audited", "*U*₁ below 0.05", yes(false)),
        ("catch", "chance talent × 0.35; *U*₂ is below it, the case goes back", number(catch)),
        (
            "again",
            "minutes of new work: lognormal(*U*₃, minutes, 0.3)",
            number(lognormal(work.u(), fate.minutes, w.casework.rework_log_sd)),
        ),
    ]);
    page.say("Then once more:");
    page.draws(&[&success_again, &audit_again, &shown]);
    page.values(&[
        ("resolved_again", "*U*₈ below 0.6: the incident ends", yes(success_again.u() < chance)),
        ("audited_again", "*U*₉ below 0.05", yes(audit_again.u() < levers.staffing.audit_share)),
        ("seen", "chance 0.35 + 0.65 × 0.2 that people learn who handled it", number(seen)),
        ("shown", "*U*₁₂ below it", yes(shown.u() < seen)),
    ]);
}
