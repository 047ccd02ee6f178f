//! `dictionary.md` of a study: every file, every column, everything that is varied.

use std::fmt::Write as _;

use crate::study::Study;

const DICTIONARY: &str = "\
# Data dictionary

All tables are UTF-8 with LF line ends. Floats are written in the shortest form that reads back exactly; an empty field is
an undefined value. Replicate r of every scenario at every point lives through the same chance.

| file | column | meaning |
|---|---|---|
| all | `cross` | combination of structural variants; `as_is` where none are crossed |
| points.csv | `point`, `input`, `role`, `value`, `unit` | number of the point from 0; what is varied; `lever` or `assumption`; its value there |
| responses.csv | `point`, `scenario`, `replicate`, `outcome`, `value`, `unit` | what every run gave, for the whole city |
| summary.csv | `scenario`, `outcome`, `of`, `unit` | `of`: `value`, or `difference` to the first scenario, replicate by replicate |
| summary.csv | `points`, `mean`, `q05`, `q50`, `q95`, `above_zero_share` | over the points, of means over replicates: points in which it is defined, mean, quantiles, share above 0 |
| sensitivity.csv | `input`, `role`, `with`, `measure`, `value`, `low`, `high` | what an input does; the other input of an interaction; which measure; 95% interval |
| posterior.csv | `prior_low`, `prior_high`, `mean`, `sd`, `q025` to `q975`, `shrinkage` | range before; mean, standard \
deviation and quantiles after; standard deviation after over before |
| kept.csv | `point`, `distance`, `weight`, `input`, `value`, `unit` | the points that a calibration kept; value after adjustment |
| targets.csv | `target`, `tolerance`, `source`, `share_below`, `q025` to `q975` | what is published; share of all points below it; \
what the kept points gave |
| front.csv | `point`, `on_front`, `of`, `key`, `value`, `unit` | policies that none betters; `of`: `outcome` (mean over \
replicates) or `lever`; point 0 is the scenario as it is |
| claims.csv | `claim`, `outcome`, `unit`, `expected`, `least` | id; what the claim lets `rise` or `fall`; smallest size that \
matters |
| claims.csv | `where`, `mean`, `low`, `high` | `shipped` world and `without` a mechanism: the contrast with its 95% interval; \
`shipped as ratio`: what is taken together over what its parts multiply to, in odds for shares and scales; \
other `worlds`: median, 5% and 95% quantile |
| claims.csv | `as_claimed_share` to `sign_share`, `worlds`, `chance_share`, `verdict` | of the other worlds: as claimed and \
large enough to matter, too small, the opposite, of the claimed sign; their number; share of their spread that is chance; \
verdict on the outcome, and what a mechanism leaves of it |
| boxes.csv | `box`, `coverage`, `density`, `mass`, `base_rate` | `chosen` or step of the search; share of all points with the \
criterion that lie in it; share of its points that have it; share of all points in it; share of all that have it |
| boxes.csv | `input`, `low`, `high`, `quasi_p`, `adjusted_p`, `unit` | a limit of the box, empty where there is none; chance of it by \
accident, alone and against shuffled points |
| regret.csv | `scenario`, `outcome`, `measure`, `value`, `unit`, `worlds` | `regret_max`, `regret_mean`, `regret_p90`: loss against the best \
scenario of each world; `satisficing_share`: share of worlds in which all thresholds are kept |
| trial.csv | `selection`, `communities`, `what` | how communities are chosen, how many; `truth_treated` and `truth_untreated`: true mean \
effect on those that take part and on the others; or an estimator; `needed`: `value`, `low` and `high` are the number of communities \
that difference-in-differences needs to find the effect with a chance of 80%, with its 95% interval; an empty `high`: no limit |
| trial.csv | `value`, `low`, `high`, `standard_error` | mean over replicates of truth or estimate; 95% interval of the truth's mean; mean \
of the standard errors that the evaluator reports |
| trial.csv | `bias`, `bias_low`, `bias_high`, `rmse` | estimate less truth: mean with 95% interval over replicates, root mean square |
| trial.csv | `coverage_share`, `power_share`, each with `low` and `high`; `formula_power_share` | share of replicates in which the \
evaluator's 95% interval holds the truth; in which it excludes 0 on the side of the true effect; what the usual formula promises for the \
latter |
| panel.csv | `world`, `treated`, `month` | first replicate: `past` (the same in all), `without` a pilot, or the pilot; whether the reform \
acts there; month of 30 days from 1 |
| panel.csv | `subdistrict`, `community`, `outcome`, `value`, `unit` | a community in that month: state at its end (satisfaction, trust, \
activity, capability), or what was counted in it |

`.units` holds one file for each run, from which a stopped study goes on. The tables do not need it.
";

/// The text of the file.
pub(super) fn text(study: &Study) -> String {
    let mut text = DICTIONARY.to_owned();
    text.push_str(
        "\n## What is varied\n\n| input | role | unit | from | to | meaning | 含义 |\n|---|---|---|---|---|---|---|\n",
    );
    for factor in &study.factors {
        let (low, high) = factor.ends();
        let (key, role, unit) = (&factor.key, factor.role.word(), factor.unit);
        let _ =
            writeln!(text, "| `{key}` | {role} | {unit} | {low} | {high} | {} | {} |", factor.name_en, factor.name_zh);
    }
    text.push_str("\n## Outcomes\n\n| outcome | unit | meaning | 含义 |\n|---|---|---|---|\n");
    for kind in &study.outcomes {
        let _ = writeln!(text, "| `{}` | {} | {} | {} |", kind.id, kind.unit, kind.meaning_en, kind.meaning_zh);
    }
    text
}
