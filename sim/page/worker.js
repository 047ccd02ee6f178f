// Runs in a worker made from a Blob: the module, and worlds that were burned in and are kept for their branches.
//
// From the page: { module } once; { ask: REQUEST, id } for the desk, which answers at once; { job } to simulate; { cancel: N }
// to give up the job of that number; { world } names the world whose cities are kept, all others go.
// To the page: { answer, id }, { settling: JOB, days, of, spent } while a city burns in, { done: JOB, brief, spent }, { cancelled: JOB } or { failed: JOB, text }.
let opened = null;
let ask = null;
let cancelled = -1;
let kept = new Map();
let keep = "";

// A message of the page is read between two steps of this many days.
const STEP_DAYS = 92;
const channel = new MessageChannel();
let wake = null;
channel.port1.onmessage = () => wake();

function messages() {
  return new Promise((done) => {
    wake = done;
    channel.port2.postMessage(0);
  });
}

function must(request) {
  const answer = ask(request);
  if (answer.diagnostics) throw new Error(answer.text);
  return answer;
}

async function advance(simulation, days, job, heard) {
  for (let left = days; left > 0; left -= STEP_DAYS) {
    if (cancelled === job) return false;
    must({ advance: { simulation, days: Math.min(left, STEP_DAYS) } });
    if (heard) heard(days - Math.max(0, left - STEP_DAYS));
    await messages();
  }
  return cancelled !== job;
}

function forget(name) {
  must({ end: { simulation: kept.get(name).simulation } });
  kept.delete(name);
}

// The burned-in city of a job. Beside the cities of the page's own world one other is kept, that of the last job.
async function city(job) {
  const name = job.world + " " + job.seed + " " + job.replicate;
  for (const [other, { world }] of kept) {
    if (other !== name && world !== keep) forget(other);
  }
  if (kept.has(name)) return kept.get(name).simulation;
  const began = performance.now();
  const order = { ...job.base, seed: job.seed, replicate: job.replicate };
  const { simulation } = must({ settle: order }).simulation;
  const heard = (days) => postMessage({ settling: job.id, days, of: job.burnIn, spent: performance.now() - began });
  if (!(await advance(simulation, job.burnIn, job.id, heard))) {
    must({ end: { simulation } });
    return null;
  }
  kept.set(name, { simulation, world: job.world });
  return simulation;
}

async function simulate(job) {
  const began = performance.now();
  const root = await city(job);
  if (root === null) return postMessage({ cancelled: job.id });
  const settled = performance.now();
  const order = { ...job.order, seed: job.seed, replicate: job.replicate };
  const { simulation } = must({ branch: { simulation: root, order } }).simulations[0];
  const whole = await advance(simulation, job.days, job.id);
  const brief = whole && must({ brief: { simulation } }).brief;
  must({ end: { simulation } });
  if (!whole) return postMessage({ cancelled: job.id });
  postMessage({ done: job.id, brief, spent: { city: settled - began, run: performance.now() - settled } });
}

onmessage = async ({ data }) => {
  try {
    if (data.module) opened = open(data.module);
    // Whatever comes early waits for the module.
    ask = await opened;
    if (data.ask) {
      postMessage({ id: data.id, answer: ask(data.ask) });
    } else if (data.cancel !== undefined) {
      cancelled = data.cancel;
    } else if (data.world !== undefined) {
      keep = data.world;
    } else if (data.job) {
      await simulate(data.job);
    }
  } catch (error) {
    postMessage({ failed: data.job ? data.job.id : data.id, text: String((error && error.message) || error) });
  }
};
