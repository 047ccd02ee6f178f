//! From a log's words for kinds to incidents of a scenario.
//!
//! A map's `[kinds]` comes first. A word that is the name or title of one of the eight built-in kinds means it. Every
//! other word is a kind of its own, which takes what no log contains from the built-in kind that its words resemble. Of
//! more than sixteen kinds the rarest are put together as `other`.

use std::collections::BTreeMap;

use super::columns::Map;
use super::headings::bare;
use super::read::Log;
use super::tally::Kind;
use crate::assumptions::IncidentKind;
use crate::diagnostics::printable;

/// Kinds that are kept apart.
const MOST: usize = 16;
const OTHER: &str = "other";
/// Longest name that is made of a word, in characters.
const LONGEST: usize = 40;

/// Words by which a kind resembles a built-in one; the first that fits counts.
const LIKE: [(&str, &[&str]); 8] = [
    (
        "neighbour_dispute",
        &["noise", "dispute", "neighbor", "neighbour", "animal", "dog", "噪音", "噪声", "扰民", "纠纷", "邻里", "犬"],
    ),
    (
        "illegal_building_parking",
        &[
            "parking",
            "vehicle",
            "driveway",
            "construction",
            "building use",
            "permit",
            "vend",
            "违建",
            "违停",
            "停车",
            "占道",
            "违法建设",
            "施工",
            "街面",
        ],
    ),
    (
        "facility_repair",
        &[
            "heat",
            "water",
            "plumb",
            "paint",
            "plaster",
            "elevator",
            "street light",
            "sewer",
            "pothole",
            "street condition",
            "repair",
            "maintenance",
            "housing",
            "signal",
            "electric",
            "设施",
            "维修",
            "路灯",
            "井盖",
            "电梯",
            "物业",
            "供水",
            "供热",
            "供暖",
            "漏水",
            "道路",
            "市政",
        ],
    ),
    (
        "safety_hazard",
        &["hazard", "safety", "danger", "fire", "tree", "smok", "隐患", "消防", "安全", "燃气", "危", "突发"],
    ),
    (
        "shared_space",
        &["park ", "public space", "playground", "graffiti", "绿地", "绿化", "公共空间", "广场", "楼道", "公共"],
    ),
    (
        "sanitation",
        &[
            "sanit", "unsanit", "dirt", "rodent", "trash", "litter", "garbage", "recycl", "clean", "dump", "waste",
            "环境", "卫生", "垃圾", "市容", "保洁", "污水",
        ],
    ),
    (
        "care_request",
        &[
            "homeless",
            "elder",
            "care",
            "health",
            "assistance",
            "welfare",
            "救助",
            "养老",
            "民政",
            "低保",
            "残疾",
            "求助",
            "医疗",
            "社保",
        ],
    ),
    (
        "enquiry",
        &["enquir", "inquir", "question", "information", "request", "complaint", "咨询", "询问", "建议", "表扬"],
    ),
];

/// Kinds of the log that become one incident.
#[derive(Clone, Debug)]
pub struct Group {
    /// Name of the incident.
    pub name: String,
    /// Title: the log's word, of several the most frequent.
    pub title: String,
    /// The built-in kind whose assumptions it takes.
    pub like: String,
    /// The log's words.
    pub words: Vec<String>,
    /// Their cases.
    pub tally: Kind,
}

impl Group {
    /// Whether it is one of the eight built-in kinds.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.name == self.like
    }

    /// Whether it has a title of the log's: not where several words of the log are one built-in kind, or its word is that
    /// kind's.
    #[must_use]
    pub fn has_own_title(&self) -> bool {
        let defaults = IncidentKind::defaults();
        let built_in = defaults.iter().find(|kind| kind.name == self.name);
        built_in.is_none_or(|kind| {
            self.words.len() == 1 && ![&kind.name, &kind.title, &kind.title_zh].contains(&&self.title)
        })
    }
}

/// The incidents of a log, the most frequent first.
#[must_use]
pub fn groups(log: &Log, map: &Map) -> Vec<Group> {
    let defaults = IncidentKind::defaults();
    let mut order: Vec<usize> = (0..log.kinds.len()).collect();
    order.sort_by_key(|&kind| (std::cmp::Reverse(log.tally.kinds[kind].cases), kind));
    let mut found: Vec<Group> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for kind in order {
        let word = log.kinds[kind].as_str();
        let built_in = |name: &str| {
            let same = |d: &&IncidentKind| d.name == name || d.title.eq_ignore_ascii_case(name) || d.title_zh == name;
            defaults.iter().find(same).map(|d| d.name.clone())
        };
        let mut name = map.kinds.get(word).cloned().or_else(|| built_in(word)).unwrap_or_else(|| slug(word));
        if found.len() >= MOST && !places.contains_key(&name) && !map.kinds.contains_key(word) {
            OTHER.clone_into(&mut name);
        }
        if name.chars().count() == LONGEST && !map.kinds.contains_key(word) {
            // Long words that begin alike are kinds of their own.
            let own = found
                .iter()
                .filter(|other| other.name.starts_with(&name) && bare(&other.words[0]) != bare(word))
                .count();
            if own > 0 {
                name = format!("{name}_{}", own + 1);
            }
        }
        let at = *places.entry(name.clone()).or_insert(found.len());
        if at == found.len() {
            let like = built_in(&name).unwrap_or_else(|| like(word).to_owned());
            let title = if word.is_empty() || name == OTHER { name.clone() } else { printable(word) };
            found.push(Group { name, title, like, words: Vec::new(), tally: Kind::default() });
        }
        found[at].words.push(word.to_owned());
        found[at].tally.merge(&log.tally.kinds[kind]);
    }
    found
}

/// The built-in kind that a word resembles; sanitation, the most frequent, where it resembles none.
fn like(word: &str) -> &'static str {
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let word: String = format!(" {word} ").to_lowercase().chars().map(plain).collect();
    // Where Latin letters stand, a word begins: there is a tree in every street.
    let has = |part: &&str| word.contains(*part) && (!part.is_ascii() || word.contains(&format!(" {part}")));
    LIKE.iter().find(|(_, words)| words.iter().any(has)).map_or("sanitation", |(name, _)| name)
}

/// A word as the name of an incident.
fn slug(word: &str) -> String {
    let mut name = String::new();
    for c in word.to_lowercase().chars() {
        if c.is_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        if name.chars().count() == LONGEST {
            break;
        }
    }
    match name.trim_end_matches('_') {
        "" => "unnamed".to_owned(),
        "all" => "all_kinds".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::columns::is_name;
    use crate::fit::tally::Entry;

    fn log(words: &[(&str, u32)]) -> Log {
        let mut log = Log { kinds: words.iter().map(|(word, _)| (*word).to_owned()).collect(), ..Log::default() };
        for (kind, (_, count)) in words.iter().enumerate() {
            let entry = Entry { created: 0.0, took: None, due: None };
            (0..*count).for_each(|_| log.tally.add(kind, 0, &entry));
        }
        log
    }

    #[test]
    fn words_become_built_in_kinds_or_kinds_that_resemble_them() {
        let log =
            log(&[("环境卫生", 5), ("Noise - Residential", 4), ("HEAT/HOT WATER", 3), ("", 2), ("Sanitation", 1)]);
        let found = groups(&log, &Map::default());
        let names: Vec<_> = found.iter().map(|g| (g.name.as_str(), g.like.as_str(), g.tally.cases)).collect();
        let expected = [
            ("sanitation", "sanitation", 6),
            ("noise_residential", "neighbour_dispute", 4),
            ("heat_hot_water", "facility_repair", 3),
            ("unnamed", "sanitation", 2),
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn rare_kinds_are_put_together_and_a_map_puts_together_what_it_likes() {
        let words: Vec<(String, u32)> = (0..30).map(|i| (format!("k{i}"), 40 - i)).collect();
        let words: Vec<(&str, u32)> = words.iter().map(|(word, count)| (word.as_str(), *count)).collect();
        let found = groups(&log(&words), &Map::default());
        assert_eq!(found.len(), MOST + 1);
        assert_eq!(found[MOST].name, "other");
        assert_eq!(found[MOST].words.len(), 14);
        assert_eq!(found.iter().map(|g| g.tally.cases).sum::<u64>(), (11..=40).sum::<u64>());
        let mut map = Map::default();
        for (word, _) in &words {
            map.kinds.insert((*word).to_owned(), "enquiry".to_owned());
        }
        let found = groups(&log(&words), &map);
        assert!(found.len() == 1 && found[0].is_built_in() && found[0].words.len() == 30);
    }

    #[test]
    fn a_part_of_a_word_is_no_likeness() {
        for (word, kind) in [
            ("Street Cleaning", "sanitation"),
            ("Damaged Tree", "safety_hazard"),
            ("HEAT/HOT WATER", "facility_repair"),
            ("Theater", "sanitation"),
            ("UNSANITARY CONDITION", "sanitation"),
            ("夜间噪音扰民", "neighbour_dispute"),
            ("街面秩序", "illegal_building_parking"),
        ] {
            assert_eq!(like(word), kind, "{word}");
        }
    }

    #[test]
    fn any_word_gives_a_name_that_a_scenario_takes() {
        for word in ["all", "ALL!", "—", "a/b\\c\"d", "违法建设(含占道)", "\u{202e}x", &"long word ".repeat(30)]
        {
            assert!(is_name(&slug(word)), "{word}: {}", slug(word));
        }
    }
}
