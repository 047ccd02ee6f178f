//! Very many scenarios, as a sweep gives, in one table: what each sets and what came out.

use maud::{Markup, html};

use super::context::{Context, class};
use super::figure::LANGUAGES;
use super::prose::{self, both, fixed};
use super::text::Text;
use crate::compare::changes::{changes_in, in_words};
use crate::compare::verdict;
use crate::table::{HEADLINES, figures as numbers};

/// Changes of a scenario that are named.
const NAMED: usize = 3;

/// One row for each scenario: its name, what it changes, and the mean of every outcome of the short list, coloured where the
/// difference to the baseline is better or worse.
pub(super) fn table(cx: &Context) -> Markup {
    html! {
        p.soft { (both(&fixed(&prose::ALL_NOTE))) } "\n"
        table.sweep { "\n"
            thead {
                tr {
                    th { (both(&fixed(&prose::SCENARIO_COLUMNS[0]))) }
                    th { (both(&fixed(&prose::SCENARIO_COLUMNS[1]))) }
                    @for headline in &HEADLINES { th { (both(&LANGUAGES.map(|l| headline.name(l).to_owned()).into())) } }
                }
            } "\n"
            tbody { "\n" @for scenario in &cx.others { (row(cx, *scenario)) "\n" } } "\n"
        } "\n"
    }
}

fn row(cx: &Context, scenario: usize) -> Markup {
    let name = &cx.scenario(scenario).name;
    let changes = changes_in(cx.results, name).unwrap_or_default();
    let words = LANGUAGES.map(|language| in_words(&changes, NAMED, language).join(language.pick("; ", "；")));
    html! {
        tr {
            td { (Text(name)) }
            td { (both(&words.into())) }
            @for headline in &HEADLINES {
                @match cx.difference(scenario, headline.id, "all") {
                    Some(d) => td class=(class(verdict(d))) { (numbers::value(d.scenario_mean, d.unit)) },
                    None => td {},
                }
            }
        }
    }
}
