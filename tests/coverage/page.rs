//! What intervals cover at the shipped size, from a pool of cities: `docs/coverage.md`.

use std::fmt::Write as _;

use gridgov::internals::random::{Purpose, Stream};
use gridgov::internals::statistics::interval::{interval, mean};
use gridgov::outcome_kinds;

use super::pool::{POLICIES, Pool, TOGETHER};

/// Cities of a comparison, as 30 replicates have them.
const CITIES: usize = 15;
/// Comparisons that are drawn from a pool.
const DRAWN: u32 = 1_000;
/// Pools that are drawn from the pool, for the standard error.
const POOLS: u32 = 30;
/// Below this share an outcome is marked.
pub const MARKED: f64 = 0.93;

fn matters(outcome: &str) -> f64 {
    outcome_kinds().iter().find(|kind| kind.id == outcome).expect("an outcome").matters()
}

/// Draws of places in a list.
struct Draws {
    stream: Stream,
    number: u64,
}

impl Draws {
    fn below(&mut self, n: usize) -> usize {
        self.number += 1;
        let u = self.stream.uniform(Purpose::Statistics, self.number, 0, 0);
        ((u * n as f64) as usize).min(n - 1)
    }
}

/// The mean difference of each city that has one.
fn differences(pool: &Pool, policy: &str, outcome: &str) -> Vec<f64> {
    let column = |scenario: &str| &pool[&(scenario.to_owned(), outcome.to_owned())];
    let (before, after) = (column("baseline"), column(policy));
    let city = |(before, after): (&[f64], &[f64])| {
        let defined: Vec<f64> = before.iter().zip(after).map(|(b, a)| a - b).filter(|d| !d.is_nan()).collect();
        (!defined.is_empty()).then(|| mean(&defined))
    };
    let size = TOGETHER as usize;
    before.chunks(size).zip(after.chunks(size)).filter_map(city).collect()
}

/// Share of comparisons whose interval holds the mean of the values they are drawn from.
fn covered(values: &[f64], draws: &mut Draws) -> f64 {
    let truth = mean(values);
    let holds = |_| {
        let sample: Vec<f64> = (0..CITIES).map(|_| values[draws.below(values.len())]).collect();
        holds(&sample, truth)
    };
    (0..DRAWN).map(holds).filter(|holds| *holds).count() as f64 / f64::from(DRAWN)
}

fn holds(sample: &[f64], truth: f64) -> bool {
    let (low, high) = interval(sample, 0.95);
    let rounding = 1e-9 * truth.abs();
    low <= truth + rounding && truth - rounding <= high
}

/// Coverage of an outcome under a policy and its standard error; `None` where nothing varies.
fn measured(values: &[f64], draws: &mut Draws) -> Option<(f64, f64)> {
    if values.len() < CITIES || values.iter().all(|value| (value - values[0]).abs() <= 1e-12 * values[0].abs()) {
        return None;
    }
    let share = covered(values, draws);
    let again = |_| {
        let pool: Vec<f64> = (0..values.len()).map(|_| values[draws.below(values.len())]).collect();
        covered(&pool, draws)
    };
    let shares: Vec<f64> = (0..POOLS).map(again).collect();
    let centre = mean(&shares);
    let variance =
        shares.iter().map(|share| (share - centre) * (share - centre)).sum::<f64>() / (f64::from(POOLS) - 1.0);
    Some((share, variance.sqrt()))
}

/// How many replicates a precision takes, and what the intervals cover that are there then.
struct Stopped {
    share: f64,
    replicates: f64,
    unreached: f64,
    pooled: f64,
    worst: (f64, &'static str),
}

/// Replicates come in tens until every headline interval of every policy reaches at most `share` times what matters.
fn stopped(pool: &Pool, share: f64, headlines: &[&'static str], draws: &mut Draws) -> Stopped {
    const SEQUENCES: usize = 400;
    let columns: Vec<(&'static str, Vec<f64>)> =
        POLICIES.iter().flat_map(|policy| headlines.iter().map(|id| (*id, differences(pool, policy, id)))).collect();
    let cities = columns[0].1.len();
    let (mut taken, mut unreached, mut hits) = (0, 0, vec![0_usize; columns.len()]);
    for _ in 0..SEQUENCES {
        let mut sample: Vec<usize> = Vec::new();
        let reached = loop {
            sample.extend((0..5).map(|_| draws.below(cities)));
            let narrow = columns.iter().all(|(id, values)| {
                let (low, high) = interval(&sample.iter().map(|at| values[*at]).collect::<Vec<_>>(), 0.95);
                0.5 * (high - low) <= share * matters(id)
            });
            if narrow || sample.len() >= 250 {
                break narrow;
            }
        };
        taken += sample.len() * TOGETHER as usize;
        unreached += usize::from(!reached);
        for (hits, (_, values)) in hits.iter_mut().zip(&columns) {
            *hits += usize::from(holds(&sample.iter().map(|at| values[*at]).collect::<Vec<_>>(), mean(values)));
        }
    }
    let of = |hits: usize| hits as f64 / SEQUENCES as f64;
    let worst = hits.iter().zip(&columns).map(|(hits, (id, _))| (of(*hits), *id)).min_by(|a, b| a.0.total_cmp(&b.0));
    Stopped {
        share,
        replicates: taken as f64 / SEQUENCES as f64,
        unreached: of(unreached),
        pooled: of(hits.iter().sum::<usize>()) / columns.len() as f64,
        worst: worst.unwrap(),
    }
}

/// The page, and the outcomes that it marks with the least that was measured of each.
pub fn page(pool: &Pool, headlines: &[&'static str]) -> (String, Vec<(&'static str, f64)>) {
    let draws = &mut Draws { stream: Stream::new(20_261_127, 1), number: 0 };
    let (mut rows, mut marked, mut errors, mut all) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    for kind in outcome_kinds() {
        let found: Vec<Option<(f64, f64)>> =
            POLICIES.iter().map(|policy| measured(&differences(pool, policy, kind.id), draws)).collect();
        let shares: Vec<f64> = found.iter().flatten().map(|(share, _)| *share).collect();
        errors.extend(found.iter().flatten().map(|(_, error)| *error));
        all.extend(shares.clone());
        let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
        if least < MARKED {
            marked.push((kind.id, least));
        }
        let cell = |cell: &Option<(f64, f64)>| {
            cell.map_or_else(
                || "same".to_owned(),
                |(share, error)| format!("{:.1} ± {:.1}", 100.0 * share, 100.0 * error),
            )
        };
        let cells = found.iter().map(cell).collect::<Vec<_>>().join(" | ");
        let mark = if least < MARKED { " \\*" } else { "" };
        let _ = writeln!(rows, "| `{}`{mark} | {} {} | {cells} |", kind.id, kind.name_en, kind.name_zh);
    }
    errors.sort_by(f64::total_cmp);
    let (cities, replicates) =
        (pool.values().next().map_or(0, Vec::len) / TOGETHER as usize, CITIES * TOGETHER as usize);
    let mut text = format!(
        "# How often intervals hold the truth\n\n**区间的实际覆盖率**\n\n\
         Written by `cargo test --release --test coverage -- --ignored the_page_of_coverage` from a pool that \
         `cargo test --release --test coverage -- --ignored a_pool_of_cities` runs (model version 4); do not edit by hand. \
         本页由上述命令生成，请勿手工修改。\n\n\
         {cities} drawn cities of the shipped size (20,000 residents, two replicates in each, 1,440 days of burn-in and five years) \
         were run once under the baseline and under {} policies. From these cities {CITIES} are drawn with replacement, as the \
         {replicates} replicates of a run have them, {DRAWN} times for each outcome and policy; the table says in how many of 100 \
         the 95% interval of the paired difference holds the mean over the whole pool. The number after ± is the standard error, \
         from {POOLS} pools drawn from the pool (median {:.1}, largest {:.1} points). What is so rare that no city of the pool \
         had it is not in here. *same*: the difference is the same in every run, and there is no interval. \\*: below {:.0} under \
         some policy; tables and reports mark these outcomes.\n\n\
         对{cities}座按发布规模抽取的城市（两万居民，各两次重复，预热1440天、运行五年）在基准和{}项政策下各运行一次，\
         再从中有放回地每次抽取{CITIES}座（相当于一次运行的{replicates}次重复），每项指标、每项政策抽{DRAWN}次；表中为配对差异的95%区间\
         包含总体均值的百分比，±后为标准误。same 表示每次运行的差异都相同，不给区间；带 \\* 的指标在某项政策下低于{:.0}%，\
         结果表和报告中均有标记。\n\n\
         Over all {} cells: mean {:.1}, least {:.1}, {} below {:.0}.\n\n| outcome | 指标 | {} |\n|---|---|{}\n{rows}",
        POLICIES.len(),
        100.0 * errors[errors.len() / 2],
        100.0 * errors[errors.len() - 1],
        100.0 * MARKED,
        POLICIES.len(),
        100.0 * MARKED,
        all.len(),
        100.0 * mean(&all),
        100.0 * all.iter().copied().fold(f64::INFINITY, f64::min),
        all.iter().filter(|share| **share < MARKED).count(),
        100.0 * MARKED,
        POLICIES.map(|policy| format!("`{policy}`")).join(" | "),
        "---:|".repeat(POLICIES.len()),
    );
    text += "\n## Runs that stop when intervals are narrow enough\n\n**按精度停止的运行**\n\n\
             `--precision X` adds ten replicates at a time until every headline interval of every policy reaches at most X times the \
             smallest change that matters. Looking again and again could end runs that happen to vary little; so 400 sequences of \
             replicates were drawn from the pool, stopped by this rule, and their intervals held against the mean of the pool. \
             每次增加十次重复，直到所有政策的主要指标区间半宽都不超过最小有意义变化的X倍；从样本库抽取400个序列按此规则停止后检验。\n\n\
             | X | replicates, mean | not reached with 500 | covered, all headline outcomes | least, outcome |\n|---:|---:|---:|---:|---|\n";
    for share in [2.0, 1.0, 0.7] {
        let s = stopped(pool, share, headlines, draws);
        let _ = writeln!(
            text,
            "| {} | {:.0} | {:.0}% | {:.1} | {:.1} `{}` |",
            s.share,
            s.replicates,
            100.0 * s.unreached,
            100.0 * s.pooled,
            100.0 * s.worst.0,
            s.worst.1
        );
    }
    (text, marked)
}
