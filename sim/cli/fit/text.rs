//! What a fit reports: what was read, what each kind is like, what varies, what fits and what no log contains.

use std::fmt::Write as _;
use std::path::Path;

use crate::cli::check::counted;
use crate::cli::output::{aligned, terminal_width, wrapped};
use crate::diagnostics::printable;
use crate::fit::dates::date;
use crate::fit::read::Log;
use crate::fit::variation::{Estimate, Variation};
use crate::fit::{Allowed, Fitted, KEPT_SHARE, Options};
use crate::words::Language;

use super::numbers::{percent, short};
use super::warnings::warnings;

fn interval(estimate: &Estimate, language: Language) -> String {
    if estimate.low.is_nan() {
        return short(estimate.value);
    }
    let (value, low, high) = (short(estimate.value), short(estimate.low), short(estimate.high));
    match language {
        Language::English => format!("{value} ({low} to {high})"),
        Language::Chinese => format!("{value}（{low}至{high}）"),
    }
}

/// The report.
pub(super) fn report(log: &Log, options: &Options, fitted: &Fitted, out: &Path, language: Language) -> String {
    let pick = |english: &'static str, chinese: &'static str| language.pick(english, chinese).to_owned();
    let width = terminal_width();
    let mut text = read_and_found(log, options, fitted, language, width);
    let _ = writeln!(text, "\n{}", kinds(fitted, language));
    let key = pick(
        "Recorded: cases in the log per 1,000 residents and year. Incidents: what arises, so that the model records as much; \
         95% interval of chance, of how often one incident is reported, and of which communities these are. Days to close: \
         product-limit estimate, open cases censored, and the log-sd of a lognormal; as the \
         fitted model closes them in brackets.",
        "立案：日志中每千居民每年的案件数。发生：使模型立案数与日志相符的问题发生数，附95%区间（含偶然、同一问题的重复立案、以及是哪些社区）。结案天数：乘积限估计（未结案件按删失处理）\
         及对数正态的对数标准差；方括号内为拟合模型的结果。",
    );
    text += &wrapped(&key, 0, width);
    text.push('\n');
    text += &variation(log, fitted, language, width);
    text.push('\n');
    text += &pick("What the log does not contain, and stays assumed\n", "日志无法反映、仍属假设的内容\n");
    let assumed = pick(
        "Incidents that nobody reports (the number on record is corrected with the model's own detection, not with a \
         measured one), who handles what, hours of work and their spread (closing times mix work with waiting), visibility, \
         harm, how long a matter lasts by itself, residents' choice of channel, and all policy levers. `gridgov check FILE \
         --explain` lists each with its origin.",
        "无人上报的问题（立案数按模型自身的发现率折算，而非实测发现率）、由谁处置、工时及其离散程度（结案时间混合了处置与等待）、可见度、危害、\
         自行消失的时间、居民的渠道选择以及全部政策参数。用 gridgov check 文件 --explain 可逐项查看来源。",
    );
    text += &wrapped(&assumed, 2, width);
    let warnings = warnings(log, fitted, language);
    if !warnings.is_empty() {
        text += &pick("\nLook at this\n", "\n请留意\n");
        for warning in &warnings {
            text += &wrapped(&format!("- {warning}"), 2, width);
        }
    }
    let name = printable(&out.display().to_string());
    let residents = options.residents.round();
    let _ = match language {
        Language::English => writeln!(
            text,
            "\nwrote {name}; next:\n  gridgov check {name}\n  gridgov run {name}    a city of 20,000, quickly\n  \
             gridgov run {name} --set city.residents={residents} --plan    one as large as the log's: how long it takes"
        ),
        Language::Chinese => writeln!(
            text,
            "\n已写入 {name}；下一步：\n  gridgov check {name}\n  gridgov run {name}    20000人的城市，较快\n  \
             gridgov run {name} --set city.residents={residents} --plan    与日志同等规模：先看需要多久"
        ),
    };
    text
}

fn read_and_found(log: &Log, options: &Options, fitted: &Fitted, language: Language, width: usize) -> String {
    let (first, last) = log.tally.span.unwrap_or((0, 0));
    let (rows, cases, places) = (log.rows, log.tally.cases(), log.places.len());
    let (kinds, residents, days) = (log.kinds.len(), options.residents, fitted.days);
    let columns = log.columns.iter().map(|(role, name)| format!("{role} = {}", printable(name)));
    let columns = columns.collect::<Vec<_>>().join(language.pick(", ", "，"));
    let mut text = match language {
        Language::English => wrapped(
            &format!(
                "Read {}, {}: {} of {} in {} from {} to {} ({}), {residents} residents. Columns: {columns}.",
                counted(rows as usize, "row"),
                log.export.0,
                counted(cases as usize, "case"),
                counted(kinds, "kind"),
                counted(places, "place"),
                date(first),
                date(last),
                counted(days as usize, "day"),
            ),
            0,
            width,
        ),
        Language::Chinese => wrapped(
            &format!(
                "读入{rows}行（{}）：{}至{}共{days}天，{places}个地点，{kinds}类，{cases}件，覆盖居民{residents}人。列：{columns}。",
                log.export.1,
                date(first),
                date(last)
            ),
            0,
            width,
        ),
    };
    if !log.channels.is_empty() {
        let mut channels: Vec<(&String, &u64)> = log.channels.iter().collect();
        channels.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let share = |(name, count): &(&String, &u64)| {
            let name = if name.is_empty() { "–".to_owned() } else { printable(name) };
            format!("{name} {}", percent(**count as f64 / cases as f64))
        };
        let shown: Vec<String> = channels.iter().take(6).map(share).collect();
        let line = match language {
            Language::English => format!("Channels: {}", shown.join(", ")),
            Language::Chinese => format!("渠道：{}", shown.join("，")),
        };
        text += &wrapped(&line, 0, width);
    }
    text
}

fn kinds(fitted: &Fitted, language: Language) -> String {
    let header = match language {
        Language::English => {
            ["KIND", "CASES", "RECORDED", "INCIDENTS", "MEDIAN DAYS", "P90 DAYS", "LOG-SD", "LIMIT", "ON TIME", "LIKE"]
        }
        Language::Chinese => {
            ["类别", "件数", "立案", "发生", "结案中位天数", "九成分位天数", "对数标准差", "时限", "按期率", "假设取自"]
        }
    };
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for kind in &fitted.kinds {
        let limit = mark(kind.allowed);
        rows.push(vec![
            printable(&kind.group.name),
            kind.group.tally.cases.to_string(),
            short(kind.recorded),
            interval(&kind.rate, language),
            format!("{} [{}]", short(kind.closing.median), short(kind.model.median)),
            format!("{} [{}]", short(kind.closing.p90), short(kind.model.p90)),
            short(kind.closing.log_sd),
            format!("{}{limit}", short(kind.deadline)),
            percent(kind.on_time),
            if kind.group.is_built_in() { String::new() } else { kind.group.like.clone() },
        ]);
    }
    let mut text = aligned(&rows);
    for allowed in [Allowed::NineInTen, Allowed::Half, Allowed::Assumed] {
        if fitted.kinds.iter().any(|kind| kind.allowed == allowed) {
            let (mark, share) = (mark(allowed), percent(if allowed == Allowed::Half { 0.5 } else { KEPT_SHARE }));
            let _ = match (allowed, language) {
                (Allowed::Assumed, Language::English) => {
                    writeln!(text, "{mark} assumed: the log has no limit, and too few cases are closed")
                }
                (Allowed::Assumed, Language::Chinese) => writeln!(text, "{mark} 假设值：日志无时限，且办结案件过少"),
                (_, Language::English) => {
                    writeln!(text, "{mark} the log has no limit: the time within which {share} are closed")
                }
                (_, Language::Chinese) => writeln!(text, "{mark} 日志无时限：取{share}案件办结所需时间"),
            };
        }
    }
    text
}

/// What stands behind days allowed that are no limit of the log's.
fn mark(allowed: Allowed) -> &'static str {
    match allowed {
        Allowed::Limits => "",
        Allowed::NineInTen => "*",
        Allowed::Half => "**",
        Allowed::Assumed => "***",
    }
}

fn variation(log: &Log, fitted: &Fitted, language: Language, width: usize) -> String {
    let show = |v: &Variation| {
        let (variance, r) = (interval(&v.variance, language), interval(&v.persistence, language));
        match language {
            Language::English if v.persistence.value.is_nan() => format!("variance {variance}: none beyond chance"),
            Language::Chinese if v.persistence.value.is_nan() => format!("方差{variance}，未超出随机水平"),
            Language::English => format!("variance {variance}, from day to day {r}"),
            Language::Chinese => format!("方差{variance}，日自相关{r}"),
        }
    };
    let (seen, city) = &fitted.log;
    let weekdays: Vec<String> = fitted.calendar.weekdays.iter().map(|factor| format!("{factor:.2}")).collect();
    let (_, ratio, model_ratio) = fitted.pooling;
    let mut rows = vec![
        (language.pick("Day's rate, log", "日发生率（日志）"), show(seen)),
        (language.pick("whole city", "全市合计"), show(city)),
        (language.pick("fitted model", "拟合模型"), show(&fitted.model)),
        (
            language.pick("Variance/mean of a day", "日立案方差/均值"),
            format!("{} [{}]", short(ratio), short(model_ratio)),
        ),
        (
            language.pick("Between places", "地点之间"),
            match language {
                Language::English => format!(
                    "coefficient of variation {} [{}], net of counting",
                    short(fitted.places.0.sqrt()),
                    short(fitted.places.1.sqrt())
                ),
                Language::Chinese => {
                    format!(
                        "变异系数{} [{}]（扣除计数噪声）",
                        short(fitted.places.0.sqrt()),
                        short(fitted.places.1.sqrt())
                    )
                }
            },
        ),
        (language.pick("Weekdays, Mon to Sun", "周一至周日"), weekdays.join(" ")),
    ];
    if let Some((amplitude, peak, growth)) = fitted.calendar.season {
        let (amplitude, growth) = (percent(amplitude), percent(growth));
        rows.push(match language {
            Language::English => (
                "Season and trend",
                format!("{amplitude} about the mean, peak on day {peak:.0} of the year; {growth} a year"),
            ),
            Language::Chinese => ("季节与趋势", format!("围绕均值±{amplitude}，峰值在一年第{peak:.0}天；每年{growth}")),
        });
    }
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    let mut text = format!(
        "{}\n{}",
        language.pick("How it varies [in the fitted model]", "波动（方括号内为拟合模型）"),
        aligned(&rows)
    );
    let (variance, persistence) = (interval(&fitted.variance, language), interval(&fitted.persistence, language));
    let sizes = log.places.len() >= 3;
    let note = match language {
        Language::English => format!(
            "The scenario has frailty_variance = {variance} and frailty_persistence = {persistence}{}. It has no place for weekdays, seasons and trends{}.",
            if fitted.few { ", the built-in values" } else { ", so that the model's log varies as yours" },
            if sizes {
                "; places differ by the mix of archetypes in [city] or a roster, and here also by size unless [places] gives \
                 their residents"
            } else {
                ""
            }
        ),
        Language::Chinese => format!(
            "方案取 frailty_variance = {variance}、frailty_persistence = {persistence}{}。方案无法表达星期、季节与趋势{}。",
            if fitted.few { "（内置值）" } else { "，使模型日志的波动与您的一致" },
            if sizes {
                "；地点差异由[city]的小区类型构成或名册决定，未在[places]给出人口时还含规模差异"
            } else {
                ""
            }
        ),
    };
    text += &wrapped(&note, 0, width);
    text
}
