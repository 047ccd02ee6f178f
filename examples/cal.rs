#![allow(missing_docs)]
use gridgov::run::Simulation;
use gridgov::scenario::Scenario;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut sc = Scenario::default();
    sc.settings.city.residents = 100000.0;
    for kv in args.iter().skip(1) {
        let (k, v) = kv.split_once('=').unwrap();
        let (t, n) = k.split_once('.').unwrap();
        if t == "mechanisms" {
            sc.settings.mechanisms.switch(n, v == "true");
        } else {
            assert!(sc.settings.set(t, n, v.parse().unwrap()), "{k}");
        }
    }
    sc.root_levers = sc.settings.levers.clone();
    let t = std::time::Instant::now();
    let mut s = Simulation::burned_in(&sc, 1, 0).branch(&sc);
    s.advance(355);
    let e = t.elapsed();
    let r = s.measure();
    let mut line = String::new();
    for m in r
        .measured
        .iter()
        .filter(|m| m.group == "all" || m.outcome == "utilisation" || (m.outcome == "close_days_median"))
    {
        let g = if m.group == "all" { String::new() } else { format!("[{}]", m.group) };
        let c = format!("{}{} {:.3}", m.outcome, g, m.value);
        if line.len() + c.len() > 150 {
            println!("{line}");
            line.clear();
        }
        line += &format!("{c:46}");
    }
    println!("{line}");
    let f = |x: f64| x / s.residents() as f64 * 1000.0 / 12.0;
    let mut c = gridgov::society::ledger::Counts::default();
    for l in s.ledger() {
        c.add(&l.counts);
    }
    println!(
        "per 1000/month: arisen {:.1} filed {:.1} dup {:.1} linked {:.1} patrol-ish dispatched {:.1} resolved {:.1} ended_alone {:.1} unrec {:.1} paper {:.2} brought {:.1} campaigns {}",
        f(c.arisen as f64),
        f(c.filed as f64),
        f(c.duplicates as f64),
        f(c.linked as f64),
        f(c.dispatched as f64),
        f(c.resolved as f64),
        f(c.ended_alone as f64),
        f(c.ended_unrecorded as f64),
        f(c.closed_paper as f64),
        f(c.self_brought as f64),
        c.campaigns
    );
    println!(
        "filed by: patrol {:.1} community {:.1} org {:.1} grid {:.1} hotline {:.1} petition {:.2}",
        f(c.filed_patrol as f64),
        f(c.filed_community as f64),
        f(c.filed_organisation as f64),
        f(c.filed_grid as f64),
        f(c.filed_hotline as f64),
        f(c.filed_petition as f64)
    );
    let mut q = std::collections::BTreeMap::new();
    for sd in &s.society().subdistricts {
        for c in &sd.cases {
            for l in &c.legs {
                let k = match l.desk {
                    gridgov::society::Desk::Department(d) => format!("dept{d}"),
                    gridgov::society::Desk::Mediators => "med".into(),
                    gridgov::society::Desk::Organisation(_) => "org".into(),
                    gridgov::society::Desk::Committee(_) => "com".into(),
                    gridgov::society::Desk::Property(_) => "prop".into(),
                    gridgov::society::Desk::Volunteers(_) => "vol".into(),
                    gridgov::society::Desk::Post(_) => "post".into(),
                    _ => todo!(),
                };
                let e = q.entry(k).or_insert((0, 0.0));
                e.0 += 1;
                e.1 += l.minutes / 60.0;
            }
        }
    }
    println!("queues {q:?}");
    let mut q = std::collections::BTreeMap::new();
    for sd in &s.society().subdistricts {
        for c in sd.cases.iter().filter(|c| c.overdue) {
            *q.entry(format!("{:?}", c.answerable).split('(').next().unwrap().to_string()).or_insert(0) += 1;
        }
        println!(
            "month due {} overdue {} cdue {} cover {}",
            sd.office.due, sd.office.overdue, sd.office.community_due, sd.office.community_overdue
        );
    }
    println!("overdue {q:?}");
    println!("{:.1} Mrd/s", s.residents() as f64 * 1080.0 / e.as_secs_f64() / 1e6);
    let so = s.society();
    let mut a: Vec<String> = vec![];
    for sd in &so.subdistricts {
        for c in &sd.communities {
            a.push(format!(
                "{:.2}/{:.2}/{:.2}{}",
                c.capability,
                c.active as f64 / c.size() as f64,
                c.property.map_or(0.0, |p| p.service),
                if c.owners_committee { "*" } else { "" }
            ));
        }
        a.push(format!("th{:.2}", sd.office.takeover));
    }
    println!("{}", a.join(" "));
}
