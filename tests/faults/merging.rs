//! What holds of merging, whatever the numbers: any number of shards, in any order, in any folders, some of them twice, some
//! killed on their way, give the bytes that one process gives.

use super::place::{Chance, Place, RUN, STUDY};

#[test]
fn any_shards_in_any_order_make_the_same_bytes() {
    let place = Place::new();
    let mut chance = Chance::new(31);
    let lines: [(&[&str], &str); 2] = [(&RUN, "ran"), (&STUDY, "studied")];
    for (line, whole) in lines {
        place.done(&[line, &["--out", whole]].concat());
    }
    let expected = lines.map(|(_, whole)| place.contents(whole));
    for turn in 0..8 {
        let which = turn % 2;
        let (line, expected) = (lines[which].0, &expected[which]);
        // From one to more than there are units, each into one folder of three or into two of them.
        let of = 1 + chance.below(13);
        let folders = ["a", "b", "c"].map(|name| format!("{name}-{turn}"));
        let mut parts: Vec<(usize, usize)> = (0..of).map(|part| (part, chance.below(3))).collect();
        parts.extend((0..of).filter(|part| part % 3 == 0).map(|part| (part, chance.below(3))));
        for at in (1..parts.len()).rev() {
            parts.swap(at, chance.below(at + 1));
        }
        for (at, (part, folder)) in parts.iter().enumerate() {
            let shard = format!("{part}/{of}");
            let line = [line, &["--shard", &shard, "--out", &folders[*folder]]].concat();
            if at % 3 == 1 {
                let mut child = place.started(&line);
                std::thread::sleep(std::time::Duration::from_millis(5 * chance.below(12) as u64));
                let _ = child.kill();
                child.wait().unwrap();
            }
            place.done(&line);
        }
        let mut sources: Vec<&str> =
            folders.iter().map(String::as_str).filter(|name| place.at(name).exists()).collect();
        let first = chance.below(sources.len());
        sources.rotate_left(first);
        // The same folder twice does no harm, and neither do results beside units.
        sources.push(sources[0]);
        let out = if turn % 3 == 2 { sources[0].to_owned() } else { format!("all-{turn}") };
        place.done(&[&["merge"], &sources[..], &["--out", &out]].concat());
        let found = place.contents(&out);
        let differing: Vec<_> = expected.iter().filter(|(name, bytes)| found.get(*name) != Some(bytes)).collect();
        let names: Vec<_> = differing.iter().map(|(name, _)| name).collect();
        assert!(names.is_empty() && found.len() == expected.len(), "{parts:?} of {of}: {names:?} differ");
        // Merged once more, in another order, nothing changes.
        sources.reverse();
        place.done(&[&["merge"], &sources[..], &["--out", &out]].concat());
        assert!(place.contents(&out) == *expected, "{parts:?} of {of}");
    }
}
