//! `dictionary.md` of a study: every file, every column, everything that is varied.

use std::fmt::Write as _;

use crate::study::Study;

const DICTIONARY: &str = "\
# Data dictionary

All tables are UTF-8 with LF line ends. Floats are written in the shortest form that reads back exactly; an empty field is
an undefined value. Replicate r of every scenario at every point has the same random events.

| file | column | meaning |
|---|---|---|
| all | `cross` | combination of structural variants; `as_is` where none are crossed |
";

const SHARED: &str = "\
| points.csv | `point`, `input`, `role`, `value`, `unit` | number of the point from 0; what is varied; `lever` or `assumption`; its value there |
| responses.csv | `point`, `scenario`, `replicate`, `outcome`, `value`, `unit` | what every run gave, for the whole city |
| summary.csv | `scenario`, `outcome`, `of`, `unit` | `of`: `value`, or `difference` to the first scenario, replicate by replicate |
| summary.csv | `points`, `mean`, `q05`, `q50`, `q95`, `above_zero_share` | over the points, of means over replicates: points in which it is defined, mean, quantiles, share above 0 |
";

const UNITS: &str = "
`.units` holds every run, packed into a file for each process that has run some; from these a stopped study resumes. The tables do not need it.
";

/// The text of the file.
pub(super) fn text(study: &Study) -> String {
    let kind = study.method.asks().kind();
    let mut text = DICTIONARY.to_owned() + if kind.varies { SHARED } else { "" } + kind.dictionary + UNITS;
    text.push_str(
        "\n## What is varied\n\n| input | role | unit | from | to | meaning | 含义 |\n|---|---|---|---|---|---|---|\n",
    );
    for factor in &study.subject.factors {
        let (low, high) = factor.ends();
        let (key, role, unit) = (&factor.key, factor.role.word(), factor.unit);
        let _ =
            writeln!(text, "| `{key}` | {role} | {unit} | {low} | {high} | {} | {} |", factor.name_en, factor.name_zh);
    }
    text.push_str("\n## Outcomes\n\n| outcome | unit | meaning | 含义 |\n|---|---|---|---|\n");
    for kind in &study.subject.outcomes {
        let _ = writeln!(text, "| `{}` | {} | {} | {} |", kind.id, kind.unit, kind.meaning_en, kind.meaning_zh);
    }
    text
}
