//! The kinds of figures of results, each once: its name, what draws it of which outcomes, and in which part of a report it
//! stands.

use super::context::Context;
use super::figure::Figure;
use super::words::Pair;
use super::{backlog, deciles, dots, fan, forest, groups, maps, matrix, outcome_table, survival, tradeoff};
use crate::outcomes::HEADLINES;

/// A kind of figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All scenarios at a glance.
    Overview,
    /// All scenarios in one outcome.
    Scenarios,
    /// The paired differences of all scenarios in one outcome, a dot for each.
    Dots,
    /// The values of all runs in one outcome, a dot for each.
    Distribution,
    /// One outcome against another.
    TradeOff,
    /// One outcome over time.
    Series,
    /// Open cases over time.
    Backlog,
    /// A scenario's outcomes in words and numbers.
    Table,
    /// A scenario's outcomes, relative to the baseline.
    Forest,
    /// Groups of residents.
    Groups,
    /// Tenths of the grids.
    Deciles,
    /// Grids on a map.
    Map,
    /// Time to close.
    Survival,
}

/// The part of the page in which a kind of figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Where all scenarios are seen together.
    Glance,
    /// Below that, outcome by outcome.
    ByOutcome,
    /// Over time.
    Time,
    /// In place of a scenario's table of differences, where nothing is compared.
    Table,
    /// In a scenario's own section.
    Scenario,
    /// On demand only.
    Nowhere,
}

/// Outcomes of a figure.
type Ids<'a> = &'a [&'static str];

/// What draws a kind: once for all scenarios, or for each.
enum Draw {
    Once(fn(&Context, Ids) -> Vec<Figure>),
    Each(fn(&Context, usize, Ids) -> Vec<Figure>),
}

/// Which outcomes a kind shows, and those that it shows unless others are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Takes {
    /// It is about one thing.
    Nothing,
    /// A figure for each outcome.
    Each(Ids<'static>),
    /// At most so many outcomes in one figure.
    Together(Ids<'static>, usize),
    /// Two outcomes for a figure: across and upwards.
    Two(Ids<'static>),
}

/// A kind with all that is declared of it.
struct Listed {
    name: &'static str,
    about: Pair,
    part: Part,
    takes: Takes,
    draw: Draw,
}

impl Kind {
    /// All kinds, in the order of the report.
    pub const ALL: [Self; 13] = [
        Self::Overview,
        Self::Scenarios,
        Self::Dots,
        Self::Distribution,
        Self::TradeOff,
        Self::Series,
        Self::Backlog,
        Self::Table,
        Self::Forest,
        Self::Groups,
        Self::Deciles,
        Self::Map,
        Self::Survival,
    ];

    fn listed(self) -> Listed {
        use Draw::{Each, Once};
        let of = |name, about, part, takes, draw| Listed { name, about, part, takes, draw };
        match self {
            Self::Overview => of(
                "overview",
                ("all scenarios: sizes and signs of up to ten outcomes", "各方案一览：至多十项指标的差异与结论"),
                Part::Glance,
                Takes::Together(&HEADLINES, 10),
                Once(matrix::figures),
            ),
            Self::Scenarios => of(
                "scenarios",
                ("all scenarios in one outcome, with intervals", "各方案某项指标的差异及区间"),
                Part::ByOutcome,
                Takes::Each(&HEADLINES),
                Once(forest::by_outcome),
            ),
            Self::Dots => of(
                "dots",
                ("the paired differences of one outcome, a dot for each pair", "某项指标的配对差异，每对一点"),
                Part::ByOutcome,
                Takes::Each(&dots::SHOWN),
                Once(dots::differences),
            ),
            Self::Distribution => of(
                "distribution",
                ("the values of one outcome, a dot for each run", "某项指标的取值分布，每次运行一点"),
                Part::Nowhere,
                Takes::Each(&dots::SHOWN),
                Once(dots::values),
            ),
            Self::TradeOff => of(
                "tradeoff",
                ("one outcome against another: across, upwards", "两项指标的权衡：横轴、纵轴"),
                Part::Glance,
                Takes::Two(&tradeoff::SHOWN),
                Once(tradeoff::figures),
            ),
            Self::Series => of(
                "series",
                ("one outcome over time, with bands", "某项指标随时间变化及色带"),
                Part::Time,
                Takes::Each(&fan::SHOWN),
                Once(fan::figures),
            ),
            Self::Backlog => of(
                "backlog",
                ("open cases over time, and their weekly change", "在办案件随时间变化及每周增减"),
                Part::Time,
                Takes::Nothing,
                Once(|cx, _| backlog::figures(cx)),
            ),
            Self::Table => of(
                "table",
                ("a scenario's outcomes in words and numbers", "单个方案的指标、数值与结论"),
                Part::Table,
                Takes::Together(&HEADLINES, 30),
                Each(outcome_table::figures),
            ),
            Self::Forest => of(
                "forest",
                (
                    "a scenario's outcomes, relative to the baseline, with intervals",
                    "单个方案各项指标相对基准的差异及区间",
                ),
                Part::Scenario,
                Takes::Together(&HEADLINES, 40),
                Each(forest::of_scenario),
            ),
            Self::Groups => of(
                "groups",
                ("who gains and who loses, by tenure and age", "按居住类型与年龄看谁受益、谁受损"),
                Part::Scenario,
                Takes::Each(&groups::SHOWN),
                Each(groups::figures),
            ),
            Self::Deciles => of(
                "deciles",
                ("tenths of the grids, from best to worst served", "网格十分位，由快到慢"),
                Part::Scenario,
                Takes::Each(&deciles::SHOWN),
                Each(deciles::figures),
            ),
            Self::Map => of(
                "map",
                ("the grids: baseline, scenario and difference", "网格分布：基准、方案与差异"),
                Part::Scenario,
                Takes::Each(&maps::SHOWN),
                Each(maps::figures),
            ),
            Self::Survival => of(
                "survival",
                ("how long cases stay open, by kind", "各类案件未结占比随天数变化"),
                Part::Scenario,
                Takes::Nothing,
                Each(|cx, scenario, _| survival::figures(cx, scenario)),
            ),
        }
    }

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.listed().name
    }

    /// What it shows, in English and Chinese.
    #[must_use]
    pub fn about(self) -> (&'static str, &'static str) {
        self.listed().about
    }

    /// Where it stands.
    pub(super) fn part(self) -> Part {
        self.listed().part
    }

    /// Which outcomes it shows.
    pub(super) fn takes(self) -> Takes {
        self.listed().takes
    }

    /// Whether there is a figure for every scenario.
    #[must_use]
    pub fn is_of_a_scenario(self) -> bool {
        matches!(self.listed().draw, Draw::Each(_))
    }

    /// Draws it of the scenarios that the context looks at one by one.
    pub(super) fn draw(self, cx: &Context, outcomes: Ids) -> Vec<Placed> {
        let placed = |scenario| move |figure| Placed { kind: self, scenario, figure };
        match self.listed().draw {
            Draw::Once(draw) => draw(cx, outcomes).into_iter().map(placed(None)).collect(),
            Draw::Each(draw) => {
                let of = |scenario: usize| draw(cx, scenario, outcomes).into_iter().map(placed(Some(scenario)));
                cx.own().into_iter().flat_map(of).collect()
            }
        }
    }

    /// The outcomes that it can show of results.
    pub(super) fn drawable(self, cx: &Context) -> Vec<&'static str> {
        let run = &cx.results.runs[cx.baseline][0];
        let measured = |has: &dyn Fn(&str) -> bool| {
            let rows = run.measured.iter().filter(|row| has(&row.group));
            let mut ids: Vec<&'static str> = rows.map(|row| row.outcome).collect();
            ids.dedup();
            ids
        };
        match self {
            Self::Series => run.daily.iter().map(|series| series.outcome).collect(),
            Self::Map => {
                cx.results.grids.first().map_or_else(Vec::new, |grid| grid.values.iter().map(|(id, _)| *id).collect())
            }
            Self::Groups => measured(&|group| groups::SORTS.iter().any(|sort| group.starts_with(sort))),
            Self::Deciles => measured(&|group| group.starts_with(deciles::SORT)),
            _ => measured(&|group| group == "all"),
        }
    }
}

impl Takes {
    /// The outcomes that are shown unless others are asked for.
    pub(super) fn usual(self) -> Ids<'static> {
        match self {
            Self::Nothing => &[],
            Self::Each(ids) | Self::Together(ids, _) | Self::Two(ids) => ids,
        }
    }
}

/// A figure of a report.
pub(super) struct Placed {
    /// Its kind.
    pub(super) kind: Kind,
    /// The scenario that it is about, if it is about one.
    pub(super) scenario: Option<usize>,
    /// The figure.
    pub(super) figure: Figure,
}

/// All figures of a report.
pub(super) fn figures(cx: &Context) -> Vec<Placed> {
    let in_report = Kind::ALL.into_iter().filter(|kind| kind.part() != Part::Nowhere);
    in_report.flat_map(|kind| kind.draw(cx, kind.takes().usual())).collect()
}
