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
    if let Some(text) = decoded(&bytes) {
        return Ok(SourceFile::new(name, &text));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile::new(name, &text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            Err(not_utf8(name, error.as_bytes()[..good].split(|&byte| byte == b'\n').count()).into())
        }
    }
}

/// The text of bytes in UTF-16, which begin with its mark, or in GBK, which older programs and spreadsheets write; `None` for
/// UTF-8 and whatever else.
pub(crate) fn decoded(bytes: &[u8]) -> Option<String> {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        if bytes.len().is_multiple_of(2) { String::from_utf16(&units).ok() } else { None }
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        _ if std::str::from_utf8(bytes).is_ok() => None,
        _ => in_gbk(bytes),
    }
}

/// Chinese text in GBK: nearly all that is not ASCII are characters of everyday use. Other one-byte codes, such as Latin-1,
/// would come out as rare characters.
#[cfg(not(target_arch = "wasm32"))]
fn in_gbk(bytes: &[u8]) -> Option<String> {
    let (text, wrong) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    if wrong {
        return None;
    }
    let (mut everyday, mut all, mut at) = (0_usize, 0_usize, 0);
    while at < bytes.len() {
        if bytes[at] < 0x80 {
            at += 1;
            continue;
        }
        all += 1;
        let second = bytes.get(at + 1).copied().unwrap_or(0);
        everyday += usize::from((0xa1..=0xf7).contains(&bytes[at]) && second >= 0xa1);
        at += if second.is_ascii_digit() { 4 } else { 2 };
    }
    (all > 0 && 10 * everyday >= 9 * all).then(|| text.into_owned())
}

/// A page reads what a browser has decoded already.
#[cfg(target_arch = "wasm32")]
fn in_gbk(_: &[u8]) -> Option<String> {
    None
}

/// What is wrong with a file that begins with these bytes, if it is not text at all or damaged text in UTF-16.
pub(crate) fn foreign(name: &str, bytes: &[u8]) -> Option<Diagnostic> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => Some(not_text(
            name,
            "this is a spreadsheet or zip file, not text",
            "save it as 'CSV UTF-8' in the spreadsheet",
        )),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] if decoded(bytes).is_none() => Some(not_text(
            name,
            "the file begins as text in UTF-16, but is not whole",
            "save it as 'CSV UTF-8' or UTF-8 in the program it comes from",
        )),
        _ => None,
    }
}

/// A file whose text is not UTF-8 from `line` on.
pub(crate) fn not_utf8(name: &str, line: usize) -> Diagnostic {
    not_text(
        name,
        &format!("the file is not text in UTF-8 (first on line {line}), nor Chinese text in GBK or UTF-16"),
        "choose UTF-8, or 'CSV UTF-8' in a spreadsheet, when saving it in the program it comes from",
    )
}

fn not_text(name: &str, found: &str, help: &str) -> Diagnostic {
    Diagnostic::of_file(name, found).code(Code::Encoding).expected("text in UTF-8").help(help)
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
