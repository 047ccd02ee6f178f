//! Rank correlations of a sample, for all methods whose points are drawn from the whole range of every factor.

use super::effects::Numbered;
use crate::statistics::estimate::{Estimate, RESAMPLES, bootstrap};
use crate::statistics::ranks::{correlation, ranks};
use crate::study::measure::Measure;
use crate::study::picture::{Scale, Style};
use crate::study::responses::Responses;
use crate::study::subject::FactorIndex;
use crate::study::words::Phrasing;

/// How they are tabled and drawn.
pub(super) const STYLE: Style = Style {
    measures: &["rank_correlation"],
    scale: Scale::Correlation,
    columns: &[("rank correlation", "秩相关"), ("95% interval", "95%区间")],
    explained: (
        "Rank correlation: +1 when the quantity always rises with the factor, -1 when it always falls, near 0 when other things \
         decide.",
        "秩相关：指标总随该因素上升为+1，总随之下降为-1，由其他因素决定时接近0。",
    ),
    drawn: (
        "rank correlation with each factor over the points; 95% bootstrap intervals",
        "与各因素的秩相关；95%自助法区间",
    ),
};

/// The rank correlation of every factor with a quantity.
pub(super) fn measures(responses: &Responses, of: Numbered, seed: u32) -> Vec<Measure> {
    let estimates = rank_correlations(&responses.points, &responses.means(of.quantity), u64::from(seed));
    estimates
        .into_iter()
        .enumerate()
        .map(|(factor, e)| of.measure(FactorIndex::at(factor), "rank_correlation", e))
        .collect()
}

/// The cells of a factor's line.
pub(super) fn cells<'m>(phrasing: &Phrasing, of: &dyn Fn(&str) -> Option<&'m Measure>) -> Vec<String> {
    let plain = |value: f64| format!("{value:+.2}");
    of("rank_correlation").map_or(Vec::new(), |m| vec![plain(m.value), phrasing.ends(m.low, m.high, &plain)])
}

/// Rank correlation (Spearman 1904) of every factor with the values over the points, bootstrap intervals over points.
fn rank_correlations(points: &[Vec<f64>], values: &[f64], seed: u64) -> Vec<Estimate> {
    let defined: Vec<usize> = (0..points.len()).filter(|point| !values[*point].is_nan()).collect();
    let factors = points.first().map_or(0, Vec::len);
    let columns: Vec<Vec<f64>> =
        (0..factors).map(|factor| defined.iter().map(|point| points[*point][factor]).collect()).collect();
    let values: Vec<f64> = defined.iter().map(|point| values[*point]).collect();
    bootstrap(defined.len(), RESAMPLES, seed, |sample| {
        let pick = |column: &[f64]| ranks(&sample.iter().map(|at| column[*at]).collect::<Vec<_>>());
        let of_values = pick(&values);
        columns.iter().map(|column| correlation(&pick(column), &of_values)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlations_know_their_ends() {
        let points: Vec<Vec<f64>> = (0..40).map(|i| vec![f64::from(i), f64::from(-i), f64::from(i % 2)]).collect();
        let values: Vec<f64> = (0..40).map(|i| f64::from(i * i)).collect();
        let found = rank_correlations(&points, &values, 1);
        assert!((found[0].value - 1.0).abs() < 1e-12 && (found[1].value + 1.0).abs() < 1e-12);
        assert!(found[2].value.abs() < 0.1 && found[2].low < 0.0 && found[2].high > 0.0);
    }
}
