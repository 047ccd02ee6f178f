//! `[design]` and the tables of single methods, and what a method needs to be complete.

use toml::de::DeTable;

use super::keys;
use crate::outcomes::Direction;
use crate::scenario::nearest::nearest;
use crate::scenario::place::Place;
use crate::scenario::read::{Node, Reader};
use crate::study::design::sobol_sequence::DIMENSIONS;
use crate::study::{Aim, Bound, Criterion, Design, Method, Objective, Quantity, Role, Study};

/// Scenarios that a study asks for at most, and runs of them: each is some kilobytes in memory.
const MOST: (u64, u64) = (100_000, 1_000_000);

impl Design {
    /// What a method does unless told otherwise.
    pub(super) fn of(method: Method) -> Self {
        let points = match method {
            Method::Sobol => 64,
            Method::Calibration => 200,
            Method::Discovery => 150,
            _ => 100,
        };
        let levels = if method == Method::Factorial { 2 } else { 4 };
        let resamples = crate::study::statistics::RESAMPLES;
        Self { points, trajectories: 10, levels, resamples, seed: 1, population: 24, generations: 10 }
    }

    /// The keys of `[design]` that a method heeds.
    fn keys(method: Method) -> &'static [&'static str] {
        match method {
            Method::Factorial => &["levels"],
            Method::Morris => &["trajectories", "levels", "resamples", "seed"],
            Method::Sobol => &["points", "resamples", "seed"],
            Method::Search => &["population", "generations", "seed"],
            Method::Trial => &[],
            _ => &["points", "seed"],
        }
    }
}

impl Reader<'_> {
    pub(super) fn method_table(&mut self, key: &str, place: &Place, node: &Node, study: &mut Study) {
        let Some(table) = self.section(key, node) else { return };
        let method = study.method;
        match key {
            "design" => self.design(table, study),
            _ if key != method.word() => {
                let problem = place.problem(key, format!("[{key}] does not belong to the method {}", method.word()));
                let problem = problem.expected(format!("tables of {}", method.word()));
                self.problems.push(problem.help(format!("take it out, or write method = \"{key}\"")));
            }
            "calibration" => self.calibration(table, study),
            "search" => self.search(table, study),
            "discovery" => self.discovery(table, study),
            "trial" => self.trial(table, place, study),
            _ => self.robustness(table, study),
        }
    }

    fn design(&mut self, table: &DeTable, study: &mut Study) {
        let known = Design::keys(study.method);
        for (key, place, node) in self.entries(table) {
            if !known.contains(&key) {
                if keys::DESIGN.iter().any(|(known, ..)| *known == key) {
                    let found = format!("the method {} has no {key}", study.method.word());
                    let problem = place.problem(&format!("design.{key}"), found);
                    self.problems.push(problem.expected(format!("some of {}", known.join(", "))).help("take it out"));
                } else {
                    self.unknown("design", key, &place, known);
                }
                continue;
            }
            let full = format!("design.{key}");
            let (_, low, high) = *keys::DESIGN.iter().find(|(known, ..)| *known == key).expect("it is heeded");
            let Some(count) = self.count(&full, node, low, high) else { continue };
            let design = &mut study.design;
            *match key {
                "points" => &mut design.points,
                "trajectories" => &mut design.trajectories,
                "levels" => &mut design.levels,
                "resamples" => &mut design.resamples,
                "population" => &mut design.population,
                "generations" => &mut design.generations,
                _ => {
                    design.seed = u64::from(count);
                    continue;
                }
            } = count;
        }
        let even = [
            (Method::Morris, "levels", study.design.levels, "Morris steps over half of the levels: write 4 or 6"),
            (Method::Search, "population", study.design.population, "policies are bred in pairs"),
        ];
        for (_, name, _, help) in
            even.into_iter().filter(|(method, _, value, _)| *method == study.method && value % 2 == 1)
        {
            let node = table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, node)| node);
            if let Some(node) = node {
                self.wrong(node, &format!("design.{name}"), "an even number", help);
            }
        }
    }

    fn calibration(&mut self, table: &DeTable, study: &mut Study) {
        for (key, place, node) in self.entries(table) {
            if key != "target" {
                self.unknown("calibration", key, &place, &["target"]);
                continue;
            }
            for (table, place) in self.tables("calibration.target", node) {
                let (mut outcome, mut value, mut tolerance, mut source) = (None, None, None, None);
                for (key, place, node) in self.entries(table) {
                    match key {
                        "outcome" => outcome = self.studied("calibration.target.outcome", node, study),
                        "value" => value = self.finite("calibration.target.value", node),
                        "tolerance" => {
                            tolerance = self.finite("calibration.target.tolerance", node).filter(|sd| *sd > 0.0);
                            if tolerance.is_none() {
                                let help = "one standard deviation of what is published, in the outcome's unit";
                                self.wrong(node, "calibration.target.tolerance", "a number above 0", help);
                            }
                        }
                        "source" => source = self.text("calibration.target.source", node),
                        _ => self.unknown("calibration.target", key, &place, &keys::TARGET),
                    }
                }
                if let (Some(outcome), Some(value), Some(tolerance), Some(source)) = (outcome, value, tolerance, source)
                {
                    study.aims.push(Aim { outcome, value, tolerance, source });
                } else {
                    self.incomplete(&place, table, "calibration.target", &keys::TARGET);
                }
            }
        }
    }

    fn search(&mut self, table: &DeTable, study: &mut Study) {
        for (key, place, node) in self.entries(table) {
            match key {
                "objective" => {
                    for (table, place) in self.tables("search.objective", node) {
                        self.objective(table, &place, study);
                    }
                }
                "constraint" => {
                    for (table, place) in self.tables("search.constraint", node) {
                        self.bound("search.constraint", table, &place, study);
                    }
                }
                _ => self.unknown("search", key, &place, &keys::SEARCH),
            }
        }
    }

    fn objective(&mut self, table: &DeTable, place: &Place, study: &mut Study) {
        let (mut outcome, mut direction) = (None, None);
        for (key, place, node) in self.entries(table) {
            match key {
                "outcome" => outcome = self.studied("search.objective.outcome", node, study),
                "direction" => match node.get_ref().as_str() {
                    Some("up") => direction = Some(Direction::Up),
                    Some("down") => direction = Some(Direction::Down),
                    _ => self.wrong(node, "search.objective.direction", "\"up\" or \"down\"", "up: more is better"),
                },
                _ => self.unknown("search.objective", key, &place, &keys::OBJECTIVE),
            }
        }
        let Some(outcome) = outcome else {
            self.incomplete(place, table, "search.objective", &["outcome"]);
            return;
        };
        let direction = direction.unwrap_or(study.outcomes[outcome].direction);
        if direction == Direction::Neutral {
            let found = format!("{} is better neither way by itself", study.outcomes[outcome].id);
            let problem = place.problem("search.objective.direction", found).expected("a direction");
            self.problems.push(problem.help("write direction = \"up\" or \"down\""));
            return;
        }
        study.objectives.push(Objective { outcome, direction });
    }

    fn bound(&mut self, name: &str, table: &DeTable, place: &Place, study: &mut Study) {
        let (mut outcome, mut bounds) = (None, Vec::new());
        for (key, place, node) in self.entries(table) {
            match key {
                "outcome" => outcome = self.studied(&format!("{name}.outcome"), node, study),
                "at_most" | "at_least" => {
                    bounds.extend(self.finite(&format!("{name}.{key}"), node).map(|value| (value, key == "at_most")));
                }
                _ => self.unknown(name, key, &place, &keys::BOUND),
            }
        }
        match outcome {
            Some(outcome) if !bounds.is_empty() => {
                let end = |most: bool| bounds.iter().find(|(_, at_most)| *at_most == most).map(|(value, _)| *value);
                if let (Some(least), Some(most)) = (end(false), end(true))
                    && least > most
                {
                    let problem = place.problem(name, format!("at_least = {least} lies above at_most = {most}"));
                    let problem = problem.expected("at_least below at_most");
                    self.problems.push(problem.help("exchange the two, or keep one"));
                }
                let bound = |(value, at_most)| Bound { outcome, value, at_most };
                study.bounds.extend(bounds.into_iter().map(bound));
            }
            _ => self.incomplete(place, table, name, &["outcome", "at_most"]),
        }
    }

    fn discovery(&mut self, table: &DeTable, study: &mut Study) {
        let last = study.scenarios.len() - 1;
        let (mut outcome, mut scenario, mut difference, mut threshold) = (None, last, last > 0, None);
        for (key, place, node) in self.entries(table) {
            let full = format!("discovery.{key}");
            match key {
                "outcome" => outcome = self.studied(&full, node, study),
                "scenario" => scenario = self.named_scenario(&full, node, study).unwrap_or(scenario),
                "difference" => difference = self.flag(&full, node).unwrap_or(difference),
                "below" | "above" if threshold.is_some() => {
                    let problem = place.problem(&full, "both below and above are given").expected("one of the two");
                    self.problems.push(problem.help("keep one; a study asks for one side of a limit"));
                }
                "below" | "above" => threshold = self.finite(&full, node).map(|value| (value, key == "below")),
                _ => self.unknown("discovery", key, &place, &keys::DISCOVERY),
            }
        }
        if difference && scenario == 0 {
            let place = self.place_of(table, "scenario").unwrap_or(Place::start(self.file));
            let problem = place.problem("discovery.scenario", "the baseline has no difference to itself");
            let problem = problem.expected("a scenario other than the first");
            self.problems.push(problem.help("name the policy, or write difference = false"));
            return;
        }
        if let (Some(outcome), Some((value, below))) = (outcome, threshold) {
            let quantity = Quantity { scenario, outcome, difference };
            study.criterion = Some(Criterion { quantity, value, below });
        }
    }

    fn robustness(&mut self, table: &DeTable, study: &mut Study) {
        for (key, place, node) in self.entries(table) {
            if key == "threshold" {
                for (table, place) in self.tables("robustness.threshold", node) {
                    self.bound("robustness.threshold", table, &place, study);
                }
            } else {
                self.unknown("robustness", key, &place, &["threshold"]);
            }
        }
    }

    fn named_scenario(&mut self, key: &str, node: &Node, study: &Study) -> Option<usize> {
        let name = self.text(key, node)?;
        let at = study.scenarios.iter().position(|scenario| scenario.name == name);
        if at.is_none() {
            let known: Vec<&str> = study.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
            let near = nearest(&name, known.iter().copied()).map(|near| format!("did you mean \"{near}\"?"));
            let help = near.unwrap_or_else(|| "a scenario is called by its file without .toml".to_owned());
            self.wrong(node, key, &format!("one of {}", known.join(", ")), &help);
        }
        at
    }

    /// An outcome that a method judges by; it joins those of the study if it is not among them.
    fn studied(&mut self, key: &str, node: &Node, study: &mut Study) -> Option<usize> {
        let word = self.text(key, node)?;
        let kind = self.outcome(&word, node)?;
        Some(study.outcomes.iter().position(|known| known.id == kind.id).unwrap_or_else(|| {
            study.outcomes.push(kind);
            study.outcomes.len() - 1
        }))
    }

    fn place_of(&self, table: &DeTable, name: &str) -> Option<Place> {
        self.entries(table).into_iter().find(|(key, ..)| *key == name).map(|(.., node)| self.of(node))
    }

    /// Says which of the keys that have to be there are not.
    fn incomplete(&mut self, place: &Place, table: &DeTable, name: &str, keys: &[&str]) {
        let there: Vec<&str> = self.entries(table).into_iter().map(|(key, ..)| key).collect();
        for key in keys.iter().filter(|key| !there.contains(key)) {
            if *key == "at_most" && there.contains(&"at_least") {
                continue;
            }
            let example = match *key {
                "outcome" => "outcome = \"satisfaction\"",
                "source" => "source = \"where it is published\"",
                _ => "a number",
            };
            self.missing(place, &format!("{name}.{key}"), &format!("{key} in [[{name}]]"), example);
        }
    }

    /// What a study as a whole lacks, or has too much of.
    pub(super) fn complete(&mut self, study: &mut Study, place: &Place) {
        let method = study.method;
        if method == Method::Trial {
            self.complete_trial(study, place);
            return;
        }
        let word = method.word();
        study.factors.sort_by_key(|factor| factor.role);
        let has = |role: Role| study.factors.iter().any(|factor| factor.role == role);
        let (levers, assumptions) = (has(Role::Lever), has(Role::Assumption));
        let refused = |prefix: &str| self.problems.iter().any(|problem| problem.key.starts_with(prefix));
        // What was to be varied, or told in the method's own table, may just have been refused.
        let (any_refused, table_refused) = (refused(""), refused(word));
        let mut say = |found: String, expected: &str, help: &str| {
            self.problems.push(place.problem("method", found).expected(expected).help(help));
        };
        if !levers && !assumptions {
            if any_refused {
                return;
            }
            say(
                "the study varies nothing".to_owned(),
                "at least one [[lever]] or [[assumption]]",
                "add [[assumption]] with key = \"…\", or [assumptions] with provenance = [\"assumed\"]",
            );
            return;
        }
        match method {
            Method::Search if assumptions => say(
                "a search moves levers, not assumptions".to_owned(),
                "[[lever]] alone",
                "fix assumptions under [set], or cross them; test the result with method = \"robustness\"",
            ),
            Method::Calibration | Method::Discovery | Method::Robustness | Method::Claims if levers => say(
                format!("{word} is about assumptions: policies are its scenarios"),
                "[[assumption]] alone",
                "write policies as scenario files and name them in scenarios = […]",
            ),
            _ => {}
        }
        if matches!(method, Method::Search | Method::Calibration) && study.scenarios.len() > 1 {
            say(
                format!("{word} works on one scenario; there are {}", study.scenarios.len()),
                "one scenario",
                "name the scenario to start from alone",
            );
        }
        if method == Method::Robustness && study.scenarios.len() < 2 {
            say(
                "there is one policy, and so nothing to regret".to_owned(),
                "at least two scenarios",
                "name more policies",
            );
        }
        let (lacks, help) = match method {
            Method::Calibration if study.aims.is_empty() => {
                ("targets", "add [[calibration.target]] with outcome, value, tolerance, source")
            }
            Method::Search if study.objectives.is_empty() => {
                ("objectives", "add [[search.objective]] with outcome = \"…\"")
            }
            Method::Discovery if study.criterion.is_none() => {
                ("criterion", "add [discovery] with outcome = \"…\" and below = 0")
            }
            _ => ("", ""),
        };
        if !lacks.is_empty() && !table_refused {
            say(format!("the {word} has no {lacks}"), lacks, help);
        }
        // Each row of Sobol' indices takes two coordinates a factor.
        let dimensions = study.factors.len() * if method == Method::Sobol { 2 } else { 1 };
        if matches!(method, Method::Sobol | Method::SobolSequence | Method::Calibration) && dimensions > DIMENSIONS {
            say(
                format!("{} factors are more than a Sobol' sequence has room for", study.factors.len()),
                &format!("at most {}", if method == Method::Sobol { DIMENSIONS / 2 } else { DIMENSIONS }),
                "screen them first with method = \"morris\", and keep those that matter",
            );
        }
        let points = study.points_at_most();
        // Of claims only the other worlds have points.
        let claims = (method == Method::Claims).then_some((1, study.claims.world_replicates));
        let (combinations, replicates) = claims.unwrap_or((study.crosses.len(), study.replicates));
        let scenarios = points.saturating_mul((study.scenarios.len() * combinations) as u64);
        if scenarios > MOST.0 || scenarios.saturating_mul(u64::from(replicates)) > MOST.1 {
            say(
                format!(
                    "the study asks for {points} points times {} scenarios, {combinations} combinations of variants and \
                     {replicates} replicates",
                    study.scenarios.len()
                ),
                "at most 100,000 without replicates and 1,000,000 with them",
                "vary fewer things, or lower levels, points, trajectories or generations under [design]",
            );
        }
    }
}
