//! What docs/validation.md says is measured here.
//!
//! `cargo test --release --test validation -- --ignored --nocapture` measures everything again, prints it, and writes it
//! into the page between its markers; it takes some ten minutes on two processors. One block alone: put its name, such
//! as `pattern_4`, before `--ignored`. What always runs is small, asserts what the page claims about the loop, and writes
//! nothing.

#[path = "validation/feedback.rs"]
mod feedback;
#[path = "common/first_model.rs"]
mod first_model;
#[path = "common/page.rs"]
mod page;
#[path = "validation/patterns.rs"]
mod patterns;
#[path = "validation/structure.rs"]
mod structure;
#[path = "validation/studies.rs"]
mod studies;
#[path = "validation/support.rs"]
mod support;
#[path = "validation/swift_response.rs"]
mod swift_response;

use feedback::Layout;
use page::publish;

/// The page's layout of the loop, at the default slope and without relaxation.
const LOOP: Layout =
    Layout { residents: 20_000.0, burn_in_days: 1_440.0, years: 6, replicates: 10, slope: 5.0, relaxation: 0.0 };

/// A smaller one.
const SMALL: Layout = Layout { residents: 2_000.0, burn_in_days: 360.0, years: 3, replicates: 8, ..LOOP };

#[test]
fn the_loop_gain_is_below_one_at_the_defaults() {
    let measured = feedback::gain(&SMALL);
    assert!(measured.gain.high < 1.0, "L = {:?}", measured.gain);
    // The pushes arrive: whoever expects more comes more, and a push of expectations fades.
    assert!(measured.factors[0].low > 0.0, "{:?}", measured.factors);
    assert!(measured.left.high < 1.0, "{:?}", measured.left);
}

/// Capability forgets its start within years; expectations forget it slowly, but steadily.
#[test]
fn a_high_and_a_low_start_approach_each_other() {
    let gaps = feedback::gaps(&feedback::two_starts(&SMALL));
    let ([k_start, q_start, _], [k_end, q_end, _]) = (gaps[0], gaps[gaps.len() - 1]);
    assert!(k_start.mean > 0.7 && q_start.mean > 0.7, "they start apart: {gaps:?}");
    assert!(gaps.windows(2).all(|pair| pair[1][1].high < pair[0][1].low), "q at every mark: {gaps:?}");
    assert!(k_end.high < 0.1 * k_start.mean && q_end.high < 0.6 * q_start.mean, "{gaps:?}");
}

#[test]
fn swift_response_is_read_year_by_year_and_begins_after_the_first() {
    let lives = swift_response::path(1_000.0, 60.0, 2);
    let before = swift_response::effect(&lives, "on_time_share", 0);
    let after = swift_response::effect(&lives, "on_time_share", 1);
    assert!(before.mean == 0.0 && after.mean != 0.0, "{before:?}, {after:?}");
}

#[test]
#[ignore = "takes minutes and writes docs/validation.md"]
fn loop_gain_and_two_starts() {
    let worlds = [
        ("as shipped", LOOP),
        ("β = 8", Layout { slope: 8.0, ..LOOP }),
        ("relaxation 0.05 a month", Layout { relaxation: 0.05, ..LOOP }),
    ];
    publish("loop", &feedback::tables(&worlds));
}

#[test]
#[ignore = "takes minutes and writes docs/validation.md"]
fn patterns_at_the_baseline() {
    let [baseline, conditions] = patterns::tables(30, 10);
    publish("patterns", &baseline);
    publish("conditions", &conditions);
}

#[test]
#[ignore = "takes minutes and writes docs/validation.md"]
fn pattern_4() {
    publish("pattern 4", &swift_response::table(&swift_response::path(20_000.0, 1_440.0, 30)));
}

#[test]
#[ignore = "takes minutes and writes docs/validation.md"]
fn calibration() {
    publish("calibration", &studies::calibration());
}

#[test]
#[ignore = "takes minutes and writes docs/validation.md"]
fn screening() {
    publish("screening", &studies::screening());
}

#[test]
#[ignore = "takes minutes and writes docs/validation.md"]
fn structural_variants() {
    publish("structure", &structure::table(20_000.0, 1_440.0, 30));
}
