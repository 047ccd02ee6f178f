//! What a study says about policies: search and robustness.

use super::worlds::short;
use super::{Findings, Teller};
use crate::cli::output::aligned;
use crate::diagnostics::printable;
use crate::outcomes::Direction;
use crate::study::{Quantity, Role};
use crate::table::{figures, wrapped};
use crate::words::Language;

/// Policies of a front that are told.
const MOST: usize = 5;

impl Teller<'_> {
    pub(super) fn search(&self, findings: &Findings) -> String {
        let study = self.study;
        let tried = findings.responses.points.len() - 1;
        let bounds: Vec<String> = study
            .bounds
            .iter()
            .map(|bound| {
                let kind = study.outcomes[bound.outcome];
                let sign = if bound.at_most { "≤" } else { "≥" };
                format!("{} {sign} {}", self.pick(kind.name_en, kind.name_zh), figures::value(bound.value, kind.unit))
            })
            .collect();
        let found = findings.front.iter().filter(|point| **point > 0).count();
        let within = if bounds.is_empty() {
            String::new()
        } else {
            match self.language {
                Language::English => format!(" within {}", self.listed(&bounds)),
                Language::Chinese => format!("（满足{}）", self.listed(&bounds)),
            }
        };
        let used = study.objectives.iter().map(|objective| objective.outcome);
        for outcome in used.chain(study.bounds.iter().map(|bound| bound.outcome)) {
            let means = findings.responses.means(Quantity { scenario: 0, outcome, difference: false });
            if means.iter().all(|mean| mean.is_nan()) {
                let name = self.pick(study.outcomes[outcome].name_en, study.outcomes[outcome].name_zh);
                let all = means.len();
                return wrapped(&format!("{name}{}{}", self.pick(": ", "："), self.undefined(all, all)));
            }
        }
        if findings.front.is_empty() {
            return wrapped(&match self.language {
                Language::English => format!(
                    "None of {tried} policies stays{within}. Loosen the bounds, widen the levers or search for more generations."
                ),
                Language::Chinese => {
                    format!("所试{tried}项政策均未达到要求{within}。可放宽约束、扩大变量范围或增加代数。")
                }
            });
        }
        let mut out = wrapped(&match self.language {
            Language::English => format!(
                "Of {tried} policies that were tried, {found} are bettered by none{within}: choosing among them is weighing \
                 one goal against another."
            ),
            Language::Chinese => {
                format!(
                    "在所试{tried}项政策中，有{found}项未被其他政策全面超越{within}：在其间选择即是目标之间的取舍。"
                )
            }
        });
        out.push('\n');
        let mut outcomes: Vec<usize> = study.objectives.iter().map(|objective| objective.outcome).collect();
        outcomes.extend(study.bounds.iter().map(|bound| bound.outcome));
        let mut seen = Vec::new();
        outcomes.retain(|outcome| {
            !seen.contains(outcome) && {
                seen.push(*outcome);
                true
            }
        });
        let means: Vec<Vec<f64>> = outcomes
            .iter()
            .map(|outcome| findings.responses.means(Quantity { scenario: 0, outcome: *outcome, difference: false }))
            .collect();
        let mut order: Vec<usize> = findings.front.iter().copied().filter(|point| *point > 0).collect();
        order.sort_by(|a, b| means[0][*a].total_cmp(&means[0][*b]));
        // Of a long front every so many, ends included.
        let shown: Vec<usize> = if order.len() > MOST {
            (0..MOST).map(|step| order[step * (order.len() - 1) / (MOST - 1)]).collect()
        } else {
            order
        };
        let mut rows = vec![vec![String::new(), self.pick("as it is", "现状").to_owned()]];
        rows[0].extend((1..=shown.len()).map(|number| format!("{} {number}", self.pick("policy", "方案"))));
        let points: Vec<usize> = std::iter::once(0).chain(shown).collect();
        for (outcome, means) in outcomes.iter().zip(&means) {
            let kind = study.outcomes[*outcome];
            let mut row = vec![self.pick(kind.name_en, kind.name_zh).to_owned()];
            row.extend(points.iter().map(|point| figures::value(means[*point], kind.unit)));
            rows.push(row);
        }
        rows.push(vec![self.heading(Role::Lever).to_owned()]);
        for factor in 0..study.factors.len() {
            let mut row = vec![format!("  {}", self.factor(factor))];
            row.extend(points.iter().map(|point| short(findings.responses.points[*point][factor])));
            rows.push(row);
        }
        out += &aligned(&rows);
        out.push('\n');
        out
    }

    pub(super) fn robustness(&self, findings: &Findings) -> String {
        let study = self.study;
        let mut out = String::new();
        let title = |scenario: usize| {
            let scenario = &study.scenarios[scenario];
            printable(self.pick(&scenario.title, &scenario.title_zh))
        };
        for (outcome, kind) in study.outcomes.iter().enumerate() {
            let of: Vec<_> = findings.robust.iter().filter(|robust| robust.outcome == outcome).collect();
            let Some(least) = of.iter().min_by(|a, b| a.regret.max.total_cmp(&b.regret.max)) else { continue };
            let (worlds, all) = (least.regret.worlds, findings.responses.points.len());
            if worlds < all {
                let name = self.pick(kind.name_en, kind.name_zh);
                out += &wrapped(&format!("{name}{}{}", self.pick(": ", "："), self.undefined(all - worlds, all)));
                out.push('\n');
            }
            if worlds == 0 {
                continue;
            }
            let heads = [
                (kind.name_en, kind.name_zh),
                ("value, mean", "平均值"),
                ("largest regret", "最大后悔值"),
                ("mean regret", "平均后悔值"),
                ("9 in 10 below", "九成低于"),
            ];
            let mut rows = vec![heads.map(|(english, chinese)| self.pick(english, chinese).to_owned()).to_vec()];
            for robust in &of {
                let quantity = Quantity { scenario: robust.scenario, outcome, difference: false };
                let mean = crate::compare::interval::mean(&findings.responses.means(quantity));
                let mut row = vec![format!("  {}", title(robust.scenario))];
                let numbers = [mean, robust.regret.max, robust.regret.mean, robust.regret.p90];
                row.extend(numbers.map(|value| figures::value(value, kind.unit)));
                rows.push(row);
            }
            out += &aligned(&rows);
            let (name, regret) = (title(least.scenario), figures::value(least.regret.max, kind.unit));
            let better = match kind.direction {
                Direction::Down => self.pick("less is better", "越低越好"),
                _ => self.pick("more is better", "越高越好"),
            };
            out += &wrapped(&match self.language {
                Language::English => format!(
                    "  Least to regret ({better}): {name}, at worst {regret} behind the best policy of a world."
                ),
                Language::Chinese => format!("  后悔值最小（{better}）：{name}，最坏时比该世界的最优政策差{regret}。"),
            });
            out.push('\n');
        }
        if !findings.satisficing.is_empty() {
            let bounds: Vec<String> = study
                .bounds
                .iter()
                .map(|bound| {
                    let kind = study.outcomes[bound.outcome];
                    let sign = if bound.at_most { "≤" } else { "≥" };
                    let name = self.pick(kind.name_en, kind.name_zh);
                    format!("{name} {sign} {}", figures::value(bound.value, kind.unit))
                })
                .collect();
            let head = match self.language {
                Language::English => format!("Good enough: {}", self.listed(&bounds)),
                Language::Chinese => format!("达标：{}", self.listed(&bounds)),
            };
            let mut rows = vec![vec![head, self.pick("share of worlds", "世界占比").to_owned()]];
            for (scenario, share) in findings.satisficing.iter().enumerate() {
                rows.push(vec![format!("  {}", title(scenario)), Self::percent(*share)]);
            }
            out += &aligned(&rows);
            out.push('\n');
        }
        out += &wrapped(self.pick(
            "Regret: how far a policy falls behind the best one of the same world. Shares count the worlds that were looked at \
             and are no probabilities.",
            "后悔值：某政策与同一世界中最优政策的差距。占比只对所考察的世界计数，不是概率。",
        ));
        out
    }
}
