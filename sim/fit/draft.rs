//! The scenario that a fit writes: what the log showed, and beside it what stays assumed.

use std::fmt::Write as _;

use super::kinds::Group;
use crate::assumptions::IncidentKind;
use crate::assumptions::incidents::IncidentNumbers;
use crate::registry::Table;
use crate::scenario::values::plain;
use crate::scenario::{FLAGS, flag};

/// The numbers of a scenario that a fit moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// Incidents per 1,000 residents and year, by group.
    pub rates: Vec<f64>,
    /// Time allowed in days, by group.
    pub deadlines: Vec<f64>,
    /// Variance of the day's common rate.
    pub variance: f64,
    /// Its persistence.
    pub persistence: f64,
}

/// A number with four significant digits.
#[must_use]
pub fn rounded(number: f64) -> f64 {
    if number == 0.0 || !number.is_finite() { 0.0 } else { format!("{number:.3e}").parse().unwrap_or(number) }
}

/// What stands above the numbers: titles in English and Chinese, the first comment, and residents whom the log covers.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// Titles in English and Chinese.
    pub titles: (String, String),
    /// The first comment.
    pub head: String,
    /// Residents, proposed as the size of the city.
    pub residents: Option<f64>,
}

/// The scenario as a file; `notes` is a comment for each group.
#[must_use]
pub fn draft(front: &Front, groups: &[Group], numbers: &Numbers, notes: &[String]) -> String {
    let (title, title_zh) = &front.titles;
    let quoted = |text: &str| toml::Value::String(text.to_owned());
    let mut text = String::new();
    front.head.lines().for_each(|line| {
        let _ = writeln!(text, "{}", format!("# {line}").trim_end());
    });
    let _ = write!(
        text,
        "\ntitle = {}\ntitle_zh = {}\nextends = \"builtin:baseline\"\n\n",
        quoted(title),
        quoted(title_zh)
    );
    if let Some(residents) = front.residents {
        let _ = write!(
            text,
            "# A city as large as the log's takes longer: take the # away for it. / 按日志人口规模运行耗时更长；需要时去掉 # 号。\n\
             # [city]\n# residents = {}\n\n",
            residents.round()
        );
    }
    let _ = write!(
        text,
        "[institutions]  # how the day's rate of incidents varies / 发生率的日间波动\n\
         frailty_variance = {}\nfrailty_persistence = {}\n",
        plain(rounded(numbers.variance)),
        plain(rounded(numbers.persistence)),
    );
    let defaults = IncidentKind::defaults();
    for (at, group) in groups.iter().enumerate() {
        let _ = write!(text, "\n[[incident]]\nname = {}\n", quoted(&group.name));
        if let Some(note) = notes.get(at) {
            let _ = writeln!(text, "# {note}");
        }
        let _ = write!(
            text,
            "rate_per_1000_year = {}\ndeadline_days = {}\n",
            plain(rounded(numbers.rates[at])),
            plain(rounded(numbers.deadlines[at])),
        );
        if group.has_own_title() {
            let title = quoted(&group.title);
            let _ = writeln!(text, "title = {title}\ntitle_zh = {title}");
        }
        if !group.is_built_in()
            && let Some(like) = defaults.iter().find(|kind| kind.name == group.like)
        {
            let _ = writeln!(text, "# assumed, as for {} / 其余取自该内置类别的假设", like.name);
            text.push_str("departments = [");
            let names: Vec<String> = like.departments.iter().map(|d| format!("\"{}\"", d.names().0)).collect();
            let _ = writeln!(text, "{}]", names.join(", "));
            let _ = writeln!(text, "path = \"{}\"", like.path.word());
            for name in FLAGS.into_iter().filter(|name| flag(like, name)) {
                let _ = writeln!(text, "{name} = true");
            }
            for (index, parameter) in IncidentNumbers::PARAMETERS.iter().enumerate() {
                if !["rate_per_1000_year", "deadline_days"].contains(&parameter.name) {
                    let _ = writeln!(text, "{} = {}", parameter.name, plain(like.numbers.value(index)));
                }
            }
        }
    }
    for kind in defaults.iter().filter(|kind| groups.iter().all(|group| group.name != kind.name)) {
        let _ = write!(
            text,
            "\n[[incident]]\nname = \"{}\"  # not in the log / 日志中没有; take the entry out to keep the built-in rate\n\
             rate_per_1000_year = 0\n",
            kind.name
        );
    }
    text
}
