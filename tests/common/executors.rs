//! Ways to visit the subdistricts, and the whole state to compare what came of it.

use gridgov::internals::society::Subdistrict;
use gridgov::{Executor, Simulation};
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

/// Subdistricts in parallel on a pool of so many threads.
pub struct Pool(rayon::ThreadPool);

impl Pool {
    /// A pool of so many threads.
    pub fn of(threads: usize) -> Self {
        Self(rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap())
    }
}

impl Executor for Pool {
    fn for_each(&self, subdistricts: &mut [Subdistrict], visit: &(dyn Fn(&mut Subdistrict) + Sync)) {
        self.0.install(|| subdistricts.par_iter_mut().for_each(visit));
    }
}

/// One after the other from the last to the first.
pub struct Backwards;

impl Executor for Backwards {
    fn for_each(&self, subdistricts: &mut [Subdistrict], visit: &(dyn Fn(&mut Subdistrict) + Sync)) {
        subdistricts.iter_mut().rev().for_each(visit);
    }
}

/// The whole state as text: every field of everybody prints in full.
pub fn state(simulation: &Simulation) -> blake3::Hash {
    blake3::hash(format!("{:?}", simulation.society()).as_bytes())
}
