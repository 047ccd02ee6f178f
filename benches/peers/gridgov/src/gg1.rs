//! GG1 with gridgov's own parts: its Philox stream, its columns of residents, its exchange of opinions, its desks.
//!
//! What is gridgov's: `Stream::block` and `halves` (eight residents a block, as in `influence::neighbours_talk`), `Residents`
//! with eight fixed-point lanes and ties as places within the community, `influence::exchange` over all eight lanes, and
//! `handling::serve` for the hours of a desk. What is adapted: gridgov talks along one tie a week and both sides move; here
//! everybody listens to eight contacts a step and only the listener moves, by the mean over those who are close. Reports
//! wait as (step, place) and not as whole case files.

use gridgov::internals::random::{Purpose, Stream, halves};
use gridgov::internals::rules::handling::{Capacity, serve};
use gridgov::internals::rules::influence::exchange;
use gridgov::internals::society::Residents;
use gridgov::internals::society::residents::State;
use gridgov::internals::units::{fixed, share};
use harness::{Clocks, THOUSAND, Task};
use rayon::prelude::*;

/// 0.02 of 2^16, to the nearest; 0.020004.
const REPORTS: u16 = 1311;

/// One grid worker's desk.
#[derive(Clone, Default)]
struct Post {
    /// Step and place of the reporter, the oldest first, and the minute each takes.
    queue: Vec<(u32, u16)>,
    work: Vec<f64>,
    served: u64,
    waited: u64,
}

/// What a step needs everywhere.
struct Rule {
    stream: Stream,
    bounds: State,
    /// 0.2 / n in 2^-15.
    rates: [i32; 9],
    capacity: Capacity,
}

/// A day of one community: its residents talk and report, its worker serves.
fn live(
    rule: &Rule,
    community: usize,
    day: u32,
    people: &[State],
    ties: [&[[u16; 4]]; 2],
    next: &mut [State],
    post: &mut Post,
) {
    for eight in 0..THOUSAND / 8 {
        let who = (community as u64) << 32 | eight as u64;
        let draws = halves(rule.stream.block(Purpose::Meeting, who, day, 0));
        for (a, draw) in (8 * eight..).zip(draws) {
            let me = &people[a];
            let (mut sums, mut close) = ([0_i32; 8], 0);
            for b in ties.iter().flat_map(|four| four[a]) {
                let other = &people[usize::from(b)];
                for (lane, sum) in sums.iter_mut().enumerate() {
                    // At the highest rate the exchange is the whole difference.
                    *sum += i32::from(exchange(other[lane] - me[lane], rule.bounds[lane], i16::MAX));
                }
                close += usize::from((other[0] - me[0]).abs() < rule.bounds[0]);
            }
            let rate = rule.rates[close];
            for ((next, me), sum) in next[a].iter_mut().zip(me).zip(sums) {
                *next = me + ((sum * rate + (1 << 14)) >> 15) as i16;
            }
            if draw < REPORTS {
                next[a][0] -= fixed(0.1);
                post.queue.push((day, a as u16));
                post.work.push(1.0);
            }
        }
    }
    let mut served = 0;
    serve(&mut post.work, rule.capacity, |_, _| served += 1);
    post.work.drain(..served);
    for (since, reporter) in post.queue.drain(..served) {
        next[usize::from(reporter)][0] += fixed(0.1);
        post.waited += u64::from(day - since);
    }
    post.served += served as u64;
}

fn main() {
    let task = Task::from_arguments();
    if task.anywhere {
        eprintln!("gridgov keeps a resident's ties inside the community");
        std::process::exit(3);
    }
    rayon::ThreadPoolBuilder::new().num_threads(task.threads).build_global().expect("a pool of threads");
    let mut residents = Residents::default();
    let mut second = Vec::with_capacity(task.residents);
    for i in 0..task.residents {
        let tie = |k| (task.contact(i, k) % THOUSAND) as u16;
        residents.state.push([fixed(f64::from(task.opinion(i))), 0, 0, 0, 0, 0, 0, 0]);
        residents.ties.push(core::array::from_fn(tie));
        second.push(core::array::from_fn(|k| tie(4 + k)));
    }
    let rule = Rule {
        stream: Stream::new(task.seed, 0),
        bounds: [fixed(0.3), 0, 0, 0, 0, 0, 0, 0],
        rates: core::array::from_fn(|n| (0.2 / n.max(1) as f64 * 32_768.0).round() as i32),
        capacity: Capacity { people: 1, minutes: 21.0, speed: 1.0 },
    };
    let mut posts = vec![Post::default(); task.workers()];
    let mut next = residents.state.clone();
    let clocks = Clocks::start();
    for day in 0..task.steps {
        let people = residents.state.par_chunks(THOUSAND).zip(next.par_chunks_mut(THOUSAND));
        let ties = residents.ties.par_chunks(THOUSAND).zip(second.par_chunks(THOUSAND));
        people.zip(ties).zip(&mut posts).enumerate().for_each(|(c, (((people, next), (first, second)), post))| {
            live(&rule, c, day, people, [first, second], next, post);
        });
        std::mem::swap(&mut residents.state, &mut next);
    }
    let sum = |f: fn(&Post) -> u64| posts.iter().map(f).sum();
    let opinions = residents.state.iter().map(|state| share(state[0]));
    clocks.report(opinions, sum(|p| p.served), sum(|p| p.waited), posts.iter().map(|p| p.queue.len()).sum());
}
