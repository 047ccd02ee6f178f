//! What a reader of a fit should look at before using it.

use super::numbers::{percent, short};
use crate::cli::check::counted;
use crate::diagnostics::printable;
use crate::fit::dates::date;
use crate::fit::read::Log;
use crate::fit::times::Order;
use crate::fit::{FEWEST_CASES, Fitted};
use crate::words::Language;

/// What a reader of the fit should look at before using it.
pub(super) fn warnings(log: &Log, fitted: &Fitted, language: Language) -> Vec<String> {
    let mut list = Vec::new();
    let mut warn = |english: String, chinese: String| {
        list.push(match language {
            Language::English => english,
            Language::Chinese => chinese,
        });
    };
    of_the_log(log, fitted, &mut warn);
    of_the_fit(log, fitted, language, &mut warn);
    list
}

/// What the log lacks or leaves open.
fn of_the_log(log: &Log, fitted: &Fitted, warn: &mut dyn FnMut(String, String)) {
    left_out(log, warn);
    if !log.has_closing {
        warn(
            "No column of closing times is known: how long cases take, how many are open and the limits cannot be told, and the \
             limit is assumed. If there is one, name it in a map: closed = \"…\", --columns MAP.toml."
                .to_owned(),
            "未找到结案时间列：无法得知办理时长、未结案件与时限，时限取假设值。如有该列，请在列映射（--columns）中写明 closed = \"…\"。".to_owned(),
        );
    }
    for (role, number) in &log.equal_headings {
        let name = log.columns.iter().find(|(known, _)| known == role).map_or("", |(_, name)| name.as_str());
        let name = printable(name);
        warn(
            format!(
                "The heading {name} stands {number} times: the one that holds something was taken, or they hold the same."
            ),
            format!("列名“{name}”出现{number}次：取有内容的一列，或各列内容相同。"),
        );
    }
    if log.backwards > 0 {
        let (n, share) = (log.backwards, percent(log.backwards as f64 / log.rows as f64));
        warn(
            format!(
                "Closed before it is created: {} ({share}), counted as such, without a closing time.",
                counted(n as usize, "case")
            ),
            format!("{n}件（{share}）结案早于上报：计入件数，不计入结案时间。"),
        );
    }
    for (from, to) in fitted.gaps.iter().take(5) {
        let (from, to) = (date(*from), date(*to));
        warn(
            format!("No case from {from} to {to}: taken as a hole in the log and left out of rates and variation."),
            format!("{from}至{to}无案件：视为日志缺口，不计入比率与波动。"),
        );
    }
    if fitted.days < 730.0 {
        let days = fitted.days;
        warn(
            format!(
                "In {} a season cannot be distinguished from chance: it is left in level and variation.",
                counted(days as usize, "day")
            ),
            format!("{days}天内无法区分季节与偶然：季节仍含在水平与波动中。"),
        );
    }
    if log.columns.iter().all(|(role, _)| *role != "place") {
        warn(
            "No column of places is known: all cases are in one. Name it in a map: place = \"…\", --columns MAP.toml."
                .to_owned(),
            "未找到地点列，全部案件视为同一地点。可在列映射（--columns）中写明 place = \"…\"。".to_owned(),
        );
    }
    of_the_times(log, warn);
    if log.whole_days {
        warn(
            "The log has no times of day: half a day is added to every closing time.".to_owned(),
            "日志只有日期：每件结案时间加半天。".to_owned(),
        );
    }
}

/// What of the log was left out, or counted without a closing time.
fn left_out(log: &Log, warn: &mut dyn FnMut(String, String)) {
    if log.duplicates > 0 {
        let (n, rows) = (log.duplicates, counted(log.duplicates as usize, "row"));
        warn(
            format!("Left out: {rows} with the number of a case that stood before."),
            format!("{n}行案件编号重复，已剔除。"),
        );
    }
    if !log.void.is_empty() {
        let all: u64 = log.void.values().sum();
        let words = |mark: &str| {
            log.void.iter().map(|(word, n)| format!("{} {n}", printable(word))).collect::<Vec<_>>().join(mark)
        };
        warn(
            format!(
                "Left out as no cases: {} that are void, withdrawn or duplicates ({}). Other words for that are named in a map: \
                 void = [\"…\"]; to keep all, status = \"\".",
                counted(all as usize, "row"),
                words(", ")
            ),
            format!(
                "{all}行为作废、撤销或重复件（{}），不计入。其他表示作废的词可在列映射中写明 void = [\"…\"]；若要全部计入，写 status = \"\"。",
                words("，")
            ),
        );
    }
    if log.undated > 0 {
        let n = log.undated;
        warn(
            format!("Left out: {} without a date of creation.", counted(n as usize, "row")),
            format!("{n}行没有受理时间，已剔除。"),
        );
    }
    if log.remarks > 0 {
        let n = log.remarks;
        warn(
            format!("Left out: {} of one cell or with the headings once more.", counted(n as usize, "row")),
            format!("{n}行只有一格内容或重复表头，已剔除。"),
        );
    }
    if log.closed_at_unknown > 0 {
        let n = log.closed_at_unknown;
        warn(
            format!(
                "Closed by their status, but without a closing time: {}, counted without one.",
                counted(n as usize, "case")
            ),
            format!("{n}件按状态已办结但没有结案时间：计入件数，不计入结案时间。"),
        );
    }
}

/// How times were read.
fn of_the_times(log: &Log, warn: &mut dyn FnMut(String, String)) {
    match log.order {
        Some((Order::Mdy, false)) => warn(
            "Dates such as 01/05/2023 were read month first (5 January), as this export writes them. If the day comes first, say \
             date_order = \"dmy\" in a map, --columns MAP.toml."
                .to_owned(),
            "形如01/05/2023的日期按此类导出的惯例以“月/日/年”读取（1月5日）。若日在前，请在列映射（--columns）中写明 date_order = \"dmy\"。"
                .to_owned(),
        ),
        Some((order, true)) => {
            let (english, chinese) = match order {
                Order::Mdy => ("month first", "月在前"),
                Order::Dmy => ("day first", "日在前"),
                Order::Ymd => ("year first", "年在前"),
            };
            warn(
                format!("Dates such as 01/05/2023 were read {english}, as other dates of the log or the map show."),
                format!("形如01/05/2023的日期按“{chinese}”读取，依据是日志中的其他日期或列映射。"),
            );
        }
        _ => {}
    }
    if log.mixed_dates {
        warn(
            "Dates are written in more than one way; each was read by its own.".to_owned(),
            "日期写法不一，已分别按各自写法读取。".to_owned(),
        );
    }
    if log.serials {
        warn(
            "Dates are days of a spreadsheet, counted from 1900. If yours counts from 1904, say date_format = \"serial 1904\" in a \
             map: dates are four years later then."
                .to_owned(),
            "日期是电子表格的序列数，按1900日期系统读取。若使用1904日期系统，请在列映射中写明 date_format = \"serial 1904\"（日期将晚四年）。"
                .to_owned(),
        );
    }
    if log.in_utc {
        warn(
            "All times are in UTC, and so are the days. For the clock of the place say, for instance, clock = \"+08:00\" in a map."
                .to_owned(),
            "所有时间均为协调世界时（UTC），日界也按它划分。请在列映射中写明当地时钟，如 clock = \"+08:00\"。".to_owned(),
        );
    }
    let (offsets, without) = &log.offsets;
    // An hour is summer time.
    let apart = offsets.iter().max().zip(offsets.iter().min()).is_some_and(|(most, least)| most - least > 60);
    if apart || *without && !offsets.is_empty() {
        warn(
            "Times have different offsets from UTC, or some have none: all were put on the clock of the first that has one, and \
             those without are taken to be on it. Another clock is named in a map: clock = \"+08:00\"."
                .to_owned(),
            "各时间与UTC的时差不同，或部分未注明：已统一到首个注明时差的时钟，未注明的视同在该时钟上。可在列映射中写明 clock = \"+08:00\"。"
                .to_owned(),
        );
    }
}

/// What the fit leaves less certain than a reader may expect.
fn of_the_fit(log: &Log, fitted: &Fitted, language: Language, warn: &mut dyn FnMut(String, String)) {
    let all = log.tally.cases() as f64;
    let mut far = Vec::new();
    for kind in &fitted.kinds {
        let (name, share) = (printable(&kind.group.name), kind.group.tally.cases as f64 / all);
        if share > 0.5 {
            let share = percent(share);
            warn(
                format!("{share} of all cases are {name}: a finer column of kinds would say more."),
                format!("{share}的案件属于{name}：更细的类别列会更有信息。"),
            );
        }
        let ratio = kind.model.p90 / kind.closing.p90;
        if !(0.5..=2.0).contains(&ratio) && kind.group.tally.cases >= 50 && ratio.is_finite() {
            far.push(format!("{name} {} [{}]", short(kind.closing.p90), short(kind.model.p90)));
        }
    }
    if !far.is_empty() {
        let far = far.join(language.pick(", ", "；"));
        warn(
            format!(
                "Days within which nine in ten are closed differ by more than twice between log and [fitted model]: {far}. \
                 Hours of work and capacities are assumed; they decide this, not the fit."
            ),
            format!("九成案件办结天数在日志与[拟合模型]间相差一倍以上：{far}。这取决于假定的工时与人力，而非拟合。"),
        );
    }
    let shown = fitted.log.0.variance;
    if fitted.few {
        let cases = log.tally.cases();
        warn(
            format!(
                "From fewer than {FEWEST_CASES} cases (here {cases}), no variance can be estimated: the built-in \
                 frailty_variance and frailty_persistence are kept. Rates are rough, too: see their intervals."
            ),
            format!(
                "案件不足{FEWEST_CASES}件（现有{cases}件），无法估计方差：沿用内置的 frailty_variance 与 frailty_persistence；比率也较粗，见其区间。"
            ),
        );
    } else if shown.low <= 0.0 {
        warn(
            "The days may vary by chance alone: see the interval of frailty_variance. The built-in frailty_persistence \
             is kept."
                .to_owned(),
            "日间波动可能只是随机水平：见 frailty_variance 的区间；frailty_persistence 沿用内置值。".to_owned(),
        );
    } else if fitted.persistence.high - fitted.persistence.low > 0.6 {
        warn(
            "The log does not show how long the day's rate persists: finding and reporting smooth it. The built-in \
             frailty_persistence is kept."
                .to_owned(),
            "日志无法判断日发生率的持续性（发现与上报会使其平滑），frailty_persistence 沿用内置值。".to_owned(),
        );
    }
    let off = fitted.kinds.iter().filter(|kind| (kind.model_to_log - 1.0).abs() > 0.05);
    let off: Vec<String> =
        off.map(|kind| format!("{} {}", printable(&kind.group.name), percent(kind.model_to_log))).collect();
    if !off.is_empty() {
        let off = off.join(language.pick(", ", "；"));
        warn(
            format!(
                "In the last round the fitted model recorded, of the cases in the log: {off}. These rates are rough or not \
                 reached (more runs: --replicates; is the number of residents right?)."
            ),
            format!(
                "最后一轮中，拟合模型立案数占日志的比例：{off}。这些比率较粗或未能达到（可增大 --replicates，并核对居民数）。"
            ),
        );
    }
}
