//! gridgov's baseline against the clock: `gridgov-day residents burn_in days seed` on one thread.

use gridgov::Scenario;
use gridgov::run::Simulation;

fn main() {
    let given: Vec<u32> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let [residents, burn_in, days, seed] = given[..] else {
        eprintln!("usage: gridgov-day residents burn_in days seed");
        std::process::exit(2);
    };
    let mut scenario = Scenario::default();
    scenario.settings.city.residents = f64::from(residents);
    scenario.settings.frame.burn_in_days = f64::from(burn_in);
    let mut town = Simulation::new(&scenario, u64::from(seed), 0);
    let residents = town.residents();
    let clock = harness::Clocks::start();
    town.advance(days);
    let (seconds, cpu) = clock.elapsed();
    let run = town.measure();
    let value = |name| run.value(name);
    println!(
        r#"{{"residents":{residents},"days":{days},"seconds":{seconds},"cpu":{cpu},"cases":{},"close_days":{},"backlog":{},"satisfaction":{}}}"#,
        value("cases_per_1000_month"), value("close_days_mean"), value("backlog_per_1000"), value("satisfaction"),
    );
}
