// Where it happens: the grids of the first city under baseline and plan, on one scale. Buildings do not move.
import { el, svg, table } from "./dom.js";
import { figure } from "./figure.js";
import { state } from "./state.js";
import { model, outcomeName } from "./model.js";
import { fullTitle } from "./plans.js";
import { INK, SOFT, finite, scale, sheet, text } from "./plot.js";
import { unitName, value } from "./format.js";
import { t } from "./words.js";

const SIDE = 270;
const GAP = 20;
const TOP = 26;
const STEPS = ["#f7fbff", "#d6e6f4", "#abd0e6", "#6aaed6", "#3787c0", "#105ba4"];

export function showMap(comparison, plan) {
  const { unit } = model.outcomes.get(state.outcome);
  const grids = [0, comparison.names.indexOf(plan.id)].map((scenario) => comparison.runs[scenario][0].grids || []);
  const values = grids.map((list) => list.map((grid) => grid.values[state.outcome]));
  const all = finite(values.flat());
  if (!all.length) return el("p", { class: "soft" }, t("map_none"));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const titles = [t("baseline"), fullTitle(plan)];
  const drawing = sheet(2 * SIDE + GAP, SIDE + TOP + 50, `${outcomeName(state.outcome)}: ${t("map")}`,
    grids.map((list, side) => panel(list, values[side], side * (SIDE + GAP), [low, high], unit, titles[side])), key([low, high], unit));
  const columns = [t("community"), t("grid"), t("residents"), ...titles];
  const of = (side, grid) => values[side][grids[side].findIndex((one) => one.x === grid.x && one.y === grid.y)];
  const rows = grids[0].map((grid, index) => [grid.community, grid.grid, grid.residents, values[0][index], of(1, grid)]);
  const shown = rows.map((row) => [...row.slice(0, 3), ...row.slice(3).map((number) => value(number, unit))]);
  return figure("map", t("map"), t("map_text"), drawing, () => table(columns, shown, outcomeName(state.outcome)), [columns, ...rows]);
}

const shade = (number, [low, high]) => (typeof number === "number" ? STEPS[Math.min(STEPS.length - 1, Math.floor(((number - low) / (high - low || 1)) * STEPS.length))] : "#ffffff");

function panel(grids, values, left, range, unit, title) {
  const xs = grids.map((grid) => grid.x);
  const ys = grids.map((grid) => grid.y);
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // Cells touch: their side is the least distance between two of them.
  const near = grids.map((one) => Math.min(...grids.filter((other) => other !== one).map((other) => Math.max(Math.abs(other.x - one.x), Math.abs(other.y - one.y)))));
  const side = Math.min(...near.filter((distance) => distance > 0), 1e9);
  const cell = side === 1e9 ? 1 : side;
  const extent = Math.max(east - west, south - north) + cell;
  const size = (SIDE / extent) * cell;
  const x = scale([west - cell / 2, west - cell / 2 + extent], [left, left + SIDE]);
  const y = scale([north - cell / 2, north - cell / 2 + extent], [TOP, TOP + SIDE]);
  return [text(left, 17, title.length > 34 ? title.slice(0, 33) + "…" : title, { fill: INK, "font-weight": 600 }),
    grids.map((grid, index) => svg("rect", { x: x(grid.x) - size / 2, y: y(grid.y) - size / 2, width: size, height: size, fill: shade(values[index], range), stroke: "#8b8e94", "stroke-width": 0.6 },
      svg("title", {}, `${grid.community} · ${t("grid")} ${grid.grid}: ${value(values[index], unit)}`)))];
}

function key([low, high], unit) {
  const top = SIDE + TOP + 14;
  const words = (number) => `${value(number, unit)} ${unit === "share" ? "" : unitName(unit)}`;
  return [STEPS.map((fill, index) => svg("rect", { x: 120 + index * 40, y: top, width: 40, height: 12, fill, stroke: "#8b8e94", "stroke-width": 0.5 })),
    text(112, top + 11, words(low), { "text-anchor": "end", fill: SOFT }), text(120 + STEPS.length * 40 + 8, top + 11, words(high), { fill: SOFT })];
}
