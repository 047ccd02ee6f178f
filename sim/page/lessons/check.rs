//! What is wrong in a file of lessons, each with its place.

use std::rc::Rc;

use toml::Spanned;

use super::{LETTERS, Lesson, PAIRS, Plan, Text, Values};
use crate::diagnostics::{Code, Diagnostic};
use crate::outcomes::{outcome_kind, outcome_kinds};
use crate::scenario::nearest::nearest;
use crate::scenario::place::{Place, SourceFile};
use crate::scenario::{Scenario, Setting};
use crate::settings::parameters;

/// An error of the reader of TOML with its place.
pub(super) fn slip(file: &Rc<SourceFile>, error: &toml::de::Error) -> Diagnostic {
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
pub(super) struct Check<'a> {
    pub(super) file: &'a Rc<SourceFile>,
    pub(super) problems: Vec<Diagnostic>,
}

impl Check<'_> {
    pub(super) fn at<T>(&self, here: &Spanned<T>, key: &str, found: impl Into<String>) -> Diagnostic {
        Place { file: Rc::clone(self.file), span: here.span() }.problem(key, found)
    }

    /// A text in two languages.
    pub(super) fn pair(&mut self, key: &str, en: &Text, zh: &Text) {
        if en.get_ref().trim().is_empty() {
            self.problems.push(self.at(en, key, "the text is empty").code(Code::Missing).expected("a text in English"));
        }
        if !is_chinese(zh.get_ref()) {
            let problem = self.at(zh, &format!("{key}_zh"), "there is no Chinese in this text").code(Code::Missing);
            self.problems.push(problem.expected("the same text in Chinese").help("a class may read either language"));
        }
    }

    pub(super) fn lesson(&mut self, lesson: &Lesson) {
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
            self.changes(&lesson.world, plan);
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

    /// Reforms on later dates, as the reader of scenarios finds them: each by itself on the lesson's world.
    fn changes(&mut self, world: &Values, plan: &Plan) {
        for change in &plan.change {
            let alone = super::text(world.iter().chain(&plan.set), std::slice::from_ref(change));
            let Err(problems) = Scenario::from_toml(&alone, "lesson") else { continue };
            // What is wrong in the values beside it has been said above.
            let here = problems.into_iter().filter(|problem| problem.line >= super::line_of_changes(&alone));
            let moved: Vec<Diagnostic> = here.map(|problem| self.moved(change.day.span(), problem)).collect();
            self.problems.extend(moved);
        }
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
