//! Files put into a folder together, and which of the files there are gridgov's own.
//!
//! Every file is written whole under a temporary name beside its place and only then renamed; the manifest comes last. What
//! is not listed as written by gridgov, in the manifest or in [`OWNED`], is somebody else's: it is neither replaced nor
//! removed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::seal::Hashing;
use super::{CASES, FIGURES, MANIFEST, TABLES};
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;

/// The folder of finished units within a folder of results.
pub const UNITS: &str = ".units";

/// The list of the files that gridgov has put into a folder, or was about to: what a manifest says, also where it is gone.
const OWNED: &str = ".files.json";

/// How names of temporary files begin and end.
const PART: (&str, &str) = (".gridgov-", ".part");

/// What a table is written to.
pub(crate) type Out<'a> = BufWriter<Hashing<'a>>;

/// A text that is drawn from results: a figure, or a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path within the folder.
    pub name: String,
    /// What it holds.
    pub text: String,
    /// Whether it says when it was made: nothing that hashes cover may then depend on it.
    pub dated: bool,
}

/// A file that is whole but not in its place yet.
#[derive(Debug)]
pub(crate) struct Staged {
    /// Its path within the folder.
    pub name: String,
    /// Checksum of its contents.
    pub checksum: String,
    path: PathBuf,
    file: NamedTempFile,
}

impl Staged {
    /// Gives it its name.
    pub fn persist(self) -> Result<(), Error> {
        let Self { path, file, .. } = self;
        file.persist(&path).map(|_| ()).map_err(|error| Error::new(&path, "write", error.error))
    }
}

/// What tells this process's temporary files from those of others, on whatever machine.
pub(super) fn token() -> &'static str {
    static TOKEN: OnceLock<String> = OnceLock::new();
    TOKEN.get_or_init(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let (host, process) = (fs::read_to_string("/proc/sys/kernel/hostname"), std::process::id());
        blake3::hash(format!("{now} {process} {}", host.unwrap_or_default()).as_bytes()).to_hex()[..12].to_owned()
    })
}

/// Writes a file under a temporary name and flushes it to disk.
pub(crate) fn stage(
    dir: &Path,
    name: &str,
    write: impl FnOnce(&mut Out) -> std::io::Result<()>,
) -> Result<Staged, Error> {
    let staged = draft(dir, name, write)?;
    staged.file.as_file().sync_all().map_err(|error| Error::new(&staged.path, "write", error))?;
    Ok(staged)
}

/// Whether the process is about to end, so that nothing more is begun.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Writes a file under a temporary name.
pub(crate) fn draft(
    dir: &Path,
    name: &str,
    write: impl FnOnce(&mut Out) -> std::io::Result<()>,
) -> Result<Staged, Error> {
    let path = dir.join(name);
    let put = || -> std::io::Result<(NamedTempFile, String)> {
        let mut builder = tempfile::Builder::new();
        let prefix = format!("{}{}-", PART.0, token());
        builder.prefix(&prefix).suffix(PART.1);
        // Temporary files are private by default; results are as readable as any other file of the user.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        while ENDING.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(50));
        }
        let file = builder.tempfile_in(path.parent().unwrap_or(dir))?;
        let mut out = BufWriter::new(Hashing::new(file.as_file()));
        write(&mut out)?;
        out.flush()?;
        let checksum = out.get_ref().checksum();
        drop(out);
        Ok((file, checksum))
    };
    match put() {
        Ok((file, checksum)) => Ok(Staged { name: name.to_owned(), checksum, path, file }),
        Err(error) => Err(Error::new(&path, "write", error)),
    }
}

/// Writes pages under temporary names.
pub(crate) fn stage_pages(dir: &Path, pages: &[Page]) -> Result<Vec<Staged>, Error> {
    let folders: BTreeSet<PathBuf> =
        pages.iter().filter_map(|page| Some(dir.join(&page.name).parent()?.into())).collect();
    for folder in folders {
        fs::create_dir_all(&folder).map_err(|error| Error::new(&folder, "create", error))?;
    }
    pages.iter().map(|page| draft(dir, &page.name, |out| out.write_all(page.text.as_bytes()))).collect()
}

/// The files in a folder that gridgov has put there.
#[derive(Debug, Default)]
pub struct Owned {
    names: BTreeSet<String>,
    /// An earlier build wrote the folder and did not list its files.
    unlisted: bool,
}

impl Owned {
    /// What the folder itself says, in its manifest and beside it.
    #[must_use]
    pub fn of(dir: &Path) -> Self {
        let json = |name: &str| -> Option<serde_json::Value> {
            serde_json::from_str(&fs::read_to_string(dir.join(name)).ok()?).ok()
        };
        let texts = |list: &serde_json::Value| -> Vec<String> {
            list.as_array().into_iter().flatten().filter_map(|name| Some(name.as_str()?.to_owned())).collect()
        };
        let mut names: BTreeSet<String> = json(OWNED).iter().flat_map(texts).collect();
        let mut unlisted = false;
        if let Some(manifest) = json(MANIFEST).filter(|manifest| manifest.get("program_version").is_some()) {
            names.insert(MANIFEST.to_owned());
            if let Some(checksums) = manifest.get("checksums").and_then(serde_json::Value::as_object) {
                names.extend(checksums.keys().cloned());
            } else {
                unlisted = true;
                names.extend(TABLES.into_iter().chain([CASES]).map(str::to_owned));
            }
            names.extend(manifest.get("files").map(texts).into_iter().flatten());
        }
        // A list leads nowhere else, whoever wrote it.
        names.retain(|name| Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_))));
        Self { names, unlisted }
    }

    /// Whether the file, or some file in the folder, of that name is gridgov's.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let inside = |own: &String| own.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
        self.names.contains(name) || self.names.iter().any(inside)
    }

    /// The first of the names under which there is something that is not gridgov's.
    #[must_use]
    pub fn in_the_way<'a>(&self, dir: &Path, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let mut names = names.into_iter();
        names.find(|name| !self.unlisted && !self.has(name) && dir.join(name).symlink_metadata().is_ok())
    }

    /// Writes it down.
    fn list(&self, dir: &Path) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(&self.names).unwrap_or_default();
        stage(dir, OWNED, |out| out.write_all(text.as_bytes()))?.persist()
    }
}

/// Takes names in a folder, before anything is written under them: whatever happens afterwards, what lies there is known as
/// gridgov's.
///
/// # Errors
/// When something that is not gridgov's has one of the names, or the list cannot be written.
pub(crate) fn claim<'a>(dir: &Path, names: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
    let mut owned = Owned::of(dir);
    let names: BTreeSet<&str> = names.into_iter().chain([MANIFEST]).collect();
    if let Some(name) = owned.in_the_way(dir, names.iter().copied()) {
        let what = "the file is not one that gridgov has written, and it would be overwritten";
        let problem = Diagnostic::of_file(&printable(&dir.join(name).display().to_string()), what);
        let help = "move it away, or name another folder with --out";
        return Err(problem.code(Code::Occupied).expected("a name that is free").help(help).into());
    }
    owned.names.extend(names.into_iter().map(str::to_owned));
    owned.list(dir)
}

/// Puts files in their places and the manifest last. Files of gridgov's own that are neither among them nor `kept` are
/// removed, so that nothing of earlier results stays. Where tables are kept, the manifest that vouches for them stays until
/// then: they can be read all the time.
///
/// # Errors
/// When a file cannot be written: what is there is whole then, or has no manifest that vouches for it.
pub(crate) fn replace(dir: &Path, staged: Vec<Staged>, manifest: Staged, kept: &BTreeSet<String>) -> Result<(), Error> {
    let mut owned = Owned::of(dir);
    let new: BTreeSet<String> = staged.iter().chain([&manifest]).map(|file| file.name.clone()).collect();
    let stale = owned.names.iter().filter(|name| !new.contains(*name) && !kept.contains(*name));
    let stale: Vec<String> = stale.cloned().collect();
    owned.names.extend(new);
    owned.list(dir)?;
    if !TABLES.iter().any(|table| kept.contains(*table)) {
        remove(&dir.join(MANIFEST))?;
    }
    for name in &stale {
        // Through a link leads the way to what belongs to others.
        let folder = Path::new(name).parent().filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_none_or(|folder| dir.join(folder).symlink_metadata().is_ok_and(|found| found.is_dir())) {
            remove(&dir.join(name))?;
        }
        owned.names.remove(name);
    }
    for file in staged {
        file.persist()?;
    }
    // The renames themselves reach the disk with the folder; platforms that cannot open a folder do without.
    let sync = || File::open(dir).map(|folder| folder.sync_all());
    let _ = sync();
    // The manifest is the last of all: where it lies, nothing is left to be done.
    owned.list(dir)?;
    manifest.persist()?;
    let _ = sync();
    Ok(())
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::new(path, "remove", error)),
        _ => Ok(()),
    }
}

/// Clears away what a process that died had begun to write: only while no other process works in the folder.
pub fn tidy(dir: &Path) {
    clear_parts(dir, PART.0);
}

/// Clears away what this process has begun to write, as it is about to end; other threads begin nothing more.
pub fn tidy_own(dir: &Path) {
    ENDING.store(true, Ordering::SeqCst);
    // Whoever has looked just before begins within this time.
    std::thread::sleep(Duration::from_millis(20));
    clear_parts(dir, &format!("{}{}-", PART.0, token()));
}

/// Temporary files in the folder and those below it that gridgov writes to; links are not followed.
fn clear_parts(dir: &Path, prefix: &str) {
    let folders = fs::read_dir(dir).into_iter().flatten().flatten();
    let folders = folders.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path());
    let mine = |folder: &PathBuf| folder.ends_with(UNITS) || folder.ends_with(FIGURES);
    for folder in folders.filter(mine).chain([dir.to_owned()]) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(prefix) && name.ends_with(PART.1) {
                // What cannot be removed does no harm.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
