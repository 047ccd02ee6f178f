//! Claims: their figure, and `claims.md` with every number and what it means.

pub(super) mod figure;
mod head;
mod lists;
pub(super) mod page;

use super::Sheet;
use crate::study::methods::claims::asked::Claims;
use crate::study::methods::claims::judge::Judged;

/// Claims and what became of them, with all that figure and page need.
pub(super) struct Claimed<'a> {
    pub sheet: &'a Sheet<'a>,
    pub asked: &'a Claims,
    pub judged: &'a [Judged],
}
