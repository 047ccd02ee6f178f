// For whoever stands in front: hands that are counted, a timer, and a record of the session that stays on the machine.
import { at, button, el, put, save } from "./dom.js";
import { asCsv } from "./figure.js";
import { l } from "./lesson_words.js";

// Bets in the order of their keys.
export const WAYS = ["up", "same", "down"];

const log = [];
let minutes = 5;
// When the timer runs out, what is left of it while it stands, and its tick.
let until = null;
let left = null;
let tick = null;

export function note(lesson, event, detail) {
  log.push([new Date().toISOString(), lesson, event, detail]);
}

export function showTally(tally, counted) {
  return el("div", { class: "tally" }, WAYS.map((way, index) => el("div", { class: "hands" },
    button(`${l(way)} (${index + 1})`, () => counted(way, 1), { id: `hand-${way}`, "aria-label": l("hand_more", { which: l(way) }) }),
    el("output", { id: `count-${way}`, class: "big" }, String(tally[way])),
    button("−", () => counted(way, -1), { id: `hand-less-${way}`, "aria-label": l("hand_less", { which: l(way) }), disabled: tally[way] === 0 }))));
}

export function showTools(stop) {
  const input = el("input", { type: "number", id: "minutes", min: 1, max: 90, step: 1, value: minutes });
  input.addEventListener("change", () => {
    minutes = Math.min(90, Math.max(1, Number(input.value) || 5));
    left = null;
    until = null;
    clearInterval(tick);
    showTime();
  });
  const node = el("div", { class: "row" }, el("span", { class: "field" }, el("label", { for: "minutes" }, l("timer")), input),
    button(l(until ? "timer_stop" : "timer_go"), toggleTimer, { id: "timer-go" }), el("output", { id: "time", class: "now" }),
    button(l("log"), () => save("gridgov-session.csv", "text/csv", asCsv([["time", "lesson", "event", "detail"], ...log])), { id: "save-log" }), stop);
  setTimeout(showTime);
  return node;
}

export function toggleTimer() {
  clearInterval(tick);
  if (until) {
    left = Math.max(0, until - Date.now());
    until = null;
  } else {
    until = Date.now() + (left || minutes * 60000);
    left = null;
    tick = setInterval(showTime, 250);
  }
  showTime();
}

function showTime() {
  const rest = until ? until - Date.now() : left === null ? minutes * 60000 : left;
  if (until && rest <= 0) {
    clearInterval(tick);
    until = null;
    left = null;
    if (at("live")) at("live").textContent = l("timer_over");
  }
  if (!at("time")) return;
  const seconds = Math.max(0, Math.ceil(rest / 1000));
  put(at("time"), rest <= 0 ? l("timer_over") : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  at("timer-go").textContent = l(until ? "timer_stop" : "timer_go");
}
