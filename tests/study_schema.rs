//! The JSON Schema of study files accepts every shipped study and refuses typical slips.

use std::fs;

use assert_cmd::Command;
use serde_json::{Value, json};

/// Where a value breaks a schema: the keywords that `gridgov schema --study` uses, and no others.
fn breaks(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let mut say = |what: &str| found.push(format!("{at}: {what}"));
    for (keyword, rule) in schema.as_object().expect("a schema is an object") {
        let number = value.as_f64();
        let length = value.as_array().map(Vec::len).or(value.as_str().map(str::len));
        let holds = match keyword.as_str() {
            "type" => match rule.as_str().expect("one type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "number" => value.is_number(),
                "integer" => number.is_some_and(|number| number.fract() == 0.0),
                other => panic!("type {other}"),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => number.is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => number.is_none_or(|number| number <= rule.as_f64().unwrap()),
            "exclusiveMinimum" => number.is_none_or(|number| number > rule.as_f64().unwrap()),
            "multipleOf" => number.is_none_or(|number| number % rule.as_f64().unwrap() == 0.0),
            "minItems" | "minLength" => length.is_none_or(|length| length as u64 >= rule.as_u64().unwrap()),
            "required" => {
                let keys = rule.as_array().unwrap().iter().map(|key| key.as_str().unwrap());
                value.as_object().is_none_or(|table| keys.into_iter().all(|key| table.contains_key(key)))
            }
            "additionalProperties" => value.as_object().is_none_or(|table| {
                *rule != json!(false) || table.keys().all(|key| schema["properties"].get(key).is_some())
            }),
            "pattern" => {
                assert_eq!(rule, "^incident\\..+\\..+$");
                value.as_str().is_none_or(|text| text.starts_with("incident.") && text.matches('.').count() > 1)
            }
            "anyOf" => rule.as_array().unwrap().iter().any(|rule| {
                let mut within = Vec::new();
                breaks(rule, value, at, &mut within);
                within.is_empty()
            }),
            "uniqueItems" | "properties" | "items" | "description" | "default" | "title" | "$schema" => true,
            other => panic!("keyword {other}"),
        };
        if !holds {
            say(keyword);
        }
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        if let Some(rule) = schema["properties"].get(key) {
            breaks(rule, value, &format!("{at}.{key}"), found);
        }
    }
    for item in value.as_array().into_iter().flatten().filter(|_| schema["items"].is_object()) {
        breaks(&schema["items"], item, at, found);
    }
}

fn found(schema: &Value, text: &str) -> Vec<String> {
    let table: toml::Table = toml::from_str(text).expect("TOML");
    let mut found = Vec::new();
    breaks(schema, &serde_json::to_value(table).unwrap(), "", &mut found);
    found
}

#[test]
fn it_accepts_the_shipped_studies_and_refuses_slips() {
    let output = Command::cargo_bin("gridgov").unwrap().args(["schema", "--study"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut studies = 0;
    for entry in fs::read_dir("scenarios/studies").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(found(&schema, &text), Vec::<String>::new(), "{}", path.display());
            studies += 1;
        }
    }
    assert!(studies > 5);
    let bad = |name: &str| found(&schema, &fs::read_to_string(format!("tests/bad_studies/{name}.toml")).unwrap());
    assert_eq!(bad("unknown_keys"), [": additionalProperties", ".design: additionalProperties"]);
    assert_eq!(bad("method_unknown"), [".method: enum"]);
    assert!(bad("method_missing").contains(&": required".to_owned()));
    assert!(bad("trial").len() > 2, "{:?}", bad("trial"));
    let with = |rest: &str| found(&schema, &format!("method = \"morris\"\nscenarios = [\"a.toml\"]\n{rest}"));
    assert_eq!(with("[[lever]]\nkey = \"behaviour.learning_own\""), [".lever.key: enum"]);
    assert_eq!(with("outcomes = [\"happiness\"]"), [".outcomes: enum"]);
    assert_eq!(with("[set]\ncity.residents = -1"), [".set.city.residents: minimum"]);
    assert_eq!(with("[[assumption]]\nkey = \"incident.sanitation.rate_per_1000_day\""), Vec::<String>::new());
}
