//! Clocks: what happens once a hazard has added up.

/// A hazard that adds up from day to day until it reaches the exponential draw with which the clock was set. So a larger
/// hazard brings the same event forward and draws nothing anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    threshold: f64,
    spent: f64,
}

impl Clock {
    /// A clock that goes off when `threshold` is reached, an exponential draw of mean 1.
    #[must_use]
    pub fn set(threshold: f64) -> Self {
        Self { threshold, spent: 0.0 }
    }

    /// Adds a day's hazard.
    pub fn advance(&mut self, hazard: f64) {
        self.spent += hazard;
    }

    /// Whether it goes off.
    #[must_use]
    pub fn due(&self) -> bool {
        self.spent >= self.threshold
    }

    /// Sets it for another time; what was spent beyond the threshold counts.
    pub fn again(&mut self) {
        self.spent -= self.threshold;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_goes_off_at_its_threshold_and_keeps_what_is_left_over() {
        let mut clock = Clock::set(1.0);
        clock.advance(0.75);
        assert!(!clock.due());
        clock.advance(0.25);
        assert!(clock.due());
        clock.advance(0.5);
        clock.again();
        assert_eq!(clock, Clock { threshold: 1.0, spent: 0.5 });
    }
}
