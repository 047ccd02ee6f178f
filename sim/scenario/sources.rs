//! What scenarios and studies were read from, so that they can be read again where no file of theirs exists.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Files by the path under which they were opened, with `/` on every system, and their text.
pub type Files = BTreeMap<String, String>;

/// The files that were opened and what was set on top of them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The files.
    pub files: Arc<Files>,
    /// `KEY=VALUE` as on the command line.
    pub set: Arc<Vec<String>>,
}

impl Sources {
    /// These files, with nothing set on top.
    #[must_use]
    pub fn of(files: Files) -> Self {
        Self { files: Arc::new(files), set: Arc::default() }
    }
}

/// Where something was read from decides nothing: two scenarios that set the same are the same.
impl PartialEq for Sources {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for Sources {}

/// A path as it names a file in [`Files`].
#[must_use]
pub fn key(path: &str) -> String {
    path.replace('\\', "/")
}
