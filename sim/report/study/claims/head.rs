//! The head of `claims.md`: how claims are judged, and how much of it could be chance.

use super::super::markdown::{count, percent};
use super::{Claimed, FILES};
use crate::compare::LEVEL;
use crate::study::methods::claims::judge::Tested;
use crate::study::methods::claims::plausible::Scores;
use crate::study::methods::claims::verdict::{MOST, NEARLY_ALL, Verdict};
use crate::words::Language;
use crate::words::Language::{Chinese, English};

/// The head of the page.
pub(super) fn head(claimed: &Claimed, language: Language) -> String {
    let (study, asked) = (claimed.study(), claimed.asked);
    let (runs, few, points) = (study.replicates, asked.world_replicates, asked.points);
    let without = asked.without_replicates;
    let (residents, inputs) = (study.scenarios[0].settings.city.residents, study.factors.len());
    let set = study.combinations.last().map_or(&[][..], |worlds| &worlds.settings[..]);
    let set: Vec<String> = set.iter().map(|(key, setting)| format!("`{key} = {setting}`")).collect();
    let set = if set.is_empty() { language.pick("the same city", "同一城市").to_owned() } else { set.join(", ") };
    let (most, nearly) = (MOST * 100.0, NEARLY_ALL * 100.0);
    let counted = if claimed.scores.is_some() {
        language.pick("other worlds that count", "计入的其他世界")
    } else {
        language.pick("other worlds", "其他世界")
    };
    let made = made_by(claimed, language);
    match language {
        English => {
            let [pairs, few_pairs] = [count(runs, "pair of runs", "pairs of runs"), count(few, "pair", "pairs")];
            let without_pairs = count(without, "pair", "pairs");
            format!(
                "{made}\n\
                 Every claim is a hypothesis: two or more policies in the same worlds, with the same random events, and outcomes \
                 that should rise or fall. **Here** is the world as shipped: {residents} residents, {pairs}, 95% intervals, which \
                 cover chance in one city and one model, and nothing else. **Other worlds** are {points} draws (a Latin hypercube, \
                 {set}) over {inputs} assumptions and structural variants, listed below, with {few_pairs} of runs each. For each \
                 outcome a smallest change that matters was fixed from the levels of the baseline, before any comparison was made; \
                 it is listed below, too.\n\n\
                 The verdict follows from the numbers by rule. Here, a claim holds for an outcome if the whole interval lies on the \
                 claimed side and beyond the smallest change that matters (a test of a minimum effect); the opposite likewise; there \
                 is no change that matters if the whole interval lies within that change of zero (a test of equivalence); otherwise \
                 it is not clear. What holds here holds *widely* if the mean is as claimed and large enough in {nearly:.0}% of the \
                 {counted}, and *in most* from {most:.0}%. An outcome marked † is a means: the policy sets it directly, so it is \
                 reported, but does not count for the claim. *Chance* is the share of the spread between the worlds that comes \
                 from having few runs.\n\n\
                 Mechanisms are switched off one by one on both sides of a comparison, in the shipped world, with {without_pairs}. A \
                 change *stays* if between 0.5 and 1.5 times of it is left, *vanishes* if less than half is left and that \
                 is too small to matter. Each of these words needs the whole 95% interval of what is left, pair by pair, on its side; \
                 where {without_pairs} are too few to decide, that is stated. Changes that are not clear to begin with get no word.\n"
            )
        }
        Chinese => format!(
            "{made}\n\
             每项主张都是待检验的假设：在同一世界、同样的偶然性下比较两个（或多个）方案，看所列指标是否上升或下降。**基准假设**指程序自带的\
             参数（{residents}名居民，{runs}对运行，95%区间）；区间只反映同一城市、同一模型内的偶然性。**其他世界**指对{inputs}项参数和结构变体作\
             拉丁超立方抽样得到的{points}个世界（{set}），每个世界{few}对运行。每项指标的“最小有意义变化”在查看比较结果之前依据基准水平给定，见下文。\n\n\
             结论由规则从数字得出：整个区间位于主张一侧且超过最小有意义变化，即在基准假设下成立（最小效应检验）；反向亦然；整个区间都小于最小有意义\
             变化，即无实质变化（等效性检验）；其余为尚无定论。在此基础上，若{counted}中至少{nearly:.0}%也如此，称为普遍成立；至少{most:.0}%为多数成立。\
             标有†的指标是手段：由方案直接设定，列出但不计入对主张的判断。“噪声”一列给出各世界之间的差异有多少来自运行次数少。\n\n\
             去掉机制的比较在基准假设下进行，双方同时去掉，各{without}对运行。剩余在一半至一倍半之间，称为大体保留；不足一半且小于最小有意义变化，\
             称为消失。每种说法都要求剩余部分的整个95%区间（逐对计算）落在相应一侧；{without}对运行不足以判断时如实说明。原本就不明确的变化不作判断。\n"
        ),
    }
}

/// Title, the page in the other language, and the command that wrote both.
fn made_by(claimed: &Claimed, language: Language) -> String {
    let (study, manifest) = (claimed.study(), claimed.sheet.manifest);
    let (file, seed, runs) = (&study.file, manifest.seed, study.replicates);
    let (version, hash) = (&manifest.program_version, &manifest.result_hash[..8]);
    match language {
        English => format!(
            "# {}\n\nWritten by `gridgov study {file}` (gridgov {version}, seed {seed}, {}, results {hash}); do not edit by hand. \
             [中文版]({})\n",
            study.title,
            count(runs, "replicate", "replicates"),
            FILES[1]
        ),
        Chinese => format!(
            "# {}\n\n本页由`gridgov study {file}`生成（gridgov {version}，种子{seed}，{runs}次重复，结果{hash}），请勿手工修改。\
             [English]({})\n",
            study.title_zh, FILES[0]
        ),
    }
}

/// How many verdicts depend on chance, and on which worlds count.
pub(super) fn sure(claimed: &Claimed, language: Language) -> String {
    let judged = claimed.judged;
    let all =
        || judged.iter().enumerate().flat_map(|(at, judged)| judged.tested.iter().map(move |tested| (at + 1, tested)));
    let outcomes = all().count() as f64;
    let level = 100.0 * (1.0 - (1.0 - LEVEL) / outcomes);
    // Each interval ends on the wrong side of a given limit in half of the cases in which it is wrong.
    let wrong = 0.5 * (1.0 - LEVEL) * outcomes;
    let scores = claimed.scores.filter(|scores| scores.enough);
    let worlds = scores.map_or(claimed.asked.points as usize, Scores::number);
    let margin = 1.96 * (0.25 / worlds as f64).sqrt();
    let near =
        |tested: &Tested| [MOST, NEARLY_ALL].iter().any(|limit| (tested.shares.as_claimed - limit).abs() < margin);
    let near = all().filter(|(_, tested)| holds_here(tested) && near(tested)).count();
    let searched = all().filter(|(_, tested)| tested.shares.as_claimed > 0.0 && tested.shares.as_claimed < 1.0).count();
    let boxes = all().filter(|(_, tested)| tested.fails.is_some()).count();
    let by_chance = 0.05 * searched as f64;
    let at_once = changed(claimed, |tested| tested.verdict_at_once, language);
    let calm = changed(claimed, |tested| tested.verdict_calm, language);
    let over_all = scores.map(|_| changed(claimed, |tested| tested.verdict_all, language));
    let margin = percent(margin);
    let margin = margin.trim_end_matches('%');
    match language {
        English => {
            let over_all = over_all.map_or_else(String::new, |changed| {
                format!("- Had implausible worlds counted as much as plausible ones, {changed}\n")
            });
            format!(
                "\n## How much of this could be chance\n\n{over_all}\
                 - {outcomes} outcomes are judged. A true change just short of what matters is taken for one that matters, or the \
                 reverse, in at most one case of forty: {wrong:.1} of {outcomes} verdicts here, if all were at that edge. With intervals \
                 so wide that all hold at once with 95% (Bonferroni, {level:.2}% each), {at_once}\n\
                 - A share of {worlds} worlds is known to within {margin} points or less; of the verdicts that hold here, {near} are that \
                 close to a threshold. If the other worlds are moved towards each other by the share of their spread that is chance, {calm}\n\
                 - A search for assumptions under which a claim fails finds something in pure noise in at most one case of twenty: in \
                 {by_chance:.1} of {searched} searches; {boxes} found something. That nothing is listed does not mean that nothing is \
                 there: weak limits, and limits in several assumptions that must hold together, can be missed with so many worlds.\n"
            )
        }
        Chinese => {
            let over_all = over_all
                .map_or_else(String::new, |changed| format!("- 若不可信的世界与可信的世界同样计入，{changed}\n"));
            format!(
                "\n## 有多少可能出于偶然\n\n{over_all}\
                 - 共判断{outcomes}项指标。真实变化若恰在“有意义”的边缘，误判的概率至多四十分之一；即使全部处于边缘，基准假设下也约有{wrong:.1}项误判。\
                 若把区间放宽到全部同时以95%成立（邦费罗尼法，每项{level:.2}%），{at_once}\n\
                 - {worlds}个世界中的占比，误差在{margin}个百分点以内；基准假设下成立的结论中，有{near}项距分界不到这一误差。若按噪声所占比例缩小其他世界\
                 之间的差异，{calm}\n\
                 - 寻找主张不成立的条件时，纯噪声下至多有二十分之一的搜索会有所发现：{searched}次搜索中约{by_chance:.1}次；实际{boxes}次有所发现。没有列出\
                 不等于不存在：较弱的界限，以及须多项假设同时满足的范围，这么多世界可能显示不出。\n"
            )
        }
    }
}

fn holds_here(tested: &Tested) -> bool {
    matches!(tested.verdict, Verdict::Widely | Verdict::Mostly | Verdict::Fragile)
}

/// Which verdicts another rule would change, and to what.
fn changed(claimed: &Claimed, other: fn(&Tested) -> Verdict, language: Language) -> String {
    let (study, judged) = (claimed.study(), claimed.judged);
    let (mut groups, mut n) = (Vec::new(), 0);
    for verdict in Verdict::ALL {
        let mut listed = Vec::new();
        for (at, judged) in judged.iter().enumerate() {
            for tested in judged.tested.iter().filter(|tested| other(tested) == verdict && tested.verdict != verdict) {
                let kind = study.outcomes[tested.outcome];
                listed.push(match language {
                    English => format!("*{}* ({})", kind.name_en, at + 1),
                    Chinese => format!("{}（{}）", kind.name_zh, at + 1),
                });
            }
        }
        n += listed.len();
        if !listed.is_empty() {
            let words = verdict.words(language);
            groups.push(match language {
                English => format!("to “{words}”: {}", listed.join(", ")),
                Chinese => format!("改为“{words}”：{}", listed.join("、")),
            });
        }
    }
    match (language, n) {
        (English, 0) => "no verdict would change.".to_owned(),
        (English, 1) => format!("one verdict would change (number of the claim in brackets), {}.", groups[0]),
        (English, n) => format!("{n} verdicts would change (numbers of claims in brackets), {}.", groups.join("; ")),
        (Chinese, 0) => "没有结论会改变。".to_owned(),
        (Chinese, n) => format!("有{n}项结论会改变（括号内为主张序号），{}。", groups.join("；")),
    }
}
