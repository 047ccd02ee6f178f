//! From a study and a folder to what it found.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::folder::{files, holds};
use super::plan;
use crate::cli::ends::{Ends, failed, refused, stopped, threads};
use crate::cli::evidence::Lang;
use crate::cli::folder::{self, Holds};
use crate::cli::output;
use crate::cli::run::{bar, shard, signals};
use crate::store::Units;
use crate::study::Study;
use crate::study::evaluate::Failure;
use crate::study::runner::Runner;
use crate::study::store::{self, StudyCost, StudyManifest};
use crate::study::text;

/// A study, where it is kept and how it is told.
pub(in crate::cli) struct Work<'a> {
    pub study: &'a Study,
    pub manifest: &'a StudyManifest,
    pub dir: &'a Path,
    pub threads: usize,
    pub force: bool,
    pub quiet: bool,
    pub lang: Lang,
    pub json: bool,
}

impl Work<'_> {
    /// Says what would be run.
    pub fn plan(&self, holds: &Holds, shard: Option<(u32, u32)>) -> Result<i32, Ends> {
        let folder = (!self.force).then_some(self.dir);
        let (code, _) =
            self.with(folder, shard, |runner| plan::show(self.study, runner, self.dir, holds, self.json))?;
        Ok(code)
    }

    /// Runs one shard: its runs lie in the folder afterwards, and nothing else.
    pub fn shard(&self, part: (u32, u32)) -> Result<i32, Ends> {
        let _locks = folder::lock_shard(self.dir, part).map_err(failed)?;
        match holds(self.dir, self.manifest).map_err(failed)? {
            Holds::Same if !self.force => {
                output::say(&format!("{} is up to date; --force runs it again\n", self.dir.display()));
                return Ok(crate::cli::DONE);
            }
            // Once other results have made room, the shards that come later find this study begun.
            Holds::Other(_) if self.force => {
                Units::clear(self.dir).map_err(failed)?;
                folder::clear_run(self.dir).map_err(failed)?;
            }
            _ => {}
        }
        self.manifest.begin(self.dir).map_err(failed)?;
        self.with(Some(self.dir), Some(part), |runner| self.study.method.asks().keep(&self.study.subject, runner))?;
        Ok(shard::done(self.dir, part, self.json))
    }

    /// Runs what is missing in a folder that is locked, writes everything and tells it.
    pub fn whole(&self) -> Result<i32, Ends> {
        // Asked again under the lock: another process may just have finished the same.
        let holds = holds(self.dir, self.manifest).map_err(failed)?;
        if self.force && holds != Holds::Nothing {
            Units::clear(self.dir).map_err(failed)?;
            folder::clear_run(self.dir).map_err(failed)?;
        }
        self.manifest.begin(self.dir).map_err(failed)?;
        let clock = Instant::now();
        let (findings, lived) = self.with(Some(self.dir), None, |runner| self.study.carry_out(runner))?;
        if lived == 0 && holds == Holds::Same {
            output::say(&format!("{} is up to date; --force runs it again\n", self.dir.display()));
        } else {
            let cost = StudyCost { seconds: clock.elapsed().as_secs_f64(), lived, threads: self.threads as u32 };
            let result_hash = store::result_hash(self.study, &findings);
            let done = StudyManifest { result_hash, complete: true, run: Some(cost), ..self.manifest.clone() };
            crate::report::study::write(self.study, &findings, &done, self.dir).map_err(failed)?;
            let done = StudyManifest { files: files(self.dir, self.study.method.asks().kind()), ..done };
            store::write(self.study, &findings, &done, self.dir).map_err(failed)?;
        }
        if self.json {
            return Ok(output::put_json(&text::json(self.study, &findings, self.dir)));
        }
        let language = self.lang.language();
        let place = language.pick("Tables, figures and report.html in ", "数据表、图和 report.html 位于 ");
        let told = text::text(self.study, &findings, language);
        Ok(output::put(&format!("{told}{place}{}\n", self.dir.display())))
    }

    /// What `work` gives with a runner, and how many runs had to be lived for it.
    fn with<T>(
        &self,
        folder: Option<&Path>,
        shard: Option<(u32, u32)>,
        work: impl FnOnce(&Runner) -> Result<T, Failure>,
    ) -> Result<(T, u64), Ends> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build()
            .map_err(|error| failed(threads(&error)))?;
        let signals = signals::Signals::listen().map_err(failed)?;
        let bar = bar(self.quiet);
        let runner = Runner {
            seed: self.manifest.seed,
            replicates: self.study.subject.replicates,
            pool: &pool,
            folder,
            shard,
            cancel: &signals.cancel,
            announce: &|days| bar.inc_length(days as u64),
            progress: &|days| bar.inc(days as u64),
            lived: AtomicUsize::new(0),
        };
        let done = work(&runner);
        bar.finish_and_clear();
        let lived = runner.lived.load(Ordering::Relaxed);
        match done {
            Ok(done) => Ok((done, lived as u64)),
            Err(Failure::Input(problem)) => Err(refused(*problem, self.json)),
            Err(Failure::Stopped(why)) => {
                Err(stopped(why, &signals, &|| format!("{lived} more runs are kept in {}", self.dir.display())))
            }
        }
    }
}
