#![allow(missing_docs)]
use gridgov::run::Simulation;
use gridgov::scenario::Scenario;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut sc = Scenario::default();
    sc.settings.city.residents = 60000.0;
    for kv in args.iter().skip(1) {
        let (k, v) = kv.split_once('=').unwrap();
        let (t, n) = k.split_once('.').unwrap();
        assert!(sc.settings.set(t, n, v.parse().unwrap()), "{k}");
    }
    sc.root_levers = sc.settings.levers.clone();
    let mut s = Simulation::built(&sc, 3, 0);
    for y in 0..12 {
        s.advance(360);
        let b = s.branch(&sc);
        let r = {
            let mut b = b;
            b.advance(30);
            b.measure()
        };
        print!("y{y} ");
        for o in [
            "capability",
            "satisfaction",
            "trust_community",
            "trust_grid",
            "trust_hotline",
            "trust_organisation",
            "active_share",
            "takeover_share",
            "on_time_share",
            "backlog_per_1000",
            "first_attempt_community_share",
            "community_resolved_share",
            "skill",
            "burnout_share",
            "legal_awareness",
            "dependence",
        ] {
            print!("{} {:.3} ", &o[..o.len().min(12)], r.value(o));
        }
        println!();
    }
}
