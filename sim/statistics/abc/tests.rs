//! Posteriors that are known.

use super::*;
use crate::random::normal;
use crate::statistics::designs::scrambled_sobol;

const UNBOUNDED: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// Prior N(2, 3^2) of a mean and of a parameter that does nothing; the mean of 20 observations of N(mean, 1), and noise.
fn normal_mean(points: usize) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let draw = |u: Vec<f64>| {
        let [mean, nothing, chance, other] = [0, 1, 2, 3].map(|i: usize| normal(u[i]));
        let mean = 2.0 + 3.0 * mean;
        (vec![mean, 2.0 + 3.0 * nothing], vec![mean + chance / 20.0_f64.sqrt(), 50.0 * other])
    };
    scrambled_sobol(points, 4, 1).into_iter().map(draw).unzip()
}

#[test]
fn the_posterior_of_a_normal_mean_is_the_known_one() {
    let (parameters, summaries) = normal_mean(65_536);
    let observed = [3.5, 10.0];
    // Conjugate: precision 1/9 + 20.
    let precision = 1.0 / 9.0 + 20.0;
    let (centre, sd) = ((2.0 / 9.0 + 20.0 * 3.5) / precision, (1.0_f64 / precision).sqrt());
    for (adjustment, keep, wider) in [(Adjustment::None, 150, 1.3), (Adjustment::LocalLinear, 800, 1.15)] {
        let found = abc(&parameters, &summaries, &observed, keep, adjustment, &[UNBOUNDED; 2]).unwrap();
        let [mean, nothing] = &found.marginals[..] else { panic!("two parameters") };
        assert!((mean.mean - centre).abs() < 0.3 * sd, "{adjustment:?}: {mean:?}, not {centre} +- {sd}");
        // Rejection takes in what is near, so its posterior is a little wider than the true one.
        assert!((0.85 * sd..wider * sd).contains(&mean.sd), "{adjustment:?}: {mean:?}, not {centre} +- {sd}");
        assert!((mean.quantiles[4] - (centre + 1.96 * sd)).abs() < 0.6 * sd);
        assert!((mean.shrinkage - sd / 3.0).abs() < 0.03 * wider);
        // 4 standard errors of a standard deviation from as many draws.
        assert!((nothing.shrinkage - 1.0).abs() < 4.0 / (2.0 * keep as f64).sqrt(), "{adjustment:?}: {nothing:?}");
        assert_eq!(found.accepted.len(), keep);
        assert!(found.distances.is_sorted() && (found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}

#[test]
fn adjustment_undoes_a_wide_tolerance() {
    let (parameters, summaries) = normal_mean(4_096);
    let sd = |adjustment| {
        abc(&parameters, &summaries, &[3.5, 10.0], 1_600, adjustment, &[UNBOUNDED; 2]).unwrap().marginals[0].sd
    };
    assert!(sd(Adjustment::None) > 3.0 * sd(Adjustment::LocalLinear));
    assert!((sd(Adjustment::LocalLinear) - 0.223).abs() < 0.03);
}

/// A share near its bound: moved on the logistic scale, it stays a share.
#[test]
fn adjusted_parameters_keep_their_bounds() {
    let points = scrambled_sobol(2_048, 2, 3);
    let summaries: Vec<Vec<f64>> = points.iter().map(|u| vec![u[0] + 0.05 * normal(u[1])]).collect();
    let parameters: Vec<Vec<f64>> = points.iter().map(|u| vec![u[0]]).collect();
    let found = abc(&parameters, &summaries, &[1.05], 300, Adjustment::LocalLinear, &[(0.0, 1.0)]).unwrap();
    assert!(found.parameters.iter().all(|point| (0.0..=1.0).contains(&point[0])));
    assert!(found.marginals[0].quantiles[0] > 0.85 && found.observed_at[0] > 0.97, "{:?}", found.marginals);
    for bounds in [(0.0, 2.0), (0.0, f64::INFINITY), (f64::NEG_INFINITY, 3.0), UNBOUNDED] {
        assert!((bounded(unbounded(0.7, bounds), bounds) - 0.7).abs() < 1e-12, "{bounds:?}");
    }
}

#[test]
fn the_posterior_predictive_is_that_of_what_was_kept() {
    let (parameters, summaries) = normal_mean(16_384);
    let found = abc(&parameters, &summaries, &[3.5, 10.0], 300, Adjustment::None, &[UNBOUNDED; 2]).unwrap();
    let predicted = predictive(&found, &summaries);
    assert!((predicted[0][2] - 3.5).abs() < 0.05, "what was fitted is met: {predicted:?}");
    assert!(predicted[0][0] < 3.5 && 3.5 < predicted[0][4]);
    let undefined = vec![vec![f64::NAN]; summaries.len()];
    assert!(predictive(&found, &undefined)[0][2].is_nan());
}

#[test]
fn undefined_points_are_not_kept_and_constant_summaries_do_not_count() {
    let parameters: Vec<Vec<f64>> = (0..6).map(|i| vec![f64::from(i)]).collect();
    let mut summaries: Vec<Vec<f64>> = (0..6).map(|i| vec![f64::from(i), 7.0]).collect();
    summaries[3][0] = f64::NAN;
    let found = abc(&parameters, &summaries, &[3.1, 8.0], 2, Adjustment::None, &[UNBOUNDED]).unwrap();
    assert_eq!(found.accepted, [4, 2]);
    // Median 2, deviations 2 1 0 2 3.
    assert_eq!(found.scales, [2.0, 0.0]);
    assert!((found.distances[0] - 0.45).abs() < 1e-12 && found.observed_at == [0.6, 1.0]);
    assert!((found.marginals[0].mean - 3.0).abs() < 1e-12 && (found.marginals[0].sd - 2.0_f64.sqrt()).abs() < 1e-12);
    assert!(abc(&parameters[..1], &summaries[..1], &[3.1, 8.0], 2, Adjustment::None, &[UNBOUNDED]).is_none());
}

#[test]
fn weighted_quantiles_by_hand() {
    let (values, weights) = ([3.0, f64::NAN, 1.0, 2.0], [0.5, 9.0, 0.2, 0.3]);
    assert_eq!(
        [0.1, 0.2, 0.4, 0.5, 0.51, 1.0].map(|p| weighted_quantile(&values, &weights, p)),
        [1.0, 1.0, 2.0, 2.0, 3.0, 3.0]
    );
}

/// Two summaries of which one is the other, and one that is a sum: the regression still has an answer.
#[test]
fn slopes_survive_summaries_that_say_the_same() {
    let gaps: Vec<Vec<f64>> = (0..50).map(|i| f64::from(i % 10) - 4.5).map(|x| vec![x, 2.0 * x]).collect();
    let values: Vec<f64> = gaps.iter().map(|gap| 1.0 + 5.0 * gap[0]).collect();
    let slopes = slopes(&gaps, &values, &[1.0; 50]);
    assert!((slopes[0] + 2.0 * slopes[1] - 5.0).abs() < 1e-4, "{slopes:?}");
}

#[test]
fn what_all_points_or_none_would_give_informs_of_nothing() {
    let points: Vec<Vec<f64>> = (0..100).map(|at| vec![f64::from(at) / 100.0]).collect();
    let informs = |observed: f64, keep: usize| {
        abc(&points, &points, &[observed], keep, Adjustment::None, &[(0.0, 1.0)]).unwrap().informs()
    };
    assert!(informs(0.5, 10) && !informs(0.5, 100) && !informs(3.0, 10));
}
