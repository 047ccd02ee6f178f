//! What a virtual trial says: the truth, how far evaluators are from it, and how many communities they need.

use std::fmt::Write as _;

use super::{Findings, Teller};
use crate::cli::output::aligned;
use crate::diagnostics::printable;
use crate::study::statistics::Estimate;
use crate::study::trial::assess::{Needed, Record, Truth};
use crate::study::trial::{Estimator, Plan, Selection, Trial};
use crate::table::{figures, wrapped};
use crate::words::Language;

impl Teller<'_> {
    /// What was tried, in a line.
    pub(super) fn trial_head(&self, findings: &[Findings]) -> String {
        let (Some(plan), [_, reform]) = (&self.study.trial, self.study.scenarios.as_slice()) else {
            return String::new();
        };
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

    /// The truth, and how far every estimator is from it.
    fn biases(&self, trial: &Trial, plan: &Plan, outcome: usize) -> String {
        let kind = self.study.outcomes[outcome];
        let pilots = plan.told(trial.communities);
        let (size, all) = (pilots.first().map_or(0, |(_, pilot)| pilot.size), trial.communities);
        let name = self.pick(kind.name_en, kind.name_zh);
        let mut rows = vec![vec![match self.language {
            Language::English => format!("{name}, {size} of {all} communities"),
            Language::Chinese => format!("{name}（{all}个社区中{size}个试点）"),
        }]];
        rows[0].extend(pilots.iter().map(|(_, pilot)| self.pick_of(pilot.selection.names()).to_owned()));
        let mut add = |name: String, cell: &dyn Fn(usize) -> String| {
            rows.push(std::iter::once(name).chain(pilots.iter().map(|(pilot, _)| cell(*pilot))).collect());
        };
        let effect = |effect: Option<Estimate>| effect.map_or("-".to_owned(), |effect| self.effect(outcome, effect));
        let of_truth = |of: fn(&Truth) -> Estimate| move |pilot: usize| truth(trial, outcome, pilot).map(of);
        let (treated, untreated) = (of_truth(|truth| truth.treated), of_truth(|truth| truth.untreated));
        add(format!("  {}", self.pick("true effect", "真实效应")), &|pilot| effect(treated(pilot)));
        add(format!("  {}", self.pick("true effect on the others", "对其他社区的真实效应")), &|pilot| {
            effect(untreated(pilot))
        });
        for estimator in Estimator::ALL {
            let of = |pilot: usize| record(trial, outcome, pilot, estimator).filter(|r| !r.bias.value.is_nan());
            let name = self.pick_of(estimator.names());
            add(format!("  {name}{}", self.pick(": bias", "：偏差")), &|pilot| effect(of(pilot).map(|r| r.bias)));
            add(format!("    {}", self.pick("interval holds the truth", "区间包含真值")), &|pilot| {
                of(pilot).map_or("-".to_owned(), |r| whole(r.coverage))
            });
        }
        aligned(&rows)
    }

    fn powers(&self, trial: &Trial, plan: &Plan, outcome: usize) -> String {
        let mut rows = vec![vec![self.pick("Power by number of communities", "功效（按试点社区数）").to_owned()]];
        rows[0].extend(plan.sizes.iter().map(u32::to_string));
        rows[0].push(self.pick("needed for 80%", "达到80%所需").to_owned());
        for selection in &plan.selections {
            let mut row = vec![format!("  {}", self.pick_of(selection.names()))];
            for (pilot, _) in plan.pilots().into_iter().enumerate().filter(|(_, pilot)| pilot.selection == *selection) {
                let of = record(trial, outcome, pilot, Estimator::DifferenceInDifferences);
                row.push(
                    of.filter(|r| !r.power.is_nan())
                        .map_or("-".to_owned(), |r| format!("{} ({})", whole(r.power), whole(r.formula))),
                );
            }
            row.push(
                needed(trial, outcome, *selection)
                    .map_or(String::new(), |needed| self.number_needed(trial, plan, needed)),
            );
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
        let mut text = self.misleading(trial, plan, outcome);
        let truths = plan.told(trial.communities).into_iter().filter_map(|(pilot, _)| truth(trial, outcome, pilot));
        let spilt = truths.map(|truth| truth.untreated).filter(clear);
        if let Some(untreated) = spilt.max_by(|a, b| a.value.abs().total_cmp(&b.value.abs())) {
            let change = self.short(outcome, untreated.value);
            let _ = match self.language {
                Language::English => write!(
                    text,
                    "Communities outside of the pilot change as well (by up to {change}): they share departments and an office \
                     with it. "
                ),
                Language::Chinese => {
                    write!(text, "未试点的社区也随之变化（至多{change}）：它们与试点社区共用部门和街道。")
                }
            };
        }
        let Some(needed) = needed(trial, outcome, plan.selections[0]) else { return text };
        let chosen = self.pick_of(plan.selections[0].names());
        let most = plan.sizes.last().copied().unwrap_or(0);
        let own = plan.told(trial.communities).first().and_then(|(pilot, _)| truth(trial, outcome, *pilot));
        let enough = match (needed.simulated, self.language) {
            _ if !own.is_some_and(|truth| clear(&truth.treated)) => self
                .pick(
                    "The reform has no clear effect on this, so that there is nothing to find.",
                    "该改革对此无明显效应，无从发现。",
                )
                .to_owned(),
            (Some(size), Language::English) => {
                format!("To find this effect four times in five takes a pilot of {size} communities chosen {chosen}.")
            }
            (Some(size), Language::Chinese) => format!("要有八成把握发现该效应，需{size}个社区（{chosen}）。"),
            (None, Language::English) => {
                format!("No pilot of up to {most} communities chosen {chosen} finds this effect four times in five.")
            }
            (None, Language::Chinese) => format!("在{most}个社区以内（{chosen}），均无八成把握发现该效应。"),
        };
        text + &enough
    }

    /// Which evaluation is furthest from the truth.
    fn misleading(&self, trial: &Trial, plan: &Plan, outcome: usize) -> String {
        let pilots = plan.told(trial.communities);
        let each =
            pilots.iter().flat_map(|(pilot, of)| Estimator::ALL.map(|estimator| (*pilot, of.selection, estimator)));
        let records = each.filter_map(|(pilot, selection, estimator)| {
            Some((selection, record(trial, outcome, pilot, estimator)?, truth(trial, outcome, pilot)?))
        });
        let off = records.filter(|(_, r, _)| clear(&r.bias));
        let Some((selection, r, truth)) = off.max_by(|a, b| a.1.bias.value.abs().total_cmp(&b.1.bias.value.abs()))
        else {
            return self
                .pick(
                    "No estimator is clearly off with so many replicates. ",
                    "在此重复次数下，各估计方法均无明显偏差。",
                )
                .to_owned();
        };
        let (estimator, chosen) = (self.pick_of(r.estimator.names()), self.pick_of(selection.names()));
        let (bias, truth) = (self.short(outcome, r.bias.value), self.short(outcome, truth.treated.value));
        match self.language {
            Language::English => format!(
                "Most misleading: {estimator} with communities chosen {chosen}, off by {bias} where the truth is {truth}. "
            ),
            Language::Chinese => format!("最易误导：{chosen}的试点采用{estimator}，偏差{bias}，而真值为{truth}。"),
        }
    }

    fn pick_of(&self, (english, chinese): (&'static str, &'static str)) -> &'static str {
        self.language.pick(english, chinese)
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

/// Whether an interval leaves zero out.
fn clear(estimate: &Estimate) -> bool {
    estimate.low > 0.0 || estimate.high < 0.0
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
