#!/usr/bin/env bash
# A run as an array on real Slurm, two nodes on this host, one of which is killed in the middle: the array ends on the other,
# and the results are those of one process, byte for byte. Then a search on the node that is left, with more tasks than run at once.
#
#     tests/slurm/two_nodes.sh target/debug/gridgov [residents]
#
# Residents are so many (6,000) that a task is still running when its node is killed; a faster program needs more.
#
# Needs Debian's slurm-wlm and munge (`apt-get install slurm-wlm munge`) and root; without them it says so and ends with 77.
# Everything runs in a folder of its own, with keys, sockets and ports of its own, and is ended by its number. Takes about
# four minutes: Slurm waits before it gives a node up.
set -euo pipefail

program="$(realpath "${1:?the program}")"
residents="${2:-6000}"
for tool in munged slurmctld slurmd sbatch scontrol squeue; do
    command -v "$tool" >/dev/null || { printf 'skipped: %s is missing (apt-get install slurm-wlm munge)\n' "$tool"; exit 77; }
done
[ "$(id -u)" = 0 ] || { printf 'skipped: needs root\n'; exit 77; }

here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
room="$(mktemp -d /tmp/gridgov-slurm.XXXXXX)"
host="$(hostname -s)"
port=$((20000 + RANDOM % 20000))
started=()
ended() {
    for number in "${started[@]}"; do kill -9 "$number" 2>/dev/null || true; done
    # Steps of the nodes carry the folder in their command line.
    for number in $(pgrep -f "$room" || true); do [ "$number" = "$$" ] || kill -9 "$number" 2>/dev/null || true; done
    rm -rf "$room"
}
trap ended EXIT

mkdir -p "$room"/{munge,state,spool-n1,spool-n2,log}
chmod 755 "$room"
dd if=/dev/urandom of="$room/munge/key" bs=128 count=1 2>/dev/null
chmod 400 "$room/munge/key"
chmod 711 "$room/munge"
id munge >/dev/null 2>&1 && chown -R munge "$room/munge"
munge=(munged --foreground --force --socket="$room/munge/socket" --key-file="$room/munge/key" --pid-file="$room/munge/pid"
    --log-file="$room/munge/log" --seed-file="$room/munge/seed" --num-threads=2)
if id munge >/dev/null 2>&1; then
    setpriv --reuid=munge --regid=munge --clear-groups "${munge[@]}" 2>/dev/null & started+=($!); disown
else
    "${munge[@]}" 2>/dev/null & started+=($!); disown
fi

cat >"$room/slurm.conf" <<CONF
ClusterName=gridgov
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
CommunicationParameters=NoInAddrAny
SlurmUser=root
AuthType=auth/munge
CryptoType=crypto/munge
AuthInfo=socket=$room/munge/socket
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
SlurmdTimeout=10
SlurmctldTimeout=10
MinJobAge=3600
StateSaveLocation=$room/state
SlurmdSpoolDir=$room/spool-%n
SlurmctldPidFile=$room/slurmctld.pid
SlurmdPidFile=$room/slurmd-%n.pid
SlurmctldLogFile=$room/log/slurmctld.log
SlurmdLogFile=$room/log/slurmd-%n.log
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,bf_interval=1
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=2 RealMemory=6000
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=2 RealMemory=6000
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$room/slurm.conf"

for _ in $(seq 50); do [ -S "$room/munge/socket" ] && break; sleep 0.2; done
slurmctld -D -f "$SLURM_CONF" >/dev/null 2>&1 & started+=($!); disown
slurmd -D -N n1 -f "$SLURM_CONF" >/dev/null 2>&1 & first=$!; started+=("$first"); disown
slurmd -D -N n2 -f "$SLURM_CONF" >/dev/null 2>&1 & started+=($!); disown
for _ in $(seq 120); do
    [ "$(sinfo -h -N -o %T 2>/dev/null | grep -c '^idle')" = 2 ] && break
    sleep 0.5
done
if [ "$(sinfo -h -N -o %T 2>/dev/null | grep -c '^idle')" != 2 ]; then
    printf 'failed: the nodes do not come up\n' >&2
    tail -n 5 "$room"/log/* >&2
    exit 1
fi

cd "$here"
run=(scenarios/baseline.toml scenarios/boundary.toml --replicates 16 --days 720 --set "city.residents=$residents"
    --set scenario.burn_in_days=240)
hash_of() { sed -n 's/^  "result_hash": "\([0-9a-f]*\)".*/\1/p' "$1/manifest.json"; }

"$program" run "${run[@]}" --quiet --out "$room/one" >/dev/null
"$program" slurm "${run[@]}" --tasks 8 --out "$room/array" >/dev/null
# Small nodes: a task asks for what the plan says, and two fit on each.
bash "$room/array/slurm/submit.sh" >"$room/submitted"

# The first node dies, with its steps and what they run, while a part runs there and another one is done.
on_first() {
    for number in $(pgrep -f -- "$room" || true); do
        if grep -qzx 'SLURMD_NODENAME=n1' "/proc/$number/environ" 2>/dev/null; then printf '%s\n' "$number"; fi
    done
}
killed=0
for _ in $(seq 1200); do
    victims="$(on_first)"
    if [ -n "$victims" ] && [ -n "$(find "$room/array/.units" -name 'pack-*.units' -size +4k 2>/dev/null)" ]; then
        running="$(squeue -h -t R -w n1 -o %i | tr '\n' ' ')"
        [ -n "$running" ] || continue
        # The daemon and the steps first, so that nobody is left to say that a task has failed: the node is gone.
        steps=()
        for number in $victims; do
            parent="$(ps -o ppid= -p "$number" | tr -d ' ' || true)"
            if [ "$(ps -o comm= -p "${parent:-0}" 2>/dev/null || true)" = slurmstepd ]; then steps+=("$parent"); fi
        done
        for number in "$first" "${steps[@]}" $victims; do
            if kill -9 "$number" 2>/dev/null; then killed=$((killed + 1)); fi
        done
        killed=$((killed - 1))
        printf 'killed n1 and %d processes there, while it ran %s\n' "$killed" "$running"
        break
    fi
    sleep 0.1
done
[ "$killed" -gt 0 ] || { printf 'failed: nothing ran on n1\n' >&2; exit 1; }

# Waits for all that was submitted.
all_end() {
    local deadline=$((SECONDS + 420))
    while squeue -h -o '%i %T' | grep -v -i 'completed\|failed\|cancelled' | grep -q .; do
        [ "$SECONDS" -lt "$deadline" ] || { printf 'failed: the array does not end\n' >&2; squeue >&2; exit 1; }
        sleep 1
    done
}
all_end
[ -f "$room/array/manifest.json" ] || { printf 'failed: nothing was merged\n' >&2; tail -n 5 "$room"/array/slurm/*.log >&2; exit 1; }
again="$(scontrol -o show job | grep -c 'Restarts=[1-9]' || true)"
[ "$again" -gt 0 ] || { printf 'failed: nothing was queued again\n' >&2; exit 1; }
one="$(hash_of "$room/one")" array="$(hash_of "$room/array")"
[ -n "$one" ] && [ "$one" = "$array" ] || { printf 'failed: %s alone, %s on Slurm\n' "$one" "$array" >&2; exit 1; }
cmp "$room/one/outcomes.csv" "$room/array/outcomes.csv"
cmp "$room/one/outcomes.parquet" "$room/array/outcomes.parquet"
cat >"$room/search.toml" <<STUDY
method = "search"
scenarios = ["$here/scenarios/baseline.toml"]
outcomes = ["satisfaction"]
replicates = 2
[set]
city.residents = 2000
scenario.days = 120
scenario.burn_in_days = 60
[[lever]]
key = "staffing.audit_share"
low = 0.0
high = 0.4
[[lever]]
key = "power.task_hours_per_week"
low = 4
high = 24
[[search.objective]]
outcome = "satisfaction"
[[search.objective]]
outcome = "close_days_mean"
[design]
population = 8
generations = 4
STUDY
"$program" study "$room/search.toml" --quiet --out "$room/searched" >/dev/null
"$program" slurm "$room/search.toml" --tasks 4 --out "$room/search" >/dev/null
bash "$room/search/slurm/submit.sh" >"$room/submitted"
all_end
[ -f "$room/search/manifest.json" ] || { printf 'failed: the search was not merged\n' >&2; tail -n 5 "$room"/search/slurm/*.log >&2; exit 1; }
[ "$(hash_of "$room/searched")" = "$(hash_of "$room/search")" ] || { printf 'failed: another hash of the search\n' >&2; exit 1; }
for table in front.csv responses.csv points.csv; do cmp "$room/searched/$table" "$room/search/$table"; done
printf 'a search of 4 tasks, of which 2 run at once, ended with %s\n' "$(hash_of "$room/search")"
printf 'an array of 8 on two nodes, one killed, %d tasks queued again, ended with %s after %d s\n' "$again" "$array" "$SECONDS"
