//! From the bytes of a file to its text, with a remedy where that fails.

use std::io;
use std::rc::Rc;

use super::place::SourceFile;
use crate::diagnostics::{Code, Diagnostic};

/// Largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 10_000_000;

/// Lines of such a file: a roster has one for each community, and no city has a hundred thousand.
const MOST_LINES: usize = 250_000;

/// The file called `name`, from what reading it gave.
pub(crate) fn source_file(name: &str, bytes: io::Result<Vec<u8>>) -> Result<Rc<SourceFile>, Box<Diagnostic>> {
    let bytes = bytes.map_err(|error| unreadable(name, &error))?;
    if bytes.len() > LARGEST_FILE {
        let found = "the file is larger than 10 MB";
        return Err(Diagnostic::of_file(name, found)
            .code(Code::Unreadable)
            .expected("at most 10 MB")
            .help("is this the file you meant?")
            .into());
    }
    if let Some(problem) = foreign(name, &bytes) {
        return Err(problem.into());
    }
    // Lines cost more than their bytes.
    if bytes.split(|byte| *byte == b'\n').nth(MOST_LINES + 1).is_some() {
        let found = format!("the file has more than {MOST_LINES} lines");
        return Err(Diagnostic::of_file(name, found)
            .code(Code::Unreadable)
            .expected(format!("at most {MOST_LINES} lines"))
            .help("is this the file you meant? take out lines that are empty")
            .into());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile::new(name, &text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            Err(not_utf8(name, error.as_bytes()[..good].split(|&byte| byte == b'\n').count()).into())
        }
    }
}

/// What is wrong with a file that begins with these bytes, if it is not text at all or text in UTF-16.
pub(crate) fn foreign(name: &str, bytes: &[u8]) -> Option<Diagnostic> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => Some(not_text(
            name,
            "this is a spreadsheet or zip file, not text",
            "save it as 'CSV UTF-8' in the spreadsheet",
        )),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some(not_text(
            name,
            "the file is text in UTF-16, not UTF-8",
            "iconv -f UTF-16 -t UTF-8 FILE > NEW, or save it as 'CSV UTF-8' or UTF-8 in the program it comes from",
        )),
        _ => None,
    }
}

/// A file whose text is not UTF-8 from `line` on.
pub(crate) fn not_utf8(name: &str, line: usize) -> Diagnostic {
    not_text(
        name,
        &format!("the file is not text in UTF-8 (first on line {line}); Chinese text of older programs is GBK"),
        "iconv -f GBK -t UTF-8 FILE > NEW, or choose 'CSV UTF-8' when saving in a spreadsheet",
    )
}

fn not_text(name: &str, found: &str, help: &str) -> Diagnostic {
    Diagnostic::of_file(name, found).code(Code::Encoding).expected("text in UTF-8").help(help.replace("FILE", name))
}

pub(crate) fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "check the spelling and the folder; paths in a file are relative to that file",
        io::ErrorKind::PermissionDenied => "you may not read this file: ask its owner or copy it",
        io::ErrorKind::IsADirectory => "name a file in it",
        _ => "",
    };
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        _ => error.to_string(),
    };
    Diagnostic::of_file(name, format!("failed to read the file: {why}"))
        .code(Code::Unreadable)
        .expected("a readable file")
        .help(help)
}
