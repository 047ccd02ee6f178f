//! Finished units: one run of one scenario in one replicate, or whatever else a study runs once a replicate, in the packs
//! below `.units`.
//!
//! A unit is named by what decides its values: the canonical scenario, the seed, the replicate and the version of the
//! model. It has a checksum over its name and contents: what is torn or altered is recognised and dropped, and its run
//! repeated. So no run waits until it has reached the disk, which takes longer than many a small run; a machine that loses
//! power loses its last units. Traces of cases are kept beside it.

use std::fs;
use std::marker::PhantomData;
use std::path::Path;

use super::bytes::{Bytes, Written};
use super::events::{case_event, put_case_event};
use super::packs::{Id, Packs, What};
use super::shelf::UNITS;
use crate::error::Error;
use crate::outcomes::outcome_kind;
use crate::outcomes::record::{Days, PlaceRow, Series, Stretch};
use crate::outcomes::traces::CaseEvent;
use crate::results::{MODEL_VERSION, ScenarioRecord};
use crate::run::{GridRow, Measured, Run};

/// What is kept once it is finished.
pub trait Unit: Sized {
    /// Writes it.
    fn put(&self, bytes: &mut Written);

    /// Reads it; `None` where the bytes are none that [`Unit::put`] has written.
    fn read(bytes: &mut Bytes) -> Option<Self>;
}

/// A whole unit of whatever kind, to be moved from folder to folder.
#[derive(Debug)]
pub struct Sealed(Vec<u8>);

impl Unit for Sealed {
    fn put(&self, bytes: &mut Written) {
        bytes.raw(&self.0);
    }

    fn read(bytes: &mut Bytes) -> Option<Self> {
        Some(Self(bytes.rest()))
    }
}

/// The finished units of an ensemble, or of a study.
#[derive(Clone, Debug)]
pub struct Units<T = Run> {
    packs: Packs,
    /// By scenario: what identifies its units.
    keys: Vec<String>,
    seed: u64,
    cases: bool,
    places: bool,
    of: PhantomData<fn() -> T>,
}

impl Units {
    /// The units in `dir` of scenarios under `seed`, with traces of cases if asked for; nothing is touched.
    #[must_use]
    pub fn at<'a>(dir: &Path, scenarios: impl IntoIterator<Item = &'a ScenarioRecord>, seed: u64, cases: bool) -> Self {
        // A study keeps less of a run, see [`Units::of_keys`]: neither may pass for the other.
        let keys = scenarios.into_iter().map(|scenario| format!("whole {}", scenario.key)).collect();
        Self { packs: Packs::at(dir), keys, seed, cases, places: false, of: PhantomData }
    }

    /// The same, with the months of every community if asked for; a run without them is another unit.
    #[must_use]
    pub fn by_place(mut self, asked: bool) -> Self {
        if asked {
            self.keys.iter_mut().for_each(|key| key.push_str(" by place"));
        }
        self.places = asked;
        self
    }

    /// Whether the months of every community are kept.
    #[must_use]
    pub fn with_places(&self) -> bool {
        self.places
    }

    /// Drops all units of a folder of results.
    ///
    /// # Errors
    /// When they cannot be removed.
    pub fn clear(dir: &Path) -> Result<(), Error> {
        let folder = dir.join(UNITS);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::new(&folder, "remove", error)),
            _ => Ok(()),
        }
    }

    /// Whether traces of cases are kept.
    #[must_use]
    pub fn with_cases(&self) -> bool {
        self.cases
    }

    /// Keeps a finished run with its traces.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_with(&self, scenario: usize, replicate: u32, run: &Run, traces: &[CaseEvent]) -> Result<(), Error> {
        if self.cases {
            self.keep_traces(self.id(scenario, replicate), traces)?;
        }
        // The run comes last: where it is kept, its traces are too.
        self.keep(scenario, replicate, run)
    }
}

impl<T: Unit> Units<T> {
    /// The units in a folder that are known by what decides them: those of a study. Of a run they hold the outcomes of all
    /// residents alone.
    #[must_use]
    pub fn of_keys(packs: &Packs, keys: Vec<String>, seed: u64) -> Self {
        Self { packs: packs.clone(), keys, seed, cases: false, places: false, of: PhantomData }
    }

    /// Looks for what other processes have kept since.
    pub fn refresh(&self) {
        self.packs.refresh();
    }

    /// Whether both lie in the same folder, however it was named.
    #[must_use]
    pub fn same_place(&self, other: &Self) -> bool {
        let full = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let (here, there) = (self.packs.folder(), other.packs.folder());
        here == there || full(here) == full(there)
    }

    /// Takes the files of a unit over from the same units in another folder, unless it is here already.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn adopt(&self, other: &Self, scenario: usize, replicate: u32) -> Result<(), Error> {
        if self.same_place(other) || self.take(scenario, replicate).is_some() {
            return Ok(());
        }
        if let Some(unit) = other.take(scenario, replicate) {
            if self.cases {
                let traces = other.traces(scenario, replicate)?;
                self.keep_traces(self.id(scenario, replicate), &traces)?;
            }
            self.keep(scenario, replicate, &unit)?;
        }
        Ok(())
    }

    /// The unit's identity.
    fn id(&self, scenario: usize, replicate: u32) -> Id {
        let text = format!("{} {} {replicate} {MODEL_VERSION}", self.keys[scenario], self.seed);
        let mut id = Id::default();
        id.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
        id
    }

    /// Whether a unit is there, by its name alone.
    #[must_use]
    pub fn has(&self, scenario: usize, replicate: u32) -> bool {
        let id = self.id(scenario, replicate);
        self.packs.has(id, What::Run) && (!self.cases || self.packs.has(id, What::Cases))
    }

    /// How many units of the first `replicates` are there, by their names alone.
    #[must_use]
    pub fn kept(&self, replicates: u32) -> usize {
        let has = |replicate| (0..self.keys.len()).filter(move |scenario| self.has(*scenario, replicate)).count();
        (0..replicates).map(has).sum()
    }

    /// A finished unit; `None` where it is missing or not whole.
    #[must_use]
    pub fn take(&self, scenario: usize, replicate: u32) -> Option<T> {
        let id = self.id(scenario, replicate);
        if self.cases {
            self.read(id, What::Cases, |bytes| bytes.list(case_event))?;
        }
        self.read(id, What::Run, T::read)
    }

    /// The traces of a finished unit.
    ///
    /// # Errors
    /// When they are missing or not whole.
    pub fn traces(&self, scenario: usize, replicate: u32) -> Result<Vec<CaseEvent>, Error> {
        let id = self.id(scenario, replicate);
        let missing = || Error::new(self.packs.folder(), "read", "the traces of a run are not whole; run it again");
        self.read(id, What::Cases, |bytes| bytes.list(case_event)).ok_or_else(missing)
    }

    /// Keeps a finished unit.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, scenario: usize, replicate: u32, unit: &T) -> Result<(), Error> {
        let mut bytes = Written::default();
        unit.put(&mut bytes);
        self.write(self.id(scenario, replicate), What::Run, bytes)
    }

    fn keep_traces(&self, id: Id, traces: &[CaseEvent]) -> Result<(), Error> {
        let mut bytes = Written::default();
        bytes.count(traces.len());
        for event in traces {
            put_case_event(&mut bytes, event);
        }
        self.write(id, What::Cases, bytes)
    }

    fn write(&self, id: Id, what: What, bytes: Written) -> Result<(), Error> {
        let failed = |error| Error::new(self.packs.folder(), "write into", error);
        let body = snap::raw::Encoder::new().compress_vec(&bytes.finish()).map_err(failed)?;
        self.packs.keep(id, what, &body)
    }

    /// Reads what is kept; what is not whole counts as missing, so that its run is repeated.
    fn read<V>(&self, id: Id, what: What, read: impl Fn(&mut Bytes) -> Option<V>) -> Option<V> {
        self.packs.read(id, what, |body| {
            let bytes = snap::raw::Decoder::new().decompress_vec(body).ok()?;
            let mut bytes = Bytes(&bytes);
            let value = read(&mut bytes)?;
            bytes.ends()?;
            Some(value)
        })
    }
}

/// Reads bytes as a run and as traces; neither need be any.
#[cfg(any(test, fuzzing))]
pub(super) fn read_any(bytes: &[u8]) {
    let _ = read_run(&mut Bytes(bytes));
    let _ = Bytes(bytes).list(case_event);
    let packed = snap::raw::Decoder::new().decompress_vec(bytes);
    let _ = packed.map(|bytes| read_run(&mut Bytes(&bytes)));
}

/// The outcome's own text for a text that was read.
fn outcome(text: &str) -> Option<&'static str> {
    outcome_kind(text).map(|kind| kind.id)
}

impl Unit for Run {
    fn put(&self, bytes: &mut Written) {
        put_run(self, bytes);
    }

    fn read(bytes: &mut Bytes) -> Option<Self> {
        read_run(bytes)
    }
}

fn put_run(run: &Run, bytes: &mut Written) {
    bytes.count(run.measured.len());
    for row in &run.measured {
        bytes.text(row.outcome);
        bytes.text(&row.group);
        bytes.number(row.value);
    }
    bytes.count(run.survival.len());
    for (kind, shares) in &run.survival {
        bytes.text(kind);
        bytes.numbers(shares);
    }
    bytes.count(run.grids.len());
    for grid in &run.grids {
        bytes.text(&grid.community);
        bytes.count(grid.grid as usize);
        bytes.count(grid.residents as usize);
        bytes.number(grid.place.0);
        bytes.number(grid.place.1);
        bytes.count(grid.values.len());
        for (outcome, value) in &grid.values {
            bytes.text(outcome);
            bytes.number(*value);
        }
    }
    bytes.count(run.daily.len());
    for series in &run.daily {
        put_series(bytes, series);
    }
    bytes.count(run.places.len());
    for place in &run.places {
        put_place(bytes, place);
    }
    bytes.number(run.resident_days);
}

fn put_place(bytes: &mut Written, place: &PlaceRow) {
    bytes.text(&place.community);
    bytes.text(&place.subdistrict);
    bytes.text(&place.archetype);
    bytes.count(place.residents as usize);
    bytes.count(place.values.len());
    for (outcome, cell) in &place.values {
        bytes.text(outcome);
        put_stretch(bytes, cell);
    }
    bytes.count(place.months.len());
    for month in &place.months {
        bytes.count(month.len());
        for cell in month {
            put_stretch(bytes, cell);
        }
    }
}

fn put_stretch(bytes: &mut Written, cell: &Stretch) {
    for number in [cell.value, cell.numerator, cell.denominator] {
        bytes.number(number);
    }
}

fn stretch(bytes: &mut Bytes) -> Option<Stretch> {
    Some(Stretch::new(bytes.number()?, bytes.number()?, bytes.number()?))
}

fn read_run(bytes: &mut Bytes) -> Option<Run> {
    Some(Run {
        measured: bytes.list(|b| {
            Some(Measured { outcome: outcome(b.text()?)?, group: b.text()?.to_owned(), value: b.number()? })
        })?,
        survival: bytes.list(|b| Some((b.text()?.to_owned(), b.numbers()?)))?,
        grids: bytes.list(|b| {
            Some(GridRow {
                community: b.text()?.to_owned(),
                grid: b.small()?,
                residents: b.small()?,
                place: (b.number()?, b.number()?),
                values: b.list(|b| Some((outcome(b.text()?)?, b.number()?)))?,
            })
        })?,
        daily: bytes.list(series)?,
        places: bytes.list(|b| {
            Some(PlaceRow {
                community: b.text()?.to_owned(),
                subdistrict: b.text()?.to_owned(),
                archetype: b.text()?.to_owned(),
                residents: b.small()?,
                values: b.list(|b| Some((outcome(b.text()?)?, stretch(b)?)))?,
                months: b.list(|b| b.list(stretch))?,
            })
        })?,
        resident_days: bytes.number()?,
    })
}

fn put_series(bytes: &mut Written, series: &Series) {
    bytes.text(series.outcome);
    match &series.days {
        Days::Stock(values) => {
            bytes.count(0);
            bytes.numbers(values);
        }
        Days::Ratio { over, under } => {
            bytes.count(1);
            bytes.smalls(over);
            bytes.smalls(under);
        }
        Days::Rate { over, residents } => {
            bytes.count(2);
            bytes.numbers(over);
            bytes.number(*residents);
        }
    }
}

fn series(bytes: &mut Bytes) -> Option<Series> {
    let outcome = outcome(bytes.text()?)?;
    let days = match bytes.count()? {
        0 => Days::Stock(bytes.numbers()?),
        1 => Days::Ratio { over: bytes.smalls()?, under: bytes.smalls()? },
        2 => Days::Rate { over: bytes.numbers()?, residents: bytes.number()? },
        _ => return None,
    };
    Some(Series { outcome, days })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Simulation;
    use crate::scenario::Scenario;

    fn small() -> Scenario {
        let mut scenario = Scenario { name: "baseline".to_owned(), ..Scenario::default() };
        scenario.settings.city.residents = 2_000.0;
        scenario.settings.frame.days = 60.0;
        scenario.settings.frame.burn_in_days = 30.0;
        scenario
    }

    #[test]
    fn a_unit_comes_back_bit_by_bit_and_a_damaged_one_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let scenario = small();
        let mut simulation = Simulation::new(&scenario, 1, 0);
        simulation.keep_journal();
        simulation.advance(60);
        let (run, traces) = (simulation.measure(), simulation.traces());
        assert!(!traces.is_empty());
        let units = Units::at(dir.path(), &[ScenarioRecord::of(&scenario, "world")], 1, true);
        fs::create_dir(dir.path().join(UNITS)).unwrap();
        assert!(!units.has(0, 0) && units.take(0, 0).is_none());
        units.keep_with(0, 0, &run, &traces).unwrap();
        assert!(units.has(0, 0) && !units.has(0, 1));
        let back = units.take(0, 0).unwrap();
        assert_eq!((format!("{back:?}"), back.hash()), (format!("{run:?}"), run.hash()));
        assert_eq!(units.traces(0, 0).unwrap(), traces);

        // What another process knows of the same folder, whatever happens to any byte of it.
        let known = || Units::at(dir.path(), &[ScenarioRecord::of(&scenario, "world")], 1, true);
        let path = fs::read_dir(dir.path().join(UNITS)).unwrap().next().unwrap().unwrap().path();
        let whole = fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(whole.len() / 97) {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            for damaged in [&whole[..at], &altered] {
                fs::write(&path, damaged).unwrap();
                let found = known().take(0, 0);
                assert!(found.is_none(), "byte {at}");
            }
        }
        fs::write(&path, &whole).unwrap();
        assert_eq!(known().take(0, 0).unwrap().hash(), run.hash());
    }

    #[test]
    fn names_of_units_follow_what_decides_their_values() {
        let id = |scenario: &Scenario, seed, replicate| {
            Units::at(Path::new("x"), &[ScenarioRecord::of(scenario, "world")], seed, false).id(0, replicate)
        };
        let renamed = Scenario { name: "other".to_owned(), title: "Other".to_owned(), ..small() };
        let mut changed = small();
        changed.settings.levers.staffing.training_hours_per_year += 1.0;
        let one = id(&small(), 1, 0);
        assert_eq!(one, id(&renamed, 1, 0));
        for other in [id(&changed, 1, 0), id(&small(), 2, 0), id(&small(), 1, 1)] {
            assert_ne!(one, other);
        }
    }
}
