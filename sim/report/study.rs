//! Figures of a study and its page, in English and Chinese.

mod agreement;
mod bars;
mod claims;
mod doses;
mod found;
mod front;
mod heat;
mod markdown;
mod morris;
mod page;
mod ranges;
mod regret;
mod trial;

use super::canvas::{Anchor, Canvas, SMALL, Type, cut, lines, width};
use super::figure::{Figure, Words, sheet};
use super::{REPORT, drawn, words};
use crate::store::Page;
use crate::study::Study;
use crate::study::asks::Found;
use crate::study::carry_out::Findings;
use crate::study::factor::Role;
use crate::study::picture::Picture;
use crate::study::responses::Responses;
use crate::study::store::StudyManifest;
use crate::study::subject::{FactorIndex, OutcomeIndex, Quantity, Subject};
use crate::study::text;
use crate::words::Language;
use agreement::FILE as AGREEMENT_PAGE;
use claims::FILES as CLAIMS_PAGES;
use doses::page::FILE as DOSES_PAGE;

/// Pages in Markdown, each of which some method writes.
pub const PAGES: [&str; 4] = [CLAIMS_PAGES[0], CLAIMS_PAGES[1], DOSES_PAGE, AGREEMENT_PAGE];

/// Quantities with figures of their own, at most.
const MOST_QUANTITIES: usize = 12;
/// Combinations of structural variants with figures, at most.
const MOST_CROSSES: usize = 8;

/// One combination of structural variants, with all that its figures need.
struct Sheet<'a> {
    study: &'a Subject,
    found: &'a dyn Found,
    manifest: &'a StudyManifest,
    /// Name of the combination; empty where there is one only.
    combination: String,
    /// Its number.
    number: usize,
}

/// The figures of a study, its pages and its `report.html`.
#[must_use]
pub fn pages(study: &Study, findings: &Findings, manifest: &StudyManifest, opens: Option<Language>) -> Vec<Page> {
    let (mut figures, mut agreement_page, mut pages) = (Vec::new(), String::new(), Vec::new());
    let page = |name: &str, text: String| Page { name: name.to_owned(), text, dated: false };
    let (subject, found) = (&study.subject, findings.found());
    for (number, combination) in subject.combinations.iter().enumerate().take(MOST_CROSSES) {
        let Some(picture) = found.picture(subject, number) else { continue };
        // Claims and responses are drawn over all combinations at once.
        let one = subject.combinations.len() == 1 || matches!(picture, Picture::Claims(..) | Picture::Doses(..));
        let combination = if one { String::new() } else { combination.name.clone() };
        let sheet = Sheet { study: subject, found, manifest, combination, number };
        figures.extend(sheet.figures(&picture));
        match picture {
            Picture::Claims(asked, judged, scores) => {
                let claimed = claims::Claimed { sheet: &sheet, asked, judged, scores };
                for (name, language) in CLAIMS_PAGES.into_iter().zip([Language::English, Language::Chinese]) {
                    pages.push(page(name, claims::page::text(&claimed, language)));
                }
            }
            Picture::Doses(doses) => pages.push(page(DOSES_PAGE, doses::page::text(&sheet, doses))),
            Picture::Agreement(agreements) => agreement::page(&sheet, agreements, &mut agreement_page),
            _ => {}
        }
    }
    if !agreement_page.is_empty() {
        pages.push(page(AGREEMENT_PAGE, agreement_page));
    }
    let texts = [Language::English, Language::Chinese].map(|language| text::text(study, findings, language));
    let report = page(REPORT, page::page(study, manifest, opens, &texts, &figures));
    drawn(figures.iter()).into_iter().chain(pages).chain([report]).collect()
}

impl Sheet<'_> {
    fn figures(&self, picture: &Picture) -> Vec<Figure> {
        match picture {
            Picture::Effects { style, measures, screened, levels } => {
                let mut figures = Vec::new();
                for index in self.study.shown().into_iter().take(MOST_QUANTITIES) {
                    figures.push(bars::figure_of(self, style, measures, index));
                    if *screened {
                        figures.push(morris::figure_of(self, measures, index));
                    }
                    figures.extend(levels.as_ref().and_then(|levels| heat::figure_of(self, levels, index)));
                }
                figures
            }
            Picture::Posterior(posterior) => vec![ranges::posterior(self, posterior)],
            Picture::Region(boxes, labels) => ranges::region(self, boxes, labels).into_iter().collect(),
            Picture::Front(objectives, front) => front::figure_of(self, objectives, front).into_iter().collect(),
            Picture::Regret(robust) => regret::figures_of(self, robust),
            Picture::Claims(asked, judged, scores) => {
                claims::figure::figures_of(&claims::Claimed { sheet: self, asked, judged, scores: *scores })
            }
            Picture::Doses(doses) => doses::figures(self, doses),
            Picture::Agreement(agreements) => agreement::figures(self, agreements),
            Picture::Trial(trial, plan) => trial::figures(self, trial, plan),
        }
    }

    /// What the points of its combination gave; nothing where nothing is varied.
    fn responses(&self) -> &Responses {
        const NOTHING: &Responses = &Responses { points: Vec::new(), values: Vec::new() };
        self.found.sample(self.number).map_or(NOTHING, |sample| &sample.responses)
    }

    /// A figure; `kind` and what it is of make up its name.
    fn draw(
        &self,
        kind: &str,
        of: Option<Quantity>,
        words: impl Fn(Language) -> Words,
        draw: impl Fn(&mut Canvas, f64, Language) -> f64,
    ) -> Figure {
        let manifest = self.manifest;
        let mut id = kind.to_owned();
        if let Some(quantity) = of {
            let scenario = if quantity.difference && self.study.scenarios.len() > 2 {
                format!("-{}", quantity.scenario)
            } else {
                String::new()
            };
            id = format!("{id}-{}{scenario}", self.study.outcomes[quantity.outcome].id.replace('_', "-"));
        }
        if !self.combination.is_empty() {
            id = format!("{id}-{}", self.number + 1);
        }
        let provenance = format!(
            "gridgov {}; model {}; study {} {}; seed {}; replicates {}; cross {}; result {}",
            manifest.program_version,
            manifest.model_version,
            manifest.study,
            manifest.hash,
            manifest.seed,
            manifest.replicates,
            self.combination,
            manifest.result_hash
        );
        let provenance: String = provenance.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let hash: String = manifest.result_hash.chars().take(8).collect();
        let (points, what) = self.found.counted(self.number);
        let (version, seed, runs) = (&manifest.program_version, manifest.seed, manifest.replicates);
        let foot = |language| match language {
            Language::English => {
                let plural = if runs == 1 { "" } else { "s" };
                format!("gridgov {version} · seed {seed} · {points} {} × {runs} run{plural} · {hash}", what.0)
            }
            Language::Chinese => format!("gridgov {version} · 种子{seed} · {points}{}×{runs}次运行 · {hash}", what.1),
        };
        let with_cross = |language| {
            let mut words = words(language);
            if !self.combination.is_empty() {
                words.title = format!("{} [{}]", words.title, self.combination);
            }
            words
        };
        sheet(id, &provenance, foot, with_cross, draw)
    }

    fn factor(&self, factor: FactorIndex, language: Language) -> &str {
        let factor = &self.study.factors[factor];
        language.pick(&factor.name_en, &factor.name_zh)
    }

    /// Outcome, and what of it, in a line.
    fn quantity(&self, quantity: Quantity, language: Language) -> String {
        let kind = self.study.outcomes[quantity.outcome];
        let name = language.pick(kind.name_en, kind.name_zh);
        let scenario = &self.study.scenarios[quantity.scenario];
        let title = language.pick(&scenario.title, &scenario.title_zh);
        match (quantity.difference, self.study.scenarios.len() > 1, language) {
            (true, _, Language::English) => format!("{name}: what {title} changes"),
            (true, _, Language::Chinese) => format!("{name}：{title}带来的变化"),
            (false, true, Language::English) => format!("{name} ({title})"),
            (false, true, Language::Chinese) => format!("{name}（{title}）"),
            (false, false, _) => name.to_owned(),
        }
    }

    /// A factor in one line or two: what it means, without what stands in brackets at its end where that does not fit; where
    /// that would have to be cut as well, its key in English, and in Chinese, where a key says nothing, its beginning.
    fn name_lines(&self, factor: FactorIndex, room: f64, language: Language) -> Vec<String> {
        let whole = self.factor(factor, language);
        if let Some(lines) = in_two_lines(whole, room) {
            return lines;
        }
        if language == Language::Chinese {
            let mut kept = lines(unbracketed(whole), room, SMALL, false);
            let rest: String = kept.drain(1..).collect();
            kept.push(cut(&rest, room, SMALL, false));
            return kept;
        }
        let key = &self.study.factors[factor].key;
        if width(key, SMALL, false) <= room {
            return vec![key.clone()];
        }
        let (part, name) = key.rsplit_once('.').unwrap_or(("", key));
        [&format!("{part}."), name].map(|line| cut(line, room, SMALL, false)).to_vec()
    }

    /// Writes the name of a factor around a height.
    fn label(&self, canvas: &mut Canvas, factor: FactorIndex, room: f64, y: f64, language: Language) {
        let lines = self.name_lines(factor, room, language);
        let top = y - 5.0 * (lines.len() as f64 - 1.0);
        for (number, line) in lines.iter().enumerate() {
            let kind = Type { size: SMALL, ..Type::PLAIN };
            canvas.text((0.0, top + 10.0 * number as f64), line, Anchor::Start, kind);
        }
    }

    /// The caption of a figure: what its outcome means, if it has one, and what is drawn; its title stands in the figure.
    fn caption(&self, outcome: Option<OutcomeIndex>, drawn: &str, language: Language) -> String {
        let meaning = outcome.map_or("", |outcome| {
            let kind = self.study.outcomes[outcome];
            language.pick(kind.meaning_en, kind.meaning_zh)
        });
        let mut letters = drawn.chars();
        let first: String = letters.next().map_or_else(String::new, |letter| letter.to_uppercase().collect());
        let gap = if meaning.is_empty() { "" } else { language.pick(" ", "") };
        format!("{meaning}{gap}{first}{}{}", letters.as_str(), language.pick(".", "。"))
    }
}

/// A text without what stands in brackets at its end.
fn unbracketed(text: &str) -> &str {
    let inside = text.trim_end().strip_suffix([')', '）']);
    inside.and_then(|text| text.rsplit_once(['(', '（'])).map_or(text, |(before, _)| before.trim_end())
}

/// A text in one line or two, without what stands in brackets at its end where that does not fit; none if it would have to be
/// cut.
fn in_two_lines(text: &str, room: f64) -> Option<Vec<String>> {
    let fits = |found: &Vec<String>| found.len() <= 2 && found.iter().all(|line| !line.ends_with('…'));
    [text, unbracketed(text)].map(|text| lines(text, room, SMALL, false)).into_iter().find(fits)
}

/// The word for a role above its block.
fn role(role: Role, language: Language) -> &'static str {
    match role {
        Role::Lever => language.pick("Levers (policy)", "政策参数"),
        Role::Assumption => language.pick("Assumptions", "假设"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::levers::LEVER_TABLES;
    use crate::settings::parameters;

    #[test]
    fn a_text_is_shortened_by_its_brackets_before_it_is_given_up() {
        assert_eq!(in_two_lines("hours (all)", 100.0), Some(vec!["hours (all)".to_owned()]));
        let long = format!("hours ({})", "much ".repeat(30).trim_end());
        assert_eq!(in_two_lines(&long, 100.0), Some(vec!["hours".to_owned()]));
        assert_eq!(in_two_lines(&"much ".repeat(30), 100.0), None);
    }

    /// A key means nothing to a reader of Chinese.
    #[test]
    fn every_lever_has_a_chinese_name_that_fits_beside_its_curves() {
        let levers = parameters().filter(|p| LEVER_TABLES.contains(&p.table));
        let long: Vec<&str> =
            levers.map(|p| p.meaning_zh).filter(|name| in_two_lines(name, doses::ROOM).is_none()).collect();
        assert!(long.is_empty(), "{long:?}");
    }
}
