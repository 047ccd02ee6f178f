//! Logs of cases as texts: read as a file would be.

use std::fs;

use gridgov::Diagnostics;
use gridgov::internals::fit::columns::Map;
use gridgov::internals::fit::read::{Log, read};

pub fn read_text(text: &str, map: &str) -> Result<Log, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, map_file) = (folder.path().join("log.csv"), folder.path().join("map.toml"));
    fs::write(&file, text).expect("a file");
    fs::write(&map_file, map).expect("a file");
    let map = Map::from_path(&map_file).map_err(|problems| Diagnostics(problems).to_string())?;
    read(&file, &map).map_err(|problems| Diagnostics(problems).to_string())
}
