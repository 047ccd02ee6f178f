"""Peers side by side: builds everything, runs it in turns, checks that all do the same work, prints and writes the table.

    python3 benches/peers/run.py            # some ten minutes on two idle cores
    python3 benches/peers/run.py --quick    # 10,000 residents once: does everything run and agree?

README.md beside this file says what is run and how it is measured.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time

import table
from peers import HERE, PEERS, PYTHON, ROOT, build, say

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
TURNS = 3
LOOP_SECONDS = 1.0  # how long a timed loop should take
STEPS = (5, 1000)  # fewest and most steps of a timed run
LONG_SECONDS = 20.0  # what took longer is not repeated
LAST_SECONDS = 60.0  # what would take longer is not begun
KILLED_SECONDS = 300.0
CHECKED = ("mean", "sd", "wait", "queue")
DAYS = ((2_000, 60, 60), (20_000, 60, 60))  # residents, days of burn-in, days against the clock


def run(command):
    """One process: the line it printed, with the peak of its memory in MB; or the reason why there is none."""
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as complained:
        process = subprocess.Popen([str(part) for part in command], stdout=printed, stderr=complained, cwd=ROOT)
        end, done = time.monotonic() + KILLED_SECONDS, 0
        while not done:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if not done and time.monotonic() > end:
                process.kill()
                os.wait4(process.pid, 0)
                return None, f"did not end in {KILLED_SECONDS:.0f} s"
            time.sleep(0.002)
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        complained.seek(0)
        lines, complaints = printed.read().splitlines(), complained.read().strip().splitlines()
        if process.returncode != 0 or not lines:
            return None, complaints[-1] if complaints else f"ended with {process.returncode}"
        return json.loads(lines[-1]) | {"megabytes": usage.ru_maxrss / 1024}, ""


def gg1(peer, residents, steps, seed, where, threads):
    return run([*peer.command, residents, steps, seed, where, threads])


class Check:
    """What plain Rust finds, and how far chance alone takes another implementation from it."""

    def __init__(self, plain):
        self.plain, self.known, self.spread = plain, {}, {}

    def draws(self, where):
        """Standard deviations over seeds at 10,000 residents and 100 steps; they fall with the root of the size."""
        if where not in self.spread:
            runs = [gg1(self.plain, 10_000, 100, seed, where, 1)[0] for seed in range(1, 21)]
            self.spread[where] = {name: statistics.stdev(run[name] for run in runs) for name in CHECKED}
        return self.spread[where]

    def holds(self, found, peer, residents, steps, where):
        """Fails loudly if an implementation does other work than plain Rust."""
        key = (residents, steps, where)
        if key not in self.known:
            self.known[key] = gg1(self.plain, residents, steps, 1, where, 2)[0]
        for name in CHECKED:
            # Two runs differ by the root of two; six of that is beyond chance, and the last term is for fixed point.
            allowed = 6 * math.sqrt(2 * 10_000 / residents) * self.draws(where)[name] + 2e-4
            if not abs(found[name] - self.known[key][name]) <= allowed:
                sys.exit(
                    f"{peer.name} does other work: {name} {found[name]:.5f} after {steps} steps of {residents} ({where}), "
                    f"plain Rust has {self.known[key][name]:.5f}, allowed ± {allowed:.5f}"
                )


class Entry:
    """One line of a table: an implementation on so many threads with contacts here or there."""

    def __init__(self, peer, where, threads):
        self.peer, self.where, self.threads = peer, where, threads
        self.runs = {}  # residents: runs
        self.steps = {}  # residents: steps of a run
        self.stopped = ""  # why no larger size is tried
        self.last = None  # the latest rate, million agent-steps a second

    def rate(self, run, residents):
        """By processor time on one thread, which is the wall clock of an idle machine; by the wall clock on two."""
        seconds = run["cpu"] if self.threads == 1 else run["seconds"]
        return residents * self.steps[residents] / seconds / 1e6

    def plan(self, residents):
        """How many steps at this size; nothing if it is not to be tried."""
        if self.stopped or residents > self.peer.largest:
            return
        least = residents * STEPS[0] / 1e6 / self.last if self.last else 0.0
        if least > LAST_SECONDS:
            self.stopped = f"would take {least:.0f} s for {STEPS[0]} steps of {residents:,}"
            return
        wanted = LOOP_SECONDS * self.last * 1e6 / residents if self.last else 20
        self.steps[residents] = round(min(max(wanted, STEPS[0]), STEPS[1]))
        self.runs[residents] = []

    def turn(self, residents, check):
        runs = self.runs.get(residents)
        if runs is None or self.stopped or (runs and runs[0]["whole"] > LONG_SECONDS):
            return
        begun, steps = time.monotonic(), self.steps[residents]
        found, wrong = gg1(self.peer, residents, steps, 1, self.where, self.threads)
        if found is None:
            self.stopped = f"{residents:,} residents: {wrong}"
            return
        check.holds(found, self.peer, residents, steps, self.where)
        runs.append(found | {"whole": time.monotonic() - begun})
        self.last = max(self.rate(run, residents) for run in runs)
        say(f"  {residents:>10,} {self.where:8} {self.peer.name} × {self.threads}: {self.last:.2f}")


def workload(check, quick):
    """GG1: every implementation in turns at every size."""
    entries = [
        Entry(peer, where, threads)
        for where in ("local", "anywhere")
        for peer in PEERS
        if not peer.missing and (where == "local" or peer.anywhere)
        for threads in peer.threads
    ]
    for entry in entries:
        # A first run tells the speed; it is thrown away.
        entry.plan(SIZES[0])
        entry.turn(SIZES[0], check)
    for residents in SIZES[:1] if quick else SIZES:
        for entry in entries:
            entry.plan(residents)
        for _ in range(1 if quick else TURNS):
            for entry in entries:
                entry.turn(residents, check)
    return entries


def days(quick):
    """gridgov's baseline and the same model's day in Mesa, in turns."""
    rows = []
    gridgov = next(peer for peer in PEERS if peer.crate == "gridgov")
    mesa = next(peer for peer in PEERS if peer.name == "Mesa")
    binary = [gridgov.command[0].replace("gridgov-gg1", "gridgov-day")]
    script = [PYTHON, "-W", "ignore", HERE / "mesa_day.py"]
    for residents, burn_in, lived in DAYS[:1] if quick else DAYS:
        for _ in range(1 if quick else TURNS):
            for name, peer, command in (("gridgov", gridgov, binary), ("Mesa", mesa, script)):
                if peer.missing:
                    continue
                found, wrong = run([*command, residents, burn_in, lived, 1])
                if found is None:
                    sys.exit(f"the day of {name}: {wrong}")
                rows.append(found | {"name": name, "rate": residents * lived / found["cpu"]})
                say(f"  {residents:>10,} days of {name}: {rows[-1]['rate']:,.0f} resident-days a second")
    return rows


def main():
    options = argparse.ArgumentParser(description="Peers side by side: builds, runs, checks, tables.")
    options.add_argument("--quick", action="store_true", help="10,000 residents once; writes nothing")
    quick = options.parse_args().quick
    begun, load = time.monotonic(), os.getloadavg()[0]
    build()
    if PEERS[0].missing:
        sys.exit(f"plain Rust, the yardstick of all others, cannot be built: {PEERS[0].missing}")
    say("GG1, million agent-steps a second")
    entries = workload(Check(PEERS[0]), quick)
    say("a day of the model")
    lived = days(quick)
    text = table.text(entries, lived, load, time.monotonic() - begun)
    print(text)
    if not quick:
        table.write(text, entries)


if __name__ == "__main__":
    main()
