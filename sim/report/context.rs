//! What every figure looks at, and the small questions they all ask.

use super::canvas::{Colour, Mark};
use super::deadline::deadlines;
use super::plot::Time;
use crate::compare::changes::changes_in;
use crate::compare::why::{Why, whys};
use crate::compare::{Comparison, Difference, Verdict, compare, mean_of, verdict};
use crate::error::Error;
use crate::outcomes::{OutcomeKind, outcome_kind};
use crate::results::{Results, RunRecord, ScenarioRecord};
use crate::table::{self, HEADLINES, figures, shown};
use crate::words::Language;

/// What somebody wants otherwise than it usually is in a figure.
#[derive(Clone, Debug, Default)]
pub(super) struct Wishes {
    /// The line above the figure.
    pub(super) title: Option<String>,
    /// The line below it; none where it is empty.
    pub(super) stamp: Option<String>,
    /// Width in print, in millimetres.
    pub(super) width_mm: Option<f64>,
}

/// Results with their comparison.
pub(super) struct Context<'a> {
    /// The results.
    pub(super) results: &'a Results,
    /// Every scenario against the baseline.
    pub(super) comparison: Comparison,
    /// Why headline outcomes change; nothing where no levers were run alone.
    pub(super) whys: Vec<Why>,
    /// Index of the baseline.
    pub(super) baseline: usize,
    /// Indices of the other scenarios.
    pub(super) others: Vec<usize>,
    /// Those of them that figures and sections show: all, or some of very many in even steps.
    pub(super) shown: Vec<usize>,
    /// What is wished for otherwise than usual.
    pub(super) wishes: Wishes,
    /// Deadlines by scenario, see [`deadlines`].
    deadlines: Vec<Vec<(String, f64)>>,
}

impl<'a> Context<'a> {
    /// The comparison with the results' own baseline.
    pub(super) fn new(results: &'a Results) -> Result<Self, Error> {
        let baseline = results.baseline_index()?;
        let others: Vec<usize> = (0..results.scenarios.len()).filter(|index| *index != baseline).collect();
        let shown = shown(others.len()).into_iter().map(|at| others[at]).collect();
        let deadlines = results.scenarios.iter().map(|record| deadlines(results, record)).collect();
        let comparison = compare(results, &results.baseline);
        let whys = if results.alone.is_some() { whys(results, &comparison) } else { Vec::new() };
        Ok(Self { results, comparison, whys, baseline, others, shown, wishes: Wishes::default(), deadlines })
    }

    /// Scenarios that are looked at one by one: the baseline only where nothing is compared with it.
    pub(super) fn own(&self) -> Vec<usize> {
        if self.shown.is_empty() { vec![self.baseline] } else { self.shown.clone() }
    }

    /// Deadline of a kind of incident in a scenario, in days; `None` where it is not certain.
    pub(super) fn deadline(&self, scenario: usize, kind: &str) -> Option<f64> {
        self.deadlines[scenario].iter().find(|(name, _)| name == kind).map(|(_, days)| *days)
    }

    /// A scenario.
    pub(super) fn scenario(&self, index: usize) -> &'a ScenarioRecord {
        &self.results.scenarios[index]
    }

    /// Its title, or its name where it has none; without control characters.
    pub(super) fn title(&self, index: usize, language: Language) -> String {
        title(self.scenario(index), language)
    }

    /// The difference of a scenario.
    pub(super) fn difference(&self, scenario: usize, outcome: &str, group: &str) -> Option<&Difference> {
        self.comparison.get(&self.scenario(scenario).name, outcome, group)
    }

    /// Groups of an outcome in the order of the model, `all` left out.
    pub(super) fn groups(&self, outcome: &str, sort: &str) -> Vec<String> {
        let run = &self.results.runs[self.baseline][0];
        let rows = run.measured.iter().filter(|row| row.outcome == outcome);
        rows.map(|row| row.group.clone()).filter(|group| group.split(':').next() == Some(sort)).collect()
    }

    /// The values of an outcome for all, by replicate.
    pub(super) fn values(&self, scenario: usize, outcome: &str) -> Vec<f64> {
        let value = |run: &RunRecord| {
            let row = run.measured.iter().find(|row| row.outcome == outcome && row.group == "all");
            row.map_or(f64::NAN, |row| row.value)
        };
        self.results.runs[scenario].iter().map(value).collect()
    }

    /// Whether axes of time count years: whether some scenario is as long as two.
    pub(super) fn counts_years(&self) -> bool {
        let own = self.own().into_iter().chain([self.baseline]);
        own.map(|scenario| self.scenario(scenario).days).max().is_some_and(|days| Time::of(f64::from(days), 5).years)
    }

    /// What a scenario changes on a date: first day, and days over which it comes.
    pub(super) fn dated(&self, scenario: usize) -> Vec<(f64, f64)> {
        let changes = changes_in(self.results, &self.scenario(scenario).name).unwrap_or_default();
        let days = f64::from(self.scenario(scenario).days);
        let dated = changes.iter().filter(|change| change.from_day > 0 && f64::from(change.from_day) < days);
        let mut dates: Vec<(f64, f64)> =
            dated.map(|change| (f64::from(change.from_day), f64::from(change.over_days.max(0)))).collect();
        dates.dedup();
        dates
    }

    /// Mean over replicates, or over cities where they are drawn, and its 95% interval.
    pub(super) fn mean(&self, scenario: usize, outcome: &str, group: &str) -> (f64, f64, f64) {
        let value = |run: &RunRecord| {
            let row = run.measured.iter().find(|row| row.outcome == outcome && row.group == group);
            row.map_or(f64::NAN, |row| row.value)
        };
        let values: Vec<f64> = self.results.runs[scenario].iter().map(value).collect();
        mean_of(kind(outcome), &values, self.scenario(scenario).replicates_together())
    }
}

/// The title of a scenario, or its name where it has none; without control characters.
pub(super) fn title(scenario: &ScenarioRecord, language: Language) -> String {
    let title = match language {
        Language::Chinese if !scenario.title_zh.trim().is_empty() => &scenario.title_zh,
        _ => &scenario.title,
    };
    let title = if title.trim().is_empty() { &scenario.name } else { title };
    title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The short name of an outcome.
pub(super) fn name(outcome: &str, language: Language) -> &'static str {
    outcome_kind(outcome).map_or("", |kind| language.pick(kind.name_en, kind.name_zh))
}

/// The short name of an outcome, as it fits a column of names.
pub(super) fn short_name(outcome: &str, language: Language) -> &'static str {
    let headline = HEADLINES.iter().find(|headline| headline.id == outcome);
    headline.map_or_else(|| name(outcome, language), |headline| headline.short_name(language))
}

/// An outcome.
///
/// # Panics
/// When there is none of that name: results and lists of figures name only known ones.
pub(super) fn kind(outcome: &str) -> &'static OutcomeKind {
    outcome_kind(outcome).expect("a known outcome")
}

/// Shape and colour of a verdict.
pub(super) fn sign(verdict: Verdict) -> (Mark, Colour) {
    match verdict {
        Verdict::Better => (Mark::Better, Colour::BLUE),
        Verdict::Worse => (Mark::Worse, Colour::VERMILION),
        Verdict::Up | Verdict::Down => (Mark::Square, Colour::INK),
        Verdict::TooSmall => (Mark::Equal, Colour::GREY),
        Verdict::NotClear => (Mark::Ring, Colour::GREY),
    }
}

/// The class of a verdict in the style sheet.
pub(super) fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        _ => "unclear",
    }
}

/// A difference as figures and tables write it: difference with unit word, interval, word, count of better pairs.
pub(super) struct Written {
    /// As in "+3.2 points".
    pub(super) difference: String,
    /// As in "+2.1 to +4.3"; empty without an interval.
    pub(super) range: String,
    /// As in "better".
    pub(super) word: &'static str,
    /// As in "better in 28 of 30 pairs"; empty where nothing is defined.
    pub(super) count: String,
}

/// Writes a difference.
pub(super) fn written(d: &Difference, language: Language) -> Written {
    let decimals = figures::decimals_of_interval(d.unit, d.baseline_mean, d.low, d.high);
    let same = d.is_same();
    let range = if same { String::new() } else { table::range(d, decimals, language) };
    let word = match d.pairs {
        0 => kind(d.outcome).undefined(language),
        _ if same => language.pick("identical in every run", "每次运行均相同"),
        _ if !d.has_interval() && !d.constant => language.pick("too few runs to say", "运行次数过少"),
        _ => verdict(d).words(language),
    };
    let count = match language {
        _ if d.pairs == 0 || same => String::new(),
        Language::English if d.direction == crate::outcomes::Direction::Neutral => {
            format!("higher in {} of {} pairs", d.better_in, d.pairs)
        }
        Language::English => format!("better in {} of {} pairs", d.better_in, d.pairs),
        Language::Chinese if d.direction == crate::outcomes::Direction::Neutral => {
            format!("{}对中{}对升高", d.pairs, d.better_in)
        }
        Language::Chinese => format!("{}对中{}对改善", d.pairs, d.better_in),
    };
    Written { difference: figures::difference(d.difference, d.unit, decimals, language), range, word, count }
}
