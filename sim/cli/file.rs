//! A file that somebody names with `--out`: it is written whole or not at all.

use std::fs::{self, Permissions};
use std::io::{Error, ErrorKind, Result, Write as _};
use std::path::Path;

use clap::Args;
use tempfile::NamedTempFile;

use crate::diagnostics::{Code, Diagnostic, printable};

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Stays,
    /// The new one takes its place.
    Goes,
}

/// One rule for every file that a command writes where somebody names it: one that is there is not lost unless asked for.
#[derive(Clone, Copy, Debug, Args)]
pub struct Over {
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

impl Over {
    /// Whether a file may be written, before anything is computed for it.
    ///
    /// # Errors
    /// When there is a file already; a pipe or a device holds nothing that could be lost.
    pub fn allows(self, path: &Path) -> std::result::Result<(), Box<Diagnostic>> {
        if self.force || !path.is_file() {
            return Ok(());
        }
        let name = printable(&path.display().to_string());
        let problem = Diagnostic::of_file(&name, "the file exists already and was left as it is").code(Code::Occupied);
        Err(Box::new(problem.help("choose another name, or write over it with --force")))
    }

    /// Writes a file.
    ///
    /// # Errors
    /// When there is one already, see [`Self::allows`], and when it cannot be written.
    pub fn put(self, path: &Path, bytes: impl AsRef<[u8]>) -> std::result::Result<(), crate::error::Error> {
        self.allows(path)?;
        let existing = if path.exists() { Existing::Goes } else { Existing::Stays };
        put(path, bytes, existing).map_err(|error| crate::error::Error::new(path, "write", error.kind()))
    }
}

/// A temporary file beside where it will stand; it goes when dropped, and one that a killed process has left for the same file
/// goes now. Its name means nothing to a user, so that an error does not have it.
pub fn spare(path: &Path) -> Result<NamedTempFile> {
    let unnamed = |error: Error| Error::from(error.kind());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let prefix = format!(".gridgov-out-{}-", path.file_name().unwrap_or_default().to_string_lossy());
    for entry in fs::read_dir(folder).map_err(unnamed)?.flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(&prefix) && name.to_string_lossy().ends_with(".part") {
            let _ = fs::remove_file(entry.path());
        }
    }
    tempfile::Builder::new().prefix(&prefix).suffix(".part").tempfile_in(folder).map_err(unnamed)
}

/// Writes a file.
///
/// # Errors
/// When it cannot be written, and with [`ErrorKind::AlreadyExists`] where it is there and stays.
pub fn put(path: &Path, bytes: impl AsRef<[u8]>, existing: Existing) -> Result<()> {
    let there = path.symlink_metadata().ok();
    if there.is_some() && existing == Existing::Stays {
        return Err(ErrorKind::AlreadyExists.into());
    }
    // A pipe or a device cannot be replaced, and a link leads to what is meant.
    if there.is_some_and(|there| !there.is_file()) {
        return fs::write(path, bytes);
    }
    let mut file = spare(path)?;
    file.write_all(bytes.as_ref())?;
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        // Temporary files are private; what is written here is meant to be shared.
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(Permissions::from_mode(0o644))?;
    }
    let written = if existing == Existing::Goes { file.persist(path) } else { file.persist_noclobber(path) };
    written.map(|_| ()).map_err(|error| error.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_stays_or_goes_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.toml");
        fs::write(folder.path().join(".gridgov-out-plan.toml-killed.part"), "half").unwrap();
        put(&path, "one", Existing::Stays).unwrap();
        assert_eq!(put(&path, "two", Existing::Stays).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        put(&path, "two", Existing::Goes).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_is_written_and_the_link_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "one").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        put(&link, "two", Existing::Goes).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(put(&link, "three", Existing::Stays).unwrap_err().kind(), ErrorKind::AlreadyExists);
    }
}
