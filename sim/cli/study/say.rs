//! What a study prints: tables that a policy maker can read, in English or Chinese, and JSON.

mod claims;
mod effects;
mod json;
mod policies;
mod trial;
mod worlds;

use std::fmt::Write as _;
use std::path::Path;

pub(super) use json::json;

use crate::cli::check::counted;
use crate::cli::output::aligned;
use crate::diagnostics::printable;
use crate::outcomes::Direction;
use crate::study::carry_out::Findings;
use crate::study::{Method, Quantity, Role, Study};
use crate::table::{figures, wrapped};
use crate::words::Language;

/// Widest name of a factor.
const NAME: usize = 46;

/// What texts are made of.
struct Teller<'a> {
    study: &'a Study,
    language: Language,
}

/// The text of a study's findings, and where they lie.
pub(super) fn text(study: &Study, findings: &[Findings], language: Language, dir: &Path) -> String {
    let mut out = told(study, findings, language);
    let _ = writeln!(
        out,
        "{}{}",
        language.pick("Tables, figures and report.html in ", "数据表、图和 report.html 位于 "),
        dir.display()
    );
    out
}

/// The text of a study's findings.
pub(super) fn told(study: &Study, findings: &[Findings], language: Language) -> String {
    let teller = Teller { study, language };
    let mut out = teller.head(findings);
    let claims = study.method == Method::Claims;
    if claims {
        out += &teller.claims(findings);
    } else if study.crosses.len() > 1 && study.method != Method::Trial {
        out += &teller.side_by_side(findings);
    }
    for (cross, findings) in study.crosses.iter().zip(findings).filter(|_| !claims) {
        if study.crosses.len() > 1 {
            let _ = writeln!(out, "=== {} ===\n", printable(&cross.name));
        }
        out += &match study.method {
            Method::Calibration => teller.calibration(findings),
            Method::Search => teller.search(findings),
            Method::Discovery => teller.discovery(findings),
            Method::Robustness => teller.robustness(findings),
            Method::Trial => teller.trial(findings),
            _ => teller.effects(findings),
        };
    }
    out += &wrapped(language.pick(
        "Intervals are about chance and the size of the design, not about whether the model is right.",
        "区间只反映随机性与样本规模，不说明模型本身是否正确。",
    ));
    out
}

impl Teller<'_> {
    fn pick<'a>(&self, english: &'a str, chinese: &'a str) -> &'a str {
        self.language.pick(english, chinese)
    }

    fn head(&self, findings: &[Findings]) -> String {
        let study = self.study;
        if study.method == Method::Claims {
            return self.claims_head();
        }
        if study.method == Method::Trial {
            let title = printable(self.pick(&study.title, &study.title_zh));
            return format!("{title}\n{}\n", self.trial_head(findings));
        }
        let points = findings.first().map_or(0, |findings| findings.responses.points.len());
        let count = |role: Role| study.of_role(role).count();
        let (scenarios, runs) = (study.scenarios.len(), study.replicates as usize);
        let (name, name_zh) = study.method.names();
        let varied = [(Role::Lever, "lever", "政策变量"), (Role::Assumption, "assumption", "假设")];
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
                "{name_zh}：{}，共{points}个设计点；每点{scenarios}个情景，各运行{runs}次，世界相同。",
                varied.join("、")
            ),
        };
        format!("{}\n{}\n", printable(self.pick(&study.title, &study.title_zh)), wrapped(&line))
    }

    /// What the combinations of structural variants change.
    fn side_by_side(&self, findings: &[Findings]) -> String {
        let study = self.study;
        let quantities = study.quantities();
        let mut rows = vec![vec![self.pick("mean over the points", "各设计点平均值").to_owned()]];
        rows[0].extend(study.crosses.iter().map(|cross| printable(&cross.name)));
        for index in self.shown() {
            let quantity = quantities[index];
            let mut row = vec![self.quantity(quantity)];
            row.extend(findings.iter().map(|findings| self.number(quantity, findings.spreads[index].mean)));
            rows.push(row);
            if findings.iter().any(|findings| !findings.measures.is_empty()) {
                let mut row = vec![format!("  {}", self.pick("matters most", "影响最大"))];
                row.extend(findings.iter().map(|findings| {
                    let strongest = self.ranked(findings, index, None);
                    strongest.first().map_or(String::new(), |factor| study.factors[*factor].key.clone())
                }));
                rows.push(row);
            }
        }
        let text = self.pick("What the structural variants change", "结构变体带来的差别");
        format!("{text}\n{}\n", aligned(&rows))
    }

    /// The quantities that are told: differences where scenarios are compared, values otherwise.
    fn shown(&self) -> Vec<usize> {
        let quantities = self.study.quantities();
        let compared = self.study.scenarios.len() > 1;
        (0..quantities.len()).filter(|index| quantities[*index].difference == compared).collect()
    }

    fn quantity(&self, quantity: Quantity) -> String {
        let kind = self.study.outcomes[quantity.outcome];
        let name = self.pick(kind.name_en, kind.name_zh);
        let scenario = &self.study.scenarios[quantity.scenario];
        let title = printable(self.pick(&scenario.title, &scenario.title_zh));
        if !quantity.difference {
            return match (self.study.scenarios.len(), self.language) {
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
    fn number(&self, quantity: Quantity, value: f64) -> String {
        let unit = self.study.outcomes[quantity.outcome].unit;
        if quantity.difference {
            figures::difference(value, unit, figures::decimals(unit, value, value.abs()), self.language)
        } else {
            figures::value(value, unit)
        }
    }

    /// A change of a quantity with its interval.
    fn change(&self, quantity: Quantity, value: f64, low: f64, high: f64) -> [String; 2] {
        let unit = self.study.outcomes[quantity.outcome].unit;
        let decimals = figures::decimals_of_interval(unit, value, low, high);
        let number = figures::difference(value, unit, decimals, self.language);
        if low.is_nan() {
            return [number, String::new()];
        }
        let ends = [low, high].map(|end| figures::end(end, unit, decimals));
        [number, format!("{} {} {}", ends[0], self.pick("to", "至"), ends[1])]
    }

    /// Whether a clear change is for the better.
    fn verdict(&self, quantity: Quantity, low: f64, high: f64) -> &'static str {
        let clear = low > 0.0 || high < 0.0;
        let (english, chinese) = match (clear, self.study.outcomes[quantity.outcome].direction) {
            (false, _) => ("not clear", "不明显"),
            (true, Direction::Neutral) => ("changes", "有变化"),
            (true, direction) if (direction == Direction::Up) == (low > 0.0) => ("better", "改善"),
            _ => ("worse", "变差"),
        };
        self.language.pick(english, chinese)
    }

    fn factor(&self, factor: usize) -> String {
        let factor = &self.study.factors[factor];
        let name = printable(self.pick(&factor.name_en, &factor.name_zh));
        let mut short = String::new();
        let mut used = 0;
        for c in name.chars() {
            used += crate::words::columns_of(c);
            if used > NAME {
                short.push('…');
                break;
            }
            short.push(c);
        }
        short
    }

    /// The heading of a block of levers or of assumptions.
    fn heading(&self, role: Role) -> &'static str {
        match role {
            Role::Lever => self.language.pick("LEVERS: what a government sets", "政策变量：政府可以设定的"),
            Role::Assumption => {
                self.language.pick("ASSUMPTIONS: what is not known about the world", "假设：关于世界而尚不确定的")
            }
        }
    }

    /// Factors from the strongest, by the size of their first measure of a quantity; of one role or of both.
    fn ranked(&self, findings: &Findings, quantity: usize, role: Option<Role>) -> Vec<usize> {
        let mut found: Vec<(f64, usize)> = Vec::new();
        for measure in &findings.measures {
            let of_role = role.is_none_or(|role| self.study.factors[measure.factor].role == role);
            // Sobol' indices are ranked by the total one, the others by the first that is given.
            let leading = ["main_effect", "mu_star", "total", "rank_correlation"].contains(&measure.kind);
            if measure.quantity == quantity && of_role && leading && !measure.value.is_nan() {
                found.push((measure.value.abs(), measure.factor));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.into_iter().map(|(_, factor)| factor).collect()
    }

    /// A share in percent.
    fn percent(share: f64) -> String {
        figures::value(share, "share")
    }

    /// Names in a row.
    fn listed(&self, names: &[String]) -> String {
        let (comma, and) = (self.pick(", ", "、"), self.pick(" and ", "和"));
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{}{and}{last}", rest.join(comma)),
        }
    }
}
