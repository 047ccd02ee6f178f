//! GG1 in krABMaga: residents and workers are agents in its schedule, opinions are columns of its state.

use harness::{Clocks, THOUSAND, Task};
use krabmaga::Rng;
use krabmaga::engine::{agent::Agent, schedule::Schedule, state::State};
use rand::{SeedableRng, rngs::SmallRng};
use std::any::Any;
use std::collections::VecDeque;

struct City {
    task: Task,
    step: u64,
    rng: SmallRng,
    old: Vec<f32>,
    new: Vec<f32>,
    queues: Vec<VecDeque<(u64, u32)>>,
    served: u64,
    waited: u64,
}

#[derive(Clone)]
struct Resident {
    id: u32,
    contacts: [u32; 8],
}

impl Agent for Resident {
    fn step(&mut self, state: &mut dyn State) {
        let city = state.as_any_mut().downcast_mut::<City>().expect("the city");
        let me = city.old[self.id as usize];
        let d = self.contacts.map(|c| city.old[c as usize] - me);
        let sum: f32 = d.map(|d| if d.abs() < 0.3 { d } else { 0.0 }).iter().sum();
        let close: f32 = d.map(|d| if d.abs() < 0.3 { 1.0 } else { 0.0 }).iter().sum();
        let mut next = me + 0.2 * sum / f32::max(close, 1.0);
        if city.rng.random_bool(0.02) {
            next -= 0.1;
            city.queues[self.id as usize / THOUSAND].push_back((city.step, self.id));
        }
        city.new[self.id as usize] = next;
    }
}

#[derive(Clone)]
struct Worker {
    id: usize,
}

impl Agent for Worker {
    fn step(&mut self, state: &mut dyn State) {
        let city = state.as_any_mut().downcast_mut::<City>().expect("the city");
        for _ in 0..21 {
            let Some((since, reporter)) = city.queues[self.id].pop_front() else { break };
            city.new[reporter as usize] += 0.1;
            city.served += 1;
            city.waited += city.step - since;
        }
    }
}

impl State for City {
    fn init(&mut self, schedule: &mut Schedule) {
        for i in 0..self.task.residents {
            let contacts = core::array::from_fn(|k| self.task.contact(i, k) as u32);
            schedule.schedule_repeating(Box::new(Resident { id: i as u32, contacts }), 0.0, 0);
        }
        for id in 0..self.task.workers() {
            schedule.schedule_repeating(Box::new(Worker { id }), 0.0, 1);
        }
    }

    fn update(&mut self, step: u64) {
        self.step = step;
    }

    fn after_step(&mut self, _: &mut Schedule) {
        std::mem::swap(&mut self.old, &mut self.new);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn reset(&mut self) {}
}

fn main() {
    let task = Task::from_arguments();
    let old: Vec<f32> = (0..task.residents).map(|i| task.opinion(i)).collect();
    let mut city = City {
        task,
        step: 0,
        rng: SmallRng::seed_from_u64(task.seed),
        new: old.clone(),
        old,
        queues: vec![VecDeque::new(); task.workers()],
        served: 0,
        waited: 0,
    };
    let mut schedule = Schedule::new();
    city.init(&mut schedule);
    let clocks = Clocks::start();
    for _ in 0..task.steps {
        schedule.step(&mut city);
    }
    let queued = city.queues.iter().map(VecDeque::len).sum();
    clocks.report(city.old.iter().map(|&s| s.into()), city.served, city.waited, queued);
}
