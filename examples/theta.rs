#![allow(missing_docs)]
use gridgov::run::Simulation;
use gridgov::scenario::Scenario;
fn main() {
    let mut sc = Scenario::default();
    sc.settings.city.residents = 100000.0;
    let mut s = Simulation::built(&sc, 1, 0);
    for m in 0..36 {
        s.advance(29);
        for sd in &s.society().subdistricts {
            print!(
                "m{m} th{:.2} due {} over {} cdue {} cover {} fr {:.2} | ",
                sd.office.takeover,
                sd.office.due,
                sd.office.overdue,
                sd.office.community_due,
                sd.office.community_overdue,
                sd.office.frailty
            );
        }
        println!();
        s.advance(1);
    }
}
