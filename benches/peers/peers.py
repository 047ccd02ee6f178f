"""Who takes part: how each implementation is built and started, and what its version and its code are."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = ROOT / "target" / "peers"
PYTHON = TARGET / "venv" / "bin" / "python"
REQUIREMENTS = HERE / "requirements.txt"
# Steps of a run by residents: the same for everybody, since opinions that have come to agree are easier on a processor.
STEPS = {10_000: 400, 100_000: 40, 1_000_000: 20, 10_000_000: 10}


@dataclass
class Peer:
    name: str
    files: list[str]  # its code, harness included
    crate: str = ""  # folder of a Rust crate
    binary: str = ""
    script: str = ""  # a Python script
    package: str = ""  # whose version counts
    threads: tuple = (1,)
    anywhere: bool = True
    largest: int = 1_000_000
    missing: str = ""  # why it could not be built

    @property
    def command(self):
        if self.script:
            return [str(PYTHON), "-W", "ignore", str(HERE / self.script)]
        # gridgov is built where the project itself is built, so that its dependencies are built once.
        folder = ROOT / "target" if self.crate == "gridgov" else TARGET / "cargo"
        return [str(folder / "release" / self.binary)]

    def version(self):
        if self.script:
            code = f"import importlib.metadata as m; print(m.version({self.package!r}))"
            return output([str(PYTHON), "-c", code]) or "?"
        if self.crate == "plain":
            return ""
        lock = (HERE / self.crate / "Cargo.lock").read_text()
        found = re.search(rf'name = "{self.package}"\nversion = "([^"]+)"', lock)
        return found.group(1) if found else "?"

    def lines(self):
        return sum(count(HERE / file) for file in self.files)


RUST, SCRIPTS = "harness/src/lib.rs", "harness.py"
PEERS = [
    Peer("plain Rust", ["plain/src/main.rs", RUST], crate="plain", binary="plain", threads=(1, 2), largest=10_000_000),
    Peer(
        "gridgov",
        ["gridgov/src/gg1.rs", RUST],
        crate="gridgov",
        binary="gridgov-gg1",
        package="gridgov",
        threads=(1, 2),
        anywhere=False,
        largest=10_000_000,
    ),
    Peer("numba", ["peer_numba.py", SCRIPTS], script="peer_numba.py", package="numba", threads=(1, 2)),
    Peer("krABMaga", ["krabmaga/src/main.rs", RUST], crate="krabmaga", binary="krabmaga-peer", package="krabmaga"),
    Peer("ixa", ["ixa/src/main.rs", RUST], crate="ixa", binary="ixa-peer", package="ixa"),
    Peer("NumPy", ["peer_numpy.py", SCRIPTS], script="peer_numpy.py", package="numpy"),
    Peer(
        "mesa-frames",
        ["peer_mesa_frames.py", SCRIPTS],
        script="peer_mesa_frames.py",
        package="mesa-frames",
        threads=(1, 2),
    ),
    Peer("Mesa", ["peer_mesa.py", SCRIPTS], script="peer_mesa.py", package="mesa"),
]


def output(command):
    """What a command prints, or nothing if it cannot be run."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def count(file):
    """Lines of code: neither blank nor comment nor docstring nor unit test."""
    lines, quoted = 0, False
    for line in map(str.strip, file.read_text().split("#[cfg(test)]\nmod tests {")[0].splitlines()):
        if line.startswith('"""') or quoted:
            quoted ^= line.count('"""') % 2 == 1
        elif line and not line.startswith(("//", "#!", "# ")):
            lines += 1
    return lines


def say(text):
    print(text, file=sys.stderr, flush=True)


def attempt(command, **options):
    """Runs a step of building; why it failed, or nothing."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, **options)
    except OSError as error:
        return f"{command[0]}: {error.strerror}"
    if done.returncode == 0:
        return ""
    said = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()] or ["?"]
    complaint = next((line for line in said if line.lower().startswith("error")), said[-1])
    return f"`{' '.join(Path(part).name for part in command[:4])}` failed: {complaint}"


def python_environment():
    """A virtual environment with the packages of requirements.txt; why there is none, or nothing."""
    wanted, had = REQUIREMENTS.read_text(), TARGET / "requirements.txt"
    if PYTHON.exists() and had.exists() and had.read_text() == wanted:
        return ""
    TARGET.mkdir(parents=True, exist_ok=True)
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS)]
    wrong = attempt([sys.executable, "-m", "venv", str(TARGET / "venv")]) or attempt(install)
    if not wrong:
        had.write_text(wanted)
    return wrong


def build():
    """Builds everything; notes at each peer why it is missing."""
    say("installing the Python packages")
    wrong = python_environment()
    for peer in PEERS:
        if peer.script:
            # If they cannot be had together, each is tried alone.
            wanted = [
                line for line in REQUIREMENTS.read_text().split() if line.split("==")[0] in ("numpy", peer.package)
            ]
            peer.missing = wrong and attempt([str(PYTHON), "-m", "pip", "install", "--quiet", *wanted])
            continue
        say(f"building {peer.name}")
        folder = ROOT / "target" if peer.crate == "gridgov" else TARGET / "cargo"
        environment = os.environ | {"CARGO_TARGET_DIR": str(folder)}
        # gridgov's lock file follows its version; the others are pinned.
        command = ["cargo", "build", "--release", *([] if peer.crate == "gridgov" else ["--locked"])]
        peer.missing = attempt(command, cwd=HERE / peer.crate, env=environment)
