//! Doors for a page: the model behind requests and answers in JSON, so that a browser can ask it.
//!
//! A request is an object with one key, what to do; an answer holds `schema`, 1, and what the table says. How texts pass
//! into the module and out of it is in `memory`; `doors.mjs` beside it is the page's side.
//!
//! | request | answer |
//! |---|---|
//! | `{"simulate": ORDER}` | `runs`: a RUN for each scenario of the order, lived over its horizon |
//! | `{"begin": ORDER}` | `simulations`: a LIFE for each scenario of the order, burned in and on day 0; they are kept |
//! | `{"advance": {"simulation": 0, "days": 30}}` | `simulation`: its LIFE, so many days later |
//! | `{"measure": {"simulation": 0}}` | `run`: a RUN of the days from 0 to now |
//! | `{"end": {"simulation": 0}}` | `simulation`: its last LIFE; its memory is free again |
//! | anything that is wrong | `diagnostics` as `--json` prints them, and `text`, the same for people |
//!
//! ORDER: `text`, a scenario file (empty is the built-in baseline); `name`, what the file is called; `files`, the texts of
//! files that it extends and of rosters, by name; `set`, a list of `KEY=VALUE` on top; `seed` and `replicate`. All may be
//! left out. LIFE: `simulation` (its number), `name`, `day`, `days` (its horizon), `residents`. RUN: `name`, `title`,
//! `title_zh`, `day`, `hash` (the one that the native program gives), `scenario_hash`, `model_version`, `outcomes` (a list
//! of `outcome`, `group`, `value`), `survival` (shares still open by day since filing, by kind), `daily` (values by
//! outcome) and `grids` (a list). What is undefined is null.

mod answer;
#[cfg(target_arch = "wasm32")]
mod memory;
mod request;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::run::Simulation;
use crate::scenario::Scenario;

use request::{Order, Request};

/// What lives behind the doors: the simulations that were begun and have not been ended.
#[derive(Debug, Default)]
pub struct Doors {
    kept: BTreeMap<u32, (Scenario, Simulation)>,
    next: u32,
}

impl Doors {
    /// The answer to a request, both as JSON in UTF-8. Bad input is answered with diagnostics.
    #[must_use]
    pub fn answer(&mut self, request: &[u8]) -> String {
        let mut answer = match request::read(request).and_then(|request| self.act(request)) {
            Ok(answer) => answer,
            Err(problems) => refusal(problems),
        };
        answer["schema"] = json!(1);
        answer.to_string()
    }

    fn act(&mut self, request: Request) -> Result<Value, Vec<Diagnostic>> {
        match request {
            Request::Simulate(order) => {
                let mut runs = Vec::new();
                order.each(|scenario, mut life| {
                    life.advance(scenario.settings.frame.days as u32);
                    runs.push(answer::run(&scenario, &life));
                })?;
                Ok(json!({ "runs": runs }))
            }
            Request::Begin(order) => {
                let mut lives = Vec::new();
                order.each(|scenario, life| {
                    lives.push(answer::life(self.next, &scenario, &life));
                    self.kept.insert(self.next, (scenario, life));
                    self.next += 1;
                })?;
                Ok(json!({ "simulations": lives }))
            }
            Request::Advance { simulation, days } => {
                let (scenario, life) = self.find(simulation)?;
                let left = scenario.settings.frame.days as u32 - life.society().day as u32;
                if days > left {
                    let found = format!("{days} days end after the horizon of the scenario");
                    let problem = Diagnostic::of_file("request", found)
                        .code(Code::OutOfRange)
                        .expected(format!("at most {left} more days"));
                    return Err(vec![problem.help("set scenario.days to live longer")]);
                }
                life.advance(days);
                Ok(json!({ "simulation": answer::life(simulation, scenario, life) }))
            }
            Request::Measure { simulation } => {
                let (scenario, life) = self.find(simulation)?;
                Ok(json!({ "run": answer::run(scenario, life) }))
            }
            Request::End { simulation } => {
                let (scenario, life) = self.find(simulation)?;
                let last = answer::life(simulation, scenario, life);
                self.kept.remove(&simulation);
                Ok(json!({ "simulation": last }))
            }
        }
    }

    fn find(&mut self, simulation: u32) -> Result<&mut (Scenario, Simulation), Vec<Diagnostic>> {
        let known: Vec<String> = self.kept.keys().map(u32::to_string).collect();
        self.kept.get_mut(&simulation).ok_or_else(|| {
            let problem =
                Diagnostic::of_file("request", format!("there is no simulation {simulation}")).code(Code::UnknownName);
            let expected = if known.is_empty() { String::new() } else { format!("one of {}", known.join(", ")) };
            vec![problem.expected(expected).help("begin one first; one that was ended is gone")]
        })
    }
}

impl Order {
    /// Calls `then` with every scenario of the order and its simulation on day 0, one after the other.
    ///
    /// Neighbours that share a world share its burn-in, which is most of the work of a short run.
    fn each(self, mut then: impl FnMut(Scenario, Simulation)) -> Result<(), Vec<Diagnostic>> {
        let mut root: Option<(Scenario, Simulation)> = None;
        for scenario in self.scenarios()? {
            let known = root.take().filter(|(of, _)| of.same_world(&scenario));
            let burned_in = || (scenario.clone(), Simulation::burned_in(&scenario, self.seed, self.replicate));
            let world = known.unwrap_or_else(burned_in);
            let life = world.1.branch(&scenario);
            root = Some(world);
            then(scenario, life);
        }
        Ok(())
    }
}

fn refusal(problems: Vec<Diagnostic>) -> Value {
    let problems = Diagnostics(problems);
    let mut answer = problems.to_json();
    answer["text"] = json!(problems.to_string());
    answer
}

#[cfg(test)]
mod tests;
