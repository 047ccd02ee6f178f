//! A search generation by generation: of all combinations at once, since none waits for another.
//!
//! The first stage also runs the scenario as it is, to compare with: point 0 of every combination. The others follow as they
//! were tried.

use super::Search;
use crate::statistics::nsga2::Nsga2;
use crate::study::asks::Stages;
use crate::study::evaluate::{Batch, Failure, points, scenarios};
use crate::study::responses::Responses;
use crate::study::runner::Values;
use crate::study::subject::{Combination, Subject};

/// Where the search of every combination is.
pub(super) struct Generations<'a> {
    asked: &'a Search,
    subject: &'a Subject,
    generation: u32,
    /// By combination.
    searches: Vec<Nsga2>,
    /// What was tried and came out so far, by combination.
    pub(super) responses: Vec<Responses>,
}

impl<'a> Generations<'a> {
    /// Before the first.
    pub(super) fn of(asked: &'a Search, subject: &'a Subject) -> Self {
        let combinations = subject.combinations.len();
        let (searches, responses) =
            (vec![asked.begun(subject); combinations], vec![Responses::default(); combinations]);
        Self { asked, subject, generation: 0, searches, responses }
    }

    /// The points that a combination tries next.
    fn points(&self, combination: usize) -> Vec<Vec<f64>> {
        let as_it_is = || self.subject.factors.iter().map(|factor| factor.default).collect();
        let first = (self.generation == 0).then(as_it_is);
        first.into_iter().chain(points(self.subject, self.searches[combination].ask())).collect()
    }

    /// Those of them whose values go together; the others have no values, and so are never kept.
    fn possible(&self, combination: &Combination, points: &[Vec<f64>]) -> Vec<Vec<f64>> {
        points.iter().filter(|point| self.subject.at(combination, point).is_ok()).cloned().collect()
    }
}

impl Stages for Generations<'_> {
    fn number(&self) -> (u32, u32) {
        (self.generation, self.asked.generations + 1)
    }

    fn next(&self) -> Result<Option<Batch>, Failure> {
        let (number, all) = self.number();
        if number == all {
            return Ok(None);
        }
        let combinations = self.subject.combinations.iter().enumerate();
        let possible: Vec<_> = combinations.map(|(at, c)| (c, self.possible(c, &self.points(at)))).collect();
        let of_combinations: Vec<_> =
            possible.iter().map(|(combination, points)| (*combination, &points[..])).collect();
        let scenarios = scenarios(self.subject, &of_combinations)?;
        Ok(Some(Batch { scenarios, replicates: self.subject.replicates }))
    }

    fn record(&mut self, values: Values) {
        let (subject, mut values) = (self.subject, values.into_iter());
        let each = subject.scenarios.len();
        let nothing = vec![vec![vec![f64::NAN; subject.outcomes.len()]; subject.replicates as usize]; each];
        for (at, combination) in subject.combinations.iter().enumerate() {
            let points = self.points(at);
            let mut possible = self.possible(combination, &points).into_iter().peekable();
            let mut tried = Responses::default();
            for point in points {
                let ran = possible.next_if(|known| *known == point).is_some();
                let mut came_out = || values.by_ref().take(each).collect();
                tried.values.push(if ran { came_out() } else { nothing.clone() });
                tried.points.push(point);
            }
            let mut evaluations = self.asked.evaluations(&tried);
            if self.generation == 0 {
                evaluations.remove(0);
            }
            self.searches[at].record(evaluations);
            self.responses[at].extend(tried);
        }
        self.generation += 1;
    }
}
