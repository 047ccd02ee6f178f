//! Which worlds count: how the baseline of each stands to what is published, and by which rule it is ruled out.

use std::fmt::Write as _;

use super::super::markdown::{bracketed, punctuated};
use super::Claimed;
use crate::statistics::quantile::quantile;
use crate::table::figures;
use crate::words::Language;

/// The section; nothing where nobody asked which worlds are plausible.
pub(super) fn scored(claimed: &Claimed, language: Language) -> String {
    let (Some(asked), Some(scores)) = (&claimed.asked.plausible, claimed.scores) else { return String::new() };
    let (points, some, most) = (claimed.asked.points, scores.number(), asked.at_most);
    let least = asked.worlds_at_least;
    let mut text = match language {
        Language::English => format!(
            "\n## Which worlds count\n\nA draw over ranges makes cities that look like no real one. A world is **plausible** if \
             its baseline makes what is published: its implausibility, the largest distance of a target below from the mean of its \
             runs over the standard deviation of the target's tolerance and of chance together, is at most {most} (history \
             matching: Craig et al. 1997, Vernon, Goldstein & Bower 2010; of any distribution with one peak 95% lie within three \
             standard deviations: Pukelsheim 1994). The targets are patterns of class C of [validation.md](validation.md), those \
             that may be used to set parameters. What a claim says is no target.\n\n\
             **{some} of {points} other worlds are plausible.** {}\n\n\
             | target | published | shipped world (implausibility) | other worlds, median (5% to 95%) | ruled out by it alone | source |\n\
             |---|---|---|---|---:|---|\n",
            if scores.enough {
                "The verdicts are over these; what they would be over all worlds stands beside them.".to_owned()
            } else {
                format!("That is too few, fewer than {least}: the verdicts are over **all** worlds, plausible or not.")
            }
        ),
        Language::Chinese => format!(
            "\n## 哪些世界计入\n\n在范围内抽取参数，会得到不像任何真实城市的世界。若某个世界的基准方案符合公开数据，则称为**可信**：\
             对下列各目标，取运行均值与目标值之差除以标准差（目标容差与偶然性合并计算），其中最大者即不可信度，须不超过{most}（历史匹配法：\
             Craig等1997；Vernon、Goldstein与Bower 2010；任何单峰分布都有95%落在三个标准差之内：Pukelsheim 1994）。目标取自\
             [validation.md](validation.md)中可用于设定参数的C类规律；主张本身的内容不作目标。\n\n\
             **{points}个其他世界中有{some}个可信。**{}\n\n\
             | 目标 | 公布值 | 基准世界（不可信度） | 其他世界：中位数（5%至95%） | 单凭此项排除 | 来源 |\n|---|---|---|---|---:|---|\n",
            if scores.enough {
                "结论依据这些世界得出；若依据全部世界，结论如何也一并列出。".to_owned()
            } else {
                format!("数量过少（少于{least}个）：结论依据**全部**世界得出，不论是否可信。")
            }
        ),
    };
    for (index, target) in asked.targets.iter().enumerate() {
        let kind = claimed.study().outcomes[target.outcome];
        let value = |value: f64| figures::value(value, kind.unit);
        let made: Vec<f64> =
            scores.worlds.iter().map(|world| world[index].mean).filter(|mean| !mean.is_nan()).collect();
        let [low, middle, high] = [0.05, 0.5, 0.95].map(|share| value(quantile(&made, share)));
        let shipped = scores.shipped[index];
        let (open, close) = (language.pick(" (", "（"), language.pick(")", "）"));
        let distance = format!("{open}{:.1}{close}", shipped.implausibility);
        let _ = writeln!(
            text,
            "| {}{open}`{}`{close} | {} ± {} | {}{distance} | {middle}{} | {} | {} |",
            language.pick(kind.name_en, kind.name_zh),
            kind.id,
            value(target.value),
            value(target.tolerance),
            value(shipped.mean),
            bracketed([low, high], language),
            scores.ruled_out(index, most),
            if language == Language::Chinese { punctuated(&target.source) } else { target.source.clone() },
        );
    }
    text
}
