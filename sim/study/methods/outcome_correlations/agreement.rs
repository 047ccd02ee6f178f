//! How far outcomes agree about policies: Spearman's rank correlation of every pair, each outcome on its better side.

use super::OutcomeCorrelations;
use crate::outcomes::{Direction, HEADLINES, OutcomeKind};
use crate::statistics::estimate::{Estimate, bootstrap};
use crate::statistics::interval::mean;
use crate::statistics::ranks::{correlation, ranks};
use crate::statistics::sensitivity::noise::noise;
use crate::study::subject::{OutcomeIndex, Subject};

/// What is correlated over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The scenarios of the study.
    Scenarios,
    /// Random policies.
    Policies,
}

impl Over {
    /// The word of tables of data.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Scenarios => "scenarios",
            Self::Policies => "policies",
        }
    }
}

/// Two outcomes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Pair {
    /// The outcomes, in their order.
    pub outcomes: [OutcomeIndex; 2],
    /// The rank correlation of both on their better sides.
    pub estimate: Estimate,
    /// Cases in which both are defined.
    pub cases: usize,
    /// Whether one headline outcome praises what the other condemns, as far as the study asks.
    pub conflict: bool,
}

/// Correlations over scenarios or over policies.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Agreement {
    /// What is correlated over.
    pub over: Over,
    /// How many of them.
    pub cases: usize,
    /// From where on pairs conflict.
    pub below: f64,
    /// Every pair of outcomes, the first of which comes earlier.
    pub pairs: Vec<Pair>,
    /// Outcomes of whose variance over the cases more than half is chance of few runs.
    pub noisy: Vec<OutcomeIndex>,
}

/// An outcome on its better side; one without has its own.
fn side(kind: &OutcomeKind) -> f64 {
    if kind.direction == Direction::Down { -1.0 } else { 1.0 }
}

fn headline(kind: &OutcomeKind) -> bool {
    kind.direction != Direction::Neutral && HEADLINES.contains(&kind.id)
}

impl Agreement {
    /// From runs by case, replicate and outcome.
    #[must_use]
    pub(super) fn of(over: Over, subject: &Subject, runs: &[Vec<Vec<f64>>], asked: &OutcomeCorrelations) -> Self {
        let of_outcome = |outcome: OutcomeIndex| -> Vec<Vec<f64>> {
            runs.iter().map(|runs| runs.iter().map(|values| values[outcome.index()]).collect()).collect()
        };
        let score = |outcome: OutcomeIndex| -> Vec<f64> {
            let side = side(subject.outcomes[outcome]);
            let defined = |runs: Vec<f64>| runs.into_iter().filter(|value| !value.is_nan()).collect::<Vec<_>>();
            of_outcome(outcome).into_iter().map(|runs| side * mean(&defined(runs))).collect()
        };
        let scores: Vec<Vec<f64>> = subject.outcomes.places().map(score).collect();
        let mut pairs = Vec::new();
        for one in subject.outcomes.places() {
            for other in subject.outcomes.places().skip(one.index() + 1) {
                let [a, b] = [one, other].map(|outcome| &scores[outcome.index()]);
                let (estimate, cases) = spearman(a, b, asked.resamples, u64::from(asked.points.seed));
                let both = headline(subject.outcomes[one]) && headline(subject.outcomes[other]);
                let conflict = both && estimate.value < asked.below;
                pairs.push(Pair { outcomes: [one, other], estimate, cases, conflict });
            }
        }
        let chance = |outcome: OutcomeIndex| noise(&of_outcome(outcome), u64::from(asked.points.seed)).chance_in_means;
        let noisy = subject.outcomes.places().filter(|outcome| subject.replicates > 1 && chance(*outcome).value > 0.5);
        Self { over, cases: runs.len(), below: asked.below, noisy: noisy.collect(), pairs }
    }

    /// The pair of two outcomes, whichever comes first; none for one and the same.
    #[must_use]
    pub fn pair(&self, one: OutcomeIndex, other: OutcomeIndex) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.outcomes == [one, other] || pair.outcomes == [other, one])
    }

    /// Pairs that conflict, the worst first.
    #[must_use]
    pub fn conflicts(&self) -> Vec<&Pair> {
        let mut found: Vec<&Pair> = self.pairs.iter().filter(|pair| pair.conflict).collect();
        found.sort_by(|a, b| a.estimate.value.total_cmp(&b.estimate.value));
        found
    }
}

/// Rank correlation (Spearman 1904) over the cases in which both are defined, with a bootstrap interval over cases.
fn spearman(a: &[f64], b: &[f64], resamples: u32, seed: u64) -> (Estimate, usize) {
    let defined: Vec<usize> = (0..a.len()).filter(|case| !a[*case].is_nan() && !b[*case].is_nan()).collect();
    let estimates = bootstrap(defined.len(), resamples, seed, |sample| {
        let pick = |column: &[f64]| ranks(&sample.iter().map(|at| column[defined[*at]]).collect::<Vec<_>>());
        vec![correlation(&pick(a), &pick(b))]
    });
    (estimates[0], defined.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcomes::outcome_kind;
    use crate::study::methods::sampled::{Design, Points};
    use crate::study::subject::Combination;

    /// Ten people's intelligence quotients and hours of television a week, as many textbooks have them: 1 - 6 × 194 / 990.
    const QUOTIENTS: [f64; 10] = [106.0, 86.0, 100.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
    const HOURS: [f64; 10] = [7.0, 2.0, 27.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
    const KNOWN: f64 = -29.0 / 165.0;

    #[test]
    fn a_textbook_sample_has_its_correlation() {
        let (found, cases) = spearman(&QUOTIENTS, &HOURS, 200, 1);
        assert!((found.value - KNOWN).abs() < 1e-12 && cases == 10, "{found:?}");
        assert!(found.low < KNOWN && found.high > KNOWN && found.low >= -1.0 && found.high <= 1.0, "{found:?}");
        // A case of which one side is undefined does not count, and rises without end keep their rank.
        let more = |values: [f64; 10], next: f64| values.into_iter().chain([next]).collect::<Vec<_>>();
        let (again, cases) = spearman(&more(QUOTIENTS, f64::NAN), &more(HOURS.map(libm::exp), 3.0), 200, 1);
        assert!((again.value - KNOWN).abs() < 1e-12 && cases == 10);
    }

    /// The textbook's sample as two outcomes: what is better turns the sign, and of headline outcomes what is below is listed.
    #[test]
    fn the_matrix_has_every_outcome_on_its_better_side() {
        let ids = ["satisfaction", "true_resolution_share", "close_days_mean", "takeover_share"];
        let outcomes: Vec<&OutcomeKind> = ids.iter().map(|id| outcome_kind(id).expect("an outcome")).collect();
        assert_eq!([outcomes[0].direction, outcomes[2].direction], [Direction::Up, Direction::Down]);
        let subject = Subject {
            sources: crate::scenario::sources::Sources::default(),
            name: String::new(),
            title: String::new(),
            title_zh: String::new(),
            file: String::new(),
            text: String::new(),
            scenarios: Vec::new(),
            outcomes: outcomes.into(),
            replicates: 1,
            factors: Vec::new().into(),
            combinations: vec![Combination::default()],
        };
        let points = Points { design: Design::LatinHypercube, number: 10, seed: 1 };
        let runs: Vec<Vec<Vec<f64>>> =
            (0..10).map(|case| vec![vec![QUOTIENTS[case], HOURS[case], HOURS[case], f64::NAN]]).collect();
        let of = |below: f64| {
            let asked = OutcomeCorrelations { points: points.clone(), resamples: 100, below };
            Agreement::of(Over::Policies, &subject, &runs, &asked)
        };
        let found = of(-0.1);
        let value = |one: usize, other: usize| {
            let pair = found.pair(OutcomeIndex::at(one), OutcomeIndex::at(other)).expect("a pair");
            (pair.estimate.value, pair.conflict)
        };
        assert!((value(0, 1).0 - KNOWN).abs() < 1e-12 && value(0, 1).1);
        assert!((value(2, 0).0 + KNOWN).abs() < 1e-12 && !value(2, 0).1, "fewer days are better");
        assert!((value(1, 2).0 + 1.0).abs() < 1e-12 && value(1, 2).1);
        assert!(value(0, 3).0.is_nan() && !value(0, 3).1);
        let worst: Vec<f64> = found.conflicts().iter().map(|pair| pair.estimate.value).collect();
        assert!(worst.len() == 2 && worst[0] < worst[1]);
        assert_eq!(of(-0.3).conflicts().len(), 1);
    }
}
