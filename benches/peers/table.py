"""The tables: what is printed, and what lands in table.md, table.csv and docs/performance.md."""

import csv
import datetime
import os
import platform
import statistics

from peers import HERE, PEERS, PYTHON, ROOT, STEPS, count, output

PAGE = ROOT / "docs" / "performance.md"
MARKS = ("<!-- peers -->", "<!-- /peers -->")
NAMES = {10_000: "10 k", 100_000: "100 k", 1_000_000: "1 M", 10_000_000: "10 M"}


def number(x):
    """Three digits, as people read them."""
    return f"{x:,.0f}" if x >= 100 else f"{x:.1f}" if x >= 10 else f"{x:.2f}" if x >= 0.1 else f"{x:.2g}"


def rates(entry, residents):
    return sorted(entry.rate(run, residents) for run in entry.runs.get(residents, []))


def cell(entry, residents):
    found = rates(entry, residents)
    if not found:
        return "–"
    once = "¹" if len(found) == 1 else f" ({number(statistics.median(found))})"
    return f"**{number(found[-1])}**{once}"


def best(entries, name, where, threads, residents):
    for entry in entries:
        if (entry.peer.crate, entry.where, entry.threads) == (name, where, threads):
            return max(rates(entry, residents), default=None)
    return None


def row(entries, entry, sizes):
    peer, compared = entry.peer, max((n for n in entry.runs if n <= 1_000_000 and entry.runs[n]), default=None)
    # Ratios at a million residents, or at the largest size below it that was run.
    ratio = {"gridgov": "–", "plain": "–"}
    memory = cost = "–"
    if compared:
        own = max(rates(entry, compared))
        at = "" if compared == 1_000_000 else f" at {NAMES[compared]}"
        for name in ratio:
            other = best(entries, name, entry.where, entry.threads, compared) or best(
                entries, name, entry.where, 1, compared
            )
            if other:
                ratio[name] = number(own / other) + at
        runs = entry.runs[compared]
        memory = f"{max(run['megabytes'] for run in runs):,.0f}{at}"
        cost = number(min(run["cpu"] for run in runs) / compared / STEPS[compared] * 1e9) + at
    speeds = [cell(entry, residents) for residents in sizes]
    return [
        f"{peer.name} {peer.version()}".strip(),
        str(entry.threads),
        str(peer.lines()),
        *speeds,
        cost,
        memory,
        ratio["gridgov"],
        ratio["plain"],
    ]


def markdown(head, rows, words=1):
    """A table in Markdown; the first columns are words, the others numbers."""
    rule = [":---"] * words + ["---:"] * (len(head) - words)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *rows])


def machine(load, seconds):
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo") if line.startswith("MemTotal")) / 1024**2
    cores, rustc = output(["nproc"]), " ".join(output(["rustc", "--version"]).split()[:2])
    python = output([str(PYTHON), "--version"]) or platform.python_version()
    return (
        f"Measured on {datetime.date.today():%d %B %Y} in {seconds / 60:.0f} minutes: {cores} cores ({cpu}), "
        f"{memory:.0f} GB, Linux {platform.release().split('-')[0]}, {rustc}, "
        f"{python}. Load before it began: {load:.1f}, at its end: {os.getloadavg()[0]:.1f}."
    )


def text(entries, timed, seeds, load, seconds):
    sizes = [n for n in NAMES if any(entry.runs.get(n) for entry in entries)]
    head = ["implementation", "threads", "lines", *(NAMES[n] for n in sizes), "ns of CPU", "MB", "× gridgov", "× plain"]
    parts = [machine(load, seconds)]
    for where, title in (("local", "contacts inside the thousand"), ("anywhere", "contacts anywhere in the city")):
        here = [entry for entry in entries if entry.where == where and any(entry.runs.values())]
        table = markdown(head, [row(entries, entry, sizes) for entry in here])
        parts.append(f"**GG1, {title}**, million agent-steps a second, best (median):\n\n{table}")
    parts += [part for part in (days(timed), agreement(seeds)) if part]
    notes = [f"- {peer.name}: not run, {peer.missing}" for peer in PEERS if peer.missing]
    notes += [
        f"- {e.peer.name}, {e.where}, {e.threads} thread{'s' * (e.threads > 1)}: {e.stopped}"
        for e in entries
        if e.stopped
    ]
    if notes:
        parts.append("What was left out and why:\n\n" + "\n".join(notes))
    parts.append(
        "¹ one run only, since it took long or a single turn was asked for. Ratios, costs and memory are at a million "
        "residents unless another size is named. Two threads are compared with two threads."
    )
    return "\n\n".join(parts)


def gridgov_model():
    """The files of gridgov in which the model itself stands, its unit tests left aside."""
    rooms = ("units", "random", "plan", "society", "world", "policy", "rules", "synthesis", "day")
    files = [
        file for file in (ROOT / "sim").rglob("*.rs") if file.relative_to(ROOT / "sim").parts[0].split(".")[0] in rooms
    ]
    return [file for file in files if file.stem != "tests"]


OUTCOMES = {
    "cases": ("cases per 1,000 and month", 1),
    "close_days": ("days to close", 2),
    "backlog": ("backlog per 1,000", 2),
    "satisfaction": ("satisfaction", 3),
}


def days(timed):
    """The day of the model, gridgov against Mesa."""
    head = ["residents", "implementation", "lines", "million resident-days a second", "MB", "gridgov is faster by"]
    rows = []
    lines = {"gridgov": sum(map(count, gridgov_model())), "Mesa": sum(map(count, HERE.glob("mesa_*.py")))}
    for residents in sorted({run["residents"] for run in timed}):
        speed = {}
        for name in lines:
            runs = [run for run in timed if (run["residents"], run["name"]) == (residents, name)]
            if not runs:
                continue
            found = sorted(run["rate"] / 1e6 for run in runs)
            speed[name] = found[-1]
            both = name == "Mesa" and "gridgov" in speed
            rows.append(
                [
                    f"{residents:,.0f}",
                    name,
                    f"{lines[name]:,}",
                    f"**{number(found[-1])}** ({number(statistics.median(found))})",
                    f"{max(run['megabytes'] for run in runs):,.0f}",
                    f"{number(speed['gridgov'] / found[-1])} ×" if both else "",
                ]
            )
    return f"**A day of the model** on one thread, by processor time:\n\n{markdown(head, rows, words=2)}"


def agreement(seeds):
    """Whether both live the same model: means over seeds with their standard errors."""
    head, rows = ["implementation", *(title for title, _ in OUTCOMES.values())], []
    for name in ("gridgov", "Mesa"):
        runs = [run for run in seeds if run["name"] == name]
        if not runs:
            continue
        line = [name]
        for key, (_, places) in OUTCOMES.items():
            values = [run[key] for run in runs]
            error = statistics.stdev(values) / len(values) ** 0.5
            line.append(f"{statistics.fmean(values):.{places}f} ± {error:.{places}f}")
        rows.append(line)
    if not rows:
        return ""
    town, number_of_seeds = f"{seeds[0]['residents']:,.0f}", len(seeds) // len(rows)
    title = (
        f"**Is it the same model?** Sixty days of {town} residents, mean ± standard error over {number_of_seeds} seeds"
    )
    return f"{title}:\n\n{markdown(head, rows)}"


def write(text, entries):
    """table.md and table.csv beside this file, and the place between the marks of docs/performance.md."""
    (HERE / "table.md").write_text(
        f"# Peers side by side\n\nWritten by run.py; README.md says what is measured.\n\n{text}\n"
    )
    with open(HERE / "table.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(
            [
                "implementation",
                "version",
                "contacts",
                "threads",
                "residents",
                "steps",
                "runs",
                "best_million_per_s",
                "median_million_per_s",
                "cpu_s",
                "wall_s",
                "peak_mb",
                "lines",
                "mean",
                "sd",
                "wait",
                "queue",
            ]
        )
        for entry in entries:
            for residents, runs in entry.runs.items():
                found = rates(entry, residents)
                if not found:
                    continue
                peer, fastest = entry.peer, min(runs, key=lambda run: run["cpu"])
                checked = [f"{fastest[key]:.5f}" for key in ("mean", "sd", "wait", "queue")]
                out.writerow(
                    [
                        peer.name,
                        peer.version(),
                        entry.where,
                        entry.threads,
                        residents,
                        STEPS[residents],
                        len(runs),
                        f"{found[-1]:.3f}",
                        f"{statistics.median(found):.3f}",
                        f"{fastest['cpu']:.4f}",
                        f"{fastest['seconds']:.4f}",
                        f"{max(run['megabytes'] for run in runs):.0f}",
                        peer.lines(),
                        *checked,
                    ]
                )
    if PAGE.exists() and all(mark in (page := PAGE.read_text()) for mark in MARKS):
        before, after = page.split(MARKS[0])[0], page.split(MARKS[1])[1]
        PAGE.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}")
