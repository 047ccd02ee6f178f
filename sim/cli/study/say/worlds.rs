//! What a study says about assumptions: calibration and scenario discovery.

use std::fmt::Write as _;

use super::{Findings, Teller};
use crate::cli::output::aligned;
use crate::scenario::values::plain;
use crate::study::calibration::abc::REACHED;
use crate::study::discovery::prim::Region;
use crate::study::{Quantity, Role};
use crate::table::{figures, wrapped};
use crate::words::Language;

/// Assumptions that are told.
const MOST: usize = 15;

/// Three digits that count.
pub(super) fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return plain(value);
    }
    let digits = (2.0 - libm::log10(value.abs()).floor()).clamp(0.0, 6.0) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

impl Teller<'_> {
    pub(super) fn calibration(&self, findings: &Findings) -> String {
        let Some(posterior) = &findings.posterior else {
            return wrapped(self.pick(
                "Nothing was learnt: fewer than two points have all targets defined.",
                "未能校准：目标指标均有定义的设计点不足两个。",
            ));
        };
        let mut rows = vec![
            [("TARGETS", "目标"), ("published", "公布值"), ("the model, 95%", "模型（95%）"), ("", "")]
                .map(|(english, chinese)| self.pick(english, chinese).to_owned())
                .to_vec(),
        ];
        let mut out_of_reach = false;
        for (index, aim) in self.study.aims.iter().enumerate() {
            let kind = self.study.outcomes[aim.outcome];
            let value = |value: f64| figures::value(value, kind.unit);
            let made = findings.predictive.get(index).copied().unwrap_or([f64::NAN; 5]);
            let reached = REACHED.contains(&posterior.observed_at[index]);
            let near = (made[2] - aim.value).abs() <= 2.0 * aim.tolerance;
            out_of_reach |= !reached && !near;
            let word = match (reached, near) {
                (_, true) => self.pick("met", "吻合"),
                (true, false) => self.pick("missed", "未达到"),
                (false, false) => self.pick("out of reach of the model", "模型无法达到"),
            };
            rows.push(vec![
                format!("  {}", self.pick(kind.name_en, kind.name_zh)),
                format!("{} ± {}", value(aim.value), value(aim.tolerance)),
                format!("{} ({} {} {})", value(made[2]), value(made[0]), self.pick("to", "至"), value(made[4])),
                word.to_owned(),
            ]);
        }
        let mut out = aligned(&rows) + "\n";
        let mut order: Vec<usize> = (0..self.study.factors.len()).collect();
        order.sort_by(|a, b| posterior.marginals[*a].shrinkage.total_cmp(&posterior.marginals[*b].shrinkage));
        let mut rows = vec![vec![
            self.heading(Role::Assumption).to_owned(),
            self.pick("before", "先验").to_owned(),
            self.pick("after, 95%", "后验（95%）").to_owned(),
            String::new(),
        ]];
        for factor in order.iter().take(MOST) {
            let ((low, high), marginal) = (self.study.factors[*factor].ends(), &posterior.marginals[*factor]);
            let [q025, _, q50, _, q975] = marginal.quantiles.map(short);
            let to = self.pick("to", "至");
            let word = match marginal.shrinkage {
                _ if !posterior.informs() => "",
                s if s < 0.6 => self.pick("much learnt", "信息充分"),
                s if s < 0.9 => self.pick("something learnt", "略有信息"),
                _ => self.pick("nothing learnt", "未获信息"),
            };
            rows.push(vec![
                format!("  {}", self.factor(*factor)),
                format!("{} {to} {}", short(low), short(high)),
                format!("{q50} ({q025} {to} {q975})"),
                word.to_owned(),
            ]);
        }
        out += &aligned(&rows);
        let learnt = posterior.marginals.iter().filter(|marginal| marginal.shrinkage < 0.9).count();
        let (all, kept) = (self.study.factors.len(), posterior.accepted.len());
        out.push('\n');
        if out_of_reach {
            out += &wrapped(self.pick(
                "A target is out of reach: what was kept is merely the least bad, and says little about the assumptions.",
                "有目标无法达到：所保留的只是相对最不差的设计点，对假设说明不了什么。",
            ));
        }
        if !posterior.informs() {
            out += &wrapped(self.pick(
                "Nothing was learnt of the assumptions: all points were kept, or no target tells one point from another.",
                "对假设未获信息：所有设计点均被保留，或没有目标能区分各设计点。",
            ));
            return out;
        }
        out += &wrapped(&match self.language {
            Language::English => format!(
                "The targets say something about {learnt} of {all} assumptions; {kept} points were kept. The others are as \
                 unknown as before: a target met does not confirm them."
            ),
            Language::Chinese => format!(
                "目标数据对{all}个假设中的{learnt}个有所约束；保留了{kept}个设计点。其余假设仍如先验一样不确定：目标吻合并不能证实它们。"
            ),
        });
        out
    }

    pub(super) fn discovery(&self, findings: &Findings) -> String {
        let Some(criterion) = self.study.criterion else { return String::new() };
        let (all, defined) = (findings.responses.points.len(), findings.labels.len());
        let what = self.criterion(criterion.quantity, criterion.value, criterion.below);
        let mut undefined = String::new();
        if defined < all {
            let text = self.undefined(all - defined, all);
            undefined = wrapped(&format!("{what}{}{text}", self.pick(": ", "：")));
        }
        if defined == 0 {
            return undefined;
        }
        let share = findings.labels.iter().filter(|label| **label).count() as f64 / defined as f64;
        let percent = Self::percent(share);
        let mut out = undefined;
        out += &wrapped(&match self.language {
            Language::English => format!("{what}: so it is at {percent} of the points."),
            Language::Chinese => format!("{what}：在{percent}的设计点上成立。"),
        });
        out.push('\n');
        let Some(discovery) = &findings.discovery else {
            out += &wrapped(self.pick(
                "It is so everywhere or nowhere, so that no assumption decides it within these ranges.",
                "在全部设计点上一律成立或一律不成立：在这些范围内没有假设能左右它。",
            ));
            return out;
        };
        let region = &discovery.chosen;
        if region.restrictions.is_empty() {
            out += &wrapped(self.pick(
                "No box of assumptions was found that chance alone would not give as well: no few assumptions decide it, or the \
                 points are too few to tell.",
                "未找到超出偶然的假设区域：没有少数几个假设能左右它，或设计点太少而无法判断。",
            ));
            return out;
        }
        out += &self.region(region);
        let (density, coverage) = (Self::percent(region.density), Self::percent(region.coverage));
        out += &wrapped(&match self.language {
            Language::English => format!(
                "Where all of this holds, it is so at {density} of the points instead of {percent}; {coverage} of all such points \
                 lie there. Before relying on the policy, find out on which side of these limits the city is."
            ),
            Language::Chinese => format!(
                "当上述条件同时成立时，它在{density}的设计点上成立（总体为{percent}）；所有此类设计点中有{coverage}落在该区域。采用该政策前，宜先查明本地处于界限的哪一侧。"
            ),
        });
        out
    }

    /// At how many points an outcome is undefined.
    pub(super) fn undefined(&self, some: usize, all: usize) -> String {
        match (self.language, some == all) {
            (Language::English, true) => "undefined at every point: raise scenario.days or city.residents.".to_owned(),
            (Language::English, false) => format!("undefined at {some} of {all} points, which do not count."),
            (Language::Chinese, true) => "在所有设计点均无定义：请增加 scenario.days 或 city.residents。".to_owned(),
            (Language::Chinese, false) => format!("在{all}个设计点中有{some}个无定义，不计入。"),
        }
    }

    pub(super) fn criterion(&self, quantity: Quantity, value: f64, below: bool) -> String {
        let name = self.quantity(quantity);
        let bound = self.number(quantity, value);
        match (self.language, below) {
            (Language::English, true) => format!("{name}, less than {bound}"),
            (Language::English, false) => format!("{name}, more than {bound}"),
            (Language::Chinese, true) => format!("{name}，小于{bound}"),
            (Language::Chinese, false) => format!("{name}，大于{bound}"),
        }
    }

    fn region(&self, region: &Region) -> String {
        let mut rows = vec![vec![
            self.heading(Role::Assumption).to_owned(),
            self.pick("where", "范围").to_owned(),
            "p".to_owned(),
        ]];
        for side in &region.restrictions {
            let where_ = match (side.low.is_finite(), side.high.is_finite(), self.language) {
                (true, true, Language::English) => format!("{} to {}", short(side.low), short(side.high)),
                (true, true, Language::Chinese) => format!("{}至{}", short(side.low), short(side.high)),
                (true, false, Language::English) => format!("above {}", short(side.low)),
                (true, false, Language::Chinese) => format!("高于{}", short(side.low)),
                (_, _, Language::English) => format!("below {}", short(side.high)),
                (_, _, Language::Chinese) => format!("低于{}", short(side.high)),
            };
            rows.push(vec![format!("  {}", self.factor(side.dimension)), where_, format!("{:.3}", side.adjusted_p)]);
        }
        let mut out = aligned(&rows);
        let _ = writeln!(
            out,
            "  {}",
            self.pick("p: how often shuffled points give as sharp a limit", "p：打乱设计点后出现同样明显界限的比例")
        );
        out.push('\n');
        out
    }
}
