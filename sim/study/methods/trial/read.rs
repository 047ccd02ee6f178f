//! `[trial]`, and what a trial needs besides.

use toml::de::DeTable;

use super::KEYS;
use super::choose::Selection;
use super::panel::MEASURES;
use super::plan::Plan;
use crate::diagnostics::Code;
use crate::scenario::nearest::nearest;
use crate::scenario::place::Place;
use crate::scenario::read::{Node, Reader};
use crate::scenario::values::number;
use crate::study::kind::Key;
use crate::study::read::complete::Complaints;
use crate::study::read::reading::Reading;
use crate::study::subject::Subject;
use crate::units::MONTH_DAYS;

/// Days of a trial at most, as of a scenario.
const MOST_DAYS: u32 = 36_500;

impl Plan {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading, subject: &Subject) -> Self {
        if let Some(node) = reading.outcomes {
            reading.reader.of_communities(node);
        }
        let mut plan = Self {
            selections: Selection::ALL.to_vec(),
            sizes: Vec::new(),
            named: Vec::new(),
            day: 240,
            ramp_days: 0,
            before_days: 180,
            wait_days: 180,
            after_days: 180,
            best_by: 0,
            volunteer_slope: 1.5,
        };
        if let Some((place, table)) = reading.table("trial") {
            reading.reader.trial(table, place, subject, &mut plan);
        } else if !reading.reader.problems.iter().any(|problem| problem.key.starts_with("trial")) {
            let example = "[trial] with communities = [4, 8, 16]";
            reading.reader.missing(reading.method, "trial", "a table [trial]", example);
        }
        plan
    }
}

impl Reader<'_> {
    fn trial(&mut self, table: &DeTable, place: &Place, subject: &Subject, plan: &mut Plan) {
        let before = self.problems.len();
        let (mut before_at, mut named_at) = (place.clone(), None);
        for (key, place, node) in self.entries(table) {
            let full = format!("trial.{key}");
            match key {
                "selections" => plan.selections = self.selections(&full, node),
                "communities" => plan.sizes = self.pilot_sizes(&full, node, subject),
                "named" => {
                    named_at = Some(self.of(node));
                    plan.named = self.named(&full, node, subject);
                }
                "day" => plan.day = self.months(&full, node, 1).unwrap_or(plan.day),
                "before_days" => {
                    before_at = self.of(node);
                    plan.before_days = self.months(&full, node, 1).unwrap_or(plan.before_days);
                }
                "wait_days" => plan.wait_days = self.months(&full, node, 0).unwrap_or(plan.wait_days),
                "after_days" => plan.after_days = self.months(&full, node, 1).unwrap_or(plan.after_days),
                "ramp_days" => plan.ramp_days = self.count(&full, node, 0, MOST_DAYS).unwrap_or(plan.ramp_days),
                "best_by" => plan.best_by = self.measure(&full, node).unwrap_or(plan.best_by),
                "volunteer_slope" => {
                    let slope = number(node.get_ref()).filter(|slope| (0.0..=20.0).contains(slope));
                    if slope.is_none() {
                        let help = "0: volunteers are like the others; 1.5: the active and capable come first";
                        self.wrong(node, &full, "a number from 0 to 20", help);
                    }
                    plan.volunteer_slope = slope.unwrap_or(plan.volunteer_slope);
                }
                _ => self.unknown("trial", key, &place, &Key::names(&KEYS)),
            }
        }
        if self.problems.len() > before {
            return;
        }
        if plan.before_days > plan.day {
            let found = format!("the evaluator looks at {} days before day {}", plan.before_days, plan.day);
            let problem = before_at.problem("trial.before_days", found).expected("days from day 0 on");
            self.problems.push(problem.help("begin the reform later with trial.day, or look at fewer days before it"));
        }
        if let Some(at) = named_at {
            if table.contains_key("communities") || table.contains_key("selections") {
                let problem = at.problem("trial.named", "the communities are named, and chosen as well");
                let problem = problem.code(Code::Conflict).expected("either named, or communities and selections");
                self.problems.push(problem.help("take out one of them"));
            }
            plan.selections = vec![Selection::Named];
            plan.sizes = vec![plan.named.len() as u32];
            return;
        }
        if plan.sizes.is_empty() {
            let expected = "how many communities take part in each pilot";
            self.missing(place, "trial.communities", expected, "communities = [4, 8, 16]");
        }
    }

    fn selections(&mut self, key: &str, node: &Node) -> Vec<Selection> {
        let mut selections = Vec::new();
        for (word, node) in self.texts(key, node) {
            match Selection::ALL.into_iter().find(|selection| selection.word() == word) {
                Some(known) if selections.contains(&known) => {
                    self.wrong(node, key, "each way of choosing once", "take one out");
                }
                Some(selection) => selections.push(selection),
                None => {
                    let words = Selection::WORDS.join(", ");
                    self.wrong(node, key, &format!("some of {words}"), "leave it out to try all of them");
                }
            }
        }
        if selections.is_empty() && node.get_ref().as_array().is_some_and(|items| items.is_empty()) {
            self.wrong(node, key, "at least one way of choosing", "leave it out to try all of them");
        }
        selections
    }

    /// Names of communities: at least two of a city that is the same in every replicate, each once.
    fn named(&mut self, key: &str, node: &Node, subject: &Subject) -> Vec<String> {
        let base = &subject.scenarios[0];
        if base.settings.plan.replicates_per_city().is_some() && base.roster.is_none() {
            let help = "write city.plan = \"fixed\" under [set], or give a roster: in drawn cities a name is another place in each";
            self.wrong(node, key, "named communities in one city for all replicates", help);
            return Vec::new();
        }
        let plan = base.plan(0, 0);
        let known: Vec<&str> =
            plan.iter().flat_map(|subdistrict| &subdistrict.communities).map(|place| place.name.as_str()).collect();
        let mut names: Vec<String> = Vec::new();
        for (name, node) in self.texts(key, node) {
            if names.contains(&name) {
                self.wrong(node, key, "each community once", "take one out");
            } else if known.contains(&name.as_str()) {
                names.push(name);
            } else {
                let near = nearest(&name, known.iter().copied());
                let expected = near.map_or_else(
                    || "a community of the city".to_owned(),
                    |near| format!("a community of the city; the nearest is {near}"),
                );
                self.wrong(node, key, &expected, "gridgov check lists the communities of a scenario");
            }
        }
        let given = node.get_ref().as_array().map_or(0, |items| items.len());
        if given < 2 {
            self.wrong(node, key, "at least two communities", "an interval over communities takes at least two");
        }
        names
    }

    /// Numbers of communities: rising, at least two, at most all.
    fn pilot_sizes(&mut self, key: &str, node: &Node, subject: &Subject) -> Vec<u32> {
        let base = &subject.scenarios[0];
        let subdistricts = base.plan(0, 0);
        let most = subdistricts.iter().map(|subdistrict| subdistrict.communities.len() as u32).sum::<u32>();
        if most < 2 {
            let help = "set city.residents or city.residents_per_community under [set]";
            self.wrong(node, key, "a city of at least two communities", help);
            return Vec::new();
        }
        let Some(items) = node.get_ref().as_array().filter(|items| !items.is_empty()) else {
            self.wrong(node, key, "a list of numbers of communities", "write communities = [4, 8, 16]");
            return Vec::new();
        };
        let mut sizes: Vec<u32> = Vec::new();
        for item in items {
            let least = sizes.last().map_or(2, |last| last + 1);
            let size = number(item.get_ref()).filter(|n| n.fract() == 0.0 && (2.0..=f64::from(most)).contains(n));
            match size.map(|size| size as u32) {
                Some(size) if size >= least => sizes.push(size),
                Some(_) => self.wrong(item, key, "rising numbers", "write the smallest pilot first, each once"),
                None => {
                    let expected = format!("a whole number from 2 to {most}, the communities of the city");
                    let help = "an interval takes at least two; a larger city has more: city.residents under [set]";
                    self.wrong(item, key, &expected, help);
                }
            }
        }
        sizes
    }

    /// Days that are whole months.
    fn months(&mut self, key: &str, node: &Node, least: u32) -> Option<u32> {
        let month = MONTH_DAYS as u32;
        let range = f64::from(least * month)..=f64::from(MOST_DAYS);
        let whole = |days: &f64| days % f64::from(month) == 0.0 && range.contains(days);
        let days = number(node.get_ref()).filter(whole);
        if days.is_none() {
            let expected = format!("days from {} on that are whole months of {month}", least * month);
            self.wrong(node, key, &expected, "communities are measured month by month: write 90, 180 or 360");
        }
        days.map(|days| days as u32)
    }

    fn measure(&mut self, key: &str, node: &Node) -> Option<usize> {
        let word = self.text(key, node)?;
        let at = MEASURES.iter().position(|id| *id == word);
        if at.is_none() {
            self.wrong(node, key, &format!("one of {}", MEASURES.join(", ")), "what is measured of every community");
        }
        at
    }

    /// The outcomes of a trial are those that are measured of every community.
    fn of_communities(&mut self, node: &Node) {
        let Some(items) = node.get_ref().as_array() else { return };
        for item in items {
            let Some(word) = item.get_ref().as_str() else { continue };
            if crate::outcomes::outcome_kind(word).is_some() && !MEASURES.contains(&word) {
                let expected = format!("some of {}", MEASURES.join(", "));
                self.wrong(
                    item,
                    "outcomes",
                    &expected,
                    "a trial compares communities: take out what is not measured of each",
                );
            }
        }
    }
}

/// What a trial lacks, or has too much of.
pub(super) fn complete(subject: &Subject, complaints: &mut Complaints) {
    if !subject.factors.is_empty() {
        complaints.say(
            "a trial varies who takes part, no levers and no assumptions".to_owned(),
            "neither [[lever]] nor [[assumption]]",
            "fix values under [set]; [cross] repeats a trial in other worlds",
        );
    }
    let [base, reform] = subject.scenarios.as_slice() else {
        let found = format!(
            "a trial compares a reform with going on as before; there are {} scenarios",
            subject.scenarios.len()
        );
        complaints.say(
            found,
            "two scenarios: the baseline and the reform",
            "scenarios = [\"../baseline.toml\", \"../service.toml\"]",
        );
        return;
    };
    if !base.same_world(reform) {
        complaints.say(
            format!("{} and {} have different worlds", base.name, reform.name),
            "a reform that differs in levers alone",
            "let the reform extend the baseline, and put assumptions under [set]",
        );
    } else if !base.changes.is_empty() || !reform.changes.is_empty() {
        complaints.say(
            "a scenario changes on dates of its own".to_owned(),
            "scenarios without [[change]]",
            "a trial sets the date of the reform itself: trial.day and trial.ramp_days",
        );
    }
}
