"""Peers side by side: builds everything, runs it in turns, checks that all do the same work, writes the table.

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
from peers import HERE, PEERS, PYTHON, ROOT, STEPS, build, say

TURNS = 3
LONG_SECONDS = 20.0  # what took longer is not repeated
LIMIT_SECONDS = 150  # what would take longer is not begun; with contacts anywhere, a third of it
CHECKED = ("mean", "sd", "wait", "queue", "served")
DAYS = (60, 60)  # of burn-in and against the clock
TOWNS = (2_000, 20_000)
SEEDED, SEEDS = 6_000, 10  # residents of the town that is lived under several seeds, and how many


def run(command, killed=600):
    """One process: the line it printed, with the peak of its memory in MB; or the reason why there is none."""
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as complained:
        process = subprocess.Popen([str(part) for part in command], stdout=printed, stderr=complained, cwd=ROOT)
        end, done = time.monotonic() + killed, 0
        while not done:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if not done and time.monotonic() > end:
                process.kill()
                os.wait4(process.pid, 0)
                return None, f"did not end in {killed} s"
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

    def draws(self, steps, where):
        """Standard deviations over seeds at 10,000 residents; they fall with the root of the size."""
        if (steps, where) not in self.spread:
            runs = [gg1(self.plain, 10_000, steps, seed, where, 1)[0] for seed in range(1, 31)]
            self.spread[steps, where] = {name: statistics.stdev(run[name] for run in runs) for name in CHECKED}
        return self.spread[steps, where]

    def holds(self, found, peer, residents, steps, where):
        """Fails loudly if an implementation does other work than plain Rust."""
        key = (residents, steps, where)
        if key not in self.known:
            self.known[key] = gg1(self.plain, residents, steps, 1, where, 2)[0]
        for name in CHECKED:
            known, spread, parts = self.known[key][name], self.draws(steps, where)[name], residents / 10_000
            # A sum grows with the size, a mean does not; two runs differ by the root of two. The last term is for the
            # steps of fixed point and for draws of 16 bits.
            spread *= parts if name == "served" else 1
            allowed = 5 * math.sqrt(2 / parts) * spread + 5e-4 * abs(known)
            if not abs(found[name] - known) <= allowed:
                sys.exit(
                    f"{peer.name} does other work than plain Rust: {name} is {found[name]:.5f}, should be {known:.5f} "
                    f"± {allowed:.5f} ({residents:,} residents, {steps} steps, contacts {where})"
                )


class Entry:
    """One line of a table: an implementation on so many threads with contacts here or there."""

    def __init__(self, peer, where, threads, limit):
        self.peer, self.where, self.threads = peer, where, threads
        self.limit = limit if where == "local" else limit / 3
        self.runs = {}  # by residents
        self.stopped = ""  # why no larger size is tried

    def rate(self, run, residents):
        """By processor time on one thread, which is the wall clock of an idle machine; by the wall clock on two."""
        seconds = run["cpu"] if self.threads == 1 else run["seconds"]
        return residents * STEPS[residents] / seconds / 1e6

    def plan(self, residents, last):
        """Opens a size, unless the rate at the one before says that it would take too long."""
        if self.stopped or residents > self.peer.largest:
            return
        needed = residents * STEPS[residents] / 1e6 / last if last else 0.0
        if needed > self.limit:
            self.stopped = f"{STEPS[residents]} steps of {residents:,} would take more than {self.limit:.0f} s"
            return
        self.runs[residents] = []

    def turn(self, residents, check):
        """One run, unless the first was long."""
        runs = self.runs.get(residents)
        if runs is None or self.stopped or (runs and runs[0]["whole"] > LONG_SECONDS):
            return
        begun, steps = time.monotonic(), STEPS[residents]
        found, wrong = gg1(self.peer, residents, steps, 1, self.where, self.threads)
        if found is None:
            self.stopped = f"{residents:,} residents: {wrong}"
            return
        check.holds(found, self.peer, residents, steps, self.where)
        runs.append(found | {"whole": time.monotonic() - begun})
        say(f"  {residents:>10,} {self.where:8} {self.peer.name} × {self.threads}: {self.rate(found, residents):.2f}")

    def best(self, residents):
        return max((self.rate(run, residents) for run in self.runs.get(residents, [])), default=None)


def workload(check, quick, limit):
    """GG1: every implementation in turns at every size."""
    entries = [
        Entry(peer, where, threads, limit)
        for where in ("local", "anywhere")
        for peer in PEERS
        if not peer.missing and (where == "local" or peer.anywhere)
        for threads in peer.threads
    ]
    before = None
    for residents in list(STEPS)[: 1 if quick else None]:
        for entry in entries:
            entry.plan(residents, before and entry.best(before))
        for _ in range(1 if quick else TURNS):
            for entry in entries:
                entry.turn(residents, check)
        before = residents
    return entries


def day(peer, residents, seed):
    """The days of the model as gridgov or Mesa lives them."""
    binary = [peer.command[0].replace("gridgov-gg1", "gridgov-day")]
    script = [PYTHON, "-W", "ignore", HERE / "mesa_day.py"]
    found, wrong = run([*(script if peer.script else binary), residents, *DAYS, seed])
    if found is None:
        sys.exit(f"the day of {peer.name}: {wrong}")
    return found | {"name": peer.name, "rate": residents * DAYS[1] / found["cpu"]}


def days(quick):
    """gridgov's baseline and its day in Mesa, in turns; and over seeds, to see whether it is the same model."""
    both = [peer for peer in PEERS if peer.name in ("gridgov", "Mesa") and not peer.missing]
    timed, seeds = [], []
    for residents in TOWNS[: 1 if quick else None]:
        for _ in range(1 if quick else TURNS):
            for peer in both:
                timed.append(day(peer, residents, 1))
                say(f"  {residents:>10,} residents, {peer.name}: {timed[-1]['rate']:,.0f} resident-days a second")
    for seed in range(1, 3 if quick else SEEDS + 1):
        seeds += [day(peer, SEEDED, seed) for peer in both]
    return timed, seeds


def main():
    options = argparse.ArgumentParser(description="Peers side by side: builds, runs, checks, tables.")
    options.add_argument("--quick", action="store_true", help="10,000 residents once; writes nothing")
    options.add_argument("--limit", type=float, default=LIMIT_SECONDS, help="seconds that a run may need (150)")
    given = options.parse_args()
    quick = given.quick
    begun, load = time.monotonic(), os.getloadavg()[0]
    build()
    if PEERS[0].missing:
        sys.exit(f"plain Rust, the yardstick of all others, cannot be built: {PEERS[0].missing}")
    say("GG1, million agent-steps a second")
    entries = workload(Check(PEERS[0]), quick, given.limit)
    say("a day of the model")
    timed, seeds = days(quick)
    text = table.text(entries, timed, seeds, load, time.monotonic() - begun)
    print(text)
    if not quick:
        table.write(text, entries)


if __name__ == "__main__":
    main()
