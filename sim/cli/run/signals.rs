//! Ctrl-C and SIGTERM end a run cleanly; a second one ends it at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{SigId, flag, low_level};

use crate::error::Error;

/// The signals with their names and exit codes.
const SIGNALS: [(i32, &str, i32); 2] = [(SIGINT, "Ctrl-C", 130), (SIGTERM, "SIGTERM", 143)];

/// Listens until dropped.
pub(in crate::cli) struct Signals {
    /// Set when one has come.
    pub cancel: Arc<AtomicBool>,
    which: Arc<AtomicUsize>,
    registered: Vec<SigId>,
}

impl Signals {
    /// Begins to listen.
    pub fn listen() -> Result<Self, Error> {
        let mut signals = Self { cancel: Arc::default(), which: Arc::new(AtomicUsize::new(0)), registered: Vec::new() };
        for (index, (signal, _, code)) in SIGNALS.into_iter().enumerate() {
            signals.watch(signal, index, code).map_err(|error| Error::System {
                action: "watch for signals",
                reason: error.to_string(),
                help: "run it where signals can be caught".to_owned(),
            })?;
        }
        Ok(signals)
    }

    fn watch(&mut self, signal: i32, index: usize, code: i32) -> io::Result<()> {
        // In this order: the first signal finds the flag unset and sets it, the second finds it set.
        self.registered.push(flag::register_conditional_shutdown(signal, code, Arc::clone(&self.cancel))?);
        self.registered.push(flag::register_usize(signal, Arc::clone(&self.which), index)?);
        self.registered.push(flag::register(signal, Arc::clone(&self.cancel))?);
        Ok(())
    }

    /// Name and exit code of the signal that came.
    pub fn received(&self) -> (&'static str, i32) {
        let (_, name, code) = SIGNALS[self.which.load(Ordering::SeqCst)];
        (name, code)
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        for id in self.registered.drain(..) {
            low_level::unregister(id);
        }
    }
}
