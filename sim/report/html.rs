//! `report.html`: one file that needs no network, in English and Chinese at once.
//!
//! Every text stands in it twice, marked with its language; the style sheet shows one of the two. What users wrote, titles,
//! names and texts of scenarios, goes through [`escaped`] wherever it stands.

use std::fmt::Write as _;

use super::context::{Context, written};
use super::figure::{Figure, LANGUAGES, escaped};
use super::prose::{self, Both, both};
use super::{captions, cite};
use crate::compare::{Difference, Verdict, verdict};
use crate::outcomes::outcome_kinds;
use crate::table::{HEADLINES, figures as numbers};

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// The whole page.
pub(super) fn page(cx: &Context, figures: &[Figure]) -> String {
    let mut html = head(&prose::title(cx), &prose::subtitle(cx), &cx.results.program_version);
    html += &navigation(cx);
    html += "<main>\n";
    html += &section("caution", "caution", &prose::CAUTION, &list(&prose::cautions(cx)));
    // One scenario is what the page is about; several are first seen together.
    let several = cx.others.len() > 1;
    let each: String = own(cx).into_iter().map(|scenario| one(cx, figures, scenario)).collect();
    if !several {
        html += &each;
    }
    html += &glance(cx, figures);
    let of_time = |figure: &&Figure| figure.id.starts_with("fan-") || figure.id == "backlog";
    html += &section("time", "", &prose::TIME, &over_time(cx, figures.iter().filter(of_time)));
    if several {
        html += &each;
    }
    html += &section("method", "", &prose::METHOD, &list(&prose::methods(cx)));
    html += &section("inputs", "", &prose::INPUTS, &inputs(cx));
    html += &section("cite", "", &prose::CITE, &citing(cx));
    html + &tail()
}

/// A page up to its contents.
pub(super) fn head(title: &Both, subtitle: &Both, version: &str) -> String {
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\" data-lang=\"en\" data-title-en=\"{0}\" data-title-zh=\"{1}\">\n<head>\n\
         <meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <meta name=\"generator\" content=\"gridgov {2}\">\n<title>{0}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(&title.0),
        escaped(&title.1),
        escaped(version)
    );
    let _ = write!(
        html,
        "<header><div><div class=\"top\"><h1>{}</h1><button id=\"language\" type=\"button\">{}</button></div>\n<p class=\"soft\">{}</p></div></header>\n<div class=\"page\">\n",
        both(title),
        both(&("中文".to_owned(), "English".to_owned())),
        both(subtitle)
    );
    html
}

/// What ends a page.
pub(super) fn tail() -> String {
    format!("</main>\n</div>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n")
}

/// Scenarios that have a section: the baseline has one where nothing is compared with it.
fn own(cx: &Context) -> Vec<usize> {
    if cx.others.is_empty() { vec![cx.baseline] } else { cx.others.clone() }
}

pub(super) fn fixed(words: &(&str, &str)) -> Both {
    (words.0.to_owned(), words.1.to_owned())
}

pub(super) fn section(id: &str, class: &str, heading: &(&str, &str), body: &str) -> String {
    format!("<section id=\"{id}\" class=\"{class}\">\n<h2>{}</h2>\n{body}</section>\n", both(&fixed(heading)))
}

pub(super) fn list(items: &[Both]) -> String {
    let mut html = "<ul>\n".to_owned();
    for item in items {
        let _ = writeln!(html, "<li>{}</li>", both(item));
    }
    html + "</ul>\n"
}

fn navigation(cx: &Context) -> String {
    let mut html = "<nav aria-label=\"contents\">\n".to_owned();
    let link = |id: &str, class: &str, words: &Both| format!("<a href=\"#{id}\"{class}>{}</a>\n", both(words));
    html += &link("caution", "", &fixed(&prose::CAUTION));
    let mut scenarios = String::new();
    for scenario in own(cx) {
        let title = LANGUAGES.map(|language| captions::short(&cx.title(scenario, language)));
        scenarios += &link(&format!("scenario-{scenario}"), " class=\"deep\"", &(title[0].clone(), title[1].clone()));
    }
    let several = cx.others.len() > 1;
    if !several {
        html += &scenarios;
    }
    if !cx.others.is_empty() {
        html += &link("glance", "", &fixed(glance_heading(cx)));
    }
    html += &link("time", "", &fixed(&prose::TIME));
    if several {
        html += &scenarios;
    }
    html += &link("method", "", &fixed(&prose::METHOD));
    html += &link("inputs", "", &fixed(&prose::INPUTS));
    html += &link("cite", "", &fixed(&prose::CITE));
    html + "</nav>\n"
}

/// A figure with its caption, in both languages.
fn shown(figure: &Figure) -> String {
    let mut html = format!("<figure id=\"{}\">\n", escaped(&figure.id));
    for ((svg, caption), tag) in figure.svg.iter().zip(&figure.caption).zip(["en", "zh-CN"]) {
        // In a page the title of a drawing would pop up under the pointer; the caption says what it says.
        let head = svg.find("<title>").unwrap_or(0);
        let body = svg.find("</metadata>").map_or(head, |end| end + "</metadata>".len());
        let _ = writeln!(
            html,
            "<div lang=\"{tag}\">{}{}<figcaption>{}</figcaption></div>",
            &svg[..head],
            &svg[body..],
            escaped(caption)
        );
    }
    html + "</figure>\n"
}

pub(super) fn gallery<'a>(figures: impl Iterator<Item = &'a Figure>) -> String {
    let figures: String = figures.map(shown).collect();
    if figures.is_empty() { String::new() } else { format!("<div class=\"figures\">\n{figures}</div>\n") }
}

/// With one scenario there is no overview, only what it trades for what.
fn glance_heading(cx: &Context) -> &'static (&'static str, &'static str) {
    if cx.others.len() > 1 { &prose::GLANCE } else { &prose::TRADEOFF }
}

/// All scenarios side by side.
fn glance(cx: &Context, figures: &[Figure]) -> String {
    if cx.others.is_empty() {
        return String::new();
    }
    let first = gallery(figures.iter().filter(|figure| figure.id == "overview" || figure.id.starts_with("tradeoff-")));
    let by_outcome = gallery(figures.iter().filter(|figure| figure.id.starts_with("scenarios-")));
    let by_outcome = if by_outcome.is_empty() {
        by_outcome
    } else {
        format!("<h3>{}</h3>\n{by_outcome}", both(&fixed(&prose::BY_OUTCOME)))
    };
    section("glance", "", glance_heading(cx), &format!("{first}{by_outcome}"))
}

fn over_time<'a>(cx: &Context, figures: impl Iterator<Item = &'a Figure>) -> String {
    if super::series::are_there(cx) {
        return gallery(figures);
    }
    format!("<p>{}</p>\n", both(&fixed(&prose::NO_SERIES)))
}

/// The section of one scenario.
fn one(cx: &Context, figures: &[Figure], scenario: usize) -> String {
    let titles = LANGUAGES.map(|language| captions::short(&cx.title(scenario, language)));
    let mut html = format!(
        "<section id=\"scenario-{scenario}\" class=\"scenario\">\n<h2>{}</h2>\n",
        both(&(titles[0].clone(), titles[1].clone()))
    );
    let differences: Vec<&Difference> = HEADLINES.iter().filter_map(|h| cx.difference(scenario, h.id, "all")).collect();
    if scenario == cx.baseline {
        html += &gallery(figures.iter().filter(|figure| figure.id == "table"));
    } else {
        let sentence = LANGUAGES.map(|language| {
            let stop = language.pick(".", "。");
            format!("{}{stop}", captions::sentence(&differences, language))
        });
        let _ = writeln!(html, "<p class=\"sentence\">{}</p>", both(&(sentence[0].clone(), sentence[1].clone())));
        html += &table(&differences);
        let all: Vec<&Difference> =
            outcome_kinds().iter().filter_map(|kind| cx.difference(scenario, kind.id, "all")).collect();
        let _ = writeln!(
            html,
            "<details><summary>{}</summary>\n{}</details>",
            both(&prose::all_outcomes(all.len())),
            table(&all)
        );
    }
    let mine = |figure: &&Figure| figure.scenario == Some(scenario) && !figure.id.starts_with("table");
    html += &gallery(figures.iter().filter(mine));
    html + "</section>\n"
}

/// A table of differences.
fn table(differences: &[&Difference]) -> String {
    let mut head = String::new();
    for (column, words) in prose::COLUMNS.iter().enumerate() {
        let class = if column == 5 { " class=\"words\"" } else { "" };
        let _ = write!(head, "<th{class}>{}</th>", both(&fixed(words)));
    }
    let rows: String = differences.iter().map(|d| row(d)).collect();
    format!("<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn row(d: &Difference) -> String {
    let name = super::context::kind(d.outcome);
    let [en, zh] = LANGUAGES.map(|language| written(d, language));
    let class = match verdict(d) {
        _ if d.pairs < 2 => "unclear",
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        _ => "unclear",
    };
    let labelled =
        |column: usize| format!("data-en=\"{}\" data-zh=\"{}\"", prose::COLUMNS[column].0, prose::COLUMNS[column].1);
    let count = if en.count.is_empty() { String::new() } else { format!("{}/{}", d.better_in, d.pairs) };
    format!(
        "<tr><td>{}</td><td {}>{}</td><td {}>{}</td><td {}>{}</td><td {}>{}</td><td class=\"words {class}\">{}</td><td {}>{count}</td></tr>\n",
        both(&(name.name_en.to_owned(), name.name_zh.to_owned())),
        labelled(1),
        numbers::value(d.baseline_mean, d.unit),
        labelled(2),
        numbers::value(d.scenario_mean, d.unit),
        labelled(3),
        both(&(en.difference, zh.difference)),
        labelled(4),
        if en.range.is_empty() { String::new() } else { both(&(en.range, zh.range)) },
        both(&(en.word.to_owned(), zh.word.to_owned())),
        labelled(6),
    )
}

/// Provenance, and the texts of all scenarios.
fn inputs(cx: &Context) -> String {
    let mut html = list(&prose::provenance(cx));
    for scenario in &cx.results.scenarios {
        let titles = LANGUAGES.map(|language| captions::short(&super::context::title(scenario, language)));
        let _ = write!(
            html,
            "<h3>{}</h3>\n<p class=\"soft\"><code>{}</code> · {} · {}</p>\n",
            both(&(titles[0].clone(), titles[1].clone())),
            escaped(&scenario.name),
            both(&prose::days(scenario.days)),
            escaped(&scenario.hash)
        );
        let text = if scenario.text.trim().is_empty() { prose::NO_TEXT } else { prose::TEXT };
        let _ = writeln!(
            html,
            "<details class=\"print\"><summary>{}</summary><pre>{}</pre></details>",
            both(&fixed(&text)),
            escaped(&scenario.text)
        );
    }
    html
}

fn citing(cx: &Context) -> String {
    let citation = cite::citation(Some(cx.results));
    format!(
        "<p>{}</p>\n<pre>{}</pre>\n<pre>{}</pre>\n",
        both(&fixed(&prose::HOW_TO_CITE)),
        escaped(&citation.text),
        escaped(&citation.bibtex)
    )
}
