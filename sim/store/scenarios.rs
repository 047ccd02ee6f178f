//! `scenarios.csv`: what each scenario sets beside what came out, one row per scenario, as a sweep is plotted.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::tables::{number, writer};
use crate::compare::changes::{changes_in, in_words};
use crate::compare::levels::levels;
use crate::compare::{Comparison, verdict};
use crate::outcomes::HEADLINES;
use crate::results::Results;
use crate::words::Language;

/// First columns; those of keys and outcomes follow.
const FIRST: [&str; 4] = ["scenario", "title", "days", "later_changes"];

/// Every key in which any scenario differs from the baseline has a column with its value from day 0 on; changes on later dates
/// are words. Every headline outcome has its mean, its difference from the baseline and what that is called.
pub(super) fn table(results: &Results, comparison: &Comparison, out: &mut impl Write) -> io::Result<()> {
    let changes: Vec<_> =
        results.scenarios.iter().map(|scenario| changes_in(results, &scenario.name).unwrap_or_default()).collect();
    let from_start = changes.iter().flatten().filter(|change| change.is_from_start());
    let keys: BTreeSet<&str> = from_start.map(|change| change.key.as_str()).collect();
    let of_outcomes =
        HEADLINES.iter().flat_map(|id| [id.to_string(), format!("{id}_difference"), format!("{id}_verdict")]);
    let mut table = writer(out);
    table.write_record(FIRST.iter().chain(&keys).map(ToString::to_string).chain(of_outcomes))?;
    let levels = levels(results);
    let mut of_scenario = levels.chunk_by(|a, b| a.scenario == b.scenario).peekable();
    for (scenario, changes) in results.scenarios.iter().zip(&changes) {
        let later: Vec<_> = changes.iter().filter(|change| !change.is_from_start()).cloned().collect();
        let later = in_words(&later, 0, Language::English).join("; ");
        let mut row = vec![scenario.name.clone(), scenario.title.clone(), scenario.days.to_string(), later];
        let value = |key: &&str| scenario.sets.as_ref().and_then(|sets| sets.value(key)).unwrap_or_default().to_owned();
        row.extend(keys.iter().map(value));
        let levels = of_scenario.next_if(|levels| levels[0].scenario == scenario.name).unwrap_or_default();
        for id in HEADLINES {
            let level = levels.iter().find(|level| level.kind.id == id && level.group == "all");
            row.push(number(level.map_or(f64::NAN, |level| level.mean)));
            let difference = comparison.get(&scenario.name, id, "all");
            row.push(number(difference.map_or(f64::NAN, |d| d.difference)));
            row.push(difference.map_or("", |d| verdict(d).word()).to_owned());
        }
        table.write_record(row)?;
    }
    table.flush()
}
