//! The commentary with its numbers filled in.

use super::super::markdown::{ends, percent, unit_in};
use super::Claimed;
use crate::study::contrast::Effect;
use crate::study::methods::claims::asked::{Piece, What};
use crate::table::figures;
use crate::words::Language;

/// The text.
pub(super) fn filled(claimed: &Claimed, pieces: &[Piece], language: Language) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Number(claim, tested, what) => number(claimed, (*claim, *tested), *what, language),
        Piece::LeastSo(claim) => {
            let shares = claimed.judged[*claim].tested.iter().map(|tested| tested.shares.as_claimed);
            percent(shares.fold(f64::INFINITY, f64::min))
        }
    };
    pieces.iter().map(piece).collect()
}

fn number(claimed: &Claimed, (claim, tested): (usize, usize), what: What, language: Language) -> String {
    let tested = &claimed.judged[claim].tested[tested];
    let unit = claimed.study().outcomes[tested.outcome].unit;
    match what {
        What::Size => sized(tested.here, tested.rise, unit, language),
        What::Against => sized(tested.here, !tested.rise, unit, language),
        What::Change => signed(tested.here, unit, language),
        What::So => percent(tested.shares.as_claimed),
        What::Opposite => percent(tested.shares.opposite),
        What::Without(mechanism) => signed(tested.without[mechanism].off, unit, language),
        What::Ratio => {
            tested.ratio.map_or_else(|| "–".to_owned(), |(effect, _)| format!("{:.2}", effect.exponential().mean))
        }
    }
}

/// The number with its unit; scales of 0 to 1 have none.
fn of_unit(number: &str, unit: &str, language: Language) -> String {
    if unit.starts_with("scale") {
        return number.to_owned();
    }
    format!("{number}{}{}", language.pick(" ", ""), unit_in(unit, language))
}

fn decimals(effect: Effect, unit: &str) -> usize {
    figures::decimals_of_interval(unit, effect.mean, effect.low, effect.high)
}

/// With the sign of arithmetic.
fn signed(effect: Effect, unit: &str, language: Language) -> String {
    of_unit(&figures::end(effect.mean, unit, decimals(effect, unit)).replace('-', "−"), unit, language)
}

/// What stands behind a number that contradicts the words before it, which were written after another run.
const CONTRARY: (&str, &str) = (" [not in this direction]", "【方向不符】");

/// With its interval and without a sign, since words say the direction; what is in the other one says so.
fn sized(effect: Effect, rise: bool, unit: &str, language: Language) -> String {
    let decimals = decimals(effect, unit);
    let turned @ Effect { mean, low, high, .. } = effect.towards(rise);
    let plain = |value: f64| figures::end(value, unit, decimals).trim_start_matches('+').replace('-', "−");
    let contrary = if mean < 0.0 { language.pick(CONTRARY.0, CONTRARY.1) } else { "" };
    of_unit(&plain(mean), unit, language) + &ends([plain(low), plain(high)], turned, language) + contrary
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_its_size_and_whether_it_is_in_the_direction_of_the_words() {
        let fall = Effect::between(-0.321, -0.339, -0.301);
        assert_eq!(sized(fall, false, "share", Language::English), "32.1 points (30.1 to 33.9)");
        assert_eq!(sized(fall, false, "share", Language::Chinese), "32.1百分点（30.1至33.9）");
        assert!(sized(fall, true, "share", Language::English).ends_with("(−33.9 to −30.1) [not in this direction]"));
        assert_eq!(signed(fall, "share", Language::English), "−32.1 points");
        assert_eq!(signed(Effect::between(0.094, 0.09, 0.1), "scale 0-1", Language::English), "+0.094");
    }
}
