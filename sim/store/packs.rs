//! Packs: what is kept of finished units, one behind the other in few files, since a million of them are not to be a million
//! files.
//!
//! Every process appends to a pack of its own, so that none waits for another and none can tear what another has written. A
//! record is a head and a body. The head names the unit and has a checksum of its own, the body another one: where a pack was
//! cut, by a kill or a full disk, what lies before the cut is whole, and the torn record is none; where a bit was flipped, that
//! record alone is lost, and reading goes on at the next head. Whatever is lost is run again and appended somewhere else. Nothing
//! is ever written over.
//!
//! Earlier builds kept every unit in a file of its own; these are read as well.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::shelf::{UNITS, token};
use crate::error::Error;

/// What every pack begins with; the number changes with the form of records.
const MAGIC: &[u8; 16] = b"gridgov pack 1\r\n";
/// What the file of a single unit begins with.
const SINGLE: &[u8; 16] = b"gridgov unit 3\r\n";
/// How the names of packs begin and end.
const NAME: (&str, &str) = ("pack-", ".units");
/// What every head begins with, by which the next one is found.
const MARK: &[u8; 8] = b"\xf5gg-unit";
/// Bytes of a head: mark, name, kind, length of the body, checksum of the body, and checksum of all these.
const HEAD: usize = 8 + 16 + 1 + 8 + 32 + 8;
/// The number of no pack: a file of its own.
const ALONE: u32 = u32::MAX;

/// What is kept of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// The run.
    Run,
    /// Its traces.
    Cases,
}

impl What {
    const ALL: [Self; 2] = [Self::Run, Self::Cases];

    fn word(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Cases => "cases",
        }
    }
}

/// The name of a unit.
pub(super) type Id = [u8; 16];

/// The packs of a folder of results, as this process knows them.
#[derive(Clone, Debug)]
pub struct Packs(Arc<Shelf>);

#[derive(Debug)]
struct Shelf {
    folder: PathBuf,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    looked: bool,
    /// Names of packs, and up to where each was read.
    packs: Vec<(String, u64)>,
    /// Where records begin, and how long their bodies are: unit, what, pack, place.
    records: BTreeMap<(Id, What, u32, u64), u64>,
    own: Option<Own>,
}

/// The pack to which this process appends.
#[derive(Debug)]
struct Own {
    file: File,
    path: PathBuf,
    number: u32,
    end: u64,
}

impl Packs {
    /// Those in a folder of results; nothing is touched, and looked at when it is asked for.
    #[must_use]
    pub fn at(dir: &Path) -> Self {
        Self(Arc::new(Shelf { folder: dir.join(UNITS), known: Mutex::default() }))
    }

    /// The folder in which they lie.
    pub(super) fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// Whether there are packs, or files of single units, in a form that this build does not read.
    #[must_use]
    pub fn in_another_form(&self) -> bool {
        let entries = fs::read_dir(&self.0.folder).into_iter().flatten().flatten();
        let other = |path: &Path, name: &str| {
            let form = match single_named(name) {
                Some(_) => SINGLE,
                None if is_pack(name) => MAGIC,
                None => return false,
            };
            let mut begins = [0; MAGIC.len()];
            let read = File::open(path).and_then(|mut file| file.read_exact(&mut begins));
            // One that has no more than a torn beginning holds nothing.
            read.is_ok() && begins != *form
        };
        entries
            .filter_map(|entry| Some((entry.path(), entry.file_name().into_string().ok()?)))
            .any(|(path, name)| other(&path, &name))
    }

    /// Runs that are kept, by their names alone.
    #[must_use]
    pub fn count(&self) -> usize {
        let known = self.known();
        let mut ids: Vec<&Id> = known.records.keys().filter(|key| key.1 == What::Run).map(|key| &key.0).collect();
        ids.dedup();
        ids.len()
    }

    /// Looks for what other processes have kept since.
    pub fn refresh(&self) {
        let mut known = self.lock();
        known.looked = true;
        known.look(&self.0.folder);
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        // What a thread that has panicked left is as good as before: maps are changed in one go.
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        let mut known = self.lock();
        if !known.looked {
            known.looked = true;
            known.look(&self.0.folder);
        }
        known
    }

    /// Whether something is kept of a unit, by its name alone.
    pub(super) fn has(&self, id: Id, what: What) -> bool {
        self.known().places(id, what).next().is_some()
    }

    /// What is kept of a unit, as `read` makes it out of the body; what is not whole is forgotten.
    pub(super) fn read<V>(&self, id: Id, what: What, read: impl Fn(&[u8]) -> Option<V>) -> Option<V> {
        loop {
            let (pack, at, length, path) = {
                let known = self.known();
                let (pack, at, length) = known.places(id, what).next()?;
                (pack, at, length, self.0.folder.join(known.name(pack, id, what)))
            };
            let body = if pack == ALONE { alone(&path, id, what) } else { packed(&path, at, length, id, what) };
            if let Some(value) = body.and_then(|body| read(&body)) {
                return Some(value);
            }
            self.lock().records.remove(&(id, what, pack, at));
            if pack == ALONE {
                let _ = fs::remove_file(&path);
            }
        }
    }

    /// Keeps something of a unit.
    ///
    /// # Errors
    /// When it cannot be written; what was kept before is whole then.
    pub(super) fn keep(&self, id: Id, what: What, body: &[u8]) -> Result<(), Error> {
        let mut known = self.lock();
        if known.own.is_none() {
            let own = known.opened(&self.0.folder)?;
            known.own = Some(own);
        }
        let Some(own) = &mut known.own else { return Ok(()) };
        let mut record = head(id, what, body).to_vec();
        record.extend(body);
        let (at, number) = (own.end, own.number);
        if let Err(error) = own.file.write_all(&record) {
            // A torn record is none, and need not lie there either.
            let _ = own.file.set_len(at).and_then(|()| own.file.seek(SeekFrom::Start(at)));
            return Err(Error::new(&own.path, "write", error));
        }
        own.end += record.len() as u64;
        let end = own.end;
        known.packs[number as usize].1 = end;
        known.records.insert((id, what, number, at), body.len() as u64);
        Ok(())
    }
}

impl Known {
    fn places(&self, id: Id, what: What) -> impl Iterator<Item = (u32, u64, u64)> {
        let records = self.records.range((id, what, 0, 0)..=(id, what, u32::MAX, u64::MAX));
        records.map(|((_, _, pack, at), length)| (*pack, *at, *length))
    }

    fn name(&self, pack: u32, id: Id, what: What) -> String {
        self.packs.get(pack as usize).map_or_else(|| single(id, what), |(name, _)| name.clone())
    }

    /// Takes in what lies in the folder and is not known yet.
    fn look(&mut self, folder: &Path) {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        for name in names {
            if let Some((id, what)) = single_named(&name) {
                self.records.insert((id, what, ALONE, 0), 0);
            } else if is_pack(&name) {
                let number = self.packs.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                    self.packs.push((name.clone(), 0));
                    self.packs.len() - 1
                });
                if self.own.as_ref().is_none_or(|own| own.number as usize != number) {
                    // What cannot be read is not there.
                    let _ = self.scan(&folder.join(&name), number);
                }
            }
        }
    }

    /// Reads the heads of a pack from where it was read to.
    fn scan(&mut self, path: &Path, number: usize) -> std::io::Result<()> {
        let from = self.packs[number].1;
        let mut file = File::open(path)?;
        let all = file.metadata()?.len();
        if all <= from.max(MAGIC.len() as u64) {
            return Ok(());
        }
        let mut at = from;
        if at == 0 {
            let mut magic = [0; MAGIC.len()];
            file.read_exact(&mut magic)?;
            if magic != *MAGIC {
                // Of another build: its form is not known.
                self.packs[number].1 = u64::MAX;
                return Ok(());
            }
            at = magic.len() as u64;
        }
        file.seek(SeekFrom::Start(at))?;
        // A head and little more: bodies are passed over.
        let mut file = BufReader::with_capacity(1_024, file);
        while at + HEAD as u64 <= all {
            let mut bytes = [0; HEAD];
            file.read_exact(&mut bytes)?;
            let next = match read_head(&bytes) {
                Some((id, what, length)) => match (at + HEAD as u64).checked_add(length) {
                    Some(next) if next <= all => {
                        self.records.insert((id, what, number as u32, at), length);
                        next
                    }
                    // Being written, or torn.
                    _ => break,
                },
                None => match next_mark(path, at + 1)? {
                    Some(next) => next,
                    None => break,
                },
            };
            file.seek_relative(i64::try_from(next).unwrap_or(i64::MAX) - i64::try_from(at).unwrap_or(0) - HEAD as i64)?;
            at = next;
        }
        self.packs[number].1 = at;
        Ok(())
    }

    /// Begins a pack of this process's own.
    fn opened(&mut self, folder: &Path) -> Result<Own, Error> {
        for turn in 0.. {
            let turn = if turn == 0 { String::new() } else { format!("-{turn}") };
            let name = format!("{}{}{turn}{}", NAME.0, token(), NAME.1);
            let path = folder.join(&name);
            let failed = |error| Error::new(&path, "write", error);
            match File::options().write(true).create_new(true).open(&path) {
                Ok(mut file) => {
                    file.write_all(MAGIC).map_err(failed)?;
                    self.packs.push((name, MAGIC.len() as u64));
                    let number = self.packs.len() as u32 - 1;
                    return Ok(Own { file, path, number, end: MAGIC.len() as u64 });
                }
                // Begun by another piece of this process.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(failed(error)),
            }
        }
        unreachable!("the numbers do not end")
    }
}

fn is_pack(name: &str) -> bool {
    name.starts_with(NAME.0) && name.ends_with(NAME.1)
}

fn head(id: Id, what: What, body: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let rest = &mut head[..];
    let mut put = |at: usize, bytes: &[u8]| rest[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, MARK);
    put(8, &id);
    put(24, &[what as u8]);
    put(25, &(body.len() as u64).to_le_bytes());
    put(33, checksum(id, what, body).as_bytes());
    let sum = blake3::hash(&head[..65]);
    head[65..].copy_from_slice(&sum.as_bytes()[..8]);
    head
}

/// Name, kind and length of the body; `None` where it is no head.
fn read_head(head: &[u8; HEAD]) -> Option<(Id, What, u64)> {
    if !head.starts_with(MARK) || head[65..] != blake3::hash(&head[..65]).as_bytes()[..8] {
        return None;
    }
    let what = *What::ALL.get(usize::from(head[24]))?;
    Some((head[8..24].try_into().ok()?, what, u64::from_le_bytes(head[25..33].try_into().ok()?)))
}

/// The place of the next mark in a file.
fn next_mark(path: &Path, from: u64) -> std::io::Result<Option<u64>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(from))?;
    let (mut window, mut start) = (Vec::new(), from);
    loop {
        let read = Read::by_ref(&mut file).take(1 << 16).read_to_end(&mut window)?;
        if let Some(at) = window.windows(MARK.len()).position(|bytes| bytes == MARK) {
            return Ok(Some(start + at as u64));
        }
        if read == 0 {
            return Ok(None);
        }
        let gone = window.len().saturating_sub(MARK.len() - 1);
        window.drain(..gone);
        start += gone as u64;
    }
}

/// The body of a record in a pack, if it is whole.
fn packed(path: &Path, at: u64, length: u64, id: Id, what: What) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut bytes = [0; HEAD];
    file.read_exact(&mut bytes).ok()?;
    let mut body = Vec::new();
    file.take(length).read_to_end(&mut body).ok()?;
    (head(id, what, &body) == bytes).then_some(body)
}

/// The body of a unit in a file of its own, if it is whole.
fn alone(path: &Path, id: Id, what: What) -> Option<Vec<u8>> {
    let file = fs::read(path).ok()?;
    let (sum, body) = file.strip_prefix(SINGLE.as_slice())?.split_at_checked(32)?;
    (checksum(id, what, body).as_bytes() == sum).then(|| body.to_vec())
}

/// The name of a file with one unit.
fn single(id: Id, what: What) -> String {
    format!("{}.{}", hex(id), what.word())
}

fn single_named(name: &str) -> Option<(Id, What)> {
    let (digits, word) = name.split_once('.')?;
    let what = What::ALL.into_iter().find(|what| what.word() == word)?;
    let id = u128::from_str_radix(digits, 16).ok()?.to_be_bytes();
    (hex(id) == digits).then_some((id, what))
}

fn hex(id: Id) -> String {
    format!("{:032x}", u128::from_be_bytes(id))
}

fn checksum(id: Id, what: What, body: &[u8]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(hex(id).as_bytes());
    hasher.update(what.word().as_bytes());
    hasher.update(body);
    hasher.finalize()
}

/// Reads a file as a pack, and every record that it seems to hold.
#[cfg(any(test, fuzzing))]
pub(super) fn read_any(path: &Path) {
    let mut known = Known { packs: vec![(String::new(), 0)], ..Known::default() };
    let _ = known.scan(path, 0);
    for ((id, what, _, at), length) in known.records {
        let _ = packed(path, at, length, id, what);
    }
}

#[cfg(test)]
mod tests;
