//! What the project's own program, tests and benches use beyond the library. It promises nothing to others.

/// See `assumptions`.
pub mod assumptions {
    pub use crate::assumptions::city::CityPlan;
    pub use crate::assumptions::{Archetype, Frailty, Mechanisms};
}

/// See `cli`.
#[cfg(not(target_arch = "wasm32"))]
pub mod cli {
    pub use crate::cli::main;
}

/// See `compare`.
pub mod compare {
    pub use crate::compare::LEVEL;
    /// See `compare::ranking`.
    pub mod ranking {
        pub use crate::compare::ranking::ranking;
    }
}

/// See `day`.
pub mod day {
    pub use crate::day::books_balance;
}

/// See `fit`.
#[cfg(not(target_arch = "wasm32"))]
pub mod fit {
    pub use crate::fit::{Allowed, Fitted, Options, fit};
    /// See `fit::columns`.
    pub mod columns {
        pub use crate::fit::columns::{Map, Records};
    }
    /// See `fit::dates`.
    pub mod dates {
        pub use crate::fit::dates::date;
    }
    /// See `fit::read`.
    pub mod read {
        pub use crate::fit::read::{Log, read};
    }
    /// See `fit::tally`.
    pub mod tally {
        pub use crate::fit::tally::Kind;
    }
    /// See `fit::variation`.
    pub mod variation {
        pub use crate::fit::variation::Estimate;
    }
}

/// See `levers`.
pub mod levers {
    pub use crate::levers::Levers;
}

/// See `outcomes`.
pub mod outcomes {
    pub use crate::outcomes::HEADLINES;
    /// See `outcomes::coverage`.
    pub mod coverage {
        pub use crate::outcomes::coverage::SHORT;
    }
    /// See `outcomes::record`.
    pub mod record {
        pub use crate::outcomes::record::Series;
    }
    /// See `outcomes::traces`.
    pub mod traces {
        pub use crate::outcomes::traces::CaseEvent;
    }
}

/// See `page`.
#[cfg(not(target_arch = "wasm32"))]
pub mod page {
    pub use crate::page::{Lesson, Lessons};
}

/// See `plan`.
pub mod plan {
    pub use crate::plan::RosterRow;
}

/// See `random`.
pub mod random {
    pub use crate::random::{
        Purpose, Stream, below, exponential, gumbel, halves, keys, lognormal, normal, philox, poisson, unit,
    };
}

/// See `report`.
#[cfg(not(target_arch = "wasm32"))]
pub mod report {
    pub use crate::report::write;
}

/// See `results`.
pub mod results {
    pub use crate::results::{ScenarioRecord, canonical_hash};
}

/// See `rules`.
pub mod rules {
    pub use crate::rules::{
        announcement, appraisal, arrival, burnout, capability, channel_choice, closure, core_business, costs,
        deliberation, disorder, dispatch, escalation, experience, fading, fatigue, funding, gaming, handling, hotline,
        influence, intake, intervention, joining, joint_handling, legal_education, legal_service, mediation, mobility,
        noticing, organisers, participation, paths, patrol, platform, postponing, posts, practice, privacy, projects,
        property, ranking, register, returned_work, skill, street_office, turnover, workday,
    };
}

/// See `scenario`.
pub mod scenario {
    pub use crate::scenario::{Scenario, Setting, Start, load};
}

/// See `settings`.
pub mod settings {
    pub use crate::settings::{Settings, parameter, parameters};
}

/// See `society`.
pub mod society {
    pub use crate::society::{Channel, Community, Desk, Incident, Ledger, Report, Residents, Society, Subdistrict};
    /// See `society::causes`.
    pub mod causes {
        pub use crate::society::causes::{Causes, ProjectHours};
    }
    /// See `society::core_business`.
    pub mod core_business {
        pub use crate::society::core_business::Strand;
    }
    /// See `society::counts`.
    pub mod counts {
        pub use crate::society::counts::{Count, Counts, DayCounts, Minutes, MoneyPost};
    }
    /// See `society::governance`.
    pub mod governance {
        pub use crate::society::governance::{Settler, VIEW_DECIDES, VIEW_PERSONAL, VIEW_SHARED};
    }
    /// See `society::journal`.
    pub mod journal {
        pub use crate::society::journal::{Activity, Actor, Fact};
    }
    /// See `society::pressure`.
    pub mod pressure {
        pub use crate::society::pressure::{OFFICE, RANKED};
    }
    /// See `society::residents`.
    pub mod residents {
        pub use crate::society::residents::{AWARENESS, Channel, Person, SATISFACTION, State, Tenure, Traits, mean};
    }
}

/// See `statistics`.
pub mod statistics {
    /// See `statistics::abc`.
    pub mod abc {
        pub use crate::statistics::abc::predictive;
    }
    /// See `statistics::interval`.
    pub mod interval {
        pub use crate::statistics::interval::{Sampled, interval, mean};
    }
    /// See `statistics::quantile`.
    pub mod quantile {
        pub use crate::statistics::quantile::quantile;
    }
}

/// See `store`.
#[cfg(not(target_arch = "wasm32"))]
pub mod store {
    pub use crate::store::{Packs, UNITS};
}

/// See `study`.
#[cfg(not(target_arch = "wasm32"))]
pub mod study {
    pub use crate::study::{Study, read};
    /// See `study::carry_out`.
    pub mod carry_out {
        pub use crate::study::carry_out::{Findings, Method};
    }
    /// See `study::methods`.
    pub mod methods {
        /// See `study::methods::calibration`.
        pub mod calibration {
            pub use crate::study::methods::calibration::{Calibrated, Calibration};
        }
        /// See `study::methods::trial`.
        pub mod trial {
            /// See `study::methods::trial::assess`.
            pub mod assess {
                pub use crate::study::methods::trial::assess::{Record, Trial};
            }
            /// See `study::methods::trial::choose`.
            pub mod choose {
                pub use crate::study::methods::trial::choose::Selection;
            }
            /// See `study::methods::trial::estimate`.
            pub mod estimate {
                pub use crate::study::methods::trial::estimate::Estimator;
            }
            /// See `study::methods::trial::panel`.
            pub mod panel {
                pub use crate::study::methods::trial::panel::{MEASURES, Recorder};
            }
            /// See `study::methods::trial::plan`.
            pub mod plan {
                pub use crate::study::methods::trial::plan::{PilotIndex, Plan};
            }
        }
    }
    /// See `study::runner`.
    pub mod runner {
        pub use crate::study::runner::Runner;
    }
    /// See `study::subject`.
    pub mod subject {
        pub use crate::study::subject::{OutcomeIndex, Quantity, Subject};
    }
}

/// See `units`.
pub mod units {
    pub use crate::units::{Day, MONTH_DAYS, ONE, closes_month, fixed, share};
    /// See `units::places`.
    pub mod places {
        pub use crate::units::places::{BuildingIndex, CommunityIndex, KindIndex, PostIndex};
    }
}

/// See `world`.
pub mod world {
    pub use crate::world::{Kind, Tables, World, moods};
}
