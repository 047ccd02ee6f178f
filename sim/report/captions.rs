//! Captions and subtitles: what one sees, how many runs, what bands mean, and that they speak of chance inside the model
//! only. Every number in them is counted from the results.

use super::context::{Context, kind};
use super::series::{Rhythm, rhythm};
use super::words;
use crate::compare::{Difference, Verdict, verdict};
use crate::results::Results;
use crate::table::figures;
use crate::words::Language::{self, Chinese, English};

/// "1 run", "30 runs".
pub(super) fn runs(count: u32, language: Language) -> String {
    match language {
        English => format!("{count} run{}", if count == 1 { "" } else { "s" }),
        Chinese => format!("{count}次运行"),
    }
}

/// "30 paired runs" against the baseline.
fn pairs(cx: &Context, language: Language) -> String {
    let count = cx.results.replicates;
    match language {
        English => format!("{count} pair{} of runs that share their chance", if count == 1 { "" } else { "s" }),
        Chinese => format!("{count}对使用相同随机数的运行"),
    }
}

/// What every interval and band leaves out.
fn chance(results: &Results, what: &str, language: Language) -> String {
    if results.replicates < 2 {
        return language
            .pick(
                " There is one run only: no interval is possible, and what one sees may be chance.",
                "仅有一次运行：无法给出区间，所见可能纯属偶然。",
            )
            .to_owned();
    }
    match language {
        English => format!(" {what} chance inside the model, not whether the model is right."),
        Chinese => format!("{what}只反映模型内部的随机性，不说明模型本身是否正确。"),
    }
}

fn intervals(results: &Results, language: Language) -> String {
    chance(results, language.pick("The 95% intervals tell of", "95%区间"), language)
}

fn bands(results: &Results, language: Language) -> String {
    chance(results, language.pick("Bands tell of", "色带"), language)
}

pub(super) fn table_subtitle(baseline: &str, language: Language) -> String {
    match language {
        English => format!(
            "Against {baseline}: mean of the baseline → mean of the scenario; below, the difference with its 95% interval"
        ),
        Chinese => format!("与“{baseline}”相比：基准平均值→情景平均值；其下为差异及其95%区间"),
    }
}

pub(super) fn mean_subtitle(language: Language) -> String {
    language.pick("Mean over runs, and the 95% interval of the mean", "各次运行的平均值及其95%区间").to_owned()
}

/// How many of the differences are clear, in a sentence.
pub(super) fn sentence(differences: &[&Difference], language: Language) -> String {
    let count = |wanted: Verdict| differences.iter().filter(|d| verdict(d) == wanted).count();
    let (better, worse, all) = (count(Verdict::Better), count(Verdict::Worse), differences.len());
    match language {
        English => format!("Of {all} outcomes, {better} clearly better and {worse} clearly worse"),
        Chinese => format!("{all}项指标中，{better}项明显改善，{worse}项明显变差"),
    }
}

/// The largest clear gain in a sentence, where there is one.
fn example(differences: &[&Difference], language: Language) -> String {
    let size = |d: &Difference| (d.difference / (d.high - d.low)).abs();
    let clear = differences.iter().filter(|d| matches!(verdict(d), Verdict::Better | Verdict::Worse) && d.pairs > 1);
    let Some(d) = clear.max_by(|a, b| size(a).total_cmp(&size(b))) else { return String::new() };
    let decimals = figures::decimals_of_interval(d.unit, d.baseline_mean, d.low, d.high);
    let written = figures::difference(d.difference, d.unit, decimals, language);
    let name = super::context::name(d.outcome, language);
    match language {
        English => format!(" Clearest: {name} {written}, better in {} of {} paired runs.", d.better_in, d.pairs),
        Chinese => format!("最明显的是：{name}{written}，{}对配对运行中有{}对改善。", d.pairs, d.better_in),
    }
}

pub(super) fn table(cx: &Context, scenario: usize, differences: &[&Difference], language: Language) -> String {
    let (title, sentence, example) =
        (cx.title(scenario, language), sentence(differences, language), example(differences, language));
    let (title, pairs) = (short(&title), pairs(cx, language));
    let rest = intervals(cx.results, language);
    match language {
        English => format!("{title}. {sentence}.{example} From {pairs}.{rest}"),
        Chinese => format!("{title}。{sentence}。{example}基于{pairs}。{rest}"),
    }
}

pub(super) fn values(cx: &Context, language: Language) -> String {
    let (runs, rest) = (runs(cx.results.replicates, language), intervals(cx.results, language));
    match language {
        English => format!("Means over {runs}.{rest}"),
        Chinese => format!("{runs}的平均值。{rest}"),
    }
}

pub(super) fn forest(cx: &Context, shown: usize, all: usize, language: Language) -> String {
    let (pairs, rest) = (pairs(cx, language), intervals(cx.results, language));
    let left_out = match language {
        _ if shown == all => String::new(),
        English => format!(" {} of {all} outcomes are left out, as their baseline is zero or undefined.", all - shown),
        Chinese => format!("{all}项指标中有{}项因基准为零或无定义而未列出。", all - shown),
    };
    match language {
        English => format!(
            "Mean paired differences with 95% intervals, each as a percentage of the baseline's mean; numbers at the right in the outcome's own unit. An interval that crosses the zero line shows no clear difference. From {pairs}.{left_out}{rest}"
        ),
        Chinese => format!(
            "配对差异的平均值及其95%区间，以基准平均值的百分比表示；右侧数字为指标自身单位。区间跨过零线即无明显差异。基于{pairs}。{left_out}{rest}"
        ),
    }
}

pub(super) fn by_scenario_subtitle(baseline: &str, unit: &str, language: Language) -> String {
    let unit = words::unit_of_change(unit, language);
    match language {
        English => format!("Difference from {}, {unit}", short(baseline)),
        Chinese => format!("与“{}”的差异（{unit}）", short(baseline)),
    }
}

pub(super) fn forest_by_scenario(cx: &Context, scenarios: usize, language: Language) -> String {
    let (pairs, rest) = (pairs(cx, language), intervals(cx.results, language));
    match language {
        English => format!(
            "Mean paired differences of {scenarios} scenarios with 95% intervals. An interval that crosses the zero line shows no clear difference. Each from {pairs}.{rest}"
        ),
        Chinese => format!(
            "{scenarios}个情景的配对差异平均值及其95%区间。区间跨过零线即无明显差异。每个情景基于{pairs}。{rest}"
        ),
    }
}

pub(super) fn fan_subtitle(unit: &str, panels: usize, all: usize, language: Language) -> String {
    let (unit, first) = (words::unit(unit, language), only_first(panels, all, language));
    match language {
        English => format!("Over time ({unit}); across: days since day 0.{first}"),
        Chinese => format!("随时间变化（{unit}）；横轴为第0天以来的天数。{first}"),
    }
}

/// A day on an axis.
pub(super) fn day_tick(day: f64, _language: Language) -> String {
    format!("{day:.0}")
}

/// Where only the first scenarios have a panel.
fn only_first(panels: usize, all: usize, language: Language) -> String {
    match language {
        _ if panels == all => String::new(),
        English => format!(" Shown are the first {panels} of {all} scenarios."),
        Chinese => format!("仅显示{all}个情景中的前{panels}个。"),
    }
}

fn points(rhythm: Rhythm, language: Language) -> String {
    match (rhythm, language) {
        (Rhythm::Monthly, English) => "Measured every 30 days.".to_owned(),
        (Rhythm::Monthly, Chinese) => "每30天测量一次。".to_owned(),
        (Rhythm::Stretch(days), English) => format!("Each point puts {days} days together."),
        (Rhythm::Stretch(days), Chinese) => format!("每个点由{days}天合并计算。"),
    }
}

/// The meaning of an outcome without saying that it is the state at the end: a figure over time shows it at every time.
fn over_time(meaning: &str) -> String {
    meaning.replace(", at the end of the run", "").replace(" at the end of the run", "").replace("期末", "")
}

pub(super) fn fan(cx: &Context, outcome: &str, panels: usize, all: usize, language: Language) -> String {
    let kind = kind(outcome);
    let meaning = over_time(language.pick(kind.meaning_en, kind.meaning_zh));
    let points = points(rhythm(outcome, cx.scenario(cx.baseline).days), language);
    let (first, rest) = (only_first(panels, all, language), bands(cx.results, language));
    let runs = runs(cx.results.replicates, language);
    match language {
        English => format!(
            "{meaning} Line: median of {runs}; dark band: the middle 50% of the runs; light band: the middle 90%. {points}{first}{rest}"
        ),
        Chinese => format!(
            "{meaning}实线为{runs}的中位数；深色带为居中50%的运行，浅色带为居中90%的运行。{points}{first}{rest}"
        ),
    }
}

pub(super) fn backlog_subtitle(bars: bool, panels: usize, all: usize, language: Language) -> String {
    let first = only_first(panels, all, language);
    let open = language.pick(words::OPEN_CASES.0, words::OPEN_CASES.1);
    match (bars, language) {
        (true, English) => format!("Above: {open}; below: {}; across: days.{first}", words::NET_FLOW.0),
        (true, Chinese) => format!("上：{open}；下：{}；横轴为天数。{first}", words::NET_FLOW.1),
        (false, English) => format!("Medians of {open}; across: days.{first}"),
        (false, Chinese) => format!("{open}的中位数；横轴为天数。{first}"),
    }
}

/// With `bars` of the weekly change and bands; without, medians alone.
pub(super) fn backlog(cx: &Context, bars: bool, panels: usize, all: usize, language: Language) -> String {
    let points = points(rhythm("backlog_per_1000", cx.scenario(cx.baseline).days), language);
    let (first, runs) = (only_first(panels, all, language), runs(cx.results.replicates, language));
    let rest = if bars { bands(cx.results, language) } else { String::new() };
    match (bars, language) {
        (true, English) => format!(
            "Open cases per 1,000 residents: median of {runs} with the middle 50% and 90%. The bars are the change of that median per week: what came in less what left the books. {points}{first}{rest}"
        ),
        (true, Chinese) => format!(
            "每千名居民的在办案件数：{runs}的中位数及居中50%、90%的范围。柱形为该中位数的每周变化，即新增案件数减去了结案件数。{points}{first}{rest}"
        ),
        (false, English) => format!("Open cases per 1,000 residents: median of {runs}. {points}{first}"),
        (false, Chinese) => format!("每千名居民的在办案件数：{runs}的中位数。{points}{first}"),
    }
}

pub(super) fn band_of_runs(language: Language) -> String {
    language.pick("95% of the runs", "95%的运行").to_owned()
}

pub(super) fn survival_subtitle(language: Language) -> String {
    language.pick("Share of cases still open, by days since filing", "立案后各天仍未结案的比例").to_owned()
}

pub(super) fn open_at_deadline(share: f64, language: Language) -> String {
    match language {
        English => format!("{:.0}% open", 100.0 * share),
        Chinese => format!("{:.0}%未结", 100.0 * share),
    }
}

pub(super) fn survival(cx: &Context, scenario: usize, deadlines: bool, panels: usize, language: Language) -> String {
    let (runs, rest) = (runs(cx.results.replicates, language), bands(cx.results, language));
    let dashed =
        if scenario == cx.baseline { "" } else { language.pick(" Dashed: the baseline.", "虚线为基准。") };
    let due = if deadlines {
        language.pick(
            " The dotted line is the deadline of the kind; beside it, the share of the scenario's cases still open by then.",
            "竖线为该类事项的办结时限，旁注为届时情景中仍未结案的比例。",
        )
    } else {
        language.pick(
            " Deadlines are not drawn: the tables do not tell them for certain.",
            "未绘制办结时限：结果文件无法确定其数值。",
        )
    };
    match language {
        English => format!(
            "Product-limit estimates for all cases and {} kinds, mean of {runs} with the central 95% of the runs.{dashed}{due} Cases still open at the end of a run count as open for as long as they were seen (censored); duplicates are left out.{rest}",
            panels - 1
        ),
        Chinese => format!(
            "全部案件及{}类事项的乘积限估计：{runs}的平均值及居中95%的范围。{dashed}{due}运行结束时未结的案件按删失处理；重复案件不计。{rest}",
            panels - 1
        ),
    }
}

pub(super) fn better_or_worse(language: Language) -> String {
    language.pick("scenario: better, worse", "情景：改善、变差").to_owned()
}

pub(super) fn groups_subtitle(compared: bool, language: Language) -> String {
    if compared {
        language
            .pick(
                "From the baseline's mean to the scenario's; at the right the difference",
                "从基准平均值到情景平均值；右侧为差异",
            )
            .to_owned()
    } else {
        mean_subtitle(language)
    }
}

pub(super) fn groups(cx: &Context, compared: bool, language: Language) -> String {
    let rest = intervals(cx.results, language);
    let deciles = language.pick(
        " Tenths of grids are sorted anew in every run by the days of their closed cases.",
        "网格十分位在每次运行中按已结案件用时重新排序。",
    );
    if !compared {
        let runs = runs(cx.results.replicates, language);
        return match language {
            English => format!("Means over {runs}; lines are 95% intervals.{deciles}{rest}"),
            Chinese => format!("{runs}的平均值；横线为95%区间。{deciles}{rest}"),
        };
    }
    let pairs = pairs(cx, language);
    match language {
        English => format!(
            "Means by group from {pairs}. The sign says whether the 95% interval of the paired difference excludes zero.{deciles}{rest}"
        ),
        Chinese => format!("各群体平均值，基于{pairs}。标记表示配对差异的95%区间是否不含零。{deciles}{rest}"),
    }
}

pub(super) fn maps_subtitle(outcome: &str, unit: &str, communities: bool, language: Language) -> String {
    let cells = if communities {
        language.pick("one cell a community", "每格为一个社区")
    } else {
        language.pick("one cell a grid, framed by community", "每格为一个网格，按社区分框")
    };
    match language {
        English => format!("{outcome} ({unit}); {cells}"),
        Chinese => format!("{outcome}（{unit}）；{cells}"),
    }
}

pub(super) fn maps(cx: &Context, outcome: &str, compared: bool, communities: bool, language: Language) -> String {
    let runs = runs(cx.results.replicates, language);
    let chance = language.pick(
        " One cell has few cases, so that part of what differs between cells is chance. The map is a lattice, not a place on earth.",
        "单个格子案件较少，格间差异部分出于偶然。地图为示意格局，并非真实地点。",
    );
    let grids = if communities { "" } else { language.pick(" on the baseline's grids", "（按基准网格）") };
    match (compared, language) {
        (true, English) => format!(
            "{outcome}{grids}, mean of {runs} in each scenario: baseline and scenario on one scale, and the difference, where + and − mark cells beyond a quarter of the scale.{chance}"
        ),
        (true, Chinese) => format!(
            "{outcome}{grids}，每个情景{runs}的平均值：基准与情景使用同一色标；差异图中＋、－标出超过色标四分之一的格子。{chance}"
        ),
        (false, English) => format!("{outcome} by cell, mean of {runs}.{chance}"),
        (false, Chinese) => format!("各格{outcome}，{runs}的平均值。{chance}"),
    }
}

pub(super) fn tradeoff_title(upwards: &str, across: &str, language: Language) -> String {
    match language {
        English => format!("{upwards} against {}", across.to_lowercase()),
        Chinese => format!("{upwards}与{across}"),
    }
}

pub(super) fn tradeoff_subtitle(baseline: &str, language: Language) -> String {
    match language {
        English => format!("Differences from {}; crosses are 95% intervals", short(baseline)),
        Chinese => format!("与“{}”的差异；十字为95%区间", short(baseline)),
    }
}

pub(super) fn change_in(name: &str, unit: &str, language: Language) -> String {
    let unit = words::unit_of_change(unit, language);
    match language {
        English => format!("Change in {}, {unit}", name.to_lowercase()),
        Chinese => format!("{name}的变化（{unit}）"),
    }
}

pub(super) fn bettered(language: Language) -> String {
    language.pick("bettered by another", "被其他情景超越").to_owned()
}

pub(super) fn tradeoff(cx: &Context, front: &[usize], language: Language) -> String {
    let names: Vec<String> = front.iter().map(|scenario| short(&cx.title(*scenario, language))).collect();
    let (pairs, rest) = (pairs(cx, language), intervals(cx.results, language));
    match language {
        English => format!(
            "Mean paired differences from the baseline. By their means, no other scenario is at least as good in both outcomes and better in one than: {}; chance is not taken into account in this. Each from {pairs}.{rest}",
            names.join("; ")
        ),
        Chinese => format!(
            "与基准的配对差异平均值。按平均值，没有其他情景在两项上均不差且至少一项更好于：{}；此处未计随机性。每个情景基于{pairs}。{rest}",
            names.join("；")
        ),
    }
}

pub(super) fn matrix_subtitle(baseline: &str, language: Language) -> String {
    match language {
        English => format!("Against {}; the numbers name outcomes below", short(baseline)),
        Chinese => format!("与“{}”相比；编号所指指标见下方", short(baseline)),
    }
}

pub(super) fn matrix(cx: &Context, language: Language) -> String {
    let differences: Vec<&Difference> = cx
        .others
        .iter()
        .flat_map(|scenario| crate::table::HEADLINES.iter().filter_map(|h| cx.difference(*scenario, h.id, "all")))
        .filter(|d| d.pairs > 1 && verdict(d) != Verdict::Same)
        .collect();
    let expected = (differences.len() as f64 * (1.0 - crate::compare::LEVEL)).round();
    let (pairs, count, rest) = (pairs(cx, language), differences.len(), intervals(cx.results, language));
    match language {
        English => format!(
            "A sign says on which side of zero the 95% interval of a paired difference lies; it says nothing of its size. Each from {pairs}. If no scenario had any effect, about {expected} of these {count} signs would still look clear by chance.{rest}"
        ),
        Chinese => format!(
            "标记表示配对差异的95%区间位于零的哪一侧，不表示大小。每个情景基于{pairs}。即使所有情景均无影响，这{count}个标记中也约有{expected}个会偶然显得明显。{rest}"
        ),
    }
}

/// A title that fits into a sentence.
pub(super) fn short(title: &str) -> String {
    let mut text: String = title.chars().take(80).collect();
    if text.len() < title.len() {
        text.push('…');
    }
    text
}
