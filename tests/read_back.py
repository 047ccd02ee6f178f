"""Reads a folder of gridgov results with pandas and pyarrow and checks it against its CSV and manifest.

    python3 tests/read_back.py DIR

Prints "skipped: ..." and ends with 77 where pandas or pyarrow is missing.
"""

import json
import sys
from pathlib import Path

try:
    import pandas
    import pyarrow.parquet
except ImportError:
    print("skipped: python3 with pandas and pyarrow not found")
    sys.exit(77)

folder = Path(sys.argv[1])
manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
names = [scenario["name"] for scenario in manifest["scenarios"]]
replicates = range(manifest["replicates"])

outcomes = pandas.read_parquet(folder / "outcomes.parquet")
assert list(outcomes.columns) == ["scenario", "replicate", "outcome", "group", "value", "unit"], outcomes.columns
# "NA" and the like are names here; only an empty value is undefined.
csv = pandas.read_csv(
    folder / "outcomes.csv", keep_default_na=False, na_values={"value": [""]}, float_precision="round_trip"
)
pandas.testing.assert_frame_equal(outcomes, csv, check_dtype=False, check_exact=True)
assert set(outcomes["scenario"]) == set(names)
assert set(outcomes["replicate"]) == set(replicates)

daily = pandas.read_parquet(folder / "daily.parquet")
assert list(daily.columns) == (
    "scenario replicate day outcome value numerator denominator".split()
), daily.columns
made_of_counts = daily["numerator"].notna()
quotient = daily["numerator"] / daily["denominator"]
assert ((quotient - daily["value"]).abs()[made_of_counts & daily["value"].notna()] < 1e-9).all()
for scenario in manifest["scenarios"]:
    mine = daily[daily["scenario"] == scenario["name"]]
    for replicate in replicates:
        one = mine[mine["replicate"] == replicate]
        for _, days in one.groupby("outcome")["day"]:
            assert list(days) == list(range(scenario["days"]))

ACTIVITIES = (
    "arise notice report register dispatch refuse hand_off handle verify close paper_close reopen escalate "
    "mediate end"
).split()
if manifest["cases"]:
    cases = pandas.read_parquet(folder / "cases.parquet")
    assert list(cases.columns) == (
        "scenario replicate case trace sequence activity timestamp time_days resource community grid kind department "
        "channel due wait_days facts".split()
    ), cases.columns
    assert set(cases["activity"]) <= set(ACTIVITIES), set(cases["activity"])
    assert cases["time_days"].notna().all() and cases["time_days"].ge(0).all()
    day_0 = pandas.Timestamp("2018-01-01", tz="UTC")
    assert str(cases["timestamp"].dtype) == "datetime64[us, UTC]" and day_0.day_name() == "Monday"
    off = (cases["timestamp"] - day_0) / pandas.Timedelta(days=1) - cases["time_days"]
    assert off.abs().max() < 1e-6, off.describe()
    assert cases.groupby(["scenario", "replicate", "case"]).ngroups == cases["trace"].nunique()
    for _, trace in cases.groupby("trace", sort=False):
        assert trace["time_days"].is_monotonic_increasing, trace
        assert list(trace["sequence"]) == list(range(1, len(trace) + 1)), trace

    # Whoever shuffles the table and sorts it by time has every trace as it was.
    def steps(events):
        return [tuple(trace["activity"]) for _, trace in events.sort_values(["trace", "timestamp"]).groupby("trace")]

    in_order = [tuple(trace["activity"]) for _, trace in cases.groupby("trace")]
    assert steps(cases.sample(frac=1, random_state=1)) == in_order

print("read back:", len(outcomes), "outcomes,", len(daily), "daily values", end="")
print(f", {len(cases)} events of {cases['case'].nunique()} cases" if manifest["cases"] else "")
