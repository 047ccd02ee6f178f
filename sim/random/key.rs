//! Whose a draw is: the keys of communities and subdistricts.
//!
//! A generated city counts its communities and subdistricts, and the number is the key. In a roster the key is made from
//! who it is, the id of a community and the name of a subdistrict, and not from where in the file it stands: rows may be
//! sorted, added and removed, and all others keep their draws.

/// The number `low` of something within the place `high`: a resident or post of a community, an organisation of a
/// subdistrict, an identity from two words.
#[must_use]
pub fn within(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// What keys the draws of a community or a subdistrict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Its number in a generated city.
    Number(u32),
    /// A hash of who it is in a roster.
    Name(u64),
}

/// Set in the key of a community for its meetings, never in that of a community itself.
const MEETINGS: u64 = 1 << 40;
/// Set in the keys of bridges between communities, never in those of communities.
const BRIDGES: u64 = 1 << 63;
/// Bits that the place of a resident, a post or a conversation within a community takes.
const PLACES_OF_COMMUNITY: u64 = (1 << 16) - 1;
/// Bits that the number of a bridge or an organisation within a subdistrict takes.
const PLACES_OF_SUBDISTRICT: u64 = (1 << 24) - 1;

impl Key {
    /// The key of the community of that id in a roster.
    #[must_use]
    pub fn community(id: &str) -> Self {
        Self::Name(hash("community", id) & !(PLACES_OF_COMMUNITY | MEETINGS | BRIDGES))
    }

    /// The key of the subdistrict of that name in a roster.
    #[must_use]
    pub fn subdistrict(name: &str) -> Self {
        Self::Name(hash("subdistrict", name) & !(PLACES_OF_SUBDISTRICT | BRIDGES))
    }

    /// What keys the draws of the whole.
    #[inline]
    #[must_use]
    pub fn whole(self) -> u64 {
        match self {
            Self::Number(number) => u64::from(number),
            Self::Name(hash) => hash,
        }
    }

    /// What keys the draws of what stands at a place within it: a resident, a post, an organisation, eight conversations.
    #[inline]
    #[must_use]
    pub fn member(self, place: u32) -> u64 {
        match self {
            Self::Number(number) => within(number, place),
            Self::Name(hash) => hash | u64::from(place),
        }
    }

    /// What keys a community's meetings.
    #[must_use]
    pub fn meetings(self) -> u64 {
        self.whole() | MEETINGS
    }

    /// What keys the conversations over a bridge of a subdistrict.
    #[inline]
    #[must_use]
    pub fn bridge(self, number: u32) -> u64 {
        self.member(number) | BRIDGES
    }
}

/// The first eight bytes, lowest first, of BLAKE3 of what it is, a blank and who it is, in UTF-8.
fn hash(what: &str, who: &str) -> u64 {
    let hash = blake3::hash(format!("{what} {who}").as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A change that moves these moves the draws of every roster.
    #[test]
    fn keys_are_pinned() {
        assert_eq!([Key::Number(7).whole(), Key::Number(7).member(3)], [7, 7 << 32 | 3]);
        assert_eq!([Key::Number(7).meetings(), Key::Number(7).bridge(3)], [7 + (1 << 40), (1 << 63) + (7 << 32) + 3]);
        assert_eq!(format!("{:016x}", Key::community("C001").whole()), "1c79f22065820000");
        assert_eq!(format!("{:016x}", Key::subdistrict("North").whole()), "3e80bf08b2000000");
    }
}
