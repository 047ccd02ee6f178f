//! Figures of a study and its page, in English and Chinese.

mod bars;
mod claims;
mod claims_head;
mod claims_lists;
mod claims_page;
mod front;
mod heat;
mod morris;
mod page;
mod ranges;
mod regret;
mod trial;

use std::path::Path;

use super::canvas::{Anchor, Canvas, SMALL, Type, cut, lines, width};
use super::figure::{Figure, Words, sheet};
use super::{REPORT, put, put_figures, words};
use crate::error::Error;
use crate::scenario::values::plain;
use crate::study::carry_out::Findings;
use crate::study::store::StudyManifest;
use crate::study::{Method, Quantity, Role, Study};
use crate::words::Language;
pub use claims_page::FILE as CLAIMS_PAGE;

/// Quantities with figures of their own, at most.
const MOST_QUANTITIES: usize = 12;
/// Combinations of structural variants with figures, at most.
const MOST_CROSSES: usize = 8;

/// One combination of structural variants, with all that its figures need.
struct Sheet<'a> {
    study: &'a Study,
    findings: &'a Findings,
    manifest: &'a StudyManifest,
    /// Name of the combination; empty where there is one only.
    cross: String,
    /// Its number.
    number: usize,
}

/// Writes the figures of a study and its `report.html` into its folder; `told` says in English and Chinese what was found.
///
/// # Errors
/// When a file cannot be written.
pub fn write(
    study: &Study,
    findings: &[Findings],
    manifest: &StudyManifest,
    told: &[String; 2],
    dir: &Path,
) -> Result<(), Error> {
    let figures = figures(study, findings, manifest);
    if study.method == Method::Claims {
        let sheet = Sheet { study, findings: &findings[0], manifest, cross: String::new(), number: 0 };
        put(dir, claims_page::FILE, &claims_page::text(&sheet))?;
    }
    put_figures(figures.iter(), dir)?;
    put(dir, REPORT, &page::page(study, manifest, told, &figures))
}

/// All figures of a study, in the order of its page.
fn figures(study: &Study, findings: &[Findings], manifest: &StudyManifest) -> Vec<Figure> {
    if study.method == Method::Claims {
        let sheet = Sheet { study, findings: &findings[0], manifest, cross: String::new(), number: 0 };
        return vec![claims::figure_of(&sheet)];
    }
    let mut figures = Vec::new();
    let several = study.crosses.len() > 1;
    for (number, (cross, findings)) in study.crosses.iter().zip(findings).enumerate().take(MOST_CROSSES) {
        let cross = if several { cross.name.clone() } else { String::new() };
        figures.extend(Sheet { study, findings, manifest, cross, number }.figures());
    }
    figures
}

impl Sheet<'_> {
    fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        match self.study.method {
            Method::Search => figures.extend(front::figure_of(self)),
            Method::Calibration => figures.extend(ranges::posterior(self)),
            Method::Discovery => figures.extend(ranges::region(self)),
            Method::Robustness => figures.extend(regret::figure_of(self)),
            Method::Trial => figures.extend(trial::figures(self)),
            _ => {
                for index in self.shown() {
                    figures.push(bars::figure_of(self, index));
                    if self.study.method == Method::Morris {
                        figures.push(morris::figure_of(self, index));
                    }
                    figures.extend(heat::figure_of(self, index));
                }
            }
        }
        figures
    }

    /// The quantities that are drawn: differences where scenarios are compared, values otherwise.
    fn shown(&self) -> Vec<usize> {
        let quantities = self.study.quantities();
        let compared = self.study.scenarios.len() > 1;
        let wanted = |index: &usize| quantities[*index].difference == compared;
        (0..quantities.len()).filter(wanted).take(MOST_QUANTITIES).collect()
    }

    /// A figure; `kind` and `index` make up its name.
    fn draw(
        &self,
        kind: &str,
        index: Option<usize>,
        words: impl Fn(Language) -> Words,
        draw: impl Fn(&mut Canvas, f64, Language) -> f64,
    ) -> Figure {
        let manifest = self.manifest;
        let mut id = kind.to_owned();
        if let Some(index) = index {
            let quantity = self.study.quantities()[index];
            let scenario = if quantity.difference && self.study.scenarios.len() > 2 {
                format!("-{}", quantity.scenario)
            } else {
                String::new()
            };
            id = format!("{id}-{}{scenario}", self.study.outcomes[quantity.outcome].id.replace('_', "-"));
        }
        if !self.cross.is_empty() {
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
            self.cross,
            manifest.result_hash
        );
        let provenance: String = provenance.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let hash: String = manifest.result_hash.chars().take(8).collect();
        let pilots = self.study.trial.as_ref().map(|plan| plan.pilots().len());
        let (points, what) = match (self.study.method, pilots) {
            (Method::Claims, _) => (self.study.claims.claims.len(), ("claims", "项主张")),
            (_, Some(pilots)) => (pilots, ("pilots", "种试点")),
            _ => (self.findings.responses.points.len(), ("points", "个设计点")),
        };
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
            if !self.cross.is_empty() {
                words.title = format!("{} [{}]", words.title, self.cross);
            }
            words
        };
        sheet(id, &provenance, foot, with_cross, draw)
    }

    fn factor(&self, factor: usize, language: Language) -> &str {
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

    /// A factor in one line or two: what it means, or its key where that would have to be cut.
    fn name_lines(&self, factor: usize, room: f64, language: Language) -> Vec<String> {
        let meaning = lines(self.factor(factor, language), room, SMALL, false);
        if meaning.len() <= 2 && meaning.iter().all(|line| !line.ends_with('…')) {
            return meaning;
        }
        let key = &self.study.factors[factor].key;
        if width(key, SMALL, false) <= room {
            return vec![key.clone()];
        }
        let (part, name) = key.rsplit_once('.').unwrap_or(("", key));
        [&format!("{part}."), name].map(|line| cut(line, room, SMALL, false)).to_vec()
    }

    /// Writes the name of a factor around a height.
    fn label(&self, canvas: &mut Canvas, factor: usize, room: f64, y: f64, language: Language) {
        let lines = self.name_lines(factor, room, language);
        let top = y - 5.0 * (lines.len() as f64 - 1.0);
        for (number, line) in lines.iter().enumerate() {
            let kind = Type { size: SMALL, ..Type::PLAIN };
            canvas.text((0.0, top + 10.0 * number as f64), line, Anchor::Start, kind);
        }
    }

    /// The caption of a figure: what its outcome means, if it has one, and what is drawn; its title stands in the figure.
    fn caption(&self, outcome: Option<usize>, drawn: &str, language: Language) -> String {
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

/// The word for a role above its block.
fn role(role: Role, language: Language) -> &'static str {
    match role {
        Role::Lever => language.pick("Levers (policy)", "政策变量"),
        Role::Assumption => language.pick("Assumptions", "假设"),
    }
}

/// A value of a factor: three digits that count.
fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return plain(value);
    }
    let digits = (2.0 - libm::log10(value.abs()).floor()).clamp(0.0, 6.0) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
