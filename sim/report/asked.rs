//! One figure as somebody asks for it: which kind, of which outcomes and scenarios, in which language, with which title.

use super::context::{Context, Wishes};
use super::kinds::{Kind, Takes};
use crate::diagnostics::{Code, Diagnostic};
use crate::error::Error;
use crate::outcomes::{outcome_kind, outcome_kinds};
use crate::results::{Results, no_scenario};
use crate::scenario::nearest::nearest;
use crate::words::Language;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The kind.
    pub kind: Kind,
    /// Ids of outcomes; the kind's own where there are none.
    pub outcomes: &'a [String],
    /// Names of scenarios, in the order in which they are drawn; all where there are none.
    pub scenarios: &'a [String],
    /// The language.
    pub language: Language,
    /// The line above, where it is not the usual one.
    pub title: Option<&'a str>,
    /// The line below, where it is not the usual one; none where it is empty.
    pub stamp: Option<&'a str>,
    /// Width in print, in millimetres, where it is not the usual one.
    pub width_mm: Option<f64>,
}

/// A figure that was asked for.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Its name, as in a report.
    pub id: String,
    /// The SVG file.
    pub svg: String,
}

/// The kind of that name.
///
/// # Errors
/// When there is none; the nearest is named.
pub fn kind_called(name: &str) -> Result<Kind, Box<Diagnostic>> {
    let names = Kind::ALL.map(Kind::name);
    let wanted = name.trim().to_lowercase();
    if let Some(found) = Kind::ALL.into_iter().find(|kind| kind.name() == wanted) {
        return Ok(found);
    }
    let expected = match nearest(&wanted, names) {
        Some(near) => format!("a kind of figure; the nearest is {near}"),
        None => format!("one of {}", names.join(", ")),
    };
    let problem = Diagnostic::of_file("KIND", format!("there is no kind of figure called {name}"));
    let problem = problem.code(Code::UnknownName).expected(expected);
    Err(Box::new(problem.help("`gridgov figure --help` lists the kinds")))
}

/// The outcome of that id.
///
/// # Errors
/// When there is none; the nearest is named.
pub fn outcome_called(id: &str) -> Result<&'static str, Box<Diagnostic>> {
    let wanted = id.trim();
    let named =
        |kind: &&crate::outcomes::OutcomeKind| kind.name_zh == wanted || kind.name_en.eq_ignore_ascii_case(wanted);
    if let Some(kind) = outcome_kind(wanted).or_else(|| outcome_kinds().iter().find(named)) {
        return Ok(kind.id);
    }
    let expected = match nearest(wanted, outcome_kinds().iter().map(|kind| kind.id)) {
        Some(near) => format!("an outcome; the nearest is {near}"),
        None => "an outcome; gridgov outcomes lists them".to_owned(),
    };
    let problem = Diagnostic::of_file("--outcome", format!("there is no outcome called {wanted}"));
    Err(Box::new(problem.code(Code::UnknownName).expected(expected)))
}

/// The indices of the scenarios of these names.
///
/// # Errors
/// When a name is none of theirs; the nearest is named.
pub fn scenarios_called(results: &Results, names: &[String]) -> Result<Vec<usize>, Box<Diagnostic>> {
    let all: Vec<&str> = results.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    let index = |name: &String| {
        let found = all.iter().position(|known| known == name);
        found.ok_or_else(|| Box::new(no_scenario("--scenario", name, &all)))
    };
    names.iter().map(index).collect()
}

/// Draws what is asked for.
///
/// # Errors
/// When a name is not known, or the results hold nothing that the kind could draw of it.
pub fn draw(results: &Results, asked: &Asked) -> Result<Vec<Drawn>, Error> {
    let mut cx = Context::new(results)?;
    let scenarios = scenarios_called(results, asked.scenarios)?;
    if !scenarios.is_empty() {
        cx.shown = scenarios;
    }
    let wish = |text: Option<&str>| text.map(str::to_owned);
    cx.wishes = Wishes { title: wish(asked.title), stamp: wish(asked.stamp), width_mm: asked.width_mm };
    let outcomes = outcomes(&cx, asked)?;
    let figures = asked.kind.draw(&cx, &outcomes);
    if figures.is_empty() {
        return Err(nothing(&cx, asked.kind).into());
    }
    let at = usize::from(asked.language == Language::Chinese);
    let drawn =
        |placed: &super::kinds::Placed| Drawn { id: placed.figure.id.clone(), svg: placed.figure.drawings[at].file() };
    Ok(figures.iter().map(drawn).collect())
}

/// The outcomes that are asked for, each of which the kind can draw.
fn outcomes(cx: &Context, asked: &Asked) -> Result<Vec<&'static str>, Box<Diagnostic>> {
    let (kind, takes) = (asked.kind, asked.kind.takes());
    let name = kind.name();
    let problem = |found: String| Diagnostic::of_file("--outcome", found).code(Code::WrongValue);
    let drawable = kind.drawable(cx);
    if asked.outcomes.is_empty() {
        return Ok(takes.usual().iter().copied().filter(|id| drawable.contains(id)).collect());
    }
    let ids: Vec<&'static str> = asked.outcomes.iter().map(|id| outcome_called(id)).collect::<Result<_, _>>()?;
    match takes {
        Takes::Nothing => {
            return Err(Box::new(problem(format!("{name} is about no outcome")).help("leave out --outcome")));
        }
        Takes::Together(_, most) if ids.len() > most => {
            return Err(Box::new(problem(format!("{name} has room for {most} outcomes, not {}", ids.len()))));
        }
        Takes::Two(_) if ids.len() != 2 => {
            let problem = problem(format!("{name} takes two outcomes, not {}", ids.len()));
            return Err(Box::new(problem.expected("the outcome across and the one upwards")));
        }
        _ => {}
    }
    if let Some(other) = ids.iter().find(|id| !drawable.contains(id)) {
        let problem = problem(format!("these results hold nothing of {other} that {name} could draw"));
        let expected = if drawable.is_empty() { String::new() } else { format!("one of {}", drawable.join(", ")) };
        return Err(Box::new(problem.expected(expected)));
    }
    Ok(ids)
}

/// That there is nothing to draw.
fn nothing(cx: &Context, kind: Kind) -> Diagnostic {
    let problem = Diagnostic::of_file("KIND", format!("these results hold nothing that {} could draw", kind.name()));
    let problem = problem.code(Code::Missing);
    if cx.others.is_empty() {
        problem.help("there is one scenario only; compare it with another, or draw table, series, map or survival")
    } else {
        problem.help("name other scenarios or outcomes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::sample;

    fn asked(kind: Kind, outcomes: &[String]) -> Asked<'_> {
        let language = Language::English;
        Asked { kind, outcomes, scenarios: &[], language, title: None, stamp: None, width_mm: None }
    }

    #[test]
    fn names_are_known_or_the_nearest_is_said() {
        assert_eq!(kind_called("Forest").unwrap(), Kind::Forest);
        assert!(kind_called("forrest").unwrap_err().expected.ends_with("the nearest is forest"));
        assert!(kind_called("?").unwrap_err().expected.starts_with("one of overview, scenarios"));
        assert_eq!(outcome_called("居民满意度").ok(), outcome_called("satisfaction").ok());
        assert!(outcome_called("satisfactoin").unwrap_err().expected.ends_with("the nearest is satisfaction"));
    }

    #[test]
    fn title_stamp_and_width_are_those_asked_for() {
        let results = sample();
        let outcomes = ["satisfaction".to_owned()];
        let scenarios = ["training".to_owned()];
        let plain = asked(Kind::Scenarios, &outcomes);
        let own = Asked {
            scenarios: &scenarios,
            title: Some("Own <title>"),
            stamp: Some("Office of X"),
            width_mm: Some(170.0),
            ..plain.clone()
        };
        let [drawn] = &draw(&results, &own).unwrap()[..] else { panic!("one figure") };
        assert!(drawn.svg.contains("width=\"170mm\"") && drawn.svg.contains(">Own &lt;title&gt;<"), "{}", drawn.svg);
        assert!(drawn.svg.contains(">Office of X<") && !drawn.svg.contains(">Clear boundary<"), "{}", drawn.svg);
        assert!(draw(&results, &plain).unwrap()[0].svg.contains(">Clear boundary<"));
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let results = sample();
        let refused = |kind, outcomes: &[&str]| {
            let outcomes: Vec<String> = outcomes.iter().map(|id| (*id).to_owned()).collect();
            draw(&results, &asked(kind, &outcomes)).unwrap_err().to_string()
        };
        assert!(refused(Kind::Series, &["burnout_share"]).contains("one of satisfaction, backlog_per_1000"));
        assert!(refused(Kind::Backlog, &["satisfaction"]).contains("no outcome"));
        assert!(refused(Kind::TradeOff, &["satisfaction"]).contains("takes two outcomes, not 1"));
    }
}
