"""Runs the model as docs/model.md describes it, beside the outcomes of the program.

    python3 tests/oracle/compare.py OUTCOMES.csv scenarios/baseline.toml --replicates 30 --days 360 --set city.residents=6000 ...

OUTCOMES.csv is that file of `gridgov run` with the same settings and files. Every outcome of group `all` (with --groups,
every group that is known here) is compared: difference of the means over its standard error (Welch), for a scenario other
than the baseline the mean of paired differences. Draws have the same keys on both sides, so the values of a replicate can be
compared, too: they are equal where they differ by less than a billionth. Prints a table, and at the end how many values are
equal, and how many outcomes are within two standard errors.
Prints "skipped: ..." and ends with 77 where NumPy is missing.
"""

import argparse
import csv
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from math import isnan, sqrt
from pathlib import Path

try:
    import numpy as np
except ImportError:
    print("skipped: python3 with NumPy not found")
    sys.exit(77)

import day


def values(text):
    """Value of a --set: number, switch or word."""
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text)
    except ValueError:
        return text


def named(path):
    """Name of a scenario with its file and variant."""
    file, _, variant = path.partition(":")
    name = Path(file).stem
    return (f"{name}/{variant}", (file, variant)) if variant else (name, (file, None))


def one(job):
    return day.run(*job)


def read(path):
    """(scenario, outcome, group) to the values by replicate."""
    table = defaultdict(dict)
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            value = float(row["value"]) if row["value"] else np.nan
            table[row["scenario"], row["outcome"], row["group"]][int(row["replicate"])] = value
    return table


def lived(options, scenarios, overrides):
    """Runs every replicate here."""
    work = [(scenarios, overrides, options.days, options.seed, r) for r in range(options.replicates)]
    with ProcessPoolExecutor(options.jobs) as pool:
        runs = list(pool.map(one, work)) if options.jobs > 1 else list(map(one, work))
    table = defaultdict(dict)
    for replicate, run in enumerate(runs):
        for name, outcomes in run.items():
            for (outcome, group), value in outcomes.items():
                table[name, outcome, group][replicate] = value
    return table


def write(path, table):
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["scenario", "replicate", "outcome", "group", "value"])
        for (name, outcome, group), values_ in table.items():
            for replicate, value in values_.items():
                rows.writerow([name, replicate, outcome, group, "" if isnan(value) else value])


def differences(table, key, first):
    """Values of a key: of the first scenario themselves, of another one less the first's of the same replicate."""
    name, outcome, group = key
    mine, base = table[key], table[first, outcome, group]
    pairs = [mine[r] - (base[r] if name != first else 0.0) for r in sorted(mine)]
    return np.array([value for value in pairs if not isnan(value)])


def equal(program, oracle, key):
    """Values that are the same on both sides, and all of them."""
    pairs = [(value, oracle[key][r]) for r, value in program[key].items() if r in oracle[key]]
    same = sum((isnan(a) and isnan(b)) or abs(a - b) <= 1e-9 * max(1.0, abs(a)) for a, b in pairs)
    return same, len(pairs)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("outcomes")
    parser.add_argument("scenarios", nargs="+", help="files that ran, as FILE.toml or FILE.toml:VARIANT, the baseline first")
    parser.add_argument("--replicates", type=int, default=30)
    parser.add_argument("--days", type=int, default=360)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--groups", action="store_true")
    parser.add_argument("--save", help="write the outcomes of the runs here to a CSV file")
    parser.add_argument("--oracle", help="read such a file instead of running")
    parser.add_argument("--set", action="append", default=[])
    options = parser.parse_args()
    overrides = {key: values(value) for key, value in (one.split("=", 1) for one in options.set)}
    scenarios = dict(named(path) for path in options.scenarios)
    first = next(iter(scenarios))
    program = {key: value for key, value in read(options.outcomes).items() if key[0] in scenarios}
    oracle = read(options.oracle) if options.oracle else lived(options, scenarios, overrides)
    if options.save:
        write(options.save, oracle)
    within = total = same = values_ = 0
    print(f"{'scenario':<12} {'outcome':<48} {'gridgov':>12} {'oracle':>12} {'z':>7}")
    for key in program:
        if key not in oracle if options.groups else key[2] != "all":
            continue
        counts = equal(program, oracle, key)
        same, values_ = same + counts[0], values_ + counts[1]
        theirs, mine = differences(program, key, first), differences(oracle, key, first)
        if min(len(theirs), len(mine)) < 2:
            alike = len(theirs) == len(mine) == 0
            z = 0.0 if alike else np.inf
        else:
            se = sqrt(theirs.var(ddof=1) / len(theirs) + mine.var(ddof=1) / len(mine))
            gap = mine.mean() - theirs.mean()
            z = gap / se if se > 0 else 0.0
            # What no chance enters has to agree but for rounding.
            if abs(gap) <= 1e-9 * max(1.0, abs(theirs.mean())):
                z = 0.0
            elif se == 0:
                z = np.inf
        means = [one.mean() if len(one) else np.nan for one in (theirs, mine)]
        label = key[1] if key[2] == "all" else f"{key[1]} {key[2]}"
        mark = ("" if abs(z) <= 2 else " *") + ("" if counts[0] == counts[1] else f"  {counts[0]} of {counts[1]} equal")
        print(f"{key[0]:<12} {label:<48} {means[0]:>12.5g} {means[1]:>12.5g} {z:>7.2f}{mark}")
        within += abs(z) <= 2
        total += 1
    print(f"equal values: {same} of {values_}")
    print(f"within two standard errors: {within} of {total}")
    return 0 if within >= 0.95 * total else 1


if __name__ == "__main__":
    sys.exit(main())
