//! GG1 as plain columns in Rust, with nothing of a framework: the ceiling.
//!
//! Opinions are one column of f32, contacts one of eight small numbers; the draw of a resident is a word of a Philox block
//! keyed by resident and step. A thousand is worked on as one piece by one thread.

use harness::{Clocks, THOUSAND, Task};
use rayon::prelude::*;
use std::collections::VecDeque;

/// 0.02 of 2^32.
const REPORTS: u32 = 85_899_346;

fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let a = u64::from(counter[0]) * 0xD251_1F53;
        let b = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [(b >> 32) as u32 ^ counter[1] ^ key[0], b as u32, (a >> 32) as u32 ^ counter[3] ^ key[1], a as u32];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    counter
}

/// The sum of eight, by halves.
fn total([a, b, c, d, e, f, g, h]: [f32; 8]) -> f32 {
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

#[derive(Clone, Default)]
struct Worker {
    /// Step and place of the reporter within the thousand.
    queue: VecDeque<(u32, u16)>,
    served: u64,
    waited: u64,
}

/// One step of one thousand. `seen` are the opinions among which its contacts lie.
fn live<C: Copy + Into<u32>>(
    w: usize,
    step: u32,
    key: [u32; 2],
    old: &[f32],
    seen: &[f32],
    contacts: &[[C; 8]],
    new: &mut [f32],
    worker: &mut Worker,
) {
    for quarter in 0..THOUSAND / 4 {
        let draws = philox([quarter as u32, w as u32, step, 0], key);
        for (i, draw) in (4 * quarter..).zip(draws) {
            let me = old[i];
            // Eight lanes without a branch, so that it costs the same whether opinions are scattered or agreed.
            let d = contacts[i].map(|c| seen[c.into() as usize] - me);
            let kept = d.map(|d| if d.abs() < 0.3 { d } else { 0.0 });
            let close = d.map(|d| if d.abs() < 0.3 { 1.0 } else { 0.0 });
            let mut next = me + 0.2 * total(kept) / f32::max(total(close), 1.0);
            if draw < REPORTS {
                next -= 0.1;
                worker.queue.push_back((step, i as u16));
            }
            new[i] = next;
        }
    }
    for _ in 0..21 {
        let Some((since, reporter)) = worker.queue.pop_front() else { break };
        new[usize::from(reporter)] += 0.1;
        worker.served += 1;
        worker.waited += u64::from(step - since);
    }
}

fn run<C: Copy + Into<u32> + Sync>(task: Task, contacts: &[[C; 8]]) {
    let mut old: Vec<f32> = (0..task.residents).map(|i| task.opinion(i)).collect();
    let mut new = old.clone();
    let mut workers = vec![Worker::default(); task.workers()];
    let key = [task.seed as u32, 0x6767_3031];
    let clocks = Clocks::start();
    for step in 0..task.steps {
        let all = &old[..];
        let thousands = all.par_chunks(THOUSAND).zip(contacts.par_chunks(THOUSAND)).zip(new.par_chunks_mut(THOUSAND));
        thousands.zip(&mut workers).enumerate().for_each(|(w, (((own, contacts), new), worker))| {
            let seen = if task.anywhere { all } else { own };
            live(w, step, key, own, seen, contacts, new, worker);
        });
        std::mem::swap(&mut old, &mut new);
    }
    let sum = |f: fn(&Worker) -> u64| workers.iter().map(f).sum();
    clocks.report(
        old.iter().map(|&s| s.into()),
        sum(|w| w.served),
        sum(|w| w.waited),
        workers.iter().map(|w| w.queue.len()).sum(),
    );
}

fn main() {
    let task = Task::from_arguments();
    rayon::ThreadPoolBuilder::new().num_threads(task.threads).build_global().expect("a pool of threads");
    let eight = |i| core::array::from_fn(|k| task.contact(i, k) as u32);
    if task.anywhere {
        run::<u32>(task, &(0..task.residents).map(eight).collect::<Vec<_>>());
    } else {
        let place = |c: u32| (c as usize % THOUSAND) as u16;
        run::<u16>(task, &(0..task.residents).map(|i| eight(i).map(place)).collect::<Vec<_>>());
    }
}
