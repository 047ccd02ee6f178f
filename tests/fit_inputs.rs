//! What offices, databases and spreadsheets make of a log: it is read, or the message says what to write into a map.

// Rows of a log are text, one after the other.
#![allow(clippy::format_collect)]

use std::fmt::Write as _;
use std::fs;

use assert_cmd::Command;
use gridgov::internals::fit::dates::date;
use gridgov::internals::fit::read::Log;
use serde_json::Value;

use logs::read_text;

#[path = "common/logs.rs"]
mod logs;

/// Forty rows with a closing time where `closed` gives one.
fn rows(closed: impl Fn(usize) -> String) -> String {
    let row = |at: usize| {
        let kind = ["垃圾", "噪声"][at % 2];
        format!("A{at},{} 08:00:00,{},{kind}\n", date(19_360 + at as i32), closed(at))
    };
    (0..40).map(row).collect()
}

fn next_day(at: usize) -> String {
    format!("{} 16:00:00", date(19_361 + at as i32))
}

/// Cases, closed ones, open ones.
fn counts(log: &Log) -> (u64, u64, u64) {
    let of = |map: fn(&gridgov::internals::fit::tally::Kind) -> u64| log.tally.kinds.iter().map(map).sum();
    (log.tally.cases(), of(|kind| kind.closed.values().sum()), of(|kind| kind.open.values().sum()))
}

const HEADER: &str = "任务号,上报时间,结案时间,问题类型\n";

#[test]
fn the_usual_words_for_nothing_are_read_and_a_map_names_others() {
    for word in ["NA", "null", "N/A", "None", "-", "无", "空", "#N/A", "\\N", "0000-00-00 00:00:00", "1900-01-01"] {
        let text = HEADER.to_owned() + &rows(|at| if at % 10 == 0 { word.to_owned() } else { next_day(at) });
        let log = read_text(&text, "").unwrap_or_else(|problems| panic!("{word}: {problems}"));
        assert_eq!(counts(&log), (40, 36, 4), "{word}");
    }
    let text = HEADER.to_owned() + &rows(|at| if at % 10 == 0 { "沒有".to_owned() } else { next_day(at) });
    let problem = read_text(&text, "").expect_err("a word that is not known");
    assert!(problem.contains("log.csv:2:24: error: \"沒有\"") && problem.contains("missing = [\"…\"]"), "{problem}");
    assert_eq!(counts(&read_text(&text, "missing = [\"沒有\"]\n").expect("named")), (40, 36, 4));
    // A number that is missing stands twice without being a case that stands twice.
    let text = text.replace("沒有", "").replace("A1,", "NA,").replace("A2,", "NA,");
    assert_eq!(read_text(&text, "").expect("a log").duplicates, 0);
}

#[test]
fn void_and_duplicate_cases_leave_the_counts_and_are_reported() {
    let header = "任务号,上报时间,结案时间,问题类型,当前阶段名称\n";
    let status = |at: usize| ["[作废]", "[办结]", "[办结]", "[办理中]", "重复件"][at % 5];
    let text: String = rows(|at| if status(at) == "[办结]" { next_day(at) } else { String::new() })
        .lines()
        .enumerate()
        .map(|(at, row)| format!("{row},{}\n", status(at)))
        .collect();
    let log = read_text(&(header.to_owned() + &text), "").expect("a log");
    assert_eq!(counts(&log), (24, 16, 8));
    assert_eq!(
        log.void.iter().map(|(word, n)| (word.as_str(), *n)).collect::<Vec<_>>(),
        [("[作废]", 8), ("重复件", 8)]
    );
    let all = read_text(&(header.to_owned() + &text), "status = \"\"\n").expect("a log");
    assert_eq!((all.tally.cases(), all.void.len()), (40, 0));
    let own = read_text(&(header.to_owned() + &text), "void = [\"[办理中]\"]\n").expect("a log");
    assert_eq!(own.tally.cases(), 16);
    // Closed by the status, and nobody knows when: neither open nor closed at a time.
    let text = text.replace("[办理中]", "已办结");
    let log = read_text(&(header.to_owned() + &text), "").expect("a log");
    assert_eq!((counts(&log), log.closed_at_unknown), ((24, 16, 0), 8));
}

#[test]
fn of_equal_headings_the_filled_one_is_taken_and_two_that_differ_are_refused() {
    let header = "任务号,上报时间,结案时间,问题类型,结案时间\n";
    let with = |text: String, second: fn(usize) -> String| -> String {
        text.lines().enumerate().fold(header.to_owned(), |all, (at, row)| all + &format!("{row},{}\n", second(at)))
    };
    let log = read_text(&with(rows(|_| String::new()), next_day), "").expect("the second is filled");
    assert_eq!((counts(&log), log.equal_headings.get("closed")), ((40, 40, 0), Some(&2)));
    assert_eq!(counts(&read_text(&with(rows(next_day), next_day), "").expect("both are the same")), (40, 40, 0));
    let text = with(rows(next_day), |at| if at == 3 { next_day(at + 9) } else { next_day(at) });
    let problem = read_text(&text, "").expect_err("they differ");
    for part in ["log.csv:1:20: error: the heading \"结案时间\" stands 2 times", "line 5", "closed = \"结案时间#2\""]
    {
        assert!(problem.contains(part), "{part}: {problem}");
    }
    assert_eq!(counts(&read_text(&text, "closed = \"结案时间#2\"\n").expect("named")), (40, 40, 0));
}

#[test]
fn rows_that_a_spreadsheet_cut_short_titles_separators_and_remarks_are_read() {
    let cut = "任务号,上报时间,问题类型,结案时间\n".to_owned()
        + &rows(|_| String::new()).replace(",,", ",").lines().enumerate().fold(String::new(), |all, (at, row)| {
            all + row + &if at % 10 == 0 { "\n".to_owned() } else { format!(",{}\n", next_day(at)) }
        });
    assert_eq!(counts(&read_text(&cut, "").expect("cut short")), (40, 36, 4));
    let plain = HEADER.to_owned() + &rows(next_day);
    for (above, mark) in [
        ("sep=;\n", ';'),
        ("2023年案件明细表,,,\n\n", ','),
        ("\u{feff}\"Sep=\t\"\r\n", '\t'),
        ("导出时间：2023-03-01\n", '|'),
    ] {
        let text = above.to_owned() + &plain.replace(',', &mark.to_string());
        let log = read_text(&text, "").unwrap_or_else(|problems| panic!("{above}: {problems}"));
        assert_eq!((counts(&log), log.rows), ((40, 40, 0), 40), "{above}");
        // Places of faults are those of the file.
        let line = text.lines().position(|line| line.contains("A7")).expect("a row") + 1;
        let at = date(19_368) + " 16:00:00";
        let broken = text.replacen(&format!("{mark}{at}"), &format!("{mark}soon"), 1);
        let problem = read_text(&broken, "").expect_err("no date");
        assert!(problem.contains(&format!("log.csv:{line}:24: error: \"soon\"")), "{above}: {problem}");
    }
    let remarks = plain.clone() + "合计：40件,,,\n" + HEADER + ",,,噪声\n,2023-02-01,,噪声\n";
    let log = read_text(&remarks, "").expect("remarks are no cases");
    assert_eq!((log.tally.cases(), log.remarks, log.undated), (41, 3, 0));
    let undated = plain + "B1,无,2023-02-02,噪声\n";
    assert_eq!(read_text(&undated, "").expect("one is left out").undated, 1);
    let problem =
        read_text(&(HEADER.to_owned() + "B1,无,2023-02-02,噪声\nB2,2023-02-01,,噪声\n"), "").expect_err("half");
    assert!(problem.contains("log.csv:2:4: error: 1 of 2 rows have no date of creation"), "{problem}");
}

#[test]
fn an_order_that_no_date_shows_is_asked_for() {
    let of = |dates: &[&str], map: &str| {
        let rows = dates.iter().fold(String::new(), |all, date| all + date + ",,noise,A\n");
        read_text(&format!("created,closed,kind,place\n{rows}"), map)
    };
    let first = |log: Log| log.tally.span.map(|span| date(span.0));
    let open = ["01/05/2023 10:00", "02/05/2023 10:00"];
    let problem = of(&open, "").expect_err("it may be January or May");
    for part in
        ["log.csv:2:1: error: \"01/05/2023 10:00\"", "date_order = \"mdy\", date_order = \"dmy\"", "--columns MAP.toml"]
    {
        assert!(problem.contains(part), "{part}: {problem}");
    }
    assert_eq!(of(&open, "date_order = \"dmy\"\n").map(first), Ok(Some("2023-05-01".to_owned())));
    assert_eq!(of(&open, "date_order = \"mdy\"\n").map(first), Ok(Some("2023-01-05".to_owned())));
    assert_eq!(of(&[open[0], "13/05/2023"], "").map(first), Ok(Some("2023-05-01".to_owned())));
    assert_eq!(of(&[open[0], "05/13/2023"], "").map(first), Ok(Some("2023-01-05".to_owned())));
    assert_eq!(of(&[open[0], "2023-05-13", "1/31/2023"], "").map(|log| log.mixed_dates), Ok(true));
    let problem = of(&["13/05/2023", open[0], "05/14/2023"], "").expect_err("both orders");
    assert!(problem.contains("log.csv:4:1") && problem.contains("not dates of the same order"), "{problem}");
    // An export of New York is known to write the month first.
    let known = read_text("Unique Key,Created Date,Closed Date,Complaint Type\n1,01/05/2023 10:00:00 AM,,Noise\n", "");
    let log = known.expect("month first");
    assert_eq!(
        (log.order.map(|(order, proved)| (order.word(), proved)), first(log)),
        (Some(("mdy", false)), Some("2023-01-05".to_owned()))
    );
    let problem = of(&open, "date_order = \"md\"\n").expect_err("no order");
    assert!(problem.contains("map.toml:1:14") && problem.contains("mdy"), "{problem}");
}

#[test]
fn offsets_are_put_on_one_clock_and_said() {
    let of = |times: [&str; 3], map: &str| {
        let rows = times.iter().fold(String::new(), |all, time| all + time + ",,noise\n");
        read_text(&format!("created,closed,kind\n{rows}"), map).expect("a log")
    };
    let mixed = ["2023-05-01T20:00:00Z", "2023-05-02T04:00:00+08:00", "2023-05-01 20:00:00"];
    let log = of(mixed, "");
    assert_eq!(
        (log.tally.span, log.offsets.clone(), log.in_utc),
        (Some((19_478, 19_478)), (vec![0, 480], true), false)
    );
    let at_home = of(mixed, "clock = \"+08:00\"\n");
    assert_eq!(
        at_home.tally.span.map(|(first, last)| (date(first), date(last))),
        Some(("2023-05-01".to_owned(), "2023-05-02".to_owned()))
    );
    assert!(of(["1682971200", "1682971200000", "2023-05-01T20:00:00Z"], "").in_utc);
    assert!(!of(["1682971200", "1682971200000", "2023-05-01T20:00:00Z"], "clock = \"+08:00\"\n").in_utc);
    assert!(
        read_text("created,kind\n2023-05-01,a\n", "clock = \"home\"\n").expect_err("no clock").contains("map.toml:1:9")
    );
}

fn gridgov(folder: &std::path::Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("gridgov").expect("the program");
    let output = command.current_dir(folder).args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

#[test]
fn a_log_without_closing_times_gives_rates_and_says_what_cannot_be_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let long = "设备设施类问题之道路井盖缺失破损移位及其他影响通行安全的情形包括但不限于人行道与车行道甲";
    let text = "2023年案件明细表,,\n任务号,上报时间,问题类型\n".to_owned()
        + &rows(|_| String::new())
            .replace(",,", ",")
            .replace("噪声", long)
            .replace("A3,", &format!("A3,{} 09:00,{long}乙\nA3b,", date(19_363)));
    fs::write(at.join("log.csv"), &text).expect("a file");
    let fit = ["fit", "log.csv", "--residents", "3000", "--replicates", "1", "--threads", "1", "--out", "mine.toml"];
    let (code, stdout, stderr) = gridgov(at, &[&fit[..], &["--json"]].concat());
    assert_eq!(code, 0, "{stdout}{stderr}");
    let value: Value = serde_json::from_str(&stdout).expect("JSON");
    assert!(
        value["has_closing_times"] == false && value["warnings"].to_string().contains("No column of closing times"),
        "{value}"
    );
    let kinds = value["kinds"].as_array().expect("kinds");
    assert!(
        kinds.iter().all(|kind| kind["close_days_median"].is_null() && kind["deadline_from"] == "assumed"),
        "{value}"
    );
    // Two long words that begin alike are two kinds.
    assert_eq!(kinds.len(), 3, "{value}");
    let written = fs::read_to_string(at.join("mine.toml")).expect("the scenario");
    assert!(
        written.contains("title = \"2023年案件明细表, 2023-01-03 to 2023-02-11\"")
            && written.contains("# residents = 3000"),
        "{written}"
    );
    assert!(written.contains(&format!("title_zh = \"{long}\"")), "{written}");
    assert_eq!(gridgov(at, &["check", "mine.toml"]).0, 0);
}

#[test]
fn a_fit_that_does_not_converge_is_no_estimate() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let mut text = String::from("id,created,closed,kind\n");
    for case in 0..160_i32 {
        let day = 19_358 + case * 2;
        let _ = writeln!(
            text,
            "{case},{} 15:30:00,{} 09:00:00,{}",
            date(day),
            date(day + 1 + case % 4),
            ["Graffiti", "Noise"][case as usize % 2]
        );
    }
    fs::write(at.join("log.csv"), text).expect("a file");
    fs::write(at.join("map.toml"), "records = \"hotline\"\n").expect("a file");
    let fit = |map: &[&str]| {
        gridgov(at, &[&["fit", "log.csv", "--residents", "1000", "--replicates", "1", "--out", "o.toml"], map].concat())
    };
    let (code, _, stderr) = fit(&["--columns", "map.toml", "--lang", "en"]);
    assert_eq!(code, 2, "{stderr}");
    for part in ["the fit did not converge", "cases per 1,000 residents and year", "records = \"residents\""] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
    assert!(!at.join("o.toml").exists());
    // The same log of all channels is one of an ordinary city.
    let (code, stdout, stderr) = fit(&["--json"]);
    assert_eq!(code, 0, "{stderr}");
    let value: Value = serde_json::from_str(&stdout).expect("JSON");
    for kind in value["kinds"].as_array().expect("kinds") {
        let number = |name: &str| kind[name].as_f64().expect("a number");
        assert!((0.7..1.4).contains(&number("model_to_log_cases")), "{kind}");
        assert!(
            kind["model"]["close_days_median"].as_f64().expect("closed") < 8.0 * number("close_days_median"),
            "{kind}"
        );
    }
}

#[test]
fn without_residents_a_size_is_proposed() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join("log.csv"), HEADER.to_owned() + &rows(next_day)).expect("a file");
    let (code, _, stderr) = gridgov(at, &["fit", "log.csv", "--out", "o.toml", "--lang", "en"]);
    assert!(code == 2 && stderr.contains("40 cases in 40 days would be of about 730 residents"), "{stderr}");
    let (code, _, stderr) = gridgov(at, &["fit", "log.csv", "--out", "o.toml", "--lang", "zh"]);
    assert!(code == 2 && stderr.contains("40天40件约相当于730名居民"), "{stderr}");
}
