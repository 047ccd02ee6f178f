//! From a file to its scenarios: the chain of files it extends, its variants, and settings on top.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use super::draft::Draft;
use super::place::{Place, SourceFile};
use super::read::{Document, Layer, read};
use super::{Scenario, bytes, check, roster};
use crate::assumptions::CityPlan;
use crate::diagnostics::{Code, Diagnostic};
use crate::plan::plan;

/// Files in a chain at most: more is a mistake.
const DEEPEST: usize = 32;

/// What fetches an extended file or a roster; paths are those of the extending file's folder joined with the name in it.
pub type Fetch<'a> = dyn Fn(&Path) -> io::Result<Vec<u8>> + 'a;

/// Builds scenarios from files, gathering problems on the way.
pub(super) struct Builder<'a> {
    pub fetch: &'a Fetch<'a>,
    pub problems: Vec<Diagnostic>,
    /// Layers put on top of every scenario (`--set`), with their origin.
    pub on_top: &'a [(Layer, String)],
}

impl Builder<'_> {
    /// Every scenario of a file: the file itself, or its variants if it has any.
    pub fn scenarios(&mut self, file: &Rc<SourceFile>, path: &Path, name: &str) -> Vec<Scenario> {
        let document = read(file, &mut self.problems);
        let mut chain = vec![path.to_path_buf()];
        let mut base = self.draft(&document, &mut chain);
        if document.extends.is_none() {
            base.make_root();
        }
        base.name(name, &document.layer);
        base.scenario.file.clone_from(&file.name);
        base.scenario.text.clone_from(&file.text);
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut drafts = Vec::new();
        for variant in &document.variants {
            let mut draft = base.clone();
            let origin = format!("{}, variant {}", file.name, variant.name);
            self.put(&mut draft, &variant.layer, &origin, folder);
            draft.name(&format!("{name}/{}", variant.name), &variant.layer);
            drafts.push(draft);
        }
        if drafts.is_empty() {
            drafts.push(base);
        }
        for draft in &mut drafts {
            for (layer, origin) in self.on_top {
                self.put(draft, layer, origin, Path::new(""));
            }
            check::whole(draft, &Place::start(file), &mut self.problems);
        }
        drafts.into_iter().map(|draft| draft.scenario).collect()
    }

    /// What a document sets on top of what it extends.
    fn draft(&mut self, document: &Document, chain: &mut Vec<PathBuf>) -> Draft {
        let path = chain.last().cloned().unwrap_or_default();
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut draft = match &document.extends {
            Some((target, place)) => self.extended(target, place, folder, chain),
            None => Draft::empty(),
        };
        self.put(&mut draft, &document.layer, &document.file.name, folder);
        draft
    }

    fn extended(&mut self, target: &str, place: &Place, folder: &Path, chain: &mut Vec<PathBuf>) -> Draft {
        if let Some(name) = target.strip_prefix("builtin:") {
            if Scenario::builtin(name).is_none() {
                let problem =
                    place.problem("extends", format!("there is no built-in scenario {name}")).code(Code::UnknownName);
                self.problems.push(problem.expected("builtin:baseline").help("did you mean builtin:baseline?"));
            }
            return Draft::empty();
        }
        let path = tidy(&folder.join(target));
        if chain.contains(&path) {
            let round: Vec<String> = chain
                .iter()
                .skip_while(|file| **file != path)
                .chain([&path])
                .map(|p| p.display().to_string())
                .collect();
            let problem = place
                .problem("extends", format!("the files extend each other in a circle: {}", round.join(" -> ")))
                .code(Code::Conflict);
            self.problems.push(problem.expected("a chain that ends").help("take one extends out"));
            return Draft::empty();
        }
        if chain.len() >= DEEPEST {
            let problem = place
                .problem("extends", format!("the chain of extended files is longer than {DEEPEST}"))
                .code(Code::OutOfRange);
            self.problems.push(problem.help("extend a file nearer to the root"));
            return Draft::empty();
        }
        let Some(file) = self.fetch_file(&path, place, "extends", target) else { return Draft::empty() };
        let document = read(&file, &mut self.problems);
        chain.push(path);
        let mut draft = self.draft(&document, chain);
        chain.pop();
        if document.extends.is_none() {
            draft.make_root();
        }
        draft
    }

    /// A file named in another one; if it cannot be read, the problem points at the name.
    fn fetch_file(&mut self, path: &Path, place: &Place, key: &str, target: &str) -> Option<Rc<SourceFile>> {
        match bytes::source_file(&path.display().to_string(), (self.fetch)(path)) {
            Ok(file) => Some(file),
            Err(problem) => {
                let found = format!("{target}: {}", problem.found);
                self.problems
                    .push(place.problem(key, found).code(problem.code).expected(problem.expected).help(problem.help));
                None
            }
        }
    }

    /// Puts a layer on a draft, with its roster if it names one.
    fn put(&mut self, draft: &mut Draft, layer: &Layer, origin: &str, folder: &Path) {
        let residents = layer.numbers.iter().find(|(p, ..)| p.table == "city" && p.name == "residents");
        if let (Some((_, _, place)), None, Some(_)) = (residents, &layer.roster, &draft.scenario.roster) {
            let from = draft.scenario.origins.get("city.roster").cloned().unwrap_or_default();
            let found = format!("residents is set, but the city comes from a roster (set in {from})");
            let problem = place.problem("city.residents", found).code(Code::Conflict).expected("no residents");
            self.problems.push(problem.help("a roster counts its own residents: change its households instead"));
        }
        if let Some((CityPlan::Drawn { .. }, place)) = &layer.plan
            && (layer.roster.is_some() || draft.scenario.roster.is_some())
        {
            self.problems.push(drawn_roster(place));
        }
        draft.put(layer, origin);
        let Some((target, place)) = &layer.roster else { return };
        let path = tidy(&folder.join(target));
        let Some(file) = self.fetch_file(&path, place, "city.roster", target) else { return };
        let before = self.problems.len();
        let rows = roster::read(&file, &mut self.problems);
        if self.problems.len() > before {
            return;
        }
        let subdistricts = plan(&draft.scenario.settings.city, Some(&rows), None);
        let residents: f64 = subdistricts.iter().flat_map(|s| &s.communities).map(|c| f64::from(c.residents)).sum();
        draft.scenario.settings.city.residents = residents;
        draft.scenario.roster = Some(rows);
        // A roster takes the place of generated cities, also of ones that a file below it wants to be drawn.
        draft.scenario.settings.plan = CityPlan::Fixed;
        draft.mark("city.roster".to_owned(), origin, place);
        draft.mark("city.residents".to_owned(), &format!("{origin}, roster {target}"), place);
    }
}

/// The problem that a roster is asked to be drawn.
pub(super) fn drawn_roster(place: &Place) -> Diagnostic {
    let problem = place.problem("city.plan", "plan is \"drawn\", but the city comes from a roster");
    problem
        .code(Code::Conflict)
        .expected("\"fixed\", or no plan")
        .help("a roster says itself what there is: take the plan out")
}

/// A path without `.` and with `..` resolved by name, so that one file has one path.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidy.components().next_back(), Some(Component::Normal(_))) => {
                tidy.pop();
            }
            _ => tidy.push(part),
        }
    }
    tidy
}
