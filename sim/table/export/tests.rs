//! Tables in every format and both languages.

use super::plain::BOM;
use super::*;
use crate::compare::compare;
use crate::results::tests::{is_as_kept, made_up};

const OUTCOMES: [&str; 3] = ["close_days_mean", "true_resolution_share", "cost_yuan_per_resident_year"];

/// Two scenarios, one with a title that tries to be a formula and an order to LaTeX.
fn sample() -> Results {
    let mut results = made_up(
        &["baseline", "a", "b"],
        &[
            ("close_days_mean", &[&[4.2, 4.0, 4.4, 4.1], &[3.1, 3.0, 3.3, 3.2], &[4.2, 4.0, 4.4, 4.1]]),
            ("true_resolution_share", &[&[0.6, 0.61, 0.6, 0.62], &[0.55, 0.57, 0.54, 0.57], &[0.6, 0.62, 0.6, 0.61]]),
            (
                "cost_yuan_per_resident_year",
                &[&[163.0, 161.0, 164.0, 160.0], &[180.0, 178.0, 182.0, 177.0], &[f64::NAN; 4]],
            ),
        ],
    );
    results.program_version = "VERSION".to_owned();
    results.scenarios[1].title = "=1+1 | 50% \\of_it".to_owned();
    results.scenarios[1].title_zh = "\"甲\", 乙".to_owned();
    let sets = results.scenarios[2].sets.as_mut().unwrap();
    sets.values.insert("power.task_hours_per_week".to_owned(), "6".to_owned());
    results
}

fn table(what: What, language: Language) -> Sheet {
    let results = sample();
    let comparison = compare(&results, "baseline");
    let sheet = sheet(
        &results,
        &comparison,
        what,
        Choice { outcomes: &OUTCOMES, scenarios: &[1, 2], by_year: false },
        language,
    );
    let hash: String = results.result_hash().chars().take(8).collect();
    Sheet { note: sheet.note.replace(&hash, "HASH"), ..sheet }
}

#[test]
fn tables_are_written_as_they_were() {
    let mut text = String::new();
    for language in [Language::English, Language::Chinese] {
        for what in [What::Differences, What::Overview, What::Values, What::Changes] {
            let sheet = table(what, language);
            text += &markdown(&sheet);
            text += "\n";
        }
        let differences = table(What::Differences, language);
        text += &(csv(&differences, false) + "\n" + &latex(&differences) + "\n");
    }
    is_as_kept("sim/table/tests", "export.txt", &text);
}

#[test]
fn texts_are_no_formulas_and_excel_sees_chinese() {
    let text = csv(&table(What::Differences, Language::English), true);
    assert!(text.starts_with(BOM) && text.contains("\r\n'=1+1 | 50% \\of_it,"), "{text}");
    let read: Vec<::csv::StringRecord> =
        ::csv::Reader::from_reader(text.trim_start_matches(BOM).as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!((read.len(), read[0].len()), (6, 12));
    assert_eq!(read[0][6].parse::<f64>().ok().map(|d| (d * 1e3).round()), Some(-1025.0), "all digits, and a number");
    let chinese = csv(&table(What::Differences, Language::Chinese), false);
    assert!(chinese.contains("\"\"\"甲\"\", 乙\""), "{chinese}");
}

#[test]
fn a_workbook_is_the_same_whenever_it_is_written_and_has_no_formula() {
    let sheet = table(What::Differences, Language::Chinese);
    let bytes = xlsx(&sheet, Language::Chinese).unwrap();
    assert_eq!(bytes, xlsx(&sheet, Language::Chinese).unwrap());
    assert!(bytes.starts_with(b"PK") && !bytes.windows(3).any(|part| part == b"<f>"));
}
