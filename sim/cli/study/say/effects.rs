//! What factors do: contrasts, screening, indices, correlations; levers and assumptions in blocks of their own.

use std::fmt::Write as _;

use super::{Findings, Teller};
use crate::cli::output::aligned;
use crate::outcomes::Direction;
use crate::study::carry_out::Measure;
use crate::study::{Method, Quantity, Role};
use crate::table::{figures, wrapped};
use crate::words::Language;

/// Factors of a block, and interactions of a quantity, that are told.
const MOST: usize = 8;

impl Teller<'_> {
    pub(super) fn effects(&self, findings: &Findings) -> String {
        let mut out = String::new();
        let quantities = self.study.quantities();
        for index in self.shown() {
            let quantity = quantities[index];
            let _ = writeln!(out, "{}", self.quantity(quantity));
            out += &wrapped(&self.spread(findings, index));
            for role in [Role::Lever, Role::Assumption] {
                out += &self.block(findings, index, role);
            }
            if self.ranked(findings, index, None).is_empty() {
                out += &wrapped(self.pick(
                    "What the factors do cannot be told: the quantity hardly varies beside chance, or is undefined in too many \
                     runs. More residents or replicates help.",
                    "无法判断各因素的作用：相对随机性而言该指标几乎不变，或在过多运行中无定义。可增加居民数或运行次数。",
                ));
            }
            out += &self.interactions(findings, index);
            out.push('\n');
        }
        let explained = self.explained();
        if !explained.is_empty() {
            out += &wrapped(explained);
        }
        out
    }

    /// Over which values the quantity spreads, and for a difference how often it is above zero.
    fn spread(&self, findings: &Findings, index: usize) -> String {
        let spread = &findings.spreads[index];
        let quantity = self.study.quantities()[index];
        let number = |value: f64| self.number(quantity, value);
        let ([low, middle, high], mean) = (spread.quantiles.map(number), number(spread.mean));
        let _ = middle;
        let mut text = match self.language {
            Language::English => {
                format!("Mean over the points {mean}; nine points in ten lie between {low} and {high}.")
            }
            Language::Chinese => format!("各设计点平均{mean}；九成设计点在{low}与{high}之间。"),
        };
        if quantity.difference {
            let share = Self::percent(spread.above_zero);
            let more = match self.language {
                Language::English => format!(" It is above zero at {share} of the points."),
                Language::Chinese => format!("其中{share}的设计点大于零。"),
            };
            text += &more;
        }
        let noisy = findings.chance.get(index).map(|chance| chance.value).filter(|chance| *chance > 0.5);
        if let Some(chance) = noisy {
            let share = Self::percent(chance);
            let more = match self.language {
                Language::English => {
                    format!(
                        " {share} of its variance over the points is chance: raise replicates or residents before reading on."
                    )
                }
                Language::Chinese => format!("各点差异中{share}来自随机性：请先增加运行次数或居民数，再作解读。"),
            };
            text += &more;
        }
        text
    }

    fn block(&self, findings: &Findings, index: usize, role: Role) -> String {
        let ranked = self.ranked(findings, index, Some(role));
        if ranked.is_empty() {
            return String::new();
        }
        let quantity = self.study.quantities()[index];
        let mut rows = vec![self.columns(role)];
        for factor in ranked.iter().take(MOST) {
            let of = |kind: &str| {
                findings.measures.iter().find(|measure| {
                    measure.quantity == index
                        && measure.factor == *factor
                        && measure.with.is_none()
                        && measure.kind == kind
                })
            };
            let mut row = vec![format!("  {}", self.factor(*factor))];
            row.extend(self.cells(quantity, &of));
            rows.push(row);
        }
        let mut out = aligned(&rows);
        if ranked.len() > MOST {
            let rest = ranked.len() - MOST;
            let _ = match self.language {
                Language::English => writeln!(out, "  … and {rest} weaker ones in sensitivity.csv"),
                Language::Chinese => writeln!(out, "  ……其余{rest}项较弱，见 sensitivity.csv"),
            };
        }
        out
    }

    fn columns(&self, role: Role) -> Vec<String> {
        let columns: &[(&str, &str)] = match self.study.method {
            Method::Factorial => &[("effect", "效应"), ("95% interval", "95%区间"), ("", "")],
            Method::Morris => {
                &[("mean size", "平均影响"), ("95% interval", "95%区间"), ("with sign", "方向"), ("spread", "离散")]
            }
            Method::Sobol => {
                &[("alone", "单独"), ("95% interval", "95%区间"), ("in all", "总计"), ("95% interval", "95%区间")]
            }
            _ => &[("rank correlation", "秩相关"), ("95% interval", "95%区间")],
        };
        let mut row = vec![self.heading(role).to_owned()];
        row.extend(columns.iter().map(|(english, chinese)| self.pick(english, chinese).to_owned()));
        row
    }

    fn cells<'m>(&self, quantity: Quantity, of: &dyn Fn(&str) -> Option<&'m Measure>) -> Vec<String> {
        let ends = |low: f64, high: f64, write: &dyn Fn(f64) -> String| {
            if low.is_nan() {
                String::new()
            } else {
                format!("{} {} {}", write(low), self.pick("to", "至"), write(high))
            }
        };
        let share = |value: f64| figures::value(value, "share");
        let plain = |value: f64| format!("{value:+.2}");
        let change = |m: &Measure| self.change(quantity, m.value, m.low, m.high);
        match self.study.method {
            Method::Factorial => of("main_effect").map_or(Vec::new(), |m| {
                let [value, interval] = change(m);
                vec![value, interval, self.verdict(quantity, m.low, m.high).to_owned()]
            }),
            Method::Morris => {
                // Sizes have no sign.
                let size = |text: String| text.replace('+', "");
                let mut cells = of("mu_star").map_or(Vec::new(), |m| change(m).map(size).to_vec());
                cells.extend(of("mu").map(|m| change(m)[0].clone()));
                let unit = self.study.outcomes[quantity.outcome].unit;
                cells.extend(
                    of("sigma").map(|m| size(figures::end(m.value, unit, figures::decimals(unit, m.value, m.value)))),
                );
                cells
            }
            Method::Sobol => {
                let mut cells = Vec::new();
                for measure in ["first", "total"].into_iter().filter_map(of) {
                    cells.extend([share(measure.value), ends(measure.low, measure.high, &share)]);
                }
                cells
            }
            _ => of("rank_correlation").map_or(Vec::new(), |m| vec![plain(m.value), ends(m.low, m.high, &plain)]),
        }
    }

    /// What two factors do together beyond the sum of each alone, the clear ones from the strongest.
    fn interactions(&self, findings: &Findings, index: usize) -> String {
        let quantity = self.study.quantities()[index];
        let pairs = || findings.measures.iter().filter(|m| m.quantity == index && m.kind == "interaction");
        let mut clear: Vec<&Measure> = pairs().filter(|m| m.low > 0.0 || m.high < 0.0).collect();
        clear.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        let (all, found) = (pairs().count(), clear.len());
        if all == 0 {
            return String::new();
        }
        let mut rows =
            vec![vec![self.pick("TOGETHER, beyond the sum of each alone", "协同：超出各自单独效应之和").to_owned()]];
        for measure in clear.iter().take(MOST) {
            let names = [Some(measure.factor), measure.with].into_iter().flatten().map(|factor| self.factor(factor));
            let [value, interval] = self.change(quantity, measure.value, measure.low, measure.high);
            let verdict = self.together(quantity, measure.low > 0.0).to_owned();
            rows.push(vec![format!("  {}", names.collect::<Vec<_>>().join(" × ")), value, interval, verdict]);
        }
        let mut out = aligned(&rows);
        // One interval in twenty leaves zero out by chance.
        let chance = (all as f64 * 0.05).ceil();
        let _ = match self.language {
            Language::English => {
                writeln!(out, "  {found} of {all} pairs are clear; about {chance} would be by chance alone")
            }
            Language::Chinese => writeln!(out, "  {all}对中有{found}对明显；仅凭偶然约有{chance}对"),
        };
        out
    }

    /// What a clear interaction says.
    fn together(&self, quantity: Quantity, up: bool) -> &'static str {
        let (english, chinese) = match self.study.outcomes[quantity.outcome].direction {
            Direction::Neutral => ("not additive", "不可简单相加"),
            direction if (direction == Direction::Up) == up => ("help each other", "相互促进"),
            _ => ("overlap", "相互重叠"),
        };
        self.language.pick(english, chinese)
    }

    /// How the columns are to be read.
    fn explained(&self) -> &'static str {
        match self.study.method {
            Method::Factorial => self.language.pick(
                "Effect: what a factor changes from its first to its last value, on average over all combinations of the others.",
                "效应：某因素由首个取值变为末个取值时，在其他因素所有组合上的平均变化。",
            ),
            Method::Morris => self.language.pick(
                "Mean size: how much the quantity moves, either way, over the whole range of a factor (mu*). With sign: the mean of \
                 the same moves. Spread (sigma): a spread as large as the mean size says that the effect depends on the other factors.",
                "平均影响（μ*）：某因素在其全部范围内变化时指标变动的平均幅度（不计方向）；方向（μ）：计正负的平均；离散（σ）：与平均影响相当时，说明该因素的作用取决于其他因素。",
            ),
            Method::Sobol => self.language.pick(
                "Alone: the share of the variance that would go if the factor were known. In all: the share in which it takes part, \
                 also together with others. Indices are estimates: a small one may come out below zero, which means nothing but \
                 that it is near zero; more points bring it there.",
                "单独：若该因素已知，可消除的方差比例；总计：该因素（含与其他因素的共同作用）所参与的方差比例。指数为估计值：很小的指数可能出现负值，只说明其接近零，增加设计点数后会趋于零。",
            ),
            _ => self.language.pick(
                "Rank correlation: +1 when the quantity always rises with the factor, -1 when it always falls, near 0 when other things \
                 decide.",
                "秩相关：指标总随该因素上升为+1，总随之下降为-1，由其他因素决定时接近0。",
            ),
        }
    }
}
