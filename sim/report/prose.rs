//! The sentences of the report besides captions, in English and Chinese side by side.

use maud::{Markup, html};

use super::context::Context;
use super::text::Sentence;
use crate::registry::Provenance;
use crate::settings::parameters;

/// A text in English and Chinese that was made, not just written down.
pub(super) type Both = (String, String);

/// Both languages as HTML; the style sheet shows one.
pub(super) fn both((english, chinese): &Both) -> Markup {
    html! { span lang="en" { (Sentence(english)) } span lang="zh-CN" { (Sentence(chinese)) } }
}

/// A text that was written down.
pub(super) fn fixed(words: &(&str, &str)) -> Both {
    (words.0.to_owned(), words.1.to_owned())
}

fn words(english: impl Into<String>, chinese: impl Into<String>) -> Both {
    (english.into(), chinese.into())
}

/// On the button that leads from each language to the other.
pub(super) const OTHER_LANGUAGE: (&str, &str) = ("中文", "English");
pub(super) const SLIDES: (&str, &str) = ("Slides", "幻灯片");
pub(super) const HANDOUT: (&str, &str) = ("One page", "单页打印");
pub(super) const ANSWER: (&str, &str) = ("The answer", "结论");
pub(super) const BY_PAIR: (&str, &str) = ("Pair by pair", "逐对比较");
pub(super) const CAUTION: (&str, &str) = ("Read this first", "请先阅读");
pub(super) const GLANCE: (&str, &str) = ("At a glance", "总览");
pub(super) const TRADEOFF: (&str, &str) = ("What it costs", "代价与收益");
pub(super) const BY_OUTCOME: (&str, &str) = ("Scenarios compared, outcome by outcome", "逐项指标比较各方案");
pub(super) const WHY: (&str, &str) = ("Why", "原因");
pub(super) const ALL: (&str, &str) = ("All scenarios", "全部方案");
pub(super) const TIME: (&str, &str) = ("Over time", "随时间变化");
pub(super) const METHOD: (&str, &str) = ("How this was computed", "计算方法");
pub(super) const INPUTS: (&str, &str) = ("Inputs and provenance", "输入与来源");
pub(super) const CITE: (&str, &str) = ("How to cite", "如何引用");
pub(super) const HOW_TO_CITE: (&str, &str) = (
    "Name the program with its version, and these results with seed and hash: with them, anyone can reproduce the same numbers.",
    "请注明程序及其版本，并注明本结果的种子与哈希值；据此任何人都能重现相同的数字。",
);
pub(super) const TEXT: (&str, &str) = ("Text of the scenario's file", "方案文件全文");
pub(super) const NO_TEXT: (&str, &str) = ("The file of the scenario is empty", "方案文件为空");
pub(super) const NO_SERIES: (&str, &str) = (
    "These results hold no daily values, so that the figures over time cannot be drawn. Running the scenarios again with --force draws them.",
    "本结果不含逐日数据，无法绘制随时间变化的图。使用 --force 重新运行即可绘制。",
);
/// Columns of a table of differences.
pub(super) const COLUMNS: [(&str, &str); 7] = [
    ("Outcome", "指标"),
    ("Baseline", "基准"),
    ("Scenario", "方案"),
    ("Difference", "差异"),
    ("95% interval", "95%区间"),
    ("In words", "结论"),
    ("Better in (pairs)", "改善的配对数"),
];

/// The first columns of a table of very many scenarios.
pub(super) const SCENARIO_COLUMNS: [(&str, &str); 2] = [("Scenario", "方案"), ("Changed", "改动")];
pub(super) const ALL_NOTE: (&str, &str) = (
    "Means of each scenario; blue is better and red worse than the baseline, grey neither. Figures and sections show some scenarios in even steps. scenarios.csv holds this table, differences.csv every difference with its interval.",
    "各方案的平均值；蓝色表示比基准改善，红色表示变差，灰色表示两者皆非。图与分节按等间隔列出部分方案。本表见 scenarios.csv，全部差异及区间见 differences.csv。",
);

/// Columns of a table of values.
pub(super) const VALUE_COLUMNS: [(&str, &str); 3] =
    [("Outcome", "指标"), ("Mean", "平均值"), ("95% interval of the mean", "平均值的95%区间")];

pub(super) const YEARS: (&str, &str) = ("By year of the run", "逐年情况");
pub(super) const YEARS_COMPARED: (&str, &str) = (
    "Difference to the baseline in each year, with its 95% interval, for the outcomes that days can tell. Means over residents are those at the end of a year.",
    "可按日统计的指标各年与基准的差异及其95%区间；居民均值类指标取年末值。",
);
pub(super) const YEARS_ALONE: (&str, &str) = (
    "Mean of each year, with its 95% interval, for the outcomes that days can tell. Means over residents are those at the end of a year.",
    "可按日统计的指标各年的平均值及其95%区间；居民均值类指标取年末值。",
);

pub(super) fn title(cx: &Context) -> Both {
    let titles = super::figure::LANGUAGES.map(|language| {
        let title = super::captions::short(&cx.title(*cx.others.first().unwrap_or(&cx.baseline), language));
        match cx.others.len() {
            0 => title,
            1 => {
                language.pick("", "").to_owned()
                    + &title
                    + language.pick(" against ", "对比")
                    + &super::captions::short(&cx.title(cx.baseline, language))
            }
            more => match language {
                crate::words::Language::English => format!("{more} scenarios of grid governance compared"),
                crate::words::Language::Chinese => format!("{more}个网格化治理方案的比较"),
            },
        }
    });
    words(titles[0].clone(), titles[1].clone())
}

pub(super) fn subtitle(cx: &Context) -> Both {
    let results = cx.results;
    let [en, zh] = super::figure::LANGUAGES.map(|language| super::captions::runs(results.replicates, language));
    words(
        format!("Simulated with gridgov {}: {en} of each scenario, seed {}.", results.program_version, results.seed),
        format!("由 gridgov {} 模拟：每个方案{zh}，随机种子{}。", results.program_version, results.seed),
    )
}

/// What a reader must know before any number.
pub(super) fn cautions(cx: &Context) -> Vec<Both> {
    let results = cx.results;
    let all: Vec<_> = parameters().collect();
    let of = |provenance: Provenance| all.iter().filter(|p| p.provenance == provenance).count();
    let mut list = vec![
        words(
            "This is a model, not a forecast. It shows what follows from its assumptions when a policy changes; it does not show what will happen in a given city.",
            "这是模型，不是预测。它展示在其假设下政策改变会带来什么，并不说明某个城市将会发生什么。",
        ),
        words(
            format!(
                "Of the {} numbers in gridgov, policy levers included, {} are measured, {} taken from the literature, {} calibrated and {} assumed. A result that depends on an assumed number is a hypothesis.",
                all.len(),
                of(Provenance::Measured),
                of(Provenance::Literature),
                of(Provenance::Calibrated),
                of(Provenance::Assumed)
            ),
            format!(
                "gridgov 共有{}个数值（含政策参数），其中实测{}个、文献{}个、校准{}个、假设{}个。依赖假设数值的结果只是假说。",
                all.len(),
                of(Provenance::Measured),
                of(Provenance::Literature),
                of(Provenance::Calibrated),
                of(Provenance::Assumed)
            ),
        ),
    ];
    let few = super::figure::LANGUAGES.map(|language| crate::table::too_few(results, language));
    if let [Some(english), Some(chinese)] = few {
        list.push(words(english, chinese));
    } else {
        list.push(words(
            format!(
                "Every interval and band covers chance inside the model, over {} runs. None shows whether the model is right, or how much another assumption would change.",
                results.replicates
            ),
            format!("所有区间与色带只反映模型内部的随机性（{}次运行），既不说明模型是否正确，也不说明换用其他假设会改变多少。", results.replicates),
        ));
    }
    let together =
        super::figure::LANGUAGES.map(|language| crate::table::taken_together(cx.results, &cx.comparison, language));
    if let [Some(english), Some(chinese)] = together {
        list.push(words(english, chinese));
    }
    let baseline = cx.scenario(cx.baseline);
    let elsewhere = cx.others.iter().filter(|at| cx.scenario(**at).world != baseline.world).count();
    if elsewhere > 0 {
        list.push(words(
            format!("{elsewhere} of the scenarios differ from the baseline in assumptions about the world, its past included, and not only in policy: their differences mix both."),
            format!("有{elsewhere}个方案与基准的差别不仅在政策，还在对世界（含其历史）的假设：其差异混合了两者。"),
        ));
    }
    let lengths = super::figure::LANGUAGES.map(|language| crate::table::lengths(results, language));
    if let [Some(english), Some(chinese)] = lengths {
        list.push(words(english, chinese));
    }
    list
}

/// How the numbers came about.
pub(super) fn methods(cx: &Context) -> Vec<Both> {
    let mut list = vec![
        words(
            "Run r of every scenario runs in the same city with the same random events as run r of the baseline. Scenarios are compared pair by pair; a pair in which either side is undefined is left out.",
            "每个方案的第r次运行与基准的第r次运行处于同一城市、使用相同随机数，逐对比较；任一侧无定义的配对不计入。",
        ),
        words(
            "The 95% intervals are for the mean of the paired differences. They use Hall's cubic transformation of Student's t (1992), which also suits skewed outcomes and few pairs; fewer than four pairs, or cities where they are drawn, have no interval, nor have values that are the same in every run. \
             If the whole experiment were repeated many times with as many runs, about 95% of the intervals would hold the mean of endless runs.",
            "95%区间针对配对差异的平均值，采用 Hall（1992）对学生t统计量的三次变换，适用于偏态指标与较少配对；独立配对（或抽取的城市）不足四个时不给出区间。若多次重复同样规模的实验，约95%的区间会包含无限多次运行的平均值。",
        ),
        super::figure::LANGUAGES.map(|language| crate::table::meaning(language).to_owned()).into(),
        words(
            "Flow outcomes cover day 0 to the end; trust, satisfaction and other states are those at the end. Days to close are product-limit estimates that count open cases as censored; nothing is counted beyond 180 days or the length of the run, and a percentile beyond that is given as “not reached”.",
            "流量指标涵盖第0天至期末；信任、满意度等状态为期末值。结案天数为乘积限估计，未结案件按删失处理；不外推至180天或运行期以外，未达到的百分位数标为“未达到”。",
        ),
        super::figure::LANGUAGES.map(|language| crate::table::periods(cx.results, language)).into(),
        words(
            "Every number on this page comes from the tables in its folder: outcomes, differences, grids, survival. Colours suit all kinds of colour vision, and each meaning has its own shape or line as well.",
            "本页所有数字均来自同一文件夹中的结果表（指标、差异、网格、结案时间）。配色适合各类色觉，每种含义另有独立形状或线型。",
        ),
    ];
    let cities = super::figure::LANGUAGES.map(|language| crate::table::cities(cx.results, &cx.comparison, language));
    if let [Some(english), Some(chinese)] = cities {
        list.push(words(english, chinese));
    }
    let ratio = cx.comparison.variance_ratio();
    if ratio.is_finite() {
        list.insert(
            1,
            words(
                format!("Because both runs of a pair see the same random events, intervals are as narrow as from {ratio:.1} times as many unpaired runs (median over outcomes)."),
                format!("成对的两次运行面对同样的随机事件，区间与{ratio:.1}倍的不配对运行一样窄（各指标中位数）。"),
            ),
        );
    }
    list
}

pub(super) fn provenance(cx: &Context) -> Vec<Both> {
    let results = cx.results;
    let mut list = vec![
        words(
            format!(
                "gridgov {}, model version {}, seed {}, {} replicates",
                results.program_version, results.model_version, results.seed, results.replicates
            ),
            format!(
                "gridgov {}，模型版本{}，随机种子{}，重复{}次",
                results.program_version, results.model_version, results.seed, results.replicates
            ),
        ),
        words(
            format!("hash of the results: {}", results.result_hash()),
            format!("结果哈希：{}", results.result_hash()),
        ),
    ];
    if let Some(cost) = &results.cost {
        list.push(words(
            format!(
                "made on {} in {:.1} seconds: {:.1} million resident-days",
                cost.started,
                cost.seconds,
                cost.simulated_resident_days / 1e6
            ),
            format!(
                "生成于{}，用时{:.0}秒，共模拟{}居民·日",
                moment(&cost.started),
                cost.seconds,
                many(cost.simulated_resident_days)
            ),
        ));
    }
    list
}

/// A moment as Chinese writes it: 2026年11月27日03:48（UTC）. What is no such moment stays as it is.
fn moment(text: &str) -> String {
    let parts: Vec<&str> = text.split(['-', 'T', ':', '.', 'Z']).collect();
    match parts[..] {
        [year, month, day, hour, minute, ..] => {
            let plain = |number: &str| number.trim_start_matches('0').to_owned();
            format!("{year}年{}月{}日{hour}:{minute}（UTC）", plain(month), plain(day))
        }
        _ => text.to_owned(),
    }
}

/// A large count as Chinese says it.
fn many(count: f64) -> String {
    match count {
        count if count >= 1e8 => format!("约{:.1}亿", count / 1e8),
        count if count >= 1e4 => format!("约{:.0}万", count / 1e4),
        count => format!("{count:.0}"),
    }
}

pub(super) fn days(days: u32) -> Both {
    words(format!("{days} days"), format!("{days}天"))
}

pub(super) fn more_variants(count: usize) -> Both {
    words(
        format!("and {count} more scenarios of this file; manifest.json has the hash of each"),
        format!("该文件另有{count}个方案，各自的哈希值见 manifest.json"),
    )
}

pub(super) fn all_outcomes(count: usize) -> Both {
    words(format!("All {count} outcomes"), format!("全部{count}项指标"))
}
