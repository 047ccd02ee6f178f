//! Which method a study asks: the sums over all methods, and the only place that distinguishes one from another.
//!
//! A method is one variant of each sum and one line of each list below; everything else about it stands in its own file.

use super::asks::{Asks, Found};
use super::evaluate::Failure;
use super::kind::Kind;
use super::methods::sampled::{Design, Sampled};
use super::methods::{
    calibration, claims, discovery, dose_response, effects, factorial, morris, outcome_correlations, robustness,
    sampled, search, sobol, trial,
};
use super::read::reading::Reading;
use super::runner::Runner;
use super::subject::Subject;

/// How a study chooses its points and what it makes of them, with the settings of that method.
#[derive(Clone, Debug)]
pub enum Method {
    /// Every combination of levels.
    Factorial(factorial::Factorial),
    /// A sample, by one of two designs.
    Sampled(sampled::Sampled),
    /// Morris screening.
    Morris(morris::Morris),
    /// Sobol' indices.
    Sobol(sobol::Sobol),
    /// Calibration to targets.
    Calibration(calibration::Calibration),
    /// Search for policies that nothing betters in all objectives.
    Search(search::Search),
    /// Scenario discovery: where in the assumptions a criterion holds.
    Discovery(discovery::Discovery),
    /// Regret and satisficing of policies over worlds.
    Robustness(robustness::Robustness),
    /// Claims of the literature as hypotheses.
    Claims(claims::asked::Claims),
    /// Every lever in steps over its range.
    DoseResponse(dose_response::asked::DoseResponse),
    /// Rank correlations between outcomes.
    Correlations(outcome_correlations::OutcomeCorrelations),
    /// A virtual trial: a pilot evaluated against the truth.
    Trial(trial::plan::Plan),
}

/// What came out of a study, by its method.
pub enum Findings {
    /// Every combination of levels.
    Factorial(effects::Findings<factorial::Factorial>),
    /// A sample, by one of two designs.
    Sampled(effects::Findings<sampled::Sampled>),
    /// Morris screening.
    Morris(effects::Findings<morris::Morris>),
    /// Sobol' indices.
    Sobol(effects::Findings<sobol::Sobol>),
    /// Calibration to targets.
    Calibration(calibration::Findings),
    /// Search for policies that nothing betters in all objectives.
    Search(search::Findings),
    /// Scenario discovery: where in the assumptions a criterion holds.
    Discovery(discovery::Findings),
    /// Regret and satisficing of policies over worlds.
    Robustness(robustness::Findings),
    /// Claims of the literature as hypotheses.
    Claims(claims::Findings),
    /// Every lever in steps over its range.
    DoseResponse(dose_response::Findings),
    /// Rank correlations between outcomes.
    Correlations(outcome_correlations::Findings),
    /// A virtual trial: a pilot evaluated against the truth.
    Trial(trial::Findings),
}

/// A method and how its part of a study file is read.
pub struct Listed {
    /// What is known of it before any study asks it.
    pub kind: &'static Kind,
    /// What a study file asks with it.
    pub read: fn(&mut Reading, &mut Subject) -> Method,
}

/// Every method, in the order of messages.
pub static METHODS: [Listed; 13] = [
    Listed { kind: &factorial::KIND, read: |reading, _| Method::Factorial(factorial::Factorial::read(reading)) },
    Listed {
        kind: &sampled::LATIN_HYPERCUBE,
        read: |reading, _| Method::Sampled(Sampled::read(reading, Design::LatinHypercube)),
    },
    Listed {
        kind: &sampled::SOBOL_SEQUENCE,
        read: |reading, _| Method::Sampled(Sampled::read(reading, Design::SobolSequence)),
    },
    Listed { kind: &morris::KIND, read: |reading, _| Method::Morris(morris::Morris::read(reading)) },
    Listed { kind: &sobol::KIND, read: |reading, _| Method::Sobol(sobol::Sobol::read(reading)) },
    Listed {
        kind: &calibration::KIND,
        read: |reading, subject| Method::Calibration(calibration::Calibration::read(reading, subject)),
    },
    Listed { kind: &search::KIND, read: |reading, subject| Method::Search(search::Search::read(reading, subject)) },
    Listed {
        kind: &discovery::KIND,
        read: |reading, subject| Method::Discovery(discovery::Discovery::read(reading, subject)),
    },
    Listed {
        kind: &robustness::KIND,
        read: |reading, subject| Method::Robustness(robustness::Robustness::read(reading, subject)),
    },
    Listed {
        kind: &claims::KIND,
        read: |reading, subject| Method::Claims(claims::asked::Claims::read(reading, subject)),
    },
    Listed {
        kind: &dose_response::KIND,
        read: |reading, subject| Method::DoseResponse(dose_response::asked::DoseResponse::read(reading, subject)),
    },
    Listed {
        kind: &outcome_correlations::KIND,
        read: |reading, subject| {
            Method::Correlations(outcome_correlations::OutcomeCorrelations::read(reading, subject))
        },
    },
    Listed { kind: &trial::KIND, read: |reading, subject| Method::Trial(trial::plan::Plan::read(reading, subject)) },
];

/// What is known of every method.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    METHODS.iter().map(|listed| listed.kind)
}

impl Method {
    /// What it asks.
    #[must_use]
    pub fn asks(&self) -> &dyn Asks {
        match self {
            Self::Factorial(asked) => asked,
            Self::Sampled(asked) => asked,
            Self::Morris(asked) => asked,
            Self::Sobol(asked) => asked,
            Self::Calibration(asked) => asked,
            Self::Search(asked) => asked,
            Self::Discovery(asked) => asked,
            Self::Robustness(asked) => asked,
            Self::Claims(asked) => asked,
            Self::DoseResponse(asked) => asked,
            Self::Correlations(asked) => asked,
            Self::Trial(asked) => asked,
        }
    }

    /// Runs what it asks and analyses it.
    ///
    /// # Errors
    /// When it was stopped or a point is no scenario.
    pub fn carry_out(&self, subject: &Subject, runner: &Runner) -> Result<Findings, Failure> {
        Ok(match self {
            Self::Factorial(asked) => Findings::Factorial(effects::carry_out(asked, subject, runner)?),
            Self::Sampled(asked) => Findings::Sampled(effects::carry_out(asked, subject, runner)?),
            Self::Morris(asked) => Findings::Morris(effects::carry_out(asked, subject, runner)?),
            Self::Sobol(asked) => Findings::Sobol(effects::carry_out(asked, subject, runner)?),
            Self::Calibration(asked) => Findings::Calibration(asked.carry_out(subject, runner)?),
            Self::Search(asked) => Findings::Search(asked.carry_out(subject, runner)?),
            Self::Discovery(asked) => Findings::Discovery(asked.carry_out(subject, runner)?),
            Self::Robustness(asked) => Findings::Robustness(asked.carry_out(subject, runner)?),
            Self::Claims(asked) => Findings::Claims(asked.carry_out(subject, runner)?),
            Self::DoseResponse(asked) => Findings::DoseResponse(asked.carry_out(subject, runner)?),
            Self::Correlations(asked) => Findings::Correlations(asked.carry_out(subject, runner)?),
            Self::Trial(asked) => Findings::Trial(asked.carry_out(subject, runner)?),
        })
    }
}

impl Findings {
    /// What was found.
    #[must_use]
    pub fn found(&self) -> &dyn Found {
        match self {
            Self::Factorial(found) => found,
            Self::Sampled(found) => found,
            Self::Morris(found) => found,
            Self::Sobol(found) => found,
            Self::Calibration(found) => found,
            Self::Search(found) => found,
            Self::Discovery(found) => found,
            Self::Robustness(found) => found,
            Self::Claims(found) => found,
            Self::DoseResponse(found) => found,
            Self::Correlations(found) => found,
            Self::Trial(found) => found,
        }
    }
}
