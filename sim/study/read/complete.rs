//! What a study as a whole lacks, or has too much of.

use crate::diagnostics::Diagnostic;
use crate::scenario::place::Place;
use crate::statistics::designs::sobol_sequence::DIMENSIONS;
use crate::study::factor::Role;
use crate::study::subject::Subject;

/// Reports what is wrong in a study as a whole, at the place of its method.
pub struct Complaints<'a> {
    problems: &'a mut Vec<Diagnostic>,
    place: &'a Place,
    /// The word of the method.
    word: &'static str,
    /// Whether something in a table of the method has been refused.
    table_refused: bool,
}

impl<'a> Complaints<'a> {
    /// On top of the problems that are known.
    pub(crate) fn new(problems: &'a mut Vec<Diagnostic>, place: &'a Place, word: &'static str) -> Self {
        // What the method's own table was to hold may just have been refused.
        let table_refused = problems.iter().any(|problem| problem.key.starts_with(word));
        Self { problems, place, word, table_refused }
    }

    /// Adds a problem.
    pub fn say(&mut self, found: String, expected: &str, help: &str) {
        self.problems.push(self.place.problem("method", found).expected(expected).help(help));
    }

    /// A table of the method is missing, unless it was refused.
    pub fn missing(&mut self, key: &str, expected: &str, example: &str) {
        if !self.table_refused {
            let problem = self.place.problem(key, format!("{key} is missing"));
            self.problems.push(problem.expected(expected).help(format!("for instance {example}")));
        }
    }

    /// The method has none of what it needs, unless that was refused.
    pub fn lacks(&mut self, what: &str, help: &str) {
        if !self.table_refused {
            self.say(format!("the {} has no {what}", self.word), what, help);
        }
    }

    /// Policies are the scenarios of this method: no lever is varied.
    pub fn assumptions_alone(&mut self, subject: &Subject) {
        if subject.of_role(Role::Lever).next().is_some() {
            let found = format!("{} is about assumptions: policies are its scenarios", self.word);
            let help = "write policies as scenario files and name them in scenarios = […]";
            self.say(found, "[[assumption]] alone", help);
        }
    }

    /// Policies are drawn or stepped through by this method: no assumption is varied.
    pub fn levers_alone(&mut self, subject: &Subject) {
        if subject.of_role(Role::Assumption).next().is_some() {
            let found = format!("{} is about levers: the world stays as it is", self.word);
            let help = "set an assumption under [set], one study for each world";
            self.say(found, "[levers] or [[lever]] alone", help);
        }
    }

    /// The method starts from one scenario.
    pub fn one_scenario(&mut self, subject: &Subject) {
        if subject.scenarios.len() > 1 {
            let found = format!("{} works on one scenario; there are {}", self.word, subject.scenarios.len());
            self.say(found, "one scenario", "name the scenario to start from alone");
        }
    }

    /// So many coordinates a factor fit into a Sobol' sequence.
    pub fn fits_sequence(&mut self, subject: &Subject, coordinates: usize) {
        if subject.factors.len() * coordinates > DIMENSIONS {
            self.say(
                format!("{} factors are more than a Sobol' sequence has room for", subject.factors.len()),
                &format!("at most {}", DIMENSIONS / coordinates),
                "screen them first with method = \"morris\", and keep those that matter",
            );
        }
    }
}
