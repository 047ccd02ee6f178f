//! `report.html`: one file that needs no network, in English and Chinese at once.
//!
//! Every text stands in it twice, marked with its language; the style sheet shows one of the two. Templates escape what
//! is not markup by its type: titles, names and texts of scenarios are [`Text`].

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::context::{Context, written};
use super::figure::{Figure, LANGUAGES};
use super::kinds::{Part, Placed};
use super::prose::{self, Both, both, fixed};
use super::text::Text;
use super::{answer, captions, cite, places, sweep, years};
use crate::compare::levels::{Level, levels_of};
use crate::compare::{Difference, verdict};
use crate::outcomes::coverage::{MARK, is_short, note};
use crate::outcomes::outcome_kinds;
use crate::table::{DETAILED, HEADLINES, figures as numbers};
use crate::words::Language;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// The whole page.
pub(super) fn page(cx: &Context, figures: &[Placed], opens: Option<Language>) -> String {
    // One scenario is what the page is about; several are first seen together.
    let several = cx.others.len() > 1;
    let each = html! { @for scenario in cx.own() { (one(cx, figures, scenario)) } };
    let contents = html! {
        (section_of("answer", Some("answer"), &answer::question(cx), &answer::contents(cx)))
        (section("caution", Some("caution"), &prose::CAUTION, &list(&prose::cautions(cx))))
        @if !several { (each) }
        (glance(cx, figures))
        @if cx.shown.len() < cx.others.len() { (section("all", None, &prose::ALL, &sweep::table(cx))) }
        (section("time", None, &prose::TIME, &over_time(cx, figures)))
        @if several { (each) }
        (section("method", None, &prose::METHOD, &list(&prose::methods(cx))))
        (section("inputs", None, &prose::INPUTS, &inputs(cx)))
        (section("cite", None, &prose::CITE, &citing(cx)))
    };
    let version = &cx.results.program_version;
    whole(&prose::title(cx), &prose::subtitle(cx), version, opens, &navigation(cx), &contents)
}

/// A page with its head, its links and its contents.
pub(super) fn whole(
    title: &Both,
    subtitle: &Both,
    version: &str,
    opens: Option<Language>,
    links: &Markup,
    contents: &Markup,
) -> String {
    // Where no language was asked for, the page opens in the browser's.
    let opens = opens.map(|language| language.pick("en", "zh"));
    let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
    let page = html! {
        (DOCTYPE) "\n"
        html lang="en" data-lang="en" data-opens=[opens] data-title-en=(Text(&title.0)) data-title-zh=(Text(&title.1)) { "\n"
            head { "\n"
                meta charset="utf-8"; "\n"
                meta name="viewport" content="width=device-width, initial-scale=1"; "\n"
                meta http-equiv="Content-Security-Policy" content=(policy); "\n"
                meta name="generator" content={ "gridgov " (Text(version)) }; "\n"
                title { (Text(&title.0)) } "\n"
                style { "\n" (PreEscaped(STYLE)) } "\n"
            } "\n"
            body { "\n"
                header {
                    div {
                        div.top {
                            h1 { (both(title)) }
                            div.buttons {
                                button #slides type="button" { (both(&fixed(&prose::SLIDES))) }
                                button #handout type="button" { (both(&fixed(&prose::HANDOUT))) }
                                button #language type="button" { (both(&fixed(&prose::OTHER_LANGUAGE))) }
                            }
                        } "\n"
                        p.soft { (both(subtitle)) }
                    }
                } "\n"
                div.page { "\n"
                    nav aria-label="contents" { "\n" (links) } "\n"
                    main { "\n" (contents) } "\n"
                } "\n"
                div #stage hidden { div #slide {} p #place {} } "\n"
                script { "\n" (PreEscaped(SCRIPT)) } "\n"
            } "\n"
        } "\n"
    };
    page.0
}

pub(super) fn section(id: &str, class: Option<&str>, heading: &(&str, &str), body: &Markup) -> Markup {
    section_of(id, class, &fixed(heading), body)
}

fn section_of(id: &str, class: Option<&str>, heading: &Both, body: &Markup) -> Markup {
    html! {
        section #(id) class=[class] { "\n" h2 { (both(heading)) } "\n" (body) } "\n"
    }
}

pub(super) fn list(items: &[Both]) -> Markup {
    html! { ul { "\n" @for item in items { li { (both(item)) } "\n" } } "\n" }
}

pub(super) fn link(id: &str, words: &Both) -> Markup {
    html! { a href={ "#" (id) } { (both(words)) } "\n" }
}

fn navigation(cx: &Context) -> Markup {
    let several = cx.others.len() > 1;
    let scenarios = html! {
        @for scenario in cx.own() {
            a.deep href={ "#scenario-" (scenario) } { (both(&title(cx, scenario))) } "\n"
        }
    };
    html! {
        (link("answer", &fixed(&prose::ANSWER)))
        (link("caution", &fixed(&prose::CAUTION)))
        @if !several { (scenarios) }
        @if !cx.others.is_empty() { (link("glance", &fixed(glance_heading(cx)))) }
        @if cx.shown.len() < cx.others.len() { (link("all", &fixed(&prose::ALL))) }
        (link("time", &fixed(&prose::TIME)))
        @if several { (scenarios) }
        (link("method", &fixed(&prose::METHOD)))
        (link("inputs", &fixed(&prose::INPUTS)))
        (link("cite", &fixed(&prose::CITE)))
    }
}

/// The title of a scenario, short.
fn title(cx: &Context, scenario: usize) -> Both {
    LANGUAGES.map(|language| captions::short(&cx.title(scenario, language))).into()
}

/// Figures with their captions, in both languages; nothing where there are none.
pub(super) fn gallery<'a>(figures: impl Iterator<Item = &'a Figure>) -> Markup {
    let mut figures = figures.peekable();
    if figures.peek().is_none() {
        return html! {};
    }
    html! {
        div.figures { "\n"
            @for figure in figures {
                figure #(figure.id) { "\n"
                    @for (drawing, tag) in figure.drawings.iter().zip(["en", "zh-CN"]) {
                        div lang=(tag) { (drawing.shown()) } "\n"
                    }
                } "\n"
            }
        } "\n"
    }
}

/// The figures of a part of the page.
fn of_part(figures: &[Placed], part: Part) -> Markup {
    gallery(figures.iter().filter(|placed| placed.kind.part() == part).map(|placed| &placed.figure))
}

/// The figures of a part of a scenario's section.
fn of_scenario(figures: &[Placed], part: Part, scenario: usize) -> Markup {
    let mine = |placed: &&Placed| placed.kind.part() == part && placed.scenario == Some(scenario);
    gallery(figures.iter().filter(mine).map(|placed| &placed.figure))
}

/// With one scenario there is no overview, only what it trades for what.
fn glance_heading(cx: &Context) -> &'static (&'static str, &'static str) {
    if cx.others.len() > 1 { &prose::GLANCE } else { &prose::TRADEOFF }
}

/// All scenarios side by side.
fn glance(cx: &Context, figures: &[Placed]) -> Markup {
    if cx.others.is_empty() {
        return html! {};
    }
    let by_outcome = of_part(figures, Part::ByOutcome);
    let heading = if cx.others.len() > 1 { &prose::BY_OUTCOME } else { &prose::BY_PAIR };
    let body = html! {
        (of_part(figures, Part::Glance))
        @if !by_outcome.0.is_empty() { h3 { (both(&fixed(heading))) } "\n" (by_outcome) }
    };
    section("glance", None, glance_heading(cx), &body)
}

fn over_time(cx: &Context, figures: &[Placed]) -> Markup {
    if super::series::are_there(cx) {
        return of_part(figures, Part::Time);
    }
    html! { p { (both(&fixed(&prose::NO_SERIES))) } "\n" }
}

/// The section of one scenario.
fn one(cx: &Context, figures: &[Placed], scenario: usize) -> Markup {
    html! {
        section id={ "scenario-" (scenario) } class="scenario" { "\n"
            h2 { (both(&title(cx, scenario))) } "\n"
            @if scenario == cx.baseline {
                (of_scenario(figures, Part::Table, scenario))
                (values(cx, scenario))
            } @else {
                (compared(cx, scenario))
            }
            (places::table(cx, scenario))
            (years::table(cx, scenario))
            (of_scenario(figures, Part::Scenario, scenario))
        } "\n"
    }
}

/// The differences of a scenario: in a sentence, the short list, all.
fn compared(cx: &Context, scenario: usize) -> Markup {
    let differences: Vec<&Difference> = HEADLINES.iter().filter_map(|h| cx.difference(scenario, h.id, "all")).collect();
    let all: Vec<&Difference> =
        outcome_kinds().iter().filter_map(|kind| cx.difference(scenario, kind.id, "all")).collect();
    let sentence = LANGUAGES.map(|language| captions::sentence(&differences, language) + language.pick(".", "。"));
    html! {
        (answer::brief(cx, scenario))
        p.sentence { (both(&sentence.into())) } "\n"
        (table(&differences))
        (reasons(cx, scenario))
        details { summary { (both(&prose::all_outcomes(all.len()))) } "\n" (table(&all)) } "\n"
    }
}

/// Why the headline outcomes of a scenario change, where its levers were run alone.
fn reasons(cx: &Context, scenario: usize) -> Markup {
    let mine: Vec<_> = cx.whys.iter().filter(|why| why.whole.scenario == cx.scenario(scenario).name).collect();
    if mine.is_empty() {
        return html! {};
    }
    let words: Vec<Both> =
        mine.iter().map(|why| LANGUAGES.map(|language| crate::table::why(why, language)).into()).collect();
    html! { h3 { (both(&fixed(&prose::WHY))) } "\n" (list(&words)) }
}

/// Every outcome of a scenario that is compared with nothing.
fn values(cx: &Context, scenario: usize) -> Markup {
    let all: Vec<_> = levels_of(cx.results, scenario).into_iter().filter(|level| level.group == "all").collect();
    html! {
        details { summary { (both(&prose::all_outcomes(all.len()))) } "\n"
            table { "\n"
                thead { tr { @for words in &prose::VALUE_COLUMNS { th { (both(&fixed(words))) } } } } "\n"
                tbody { "\n" @for level in &all { (value(level)) "\n" } } "\n"
            } "\n"
        } "\n"
    }
}

fn value(level: &Level) -> Markup {
    let kind = level.kind;
    let words = |language: Language| {
        if level.mean.is_nan() { kind.undefined(language).to_owned() } else { numbers::value(level.mean, kind.unit) }
    };
    let range = |to: &str| {
        let [low, high] = [level.low, level.high].map(|end| numbers::value(end, kind.unit));
        if level.low.is_nan() { String::new() } else { format!("{low} {to} {high}") }
    };
    let cell = |column: usize, contents: Both| {
        let (english, chinese) = prose::VALUE_COLUMNS[column];
        html! { td data-en=(english) data-zh=(chinese) { (both(&contents)) } }
    };
    html! {
        tr {
            td { (both(&fixed(&(kind.name_en, kind.name_zh)))) " " span.period { (both(&level.period())) } }
            (cell(1, LANGUAGES.map(words).into()))
            (cell(2, (range("to"), range("至"))))
        }
    }
}

/// A table of differences.
fn table(differences: &[&Difference]) -> Markup {
    html! {
        table { "\n"
            thead {
                tr {
                    @for (column, words) in prose::COLUMNS.iter().enumerate() {
                        th class=[(column == 5).then_some("words")] { (both(&fixed(words))) }
                    }
                }
            } "\n"
            tbody { "\n" @for d in differences { (row(d)) "\n" } } "\n"
        } "\n"
        (coverage_note(differences))
    }
}

/// What the mark behind a name says.
fn coverage_note(differences: &[&Difference]) -> Markup {
    let shown = || differences.iter().filter(|d| d.has_interval()).map(|d| d.outcome);
    let [english, chinese] = LANGUAGES.map(|language| note(shown(), language));
    html! { @if let (Some(english), Some(chinese)) = (english, chinese) { p.soft { (both(&(english, chinese))) } "\n" } }
}

fn row(d: &Difference) -> Markup {
    let kind = super::context::kind(d.outcome);
    let [en, zh] = LANGUAGES.map(|language| written(d, language));
    let class = super::context::class(verdict(d));
    // On narrow screens each cell says what it is.
    let cell = |column: usize, contents: Markup| {
        let (english, chinese) = prose::COLUMNS[column];
        html! { td data-en=(english) data-zh=(chinese) { (contents) } }
    };
    html! {
        tr {
            td { (both(&fixed(&(kind.name_en, kind.name_zh)))) @if d.has_interval() && is_short(d.outcome) { (MARK) } " " span.period { (both(&d.period())) } }
            (cell(1, html! { (numbers::value(d.baseline_mean, d.unit)) }))
            (cell(2, html! { (numbers::value(d.scenario_mean, d.unit)) }))
            (cell(3, both(&(en.difference, zh.difference))))
            (cell(4, html! { @if !en.range.is_empty() { (both(&(en.range, zh.range))) } }))
            td class={ "words " (class) } { (both(&fixed(&(en.word, zh.word)))) }
            (cell(6, html! { @if !en.count.is_empty() { (d.better_in) "/" (d.pairs) } }))
        }
    }
}

/// Provenance, and the texts of all scenarios.
fn inputs(cx: &Context) -> Markup {
    html! {
        (list(&prose::provenance(cx)))
        @for (text, numbers) in by_text(cx) {
            @for number in numbers.iter().take(DETAILED) {
                h3 { (both(&title(cx, *number))) } "\n"
                p.soft {
                    code { (Text(&cx.scenario(*number).name)) } " · " (both(&prose::days(cx.scenario(*number).days)))
                    " · " (Text(&cx.scenario(*number).hash))
                } "\n"
            }
            @if numbers.len() > DETAILED { p.soft { (both(&prose::more_variants(numbers.len() - DETAILED))) } "\n" }
            details.print {
                summary { (both(&fixed(if text.trim().is_empty() { &prose::NO_TEXT } else { &prose::TEXT }))) }
                pre { (Text(text)) }
            } "\n"
        }
    }
}

/// The texts of files, each with the scenarios that it holds: the variants of a file share one.
fn by_text<'a>(cx: &Context<'a>) -> Vec<(&'a str, Vec<usize>)> {
    let mut texts: Vec<(&str, Vec<usize>)> = Vec::new();
    for (number, scenario) in cx.results.scenarios.iter().enumerate() {
        match texts.iter_mut().find(|(text, _)| *text == scenario.text) {
            Some((_, numbers)) => numbers.push(number),
            None => texts.push((&scenario.text, vec![number])),
        }
    }
    texts
}

fn citing(cx: &Context) -> Markup {
    let citation = cite::citation(Some(cx.results));
    html! {
        p { (both(&fixed(&prose::HOW_TO_CITE))) } "\n"
        pre { (Text(&citation.text)) } "\n"
        pre { (Text(&citation.bibtex)) } "\n"
    }
}
