//! Shipped scenarios that a plan of a lesson begins with.

use std::io;
use std::path::Path;

use toml::Spanned;

use super::check::Check;
use super::{Dated, Plan};
use crate::diagnostics::Code;
use crate::scenario::Scenario;
use crate::scenario::nearest::nearest;
use crate::settings::parameters;

/// Names and texts of scenarios.
macro_rules! scenarios {
    ($($name:literal)*) => { &[ $( ($name, include_str!(concat!("../../../scenarios/", $name, ".toml"))), )* ] };
}

/// The shipped scenarios; a test holds that none is missing.
const SHIPPED: &[(&str, &str)] = scenarios! {
    "baseline"
    "all_paths"
    "appraisal"
    "boundary"
    "cogovernance"
    "data_mining"
    "data_without_protection"
    "platform"
    "quotas_without_audits"
    "rule_of_law"
    "service"
    "strong_control"
    "supporting"
    "swift_response"
    "takeover"
    "takeover_staffed"
    "team"
    "whistle"
};

/// A shipped scenario by name.
fn shipped(name: &str) -> Option<Scenario> {
    let text_of = |name: &str| SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
    let fetch = |path: &Path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        text_of(&stem).map(String::into_bytes).ok_or_else(|| io::ErrorKind::NotFound.into())
    };
    let read = Scenario::from_toml_with(&text_of(name)?, name, &fetch);
    Some(read.expect("shipped scenarios are valid").swap_remove(0))
}

/// Puts the levers and reforms of a plan's preset below its own.
pub(super) fn put_below(check: &mut Check, plan: &mut Plan) {
    let Some(name) = &plan.preset else { return };
    let Some(scenario) = shipped(name.get_ref()) else {
        let near = nearest(name.get_ref(), SHIPPED.iter().map(|(known, _)| *known));
        let help = near.map_or("the folder scenarios/ has them".to_owned(), |near| format!("did you mean {near}?"));
        let problem = check.at(name, "preset", format!("no shipped scenario is called {:?}", name.get_ref()));
        check.problems.push(problem.code(Code::UnknownName).expected("the name of a shipped scenario").help(help));
        return;
    };
    let span = name.span();
    let baseline = Scenario::default();
    for parameter in parameters().filter(|parameter| parameter.lever.is_some()) {
        let of = |scenario: &Scenario| scenario.settings.get(parameter.table, parameter.name);
        let (Some(usual), Some(value)) = (of(&baseline), of(&scenario)) else { continue };
        let key = parameter.key();
        let is_own = plan.set.keys().any(|own| own.get_ref() == &key);
        if usual.to_bits() != value.to_bits() && !is_own {
            plan.set.insert(Spanned::new(span.clone(), key), Spanned::new(span.clone(), value));
        }
    }
    let at = |text: String| Spanned::new(span.clone(), text);
    let dated = scenario.changes.iter().map(|change| Dated {
        day: Spanned::new(span.clone(), change.day.unsigned_abs()),
        ramp_days: change.ramp_days.unsigned_abs(),
        communities: change.communities.clone(),
        set: change
            .set
            .iter()
            .map(|(table, name, value)| (at(format!("{table}.{name}")), Spanned::new(span.clone(), *value)))
            .collect(),
    });
    let dated: Vec<Dated> = dated.collect();
    plan.change.splice(0..0, dated);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_scenario_is_a_preset() {
        let files = std::fs::read_dir("scenarios").expect("the folder").map(|entry| entry.expect("a file").path());
        let mut names: Vec<String> = files
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
            .collect();
        names.sort();
        let mut known: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
        known.sort_unstable();
        assert_eq!(names, known);
        for name in known {
            let scenario = shipped(name).expect("it is there");
            assert!(scenario.same_world(&Scenario::default()), "{name} has a world of its own");
        }
    }
}
