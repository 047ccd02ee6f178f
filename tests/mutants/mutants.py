"""How much of a change to the code tests notice, with one build for many changes.

    cargo mutants --list --json -f 'sim/rules/*.rs' > list.json
    python3 tests/mutants/mutants.py COPY --list list.json --seed 1 --sample 150

cargo-mutants lists the changes (`cargo install cargo-mutants`); a sample of them is written into a COPY of the sources, each
behind a switch: a function with changes becomes `match` over the number in GRIDGOV_MUTANT, with its body changed in each
arm. So everything is built once, and a change costs only the tests that look at it. Changes that do not compile are left out.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
from collections import defaultdict
from fnmatch import fnmatch
from pathlib import Path

SWITCH = """//! Which change is switched on.

use std::sync::OnceLock;

/// The number in `GRIDGOV_MUTANT`; 0 without it.
#[inline]
pub fn on() -> u32 {
    static NUMBER: OnceLock<u32> = OnceLock::new();
    *NUMBER.get_or_init(|| std::env::var("GRIDGOV_MUTANT").ok().and_then(|n| n.parse().ok()).unwrap_or(0))
}
"""


def offset(starts, place):
    return starts[place["line"] - 1] + place["column"] - 1


def body(text, start, end):
    """Where the body of a function begins: behind the first brace that follows its signature."""
    at = re.compile(r"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:const\s+)?fn\s", re.M).search(text, start, end)
    if at is None or re.search(r"const\s+fn", at.group()):
        return None
    brace = text.index("{", at.end())
    return brace if brace < end else None


def write(copy, sample):
    """Writes the changes into the copy; gives those that are in it."""
    written = []
    by_file = defaultdict(list)
    for number, mutant in sample:
        by_file[mutant["file"]].append((number, mutant))
    for file, mutants in by_file.items():
        path = copy / file
        text = path.read_text(encoding="utf-8")
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        spans = {}
        for number, mutant in mutants:
            span = mutant["function"]["span"]
            whole = (offset(starts, span["start"]), offset(starts, span["end"]))
            spans.setdefault(whole, []).append((number, mutant))
        outer = [one for one in spans if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in spans)]
        for start, end in sorted(outer, reverse=True):
            brace = body(text, start, end)
            if brace is None:
                continue
            inside = [m for span, ms in spans.items() if start <= span[0] and span[1] <= end for m in ms]
            close = text.rindex("}", brace, end)
            arms = []
            for number, mutant in inside:
                a, b = (offset(starts, mutant["span"][side]) for side in ("start", "end"))
                if a <= brace:
                    continue
                changed = text[brace:a] + mutant["replacement"] + text[b:close] + "}"
                arms.append(f"\n/*mutant {number}*/ {number} => {changed}")
                written.append((number, mutant))
            original = text[brace : close + 1]
            text = text[:brace] + "{ match crate::mutant::on() {" + "".join(arms) + f"\n/*mutant 0*/ _ => {original} }} }}" + text[close + 1 :]
        path.write_text(text, encoding="utf-8")
    lib = copy / "sim/lib.rs"
    text = lib.read_text(encoding="utf-8")
    if "pub mod mutant;" not in text:
        allow = "#![allow(warnings, clippy::all, clippy::pedantic)]\n"
        at = text.index("mod assumptions;")
        lib.write_text(text[:at] + allow + "/// Switch.\npub mod mutant;\n" + text[at:], encoding="utf-8")
    (copy / "sim/mutant.rs").write_text(SWITCH, encoding="utf-8")
    return written


def broken(copy, said):
    """Numbers of the changes in which the compiler found errors."""
    numbers = set()
    for line in said.splitlines():
        try:
            message = json.loads(line)
        except ValueError:
            continue
        if message.get("reason") != "compiler-message" or message["message"]["level"] != "error":
            continue
        for span in message["message"]["spans"]:
            lines = (copy / span["file_name"]).read_text(encoding="utf-8").split("\n")
            for at in range(span["line_start"] - 1, -1, -1):
                found = re.search(r"/\*mutant (\d+)\*/", lines[at])
                if found:
                    numbers.add(int(found.group(1)))
                    break
    return numbers - {0}


# Tests that state a reason, the quickest first: what they were given as arguments of `cargo test`, and a filter.
TESTS = [
    ("--test=oracle", "kept::worlds"),
    ("--lib", "rules::"),
    ("--test=oracle", "kept::policies"),
    ("--test=verification", ""),
    ("--test=event_log", ""),
    ("--test=causes", ""),
    ("--test=recount", ""),
]


def noticed(copy, number):
    """By which tests a change is noticed first, if by any. A test that does not end has noticed it."""
    for which, filter in TESTS:
        line = ["cargo", "test", "--quiet", which, "--", filter] if filter else ["cargo", "test", "--quiet", which]
        env = dict(os.environ, GRIDGOV_MUTANT=str(number))
        try:
            done = subprocess.run(line, cwd=copy, env=env, capture_output=True, timeout=900)
        except subprocess.TimeoutExpired:
            return which
        if done.returncode:
            return which
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("copy", type=Path, help="a copy of the sources, which is changed")
    parser.add_argument("--list", required=True, help="what `cargo mutants --list --json` printed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=150)
    options = parser.parse_args()
    every = json.loads(Path(options.list).read_text(encoding="utf-8"))
    every.sort(key=lambda m: m["name"])
    chosen = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    sample = list(enumerate(chosen, 1))
    originals = {m["file"]: (options.copy / m["file"]).read_text(encoding="utf-8") for m in chosen}
    left_out = set()
    while True:
        for file, text in originals.items():
            (options.copy / file).write_text(text, encoding="utf-8")
        written = write(options.copy, [one for one in sample if one[0] not in left_out])
        check = subprocess.run(
            ["cargo", "check", "--lib", "--message-format=json"], cwd=options.copy, capture_output=True, text=True
        )
        if check.returncode == 0:
            break
        found = broken(options.copy, check.stdout)
        if not found:
            sys.exit(check.stderr[-3000:])
        left_out |= found
    if noticed(options.copy, 0):
        sys.exit("the tests fail without any change")
    caught = 0
    for place, (number, mutant) in enumerate(sorted(written, key=lambda one: one[0]), 1):
        by = noticed(options.copy, number)
        caught += by is not None
        share = caught / place
        print(f"{by or 'SURVIVES'}\t{mutant['name']}\t{share:.3f} +- {(share * (1 - share) / place) ** 0.5:.3f}", flush=True)


if __name__ == "__main__":
    main()
