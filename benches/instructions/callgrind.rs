//! What callgrind wrote: costs by function, with everything that they call.
//!
//! The format is that of the manual's "Callgrind Format Specification": a function's own lines, and after each `calls=` one
//! line with all that the call cost.

use std::collections::BTreeMap;

/// One cost per event.
pub type Costs = Vec<u64>;

/// A profile.
pub struct Profile {
    /// Names of the events.
    pub events: Vec<String>,
    /// The whole program.
    pub total: Costs,
    /// By function that was called, with what it called.
    pub called: BTreeMap<String, Costs>,
    /// By file of `sim/rules`, when the day calls it.
    pub rules: BTreeMap<String, Costs>,
}

fn add(sum: &mut Costs, costs: &[u64]) {
    sum.resize(sum.len().max(costs.len()), 0);
    sum.iter_mut().zip(costs).for_each(|(sum, cost)| *sum += cost);
}

/// `(3) name` the first time and `(3)` from then on.
fn named(names: &mut BTreeMap<String, String>, text: &str) -> String {
    let (number, name) = text.split_once(')').unwrap_or((text, ""));
    if !name.trim().is_empty() {
        names.insert(number.to_owned(), name.trim().to_owned());
    }
    names.get(number).cloned().unwrap_or_default()
}

/// The part of a path or name between `before` and whatever ends a word.
fn word_after(text: &str, before: &str) -> Option<String> {
    let rest = &text[text.find(before)? + before.len()..];
    Some(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect())
}

/// Reads a profile.
///
/// A rule that the compiler has put into the function of the day has no call; its instructions are known by the file that
/// they were written in. What such a rule calls counts for it as well.
pub fn read(text: &str) -> Profile {
    let (mut files, mut functions) = (BTreeMap::new(), BTreeMap::new());
    let (mut file, mut function, mut callee) = (String::new(), String::new(), None);
    let mut profile =
        Profile { events: Vec::new(), total: Vec::new(), called: BTreeMap::new(), rules: BTreeMap::new() };
    for line in text.lines() {
        if let Some((key, value)) = line.split_once('=').filter(|(key, _)| key.chars().all(char::is_alphabetic)) {
            match key {
                "fl" | "fi" | "fe" => file = named(&mut files, value),
                "fn" => function = named(&mut functions, value),
                "cfi" | "cfl" => _ = named(&mut files, value),
                "cfn" => callee = Some(named(&mut functions, value)),
                _ => (),
            }
            continue;
        }
        if let Some(events) = line.strip_prefix("events: ") {
            profile.events = events.split(' ').map(str::to_owned).collect();
        }
        if let Some(totals) = line.strip_prefix("totals: ") {
            profile.total = totals.split(' ').filter_map(|cost| cost.parse().ok()).collect();
        }
        if !line.starts_with(|c: char| c.is_ascii_digit() || "+-*".contains(c)) {
            continue;
        }
        let costs: Costs = line.split(' ').skip(1).filter_map(|cost| cost.parse().ok()).collect();
        let callee = callee.take();
        // The day and whatever it was put into; synthesis and outcomes use some rules' functions too.
        let of_a_day = ["gridgov::day", "gridgov::run"].iter().any(|room| function.contains(room));
        if of_a_day {
            let called = callee.as_ref().and_then(|callee| word_after(callee, "gridgov::rules::"));
            if let Some(rule) = called.or_else(|| word_after(&file, "sim/rules/")) {
                add(profile.rules.entry(rule).or_default(), &costs);
            }
        }
        if let Some(callee) = callee {
            add(profile.called.entry(callee).or_default(), &costs);
        }
    }
    profile
}
