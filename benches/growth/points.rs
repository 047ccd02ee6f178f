//! What is measured: one thing grows at a time.

use gridgov::Scenario;

/// A run of the program.
pub struct Point {
    /// What grows.
    pub sweep: &'static str,
    /// How far it has grown.
    pub value: f64,
    /// Residents of the city.
    pub residents: u32,
    /// Replicates.
    pub replicates: u32,
    /// Threads.
    pub threads: u32,
    /// What else is set, as `key=value`.
    pub set: Vec<String>,
}

/// Residents of the city in which incidents and grids grow: four subdistricts.
const TOWN: u32 = 240_000;
/// Residents of the city of many replicates: the default.
const VILLAGE: u32 = 20_000;
/// Residents of the city in which threads share one run.
const METROPOLIS: u32 = 10_000_000;
/// Residents from a small town to the largest cities.
const RESIDENTS: [u32; 8] = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 20_000_000];

/// All points without a city of more than `largest`. Where the usual cities are larger than that, this size stands for them.
pub fn points(largest: u32) -> Vec<Point> {
    let mut points = Vec::new();
    let mut add = |sweep, value: f64, residents: u32, [replicates, threads]: [u32; 2], set| {
        points.push(Point { sweep, value, residents: residents.min(largest), replicates, threads, set });
    };
    for residents in RESIDENTS.into_iter().filter(|residents| *residents <= largest) {
        add("residents", f64::from(residents), residents, [1, 1], Vec::new());
    }
    for factor in [0.5, 1.0, 2.0, 4.0] {
        add("incidents", factor, TOWN, [1, 1], rates(factor));
    }
    for households in [150_u32, 300, 500, 1000] {
        let set = vec![format!("staffing.households_per_grid={households}")];
        add("households_per_grid", f64::from(households), TOWN, [1, 1], set);
    }
    for replicates in [1, 5, 15, 30, 60] {
        add("replicates", f64::from(replicates), VILLAGE, [replicates, 1], Vec::new());
    }
    for threads in [1, 2] {
        add("threads_in_one_run", f64::from(threads), METROPOLIS, [1, threads], Vec::new());
        add("threads_over_replicates", f64::from(threads), VILLAGE, [60, threads], Vec::new());
    }
    points
}

/// All rates of incidents times a factor.
fn rates(factor: f64) -> Vec<String> {
    let kinds = Scenario::default().settings.incidents;
    kinds
        .iter()
        .map(|kind| format!("incident.{}.rate_per_1000_year={}", kind.name, kind.numbers.rate_per_1000_year * factor))
        .collect()
}
