//! Figures and `report.html`: what a paper prints and a projector shows.
//!
//! Everything is made from [`Results`] alone, so that `gridgov report` can make it again from the files of a folder.

mod answer;
pub mod asked;
mod backlog;
mod canvas;
mod captions;
pub mod cite;
mod context;
mod deadline;
mod deciles;
mod dots;
mod fan;
mod figure;
mod forest;
mod groups;
mod html;
mod kinds;
mod maps;
mod matrix;
mod outcome_table;
mod picture;
mod places;
mod plot;
mod prose;
mod series;
pub mod study;
mod survival;
mod sweep;
mod text;
mod tradeoff;
mod words;
mod years;

use std::path::Path;

use context::Context;
use figure::Figure;
pub use kinds::Kind;
pub use picture::Fonts;

use crate::error::Error;
use crate::results::Results;
pub use crate::store::FIGURES;
use crate::store::{Page, redraw};
use crate::words::Language;

/// The report in a folder of results.
pub const REPORT: &str = "report.html";

/// Endings of figures in English and Chinese.
const ENDINGS: [&str; 2] = [".en.svg", ".zh.svg"];

/// The figures and `report.html` of results; the page opens in the language that was asked for, else in the browser's.
///
/// # Errors
/// When the results do not hold what they should.
pub fn pages(results: &Results, opens: Option<Language>) -> Result<Vec<Page>, Error> {
    let cx = Context::new(results)?;
    let figures = kinds::figures(&cx);
    let mut pages = drawn(figures.iter().map(|placed| &placed.figure));
    pages.push(Page { name: REPORT.to_owned(), text: html::page(&cx, &figures, opens), dated: true });
    Ok(pages)
}

/// Draws `figures/*.svg` and `report.html` of finished results again, in their folder. Figures that are not drawn any more
/// are removed.
///
/// # Errors
/// When a file cannot be written.
pub fn write(results: &Results, dir: &Path, opens: Option<Language>) -> Result<(), Error> {
    redraw(dir, &pages(results, opens)?)
}

/// The files of some figures.
fn drawn<'a>(figures: impl Iterator<Item = &'a Figure>) -> Vec<Page> {
    let files = |figure: &'a Figure| {
        figure.drawings.iter().zip(ENDINGS).map(|(drawing, ending)| Page {
            name: format!("{FIGURES}/{}{ending}", figure.id),
            text: drawing.file(),
            dated: false,
        })
    };
    figures.flat_map(files).collect()
}

#[cfg(test)]
mod tests;
