//! Headline outcomes by place, in a table: where the policy acts and elsewhere, by kind of community, subdistrict, community.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::context::{Context, class, kind, written};
use super::figure::LANGUAGES;
use super::prose::{Both, both, fixed};
use super::words;
use crate::compare::verdict;
use crate::outcomes::HEADLINES;
use crate::outcomes::places::{ARCHETYPE, CHANGED, COMMUNITY, SUBDISTRICT, UNCHANGED};
use crate::table::figures as numbers;

const TITLE: (&str, &str) = ("By place", "分地区情况");
const COMPARED: (&str, &str) = (
    "Difference to the baseline with its 95% interval, for the headline outcomes that are counted by place. Colour means better or worse by at least what matters. What a policy changes in some communities is also felt in others of the same departments and street office.",
    "可按地点统计的主要指标与基准的差异及其95%区间；着色表示改善或变差且达到有意义的幅度。只在部分社区实施的政策，也会影响共用同一部门和街道办的其他社区。",
);
const ALONE: (&str, &str) = (
    "Mean with its 95% interval, for the headline outcomes that are counted by place.",
    "可按地点统计的主要指标的平均值及其95%区间。",
);
const DRAWN: (&str, &str) = (
    " Cities are drawn: a community or subdistrict of one name is another place in each city.",
    "城市为抽取所得：同名社区或街道在各城市中并非同一地点。",
);
const PLACE: (&str, &str) = ("Place", "地点");
const EACH: (&str, &str) = ("Every community", "逐个社区");

/// Communities that are listed; `differences.csv` has all.
const LISTED: usize = 200;

/// The table of a scenario; nothing where outcomes are not given by place.
pub(super) fn table(cx: &Context, scenario: usize) -> Markup {
    let rows = &cx.results.runs[scenario][0].measured;
    let has = |id: &str| rows.iter().any(|row| row.outcome == id && row.group.starts_with(ARCHETYPE));
    let outcomes: Vec<&'static str> = HEADLINES.into_iter().filter(|id| has(id)).collect();
    let Some(first) = outcomes.first() else { return html! {} };
    let runs = cx.results.runs[scenario].iter().flat_map(|run| &run.measured);
    // In cities that are drawn not every one has every kind of community.
    let (mut seen, mut groups) = (BTreeSet::new(), Vec::new());
    for row in runs.filter(|row| row.outcome == *first) {
        if seen.insert(row.group.as_str()) {
            groups.push(row.group.as_str());
        }
    }
    let of = |sort: &str| groups.iter().filter(|group| group.starts_with(sort)).copied().collect::<Vec<_>>();
    let compared = scenario != cx.baseline;
    let mut short: Vec<&str> =
        if compared { [CHANGED, UNCHANGED].into_iter().flat_map(&of).collect() } else { Vec::new() };
    short.extend(of(ARCHETYPE));
    let subdistricts = of(SUBDISTRICT);
    if subdistricts.len() > 1 && subdistricts.len() <= LISTED {
        short.extend(subdistricts);
    }
    let communities: Vec<&str> = of(COMMUNITY).into_iter().take(LISTED).collect();
    let drawn = if cx.scenario(scenario).replicates_per_city.is_some() { DRAWN } else { ("", "") };
    let note = if compared { COMPARED } else { ALONE };
    let note: Both = [format!("{}{}", note.0, drawn.0), format!("{}{}", note.1, drawn.1)].into();
    html! {
        h3 { (both(&fixed(&TITLE))) } "\n"
        p.soft { (both(&note)) } "\n"
        (of_groups(cx, scenario, &outcomes, &short))
        details { summary { (both(&fixed(&EACH))) } "\n" (of_groups(cx, scenario, &outcomes, &communities)) } "\n"
    }
}

fn of_groups(cx: &Context, scenario: usize, outcomes: &[&'static str], groups: &[&str]) -> Markup {
    html! {
        table { "\n"
            thead {
                tr {
                    th { (both(&fixed(&PLACE))) }
                    @for outcome in outcomes { th { (both(&fixed(&(kind(outcome).name_en, kind(outcome).name_zh)))) } }
                }
            } "\n"
            tbody { "\n"
                @for group in groups {
                    tr {
                        td { (both(&LANGUAGES.map(|language| words::group(group, language)).into())) }
                        @for outcome in outcomes { (cell(cx, scenario, outcome, group)) }
                    } "\n"
                }
            } "\n"
        } "\n"
    }
}

fn cell(cx: &Context, scenario: usize, outcome: &'static str, group: &str) -> Markup {
    let unit = kind(outcome).unit;
    if scenario == cx.baseline {
        let (mean, low, high) = cx.mean(scenario, outcome, group);
        let alone = low.is_nan();
        let [mean, low, high] = [mean, low, high].map(|value| numbers::value(value, unit));
        let text = |to: &str| if alone { mean.clone() } else { format!("{mean} ({low} {to} {high})") };
        return html! { td { (both(&(text("to"), text("至")))) } };
    }
    let Some(d) = cx.difference(scenario, outcome, group) else { return html! { td {} } };
    let text = LANGUAGES.map(|language| {
        let written = written(d, language);
        match (d.pairs, written.range.is_empty()) {
            (0, _) => written.word.to_owned(),
            (_, true) => written.difference,
            (_, false) => format!("{} ({})", written.difference, written.range),
        }
    });
    html! { td class=(class(verdict(d))) { (both(&text.into())) } }
}
