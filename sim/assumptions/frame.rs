//! `[scenario]`: how long a run is.

use crate::registry::parameters;

parameters! {
    /// The time frame of a scenario.
    pub struct Frame in "scenario" {
        days: 1825.0, whole "days", 1.0 .. 36500.0, prior 365.0 .. 3650.0,
            Assumed "a plan of five years: capability, practice and who is asked move over years; outcomes are given by year too",
            "days simulated after the scenarios branch",
            "方案实施后的模拟天数";
        burn_in_days: 1440.0, whole "days", 0.0 .. 36500.0, prior 1080.0 .. 2880.0,
            Assumed "about four times the slowest adaptation that matters (capability and the office, about a year)",
            "days simulated under the baseline's policy before day 0",
            "方案实施前按现行政策预热的天数";
    }
}
