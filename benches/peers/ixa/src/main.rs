//! GG1 in ixa: residents are entities, opinions and contacts their properties, a step is a plan that plans the next one.

use harness::{Clocks, THOUSAND, Task};
use ixa::prelude::*;
use std::collections::VecDeque;

define_entity!(Person);
define_property!(struct Opinion(f32), Person, impl_eq_hash = both);
define_property!(struct Contacts(Option<[PersonId; 8]>), Person, default_const = Contacts(None));
define_rng!(ReportRng);

#[derive(Default)]
struct Desks {
    people: Vec<PersonId>,
    next: Vec<f32>,
    queues: Vec<VecDeque<(u32, usize)>>,
    served: u64,
    waited: u64,
}

define_data_plugin!(DesksPlugin, Desks, Desks::default());

fn step(context: &mut Context, step: u32, last: u32) {
    let mut desks = std::mem::take(context.get_data_mut(DesksPlugin));
    for (i, &person) in desks.people.iter().enumerate() {
        let Opinion(me) = context.get_property(person);
        let Contacts(contacts) = context.get_property(person);
        let d = contacts.expect("everybody has contacts").map(|contact| {
            let Opinion(other) = context.get_property(contact);
            other - me
        });
        let sum: f32 = d.map(|d| if d.abs() < 0.3 { d } else { 0.0 }).iter().sum();
        let close: f32 = d.map(|d| if d.abs() < 0.3 { 1.0 } else { 0.0 }).iter().sum();
        let mut next = me + 0.2 * sum / f32::max(close, 1.0);
        if context.sample_bool(ReportRng, 0.02) {
            next -= 0.1;
            desks.queues[i / THOUSAND].push_back((step, i));
        }
        desks.next[i] = next;
    }
    for queue in &mut desks.queues {
        for _ in 0..21 {
            let Some((since, reporter)) = queue.pop_front() else { break };
            desks.next[reporter] += 0.1;
            desks.served += 1;
            desks.waited += u64::from(step - since);
        }
    }
    for (&person, &next) in desks.people.iter().zip(&desks.next) {
        context.set_property(person, Opinion(next));
    }
    *context.get_data_mut(DesksPlugin) = desks;
    if step + 1 < last {
        context.add_plan(f64::from(step + 1), move |context| self::step(context, step + 1, last));
    }
}

fn main() {
    let task = Task::from_arguments();
    let mut context = Context::new();
    context.init_random(task.seed);
    let add = |i| context.add_entity(with!(Person, Opinion(task.opinion(i)))).expect("a person");
    let people: Vec<PersonId> = (0..task.residents).map(add).collect();
    for (i, &person) in people.iter().enumerate() {
        let eight = core::array::from_fn(|k| people[task.contact(i, k)]);
        context.set_property(person, Contacts(Some(eight)));
    }
    let (next, queues) = (vec![0.0; task.residents], vec![VecDeque::new(); task.workers()]);
    *context.get_data_mut(DesksPlugin) = Desks { people, next, queues, ..Desks::default() };
    context.add_plan(0.0, move |context| step(context, 0, task.steps));
    let clocks = Clocks::start();
    context.execute();
    let desks = context.get_data(DesksPlugin);
    let opinions = desks.people.iter().map(|&person| {
        let Opinion(s) = context.get_property(person);
        f64::from(s)
    });
    clocks.report(opinions, desks.served, desks.waited, desks.queues.iter().map(VecDeque::len).sum());
}
