//! What every Rust implementation of GG1 shares: the task from the command line, its inputs, the clocks, the line it prints.

use std::time::Instant;

/// Residents of one worker.
pub const THOUSAND: usize = 1000;

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    pub residents: usize,
    pub steps: u32,
    pub seed: u64,
    pub anywhere: bool,
    pub threads: usize,
}

impl Task {
    /// `PROGRAM residents steps seed local|anywhere threads`
    pub fn from_arguments() -> Self {
        let given: Vec<String> = std::env::args().skip(1).collect();
        let number = |at: usize| given.get(at).and_then(|text| text.parse::<u64>().ok());
        let usage = "usage: PROGRAM residents steps seed local|anywhere threads";
        let (Some(residents), Some(steps), Some(seed), Some(threads)) = (number(0), number(1), number(2), number(4))
        else {
            eprintln!("{usage}");
            std::process::exit(2);
        };
        let anywhere = given[3] == "anywhere";
        Self { residents: residents as usize, steps: steps as u32, seed, anywhere, threads: threads as usize }
    }

    pub fn workers(&self) -> usize {
        self.residents / THOUSAND
    }

    /// The mixing function of SplitMix64, so that every implementation in every language starts from the same bits.
    fn mix(&self, x: u64) -> u64 {
        let z = (self.seed << 56).wrapping_add(x).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Opinion of a resident before the first step.
    pub fn opinion(&self, resident: usize) -> f32 {
        (self.mix(resident as u64) >> 40) as f32 / 16_777_216.0
    }

    /// Contact `k` of 8 of a resident: somebody else of the same thousand, or of everybody.
    pub fn contact(&self, resident: usize, k: usize) -> usize {
        let size = if self.anywhere { self.residents } else { THOUSAND };
        let first = if self.anywhere { 0 } else { resident / size * size };
        let word = self.mix(1 << 40 | (8 * resident + k) as u64) >> 32;
        let other = (word * (size as u64 - 1)) >> 32;
        first + (resident - first + 1 + other as usize) % size
    }
}

/// Wall and processor time since the loop began.
pub struct Clocks(Instant, f64);

fn processor() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

impl Clocks {
    pub fn start() -> Self {
        Self(Instant::now(), processor())
    }

    /// Wall and processor seconds so far.
    pub fn elapsed(&self) -> (f64, f64) {
        (self.0.elapsed().as_secs_f64(), processor() - self.1)
    }

    /// Stops the clocks and prints one line of JSON: time, and by what the work is checked.
    pub fn report(self, opinions: impl Iterator<Item = f64>, served: u64, waited: u64, queued: usize) {
        let (seconds, cpu) = self.elapsed();
        let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for s in opinions {
            n += 1.0;
            sum += s;
            squares += s * s;
        }
        let mean = sum / n;
        let sd = (squares / n - mean * mean).sqrt();
        let wait = waited as f64 / served as f64;
        let queue = queued as f64 / (n / THOUSAND as f64);
        println!(
            r#"{{"seconds":{seconds},"cpu":{cpu},"mean":{mean},"sd":{sd},"wait":{wait},"queue":{queue},"served":{served}}}"#
        );
    }
}
