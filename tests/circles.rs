//! No file takes from another what takes from it, on whatever way round: inside a room as well as between rooms.
//!
//! Imports are followed from file to file as the compiler does: through `crate::`, through `super::` and `self::`, through
//! the modules that a file declares, in braces, in the middle of code, and through names that are exported again. Two things
//! are no arrow: a file below a module takes what the module's own file defines, since both are one module; and a file adds
//! methods to a type of another (`impl super::Ledger` in the journal), since methods stand with what they are about.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module by its path from the root of the crate, such as `study`, `read`.
type Module = Vec<String>;

/// Every module of the crate with its code, tests and comments left out.
struct House {
    modules: BTreeMap<Module, String>,
    /// Names that a module exports again, with the path from the root at which they are found.
    again: BTreeMap<Module, BTreeMap<String, Module>>,
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// Code without its tests and comments.
fn code(text: &str) -> String {
    let before = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    before.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The paths that begin where `text` does: one, or several where there are braces. `export as name` keeps the name.
fn paths(text: &str) -> Vec<(Module, String)> {
    let text = text.trim_start();
    if let Some(inside) = text.strip_prefix('{') {
        let (mut depth, mut from, mut found) = (0, 0, Vec::new());
        for (at, letter) in inside.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' => {
                    found.extend(paths(&inside[from..at]));
                    from = at + 1;
                    if letter == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
        return found;
    }
    let name: String = text.chars().take_while(|letter| is_name(*letter)).collect();
    if name.is_empty() {
        return Vec::new();
    }
    let rest = text[name.len()..].trim_start();
    if let Some(rest) = rest.strip_prefix("::") {
        let deeper = paths(rest);
        if !deeper.is_empty() {
            let longer = |(path, called): (Module, String)| ([vec![name.clone()], path].concat(), called);
            return deeper.into_iter().map(longer).collect();
        }
    }
    let called =
        rest.strip_prefix("as ").map_or(name.clone(), |rest| rest.chars().take_while(|c| is_name(*c)).collect());
    vec![(vec![name], called)]
}

impl House {
    fn read(folder: &Path) -> Self {
        let (mut modules, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
        while let Some(next) = folders.pop() {
            for path in fs::read_dir(&next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let inside = path.strip_prefix(folder).expect("it is inside").with_extension("");
                    let module: Module =
                        inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
                    let own = ["lib", "main"].contains(&module[0].as_str());
                    if !own && module.last().is_some_and(|name| name != "tests") {
                        let text = fs::read_to_string(&path).expect("UTF-8").replace("\r\n", "\n");
                        modules.insert(module, code(&text));
                    }
                }
            }
        }
        assert!(!modules.is_empty());
        let mut house = Self { modules, again: BTreeMap::new() };
        for (module, code) in &house.modules {
            let exports = code.match_indices("pub").filter_map(|(at, _)| {
                let rest = &code[at + 3..];
                let rest =
                    rest.strip_prefix('(').map_or(rest, |rest| rest.split_once(')').map_or("", |(_, rest)| rest));
                rest.trim_start().strip_prefix("use ")
            });
            let names =
                exports.flat_map(paths).filter_map(|(path, called)| Some((called, house.absolute(module, &path)?)));
            house.again.insert(module.clone(), names.collect());
        }
        house
    }

    /// A path as it stands in a module, from the root; `None` for what is no part of the crate.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let mut above = module.clone();
                above.pop()?;
                if rest.first().is_some_and(|next| next == "super") {
                    return self.absolute(&above, rest);
                }
                Some([&above[..], rest].concat())
            }
            _ => {
                let child = [&module[..], std::slice::from_ref(first)].concat();
                self.modules.contains_key(&child).then(|| [&module[..], path].concat())
            }
        }
    }

    /// The module in which a path from the root is defined; names that are exported again are followed.
    fn defined(&self, path: &[String]) -> Option<Module> {
        let mut path = path.to_vec();
        for _ in 0..8 {
            let depth = (1..=path.len()).rev().find(|depth| self.modules.contains_key(&path[..*depth]))?;
            let module = path[..depth].to_vec();
            let elsewhere = path.get(depth).and_then(|name| self.again[&module].get(name));
            match elsewhere {
                Some(target) if *target != path => path = [&target[..], &path[depth + 1..]].concat(),
                _ => return Some(module),
            }
        }
        panic!("{path:?} is exported in a circle")
    }

    /// The modules from which a module takes something, those that it stands in left out.
    fn used_by(&self, module: &Module) -> BTreeSet<Module> {
        let code = &self.modules[module];
        let children = self.modules.keys().filter(|known| known.len() == module.len() + 1 && known.starts_with(module));
        let mut starts: Vec<String> = children.map(|child| format!("{}::", child[module.len()])).collect();
        starts.extend(["crate::", "super::", "self::"].map(str::to_owned));
        let mut used = BTreeSet::new();
        for start in starts {
            for (at, _) in code.match_indices(&start) {
                // In the middle of another path or name it begins nothing.
                let inside = code[..at].ends_with(|before| is_name(before) || before == ':' || before == '.');
                if inside || code[..at].ends_with("impl ") {
                    continue;
                }
                for (path, _) in paths(&code[at..]) {
                    used.extend(self.absolute(module, &path).and_then(|path| self.defined(&path)));
                }
            }
        }
        used.retain(|other| !module.starts_with(other));
        used
    }

    /// The arrows that lie on a circle: where they lead to, some way leads back.
    fn circles(&self) -> Vec<(Module, Module)> {
        let used: BTreeMap<&Module, BTreeSet<Module>> =
            self.modules.keys().map(|module| (module, self.used_by(module))).collect();
        let reached = |from: &Module| {
            let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
            while let Some(module) = next.pop() {
                next.extend(used[module].iter().filter(|used| seen.insert((*used).clone())));
            }
            seen
        };
        let reached: BTreeMap<&Module, BTreeSet<Module>> =
            self.modules.keys().map(|from| (from, reached(from))).collect();
        let arrows = used.iter().flat_map(|(from, used)| used.iter().map(move |to| ((*from).clone(), to.clone())));
        arrows.filter(|(from, to)| reached[to].contains(from)).collect()
    }
}

fn listed(arrows: &[(Module, Module)]) -> String {
    let line = |(from, to): &(Module, Module)| [from.join("/"), to.join("/")].join(" takes from ");
    arrows.iter().map(|arrow| ["\n".to_owned(), line(arrow)].concat()).collect()
}

#[test]
fn no_file_takes_from_what_takes_from_it() {
    let house = House::read(Path::new("sim"));
    let circles = house.circles();
    assert!(circles.is_empty(), "{}", listed(&circles));
}

/// The test sees what it looks for: circles through `crate::`, `super::`, children and names that are exported again.
#[test]
fn circles_are_seen_on_whatever_way() {
    let built = |files: &[(&str, &str)]| {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path: PathBuf = dir.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        listed(&House::read(dir.path()).circles())
    };
    let room = ("room.rs", "pub mod a;\npub mod b;\npub use b::Thing;\n");
    let b = ("room/b.rs", "pub struct Thing;\nuse super::{a::{self, one}, Own};\n");
    let both = "\nroom/a takes from room/b\nroom/b takes from room/a";
    assert_eq!(built(&[room, b, ("room/a.rs", "use crate::room::b::Thing;\n")]), both);
    // By another name, in the middle of code.
    assert_eq!(built(&[room, b, ("room/a.rs", "fn one() { let it = super::Thing; }\n")]), both);
    // Not what is said in comments and tests, and not what a module's own file defines.
    let quiet =
        "// super::b\nuse super::Own;\nimpl super::Thing {}\n#[cfg(test)]\nmod tests {\nuse super::super::b;\n}\n";
    assert_eq!(built(&[room, b, ("room/a.rs", quiet)]), "");
    // Through a child and another room.
    let other = ("other.rs", "use crate::room::b;\n");
    let through =
        built(&[("room.rs", "mod b;\nfn it() { b::one(); }\n"), ("room/b.rs", "use crate::other::x;\n"), other]);
    assert_eq!(through, "\nother takes from room/b\nroom/b takes from other");
}
