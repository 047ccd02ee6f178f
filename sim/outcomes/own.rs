//! Outcomes that are neither counts over counts nor means over residents: each its own function.

use super::books::{Books, ratio};
use crate::society::counts::Count;
use crate::society::residents::{Channel, SATISFACTION, Tenure};
use crate::units::FULL_TIME_MINUTES;

/// Variance over mean of the daily number of filed cases; 1 for a Poisson process.
pub(super) fn daily_variance_ratio(books: &Books) -> f64 {
    let counts = || books.days.iter().map(|day| day.sum(Count::FILED) as f64);
    let n = books.days.len() as f64;
    let mean = counts().sum::<f64>() / n;
    ratio(counts().map(|count| (count - mean) * (count - mean)).sum::<f64>() / (n - 1.0), mean)
}

/// Mean expectation of government less that of the community body.
pub(super) fn dependence(books: &Books) -> f64 {
    let government = 0.5 * (books.trust(Channel::Grid) + books.trust(Channel::Hotline));
    government - books.trust(Channel::Community)
}

/// Mean accuracy of the workers in post.
pub(super) fn skill(books: &Books) -> f64 {
    let workers = || books.posts().filter_map(|post| post.worker);
    ratio(workers().map(|worker| worker.accuracy()).sum(), workers().count() as f64)
}

/// What the ranked record says was resolved less what really was.
pub(super) fn reporting_gap(books: &Books) -> f64 {
    let count = |count: Count| books.total[count] as f64;
    let on_record = count(Count::Answered) + count(Count::Trivia);
    let unresolved = count(Count::AnsweredUnresolved) / 1000.0;
    let reported = 1.0 - ratio(unresolved, on_record).min(1.0);
    reported - ratio(count(Count::ClosedResolved), count(Count::ClosedWorked))
}

/// Mean fatigue of people of departments, committees and grid posts.
pub(super) fn fatigue(books: &Books) -> f64 {
    let (mut sum, mut people) = (0.0, 0.0);
    let mut add = |fatigue: f64, count: f64| {
        sum += fatigue * count;
        people += count;
    };
    for s in &books.society.subdistricts {
        for (d, minutes) in s.office.departments.iter().enumerate() {
            add(s.pressure.fatigue(d), minutes / FULL_TIME_MINUTES);
        }
        for (c, community) in s.communities.each() {
            add(s.pressure.committee(c), community.members());
        }
        for worker in s.posts.iter().filter_map(|post| post.worker) {
            add(worker.fatigue, 1.0);
        }
    }
    ratio(sum, people)
}

/// Share of the workers in post who are burnt out.
pub(super) fn burnout_share(books: &Books) -> f64 {
    let workers = || books.posts().filter_map(|post| post.worker);
    ratio(workers().filter(|worker| worker.burnout > 0.5).count() as f64, workers().count() as f64)
}

/// Mean time of joint cases over that of cases of one department.
pub(super) fn joint_to_single_time_ratio(books: &Books) -> f64 {
    let part = |time, closed| ratio(books.total[time] as f64, books.total[closed] as f64);
    ratio(part(Count::JointTime, Count::JointClosed), part(Count::SingleTime, Count::SingleClosed))
}

/// Mean satisfaction of one tenure less that of another.
pub(super) fn satisfaction_gap_tenure(books: &Books) -> f64 {
    let of = |tenure: Tenure| {
        books.mean_lane(SATISFACTION, |s, resident| s.residents.traits[resident].tenure() == tenure as usize)
    };
    of(Tenure::Owner) - of(Tenure::MigrantTenant)
}

/// Mean days of closed cases by tenth of the grids, the fastest first.
pub(super) fn close_days_by_decile(books: &Books) -> [f64; 10] {
    let days = |counts: &crate::society::counts::Counts<u64>| {
        ratio(counts[Count::CurveTime] as f64, counts[Count::CurveClosed] as f64) / 100.0
    };
    let mut times: Vec<f64> = books.grids.iter().map(|grid| days(grid.counts)).filter(|t| !t.is_nan()).collect();
    times.sort_by(f64::total_cmp);
    core::array::from_fn(|decile| decile_mean(&times, decile))
}

/// The slowest tenth of the grids less the fastest.
pub(super) fn close_days_gap(books: &Books) -> f64 {
    let deciles = close_days_by_decile(books);
    deciles[9] - deciles[0]
}

/// Inequality of harm per resident over grids.
pub(super) fn harm_gini(books: &Books) -> f64 {
    let harm = books.grids.iter().map(|grid| {
        let residents = f64::from(grid.residents.1 - grid.residents.0);
        (grid.counts[Count::Harm] as f64 / 1000.0 / residents, residents)
    });
    gini(&harm.collect::<Vec<_>>())
}

/// Mean of a tenth of sorted values; with fewer than ten values neighbouring tenths share one.
fn decile_mean(sorted: &[f64], decile: usize) -> f64 {
    let n = sorted.len();
    if n == 0 {
        return f64::NAN;
    }
    let (from, to) = (decile * n / 10, ((decile + 1) * n).div_ceil(10).max(decile * n / 10 + 1).min(n));
    let tenth = &sorted[from.min(n - 1)..to.max(from.min(n - 1) + 1)];
    tenth.iter().sum::<f64>() / tenth.len() as f64
}

/// Gini coefficient of values with weights (mean absolute difference over twice the mean).
fn gini(values: &[(f64, f64)]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut weight, mut mass, mut area) = (0.0, 0.0, 0.0);
    for (value, w) in sorted {
        // Twice the area under the Lorenz curve, trapezium by trapezium.
        area += w * (2.0 * mass + value * w);
        weight += w;
        mass += value * w;
    }
    ratio(1.0 - ratio(area, weight * mass), 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gini_of_equal_values_is_zero_and_of_known_distributions_right() {
        assert!(gini(&[(2.0, 1.0), (2.0, 5.0)]).abs() < 1e-12);
        let exponential: Vec<(f64, f64)> =
            (0..100_000).map(|i| (-libm::log(1.0 - (f64::from(i) + 0.5) / 100_000.0), 1.0)).collect();
        assert!((gini(&exponential) - 0.5).abs() < 1e-3);
    }

    #[test]
    fn deciles_of_few_values_overlap_and_of_many_do_not() {
        let ten: Vec<f64> = (0..10).map(f64::from).collect();
        assert_eq!((decile_mean(&ten, 0), decile_mean(&ten, 9)), (0.0, 9.0));
        assert_eq!((decile_mean(&[1.0, 2.0], 0), decile_mean(&[1.0, 2.0], 9)), (1.0, 2.0));
    }
}
