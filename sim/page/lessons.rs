//! Lessons: what a page tells, asks and then shows, written as data so that a teacher adds one.
//!
//! The shipped ones and the glossary stand in `sim/page/lessons.toml` and `sim/page/glossary.toml`; `docs/teaching.md` says how
//! one is written. Every text stands beside its Chinese one, and what a lesson names (levers, outcomes, plans, marks in a text)
//! is checked where the file is read, with places.

mod check;
mod preset;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use self::check::{Check, slip};
use crate::compare::Comparison;
use crate::diagnostics::{Code, Diagnostic, in_order};
use crate::results::Results;
use crate::scenario::place::SourceFile;
use crate::scenario::{Scenario, named};

/// A text or name with its place.
type Text = Spanned<String>;
/// Values by key.
type Values = BTreeMap<Text, Spanned<f64>>;

/// Plans of a lesson, as the page calls them.
const LETTERS: [&str; 3] = ["a", "b", "c"];
/// Pairs of runs beside which another city stands: two replicates share one.
const NEXT_CITY: usize = 2;
/// Pairs of runs that a lesson may have: fewer have no interval, more keep a class waiting.
const PAIRS: std::ops::RangeInclusive<u32> = 8..=60;

/// A file of lessons and of words that readers may not know.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Lessons {
    /// The lessons in their order.
    #[serde(default)]
    pub lesson: Vec<Lesson>,
    /// The words.
    #[serde(default)]
    pub term: Vec<Term>,
}

/// A word that is explained.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word as English texts have it.
    pub name: Text,
    /// The word as Chinese texts have it.
    pub name_zh: Text,
    /// What it means.
    pub meaning: Text,
    /// The same in Chinese.
    pub meaning_zh: Text,
}

/// One lesson.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Its name in result codes.
    pub id: Text,
    /// Title.
    pub title: Text,
    /// Title in Chinese.
    pub title_zh: Text,
    /// What is told first.
    pub story: Text,
    /// The same in Chinese.
    pub story_zh: Text,
    /// What is asked before anything is shown.
    pub question: Text,
    /// The same in Chinese.
    pub question_zh: Text,
    /// Why it came out so, in a line.
    pub why: Text,
    /// The same in Chinese.
    pub why_zh: Text,
    /// What is said then; marks such as `{a.close_days_mean.after}` are replaced by what was simulated.
    pub after: Text,
    /// The same in Chinese.
    pub after_zh: Text,
    /// Pairs of runs.
    pub pairs: Spanned<u32>,
    /// Whether plans are also compared with the baseline of another city, as a pilot is.
    #[serde(default)]
    pub pilots: bool,
    /// The world of baseline and plans.
    pub world: Values,
    /// Levers that are shown in the sandbox.
    pub levers: Vec<Text>,
    /// One to three plans.
    pub plan: Vec<Plan>,
    /// What is guessed.
    pub bet: Bet,
    /// Where differences lie.
    pub expect: Vec<Expect>,
    /// What people often think, and what to answer.
    pub misconception: Vec<Misconception>,
}

/// A policy of a lesson.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Title.
    pub title: Text,
    /// Title in Chinese.
    pub title_zh: Text,
    /// The name of a shipped scenario that it begins with.
    #[serde(default)]
    pub preset: Option<Text>,
    /// Levers and their values, on top of those of the preset.
    #[serde(default)]
    pub set: Values,
    /// Reforms on later dates, behind those of the preset.
    #[serde(default)]
    pub change: Vec<Dated>,
}

/// A reform on a date, as `[[change]]` of a scenario has it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Dated {
    /// First day on which it acts.
    pub day: Spanned<u32>,
    /// Days until it acts in full.
    #[serde(default)]
    pub ramp_days: u32,
    /// Names of the communities; none means everywhere.
    #[serde(default)]
    pub communities: Vec<String>,
    /// Levers and their new values.
    pub set: Values,
}

/// What is guessed: which way an outcome goes under a plan.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Bet {
    /// Letter of the plan.
    pub plan: Text,
    /// Id of the outcome.
    pub outcome: Text,
    /// What the model says.
    pub answer: Answer,
}

/// Which way an outcome goes.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The whole interval of the difference is above zero.
    Up,
    /// The whole interval is below zero.
    Down,
    /// The whole interval is nearer to zero than the smallest change that matters.
    Same,
}

/// Where the mean difference of an outcome between a plan and the baseline lies.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Letter of the plan.
    pub plan: Text,
    /// Id of the outcome.
    pub outcome: Text,
    /// Lowest value.
    pub low: Spanned<f64>,
    /// Highest value.
    pub high: f64,
}

/// What people often think.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Misconception {
    /// It.
    pub text: Text,
    /// The same in Chinese.
    pub text_zh: Text,
    /// What to answer.
    pub answer: Text,
    /// The same in Chinese.
    pub answer_zh: Text,
}

impl Lessons {
    /// The shipped lessons and the glossary.
    ///
    /// # Panics
    /// If they were wrong, which a test holds that they are not.
    #[must_use]
    pub fn shipped() -> Self {
        let read =
            |name: &str, text: &str| Self::of(&SourceFile::new(name, text), &[]).expect("shipped lessons are valid");
        let glossary = read("glossary.toml", include_str!("glossary.toml"));
        Self { term: glossary.term, ..read("lessons.toml", include_str!("lessons.toml")) }
    }

    /// These with those of a file behind them.
    ///
    /// # Errors
    /// Everything that is wrong in the file.
    pub fn with_file(mut self, path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let file = named(path).map_err(|problem| vec![*problem])?;
        let more = Self::of(&file, &self.lesson)?;
        self.lesson.extend(more.lesson);
        self.term.extend(more.term);
        Ok(self)
    }

    /// The lessons in a file, beside those that are known.
    fn of(file: &Rc<SourceFile>, known: &[Lesson]) -> Result<Self, Vec<Diagnostic>> {
        let mut read: Self = toml::from_str(&file.text).map_err(|error| vec![slip(file, &error)])?;
        let mut check = Check { file, problems: Vec::new() };
        for plan in read.lesson.iter_mut().flat_map(|lesson| &mut lesson.plan) {
            preset::put_below(&mut check, plan);
        }
        for (at, lesson) in read.lesson.iter().enumerate() {
            check.lesson(lesson);
            if known.iter().chain(&read.lesson[..at]).any(|other| other.id == lesson.id) {
                let problem = check.at(&lesson.id, "id", format!("another lesson is called {}", lesson.id.get_ref()));
                check.problems.push(problem.code(Code::Duplicate).help("give it a name of its own"));
            }
        }
        for term in &read.term {
            check.pair("name", &term.name, &term.name_zh);
            check.pair("meaning", &term.meaning, &term.meaning_zh);
        }
        if check.problems.is_empty() { Ok(read) } else { Err(in_order(check.problems)) }
    }
}

impl Lesson {
    /// The baseline and the plans, named as the page names them.
    ///
    /// # Errors
    /// If they do not make scenarios.
    pub fn scenarios(&self) -> Result<Vec<Scenario>, Vec<Diagnostic>> {
        let title = |text: &str| Spanned::new(0..0, text.to_owned());
        let (base, base_zh) = (title("Baseline"), title("基准"));
        let none = (Values::new(), Vec::new());
        let plans = self.plan.iter().zip(LETTERS);
        let plans = plans
            .map(|(plan, letter)| (format!("plan-{letter}"), &plan.title, &plan.title_zh, &plan.set, &plan.change));
        let all = std::iter::once(("baseline".to_owned(), &base, &base_zh, &none.0, &none.1)).chain(plans);
        let scenario = |(name, title, title_zh, set, change): (String, &Text, &Text, &Values, &Vec<Dated>)| {
            let titles = format!("title = {:?}\ntitle_zh = {:?}\n", title.get_ref(), title_zh.get_ref());
            let text = titles + &text(self.world.iter().chain(set), change);
            Ok(Scenario::from_toml(&text, &name)?.swap_remove(0))
        };
        all.map(scenario).collect()
    }

    /// What of a comparison of its scenarios is not as the lesson says; empty where all is. Names of plans begin with `before`.
    #[must_use]
    pub fn misses(&self, comparison: &Comparison, before: &str) -> Vec<String> {
        let found = |plan: &Text, outcome: &Text| {
            let name = format!("{before}plan-{}", plan.get_ref());
            comparison.get(&name, outcome.get_ref(), "all").map(|d| (d.difference, d.low, d.high, d.matters))
        };
        let mut misses = Vec::new();
        for Expect { plan, outcome, low, high } in &self.expect {
            let (low, high) = (*low.get_ref(), *high);
            let difference = found(plan, outcome).map_or(f64::NAN, |found| found.0);
            if !(low..=high).contains(&difference) {
                let (id, plan, outcome) = (self.id.get_ref(), plan.get_ref(), outcome.get_ref());
                misses.push(format!("{id}: {outcome} under {plan} differs by {difference}, not {low} to {high}"));
            }
        }
        let Bet { plan, outcome, answer } = &self.bet;
        let (_, low, high, matters) = found(plan, outcome).unwrap_or((f64::NAN, f64::NAN, f64::NAN, f64::NAN));
        let holds = match answer {
            Answer::Up => low > 0.0,
            Answer::Down => high < 0.0,
            Answer::Same => low > -matters && high < matters,
        };
        if !holds {
            misses.push(format!("{}: the answer is not {answer:?}: {low} to {high}", self.id.get_ref()));
        }
        misses
    }

    /// In how many pairs, and in how many comparisons with the next city's baseline, the outcome that is guessed goes the way
    /// that the lesson says. Names of plans begin with `before`.
    #[must_use]
    pub fn counts(&self, results: &Results, before: &str) -> (usize, usize) {
        let name = format!("{before}plan-{}", self.bet.plan.get_ref());
        let plan = results.scenarios.iter().position(|scenario| scenario.name == name).unwrap_or(0);
        let value = |scenario: usize, replicate: usize| {
            let mut rows = results.runs[scenario][replicate].measured.iter();
            rows.find(|row| row.outcome == self.bet.outcome.get_ref() && row.group == "all")
                .map_or(f64::NAN, |row| row.value)
        };
        let count = results.runs[0].len();
        let agrees = |shift: usize| {
            let change = |replicate: usize| value(plan, replicate) - value(0, (replicate + shift) % count);
            let agrees = |change: f64| if self.bet.answer == Answer::Up { change > 0.0 } else { change < 0.0 };
            (0..count).filter(|&replicate| agrees(change(replicate))).count()
        };
        (agrees(0), agrees(NEXT_CITY))
    }
}

/// A scenario on top of the built-in baseline, without titles.
fn text<'a>(values: impl Iterator<Item = (&'a Text, &'a Spanned<f64>)>, changes: &[Dated]) -> String {
    let mut text = "extends = \"builtin:baseline\"\n".to_owned();
    for (key, value) in values {
        let _ = writeln!(text, "{} = {}", key.get_ref(), value.get_ref());
    }
    for Dated { day, ramp_days, communities, set } in changes {
        let _ = writeln!(text, "[[change]]\nday = {}\nramp_days = {ramp_days}", day.get_ref());
        if !communities.is_empty() {
            let _ = writeln!(text, "communities = {communities:?}");
        }
        for (key, value) in set {
            let _ = writeln!(text, "set.{} = {}", key.get_ref(), value.get_ref());
        }
    }
    text
}

/// The line on which the first reform of such a text begins.
fn line_of_changes(text: &str) -> usize {
    text.lines().position(|line| line == "[[change]]").map_or(usize::MAX, |at| at + 1)
}
