//! The first screen: the question, what is changed, and four outcomes in large words and numbers.

use maud::{Markup, html};

use super::captions::short;
use super::context::{Context, class, kind, written};
use super::figure::LANGUAGES;
use super::prose::{Both, both, fixed};
use crate::compare::{Difference, verdict};
use crate::table::{FIRST, figures as numbers, too_few};
use crate::words::Language::{self, Chinese, English};

const RESULT: (&str, &str) = ("What came out?", "结果如何？");
const PLAN: (&str, &str) = ("Scenario", "方案");

/// Changes that are named beside a scenario of several.
const NAMED: usize = 2;

/// The question that the results answer.
pub(super) fn question(cx: &Context) -> Both {
    let title = |scenario: usize, language| short(&cx.title(scenario, language));
    let of = |language: Language| {
        let baseline = title(cx.baseline, language);
        match (&cx.others[..], language) {
            ([], _) => language.pick(RESULT.0, RESULT.1).to_owned(),
            ([one], English) => format!("What changes with “{}” instead of “{baseline}”?", title(*one, language)),
            ([one], Chinese) => format!("由“{baseline}”改为“{}”，会有什么变化？", title(*one, language)),
            (several, English) => format!("What do {} scenarios change, compared with “{baseline}”?", several.len()),
            (several, Chinese) => format!("与“{baseline}”相比，{}个方案各带来什么变化？", several.len()),
        }
    };
    LANGUAGES.map(of).into()
}

/// What is shown below the question.
pub(super) fn contents(cx: &Context) -> Markup {
    let few = LANGUAGES.map(|language| too_few(cx.results, language).unwrap_or_default());
    let stamp = stamp(cx);
    html! {
        @match cx.others[..] {
            [] => { (cards(cx, cx.baseline)) }
            [one] => { (changes(cx, one, 0)) (cards(cx, one)) }
            _ => { (table(cx)) }
        }
        @if !few[0].is_empty() { p.soft { (both(&few.into())) } "\n" }
        p.stamp { (both(&stamp)) } "\n"
    }
}

/// A scenario in large words and numbers: what it changes, and what comes of it.
pub(super) fn brief(cx: &Context, scenario: usize) -> Markup {
    html! {
        div.brief { "\n"
            p.name { (both(&LANGUAGES.map(|language| short(&cx.title(scenario, language))).into())) } "\n"
            (changes(cx, scenario, 0))
            (cards(cx, scenario))
        } "\n"
    }
}

/// What a scenario changes, before and after; at most so many changes, 0 for all.
fn changes(cx: &Context, scenario: usize, most: usize) -> Markup {
    let [english, chinese] =
        LANGUAGES.map(|language| crate::table::changed(cx.results, &cx.scenario(scenario).name, most, language));
    let lines: Vec<Both> = english.into_iter().zip(chinese).collect();
    html! { @for line in &lines { p.changed { (both(line)) } "\n" } }
}

/// The outcomes of a scenario, each on a card.
fn cards(cx: &Context, scenario: usize) -> Markup {
    html! {
        div.cards { "\n"
            @for outcome in FIRST {
                @match cx.difference(scenario, outcome, "all") {
                    Some(d) => (card(outcome, class(verdict(d)), &LANGUAGES.map(|language| compared(d, language)))),
                    None => (card(outcome, "", &LANGUAGES.map(|language| alone(cx, scenario, outcome, language)))),
                }
            }
        } "\n"
    }
}

/// The lines of a card: the numbers, the word, the size with its interval.
type Lines = [String; 3];

fn card(outcome: &str, class: &str, lines: &[Lines; 2]) -> Markup {
    let kind = kind(outcome);
    let line = |at: usize| -> Both { (lines[0][at].clone(), lines[1][at].clone()) };
    html! {
        div class={ "card " (class) } {
            p.outcome { (both(&fixed(&(kind.name_en, kind.name_zh)))) }
            p.numbers { (both(&line(0))) }
            @if !lines[0][1].is_empty() { p.word { (both(&line(1))) } }
            @if !lines[0][2].is_empty() { p.size { (both(&line(2))) } }
        } "\n"
    }
}

fn compared(d: &Difference, language: Language) -> Lines {
    let written = written(d, language);
    let [before, after] = [d.baseline_mean, d.scenario_mean].map(|value| numbers::value(value, d.unit));
    let size = if written.range.is_empty() {
        written.difference
    } else {
        match language {
            English => format!("{} ({})", written.difference, written.range),
            Chinese => format!("{}（{}）", written.difference, written.range),
        }
    };
    [format!("{before} → {}", after + unit(d.unit, language)), written.word.to_owned(), size]
}

fn alone(cx: &Context, scenario: usize, outcome: &str, language: Language) -> Lines {
    let of = kind(outcome).unit;
    let (mean, low, high) = cx.mean(scenario, outcome, "all");
    let [mean, low, high] = [mean, low, high].map(|value| (value, numbers::value(value, of)));
    let range =
        if low.0.is_nan() { String::new() } else { format!("{} {} {}", low.1, language.pick("to", "至"), high.1) };
    [mean.1 + unit(of, language), String::new(), range]
}

/// What stands behind a number whose unit it does not show.
fn unit(unit: &str, language: Language) -> &'static str {
    match unit {
        "days" => language.pick(" days", "天"),
        "yuan/resident/year" => language.pick(" yuan", "元"),
        _ => "",
    }
}

/// So many scenarios have room on a slide with their words below the numbers.
const FEW: usize = 7;

/// Several scenarios, in the order in which they were given: size and word of each outcome.
fn table(cx: &Context) -> Markup {
    html! {
        table.answer.few[cx.shown.len() <= FEW] style={ "--rows:" (cx.shown.len() + 2) } { "\n"
            thead {
                tr {
                    th { (both(&fixed(&PLAN))) }
                    @for outcome in FIRST { th { (both(&name(outcome))) } }
                }
                tr.before {
                    td { (both(&LANGUAGES.map(|language| short(&cx.title(cx.baseline, language))).into())) }
                    @for outcome in FIRST {
                        @let (english, chinese) = name(outcome);
                        td data-en=(english) data-zh=(chinese) { (both(&LANGUAGES.map(|language| {
                            let [mean, ..] = alone(cx, cx.baseline, outcome, language);
                            mean
                        }).into())) }
                    }
                } "\n"
            }
            tbody { "\n" @for scenario in &cx.shown { (row(cx, *scenario)) "\n" } } "\n"
        } "\n"
    }
}

fn name(outcome: &str) -> Both {
    fixed(&(kind(outcome).name_en, kind(outcome).name_zh))
}

fn row(cx: &Context, scenario: usize) -> Markup {
    let title: Both = LANGUAGES.map(|language| short(&cx.title(scenario, language))).into();
    html! {
        tr {
            td {
                a href={ "#scenario-" (scenario) } { (both(&title)) }
                div.soft { (changes(cx, scenario, NAMED)) }
            }
            @for outcome in FIRST {
                @let (english, chinese) = name(outcome);
                @match cx.difference(scenario, outcome, "all") {
                    Some(d) => {
                        td class=(class(verdict(d))) data-en=(english) data-zh=(chinese) {
                            (both(&LANGUAGES.map(|language| {
                                let number = written(d, language).difference;
                                if d.unit == "days" { number + unit(d.unit, language) } else { number }
                            }).into()))
                            span.word { (both(&LANGUAGES.map(|language| written(d, language).word.to_owned()).into())) }
                        }
                    }
                    None => td {},
                }
            }
        }
    }
}

/// Where the numbers come from, in a line for paper.
fn stamp(cx: &Context) -> Both {
    let results = cx.results;
    let hash: String = results.result_hash().chars().take(8).collect();
    let (version, seed, runs) = (&results.program_version, results.seed, results.replicates);
    (
        format!(
            "A model, not a forecast. gridgov {version}, seed {seed}, {runs} runs of each scenario, result {hash}."
        ),
        format!("这是模型，不是预测。gridgov {version}，随机种子{seed}，每个方案{runs}次运行，结果{hash}。"),
    )
}
