// Dots of paired differences around the line of no difference.
import { svg } from "./dom.js";
import { AFTER, BEFORE, INK, LINE, SOFT, WORSE, finite, line, scale, sheet, text, tickWords, ticks } from "./plot.js";
import { outcomeName } from "./model.js";
import { decimals, signed, unitWord } from "./format.js";
import { walkable } from "./points.js";
import { pick, t } from "./words.js";

const WIDTH = 560;
const LEFT = 24;
const RADIUS = 6;

export function colourOf(difference, direction) {
  if (difference === 0 || direction === "none") return BEFORE;
  return (difference > 0) === (direction === "up") ? AFTER : WORSE;
}

export function drawDots(one) {
  const numbers = one.paired.map((_, index) => index).filter((index) => typeof one.paired[index] === "number");
  const values = numbers.map((index) => one.paired[index]);
  const ends = finite([one.low, one.high]);
  const far = Math.max(...[...values, ...ends, one.matters].map(Math.abs), 1e-9) * 1.08;
  const low = Math.min(0, ...values, ...ends) < 0 ? -far : -far * 0.25;
  const high = Math.max(0, ...values, ...ends) > 0 ? far : far * 0.25;
  const x = scale([low, high], [LEFT, WIDTH - LEFT]);
  // Dots pile up where they would lie on each other.
  const columns = new Map();
  const placed = values.map((difference, index) => {
    const column = Math.round((x(difference) - LEFT) / (2 * RADIUS));
    const height = columns.get(column) || 0;
    columns.set(column, height + 1);
    return { difference, pair: numbers[index], x: LEFT + column * 2 * RADIUS, height };
  });
  const rows = Math.max(3, ...columns.values());
  const ground = 20 + rows * 2 * RADIUS;
  const marks = ticks(low, high, 6);
  const share = one.unit === "share" || one.unit === "share/year";
  const words = tickWords(marks, one.unit).map((mark) => (share ? mark.replace("%", "") : mark));
  const up = (height) => ground - RADIUS - 2 - height * 2 * RADIUS;
  const dot = ({ difference, x: center, height }) => {
    const y = up(height);
    const fill = colourOf(difference, one.direction);
    // Better is a disc, worse a square, so that colour is not alone.
    return fill === WORSE
      ? svg("rect", { x: center - RADIUS + 1, y: y - RADIUS + 1, width: 2 * RADIUS - 2, height: 2 * RADIUS - 2, fill })
      : svg("circle", { cx: center, cy: y, r: RADIUS - 1, fill });
  };
  const interval = ends.length === 2
    ? [line(x(one.low), ground + 12, x(one.high), ground + 12, { stroke: INK, "stroke-width": 5 }), svg("circle", { cx: x(one.difference), cy: ground + 12, r: 5, fill: "#fff", stroke: INK, "stroke-width": 2 })]
    : null;
  const title = `${outcomeName(one.outcome)}: ${t("dots")}`;
  const inOrder = [...placed].sort((a, b) => a.difference - b.difference);
  const points = inOrder.map(({ difference, pair, x: center, height }) => ({
    x: center, y: up(height), words: `${t("pair", { n: pair + 1 })}${pick(": ", "：")}${signed(difference, one.unit, decimals(one))}${share ? t("unit_points") : unitWord(one.unit)}`,
  }));
  const drawing = sheet(WIDTH, ground + 66, title,
    svg("rect", { x: x(Math.max(low, -one.matters)), y: 8, width: x(Math.min(high, one.matters)) - x(Math.max(low, -one.matters)), height: ground - 8, fill: "#eef0f3" }),
    line(LEFT, ground, WIDTH - LEFT, ground, { stroke: SOFT }),
    line(x(0), 4, x(0), ground + 20, { stroke: INK, "stroke-width": 1.5 }),
    placed.map(dot), interval,
    marks.map((mark, index) => [line(x(mark), ground, x(mark), ground + 5, { stroke: SOFT }), text(x(mark), ground + 38, words[index], { "text-anchor": "middle", fill: SOFT })]),
    text(WIDTH / 2, ground + 58, `${outcomeName(one.outcome)}${share ? ` (${t("unit_points").trim()})` : ""}`, { "text-anchor": "middle", fill: SOFT }),
    line(LEFT, ground, LEFT, ground, { stroke: LINE }));
  return walkable("dots", drawing, points);
}
