//! The nearest known key to one that is not known.

pub(crate) use crate::levers::LEVER_TABLES;
use crate::registry::Parameter;
use crate::settings::parameters;

/// Similarity (0 to 1) from which a name is worth suggesting.
const WORTH: f64 = 0.55;

/// Longest word that is compared, in bytes: comparing takes time in its square.
const LONGEST: usize = 200;

/// The tables of a scenario file, in the order of the documentation.
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    let assumptions = WORLD_TABLES.into_iter().filter(|&table| table != "city");
    let rest = ["mechanisms", "incident", "variant", "change", "matters"];
    ["scenario", "city"].into_iter().chain(LEVER_TABLES).chain(assumptions).chain(rest)
}

/// The tables of assumptions about the world, `[[incident]]` and `[mechanisms]` apart.
pub(crate) const WORLD_TABLES: [&str; 16] = [
    "city",
    "behaviour",
    "people",
    "institutions",
    "casework",
    "workforce",
    "bodies",
    "first_day",
    "self_governance",
    "street",
    "projects",
    "calendar",
    "pressure",
    "tasks",
    "core_business",
    "prices",
];

fn similarity(a: &str, b: &str) -> f64 {
    if a.len() > LONGEST {
        return 0.0;
    }
    let edits = strsim::normalized_damerau_levenshtein(a, b);
    // A word that is part of a longer name counts as close: `task_hours` for `task_hours_per_week`.
    if a.len() >= 4 && b.contains(a) { edits.max(0.8) } else { edits }
}

/// The candidate most similar to `word`, if any is similar enough.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let score = similarity(&word, &candidate.to_lowercase());
        if score >= WORTH && best.is_none_or(|(least, _)| score > least) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The known key nearest to `table.name`: in its table, or elsewhere when a name there is closer.
pub(crate) fn nearest_key(table: &str, name: &str) -> Option<String> {
    let mut best: Option<(f64, String)> = None;
    for parameter in parameters() {
        let own = if parameter.table == table { 0.15 } else { 0.0 };
        let score = similarity(&name.to_lowercase(), parameter.name);
        if score >= WORTH && best.as_ref().is_none_or(|(least, _)| score + own > *least) {
            best = Some((score + own, parameter.key()));
        }
    }
    best.map(|(_, key)| key).or_else(|| by_meaning(table, name))
}

/// The key whose Chinese meaning has most of a Chinese name: at least half of its pairs of characters that follow each other.
fn by_meaning(table: &str, name: &str) -> Option<String> {
    let letters: Vec<char> = name.chars().take(LONGEST).collect();
    if name.is_ascii() || letters.len() < 2 {
        return None;
    }
    let pairs: Vec<String> = letters.windows(2).map(|pair| pair.iter().collect()).collect();
    let shared = |p: &Parameter| pairs.iter().filter(|pair| p.meaning_zh.contains(pair.as_str())).count();
    let worth = |p: &&Parameter| p.meaning_zh.contains(name) || 2 * shared(p) >= pairs.len() && pairs.len() > 1;
    // The shorter meaning is nearer; in the table that was meant before others.
    let rank = |p: &&Parameter| (shared(p), p.table == table, std::cmp::Reverse(p.meaning_zh.len()));
    parameters().filter(worth).max_by_key(rank).map(Parameter::key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_and_wrong_tables_find_their_key() {
        for (table, name, key) in [
            ("power", "task_hour_per_week", "power.task_hours_per_week"),
            ("power", "audit_share", "staffing.audit_share"),
            ("staffing", "training_hours", "staffing.training_hours_per_year"),
            ("", "residents", "city.residents"),
            ("city", "社区平均人口", "city.residents_per_community"),
            ("staffing", "核查比例", "staffing.audit_share"),
            ("information", "Integration_Share", "information.integration_share"),
        ] {
            assert_eq!(nearest_key(table, name).as_deref(), Some(key));
        }
        assert_eq!(nearest_key("power", "zzz"), None);
        assert_eq!(nearest("staff", tables()), Some("staffing"));
    }
}
