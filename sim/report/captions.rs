//! Sentences that several captions share: how many runs, what bands mean, and that they cover chance inside the model
//! only. Every number in them is counted from the results.

use super::context::Context;
use super::series::Rhythm;
use crate::compare::{Difference, Verdict, verdict};
use crate::results::Results;
use crate::words::Language::{self, Chinese, English};

/// "1 run", "30 runs".
pub(super) fn runs(count: u32, language: Language) -> String {
    match language {
        English => format!("{count} run{}", if count == 1 { "" } else { "s" }),
        Chinese => format!("{count}次运行"),
    }
}

/// "30 paired runs" against the baseline.
pub(super) fn pairs(cx: &Context, language: Language) -> String {
    let count = cx.results.replicates;
    match language {
        English => format!("{count} pair{} of runs with the same random events", if count == 1 { "" } else { "s" }),
        Chinese => format!("{count}对使用相同随机数的运行"),
    }
}

/// What every interval and band leaves out.
fn chance(results: &Results, what: &str, language: Language) -> String {
    if let Some(few) = crate::table::too_few(results, language) {
        return language.pick(" ", "").to_owned() + &few;
    }
    match language {
        English => format!(" {what} chance inside the model, not whether the model is right."),
        Chinese => format!("{what}只反映模型内部的随机性，不说明模型本身是否正确。"),
    }
}

/// What 95% intervals cover.
pub(super) fn intervals(results: &Results, language: Language) -> String {
    chance(results, language.pick("The 95% intervals cover", "95%区间"), language)
}

/// Over what time the outcomes of the short list speak, after another sentence.
pub(super) fn periods(cx: &Context, language: Language) -> String {
    language.pick(" ", "").to_owned() + &crate::table::periods(cx.results, language)
}

/// Where cities are drawn: over what intervals are, and how much of the variance lies between cities; after another sentence.
pub(super) fn parts(cx: &Context, language: Language) -> String {
    crate::table::cities(cx.results, &cx.comparison, language)
        .map_or_else(String::new, |text| language.pick(" ", "").to_owned() + &text)
}

/// That of very many scenarios some are shown, after another sentence.
pub(super) fn in_steps(cx: &Context, language: Language) -> String {
    let (shown, all) = (cx.shown.len(), cx.others.len());
    match language {
        _ if shown == all => String::new(),
        English => format!(" Shown are {shown} of {all} scenarios, in even steps; all stand in scenarios.csv."),
        Chinese => format!("图中按等间隔列出{all}个方案中的{shown}个；全部见 scenarios.csv。"),
    }
}

/// What bands cover.
pub(super) fn bands(results: &Results, language: Language) -> String {
    chance(results, language.pick("Bands cover", "色带"), language)
}

/// The subtitle of means that are compared with nothing.
pub(super) fn mean_subtitle(language: Language) -> String {
    language.pick("Mean over runs, and the 95% interval of the mean", "各次运行的平均值及其95%区间").to_owned()
}

/// How many of the differences are what, in a sentence.
pub(super) fn sentence(differences: &[&Difference], language: Language) -> String {
    let count = |wanted: Verdict| differences.iter().filter(|d| verdict(d) == wanted).count();
    let (better, worse, small) = (count(Verdict::Better), count(Verdict::Worse), count(Verdict::TooSmall));
    let (all, open) = (differences.len(), count(Verdict::NotClear));
    match language {
        English => format!(
            "{all} outcomes: {better} better, {worse} worse, {small} with too little change to matter, {open} not clear"
        ),
        Chinese => format!("{all}项指标中，{better}项改善，{worse}项变差，{small}项无实质变化，{open}项尚不明确"),
    }
}

/// Where only the first scenarios have a panel.
pub(super) fn only_first(panels: usize, all: usize, language: Language) -> String {
    match language {
        _ if panels == all => String::new(),
        English => format!(" Shown are the first {panels} of {all} scenarios."),
        Chinese => format!("仅显示{all}个方案中的前{panels}个。"),
    }
}

/// What a point of a series is.
pub(super) fn points(rhythm: Rhythm, language: Language) -> String {
    match (rhythm, language) {
        (Rhythm::Monthly, English) => "Measured every 30 days.".to_owned(),
        (Rhythm::Monthly, Chinese) => "每30天测量一次。".to_owned(),
        (Rhythm::Stretch(days), English) => format!("Each point puts {days} days together."),
        (Rhythm::Stretch(days), Chinese) => format!("每个点由{days}天合并计算。"),
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
