//! Without news an expectation fades toward what is heard in the community, where no news is not good news.
//!
//! A community keeps, for each channel (the community body by group of matters, the hotline by what a community could settle
//! and what not), a fading sum S of the signals that its residents credited to it and their number n over about a year. What
//! is heard is S / (n + n₀): where nobody has lived through anything it is nothing. Once a month q ← q + f (heard − q). This
//! never mends trust by disuse: a body that settles nothing is expected to settle nothing in the end. Petitions are too rare
//! to be heard of and do not fade.

use crate::society::Subdistrict;
use crate::society::governance::{HEARD, Heard, VIEW_GOVERNMENT, VIEW_PERSONAL, VIEW_SHARED};
use crate::society::residents::{Channel, Pull};
use crate::world::World;

/// Lets expectations fade for a month.
pub fn expectations_fade(s: &mut Subdistrict, w: &World) {
    let n = &w.self_governance;
    if !w.mechanisms.fading || !w.mechanisms.learning {
        return;
    }
    let kept = libm::exp(-1.0 / n.local_memory_months);
    for (affairs, community) in s.governance.affairs.iter_mut().zip(&s.communities) {
        let people = community.residents.0 as usize..community.residents.1 as usize;
        let heard: [f64; HEARD] = core::array::from_fn(|at| affairs.heard[at].share(n.heard_least, 0.0));
        let channels = [
            (Channel::Neighbours, Heard::Neighbours),
            (Channel::Community, Heard::Place),
            (Channel::Organisation, Heard::Organisation),
            (Channel::Grid, Heard::Grid),
            (Channel::Hotline, Heard::Hotline),
        ];
        let of_channels = channels.map(|(channel, of)| (channel.lane(), heard[of as usize]));
        let pull = Pull::toward(of_channels, n.fading_per_month);
        s.residents.state[people.clone()].iter_mut().for_each(|state| pull.on(state));
        if w.mechanisms.matters {
            let groups =
                [(VIEW_SHARED, Heard::Shared), (VIEW_PERSONAL, Heard::Personal), (VIEW_GOVERNMENT, Heard::Government)];
            let of_groups = groups.map(|(view, of)| (view, heard[of as usize]));
            Pull::views_toward(of_groups, n.fading_per_month).on_views(&mut s.residents.views[people]);
        }
        affairs.heard.iter_mut().for_each(|record| record.fade(kept));
    }
}
