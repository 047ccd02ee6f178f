//! The loop of practice, capability, expectation and choice: how strong it is, and whether it has one resting point.
//!
//! Residents who turn to the community body give it practice; practice raises its capability K; a capable body resolves
//! more; that raises expectation q; expectation brings residents. The loop is opened twice, and each time it is pushed where
//! it was opened and read off where it would close:
//!
//! - expectations held still (no learning, no influence), q of everybody up and down a little: what K comes to rest at;
//! - capability held still (no practice), K up and down a little: what q comes to rest at.
//!
//! Expectations move so slowly, with few experiences a resident and year, that they are not at rest within years. What is
//! left after T years of a push of q itself, the share D, tells how far they have come: a mean that forgets the share 1 − D of
//! where it was has moved by as much of its way to where it is drawn, whatever the mixture of fast and slow learners. So the
//! resting response is the response after T years over 1 − D.
//!
//! The product of both slopes is the gain L = (ds/dq) (dK*/ds) (dx/dK) (dq*/dx), with the share s of first attempts that goes
//! to the community body and the signal x of what is brought there. It holds every way on which the loop runs, such as
//! active residents, not only those in its name.

use std::collections::BTreeMap;

use gridgov::Scenario;
use gridgov::Simulation;
use gridgov::internals::society::counts::Count;
use gridgov::internals::society::journal::{Activity, Actor};
use gridgov::internals::society::residents::mean;
use gridgov::internals::society::{Channel, Ledger};
use gridgov::internals::units::{ONE, share};

use crate::first_model::first_model;
use crate::support::{Estimate, SEED, line, replicates, with};

/// How far q and K are pushed to either side.
const PUSH: f64 = 0.05;
/// Years after which the two starts are compared.
pub const MARKS: [u32; 5] = [0, 1, 3, 6, 9];
/// K and q of everybody at the two starts.
const STARTS: [f64; 2] = [0.9, 0.1];

/// A world in which the loop is looked at.
#[derive(Clone, Copy)]
pub struct Layout {
    pub residents: f64,
    pub burn_in_days: f64,
    /// Years after which an opened loop counts as at rest; the last of them is read off.
    pub years: u32,
    pub replicates: u32,
    /// β.
    pub slope: f64,
    pub relaxation: f64,
}

impl Layout {
    fn scenario(&self) -> Scenario {
        with(
            &first_model(),
            &[
                ("city.residents", self.residents),
                ("scenario.burn_in_days", self.burn_in_days),
                ("behaviour.choice_slope", self.slope),
                ("behaviour.relaxation_per_month", self.relaxation),
            ],
        )
    }
}

/// Expectation of the community body, over all residents.
fn expectation(simulation: &Simulation) -> f64 {
    let people: Vec<_> =
        simulation.society().subdistricts.iter().flat_map(|s| s.residents.state.iter().copied()).collect();
    mean(&people, Channel::Community.lane())
}

/// Capability, over all residents.
fn capability(simulation: &Simulation) -> f64 {
    let of_all: f64 = simulation.society().subdistricts.iter().map(|s| s.over_residents(|c| c.capability)).sum();
    of_all / simulation.residents() as f64
}

/// Moves everybody's expectation of the community body.
fn set_expectation(simulation: &mut Simulation, to: impl Fn(f64) -> f64) {
    let people = simulation.society_mut().subdistricts.iter_mut().flat_map(|s| s.residents.state.iter_mut());
    for state in people {
        let lane = &mut state[Channel::Community.lane()];
        *lane = (to(share(*lane)).clamp(0.0, 1.0) * f64::from(ONE)).round() as i16;
    }
}

/// Moves every community's capability.
fn set_capability(simulation: &mut Simulation, to: impl Fn(f64) -> f64) {
    let communities = simulation.society_mut().subdistricts.iter_mut().flat_map(|s| s.communities.iter_mut());
    communities.for_each(|community| community.capability = to(community.capability).clamp(0.0, 1.0));
}

/// Share of first attempts that went to the community body within the last year.
fn first_at_community(simulation: &Simulation) -> f64 {
    let days = || simulation.ledger().flat_map(|ledger| ledger.days.iter().rev().take(365));
    let sum = |count: Count| f64::from(days().map(|day| day[count]).sum::<u32>());
    sum(Count::FirstAtCommunity) / sum(Count::FirstAttempts)
}

/// The mean signal of what was brought to the community body since the journal was begun: exp(−wait / scale) if resolved,
/// else 0.
fn signal(simulation: &Simulation) -> f64 {
    let scale = simulation.world().behaviour.wait_scale_days;
    let (mut sum, mut count) = (0.0, 0.0);
    for journal in simulation.ledger().filter_map(|ledger: &Ledger| ledger.journal.as_ref()) {
        let mut filed = BTreeMap::new();
        let mut resolved = BTreeMap::new();
        for event in &journal.events {
            match (event.activity, event.actor) {
                (Activity::Register, Actor::Channel(Channel::Community)) => {
                    filed.insert((event.incident, event.case), event.time);
                }
                (Activity::End, Actor::Desk(_)) => {
                    resolved.insert(event.incident, event.time);
                }
                _ => {}
            }
        }
        for event in journal.events.iter().filter(|e| matches!(e.activity, Activity::Close | Activity::PaperClose)) {
            if let Some(filed) = filed.get(&(event.incident, event.case)) {
                // The incident ends at the midnight after the case that resolved it is closed.
                let ended = resolved.get(&event.incident).is_some_and(|end| *end - event.time <= 1.0);
                sum += if ended { libm::exp(-(event.time - filed).max(0.0) / scale) } else { 0.0 };
                count += 1.0;
            }
        }
    }
    sum / count
}

/// What one replicate says of the opened loop: differences between the sides that were pushed up and down.
pub struct Opened {
    /// Share of first attempts at the community body, between both sides.
    share: f64,
    /// With expectations held still: how far q was pushed, and how s and K followed.
    pushed_q: f64,
    s: f64,
    k_rest: f64,
    /// With capability held still: how far K was pushed, and how x and q have followed.
    pushed_k: f64,
    x: f64,
    q: f64,
    /// With capability held still: how far q was pushed, and what was left of it.
    released_q: f64,
    q_left: f64,
}

/// The same society on the same day, in a world without some mechanisms.
fn without(scenario: &Scenario, burned: &Simulation, replicate: u32, switches: &[&str]) -> Simulation {
    let mut cut = scenario.clone();
    for switch in switches {
        assert!(cut.settings.mechanisms.switch(switch, false), "{switch} is a switch");
    }
    let mut simulation = Simulation::built(&cut, SEED, replicate);
    *simulation.society_mut() = burned.society().clone();
    simulation.branch(&cut)
}

/// Mean over the last year of a stock by month.
fn last_year(simulation: &Simulation, stock: impl Fn(&Ledger, usize) -> f64) -> f64 {
    let sum =
        |ledger: &Ledger| (ledger.months.len() - 12..ledger.months.len()).map(|at| stock(ledger, at)).sum::<f64>();
    simulation.ledger().map(sum).sum::<f64>() / 12.0 / simulation.residents() as f64
}

/// Opens the loop twice in one replicate.
fn opened(layout: &Layout, replicate: u32) -> Opened {
    let scenario = layout.scenario();
    let burned = Simulation::burned_in(&scenario, SEED, replicate);
    let sides = |switches: &[&str], push: &dyn Fn(&mut Simulation, f64), read: &dyn Fn(&Simulation) -> [f64; 2]| {
        [PUSH, -PUSH].map(|by| {
            let mut side = without(&scenario, &burned, replicate, switches);
            push(&mut side, by);
            let start = [expectation(&side), capability(&side)];
            side.advance((layout.years - 1) * 365);
            side.keep_journal();
            side.advance(365);
            (start, read(&side))
        })
    };
    let still_q = sides(&["learning", "influence"], &|side, by| set_expectation(side, |q| q + by), &|side| {
        [first_at_community(side), last_year(side, |ledger, at| ledger.months[at].capability)]
    });
    let lane = |ledger: &Ledger, at: usize| ledger.months[at].lanes[Channel::Community.lane()];
    let x_and_q = |side: &Simulation| [signal(side), last_year(side, lane) / f64::from(ONE)];
    let still_k = sides(&["practice"], &|side, by| set_capability(side, |k| k + by), &x_and_q);
    let released = sides(&["practice"], &|side, by| set_expectation(side, |q| q + by), &x_and_q);
    let [(high_q, [s_high, k_high]), (low_q, [s_low, k_low])] = still_q;
    let [(high_k, [x_high, q_high]), (low_k, [x_low, q_low])] = still_k;
    let [(high_start, [_, high_left]), (low_start, [_, low_left])] = released;
    Opened {
        share: f64::midpoint(s_high, s_low),
        pushed_q: high_q[0] - low_q[0],
        s: s_high - s_low,
        k_rest: k_high - k_low,
        pushed_k: high_k[1] - low_k[1],
        x: x_high - x_low,
        q: q_high - q_low,
        released_q: high_start[0] - low_start[0],
        q_left: high_left - low_left,
    }
}

/// The gain of the loop and its factors.
pub struct Loop {
    pub share: Estimate,
    /// ds/dq, dK*/ds, dx/dK, dq*/dx.
    pub factors: [Estimate; 4],
    /// What is left of a push of q.
    pub left: Estimate,
    pub gain: Estimate,
}

/// Sum over replicates.
fn sum(samples: &[&Opened], of: impl Fn(&Opened) -> f64) -> f64 {
    samples.iter().map(|sample| of(sample)).sum()
}

fn left(samples: &[&Opened]) -> f64 {
    sum(samples, |o| o.q_left) / sum(samples, |o| o.released_q)
}

/// How far q comes to rest, for one unit of something that moved with it.
fn q_rest(samples: &[&Opened], per: fn(&Opened) -> f64) -> f64 {
    sum(samples, |o| o.q) / sum(samples, per) / (1.0 - left(samples))
}

/// Measures the gain.
pub fn gain(layout: &Layout) -> Loop {
    let samples = replicates(layout.replicates, |replicate| opened(layout, replicate));
    let of = |quantity: &dyn Fn(&[&Opened]) -> f64| Estimate::jackknife(&samples, quantity);
    Loop {
        share: Estimate::of(&samples.iter().map(|sample| sample.share).collect::<Vec<f64>>()),
        factors: [
            of(&|o| sum(o, |o| o.s) / sum(o, |o| o.pushed_q)),
            of(&|o| sum(o, |o| o.k_rest) / sum(o, |o| o.s)),
            of(&|o| sum(o, |o| o.x) / sum(o, |o| o.pushed_k)),
            of(&|o| q_rest(o, |o| o.x)),
        ],
        left: of(&left),
        gain: of(&|o| sum(o, |o| o.k_rest) / sum(o, |o| o.pushed_q) * q_rest(o, |o| o.pushed_k)),
    }
}

/// K, q and s of one run after each of [`MARKS`]; s is that of the year before, undefined at the start.
type Path = [[f64; 3]; MARKS.len()];

/// From a high and from a low start, by replicate.
pub fn two_starts(layout: &Layout) -> Vec<[Path; 2]> {
    let scenario = layout.scenario();
    replicates(layout.replicates, |replicate| {
        let burned = Simulation::new(&scenario, SEED, replicate);
        STARTS.map(|start| {
            let mut simulation = burned.clone();
            set_capability(&mut simulation, |_| start);
            set_expectation(&mut simulation, |_| start);
            let mut path = [[0.0; 3]; MARKS.len()];
            for (at, years) in MARKS.into_iter().enumerate() {
                simulation.advance(365 * (years - if at == 0 { 0 } else { MARKS[at - 1] }));
                path[at] = [capability(&simulation), expectation(&simulation), first_at_community(&simulation)];
            }
            path
        })
    })
}

/// How far the high start is above the low one: `[mark][K, q, s]`.
pub fn gaps(starts: &[[Path; 2]]) -> Vec<[Estimate; 3]> {
    let gap = |mark: usize, of: usize| {
        let each: Vec<f64> = starts.iter().map(|[high, low]| high[mark][of] - low[mark][of]).collect();
        Estimate::of(&each)
    };
    (0..MARKS.len()).map(|mark| [0, 1, 2].map(|of| gap(mark, of))).collect()
}

/// Where both starts are after the last mark, on average.
fn ends(starts: &[[Path; 2]], of: usize) -> [f64; 2] {
    [0, 1].map(|start| {
        let sum: f64 = starts.iter().map(|both| both[start][MARKS.len() - 1][of]).sum();
        sum / starts.len() as f64
    })
}

/// Both measurements in words and tables.
pub fn tables(layouts: &[(&str, Layout)]) -> String {
    let mut gains = String::from(
        "| world | β s (1 − s) | ds/dq | dK\\*/ds | dx/dK | dq\\*/dx | left of q | L |\n|---|---|---|---|---|---|---|---|\n",
    );
    let mut far = String::from(
        "| world | years | gap in K | gap in q | gap in s | K, q, s of the high and the low start at the end |\n\
         |---|---:|---|---|---|---|\n",
    );
    for (name, layout) in layouts {
        let measured = gain(layout);
        let logit = layout.slope * measured.share.mean * (1.0 - measured.share.mean);
        let [a, b, c, d] = measured.factors.map(|factor| factor.show(2));
        line(
            &mut gains,
            &format!(
                "| {name} | {logit:.2} | {a} | {b} | {c} | {d} | {} | **{}** |",
                measured.left.show(2),
                measured.gain.show(3)
            ),
        );
        let starts = two_starts(layout);
        for (at, [k, q, s]) in gaps(&starts).into_iter().enumerate() {
            let s = if at == 0 { "–".to_owned() } else { s.signed(3) };
            let last = if at + 1 == MARKS.len() {
                let [k, q, s] = [0, 1, 2].map(|of| ends(&starts, of));
                format!("K {:.2}, {:.2}; q {:.2}, {:.2}; s {:.2}, {:.2}", k[0], k[1], q[0], q[1], s[0], s[1])
            } else {
                String::new()
            };
            line(&mut far, &format!("| {name} | {} | {} | {} | {s} | {last} |", MARKS[at], k.signed(3), q.signed(3)));
        }
    }
    format!("{gains}\n{far}")
}
