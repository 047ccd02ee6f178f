//! What a fit reports: what was read, what each kind is like, what varies, what fits and what no log contains.

use std::fmt::Write as _;
use std::path::Path;

use crate::cli::check::counted;
use crate::cli::output::{aligned, terminal_width, wrapped};
use crate::diagnostics::printable;
use crate::fit::dates::date;
use crate::fit::read::Log;
use crate::fit::variation::{Estimate, Variation};
use crate::fit::{Allowed, FEWEST_CASES, Fitted, KEPT_SHARE, Options};
use crate::words::Language;

/// A number with about three digits; a dash where it is undefined.
fn short(number: f64) -> String {
    match number {
        n if !n.is_finite() => "–".to_owned(),
        n if n.abs() >= 100.0 => format!("{n:.0}"),
        n if n.abs() >= 10.0 => format!("{n:.1}"),
        n => format!("{n:.2}"),
    }
}

fn percent(share: f64) -> String {
    if share.is_nan() { "–".to_owned() } else { format!("{:.0}%", share * 100.0) }
}

fn interval(estimate: &Estimate, language: Language) -> String {
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
    let _ = match language {
        Language::English => writeln!(text, "\nwrote {name}; next: gridgov check {name}, gridgov run {name}"),
        Language::Chinese => writeln!(text, "\n已写入 {name}；下一步：gridgov check {name}，gridgov run {name}"),
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
    if log.duplicates > 0 {
        let (n, rows) = (log.duplicates, counted(log.duplicates as usize, "row"));
        warn(
            format!("Left out: {rows} with the number of a case that stood before."),
            format!("{n}行案件编号重复，已剔除。"),
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
    if log.month_first_by_guess {
        warn(
            "Dates such as 01/05/2023 were read month first (5 January), and no day above 12 proves it. If the day comes \
             first, say date_format = \"%d/%m/%Y\" (with %H:%M for times) in a map, --columns MAP.toml."
                .to_owned(),
            "形如01/05/2023的日期按“月/日/年”读取（1月5日），但没有大于12的“日”可以证实。若日在前，请在列映射（--columns）中写明 \
             date_format = \"%d/%m/%Y\"（含时间则加 %H:%M）。"
                .to_owned(),
        );
    }
    if log.mixed_dates {
        warn(
            "Dates are written in more than one order (year first, month first); each was read by its own.".to_owned(),
            "日期写法不一（年在前、月在前），已分别按各自写法读取。".to_owned(),
        );
    }
    if log.whole_days {
        warn(
            "The log has no times of day: half a day is added to every closing time.".to_owned(),
            "日志只有日期：每件结案时间加半天。".to_owned(),
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
