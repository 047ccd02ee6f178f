//! No number of behaviour stands outside of the registry: rules, synthesis, plan, world and records hold only mathematics,
//! conversions of units and sizes of what is stored, each with a reason.

use std::collections::BTreeMap;

use gridgov::Provenance;
use gridgov::internals::random::keys;
use gridgov::internals::settings::{Settings, parameter, parameters};
use gridgov::internals::society::Report;
use source::{code, files};

#[path = "common/source.rs"]
mod source;

/// What is read for numbers.
const SCANNED: [&str; 8] = [
    "sim/rules",
    "sim/synthesis.rs",
    "sim/plan.rs",
    "sim/world.rs",
    "sim/world",
    "sim/day.rs",
    "sim/policy.rs",
    "sim/society",
];

/// Files of these that only lay out or count.
const LAID_OUT: [(&str, &str); 3] = [
    ("sim/society/residents.rs", "widths of packed bits and numbers of lanes"),
    ("sim/society/ledger.rs", "bins and lists of what is counted"),
    ("sim/society/journal.rs", "codes of what is logged"),
];

/// Numbers that may stand anywhere, by value.
const ANYWHERE: [(&str, &str); 11] = [
    ("0", "nothing, or the first"),
    ("1", "one, all of a share, or the next"),
    ("7.0", "days a week"),
    ("12.0", "months a year"),
    ("52.0", "weeks a year"),
    ("60.0", "minutes an hour"),
    ("100.0", "fen a yuan, hundredths, a hundred households"),
    ("365.0", "days a year"),
    ("1000.0", "thousandths, a thousand residents"),
    ("10000.0", "ten thousand residents"),
    ("65536.0", "what 1 is in 16 bits of a draw"),
];

/// Pieces of code whose numbers are no behaviour: file, piece, reason. Each must still be there.
const EXCUSED: [(&str, &str, &str); 44] = [
    ("sim/day.rs", "available * (1.0 + 1e-9) + 1e-6", "rounding of sums of hours"),
    ("sim/plan.rs", "LEAST_COMMUNITY: u32 = 60", "the generator's bound: a community has room for its ring of ties"),
    ("sim/plan.rs", "MIX_MISSED: f64 = 0.15", "when a warning is given"),
    ("sim/plan.rs", ".sum::<f64>() / 2.0", "total variation is half the sum of differences"),
    ("sim/plan.rs", "{ 0.2 }", "a fifth each of five kinds where all shares are zero"),
    ("sim/plan.rs", "(size - 0.5) * 2.0", "(0, 1) on (-1, 1)"),
    ("sim/plan.rs", "CITY: u64 = 0x57f0_5e61", "a seed"),
    ("sim/plan.rs", "(f64::from(index) + 0.5) * 0.618_033_988_749_894_9", "the golden ratio"),
    ("sim/plan.rs", "(f64::from(index) + 0.5) * 0.754_877_666_246_692_7", "the plastic ratio"),
    ("sim/plan.rs", "index.wrapping_add(7)", "where the sequence of kinds begins; part of every key"),
    ("sim/rules/dispatch.rs", "+ 0.5 * log_sd", "a lognormal's mean is e to half its variance above its median"),
    ("sim/rules/dispatch.rs", "* FRAC_1_SQRT_2) * 0.5", "the normal distribution's tail by the error function"),
    ("sim/rules/arrival.rs", "- 0.5 * spread", "the mean of a lognormal is one"),
    (
        "sim/rules/channel_choice.rs",
        "strongest_taste + 0.001 < idle",
        "more than what the order of additions rounds away",
    ),
    ("sim/rules/channel_choice.rs", "traits.age() == 2", "bands of age are numbered"),
    ("sim/rules/channel_choice.rs", "roof[..6]", "lanes of the six channels"),
    ("sim/rules/funding.rs", "yuan_per_hour.max(0.01)", "no division by zero"),
    ("sim/rules/funding.rs", "number as f64 + 0.5 < room", "rounds to whole organisations"),
    ("sim/world/effort.rs", "ROUNDING: f64 = 1e-9", "rounding of sums of minutes"),
    ("sim/rules/handling.rs", "capacity.people as f64 + 1e-6", "rounding of sums of minutes"),
    ("sim/rules/influence.rs", "WEEK: usize = 7", "meetings_per_week"),
    ("sim/rules/influence.rs", "(1 << 14)) >> 15", "fixed point: half, and the shift of a rate in 2^-15"),
    ("sim/rules/influence.rs", "influence_rate * 32_768.0", "fixed point: a rate in 2^-15"),
    ("sim/rules/influence.rs", "step_by(4)", "four blocks at once"),
    ("sim/rules/influence.rs", "draw & 3", "one of four ties forward"),
    ("sim/rules/influence.rs", "[0] >> 16", "the upper 16 bits of a word"),
    ("sim/rules/joining.rs", "step_by(4)", "four blocks at once"),
    ("sim/rules/mobility.rs", "step_by(4 *", "four blocks at once"),
    ("sim/rules/organisers.rs", "age() < 2", "bands of age are numbered"),
    ("sim/rules/participation.rs", "0x1_0000 +", "one contact in the high half of a word"),
    ("sim/rules/participation.rs", "counted & 0xffff", "the low half of a word"),
    ("sim/rules/participation.rs", "counted >> 16", "the high half of a word"),
    ("sim/rules/practice.rs", "QUARTER: Day = 3", "months in a quarter"),
    ("sim/day.rs", "> 1e-9 * hours.granted + 1e-6", "rounding of sums of hours"),
    ("sim/rules/paths.rs", "DAY_HOURS: f64 = 24.0", "hours a day"),
    ("sim/rules/paths.rs", ".min(1e6)", "a day that a clock of 32 bits can hold"),
    ("sim/rules/posts.rs", "0.5 * f64::from(building.size())", "the middle of a building"),
    ("sim/rules/workday.rs", ".max(0.01)", "no division by zero"),
    (
        "sim/society/cases.rs",
        "Self::Department(d) => (0, usize::from(d)),
            Self::Street => (1, 0),
            Self::Seconded(c) => (2, c.index()),
            Self::Mediators => (3, 0),
            Self::Organisation(o) => (4, o.index()),
            Self::Committee(c) => (5, c.index()),
            Self::Owners(c) => (6, c.index()),
            Self::Property(c) => (7, c.index()),
            Self::Volunteers(c) => (8, c.index()),
            Self::Post(p) => (9, p.index()),",
        "desks are numbered",
    ),
    ("sim/society/pressure.rs", "OFFICE: usize = 6", "the place after six departments"),
    ("sim/synthesis.rs", "+ 0.5 * f64::from(b.size())", "the middle of a building"),
    ("sim/synthesis.rs", "+ 2.0 * spread * size", "(0, 1) on (-1, 1)"),
    ("sim/synthesis.rs", "words[kind.index() % 4]", "four words in a block"),
    ("sim/synthesis.rs", "s.communities.len() < 2", "a bridge joins two"),
];

/// The same in sim/world.rs and below.
const EXCUSED_IN_THE_WORLD: [(&str, &str, &str); 16] = [
    ("sim/world/moods.rs", "LN_CHANNELS: f64 = 1.791_759_469_228_055", "the logarithm of six"),
    ("sim/world/moods.rs", "EDGE_BITS: u32 = 10", "how finely a bound is looked up; changes no choice"),
    ("sim/world.rs", "CHUNK: f64 = 200.0", "a Poisson mean whose exp(-mean) does not vanish"),
    ("sim/world/core_business.rs", "ELDERS: usize = 2", "bands of age are numbered"),
    ("sim/world/people.rs", "NO_TIME: u32 = 127", "the highest level of seven bits"),
    ("sim/world/people.rs", "{ 2 } else { u32::from(age < profile.elders", "bands of age are numbered"),
    ("sim/world/people.rs", "schooling * 4.0", "four levels of schooling"),
    ("sim/world/people.rs", "age == 2", "bands of age are numbered"),
    ("sim/world/people.rs", "patience * 4.0", "four levels of patience"),
    ("sim/world/calendar.rs", "WEEK: Day = 7", "days a week"),
    ("sim/world/calendar.rs", "SATURDAY: Day = 5", "days of the week before a weekend"),
    ("sim/world/calendar.rs", "YEAR: Day = 365", "days a year"),
    ("sim/world.rs", "(f64::from(i) + 0.5) / 65_536.0", "the middle of each of 65,536 steps of a quantile table"),
    (
        "sim/world/fate.rs",
        "self.kinds[kind].self_end * lasting * exponential(u)).min(1e6)",
        "a day that a clock of 32 bits can hold",
    ),
    ("sim/world/fate.rs", "exponential(u)).min(1e6)", "a day that a clock of 32 bits can hold"),
    ("sim/world/fate.rs", ".min(3)", "places for offspring in the record of an incident"),
];

/// Code without what stands between quotation marks.
fn without_texts(code: &str) -> String {
    code.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

/// The numbers written in code with the line in which they stand. Left out: fields of tuples (`.0`), lengths of arrays
/// (`; 6]`) and places in them (`[6]`).
fn numbers(code: &str) -> Vec<(String, usize)> {
    let bytes = code.as_bytes();
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let at = |place: usize| bytes.get(place).copied().unwrap_or(b' ');
    let mut found = Vec::new();
    let mut place = 0;
    while place < bytes.len() {
        let start = place;
        if !word(bytes[place]) {
            place += 1;
            continue;
        }
        while word(at(place)) || (at(place) == b'-' && at(place - 1) == b'e' && at(start).is_ascii_digit()) {
            place += 1;
        }
        if !at(start).is_ascii_digit() {
            continue;
        }
        let before = |back: usize| start.checked_sub(back).map_or(b' ', at);
        let is_field = before(1) == b'.' && (word(before(2)) || before(2) == b')' || before(2) == b']');
        if !is_field && at(place) == b'.' && at(place + 1).is_ascii_digit() {
            place += 1;
            while word(at(place)) {
                place += 1;
            }
        }
        let is_length = before(2) == b';' && before(1) == b' ' && at(place) == b']';
        let is_index = before(1) == b'[' && (word(before(2)) || before(2) == b']') && at(place) == b']';
        if !(is_field || is_length || is_index) {
            let line = code[..start].matches('\n').count() + 1;
            found.push((code[start..place].to_owned(), line));
        }
    }
    found
}

/// A number without its underscores, the name of its type, and a fraction of zero where it is 0 or 1.
fn plain(number: &str) -> String {
    let digits = number.replace('_', "");
    let bare = ["f32", "f64", "u8", "u16", "u32", "u64", "i16", "i32", "i64", "usize"]
        .iter()
        .find_map(|suffix| digits.strip_suffix(suffix))
        .unwrap_or(&digits);
    match bare {
        "0.0" => "0".to_owned(),
        "1.0" => "1".to_owned(),
        other => other.to_owned(),
    }
}

/// The numbers of a file that nothing excuses, with their lines; takes every excuse that it uses out of `excuses`.
fn unexcused(path: &str, text: &str, excuses: &mut Vec<(&str, &str, &str)>) -> Vec<(String, usize)> {
    let mut code = code(text);
    excuses.retain(|(file, piece, _)| {
        let here = *file == path && code.contains(piece);
        if here {
            // What is taken out leaves its lines, so that the others keep their numbers.
            code = code.replace(piece, &"\n".repeat(piece.matches('\n').count()));
        }
        !here
    });
    let anywhere: BTreeMap<&str, &str> = ANYWHERE.into();
    let left = numbers(&without_texts(&code));
    left.into_iter().filter(|(number, _)| !anywhere.contains_key(plain(number).as_str())).collect()
}

#[test]
fn no_number_of_behaviour_stands_outside_of_the_registry() {
    let mut excuses: Vec<_> = EXCUSED.iter().chain(&EXCUSED_IN_THE_WORLD).copied().collect();
    let mut wrong = Vec::new();
    for (path, text) in SCANNED.into_iter().flat_map(files) {
        let path = path.display().to_string().replace('\\', "/");
        if LAID_OUT.iter().any(|(file, _)| *file == path) {
            continue;
        }
        for (number, line) in unexcused(&path, &text, &mut excuses) {
            wrong.push(format!("{path}:{line}: {number}"));
        }
    }
    assert!(wrong.is_empty(), "declare these in sim/assumptions, or excuse them with a reason: {wrong:#?}");
    assert!(excuses.is_empty(), "these pieces of code are gone: {excuses:#?}");
}

/// Somebody writes a factor into a rule.
#[test]
fn a_number_in_a_rule_is_found() {
    let rule =
        "/// Half.\nfn rate(x: [f64; 6], i: u8) -> f64 {\n    0.37 * x[2] + x.0 * 60.0 + \"0.4\".len() // 0.5\n}\n";
    assert_eq!(unexcused("sim/rules/made_up.rs", rule, &mut Vec::new()), [("0.37".to_owned(), 3)]);
    let others = "a(3) + 0x1f - 2_u64 * 1e-9 + (0..4)";
    let found: Vec<String> = numbers(others).into_iter().map(|(number, _)| number).collect();
    assert_eq!(found, ["3", "0x1f", "2_u64", "1e-9", "0", "4"]);
}

/// What a draw is called stands in the table of keys.
#[test]
fn draws_are_named() {
    for (path, text) in SCANNED.into_iter().flat_map(files) {
        let code = code(&text);
        for (at, _) in code.match_indices("Purpose::") {
            let call = code[at..].split([';', '{']).next().unwrap_or_default();
            let mut depth = 0;
            let end = call.find(|c| {
                depth += i32::from(c == '(') - i32::from(c == ')');
                depth < 0
            });
            let bare = numbers(&call[..end.unwrap_or(call.len())]);
            assert!(bare.is_empty(), "{}: bare numbers in the key of {call}", path.display());
        }
    }
}

/// Draws are set aside for as many returns, refusals and neighbours as the registry allows, and no more.
#[test]
fn the_registry_allows_what_keys_are_set_aside_for() {
    let most = |table, name| parameter(table, name).expect("a parameter").range.1 as u32;
    assert_eq!(most("casework", "returns_most"), u32::from(keys::MOST_RETURNS));
    assert_eq!(most("casework", "refusals_most"), keys::MOST_REFUSALS);
    assert_eq!(most("city", "neighbours_block"), u32::from(keys::LAST_WITNESS) + 1);
    assert_eq!(Report::PATROL, keys::PATROL);
    let decisions = Settings::default().people.decision_days().len();
    assert_eq!(keys::choice::round(0, None) as usize, decisions, "a round for each age, and one after an escalation");
}

/// The README says how much of the registry is measured.
#[test]
fn the_readme_counts_the_registry() {
    let readme = std::fs::read_to_string("README.md").expect("the README");
    let of = |provenance| parameters().filter(|parameter| parameter.provenance == provenance).count();
    let (all, assumed) = (parameters().count(), of(Provenance::Assumed));
    let sentence =
        format!("Of {all} parameters {} are measured and nearly nine in ten assumed", of(Provenance::Measured));
    assert!(readme.contains(&sentence), "README.md: {sentence}");
    assert!((0.87..0.9).contains(&(assumed as f64 / all as f64)), "{assumed} of {all} are assumed");
}

/// Every purpose that the model draws for is in the table of keys.
#[test]
fn every_purpose_of_the_model_is_in_the_table() {
    let listed: Vec<String> = keys::draws().iter().map(|draw| format!("{:?}", draw.purpose)).collect();
    for (path, text) in SCANNED.into_iter().flat_map(files) {
        let code = code(&text);
        for (at, found) in code.match_indices("Purpose::") {
            let name: String = code[at + found.len()..].chars().take_while(char::is_ascii_alphanumeric).collect();
            assert!(listed.contains(&name), "{}: {name} has no draw in sim/random/keys.rs", path.display());
        }
    }
}
