//! Claims: their figure, and `claims.md` and `claims.zh.md` with every number and what it means.

mod commentary;
mod depends;
pub(super) mod figure;
mod head;
mod lists;
pub(super) mod page;
mod parts;
mod plausible;

use super::Sheet;
use crate::study::methods::claims::asked::Claims;
use crate::study::methods::claims::judge::Judged;
use crate::study::methods::claims::plausible::Scores;
use crate::study::subject::Subject;
use crate::words::Language;

/// The names of the pages in English and Chinese in the folder of a study.
pub const FILES: [&str; 2] = ["claims.md", "claims.zh.md"];

/// Claims and what became of them, with all that figure and page need.
pub(super) struct Claimed<'a> {
    pub sheet: &'a Sheet<'a>,
    pub asked: &'a Claims,
    pub judged: &'a [Judged],
    /// How the worlds stand to what is published, if that was asked.
    pub scores: Option<&'a Scores>,
}

impl<'a> Claimed<'a> {
    fn study(&self) -> &'a Subject {
        self.sheet.study
    }

    /// Whether the plausible worlds decide, and not all.
    fn by_plausible(&self) -> bool {
        self.scores.is_some_and(|scores| scores.enough)
    }
}

/// `a / b / c of n` worlds.
fn of_worlds([one, two, three, all]: [u32; 4], language: Language) -> String {
    match language {
        Language::English => format!("{one} / {two} / {three} of {all}"),
        Language::Chinese => format!("{one}/{two}/{three}（共{all}个）"),
    }
}
