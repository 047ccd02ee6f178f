//! What a virtual trial says: the truth, how far evaluators are from it, and how many communities they need.

use std::fmt::Write as _;

use super::{Findings, Teller};
use crate::cli::output::aligned;
use crate::diagnostics::printable;
use crate::study::statistics::Estimate;
use crate::study::trial::assess::{Needed, Record, Truth};
use crate::study::trial::{Estimator, Pilot, Plan, Selection, Trial};
use crate::table::{figures, wrapped};
use crate::words::Language;

impl Teller<'_> {
    /// What was tried, in a line.
    pub(super) fn trial_head(&self, findings: &[Findings]) -> String {
        let (Some(plan), [_, reform]) = (&self.study.trial, self.study.scenarios.as_slice()) else { return String::new() };
        let communities = findings.iter().find_map(|f| f.trial.as_ref()).map_or(0, |trial| trial.communities);
        let (runs, day, before) = (self.study.replicates, plan.day, plan.before_days);
        let (from, to) = (plan.day + plan.wait_days, plan.days());
        let title = printable(self.pick(&reform.title, &reform.title_zh));
        wrapped(&match self.language {
            Language::English => format!(
                "Virtual trial of {title}: from day {day} on it acts in some of {communities} communities. Evaluators compare \
                 the {before} days before with days {from} to {to}. The truth is the same world without the pilot; {runs} \
                 replicates."
            ),
            Language::Chinese => format!(
                "虚拟试点评估：{title}。共{communities}个社区，自第{day}天起在部分社区实施。评估者比较实施前{before}天与第{from}至{to}天；真值来自未开展试点的同一世界；重复{runs}次。"
            ),
        })
    }

    pub(super) fn trial(&self, findings: &Findings) -> String {
        let (Some(trial), Some(plan)) = (&findings.trial, &self.study.trial) else { return String::new() };
        let mut out = String::new();
        for outcome in 0..self.study.outcomes.len() {
            out += &self.biases(trial, plan, outcome);
            out += &self.powers(trial, plan, outcome);
            out += &wrapped(&self.meaning(trial, plan, outcome));
            out.push('\n');
        }
        out += &wrapped(self.pick(
            "Bias: estimate less truth, mean over replicates with its 95% interval; then how often the evaluator's own 95% interval \
             holds the truth, which should be 95%. Power: how often difference-in-differences finds the effect; in brackets what \
             the usual formula promises.",
            "偏差＝估计值减真值（各次重复的平均及其95%区间）；其后为评估者自己的95%区间包含真值的比例，应为95%。功效＝双重差分发现效应的比例；括号内为常用公式给出的值。",
        ));
        out
    }

    /// The truth and the bias of every estimator, in the largest pilot that leaves somebody to compare with.
    fn biases(&self, trial: &Trial, plan: &Plan, outcome: usize) -> String {
        let kind = self.study.outcomes[outcome];
        let size = largest(trial, plan);
        let name = self.pick(kind.name_en, kind.name_zh);
        let what = match self.language {
            Language::English => format!("{name}, {size} communities"),
            Language::Chinese => format!("{name}（{size}个社区）"),
        };
        let heads = [("true effect", "真实效应"), ("on the others", "对其他社区")];
        let mut rows = vec![vec![what]];
        rows[0].extend(heads.map(|(english, chinese)| self.pick(english, chinese).to_owned()));
        rows[0].extend(Estimator::ALL.map(|e| {
            let (english, chinese) = e.names();
            format!("{}: {}", self.pick(english, chinese), self.pick("bias", "偏差"))
        }));
        for (pilot, Pilot { selection, .. }) in of_size(plan, size) {
            let Some(truth) = truth(trial, outcome, pilot) else { continue };
            let (english, chinese) = selection.names();
            let mut row = vec![format!("  {}", self.pick(english, chinese))];
            row.extend([truth.treated, truth.untreated].map(|effect| self.effect(outcome, effect)));
            row.extend(Estimator::ALL.into_iter().map(|estimator| match record(trial, outcome, pilot, estimator) {
                Some(r) if !r.bias.value.is_nan() => {
                    format!("{}; {}", self.effect(outcome, r.bias), Self::percent(r.coverage))
                }
                _ => "-".to_owned(),
            }));
            rows.push(row);
        }
        aligned(&rows)
    }

    fn powers(&self, trial: &Trial, plan: &Plan, outcome: usize) -> String {
        let mut rows = vec![vec![self.pick("Power by number of communities", "功效（按试点社区数）").to_owned()]];
        rows[0].extend(plan.sizes.iter().map(u32::to_string));
        rows[0].push(self.pick("needed for 80%", "达到80%所需").to_owned());
        for selection in &plan.selections {
            let (english, chinese) = selection.names();
            let mut row = vec![format!("  {}", self.pick(english, chinese))];
            for (pilot, _) in plan.pilots().into_iter().enumerate().filter(|(_, pilot)| pilot.selection == *selection) {
                let of = record(trial, outcome, pilot, Estimator::DifferenceInDifferences);
                row.push(of.filter(|r| !r.power.is_nan()).map_or("-".to_owned(), |r| {
                    format!("{} ({})", whole(r.power), whole(r.formula))
                }));
            }
            row.push(needed(trial, outcome, *selection).map_or(String::new(), |needed| self.number_needed(trial, plan, needed)));
            rows.push(row);
        }
        aligned(&rows)
    }

    fn number_needed(&self, trial: &Trial, plan: &Plan, needed: &Needed) -> String {
        let tried = plan.sizes.last().copied().unwrap_or(0);
        let simulated = needed.simulated.map_or_else(
            || match self.language {
                Language::English => format!("not within {tried}"),
                Language::Chinese => format!("{tried}个以内达不到"),
            },
            |size| size.to_string(),
        );
        let formula = needed.formula.map_or_else(|| format!(">{}", trial.communities), |size| size.to_string());
        format!("{simulated} ({formula})")
    }

    /// What all this means for whoever plans a pilot.
    fn meaning(&self, trial: &Trial, plan: &Plan, outcome: usize) -> String {
        let size = largest(trial, plan);
        let pilots: Vec<(usize, Pilot)> = of_size(plan, size).collect();
        let records: Vec<(Selection, &Record, &Truth)> = pilots
            .iter()
            .flat_map(|(at, pilot)| Estimator::ALL.into_iter().map(move |estimator| (*at, pilot.selection, estimator)))
            .filter_map(|(at, selection, e)| Some((selection, record(trial, outcome, at, e)?, truth(trial, outcome, at)?)))
            .collect();
        let misleading = records.iter().filter(|(_, r, _)| r.bias.low > 0.0 || r.bias.high < 0.0);
        let worst = misleading.max_by(|a, b| a.1.bias.value.abs().total_cmp(&b.1.bias.value.abs()));
        let mut text = match (worst, self.language) {
            (Some((selection, r, truth)), language) => {
                let pick = |(english, chinese)| language.pick(english, chinese);
                let (estimator, chosen) = (pick(r.estimator.names()), pick(selection.names()));
                let (bias, truth) = (self.short(outcome, r.bias.value), self.short(outcome, truth.treated.value));
                match language {
                    Language::English => {
                        format!("Most misleading: {estimator}, communities {chosen}: off by {bias} where the truth is {truth}. ")
                    }
                    Language::Chinese => {
                        format!("最易误导：{chosen}的试点采用{estimator}，偏差{bias}，而真值为{truth}。")
                    }
                }
            }
            (None, language) => language
                .pick("No estimator is clearly off with so many replicates. ", "在此重复次数下，各估计方法均无明显偏差。")
                .to_owned(),
        };
        let spilt = pilots.iter().filter_map(|(at, _)| truth(trial, outcome, *at)).map(|truth| truth.untreated);
        let spilt = spilt.filter(|u| u.low > 0.0 || u.high < 0.0).max_by(|a, b| a.value.abs().total_cmp(&b.value.abs()));
        if let Some(untreated) = spilt {
            let change = self.short(outcome, untreated.value);
            let _ = match self.language {
                Language::English => write!(
                    text,
                    "Communities outside of the pilot change as well (by up to {change}): they share departments and an office \
                     with it. "
                ),
                Language::Chinese => write!(text, "未试点的社区也随之变化（至多{change}）：它们与试点社区共用部门和街道。"),
            };
        }
        let first = plan.selections[0];
        let Some(needed) = needed(trial, outcome, first) else { return text };
        let (english, chinese) = first.names();
        let chosen = self.pick(english, chinese);
        let most = plan.sizes.last().copied().unwrap_or(0);
        text += &match (needed.simulated, self.language) {
            (Some(size), Language::English) => {
                format!("To find this effect four times in five takes a pilot of {size} communities chosen {chosen}.")
            }
            (Some(size), Language::Chinese) => format!("要有八成把握发现该效应，需{size}个社区（{chosen}）。"),
            (None, Language::English) => {
                format!("No pilot of up to {most} communities chosen {chosen} finds this effect four times in five.")
            }
            (None, Language::Chinese) => format!("在{most}个社区以内（{chosen}），均无八成把握发现该效应。"),
        };
        text
    }

    /// An effect with its interval.
    fn effect(&self, outcome: usize, effect: Estimate) -> String {
        if effect.value.is_nan() {
            return "-".to_owned();
        }
        let unit = self.study.outcomes[outcome].unit;
        let decimals = figures::decimals(unit, effect.value, effect.high - effect.low);
        let ends = [effect.value, effect.low, effect.high].map(|end| figures::end(end, unit, decimals));
        format!("{} ({} {} {})", ends[0], ends[1], self.pick("to", "至"), ends[2])
    }

    fn short(&self, outcome: usize, value: f64) -> String {
        let unit = self.study.outcomes[outcome].unit;
        figures::difference(value, unit, figures::decimals(unit, value, value.abs()), self.language)
    }
}

/// A share in whole percent.
fn whole(share: f64) -> String {
    if share.is_nan() { "-".to_owned() } else { format!("{:.0}%", 100.0 * share) }
}

/// The largest size that leaves at least two communities to compare with; the largest of all if none does.
fn largest(trial: &Trial, plan: &Plan) -> u32 {
    let leaves_two = plan.sizes.iter().rev().find(|size| **size + 2 <= trial.communities);
    leaves_two.or(plan.sizes.last()).copied().unwrap_or(0)
}

/// The pilots of a size, with their numbers.
fn of_size(plan: &Plan, size: u32) -> impl Iterator<Item = (usize, Pilot)> {
    plan.pilots().into_iter().enumerate().filter(move |(_, pilot)| pilot.size == size)
}

fn truth(trial: &Trial, outcome: usize, pilot: usize) -> Option<&Truth> {
    trial.truths.iter().find(|truth| (truth.outcome, truth.pilot) == (outcome, pilot))
}

fn record(trial: &Trial, outcome: usize, pilot: usize, estimator: Estimator) -> Option<&Record> {
    trial.records.iter().find(|r| (r.outcome, r.pilot, r.estimator) == (outcome, pilot, estimator))
}

fn needed(trial: &Trial, outcome: usize, selection: Selection) -> Option<&Needed> {
    trial.needed.iter().find(|needed| (needed.outcome, needed.selection) == (outcome, selection))
}
