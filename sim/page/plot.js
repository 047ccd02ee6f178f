// What the drawings share: colours, scales, axes. Presentation stands in attributes, so that a saved drawing keeps it.
import { svg } from "./dom.js";

export const INK = "#1c1c1e";
export const SOFT = "#595b60";
export const LINE = "#c9ccd1";
export const BEFORE = "#6b6f76";
export const AFTER = "#0072b2";
export const WORSE = "#b34e00";
const FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

export function sheet(width, height, label, ...children) {
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label, "font-family": FONT, "font-size": 13, fill: INK },
    svg("title", {}, label), children);
}

// Round numbers that span at least from low to high.
export function ticks(low, high, about) {
  const span = high - low || Math.abs(high) || 1;
  const raw = span / about;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((times) => times * size).find((candidate) => candidate >= raw);
  const list = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9; at += 1) list.push(Number((at * step).toPrecision(12)));
  return list;
}

export function scale([low, high], [from, to]) {
  const span = high - low || 1;
  return (number) => from + ((number - low) / span) * (to - from);
}

export function text(x, y, words, attributes) {
  return svg("text", { x, y, ...attributes }, words);
}

export function line(x1, y1, x2, y2, attributes) {
  return svg("line", { x1, y1, x2, y2, stroke: LINE, ...attributes });
}

// Numbers of an axis: of a share as percentages, with as many digits as tell neighbours apart.
export function tickWords(list, unit) {
  const step = list.length > 1 ? Math.abs(list[1] - list[0]) : 1;
  const share = unit === "share" || unit === "share/year";
  const size = share ? step * 100 : step;
  const digits = Math.max(0, Math.min(5, -Math.floor(Math.log10(size || 1) + 1e-9)));
  return list.map((number) => {
    const shown = (share ? number * 100 : number).toFixed(digits).replace("-", "−");
    return (/[1-9]/.test(shown) ? shown : shown.replace("−", "")) + (share ? "%" : "");
  });
}

export function finite(list) {
  return list.filter((number) => typeof number === "number");
}

