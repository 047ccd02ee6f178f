//! The noise of a choice, the loudest first: whether somebody can act at all is known before the rest is drawn.
//!
//! Doing nothing and each of six channels have a Gumbel noise G. What decides nearly always is one number, by how much
//! nothing is louder than the loudest channel, D = G(nothing) − max G(channel). The greatest of six Gumbels is one, ln 6
//! higher, and a difference of two is logistic. So D is one draw; its upper half is drawn for eight people in a block, and
//! only whoever may act needs the rest, in a block of their own: the lower half of D; which channel is the loudest, evenly;
//! how loud it is, and by how much each of the others falls short of it. With E = e^(−G), which are exponentials, the sum S =
//! E(nothing) + 6 min E(channel) is that of two exponentials whatever their ratio e^D, so that min E = S / (6 + e^(−D)); and
//! given the least, each other E is more by an exponential. (Max-stability: Gumbel 1958; drawing from the top: Maddison,
//! Tarlow & Minka 2014.)

use super::World;
use crate::assumptions::DecisionRule;
use crate::random::{EIGHT, Purpose, halves, keys, unit, unit_half};
use crate::society::residents::Channel;

/// Channels, and the logarithm of their number.
const CHANNELS: f64 = Channel::ALL.len() as f64;
const LN_CHANNELS: f64 = 1.791_759_469_228_055;

/// Bits of an upper half by which [`edges`] are found.
const EDGE_BITS: u32 = 10;

/// D for a uniform.
fn quiet(u: f64) -> f64 {
    libm::log(u / (1.0 - u)) - LN_CHANNELS
}

/// The least D that each of 1,024 equal parts of the uniforms can give.
pub type Edges = [f32; 1 << EDGE_BITS];

/// The edges of D.
#[must_use]
pub fn edges() -> Edges {
    let parts = (1 << EDGE_BITS) as f64;
    core::array::from_fn(|part| quiet(part as f64 / parts) as f32)
}

/// The least that D can be, for an upper half.
#[inline]
#[must_use]
pub fn least_idle(edges: &Edges, coarse: u16) -> f32 {
    edges[usize::from(coarse >> (u16::BITS - EDGE_BITS))]
}

/// The upper halves of D for everyone who has noticed an incident, by rank: the first of them is 0.
pub type Coarse = [u16; 64];

/// The mood of one person in one decision. Noise is told as what is short of the loudest channel's.
#[derive(Clone, Copy, Debug)]
pub struct Mood {
    /// How much louder nothing is than the loudest channel: D.
    pub idle: f32,
    /// Lane of the loudest channel; none where there is no noise.
    loudest: Option<usize>,
    /// The two parts of S, and the exponentials of the other five channels, as 16-bit uniforms.
    sum: [u16; 2],
    others: [u16; 5],
    /// The least E of a channel, once somebody has asked for it.
    least: Option<f64>,
}

impl Mood {
    /// Nobody hears anything: the variant without noise.
    pub const SILENT: Self = Self { idle: 0.0, loudest: None, sum: [0; 2], others: [0; 5], least: None };

    /// The mood for an upper half and a person's own block.
    #[must_use]
    pub fn new(coarse: u16, own: [u32; 4]) -> Self {
        let [fine, sum, loudest, others @ ..] = halves(own);
        let u = unit(u32::from(coarse) << u16::BITS | u32::from(fine));
        // What is behind the point of six times a uniform is one, too.
        let loudest = u32::from(loudest) * Channel::ALL.len() as u32;
        let (lane, rest) = (loudest >> u16::BITS, loudest as u16);
        Self { idle: quiet(u) as f32, loudest: Some(lane as usize), sum: [sum, rest], others, least: None }
    }

    /// Noise of a channel, at most 0.
    #[must_use]
    pub fn noise(&mut self, lane: usize) -> f32 {
        let Some(loudest) = self.loudest.filter(|&loudest| loudest != lane) else { return 0.0 };
        let exponential = |half: u16| -libm::log(unit_half(half));
        let least = *self.least.get_or_insert_with(|| {
            let [one, other] = self.sum.map(exponential);
            (one + other) / (CHANNELS + libm::exp(-f64::from(self.idle)))
        });
        let more = exponential(self.others[lane - usize::from(lane > loudest)]);
        -libm::log1p(more / least) as f32
    }
}

impl World {
    /// The upper halves for a round of decisions on an incident, of the first `people` who noticed it.
    #[inline]
    #[must_use]
    pub fn coarse_moods(&self, incident: u64, round: u32, people: u32) -> Coarse {
        let among = u64::MAX.checked_shr(u64::BITS - people).unwrap_or(0);
        let mut coarse = [0; 64];
        let (eights, _) = coarse.as_chunks_mut::<EIGHT>();
        self.stream.eights(Purpose::Choice, incident, round, among, keys::choice::eight, |eight, draws| {
            eights[eight] = draws;
        });
        coarse
    }

    /// The edges of D, which is 0 for everybody where there is no noise.
    #[must_use]
    pub fn edges(&self) -> &'static Edges {
        const SILENCE: &Edges = &[Mood::SILENT.idle; 1 << EDGE_BITS];
        if self.mechanisms.decision_rule == DecisionRule::RandomUtility { &self.tables.quiet } else { SILENCE }
    }

    /// The mood of the person of that rank.
    #[must_use]
    pub fn mood(&self, incident: u64, round: u32, rank: u32, coarse: u16) -> Mood {
        Mood::new(coarse, self.stream.block(Purpose::Choice, incident, round, keys::choice::own(rank)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Stream, gumbel};
    use crate::settings::Settings;

    const DRAWS: u32 = 400_000;

    /// Noises of nothing and of six channels, all told as what is short of the loudest channel's.
    fn from_the_top(w: &World, draw: u32) -> (f64, [f64; 6]) {
        let block = |which| w.stream.block(Purpose::Choice, 1, draw, which);
        let mut mood = Mood::new(block(0)[0] as u16, block(1));
        (f64::from(mood.idle), core::array::from_fn(|lane| f64::from(mood.noise(lane))))
    }

    fn one_by_one(stream: Stream, draw: u32) -> (f64, [f64; 6]) {
        let [a, b] = [2, 3].map(|which| stream.block(Purpose::Choice, 1, draw, which).map(|word| gumbel(unit(word))));
        let channels = [a[0], a[1], a[2], a[3], b[0], b[1]];
        let loudest = channels.iter().fold(f64::MIN, |a, &b| a.max(b));
        (b[2] - loudest, channels.map(|noise| noise - loudest))
    }

    /// Drawn from the top or one by one, noises have the same mean, spread and dependence: of nothing, of one channel, and
    /// of one where another is or is not close behind.
    #[test]
    fn noise_from_the_top_is_that_of_independent_gumbels() {
        let w = World::new(&Settings::default(), 5, 0);
        let features = |(idle, noise): (f64, [f64; 6])| {
            let second = noise.iter().filter(|&&noise| noise < 0.0).fold(f64::MIN, |a, &b| a.max(b));
            let rare = |it: bool| f64::from(u8::from(it));
            [
                idle,
                idle * idle,
                noise[2],
                noise[2] * noise[2],
                second,
                second * second,
                idle * second,
                noise[1] * noise[4],
                rare(idle < -5.0),
                rare(idle > 3.0),
                rare(second < -3.0),
                rare(noise[5] == 0.0 && idle < 0.0),
                rare(idle > 2.0 && second > -0.2),
            ]
        };
        let moments = |draw: &dyn Fn(u32) -> (f64, [f64; 6])| {
            let (mut sums, mut squares) = ([0.0; 13], [0.0; 13]);
            for at in 0..DRAWS {
                for (feature, value) in features(draw(at)).into_iter().enumerate() {
                    sums[feature] += value;
                    squares[feature] += value * value;
                }
            }
            let n = f64::from(DRAWS);
            let means = sums.map(|sum| sum / n);
            (means, core::array::from_fn::<f64, 13, _>(|at| (squares[at] / n - means[at] * means[at]) / n))
        };
        let (top, top_variance) = moments(&|draw| from_the_top(&w, draw));
        let (single, variance) = moments(&|draw| one_by_one(w.stream, draw));
        for at in 0..top.len() {
            let z = (top[at] - single[at]) / (top_variance[at] + variance[at]).sqrt();
            assert!(z.abs() < 4.0, "feature {at}: {} against {}, z = {z:.1}", top[at], single[at]);
        }
    }

    /// No mood is below what its upper half lets expect.
    #[test]
    fn edges_are_below_every_mood() {
        let w = World::new(&Settings::default(), 5, 0);
        for coarse in 0..=u16::MAX {
            for fine in [0, u32::from(u16::MAX)] {
                let idle = Mood::new(coarse, [fine, 0, 0, 0]).idle;
                let least = least_idle(w.edges(), coarse);
                assert!(
                    least <= idle + 1e-5 && (idle - least < 0.7 || !(128..=u16::MAX - 128).contains(&coarse)),
                    "{coarse}: {least} for {idle}"
                );
            }
        }
    }
}
