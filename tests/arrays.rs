//! Arrays of jobs: searches over shards that help one another, and the scripts of `gridgov slurm` in the hands of a stand-in for
//! Slurm.

use std::fs;
use std::time::Duration;

#[path = "common/packs.rs"]
#[expect(dead_code, reason = "shared with tests that lose runs")]
mod packs;
#[path = "faults/place.rs"]
#[allow(dead_code, reason = "shared with the tests of faults")]
mod place;
use place::{Place, STUDY};

/// A search of two combinations, long enough to be stopped on its way.
const SEARCH: [&str; 3] = ["study", "search.toml", "--quiet"];

/// The place, with a search of so many generations.
fn searching(generations: u32) -> Place {
    let place = Place::new();
    place.write(
        "search.toml",
        &format!(
            "method = \"search\"\nscenarios = [\"policies/baseline.toml\"]\noutcomes = [\"satisfaction\"]\nreplicates = 2\n\
             [set]\ncity.residents = 400\nscenario.days = 30\nscenario.burn_in_days = 20\n\
             [cross]\nmechanisms.practice = [true, false]\n\
             [[lever]]\nkey = \"staffing.audit_share\"\nlow = 0.0\nhigh = 0.4\n\
             [[lever]]\nkey = \"power.task_hours_per_week\"\nlow = 4\nhigh = 24\n\
             [[search.objective]]\noutcome = \"satisfaction\"\n[[search.objective]]\noutcome = \"close_days_mean\"\n\
             [design]\npopulation = 6\ngenerations = {generations}\n"
        ),
    );
    place
}

/// Both folders hold the same results, but for what does not belong to the results.
fn same(place: &Place, one: &str, other: &str) {
    let (mut a, mut b) = (place.contents(one), place.contents(other));
    for contents in [&mut a, &mut b] {
        contents.retain(|name, _| !name.starts_with("slurm/"));
    }
    let names: Vec<_> = a.keys().filter(|name| a.get(*name) != b.get(*name)).collect();
    assert!(names.is_empty() && a.len() == b.len() && a.len() > 8, "{names:?} differ between {one} and {other}");
}

fn shard(part: &'static str, out: &'static str) -> Vec<&'static str> {
    [&SEARCH[..], &["--shard", part, "--out", out]].concat()
}

#[test]
fn a_search_over_shards_is_the_search_of_one_process() {
    let place = searching(4);
    place.done(&[&SEARCH[..], &["--out", "whole"]].concat());
    // All at once; one alone, which does the parts of the others; each in a folder of its own.
    let started: Vec<_> = ["0/3", "1/3", "2/3"].map(|part| place.started(&shard(part, "together"))).into();
    for child in started {
        let done = child.wait_with_output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    place.done(&shard("1/3", "alone"));
    for part in [shard("1/2", "apart-1"), shard("0/2", "apart-0")] {
        place.done(&part);
    }
    for (folders, out) in
        [(&["together"][..], "a"), (&["alone"], "b"), (&["apart-0", "apart-1"], "c"), (&["apart-1", "together"], "d")]
    {
        let merged = place.gridgov(&[&["merge"], folders, &["--out", out]].concat());
        assert_eq!(merged.code, 0, "{folders:?}: {}", merged.stderr);
        same(&place, "whole", out);
        assert_eq!(place.manifest(out)["run"]["simulated"], 0, "{folders:?}");
    }
    place.done(&["merge", "together", "--out", "together"]);
    same(&place, "whole", "together");
    // A task of an array of which nothing else was said.
    let mut task = place.command(&[&SEARCH[..], &["--out", "task"]].concat());
    let task = task.envs([("SLURM_ARRAY_TASK_ID", "0"), ("SLURM_ARRAY_TASK_COUNT", "2")]).output().unwrap();
    assert!(task.status.success() && !place.at("task/manifest.json").exists());
    place.done(&["merge", "task", "--out", "task"]);
    same(&place, "whole", "task");
}

#[test]
fn a_search_whose_shards_die_is_ended_by_whoever_is_left() {
    let place = searching(25);
    place.done(&[&SEARCH[..], &["--out", "whole"]].concat());
    let [mut first, mut second] = ["0/2", "1/2"].map(|part| place.started(&shard(part, "torn")));
    while packs::runs(&place.at("torn")).is_empty() && first.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    // Not a signal that they could do anything about.
    first.kill().unwrap();
    second.kill().unwrap();
    assert!(!first.wait().unwrap().success() && !second.wait().unwrap().success(), "killed on their way");
    let merged = place.gridgov(&["merge", "torn", "--out", "all"]);
    assert_eq!(merged.code, 3, "{}", merged.stderr);
    for words in ["generation ", " of 26: ", "runs are missing", "run shards "] {
        assert!(merged.stderr.contains(words), "{words}: {}", merged.stderr);
    }
    assert!(!place.at("all/manifest.json").exists());
    // One goes on; the other one is killed again, and what it had in its hands is done by the first.
    let first = place.started(&shard("0/2", "torn"));
    let mut second = place.started(&shard("1/2", "torn"));
    std::thread::sleep(Duration::from_millis(150));
    second.kill().unwrap();
    second.wait().unwrap();
    let done = first.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    place.done(&["merge", "torn", "--out", "all"]);
    same(&place, "whole", "all");
    // Stopped in time, it goes on where it was.
    let mut stops = 0;
    while place.gridgov(&[&shard("1/2", "slow")[..], &["--until", "1s"]].concat()).code == 75 {
        stops += 1;
        assert!(stops < 100);
    }
    place.done(&["merge", "slow", "--out", "slow"]);
    same(&place, "whole", "slow");
}

/// Runs every task of an array, the way Slurm would: in some order, each with its number, again where it was queued again, and
/// what depends on the array at the end.
#[cfg(unix)]
const SBATCH: &str = r#"#!/bin/bash
script="${!#}"
array="$(sed -n 's/^#SBATCH --array=//p' "$script")"
for word in "$@"; do case "$word" in --array=*) array="${word#--array=}";; esac; done
printf '%s\n' "$*" >>"$STAND_IN/submitted"
if [ -z "$array" ]; then bash "$script" >>"$STAND_IN/merged" 2>&1; echo "$?" >"$STAND_IN/code"; printf 'Submitted batch job 8\n'; exit; fi
count="$(sed -n 's/^#SBATCH --array=0-//p' "$script")"; count=$((count + 1))
tasks=()
for range in ${array//,/ }; do tasks+=($(seq "${range%-*}" "${range#*-}")); done
for ((at = ${#tasks[@]} - 1; at >= 0; at--)); do
    export SLURM_ARRAY_JOB_ID=7 SLURM_ARRAY_TASK_ID="${tasks[at]}" SLURM_RESTART_COUNT=0
    while true; do
        rm -f "$STAND_IN/again"
        bash "$script" >>"$STAND_IN/tasks" 2>&1; echo "$SLURM_ARRAY_TASK_ID $?" >>"$STAND_IN/codes"
        [ -f "$STAND_IN/again" ] || break
        SLURM_RESTART_COUNT=$((SLURM_RESTART_COUNT + 1))
    done
done
printf '7;cluster\n'
"#;

#[cfg(unix)]
const SCONTROL: &str =
    "#!/bin/bash\nprintf '%s\\n' \"$*\" >\"$STAND_IN/again\"\nprintf '%s\\n' \"$*\" >>\"$STAND_IN/queued\"\n";

/// The scripts of a study do with a stand-in for Slurm what the study does alone: whole, with a task that is stopped and queued
/// again, and with tasks that are lost.
#[cfg(unix)]
#[test]
fn scripts_of_a_study_make_its_findings() {
    use std::os::unix::fs::PermissionsExt;
    let place = searching(3);
    fs::create_dir(place.at("bin")).unwrap();
    for (name, text) in [("sbatch", SBATCH), ("scontrol", SCONTROL)] {
        place.write(&format!("bin/{name}"), text);
        fs::set_permissions(place.at(&format!("bin/{name}")), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", place.at("bin").display(), std::env::var("PATH").unwrap());
    let submitted = |out: &str, words: &[&str]| {
        let room = place.at(&format!("room-{out}"));
        fs::create_dir_all(&room).unwrap();
        let mut command = std::process::Command::new("bash");
        command.arg(place.at(&format!("{out}/slurm/submit.sh"))).args(words);
        let output = command.env("PATH", &path).env("STAND_IN", &room).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        move |name: &str| fs::read_to_string(room.join(name)).unwrap_or_default()
    };
    for (line, name) in [(&STUDY[..], "factors"), (&SEARCH[..], "search")] {
        let [whole, array, lost] = ["", "-array", "-lost"].map(|what| format!("{name}{what}"));
        place.done(&[line, &["--replicates", "3", "--out", &whole]].concat());
        let words = [line[1], "--replicates=3", "--tasks", "3", "--json", "--out"];
        let written = place.done(&[&["slurm"], &words[..], &[&array]].concat());
        let json: serde_json::Value = serde_json::from_str(&written.stdout).unwrap();
        assert!(json["tasks"] == 3 && json["memory_mb"].as_u64() > Some(99), "{json}");
        let script = fs::read_to_string(place.at(&format!("{array}/slurm/array.sh"))).unwrap();
        assert!(
            script.contains(&format!(
                " study {} --replicates=3 --out {array} --threads 1 --quiet --shard auto/3",
                line[1]
            )),
            "{script}"
        );
        let said = submitted(&array, &[]);
        assert_eq!(
            (said("codes").lines().count(), said("code").trim()),
            (3, "0"),
            "{}{}",
            said("tasks"),
            said("merged")
        );
        assert!(said("submitted").contains("--dependency=afterany:7 merge.sh"), "{}", said("submitted"));
        same(&place, &whole, &array);
        // Two of three tasks come at first.
        place.done(&[&["slurm"], &words[..], &[&lost]].concat());
        let said = submitted(&lost, &["--array=0,2"]);
        if name == "factors" {
            assert_eq!(said("code").trim(), "3", "{}", said("merged"));
            assert!(said("merged").contains("run shards 1 of 3 again"), "{}", said("merged"));
            let said = submitted(&lost, &["--array=1"]);
            assert_eq!(said("code").trim(), "0", "{}", said("merged"));
        }
        same(&place, &whole, &lost);
    }
    // A task that runs out of its time is queued again, and goes on.
    let slow = ["slurm", "search.toml", "--replicates=3", "--set=city.residents=12000", "--set=scenario.days=180"];
    place.done(&[&slow[..], &["--tasks", "1", "--out", "slow"]].concat());
    let script = place.at("slow/slurm/array.sh");
    let text = fs::read_to_string(&script).unwrap();
    let until = text.split(" --until ").nth(1).unwrap().lines().next().unwrap().to_owned();
    fs::write(&script, text.replace(&format!("--until {until}"), "--until 1s")).unwrap();
    let said = submitted("slow", &[]);
    assert!(
        said("queued").lines().all(|line| line == "requeue 7_0") && !said("queued").is_empty(),
        "{}",
        said("codes")
    );
    assert_eq!(said("code").trim(), "0", "{}{}", said("codes"), said("merged"));
}

#[test]
fn what_an_array_of_a_study_has_no_use_for_is_refused() {
    let place = Place::new();
    let slurm = ["slurm", "study.toml", "--tasks", "2", "--out", "out"];
    for (more, words) in [
        (&["--cases"][..], "--cases"),
        (&["--precision", "1"], "--precision"),
        (&["--shard", "0/2"], "--tasks"),
        (&["--until", "5m"], "array.sh"),
        (&["--set", "city.residentz=5"], "residents"),
        (&["--replicates", "0"], "--replicates"),
    ] {
        let done = place.gridgov(&[&slurm[..], more].concat());
        assert!(done.code == 2 && done.stderr.contains(words), "{more:?}: {} {}", done.code, done.stderr);
    }
    assert_eq!(place.gridgov(&["slurm", "study.toml", "--tasks", "2"]).code, 2, "without a folder");
    assert!(!place.at("out").exists());
}
