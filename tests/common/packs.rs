//! The packs of finished runs in a folder of results, as bytes.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What every record begins with, and the byte of its head that says that it is a run.
const MARK: &[u8] = b"\xf5gg-unit";
const KIND: usize = 24;

/// The runs that are kept in a folder: in which file, and from where to where.
pub fn runs(out: &Path) -> Vec<(PathBuf, Range<usize>)> {
    let mut packs: Vec<PathBuf> =
        fs::read_dir(out.join(".units")).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    packs.retain(|path| path.extension().is_some_and(|extension| extension == "units"));
    packs.sort();
    let mut found = Vec::new();
    for path in packs {
        let bytes = fs::read(&path).unwrap();
        let starts: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(MARK)).collect();
        let ends = starts.iter().copied().skip(1).chain([bytes.len()]);
        let records = starts.iter().copied().zip(ends).filter(|(start, _)| bytes.get(start + KIND) == Some(&0));
        found.extend(records.map(|(start, end)| (path.clone(), start..end)));
    }
    found
}

/// Takes runs out of their packs, as if they had never been made.
pub fn lose(lost: &[(PathBuf, Range<usize>)]) {
    // From behind, so that places in front stay what they are.
    for (path, range) in lost.iter().rev() {
        let mut bytes = fs::read(path).unwrap();
        bytes.drain(range.clone());
        fs::write(path, bytes).unwrap();
    }
}
