// What is simulated when: comparisons wait in line, the one on the screen first; every run is made once and kept.
//
// A batch asks for some scenarios, the baseline first, in replicates 0 to pairs - 1. A city stays with its worker, so that
// replicate r is always simulated by worker r modulo their number.
import { CREW, ask, hire, send, tell } from "./pool.js";

// By key of a scenario and seed: briefs by replicate.
const runs = new Map();
// Keys beyond this many are forgotten, the oldest first.
const KEPT_KEYS = 60;
const busy = new Array(CREW).fill(null);
let batches = [];
let jobs = 0;
// Milliseconds of the last city and the last run, with their resident-days.
export const pace = { city: null, run: null };

// How many pairs are shown one after the other.
const SHOWN = [1, 2, 4, 8, 12, 16, 20, 24, 30, 40, 50, 60, 80, 100];

hire(report);

function briefs(batch, scenario) {
  const name = scenario.key + " " + batch.seed;
  if (!runs.has(name)) runs.set(name, []);
  return runs.get(name);
}

function trim() {
  const needed = new Set(batches.flatMap((batch) => batch.scenarios.map((one) => one.key + " " + batch.seed)));
  for (const name of runs.keys()) {
    if (runs.size <= KEPT_KEYS) return;
    if (!needed.has(name)) runs.delete(name);
  }
}

// Replicates from 0 on that all scenarios of a batch have.
function ready(batch) {
  let count = 0;
  while (count < batch.pairs && batch.scenarios.every((one) => briefs(batch, one)[count])) count += 1;
  return count;
}

function nextJob(index) {
  for (const batch of batches) {
    for (let replicate = index; replicate < batch.pairs; replicate += CREW) {
      const scenario = batch.scenarios.find((one) => !briefs(batch, one)[replicate]);
      if (scenario) return { batch, scenario, replicate };
    }
  }
  return null;
}

function work() {
  for (let index = 0; index < CREW; index += 1) {
    if (busy[index]) continue;
    const next = nextJob(index);
    if (!next) continue;
    const { batch, scenario, replicate } = next;
    jobs += 1;
    busy[index] = { ...next, id: jobs };
    const base = batch.scenarios[0];
    send(index, {
      job: {
        id: jobs, seed: batch.seed, replicate, world: base.world, burnIn: base.burn_in_days, days: scenario.days,
        base: base.order, order: scenario.order,
      },
    });
  }
}

// Who hears how fast a city of the comparison on the screen burns in, in milliseconds a resident and day.
let heard = null;
export function onSettling(listener) {
  heard = listener;
}

function report(index, message) {
  if (message.settling !== undefined) {
    const job = busy[index];
    if (heard && job && job.id === message.settling && job.batch.isMain) heard(message.spent / message.days / job.scenario.residents, message.days, job.scenario);
    return;
  }
  const job = busy[index];
  busy[index] = null;
  if (job && message.brief) {
    briefs(job.batch, job.scenario)[job.replicate] = message.brief;
    const { residents, burn_in_days: burnIn, days } = job.scenario;
    if (message.spent.city > 5) pace.city = message.spent.city / (residents * burnIn || 1);
    pace.run = message.spent.run / (residents * days || 1);
    for (const batch of batches) compareReady(batch);
  } else if (job && message.failed !== undefined) {
    fail(job.batch, new Error(message.text));
  }
  work();
}

function fail(batch, error) {
  batches = batches.filter((other) => other !== batch);
  batch.failed(error);
}

async function compareReady(batch) {
  if (batch.comparing) return;
  const count = ready(batch);
  const reached = SHOWN.filter((step) => step <= count).pop() || 0;
  const wanted = count === batch.pairs ? count : reached;
  if (wanted <= batch.shown) return;
  batch.comparing = true;
  try {
    const scenarios = batch.scenarios.map((one) => {
      const list = briefs(batch, one).slice(0, wanted);
      return { order: { ...one.order, seed: batch.seed }, hashes: list.map((run) => run.hash), values: list.map((run) => run.values) };
    });
    const comparison = await ask({ compare: { scenarios, weights: batch.weights() } });
    if (!batches.includes(batch)) return;
    if (comparison.diagnostics) throw new Error(comparison.text);
    batch.shown = wanted;
    comparison.names = batch.scenarios.map((one) => one.name);
    comparison.runs = batch.scenarios.map((one) => briefs(batch, one).slice(0, wanted));
    batch.show(comparison);
    if (wanted === batch.pairs) batches = batches.filter((other) => other !== batch);
  } catch (error) {
    fail(batch, error);
  } finally {
    batch.comparing = false;
  }
  if (batches.includes(batch)) compareReady(batch);
}

// Reads orders, the first of which is the baseline, without running them: scenarios, or diagnostics.
export async function read(orders) {
  const scenarios = [];
  for (const order of orders) {
    const answer = await ask({ check: { order, against: orders[0] } });
    if (answer.diagnostics) return { problems: answer };
    scenarios.push({ ...answer.scenarios[0], order });
  }
  return { scenarios };
}

// Begins a batch; `isMain` replaces the one on the screen and keeps its cities. Returns what gives it up.
export function begin({ scenarios, pairs, seed, weights, show, failed, isMain }) {
  const batch = { scenarios, pairs, seed, show, failed, isMain, shown: 0, weights: weights || (() => ({})) };
  const stop = () => {
    batches = batches.filter((other) => other !== batch);
    giveUp();
  };
  if (isMain) {
    batches = [batch, ...batches.filter((other) => !other.isMain)];
    tell({ world: scenarios[0].world });
  } else {
    batches.push(batch);
  }
  trim();
  giveUp();
  work();
  compareReady(batch);
  return stop;
}

// Gives up jobs whose run nobody waits for.
function giveUp() {
  busy.forEach((job, index) => {
    if (!job) return;
    const wanted = batches.some((batch) => batch.seed === job.batch.seed && job.replicate < batch.pairs
      && batch.scenarios.some((one) => one.key === job.scenario.key));
    if (!wanted) send(index, { cancel: job.id });
  });
}

// Whether anything is being simulated.
export function isBusy() {
  return batches.length > 0;
}
