//! What is known of a log after it was read.

use std::collections::BTreeMap;

use super::tally::Tally;
use super::times::Order;

/// A log that was read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Log {
    /// The export that it comes from, in English and Chinese.
    pub export: (&'static str, &'static str),
    /// Header of the column of each role.
    pub columns: Vec<(&'static str, String)>,
    /// Counts by kind and place in the order of `kinds` and `places`.
    pub tally: Tally,
    /// The log's words for kinds.
    pub kinds: Vec<String>,
    /// Its places.
    pub places: Vec<String>,
    /// Cases by channel.
    pub channels: BTreeMap<String, u64>,
    /// Rows.
    pub rows: u64,
    /// The title above the headings, or what a map says.
    pub title: Option<String>,
    /// By role: columns of the same heading, of which one was taken or which hold the same.
    pub equal_headings: BTreeMap<&'static str, usize>,
    /// Rows left out because they stand for no case, by what their status says.
    pub void: BTreeMap<String, u64>,
    /// Rows left out because they have no date of creation.
    pub undated: u64,
    /// Rows that are no cases: headings once more, remarks of one cell.
    pub remarks: u64,
    /// Cases closed by their status at a time that is not known.
    pub closed_at_unknown: u64,
    /// Whether there is a column of closing times.
    pub has_closing: bool,
    /// Rows left out because their number stood before.
    pub duplicates: u64,
    /// Cases closed before they were created; their closing time is left out.
    pub backwards: u64,
    /// The order in which dates were read that do not show it, and whether a date of the log proved it.
    pub order: Option<(Order, bool)>,
    /// Whether dates are written in more than one way.
    pub mixed_dates: bool,
    /// Whether dates are days of a spreadsheet.
    pub serials: bool,
    /// Whether all times are in UTC, and no map says what the clock of the place is.
    pub in_utc: bool,
    /// Offsets from UTC that times have, in minutes, and whether some have none.
    pub offsets: (Vec<i32>, bool),
    /// Whether times of day are missing.
    pub whole_days: bool,
}
