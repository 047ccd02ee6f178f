//! Every reader of what somebody hands over, by name: bytes go in, and a value or a refusal comes out, never a panic. Fuzzing
//! (`fuzz/`) feeds them, and its corpus is fed to them again by a test here.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::fit::columns::Map;
use crate::scenario::Scenario;
use crate::store;
use crate::study::Study;
use crate::wasm;

/// What reads bytes.
pub type Reader = fn(&[u8]);

/// The readers.
pub const READERS: [(&str, Reader); 9] = [
    ("scenario", scenario),
    ("roster", roster),
    ("log", log),
    ("map", map),
    ("study", study),
    ("unit", unit),
    ("manifest", manifest),
    ("parquet", parquet),
    ("request", request),
];

/// A folder of this process; in memory where the machine has such a place.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let folder = root.join(format!("gridgov-readers-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for files that are read");
        folder
    })
}

/// Lays bytes under a name where a reader of files finds them.
fn laid(name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder().join(name);
    fs::write(&path, bytes).expect("a folder for files that are read");
    path
}

/// A scenario file, in whatever encoding, extended by another: the reader of texts and that of bytes.
fn scenario(bytes: &[u8]) {
    let fetch = |_: &Path| Ok(bytes.to_vec());
    let _ = Scenario::from_toml_set("extends = \"other.toml\"", "fuzz", &[], &fetch);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = Scenario::from_toml_set(text, "fuzz", &[], &|_| Err(std::io::ErrorKind::NotFound.into()));
    }
}

/// A roster of communities.
fn roster(bytes: &[u8]) {
    let _ = Scenario::from_toml_set("[city]\nroster = \"roster.csv\"", "fuzz", &[], &|_| Ok(bytes.to_vec()));
}

/// A case log, with columns guessed from its headings.
fn log(bytes: &[u8]) {
    let _ = crate::fit::read::read(&laid("log.csv", bytes), &Map::default());
}

/// A map of the columns of a log, and a log read with it.
fn map(bytes: &[u8]) {
    if let Ok(map) = Map::from_path(&laid("map.toml", bytes)) {
        let cases = b"id,opened,closed,kind\n1,2024-01-05,2024-01-06,noise\n2,2024-01-07,,litter\n";
        let _ = crate::fit::read::read(&laid("mapped.csv", cases), &map);
    }
}

/// A study.
fn study(bytes: &[u8]) {
    let _ = Study::from_path(&laid("study.toml", bytes));
}

/// What a unit holds, behind its seal, and a pack of units.
fn unit(bytes: &[u8]) {
    store::read_unit(bytes);
    store::read_pack(&laid("pack.units", bytes));
}

/// A manifest, and one whose seal is right whatever it says.
fn manifest(bytes: &[u8]) {
    let _ = store::Manifest::read(laid(store::MANIFEST, bytes).parent().expect("a folder"));
    if let Ok(text) = std::str::from_utf8(bytes) {
        let sealed = store::sealed(text);
        let _ = store::Manifest::read(laid(store::MANIFEST, sealed.as_bytes()).parent().expect("a folder"));
    }
}

/// The tables of results.
fn parquet(bytes: &[u8]) {
    store::read_tables(&laid("table.parquet", bytes));
}

/// A request of a page, as far as nothing is simulated for it.
fn request(bytes: &[u8]) {
    wasm::read_request(bytes);
}

/// Feeds a reader.
///
/// # Panics
/// When there is no reader of that name; and when the reader panics, which is what is looked for.
pub fn feed(name: &str, bytes: &[u8]) {
    let (_, read) = READERS.iter().find(|(known, _)| *known == name).expect("a reader of that name");
    read(bytes);
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::random::{Purpose, Stream, below};

    /// The files on which fuzzing begins, and what it has found.
    fn corpus(name: &str) -> Vec<Vec<u8>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder).expect("a corpus").map(|file| file.expect("a file").path()).collect();
        files.sort();
        files.iter().map(|file| fs::read(file).expect("a file")).collect()
    }

    /// What begins every corpus is read by its reader in a second each 100 kB, and so is every file cut short or with a byte
    /// turned, without a panic.
    #[test]
    fn the_corpus_of_every_reader_is_read_or_refused() {
        let stream = Stream::new(20_261_127, 0);
        for (which, (name, read)) in READERS.iter().enumerate() {
            let files = corpus(name);
            assert!(files.len() >= 3, "{name}: {} files", files.len());
            for (number, bytes) in files.iter().enumerate() {
                let feed = |bytes: &[u8]| {
                    let clock = Instant::now();
                    read(bytes);
                    let allowed = Duration::from_secs(5).mul_f64((bytes.len() as f64 / 100_000.0).max(1.0));
                    assert!(clock.elapsed() < allowed, "{name}, file {number}: {:?}", clock.elapsed());
                };
                feed(bytes);
                for turn in 0..12 {
                    let block = stream.block(Purpose::Work, (which << 32 | number) as u64, turn, 0);
                    let mut changed = bytes.clone();
                    if changed.is_empty() {
                        continue;
                    }
                    let at = below(block[0], changed.len() as u32) as usize;
                    if turn % 3 == 0 {
                        changed.truncate(at);
                    } else {
                        changed[at] ^= 1 << (block[1] % 8);
                    }
                    feed(&changed);
                }
            }
        }
        let _ = fs::remove_dir_all(folder());
    }
}
