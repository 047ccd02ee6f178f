//! Reads a study file: TOML with places, everything checked, all errors in one go.

mod claims;
mod cross;
mod factor;
mod joint;
pub mod keys;
mod method;
mod selection;
mod table;
mod trial;

use std::path::Path;
use std::rc::Rc;

use toml::de::{DeTable, DeValue};

use super::{Cross, Design, Method, Study};
use crate::diagnostics::{Diagnostic, in_order};
use crate::outcomes::{OutcomeKind, outcome_kind, outcome_kinds};
use crate::scenario::nearest::nearest;
use crate::scenario::place::{Place, SourceFile};
use crate::scenario::read::{Node, Reader};
use crate::scenario::set::judged;
use crate::scenario::{Scenario, Setting, load, named};

/// The study in a file, with `KEY=VALUE` settings on top of those in `[set]`.
///
/// # Errors
/// Everything that is wrong in it and in the scenarios that it names.
pub fn from_path(path: &Path, on_top: &[String]) -> Result<Study, Vec<Diagnostic>> {
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
    method: Option<(Method, Place)>,
    scenarios: Option<&'t Node<'i>>,
    outcomes: Vec<&'static OutcomeKind>,
    /// Where they stand.
    outcomes_at: Option<&'t Node<'i>>,
    replicates: Option<u32>,
    set: Option<&'t Node<'i>>,
    cross: Option<&'t Node<'i>>,
    levers: Option<&'t Node<'i>>,
    assumptions: Option<&'t Node<'i>>,
    selection: Option<&'t Node<'i>>,
    /// `[design]` and the tables of methods.
    tables: Vec<(&'t str, Place, &'t Node<'i>)>,
    /// The tables of a test of claims.
    claims: Vec<(&'t str, Place, &'t Node<'i>)>,
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
    let mut sound = top.method.is_some();
    if !sound && !reader.problems.iter().any(|problem| problem.key == "method") {
        let words: Vec<&str> = Method::ALL.iter().map(|method| method.word()).collect();
        reader.missing(&start, "method", &format!("one of {}", words.join(", ")), "method = \"latin_hypercube\"");
    }
    let (method, method_place) = top.method.clone().unwrap_or((Method::ALL[0], start.clone()));
    let claims = !sound || method == Method::Claims;
    if top.outcomes.is_empty() && !claims && !reader.problems.iter().any(|problem| problem.key == "outcomes") {
        reader.missing(&start, "outcomes", "a list of outcome ids", "outcomes = [\"satisfaction\"]");
    }
    if let (Method::Trial, Some(node)) = (method, top.outcomes_at) {
        reader.of_communities(node);
    }
    let set = top.set.map(|node| reader.settings("set", node)).unwrap_or_default();
    let scenarios = if let Some(node) = top.scenarios {
        reader.scenarios(node, folder, on_top, &set)
    } else {
        reader.missing(&start, "scenarios", "a list of scenario files", "scenarios = [\"../baseline.toml\"]");
        None
    };
    sound &= scenarios.is_some();
    let scenarios = scenarios.unwrap_or_else(|| vec![Scenario::default()]);
    let mut study = Study {
        title: top.title.clone().unwrap_or_else(|| name.clone()),
        title_zh: top.title_zh.or(top.title).unwrap_or_else(|| name.clone()),
        name,
        file: file.name.clone(),
        text: file.text.clone(),
        method,
        scenarios,
        outcomes: top.outcomes,
        replicates: top.replicates.unwrap_or(4),
        factors: Vec::new(),
        crosses: vec![Cross { name: "as_is".to_owned(), settings: Vec::new() }],
        design: Design::of(method),
        aims: Vec::new(),
        objectives: Vec::new(),
        bounds: Vec::new(),
        criterion: None,
        claims: super::claims::Claims::default(),
        trial: None,
    };
    if !sound {
        reader.by_itself(&set, (top.levers, top.assumptions), folder, &mut study);
        return None;
    }
    if let Some(node) = top.cross {
        study.crosses = reader.crosses(node, &study.scenarios);
    }
    let mut fixed: Vec<(String, Option<Place>)> = set.into_iter().map(|(key, _, place)| (key, Some(place))).collect();
    fixed.extend(on_top.iter().filter_map(|word| Some((word.split_once('=')?.0.trim().to_owned(), None))));
    if let Some(node) = top.levers {
        reader.levers(node, folder, &mut study);
    }
    if let Some(node) = top.assumptions {
        reader.assumptions(node, &mut study);
    }
    if let Some(node) = top.selection {
        // What is fixed or crossed is not doubted.
        let mut settled: Vec<String> = fixed.iter().map(|(key, _)| key.clone()).collect();
        settled.extend(study.crosses[0].settings.iter().map(|(key, _)| key.clone()));
        reader.selection(node, &settled, &mut study);
    }
    reader.never_both(&fixed, top.cross, &study);
    for (key, place, node) in &top.tables {
        reader.method_table(key, place, node, &mut study);
    }
    reader.claims(&top.claims, folder, &method_place, &mut study);
    reader.complete(&mut study, &method_place);
    Some(study)
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
                "assumptions" => top.selection = Some(node),
                "design" | "calibration" | "search" | "discovery" | "robustness" | "trial" => {
                    top.tables.push((key, place, node));
                }
                "claim" | "commentary" | "matters" | "silent" | "worlds" => top.claims.push((key, place, node)),
                _ => self.unknown("", key, &place, &keys::TOP),
            }
        }
        top
    }

    /// Tells what is wrong in a study's settings and factors, whatever its scenarios.
    fn by_itself(
        &mut self,
        set: &[(String, Setting, Place)],
        (levers, assumptions): (Option<&Node>, Option<&Node>),
        folder: &Path,
        study: &mut Study,
    ) {
        for (key, setting, place) in set {
            if let Err(problem) = judged(key, setting.clone()) {
                self.moved(problem, place);
            }
        }
        if let Some(node) = levers {
            self.levers(node, folder, study);
        }
        if let Some(node) = assumptions {
            self.assumptions(node, study);
        }
        // Nobody knows which scenarios there will be.
        self.problems.retain(|problem| problem.key != "lever.on");
    }

    fn method(&mut self, node: &Node) -> Option<Method> {
        let word = self.text("method", node)?;
        let method = Method::ALL.into_iter().find(|method| method.word() == word);
        if method.is_none() {
            let words = Method::ALL.map(Method::word);
            let help = nearest(&word, words).map(|near| format!("did you mean \"{near}\"?")).unwrap_or_default();
            self.wrong(node, "method", &format!("one of {}", words.join(", ")), &help);
        }
        method
    }

    fn outcomes(&mut self, node: &Node) -> Vec<&'static OutcomeKind> {
        let mut outcomes: Vec<&'static OutcomeKind> = Vec::new();
        if node.get_ref().as_array().is_some_and(|list| list.is_empty()) {
            self.wrong(node, "outcomes", "at least one outcome id", "for instance outcomes = [\"satisfaction\"]");
        }
        for (word, node) in self.texts("outcomes", node) {
            let Some(kind) = self.outcome(&word, node) else { continue };
            if outcomes.iter().any(|known| known.id == kind.id) {
                let problem = self.of(node).problem("outcomes", format!("{word} stands here twice"));
                self.problems.push(problem.expected("each outcome once").help("take one out"));
            } else {
                outcomes.push(kind);
            }
        }
        outcomes
    }

    /// The outcome of that id, or a problem.
    fn outcome(&mut self, word: &str, node: &Node) -> Option<&'static OutcomeKind> {
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
            if builtin(file).is_none() && !folder.join(file).exists() {
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
        // The command line has the last word; what it says was judged when the scenarios were loaded.
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

/// A value as a setting; `None` for lists and the like.
fn setting_of(value: &DeValue) -> Option<Setting> {
    match value {
        DeValue::Boolean(on) => Some(Setting::Switch(*on)),
        DeValue::String(text) => Some(Setting::Text(text.to_string())),
        _ => crate::scenario::values::number(value).map(Setting::Number),
    }
}
