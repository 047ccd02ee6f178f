//! The keys of a study file, table by table, for its reader and for its JSON Schema.

/// At the top, whatever the method.
pub const TOP: [&str; 13] = [
    "title",
    "title_zh",
    "method",
    "scenarios",
    "outcomes",
    "replicates",
    "set",
    "lever",
    "levers",
    "assumption",
    "assumptions",
    "cross",
    "design",
];

/// `[[lever]]`.
pub const LEVER: [&str; 6] = ["key", "scenario", "low", "high", "values", "on"];

/// `[[assumption]]`.
pub const ASSUMPTION: [&str; 8] = ["key", "low", "high", "values", "keys", "name", "title", "title_zh"];

/// `[levers]`.
pub const LEVERS: [&str; 3] = ["tables", "only", "except"];

/// `[assumptions]`.
pub const SELECTION: [&str; 4] = ["provenance", "tables", "except", "near"];

/// Where a parameter may come from, in `assumptions.provenance`.
pub const PROVENANCES: [&str; 4] = ["measured", "literature", "calibrated", "assumed"];

/// Tables of assumptions, in `assumptions.tables`.
pub(crate) use crate::scenario::nearest::WORLD_TABLES;
