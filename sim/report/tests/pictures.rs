//! Every kind of figure as a picture in both languages, beside one that is kept.
//!
//! Pictures are drawn without fonts, which differ from machine to machine: a grey box stands where each text is, as wide as the
//! sheet takes it to be. So a picture shows where everything lies and how large it is; the words are kept as text beside it.
//! Dots may differ by a little, since rounding may.

use std::path::Path;

use resvg::tiny_skia::{ColorU8, Pixmap};
use roxmltree::Document;

use super::*;
use crate::report::canvas::{SMALL, width};
use crate::report::kinds::Kind;
use crate::report::picture::grey;

/// Width of a kept picture in dots.
const WIDE: u32 = 204;

/// Greys that are kept.
const SHADES: u8 = 15;

/// Share of dots that may differ by more than a shade or two.
const MAY_DIFFER: f64 = 0.004;

/// A figure with a box in place of each text.
fn with_boxes(svg: &str) -> String {
    let tree = Document::parse(svg).unwrap();
    let mut out = svg.to_owned();
    let texts: Vec<_> = tree.descendants().filter(|node| node.has_tag_name("text")).collect();
    for node in texts.iter().rev() {
        let number = |name: &str| node.attribute(name).and_then(|value| value.parse::<f64>().ok());
        let size = number("font-size").unwrap_or(10.0 * SMALL);
        let bold = node.attribute("font-weight").is_some();
        let wide = width(node.text().unwrap_or(""), size, bold);
        let (x, y) = (number("x").unwrap(), number("y").unwrap());
        let x = match node.attribute("text-anchor") {
            Some("end") => x - wide,
            Some("middle") => x - 0.5 * wide,
            _ => x,
        };
        let fill = node.attribute("fill").unwrap();
        let (top, high) = (y - 0.7 * size, 0.7 * size);
        let shape = format!(
            "<rect x=\"{x:.0}\" y=\"{top:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\" fill=\"{fill}\" opacity=\".6\"/>"
        );
        out.replace_range(node.range(), &shape);
    }
    out
}

/// A grey rounded to the shades that are kept.
fn shade(grey: u8) -> u8 {
    let step = 255 / SHADES;
    grey.div_ceil(step).min(SHADES) * step
}

/// Compares with the picture that is kept; `GRIDGOV_BLESS=1` keeps this one.
fn is_like(name: &str, svg: &str) {
    let (wide, dots) = grey(&with_boxes(svg), WIDE);
    let dots: Vec<u8> = dots.into_iter().map(shade).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sim/report/tests/pictures").join(name);
    if std::env::var_os("GRIDGOV_BLESS").is_some() {
        let mut picture = Pixmap::new(wide as u32, (dots.len() / wide) as u32).unwrap();
        for (dot, grey) in picture.pixels_mut().iter_mut().zip(&dots) {
            *dot = ColorU8::from_rgba(*grey, *grey, *grey, 255).premultiply();
        }
        picture.save_png(&path).unwrap();
    }
    let kept = Pixmap::load_png(&path).unwrap_or_else(|error| panic!("{name}: {error}; GRIDGOV_BLESS=1 keeps it"));
    let kept: Vec<u8> = kept.pixels().iter().map(|dot| dot.red()).collect();
    assert_eq!(kept.len(), dots.len(), "{name} has another height; GRIDGOV_BLESS=1 keeps it");
    let differing = kept.iter().zip(&dots).filter(|(a, b)| a.abs_diff(**b) > 40).count();
    let share = differing as f64 / dots.len() as f64;
    assert!(share <= MAY_DIFFER, "{name}: {:.1}% of the dots differ; GRIDGOV_BLESS=1 keeps it", 100.0 * share);
}

#[test]
fn every_kind_looks_as_it_did_in_both_languages() {
    let results = sample();
    let cx = Context::new(&results).unwrap();
    for kind in Kind::ALL {
        let figures = kind.draw(&cx, kind.takes().usual());
        // The last one is of the scenario with a change on a date.
        let placed = figures.last().unwrap_or_else(|| panic!("no {}", kind.name()));
        for (drawing, language) in placed.figure.drawings.iter().zip(["en", "zh"]) {
            is_like(&format!("{}.{language}.png", kind.name()), &drawing.file());
        }
    }
}

/// 85 mm wide, a figure may be as high as the text on a page of A4: 265 mm.
#[test]
fn no_figure_is_higher_than_a_page() {
    let names: Vec<String> = (0..26).map(|number| format!("scenario_{number:02}")).collect();
    let names: Vec<&str> = names[..25].iter().map(String::as_str).collect();
    let values: Vec<Vec<f64>> = (0..25).map(|s| (0..4).map(|r| 0.3 + 0.01 * f64::from(s * r % 7)).collect()).collect();
    let rows: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    let rows: Vec<(&str, &[&[f64]])> = HEADLINES.iter().map(|headline| (headline.id, &rows[..])).collect();
    let results = made_up(&names, &rows);
    let cx = Context::new(&results).unwrap();
    let mut seen = 0;
    for kind in Kind::ALL {
        for placed in kind.draw(&cx, kind.takes().usual()) {
            for drawing in &placed.figure.drawings {
                let file = drawing.file();
                let tree = Document::parse(&file).unwrap();
                let high = tree.root_element().attribute("height").unwrap().trim_end_matches("mm");
                assert!(high.parse::<f64>().unwrap() <= 265.0, "{} is {high} mm high", placed.figure.id);
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "{seen} figures");
}
