//! One figure in two languages: its file name, caption, shapes and where it comes from.

use super::canvas::{Anchor, Canvas, SMALL, Type, WIDTH, cut, head, lines, shapes, width};
use super::context::Context;
use crate::words::Language;

/// Both languages, in the order of [`Figure::svg`].
pub(super) const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

/// A figure in English and Chinese.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Name of its files, without language and ending.
    pub(super) id: String,
    /// The scenario that it is about, if it is about one.
    pub(super) scenario: Option<usize>,
    /// What one sees, how many runs, and what the bands mean.
    pub(super) caption: [String; 2],
    /// The files.
    pub(super) svg: [String; 2],
}

/// What a figure is before it is a file.
pub(super) struct Words {
    /// What it shows, in a line.
    pub(super) title: String,
    /// A line or two below the title: what the numbers are.
    pub(super) subtitle: String,
    /// See [`Figure::caption`].
    pub(super) caption: String,
}

/// Draws a figure in both languages. `words` gives title, subtitle and caption; `draw` draws below a height and returns where
/// it ended.
pub(super) fn figure(
    cx: &Context,
    id: impl Into<String>,
    scenario: Option<usize>,
    words: impl Fn(Language) -> Words,
    draw: impl Fn(&mut Canvas, f64, Language) -> f64,
) -> Figure {
    let figure = sheet(id, &provenance(cx), |language| foot(cx, language), words, draw);
    Figure { scenario, ..figure }
}

/// The same for anything that has figures: `provenance` is kept inside of the file, `foot` stands below the drawing.
pub(super) fn sheet(
    id: impl Into<String>,
    provenance: &str,
    foot: impl Fn(Language) -> String,
    words: impl Fn(Language) -> Words,
    draw: impl Fn(&mut Canvas, f64, Language) -> f64,
) -> Figure {
    let id = id.into();
    let both = LANGUAGES.map(|language| {
        let words = words(language);
        let (body, height) = shapes(|canvas| {
            let top = heading(canvas, &words.title, &words.subtitle);
            let bottom = draw(canvas, top, language);
            canvas.text((WIDTH, bottom + 9.0), &cut(&foot(language), WIDTH, SMALL, false), Anchor::End, Type::NOTE);
            bottom + 17.0
        });
        let label = escaped(&words.title);
        let svg = format!(
            "{}\n<title>{label}</title>\n<desc>{}</desc>\n<metadata>{}</metadata>\n{body}\n</svg>\n",
            head(height, &label),
            escaped(&words.caption),
            escaped(provenance)
        );
        (words, svg)
    });
    let [(en, svg_en), (zh, svg_zh)] = both;
    Figure { id, scenario: None, caption: [en.caption, zh.caption], svg: [svg_en, svg_zh] }
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
        Language::Chinese => format!("gridgov {version} · 种子{seed} · 每个情景{runs}次运行 · {hash}"),
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
    for scenario in &results.scenarios {
        text.extend(["; scenario ", &scenario.name, " ", &scenario.hash]);
    }
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Text for XML and HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            // What XML does not know at all.
            c if c.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
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

    #[test]
    fn markup_stays_text() {
        assert_eq!(escaped("<b a=\"'\">&\u{1}"), "&lt;b a=&quot;&#39;&quot;&gt;&amp; ");
    }
}
