//! What a file that somebody names with `--out` is written as: what is asked for with `--format`, else what the name ends with.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::diagnostics::{Code, Diagnostic, printable};

/// What something can be written as.
pub trait Format: ValueEnum + Copy + PartialEq {
    /// The names that are understood, such as `a name that ends with .svg or .pdf`.
    const NAMES: &'static str;

    /// That nothing is written as a file whose name ends so.
    fn refused(ending: &str) -> String;

    /// What the name of such a file ends with, without the dot.
    fn ending(self) -> &'static str;

    /// Its name on the command line.
    fn word(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// What to write: what is asked for, else what the file's name ends with, else what is usual.
///
/// # Errors
/// When the name ends with something else than what is asked for, or with nothing that can be written.
pub fn chosen<F: Format>(out: Option<&Path>, asked: Option<F>, usual: F) -> Result<F, Box<Diagnostic>> {
    let ending = out.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    let named = F::value_variants().iter().copied().find(|format| ending.as_deref() == Some(format.ending()));
    match (asked, named, &ending) {
        (Some(asked), Some(named), _) if asked != named => {
            let found = format!("--format is {} and the name in --out ends with .{}", asked.word(), named.ending());
            Err(Box::new(Diagnostic::of_file("--out", found).code(Code::Conflict).help("leave out --format")))
        }
        (Some(format), ..) | (None, Some(format), _) => Ok(format),
        (None, None, Some(ending)) => {
            let problem = Diagnostic::of_file("--out", F::refused(&printable(ending))).code(Code::WrongValue);
            Err(Box::new(problem.expected(F::NAMES)))
        }
        (None, None, None) => Ok(usual),
    }
}

/// The name of the file: a name without an ending gets that of what is written.
pub fn with_ending<F: Format>(out: &Path, format: F) -> PathBuf {
    if out.extension().is_some() { out.to_path_buf() } else { out.with_extension(format.ending()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
    enum Drawing {
        Svg,
        Portable,
    }

    impl Format for Drawing {
        const NAMES: &'static str = "a name that ends with .svg or .pdf";

        fn refused(ending: &str) -> String {
            format!("a figure is not written as .{ending}")
        }

        fn ending(self) -> &'static str {
            match self {
                Self::Svg => "svg",
                Self::Portable => "pdf",
            }
        }
    }

    #[test]
    fn the_name_decides_what_is_written_unless_something_else_is_asked_for() {
        let of = |out: &str, asked| chosen(Some(Path::new(out)), asked, Drawing::Svg).map_err(|problem| problem.found);
        assert_eq!(of("a.PDF", None), Ok(Drawing::Portable));
        assert_eq!((of("a", Some(Drawing::Portable)), of("a", None)), (Ok(Drawing::Portable), Ok(Drawing::Svg)));
        assert_eq!(of("a.txt", Some(Drawing::Portable)), Ok(Drawing::Portable));
        assert!(of("a.jpg", None).unwrap_err().contains("a figure is not written as .jpg"));
        assert!(of("a.svg", Some(Drawing::Portable)).unwrap_err().contains("--format is portable"));
        let named = |out: &str| with_ending(Path::new(out), Drawing::Portable);
        assert_eq!([named("a"), named("a.txt")], ["a.pdf", "a.txt"].map(PathBuf::from));
    }
}
