//! Packs that are cut, flipped, written to by several processes at once, or of another build.

use std::ops::Range;

use super::*;

fn place() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join(UNITS)).unwrap();
    dir
}

fn id(unit: u8) -> Id {
    [unit; 16]
}

/// What is kept of a unit, some bytes more of each.
fn body(unit: u8) -> Vec<u8> {
    (0..20 + 7 * usize::from(unit)).map(|at| unit.wrapping_mul(31).wrapping_add(at as u8)).collect()
}

fn read(packs: &Packs, unit: u8) -> Option<Vec<u8>> {
    packs.read(id(unit), What::Run, |body| Some(body.to_vec()))
}

fn keep(packs: &Packs, units: Range<u8>) {
    for unit in units {
        packs.keep(id(unit), What::Run, &body(unit)).unwrap();
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(dir.join(UNITS)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Where the records of units end in a pack that holds them one after the other.
fn ends(units: u8) -> Vec<usize> {
    let length = |unit| HEAD + body(unit).len();
    (0..units)
        .scan(MAGIC.len(), |end, unit| {
            Some({
                *end += length(unit);
                *end
            })
        })
        .collect()
}

#[test]
fn what_lies_before_a_cut_is_whole_and_the_rest_is_kept_again() {
    let dir = place();
    keep(&Packs::at(dir.path()), 0..5);
    let [path] = &files(dir.path())[..] else { panic!("one file") };
    let whole = fs::read(path).unwrap();
    assert_eq!(ends(5).last(), Some(&whole.len()));
    for cut in 0..=whole.len() {
        let torn = place();
        fs::write(torn.path().join(UNITS).join(path.file_name().unwrap()), &whole[..cut]).unwrap();
        let packs = Packs::at(torn.path());
        let left = ends(5).iter().filter(|end| **end <= cut).count() as u8;
        for unit in 0..5 {
            let expected = (unit < left).then(|| body(unit));
            assert_eq!((packs.has(id(unit), What::Run), read(&packs, unit)), (unit < left, expected), "cut at {cut}");
        }
        assert_eq!(packs.count(), usize::from(left));
        keep(&packs, left..5);
        for packs in [packs, Packs::at(torn.path())] {
            assert!((0..5).all(|unit| read(&packs, unit) == Some(body(unit))), "cut at {cut}");
        }
    }
}

#[test]
fn a_flipped_bit_loses_one_unit_and_never_changes_one() {
    let dir = place();
    keep(&Packs::at(dir.path()), 0..4);
    let path = files(dir.path()).remove(0);
    let whole = fs::read(&path).unwrap();
    for at in MAGIC.len()..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(&path, flipped).unwrap();
        let packs = Packs::at(dir.path());
        let lost = ends(4).iter().position(|end| at < *end).unwrap() as u8;
        for unit in 0..4 {
            assert_eq!(read(&packs, unit), (unit != lost).then(|| body(unit)), "unit {unit}, byte {at}");
        }
        assert!(!packs.has(id(lost), What::Run), "it is run again");
    }
    // Kept a second time, somewhere else, it is the second that is found.
    let packs = Packs::at(dir.path());
    let lost = (0..4).find(|unit| read(&packs, *unit).is_none()).unwrap();
    keep(&packs, lost..lost + 1);
    let again = Packs::at(dir.path());
    assert!((0..4).all(|unit| read(&again, unit) == Some(body(unit))));
}

#[test]
fn several_processes_keep_beside_one_another() {
    let dir = place();
    let (one, other) = (Packs::at(dir.path()), Packs::at(dir.path()));
    assert!(!one.has(id(9), What::Run));
    std::thread::scope(|scope| {
        scope.spawn(|| keep(&one, 0..40));
        scope.spawn(|| keep(&one, 40..80));
        scope.spawn(|| keep(&other, 60..120));
    });
    assert_eq!(files(dir.path()).len(), 2, "one file for each");
    for packs in [&one, &other, &Packs::at(dir.path())] {
        packs.refresh();
        assert_eq!(packs.count(), 120);
        assert!((0..120).all(|unit| read(packs, unit) == Some(body(unit))));
    }
    // What a process appends is found by another that has looked before, and half of a record is not yet there.
    let path = files(dir.path()).remove(0);
    let before = fs::read(&path).unwrap();
    let mut record = head(id(200), What::Run, &body(200)).to_vec();
    record.extend(body(200));
    for part in [1, HEAD - 1, HEAD, record.len() - 1] {
        fs::write(&path, [&before[..], &record[..part]].concat()).unwrap();
        let third = Packs::at(dir.path());
        assert!(!third.has(id(200), What::Run), "{part} bytes");
        fs::write(&path, [&before[..], &record[..]].concat()).unwrap();
        third.refresh();
        assert_eq!(read(&third, 200), Some(body(200)), "{part} bytes");
    }
}

#[test]
fn units_in_files_of_their_own_are_read_as_well() {
    let dir = place();
    let put = |unit: u8, body: &[u8], magic: &[u8]| {
        let sum = checksum(id(unit), What::Run, body);
        let path = dir.path().join(UNITS).join(single(id(unit), What::Run));
        fs::write(&path, [magic, sum.as_bytes(), body].concat()).unwrap();
        path
    };
    put(1, &body(1), SINGLE);
    let damaged = put(2, &body(2), SINGLE);
    let mut bytes = fs::read(&damaged).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&damaged, bytes).unwrap();
    let packs = Packs::at(dir.path());
    assert_eq!((packs.count(), packs.in_another_form()), (2, false));
    assert_eq!((read(&packs, 1), read(&packs, 2)), (Some(body(1)), None));
    assert!(!damaged.exists() && !packs.has(id(2), What::Run));
    keep(&packs, 2..3);
    assert_eq!(read(&Packs::at(dir.path()), 2), Some(body(2)));
    put(3, &body(3), b"gridgov unit 2\r\n");
    assert!(packs.in_another_form() && read(&packs, 3).is_none());
}

#[test]
fn packs_of_another_form_are_neither_read_nor_written_to() {
    let dir = place();
    keep(&Packs::at(dir.path()), 0..3);
    let path = files(dir.path()).remove(0);
    let mut later = fs::read(&path).unwrap();
    later[13] = b'9';
    fs::write(&path, &later).unwrap();
    let packs = Packs::at(dir.path());
    assert!(packs.in_another_form() && packs.count() == 0 && read(&packs, 1).is_none());
    keep(&packs, 0..3);
    packs.refresh();
    assert_eq!((fs::read(&path).unwrap(), files(dir.path()).len(), packs.count()), (later, 2, 3));
}

/// `cargo test --release --lib a_million -- --ignored --nocapture` says what it takes.
#[test]
#[ignore = "writes half a gigabyte"]
fn a_million_units_are_a_few_files() {
    const UNITS_EACH: u32 = 100_000;
    let dir = place();
    let clock = std::time::Instant::now();
    let unit = |number: u32| {
        let mut id = Id::default();
        id.copy_from_slice(&blake3::hash(&number.to_le_bytes()).as_bytes()[..16]);
        id
    };
    for process in 0..10 {
        let packs = Packs::at(dir.path());
        for number in 0..UNITS_EACH {
            packs.keep(unit(process * UNITS_EACH + number), What::Run, &[process as u8; 500]).unwrap();
        }
    }
    println!("kept after {:.1} s", clock.elapsed().as_secs_f64());
    let packs = Packs::at(dir.path());
    assert_eq!((packs.count(), files(dir.path()).len()), (10 * UNITS_EACH as usize, 10));
    println!("found after {:.1} s", clock.elapsed().as_secs_f64());
    for number in (0..10 * UNITS_EACH).rev() {
        assert!(packs.read(unit(number), What::Run, |body| (body.len() == 500).then_some(())).is_some());
    }
    println!("read after {:.1} s", clock.elapsed().as_secs_f64());
}
