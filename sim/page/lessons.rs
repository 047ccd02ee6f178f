//! Lessons: what a page tells, asks and then shows, written as data so that a teacher adds one.
//!
//! The shipped ones and the glossary stand in `sim/page/lessons.toml` and `sim/page/glossary.toml`; `docs/teaching.md` says how
//! one is written. Every text stands beside its Chinese one, and what a lesson names (levers, outcomes, plans, marks in a text)
//! is checked where the file is read, with places.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::compare::Comparison;
use crate::diagnostics::{Code, Diagnostic, in_order};
use crate::outcomes::{outcome_kind, outcome_kinds};
use crate::results::Results;
use crate::scenario::nearest::nearest;
use crate::scenario::place::{Place, SourceFile};
use crate::scenario::{Scenario, Setting, named};
use crate::settings::parameters;

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
    /// Levers and their values.
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
        let read: Self = toml::from_str(&file.text).map_err(|error| vec![slip(file, &error)])?;
        let mut check = Check { file, problems: Vec::new() };
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
        let empty = Values::new();
        let plans = self.plan.iter().zip(LETTERS);
        let plans = plans.map(|(plan, letter)| (format!("plan-{letter}"), &plan.title, &plan.title_zh, &plan.set));
        let title = |text: &str| Spanned::new(0..0, text.to_owned());
        let (base, base_zh) = (title("Baseline"), title("基准"));
        let all = std::iter::once(("baseline".to_owned(), &base, &base_zh, &empty)).chain(plans);
        let scenario = |(name, title, title_zh, set): (String, &Text, &Text, &Values)| {
            let mut text = format!(
                "title = {:?}\ntitle_zh = {:?}\nextends = \"builtin:baseline\"\n",
                title.get_ref(),
                title_zh.get_ref()
            );
            for (key, value) in self.world.iter().chain(set) {
                let _ = writeln!(text, "{} = {}", key.get_ref(), value.get_ref());
            }
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

/// An error of the reader of TOML with its place.
fn slip(file: &Rc<SourceFile>, error: &toml::de::Error) -> Diagnostic {
    let (found, expected) = error.message().split_once(", expected ").unwrap_or((error.message(), ""));
    let code = match found {
        _ if found.starts_with("unknown field") => Code::UnknownKey,
        _ if found.starts_with("missing field") => Code::Missing,
        _ if found.starts_with("invalid") => Code::WrongValue,
        _ => Code::Syntax,
    };
    let place = Place { file: Rc::clone(file), span: error.span().unwrap_or(0..0) };
    let problem = place.problem("", found).code(code).expected(expected);
    problem.help("docs/teaching.md lists what a lesson holds; sim/page/lessons.toml has seven")
}

/// Whether there are Chinese characters in a text.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// What is wrong with a file that can be read.
struct Check<'a> {
    file: &'a Rc<SourceFile>,
    problems: Vec<Diagnostic>,
}

impl Check<'_> {
    fn at<T>(&self, here: &Spanned<T>, key: &str, found: impl Into<String>) -> Diagnostic {
        Place { file: Rc::clone(self.file), span: here.span() }.problem(key, found)
    }

    /// A text in two languages.
    fn pair(&mut self, key: &str, en: &Text, zh: &Text) {
        if en.get_ref().trim().is_empty() {
            self.problems.push(self.at(en, key, "the text is empty").code(Code::Missing).expected("a text in English"));
        }
        if !is_chinese(zh.get_ref()) {
            let problem = self.at(zh, &format!("{key}_zh"), "there is no Chinese in this text").code(Code::Missing);
            self.problems.push(problem.expected("the same text in Chinese").help("a class may read either language"));
        }
    }

    fn lesson(&mut self, lesson: &Lesson) {
        let id = lesson.id.get_ref();
        if id.is_empty() || id.len() > 20 || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) {
            let problem =
                self.at(&lesson.id, "id", format!("{id:?} cannot stand in a result code")).code(Code::WrongValue);
            self.problems.push(problem.expected("1 to 20 small letters a to z and digits"));
        }
        let texts = [
            ("title", &lesson.title, &lesson.title_zh),
            ("story", &lesson.story, &lesson.story_zh),
            ("question", &lesson.question, &lesson.question_zh),
            ("why", &lesson.why, &lesson.why_zh),
            ("after", &lesson.after, &lesson.after_zh),
        ];
        for (key, en, zh) in texts {
            self.pair(key, en, zh);
        }
        for text in [&lesson.after, &lesson.after_zh] {
            self.marks(text, lesson.plan.len());
        }
        if !PAIRS.contains(lesson.pairs.get_ref()) {
            let found = format!("{} pairs of runs", lesson.pairs.get_ref());
            let problem = self.at(&lesson.pairs, "pairs", found).code(Code::OutOfRange);
            self.problems.push(problem.expected(format!("{} to {}", PAIRS.start(), PAIRS.end())));
        }
        if lesson.plan.is_empty() || lesson.plan.len() > LETTERS.len() {
            let problem = self.at(&lesson.id, "plan", format!("the lesson has {} plans", lesson.plan.len()));
            self.problems.push(problem.code(Code::OutOfRange).expected("one to three [[lesson.plan]]"));
        }
        self.values(&Values::new(), &lesson.world);
        for plan in &lesson.plan {
            self.pair("title", &plan.title, &plan.title_zh);
            self.values(&lesson.world, &plan.set);
        }
        for lever in &lesson.levers {
            self.lever(lever);
        }
        self.outcome(&lesson.bet.outcome);
        self.plan(&lesson.bet.plan, lesson.plan.len());
        for expect in &lesson.expect {
            self.outcome(&expect.outcome);
            self.plan(&expect.plan, lesson.plan.len());
            if *expect.low.get_ref() >= expect.high {
                let problem = self.at(&expect.low, "low", "the lowest value is not below the highest");
                self.problems
                    .push(problem.code(Code::Conflict).help("low and high are of the difference, plan less baseline"));
            }
        }
        for one in &lesson.misconception {
            self.pair("text", &one.text, &one.text_zh);
            self.pair("answer", &one.answer, &one.answer_zh);
        }
    }

    /// Values that are set on top of others: each by itself, then all together.
    fn values(&mut self, below: &Values, values: &Values) {
        let usual = Scenario::default();
        let setting = |(key, value): (&Text, &Spanned<f64>)| (key.get_ref().clone(), Setting::Number(*value.get_ref()));
        // The reader of scenarios knows what may be set, and says it in its words.
        let mut wrong: Vec<Diagnostic> = Vec::new();
        for (key, value) in values {
            let alone = usual.with_all(&[setting((key, value))]);
            let Some(problem) = alone.err().filter(|problem| problem.code != Code::Conflict) else { continue };
            let span = if problem.code == Code::OutOfRange { value.span() } else { key.span() };
            wrong.push(self.moved(span, *problem));
        }
        if wrong.is_empty() {
            let all: Vec<(String, Setting)> = below.iter().chain(values).map(setting).collect();
            if let Err(problem) = usual.with_all(&all) {
                let here = values.iter().find(|(key, _)| key.get_ref() == &problem.key).or(values.iter().next());
                wrong.extend(here.map(|(key, _)| self.moved(key.span(), *problem)));
            }
        }
        self.problems.extend(wrong);
    }

    /// A problem of other values, at its place in this file.
    fn moved(&self, span: std::ops::Range<usize>, problem: Diagnostic) -> Diagnostic {
        let here = Place { file: Rc::clone(self.file), span }.problem(&problem.key, problem.found);
        here.code(problem.code).expected(problem.expected).help(problem.help)
    }

    fn lever(&mut self, lever: &Text) {
        let all: Vec<String> = parameters().map(crate::registry::Parameter::key).collect();
        if !all.iter().any(|key| key == lever.get_ref()) {
            let near = nearest(lever.get_ref(), all.iter().map(String::as_str));
            let help = near.map_or("`gridgov params WORD` finds it".to_owned(), |near| format!("did you mean {near}?"));
            let problem = self.at(lever, "levers", format!("nothing is called {:?}", lever.get_ref()));
            self.problems.push(problem.code(Code::UnknownName).expected("the key of a lever").help(help));
        }
    }

    fn outcome(&mut self, outcome: &Text) {
        if outcome_kind(outcome.get_ref()).is_none() {
            let near = nearest(outcome.get_ref(), outcome_kinds().iter().map(|kind| kind.id));
            let help =
                near.map_or("`gridgov outcomes WORD` finds it".to_owned(), |near| format!("did you mean {near}?"));
            let problem = self.at(outcome, "outcome", format!("no outcome is called {:?}", outcome.get_ref()));
            self.problems.push(problem.code(Code::UnknownName).expected("the id of an outcome").help(help));
        }
    }

    fn plan(&mut self, plan: &Text, count: usize) {
        if !LETTERS.iter().take(count).any(|letter| letter == plan.get_ref()) {
            let problem =
                self.at(plan, "plan", format!("there is no plan {:?}", plan.get_ref())).code(Code::UnknownName);
            self.problems.push(problem.expected("a, b or c: the plans of the lesson in their order"));
        }
    }

    /// What stands in braces in a text.
    fn marks(&mut self, text: &Text, plans: usize) {
        for mark in text.get_ref().split('{').skip(1) {
            let mark = mark.split('}').next().unwrap_or_default();
            let parts: Vec<&str> = mark.split('.').collect();
            let is_known = match parts[..] {
                ["pairs" | "better" | "pilots"] => true,
                [plan, outcome, "before" | "after" | "change" | "size"] => {
                    LETTERS.iter().take(plans).any(|letter| *letter == plan) && outcome_kind(outcome).is_some()
                }
                _ => false,
            };
            if !is_known {
                let problem =
                    self.at(text, "after", format!("nothing can be put in for {{{mark}}}")).code(Code::UnknownName);
                let expected = "{pairs}, {better}, {pilots}, or {PLAN.OUTCOME.before}, .after, .change, .size";
                self.problems.push(problem.expected(expected).help("PLAN is a, b or c, OUTCOME the id of an outcome"));
            }
        }
    }
}
