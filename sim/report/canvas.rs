//! A sheet to draw on, which becomes SVG.
//!
//! The sheet is [`WIDTH`] units wide, whatever its height, and is declared 85 mm wide: at that size a unit is a quarter of a
//! millimetre, and text of 10 units is 7 points. Places are whole tenths of a unit, shown through the view box, and lines and
//! shapes of one style that follow each other are one path: a report of many figures stays small.

use std::fmt::Write as _;

use super::text::{Text, clean};
use crate::words::columns_of;
use maud::{Markup, PreEscaped, Render, html};

/// Width of every figure in units.
pub(super) const WIDTH: f64 = 340.0;

/// Width of every figure in print.
pub(super) const WIDTH_MM: f64 = 85.0;

/// Drawn size of a unit.
const SCALE: f64 = 10.0;

/// Latin letters in the first sans serif font there is, Chinese in what Linux, Windows and macOS have.
pub(super) const FONTS: &str = "Helvetica, Arial, Liberation Sans, Noto Sans CJK SC, WenQuanYi Micro Hei, Microsoft YaHei, PingFang SC, sans-serif";

/// Ordinary text.
pub(super) const SIZE: f64 = 10.0;

/// Small text; nothing is smaller than this.
pub(super) const SMALL: f64 = 9.0;

/// Text that names a figure.
pub(super) const LARGE: f64 = 12.0;

/// A colour with its opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8, pub(super) f64);

impl Colour {
    /// Text and lines that matter.
    pub(super) const INK: Self = Self(0x1c, 0x1c, 0x1e, 1.0);
    /// Text beside what matters.
    pub(super) const GREY: Self = Self(0x59, 0x5b, 0x60, 1.0);
    /// Grid lines.
    pub(super) const FAINT: Self = Self(0xdd, 0xdf, 0xe3, 1.0);
    /// What is too small to matter.
    pub(super) const BAND: Self = Self(0xee, 0xef, 0xf2, 1.0);
    /// Paper.
    pub(super) const WHITE: Self = Self(0xff, 0xff, 0xff, 1.0);
    /// Better; also the scenario. Blue of Okabe and Ito's palette for all kinds of colour vision.
    pub(super) const BLUE: Self = Self(0x00, 0x72, 0xb2, 1.0);
    /// Worse. Vermilion of the same palette.
    pub(super) const VERMILION: Self = Self(0xd5, 0x5e, 0x00, 1.0);

    /// The same, with another opacity.
    pub(super) fn fade(self, opacity: f64) -> Self {
        Self(self.0, self.1, self.2, opacity)
    }

    /// Between two colours.
    pub(super) fn mix(self, other: Self, share: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        let part = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2), 1.0)
    }

    /// As SVG has it, without the opacity.
    fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// The attribute of an opacity; nothing where it hides all.
    fn opacity(self) -> String {
        if self.3 < 1.0 { format!(" opacity=\"{}\"", (self.3 * 1e3).round() / 1e3) } else { String::new() }
    }
}

/// A place on the sheet.
pub(super) type Point = (f64, f64);

/// How a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dash {
    /// Strokes.
    Strokes,
    /// Dots.
    Dots,
}

impl Dash {
    /// Lengths of stroke and gap.
    fn lengths(self) -> (f64, f64) {
        match self {
            Self::Strokes => (4.0, 2.5),
            Self::Dots => (1.7, 1.5),
        }
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    /// Colour.
    pub(super) colour: Colour,
    /// Width.
    pub(super) width: f64,
    /// How it is broken; `None` for a whole line.
    pub(super) dash: Option<Dash>,
}

impl Pen {
    /// A whole line.
    pub(super) fn new(colour: Colour, width: f64) -> Self {
        Self { colour, width, dash: None }
    }

    /// A broken line.
    pub(super) fn dashed(colour: Colour, width: f64, dash: Dash) -> Self {
        Self { colour, width, dash: Some(dash) }
    }

    /// The baseline wherever it is a line.
    pub(super) fn baseline() -> Self {
        Self::dashed(Colour::INK, 1.1, Dash::Strokes)
    }
}

/// A sign at a point: every meaning has its own shape besides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// ● a scenario.
    Disc,
    /// ○ the baseline, or not clear.
    Ring,
    /// A tick in a disc: better. It points neither up nor down, since better may be less.
    Better,
    /// A cross in a square: worse.
    Worse,
    /// ■ higher or lower, neither better nor worse.
    Square,
    /// = too small to matter.
    Equal,
}

/// Where a text stands relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The point is at its left end.
    Start,
    /// The point is in its middle.
    Middle,
    /// The point is at its right end.
    End,
}

/// Size, weight and colour of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    /// Size.
    pub(super) size: f64,
    /// Whether it is bold.
    pub(super) bold: bool,
    /// Colour.
    pub(super) colour: Colour,
}

impl Type {
    /// Ordinary text.
    pub(super) const PLAIN: Self = Self { size: SIZE, bold: false, colour: Colour::INK };
    /// Bold text.
    pub(super) const BOLD: Self = Self { size: SIZE, bold: true, colour: Colour::INK };
    /// Labels of axes and notes.
    pub(super) const NOTE: Self = Self { size: SMALL, bold: false, colour: Colour::GREY };
    /// The name of a figure.
    pub(super) const NAME: Self = Self { size: LARGE, bold: true, colour: Colour::INK };
}

/// The sheet: the shapes drawn so far.
#[derive(Default)]
pub(super) struct Canvas {
    shapes: String,
    /// Style and course of the path that is not closed yet.
    path: Option<(String, String)>,
}

/// Draws a figure; `draw` returns its height.
pub(super) fn shapes(draw: impl FnOnce(&mut Canvas) -> f64) -> (Markup, f64) {
    let mut canvas = Canvas::default();
    let height = draw(&mut canvas);
    canvas.close();
    (PreEscaped(canvas.shapes), height)
}

/// A drawing of that height, so wide in print; `label` is what a screen reader says, `about` what stands in it besides shapes.
pub(super) fn drawing(height: f64, width_mm: f64, label: &str, about: &Markup, shapes: &Markup) -> Markup {
    let (w, h) = ((WIDTH * SCALE).round(), (height * SCALE).round());
    let height_mm = format!("{:.2}", width_mm * height / WIDTH);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width={ (width_mm) "mm" } height={ (height_mm) "mm" }
            viewBox={ "0 0 " (w) " " (h) } role="img" aria-label=(Text(label)) font-family=(FONTS)
            font-size=(SMALL * SCALE) fill="none" stroke-linejoin="round" {
            "\n" (about) (shapes)
        }
    }
}

fn at((x, y): Point) -> (i32, i32) {
    ((x * SCALE).round() as i32, (y * SCALE).round() as i32)
}

/// The course of a line through points: the first place, and from there step by step.
fn course(points: impl IntoIterator<Item = Point>) -> String {
    let mut course = String::new();
    let mut last: Option<(i32, i32)> = None;
    let mut letter = ' ';
    for (x, y) in points.into_iter().map(at) {
        let Some(before) = last.replace((x, y)) else {
            let _ = write!(course, "M{x} {y}");
            continue;
        };
        let (dx, dy) = (x - before.0, y - before.1);
        let (next, step) = match (dx, dy) {
            (0, 0) => continue,
            (_, 0) => ('h', format!("{dx}")),
            (0, _) => ('v', format!("{dy}")),
            _ => ('l', if dy < 0 { format!("{dx}{dy}") } else { format!("{dx} {dy}") }),
        };
        if next != letter {
            course.push(next);
            letter = next;
        } else if !step.starts_with('-') {
            course.push(' ');
        }
        course += &step;
    }
    course
}

impl Canvas {
    /// Adds to the path of that style; shapes that one sees through are paths of their own, since they may overlap.
    fn add(&mut self, style: String, course: &str, alone: bool) {
        match &mut self.path {
            Some((known, path)) if *known == style && !alone => *path += course,
            _ => {
                self.close();
                self.path = Some((style, course.to_owned()));
            }
        }
    }

    /// Writes the path that is not closed yet.
    fn close(&mut self) {
        if let Some((style, course)) = self.path.take() {
            let _ = writeln!(self.shapes, "<path{style} d=\"{course}\"/>");
        }
    }

    /// A line through points.
    pub(super) fn line(&mut self, points: &[Point], pen: Pen) {
        let course = course(points.iter().copied());
        if points.len() < 2 || !course.contains(['h', 'v', 'l']) {
            return;
        }
        let Pen { colour, width, dash } = pen;
        let width = (width * SCALE).round();
        let mut style = format!(" stroke=\"{}\" stroke-width=\"{width}\"{}", colour.hex(), colour.opacity());
        if let Some((stroke, gap)) = dash.map(Dash::lengths) {
            let _ = write!(style, " stroke-dasharray=\"{} {}\"", stroke * SCALE, gap * SCALE);
        }
        self.add(style, &course, colour.3 < 1.0);
    }

    /// A filled shape.
    pub(super) fn fill(&mut self, points: &[Point], colour: Colour) {
        let style = format!(" fill=\"{}\"{}", colour.hex(), colour.opacity());
        self.add(style, &(course(points.iter().copied()) + "z"), colour.3 < 1.0);
    }

    /// What lies between two lines over the same places.
    pub(super) fn band(&mut self, lower: &[Point], upper: &[Point], colour: Colour) {
        if lower.len() > 1 {
            let around: Vec<Point> = lower.iter().chain(upper.iter().rev()).copied().collect();
            self.fill(&around, colour);
        }
    }

    /// A filled rectangle between two corners.
    pub(super) fn rect(&mut self, (x0, y0): Point, (x1, y1): Point, colour: Colour) {
        // Always the same way round, so that two of one colour that overlap do not cancel each other.
        let ((left, right), (top, bottom)) = ((x0.min(x1), x0.max(x1)), (y0.min(y1), y0.max(y1)));
        self.fill(&[(left, top), (right, top), (right, bottom), (left, bottom)], colour);
    }

    /// Dots of a radius: lines of hardly any length with round ends.
    pub(super) fn dots(&mut self, points: &[Point], radius: f64, colour: Colour) {
        let width = (2.0 * radius * SCALE).round();
        let style = format!(" stroke=\"{}\" stroke-width=\"{width}\" stroke-linecap=\"round\"", colour.hex());
        let mut course = String::new();
        for (x, y) in points.iter().map(|point| at(*point)) {
            let _ = write!(course, "M{x} {y}h1");
        }
        if !course.is_empty() {
            self.add(style + &colour.opacity(), &course, colour.3 < 1.0);
        }
    }

    /// A sign.
    pub(super) fn mark(&mut self, (x, y): Point, mark: Mark, colour: Colour) {
        let white = Pen::new(Colour::WHITE, 1.2);
        match mark {
            Mark::Disc => self.dots(&[(x, y)], 3.4, colour),
            Mark::Ring => {
                self.dots(&[(x, y)], 3.4, colour);
                self.dots(&[(x, y)], 2.1, Colour::WHITE);
            }
            Mark::Better => {
                self.dots(&[(x, y)], 4.2, colour);
                self.line(&[(x - 2.1, y + 0.1), (x - 0.6, y + 1.7), (x + 2.1, y - 1.7)], white);
            }
            Mark::Worse => {
                self.rect((x - 3.7, y - 3.7), (x + 3.7, y + 3.7), colour);
                self.line(&[(x - 1.8, y - 1.8), (x + 1.8, y + 1.8)], white);
                self.line(&[(x - 1.8, y + 1.8), (x + 1.8, y - 1.8)], white);
            }
            Mark::Equal => {
                for y in [y - 1.7, y + 1.7] {
                    self.rect((x - 3.6, y - 0.7), (x + 3.6, y + 0.7), colour);
                }
            }
            Mark::Square => self.rect((x - 3.0, y - 3.0), (x + 3.0, y + 3.0), colour),
        }
    }

    /// A text whose middle height is at the point.
    pub(super) fn text(&mut self, (x, y): Point, text: &str, anchor: Anchor, kind: Type) {
        self.close();
        // Half of the height of a capital letter below the middle.
        let (x, y) = at((x, y + 0.35 * kind.size));
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let _ = write!(
            self.shapes,
            "<text x=\"{x}\" y=\"{y}\"{anchor} fill=\"{}\"{}",
            kind.colour.hex(),
            kind.colour.opacity()
        );
        if (kind.size - SMALL).abs() > 1e-9 {
            let _ = write!(self.shapes, " font-size=\"{}\"", kind.size * SCALE);
        }
        let weight = if kind.bold { " font-weight=\"bold\"" } else { "" };
        let clean = clean(text).replace(['\n', '\t'], " ");
        let _ = writeln!(self.shapes, "{weight}>{}</text>", Text(&clean).render().0);
    }
}

/// Width of a text, estimated with the widths of a common sans serif; on the wide side, so that what fits here fits there.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 0.28,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '[' | ']' => 0.36,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.92,
        'A'..='Z' | '+' | '=' | '<' | '>' | '~' | '–' => 0.7,
        c if c.is_ascii() => 0.56,
        c => 0.56_f64.max(columns_of(c) as f64 * 0.5 + 0.02),
    };
    text.chars().map(of).sum::<f64>() * size * if bold { 1.07 } else { 1.0 }
}

/// A text cut to a width, with an ellipsis where something is missing.
pub(super) fn cut(text: &str, room: f64, size: f64, bold: bool) -> String {
    // A title may be as long as a book; only its beginning can matter.
    let text: String = text.chars().take(400).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if width(&text, size, bold) <= room {
        return text;
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width(&kept, size, bold) > room - size {
            kept.pop();
            break;
        }
    }
    kept.trim_end().to_owned() + "…"
}

/// A text in lines of at most a width: broken at blanks, and between Chinese characters.
pub(super) fn lines(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    let is_wide = |c: char| columns_of(c) == 2;
    let closing = |c: char| "，。；：）、！？%".contains(c);
    for piece in text.split_inclusive(|c: char| c == ' ' || is_wide(c)) {
        // A Latin word may stand directly before a Chinese character: they part there.
        let cut_at = piece.char_indices().next_back().map_or(0, |(at, c)| if is_wide(c) { at } else { 0 });
        for part in [&piece[..cut_at], &piece[cut_at..]].into_iter().filter(|part| !part.is_empty()) {
            let last = lines.len() - 1;
            let longer = format!("{}{part}", lines[last]);
            if width(longer.trim_end(), size, bold) > room && !lines[last].is_empty() && !part.starts_with(closing) {
                lines.push(part.to_owned());
            } else {
                lines[last] = longer;
            }
        }
    }
    lines.iter().map(|line| cut(line.trim_end(), room + 2.0 * size, size, bold)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_style_are_one_path_and_broken_ones_are_broken_in_the_file() {
        let (PreEscaped(svg), _) = shapes(|canvas| {
            canvas.line(&[(0.0, 0.0), (10.0, 0.0)], Pen::baseline());
            canvas.line(&[(0.0, 0.0), (10.0, 0.0), (11.0, 2.0), (12.0, 1.0)], Pen::new(Colour::INK, 1.0));
            canvas.line(&[(0.0, 5.0), (0.0, 6.0)], Pen::new(Colour::INK, 1.0));
            1.0
        });
        assert_eq!(svg.matches("stroke-dasharray=\"40 25\"").count(), 1, "{svg}");
        assert!(!svg.contains("opacity") && svg.contains("d=\"M0 0h100l10 20 10-10M0 50v10\""), "{svg}");
    }

    #[test]
    fn what_one_sees_through_is_a_shape_by_itself() {
        let (PreEscaped(svg), _) = shapes(|canvas| {
            for _ in 0..2 {
                canvas.rect((1.0, 1.0), (0.0, 0.0), Colour::BLUE.fade(0.2));
                canvas.rect((0.0, 0.0), (1.0, 1.0), Colour::INK);
                canvas.rect((0.0, 0.0), (1.0, 1.0), Colour::INK);
            }
            1.0
        });
        assert_eq!((svg.matches("<path").count(), svg.matches("M0 0h10v10h-10z").count()), (4, 6), "{svg}");
    }

    #[test]
    fn long_texts_are_cut_and_broken() {
        assert_eq!(cut("short", 100.0, 10.0, false), "short");
        let long = cut(&"x".repeat(10_000), 100.0, 10.0, false);
        assert!(long.ends_with('…') && width(&long, 10.0, false) <= 100.0, "{long}");
        let wrapped = lines("one two three four 街道接管可自治事项的最低比例", 60.0, 10.0, false);
        assert!(wrapped.len() > 3 && wrapped.iter().all(|line| width(line, 10.0, false) <= 60.0), "{wrapped:?}");
    }

    #[test]
    fn control_characters_do_not_reach_the_file() {
        let (PreEscaped(svg), _) = shapes(|canvas| {
            canvas.text((0.0, 0.0), "a\u{0}<b>", Anchor::Start, Type::PLAIN);
            1.0
        });
        assert!(svg.contains("a &lt;b&gt;") && !svg.contains('\u{0}'), "{svg}");
    }
}
