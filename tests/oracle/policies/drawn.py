"""Draws policies and worlds at random, every number somewhere in its plausible range.

    gridgov params --json | python3 tests/oracle/policies/drawn.py

writes drawn.toml, whose variants are policies in the default world, and world_1.toml to world_6.toml, each a policy in a world
of its own. What a number is too small to be seen at its default is seen in some of these.
"""

import json
import random
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
LEVERS = ("power", "staffing", "information", "participation", "rule_of_law")
# How long and how large runs are is the same in every comparison with the second model.
FIXED = ("city.residents", "city.residents_per_community", "city.residents_per_subdistrict")


def drawn(chance, parameters):
    """Lines of a file by table."""
    lines = defaultdict(list)
    for one in parameters:
        table, key = one["key"].split(".")
        value = one["prior_low"] + (one["prior_high"] - one["prior_low"]) * chance.random()
        value = round(value) if one["whole"] else round(value, 3)
        lines[table].append(f"{key} = {int(value) if value == int(value) else value}")
    return lines


def written(lines, before=""):
    return "".join(f"\n[{before}{table}]\n" + "\n".join(rows) + "\n" for table, rows in lines.items())


def main():
    every = json.load(sys.stdin)["parameters"]
    apart = ("scenario", "incident", "matters")
    world = [one for one in every if one["key"] not in FIXED and one["key"].split(".")[0] not in apart]
    levers = [one for one in world if one["key"].split(".")[0] in LEVERS]
    chance = random.Random(20261127)
    text = '# Drawn by drawn.py.\nextends = "../../../scenarios/baseline.toml"\n'
    for number in range(1, 5):
        text += f'\n[[variant]]\nname = "{number}"\ntitle = "Drawn {number}"\n' + written(drawn(chance, levers), "variant.")
    (HERE / "drawn.toml").write_text(text, encoding="utf-8")
    for number in range(1, 7):
        text = f'# Drawn by drawn.py.\ntitle = "World {number}"\n' + written(drawn(chance, world))
        (HERE / f"world_{number}.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
