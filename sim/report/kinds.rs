//! The kinds of figures of a run's report, each once: what draws it, and in which part of the page it stands.

use super::context::Context;
use super::figure::Figure;
use super::{backlog, fan, forest, groups, maps, matrix, outcome_table, survival, tradeoff};

/// A kind of figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// All scenarios at a glance.
    Overview,
    /// All scenarios in one outcome.
    ByOutcome,
    /// One outcome against another.
    TradeOff,
    /// One outcome over time.
    Fan,
    /// Open cases over time.
    Backlog,
    /// The short list of outcomes.
    Table,
    /// The short list, relative to the baseline.
    Forest,
    /// Groups of residents and grids.
    Groups,
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
}

/// What draws a kind: once for all scenarios, or for each.
enum Draw {
    Once(fn(&Context) -> Vec<Figure>),
    Each(fn(&Context, usize) -> Vec<Figure>),
}

impl Kind {
    /// All kinds, in the order of the report.
    const ALL: [Self; 10] = [
        Self::Overview,
        Self::ByOutcome,
        Self::TradeOff,
        Self::Fan,
        Self::Backlog,
        Self::Table,
        Self::Forest,
        Self::Groups,
        Self::Map,
        Self::Survival,
    ];

    fn listed(self) -> (Part, Draw) {
        match self {
            Self::Overview => (Part::Glance, Draw::Once(matrix::figures)),
            Self::ByOutcome => (Part::ByOutcome, Draw::Once(forest::by_outcome)),
            Self::TradeOff => (Part::Glance, Draw::Once(tradeoff::figures)),
            Self::Fan => (Part::Time, Draw::Once(fan::figures)),
            Self::Backlog => (Part::Time, Draw::Once(backlog::figures)),
            Self::Table => (Part::Table, Draw::Each(outcome_table::figures)),
            Self::Forest => (Part::Scenario, Draw::Each(forest::of_scenario)),
            Self::Groups => (Part::Scenario, Draw::Each(groups::figures)),
            Self::Map => (Part::Scenario, Draw::Each(maps::figures)),
            Self::Survival => (Part::Scenario, Draw::Each(survival::figures)),
        }
    }

    /// Where it stands.
    pub(super) fn part(self) -> Part {
        self.listed().0
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

/// All figures: those of all scenarios, then those of each.
pub(super) fn figures(cx: &Context) -> Vec<Placed> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        if let Draw::Once(draw) = kind.listed().1 {
            all.extend(draw(cx).into_iter().map(|figure| Placed { kind, scenario: None, figure }));
        }
    }
    for scenario in cx.own() {
        for kind in Kind::ALL {
            if let Draw::Each(draw) = kind.listed().1 {
                let drawn = draw(cx, scenario).into_iter();
                all.extend(drawn.map(|figure| Placed { kind, scenario: Some(scenario), figure }));
            }
        }
    }
    all
}
