//! A public list says who decides: residents hear of it.
//!
//! Once a month the belief j that the community body decides a matter itself moves toward what the list of powers and duties
//! (权责清单) says, which is the share that is not taken over here, by `list_reach_per_month` × completeness of the list. A list
//! is taken to be true: it says what is done. People compare it with what they see: experience moves j as well, and usually
//! faster.

use crate::society::Subdistrict;
use crate::society::governance::VIEW_DECIDES;
use crate::society::residents::Pull;
use crate::world::World;

/// Lets residents hear what is announced.
pub fn lists_are_read(s: &mut Subdistrict, w: &World) {
    if !w.mechanisms.who_decides {
        return;
    }
    for community in &s.communities {
        let power = &community.levers.power;
        let (floor, cap) = (power.intervention_floor_share, power.intervention_cap_share);
        let own = 1.0 - s.office.takeover.clamp(floor.min(cap), cap);
        let listed = if w.mechanisms.refusals { power.list_completeness_share } else { 0.0 };
        let rate = w.self_governance.list_reach_per_month * listed;
        let people = community.residents.0 as usize..community.residents.1 as usize;
        Pull::views_toward([(VIEW_DECIDES, own)], rate).on_views(&mut s.residents.views[people]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{fixed, share};

    /// A rate below one fixed-point step would stall; at the default rate it does not.
    #[test]
    fn the_pull_of_a_list_is_not_lost_in_rounding() {
        let mut views = [[0, 0, 0, fixed(0.5)]];
        let pull = Pull::of_views([0.0, 0.0, 0.0, 0.9], [0.0, 0.0, 0.0, 0.1 * 0.4]);
        (0..120).for_each(|_| pull.on_views(&mut views));
        assert!((share(views[0][3]) - 0.9).abs() < 0.02, "{}", share(views[0][3]));
    }
}
