//! `gridgov schema`: JSON Schemas of scenario and study files, from the registry, for editors that complete and check TOML.

mod study;

use clap::Args;
use serde_json::{Map, Value, json};

use super::output;
use crate::assumptions::{CityPlan, Department, Mechanisms, Path};
use crate::outcomes::outcome_kinds;
use crate::registry::Parameter;
use crate::scenario::FLAGS;
use crate::scenario::nearest::LEVER_TABLES;
use crate::settings::parameters;

/// Print the JSON Schema of scenario files, or of study files, for editors
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov schema > scenario.schema.json       then begin a scenario with the comment  #:schema scenario.schema.json
  gridgov schema --study > study.schema.json  the same for studies")]
pub struct Arguments {
    /// Of study files
    #[arg(long)]
    study: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    output::put_json(&if arguments.study { study::schema() } else { schema() })
}

/// The schema, draft 2020-12.
#[must_use]
pub fn schema() -> Value {
    let mut properties = layer();
    properties.insert("extends".to_owned(), extends());
    properties.insert("title".to_owned(), text("title in English"));
    properties.insert("title_zh".to_owned(), text("title in Chinese / 中文标题"));
    properties["scenario"]["properties"]["extends"] = extends();
    let mut variant = layer();
    variant.insert("name".to_owned(), text("the scenario is called FILE/NAME"));
    variant.insert("title".to_owned(), text("title in English"));
    variant.insert("title_zh".to_owned(), text("title in Chinese / 中文标题"));
    let variant = object(&variant, &["name"], "a named set of differences from the file it stands in");
    properties.insert("variant".to_owned(), list(&variant, "several scenarios in one file"));
    let mut schema = object(&properties, &[], "a scenario of community grid governance");
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("gridgov scenario");
    schema
}

fn object(properties: &Map<String, Value>, required: &[&str], description: &str) -> Value {
    json!({
        "type": "object",
        "description": description,
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

fn list(items: &Value, description: &str) -> Value {
    json!({ "type": "array", "description": description, "items": items })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "description": description })
}

fn extends() -> Value {
    text("the scenario below this one: a path relative to this file, or builtin:baseline")
}

fn number(p: &Parameter) -> Value {
    json!({
        "type": if p.whole { "integer" } else { "number" },
        "minimum": p.range.0,
        "maximum": p.range.1,
        "default": p.default,
        "description": format!("{} / {} ({}; {}: {})", p.meaning_en, p.meaning_zh, p.unit, p.provenance.word(), p.source),
    })
}

fn numbers(table: &str) -> Map<String, Value> {
    parameters().filter(|p| p.table == table).map(|p| (p.name.to_owned(), number(p))).collect()
}

/// What a file and a variant may both hold.
fn layer() -> Map<String, Value> {
    let mut layer = Map::new();
    let mut frame = numbers("scenario");
    frame.insert("title".to_owned(), text("title in English"));
    frame.insert("title_zh".to_owned(), text("title in Chinese / 中文标题"));
    frame.insert(
        "start".to_owned(),
        json!({ "enum": ["baseline", "own"], "default": "baseline", "description": "from the world of the root file, or from one of its own" }),
    );
    layer.insert("scenario".to_owned(), object(&frame, &[], "title, horizon and start"));
    let mut city = numbers("city");
    city.insert("roster".to_owned(), text("a CSV file of communities, relative to this file"));
    city.insert(
        "plan".to_owned(),
        json!({ "enum": CityPlan::WORDS, "default": CityPlan::default().word(), "description": "one city in all replicates, or one drawn anew for every two" }),
    );
    layer.insert("city".to_owned(), object(&city, &[], "size and make-up of the city"));
    for table in LEVER_TABLES {
        layer.insert(table.to_owned(), object(&numbers(table), &[], "policy levers"));
    }
    for (table, description) in [
        ("behaviour", "how residents choose, learn and join in"),
        ("people", "details of how residents decide, remember, judge and take part"),
        ("institutions", "what committees, workers, departments and the street office can do"),
        ("casework", "details of how cases are found, passed on, queued, returned and mediated"),
        ("workforce", "details of grid workers: speed, strain, leaving and being chosen"),
        ("bodies", "details of committees, property companies, organisations, meetings and the street office"),
        ("first_day", "what the city is like on the first day of the burn-in"),
        ("self_governance", "what people make of who governs their community, and what they can do themselves"),
        ("projects", "lasting causes of what goes wrong, and the projects that mend them"),
        ("calendar", "weekends and holidays, a rate that the city shares, and how long paths of matters take"),
        ("street", "the street office at work, the whistle, secondment and the hotline's lines"),
        ("pressure", "what monthly rankings do to those who are ranked"),
        ("tasks", "whose tasks are sent down, what they produce, and how much of them is trace"),
        ("core_business", "what committees are there for besides the cases that people bring, and how it is served"),
        ("prices", "unit prices in yuan"),
    ] {
        layer.insert(table.to_owned(), object(&numbers(table), &[], description));
    }
    layer.insert("mechanisms".to_owned(), mechanisms());
    layer.insert("matters".to_owned(), matters());
    layer.insert("incident".to_owned(), list(&incident(), "kinds of incident; entries merge by name"));
    layer.insert("change".to_owned(), list(&change(), "changes of policy on a date"));
    layer
}

/// The smallest changes that matter.
fn matters() -> Value {
    let properties = outcome_kinds().iter().map(|kind| {
        let least = json!({ "type": "number", "minimum": 0, "default": kind.matters() });
        let text = json!({ "type": "string" });
        let table = json!({
            "type": "object", "additionalProperties": false, "required": ["least"],
            "properties": { "least": least, "why": text, "why_zh": text },
        });
        let description = format!("{} / {}; {}", kind.name_en, kind.name_zh, kind.unit);
        (kind.id.to_owned(), json!({ "anyOf": [least, table], "description": description }))
    });
    object(&properties.collect(), &[], "the smallest change of an outcome that matters; decides words, no value")
}

fn mechanisms() -> Value {
    let properties = Mechanisms::ALL.iter().map(|mechanism| {
        let description = format!("{} / {}", mechanism.meaning_en, mechanism.meaning_zh);
        let schema = match mechanism.variants {
            [] => json!({ "type": "boolean", "default": mechanism.on, "description": description }),
            words => {
                let mut allowed: Vec<Value> = words.iter().map(|word| json!(word)).collect();
                allowed.push(json!(true));
                if words.contains(&"none") {
                    allowed.push(json!(false));
                }
                json!({ "enum": allowed, "default": words[0], "description": description })
            }
        };
        (mechanism.name.to_owned(), schema)
    });
    object(&properties.collect(), &[], "mechanisms to switch off or to replace")
}

fn incident() -> Value {
    let mut fields = numbers("incident");
    fields.insert("name".to_owned(), text("a name of the list, or a new one"));
    fields.insert("title".to_owned(), text("title in English"));
    fields.insert("title_zh".to_owned(), text("title in Chinese / 中文标题"));
    for flag in FLAGS {
        fields.insert(flag.to_owned(), json!({ "type": "boolean" }));
    }
    let departments: Vec<&str> = Department::ALL.iter().map(|department| department.names().0).collect();
    fields.insert(
        "departments".to_owned(),
        json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": departments } }),
    );
    let paths = Path::ALL.map(Path::word);
    fields.insert("path".to_owned(), json!({ "enum": paths, "default": Path::default().word(), "description": "how a share of its incidents is settled" }));
    object(&fields, &["name"], "a kind of incident")
}

fn change() -> Value {
    let tables = LEVER_TABLES.iter().map(|table| ((*table).to_owned(), object(&numbers(table), &[], "policy levers")));
    let mut fields = Map::new();
    fields.insert(
        "day".to_owned(),
        json!({ "type": "integer", "minimum": 0, "description": "first day on which it acts" }),
    );
    fields.insert(
        "ramp_days".to_owned(),
        json!({ "type": "integer", "minimum": 0, "default": 0, "description": "days until the new values are reached" }),
    );
    fields.insert(
        "communities".to_owned(),
        json!({ "type": "array", "minItems": 1, "items": { "type": "string" }, "description": "everywhere when left out" }),
    );
    fields.insert("set".to_owned(), object(&tables.collect(), &[], "TABLE.KEY = value"));
    object(&fields, &["day", "set"], "a change of policy on a date")
}
