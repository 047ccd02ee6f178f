//! [`Purpose::Place`](crate::random::Purpose::Place): who is a community; these draws are of the city's own stream.

/// When: the community itself.
pub const COMMUNITY: u32 = 0;
/// When: its buildings, which is the number.
pub const BUILDINGS: u32 = 1;
/// When: its place among the communities of a city that is drawn: of its kind, of its size, of those with a company.
pub const PLAN: u32 = 80;
/// When, for a city that is drawn: where the even steps begin at which kinds, sizes and companies are read off.
pub const STEPS: u32 = 81;
/// Who for [`STEPS`]: the city, which counts nothing.
pub const CITY: u64 = 0;
/// Which: steps of kinds and of sizes.
pub const SIZES: u32 = 0;
/// Which: steps of companies within an archetype, the archetype's number on top.
pub const COMPANIES: u32 = 1;
/// Which: whether a property company serves it.
pub const PROPERTY: u32 = 0;
/// Which: its first capability.
pub const CAPABILITY: u32 = 1;
/// Which: what founding an owners' committee takes there.
pub const FOUNDING: u32 = 2;
const CAUSES: u32 = 2;

/// When: lasting causes of four kinds of incident, among them that one, at a building, which is the number.
#[must_use]
pub fn causes(kind: u32) -> u32 {
    CAUSES + kind / 4
}
