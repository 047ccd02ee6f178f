//! What several tests share.

use std::fs;
use std::path::{Path, PathBuf};

use gridgov::{Diagnostic, Diagnostics};

/// Every file `NAME.ENDING` in a folder, at least so many, is refused by `read` with exactly the message in `NAME.expected`
/// beside it. Files whose names begin with an underscore are those that others extend.
///
/// A new pair of files is a new test. `UPDATE=1 cargo test --test NAME` writes the messages; read them before you commit
/// them, as somebody would at eleven at night before a workshop.
pub fn bad_files_are_refused<T>(
    folder: &str,
    ending: &str,
    least: usize,
    read: impl Fn(&Path) -> Result<T, Vec<Diagnostic>>,
) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    let ends = |file: &Path, with: &str| file.extension().is_some_and(|extension| extension == with);
    for message in files.iter().filter(|file| ends(file, "expected")) {
        assert!(message.with_extension(ending).exists(), "{} has no .{ending} beside it", message.display());
    }
    let extended = |file: &Path| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_'));
    files.retain(|file| ends(file, ending) && !extended(file));
    files.sort();
    assert!(files.len() >= least, "{} files in {folder}", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let message = match read(&file) {
            Ok(_) => "accepted\n".to_owned(),
            // Paths are written with the separators of the platform; other backslashes belong to what was found.
            Err(problems) => {
                let text = Diagnostics(problems).to_string().replace(&folder.replace('/', "\\"), folder);
                text.replace(&format!("{folder}\\"), &format!("{folder}/"))
            }
        };
        let beside = file.with_extension("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&beside, &message).expect("a folder that can be written");
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default().replace("\r\n", "\n");
        if message != expected || message.starts_with("accepted") {
            wrong.push(format!("{}:\n{message}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "these messages differ (UPDATE=1 rewrites them):\n\n{}", wrong.join("\n"));
}
