//! The headline outcomes by year of the run, in a table: what comes late, and what does not last.

use maud::{Markup, html};

use super::context::{Context, class, kind, written};
use super::figure::LANGUAGES;
use super::prose::{self, Both, both, fixed};
use super::words;
use crate::compare::verdict;
use crate::outcomes::YEAR;
use crate::table::years::shown;
use crate::table::{HEADLINES, figures as numbers};

/// The table of a scenario: differences to the baseline, or means where nothing is compared. Nothing for a run of one year.
pub(super) fn table(cx: &Context, scenario: usize) -> Markup {
    let outcomes: Vec<(&'static str, Vec<String>)> = HEADLINES
        .iter()
        .map(|h| (h.id, cx.groups(h.id, YEAR.trim_end_matches(':'))))
        .filter(|(_, y)| y.len() > 1)
        .collect();
    let Some((_, years)) = outcomes.first() else { return html! {} };
    let shown = shown(years);
    let compared = scenario != cx.baseline;
    let note = if compared { &prose::YEARS_COMPARED } else { &prose::YEARS_ALONE };
    html! {
        h3 { (both(&fixed(&prose::YEARS))) } "\n"
        p.soft { (both(&fixed(note))) } "\n"
        table { "\n"
            thead {
                tr {
                    th { (both(&fixed(&prose::COLUMNS[0]))) }
                    @for group in &shown { th { (both(&year(group))) } }
                }
            } "\n"
            tbody { "\n"
                @for (outcome, _) in &outcomes {
                    tr {
                        td { (both(&fixed(&(kind(outcome).name_en, kind(outcome).name_zh)))) }
                        @for group in &shown { (cell(cx, scenario, outcome, group, compared)) }
                    } "\n"
                }
            } "\n"
        } "\n"
    }
}

/// What a year is called.
fn year(group: &str) -> Both {
    LANGUAGES.map(|language| words::group(group, language)).into()
}

fn cell(cx: &Context, scenario: usize, outcome: &str, group: &str, compared: bool) -> Markup {
    let (english, chinese) = year(group);
    let unit = kind(outcome).unit;
    if !compared {
        let (mean, low, high) = cx.mean(scenario, outcome, group);
        let alone = low.is_nan();
        let [mean, low, high] = [mean, low, high].map(|value| numbers::value(value, unit));
        let text = |to: &str| if alone { mean.clone() } else { format!("{mean} ({low} {to} {high})") };
        return html! { td data-en=(english) data-zh=(chinese) { (both(&(text("to"), text("至")))) } };
    }
    let Some(d) = cx.difference(scenario, outcome, group) else {
        return html! { td data-en=(english) data-zh=(chinese) {} };
    };
    let class = class(verdict(d));
    let text = LANGUAGES.map(|language| {
        let written = written(d, language);
        if written.range.is_empty() {
            written.difference
        } else {
            format!("{} ({})", written.difference, written.range)
        }
    });
    html! { td class=(class) data-en=(english) data-zh=(chinese) { (both(&text.into())) } }
}
