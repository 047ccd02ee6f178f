//! Days that are not like others: weekends and holidays, and seasons. Day 0 is 1 January and a Monday; a year has 365 days.

use super::World;
use crate::assumptions::Calendar;
use crate::units::Day;

/// Days in a week.
const WEEK: Day = 7;
/// The first day of a weekend.
const SATURDAY: Day = 5;
/// Days in a year, whole.
const YEAR: Day = 365;

/// Which days are free, and what that means.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FreeDays {
    /// First day of the year of each holiday, and how many days it has.
    holidays: [(Day, Day); 2],
    /// Hours of a working day, and of a free one, relative to the mean over all days.
    hours: [f64; 2],
    /// The same of grid workers, whose rounds go by a roster.
    rounds: [f64; 2],
}

impl FreeDays {
    /// The free days of `[calendar]`.
    #[must_use]
    pub fn new(n: &Calendar) -> Self {
        let holidays = [(n.spring_festival_day, n.spring_festival_days), (n.national_day, n.national_days)];
        let mut days =
            Self { holidays: holidays.map(|(a, b)| (a as Day, b as Day)), hours: [1.0; 2], rounds: [1.0; 2] };
        // Weeks and years meet again after so many days: every day of the year is every day of the week once.
        let cycle = WEEK * YEAR;
        let free = f64::from((0..cycle).filter(|&day| days.is_free(day)).count() as u32) / f64::from(cycle);
        let relative = |duty: f64| {
            let mean = (1.0 - free) + free * duty;
            if mean > 0.0 { [1.0 / mean, duty / mean] } else { [1.0; 2] }
        };
        (days.hours, days.rounds) = (relative(n.duty_share), relative(n.rounds_share));
        days
    }

    /// Whether it is a weekend day or a holiday.
    #[must_use]
    pub fn is_free(&self, day: Day) -> bool {
        let of_year = day.rem_euclid(YEAR);
        let in_holiday = |&(first, days): &(Day, Day)| (of_year - first).rem_euclid(YEAR) < days;
        day.rem_euclid(WEEK) >= SATURDAY || self.holidays.iter().any(in_holiday)
    }

    /// Hours of the day relative to the mean over all days.
    #[must_use]
    pub fn hours(&self, day: Day) -> f64 {
        self.hours[usize::from(self.is_free(day))]
    }

    /// Hours of grid workers on the day relative to the mean over all days.
    #[must_use]
    pub fn rounds(&self, day: Day) -> f64 {
        self.rounds[usize::from(self.is_free(day))]
    }
}

impl World {
    /// Hours of the day over the usual ones: more on working days than on free ones.
    #[must_use]
    pub fn on_duty(&self, day: Day) -> f64 {
        if self.mechanisms.calendar { self.free_days.hours(day) } else { 1.0 }
    }

    /// The same of grid workers.
    #[must_use]
    pub fn on_rounds(&self, day: Day) -> f64 {
        if self.mechanisms.calendar { self.free_days.rounds(day) } else { 1.0 }
    }
}

/// A season: by how much of its mean a rate swings, and on which day of the year it is highest.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Season {
    /// Share of the mean.
    pub swing: f64,
    /// Day of the year.
    pub peak: f64,
}

impl Season {
    /// The rate of the day relative to its mean over the year.
    #[must_use]
    pub fn rate(self, day: Day) -> f64 {
        if self.swing <= 0.0 {
            return 1.0;
        }
        let angle = core::f64::consts::TAU * (f64::from(day.rem_euclid(YEAR)) - self.peak) / f64::from(YEAR);
        1.0 + self.swing * libm::cos(angle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_and_holidays_are_free_and_the_hours_of_all_days_are_the_usual_ones() {
        let days = FreeDays::new(&Calendar::default());
        assert_eq!(
            [0, 4, 5, 6, 7, -1, -2, -3].map(|day| days.is_free(day)),
            [false, false, true, true, false, true, true, false]
        );
        assert!((273..280).all(|day| days.is_free(day + 365)) && days.is_free(40 - 365));
        let cycle = 7 * 365;
        let mean = (0..cycle).map(|day| days.hours(day)).sum::<f64>() / f64::from(cycle);
        assert!((mean - 1.0).abs() < 1e-12);
        assert!((days.hours(5) / days.hours(1) - 0.4).abs() < 1e-12);
        let rounds = (0..cycle).map(|day| days.rounds(day)).sum::<f64>() / f64::from(cycle);
        assert!((rounds - 1.0).abs() < 1e-12 && days.rounds(5) > days.hours(5) && days.rounds(1) < days.hours(1));
    }

    #[test]
    fn a_holiday_may_reach_over_the_new_year() {
        let days =
            FreeDays::new(&Calendar { spring_festival_day: 360.0, spring_festival_days: 10.0, ..Calendar::default() });
        assert!([360, 364, 365, 369, 4].into_iter().all(|day| days.is_free(day)) && !days.is_free(8));
    }

    #[test]
    fn a_season_swings_around_its_mean() {
        let season = Season { swing: 0.3, peak: 196.0 };
        let mean = (0..365).map(|day| season.rate(day)).sum::<f64>() / 365.0;
        assert!((mean - 1.0).abs() < 1e-12 && (season.rate(196) - 1.3).abs() < 1e-12);
        assert!(season.rate(13) < 0.71 && Season::default().rate(50) == 1.0);
    }
}
