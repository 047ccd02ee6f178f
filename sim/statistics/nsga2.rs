//! NSGA-II: a search for the points of which none is better in every objective.
//!
//! Deb, Pratap, Agarwal & Meyarivan (2002, doi 10.1109/4235.996017), with its constrained domination, simulated binary
//! crossover (Deb & Agrawal 1995) and polynomial mutation (Deb & Goyal 1996), both bounded, and its settings: crossover in
//! 0.9 of pairs, mutation in one coordinate of a point on average, distribution indices 20.
//!
//! The search asks and is answered: [`Nsga2::ask`] gives a generation of points, the caller runs them, [`Nsga2::record`] takes what
//! came out. A generation depends on the seed, its number and the values recorded, so a search that was stopped is where
//! it was as soon as the same values are recorded again.

use rand::RngExt;

use super::pareto::{Evaluation, crowding, fronts};
use crate::random::Sequence;
use crate::statistics::designs::latin_hypercube;
use crate::statistics::estimate::{Method, draws};

/// Distribution index of crossover and of mutation: the larger, the nearer are children to their parents.
const INDEX: f64 = 20.0;
/// Share of pairs that are crossed.
const CROSSOVER: f64 = 0.9;

/// A point and what came out.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Candidate {
    /// The point in the closed unit cube.
    pub point: Vec<f64>,
    /// What came out.
    pub evaluation: Evaluation,
}

/// A search.
#[derive(Clone, Debug, PartialEq)]
pub struct Nsga2 {
    seed: u64,
    generation: u32,
    asked: Vec<Vec<f64>>,
    parents: Vec<Candidate>,
}

impl Nsga2 {
    /// A search over the unit cube with `population` points a generation; the first is a Latin hypercube.
    ///
    /// # Panics
    ///
    /// For a population that is not even or below four.
    #[must_use]
    pub fn new(dimensions: usize, population: usize, seed: u64) -> Self {
        assert!(population > 3 && population.is_multiple_of(2), "a population is even and at least 4");
        Self { seed, generation: 0, asked: latin_hypercube(population, dimensions, seed), parents: Vec::new() }
    }

    /// The points to run next, `[point][dimension]`; the same until their values are recorded.
    #[must_use]
    pub fn ask(&self) -> &[Vec<f64>] {
        &self.asked
    }

    /// Takes what came out at the points of [`Self::ask`], in their order, and breeds the next generation.
    ///
    /// # Panics
    ///
    /// When there is not one evaluation per point, or their numbers of objectives differ.
    pub fn record(&mut self, evaluations: Vec<Evaluation>) {
        assert_eq!(evaluations.len(), self.asked.len(), "one evaluation per point");
        let evaluated = std::mem::take(&mut self.asked).into_iter().zip(evaluations);
        let mut all = std::mem::take(&mut self.parents);
        let size = evaluated.len();
        all.extend(evaluated.map(|(point, evaluation)| Candidate { point, evaluation }));
        let objectives = all[0].evaluation.objectives.len();
        assert!(all.iter().all(|c| c.evaluation.objectives.len() == objectives), "as many objectives everywhere");
        let standing = survivors(&all, size);
        self.generation += 1;
        let mut draws = draws(self.seed, Method::Search, self.generation);
        let parents: Vec<&[f64]> = standing.iter().map(|standing| all[standing.at].point.as_slice()).collect();
        while self.asked.len() < size {
            let mut pick = || parents[tournament(&standing, &mut draws)];
            let (mut a, mut b) = (pick().to_vec(), pick().to_vec());
            cross(&mut a, &mut b, &mut draws);
            for mut child in [a, b] {
                mutate(&mut child, &mut draws);
                self.asked.push(child);
            }
        }
        self.parents = standing.iter().map(|standing| all[standing.at].clone()).collect();
    }
}

/// How a survivor stands among the others.
struct Standing {
    at: usize,
    rank: usize,
    crowding: f64,
}

/// The best `size` candidates: whole fronts, of the last one the least crowded.
fn survivors(all: &[Candidate], size: usize) -> Vec<Standing> {
    let evaluations: Vec<Evaluation> = all.iter().map(|candidate| candidate.evaluation.clone()).collect();
    let mut standing: Vec<Standing> = Vec::with_capacity(size);
    for (rank, front) in fronts(&evaluations).into_iter().enumerate() {
        let distances = crowding(&evaluations, &front);
        let mut front: Vec<Standing> =
            front.into_iter().zip(distances).map(|(at, crowding)| Standing { at, rank, crowding }).collect();
        // A stable sort: of equals the one that was recorded first.
        front.sort_by(|a, b| b.crowding.total_cmp(&a.crowding));
        front.truncate(size - standing.len());
        standing.extend(front);
    }
    standing
}

/// The better of two survivors: of the better front, else less crowded, else the first.
fn tournament(standing: &[Standing], draws: &mut Sequence) -> usize {
    let mut pick = || draws.random_range(0..standing.len() as u32) as usize;
    let (a, b) = (pick(), pick());
    let key = |at: usize| (standing[at].rank, -standing[at].crowding);
    if key(b) < key(a) { b } else { a }
}

/// Simulated binary crossover on the unit interval, each coordinate with chance one half.
fn cross(a: &mut [f64], b: &mut [f64], draws: &mut Sequence) {
    if draws.random::<f64>() >= CROSSOVER {
        return;
    }
    for (x, y) in a.iter_mut().zip(b) {
        let (crossed, u, swapped) = (draws.random::<bool>(), draws.random::<f64>(), draws.random::<bool>());
        let (low, high) = (x.min(*y), x.max(*y));
        // Parents that agree have children that agree.
        if !crossed || high - low < 1e-14 {
            continue;
        }
        // How far children may spread without leaving the interval on a side with room `room`.
        let spread = |room: f64| {
            let alpha = 2.0 - libm::pow(1.0 + 2.0 * room / (high - low), -(INDEX + 1.0));
            let share = u * alpha;
            libm::pow(if share <= 1.0 { share } else { 1.0 / (2.0 - share) }, 1.0 / (INDEX + 1.0))
        };
        let first = (0.5 * (low + high - spread(low) * (high - low))).clamp(0.0, 1.0);
        let second = (0.5 * (low + high + spread(1.0 - high) * (high - low))).clamp(0.0, 1.0);
        (*x, *y) = if swapped { (second, first) } else { (first, second) };
    }
}

/// Polynomial mutation on the unit interval, of one coordinate on average.
fn mutate(point: &mut [f64], draws: &mut Sequence) {
    let chance = 1.0 / point.len() as f64;
    for x in point {
        let (chosen, u) = (draws.random::<f64>() < chance, draws.random::<f64>());
        if !chosen {
            continue;
        }
        // The share of the way down, or up, that is gone; the more room there is, the further.
        let way = |u: f64, room: f64| {
            let rest = libm::pow(1.0 - room, INDEX + 1.0);
            1.0 - libm::pow(2.0 * u + (1.0 - 2.0 * u) * rest, 1.0 / (INDEX + 1.0))
        };
        let step = if u < 0.5 { -way(u, *x) } else { way(1.0 - u, 1.0 - *x) };
        *x = (*x + step).clamp(0.0, 1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::pareto::{front, hypervolume};

    /// The feasible survivors that no survivor dominates.
    fn best(search: &Nsga2) -> Vec<&Candidate> {
        let evaluations: Vec<Evaluation> = search.parents.iter().map(|parent| parent.evaluation.clone()).collect();
        front(&evaluations).into_iter().map(|at| &search.parents[at]).collect()
    }

    fn searched(mut search: Nsga2, generations: u32, function: impl Fn(&[f64]) -> Evaluation) -> Nsga2 {
        for _ in 0..generations {
            let evaluated = search.ask().iter().map(|point| function(point)).collect();
            search.record(evaluated);
        }
        search
    }

    fn reached(search: &Nsga2, reference: &[f64]) -> f64 {
        let front: Vec<Vec<f64>> = best(search).iter().map(|best| best.evaluation.objectives.clone()).collect();
        hypervolume(&front, reference)
    }

    /// ZDT1 (Zitzler, Deb & Thiele 2000, doi 10.1162/106365600568202): the front is f2 = 1 - sqrt(f1).
    fn zdt1(x: &[f64]) -> Evaluation {
        let g = 1.0 + 9.0 * x[1..].iter().sum::<f64>() / (x.len() - 1) as f64;
        Evaluation::free(vec![x[0], g * (1.0 - (x[0] / g).sqrt())])
    }

    /// BNH (Binh & Korn 1997) on the unit square: x up to 5, y up to 3.
    fn bnh(point: &[f64]) -> Evaluation {
        let (x, y) = (5.0 * point[0], 3.0 * point[1]);
        let outside = ((x - 5.0) * (x - 5.0) + y * y - 25.0).max(0.0);
        let inside = (7.7 - (x - 8.0) * (x - 8.0) - (y + 3.0) * (y + 3.0)).max(0.0);
        let objectives = vec![4.0 * (x * x + y * y), (x - 5.0) * (x - 5.0) + (y - 5.0) * (y - 5.0)];
        Evaluation { objectives, violation: outside + inside }
    }

    #[test]
    fn the_front_of_zdt1_is_reached() {
        let search = searched(Nsga2::new(30, 100, 1), 250, zdt1);
        // Below (1.1, 1.1) the true front dominates 0.1 + 2/3 + 0.11.
        let (volume, truth) = (reached(&search, &[1.1, 1.1]), 0.876_667);
        assert!(volume > 0.98 * truth && volume < truth, "{volume}");
        assert_eq!((search.generation, search.parents.len()), (250, 100));
    }

    #[test]
    fn constraints_are_kept_on_the_front_of_bnh() {
        let search = searched(Nsga2::new(2, 60, 1), 60, bnh);
        assert!(best(&search).iter().all(|best| best.evaluation.violation == 0.0));
        // The front: x = y up to 3, then y = 3 and x up to 5.
        let along = (0..=5_000).map(|step| f64::from(step) / 5_000.0);
        let truth: Vec<Vec<f64>> = along.map(|x| bnh(&[x, (5.0 * x / 3.0).min(1.0)]).objectives).collect();
        let (volume, truth) = (reached(&search, &[140.0, 50.0]), hypervolume(&truth, &[140.0, 50.0]));
        assert!(volume > 0.98 * truth && volume <= truth, "{volume} of {truth}");
    }

    #[test]
    fn a_budget_that_nothing_keeps_is_approached() {
        let budget = |x: &[f64]| Evaluation { objectives: vec![1.0 - x[0], x[1]], violation: 0.5 + x[0] };
        let search = searched(Nsga2::new(2, 20, 1), 30, budget);
        assert!(best(&search).is_empty());
        assert!(search.parents.iter().all(|point| point.evaluation.violation < 0.51));
    }

    #[test]
    fn a_search_goes_on_where_it_was() {
        let half = searched(Nsga2::new(4, 12, 7), 5, zdt1);
        assert_eq!(half, searched(Nsga2::new(4, 12, 7), 5, zdt1));
        assert_eq!(half.ask(), searched(half.clone(), 0, zdt1).ask());
        assert_ne!(half.ask(), searched(Nsga2::new(4, 12, 8), 5, zdt1).ask());
        assert!(half.ask().iter().flatten().all(|x| (0.0..=1.0).contains(x)));
    }

    #[test]
    fn survivors_are_whole_fronts_and_then_the_least_crowded() {
        let candidate =
            |objectives: [f64; 2]| Candidate { point: vec![], evaluation: Evaluation::free(objectives.to_vec()) };
        let all = [[0.0, 9.0], [9.0, 9.0], [4.0, 4.0], [4.5, 3.9], [5.0, 3.0], [9.0, 0.0], [1.0, 9.5]].map(candidate);
        let at: Vec<usize> = survivors(&all, 4).iter().map(|standing| standing.at).collect();
        // The first front is 0, 2, 3, 4, 5; 3 and then 2 or 4 are most crowded: of these 2 has the wider gap.
        assert_eq!(at, [0, 5, 2, 4]);
        let all_ranks: Vec<usize> = survivors(&all, 7).iter().map(|standing| standing.rank).collect();
        assert_eq!(all_ranks, [0, 0, 0, 0, 0, 1, 1]);
    }

    /// Undefined outcomes never win over defined ones.
    #[test]
    fn undefined_objectives_die_out() {
        let holes = |x: &[f64]| Evaluation::free(vec![if x[0] < 0.5 { f64::NAN } else { x[0] }, x[1]]);
        let search = searched(Nsga2::new(2, 20, 1), 20, holes);
        assert!(search.parents.iter().all(|best| best.point[0] >= 0.5));
        assert!(best(&search).iter().all(|best| best.point[0] < 0.52 && best.point[1] < 0.02));
    }
}
