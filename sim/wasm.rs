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
//! | `{"settle": ORDER}` | `simulation`: the STATE of the first scenario's world before its burn-in; `advance` burns it in, to day 0 and no further |
//! | `{"branch": {"simulation": 0, "order": ORDER}}` | `simulations`: a STATE for each scenario of the order on day 0 of that world, which is kept |
//! | `{"brief": {"simulation": 0}}` | `brief`: a BRIEF of the days from 0 to now, a fiftieth of a RUN |
//! | `{"check": {"order": ORDER, "against": ORDER}}` | `scenarios`: for each a READ; `against` may be left out |
//! | `{"compare": {"scenarios": [{"order", "hashes", "values"}], "weights": {}}}` | `result_hash`, `differences` as `compare --json` has them with `paired` beside them, `means`, `ranking` |
//! | `{"fan": {"runs": [[…]]}}` | `quantiles`: at each time the values below which 5, 25, 50, 75 and 95% of runs lie |
//! | `{"watch": {"simulation": 0, "order": ORDER, "days": 60, "every": 10}}` | `watch`: so many days of the first scenario in that world, for a map: every event of every case, and every so many days what everyone thinks |
//! | `{"declared": {}}` | `parameters`, `mechanisms`, `outcomes`, `headlines`, `leads_to` (by outcome those through which it moves), `tables`, `verdicts`, versions |
//! | anything that is wrong | `diagnostics` as `--json` prints them, and `text`, the same for people |
//!
//! ORDER: `text`, a scenario file (empty is the built-in baseline); `name`, what the file is called; `files`, the texts of
//! files that it extends and of rosters, by name; `set`, a list of `KEY=VALUE` on top; `seed` and `replicate`. All may be
//! left out. STATE: `simulation` (its number), `name`, `day`, `days` (its horizon), `residents`. RUN: `name`, `title`,
//! `title_zh`, `day`, `hash` (the one that the native program gives), `scenario_hash`, `model_version`, `outcomes` (a list
//! of `outcome`, `group`, `value`), `survival` (shares still open by day since filing, by kind), `daily` (values by
//! outcome) and `grids` (a list). BRIEF: `hash`, `key`, `values` (by group `all` and `year:N` a list in the order of
//! outcomes), `months` (by outcome a value for each 30 days; `ends` says on which day each ends), `grids` in replicate 0. READ: `name`, titles, `key`
//! (of what decides its runs), `world`, `days`, `burn_in_days`, `residents`, `communities`, `mix_missed_share`, `changes` (keys
//! that differ from `against`, with `before` and `after` as a file writes them), `reforms` (its `[[change]]`s). What is undefined
//! is null.

mod answer;
mod check;
mod compared;
mod declared;
#[cfg(target_arch = "wasm32")]
mod memory;
mod request;
mod watch;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::run::{Seed, Simulation};
use crate::scenario::Scenario;
use crate::units::Day;

use request::{Order, Request};

/// What states behind the session: the simulations that were begun and have not been ended.
#[derive(Debug, Default)]
pub struct Session {
    kept: BTreeMap<u32, Kept>,
    next: u32,
}

/// A simulation that is kept.
#[derive(Debug)]
struct Kept {
    scenario: Scenario,
    simulation: Simulation,
    /// Seed and replicate.
    draws: (Seed, u32),
    /// Whether it is a world to branch from: it ends where scenarios begin.
    is_world: bool,
}

impl Kept {
    /// Days that it may still be advanced.
    fn days_left(&self) -> u32 {
        let end = if self.is_world { 0 } else { self.scenario.settings.frame.days as Day };
        (end - self.simulation.society().day) as u32
    }
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
                let draws = (order.seed, order.replicate);
                let mut begun = Vec::new();
                order.each(|scenario, simulation| begun.push((scenario, simulation)))?;
                Ok(self.keep(begun, draws))
            }
            Request::Settle(order) => {
                let scenario = order.scenarios()?.swap_remove(0);
                let simulation = Simulation::built(&scenario, order.seed, order.replicate);
                let draws = (order.seed, order.replicate);
                let state = answer::state(self.next, &scenario, &simulation);
                self.kept.insert(self.next, Kept { scenario, simulation, draws, is_world: true });
                self.next += 1;
                Ok(json!({ "simulation": state }))
            }
            Request::Branch { simulation: number, order } => {
                let begun = self.branches(number, &order)?;
                Ok(self.keep(begun, (order.seed, order.replicate)))
            }
            Request::Watch { simulation: number, order, days, every } => {
                let (scenario, simulation) = self.branches(number, &order)?.swap_remove(0);
                let most = watch::MOST_DAYS.min(scenario.settings.frame.days as u32);
                if days == 0 || days > most || every == 0 {
                    let problem = Diagnostic::of_file("request", format!("{days} days, people every {every}"));
                    let problem =
                        problem.code(Code::OutOfRange).expected(format!("1 to {most} days, people every 1 or more"));
                    return Err(vec![problem.help("watch fewer days, or set a larger scenario.days")]);
                }
                Ok(json!({ "watch": watch::watch(&scenario, simulation, days, every) }))
            }
            Request::Advance { simulation: number, days } => {
                let kept = self.find(number)?;
                let left = kept.days_left();
                if days > left {
                    let found = format!("{days} days end after the horizon of the scenario");
                    let problem = Diagnostic::of_file("request", found)
                        .code(Code::OutOfRange)
                        .expected(format!("at most {left} more days"));
                    return Err(vec![problem.help("set a larger scenario.days")]);
                }
                kept.simulation.advance(days);
                Ok(json!({ "simulation": kept.state(number) }))
            }
            Request::Measure { simulation: number } => {
                let Kept { scenario, simulation, .. } = self.measurable(number)?;
                Ok(json!({ "run": answer::run(scenario, simulation) }))
            }
            Request::Brief { simulation: number } => {
                let Kept { scenario, simulation, draws, .. } = self.measurable(number)?;
                // A map shows one city.
                Ok(json!({ "brief": answer::brief(scenario, simulation, draws.1 == 0) }))
            }
            Request::End { simulation: number } => {
                let last = self.find(number)?.state(number);
                self.kept.remove(&number);
                Ok(json!({ "simulation": last }))
            }
            Request::Check { order, against } => check::check(&order, against.as_ref()),
            Request::Compare(compared) => compared::compare(&compared),
            Request::Fan { runs } => Ok(compared::fan(&runs)),
            Request::Declared {} => Ok(declared::declared()),
        }
    }

    /// Every scenario of an order on day 0 of a world that is kept.
    fn branches(&mut self, number: u32, order: &Order) -> Result<Vec<(Scenario, Simulation)>, Vec<Diagnostic>> {
        let scenarios = order.scenarios()?;
        let world = self.find(number)?;
        let problem = |found: &str| vec![Diagnostic::of_file("request", found).code(Code::Conflict)];
        if !world.is_world || world.days_left() > 0 {
            return Err(problem("only a world that was settled and advanced to day 0 can be branched from"));
        }
        let draws = (order.seed, order.replicate);
        if world.draws != draws || scenarios.iter().any(|scenario| !world.scenario.same_world(scenario)) {
            return Err(problem("the order has another world, seed or replicate than the simulation"));
        }
        let branch = |scenario: Scenario| (scenario.clone(), world.simulation.branch(&scenario));
        Ok(scenarios.into_iter().map(branch).collect())
    }

    /// Keeps simulations that begin, and says where they stand.
    fn keep(&mut self, begun: Vec<(Scenario, Simulation)>, draws: (Seed, u32)) -> Value {
        let mut states = Vec::new();
        for (scenario, simulation) in begun {
            states.push(answer::state(self.next, &scenario, &simulation));
            self.kept.insert(self.next, Kept { scenario, simulation, draws, is_world: false });
            self.next += 1;
        }
        json!({ "simulations": states })
    }

    /// A simulation of which days from 0 on can be measured.
    fn measurable(&mut self, number: u32) -> Result<&mut Kept, Vec<Diagnostic>> {
        let kept = self.find(number)?;
        if kept.is_world {
            let found = format!("simulation {number} is a world to branch from");
            let problem = Diagnostic::of_file("request", found).code(Code::Conflict);
            return Err(vec![problem.help("branch from it and measure the branch")]);
        }
        Ok(kept)
    }

    fn find(&mut self, simulation: u32) -> Result<&mut Kept, Vec<Diagnostic>> {
        let known: Vec<String> = self.kept.keys().map(u32::to_string).collect();
        self.kept.get_mut(&simulation).ok_or_else(|| {
            let problem =
                Diagnostic::of_file("request", format!("there is no simulation {simulation}")).code(Code::UnknownName);
            let expected = if known.is_empty() { String::new() } else { format!("one of {}", known.join(", ")) };
            vec![problem.expected(expected).help("begin one first; one that was ended is gone")]
        })
    }
}

impl Kept {
    fn state(&self, number: u32) -> Value {
        answer::state(number, &self.scenario, &self.simulation)
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

/// Reads a request and the scenarios of its orders, and simulates nothing.
#[cfg(any(test, fuzzing))]
pub(crate) fn read_request(bytes: &[u8]) {
    let order = match request::read(bytes) {
        Ok(Request::Check { .. } | Request::Compare(_) | Request::Fan { .. } | Request::Declared {}) => {
            let _ = Session::default().answer(bytes);
            return;
        }
        Ok(
            Request::Simulate(order) | Request::Begin(order) | Request::Settle(order) | Request::Branch { order, .. },
        ) => order,
        _ => return,
    };
    let _ = order.scenarios();
}

#[cfg(test)]
mod tests;
