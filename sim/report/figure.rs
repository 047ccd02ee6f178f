//! One figure in two languages: its file name, caption, shapes and where it comes from.

use maud::{Markup, html};

use super::canvas::{Anchor, Canvas, SMALL, Type, WIDTH, WIDTH_MM, cut, drawing, lines, shapes, width};
use super::context::{Context, Wishes};
use super::text::{Sentence, Text};
use crate::compare::Verdict;
use crate::words::Language;

/// Both languages, in the order of everything that comes in both.
pub(super) const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

/// A figure in English and Chinese.
pub(super) struct Figure {
    /// Name of its files, without language and ending.
    pub(super) id: String,
    /// See [`LANGUAGES`].
    pub(super) drawings: [Drawing; 2],
}

/// A figure in one language.
pub(super) struct Drawing {
    words: Words,
    provenance: String,
    width_mm: f64,
    height: f64,
    shapes: Markup,
}

impl Drawing {
    /// The file, which also holds what it shows and where it comes from.
    pub(super) fn file(&self) -> String {
        let about = html! {
            title { (Text(&self.words.title)) } "\n"
            desc { (Text(&self.words.caption)) } "\n"
            metadata { (Text(&self.provenance)) } "\n"
        };
        drawing(self.height, self.width_mm, &self.words.title, &about, &self.shapes).0 + "\n"
    }

    /// The drawing in a page with its caption. Its title would pop up under the pointer there, and the caption says more.
    pub(super) fn shown(&self) -> Markup {
        html! {
            (drawing(self.height, self.width_mm, &self.words.title, &html! {}, &self.shapes)) "\n"
            figcaption { (Sentence(&self.words.caption)) }
        }
    }
}

/// What a figure is before it is a file.
pub(super) struct Words {
    /// What it shows, in a line.
    pub(super) title: String,
    /// A line or two below the title: what the numbers are.
    pub(super) subtitle: String,
    /// What one sees, how many runs, and what the bands mean.
    pub(super) caption: String,
}

/// Draws a figure in both languages. `words` gives title, subtitle and caption; `draw` draws below a height and returns where
/// it ended.
pub(super) fn figure(
    cx: &Context,
    id: impl Into<String>,
    words: impl Fn(Language) -> Words,
    draw: impl Fn(&mut Canvas, f64, Language) -> f64,
) -> Figure {
    let Wishes { title, stamp, width_mm } = &cx.wishes;
    let words = |language| {
        let usual = words(language);
        Words { title: title.clone().unwrap_or(usual.title), ..usual }
    };
    let foot = |language| stamp.clone().unwrap_or_else(|| foot(cx, language));
    let figure = sheet(id, &provenance(cx), foot, words, draw);
    let width_mm = width_mm.unwrap_or(WIDTH_MM);
    Figure { drawings: figure.drawings.map(|drawing| Drawing { width_mm, ..drawing }), ..figure }
}

/// The same for anything that has figures: `provenance` is kept inside of the file, `foot` stands below the drawing.
pub(super) fn sheet(
    id: impl Into<String>,
    provenance: &str,
    foot: impl Fn(Language) -> String,
    words: impl Fn(Language) -> Words,
    draw: impl Fn(&mut Canvas, f64, Language) -> f64,
) -> Figure {
    let drawings = LANGUAGES.map(|language| {
        let words = words(language);
        let (shapes, height) = shapes(|canvas| {
            let top = heading(canvas, &words.title, &words.subtitle);
            let bottom = draw(canvas, top, language);
            canvas.text((WIDTH, bottom + 9.0), &cut(&foot(language), WIDTH, SMALL, false), Anchor::End, Type::NOTE);
            bottom + 17.0
        });
        Drawing { words, provenance: provenance.to_owned(), width_mm: WIDTH_MM, height, shapes }
    });
    Figure { id: id.into(), drawings }
}

/// Title in at most two lines, and subtitle in at most five; returns where the drawing may begin.
fn heading(canvas: &mut Canvas, title: &str, subtitle: &str) -> f64 {
    let mut y = 4.0;
    for line in lines(title, WIDTH - 4.0, Type::NAME.size, true).into_iter().take(2) {
        canvas.text((0.0, y + 7.0), &line, Anchor::Start, Type::NAME);
        y += 15.0;
    }
    y += 1.0;
    let all = lines(subtitle, WIDTH - 4.0, SMALL, false);
    for line in all.into_iter().filter(|line| !line.is_empty()).take(5) {
        canvas.text((0.0, y + 5.5), &line, Anchor::Start, Type::NOTE);
        y += 11.5;
    }
    y + 6.0
}

/// The line that says where the figure comes from.
fn foot(cx: &Context, language: Language) -> String {
    let results = cx.results;
    let hash: String = results.result_hash().chars().take(8).collect();
    let (version, seed, runs) = (&results.program_version, results.seed, results.replicates);
    match language {
        Language::English => format!(
            "gridgov {version} · seed {seed} · {runs} run{} per scenario · {hash}",
            if runs == 1 { "" } else { "s" }
        ),
        Language::Chinese => format!("gridgov {version} · 随机种子{seed} · 每个方案{runs}次运行 · {hash}"),
    }
}

/// What made a figure, for machines and for those who look inside the file.
pub(super) fn provenance(cx: &Context) -> String {
    let results = cx.results;
    let mut text = format!(
        "gridgov {}; model {}; seed {}; replicates {}; baseline {}; result {}",
        results.program_version,
        results.model_version,
        results.seed,
        results.replicates,
        results.baseline,
        results.result_hash()
    );
    // The result's hash vouches for all; hundreds of hashes in every figure would be more than the figures.
    let named = if cx.shown.len() == cx.others.len() { results.scenarios.len() } else { 0 };
    for scenario in results.scenarios.iter().take(named) {
        text.extend(["; scenario ", &scenario.name, " ", &scenario.hash]);
    }
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A name for files: letters and digits of ASCII, in lower case; the number keeps two of the same apart.
pub(super) fn slug(number: usize, name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
        if slug.len() >= 40 {
            break;
        }
    }
    format!("{number:02}-{}", slug.trim_matches('-')).trim_end_matches('-').to_owned()
}

/// An entry of a legend: what is drawn for it, and its word.
pub(super) type Entry<'a> = (&'a dyn Fn(&mut Canvas, f64, f64), String);

/// The legend of what differences show.
pub(super) fn verdicts(canvas: &mut Canvas, y: f64, language: Language) -> f64 {
    let draw = |verdict: Verdict| {
        move |canvas: &mut Canvas, x: f64, y: f64| {
            let (mark, colour) = super::context::sign(verdict);
            canvas.mark((x + 10.0, y), mark, colour);
        }
    };
    let signs = [Verdict::Better, Verdict::Worse, Verdict::TooSmall, Verdict::NotClear];
    let [better, worse, small, unclear] = signs.map(draw);
    let word = |verdict: Verdict| verdict.words(language).to_owned();
    let [of_better, of_worse, of_small, of_unclear] = signs.map(word);
    legend(canvas, y, &[(&better, of_better), (&worse, of_worse), (&small, of_small), (&unclear, of_unclear)])
}

/// A row of a legend: what is drawn for each entry, and its word. Returns where it ended.
pub(super) fn legend(canvas: &mut Canvas, y: f64, entries: &[Entry]) -> f64 {
    let (mut x, mut y) = (0.0, y);
    for (draw, word) in entries {
        let room = 20.0 + width(word, SMALL, false) + 7.0;
        if x > 0.0 && x + room - 7.0 > WIDTH {
            (x, y) = (0.0, y + 12.0);
        }
        draw(canvas, x, y + 5.0);
        canvas.text((x + 20.0, y + 5.0), word, Anchor::Start, Type::NOTE);
        x += room;
    }
    y + 15.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_safe_names_and_differ() {
        assert_eq!(slug(3, "training/more hours"), "03-training-more-hours");
        assert_eq!(slug(4, "../../etc/passwd"), "04-etc-passwd");
        assert_eq!(slug(5, "明确权力边界"), "05");
        assert!(slug(6, &"x".repeat(10_000)).len() < 50);
    }
}
