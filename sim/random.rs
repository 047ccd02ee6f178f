//! Keyed random streams: the same key gives the same bits on any thread, shard or platform.
//!
//! A draw is never "the next one"; it is *the* draw for a purpose, a place or agent, and a day or event. The generator is
//! Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, doi 10.1145/2063384.2063405), a counter-based generator: the key is the
//! seed and replicate, the counter is the rest. Nothing is stored, so nothing can be disturbed.
//!
//! Every sampler inverts a distribution function: one uniform in, one value out, and a larger uniform never gives a
//! smaller value. A lever that changes a rate therefore moves draws, it never reshuffles them. Transcendental functions
//! come from `libm`, whose bits do not depend on the platform.

use core::convert::Infallible;

use wide::{u16x8, u32x4};

mod key;
pub mod keys;

pub use key::Key;

/// What a draw is for; [`keys`] has who draws, when, and which. The number is part of the key: changing one changes every
/// result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// Subdistrict-wide daily frailty.
    Frailty = 1,
    /// How many candidate incidents a community has on a day.
    ArrivalCount = 2,
    /// Kind, place and mark of a candidate incident.
    Arrival = 3,
    /// An incident's identity.
    Identity = 4,
    /// Which neighbours witness an incident.
    Witness = 5,
    /// Integrated-hazard thresholds of an incident: found on patrol, ending by itself, escalating.
    Hazard = 6,
    /// Number and times of an incident's offspring.
    Offspring = 7,
    /// Gumbel noise of a choice.
    Choice = 8,
    /// A resident's fixed taste for each channel.
    Taste = 9,
    /// Intake: linking, time of day.
    Intake = 10,
    /// Dispatch: takeover, misrouting, refusal, joint handling.
    Dispatch = 11,
    /// Work a stage needs.
    Work = 12,
    /// Whether handling succeeds, is audited, is seen.
    Closure = 13,
    /// Mediation: uptake and agreement.
    Mediation = 14,
    /// Who meets whom along a tie.
    Meeting = 15,
    /// Residents' traits.
    Traits = 16,
    /// The tie graph.
    Ties = 17,
    /// Places: buildings, communities.
    Place = 18,
    /// A candidate for a post.
    Candidate = 19,
    /// How long a spell in a post lasts.
    Spell = 20,
    /// Potential organisations.
    Organisation = 21,
    /// Who a meeting or a lesson reaches.
    Outreach = 22,
    /// Statistics: resampling, weights.
    Statistics = 23,
    /// What a desk decides about a case (integrity, temptation).
    Desk = 24,
    /// Experiments: designs, resampling and searches of studies.
    Study = 25,
    /// Who takes part in settling a matter; who is practised on the first day.
    Practice = 26,
    /// Whom neighbours ask to join in.
    Asking = 27,
    /// Which households move, and who comes.
    Move = 28,
    /// Who has the time to take part, and who organises.
    Organiser = 29,
    /// Which project is next where projects go by turn.
    Project = 30,
    /// Which path a matter takes, and how long.
    Path = 31,
    /// Whether somebody puts a call off on a free day.
    Postponed = 32,
    /// The daily rate that the whole city shares.
    Citywide = 33,
    /// Whether a call to the hotline gets through, and whether the caller tries again.
    Calling = 34,
    /// Core business of committees: what comes up, for whom, and what comes of what is given up.
    CoreBusiness = 38,
    /// Whether an end by itself was the upkeep of a department.
    Upkeep = 40,
}

/// Small uniforms, of 16 bits, in a block.
pub const EIGHT: usize = 8;

/// The stream of one replicate: the key under which every draw of it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    key: [u32; 2],
}

impl Stream {
    /// The stream of replicate `replicate` under `seed`.
    #[must_use]
    pub fn new(seed: u64, replicate: u32) -> Self {
        let mixed = philox([seed as u32, (seed >> 32) as u32, replicate, 0x6772_6964], [0x6f76, 1]);
        Self { key: [mixed[0], mixed[1]] }
    }

    /// The generator's key.
    #[must_use]
    pub fn key(&self) -> [u32; 2] {
        self.key
    }

    /// Four independent 32-bit words for the key (`purpose`, `who`, `when`, `which`); `which` is below 2^24.
    #[inline]
    #[must_use]
    pub fn block(&self, purpose: Purpose, who: u64, when: u32, which: u32) -> [u32; 4] {
        debug_assert!(which < 1 << 24);
        philox([who as u32, (who >> 32) as u32, when, (purpose as u32) << 24 | which], self.key)
    }

    /// Four blocks at once: [`Self::block`] for each of four keys.
    #[inline]
    #[must_use]
    pub fn four(&self, purpose: Purpose, who: [u64; 4], when: u32, which: [u32; 4]) -> [[u32; 4]; 4] {
        debug_assert!(which.iter().all(|&which| which < 1 << 24));
        let counter = [
            who.map(|who| who as u32),
            who.map(|who| (who >> 32) as u32),
            [when; 4],
            which.map(|which| (purpose as u32) << 24 | which),
        ];
        u32x4::transpose(philox_four(counter.map(u32x4::new), self.key)).map(u32x4::to_array)
    }

    /// The small uniforms of four blocks in a row.
    #[inline]
    #[must_use]
    pub fn four_halves(&self, purpose: Purpose, who: [u64; 4], when: u32, which: [u32; 4]) -> [u16; 4 * EIGHT] {
        let mut all = [0; 4 * EIGHT];
        all.copy_from_slice(self.four(purpose, who, when, which).map(halves).as_flattened());
        all
    }

    /// Gives `take` small uniforms for the places of `among`, eight at a time with their number: eight 0 from the block
    /// `which(0)` and so on. Eights without a place may be left out: few need no more than one block.
    #[inline]
    pub fn eights(
        &self,
        purpose: Purpose,
        who: u64,
        when: u32,
        among: u64,
        which: impl Fn(u32) -> u32,
        mut take: impl FnMut(usize, [u16; EIGHT]),
    ) {
        for first in [0, 4] {
            let there = (among >> (first as usize * EIGHT)) as u32;
            if there >> EIGHT != 0 {
                let four =
                    self.four(purpose, [who; 4], when, core::array::from_fn(|eight| which(first + eight as u32)));
                four.into_iter().enumerate().for_each(|(eight, block)| take(first as usize + eight, halves(block)));
            } else if there != 0 {
                take(first as usize, halves(self.block(purpose, who, when, which(first))));
            }
        }
    }

    /// A bit for each bit of `among`, set with the given chance.
    #[must_use]
    pub fn mask(&self, purpose: Purpose, id: u64, when: u32, among: u64, chance: f64) -> u64 {
        let Some(last) = ((chance * 65_536.0) as u32).checked_sub(1) else { return 0 };
        let last = u16x8::splat(last.min(u16::MAX.into()) as u16);
        let mut mask = 0;
        self.eights(
            purpose,
            id,
            when,
            among,
            |eight| eight,
            |eight, draws| {
                mask |= u64::from(u16x8::new(draws).simd_le(last).to_bitmask()) << (EIGHT * eight);
            },
        );
        mask & among
    }

    /// One uniform on (0, 1) for the key.
    #[inline]
    #[must_use]
    pub fn uniform(&self, purpose: Purpose, who: u64, when: u32, which: u32) -> f64 {
        unit(self.block(purpose, who, when, which)[0])
    }

    /// A sequential view of one key, for samplers written against `rand`; verification tests use it.
    #[must_use]
    pub fn sequence(&self, purpose: Purpose, who: u64) -> Sequence {
        Sequence { stream: *self, purpose, who, next: 0, buffer: [0; 4], left: 0 }
    }
}

/// The draws of one key in order, as a `rand` generator.
#[derive(Clone, Debug)]
pub struct Sequence {
    stream: Stream,
    purpose: Purpose,
    who: u64,
    next: u32,
    buffer: [u32; 4],
    left: usize,
}

impl rand::TryRng for Sequence {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        if self.left == 0 {
            self.buffer = self.stream.block(self.purpose, self.who, self.next, 0);
            self.next = self.next.wrapping_add(1);
            self.left = 4;
        }
        self.left -= 1;
        Ok(self.buffer[3 - self.left])
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.try_next_u32()?);
        Ok(low | u64::from(self.try_next_u32()?) << 32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let word = self.try_next_u32()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

/// Philox4x32-10: ten rounds of multiply, swap and add over a 128-bit counter.
// Every draw of the model goes through it; a call costs a fifth of the rounds.
#[allow(clippy::inline_always)]
#[inline(always)]
#[must_use]
pub fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let a = u64::from(counter[0]) * 0xD251_1F53;
        let b = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [(b >> 32) as u32 ^ counter[1] ^ key[0], b as u32, (a >> 32) as u32 ^ counter[3] ^ key[1], a as u32];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    counter
}

/// [`philox`] for four counters at once, word by word.
#[inline]
fn philox_four(mut counter: [u32x4; 4], key: [u32; 2]) -> [u32x4; 4] {
    let mut key = key.map(u32x4::splat);
    for _ in 0..10 {
        let (a_low, a_high) = counter[0].mul_keep_low_high(u32x4::splat(0xD251_1F53));
        let (b_low, b_high) = counter[2].mul_keep_low_high(u32x4::splat(0xCD9E_8D57));
        counter = [b_high ^ counter[1] ^ key[0], b_low, a_high ^ counter[3] ^ key[1], a_low];
        key = [key[0] + u32x4::splat(0x9E37_79B9), key[1] + u32x4::splat(0xBB67_AE85)];
    }
    counter
}

/// A word as a uniform on (0, 1), never an end point.
#[inline]
#[must_use]
pub fn unit(word: u32) -> f64 {
    (f64::from(word) + 0.5) / 4_294_967_296.0
}

/// A half of a word as a uniform on (0, 1).
#[inline]
#[must_use]
pub fn unit_half(half: u16) -> f64 {
    (f64::from(half) + 0.5) / 65_536.0
}

/// The two 16-bit halves of each word, eight small uniforms of a block.
#[inline]
#[must_use]
pub fn halves(block: [u32; 4]) -> [u16; EIGHT] {
    let [a, b, c, d] = block;
    [a as u16, (a >> 16) as u16, b as u16, (b >> 16) as u16, c as u16, (c >> 16) as u16, d as u16, (d >> 16) as u16]
}

/// An index below `n` from a word, by multiplication (bias below n / 2^32).
#[inline]
#[must_use]
pub fn below(word: u32, n: u32) -> u32 {
    ((u64::from(word) * u64::from(n)) >> 32) as u32
}

/// Exponential with mean 1.
#[inline]
#[must_use]
pub fn exponential(u: f64) -> f64 {
    -libm::log1p(-u)
}

/// Standard Gumbel, location 0 and scale 1.
#[inline]
#[must_use]
pub fn gumbel(u: f64) -> f64 {
    -libm::log(-libm::log(u))
}

/// Standard normal by rational approximation (Wichura 1988, AS 241, doi 10.2307/2347330; relative error about 1e-16).
#[must_use]
pub fn normal(u: f64) -> f64 {
    let q = u - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRE_NUMERATOR, &CENTRE_DENOMINATOR);
    }
    let tail = if q < 0.0 { u } else { 1.0 - u };
    let r = (-libm::log(tail)).sqrt();
    let size = if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE_NUMERATOR, &MIDDLE_DENOMINATOR)
    } else {
        ratio(r - 5.0, &FAR_NUMERATOR, &FAR_DENOMINATOR)
    };
    if q < 0.0 { -size } else { size }
}

/// Lognormal with the given arithmetic mean and standard deviation of the logarithm.
#[must_use]
pub fn lognormal(u: f64, mean: f64, log_sd: f64) -> f64 {
    mean * libm::exp(log_sd * normal(u) - 0.5 * log_sd * log_sd)
}

/// Poisson by sequential search, for means up to about 500 (`exp(-mean)` must not vanish).
#[must_use]
pub fn poisson(u: f64, mean: f64) -> u32 {
    debug_assert!((0.0..=600.0).contains(&mean), "a Poisson mean of {mean} is out of reach");
    let mut term = libm::exp(-mean);
    let mut sum = term;
    let mut k = 0_u32;
    // The search ends at the latest where the terms vanish beside the sum.
    while u > sum && f64::from(k) < 10.0 * mean + 60.0 {
        k += 1;
        term *= mean / f64::from(k);
        sum += term;
    }
    k
}

fn ratio(r: f64, numerator: &[f64; 8], denominator: &[f64; 8]) -> f64 {
    let horner = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, &x| sum * r + x);
    horner(numerator) / horner(denominator)
}

const CENTRE_NUMERATOR: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
const CENTRE_DENOMINATOR: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_545,
];
const MIDDLE_NUMERATOR: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    7.745_450_142_783_414e-4,
];
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_8e-9,
];
const FAR_NUMERATOR: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    1.242_660_947_388_078_4e-3,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_DENOMINATOR: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of Random123's `kat_vectors` for philox4x32 with ten rounds.
    #[test]
    fn philox_gives_the_published_words() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox([!0; 4], [!0; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn four_blocks_at_once_are_those_of_their_keys() {
        let stream = Stream::new(3, 1);
        let (who, which) = ([0, 7, u64::MAX, 1 << 40], [0, 1, 9, (1 << 24) - 1]);
        let four = stream.four(Purpose::Choice, who, 77, which);
        let single = core::array::from_fn(|at| stream.block(Purpose::Choice, who[at], 77, which[at]));
        assert_eq!(four, single);
    }

    /// However many there are, and wherever: each bit is that of its own place in the blocks of eight.
    #[test]
    fn a_mask_is_the_same_for_few_and_for_many() {
        let stream = Stream::new(4, 2);
        for id in 0..200 {
            let all = stream.mask(Purpose::Witness, id, 5, u64::MAX, 0.3);
            let single = |bit: u32| halves(stream.block(Purpose::Witness, id, 5, bit / 8))[bit as usize % 8];
            let expected = (0..64).filter(|&bit| u32::from(single(bit)) < 19_660).fold(0, |all, bit| all | 1 << bit);
            assert_eq!(all, expected);
            for among in [0, 1, 0xff, 0x100, 0xff_ffff_ffff, 0xffff_0000_0000, 1 << 63, u64::MAX >> 24] {
                assert_eq!(stream.mask(Purpose::Witness, id, 5, among, 0.3), all & among, "{among:x}");
            }
        }
    }

    #[test]
    fn normal_quantiles_match_tables() {
        for (u, z) in [(0.5, 0.0), (0.975, 1.959_963_984_540_054), (0.001, -3.090_232_306_167_813_5)] {
            assert!((normal(u) - z).abs() < 1e-12, "{u}: {} for {z}", normal(u));
        }
        assert!((normal(1e-12) + 7.034_483_824_6).abs() < 1e-9);
    }

    #[test]
    fn poisson_quantiles_step_where_the_distribution_does() {
        // P(N = 0) = e^-2 = 0.1353, P(N <= 1) = 0.4060.
        assert_eq!([0.13, 0.14, 0.40, 0.41].map(|u| poisson(u, 2.0)), [0, 1, 1, 2]);
        assert_eq!(poisson(0.999_999, 0.0), 0);
    }
}
