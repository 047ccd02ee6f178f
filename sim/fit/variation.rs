//! How the day's rate varies: variance and persistence of a common factor with mean one.
//!
//! Cases of place p on day t are Poisson with mean c·e·Z, where c is the place's level, e the calendar's factor (weekday
//! and, from two years of log, trend and season; a shorter log distinguishes them neither from chance nor from the factor) and Z the day's factor. Then the products of deviations d = n − c·e have the
//! mean (c·e)² Cov(Z, lag), plus c·e at lag 0, and so, over all places and days,
//!
//! C(k) = (Σ d(t) d(t+k) − [k = 0] Σ n) / Σ c·e(t) c·e(t+k)
//!
//! estimates the autocovariance of Z net of counting noise (method of moments for counts with a latent factor: Zeger
//! 1988). The model's factor is exp of a normal AR(1): C(k) = (1 + V)^(r^k) − 1, fitted by least squares over lags 1 to
//! 10, because what is of one place and day adds to C(0) alone. The level of a place comes from the same counts, which takes the variance of a mean, V (1 + r) / (1 − r) / days,
//! away from every C; it is given back. Intervals: jackknife over blocks of time (Künsch 1989).

use super::tally::Tally;

const LAGS: usize = 11;
const BLOCKS: usize = 20;
/// Student's 97.5% point for `BLOCKS` − 1 degrees of freedom.
const STUDENT: f64 = 2.093;
/// Days of log from which weekdays, and season with trend, are taken out.
const FOR_WEEKDAYS: usize = 56;
const FOR_SEASON: usize = 730;
const YEAR: f64 = 365.25;

/// An estimate with its 95% interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
}

/// The calendar's part of the daily counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// Expected count of each day relative to the mean; 0 on days on which the log has a gap.
    pub factor: Vec<f64>,
    /// Factor by weekday, Monday first; ones in a short log.
    pub weekdays: [f64; 7],
    /// Amplitude of the yearly wave, its peak as a day of the year from 0, and growth a year; `None` in a short log.
    pub season: Option<(f64, f64, f64)>,
}

/// What a log shows of the day's factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variation {
    /// Variance of the factor.
    pub variance: Estimate,
    /// Its autocorrelation from one day to the next, of the logarithm; NaN where there is no variance.
    pub persistence: Estimate,
}

/// Runs of days without any case in a log that has many a day: the log has a hole there. A weekday on which cases
/// hardly ever come, such as an office's Sunday, is none by itself.
#[must_use]
pub fn gaps(daily: &[f64]) -> Vec<(usize, usize)> {
    let mut sorted = daily.to_vec();
    sorted.sort_by(f64::total_cmp);
    if sorted.get(sorted.len() / 2).is_none_or(|&median| median < 12.0) {
        return Vec::new();
    }
    let usual = [0, 1, 2, 3, 4, 5, 6].map(|weekday| {
        let days = || daily.iter().skip(weekday).step_by(7);
        4 * days().filter(|&&count| count > 0.0).count() >= days().count()
    });
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    for day in (0..daily.len()).filter(|&day| daily[day] == 0.0) {
        match gaps.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => gaps.push((day, day)),
        }
    }
    gaps.retain(|&(from, to)| (from..=to).any(|day| usual[day % 7]));
    gaps
}

/// The calendar's part of daily counts whose first day is `first` days after 1 January 1970, a Thursday: as much of it as a
/// log of `log_days` can tell, so that what the model writes is read as the log is.
#[must_use]
pub fn calendar(daily: &[f64], first: i32, log_days: usize) -> Calendar {
    let mut known = vec![1.0; daily.len()];
    for (from, to) in gaps(daily) {
        known[from..=to].fill(0.0);
    }
    let weekday = |t: usize| (first + t as i32 + 3).rem_euclid(7) as usize;
    let mean = daily.iter().sum::<f64>() / known.iter().sum::<f64>();
    let mut weekdays = [1.0; 7];
    if log_days.min(daily.len()) >= FOR_WEEKDAYS {
        for (w, factor) in weekdays.iter_mut().enumerate() {
            let days = || (0..daily.len()).filter(|&t| weekday(t) == w);
            *factor = days().map(|t| daily[t]).sum::<f64>() / days().map(|t| known[t]).sum::<f64>().max(1.0) / mean;
        }
    }
    let mut factor: Vec<f64> = (0..daily.len()).map(|t| known[t] * weekdays[weekday(t)]).collect();
    let mut season = None;
    if log_days.min(daily.len()) >= FOR_SEASON {
        // Least squares of the counts on e·(1, time in years, cosine, sine).
        let wave = |t: usize| {
            let angle = 2.0 * std::f64::consts::PI * (f64::from(first) + t as f64) / YEAR;
            [1.0, (t as f64 - daily.len() as f64 / 2.0) / YEAR, libm::cos(angle), libm::sin(angle)]
        };
        let mut rows = [[0.0; 5]; 4];
        for t in 0..daily.len() {
            let x = wave(t).map(|x| x * factor[t]);
            for (row, xi) in rows.iter_mut().zip(x) {
                row.iter_mut().zip(x.into_iter().chain([daily[t]])).for_each(|(sum, xj)| *sum += xi * xj);
            }
        }
        if let Some(b) = solved(rows).filter(|b| b[0] > 0.0) {
            let level = b[0];
            let peak = libm::atan2(b[3], b[2]).rem_euclid(2.0 * std::f64::consts::PI);
            season = Some((
                (b[2] * b[2] + b[3] * b[3]).sqrt() / b[0],
                peak / (2.0 * std::f64::consts::PI) * YEAR,
                b[1] / b[0],
            ));
            for (t, factor) in factor.iter_mut().enumerate() {
                let share: f64 = wave(t).iter().zip(b).map(|(x, b)| x * b / level).sum();
                *factor *= share.max(0.05);
            }
        }
    }
    Calendar { factor, weekdays, season }
}

/// Gauss's elimination of four equations, with pivots.
fn solved(mut rows: [[f64; 5]; 4]) -> Option<[f64; 4]> {
    for i in 0..4 {
        let pivot = (i..4).max_by(|&a, &b| rows[a][i].abs().total_cmp(&rows[b][i].abs()))?;
        rows.swap(i, pivot);
        let row = rows[i];
        (row[i].abs() > 1e-12).then_some(())?;
        for (_, other) in rows.iter_mut().enumerate().filter(|(j, _)| *j != i) {
            let share = other[i] / row[i];
            other.iter_mut().zip(row).for_each(|(a, b)| *a -= share * b);
        }
    }
    Some([0, 1, 2, 3].map(|i| rows[i][4] / rows[i][i]))
}

/// Numerators and denominators of C by block and lag.
type Sums = [[(f64, f64); LAGS]; BLOCKS];

/// The day's factor as places see it.
#[must_use]
pub fn variation(tally: &Tally, calendar: &Calendar) -> Variation {
    let nothing = Estimate { value: 0.0, low: 0.0, high: f64::NAN };
    let undefined = Estimate { value: f64::NAN, low: f64::NAN, high: f64::NAN };
    let Some((first, _)) = tally.span else { return Variation { variance: nothing, persistence: undefined } };
    let days = calendar.factor.len();
    let mut sums: Sums = [[(0.0, 0.0); LAGS]; BLOCKS];
    let mut counts = vec![0.0; days];
    let mut cells = tally.cells.iter().peekable();
    while let Some(&(&(place, _), _)) = cells.peek() {
        counts.fill(0.0);
        while let Some((&(_, day), &count)) = cells.next_if(|((p, _), _)| *p == place) {
            counts[(day - first) as usize] = f64::from(count);
        }
        add(&counts, &calendar.factor, &mut sums);
    }
    let days = calendar.factor.iter().filter(|&&e| e > 0.0).count() as f64;
    let (variance, persistence) = fitted(&sums, None, days);
    if variance <= 0.0 {
        // What the days vary less than by chance may still be chance: the limit is that of C(0), which may be negative.
        let c = |block: Option<usize>| covariance(&sums, block, 0);
        let reach = jackknife(&(0..BLOCKS).map(|block| c(Some(block))).collect::<Vec<_>>());
        let most = Estimate { high: (c(None) + reach).max(0.0), ..nothing };
        return Variation { variance: most, persistence: undefined };
    }
    let without: Vec<(f64, f64)> = (0..BLOCKS).map(|block| fitted(&sums, Some(block), days)).collect();
    let interval = |value: f64, parts: &dyn Fn(&(f64, f64)) -> f64, most: f64| {
        let reach = jackknife(&without.iter().map(parts).collect::<Vec<_>>());
        Estimate { value, low: (value - reach).max(0.0), high: (value + reach).min(most) }
    };
    Variation {
        variance: interval(variance, &|pair| pair.0, f64::INFINITY),
        persistence: interval(persistence, &|pair| pair.1, 1.0),
    }
}

/// Half the width of an interval, from estimates without each block.
fn jackknife(without: &[f64]) -> f64 {
    let mean = without.iter().sum::<f64>() / BLOCKS as f64;
    let squares: f64 = without.iter().map(|estimate| (estimate - mean) * (estimate - mean)).sum();
    STUDENT * (squares * (BLOCKS - 1) as f64 / BLOCKS as f64).sqrt()
}

fn add(counts: &[f64], factor: &[f64], sums: &mut Sums) {
    let level = counts.iter().sum::<f64>() / factor.iter().sum::<f64>();
    let days = counts.len();
    let mean = |t: usize| level * factor[t];
    let off = |t: usize| counts[t] - mean(t);
    for t in 0..days {
        let block = &mut sums[t * BLOCKS / days];
        for (lag, sums) in block.iter_mut().enumerate().take(days - t) {
            let weight = mean(t) * mean(t + lag);
            if weight > 0.0 {
                sums.0 += off(t) * off(t + lag) - if lag == 0 { counts[t] } else { 0.0 };
                sums.1 += weight;
            }
        }
    }
}

/// C of a lag from all blocks but one.
fn covariance(sums: &Sums, without: Option<usize>, lag: usize) -> f64 {
    let blocks = || sums.iter().enumerate().filter(|(block, _)| Some(*block) != without).map(|(_, s)| s[lag]);
    let weight = blocks().map(|s| s.1).sum::<f64>();
    if weight > 0.0 { blocks().map(|s| s.0).sum::<f64>() / weight } else { 0.0 }
}

/// Variance and persistence from all blocks but one.
fn fitted(sums: &Sums, without: Option<usize>, days: f64) -> (f64, f64) {
    let mut c = [0.0; LAGS];
    for (lag, c) in c.iter_mut().enumerate() {
        *c = covariance(sums, without, lag);
    }
    let (v, r) = least_squares(&c);
    // The level's own error, once with what was found and once with the outcome of that.
    let (v, r) = least_squares(&c.map(|c| c + lost(v, r, days)));
    (v, r)
}

/// What estimating the level takes away from each C.
fn lost(v: f64, r: f64, days: f64) -> f64 {
    v * ((1.0 + r) / (1.0 - r)).min(days / 4.0) / days
}

/// V and r with the least squared distance between C(k) and (1 + V)^(r^k) − 1 over lags from 1 on: what happens in one place
/// on one day (`clustering`) adds to lag 0 alone.
fn least_squares(c: &[f64; LAGS]) -> (f64, f64) {
    if c[0] <= 0.0 {
        return (0.0, 0.0);
    }
    let distance = |s: f64, r: f64| {
        let mut power = 1.0;
        c[1..].iter().fold(0.0, |sum, c| {
            power *= r;
            let off = c - libm::expm1(s * power);
            sum + off * off
        })
    };
    let best_s = |r: f64| golden(0.0, libm::log1p(2.0 * c[0]), |s| distance(s, r));
    let coarse = (0..=33).map(|i| f64::from(i) * 0.03).map(|r| (distance(best_s(r), r), r));
    let near = coarse.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0.0, |(_, r)| r);
    let r = golden((near - 0.03).max(0.0), (near + 0.03).min(0.99), |r| distance(best_s(r), r));
    (libm::expm1(best_s(r)), r)
}

/// The least of a function with one valley, by golden section.
fn golden(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    const SECTION: f64 = 0.618_033_988_749_895;
    for _ in 0..28 {
        let (a, b) = (high - SECTION * (high - low), low + SECTION * (high - low));
        if f(a) < f(b) {
            high = b;
        } else {
            low = a;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::tally::Entry;
    use crate::random::{Purpose, Stream, normal, poisson};

    /// Counts of ten places that share a lognormal AR(1) factor, with a quiet Sunday and a summer wave.
    fn log(days: u32, variance: f64, r: f64, weekend: f64, wave: f64) -> Tally {
        let stream = Stream::new(7, 0);
        let draw = |who: u64, day: u32, which: u32| stream.uniform(Purpose::Frailty, who, day, which);
        let mut a = normal(draw(99, 0, 1));
        let mut tally = Tally::default();
        for day in 0..days {
            a = r * a + (1.0 - r * r).sqrt() * normal(draw(99, day, 0));
            let s = libm::log1p(variance);
            let z = libm::exp(s.sqrt() * a - 0.5 * s);
            let quiet = if (day + 3) % 7 == 6 { weekend } else { 1.0 };
            let season = 1.0 + wave * libm::cos(2.0 * std::f64::consts::PI * (f64::from(day) - 180.0) / YEAR);
            for place in 0..10 {
                let mean = 2.0 * f64::from(1 + place % 3) * z * quiet * season;
                for _ in 0..poisson(draw(u64::from(place), day, 2), mean) {
                    tally.add(0, place, &Entry { created: f64::from(day) + 0.5, took: None, due: None });
                }
            }
        }
        tally
    }

    fn of(tally: &Tally) -> (Calendar, Variation) {
        let daily = tally.daily();
        let calendar = calendar(&daily, tally.span.expect("days").0, daily.len());
        let found = variation(tally, &calendar);
        (calendar, found)
    }

    #[test]
    fn variance_and_persistence_come_back() {
        for (v, r) in [(0.2, 0.85), (0.5, 0.6), (0.1, 0.5)] {
            let (_, found) = of(&log(2_000, v, r, 1.0, 0.0));
            let Variation { variance, persistence } = found;
            assert!(variance.low < v && v < variance.high && variance.high - variance.low < v, "{v} {r}: {found:?}");
            assert!(persistence.low < r && r < persistence.high, "{v} {r}: {found:?}");
        }
    }

    #[test]
    fn independent_counts_have_no_common_factor() {
        let (_, found) = of(&log(1_000, 0.0, 0.0, 1.0, 0.0));
        assert!(found.variance.value < 0.003 && (0.0..0.02).contains(&found.variance.high), "{found:?}");
    }

    #[test]
    fn weekday_and_season_are_told_apart_from_the_factor() {
        let (calendar, found) = of(&log(1_500, 0.1, 0.5, 0.4, 0.3));
        assert!((calendar.weekdays[6] - 0.4 * 7.0 / 6.4).abs() < 0.04, "{:?}", calendar.weekdays);
        let (amplitude, peak, growth) = calendar.season.expect("four years");
        assert!(
            (amplitude - 0.3).abs() < 0.06 && (peak - 180.0).abs() < 15.0 && growth.abs() < 0.06,
            "{:?}",
            calendar.season
        );
        assert!(found.variance.low < 0.1 && 0.1 < found.variance.high, "{found:?}");
    }

    #[test]
    fn an_office_that_rests_at_weekends_has_no_holes() {
        let mut daily: Vec<f64> = (0..371).map(|day| if day % 7 < 5 { 20.0 } else { 0.0 }).collect();
        assert_eq!(gaps(&daily), []);
        // Wednesday to Tuesday, with the weekend between.
        daily[142..149].fill(0.0);
        assert_eq!(gaps(&daily), [(142, 148)]);
    }

    #[test]
    fn a_hole_in_the_log_is_no_quiet_time() {
        let mut tally = log(400, 0.1, 0.5, 1.0, 0.0);
        let (_, whole) = of(&tally);
        tally.cells.retain(|&(_, day), _| !(100..130).contains(&day));
        assert_eq!(gaps(&tally.daily()), [(100, 129)]);
        let (_, holed) = of(&tally);
        assert!((holed.variance.value / whole.variance.value - 1.0).abs() < 0.4, "{whole:?} {holed:?}");
    }
}
