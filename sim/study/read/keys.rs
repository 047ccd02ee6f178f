//! The keys of a study file, table by table, for its reader and for its JSON Schema.

/// At the top.
pub const TOP: [&str; 22] = [
    "title",
    "title_zh",
    "method",
    "scenarios",
    "outcomes",
    "replicates",
    "set",
    "lever",
    "assumption",
    "assumptions",
    "cross",
    "design",
    "calibration",
    "search",
    "discovery",
    "robustness",
    "trial",
    "claim",
    "commentary",
    "silent",
    "matters",
    "worlds",
];

/// `[[lever]]`.
pub const LEVER: [&str; 6] = ["key", "scenario", "low", "high", "values", "on"];

/// `[[assumption]]`.
pub const ASSUMPTION: [&str; 8] = ["key", "low", "high", "values", "keys", "name", "title", "title_zh"];

/// `[assumptions]`.
pub const SELECTION: [&str; 4] = ["provenance", "tables", "except", "near"];

/// Where a parameter may come from, in `assumptions.provenance`.
pub const PROVENANCES: [&str; 4] = ["measured", "literature", "calibrated", "assumed"];

/// Tables of assumptions, in `assumptions.tables`.
pub(crate) use crate::scenario::nearest::WORLD_TABLES;

/// `[design]` with the least and the largest value of each; a method heeds some of them.
pub const DESIGN: [(&str, u32, u32); 7] = [
    ("points", 2, 100_000),
    ("trajectories", 2, 10_000),
    ("levels", 2, 100),
    ("resamples", 100, 100_000),
    ("seed", 0, u32::MAX),
    ("population", 4, 10_000),
    ("generations", 1, 10_000),
];

/// `[[calibration.target]]`, all of which are needed.
pub const TARGET: [&str; 4] = ["outcome", "value", "tolerance", "source"];

/// `[search]`.
pub const SEARCH: [&str; 2] = ["objective", "constraint"];

/// `[[search.objective]]`.
pub const OBJECTIVE: [&str; 2] = ["outcome", "direction"];

/// `[[search.constraint]]` and `[[robustness.threshold]]`.
pub const BOUND: [&str; 3] = ["outcome", "at_most", "at_least"];

/// `[discovery]`.
pub const DISCOVERY: [&str; 5] = ["outcome", "scenario", "difference", "below", "above"];

/// `[trial]`.
pub const TRIAL: [&str; 9] = [
    "selections",
    "communities",
    "day",
    "ramp_days",
    "before_days",
    "wait_days",
    "after_days",
    "best_by",
    "volunteer_slope",
];
