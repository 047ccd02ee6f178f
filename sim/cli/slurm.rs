//! `gridgov slurm`: a run or a study as an array of jobs.
//!
//! The scripts lie in a folder of their own within the folder of results, so that `run` and `merge` find nothing of others
//! there: an array of shards, a job that merges them when all have ended, and the two lines that submit both.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::failure;
use super::file::{Existing, put};
use super::flags::Flags;
use super::folder::{self, Contents, SCRIPTS};
use super::language::language;
use super::of_study;
use super::output;
use super::run::{self, plan::Needs};
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;
use crate::study::read::is_study;

/// Tasks of an array that Slurm takes unless it is set up otherwise.
const MOST_TASKS: u32 = 1_000;
/// What a task is given beyond what the plan says: machines differ, and other work slows them down.
const ROOM: f64 = 2.0;
/// The least time of a task, and the time before its limit at which it stops by itself, in seconds.
const LEAST: f64 = 600.0;
const MARGIN: f64 = 120.0;
/// The longest time asked for: many partitions have a day. What is left then goes on when the task is queued again.
const LONGEST: f64 = 86_400.0;
/// Times that a task may be queued again.
const RESTARTS: u32 = 50;

/// What the scripts say to whoever reads them, in English and in Chinese.
const PART: (&str, &str) = (
    "# A part of the whole; what is finished stays, whatever happens to this task.",
    "# 全部工作的一部分；已完成的结果会保留，无论此任务发生什么。",
);
const AGAIN: (&str, &str) = (
    "# Stopped in time (75) or by the machine (143): the rest is for another go. Everything else ends here: 0 is done, 2 is\n\
     # bad input, which no other go makes better.",
    "# 到时自行停止（75）或被系统停止（143）：剩余部分重新排队再运行。其他情况到此为止：0 表示完成，\n\
     # 2 表示输入有误，重新运行也无济于事。",
);
const MERGE: (&str, &str) = (
    "# Puts the parts together; where some are missing it ends with 3 and names them as sbatch --array takes them.",
    "# 合并各部分；如有缺失，则以 3 结束，并按 sbatch --array 的写法列出缺失的编号。",
);
const SUBMIT: (&str, &str) = (
    "# Submits the array, and the job that merges its parts when all have ended. Of some tasks only:",
    "# 提交阵列任务，以及在其全部结束后合并各部分的任务。只提交其中几个任务：",
);

/// One of these in the language of the command.
fn said((english, chinese): (&'static str, &'static str)) -> &'static str {
    language().pick(english, chinese)
}

/// Write the scripts of a Slurm array: a run or a study in shards, and the step that merges them
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov slurm scenarios --replicates 1000 --tasks 100 --out results/large    then: bash results/large/slurm/submit.sh
  gridgov slurm study.toml --tasks 100 --out results/study                     a study file, with the flags of gridgov study")]
pub struct Arguments {
    #[command(flatten)]
    run: run::Arguments,
    /// Tasks of the array, at most 1000; each runs one shard
    #[arg(long, value_name = "N", required = true, allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_TASKS)))]
    tasks: u32,
}

/// Runs the command; `line` is what was given after its name.
#[must_use]
pub fn run(arguments: &Arguments, line: &[OsString]) -> i32 {
    failure::code(written(arguments, line), arguments.run.flags().json)
}

fn written(arguments: &Arguments, line: &[OsString]) -> Result<i32, Error> {
    let words = own(line);
    if !matches!(arguments.run.paths(), [path] if is_study(path)) {
        return scripts(arguments, ("run", &words), arguments.run.flags(), &|dir| arguments.run.needs(dir));
    }
    // A study has flags of its own.
    match of_study(&words) {
        Ok(study) => scripts(arguments, ("study", &words), study.flags(), &|dir| study.needs(dir)),
        Err(code) => Ok(code),
    }
}

/// What a run or a study takes, and what a folder holds of it.
type NeedsIn<'a> = dyn Fn(&Path) -> Result<(Needs, Contents), Error> + 'a;

/// Writes the scripts of a command with its words.
fn scripts(arguments: &Arguments, command: (&str, &[String]), flags: &Flags, needs: &NeedsIn) -> Result<i32, Error> {
    let dir = refusals(flags)?;
    let (needs, holds) = needs(dir)?;
    if holds == Contents::Same {
        output::message(&format!("note: {} is up to date: the array will find nothing to do\n", dir.display()));
    }
    let job = Job::new((arguments.tasks, flags.threads), command, dir, &needs)?;
    let folder = dir.join(SCRIPTS);
    fs::create_dir_all(&folder).map_err(|error| Error::new(&folder, "create", error))?;
    let scripts = [("array.sh", job.array()), ("merge.sh", job.merge()), ("submit.sh", job.submit())];
    for (name, text) in &scripts {
        let path = folder.join(name);
        put(&path, text, Existing::Goes).map_err(|error| Error::new(&path, "write", error))?;
    }
    let paths: Vec<String> = scripts.iter().map(|(name, _)| folder.join(name).display().to_string()).collect();
    if arguments.run.flags().json {
        let files = json!({
            "schema": 1, "files": paths, "tasks": job.tasks, "seconds": job.seconds, "memory_mb": job.memory_mb,
        });
        return Ok(output::put_json(&files));
    }
    Ok(output::put(&format!(
        "{} tasks, each {} and {} MB at most; submit them with\n  bash {}\n",
        job.tasks,
        run::plan::duration(job.seconds as f64),
        job.memory_mb,
        quoted(&paths[2])
    )))
}

/// What an array has no use for; gives the folder of results.
fn refusals(flags: &Flags) -> Result<&Path, Box<Diagnostic>> {
    let refused = |flag: &str, found: &str, help: &str| {
        let problem = Diagnostic::of_file(flag, found).code(Code::Conflict);
        Err(Box::new(problem.expected(format!("no {flag}")).help(help)))
    };
    if flags.shard.is_some() {
        return refused("--shard", "the array gives each task its shard", "say how many with --tasks");
    }
    if flags.until.is_some() {
        return refused("--until", "the script sets the time of each task", "change the time in array.sh");
    }
    flags.out.as_deref().ok_or_else(|| {
        let problem = Diagnostic::of_file("--out", "the folder of the results is missing").code(Code::Missing);
        Box::new(problem.expected("--out DIR").help("name a folder that all machines see"))
    })
}

/// What the scripts say.
struct Job {
    program: String,
    /// The command of a task, without its shard and its time.
    command: String,
    /// Where it is given, and where its results lie.
    here: PathBuf,
    out: PathBuf,
    name: String,
    tasks: u32,
    threads: usize,
    seconds: u64,
    memory_mb: u64,
    merge_mb: u64,
}

impl Job {
    fn new(
        (tasks, asked): (u32, Option<u32>),
        (name, words): (&str, &[String]),
        dir: &Path,
        needs: &Needs,
    ) -> Result<Self, Error> {
        let here = std::env::current_dir().map_err(|error| Error::new(Path::new("."), "find", error))?;
        let program = std::env::current_exe().map_err(|error| Error::new(Path::new("gridgov"), "find", error))?;
        let program = quoted(&program.display().to_string());
        // A processor for a task, unless more were asked for.
        let threads = asked.map_or(1, |threads| threads as usize);
        let seconds = needs.core_seconds / f64::from(tasks) / threads as f64 * ROOM + MARGIN;
        let mut command = format!("{program} {name}");
        for word in words {
            let _ = write!(command, " {}", quoted(word));
        }
        if asked.is_none() {
            command += " --threads 1";
        }
        let name = printable(&folder::default_name(dir)).replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        Ok(Self {
            program,
            command,
            out: here.join(dir),
            here,
            name,
            tasks,
            threads,
            seconds: (seconds.clamp(LEAST, LONGEST) / 60.0).ceil() as u64 * 60,
            memory_mb: needs.memory_mb(threads),
            merge_mb: needs.merge_mb(),
        })
    }

    /// `log` names the file of what is printed.
    fn head(&self, name: &str, log: &str, memory_mb: u64, seconds: u64) -> String {
        let (hours, minutes) = (seconds / 3_600, seconds % 3_600 / 60);
        let out = self.out.join(SCRIPTS).display().to_string();
        format!(
            "#!/bin/bash\n#SBATCH --job-name={name}\n#SBATCH --time={hours:02}:{minutes:02}:00\n#SBATCH --mem={memory_mb}M\n\
             #SBATCH --output={}\n",
            quoted(&format!("{out}/{log}.log"))
        )
    }

    fn array(&self) -> String {
        let mut text = self.head(&format!("gridgov-{}", self.name), "array-%A-%a", self.memory_mb, self.seconds);
        let (last, of, until) = (self.tasks - 1, self.tasks, self.seconds - MARGIN as u64);
        let (here, command, threads) = (quoted(&self.here.display().to_string()), &self.command, self.threads);
        let (part, again) = (said(PART), said(AGAIN));
        let _ = write!(
            text,
            "#SBATCH --array=0-{last}\n#SBATCH --cpus-per-task={threads}\n#SBATCH --requeue\n#SBATCH --open-mode=append\n\n\
             {part}\n\
             cd {here} || exit 1\n\
             {command} --quiet --shard auto/{of} --until {until}s\n\
             code=$?\n\
             {again}\n\
             if [ \"$code\" = 75 ] || [ \"$code\" = 143 ]; then\n    \
                 if [ \"${{SLURM_RESTART_COUNT:-0}}\" -lt {RESTARTS} ]; then\n        \
                     scontrol requeue \"${{SLURM_ARRAY_JOB_ID}}_${{SLURM_ARRAY_TASK_ID}}\" && exit 0\n    \
                 fi\n\
             fi\n\
             exit \"$code\"\n"
        );
        text
    }

    fn merge(&self) -> String {
        let mut text = self.head(&format!("gridgov-{}-merge", self.name), "merge-%j", self.merge_mb, 3_600);
        let (program, here, out) =
            (&self.program, quoted(&self.here.display().to_string()), quoted(&self.out.display().to_string()));
        let _ = write!(
            text,
            "\n{}\n\
             cd {here} || exit 1\n{program} merge {out} --out {out}\n",
            said(MERGE)
        );
        text
    }

    fn submit(&self) -> String {
        let folder = quoted(&self.out.join(SCRIPTS).display().to_string());
        format!(
            "#!/bin/bash\n{}\n# bash submit.sh --array=3,7,40-43\nset -e\ncd {folder}\njob=$(sbatch --parsable \"$@\" array.sh)\n\
             sbatch --dependency=\"afterany:${{job%%;*}}\" merge.sh\n",
            said(SUBMIT)
        )
    }
}

/// The words of the line that belong to the run.
fn own(line: &[OsString]) -> Vec<String> {
    let mut words = line.iter().map(|word| word.to_string_lossy().into_owned());
    let mut own = Vec::new();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--tasks" => drop(words.next()),
            "--json" | "--quiet" | "--plan" => {}
            _ if word.starts_with("--tasks=") => {}
            _ => own.push(word),
        }
    }
    own
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=+:,@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back_by_a_shell_as_they_were() {
        for word in ["plain-1.toml", "with blank", "it's", "$(rm -rf /)", "", "街道;ls", "a\nb"] {
            let output = std::process::Command::new("sh").args(["-c", &format!("printf %s {}", quoted(word))]).output();
            assert_eq!(String::from_utf8(output.unwrap().stdout).unwrap(), word);
        }
        let line: Vec<OsString> =
            ["a.toml", "--tasks", "9", "--seed", "2", "--json", "--tasks=3"].iter().map(OsString::from).collect();
        assert_eq!(own(&line), ["a.toml", "--seed", "2"]);
    }
}
