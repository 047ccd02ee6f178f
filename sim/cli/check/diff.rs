//! `check --diff`: what each scenario changes of the baseline, and nothing else.

use serde_json::{Value, json};

use crate::cli::{evidence, output};
use crate::compare::changes::{changes, in_words};
use crate::diagnostics::printable;
use crate::scenario::Scenario;
use crate::table::wrapped;
use crate::words::Language;

/// Shows the changes and returns the exit code.
pub(super) fn show(scenarios: &[Scenario], json: bool, language: Language) -> i32 {
    let builtin = Scenario::default();
    let of_several = scenarios.iter().find(|scenario| scenario.name == "baseline").or(scenarios.first());
    let baseline = if scenarios.len() > 1 { of_several.unwrap_or(&builtin) } else { &builtin };
    // By place, since a single file may be called like the built-in one.
    let others = || scenarios.iter().filter(|scenario| !std::ptr::eq(*scenario, baseline));
    let base = baseline.sets();
    if json {
        let list: Vec<Value> = others()
            .flat_map(|s| changes(&base, &s.sets()).into_iter().map(|change| evidence::change(&s.name, &change)))
            .collect();
        let baseline = &baseline.name;
        return output::put_json(&json!({ "schema": 1, "diagnostics": [], "baseline": baseline, "changes": list }));
    }
    let mut text = String::new();
    for scenario in others() {
        let (title, against) = (titled(scenario, language), titled(baseline, language));
        text += &[&title, " ", language.pick("against", "对比"), " ", &against, "\n"].concat();
        let list = changes(&base, &scenario.sets());
        if list.is_empty() {
            text += language.pick("  changes nothing\n", "  没有改动\n");
        }
        for line in in_words(&list, 0, language) {
            text.extend(wrapped(&line).lines().map(|line| format!("  {line}\n")));
        }
    }
    output::put(&text)
}

fn titled(scenario: &Scenario, language: Language) -> String {
    let chinese = if scenario.title_zh.is_empty() { &scenario.title } else { &scenario.title_zh };
    printable(&format!("{} ({})", language.pick(&scenario.title, chinese), scenario.name))
}
