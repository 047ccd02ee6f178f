//! Session for a page: the model behind requests and answers in JSON, so that a browser can ask it.
//!
//! A request is an object with one key, what to do; an answer holds `schema`, 1, and what the table says. How texts pass
//! into the module and out of it is in `memory`; `session.mjs` beside it is the page's side.
//!
//! | request | answer |
//! |---|---|
//! | `{"simulate": ORDER}` | `runs`: a RUN for each scenario of the order, over its horizon |
//! | `{"begin": ORDER}` | `simulations`: a STATE for each scenario of the order, burned in and on day 0; they are kept |
//! | `{"advance": {"simulation": 0, "days": 30}}` | `simulation`: its STATE, so many days later |
//! | `{"measure": {"simulation": 0}}` | `run`: a RUN of the days from 0 to now |
//! | `{"end": {"simulation": 0}}` | `simulation`: its last STATE; its memory is free again |
//! | anything that is wrong | `diagnostics` as `--json` prints them, and `text`, the same for people |
//!
//! ORDER: `text`, a scenario file (empty is the built-in baseline); `name`, what the file is called; `files`, the texts of
//! files that it extends and of rosters, by name; `set`, a list of `KEY=VALUE` on top; `seed` and `replicate`. All may be
//! left out. STATE: `simulation` (its number), `name`, `day`, `days` (its horizon), `residents`. RUN: `name`, `title`,
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

/// What states behind the session: the simulations that were begun and have not been ended.
#[derive(Debug, Default)]
pub struct Session {
    kept: BTreeMap<u32, (Scenario, Simulation)>,
    next: u32,
}

impl Session {
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
                order.each(|scenario, mut simulation| {
                    simulation.advance(scenario.settings.frame.days as u32);
                    runs.push(answer::run(&scenario, &simulation));
                })?;
                Ok(json!({ "runs": runs }))
            }
            Request::Begin(order) => {
                let mut states = Vec::new();
                order.each(|scenario, simulation| {
                    states.push(answer::state(self.next, &scenario, &simulation));
                    self.kept.insert(self.next, (scenario, simulation));
                    self.next += 1;
                })?;
                Ok(json!({ "simulations": states }))
            }
            Request::Advance { simulation: number, days } => {
                let (scenario, simulation) = self.find(number)?;
                let left = scenario.settings.frame.days as u32 - simulation.society().day as u32;
                if days > left {
                    let found = format!("{days} days end after the horizon of the scenario");
                    let problem = Diagnostic::of_file("request", found)
                        .code(Code::OutOfRange)
                        .expected(format!("at most {left} more days"));
                    return Err(vec![problem.help("set a larger scenario.days")]);
                }
                simulation.advance(days);
                Ok(json!({ "simulation": answer::state(number, scenario, simulation) }))
            }
            Request::Measure { simulation: number } => {
                let (scenario, simulation) = self.find(number)?;
                Ok(json!({ "run": answer::run(scenario, simulation) }))
            }
            Request::End { simulation: number } => {
                let (scenario, simulation) = self.find(number)?;
                let last = answer::state(number, scenario, simulation);
                self.kept.remove(&number);
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
            let simulation = world.1.branch(&scenario);
            root = Some(world);
            then(scenario, simulation);
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
