//! `report.html` of a study: what was asked, what was found, every figure, and all that it was made from.

use maud::{Markup, html};

use super::super::cite;
use super::super::figure::Figure;
use super::super::html::{gallery, link, list, section, whole};
use super::super::prose::{self, both, fixed};
use super::super::text::Text;
use super::found;
use crate::study::Study;
use crate::study::store::StudyManifest;
use crate::study::subject::Subject;
use crate::words::Language;

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
pub(super) fn page(
    study: &Study,
    manifest: &StudyManifest,
    opens: Option<Language>,
    texts: &[String; 2],
    figures: &[Figure],
) -> String {
    let (english, chinese) = study.method.asks().kind().names;
    let subject = &study.subject;
    let (seed, runs) = (manifest.seed, manifest.replicates);
    let subtitle = (
        format!("{english} · gridgov {} · seed {seed} · {runs} replicates", manifest.program_version),
        format!("{chinese} · gridgov {} · 随机种子{seed} · 重复{runs}次", manifest.program_version),
    );
    let links = html! {
        @for (id, words) in [
            ("caution", prose::CAUTION),
            ("figures", FIGURES),
            ("found", FOUND),
            ("inputs", prose::INPUTS),
            ("cite", prose::CITE),
        ] {
            (link(id, &fixed(&words)))
        }
    };
    let [english, chinese] = texts;
    let found = html! {
        div lang="en" { (found::found(english)) }
        div lang="zh-CN" { (found::found(chinese)) } "\n"
        p { (both(&fixed(&TABLES))) } "\n"
    };
    let citing = html! {
        p { (both(&fixed(&prose::HOW_TO_CITE))) } "\n"
        pre { (Text(&cite::of_study(manifest).text)) } "\n"
    };
    let contents = html! {
        (section("caution", Some("caution"), &prose::CAUTION, &list(&CAUTIONS.map(|words| fixed(&words)))))
        (section("figures", None, &FIGURES, &gallery(figures.iter())))
        (section("found", None, &FOUND, &found))
        (section("inputs", None, &prose::INPUTS, &inputs(subject, manifest)))
        (section("cite", None, &prose::CITE, &citing))
    };
    let titles = (subject.title.clone(), subject.title_zh.clone());
    whole(&titles, &subtitle, &manifest.program_version, opens, &links, &contents)
}

/// Hashes, and the texts of the study and of its scenarios.
fn inputs(study: &Subject, manifest: &StudyManifest) -> Markup {
    let hashes = [
        (
            format!("Study {}: {}; result {}", study.name, manifest.hash, manifest.result_hash),
            format!("研究{}：{}；结果{}", study.name, manifest.hash, manifest.result_hash),
        ),
        (format!("Model version {}", manifest.model_version), format!("模型版本{}", manifest.model_version)),
    ];
    let scenarios = manifest.scenarios.iter().map(|scenario| (&scenario.name, &scenario.text));
    html! {
        (list(&hashes))
        @for (name, text) in std::iter::once((&study.name, &study.text)).chain(scenarios) {
            details.print { summary { code { (Text(name)) } } pre { (Text(text)) } } "\n"
        }
    }
}
