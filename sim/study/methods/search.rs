//! A search for policies of which none is better in every objective.

use crate::outcomes::Direction;
use crate::study::apply;
use crate::study::carry_out::{Failure, Findings, evaluate, spreads};
use crate::study::responses::Responses;
use crate::study::runner::Runner;
use crate::study::search::front::{Evaluation, front};
use crate::study::search::nsga2::Nsga2;
use crate::study::{Cross, Quantity, Study};

fn begun(study: &Study) -> Nsga2 {
    Nsga2::new(study.factors.len(), study.design.population as usize, study.design.seed)
}

/// The first generation.
pub(super) fn first(study: &Study) -> Vec<Vec<f64>> {
    begun(study).ask().to_vec()
}

/// Generation after generation. Point 0 is the scenario as it is, to compare with; the others follow as they were tried.
pub(super) fn search(study: &Study, runner: &Runner, cross: &Cross) -> Result<Findings, Failure> {
    let mut search = begun(study);
    let as_it_is: Vec<f64> = study.factors.iter().map(|factor| factor.default).collect();
    let mut responses = tried(study, runner, cross, vec![as_it_is])?;
    for _ in 0..=study.design.generations {
        let points = search.ask().iter().map(|shares| apply::values(&study.factors, shares)).collect();
        let generation = tried(study, runner, cross, points)?;
        search.tell(evaluations(study, &generation));
        responses.extend(generation);
    }
    let all = evaluations(study, &responses);
    let mut best = front(&all);
    // A policy that was bred twice is one policy.
    best.dedup_by(|b, a| responses.points[*a] == responses.points[*b]);
    let quantities = study.quantities();
    Ok(Findings { spreads: spreads(&quantities, &responses), front: best, responses, ..Findings::default() })
}

/// Lives through points; one whose values do not go together has no values, and so is never kept.
fn tried(study: &Study, runner: &Runner, cross: &Cross, points: Vec<Vec<f64>>) -> Result<Responses, Failure> {
    let possible: Vec<Vec<f64>> = points.iter().filter(|point| study.at(cross, point).is_ok()).cloned().collect();
    let lived = evaluate(study, runner, &[(cross, &possible)])?.remove(0);
    let mut lived = lived.points.into_iter().zip(lived.values).peekable();
    let nothing = vec![vec![vec![f64::NAN; study.outcomes.len()]; study.replicates as usize]; study.scenarios.len()];
    let mut responses = Responses::default();
    for point in points {
        let values = lived.next_if(|(known, _)| *known == point).map(|(_, values)| values);
        responses.points.push(point);
        responses.values.push(values.unwrap_or_else(|| nothing.clone()));
    }
    Ok(responses)
}

/// Objectives to be made small, and by how much constraints are broken, in shares of their bounds.
fn evaluations(study: &Study, responses: &Responses) -> Vec<Evaluation> {
    let means = |outcome: usize| responses.means(Quantity { scenario: 0, outcome, difference: false });
    let objectives: Vec<(f64, Vec<f64>)> = study
        .objectives
        .iter()
        .map(|objective| (if objective.direction == Direction::Up { -1.0 } else { 1.0 }, means(objective.outcome)))
        .collect();
    let bounds: Vec<Vec<f64>> = study.bounds.iter().map(|bound| means(bound.outcome)).collect();
    let evaluation = |point: usize| {
        let excess = study.bounds.iter().zip(&bounds).map(|(bound, values)| {
            let over = if bound.at_most { values[point] - bound.value } else { bound.value - values[point] };
            // An undefined outcome keeps no bound.
            if over.is_nan() { f64::INFINITY } else { over.max(0.0) / bound.value.abs().max(1e-9) }
        });
        Evaluation {
            objectives: objectives.iter().map(|(sign, values)| sign * values[point]).collect(),
            violation: excess.sum(),
        }
    };
    (0..responses.points.len()).map(evaluation).collect()
}
