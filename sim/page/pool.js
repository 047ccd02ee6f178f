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
export function started(onmessage, onerror) {
  compiled = compiled || unpacked();
  const url = URL.createObjectURL(new Blob([at("worker").textContent], { type: "text/javascript" }));
  const worker = new Worker(url);
  worker.onmessage = onmessage;
  worker.onerror = onerror;
  // Messages keep their order behind the module.
  compiled.then((module) => worker.postMessage({ module }));
  return { post: (message) => compiled.then(() => worker.postMessage(message)), terminate: () => worker.terminate() };
}

// The desk: `ask(request)` gives the answer of the module.
const waiting = new Map();
let asked = 0;
let desk = null;

function openDesk() {
  desk = started(({ data }) => {
    const settle = waiting.get(data.id !== undefined ? data.id : data.failed);
    if (!settle) return;
    waiting.delete(data.id !== undefined ? data.id : data.failed);
    if (data.failed !== undefined) {
      // The memory of the module is in doubt after it stopped.
      desk.terminate();
      desk = null;
      settle[1](new Error(data.text));
    } else settle[0](data.answer);
  });
}

export function ask(request) {
  if (!desk) openDesk();
  return new Promise((done, failed) => {
    asked += 1;
    waiting.set(asked, [done, failed]);
    desk.post({ ask: request, id: asked });
  });
}

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
