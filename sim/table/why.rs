//! Why an outcome changes, in sentences.

use super::figures;
use crate::compare::why::through::known;
use crate::compare::why::{Part, Why, Without};
use crate::compare::{Difference, Verdict, verdict};
use crate::outcomes::outcome_kind;
use crate::society::counts::MoneyPost;
use crate::words::Language::{self, Chinese, English};

/// Parts of a policy that are named.
const NAMED: usize = 4;

/// What changes, on the way to it, and which levers do it.
#[must_use]
pub(crate) fn why(why: &Why, language: Language) -> String {
    let whole = &why.whole;
    let stop = language.pick(". ", "。");
    let mut sentences = vec![match language {
        English => {
            format!("{} {} ({})", name(whole, language), written(whole, language), verdict(whole).words(language))
        }
        Chinese => {
            format!("{}{}（{}）", name(whole, language), written(whole, language), verdict(whole).words(language))
        }
    }];
    if !why.on_the_way.is_empty() {
        let steps: Vec<String> = why.on_the_way.iter().map(|d| step(d, language)).collect();
        sentences.push(match language {
            English => format!("On the way: {}", steps.join(", ")),
            Chinese => format!("中间环节：{}", steps.join("，")),
        });
    }
    sentences.extend(levers(why, language));
    sentences.extend(mechanisms(why, language));
    sentences.extend(why.unseen.as_ref().map(|d| unseen(d, language)));
    sentences.join(stop) + language.pick(".", "。")
}

/// Which levers do it.
fn levers(why: &Why, language: Language) -> Option<String> {
    if let Some(only) = &why.only {
        let lever = only.words(language);
        return Some(match language {
            English => format!("One lever does it: {lever}"),
            Chinese => format!("由单一政策参数引起：{lever}"),
        });
    }
    if why.parts.is_empty() {
        return None;
    }
    let parts: Vec<String> = why.parts.iter().take(NAMED).map(|part| alone(part, language)).collect();
    let left = why.parts.len().saturating_sub(NAMED);
    let (sum, whole) = (number(&why.whole, why.sum(), language), written(&why.whole, language));
    Some(match language {
        English => {
            let more = if left > 0 { format!("; {left} more do less") } else { String::new() };
            format!(
                "Each lever alone: {}{more}; alone they add up to {sum}, together they do {whole}",
                parts.join("; ")
            )
        }
        Chinese => {
            let more = if left > 0 { format!("；其余{left}项影响更小") } else { String::new() };
            format!("各参数单独实施：{}{more}；单独效果之和为{sum}，同时实施为{whole}", parts.join("；"))
        }
    })
}

/// What goes through which mechanism: the comparison with it switched off on both sides.
fn mechanisms(why: &Why, language: Language) -> Option<String> {
    if why.without.is_empty() {
        return None;
    }
    let meaning = |without: &Without| {
        let known = known(without.mechanism);
        known.map_or("", |mechanism| language.pick(mechanism.meaning_en, mechanism.meaning_zh))
    };
    let (carry, other): (Vec<&Without>, Vec<&Without>) =
        why.without.iter().partition(|without| carries(&without.through));
    let one = |without: &&Without| {
        let (left, through) = (with_interval(&without.left, language), with_interval(&without.through, language));
        let meaning = meaning(without);
        match language {
            English => format!("without \"{meaning}\" the change is {left}, so that {through} go through it"),
            Chinese => format!("关闭“{meaning}”后变化为{left}，即有{through}经由该机制"),
        }
    };
    let carry: Vec<String> = carry.iter().take(NAMED).map(one).collect();
    let other: Vec<String> = other
        .iter()
        .map(|without| {
            language.pick(&format!("\"{}\"", meaning(without)), &format!("“{}”", meaning(without))).to_owned()
        })
        .collect();
    let other = other.join(language.pick(", ", "、"));
    Some(match (language, carry.is_empty(), other.is_empty()) {
        (English, true, _) => {
            format!("With mechanisms switched off on both sides: none carries as much as matters ({other})")
        }
        (English, false, true) => format!("With mechanisms switched off on both sides: {}", carry.join("; ")),
        (English, false, false) => format!(
            "With mechanisms switched off on both sides: {}; less than what matters, or not clear: {other}",
            carry.join("; ")
        ),
        (Chinese, true, _) => format!("两边同时关闭机制：{other}均未承载达到有意义幅度的作用"),
        (Chinese, false, true) => format!("两边同时关闭机制：{}", carry.join("；")),
        (Chinese, false, false) => {
            format!("两边同时关闭机制：{}；{other}则未达到有意义幅度或尚不明确", carry.join("；"))
        }
    })
}

/// Whether as much as matters goes through a mechanism.
fn carries(through: &Difference) -> bool {
    !matches!(verdict(through), Verdict::TooSmall | Verdict::NotClear)
}

fn with_interval(d: &Difference, language: Language) -> String {
    let decimals = figures::decimals_of_interval(d.unit, d.baseline_mean, d.low, d.high);
    let (difference, range) = (written(d, language), super::range(d, decimals, language));
    match language {
        _ if range.is_empty() || d.is_same() => difference,
        English => format!("{difference} ({range})"),
        Chinese => format!("{difference}（{range}）"),
    }
}

/// That what nobody finds does not count.
fn unseen(d: &Difference, language: Language) -> String {
    let step = step(d, language);
    match language {
        English => format!("Caution: fewer matters are found ({step}), and what is not on file does not count here"),
        Chinese => format!("请注意：被发现的问题减少（{step}），未立案的问题不计入该指标"),
    }
}

/// What a part does alone, with its interval.
fn alone(part: &Part, language: Language) -> String {
    let d = &part.difference;
    let what: Vec<String> = part.changes.iter().map(|change| change.words(language)).collect();
    let what = what.join(language.pick(" together with ", "，连同"));
    match language {
        English if d.is_same() => format!("{what}: nothing"),
        Chinese if d.is_same() => format!("{what}，无影响"),
        English => format!("{what}: {}", with_interval(d, language)),
        Chinese => format!("{what}，{}", with_interval(d, language)),
    }
}

fn step(d: &Difference, language: Language) -> String {
    format!("{} {}", name(d, language), written(d, language))
}

fn name(d: &Difference, language: Language) -> String {
    let kind = outcome_kind(d.outcome).map_or("", |kind| language.pick(kind.name_en, kind.name_zh));
    match d.group.split_once(':') {
        // Groups on the way are what money is spent on, and how cases come in.
        Some(("channel", group)) => {
            let chinese = match group {
                "patrol" => "巡查",
                "community" => "社区",
                "organisation" => "社会组织",
                "grid_worker" => "网格员",
                "hotline" => "热线",
                "petition" => "信访",
                other => other,
            };
            language.pick(&format!("{kind}, {}", group.replace('_', " ")), &format!("{kind}：{chinese}")).to_owned()
        }
        Some((_, group)) => {
            let post = MoneyPost::ALL.into_iter().find(|post| post.words().0 == group);
            let chinese = post.map_or(group, |post| post.words().1);
            language.pick(&format!("{kind}, {}", group.replace('_', " ")), &format!("{kind}：{chinese}")).to_owned()
        }
        None => kind.to_owned(),
    }
}

/// A difference with its sign and, for days and money, its unit.
fn written(d: &Difference, language: Language) -> String {
    number(d, d.difference, language)
}

fn number(d: &Difference, value: f64, language: Language) -> String {
    let decimals = figures::decimals_of_interval(d.unit, d.baseline_mean, d.low, d.high);
    let number = figures::difference(value, d.unit, decimals, language);
    match d.unit {
        "days" => number + language.pick(" days", "天"),
        "yuan/resident/year" => number + language.pick(" yuan", "元"),
        _ => number,
    }
}
