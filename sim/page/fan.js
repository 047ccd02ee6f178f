// The way of an outcome over time: bands of all runs, some real runs, baseline and plan on one scale.
import { svg } from "./dom.js";
import { AFTER, BEFORE, LINE, SOFT, finite, line, scale, sheet, text, tickWords, ticks } from "./plot.js";
import { value } from "./format.js";
import { walkable } from "./points.js";
import { listed, t } from "./words.js";

const WIDTH = 560;
const HEIGHT = 294;
const [LEFT, RIGHT, TOP, BOTTOM] = [58, 10, 34, 44];
const REAL_RUNS = 5;

export function drawFan({ days, unit, name, bands, runs, titles }) {
  const all = finite(bands.flat(2).concat(runs.flatMap((list) => list.slice(0, REAL_RUNS)).flat()));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const pad = (high - low || Math.abs(high) || 1) * 0.05;
  const x = scale([0, days[days.length - 1]], [LEFT, WIDTH - RIGHT]);
  const y = scale([low - pad, high + pad], [HEIGHT - BOTTOM, TOP]);
  const marks = ticks(low - pad, high + pad, 5);
  const words = tickWords(marks, unit);
  const path = (values) => {
    let pen = "M";
    return values.map((number, index) => {
      if (typeof number !== "number") {
        pen = "M";
        return "";
      }
      const step = `${pen}${x(days[index]).toFixed(1)} ${y(number).toFixed(1)}`;
      pen = "L";
      return step;
    }).join("");
  };
  const band = (quantiles, from, to, fill, opacity) => {
    const known = quantiles.map((row, index) => ({ row, index })).filter(({ row }) => typeof row[2] === "number");
    const edge = (which, list) => list.map(({ row, index }) => `${x(days[index]).toFixed(1)} ${y(row[which]).toFixed(1)}`);
    return known.length ? svg("path", { d: `M${edge(from, known).join("L")}L${edge(to, [...known].reverse()).join("L")}Z`, fill, "fill-opacity": opacity }) : null;
  };
  const colours = [BEFORE, AFTER];
  const dashes = ["6 3", null];
  const years = ticks(0, days[days.length - 1] / 365, 6).filter(Number.isInteger);
  const medians = (index) => titles.map((title, at) => `${title} ${value(bands[at][index][2], unit)}`);
  const points = days.map((day, index) => ({ day, index, number: bands[1][index][2] })).filter(({ number }) => typeof number === "number")
    .map(({ day, index, number }) => ({ x: x(day), y: y(number), words: t("point_fan", { day, list: listed(medians(index)) }) }));
  const drawing = sheet(WIDTH, HEIGHT, `${name}: ${titles.join(", ")}`,
    marks.map((mark, index) => [line(LEFT, y(mark), WIDTH - RIGHT, y(mark), {}), text(LEFT - 6, y(mark) + 4, words[index], { "text-anchor": "end", fill: SOFT })]),
    years.map((year) => [line(x(year * 365), HEIGHT - BOTTOM, x(year * 365), HEIGHT - BOTTOM + 5, { stroke: SOFT }), text(x(year * 365), HEIGHT - BOTTOM + 20, String(year * 365), { "text-anchor": "middle", fill: SOFT })]),
    bands.map((quantiles, at) => [band(quantiles, 0, 4, colours[at], 0.15), band(quantiles, 1, 3, colours[at], 0.25)]),
    runs.map((list, at) => list.slice(0, REAL_RUNS).map((values) => svg("path", { d: path(values), fill: "none", stroke: colours[at], "stroke-width": 0.6, "stroke-opacity": 0.7 }))),
    bands.map((quantiles, at) => svg("path", { d: path(quantiles.map((row) => row[2])), fill: "none", stroke: colours[at], "stroke-width": 2.5, "stroke-dasharray": dashes[at] })),
    titles.map((title, at) => [
      line(LEFT + at * 240, 16, LEFT + 28 + at * 240, 16, { stroke: colours[at], "stroke-width": 2.5, "stroke-dasharray": dashes[at] }),
      text(LEFT + 34 + at * 240, 20, title.length > 26 ? title.slice(0, 25) + "…" : title, {}),
    ]),
    text(WIDTH - RIGHT, HEIGHT - 4, t("fan_axis"), { "text-anchor": "end", fill: SOFT }),
    line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, { stroke: LINE }));
  return walkable("fan", drawing, points);
}
