//! Policy levers: what a government can set, one domain per file.
//!
//! A lever acts on what an agent can do, knows, is paid for or is instructed to do, never on an outcome. Each lever works
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

use crate::registry::{Parameter, Table};

/// Lists the tables of levers, each once: name, type, and what `gridgov new` writes beside it.
macro_rules! levers {
    ($( $(#[$doc:meta])* $name:ident : $Table:ident, $heading:literal; )*) => {
        /// All levers in force at one place and time.
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct Levers { $( $(#[$doc])* pub $name: $Table, )* }

        /// Names of the tables of levers.
        pub const LEVER_TABLES: [&str; HEADINGS.len()] = [ $( stringify!($name), )* ];

        /// What each table is about, in English and Chinese, in the order of [`LEVER_TABLES`].
        pub const HEADINGS: &[&str] = &[ $( $heading, )* ];

        /// The descriptions of all levers, table by table.
        pub const PARAMETERS: [&[Parameter]; HEADINGS.len()] = [ $( $Table::PARAMETERS, )* ];

        impl Levers {
            /// The lever under `table` and `name`, to read or to set.
            pub fn place(&mut self, table: &str, name: &str) -> Option<&mut f64> {
                match table {
                    $( stringify!($name) => self.$name.place(name), )*
                    _ => None,
                }
            }

            /// The same levers with every one whose mechanism `is_on` denies at its absent value.
            #[must_use]
            pub fn where_present(&self, is_on: impl Fn(&str) -> bool) -> Self {
                Self { $( $name: present(&self.$name, &is_on), )* }
            }
        }
    };
}

levers! {
    /// Government role and power boundary.
    power: Power, "how far government reaches in, and what it gives / 权力边界";
    /// The grid worker team.
    staffing: Staffing, "the grid worker team / 网格员队伍";
    /// Information systems and data sharing.
    information: Information, "systems and data / 信息化";
    /// Co-governance by many parties.
    participation: Participation, "who else takes part / 多元参与";
    /// Community rule of law.
    rule_of_law: RuleOfLaw, "education, legal service, mediation / 法治";
}

fn present<T: Table + Clone>(levers: &T, is_on: &impl Fn(&str) -> bool) -> T {
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
