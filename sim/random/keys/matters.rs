//! Keys of the draws of arrivals, of paths, of projects and of core business.

/// `Purpose::ArrivalCount`: who is a community, when a day; which is a chunk of the count, or this.
pub mod arrival {
    /// Which: the community's own rate of the day; chunks stay below.
    pub const CLUSTER: u32 = 1 << 23;
}

/// `Purpose::Path`: who is an incident.
pub mod path {
    const WAIT: u32 = 1;
    const SPOT: u32 = WAIT + 256;

    /// When: whether it takes the path of its kind.
    pub const TAKEN: u32 = 0;

    /// When: how long the path lets an attempt wait.
    #[must_use]
    pub fn wait(attempt: u8) -> u32 {
        WAIT + u32::from(attempt)
    }

    /// When: how long it takes to settle an attempt on the spot.
    #[must_use]
    pub fn spot(attempt: u8) -> u32 {
        SPOT + u32::from(attempt)
    }
}

/// `Purpose::Project`: who is a subdistrict, when a day.
pub mod project {
    const LAST: u32 = 0xff_ffff;

    /// Which: the project of that number on the day.
    #[must_use]
    pub fn turn(number: u32) -> u32 {
        number & LAST
    }
}

/// `Purpose::CoreBusiness`: who is a community, when a day.
pub mod core_business {
    /// Pieces that a community may have on a day.
    pub const SLOTS: u32 = 1 << 22;
    /// Which: the first of the draws of how many candidates there are.
    pub const COUNT: u32 = SLOTS << 1;

    /// Which: the candidate of that slot.
    #[must_use]
    pub fn piece(slot: u32) -> u32 {
        slot & (SLOTS - 1)
    }

    /// Which: what comes of the piece of that slot if it is given up.
    #[must_use]
    pub fn given_up(slot: u32) -> u32 {
        SLOTS | piece(slot)
    }
}
