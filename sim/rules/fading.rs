//! Without news an expectation fades toward what is heard in the community, where no news is not good news.
//!
//! A community keeps, for each channel (the community body by group of matters, the hotline by what a community could settle
//! and what not), a fading sum S of the signals that its residents credited to it and their number n over about a year. What
//! is heard is S / (n + n₀): where nobody has lived through anything it is nothing. Once a month q ← q + f (heard − q). This
//! never mends trust by disuse: a body that settles nothing is expected to settle nothing in the end. Petitions are too rare
//! to be heard of and do not fade.

use crate::society::Subdistrict;
use crate::society::governance::{HEARD, Heard, VIEW_DECIDES, VIEW_GOVERNMENT, VIEW_PERSONAL, VIEW_SHARED};
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
        let (mut targets, mut rates) = ([0.0; 8], [0.0; 8]);
        for (channel, of) in [
            (Channel::Neighbours, Heard::Neighbours),
            (Channel::Community, Heard::Place),
            (Channel::Organisation, Heard::Organisation),
            (Channel::Grid, Heard::Grid),
            (Channel::Hotline, Heard::Hotline),
        ] {
            (targets[channel.lane()], rates[channel.lane()]) = (heard[of as usize], n.fading_per_month);
        }
        let pull = Pull::new(&targets, &rates);
        s.residents.state[people.clone()].iter_mut().for_each(|state| pull.on(state));
        if w.mechanisms.matters {
            let (mut targets, mut rates) = ([0.0; VIEW_DECIDES + 1], [0.0; VIEW_DECIDES + 1]);
            for (lane, of) in
                [(VIEW_SHARED, Heard::Shared), (VIEW_PERSONAL, Heard::Personal), (VIEW_GOVERNMENT, Heard::Government)]
            {
                (targets[lane], rates[lane]) = (heard[of as usize], n.fading_per_month);
            }
            Pull::of_views(targets, rates).on_views(&mut s.residents.views[people]);
        }
        affairs.heard.iter_mut().for_each(|record| record.fade(kept));
    }
}
