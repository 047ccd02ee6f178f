//! From ledgers and final stocks to measured outcomes.

use super::outcome_kinds;
use super::record::{GridRow, Measured, Run};
use super::survival::Curve;
use crate::society::ledger::{Counts, DayCounts, MONEY_POSTS, MonthStocks, Sums};
use crate::society::residents::{AGES, AWARENESS, Channel, SATISFACTION, Tenure, mean};
use crate::society::{Building, Ledger, Society, Subdistrict};
use crate::units::{MONTH_DAYS, ONE, YEAR_DAYS};
use crate::world::World;

/// Everything counted, summed over subdistricts in their order.
struct City {
    residents: f64,
    days: f64,
    counts: Counts,
    sums: Sums,
    money: [i64; 12],
    by_kind: Vec<[u64; 5]>,
    daily: Vec<DayCounts>,
    months: Vec<MonthStocks>,
}

impl City {
    fn sum(society: &Society, kinds: usize) -> Self {
        let mut city = Self {
            residents: 0.0,
            days: 0.0,
            counts: Counts::default(),
            sums: Sums::default(),
            money: [0; 12],
            by_kind: vec![[0; 5]; kinds],
            daily: Vec::new(),
            months: Vec::new(),
        };
        for s in &society.subdistricts {
            let ledger = &s.ledger;
            city.residents += s.residents.len() as f64;
            city.days = ledger.days.len() as f64;
            city.counts.add(&ledger.counts);
            city.sums.add(&ledger.sums);
            city.money.iter_mut().zip(ledger.money).for_each(|(sum, fen)| *sum += fen);
            for (sum, counts) in city.by_kind.iter_mut().zip(&ledger.by_kind) {
                sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
            city.add_series(ledger);
        }
        city
    }

    fn add_series(&mut self, ledger: &Ledger) {
        self.daily.resize(ledger.days.len(), DayCounts::default());
        for (sum, day) in self.daily.iter_mut().zip(&ledger.days) {
            sum.arisen += day.arisen;
            sum.filed += day.filed;
            sum.closed += day.closed;
            sum.closed_on_time += day.closed_on_time;
            sum.closed_resolved += day.closed_resolved;
            sum.open += day.open;
            sum.alive += day.alive;
            sum.first_attempts += day.first_attempts;
            sum.first_at_community += day.first_at_community;
        }
        self.months.resize(ledger.months.len(), MonthStocks::default());
        for (sum, month) in self.months.iter_mut().zip(&ledger.months) {
            sum.lanes.iter_mut().zip(month.lanes).for_each(|(sum, lane)| *sum += lane);
            sum.active += month.active;
            sum.capability += month.capability;
        }
    }
}

/// A ratio; undefined where there is nothing to divide by.
fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

fn part(part: u64, whole: u64) -> f64 {
    ratio(part as f64, whole as f64)
}

/// The table of a run while it is being filled.
#[derive(Default)]
struct Rows(Vec<Measured>);

impl Rows {
    fn all(&mut self, outcome: &'static str, value: f64) {
        self.group(outcome, "all".to_owned(), value);
    }

    fn group(&mut self, outcome: &'static str, group: String, value: f64) {
        self.0.push(Measured { outcome, group, value });
    }

    /// In the order of the registry; within an outcome in the order of measuring, `all` first.
    fn ordered(mut self) -> Vec<Measured> {
        let place = |id| outcome_kinds().iter().position(|kind| kind.id == id).expect("a registered outcome");
        self.0.sort_by_key(|row| (place(row.outcome), row.group != "all"));
        debug_assert!(
            outcome_kinds().iter().all(|k| self.0.iter().any(|row| row.outcome == k.id && row.group == "all")),
            "every outcome is measured"
        );
        self.0
    }
}

/// Measures a society that has lived since day 0.
#[must_use]
pub fn measure(society: &Society, w: &World) -> Run {
    let city = City::sum(society, w.kinds.len());
    let curves = Curve::by_kind(society, w.kinds.len(), f64::from(society.day));
    let mut rows = Rows::default();
    efficiency(&mut rows, &city, &curves, w, society);
    autonomy(&mut rows, &city, society);
    service(&mut rows, &city, society);
    workforce(&mut rows, &city, society);
    coordination(&mut rows, &city);
    harmony(&mut rows, &city);
    let grids = grids(society);
    equity(&mut rows, &grids, society);
    costs(&mut rows, &city);
    let mut survival = vec![("all".to_owned(), Curve::pooled(&curves).by_day(90))];
    survival.extend(w.kinds.iter().zip(&curves).map(|(kind, curve)| (kind.name.clone(), curve.by_day(90))));
    Run { measured: rows.ordered(), survival, grids, daily: daily(&city), resident_days: city.residents * city.days }
}

fn efficiency(rows: &mut Rows, city: &City, curves: &[Curve], w: &World, society: &Society) {
    let c = &city.counts;
    let carried: u64 = society.subdistricts.iter().map(|s| s.ledger.carried.0).sum();
    let overdue = society.subdistricts.iter().flat_map(|s| &s.cases).filter(|case| case.overdue).count() as u64;
    let pooled = Curve::pooled(curves);
    rows.all("detection_share", part(c.detected, c.arisen));
    rows.all("detection_lag_days", part(c.detection_lag, c.detected) / 100.0);
    rows.all("close_days_mean", pooled.restricted_mean());
    rows.all("close_days_median", pooled.quantile(0.5));
    rows.all("close_days_p90", pooled.quantile(0.9));
    rows.all("on_time_share", part(c.closed_on_time, c.closed + overdue));
    rows.all("backlog_per_1000", ratio(c.backlog_days as f64 / city.days, city.residents / 1000.0));
    rows.all("reported_closure_share", part(c.closed, c.filed + carried));
    rows.all("true_resolution_share", part(c.closed_resolved, c.closed_worked));
    rows.all("reopened_share", part(c.reopened, c.closed));
    let per_1000_month = |count: u64| ratio(count as f64, city.residents / 1000.0 * city.days / f64::from(MONTH_DAYS));
    rows.all("cases_per_1000_month", per_1000_month(c.filed));
    for (channel, count) in [
        ("patrol", c.filed_patrol),
        ("community", c.filed_community),
        ("organisation", c.filed_organisation),
        ("grid_worker", c.filed_grid),
        ("hotline", c.filed_hotline),
        ("petition", c.filed_petition),
    ] {
        rows.group("cases_per_1000_month", format!("channel:{channel}"), per_1000_month(count));
    }
    let harm: u64 = society.subdistricts.iter().flat_map(|s| &s.buildings).map(|b| b.tally.harm).sum();
    rows.all("harm_per_1000_day", ratio(harm as f64 / 1000.0 / city.days, city.residents / 1000.0));
    rows.all("daily_variance_ratio", dispersion(city.daily.iter().map(|day| f64::from(day.filed))));
    for (index, (kind, (counts, curve))) in w.kinds.iter().zip(city.by_kind.iter().zip(curves)).enumerate() {
        let cases = society.subdistricts.iter().flat_map(|s| &s.cases);
        let overdue = cases.filter(|case| case.overdue && case.kind as usize == index).count() as u64;
        let group = || format!("kind:{}", kind.name);
        rows.group("close_days_mean", group(), curve.restricted_mean());
        rows.group("close_days_median", group(), curve.quantile(0.5));
        rows.group("on_time_share", group(), part(counts[2], counts[1] + overdue));
        rows.group("true_resolution_share", group(), part(counts[3], counts[4]));
    }
}

/// Variance over mean of daily counts; 1 for a Poisson process.
fn dispersion(counts: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = counts.clone().count() as f64;
    let mean = counts.clone().sum::<f64>() / n;
    ratio(counts.map(|count| (count - mean) * (count - mean)).sum::<f64>() / (n - 1.0), mean)
}

/// Mean of a lane over everyone who satisfies a condition, on 0 to 1.
fn mean_lane(society: &Society, lane: usize, who: impl Fn(&Subdistrict, usize) -> bool) -> f64 {
    let (mut sum, mut count) = (0_i64, 0_u64);
    for s in &society.subdistricts {
        for (_, state) in s.residents.state.iter().enumerate().filter(|&(resident, _)| who(s, resident)) {
            sum += i64::from(state[lane]);
            count += 1;
        }
    }
    ratio(sum as f64 / f64::from(ONE), count as f64)
}

fn trust(society: &Society, channel: Channel) -> f64 {
    mean_lane(society, channel.lane(), |_, _| true)
}

fn autonomy(rows: &mut Rows, city: &City, society: &Society) {
    let c = &city.counts;
    let communities = || society.subdistricts.iter().flat_map(|s| &s.communities);
    let weighted = |value: fn(&crate::society::Community) -> f64| {
        ratio(communities().map(|c| value(c) * f64::from(c.size())).sum(), city.residents)
    };
    rows.all("first_attempt_community_share", part(c.first_at_community, c.first_attempts));
    rows.all("community_resolved_share", part(c.self_by_community, c.self_ended));
    rows.all("active_share", ratio(communities().map(|c| f64::from(c.active)).sum(), city.residents));
    rows.all("capability", weighted(|c| c.capability));
    rows.all("committee_field_share", ratio(city.sums.committee_free, city.sums.committee_available));
    let government = 0.5 * (trust(society, Channel::Grid) + trust(society, Channel::Hotline));
    rows.all("dependence", government - trust(society, Channel::Community));
    // Handled share falls mechanically with takeover, so how far the office reached stands beside it.
    rows.all("takeover_share", part(c.taken_over, c.self_brought));
}

fn service(rows: &mut Rows, city: &City, society: &Society) {
    rows.all("satisfaction", mean_lane(society, SATISFACTION, |_, _| true));
    for (tenure, name) in Tenure::ALL {
        let mean = mean_lane(society, SATISFACTION, |s, r| s.residents.traits[r].tenure() == tenure as usize);
        rows.group("satisfaction", format!("tenure:{name}"), mean);
    }
    for (age, name) in AGES.into_iter().enumerate() {
        let mean = mean_lane(society, SATISFACTION, |s, r| s.residents.traits[r].age() == age);
        rows.group("satisfaction", format!("age:{name}"), mean);
    }
    rows.all("trust_community", trust(society, Channel::Community));
    rows.all("trust_grid", trust(society, Channel::Grid));
    rows.all("trust_hotline", trust(society, Channel::Hotline));
    rows.all("trust_organisation", trust(society, Channel::Organisation));
    let c = &city.counts;
    rows.all("unreported_share", part(c.ended_unrecorded, c.resolved + c.ended_alone));
}

fn workforce(rows: &mut Rows, city: &City, society: &Society) {
    let workers = || society.subdistricts.iter().flat_map(|s| &s.posts).filter_map(|post| post.worker);
    let count = workers().count() as f64;
    let s = &city.sums;
    rows.all("filled_posts_share", ratio(s.post_days_filled, s.post_days));
    rows.all("skill", ratio(workers().map(|w| w.accuracy()).sum(), count));
    rows.all("burnout_share", ratio(workers().filter(|w| w.burnout > 0.5).count() as f64, count));
    rows.all("quits_per_year_share", ratio(city.counts.quits as f64 * YEAR_DAYS, s.post_days_filled));
    rows.all("field_time_share", ratio(s.worker_field, s.worker_available));
    rows.all("paper_closure_share", part(city.counts.closed_paper, city.counts.closed_worked));
    let committee = (s.committee_cases + s.committee_available - s.committee_free).min(s.committee_available);
    rows.all("utilisation", ratio(s.worker_asked + committee, s.worker_available + s.committee_available));
    rows.group("utilisation", "desk:grid_workers".into(), ratio(s.worker_asked, s.worker_available));
    rows.group("utilisation", "desk:committees".into(), ratio(s.committee_cases, s.committee_free));
    rows.group("utilisation", "desk:departments".into(), ratio(s.department_cases, s.department_available));
}

fn coordination(rows: &mut Rows, city: &City) {
    let c = &city.counts;
    rows.all("duplicate_share", part(c.duplicates, c.filed));
    rows.all("misrouted_share", part(c.misrouted, c.dispatched));
    rows.all("refusals_per_case", part(c.refusals, c.dispatched));
    rows.all("handoff_days_mean", part(c.handoff, c.joint_closed) / 100.0);
    let (joint, single) = (part(c.joint_time, c.joint_closed), part(c.single_time, c.single_closed));
    rows.all("joint_to_single_time_ratio", ratio(joint, single));
    rows.all("organisation_share", part(c.civil_closed, c.closed));
    rows.all("patrol_precision_share", ratio(city.sums.steered_well, city.sums.steered));
}

fn harmony(rows: &mut Rows, city: &City) {
    let c = &city.counts;
    let per_1000_year = |count: u64| ratio(count as f64, city.residents / 1000.0 * city.days / YEAR_DAYS);
    rows.all("disputes_per_1000", per_1000_year(c.disputes));
    rows.all("mediation_uptake_share", part(c.mediated, c.disputes_heard));
    rows.all("mediation_agreement_share", part(c.agreed, c.mediation_ended));
    rows.all("escalations_per_1000", per_1000_year(c.escalated));
}

/// The grids of the map with what was counted in their buildings.
fn grids(society: &Society) -> Vec<GridRow> {
    let mut rows = Vec::new();
    for s in &society.subdistricts {
        for community in &s.communities {
            let side = (community.map.len() as f64).sqrt().ceil();
            for (g, &start) in community.map.iter().enumerate() {
                let end = community.map.get(g + 1).copied().unwrap_or(community.buildings.1);
                let buildings = &s.buildings[start as usize..end as usize];
                let step = 1.0 / side.max(1.0);
                let place = (
                    community.place.0 + (g as f64 % side) * step,
                    community.place.1 + (g as f64 / side).floor() * step,
                );
                rows.push(grid_row(s, &community.name, g as u32 + 1, place, buildings));
            }
        }
    }
    rows
}

fn grid_row(s: &Subdistrict, community: &str, grid: u32, place: (f64, f64), buildings: &[Building]) -> GridRow {
    let sum = |count: fn(&Building) -> u64| buildings.iter().map(count).sum::<u64>();
    let (first, last) = (buildings[0].residents.0, buildings[buildings.len() - 1].residents.1);
    let people = &s.residents.state[first as usize..last as usize];
    let closed = sum(|b| b.tally.closed);
    GridRow {
        community: community.to_owned(),
        grid,
        residents: last - first,
        place,
        values: vec![
            ("detection_share", part(sum(|b| b.tally.detected), sum(|b| b.tally.arisen))),
            ("close_days_mean", part(sum(|b| b.tally.close_time), closed) / 100.0),
            ("true_resolution_share", part(sum(|b| b.tally.resolved), closed)),
            ("satisfaction", mean(people, SATISFACTION)),
            ("trust_community", mean(people, Channel::Community.lane())),
            ("harm_per_resident", sum(|b| b.tally.harm) as f64 / 1000.0 / f64::from(last - first)),
        ],
    }
}

fn equity(rows: &mut Rows, grids: &[GridRow], society: &Society) {
    let by_tenure =
        |tenure: Tenure| mean_lane(society, SATISFACTION, |s, r| s.residents.traits[r].tenure() == tenure as usize);
    rows.all("satisfaction_gap_tenure", by_tenure(Tenure::Owner) - by_tenure(Tenure::MigrantTenant));
    let value = |grid: &GridRow, id| grid.values.iter().find(|v| v.0 == id).map_or(f64::NAN, |v| v.1);
    let mut times: Vec<f64> = grids.iter().map(|g| value(g, "close_days_mean")).filter(|t| !t.is_nan()).collect();
    times.sort_by(f64::total_cmp);
    let deciles: Vec<f64> = (0..10).map(|decile| decile_mean(&times, decile)).collect();
    rows.all("close_days_gap_grid_deciles", deciles[9] - deciles[0]);
    for (decile, mean) in deciles.into_iter().enumerate() {
        rows.group("close_days_mean", format!("grid_decile:{}", decile + 1), mean);
    }
    let harm: Vec<(f64, f64)> = grids.iter().map(|g| (value(g, "harm_per_resident"), f64::from(g.residents))).collect();
    rows.all("harm_gini", gini(&harm));
    rows.all("legal_awareness", mean_lane(society, AWARENESS, |_, _| true));
}

/// Mean of a tenth of sorted values; with fewer than ten values neighbouring tenths share one.
fn decile_mean(sorted: &[f64], decile: usize) -> f64 {
    let n = sorted.len();
    if n == 0 {
        return f64::NAN;
    }
    let (from, to) = (decile * n / 10, ((decile + 1) * n).div_ceil(10).max(decile * n / 10 + 1).min(n));
    let tenth = &sorted[from.min(n - 1)..to.max(from.min(n - 1) + 1)];
    tenth.iter().sum::<f64>() / tenth.len() as f64
}

/// Gini coefficient of values with weights (mean absolute difference over twice the mean).
#[must_use]
pub fn gini(values: &[(f64, f64)]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut weight, mut mass, mut area) = (0.0, 0.0, 0.0);
    for (value, w) in sorted {
        // Twice the area under the Lorenz curve, trapezium by trapezium.
        area += w * (2.0 * mass + value * w);
        weight += w;
        mass += value * w;
    }
    ratio(1.0 - ratio(area, weight * mass), 1.0)
}

fn costs(rows: &mut Rows, city: &City) {
    let yuan = |fen: i64| fen as f64 / 100.0;
    let total: i64 = city.money.iter().sum();
    let resident_years = city.residents * city.days / YEAR_DAYS;
    rows.all("cost_yuan_per_resident_year", ratio(yuan(total), resident_years));
    for (post, fen) in MONEY_POSTS.into_iter().zip(city.money) {
        rows.group("cost_yuan_per_resident_year", format!("post:{post}"), ratio(yuan(fen), resident_years));
    }
    rows.all("cost_yuan_per_resolution", ratio(yuan(total), city.counts.resolved as f64));
}

/// Daily values for the whole city; stocks are those of the last end of a month.
fn daily(city: &City) -> Vec<(&'static str, Vec<f64>)> {
    let flow = |value: fn(&DayCounts) -> f64| city.daily.iter().map(value).collect::<Vec<f64>>();
    let thousands = city.residents / 1000.0;
    let stock = |value: &dyn Fn(&MonthStocks) -> f64| {
        (0..city.daily.len())
            .map(|day| (day + 1) / MONTH_DAYS as usize)
            .map(|months| months.checked_sub(1).and_then(|m| city.months.get(m)).map_or(f64::NAN, value))
            .collect::<Vec<f64>>()
    };
    let lane =
        |lane: usize| stock(&move |month: &MonthStocks| month.lanes[lane] as f64 / f64::from(ONE) / city.residents);
    vec![
        ("on_time_share", flow(|d| part(u64::from(d.closed_on_time), u64::from(d.closed)))),
        ("backlog_per_1000", flow(|d| f64::from(d.open)).into_iter().map(|open| open / thousands).collect()),
        ("true_resolution_share", flow(|d| part(u64::from(d.closed_resolved), u64::from(d.closed)))),
        ("first_attempt_community_share", flow(|d| part(u64::from(d.first_at_community), u64::from(d.first_attempts)))),
        ("active_share", stock(&|month| month.active as f64 / city.residents)),
        ("capability", stock(&|month| month.capability / city.residents)),
        ("satisfaction", lane(SATISFACTION)),
        ("trust_community", lane(Channel::Community.lane())),
        ("trust_grid", lane(Channel::Grid.lane())),
        ("trust_hotline", lane(Channel::Hotline.lane())),
        ("legal_awareness", lane(AWARENESS)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gini_of_equal_values_is_zero_and_of_known_distributions_right() {
        assert!(gini(&[(2.0, 1.0), (2.0, 5.0)]).abs() < 1e-12);
        let exponential: Vec<(f64, f64)> =
            (0..100_000).map(|i| (-libm::log(1.0 - (f64::from(i) + 0.5) / 100_000.0), 1.0)).collect();
        assert!((gini(&exponential) - 0.5).abs() < 1e-3);
    }

    #[test]
    fn deciles_of_few_values_overlap_and_of_many_do_not() {
        let ten: Vec<f64> = (0..10).map(f64::from).collect();
        assert_eq!((decile_mean(&ten, 0), decile_mean(&ten, 9)), (0.0, 9.0));
        assert_eq!((decile_mean(&[1.0, 2.0], 0), decile_mean(&[1.0, 2.0], 9)), (1.0, 2.0));
    }
}
