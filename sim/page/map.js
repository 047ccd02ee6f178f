// Where it happens: the grids of the first city under baseline and plan, on one scale. Buildings do not move.
import { el, svg, table } from "./dom.js";
import { figure } from "./figure.js";
import { state } from "./state.js";
import { model, outcomeName } from "./model.js";
import { fullTitle } from "./plans.js";
import { INK, SOFT, finite, sheet, text } from "./plot.js";
import { unitName, value } from "./format.js";
import { pick, t } from "./words.js";

const SIDE = 270;
const GAP = 20;
const TOP = 26;
const USUAL = "satisfaction";
const STEPS = ["#f7fbff", "#d6e6f4", "#abd0e6", "#6aaed6", "#3787c0", "#105ba4"];

export function showMap(comparison, plan) {
  const grids = [0, comparison.names.indexOf(plan.id)].map((scenario) => comparison.runs[scenario][0].grids || []);
  // What is not measured by grid has the map of what residents think.
  const isMeasured = grids[0].some((grid) => typeof grid.values[state.outcome] === "number");
  const outcome = isMeasured ? state.outcome : USUAL;
  const { unit } = model.outcomes.get(outcome);
  const values = grids.map((list) => list.map((grid) => grid.values[outcome]));
  const all = finite(values.flat());
  if (!all.length) return el("p", { class: "soft" }, t("map_none"));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const titles = [t("baseline"), fullTitle(plan)];
  const ground = extent(grids.flat());
  const tall = ground.rows * ground.size;
  const drawing = sheet(2 * SIDE + GAP, TOP + tall + 44, `${outcomeName(outcome)}: ${t("map")}`,
    grids.map((list, side) => panel(list, values[side], side * (SIDE + GAP), ground, [low, high], unit, titles[side])), key([low, high], unit, TOP + tall + 14));
  const columns = [t("community"), t("grid"), t("residents"), ...titles];
  const of = (side, grid) => values[side][grids[side].findIndex((one) => one.x === grid.x && one.y === grid.y)];
  const rows = grids[0].map((grid, index) => [grid.community, grid.grid, grid.residents, values[0][index], of(1, grid)]);
  const shown = rows.map((row) => [...row.slice(0, 3), ...row.slice(3).map((number) => value(number, unit))]);
  const other = isMeasured ? "" : `${t("map_other", { outcome: outcomeName(state.outcome), shown: outcomeName(outcome) })} `;
  return figure("map", `${t("map")}${pick(": ", "：")}${outcomeName(outcome)}`, other + t("map_text"), drawing, () => table(columns, shown, outcomeName(outcome)), [columns, ...rows]);
}

const shade = (number, [low, high]) => (typeof number === "number" ? STEPS[Math.min(STEPS.length - 1, Math.floor(((number - low) / (high - low || 1)) * STEPS.length))] : "#ffffff");

// The ground that the grids lie on: where it begins, the distance between neighbours, and how large a cell is drawn.
function extent(grids) {
  const [xs, ys] = ["x", "y"].map((name) => [...new Set(grids.map((grid) => grid[name]))].sort((a, b) => a - b));
  const gaps = [xs, ys].flatMap((list) => list.slice(1).map((place, index) => place - list[index])).filter((gap) => gap > 1e-9);
  const cell = gaps.length ? Math.min(...gaps) : 1;
  const [columns, rows] = [xs, ys].map((list) => Math.round((list[list.length - 1] - list[0]) / cell) + 1);
  return { west: xs[0], north: ys[0], cell, rows, size: Math.min(SIDE / Math.max(columns, rows), 60) };
}

function panel(grids, values, left, { west, north, cell, size }, range, unit, title) {
  const x = (grid) => left + ((grid.x - west) / cell) * size;
  const y = (grid) => TOP + ((grid.y - north) / cell) * size;
  return [text(left, 17, title.length > 34 ? title.slice(0, 33) + "…" : title, { fill: INK, "font-weight": 600 }),
    grids.map((grid, index) => svg("rect", { x: x(grid), y: y(grid), width: size, height: size, fill: shade(values[index], range), stroke: "#8b8e94", "stroke-width": 0.6 },
      svg("title", {}, `${grid.community} · ${t("grid")} ${grid.grid}: ${value(values[index], unit)}`)))];
}

function key([low, high], unit, top) {
  const words = (number) => `${value(number, unit)} ${unit === "share" ? "" : unitName(unit)}`;
  return [STEPS.map((fill, index) => svg("rect", { x: 120 + index * 40, y: top, width: 40, height: 12, fill, stroke: "#8b8e94", "stroke-width": 0.5 })),
    text(112, top + 11, words(low), { "text-anchor": "end", fill: SOFT }), text(120 + STEPS.length * 40 + 8, top + 11, words(high), { fill: SOFT })];
}
