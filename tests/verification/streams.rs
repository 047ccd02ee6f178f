//! Keyed streams: pinned values, and no trace of one key in its neighbours.

use gridgov::internals::random::{Purpose, Stream, below, exponential, gumbel, lognormal, normal, poisson, unit};

use super::stream;

/// Keys that differ in one bit give unrelated uniforms: over 4,096 keys the correlation of independent uniforms has a standard
/// error of 1/64, and the largest of 117 correlations stays below 4.5 of them but for one seed in a thousand. Of 128 bits
/// half flip: 64, with a standard error of √32 / 64 = .09 over the keys.
#[test]
fn neighbouring_keys_are_unrelated() {
    let stream = stream(300);
    let n = 4_096_u32;
    let mut worst = (0.0_f64, 0.0_f64);
    let bits = (0..64).map(|b| (1_u64 << b, 0, 0)).chain((0..32).map(|b| (0, 1 << b, 0)));
    for (who, when, which) in bits.chain((0..24).map(|b| (0, 0, 1 << b))) {
        let (mut products, mut flipped) = (0.0, 0);
        for i in 0..n {
            let key = (u64::from(i) * 977, i % 61, i % 7);
            let a = stream.block(Purpose::Choice, key.0, key.1, key.2);
            let b = stream.block(Purpose::Choice, key.0 ^ who, key.1 ^ when, key.2 ^ which);
            products += 12.0 * (unit(a[0]) - 0.5) * (unit(b[0]) - 0.5);
            flipped += a.iter().zip(b).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>();
        }
        let (correlation, flips) = (products / f64::from(n), f64::from(flipped) / f64::from(n));
        worst = (worst.0.max(correlation.abs()), worst.1.max((flips - 64.0).abs()));
        assert!(correlation.abs() < 4.5 / 64.0, "who {who:x} when {when:x} which {which:x}: {correlation}");
        assert!((flips - 64.0).abs() < 4.5 * 0.0884, "who {who:x} when {when:x} which {which:x}: {flips} bits");
    }
    println!("largest correlation {:.4}, largest departure from 64 flipped bits {:.3}", worst.0, worst.1);
}

/// Purposes, replicates and seeds do not share draws.
#[test]
fn purposes_replicates_and_seeds_differ() {
    let one = Stream::new(1, 0);
    let draws = [
        one.block(Purpose::Frailty, 5, 6, 7),
        one.block(Purpose::ArrivalCount, 5, 6, 7),
        Stream::new(1, 1).block(Purpose::Frailty, 5, 6, 7),
        Stream::new(2, 0).block(Purpose::Frailty, 5, 6, 7),
        Stream::new(1 << 32 | 1, 0).block(Purpose::Frailty, 5, 6, 7),
    ];
    for (i, a) in draws.iter().enumerate() {
        assert!(draws[..i].iter().all(|b| a.iter().zip(b).all(|(a, b)| a != b)), "{draws:?}");
    }
}

/// The four words of a block are unrelated too, and an index by multiplication is even: chi-square of 40,000 indices over 16
/// cells stays below 44.3 (15 degrees of freedom, one in ten thousand).
#[test]
fn words_of_a_block_are_even_and_unrelated() {
    let stream = stream(301);
    let mut cells = [0.0; 16];
    let mut products = [0.0; 6];
    for i in 0..10_000 {
        let words = stream.block(Purpose::Witness, i, 0, 0);
        for word in words {
            cells[below(word, 16) as usize] += 1.0;
        }
        let u = words.map(|word| 12.0_f64.sqrt() * (unit(word) - 0.5));
        let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
        products.iter_mut().zip(pairs).for_each(|(sum, (a, b))| *sum += u[a] * u[b]);
    }
    let statistic: f64 = cells.iter().map(|count| (count - 2_500.0) * (count - 2_500.0) / 2_500.0).sum();
    assert!(statistic < 44.3, "{statistic}");
    assert!(products.iter().all(|sum| (sum / 10_000.0).abs() < 4.5 / 100.0), "{products:?}");
}

/// Pinned: a change of any of these changes every result, and belongs into CHANGELOG.md.
#[test]
fn draws_keep_their_values() {
    let stream = Stream::new(42, 7);
    assert_eq!(stream.block(Purpose::Frailty, 1, 2, 3), [2_626_846_979, 17_771_822, 1_775_247_931, 3_462_103_025]);
    assert_eq!(
        stream.block(Purpose::Desk, u64::MAX, u32::MAX, 0xff_ffff),
        [901_640_600, 4_152_838_700, 3_928_197_077, 261_714_149]
    );
    let u = stream.uniform(Purpose::Choice, 0x0123_4567_89ab_cdef, 365, 9);
    let values = [u, exponential(u), normal(u), gumbel(u), lognormal(u, 120.0, 0.8), f64::from(poisson(u, 17.5))];
    let pinned = [
        4_604_320_341_868_675_072,
        4_607_842_090_822_985_617,
        4_602_210_221_641_114_571,
        4_606_834_545_039_310_608,
        4_638_659_570_399_240_832,
        4_626_041_242_239_631_360,
    ];
    assert_eq!(values.map(f64::to_bits), pinned, "{values:?}");
}
