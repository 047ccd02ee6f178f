//! Reads a study file: TOML with places, everything checked, all errors in one go.

mod ablation;
pub mod complete;
mod cross;
mod factor;
mod joint;
pub mod keys;
pub mod reading;
mod selection;
mod table;

use std::path::Path;
use std::rc::Rc;

use toml::de::{DeTable, DeValue};

use super::Study;
use super::carry_out::{Listed, METHODS, kinds};
use super::kind::{Key, Kind};
use super::subject::{Combination, Subject};
use crate::diagnostics::{Diagnostic, in_order};
use crate::outcomes::{OutcomeKind, outcome_kind, outcome_kinds};
use crate::scenario::files::{exists, recorded};
use crate::scenario::nearest::nearest;
use crate::scenario::place::{Place, SourceFile};
use crate::scenario::read::{Node, Reader};
use crate::scenario::set::judged;
use crate::scenario::sources::Sources;
use crate::scenario::{Scenario, Setting, load, named};
use crate::units::places::Indexed;
use complete::Complaints;
use reading::Reading;

/// Scenarios that a study asks for at most, and runs of them: each is some kilobytes in memory.
const MOST: (u64, u64) = (100_000, 1_000_000);

/// The study in a file, with `KEY=VALUE` settings on top of those in `[set]`.
///
/// # Errors
/// Everything that is wrong in it and in the scenarios that it names.
pub fn from_path(path: &Path, on_top: &[String]) -> Result<Study, Vec<Diagnostic>> {
    let (study, files) = recorded(|| read_from(path, on_top));
    study.map(|mut study| {
        study.subject.sources = Sources::of(files);
        study
    })
}

/// Whether a file is a study and no scenario, by the one key that every study has; what is wrong in it is not looked for.
#[must_use]
pub fn is_study(path: &Path) -> bool {
    let (found, _) = recorded(|| {
        let file = named(path).ok()?;
        let (table, _) = DeTable::parse_recoverable(&file.text);
        Some(table.get_ref().contains_key("method"))
    });
    path.is_file() && found == Some(true)
}

fn read_from(path: &Path, on_top: &[String]) -> Result<Study, Vec<Diagnostic>> {
    let file = named(path).map_err(|problem| vec![*problem])?;
    let stem = path.file_stem().map_or_else(|| "study".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let mut problems = Vec::new();
    let study = read(&file, path.parent().unwrap_or(Path::new("")), stem, on_top, &mut problems);
    match study {
        Some(study) if problems.is_empty() => Ok(study),
        _ => Err(in_order(problems)),
    }
}

impl Study {
    /// The study in a file.
    ///
    /// # Errors
    /// Everything that is wrong in it and in the scenarios that it names.
    pub fn from_path(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        from_path(path, &[])
    }
}

/// What the keys at the top hold, before it is known whether all is there.
#[derive(Default)]
struct Top<'t, 'i> {
    title: Option<String>,
    title_zh: Option<String>,
    method: Option<(&'static Listed, Place)>,
    scenarios: Option<&'t Node<'i>>,
    outcomes: Vec<&'static OutcomeKind>,
    /// Where they stand.
    outcomes_at: Option<&'t Node<'i>>,
    replicates: Option<u32>,
    set: Option<&'t Node<'i>>,
    cross: Option<&'t Node<'i>>,
    levers: Option<&'t Node<'i>>,
    assumptions: Option<&'t Node<'i>>,
    every_lever: Option<&'t Node<'i>>,
    selection: Option<&'t Node<'i>>,
    design: Option<&'t Node<'i>>,
    /// What belongs to one method alone.
    sections: Vec<(&'t str, Place, &'t Node<'i>)>,
}

fn read(
    file: &Rc<SourceFile>,
    folder: &Path,
    name: String,
    on_top: &[String],
    problems: &mut Vec<Diagnostic>,
) -> Option<Study> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    crate::scenario::syntax::problems(file, &errors, problems);
    if !problems.is_empty() {
        return None;
    }
    let mut reader = Reader { file, problems };
    let top = reader.top(table.get_ref());
    let start = Place::start(file);
    // Without method or scenarios the rest is still read, with stand-ins, for what is wrong in it by itself.
    if top.method.is_none() && !reader.problems.iter().any(|problem| problem.key == "method") {
        let words: Vec<&str> = kinds().map(|kind| kind.word).collect();
        reader.missing(&start, "method", &format!("one of {}", words.join(", ")), "method = \"latin_hypercube\"");
    }
    let brings_outcomes = top.method.as_ref().is_none_or(|(listed, _)| listed.kind.brings_outcomes);
    if top.outcomes.is_empty() && !brings_outcomes && !reader.problems.iter().any(|problem| problem.key == "outcomes") {
        reader.missing(&start, "outcomes", "a list of outcome ids", "outcomes = [\"satisfaction\"]");
    }
    let set = top.set.map(|node| reader.settings("set", node)).unwrap_or_default();
    let scenarios = if let Some(node) = top.scenarios {
        reader.scenarios(node, folder, on_top, &set)
    } else {
        reader.missing(&start, "scenarios", "a list of scenario files", "scenarios = [\"../baseline.toml\"]");
        None
    };
    // Without method or scenarios the rest is still read, with stand-ins, for what is wrong in it by itself.
    let sound = scenarios.is_some();
    let mut subject = Subject {
        title: top.title.clone().unwrap_or_else(|| name.clone()),
        title_zh: top.title_zh.or(top.title).unwrap_or_else(|| name.clone()),
        name,
        file: file.name.clone(),
        text: file.text.clone(),
        sources: Sources::default(),
        scenarios: scenarios.unwrap_or_else(|| vec![Scenario::default()]),
        outcomes: top.outcomes.into(),
        replicates: top.replicates.unwrap_or(4),
        factors: Indexed::default(),
        combinations: vec![Combination { name: "as_is".to_owned(), settings: Vec::new() }],
    };
    let Some((Listed { kind, read }, place)) = top.method.filter(|_| sound) else {
        reader.by_itself(&set, (top.levers, top.assumptions), folder, &mut subject);
        return None;
    };
    if let Some(node) = top.cross {
        subject.combinations = reader.combinations(node, &subject.scenarios);
    }
    let mut fixed: Vec<(String, Option<Place>)> = set.into_iter().map(|(key, _, place)| (key, Some(place))).collect();
    fixed.extend(on_top.iter().filter_map(|word| Some((word.split_once('=')?.0.trim().to_owned(), None))));
    if let Some(node) = top.levers {
        reader.levers(node, folder, &mut subject);
    }
    if let Some(node) = top.assumptions {
        reader.assumptions(node, &mut subject);
    }
    // What is fixed or crossed is not varied as one of many.
    let mut settled: Vec<String> = fixed.iter().map(|(key, _)| key.clone()).collect();
    settled.extend(subject.combinations[0].settings.iter().map(|(key, _)| key.clone()));
    if let Some(node) = top.every_lever {
        reader.every_lever(node, &settled, &mut subject);
    }
    if let Some(node) = top.selection {
        reader.selection(node, &settled, &mut subject);
    }
    reader.never_both(&fixed, top.cross, &subject);
    reader.not_of(kind, &top.sections);
    let sizes = top.design.map(|node| reader.sizes(kind, node)).unwrap_or_default();
    let own: Vec<_> =
        top.sections.into_iter().filter(|(key, ..)| kind.sections.iter().any(|s| s.name == *key)).collect();
    let outcomes = top.outcomes_at;
    let reading = &mut Reading { reader: &mut reader, method: &place, folder, sections: &own, outcomes, sizes };
    let method = read(reading, &mut subject);
    subject.factors.sort_by_key(|factor| factor.role);
    let study = Study { subject, method };
    study.complete(kind, reader.problems, &place);
    Some(study)
}

impl Study {
    /// Reports what it lacks as a whole, or has too much of.
    fn complete(&self, kind: &Kind, problems: &mut Vec<Diagnostic>, place: &Place) {
        let any_refused = !problems.is_empty();
        let (subject, asks) = (&self.subject, self.method.asks());
        let mut complaints = Complaints::new(problems, place, kind.word);
        if kind.varies && subject.factors.is_empty() {
            if !any_refused {
                complaints.say(
                    "the study varies nothing".to_owned(),
                    "at least one [[lever]] or [[assumption]]",
                    "add [levers] for every lever, [[assumption]] with key = \"…\", or [assumptions] with \
                     provenance = [\"assumed\"]",
                );
            }
            return;
        }
        asks.complete(subject, &mut complaints);
        let points = asks.points_at_most(subject);
        let (combinations, replicates) = asks.size(subject);
        let scenarios = points.saturating_mul((subject.scenarios.len() * combinations) as u64);
        if kind.varies && (scenarios > MOST.0 || scenarios.saturating_mul(u64::from(replicates)) > MOST.1) {
            complaints.say(
                format!(
                    "the study asks for {points} points times {} scenarios, {combinations} combinations of variants and \
                     {replicates} replicates",
                    subject.scenarios.len()
                ),
                "at most 100,000 without replicates and 1,000,000 with them",
                "vary fewer things, or lower levels, points, trajectories or generations under [design]",
            );
        }
    }
}

impl Reader<'_> {
    fn top<'t, 'i>(&mut self, table: &'t DeTable<'i>) -> Top<'t, 'i> {
        let mut top = Top::default();
        for (key, place, node) in self.entries(table) {
            match key {
                "title" => top.title = self.text(key, node),
                "title_zh" => top.title_zh = self.text(key, node),
                "method" => top.method = self.method(node).map(|method| (method, self.of(node))),
                "scenarios" => top.scenarios = Some(node),
                "outcomes" => (top.outcomes, top.outcomes_at) = (self.outcomes(node), Some(node)),
                "replicates" => top.replicates = self.count(key, node, 1, 10_000),
                "set" => top.set = Some(node),
                "cross" => top.cross = Some(node),
                "lever" => top.levers = Some(node),
                "assumption" => top.assumptions = Some(node),
                "levers" => top.every_lever = Some(node),
                "assumptions" => top.selection = Some(node),
                "design" => top.design = Some(node),
                _ if kinds().any(|kind| kind.sections.iter().any(|section| section.name == key)) => {
                    top.sections.push((key, place, node));
                }
                _ => self.unknown("", key, &place, &top_keys()),
            }
        }
        top
    }

    /// Reports what is wrong in a study's settings and factors, whatever its scenarios.
    fn by_itself(
        &mut self,
        set: &[(String, Setting, Place)],
        (levers, assumptions): (Option<&Node>, Option<&Node>),
        folder: &Path,
        subject: &mut Subject,
    ) {
        for (key, setting, place) in set {
            if let Err(problem) = judged(key, setting.clone()) {
                self.moved(problem, place);
            }
        }
        if let Some(node) = levers {
            self.levers(node, folder, subject);
        }
        if let Some(node) = assumptions {
            self.assumptions(node, subject);
        }
        // Nobody knows which scenarios there will be.
        self.problems.retain(|problem| problem.key != "lever.on");
    }

    fn method(&mut self, node: &Node) -> Option<&'static Listed> {
        let word = self.text("method", node)?;
        let listed = METHODS.iter().find(|listed| listed.kind.word == word);
        if listed.is_none() {
            let words: Vec<&str> = kinds().map(|kind| kind.word).collect();
            let help = nearest(&word, words.iter().copied())
                .map(|near| format!("did you mean \"{near}\"?"))
                .unwrap_or_default();
            self.wrong(node, "method", &format!("one of {}", words.join(", ")), &help);
        }
        listed
    }

    /// Refuses what belongs to other methods.
    fn not_of(&mut self, kind: &Kind, sections: &[(&str, Place, &Node)]) {
        let owns = |kind: &Kind, key: &str| kind.sections.iter().any(|section| section.name == key);
        for (key, place, _) in sections.iter().filter(|(key, ..)| !owns(kind, key)) {
            let owners: Vec<&str> = kinds().filter(|kind| owns(kind, key)).map(|kind| kind.word).collect();
            let Some(owner) = owners.first() else { continue };
            let word = kind.word;
            let (what, expected) = if key == owner {
                (format!("[{key}]"), format!("tables of {word}"))
            } else {
                ((*key).to_owned(), format!("the method {}", owners.join(" or ")))
            };
            let problem = place.problem(key, format!("{what} does not belong to the method {word}"));
            let problem = problem.expected(expected).help(format!("take it out, or write method = \"{owner}\""));
            self.problems.push(problem);
        }
    }

    /// `[design]`: the sizes that a method heeds.
    fn sizes(&mut self, kind: &'static Kind, node: &Node) -> Vec<(&'static str, u32)> {
        let mut sizes = Vec::new();
        let Some(table) = self.section("design", node) else { return sizes };
        let known: Vec<&str> = kind.design.iter().map(|size| size.key).collect();
        for (key, place, node) in self.entries(table) {
            let full = format!("design.{key}");
            let Some(size) = kind.design.iter().find(|size| size.key == key) else {
                if kinds().any(|kind| kind.design.iter().any(|size| size.key == key)) {
                    let problem = place.problem(&full, format!("the method {} has no {key}", kind.word));
                    self.problems.push(problem.expected(format!("some of {}", known.join(", "))).help("take it out"));
                } else {
                    self.unknown("design", key, &place, &known);
                }
                continue;
            };
            let Some(count) = self.count(&full, node, size.low, size.high) else { continue };
            if !size.even.is_empty() && count % 2 == 1 {
                self.wrong(node, &full, "an even number", size.even);
            }
            sizes.push((size.key, count));
        }
        sizes
    }

    fn outcomes(&mut self, node: &Node) -> Vec<&'static OutcomeKind> {
        let mut outcomes: Vec<&'static OutcomeKind> = Vec::new();
        if node.get_ref().as_array().is_some_and(|list| list.is_empty()) {
            self.wrong(node, "outcomes", "at least one outcome id", "for instance outcomes = [\"satisfaction\"]");
        }
        for (word, node) in self.texts("outcomes", node) {
            let Some(kind) = self.outcome(&word, node) else { continue };
            if outcomes.iter().any(|known| known.id == kind.id) {
                let problem = self.of(node).problem("outcomes", format!("{word} appears twice"));
                self.problems.push(problem.expected("each outcome once").help("take one out"));
            } else {
                outcomes.push(kind);
            }
        }
        outcomes
    }

    /// The outcome of that id, or a problem.
    pub(super) fn outcome(&mut self, word: &str, node: &Node) -> Option<&'static OutcomeKind> {
        let kind = outcome_kind(word);
        if kind.is_none() {
            let problem = self.of(node).problem("outcomes", format!("there is no outcome {word}"));
            let near = nearest(word, outcome_kinds().iter().map(|kind| kind.id));
            self.problems.push(match near {
                Some(near) => problem.expected(format!("the nearest is {near}")).help(format!("did you mean {near}?")),
                None => problem.expected("an outcome id").help("`gridgov outcomes` lists every outcome"),
            });
        }
        kind
    }

    /// The scenarios that the files hold, with the settings of `[set]` and `--set` on top.
    fn scenarios(
        &mut self,
        node: &Node,
        folder: &Path,
        on_top: &[String],
        set: &[(String, Setting, Place)],
    ) -> Option<Vec<Scenario>> {
        let before = self.problems.len();
        let files = self.texts("scenarios", node);
        let builtin = |file: &str| file.strip_prefix("builtin:").and_then(Scenario::builtin);
        for (file, node) in &files {
            if builtin(file).is_none() && !exists(&folder.join(file)) {
                let problem = self.of(node).problem("scenarios", format!("{file}: there is no such file or folder"));
                let problem = problem.expected("a scenario file, by its path from this file");
                self.problems.push(problem.help("check the spelling and the folder, such as ../baseline.toml"));
            }
        }
        if self.problems.len() > before || files.is_empty() {
            if files.is_empty() && self.problems.len() == before {
                self.wrong(node, "scenarios", "at least one scenario file", "name the baseline first");
            }
            return None;
        }
        let on_disk = files.iter().filter(|(file, _)| builtin(file).is_none());
        let paths: Vec<_> = on_disk.map(|(file, _)| folder.join(file)).collect();
        match if paths.is_empty() { Ok(Vec::new()) } else { load(&paths, on_top) } {
            Ok(mut scenarios) => {
                for (at, (file, _)) in files.iter().enumerate() {
                    if let Some(scenario) = builtin(file) {
                        scenarios.insert(at.min(scenarios.len()), scenario);
                    }
                }
                self.set(scenarios, set, on_top)
            }
            Err(found) => {
                self.problems.extend(found);
                None
            }
        }
    }

    /// Puts the settings on every scenario; each is judged alone first, so that its error stands at its place.
    fn set(
        &mut self,
        scenarios: Vec<Scenario>,
        set: &[(String, Setting, Place)],
        on_top: &[String],
    ) -> Option<Vec<Scenario>> {
        let before = self.problems.len();
        let settings: Vec<(String, Setting)> =
            set.iter().map(|(key, setting, _)| (key.clone(), setting.clone())).collect();
        // The command line overrides the file; its values were checked when the scenarios were loaded.
        let words = on_top.iter().filter_map(|assignment| assignment.split_once('='));
        let last: Vec<(String, Setting)> =
            words.map(|(key, value)| (key.trim().to_owned(), Setting::from(value.trim()))).collect();
        let mut done = Vec::new();
        for scenario in scenarios {
            match scenario.with_all(&settings) {
                Ok(scenario) => match scenario.with_all(&last) {
                    Ok(scenario) => done.push(scenario),
                    Err(problem) => self.problems.push(*problem),
                },
                Err(problem) => {
                    let before = self.problems.len();
                    for (key, setting, place) in set {
                        if let Err(problem) = judged(key, setting.clone()) {
                            self.moved(problem, place);
                        }
                    }
                    // Each is right by itself, but they do not go together.
                    if let (true, Some((.., place))) = (self.problems.len() == before, set.last()) {
                        self.moved(problem, place);
                    }
                    break;
                }
            }
        }
        (self.problems.len() == before).then_some(done)
    }
}

/// The keys at the top of a study file: those of all studies, then those of single methods.
#[must_use]
pub fn top_keys() -> Vec<&'static str> {
    let mut keys = keys::TOP.to_vec();
    for key in kinds().flat_map(|kind| Key::names(kind.sections)) {
        // Several methods may have a key in common.
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// A value as a setting; `None` for lists and the like.
fn setting_of(value: &DeValue) -> Option<Setting> {
    match value {
        DeValue::Boolean(on) => Some(Setting::Switch(*on)),
        DeValue::String(text) => Some(Setting::Text(text.to_string())),
        _ => crate::scenario::values::number(value).map(Setting::Number),
    }
}
