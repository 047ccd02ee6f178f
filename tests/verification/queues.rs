//! A desk with nothing around it is an M/M/c queue.
//!
//! The rule works a day at a time: what arrives during a day can be worked on from the next morning on. Starts of service
//! of a first-come-first-served queue are a monotone function of arrivals that moves by d when every arrival moves by d
//! (they are sums and maxima of arrivals and services), so a delay of each arrival by less than a day delays each start by
//! between nothing and a day. With a mean service of 20 days the mean wait, in services, therefore lies between the
//! textbook's and the textbook's plus 1/20. The sampling error comes from batch means.

use gridgov::internals::random::{Purpose, exponential};
use gridgov::internals::rules::handling::{Capacity, serve};

use super::{moments, stream};

/// Minutes of a working day.
const DAY: f64 = 480.0;
/// Batches for the standard error; each is many times as long as waits are correlated.
const BATCHES: usize = 40;

/// A desk of `people` at `rate` arrivals a service, a mean service of `days`, and so many customers.
#[derive(Clone, Copy)]
struct Queue {
    people: usize,
    rate: f64,
    days: f64,
    customers: usize,
}

/// Mean wait and its standard error, in mean services.
fn wait(queue: Queue, service: impl Fn(u64) -> f64) -> (f64, f64) {
    let Queue { people, rate, days: mean, customers } = queue;
    let stream = stream(1);
    let between = |i: u64| exponential(stream.uniform(Purpose::Arrival, i, people as u32, 0)) * mean / rate;
    let capacity = Capacity { people, minutes: DAY, speed: 1.0 };
    let mut waits = vec![0.0; customers];
    let (mut next, mut arrival) = (0, between(0));
    // Waiting and being served, in order of arrival: number, arrival and service in days; minutes left.
    let mut queue: Vec<(usize, f64, f64)> = Vec::new();
    let mut work: Vec<f64> = Vec::new();
    let mut finished = Vec::new();
    let mut day = 0.0;
    while next < customers || !queue.is_empty() {
        while next < customers && arrival <= day {
            let days = service(next as u64) * mean;
            queue.push((next, arrival, days));
            work.push(days * DAY);
            next += 1;
            arrival += between(next as u64);
        }
        finished.clear();
        serve(&mut work, capacity, |place, part| finished.push((place, part)));
        for &(place, part) in finished.iter().rev() {
            let (number, arrival, days) = queue.remove(place);
            work.remove(place);
            waits[number] = (day + part - days - arrival) / mean;
        }
        day += 1.0;
    }
    // The first tenth is thrown away: the queue starts empty.
    let kept = &waits[customers / 10..];
    let means: Vec<f64> = kept.chunks_exact(kept.len() / BATCHES).map(|batch| moments(batch).0).collect();
    let (wait, variance) = moments(&means);
    (wait, (variance / means.len() as f64).sqrt())
}

/// Fails unless the mean wait lies between the textbook's and a day more, give or take four standard errors.
fn holds(name: &str, known: f64, queue: Queue, service: impl Fn(u64) -> f64) {
    let (mean, error) = wait(queue, service);
    let name = format!("{name} at {}", queue.rate);
    println!("{name}: wait {mean:.4} (se {error:.4}) for {known:.4} to {:.4}", known + 1.0 / queue.days);
    assert!(1.0 / queue.days <= 0.04 * known && error < 0.03 * known, "{name}: too coarse to decide anything");
    let (low, high) = (known - 4.0 * error, known + 1.0 / queue.days + 4.0 * error);
    assert!((low..=high).contains(&mean), "{name}: {mean} (se {error}) for {known}");
}

/// Exponential service; `known` is the wait by Erlang's C formula.
fn markovian(people: usize, rate: f64, known: f64, days: f64, customers: usize) {
    let stream = stream(2);
    let service = |i| exponential(stream.uniform(Purpose::Work, i, people as u32, 0));
    holds(&format!("M/M/{people}"), known, Queue { people, rate, days, customers }, service);
}

#[test]
fn one_server() {
    markovian(1, 0.8, 4.0, 20.0, 600_000);
}

#[test]
fn few_servers() {
    markovian(2, 1.5, 1.285_714, 30.0, 400_000);
    markovian(3, 2.0, 0.444_444, 60.0, 300_000);
    markovian(5, 4.0, 0.554_113, 60.0, 400_000);
}

#[test]
fn many_servers() {
    markovian(10, 8.0, 0.204_590, 130.0, 700_000);
    markovian(10, 9.5, 1.651_171, 20.0, 3_000_000);
}

#[test]
fn fixed_service_halves_the_wait() {
    holds("M/D/1", 2.0, Queue { people: 1, rate: 0.8, days: 20.0, customers: 400_000 }, |_| 1.0);
}

/// Hours that a day has and hours that are worked: at a fixed load the busy share is the load.
#[test]
fn the_busy_share_is_the_load() {
    let stream = stream(3);
    let capacity = Capacity { people: 3, minutes: DAY, speed: 1.25 };
    let (days, mut work, mut spent, mut come) = (200_000, Vec::new(), 0.0, 0.0);
    for day in 0..days {
        // One piece a day with a mean of 2 working days of one person, at a speed of 1.25: a load of 2 / (3 × 1.25).
        let minutes = 2.0 * DAY * exponential(stream.uniform(Purpose::Work, day, 0, 0));
        come += minutes;
        work.push(minutes);
        spent += serve(&mut work, capacity, |_, _| ());
        work.retain(|&left| left > 0.0);
    }
    let left: f64 = work.iter().sum();
    // An identity: work done is work come less work left.
    assert!((spent * 1.25 - (come - left)).abs() < 1e-9 * come, "{spent} minutes for {come} less {left}");
    let busy = spent / (days as f64 * 3.0 * DAY);
    // The standard error of the mean of 200,000 exponentials is 0.0022 of it.
    assert!((busy - 2.0 / 3.75).abs() < 4.0 * 0.0023 * busy, "busy {busy}");
}
