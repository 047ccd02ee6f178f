//! A sheet to draw on: a thin layer over the SVG backend of plotters.
//!
//! The sheet is [`WIDTH`] units wide, whatever its height, and is declared 85 mm wide: at that size a unit is a quarter of a
//! millimetre, and text of 10 units is 7 points. The backend knows whole numbers only, so that everything is drawn ten times
//! as large and shown through the view box.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};
use plotters::backend::SVGBackend;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};

use super::text::{Text, clean};
use crate::words::columns_of;

/// Width of every figure in units.
pub(super) const WIDTH: f64 = 340.0;

/// Width of every figure in print.
const WIDTH_MM: f64 = 85.0;

/// Drawn size of a unit.
const SCALE: f64 = 10.0;

/// Latin letters in the first sans serif font there is, Chinese in what Linux, Windows and macOS have.
pub(super) const FONTS: &str =
    "Helvetica, Arial, Noto Sans CJK SC, WenQuanYi Micro Hei, Microsoft YaHei, PingFang SC, sans-serif";

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

    fn style(self, width: f64, filled: bool) -> ShapeStyle {
        let color = RGBAColor(self.0, self.1, self.2, self.3);
        ShapeStyle { color, filled, stroke_width: (width * SCALE).round() as u32 }
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
    /// ▲ better.
    Up,
    /// ▼ worse.
    Down,
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
}

/// Draws a figure; `draw` returns its height.
pub(super) fn shapes(draw: impl FnOnce(&mut Canvas) -> f64) -> (Markup, f64) {
    let mut canvas = Canvas::default();
    let height = draw(&mut canvas);
    (PreEscaped(canvas.shapes), height)
}

/// A drawing of that height; `label` is what a screen reader says, `about` what stands in it besides shapes.
pub(super) fn drawing(height: f64, label: &str, about: &Markup, shapes: &Markup) -> Markup {
    let (w, h) = ((WIDTH * SCALE).round(), (height * SCALE).round());
    let height_mm = format!("{:.2}", WIDTH_MM * height / WIDTH);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width={ (WIDTH_MM) "mm" } height={ (height_mm) "mm" }
            viewBox={ "0 0 " (w) " " (h) } role="img" aria-label=(Text(label)) font-family=(FONTS)
            stroke-linejoin="round" {
            "\n" (about) (shapes)
        }
    }
}

fn at((x, y): Point) -> (i32, i32) {
    ((x * SCALE).round() as i32, (y * SCALE).round() as i32)
}

impl Canvas {
    /// Adds a shape that the backend draws. It writes into a string, which cannot fail: what it returns is nothing to
    /// handle. The fonts stand at the head of the drawing, and what is opaque need not say so.
    fn add<T>(&mut self, shape: impl FnOnce(&mut SVGBackend) -> T) {
        let mut svg = String::new();
        let mut backend = SVGBackend::with_string(&mut svg, (1, 1));
        shape(&mut backend);
        drop(backend);
        // What the backend writes around shapes is that of a whole file.
        let shape = svg.split_once('>').map_or("", |(_, rest)| rest).trim_start().trim_end().trim_end_matches("</svg>");
        self.shapes += &shape.replace(&format!(" font-family=\"{FONTS}\""), "").replace(" opacity=\"1\"", "");
    }

    /// A line through points.
    pub(super) fn line(&mut self, points: &[Point], pen: Pen) {
        if points.len() < 2 {
            return;
        }
        let style = pen.colour.style(pen.width, false);
        let path = |backend: &mut SVGBackend| backend.draw_path(points.iter().map(|point| at(*point)), &style);
        // The backend knows no dashes: a group around the line has them.
        if let Some(dash) = pen.dash {
            let (stroke, gap) = dash.lengths();
            let _ = writeln!(self.shapes, "<g stroke-dasharray=\"{} {}\">", stroke * SCALE, gap * SCALE);
            self.add(path);
            self.shapes += "</g>\n";
        } else {
            self.add(path);
        }
    }

    /// A filled shape.
    pub(super) fn fill(&mut self, points: &[Point], colour: Colour) {
        self.add(|backend| backend.fill_polygon(points.iter().map(|point| at(*point)), &colour.style(0.0, true)));
    }

    /// What lies between two lines over the same places.
    pub(super) fn band(&mut self, lower: &[Point], upper: &[Point], colour: Colour) {
        if lower.len() > 1 {
            let around: Vec<Point> = lower.iter().chain(upper.iter().rev()).copied().collect();
            self.fill(&around, colour);
        }
    }

    /// A filled rectangle from one corner to the other.
    pub(super) fn rect(&mut self, from: Point, to: Point, colour: Colour) {
        self.add(|backend| backend.draw_rect(at(from), at(to), &colour.style(0.0, true), true));
    }

    /// A sign.
    pub(super) fn mark(&mut self, (x, y): Point, mark: Mark, colour: Colour) {
        let r = 3.4;
        match mark {
            Mark::Disc => {
                self.add(|backend| backend.draw_circle(at((x, y)), (r * SCALE) as u32, &colour.style(0.0, true), true));
            }
            Mark::Ring => {
                let white = Colour::WHITE.style(0.0, true);
                self.add(|backend| backend.draw_circle(at((x, y)), (r * SCALE) as u32, &white, true));
                let ring = colour.style(1.3, false);
                self.add(|backend| backend.draw_circle(at((x, y)), ((r - 0.6) * SCALE) as u32, &ring, false));
            }
            Mark::Up => self.fill(&[(x - 4.2, y + 3.3), (x + 4.2, y + 3.3), (x, y - 4.3)], colour),
            Mark::Down => self.fill(&[(x - 4.2, y - 3.3), (x + 4.2, y - 3.3), (x, y + 4.3)], colour),
            Mark::Equal => {
                for y in [y - 1.7, y + 1.7] {
                    self.fill(
                        &[(x - 3.6, y - 0.7), (x + 3.6, y - 0.7), (x + 3.6, y + 0.7), (x - 3.6, y + 0.7)],
                        colour,
                    );
                }
            }
            Mark::Square => {
                self.fill(&[(x - 3.0, y - 3.0), (x + 3.0, y - 3.0), (x + 3.0, y + 3.0), (x - 3.0, y + 3.0)], colour);
            }
        }
    }

    /// A text whose middle height is at the point.
    pub(super) fn text(&mut self, point: Point, text: &str, anchor: Anchor, kind: Type) {
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = if kind.bold { FontStyle::Bold } else { FontStyle::Normal };
        let Colour(r, g, b, alpha) = kind.colour;
        // The backend divides sizes by this number.
        let font = FontDesc::new(FontFamily::Name(FONTS), kind.size * SCALE * 1.24, style);
        let colour = RGBAColor(r, g, b, alpha);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(h_pos, VPos::Center));
        let clean = clean(text).replace(['\n', '\t'], " ");
        self.add(|backend| backend.draw_text(&clean, &style, at(point)));
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
    fn broken_lines_are_broken_in_the_file() {
        let (PreEscaped(svg), _) = shapes(|canvas| {
            canvas.line(&[(0.0, 0.0), (10.0, 0.0)], Pen::baseline());
            canvas.line(&[(0.0, 0.0), (10.0, 0.0)], Pen::new(Colour::INK, 1.0));
            1.0
        });
        assert_eq!(svg.matches("stroke-dasharray=\"40 25\"").count(), 1, "{svg}");
        assert!(!svg.contains("opacity"), "{svg}");
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
