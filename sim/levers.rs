//! Policy levers: what a government can set, one domain a file.
//!
//! A lever acts on what an agent can do, knows, is paid for or is told to do, never on an outcome. Each lever works
//! through one mechanism; where that mechanism is switched off the lever stands at its absent value, so that the
//! instrument and its cost are gone together.

pub mod information;
pub mod participation;
pub mod power;
pub mod rule_of_law;
pub mod staffing;

pub use information::Information;
pub use participation::Participation;
pub use power::Power;
pub use rule_of_law::RuleOfLaw;
pub use staffing::Staffing;

use crate::registry::Table;

/// All levers in force at one place and time.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Levers {
    /// Government role and power boundary.
    pub power: Power,
    /// The grid worker team.
    pub staffing: Staffing,
    /// Information systems and data sharing.
    pub information: Information,
    /// Co-governance by many parties.
    pub participation: Participation,
    /// Community rule of law.
    pub rule_of_law: RuleOfLaw,
}

impl Levers {
    /// The same levers with every one whose mechanism `is_on` denies at its absent value.
    #[must_use]
    pub fn where_present(&self, is_on: impl Fn(&str) -> bool) -> Self {
        fn table<T: Table + Clone>(levers: &T, is_on: &impl Fn(&str) -> bool) -> T {
            let mut present = levers.clone();
            for (index, parameter) in T::PARAMETERS.iter().enumerate() {
                if let Some((mechanism, absent)) = parameter.lever
                    && !is_on(mechanism)
                {
                    *present.value_mut(index) = absent;
                }
            }
            present
        }
        Self {
            power: table(&self.power, &is_on),
            staffing: table(&self.staffing, &is_on),
            information: table(&self.information, &is_on),
            participation: table(&self.participation, &is_on),
            rule_of_law: table(&self.rule_of_law, &is_on),
        }
    }
}
