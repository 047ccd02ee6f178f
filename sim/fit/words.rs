//! Words of logs that are no values: for what is missing, and for cases that are none or are closed.

/// What stands where nothing is known, without blanks and in small letters.
const MISSING: [&str; 33] = [
    "",
    "na",
    "n/a",
    "#n/a",
    "n.a.",
    "null",
    "(null)",
    "[null]",
    "<null>",
    "\\n",
    "none",
    "nil",
    "nan",
    "nat",
    "nul",
    "-",
    "--",
    "---",
    "–",
    "—",
    "——",
    "/",
    ".",
    "?",
    "unknown",
    "无",
    "空",
    "未知",
    "暂无",
    "未填",
    "未填写",
    "缺失",
    "不详",
];
/// Dates that databases and spreadsheets put where there is none: what they begin with.
const NO_DATES: [&str; 7] =
    ["0000-00-00", "0001-01-01", "1900-01-01", "9999-12-31", "01/01/1900", "12/31/9999", "1/0/1900"];

/// Whether a field holds nothing; `own` are words of a map.
#[must_use]
pub fn missing(text: &str, own: &[String]) -> bool {
    if text.is_empty() {
        return true;
    }
    // Every field is asked: most are longer than any of these words.
    (text.len() <= 12 && MISSING.contains(&text.to_lowercase().as_str())) || own.iter().any(|word| word.trim() == text)
}

/// Whether a field of times holds none.
#[must_use]
pub fn no_date(text: &str) -> bool {
    matches!(text, "0" | "0.0") || NO_DATES.iter().any(|date| text.starts_with(date))
}

/// What a status says of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is none: void, cancelled, withdrawn, a duplicate.
    Void,
    /// It is closed.
    Closed,
    /// Neither.
    Other,
}

/// Beginnings of words by which a case is none. What is refused or passed on was a case.
const VOID: [&str; 12] = [
    "void",
    "cancel",
    "withdr",
    "duplic",
    "invalid",
    "delete",
    "spam",
    "annul",
    "supprim",
    "doublon",
    "retracted",
    "erroneous",
];
const VOID_ZH: [&str; 14] =
    ["作废", "撤销", "撤单", "撤回", "撤诉", "取消", "重复", "无效", "注销", "废弃", "废单", "误报", "删除", "已并案"];
const CLOSED: [&str; 9] = ["close", "complet", "resolved", "fixed", "done", "finish", "terminé", "fermé", "solved"];
const CLOSED_ZH: [&str; 8] = ["办结", "结案", "已完成", "归档", "已关闭", "已解决", "已办理", "完结"];
/// What turns a word round when it stands before it.
const NOT: [&str; 7] = ["not", "no", "non", "un", "in", "re", "never"];
const NOT_ZH: [&str; 8] = ["非", "未", "不", "无", "没", "待", "拟", "重新"];

/// What a status says; `void` are words of a map for cases that are none.
#[must_use]
pub fn status(text: &str, void: &[String]) -> Status {
    let text = text.to_lowercase();
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if void.iter().any(|word| word.trim().to_lowercase() == text || word.trim().to_lowercase() == bare)
        || says(bare, &VOID, &VOID_ZH)
    {
        Status::Void
    } else if says(bare, &CLOSED, &CLOSED_ZH) {
        Status::Closed
    } else {
        Status::Other
    }
}

fn says(text: &str, english: &[&str], chinese: &[&str]) -> bool {
    let mut before = "";
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if english.iter().any(|known| word.starts_with(known)) && !NOT.contains(&before) {
            return true;
        }
        // "Not a duplicate" is about the duplicate.
        before = if matches!(word, "a" | "an" | "the") { before } else { word };
    }
    chinese.iter().any(|known| {
        let at = text.find(known);
        at.is_some_and(|at| !NOT_ZH.iter().any(|not| text[..at].ends_with(not)))
    })
}

/// Whether a column that asks for yes or no says yes.
#[must_use]
pub fn yes(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "true" | "t" | "yes" | "y" | "1" | "oui" | "是" | "重复" | "duplicate")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_words_hold_nothing_and_a_map_may_name_others() {
        for text in
            ["", "NA", "n/a", "NULL", "(null)", "\\N", "None", "-", "--", "——", "无", "空", "NaT", "#N/A", "未知"]
        {
            assert!(missing(text, &[]), "{text}");
        }
        for text in ["0", "No", "无人机", "Nation", "空调", "A", "-1"] {
            assert!(!missing(text, &[]), "{text}");
        }
        assert!(missing("沒有", &["沒有".to_owned()]));
        assert!(no_date("1900-01-01 00:00:00") && no_date("0000-00-00") && no_date("0") && !no_date("2024-01-01"));
    }

    #[test]
    fn a_status_says_whether_a_case_is_one() {
        for text in [
            "[作废]",
            "已撤销",
            "重复工单",
            "Cancelled",
            "Closed - Duplicate",
            "VOID",
            "withdrawn by caller",
            "Annulée",
            "无效件",
        ] {
            assert_eq!(status(text, &[]), Status::Void, "{text}");
        }
        for text in [
            "[办结]",
            "Closed",
            "COMPLETED",
            "已结案",
            "Fixed - Council",
            "Terminée",
            "closed (not a duplicate)",
            "Resolved",
        ] {
            assert_eq!(status(text, &[]), Status::Closed, "{text}");
        }
        for text in [
            "Open",
            "办理中",
            "未办结",
            "待结案",
            "In Progress",
            "Reopened",
            "not completed",
            "avoid",
            "退单",
            "",
            "非重复",
            "Unresolved",
        ] {
            assert_eq!(status(text, &[]), Status::Other, "{text}");
        }
        assert_eq!(status("不予受理", &["不予受理".to_owned()]), Status::Void);
        assert!(yes("TRUE") && yes("是") && yes("1") && !yes("否") && !yes("false") && !yes(""));
    }
}
