//! `report.html` of a study: what was asked, what was found, every figure, and all that it was made from.

use std::fmt::Write as _;

use super::super::cite;
use super::super::figure::{Figure, escaped};
use super::super::html::{fixed, gallery, head, list, section, tail};
use super::super::prose::{self, Both, both};
use crate::study::Study;
use crate::study::store::StudyManifest;
use crate::study::subject::Subject;

const FOUND: (&str, &str) = ("What was found", "结果");
const FIGURES: (&str, &str) = ("Figures", "图");
const CAUTIONS: [(&str, &str); 2] = [
    (
        "Nothing here is a forecast. The model shows which mechanisms follow from which assumptions, not what will happen in a city.",
        "本页不是预测。模型说明在何种假设下出现何种机制，而非某座城市将会发生什么。",
    ),
    (
        "Intervals are about chance and the size of the design, not about whether the model is right.",
        "区间只反映随机性与样本规模，不说明模型本身是否正确。",
    ),
];
const TABLES: (&str, &str) = (
    "All numbers lie in the CSV files beside this page; dictionary.md says what each column means.",
    "全部数据见本页同目录下的CSV文件；各列含义见 dictionary.md。",
);

/// The whole page.
pub(super) fn page(study: &Study, manifest: &StudyManifest, told: &[String; 2], figures: &[Figure]) -> String {
    let (english, chinese) = study.method.asks().kind().names;
    let subject = &study.subject;
    let (seed, runs) = (manifest.seed, manifest.replicates);
    let subtitle = (
        format!("{english} · gridgov {} · seed {seed} · replicates {runs}", manifest.program_version),
        format!("{chinese} · gridgov {} · 种子{seed} · 重复{runs}次", manifest.program_version),
    );
    let mut html = head(&(subject.title.clone(), subject.title_zh.clone()), &subtitle, &manifest.program_version);
    let parts = [("caution", prose::CAUTION), ("found", FOUND), ("figures", FIGURES), ("inputs", prose::INPUTS)];
    html += "<nav aria-label=\"contents\">\n";
    for (id, words) in parts.iter().chain([&("cite", prose::CITE)]) {
        let _ = writeln!(html, "<a href=\"#{id}\">{}</a>", both(&fixed(words)));
    }
    html += "</nav>\n<main>\n";
    html += &section("caution", "caution", &prose::CAUTION, &list(&CAUTIONS.map(|words| fixed(&words))));
    let [english, chinese] = told;
    let found = format!(
        "<pre lang=\"en\">{}</pre><pre lang=\"zh-CN\">{}</pre>\n<p>{}</p>\n",
        escaped(english),
        escaped(chinese),
        both(&fixed(&TABLES))
    );
    html += &section("found", "told", &FOUND, &found);
    html += &section("figures", "", &FIGURES, &gallery(figures.iter()));
    html += &section("inputs", "", &prose::INPUTS, &inputs(subject, manifest));
    let cited = cite::of_study(manifest).text;
    let citing = format!("<p>{}</p>\n<pre>{}</pre>\n", both(&fixed(&prose::HOW_TO_CITE)), escaped(&cited));
    html += &section("cite", "", &prose::CITE, &citing);
    html + &tail()
}

/// Hashes, and the texts of the study and of its scenarios.
fn inputs(study: &Subject, manifest: &StudyManifest) -> String {
    let said = |english: String, chinese: String| -> Both { (english, chinese) };
    let mut html = list(&[
        said(
            format!("Study {}: {}; result {}", study.name, manifest.hash, manifest.result_hash),
            format!("研究{}：{}；结果{}", study.name, manifest.hash, manifest.result_hash),
        ),
        said(format!("Model version {}", manifest.model_version), format!("模型版本{}", manifest.model_version)),
    ]);
    let mut text = |name: &str, text: &str| {
        let _ = writeln!(
            html,
            "<details class=\"print\"><summary><code>{}</code></summary><pre>{}</pre></details>",
            escaped(name),
            escaped(text)
        );
    };
    text(&study.name, &study.text);
    for scenario in &manifest.scenarios {
        text(&scenario.name, &scenario.text);
    }
    html
}
