//! The text on a virtual trial: the truth, how far evaluators are from it, and how many communities they need.

use std::fmt::Write as _;

use super::Findings;
use super::assess::{Needed, Record, Trial, Truth};
use super::choose::Selection;
use super::estimate::Estimator;
use super::plan::{PilotIndex, Plan};
use crate::diagnostics::printable;
use crate::statistics::estimate::Estimate;
use crate::study::subject::OutcomeIndex;
use crate::study::words::Phrasing;
use crate::table::{aligned, figures, wrapped};
use crate::words::Language;

/// What was tried, in a line, below the title.
pub(super) fn head(findings: &Findings, phrasing: &Phrasing) -> String {
    let subject = phrasing.subject;
    let title = printable(phrasing.pick(&subject.title, &subject.title_zh));
    format!("{title}\n{}\n", tried(findings, phrasing))
}

/// The whole text on one combination.
pub(super) fn trial(trial: &Trial, plan: &Plan, phrasing: &Phrasing) -> String {
    Words { trial, plan, phrasing }.all()
}

/// What was tried, in a line.
fn tried(findings: &Findings, phrasing: &Phrasing) -> String {
    let (plan, [_, reform]) = (&findings.asked, phrasing.subject.scenarios.as_slice()) else { return String::new() };
    let communities = findings.combinations.first().map_or(0, |trial| trial.communities);
    let (runs, day, before) = (phrasing.subject.replicates, plan.day, plan.before_days);
    let (from, to) = (plan.day + plan.wait_days, plan.days());
    let title = printable(phrasing.pick(&reform.title, &reform.title_zh));
    wrapped(&match phrasing.language {
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

/// The text on one combination.
struct Words<'a> {
    trial: &'a Trial,
    plan: &'a Plan,
    phrasing: &'a Phrasing<'a>,
}

impl Words<'_> {
    fn all(&self) -> String {
        let mut out = String::new();
        for outcome in self.phrasing.subject.outcomes.places() {
            out += &self.biases(outcome);
            out += &self.powers(outcome);
            out += &wrapped(&self.meaning(outcome));
            out.push('\n');
        }
        out += &wrapped(self.phrasing.pick(
            "True effect: on the communities that take part, against the same city without a pilot. Bias: estimate less true effect. \
             The evaluator's own 95% interval should hold the truth in 95%. Power: how often difference-in-differences finds the \
             effect. The number needed is estimated from pilots of all sizes; the usual formula takes the true effect and what communities \
             vary without a reform. Brackets: 95% intervals from the replicates. *: clearly biased, so that it \
             finds effect and bias together.",
            "真实效应指试点社区相对于未开展试点的同一城市的变化。偏差＝估计值减真实效应。评估者自己的95%区间包含真值的比例应为95%。功效＝双重差分发现效应的比例。所需社区数由各种规模的试点共同得出；常用公式只用真实效应与无改革时社区间的差异。括号内为各次重复得出的95%区间。*：估计有明显偏差，所发现的是效应与偏差之和。",
        ));
        out
    }

    /// The truth, and how far every estimator is from it.
    fn biases(&self, outcome: OutcomeIndex) -> String {
        let (trial, plan) = (self.trial, self.plan);
        let kind = self.phrasing.subject.outcomes[outcome];
        let pilots = plan.shown_pilots(trial.communities);
        let (size, all) = (pilots.first().map_or(0, |(_, pilot)| pilot.size), trial.communities);
        let name = self.phrasing.pick(kind.name_en, kind.name_zh);
        let mut rows = vec![vec![match self.phrasing.language {
            Language::English => format!("{name}, {size} of {all} communities"),
            Language::Chinese => format!("{name}（{all}个社区中{size}个试点）"),
        }]];
        rows[0].extend(pilots.iter().map(|(_, pilot)| self.pick_of(pilot.selection.names()).to_owned()));
        let mut add = |name: String, cell: &dyn Fn(PilotIndex) -> String| {
            rows.push(std::iter::once(name).chain(pilots.iter().map(|(pilot, _)| cell(*pilot))).collect());
        };
        let effect = |effect: Option<Estimate>| effect.map_or("-".to_owned(), |effect| self.effect(outcome, effect));
        let of_truth = |of: fn(&Truth) -> Estimate| move |pilot: PilotIndex| truth(trial, outcome, pilot).map(of);
        let (treated, untreated) = (of_truth(|truth| truth.treated), of_truth(|truth| truth.untreated));
        add(format!("  {}", self.phrasing.pick("true effect", "真实效应")), &|pilot| effect(treated(pilot)));
        add(
            format!("  {}", self.phrasing.pick("true effect on the others", "对其他社区的真实效应")),
            &|pilot| effect(untreated(pilot)),
        );
        for estimator in Estimator::ALL {
            let of = |pilot: PilotIndex| record(trial, outcome, pilot, estimator).filter(|r| !r.bias.value.is_nan());
            let name = self.pick_of(estimator.names());
            add(format!("  {name}{}", self.phrasing.pick(": bias", "：偏差")), &|pilot| {
                effect(of(pilot).map(|r| r.bias))
            });
            add(format!("    {}", self.phrasing.pick("interval holds the truth", "区间包含真值")), &|pilot| {
                of(pilot).map_or("-".to_owned(), |r| self.share(r.coverage))
            });
        }
        aligned(&rows)
    }

    fn powers(&self, outcome: OutcomeIndex) -> String {
        let (trial, plan) = (self.trial, self.plan);
        let mut rows =
            vec![vec![self.phrasing.pick("Power by number of communities", "功效（按试点社区数）").to_owned()]];
        rows[0].extend(plan.sizes.iter().map(u32::to_string));
        rows[0].push(self.phrasing.pick("needed for 80%", "达到80%所需").to_owned());
        rows[0].push(self.phrasing.pick("by the formula", "常用公式所得").to_owned());
        let pilots = plan.pilots();
        for selection in &plan.selections {
            let mut row = vec![format!("  {}", self.pick_of(selection.names()))];
            for (pilot, _) in pilots.each().filter(|(_, pilot)| pilot.selection == *selection) {
                let of = record(trial, outcome, pilot, Estimator::DifferenceInDifferences);
                row.push(of.map_or("-".to_owned(), |r| self.share(r.power)));
            }
            if let Some(needed) = needed(trial, outcome, *selection) {
                let mut own =
                    plan.shown_pilots(trial.communities).into_iter().filter(|(_, pilot)| pilot.selection == *selection);
                let off = own.find_map(|(pilot, _)| record(trial, outcome, pilot, Estimator::DifferenceInDifferences));
                let off = off.is_some_and(|r| r.bias.is_clear());
                row.push(self.communities(needed.communities) + if off { " *" } else { "" });
                row.push(count(needed.formula));
            }
            rows.push(row);
        }
        aligned(&rows)
    }

    /// Communities needed with their interval; `-` where no number does.
    fn communities(&self, needed: Estimate) -> String {
        if !needed.value.is_finite() {
            return "-".to_owned();
        }
        let (value, low, high) = (count(needed.value), count(needed.low), count(needed.high));
        match (needed.high.is_finite(), self.phrasing.language) {
            (true, Language::English) => format!("{value} ({low} to {high})"),
            (true, Language::Chinese) => format!("{value}（{low}至{high}）"),
            (false, Language::English) => format!("{value} ({low} or more)"),
            (false, Language::Chinese) => format!("{value}（{low}以上）"),
        }
    }

    /// What this means for planning a pilot.
    fn meaning(&self, outcome: OutcomeIndex) -> String {
        let (trial, plan) = (self.trial, self.plan);
        let mut text = self.misleading(outcome);
        let truths =
            plan.shown_pilots(trial.communities).into_iter().filter_map(|(pilot, _)| truth(trial, outcome, pilot));
        let spilt = truths.map(|truth| truth.untreated).filter(Estimate::is_clear);
        if let Some(untreated) = spilt.max_by(|a, b| a.value.abs().total_cmp(&b.value.abs())) {
            let change = self.short(outcome, untreated.value);
            let _ = match self.phrasing.language {
                Language::English => write!(
                    text,
                    "Communities outside of the pilot change because of it as well (by up to {change}): they share departments and \
                     an office with it, and difference-in-differences subtracts that change. "
                ),
                Language::Chinese => {
                    write!(
                        text,
                        "未试点的社区也因试点而变化（至多{change}）：它们与试点社区共用部门和街道，双重差分会将这部分一并扣除。"
                    )
                }
            };
        }
        let Some(needed) = needed(trial, outcome, plan.selections[0]) else { return text };
        let own = plan.shown_pilots(trial.communities).first().and_then(|(pilot, _)| truth(trial, outcome, *pilot));
        if !own.is_some_and(|truth| truth.treated.is_clear()) || !needed.communities.value.is_finite() {
            text += self.phrasing.pick(
                "The reform has no clear effect on this, so that there is nothing to detect.",
                "该改革对此无明显效应，无从发现。",
            );
            return text;
        }
        let (chosen, communities) = (self.pick_of(plan.selections[0].names()), self.communities(needed.communities));
        let within = needed.communities.value <= f64::from(trial.communities) / 2.0;
        text + &match (within, self.phrasing.language) {
            (true, Language::English) => format!(
                "To detect this effect with 80% power, a pilot needs {communities} communities chosen {chosen}, compared with all \
                 others of this city."
            ),
            (true, Language::Chinese) => {
                format!("要有八成把握发现该效应，需{communities}个试点社区（{chosen}），与本市其余社区对比。")
            }
            (false, Language::English) => format!(
                "To detect this effect with 80% power takes a larger city: a pilot of {communities} communities chosen {chosen}, and \
                 as many others."
            ),
            (false, Language::Chinese) => format!(
                "要有八成把握发现该效应，需要更大的城市：{communities}个试点社区（{chosen}）和同样多的对照社区。"
            ),
        }
    }

    /// Which evaluation is furthest from the truth.
    fn misleading(&self, outcome: OutcomeIndex) -> String {
        let (trial, plan) = (self.trial, self.plan);
        let pilots = plan.shown_pilots(trial.communities);
        let each =
            pilots.iter().flat_map(|(pilot, of)| Estimator::ALL.map(|estimator| (*pilot, of.selection, estimator)));
        let records = each.filter_map(|(pilot, selection, estimator)| {
            Some((selection, record(trial, outcome, pilot, estimator)?, truth(trial, outcome, pilot)?))
        });
        let off = records.filter(|(_, r, _)| r.bias.is_clear());
        let Some((selection, r, truth)) = off.max_by(|a, b| a.1.bias.value.abs().total_cmp(&b.1.bias.value.abs()))
        else {
            return self
                .phrasing
                .pick(
                    "No estimator is clearly biased with so many replicates. ",
                    "在此重复次数下，各估计方法均无明显偏差。",
                )
                .to_owned();
        };
        let (estimator, chosen) = (self.pick_of(r.estimator.names()), self.pick_of(selection.names()));
        let (bias, truth) = (self.short(outcome, r.bias.value), self.short(outcome, truth.treated.value));
        match self.phrasing.language {
            Language::English => format!(
                "Most misleading: {estimator} with communities chosen {chosen}, off by {bias} where the truth is {truth}. "
            ),
            Language::Chinese => format!("最易误导：{chosen}的试点采用{estimator}，偏差{bias}，而真值为{truth}。"),
        }
    }

    fn pick_of(&self, (english, chinese): (&'static str, &'static str)) -> &'static str {
        self.phrasing.language.pick(english, chinese)
    }

    /// An effect with its interval.
    fn effect(&self, outcome: OutcomeIndex, effect: Estimate) -> String {
        if effect.value.is_nan() {
            return "-".to_owned();
        }
        let unit = self.phrasing.subject.outcomes[outcome].unit;
        let decimals = figures::decimals(unit, effect.value, effect.high - effect.low);
        let write = |end: f64| figures::end(end, unit, decimals);
        let interval = self.phrasing.interval((effect.low, effect.high), effect.constant, &write);
        match self.phrasing.language {
            _ if interval.is_empty() => write(effect.value),
            Language::English => format!("{} ({interval})", write(effect.value)),
            Language::Chinese => format!("{}（{interval}）", write(effect.value)),
        }
    }

    /// A share in whole percent with its interval.
    fn share(&self, share: Estimate) -> String {
        if share.value.is_nan() {
            return "-".to_owned();
        }
        let [value, low, high] = [share.value, share.low, share.high].map(|share| format!("{:.0}", 100.0 * share));
        match self.phrasing.language {
            Language::English => format!("{value}% ({low} to {high})"),
            Language::Chinese => format!("{value}%（{low}至{high}）"),
        }
    }

    fn short(&self, outcome: OutcomeIndex, value: f64) -> String {
        let unit = self.phrasing.subject.outcomes[outcome].unit;
        figures::difference(value, unit, figures::decimals(unit, value, value.abs()), self.phrasing.language)
    }
}

/// A number of communities; `-` where there is none.
fn count(number: f64) -> String {
    if number.is_finite() { format!("{number:.0}") } else { "-".to_owned() }
}

fn truth(trial: &Trial, outcome: OutcomeIndex, pilot: PilotIndex) -> Option<&Truth> {
    trial.truths.iter().find(|truth| (truth.outcome, truth.pilot) == (outcome, pilot))
}

fn record(trial: &Trial, outcome: OutcomeIndex, pilot: PilotIndex, estimator: Estimator) -> Option<&Record> {
    trial.records.iter().find(|r| (r.outcome, r.pilot, r.estimator) == (outcome, pilot, estimator))
}

fn needed(trial: &Trial, outcome: OutcomeIndex, selection: Selection) -> Option<&Needed> {
    trial.needed.iter().find(|needed| (needed.outcome, needed.selection) == (outcome, selection))
}
