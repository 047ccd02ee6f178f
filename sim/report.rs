//! Figures and `report.html`: what a paper prints and a projector shows.
//!
//! Everything is made from [`Results`] alone, so that `gridgov report` can make it again from the files of a folder. The files
//! never hold half a figure: each is written under another name first.

mod backlog;
mod canvas;
mod captions;
pub mod cite;
mod context;
mod deadline;
mod fan;
mod figure;
mod forest;
mod groups;
mod html;
mod kinds;
mod maps;
mod matrix;
mod outcome_table;
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

use std::fs;
use std::io::Write as _;
use std::path::Path;

use context::Context;
use figure::Figure;

use crate::error::Error;
use crate::results::Results;

/// The report in a folder of results.
pub const REPORT: &str = "report.html";

/// The folder of the figures in a folder of results.
pub const FIGURES: &str = "figures";

/// Endings of figures in English and Chinese.
const ENDINGS: [&str; 2] = [".en.svg", ".zh.svg"];

/// Writes `figures/*.svg` and `report.html` into a folder of results. Figures that an earlier run left there and that these
/// results do not have are removed.
///
/// # Errors
/// When a file cannot be written.
pub fn write(results: &Results, dir: &Path) -> Result<(), Error> {
    let cx = Context::new(results)?;
    let figures = kinds::figures(&cx);
    put_figures(figures.iter().map(|placed| &placed.figure), dir)?;
    put(dir, REPORT, &html::page(&cx, &figures))
}

/// Writes figures into the folder of figures, and removes those of earlier runs that are not among them.
fn put_figures<'a>(figures: impl Iterator<Item = &'a Figure>, dir: &Path) -> Result<(), Error> {
    let folder = dir.join(FIGURES);
    fs::create_dir_all(&folder).map_err(|error| failed(&folder, error))?;
    let mut names = Vec::new();
    for figure in figures {
        for (drawing, ending) in figure.drawings.iter().zip(ENDINGS) {
            let name = format!("{}{ending}", figure.id);
            put(&folder, &name, &drawing.file())?;
            names.push(name);
        }
    }
    let old = fs::read_dir(&folder).map_err(|error| failed(&folder, error))?.flatten();
    for entry in old {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = ENDINGS.iter().any(|ending| name.ends_with(ending));
        if ours && !names.contains(&name) {
            fs::remove_file(entry.path()).map_err(|error| failed(&entry.path(), error))?;
        }
    }
    Ok(())
}

fn failed(path: &Path, error: impl std::fmt::Display) -> Error {
    Error::new(path, "write", error)
}

/// Writes a whole file or none.
fn put(dir: &Path, name: &str, text: &str) -> Result<(), Error> {
    let path = dir.join(name);
    let write = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".").suffix(".part");
        // Temporary files are private by default; a report is as readable as any other file of the user.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(dir)?;
        file.write_all(text.as_bytes())?;
        file.persist(&path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error: std::io::Error| failed(&path, error))
}

#[cfg(test)]
mod tests;
