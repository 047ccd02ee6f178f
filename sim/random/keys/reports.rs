//! Keys of draws about who turns to whom: the choice, the call, the intake.

#[cfg(doc)]
use super::Purpose;

/// [`Purpose::Choice`]: who is an incident; which goes by the rank of a resident among those who have noticed it.
pub mod choice {
    use super::super::LAST_WITNESS;

    /// Blocks of eight upper halves come first.
    const EIGHTS: u32 = LAST_WITNESS as u32 / 8 + 1;
    /// Which: all of them.
    pub const ALL: core::ops::RangeInclusive<u32> = 0..=EIGHTS + LAST_WITNESS as u32;

    /// Which: upper halves of the moods of eight people.
    #[must_use]
    pub fn eight(number: u32) -> u32 {
        number
    }

    /// Which: the rest of somebody's mood.
    #[must_use]
    pub fn own(rank: u32) -> u32 {
        EIGHTS + rank
    }

    /// Decisions of one attempt: four ages, and the one after an escalation.
    const ROUNDS: u32 = 5;

    /// When: the attempt, and the age at which witnesses decide (its place in the list), or none after an escalation.
    #[must_use]
    pub fn round(attempt: u8, age: Option<usize>) -> u32 {
        u32::from(attempt) * ROUNDS + age.map_or(ROUNDS - 1, |age| age as u32)
    }
}

/// [`Purpose::Intake`]: who is an incident, when its attempt; which belongs to a witness.
pub mod intake {
    /// Draws set aside for each witness.
    const EACH: u32 = 4;
    /// Whether a report on a matter with an open case is linked to it.
    pub const LINKED: u32 = 0;
    /// The hour at which a case is filed.
    pub const HOUR: u32 = 1;
    /// Whether a case is entered into the joined systems.
    pub const JOINED: u32 = 2;

    /// Which: that draw of the witness.
    #[must_use]
    pub fn of(witness: u8, draw: u32) -> u32 {
        u32::from(witness) * EACH + draw
    }
}

/// [`Purpose::Calling`]: who is an incident, when a day; which belongs to a witness.
pub mod calling {
    use super::super::LAST_WITNESS;

    const AGAIN: u32 = 64;
    /// Which: both draws of all witnesses.
    pub const ALL: [core::ops::RangeInclusive<u32>; 2] = [0..=LAST_WITNESS as u32, AGAIN..=AGAIN + LAST_WITNESS as u32];

    /// Which: whether that witness gets through.
    #[must_use]
    pub fn through(witness: u8) -> u32 {
        u32::from(witness)
    }

    /// Which: whether that witness calls again.
    #[must_use]
    pub fn again(witness: u8) -> u32 {
        AGAIN + u32::from(witness)
    }
}
