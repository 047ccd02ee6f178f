//! How an outcome arises from what has been counted: numerator, denominator, and what the words for them are.
//!
//! A definition is applied to a cell: the city over the run, a day of it, a kind of incident, a grid of the map, or any
//! stretch of days. So one id has one meaning wherever it stands. What a definition does not allow (a median by day, say)
//! is not given under that id.

use super::books::{Books, Extent, ratio};
use super::survival::Curve;
use crate::society::counts::{Count, Counts, Minutes};
use crate::society::ledger::MonthStocks;
use crate::society::residents::{AWARENESS, SATISFACTION};
use crate::society::{Channel, Community};
use crate::units::{MONTH_DAYS, ONE, YEAR_DAYS};

/// A text in English and in Chinese.
pub(crate) type Words = (&'static str, &'static str);

/// Over what time an outcome is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Period {
    /// From day 0 to the end of the run.
    Run,
    /// At the end of the run.
    End,
}

impl Period {
    /// Its words in English and in Chinese.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Run => ("over the run", "整个运行期"),
            Self::End => ("end of the run", "期末"),
        }
    }
}

/// A number that everyone has, or a community for its residents, at the end of a month and of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stock {
    /// Mean of a lane of residents' state.
    Lane(usize),
    /// Share of active residents.
    Active,
    /// Mean over residents of the capability of their community.
    Capability,
}

/// What is read off the curve of times to close.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Closing {
    /// Area under it, up to its end.
    Mean,
    /// Time by which that share is closed.
    Quantile(f64),
}

/// What an outcome is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Definition {
    /// Counts over counts. What is counted above the line is divided by `parts` (hundredths of a day to days), what is
    /// counted below it by `per` (days to years).
    Ratio { over: &'static [Count], under: &'static [Count], parts: f64, per: f64 },
    /// Counts per 1,000 residents and so many days.
    Rate { over: &'static [Count], days: f64 },
    /// What is counted every evening, per 1,000 residents: the mean over days.
    Level { over: Count, parts: f64 },
    /// Hours over hours.
    Hours { over: &'static [Minutes], under: &'static [Minutes] },
    /// Money over counts, or per resident and year.
    Spending(Option<&'static [Count]>),
    /// A mean over residents.
    Stock(Stock),
    /// Time to close; the product-limit estimate.
    Closing(Closing),
    /// Whatever else.
    Own { over: Words, under: Words, period: Period, value: fn(&Books) -> f64 },
}

/// A share of counts.
pub(crate) const fn share(over: &'static [Count], under: &'static [Count]) -> Definition {
    Definition::Ratio { over, under, parts: 1.0, per: 1.0 }
}

impl Definition {
    /// The counts above and below the line, where it is made of counts; what is per resident has none below.
    pub(crate) fn counts(&self) -> Option<(&[Count], &[Count])> {
        match self {
            Self::Ratio { over, under, .. } => Some((over, under)),
            Self::Rate { over, .. } => Some((over, &[])),
            Self::Level { over, .. } => Some((core::slice::from_ref(over), &[])),
            _ => None,
        }
    }

    /// Whether days have all that it is made of.
    pub(crate) fn by_day(&self) -> bool {
        self.all_counts(|count| (count as usize) < Count::DAILY)
    }

    /// Whether grids of the map have all that it is made of.
    pub(crate) fn by_place(&self) -> bool {
        self.all_counts(Count::has_a_place)
    }

    fn all_counts(&self, holds: impl Fn(Count) -> bool) -> bool {
        self.counts().is_some_and(|(over, under)| over.iter().chain(under).all(|&count| holds(count)))
    }

    /// The outcome of a cell, where it is made of counts: `over` and `under` are the sums of its counts.
    pub(crate) fn value(&self, over: f64, under: f64, cell: Extent) -> f64 {
        match self {
            Self::Ratio { parts, per, .. } => ratio(over * per, under) / parts,
            Self::Rate { days, .. } => ratio(over, cell.residents / 1000.0 * cell.days / days),
            Self::Level { parts, .. } => ratio(over / parts / cell.days, cell.residents / 1000.0),
            _ => f64::NAN,
        }
    }

    /// The same of all that has been counted in a cell.
    pub(crate) fn of(&self, counts: &Counts<u64>, cell: Extent) -> f64 {
        let (over, under) = self.counts().unwrap_or_default();
        self.value(counts.sum(over) as f64, counts.sum(under) as f64, cell)
    }

    /// Numerator and denominator of a cell, in units in which their quotient is the outcome. Those of cells add up to those
    /// of all of them together.
    pub(crate) fn parts(&self, over: f64, under: f64, cell: Extent) -> (f64, f64) {
        match self {
            Self::Ratio { parts, per, .. } => (over / parts, under / per),
            Self::Rate { days, .. } => (over, cell.residents / 1000.0 * cell.days / days),
            Self::Level { parts, .. } => (over / parts, cell.residents / 1000.0 * cell.days),
            _ => (f64::NAN, f64::NAN),
        }
    }

    /// What had been counted of a day that has these [`Definition::parts`]: above the line, below it, and residents.
    pub(crate) fn counted(&self, numerator: f64, denominator: f64) -> (f64, f64, f64) {
        match self {
            Self::Ratio { parts, per, .. } => ((numerator * parts).round(), (denominator * per).round(), f64::NAN),
            Self::Rate { days, .. } => (numerator, f64::NAN, (denominator * days * 1000.0).round()),
            Self::Level { parts, .. } => ((numerator * parts).round(), f64::NAN, (denominator * 1000.0).round()),
            _ => (f64::NAN, f64::NAN, f64::NAN),
        }
    }

    /// When it is measured.
    pub(crate) fn period(&self) -> Period {
        match self {
            Self::Stock(_) => Period::End,
            Self::Own { period, .. } => *period,
            _ => Period::Run,
        }
    }

    /// What stands above the line, in English and in Chinese.
    pub(crate) fn numerator(&self) -> (String, String) {
        match self {
            Self::Hours { over, .. } => joined(over.iter().map(|minutes| minutes.words())),
            Self::Spending(_) => both(("public money spent, yuan", "公共支出（元）")),
            Self::Stock(stock) => stock.words(),
            Self::Closing(_) => both((
                "days from filing to first closing, by the product-limit curve; duplicates and cases from before day 0 \
                 left out",
                "从立案到首次结案的天数，按乘积限曲线（重复件和第0天以前的案件除外）",
            )),
            Self::Own { over, .. } => both(*over),
            _ => joined(self.counts().unwrap_or_default().0.iter().map(|count| count.words())),
        }
    }

    /// What stands below the line, in English and in Chinese; empty where there is none.
    pub(crate) fn denominator(&self) -> (String, String) {
        match self {
            Self::Ratio { under, per, .. } => {
                let (english, chinese) = joined(under.iter().map(|count| count.words()));
                if *per > 1.0 {
                    (format!("{english}; in years"), format!("{chinese}（折合年）"))
                } else {
                    (english, chinese)
                }
            }
            Self::Rate { days, .. } => {
                (format!("1,000 residents × days of the run / {days}"), format!("千名居民×运行天数/{days}"))
            }
            Self::Level { .. } => both(("1,000 residents × days of the run", "千名居民×运行天数")),
            Self::Hours { under, .. } => joined(under.iter().map(|minutes| minutes.words())),
            Self::Spending(Some(counts)) => joined(counts.iter().map(|count| count.words())),
            Self::Spending(None) => both(("residents × days of the run / 365", "居民人数×运行天数/365")),
            Self::Stock(_) => both(("residents", "居民人数")),
            Self::Closing(_) => both(("cases filed, open ones censored", "立案案件（未结案件按删失处理）")),
            Self::Own { under, .. } => both(*under),
        }
    }
}

fn both(words: Words) -> (String, String) {
    (words.0.to_owned(), words.1.to_owned())
}

fn joined(words: impl Iterator<Item = Words>) -> (String, String) {
    let (english, chinese): (Vec<_>, Vec<_>) = words.unzip();
    (english.join(" + "), chinese.join(" + "))
}

impl Stock {
    /// The value of a city at the end of the run.
    pub(super) fn at_the_end(self, books: &Books) -> f64 {
        let over = |value: fn(&Community) -> f64| ratio(books.communities().map(value).sum(), books.city.residents);
        match self {
            Self::Lane(lane) => books.mean_lane(lane, |_, _| true),
            Self::Active => over(|community| f64::from(community.active)),
            Self::Capability => over(|community| community.capability * f64::from(community.size())),
        }
    }

    /// The value of a city at the end of a month.
    pub(super) fn of_month(self, month: &MonthStocks, residents: f64) -> f64 {
        match self {
            Self::Lane(lane) => month.lanes[lane] / f64::from(ONE) / residents,
            Self::Active => month.active as f64 / residents,
            Self::Capability => month.capability / residents,
        }
    }

    fn words(self) -> (String, String) {
        let expectation = |english: &str, chinese: &str| {
            (
                format!("expectation that {english} settles a matter, summed over residents"),
                format!("居民对{chinese}能解决问题的期望之和"),
            )
        };
        match self {
            Self::Lane(SATISFACTION) => both(("satisfaction, summed over residents", "居民满意度之和")),
            Self::Lane(AWARENESS) => both(("legal awareness, summed over residents", "居民法治意识之和")),
            Self::Lane(lane) if lane == Channel::Grid.lane() => expectation("the grid worker", "网格员"),
            Self::Lane(lane) if lane == Channel::Hotline.lane() => expectation("the hotline", "热线及职能部门"),
            Self::Lane(lane) if lane == Channel::Organisation.lane() => expectation("an organisation", "社会组织"),
            Self::Lane(_) => expectation("the community body", "社区组织"),
            Self::Active => both(("active residents", "参与社区事务的居民")),
            Self::Capability => {
                both(("capability of the community body, summed over residents", "按居民求和的社区自治能力"))
            }
        }
    }
}

impl Closing {
    /// What a curve gives.
    pub(super) fn of(self, curve: &Curve) -> f64 {
        match self {
            Self::Mean => curve.restricted_mean(),
            Self::Quantile(share) => curve.quantile(share),
        }
    }
}

/// Days of a month and of a year, as the length of a rate.
pub(super) const MONTH: f64 = MONTH_DAYS as f64;
pub(super) const YEAR: f64 = YEAR_DAYS;
