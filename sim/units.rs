//! Quantities: how time, money and expectations are counted, so that sums are exact and free of order.

pub mod places;

/// A day of the simulation's clock. Day 0 is the day on which scenarios branch; burn-in days are negative.
pub type Day = i32;

/// Days in a month of the model: monthly rules run every thirtieth day.
pub const MONTH_DAYS: Day = 30;

/// Days in a year.
pub const YEAR_DAYS: f64 = 365.0;

/// Working minutes per calendar day of a full-time post: 40 hours a week.
pub const FULL_TIME_MINUTES: f64 = 40.0 * 60.0 / 7.0;

/// What 1.0 is in the fixed-point columns of residents' state.
pub const ONE: i16 = 16_384;

/// A share as fixed point, rounded to nearest.
#[inline]
#[must_use]
pub fn fixed(share: f64) -> i16 {
    nearest((share * f64::from(ONE)).clamp(-32_768.0, 32_767.0)) as i16
}

/// A number within the bounds of 32 bits, rounded half away from zero as `f64::round` does, which is a function call where
/// the processor's oldest instructions have to do.
#[inline]
#[must_use]
pub fn nearest(exact: f64) -> i32 {
    let whole = exact as i32;
    // The part behind the point is exact.
    let rest = exact - f64::from(whole);
    whole + i32::from(rest >= 0.5) - i32::from(rest <= -0.5)
}

/// A fixed-point share as a float.
#[inline]
#[must_use]
pub fn share(fixed: i16) -> f64 {
    f64::from(fixed) / f64::from(ONE)
}

/// Yuan as integer fen, rounded to nearest.
#[inline]
#[must_use]
pub fn fen(yuan: f64) -> i64 {
    (yuan * 100.0).round() as i64
}

/// Whether the day that has just ended closes a month.
#[inline]
#[must_use]
pub fn closes_month(day: Day) -> bool {
    (day + 1).rem_euclid(MONTH_DAYS) == 0
}

/// Appends to a list that every subdistrict has, with room for an eighth more when it is full: a list that doubles wastes a
/// third of its memory on average.
pub fn append<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 8 + 8);
    }
    list.push(item);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_point_rounds_half_away_from_zero() {
        for i in -70_000..70_000 {
            for step in [0.0, 0.25, 0.5, 0.499_999_999_99, 0.75] {
                let lanes = f64::from(i) / 2.0 + step;
                let rounded = lanes.round().clamp(-32_768.0, 32_767.0) as i16;
                assert_eq!(fixed(lanes / f64::from(ONE)), rounded, "{lanes}");
            }
        }
    }
}
