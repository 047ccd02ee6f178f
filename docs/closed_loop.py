"""Draws the closed loop of a results folder written with --cases, as process miners see it.

    python3 docs/closed_loop.py DIR OUT.svg

Needs pm4py and pyarrow from PyPI and the program dot of graphviz. Prints "skipped: ..." and ends with 77 without them.
Cases of all replicates are taken together; paths that fewer than one case in a hundred takes are left out.
"""

import shutil
import sys
from pathlib import Path

try:
    import pandas
    import pm4py
except ImportError:
    print("skipped: python3 with pm4py and pyarrow not found")
    sys.exit(77)
if shutil.which("dot") is None:
    print("skipped: dot of graphviz not found")
    sys.exit(77)

folder, picture = Path(sys.argv[1]), sys.argv[2]
events = pandas.read_parquet(folder / "cases.parquet")
events = pm4py.format_dataframe(events, case_id="trace", activity_key="activity", timestamp_key="timestamp")

graph, starts, ends = pm4py.discover_dfg(events)
cases = events["case:concept:name"].nunique()
often = {path: count for path, count in graph.items() if count >= cases / 100}
# A rare activity that begins or ends a case has no place in the picture either.
drawn = {activity for path in often for activity in path}
starts, ends = ({activity: count for activity, count in some.items() if activity in drawn} for some in (starts, ends))
pm4py.save_vis_dfg(often, starts, ends, picture, rankdir="LR")

print(f"{cases} cases, {len(events)} events, {events['activity'].nunique()} activities")
for (before, after), count in sorted(often.items(), key=lambda path: -path[1])[:10]:
    print(f"{count:7d}  {before} -> {after}")
