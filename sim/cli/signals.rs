//! Ctrl-C, SIGTERM and the end of the time given end a command within a second, wherever it is; a second signal at once.
//!
//! Simulating looks at [`Working::cancel`] and ends by itself, with a word on what is kept. What does not look (reading,
//! drawing, writing, merging) is ended by the watching thread: every file is put in its place whole and the manifest last, so
//! that the same command goes on from wherever it was.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::output;
use crate::error::Error;
use crate::store::tidy_own;

/// What ends a command: what the user knows it as, and the exit code. The code of the last is the customary one for "not done
/// yet, run it again".
const ENDS: [(&str, i32); 3] = [("Ctrl-C", 130), ("SIGTERM", 143), ("--until", 75)];
/// The signals, in the order of [`ENDS`].
const SIGNALS: [i32; 2] = [SIGINT, SIGTERM];
/// Place of `--until` among them.
const UNTIL: usize = 2;
/// How often the watching thread looks.
const LOOK: Duration = Duration::from_millis(20);
/// How long work that ends by itself is waited for.
const GRACE: Duration = Duration::from_millis(700);

/// What is known of the one command that a process runs.
struct State {
    cancel: Arc<AtomicBool>,
    which: Arc<AtomicUsize>,
    /// Pieces of work that look at `cancel`.
    working: AtomicUsize,
    /// When the time given is over.
    deadline: Mutex<Option<Instant>>,
    /// The folder that is being written to.
    folder: Mutex<Option<PathBuf>>,
}

fn state() -> &'static State {
    static STATE: OnceLock<State> = OnceLock::new();
    STATE.get_or_init(|| State {
        cancel: Arc::default(),
        which: Arc::default(),
        working: AtomicUsize::new(0),
        deadline: Mutex::new(None),
        folder: Mutex::new(None),
    })
}

/// Watches for signals until the process ends; `json`: what is written at the end is JSON.
///
/// # Errors
/// When signals cannot be caught.
pub fn watch(json: bool) -> Result<(), Error> {
    let state = state();
    let register = || -> io::Result<()> {
        for (index, signal) in SIGNALS.into_iter().enumerate() {
            // In this order: the first signal finds the flag unset and sets it, the second finds it set.
            flag::register_conditional_shutdown(signal, ENDS[index].1, Arc::clone(&state.cancel))?;
            flag::register_usize(signal, Arc::clone(&state.which), index)?;
            flag::register(signal, Arc::clone(&state.cancel))?;
        }
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || end(state, json)).map(|_| ())
    };
    register().map_err(|error| Error::System {
        action: "watch for signals",
        reason: error.to_string(),
        help: "run it where signals can be caught".to_owned(),
    })
}

/// Ends the process when it is asked to.
fn end(state: &State, json: bool) {
    loop {
        std::thread::sleep(LOOK);
        let deadline = state.deadline.lock().ok().and_then(|deadline| *deadline);
        if !state.cancel.load(Ordering::SeqCst) && deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            state.which.store(UNTIL, Ordering::SeqCst);
            state.cancel.store(true, Ordering::SeqCst);
        }
        if state.cancel.load(Ordering::SeqCst) {
            break;
        }
    }
    if state.working.load(Ordering::SeqCst) > 0 {
        std::thread::sleep(GRACE);
    }
    let (signal, code) = received();
    let folder = state.folder.lock().ok().and_then(|folder| folder.clone());
    let kept = match folder {
        Some(dir) => {
            tidy_own(&dir);
            format!("what was finished is kept in {}", dir.display())
        }
        None => "nothing was written".to_owned(),
    };
    let _ = output::error(Error::Stopped { signal, code, kept }, json);
    std::process::exit(code);
}

/// What has ended the work, and its exit code.
pub fn received() -> (&'static str, i32) {
    ENDS[state().which.load(Ordering::SeqCst).min(UNTIL)]
}

/// Ends the command after some time from now, as a signal would.
pub fn until(time: Duration) {
    if let Ok(mut deadline) = state().deadline.lock() {
        *deadline = Instant::now().checked_add(time);
    }
}

/// The folder that is written to from now on.
pub fn writing_to(dir: &Path) {
    if let Ok(mut folder) = state().folder.lock() {
        *folder = Some(dir.to_owned());
    }
}

/// Work that ends by itself when [`Working::cancel`] is set, until dropped.
pub struct Working {
    /// Set when it is to end.
    pub cancel: &'static AtomicBool,
}

impl Working {
    /// Begins.
    pub fn begin() -> Self {
        let state = state();
        state.working.fetch_add(1, Ordering::SeqCst);
        Self { cancel: &state.cancel }
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        state().working.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Reads a length of time such as `55m`, `1h30m` or `90s`.
///
/// # Errors
/// When it is none.
pub fn parse(text: &str) -> Result<Duration, String> {
    let wrong = || "it is a length of time such as 55m, 1h30m or 90s".to_owned();
    let (mut seconds, mut number) = (0_u64, String::new());
    for c in text.chars() {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        let unit = match c {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return Err(wrong()),
        };
        let count: u64 = number.parse().map_err(|_| wrong())?;
        seconds = count.checked_mul(unit).and_then(|more| seconds.checked_add(more)).ok_or_else(wrong)?;
        number.clear();
    }
    if !number.is_empty() || !(1..=366 * 86_400).contains(&seconds) {
        return Err(wrong());
    }
    Ok(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read() {
        for (text, seconds) in [("55m", 3_300), ("1h30m", 5_400), ("90s", 90), ("2d", 172_800)] {
            assert_eq!(parse(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for nonsense in ["", "55", "m", "0s", "-1m", "1.5h", "9999999999999999999d", "1000000d", "5 m"] {
            assert!(parse(nonsense).is_err(), "{nonsense}");
        }
    }
}
