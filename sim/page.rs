//! The page: one HTML file that runs the model in a browser, put together from `sim/page/`.
//!
//! Modules of JavaScript stand there as they are written, with `import` and `export`; a page that is opened as a file cannot
//! load them from each other, so each becomes a function of its own in one script, in the order of [`MODULES`]. The module of
//! the model, `sim/page/gridgov.wasm.gz`, is made by `sim/page/build`.

mod lessons;

use std::fmt::Write as _;

use serde_json::Value;

pub use self::lessons::{Lesson, Lessons};
use crate::results::{MODEL_VERSION, PROGRAM_VERSION};

/// Names and texts of files of this folder.
macro_rules! files {
    ($($name:literal)*) => { &[ $( ($name, include_str!(concat!("page/", $name))), )* ] };
}

/// Every module before those that import from it.
const MODULES: &[(&str, &str)] = files! {
    "dom.js" "state.js" "words.js" "format.js" "notice.js" "jump.js" "pool.js" "model.js" "base.js" "toml.js" "runs.js" "slow.js" "plot.js" "levers.js"
    "plans.js" "cards.js" "costs.js" "ask_beside.js" "figure.js" "points.js" "dots.js" "fan.js" "draws.js" "map.js" "figures.js" "path.js" "why.js" "rank.js" "reforms.js" "world.js"
    "take.js" "trust.js" "city_words.js" "city_log.js" "city_map.js" "city.js" "lesson_words.js" "lesson_runs.js" "lesson_code.js"
    "glossary.js" "lesson_room.js" "lesson_guess.js" "lesson_try.js" "lessons.js" "veil.js" "main.js"
};

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = concat!(include_str!("page/page.css"), include_str!("page/lessons.css"));
const WORKER: [&str; 2] = [include_str!("wasm/gridgov.mjs"), include_str!("page/worker.js")];
const MODULE: &[u8] = include_bytes!("page/gridgov.wasm.gz");

/// The page with what it was made for.
#[must_use]
pub fn page(data: &Value) -> String {
    let worker = WORKER.map(|text| text.replace("export async function", "async function")).concat();
    let parts = [
        ("{version}", PROGRAM_VERSION.to_owned()),
        ("{model_version}", MODEL_VERSION.to_owned()),
        ("{style}", STYLE.to_owned()),
        ("{data}", data.to_string().replace('<', "\\u003c")),
        ("{worker}", worker),
        ("{module}", base64(MODULE)),
        ("{script}", script(MODULES)),
    ];
    // The frame is cut at its marks, so that nothing that is put in is taken for one.
    let mut page = String::new();
    let mut rest = PAGE;
    while let Some((at, mark, text)) =
        parts.iter().filter_map(|(mark, text)| Some((rest.find(mark)?, mark, text))).min_by_key(|(at, ..)| *at)
    {
        page += &rest[..at];
        page += text;
        rest = &rest[at + mark.len()..];
    }
    page + rest
}

/// The modules as one script.
fn script(modules: &[(&str, &str)]) -> String {
    let scope = |file: &str| file.trim_end_matches(".js").to_owned() + "_module";
    let mut script = String::new();
    for (file, text) in modules {
        let mut exports = Vec::new();
        let mut body = String::new();
        for line in text.lines() {
            if let Some((names, from)) = line.strip_prefix("import ").and_then(|rest| rest.split_once(" from \"./")) {
                let _ = writeln!(body, "const {names} = {};", scope(from.trim_end_matches("\";")));
            } else if let Some(declared) = line.strip_prefix("export ") {
                let name = declared.trim_start_matches("async ").split([' ', '(', '=', ';']).nth(1).unwrap_or_default();
                exports.push(name.to_owned());
                let _ = writeln!(body, "{declared}");
            } else {
                let _ = writeln!(body, "{line}");
            }
        }
        let _ = write!(
            script,
            "// {file}\nconst {} = (() => {{\n{body}return {{ {} }};\n}})();\n",
            scope(file),
            exports.join(", ")
        );
    }
    script
}

/// Bytes as text of 64 characters (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let three = [0, 1, 2].map(|at| u32::from(chunk.get(at).copied().unwrap_or(0)));
        let bits = three[0] << 16 | three[1] << 8 | three[2];
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_base_64() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn modules_become_one_script() {
        let modules = [
            ("a.js", "export const one = 1;\nexport async function two(x) {\n  return x;\n}\n"),
            ("b.js", "import { one } from \"./a.js\";\nuse(one);\n"),
        ];
        let expected = "// a.js\nconst a_module = (() => {\nconst one = 1;\nasync function two(x) {\n  return x;\n}\n\
                        return { one, two };\n})();\n// b.js\nconst b_module = (() => {\nconst { one } = a_module;\n\
                        use(one);\nreturn {  };\n})();\n";
        assert_eq!(script(&modules), expected);
    }

    /// One that imports from a later one would find nothing there; what is imported has to be exported.
    #[test]
    fn modules_stand_before_those_that_import_from_them() {
        for (at, (file, text)) in MODULES.iter().enumerate() {
            for line in text.lines().filter_map(|line| line.strip_prefix("import ")) {
                let (names, from) =
                    line.trim_end_matches("\";").split_once(" from \"./").expect("one line for an import");
                let (_, source) = MODULES[..at].iter().find(|(name, _)| *name == from).unwrap_or_else(|| {
                    panic!("{file} imports from {from}, which is not before it");
                });
                for name in names.trim_matches(['{', '}', ' ']).split(',').map(str::trim) {
                    let declared = |word: &str| source.contains(&format!("export {word} {name}"));
                    assert!(
                        ["const", "function", "async function"].into_iter().any(declared),
                        "{file}: no {name} in {from}"
                    );
                }
            }
        }
    }

    #[test]
    fn nothing_that_is_put_in_ends_its_place() {
        let page = page(&serde_json::json!({ "files": { "a.toml": "title = \"</script><script>{script}\"" } }));
        assert_eq!(page.matches("</script>").count(), 5, "a text ends a script");
        assert!(!page.contains("{module}") && page.contains("\\u003c/script>\\u003cscript>{script}"));
    }
}
