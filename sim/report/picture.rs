//! An SVG figure as PNG and PDF, with the fonts of this machine.
//!
//! SVG names fonts, PNG and PDF hold letters. So both need a font that has every character of the figure; where there is none
//! the figure is refused with the way to a font, since boxes in place of Chinese help nobody.

use std::path::Path;
use std::sync::{Arc, Mutex};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use svg2pdf::usvg::fontdb::Database;
use svg2pdf::usvg::{FontResolver, Options, Tree};
use svg2pdf::{ConversionOptions, PageOptions};

use crate::diagnostics::{Code, Diagnostic};
use crate::error::Error;

/// Dots per inch in which lengths of SVG are counted.
const DPI: f64 = 96.0;

/// Longest side of a picture, in dots.
const LONGEST: f64 = 20_000.0;

/// Fonts for pictures.
pub struct Fonts(Arc<Database>);

impl Fonts {
    /// The fonts of this machine, and one of a file.
    ///
    /// # Errors
    /// When the file cannot be read or holds no font.
    pub fn found(file: Option<&Path>) -> Result<Self, Error> {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        if let Some(path) = file {
            let before = fonts.len();
            fonts.load_font_file(path).map_err(|error| Error::new(path, "read", error))?;
            if fonts.len() == before {
                let problem = Diagnostic::of_file(&path.display().to_string(), "this file holds no font");
                return Err(problem.code(Code::WrongValue).expected("a .ttf, .otf or .ttc file").into());
            }
        }
        Ok(Self(Arc::new(fonts)))
    }

    /// None at all.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self(Arc::new(Database::new()))
    }

    /// Reads a figure; every character must have a letter in some font.
    fn read(&self, svg: &str) -> Result<Tree, Error> {
        let missing = Arc::new(Mutex::new(String::new()));
        let seen = Arc::clone(&missing);
        let usual = FontResolver::default_fallback_selector();
        let fallback = move |c: char, used: &[_], fonts: &mut Arc<Database>| {
            let found = usual(c, used, fonts);
            if found.is_none()
                && !c.is_whitespace()
                && let Ok(mut seen) = seen.lock()
                && !seen.contains(c)
            {
                seen.push(c);
            }
            found
        };
        let font_resolver =
            FontResolver { select_font: FontResolver::default_font_selector(), select_fallback: Box::new(fallback) };
        let options = Options {
            dpi: DPI as f32,
            font_resolver,
            fontdb: Arc::clone(&self.0),
            font_family: self.0.faces().next().map_or_else(String::new, |face| face.families[0].0.clone()),
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).map_err(|error| failed(&error))?;
        let missing = missing.lock().map(|missing| missing.clone()).unwrap_or_default();
        if missing.is_empty() && !self.0.is_empty() {
            return Ok(tree);
        }
        let found = if self.0.is_empty() {
            "there is no font on this machine".to_owned()
        } else {
            format!("no font on this machine has the characters {}", missing.chars().take(12).collect::<String>())
        };
        let problem = Diagnostic::of_file("--format", found).code(Code::Missing);
        let help =
            "install a font such as Noto Sans CJK (fonts-noto-cjk), name a file with --font, or take --format svg";
        Err(problem.help(help).into())
    }

    /// The figure as PNG of so many dots per inch, on white.
    ///
    /// # Errors
    /// When a font is missing, or the picture would be too large.
    pub fn png(&self, svg: &str, dpi: f64) -> Result<Vec<u8>, Error> {
        let tree = self.read(svg)?;
        picture(&tree, dpi / DPI)?.encode_png().map_err(|error| failed(&error))
    }

    /// The figure as PDF of one page, letters as text.
    ///
    /// # Errors
    /// When a font is missing.
    pub fn pdf(&self, svg: &str) -> Result<Vec<u8>, Error> {
        let tree = self.read(svg)?;
        svg2pdf::to_pdf(&tree, ConversionOptions::default(), PageOptions { dpi: DPI as f32 })
            .map_err(|error| failed(&error))
    }
}

/// A figure in dots, so many for each of its own.
fn picture(tree: &Tree, scale: f64) -> Result<Pixmap, Error> {
    let size = [tree.size().width(), tree.size().height()].map(|side| (f64::from(side) * scale).ceil());
    let too_large = || {
        let found = format!("a picture of {} by {} dots is too large", size[0], size[1]);
        Diagnostic::of_file("--dpi", found)
            .code(Code::OutOfRange)
            .help("take a smaller --width or --dpi, or --format pdf")
    };
    if size.into_iter().any(|side| side > LONGEST) {
        return Err(too_large().into());
    }
    let mut picture = Pixmap::new(size[0] as u32, size[1] as u32).ok_or_else(too_large)?;
    picture.fill(Color::WHITE);
    resvg::render(tree, Transform::from_scale(scale as f32, scale as f32), &mut picture.as_mut());
    Ok(picture)
}

fn failed(reason: &dyn std::fmt::Display) -> Error {
    let help = "take --format svg, and report this as a fault of gridgov".to_owned();
    Error::System { action: "draw the picture", reason: reason.to_string(), help }
}

/// A figure without fonts as dots of grey, for tests: width, and a byte for each dot.
#[cfg(test)]
pub(super) fn grey(svg: &str, width: u32) -> (usize, Vec<u8>) {
    let tree = Tree::from_str(svg, &Options::default()).expect("a figure");
    let picture = picture(&tree, f64::from(width) / f64::from(tree.size().width())).expect("a small picture");
    let dots = picture.pixels().iter().map(|dot| {
        let sum = 0.3 * f64::from(dot.red()) + 0.59 * f64::from(dot.green()) + 0.11 * f64::from(dot.blue());
        sum.round() as u8
    });
    (picture.width() as usize, dots.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_fonts_a_picture_is_refused_with_the_way_to_one() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"85mm\" height=\"20mm\"><text>中</text></svg>";
        let error = Fonts::none().png(svg, 96.0).unwrap_err();
        assert!(error.exit_code() == 2 && error.to_string().contains("there is no font"), "{error}");
    }

    #[test]
    fn a_picture_of_many_metres_is_refused() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"85mm\" height=\"20mm\"/>";
        let tree = Tree::from_str(svg, &Options::default()).unwrap();
        assert_eq!(picture(&tree, 1.0).unwrap().width(), 322);
        assert!(picture(&tree, 100.0).unwrap_err().to_string().contains("too large"));
    }
}
