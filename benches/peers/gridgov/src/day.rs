//! gridgov's baseline against the clock: `gridgov-day residents burn_in days seed` on one thread.

use gridgov::Scenario;
use gridgov::Simulation;

fn main() {
    let given: Vec<u32> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let [residents, burn_in, days, seed] = given[..] else {
        eprintln!("usage: gridgov-day residents burn_in days seed");
        std::process::exit(2);
    };
    let mut scenario = Scenario::default();
    scenario.settings.city.residents = f64::from(residents);
    scenario.settings.frame.burn_in_days = f64::from(burn_in);
    let start = Simulation::new(&scenario, u64::from(seed), 0);
    let (residents, mut repeats, mut seconds, mut cpu) = (start.residents(), 0, 0.0, 0.0);
    // The same days again from the same start, until the clocks have something to measure.
    let run = loop {
        let mut town = start.clone();
        let clock = harness::Clocks::start();
        town.advance(days);
        let (wall, processor) = clock.elapsed();
        (repeats, seconds, cpu) = (repeats + 1, seconds + wall, cpu + processor);
        if cpu > 0.5 {
            break town.measure();
        }
    };
    (seconds, cpu) = (seconds / f64::from(repeats), cpu / f64::from(repeats));
    let value = |outcome| run.value(outcome);
    println!(
        r#"{{"residents":{residents},"days":{days},"seconds":{seconds},"cpu":{cpu},"cases":{},"close_days":{},"backlog":{},"satisfaction":{}}}"#,
        value("cases_per_1000_month"),
        value("close_days_mean"),
        value("backlog_per_1000"),
        value("satisfaction"),
    );
}
