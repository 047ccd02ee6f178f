//! From a study and a folder to what it found.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::folder::holds;
use super::{plan, stages};
use crate::cli::evidence::Lang;
use crate::cli::failure::{failed, threads};
use crate::cli::folder::{self, Contents};
use crate::cli::output;
use crate::cli::run::plan::Needs;
use crate::cli::run::{bar, shard};
use crate::cli::signals::Working;
use crate::error::Error;
use crate::store::{Packs, Units, tidy};
use crate::study::Study;
use crate::study::evaluate::Failure;
use crate::study::runner::Runner;
use crate::study::store::{self, StudyCost, StudyManifest};
use crate::study::text;

/// A study, where it is kept and how it is reported.
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
    pub fn plan(&self, holds: &Contents, shard: Option<(u32, u32)>) -> Result<i32, Error> {
        let folder = (!self.force).then_some(self.dir);
        let (code, _) =
            self.with(folder, shard, |runner| plan::show(self.study, runner, self.dir, holds, self.json))?;
        Ok(code)
    }

    /// What it takes, runs that are kept left out.
    pub fn needs(&self) -> Result<Needs, Error> {
        let folder = (!self.force).then_some(self.dir);
        Ok(self.with(folder, None, |runner| plan::needs(self.study, runner))?.0)
    }

    /// Runs one shard: its runs lie in the folder afterwards, and nothing else.
    pub fn shard(&self, part: (u32, u32)) -> Result<i32, Error> {
        let asks = self.study.method.asks();
        // Whoever searches helps where help is needed: two may be given the same part.
        let stages = asks.stages(&self.study.subject);
        let _locks = if stages.is_some() {
            (folder::lock_beside_shards(self.dir)?, None)
        } else {
            let (all, own) = folder::lock_shard(self.dir, part)?;
            (all, Some(own))
        };
        match holds(self.dir, self.manifest)? {
            Contents::Same if !self.force => {
                output::message(&format!("{} is up to date; --force runs it again\n", self.dir.display()));
                return Ok(crate::cli::DONE);
            }
            // Once other results have made room, the shards that come later find this study begun.
            Contents::Other(_) if self.force => Units::clear(self.dir)?,
            _ => {}
        }
        StudyManifest { shards: Some(part.1), ..self.manifest.clone() }.begin(self.dir)?;
        self.with(Some(self.dir), Some(part), |runner| match stages {
            Some(mut stages) => stages::keep(stages.as_mut(), runner, &self.study.subject.outcomes, self.dir, part),
            None => asks.keep(&self.study.subject, runner),
        })?;
        Ok(shard::done(self.dir, part, self.json))
    }

    /// Runs what is missing in a folder that is locked, writes everything and reports it.
    pub fn whole(&self) -> Result<i32, Error> {
        // Asked again under the lock: another process may just have finished the same.
        let holds = holds(self.dir, self.manifest)?;
        if self.force && holds != Contents::Nothing {
            Units::clear(self.dir)?;
        }
        // A finished study may lie where nobody can write.
        if holds != Contents::Same || self.force {
            tidy(self.dir);
            holds.announce(self.dir);
            self.manifest.begin(self.dir)?;
        }
        let clock = Instant::now();
        let (findings, simulated) = self.with(Some(self.dir), None, |runner| self.study.carry_out(runner))?;
        if simulated == 0 && holds == Contents::Same {
            output::message(&format!("{} is up to date; --force runs it again\n", self.dir.display()));
        } else {
            let cost = StudyCost { seconds: clock.elapsed().as_secs_f64(), simulated, threads: self.threads as u32 };
            let result_hash = store::result_hash(self.study, &findings);
            let done = StudyManifest { result_hash, complete: true, run: Some(cost), ..self.manifest.clone() };
            let pages = crate::report::study::pages(self.study, &findings, &done, crate::cli::language::asked_for());
            store::write(self.study, &findings, done, self.dir, &pages)?;
        }
        if self.json {
            return Ok(output::put_json(&text::json(self.study, &findings, self.dir)));
        }
        let language = self.lang.language();
        let place = language.pick("Tables, figures and report.html in ", "数据表、图和 report.html 位于 ");
        let text = text::text(self.study, &findings, language);
        Ok(output::put(&format!("{text}{place}{}\n", self.dir.display())))
    }

    /// What `work` gives with a runner, and how many runs had to be simulated for it.
    pub fn with<T>(
        &self,
        folder: Option<&Path>,
        shard: Option<(u32, u32)>,
        work: impl FnOnce(&Runner) -> Result<T, Failure>,
    ) -> Result<(T, u64), Error> {
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(self.threads).build().map_err(|error| threads(&error))?;
        let working = Working::begin();
        let bar = bar(self.quiet);
        let packs = folder.map(Packs::at);
        let runner = Runner {
            seed: self.manifest.seed,
            replicates: self.study.subject.replicates,
            pool: &pool,
            packs: packs.as_ref(),
            shard,
            cancel: working.cancel,
            announce: &|days| bar.inc_length(days as u64),
            progress: &|days| bar.inc(days as u64),
            simulated: AtomicUsize::new(0),
        };
        let done = work(&runner);
        bar.finish_and_clear();
        let simulated = runner.simulated.load(Ordering::Relaxed);
        match done {
            Ok(done) => Ok((done, simulated as u64)),
            Err(failure) => {
                Err(failed(failure, &|| format!("{simulated} more runs are kept in {}", self.dir.display())))
            }
        }
    }
}
