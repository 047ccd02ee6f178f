//! What is kept of a log while it streams by: counts by place and day, closing times by kind.

use std::collections::BTreeMap;

/// Bins for each doubling of a closing time: 4.4% a bin.
const PER_DOUBLING: f64 = 16.0;
/// Shortest closing time that is distinguished from zero, in days: a minute.
const SHORTEST: f64 = 1.0 / 1440.0;

/// One case of a log; times in days.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// When it was created.
    pub created: f64,
    /// Days until it was closed; `None` while it is open.
    pub took: Option<f64>,
    /// When it is due.
    pub due: Option<f64>,
}

/// What is kept of the cases of one kind.
#[derive(Clone, Debug, Default)]
pub struct Kind {
    /// Cases.
    pub cases: u64,
    /// Closing times: bin to cases.
    pub closed: BTreeMap<i32, u64>,
    /// Open cases by the day on which they were created.
    pub open: BTreeMap<i32, u64>,
    /// Time allowed, in hours.
    pub allowed: BTreeMap<i32, u64>,
    /// Closed cases that were due, and those of them closed in time.
    pub due: (u64, u64),
    /// Open cases by the day on which they are due.
    pub open_due: BTreeMap<i32, u64>,
}

impl Kind {
    fn add(&mut self, entry: &Entry) {
        self.cases += 1;
        match entry.took {
            Some(took) => *self.closed.entry(bin(took)).or_default() += 1,
            None => *self.open.entry(entry.created.floor() as i32).or_default() += 1,
        }
        let Some(due) = self.allow(entry) else { return };
        match entry.took {
            Some(took) => {
                self.due.0 += 1;
                // A second of grace: both are sums of rounded fractions of days.
                self.due.1 += u64::from(entry.created + took <= due + 1.0 / 86_400.0);
            }
            None => *self.open_due.entry(due.floor() as i32).or_default() += 1,
        }
    }

    /// Counts the time allowed, and returns when the case is due.
    fn allow(&mut self, entry: &Entry) -> Option<f64> {
        let due = entry.due.filter(|&due| due >= entry.created)?;
        *self.allowed.entry(((due - entry.created) * 24.0).round() as i32).or_default() += 1;
        Some(due)
    }

    /// Adds the cases of another kind.
    pub fn merge(&mut self, other: &Self) {
        self.cases += other.cases;
        self.due = (self.due.0 + other.due.0, self.due.1 + other.due.1);
        for (mine, theirs) in [
            (&mut self.closed, &other.closed),
            (&mut self.open, &other.open),
            (&mut self.allowed, &other.allowed),
            (&mut self.open_due, &other.open_due),
        ] {
            for (&key, &count) in theirs {
                *mine.entry(key).or_default() += count;
            }
        }
    }
}

/// The bin of a closing time.
#[must_use]
pub fn bin(days: f64) -> i32 {
    (PER_DOUBLING * libm::log2(days.max(SHORTEST) / SHORTEST)).floor() as i32
}

/// Days at which a bin begins; with half a bin more, its middle.
#[must_use]
pub fn days_at(bin: f64) -> f64 {
    SHORTEST * libm::exp2(bin / PER_DOUBLING)
}

/// What is kept of a log.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// By kind.
    pub kinds: Vec<Kind>,
    /// Cases by place and day.
    pub cells: BTreeMap<(u32, i32), u32>,
    /// First and last day on which cases were created.
    pub span: Option<(i32, i32)>,
    /// Last moment that the log knows of.
    pub end: f64,
}

impl Tally {
    /// Adds a case of the kind and place of these numbers.
    pub fn add(&mut self, kind: usize, place: u32, entry: &Entry) {
        if self.kinds.len() <= kind {
            self.kinds.resize(kind + 1, Kind::default());
        }
        self.kinds[kind].add(entry);
        self.count(place, entry.created);
        self.end = self.end.max(entry.created + entry.took.unwrap_or(0.0));
    }

    /// Adds a case of which it is not known how long it took.
    pub fn count_only(&mut self, kind: usize, place: u32, entry: &Entry) {
        if self.kinds.len() <= kind {
            self.kinds.resize(kind + 1, Kind::default());
        }
        self.kinds[kind].cases += 1;
        self.kinds[kind].allow(entry);
        self.count(place, entry.created);
    }

    fn count(&mut self, place: u32, created: f64) {
        let day = created.floor() as i32;
        *self.cells.entry((place, day)).or_default() += 1;
        let (first, last) = self.span.unwrap_or((day, day));
        self.span = Some((first.min(day), last.max(day)));
        self.end = self.end.max(f64::from(day + 1));
    }

    /// All cases.
    #[must_use]
    pub fn cases(&self) -> u64 {
        self.kinds.iter().map(|kind| kind.cases).sum()
    }

    /// Cases of the whole city by day, first day to last.
    #[must_use]
    pub fn daily(&self) -> Vec<f64> {
        let Some((first, last)) = self.span else { return Vec::new() };
        let mut daily = vec![0.0; (last - first) as usize + 1];
        self.cells.iter().for_each(|(&(_, day), &count)| daily[(day - first) as usize] += f64::from(count));
        daily
    }
}
