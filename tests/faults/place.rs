//! A folder with small scenarios, and gridgov run in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A run of three scenarios in two worlds that takes a fraction of a second.
pub const RUN: [&str; 9] = [
    "run",
    "policies",
    "--quiet",
    "--replicates",
    "3",
    "--set=city.residents=400",
    "--set=scenario.days=60",
    "--set=scenario.burn_in_days=20",
    "--cases",
];

/// A study of a few points.
pub const STUDY: [&str; 3] = ["study", "study.toml", "--quiet"];

pub struct Place(TempDir);

/// What a command gave.
#[derive(Debug)]
pub struct Done {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    pub fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::create_dir(place.at("policies")).unwrap();
        let extending = "extends = \"baseline.toml\"\n";
        place.write("policies/baseline.toml", "title = \"Baseline\"\n");
        place.write("policies/training.toml", &format!("{extending}[staffing]\ntraining_hours_per_year = 60\n"));
        place.write("policies/slow.toml", &format!("{extending}[behaviour]\nchoice_slope = 3.0\n"));
        let study = "method = \"factorial\"\nscenarios = [\"policies/baseline.toml\", \"policies/training.toml\"]\n\
                     outcomes = [\"satisfaction\", \"close_days_mean\"]\nreplicates = 2\n[set]\ncity.residents = 400\n\
                     scenario.days = 30\nscenario.burn_in_days = 20\n[[lever]]\nkey = \"staffing.audit_share\"\n\
                     values = [0.0, 0.2, 0.4]\n";
        place.write("study.toml", study);
        place
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.at(path), text).unwrap();
    }

    pub fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("gridgov"));
        command.current_dir(self.0.path()).args(line);
        command
    }

    pub fn gridgov(&self, line: &[&str]) -> Done {
        let output = self.command(line).output().unwrap();
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let code = output.status.code().unwrap_or(-1);
        Done { code, stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    /// Runs what must succeed.
    pub fn done(&self, line: &[&str]) -> Done {
        let done = self.gridgov(line);
        assert_eq!(done.code, 0, "{line:?}: {}", done.stderr);
        done
    }

    /// The run into a folder.
    pub fn run(&self, out: &str) -> Done {
        self.done(&[&RUN[..], &["--out", out]].concat())
    }

    pub fn started(&self, line: &[&str]) -> Child {
        self.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    pub fn manifest(&self, out: &str) -> Value {
        serde_json::from_str(&fs::read_to_string(self.at(out).join("manifest.json")).unwrap()).unwrap()
    }

    pub fn hash(&self, out: &str) -> String {
        self.manifest(out)["result_hash"].as_str().unwrap().to_owned()
    }

    /// Another copy of a folder, whatever was there.
    pub fn copy(&self, from: &str, to: &str) {
        let to = self.at(to);
        let _ = fs::remove_dir_all(&to);
        copy(&self.at(from), &to);
    }

    /// Every file below a folder, by path, without units, locks and the time at which a report was made.
    pub fn contents(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(&self.at(out), "", &mut files);
        files.retain(|name, _| !name.starts_with(".units") && !name.starts_with(".lock"));
        files.remove("report.html");
        if let Some(text) = files.get_mut("manifest.json") {
            let mut manifest: Value = serde_json::from_slice(text).unwrap();
            manifest.as_object_mut().unwrap().remove("run");
            *text = manifest.to_string().into_bytes();
        }
        files
    }

    /// Files that a process has begun to write.
    pub fn parts(&self, out: &str) -> Vec<String> {
        let mut files = BTreeMap::new();
        gather(&self.at(out), "", &mut files);
        files.into_keys().filter(|name| Path::new(name).extension().is_some_and(|what| what == "part")).collect()
    }
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn gather(folder: &Path, under: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), files);
        } else if let Ok(bytes) = fs::read(entry.path()) {
            files.insert(name, bytes);
        }
    }
}

/// Numbers that look random and are the same every time.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}
