//! The lists at the end of `claims.md`: what the model cannot test, what matters, which worlds were drawn.

use std::fmt::Write as _;

use super::super::markdown::punctuated;
use crate::study::factor::Target;
use crate::study::methods::claims::asked::Claims;
use crate::study::subject::Subject;
use crate::study::words::short;

pub(super) fn silent(asked: &Claims) -> String {
    if asked.silent.is_empty() {
        return String::new();
    }
    let mut text = "\n## Claims that the model cannot test 模型无法检验的主张\n\n| claim | why not | 主张 | 原因 |\n|---|---|---|---|\n".to_owned();
    for silent in &asked.silent {
        let [claim, claim_zh] = &silent.words;
        let [why, why_zh] = &silent.why;
        let _ = writeln!(text, "| {claim} | {why} | {claim_zh} | {why_zh} |");
    }
    text
}

pub(super) fn worlds(study: &Subject) -> String {
    let mut text = "\n## The other worlds 其他假设\n\nEach is drawn independently and evenly from its range. 各项在其范围内独立、均匀抽取。\n\n\
                    | assumption 假设 | shipped 基准 | range 范围 | meaning | 含义 |\n|---|---:|---|---|---|\n"
        .to_owned();
    for factor in &study.factors {
        let (shipped, range) = if let Target::Variant(choices) = &factor.target {
            let words: Vec<String> = choices.iter().map(ToString::to_string).collect();
            (words[factor.default as usize].clone(), words.join(" / "))
        } else {
            let (low, high) = factor.ends();
            (short(factor.default), format!("{}–{}", short(low), short(high)))
        };
        let meaning = punctuated(&factor.name_zh);
        let _ = writeln!(text, "| `{}` | {shipped} | {range} | {} | {meaning} |", factor.key, factor.name_en);
    }
    text
}
