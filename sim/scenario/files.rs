//! Every file that scenarios and studies need is opened here: on disk, or out of those that a manifest holds.
//!
//! What is opened is kept while somebody asks for it ([`recorded`]); [`given`] puts files in place of the disk. Both are of the
//! thread that reads: the readers of files call each other at many places, and none of them needs to know.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::bytes;
use super::sources::{Files, key};

thread_local! {
    static OPENED: RefCell<Option<Files>> = const { RefCell::new(None) };
    static GIVEN: RefCell<Option<Rc<Files>>> = const { RefCell::new(None) };
}

/// What `act` gives, and the files that it opened.
pub fn recorded<T>(act: impl FnOnce() -> T) -> (T, Files) {
    let before = OPENED.replace(Some(Files::new()));
    let done = act();
    let opened = OPENED.replace(before).unwrap_or_default();
    // Whoever asked before has asked for these as well.
    OPENED.with_borrow_mut(|outer| outer.iter_mut().for_each(|outer| outer.extend(opened.clone())));
    (done, opened)
}

/// What `act` gives where these are all files that there are.
pub fn given<T>(files: Files, act: impl FnOnce() -> T) -> T {
    let before = GIVEN.replace(Some(Rc::new(files)));
    let done = act();
    GIVEN.replace(before);
    done
}

fn in_place_of_the_disk() -> Option<Rc<Files>> {
    GIVEN.with_borrow(Clone::clone)
}

/// Reads a file, at most a little more than the largest that is accepted.
pub(crate) fn fetch(path: &Path) -> io::Result<Vec<u8>> {
    let name = key(&path.display().to_string());
    let bytes = match in_place_of_the_disk() {
        Some(files) => files.get(&name).map(|text| text.clone().into_bytes()).ok_or(io::ErrorKind::NotFound)?,
        None => opened(path)?,
    };
    OPENED.with_borrow_mut(|files| {
        if let Some(files) = files
            && let Some(text) = std::str::from_utf8(&bytes).map(str::to_owned).ok().or_else(|| bytes::decoded(&bytes))
        {
            files.insert(name, text);
        }
    });
    Ok(bytes)
}

fn opened(path: &Path) -> io::Result<Vec<u8>> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(bytes::LARGEST_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether there is such a file or folder.
pub(crate) fn exists(path: &Path) -> bool {
    let name = key(&path.display().to_string());
    match in_place_of_the_disk() {
        Some(files) => files.keys().any(|file| *file == name || file.starts_with(&format!("{name}/"))),
        None => path.exists(),
    }
}

/// The scenario files directly in a folder that was given; `None` where the disk has them.
pub(super) fn given_in(path: &Path) -> Option<Vec<PathBuf>> {
    let files = in_place_of_the_disk()?;
    let name = key(&path.display().to_string());
    if files.contains_key(&name) {
        return Some(vec![path.to_path_buf()]);
    }
    let inside = |file: &&String| {
        let rest = file.strip_prefix(&format!("{}/", name.trim_end_matches('/')));
        rest.is_some_and(|rest| !rest.contains('/') && rest.to_lowercase().ends_with(".toml"))
    };
    let found: Vec<PathBuf> = files.keys().filter(inside).map(PathBuf::from).collect();
    Some(if found.is_empty() { vec![path.to_path_buf()] } else { found })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_is_kept_and_what_is_given_stands_in_place_of_the_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.toml");
        std::fs::write(&file, "days = 1").expect("a file");
        let ((inner, inside), outside) = recorded(|| recorded(|| fetch(&file).expect("it is there")));
        assert_eq!((inner, inside.len()), (b"days = 1".to_vec(), 1));
        assert_eq!(inside, outside);
        std::fs::remove_file(&file).expect("it was there");
        given(inside, || {
            assert_eq!(fetch(&file).expect("it is given"), b"days = 1");
            assert!(exists(&file) && exists(folder.path()) && !exists(&folder.path().join("b.toml")));
            assert_eq!(given_in(folder.path()), Some(vec![PathBuf::from(key(&file.display().to_string()))]));
            assert!(fetch(Path::new("Cargo.toml")).is_err(), "nothing else is there");
        });
        assert!(fetch(&file).is_err() && given_in(folder.path()).is_none());
    }
}
