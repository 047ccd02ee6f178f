//! What somebody likes: a fixed taste for each channel.
//!
//! Tastes are normal, keyed by the place and by who lives there: whoever has moved in has tastes of their own. The greatest of
//! the six, in its upper eight bits, is kept with the resident: no choice can be taken further than that.

use super::{Tables, World};
use crate::random::{Purpose, halves, keys};
use crate::society::residents::Traits;

impl World {
    /// Tastes of the resident at a place of a community with that key of tastes, as 16-bit uniforms in the order of lanes.
    #[must_use]
    pub fn tastes(&self, key: u64, place: u32, traits: Traits) -> [u16; 6] {
        // Fixed traits tell apart who has lived here.
        let life = if self.mechanisms.mobility { traits.fixed() } else { keys::ONLY };
        let [tastes @ .., _, _] = halves(self.stream.block(Purpose::Taste, key + u64::from(place), life, keys::ONLY));
        tastes
    }

    /// The upper half of the greatest taste.
    #[must_use]
    pub fn zeal(&self, key: u64, place: u32, traits: Traits) -> u8 {
        self.tastes(key, place, traits).into_iter().fold(0, |most, taste| most.max((taste >> u8::BITS) as u8))
    }

    /// Utility of a taste.
    #[inline]
    #[must_use]
    pub fn taste(&self, uniform: u16) -> f32 {
        utility(self.behaviour.taste_sd, self.tables, uniform)
    }
}

/// Utility of a taste with that spread.
#[inline]
fn utility(taste_sd: f64, tables: &Tables, uniform: u16) -> f32 {
    taste_sd as f32 * tables.normal[usize::from(uniform)]
}

/// Utility that no taste of somebody is above, by their zeal.
#[must_use]
pub fn strongest(taste_sd: f64, tables: &Tables) -> [f32; 1 << u8::BITS] {
    core::array::from_fn(|zeal| utility(taste_sd, tables, u16::from_be_bytes([zeal as u8, u8::MAX])))
}
