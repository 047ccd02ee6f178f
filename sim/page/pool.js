// The workers: one desk that reads and compares, and some that simulate.
import { at } from "./dom.js";

const isPhone = /Android|iPhone|iPad|Mobile/.test(navigator.userAgent);
const cores = navigator.hardwareConcurrency || 2;

// Workers that simulate. The desk is idle nearly always and needs no core.
export const CREW = Math.max(1, Math.min(isPhone ? 2 : 8, cores - 1));

async function unpacked() {
  const packed = Uint8Array.from(atob(at("module").textContent.trim()), (digit) => digit.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

let compiled = null;
function started(onmessage, onerror) {
  compiled = compiled || unpacked();
  const url = URL.createObjectURL(new Blob([at("worker").textContent], { type: "text/javascript" }));
  const worker = new Worker(url);
  worker.onmessage = onmessage;
  worker.onerror = onerror;
  // Messages keep their order behind the module.
  compiled.then((module) => worker.postMessage({ module }));
  return { post: (message) => compiled.then(() => worker.postMessage(message)), terminate: () => worker.terminate() };
}

// A worker of one's own, opened when it is first asked: a function that gives the answer of the module to a request.
export function asking() {
  const waiting = new Map();
  let asked = 0;
  let worker = null;
  const open = () => started(({ data }) => {
    const settle = waiting.get(data.id !== undefined ? data.id : data.failed);
    if (!settle) return;
    waiting.delete(data.id !== undefined ? data.id : data.failed);
    if (data.failed !== undefined) {
      // The memory of the module is in doubt after it stopped.
      worker.terminate();
      worker = null;
      settle[1](new Error(data.text));
    } else settle[0](data.answer);
  });
  return (request) => {
    worker = worker || open();
    return new Promise((done, failed) => {
      asked += 1;
      waiting.set(asked, [done, failed]);
      worker.post({ ask: request, id: asked });
    });
  };
}

// The desk, which reads and compares.
export const ask = asking();

// The crew: `send(index, job)`; what comes of it goes to `report(index, message)`.
const crew = [];

export function hire(report) {
  for (let index = 0; index < CREW; index += 1) crew[index] = worker(index, report);
}

function worker(index, report) {
  return started(
    ({ data }) => {
      if (data.failed !== undefined) {
        crew[index].terminate();
        crew[index] = worker(index, report);
      }
      report(index, data);
    },
    (event) => {
      event.preventDefault();
      report(index, { failed: -1, text: event.message });
    },
  );
}

export function send(index, message) {
  crew[index].post(message);
}

export function tell(message) {
  crew.forEach((one) => one.post(message));
}
