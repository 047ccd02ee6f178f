//! The table that ends a run: what a policy maker reads first.
//!
//! An overview of all scenarios comes first where there are several, then one block per scenario; both show the same short
//! list of outcomes, one or two per domain. Everything fits 100 columns, Chinese characters counting two.

mod block;
pub mod export;
pub(crate) mod figures;
mod overview;
mod places;
mod text;
mod why;
pub(crate) mod years;

pub(crate) use places::{named, places};
pub(crate) use text::{aligned, counted, wrapped};
pub(crate) use why::why;

use std::fmt::Write as _;

use crate::compare::changes::{changes_in, in_words};
use crate::compare::{Comparison, Difference, Together, Verdict};
use crate::outcomes::{self, outcome_kind};
use crate::results::{Results, ScenarioRecord};
use crate::statistics::interval::FEWEST;
use crate::words::Language;

/// In place of an interval, where all runs gave the same; as wide as the column.
pub(crate) const SAME: (&str, &str) = ("same in every run", "每次运行均相同");

/// The interval of a difference, or that there is none because all runs gave the same; nothing where they are too few.
pub(crate) fn range(d: &Difference, decimals: usize, language: Language) -> String {
    if d.constant {
        language.pick(SAME.0, SAME.1).to_owned()
    } else if d.has_interval() {
        let [low, high] = [d.low, d.high].map(|end| figures::end(end, d.unit, decimals));
        format!("{low} {} {high}", language.pick("to", "至"))
    } else {
        String::new()
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Language of the words.
    pub language: Language,
    /// Only ASCII marks, for a terminal that shows nothing else. Names and Chinese words stay as they are.
    pub ascii: bool,
}

/// An outcome of the short list: its id, and its name cut to two lines of a narrow column.
pub(crate) struct Headline {
    pub(crate) id: &'static str,
    heading: [(&'static str, &'static str); 2],
}

impl Headline {
    /// The outcome's name.
    pub(crate) fn name(&self, language: Language) -> &'static str {
        let kind = outcome_kind(self.id).expect("the short list names outcomes");
        language.pick(kind.name_en, kind.name_zh)
    }

    /// The outcome's name as it fits the column of names.
    pub(crate) fn short_name(&self, language: Language) -> &'static str {
        match (self.id, language) {
            ("self_governed_share", Language::English) => "Self-governed matters",
            _ => self.name(language),
        }
    }
}

impl Headline {
    /// The two lines of a narrow column.
    pub(crate) fn heading(&self, language: Language) -> [&'static str; 2] {
        self.heading.map(|(english, chinese)| language.pick(english, chinese))
    }
}

const fn headline(id: &'static str, heading: [(&'static str, &'static str); 2]) -> Headline {
    Headline { id, heading }
}

/// The short list, in the order of [`crate::outcomes::HEADLINES`].
pub(crate) const HEADLINES: [Headline; 10] = [
    headline(outcomes::HEADLINES[0], [("days to", "结案"), ("close", "天数")]),
    headline(outcomes::HEADLINES[1], [("truly", "真实"), ("resolv.", "解决")]),
    headline(outcomes::HEADLINES[2], [("self-", "自治"), ("gov.", "解决")]),
    headline(outcomes::HEADLINES[3], [("capa-", "自治"), ("bility", "能力")]),
    headline(outcomes::HEADLINES[4], [("satis-", "居民"), ("faction", "满意")]),
    headline(outcomes::HEADLINES[5], [("unre-", "未"), ("ported", "上报")]),
    headline(outcomes::HEADLINES[6], [("burnt", "职业"), ("out", "倦怠")]),
    headline(outcomes::HEADLINES[7], [("dupli-", "重复"), ("cates", "立案")]),
    headline(outcomes::HEADLINES[8], [("harm", "危害"), ("uneven", "不均")]),
    headline(outcomes::HEADLINES[9], [("cost", "成本"), ("yuan", "(元)")]),
];

/// The outcomes that are shown first and largest.
pub(crate) const FIRST: [&str; 4] = ["close_days_mean", "true_resolution_share", "self_governed_share", "satisfaction"];

/// Other scenarios than the baseline that are shown one by one, at most.
pub(crate) const DETAILED: usize = 24;

/// Of more than [`DETAILED`] so many are shown, in even steps.
const SUMMED_UP: usize = 12;

/// Which of so many scenarios tables and reports show.
pub(crate) fn shown(count: usize) -> Vec<usize> {
    evenly(count, if count > DETAILED { SUMMED_UP } else { count })
}

/// So many of `count` things in their order: the first, the last, and as many between them in even steps as `most` allows.
pub(crate) fn evenly(count: usize, most: usize) -> Vec<usize> {
    let (shown, last) = (count.min(most), count.saturating_sub(1));
    let at = |place: usize| if shown < 2 { 0 } else { (place * last + (shown - 1) / 2) / (shown - 1) };
    (0..shown).map(at).collect()
}

/// The whole table. `files` says where the tables are, `more` what else to keep in mind.
///
/// Of several scenarios the summary comes last, where a terminal shows it, below the details and what to keep in mind.
#[must_use]
pub fn table(results: &Results, comparison: &Comparison, style: Style, files: &str, more: &[String]) -> String {
    let language = style.language;
    let mut out = String::new();
    let others: Vec<&ScenarioRecord> =
        results.scenarios.iter().filter(|scenario| scenario.name != comparison.baseline).collect();
    if others.is_empty() {
        out += &block::single(results, style);
    }
    for scenario in others.iter().filter(|_| others.len() <= DETAILED) {
        out += &block::block(results, comparison, scenario, style);
        out.push('\n');
    }
    // Of many scenarios the lines of all stand among the details; of very many only some have lines at all.
    let many = (overview::LINES + 1..=DETAILED).contains(&others.len());
    if many {
        out += &overview::overview(results, comparison, style);
        out.push('\n');
    }
    for line in notes(results, comparison, language).iter().chain(more) {
        out += &text::wrapped(line);
    }
    if others.len() > 1 {
        out.push('\n');
        out += &if many {
            overview::by_outcome(results, comparison, style)
        } else {
            overview::overview(results, comparison, style)
        };
    }
    let _ = writeln!(out, "{}{files}", language.pick("Report: report.html in ", "报告与数据：report.html，位于 "));
    out
}

/// At most so many changes of a scenario are named; the report names all.
const CHANGES: usize = 6;

/// What a scenario changes of the baseline, in lines; nothing where the results do not know.
pub(crate) fn changed(results: &Results, scenario: &str, most: usize, language: Language) -> Vec<String> {
    let Some(changes) = changes_in(results, scenario) else { return Vec::new() };
    if changes.is_empty() {
        return vec![language.pick("Changes nothing of the baseline.", "与基准设置完全相同。").to_owned()];
    }
    let mut lines = in_words(&changes, most, language);
    lines[0] = format!("{}{}", language.pick("Changed: ", "改动："), lines[0]);
    lines
}

/// What to keep in mind below a table.
fn notes(results: &Results, comparison: &Comparison, language: Language) -> Vec<String> {
    let runs = results.replicates;
    let mut notes = Vec::new();
    if let Some(few) = too_few(results, language) {
        notes.push(few);
    } else if results.scenarios.len() < 2 {
        notes.push(match language {
            Language::English => format!(
                "{runs} runs. The 95% intervals are about chance inside the model, not about whether the model is right."
            ),
            Language::Chinese => {
                format!("共{runs}次运行。95%区间只反映模型内部的随机性，不说明模型本身是否正确。")
            }
        });
    } else {
        notes.push(match language {
            Language::English => format!(
                "{runs} paired runs per comparison. The 95% intervals are about chance inside the model, not about whether \
                 the model is right."
            ),
            Language::Chinese => {
                format!("每项比较基于{runs}对配对运行。95%区间只反映模型内部的随机性，不说明模型本身是否正确。")
            }
        });
    }
    notes.extend(cities(results, comparison, language));
    if let Some(together) = taken_together(results, comparison, language) {
        notes.push(meaning(language).to_owned());
        notes.push(together);
    }
    let ratio = comparison.variance_ratio();
    if ratio.is_finite() {
        notes.push(match language {
            Language::English => format!(
                "Because both runs of a pair see the same random events, a difference is as precise as from {ratio:.1} times as \
                 many runs without that (median over outcomes)."
            ),
            Language::Chinese => format!(
                "成对的两次运行面对同样的随机事件，差异的精度相当于不配对时运行次数增加到{ratio:.1}倍（各指标中位数）。"
            ),
        });
    }
    let shown = comparison.differences.iter().filter(|d| d.group == "all" && outcomes::HEADLINES.contains(&d.outcome));
    notes.extend(outcomes::coverage::note(shown.filter(|d| d.has_interval()).map(|d| d.outcome), language));
    notes.extend(lengths(results, language));
    notes.push(periods(results, language));
    notes
}

/// That scenarios are compared over the days that they have in common, where they have different lengths.
pub(crate) fn lengths(results: &Results, language: Language) -> Option<String> {
    let baseline = results.scenarios.iter().find(|scenario| scenario.name == results.baseline)?;
    let shortest = results.scenarios.iter().map(|scenario| scenario.days).min()?;
    let differs = |scenario: &&ScenarioRecord| scenario.days != baseline.days;
    let others: Vec<String> =
        results.scenarios.iter().filter(differs).map(|scenario| text::printable(&scenario.name)).collect();
    let names = listed(&others, language);
    (!others.is_empty()).then(|| match language {
        Language::English => format!(
            "Caution: {names} and the baseline have different lengths. They are compared over the days that both have, as far as \
             daily values tell; other outcomes are undefined, and scenarios are not ranked. With --days {shortest} all are run over the same days."
        ),
        Language::Chinese => format!(
            "注意：{names}与基准的模拟天数不同。二者只在共有的天数内、按逐日数据比较，其余指标无定义，也不作排名。使用 --days {shortest} 可让\
             各方案运行相同天数。"
        ),
    })
}

/// At most so many names, and how many more there are.
fn listed(names: &[String], language: Language) -> String {
    let first = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(language.pick(", ", "、"));
    match (names.len().saturating_sub(NAMED), language) {
        (0, _) => first,
        (more, Language::English) => format!("{first} and {more} more"),
        (_, Language::Chinese) => format!("{first}等{}个方案", names.len()),
    }
}

/// Over what time the outcomes of the short list speak.
pub(crate) fn periods(results: &Results, language: Language) -> String {
    let days = results.scenarios.iter().map(|scenario| scenario.days).min().unwrap_or(0);
    let mut by_period: Vec<(String, Vec<&str>)> = Vec::new();
    for headline in &HEADLINES {
        let Some(kind) = outcome_kind(headline.id) else { continue };
        let (english, chinese) = kind.period_of("all", days);
        let period = language.pick(&english, &chinese).to_owned();
        match by_period.iter_mut().find(|(known, _)| *known == period) {
            Some((_, names)) => names.push(headline.name(language)),
            None => by_period.push((period, vec![headline.name(language)])),
        }
    }
    // What most of them share is said without their names.
    let most = by_period.iter().map(|(_, names)| names.len()).max().unwrap_or(0);
    let (usual, others): (Vec<_>, Vec<_>) = by_period.into_iter().partition(|(_, names)| names.len() == most);
    let usual = usual.into_iter().map(|(period, _)| period).collect::<Vec<_>>().join(language.pick(" or ", "或"));
    let apart = others.iter().map(|(period, names)| match language {
        Language::English => format!("{period}: {}", names.join(", ")),
        Language::Chinese => format!("{}为{period}的值", names.join("、")),
    });
    let apart = apart.collect::<Vec<_>>().join(language.pick("; ", "；"));
    match language {
        Language::English => format!("Values are {usual}; {apart}."),
        Language::Chinese => format!("数值为{usual}的值；{apart}。"),
    }
}

/// Values that are independent of each other: runs, or cities where they are drawn.
fn independent(results: &Results) -> u32 {
    results.replicates.div_ceil(results.replicates_together() as u32)
}

/// That there are too few runs for an interval, where there are.
pub(crate) fn too_few(results: &Results, language: Language) -> Option<String> {
    let (runs, cities) = (results.replicates, independent(results));
    if cities as usize >= FEWEST {
        return None;
    }
    let drawn = results.replicates_together() > 1;
    Some(match language {
        Language::English => {
            let runs = text::counted(runs as usize, "run");
            let cities = if drawn { format!(", in {}", cities_in_words(cities)) } else { String::new() };
            format!(
                "{runs} per scenario{cities}: too few for an interval, and a difference may be chance. Use --replicates 30."
            )
        }
        Language::Chinese => {
            let cities = if drawn { format!("（{cities}座城市）") } else { String::new() };
            format!("每个方案只运行{runs}次{cities}：不足以给出区间，差异可能纯属偶然。请使用 --replicates 30。")
        }
    })
}

fn cities_in_words(cities: u32) -> String {
    if cities == 1 { "the same city".to_owned() } else { format!("{cities} cities") }
}

/// What the four words mean.
pub(crate) fn meaning(language: Language) -> &'static str {
    language.pick(
        "Better or worse: the whole interval lies beyond the smallest change that matters. Too small to matter: the whole \
         interval is nearer to zero than that. Not clear: the interval reaches across; more runs may settle it. `gridgov outcomes` \
         lists the smallest changes that matter; [matters] in a scenario file sets others.",
        "改善、变差：整个区间都超出最小有意义变化。无实质变化：整个区间都未达到它。尚不明确：区间跨越这一界限，增加运行次数后或可判明。\
         各指标的最小有意义变化见 gridgov outcomes，可在方案文件的[matters]中另行设定。",
    )
}

/// At most so many comparisons are named.
const NAMED: usize = 5;

/// The title of a scenario by its name, as it stands in a sentence; the name where it has none, or shares it with another.
fn title_of(results: &Results, name: &str, language: Language) -> String {
    let of = |scenario: &ScenarioRecord| match language {
        Language::Chinese if !scenario.title_zh.trim().is_empty() => scenario.title_zh.trim().to_owned(),
        _ => scenario.title.trim().to_owned(),
    };
    let title = results.scenarios.iter().find(|scenario| scenario.name == name).map(of).unwrap_or_default();
    let is_own = !title.is_empty() && results.scenarios.iter().filter(|scenario| of(scenario) == title).count() == 1;
    text::printable(if is_own { &title } else { name })
}

/// What a scenario is called in rows and sentences of a terminal: by its name, in Chinese by its Chinese title where it has one
/// of its own.
pub(crate) fn called(results: &Results, name: &str, language: Language) -> String {
    let has_title = |scenario: &ScenarioRecord| scenario.name == name && !scenario.title_zh.trim().is_empty();
    match language {
        Language::Chinese if results.scenarios.iter().any(has_title) => title_of(results, name, language),
        _ => text::printable(name),
    }
}

/// How far the words of the comparisons shown hold taken together; `None` where nothing has an interval.
pub(crate) fn taken_together(results: &Results, comparison: &Comparison, language: Language) -> Option<String> {
    let Together { judged, decided, alone, .. } = comparison.together();
    let hold = decided - alone.len();
    let several = comparison.differences.iter().any(|d| d.scenario != comparison.differences[0].scenario);
    let name = |d: &&Difference| {
        let kind = outcome_kind(d.outcome);
        let outcome = kind.map_or(d.outcome, |kind| language.pick(kind.name_en, kind.name_zh));
        match language {
            _ if !several => outcome.to_owned(),
            Language::English => format!("{outcome} in {}", title_of(results, &d.scenario, language)),
            Language::Chinese => format!("“{}”的{outcome}", title_of(results, &d.scenario, language)),
        }
    };
    let names: Vec<String> = alone.iter().take(NAMED).map(name).collect();
    let more = alone.len().saturating_sub(NAMED);
    Some(match language {
        _ if judged == 0 => return None,
        Language::English if decided == 0 => {
            format!("None of the {judged} comparisons shown that have an interval is decided.")
        }
        Language::Chinese if decided == 0 => format!("所示{judged}项有区间的比较均尚不明确。"),
        Language::English => {
            let be = if decided == 1 { "is" } else { "are" };
            let head = format!(
                "{decided} of the {judged} comparisons shown {be} decided, each with a chance of at most 5% of being wrong"
            );
            let names = names.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() };
            let all = if decided == 1 { "it holds" } else { "all of them hold" };
            match (alone.len(), hold) {
                (0, _) => format!("{head}; {all} also when all comparisons are taken together (Holm)."),
                (_, 0) => format!("{head}. Taken together none of them can be relied on (Holm): {names}."),
                (_, hold) => format!(
                    "{head}. {hold} of them also hold when all are taken together: the chance that any one of these is wrong is at \
                     most 5% (Holm). Less sure: {names}."
                ),
            }
        }
        Language::Chinese => {
            let head = format!("所示{judged}项比较中，{decided}项有结论，每项出错的概率不超过5%");
            let names = names.join("、") + &if more > 0 { format!("等{}项", alone.len()) } else { String::new() };
            match (alone.len(), hold) {
                (0, _) => format!("{head}；把全部比较放在一起看也都成立（Holm法）。"),
                (_, 0) => format!("{head}；放在一起看则均不可靠（Holm法）：{names}。"),
                (_, hold) => format!(
                    "{head}；放在一起看，其中{hold}项仍成立，即这些结论中出现任何一个错误的概率不超过5%（Holm法）。把握较小的是：{names}。"
                ),
            }
        }
    })
}

/// What intervals cover where cities are drawn.
pub(crate) fn cities(results: &Results, comparison: &Comparison, language: Language) -> Option<String> {
    let together = results.scenarios.iter().filter_map(|scenario| scenario.replicates_per_city).max()?;
    let cities = independent(results);
    if (cities as usize) < FEWEST {
        return None;
    }
    let over = match language {
        Language::English => format!(
            "{cities} cities with the shares asked for were drawn, {together} runs in each; intervals are over cities."
        ),
        Language::Chinese => {
            format!("按设定的类型构成抽取了{cities}座城市，每座运行{together}次；区间按城市计算。")
        }
    };
    let share = comparison.between_city_share();
    let parts = match language {
        _ if share.is_nan() => String::new(),
        Language::English => format!(
            " Of the variance of a difference {:.0}% lies between cities and the rest within one (median over the outcomes shown; \
             each in differences.csv).",
            100.0 * share
        ),
        Language::Chinese => format!(
            "差异的方差中{:.0}%来自城市之间，其余来自同一城市之内（所示指标的中位数；各项见 differences.csv）。",
            100.0 * share
        ),
    };
    Some(over + &parts)
}

/// The mark of a verdict in the overview.
fn mark(verdict: Verdict, ascii: bool) -> &'static str {
    match (verdict, ascii) {
        (Verdict::Better, false) => "√",
        (Verdict::Worse, false) => "×",
        (Verdict::Up, false) => "↑",
        (Verdict::Down, false) => "↓",
        (Verdict::NotClear, false) => "·",
        (Verdict::Better, true) => "+",
        (Verdict::Worse, true) => "-",
        (Verdict::Up, true) => "^",
        (Verdict::Down, true) => "v",
        (Verdict::NotClear, true) => ".",
        (Verdict::TooSmall, _) => "=",
    }
}

#[cfg(test)]
mod tests;
