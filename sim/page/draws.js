// Pair after pair with a running count: one pair at a time where motion is welcome, all of them in a still grid otherwise.
import { at, button, el, folded, put, svg } from "./dom.js";
import { AFTER, BEFORE, INK, SOFT, finite, line, scale, sheet, text } from "./plot.js";
import { colourOf } from "./dots.js";
import { saveRow } from "./figure.js";
import { value } from "./format.js";
import { outcomeName } from "./model.js";
import { activePlan } from "./state.js";
import { titleOf } from "./plans.js";
import { t } from "./words.js";

const EVERY = 900;
const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

let timer = null;
let isPaused = false;
let turn = 0;
let current = null;

export function showDraws(one, columns, rows, makeTable) {
  const same = current && current.one.outcome === one.outcome && current.one.scenario === one.scenario;
  if (!same) turn = 0;
  current = { one, columns };
  clearInterval(timer);
  if (!isStill() && !isPaused) timer = setInterval(next, EVERY);
  const drawing = grid();
  return el("figure", { id: "figure-draws" }, el("h3", {}, t("draws")),
    isStill() ? null : el("div", { id: "moving" }, moving()),
    isStill() ? null : el("div", { class: "row" },
      button(isPaused ? t("play") : t("pause"), toggle, { id: "draws-pause", "aria-pressed": String(isPaused) }),
      button(t("step"), () => (isPaused || toggle(), next()), { id: "draws-step" })),
    drawing, el("figcaption", {}, t("draws_text")), folded("table-draws", t("as_table"), makeTable), saveRow("draws", t("draws"), drawing, rows));
}

function toggle() {
  isPaused = !isPaused;
  clearInterval(timer);
  if (!isPaused) timer = setInterval(next, EVERY);
  at("draws-pause").textContent = isPaused ? t("play") : t("pause");
  at("draws-pause").setAttribute("aria-pressed", String(isPaused));
}

function next() {
  if (!at("moving")) return clearInterval(timer);
  turn = (turn + 1) % current.one.paired.length;
  put(at("moving"), moving());
}

function isBetter(difference) {
  const { direction } = current.one;
  return typeof difference === "number" && (direction === "down" ? difference < 0 : difference > 0);
}

const range = () => {
  const all = finite(current.columns.flat());
  return [Math.min(...all), Math.max(...all)];
};

// One pair at a time, those before it faint behind it.
function moving() {
  const { one, columns } = current;
  const [low, high] = range();
  const y = scale([low, high], [150, 30]);
  const slope = (index, attributes) => (typeof one.paired[index] === "number" ? line(150, y(columns[0][index]), 410, y(columns[1][index]), attributes) : null);
  const seen = one.paired.slice(0, turn + 1);
  const count = seen.filter(isBetter).length;
  const now = typeof one.paired[turn] === "number";
  const colour = colourOf(one.paired[turn], one.direction);
  return sheet(560, 200, `${outcomeName(one.outcome)}: ${t("draws")}`,
    seen.map((difference, index) => slope(index, { stroke: colourOf(difference, one.direction), "stroke-opacity": 0.25, "stroke-width": 1.5 })),
    slope(turn, { stroke: colour, "stroke-width": 4 }),
    now ? [
      svg("circle", { cx: 150, cy: y(columns[0][turn]), r: 7, fill: BEFORE }), svg("circle", { cx: 410, cy: y(columns[1][turn]), r: 7, fill: AFTER }),
      text(138, y(columns[0][turn]) + 5, value(columns[0][turn], one.unit), { "text-anchor": "end" }), text(422, y(columns[1][turn]) + 5, value(columns[1][turn], one.unit), {}),
    ] : null,
    text(150, 16, t("baseline"), { "text-anchor": "middle", fill: SOFT }), text(410, 16, titleOf(activePlan()).slice(0, 24), { "text-anchor": "middle", fill: SOFT }),
    text(280, 186, `${t("pair", { n: turn + 1 })} · ${t(one.direction === "none" ? "draws_count_neutral" : "draws_count", { k: count, n: turn + 1 })}`, { "text-anchor": "middle", "font-size": 15, "font-weight": 600, fill: INK }));
}

// All pairs at once, each a small slope.
function grid() {
  const { one, columns } = current;
  const [low, high] = range();
  const across = 10;
  const [wide, tall] = [56, 44];
  const rows = Math.ceil(one.paired.length / across);
  const y = scale([low, high], [tall - 16, 4]);
  const cell = (difference, index) => {
    if (typeof difference !== "number") return null;
    const [left, top] = [(index % across) * wide, Math.floor(index / across) * tall];
    const stroke = colourOf(difference, one.direction);
    const mark = difference === 0 ? "=" : one.direction === "none" ? (difference > 0 ? "△" : "▽") : isBetter(difference) ? "▲" : "▼";
    return [line(left + 8, top + y(columns[0][index]), left + 44, top + y(columns[1][index]), { stroke, "stroke-width": 2 }),
      svg("circle", { cx: left + 8, cy: top + y(columns[0][index]), r: 3, fill: BEFORE }), svg("circle", { cx: left + 44, cy: top + y(columns[1][index]), r: 3, fill: AFTER }),
      text(left + 26, top + tall - 4, `${index + 1} ${mark}`, { "text-anchor": "middle", "font-size": 10, fill: stroke })];
  };
  return sheet(across * wide, rows * tall, `${outcomeName(one.outcome)}: ${t("draws_text")}`, one.paired.map(cell));
}
