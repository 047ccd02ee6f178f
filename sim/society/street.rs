//! The street office at work: its staff's day, its purse, what it has ordered of committees, who is seconded to which
//! community, and who waits on the hotline. Without the mechanisms all of it is nothing.

use super::Report;
use crate::units::Day;
use crate::units::places::{CommunityIndex, Indexed};

/// What the street office has and does.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Street {
    /// Minutes of its staff today for matters and meetings; what sending tasks down takes is off.
    pub staff_minutes: f64,
    /// Minutes of its staff today that no meeting takes.
    pub free_minutes: f64,
    /// Minutes that the purse may hire today.
    pub hired_minutes: f64,
    /// Minutes of work lying with it: this morning's, and what has come in since.
    pub waiting_minutes: f64,
    /// Minutes of convening that wait.
    pub convening_minutes: f64,
    /// Its budget.
    pub purse: Purse,
    /// Work that a seconded officer does in a minute today, relative to normal work.
    pub seconded_speed: f64,
    /// By community; empty without the mechanisms.
    pub places: Indexed<CommunityIndex, Place>,
    /// Who calls the hotline again tomorrow, and since when.
    pub callers: Vec<(Report, Day)>,
    /// Calls that the hotline can still answer, fractions carried over.
    pub lines: f64,
}

/// What the street office orders of a community, and what departments lend to it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Place {
    /// Minutes of the committee that the office's orders take today.
    pub ordered_minutes: f64,
    /// Minutes of seconded officers today.
    pub seconded_minutes: f64,
    /// Minutes of work lying with them: this morning's, and what has come in since.
    pub seconded_waiting: f64,
    /// Minutes of sent-down tasks that they take off the committee today.
    pub relief_minutes: f64,
}

/// Money in fen since the books were opened: what came in is what was paid, what lapsed and what is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Purse {
    /// What was in it when the books were opened.
    pub carried: i64,
    /// Granted.
    pub granted: i64,
    /// Paid.
    pub paid: i64,
    /// Lapsed.
    pub lapsed: i64,
    /// What is in it.
    pub left: i64,
}

impl Purse {
    /// Takes in a day's grant; what is then above `most` lapses.
    pub fn grant(&mut self, fen: i64, most: i64) {
        self.granted += fen;
        self.left += fen;
        let lapsed = (self.left - most).max(0);
        self.lapsed += lapsed;
        self.left -= lapsed;
    }

    /// Pays so much, but no more than there is; returns what was paid.
    pub fn pay(&mut self, fen: i64) -> i64 {
        let paid = fen.min(self.left);
        self.paid += paid;
        self.left -= paid;
        paid
    }

    /// Starts the books anew with what is in it.
    pub fn open_books(&mut self) {
        *self = Self { carried: self.left, left: self.left, ..Self::default() };
    }

    /// Both sides of its book.
    #[must_use]
    pub fn sides(&self) -> (i64, i64) {
        (self.carried + self.granted, self.paid + self.lapsed + self.left)
    }
}

impl Place {
    /// Minutes of seconded officers for matters today: what relief of the committee leaves.
    #[must_use]
    pub fn matter_minutes(&self) -> f64 {
        self.seconded_minutes - self.relief_minutes
    }
}

impl Street {
    /// What is ordered of a community and lent to it; nothing without the mechanisms.
    #[must_use]
    pub fn place(&self, community: CommunityIndex) -> Place {
        self.places.get(community).copied().unwrap_or_default()
    }

    /// Whether the office would have done what lies with it, and so much more, within so many days.
    #[must_use]
    pub fn has_room(&self, minutes: f64, days: f64) -> bool {
        let day = self.free_minutes + self.hired_minutes;
        day > 0.0 && self.waiting_minutes + minutes <= days * day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purse_pays_no_more_than_it_has_and_its_book_balances() {
        let mut purse = Purse::default();
        purse.grant(700, 1000);
        assert_eq!((purse.pay(200), purse.left), (200, 500));
        purse.grant(700, 1000);
        assert_eq!((purse.left, purse.lapsed), (1000, 200));
        assert_eq!((purse.pay(5000), purse.left), (1000, 0));
        assert_eq!(purse.sides(), (1400, 1400));
        purse.grant(30, 1000);
        purse.open_books();
        assert_eq!((purse.carried, purse.sides()), (30, (30, 30)));
    }

    #[test]
    fn an_office_without_hands_has_no_room() {
        let mut street = Street::default();
        assert!(!street.has_room(0.0, 5.0));
        street.free_minutes = 100.0;
        street.waiting_minutes = 400.0;
        assert!(street.has_room(100.0, 5.0) && !street.has_room(101.0, 5.0));
    }
}
