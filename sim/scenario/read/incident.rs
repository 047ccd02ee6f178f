//! Reads `[[incident]]`.

use toml::de::DeTable;

use super::{IncidentPatch, Node, Reader};
use crate::assumptions::{Department, Path};
use crate::diagnostics::Code;
use crate::scenario::FLAGS;
use crate::scenario::nearest::nearest;
use crate::scenario::place::Place;
use crate::scenario::unknown::{quoted, suggest};
use crate::scenario::values::incident_name_fault;
use crate::settings::{parameter, parameters};

impl Reader<'_> {
    pub(super) fn incident(
        &mut self,
        table: &DeTable,
        place: &Place,
        before: &[IncidentPatch],
    ) -> Option<IncidentPatch> {
        let Some((key, node)) = table.get_key_value("name") else {
            let problem = place.problem("incident.name", "an [[incident]] has no name").code(Code::Missing);
            self.problems
                .push(problem.expected("name = \"…\"").help("a name of the list is changed, a new name adds a kind"));
            return None;
        };
        let key_place = self.place(key.span());
        let name = self.text("incident.name", node)?;
        if let Some(fault) = incident_name_fault(&name) {
            self.fault(&self.of(node), "incident.name", fault);
            return None;
        }
        if let Some(twice) = before.iter().find(|patch| patch.name == name) {
            let found = format!("the incident {name} stands here a second time (first at {})", twice.place.mention());
            let problem = self.of(node).problem("incident.name", found).code(Code::Duplicate);
            self.problems
                .push(problem.expected("each name once").help("put all fields of one kind under one [[incident]]"));
            return None;
        }
        let mut patch = IncidentPatch {
            name,
            place: key_place,
            title: None,
            title_zh: None,
            numbers: Vec::new(),
            flags: Vec::new(),
            departments: None,
            path: None,
        };
        for (name, place, node) in self.entries(table) {
            let key = format!("incident.{}.{name}", patch.name);
            match name {
                "name" => {}
                "title" => self.title(&key, node, &mut patch.title),
                "title_zh" => self.title(&key, node, &mut patch.title_zh),
                "departments" => patch.departments = self.departments(&key, node),
                "path" => patch.path = self.path_of_kind(&key, node),
                _ => {
                    if let Some(flag) = FLAGS.into_iter().find(|flag| *flag == name) {
                        if let Some(value) = self.flag(&key, node) {
                            patch.flags.push((flag, value, self.of(node)));
                        }
                    } else if let Some(parameter) = parameter("incident", name) {
                        if let Some(value) = self.value(parameter, &key, node) {
                            patch.numbers.push((parameter, value, self.of(node)));
                        }
                    } else {
                        let others = ["name", "title", "title_zh", "departments", "path"].into_iter().chain(FLAGS);
                        let known = parameters().filter(|p| p.table == "incident").map(|p| p.name);
                        let near = nearest(name, known.chain(others)).map(str::to_owned);
                        let problem =
                            place.problem(&key, format!("an incident has no field {name}")).code(Code::UnknownKey);
                        self.problems.push(suggest(problem, near));
                    }
                }
            }
        }
        Some(patch)
    }

    fn path_of_kind(&mut self, key: &str, node: &Node) -> Option<(Path, Place)> {
        let word = node.get_ref().as_str().unwrap_or("");
        let path = Path::named(word);
        if path.is_none() {
            let words = Path::ALL.map(Path::word);
            let help = match nearest(word, words) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => "path_share says how many of its incidents take it; the others need a visit".to_owned(),
            };
            self.wrong(node, key, &format!("one of {}", quoted(&words)), &help);
        }
        path.map(|path| (path, self.of(node)))
    }

    pub(super) fn departments(&mut self, key: &str, node: &Node) -> Option<(Vec<Department>, Place)> {
        let names = Department::ALL.map(|department| department.names().0);
        let expected = format!("a list of {}", quoted(&names));
        let array = node.get_ref().as_array().filter(|array| !array.is_empty());
        let Some(array) = array else {
            self.wrong(node, key, &expected, "name at least one department; several work jointly");
            return None;
        };
        let mut departments = Vec::new();
        for item in array {
            let word = item.get_ref().as_str().unwrap_or("");
            match Department::named(word) {
                Some(department) if departments.contains(&department) => {
                    self.wrong(item, key, "each department once", "take the second mention out");
                }
                Some(department) => departments.push(department),
                None => {
                    let help = match nearest(word, names) {
                        Some(near) => format!("did you mean \"{near}\"?"),
                        None => "departments are fixed; choose the one nearest to yours".to_owned(),
                    };
                    self.wrong(item, key, &format!("one of {}", quoted(&names)), &help);
                }
            }
        }
        (!departments.is_empty()).then(|| (departments, self.of(node)))
    }
}
