//! What texts about studies are made of: names of quantities and factors, numbers with their units, in English or Chinese.

use super::evaluate::Sample;
use super::factor::Role;
use super::goals::Bound;
use super::measure::{Measure, ranked};
use super::subject::{FactorIndex, Quantity, Subject};
use crate::diagnostics::printable;
use crate::outcomes::Direction;
use crate::scenario::values::plain;
use crate::statistics::estimate::Estimate;
use crate::table::{SAME, aligned, counted, figures, wrapped};
use crate::words::{Language, columns_of};

/// Widest name of a factor.
const NAME: usize = 46;

/// The texts about a subject in one language.
pub struct Phrasing<'a> {
    /// The subject.
    pub subject: &'a Subject,
    /// The language.
    pub language: Language,
}

impl Phrasing<'_> {
    /// The text in its language.
    #[must_use]
    pub fn pick<'a>(&self, english: &'a str, chinese: &'a str) -> &'a str {
        self.language.pick(english, chinese)
    }

    /// What was asked of how many points, by the names of a method.
    #[must_use]
    pub fn head(&self, (name, name_zh): (&str, &str), points: usize) -> String {
        let study = self.subject;
        let count = |role: Role| study.of_role(role).count();
        let (scenarios, runs) = (study.scenarios.len(), study.replicates as usize);
        let varied = [(Role::Lever, "lever", "政策参数"), (Role::Assumption, "assumption", "假设")];
        let varied: Vec<String> = varied
            .into_iter()
            .map(|(role, english, chinese)| (count(role), english, chinese))
            .filter(|(count, ..)| *count > 0)
            .map(|(count, english, chinese)| match self.language {
                Language::English => counted(count, english),
                Language::Chinese => format!("{count}个{chinese}"),
            })
            .collect();
        let line = match self.language {
            Language::English => {
                let each = if scenarios > 1 { " each" } else { "" };
                let alike = if points * scenarios > 1 { ", all in the same worlds" } else { "" };
                format!(
                    "{name}: {} over {}; at every point {}, {}{each}{alike}.",
                    counted(points, "point"),
                    self.listed(&varied),
                    counted(scenarios, "scenario"),
                    counted(runs, "run")
                )
            }
            Language::Chinese => format!(
                "{name_zh}：{}，共{points}个设计点；每点{scenarios}个方案，各运行{runs}次，世界相同。",
                varied.join("、")
            ),
        };
        format!("{}\n{}\n", printable(self.pick(&study.title, &study.title_zh)), wrapped(&line))
    }

    /// What the combinations of structural variants change.
    #[must_use]
    pub fn side_by_side(&self, combinations: &[(&Sample, (&[Measure], &'static str))]) -> String {
        let study = self.subject;
        let quantities = study.quantities();
        let mut rows = vec![vec![self.pick("mean over the points", "各设计点平均值").to_owned()]];
        rows[0].extend(study.combinations.iter().map(|combination| printable(&combination.name)));
        for index in study.shown() {
            let quantity = quantities[index];
            let mut row = vec![self.quantity(quantity)];
            row.extend(combinations.iter().map(|(sample, _)| self.number(quantity, sample.spreads[index].mean)));
            rows.push(row);
            if combinations.iter().any(|(_, (measures, _))| !measures.is_empty()) {
                let mut row = vec![format!("  {}", self.pick("matters most", "影响最大"))];
                row.extend(combinations.iter().map(|(_, (measures, leading))| {
                    let strongest = ranked(measures, leading, index, &|_| true);
                    strongest.first().map_or(String::new(), |factor| study.factors[*factor].key.clone())
                }));
                rows.push(row);
            }
        }
        let text = self.pick("What the structural variants change", "结构变体带来的差别");
        format!("{text}\n{}\n", aligned(&rows))
    }

    /// The heading of a combination, where there are several.
    #[must_use]
    pub fn combination(&self, combination: usize) -> String {
        let combinations = &self.subject.combinations;
        if combinations.len() > 1 {
            format!("=== {} ===\n\n", printable(&combinations[combination].name))
        } else {
            String::new()
        }
    }

    /// The title of a scenario.
    #[must_use]
    pub fn title(&self, scenario: usize) -> String {
        let scenario = &self.subject.scenarios[scenario];
        printable(self.pick(&scenario.title, &scenario.title_zh))
    }

    /// Outcomes with what they have to keep to.
    #[must_use]
    pub fn bounds(&self, bounds: &[Bound]) -> Vec<String> {
        let bound = |bound: &Bound| {
            let kind = self.subject.outcomes[bound.outcome];
            let sign = if bound.at_most { "≤" } else { "≥" };
            format!("{} {sign} {}", self.pick(kind.name_en, kind.name_zh), figures::value(bound.value, kind.unit))
        };
        bounds.iter().map(bound).collect()
    }

    /// Two ends of an interval; nothing where there is none.
    #[must_use]
    pub fn ends(&self, low: f64, high: f64, write: &dyn Fn(f64) -> String) -> String {
        if low.is_nan() { String::new() } else { format!("{} {} {}", write(low), self.pick("to", "至"), write(high)) }
    }

    /// An interval, or that there is none because all runs gave the same; nothing where they are too few.
    #[must_use]
    pub fn interval(&self, (low, high): (f64, f64), constant: bool, write: &dyn Fn(f64) -> String) -> String {
        if constant { self.pick(SAME.0, SAME.1).to_owned() } else { self.ends(low, high, write) }
    }

    /// At how many points an outcome is undefined.
    #[must_use]
    pub fn undefined(&self, some: usize, all: usize) -> String {
        match (self.language, some == all) {
            (Language::English, true) => "undefined at every point: raise scenario.days or city.residents.".to_owned(),
            (Language::English, false) => format!("undefined at {some} of {all} points, which do not count."),
            (Language::Chinese, true) => "在所有设计点均无定义：请增加 scenario.days 或 city.residents。".to_owned(),
            (Language::Chinese, false) => format!("在{all}个设计点中有{some}个无定义，不计入。"),
        }
    }

    /// A quantity in words.
    #[must_use]
    pub fn quantity(&self, quantity: Quantity) -> String {
        let kind = self.subject.outcomes[quantity.outcome];
        let name = self.pick(kind.name_en, kind.name_zh);
        let scenario = &self.subject.scenarios[quantity.scenario];
        let title = printable(self.pick(&scenario.title, &scenario.title_zh));
        if !quantity.difference {
            return match (self.subject.scenarios.len(), self.language) {
                (1, _) => name.to_owned(),
                (_, Language::English) => format!("{name} ({title})"),
                (_, Language::Chinese) => format!("{name}（{title}）"),
            };
        }
        match self.language {
            Language::English => format!("{name}: what {title} changes"),
            Language::Chinese => format!("{name}：{title}带来的变化"),
        }
    }

    /// A number of a quantity: differences with their sign.
    #[must_use]
    pub fn number(&self, quantity: Quantity, value: f64) -> String {
        let unit = self.subject.outcomes[quantity.outcome].unit;
        if quantity.difference {
            figures::difference(value, unit, figures::decimals(unit, value, value.abs()), self.language)
        } else {
            figures::value(value, unit)
        }
    }

    /// A change of a quantity with its interval.
    #[must_use]
    pub fn change(&self, quantity: Quantity, measure: &Measure) -> [String; 2] {
        let Estimate { value, low, high, .. } = measure.estimate;
        let unit = self.subject.outcomes[quantity.outcome].unit;
        let decimals = figures::decimals_of_interval(unit, value, low, high);
        let number = figures::difference(value, unit, decimals, self.language);
        [number, self.interval((low, high), measure.constant, &|end| figures::end(end, unit, decimals))]
    }

    /// Whether a clear change is for the better.
    #[must_use]
    pub fn verdict(&self, quantity: Quantity, measure: &Measure) -> &'static str {
        let (english, chinese) = match (measure.is_clear(), self.subject.outcomes[quantity.outcome].direction) {
            (false, _) => ("not clear", "不明显"),
            (true, Direction::Neutral) => ("changes", "有变化"),
            (true, direction) if (direction == Direction::Up) == (measure.value > 0.0) => ("better", "改善"),
            _ => ("worse", "变差"),
        };
        self.language.pick(english, chinese)
    }

    /// A factor in one short line.
    #[must_use]
    pub fn factor(&self, factor: FactorIndex) -> String {
        let factor = &self.subject.factors[factor];
        let name = printable(self.pick(&factor.name_en, &factor.name_zh));
        let mut short = String::new();
        let mut used = 0;
        for c in name.chars() {
            used += columns_of(c);
            if used > NAME {
                short.push('…');
                break;
            }
            short.push(c);
        }
        short
    }

    /// The heading of a block of levers or of assumptions.
    #[must_use]
    pub fn heading(&self, role: Role) -> &'static str {
        match role {
            Role::Lever => self.language.pick("LEVERS: what a government sets", "政策参数：政府可以设定的"),
            Role::Assumption => {
                self.language.pick("ASSUMPTIONS: what is not known about the world", "假设：关于世界而尚不确定的")
            }
        }
    }

    /// A share in percent.
    #[must_use]
    #[allow(clippy::unused_self)]
    pub fn percent(&self, share: f64) -> String {
        figures::value(share, "share")
    }

    /// Names in a row.
    #[must_use]
    pub fn listed(&self, names: &[String]) -> String {
        let (comma, and) = (self.pick(", ", "、"), self.pick(" and ", "和"));
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{}{and}{last}", rest.join(comma)),
        }
    }
}

/// Three digits that count.
#[must_use]
pub fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return plain(value);
    }
    let digits = (2.0 - libm::log10(value.abs()).floor()).clamp(0.0, 6.0) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
