//! The JSON Schema of study files. Its keys are those of the reader; what an editor can know of each stands here.
//!
//! What depends on the method, on other files or on other values is left to `gridgov study --plan`, which says all of it.

use serde_json::{Map, Value, json};

use super::{layer, object, text};
use crate::outcomes::outcome_kinds;
use crate::scenario::nearest::LEVER_TABLES;
use crate::settings::parameters;
use crate::study::carry_out::kinds;
use crate::study::kind::{Key, ValueKind};
use crate::study::read::keys;

/// The schema, draft 2020-12.
pub(super) fn schema() -> Value {
    let mut properties = table(&keys::TOP, top);
    properties.extend(kinds().flat_map(|kind| kind.sections).map(of_key));
    let mut schema = object(&properties, &["method", "scenarios"], "a study of scenarios of community grid governance");
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("gridgov study");
    schema
}

/// Properties by key.
fn table(keys: &[&str], of: impl Fn(&str) -> Value) -> Map<String, Value> {
    keys.iter().map(|key| ((*key).to_owned(), of(key))).collect()
}

fn top(key: &str) -> Value {
    match key {
        "title" => text("title in English"),
        "title_zh" => text("title in Chinese / 中文标题"),
        "method" => {
            let words: Vec<&str> = kinds().map(|kind| kind.word).collect();
            json!({ "enum": words, "description": "what is asked of the scenarios" })
        }
        "scenarios" => list(&text("a path relative to this file, or builtin:baseline"), "the first is the baseline", 1),
        "outcomes" => list(&outcome(), "outcomes that are studied", 1),
        "replicates" => whole(1, 10_000, "runs of every scenario at every point"),
        "set" => json!({
            "type": "object",
            "properties": layer(),
            "description": "values for every point, by TABLE.KEY",
        }),
        "lever" => factors(&keys::LEVER, true, "what a government sets: acts from day 0"),
        "levers" => {
            object(&table(&keys::LEVERS, every_lever), &[], "every lever over its plausible range, or some of them")
        }
        "assumption" => factors(&keys::ASSUMPTION, false, "what is assumed about the world: acts from the burn-in on"),
        "assumptions" => object(&table(&keys::SELECTION, selection), &[], "many assumptions at once"),
        "cross" => {
            json!({ "type": "object", "description": "structural variants under which all is repeated: lists by TABLE.KEY" })
        }
        "design" => {
            let sizes = kinds().flat_map(|kind| kind.design);
            let sizes = sizes.map(|size| (size.key.to_owned(), whole(size.low, size.high, "of the design")));
            object(&sizes.collect(), &[], "how many points; a method heeds some of the keys")
        }
        _ => json!({ "type": "object" }),
    }
}

/// A list of at least so many items.
fn list(items: &Value, description: &str, least: usize) -> Value {
    let mut list = super::list(items, description);
    list["minItems"] = json!(least);
    list
}

/// A key of a method with what may stand under it.
fn of_key(key: &Key) -> (String, Value) {
    let about = key.about;
    let object_of =
        |keys: &[Key], needed: &[&str], about: &str| object(&keys.iter().map(of_key).collect(), needed, about);
    let value = match &key.holds {
        ValueKind::Outcome => outcome(),
        ValueKind::Text => text(about),
        ValueKind::Flag => json!({ "type": "boolean", "description": about }),
        ValueKind::Number => json!({ "type": "number", "description": about }),
        ValueKind::Positive => json!({ "type": "number", "exclusiveMinimum": 0, "description": about }),
        ValueKind::Between(low, high) => {
            json!({ "type": "number", "minimum": low, "maximum": high, "description": about })
        }
        ValueKind::Whole(low, high) => whole(*low, *high, about),
        ValueKind::Months(least) => {
            json!({ "type": "integer", "minimum": least, "multipleOf": 30, "description": about })
        }
        ValueKind::Word(words) => json!({ "enum": words, "description": about }),
        ValueKind::Words(words) => list(&json!({ "enum": words }), about, 1),
        ValueKind::Wholes(low, high) => list(&whole(*low, *high, ""), about, 1),
        ValueKind::Table(keys, needed) => object_of(keys, needed, about),
        ValueKind::Tables(least, keys, needed) => list(&object_of(keys, needed, about), about, *least),
        ValueKind::AnyTexts => list(&text(about), about, 1),
        ValueKind::AnyTable => json!({ "type": "object" }),
        ValueKind::AnyTables => json!({ "type": "array", "items": { "type": "object" } }),
    };
    (key.name.to_owned(), value)
}

fn outcome() -> Value {
    let ids: Vec<&str> = outcome_kinds().iter().map(|kind| kind.id).collect();
    json!({ "enum": ids, "description": "`gridgov outcomes` says what each is" })
}

fn whole(low: u32, high: u32, description: &str) -> Value {
    json!({ "type": "integer", "minimum": low, "maximum": high, "description": description })
}

/// Fields that mean the same wherever they stand.
fn field(key: &str) -> Value {
    match key {
        "outcome" => outcome(),
        "source" | "scenario" | "name" => text(key),
        "title" | "title_zh" => top(key),
        "difference" => json!({ "type": "boolean", "description": "to the first scenario" }),
        "direction" => json!({ "enum": ["up", "down"], "description": "up: more is better" }),
        "values" => list(&json!({ "type": "number" }), "instead of low and high", 2),
        "tolerance" => json!({ "type": "number", "exclusiveMinimum": 0, "description": "one standard deviation" }),
        "on" => list(&text("a scenario of the study"), "where the lever moves; in all when left out", 1),
        _ => json!({ "type": "number", "description": key }),
    }
}

fn factors(keys: &[&str], levers: bool, description: &str) -> Value {
    let known = || parameters().filter(move |p| LEVER_TABLES.contains(&p.table) == levers);
    let names: Vec<String> = known().filter(|p| p.table != "incident").map(crate::registry::Parameter::key).collect();
    // Of which kind of incident, a scenario decides.
    let key = if levers {
        json!({ "enum": names, "description": "a lever; `gridgov params` says what each is" })
    } else {
        let incident = json!({ "type": "string", "pattern": "^incident\\..+\\..+$" });
        json!({ "anyOf": [{ "enum": names }, incident], "description": "an assumption; `gridgov params` says what each is" })
    };
    let of = |name: &str| match name {
        "key" => key.clone(),
        "keys" => list(&key, "several that are multiplied by the same number", 1),
        _ => field(name),
    };
    list(&object(&table(keys, of), &[], description), description, 0)
}

fn every_lever(key: &str) -> Value {
    if key == "tables" {
        return list(&json!({ "enum": LEVER_TABLES }), "tables of levers", 1);
    }
    let levers = parameters().filter(|p| LEVER_TABLES.contains(&p.table));
    let names: Vec<String> = levers.map(crate::registry::Parameter::key).collect();
    list(&json!({ "enum": names }), if key == "only" { "these alone" } else { "without these" }, 1)
}

fn selection(key: &str) -> Value {
    let some = |words: &[&str], description| list(&json!({ "enum": words }), description, 0);
    match key {
        "provenance" => some(&keys::PROVENANCES, "where numbers come from"),
        "tables" => some(&keys::WORLD_TABLES, "tables of assumptions"),
        "near" => {
            json!({ "type": "number", "minimum": 0.01, "maximum": 1, "description": "share of the plausible range" })
        }
        _ => list(&json!({ "type": "string" }), "keys to leave out", 0),
    }
}
