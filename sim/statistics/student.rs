//! Student's t: distribution function and quantile.
//!
//! The distribution function is a regularised incomplete beta function, evaluated by its continued fraction with the
//! modified Lentz method (Press, Teukolsky, Vetterling & Flannery 2007, *Numerical Recipes*, 3rd ed., section 6.4). The
//! quantile inverts it by bisection: slower than a series, but monotone by construction, and it is asked for once per
//! number of pairs.

/// The value below which Student's t with `df` degrees of freedom falls with probability `p`.
#[must_use]
pub fn quantile(p: f64, df: f64) -> f64 {
    debug_assert!(df > 0.0 && p > 0.0 && p < 1.0, "no quantile at {p} with {df} degrees of freedom");
    if p < 0.5 {
        return -quantile(1.0 - p, df);
    }
    let mut low = 0.0;
    let mut high = 1.0;
    while distribution(high, df) < p && high < 1e15 {
        low = high;
        high *= 2.0;
    }
    // Ends where two neighbouring floats are left.
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return middle;
        }
        if distribution(middle, df) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// Probability that Student's t with `df` degrees of freedom is at most `t`.
#[must_use]
pub fn distribution(t: f64, df: f64) -> f64 {
    let tail = 0.5 * incomplete_beta(df / (df + t * t), 0.5 * df, 0.5);
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The regularised incomplete beta function `I_x(a, b)`.
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let log_front = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x);
    let front = libm::exp(log_front);
    // The fraction converges fast on this side of the mean, and the symmetry relation covers the other.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

/// The continued fraction of the incomplete beta function.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut result = d;
    for m in 1..500 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut step = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            step = c * d;
            result *= step;
        }
        if (step - 1.0).abs() < 1e-15 {
            break;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_match_tables() {
        let tables = [
            (0.975, 9.0, 2.262_157),
            (0.975, 1.0, 12.706_205),
            (0.975, 2.0, 4.302_653),
            (0.975, 29.0, 2.045_230),
            (0.95, 4.0, 2.131_847),
            (0.995, 199.0, 2.600_760),
        ];
        for (p, df, t) in tables {
            assert!((quantile(p, df) - t).abs() < 1e-6, "t({p}, {df}) = {} for {t}", quantile(p, df));
            assert!((quantile(1.0 - p, df) + t).abs() < 1e-6);
        }
    }

    #[test]
    fn many_degrees_of_freedom_approach_the_normal() {
        assert!((quantile(0.975, 1e6) - 1.959_966).abs() < 1e-5);
    }
}
