#!/usr/bin/env bash
# The static program: built twice from the last commit, in two folders, it is the same byte for byte, needs no library of the
# machine, and gives the hashes of the ordinary program.
#
#     tests/static/build.sh target/release/gridgov [once]
#
# Needs the toolchain's target x86_64-unknown-linux-musl, which rustup adds; without it the script says so and ends with 77. Two
# builds take some ten minutes on two free cores; `once` makes one, and compares no bytes.
set -euo pipefail

ordinary="$(realpath "${1:?the ordinary program}")"
builds=(first second)
[ "${2:-}" = once ] && builds=(first)
target=x86_64-unknown-linux-musl
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ ! -d "$(rustc --print target-libdir --target "$target" 2>/dev/null)" ]; then
    rustup target add "$target" >/dev/null 2>&1 || { printf 'skipped: rustup target add %s fails\n' "$target"; exit 77; }
fi
room="$(mktemp -d "${TMPDIR:-/tmp}/gridgov-static.XXXXXX")"
trap 'rm -rf "$room"' EXIT

# Where the sources lie, where crates lie and where the build lies is left out of the program.
crates="${CARGO_HOME:-$HOME/.cargo}"
# One commit for both, whatever is committed meanwhile.
commit="$(git rev-parse HEAD)"
for build in "${builds[@]}"; do
    mkdir -p "$room/$build"
    git archive "$commit" | tar xf - -C "$room/$build"
    printf 'building the %s, in %s\n' "$build" "$room/$build"
    (
        cd "$room/$build"
        export CARGO_TARGET_DIR="$room/$build/target" CARGO_INCREMENTAL=0
        export RUSTFLAGS="-C target-cpu=x86-64-v2 --remap-path-prefix=$room/$build=/gridgov --remap-path-prefix=$crates=/cargo"
        cargo build --quiet --release --locked --target "$target"
    )
done
static="$room/first/target/$target/release/gridgov"

# Nothing of the machine's: no library, and it runs where there is nothing else.
if readelf -d "$static" | grep NEEDED; then printf 'failed: it needs a library\n' >&2; exit 1; fi
if readelf -l "$static" | grep INTERP; then printf 'failed: it needs a loader\n' >&2; exit 1; fi
printf 'static, %d bytes, %s\n' "$(stat -c %s "$static")" "$(sha256sum <"$static" | cut -c1-16)"
if grep -aq "$room" "$static"; then printf 'failed: it holds the folder of its build\n' >&2; exit 1; fi
if [ "${#builds[@]}" = 2 ]; then
    cmp "$static" "$room/second/target/$target/release/gridgov"
    printf 'both builds are the same, byte for byte\n'
fi

line=(run scenarios/baseline.toml scenarios/takeover_staffed.toml --replicates 2 --days 90 --set city.residents=3000
    --set scenario.burn_in_days=60 --quiet --lang en)
hash_of() { sed -n 's/^  "result_hash": "\([0-9a-f]*\)".*/\1/p' "$1/manifest.json"; }
"$ordinary" "${line[@]}" --out "$room/ordinary" >/dev/null
"$static" "${line[@]}" --out "$room/static" >/dev/null
hashes="$(hash_of "$room/ordinary") $(hash_of "$room/static")"
[ "${hashes% *}" = "${hashes#* }" ] && [ -n "${hashes% *}" ] || { printf 'failed: other hashes, %s\n' "$hashes" >&2; exit 1; }
for table in outcomes.csv outcomes.parquet daily.parquet differences.csv; do cmp "$room/ordinary/$table" "$room/static/$table"; done
# An empty root: as in a container without anything.
if [ "$(id -u)" = 0 ]; then
    mkdir -p "$room/root/tmp"
    cp "$static" "$room/root/gridgov"
    cp -r scenarios "$room/root/scenarios"
    chroot "$room/root" /gridgov "${line[@]}" --out /tmp/out >/dev/null
    [ "$(hash_of "$room/root/tmp/out")" = "${hashes% *}" ] || { printf 'failed: another hash in an empty root\n' >&2; exit 1; }
    printf 'it runs in an empty root\n'
fi
printf 'the static program gives the result hash of the ordinary one: %s\n' "${hashes% *}"
