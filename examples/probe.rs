#![allow(missing_docs, clippy::pedantic)]
use gridgov::run::Simulation;
use gridgov::scenario::Scenario;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let days: u32 = args.get(1).map_or(365, |s| s.parse().unwrap());
    let mut sc = Scenario::default();
    for kv in args.iter().skip(2) {
        let (k, v) = kv.split_once('=').unwrap();
        let (t, n) = k.split_once('.').unwrap();
        if t == "mechanisms" {
            sc.settings.mechanisms.switch(n, v == "true");
        } else {
            assert!(sc.settings.set(t, n, v.parse().unwrap()), "{k}");
        }
    }
    let t = std::time::Instant::now();
    let s = Simulation::burned_in(&sc, 1, 0);
    let b = t.elapsed();
    let mut s = s.branch(&sc);
    s.advance(days);
    let e = t.elapsed();
    let r = s.measure();
    for m in r.measured.iter().filter(|m| {
        m.group == "all"
            || m.outcome == "utilisation"
            || m.outcome == "cost_yuan_per_resident_year"
            || m.outcome == "close_days_median"
            || m.outcome == "satisfaction"
    }) {
        println!("{:34}{:28}{:.4}", m.outcome, m.group, m.value);
    }
    let d = sc.settings.frame.burn_in_days + days as f64;
    println!("burn-in {b:?} all {e:?} Mrd/s {:.1}", s.residents() as f64 * d / e.as_secs_f64() / 1e6);
    for l in s.ledger() {
        println!("{:?}\n{:?}", l.counts, l.sums);
    }
    let so = s.society();
    for c in &so.subdistricts[0].communities {
        println!(
            "{} {:?} n={} K={:.3} active={} prop={:?} oc={} posts={:?} priv={:.2}",
            c.name,
            c.archetype,
            c.size(),
            c.capability,
            c.active,
            c.property.map(|p| (p.paying, p.service)),
            c.owners_committee,
            c.posts,
            c.privacy_concern
        );
    }
    println!(
        "theta {:.3} orgs {}",
        so.subdistricts[0].office.takeover,
        so.subdistricts[0].organisations.iter().filter(|o| o.present).count()
    );
    println!("{}", r.hash());
}
