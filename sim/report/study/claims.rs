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
use crate::study::methods::claims::Findings;
use crate::study::methods::claims::asked::Claims;
use crate::study::methods::claims::judge::Judged;
use crate::study::subject::Subject;
use crate::words::Language;

/// Claims and what became of them, with all that figure and page need.
pub(super) struct Claimed<'a> {
    pub sheet: &'a Sheet<'a>,
    pub found: &'a Findings,
}

impl<'a> Claimed<'a> {
    fn study(&self) -> &'a Subject {
        self.sheet.study
    }

    fn asked(&self) -> &'a Claims {
        &self.found.asked
    }

    fn judged(&self) -> &'a [Judged] {
        &self.found.judged
    }

    /// Whether the plausible worlds decide, and not all.
    fn by_plausible(&self) -> bool {
        self.found.scores.as_ref().is_some_and(|scores| scores.enough)
    }
}

/// `a / b / c of n` worlds.
fn of_worlds([one, two, three, all]: [u32; 4], language: Language) -> String {
    match language {
        Language::English => format!("{one} / {two} / {three} of {all}"),
        Language::Chinese => format!("{one}/{two}/{three}（共{all}个）"),
    }
}
