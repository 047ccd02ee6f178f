//! Where an outcome of a claim fails, and which assumptions go with it.

use std::fmt::Write as _;

use super::super::markdown::percent;
use super::Claimed;
use crate::statistics::prim::{Region, Restriction};
use crate::study::factor::Target;
use crate::study::methods::claims::judge::Tested;
use crate::study::subject::{FactorIndex, Subject};
use crate::study::words::{Phrasing, short};
use crate::words::Language;

/// Both, as an item of a list; nothing where nothing was found.
pub(super) fn depends(claimed: &Claimed, tested: &Tested, language: Language) -> String {
    let study = claimed.study();
    let kind = study.outcomes[tested.outcome];
    let mut text = String::new();
    if let Some(region) = &tested.fails {
        let fails = 1.0 - tested.shares.as_claimed;
        let [coverage, density, all] = [region.coverage, region.density, fails].map(percent);
        let limits = limits(study, region).join(language.pick(" and ", "，且"));
        let _ = match language {
            Language::English => write!(
                text,
                " Fails above all where {limits}: in {density} of these worlds, against {all} of all that count, and {coverage} of \
                 all failures lie there."
            ),
            Language::Chinese => write!(
                text,
                "最常不成立的范围：{limits}；其中{density}不成立（全部计入的世界为{all}），占全部不成立情形的{coverage}。"
            ),
        };
    }
    if !tested.influences.is_empty() {
        let (open, close) = (language.pick(" (", "（"), language.pick(")", "）"));
        let of = |(factor, r): &(FactorIndex, f64)| {
            let (key, sign) = (&study.factors[*factor].key, if *r > 0.0 { "+" } else { "−" });
            format!("`{key}`{open}{sign}{:.2}{close}", r.abs())
        };
        let listed: Vec<String> = tested.influences.iter().map(of).collect();
        let listed = Phrasing { subject: study, language }.listed(&listed);
        let _ = match language {
            Language::English => write!(text, " The change goes with {listed} (rank correlation)."),
            Language::Chinese => write!(text, "变化与下列假设秩相关：{listed}。"),
        };
    }
    if text.is_empty() {
        return text;
    }
    match language {
        Language::English => format!("\n- **{}**.{text}\n", kind.name_en),
        Language::Chinese => format!("\n- **{}**：{text}\n", kind.name_zh),
    }
}

fn limits(study: &Subject, region: &Region) -> Vec<String> {
    let one = |side: &Restriction| {
        let factor = &study.factors[FactorIndex::at(side.dimension)];
        if let Target::Variant(choices) = &factor.target {
            let inside = |index: &usize| (side.low..=side.high).contains(&(*index as f64));
            let words: Vec<String> =
                (0..choices.len()).filter(inside).map(|index| choices[index].to_string()).collect();
            return format!("`{}` = {}", factor.key, words.join(" / "));
        }
        match (side.low.is_finite(), side.high.is_finite()) {
            (true, true) => format!("{} < `{}` < {}", short(side.low), factor.key, short(side.high)),
            (true, false) => format!("`{}` > {}", factor.key, short(side.low)),
            _ => format!("`{}` < {}", factor.key, short(side.high)),
        }
    };
    region.restrictions.iter().map(one).collect()
}
