//! Checksums: what a file was when it was written, so that nothing else is ever read in its place.
//!
//! A manifest holds the checksum of every file of its folder, and one over its own text without clock and cost, in which that
//! checksum stands empty.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;

/// Checksums of files by their path within the folder, with `/` on every platform.
pub type Checksums = BTreeMap<String, String>;

/// Where a manifest has the checksum over its own text. A text within the manifest has no quotation mark without a backslash,
/// so that this stands there once.
const OWN: &str = "\"checksum\": \"";

/// Bytes of a file that are read at a time.
const PIECE: usize = 1 << 16;

/// Passes bytes on to a file and keeps their checksum.
#[derive(Debug)]
pub struct Hashing<'a> {
    file: &'a File,
    hasher: blake3::Hasher,
}

impl<'a> Hashing<'a> {
    pub(super) fn new(file: &'a File) -> Self {
        Self { file, hasher: blake3::Hasher::new() }
    }

    pub(super) fn checksum(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The text of a manifest with its checksum put in; it stands empty in what comes in.
pub(crate) fn sealed(text: &str) -> String {
    let Some(checksum) = checksum_of(text) else { return text.to_owned() };
    text.replacen(&format!("{OWN}\""), &format!("{OWN}{checksum}\""), 1)
}

/// The checksum of a manifest in which it stands empty: of everything but the object `run`, which holds clock and cost. None
/// where that object does not end. A text within the manifest has no line breaks, so that both ends stand there once.
fn checksum_of(text: &str) -> Option<String> {
    let (start, end) = ("\n  \"run\": {", "\n  }");
    let kept = match text.find(start) {
        Some(at) => {
            let rest = &text[at + start.len()..];
            format!("{}{}", &text[..at], &rest[rest.find(end)? + end.len()..])
        }
        None => text.replacen("\n  \"run\": null", "", 1),
    };
    Some(blake3::hash(kept.as_bytes()).to_hex().to_string())
}

/// What a manifest's checksum says of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seal {
    /// It is as it was written.
    Whole,
    /// It has no checksum: an earlier build wrote it.
    None,
    /// It is not as it was written.
    Broken,
}

/// Compares the text of a manifest with its checksum.
pub(crate) fn seal_of(text: &str) -> Seal {
    let Some(at) = text.find(OWN).map(|at| at + OWN.len()) else {
        return if text.contains("\"checksums\"") { Seal::Broken } else { Seal::None };
    };
    let Some(length) = text[at..].find('"') else { return Seal::Broken };
    let open = format!("{}{}", &text[..at], &text[at + length..]);
    let is = checksum_of(&open);
    if is.as_deref() == Some(&text[at..at + length]) { Seal::Whole } else { Seal::Broken }
}

/// How a file of results is not what was written; `None` where it is.
fn fault(dir: &Path, name: &str, checksum: &str) -> Option<String> {
    let mut file = match File::open(dir.join(name)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Some("is missing".to_owned()),
        Err(error) => return Some(format!("cannot be read ({error})")),
    };
    let (mut hasher, mut piece) = (blake3::Hasher::new(), vec![0; PIECE]);
    loop {
        match file.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => hasher.update(&piece[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Some(format!("cannot be read ({error})")),
        };
    }
    (hasher.finalize().to_hex().as_str() != checksum).then(|| "is not as it was written".to_owned())
}

/// The first of the files that is not as it was written, in words.
pub(crate) fn first_fault<'a>(
    dir: &Path,
    checksums: impl IntoIterator<Item = (&'a String, &'a String)>,
) -> Option<String> {
    checksums.into_iter().find_map(|(name, checksum)| Some(format!("{name} {}", fault(dir, name, checksum)?)))
}

/// Refuses files that are not as they were written.
///
/// # Errors
/// Names the first of them.
pub(crate) fn whole<'a>(
    dir: &Path,
    checksums: impl IntoIterator<Item = (&'a String, &'a String)>,
) -> Result<(), Error> {
    for (name, checksum) in checksums {
        if let Some(fault) = fault(dir, name, checksum) {
            return Err(damaged(&dir.join(name), &format!("the file {fault}: its contents and its checksum differ")));
        }
    }
    Ok(())
}

/// A file of results that is refused, with what makes it whole again.
pub(crate) fn damaged(path: &Path, found: &str) -> Error {
    let problem = Diagnostic::of_file(&printable(&path.display().to_string()), found).code(Code::Damaged);
    let help = "give the command that made the results again: it writes its files anew from the runs that are kept";
    problem.expected("the file as gridgov wrote it").help(help).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_that_was_altered_anywhere_but_in_its_cost_is_found_out() {
        let manifest = |seconds: &str| {
            let title = "\\\"checksum\\\": \\\"";
            format!(
                "{{\n  \"title\": \"{title}\",\n  \"run\": {{\n    \"seconds\": {seconds}\n  }},\n  \"checksum\": \"\",\n  \
                 \"seed\": 1\n}}\n"
            )
        };
        let (text, slower) = (manifest("1"), manifest("2"));
        let whole = sealed(&text);
        assert_eq!((seal_of(&whole), whole.len()), (Seal::Whole, text.len() + 64));
        assert_eq!(whole.replace("seconds\": 1", "seconds\": 2"), sealed(&slower), "cost changes no checksum");
        let cost = whole.find("\n    \"seconds").unwrap()..whole.find("\n  },").unwrap();
        for at in (0..whole.len()).filter(|at| !cost.contains(at)) {
            let mut bytes = whole.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(bent) = String::from_utf8(bytes) else { continue };
            // Without any word of a checksum it would be an earlier build's; whoever asks for its files then has none.
            assert_ne!(seal_of(&bent), Seal::Whole, "byte {at}");
        }
        assert_eq!(seal_of("{ \"seed\": 1 }"), Seal::None);
        assert_eq!(seal_of("{ \"checksums\": {} }"), Seal::Broken);
    }
}
