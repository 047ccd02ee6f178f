// The picture of a guess: today on the left, the end under the plan on the right, pulled by pointer or moved by a slider; and,
// once it is shown, what the model gives beside it.
import { el, svg } from "./dom.js";
import { AFTER, BEFORE, INK, SOFT, line, scale, sheet, text, tickWords, ticks } from "./plot.js";
import { l } from "./lesson_words.js";
import { outcomeName } from "./model.js";
import { value } from "./format.js";

const [WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT] = [560, 300, 20, 250, 140, 430];
const isShare = (unit) => unit === "share" || unit.startsWith("scale");

// From nothing to well above today, so that the picture does not give the answer away.
function spanOf(one, ends) {
  const most = Math.max(one.baseline_mean * 2.5, ...ends);
  return [Math.min(0, ...ends), isShare(one.unit) ? Math.max(Math.min(1, most), ...ends) : most];
}

const diamond = (x, y) => svg("path", { d: `M${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}L${x - 9} ${y}Z`, fill: "#fff", stroke: INK, "stroke-width": 2.5 });

function axes(one, [low, high], y) {
  const marks = ticks(low, high, 5);
  const words = tickWords(marks, one.unit);
  return [...marks.flatMap((mark, index) => [line(LEFT - 40, y(mark), RIGHT + 40, y(mark), {}), text(LEFT - 48, y(mark) + 4, words[index], { "text-anchor": "end", fill: SOFT })]),
    text(LEFT, HEIGHT - 20, l("today"), { "text-anchor": "middle", fill: SOFT }), text(RIGHT, HEIGHT - 20, l("under"), { "text-anchor": "middle", fill: SOFT })];
}

// A picture to draw in; `moved(end)` hears of every move.
export function askEnd(one, end, moved) {
  const span = spanOf(one, []);
  const y = scale(span, [BOTTOM, TOP]);
  const before = one.baseline_mean;
  let now = end === null ? before : end;
  const way = line(LEFT, y(before), RIGHT, y(now), { stroke: INK, "stroke-width": 2.5, "stroke-dasharray": "6 4" });
  const handle = svg("g", { class: "handle" });
  const label = text(RIGHT + 18, 0, "", { "font-weight": 600 });
  const picture = sheet(WIDTH, HEIGHT, `${outcomeName(one.outcome)}: ${l("guess")}`, axes(one, span, y), way,
    svg("circle", { cx: LEFT, cy: y(before), r: 7, fill: BEFORE }), text(LEFT, y(before) - 14, value(before, one.unit), { "text-anchor": "middle", "font-weight": 600 }), handle, label);
  const slider = el("input", { type: "range", id: "guess-end", min: span[0], max: span[1], step: (span[1] - span[0]) / 200, value: now, "aria-label": `${l("end")}: ${outcomeName(one.outcome)}` });
  const place = () => {
    way.setAttribute("y2", y(now));
    handle.replaceChildren(svg("circle", { cx: RIGHT, cy: y(now), r: 22, fill: AFTER, "fill-opacity": 0.15 }), diamond(RIGHT, y(now)));
    label.setAttribute("y", y(now) + 5);
    label.textContent = value(now, one.unit);
    slider.setAttribute("aria-valuetext", value(now, one.unit));
  };
  const move = (number) => {
    now = Math.min(span[1], Math.max(span[0], number));
    slider.value = now;
    place();
    moved(now);
  };
  const pull = (event) => {
    const box = picture.getBoundingClientRect();
    const height = ((event.clientY - box.top) / box.height) * HEIGHT;
    move(span[0] + ((BOTTOM - height) / (BOTTOM - TOP)) * (span[1] - span[0]));
  };
  picture.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    pull(event);
  });
  picture.addEventListener("pointermove", (event) => {
    if (picture.hasPointerCapture(event.pointerId)) pull(event);
  });
  slider.addEventListener("input", () => move(Number(slider.value)));
  place();
  return el("div", { class: "draw" }, picture, el("div", { class: "row" }, el("label", { for: "guess-end" }, l("end")), slider));
}

// Guess and model in one picture.
export function drawGap(one, end) {
  const ends = [one.scenario_mean, one.low, one.high, end].filter((number) => typeof number === "number");
  const reach = typeof one.low === "number" ? [one.baseline_mean + one.low, one.baseline_mean + one.high] : null;
  const span = spanOf(one, [...ends.filter((number) => number !== one.low && number !== one.high), ...(reach || [])]);
  const y = scale(span, [BOTTOM, TOP]);
  const before = one.baseline_mean;
  return sheet(WIDTH, HEIGHT, `${outcomeName(one.outcome)}: ${l("shown")}`, axes(one, span, y),
    end === null ? null : [line(LEFT, y(before), RIGHT, y(end), { stroke: INK, "stroke-width": 2, "stroke-dasharray": "6 4" }), diamond(RIGHT, y(end)),
      // Above the point or below it; beside it where above would be beyond the drawing.
      end > one.scenario_mean && y(end) < TOP + 16 ? text(RIGHT - 18, y(end) + 5, l("yours"), { "text-anchor": "end", fill: SOFT })
        : text(RIGHT, y(end) + (end > one.scenario_mean ? -16 : 28), l("yours"), { "text-anchor": "middle", fill: SOFT })],
    line(LEFT, y(before), RIGHT, y(one.scenario_mean), { stroke: AFTER, "stroke-width": 4 }),
    reach ? line(RIGHT + 14, y(reach[0]), RIGHT + 14, y(reach[1]), { stroke: AFTER, "stroke-width": 5 }) : null,
    svg("circle", { cx: LEFT, cy: y(before), r: 7, fill: BEFORE }), svg("circle", { cx: RIGHT, cy: y(one.scenario_mean), r: 8, fill: AFTER }),
    text(LEFT, y(before) - 14, value(before, one.unit), { "text-anchor": "middle", "font-weight": 600 }),
    text(RIGHT + 24, y(one.scenario_mean) + 5, value(one.scenario_mean, one.unit), { "font-weight": 700, fill: AFTER }));
}

// Comparisons of a city with itself and with another, as dots on one line each.
export function drawPilots(one, { itself, other }) {
  const far = Math.max(...[...itself, ...other].map(Math.abs)) * 1.1 || 1;
  const x = scale([-far, far], [30, WIDTH - 30]);
  const marks = ticks(-far, far, 6);
  const words = tickWords(marks, one.unit);
  const row = (changes, y, fill, words) => [
    text(30, y - 26, words, { "font-weight": 600 }), line(30, y, WIDTH - 30, y, {}),
    changes.map((change) => svg("circle", { cx: x(change), cy: y, r: 6, fill, "fill-opacity": 0.55, stroke: fill })),
  ];
  const less = (changes) => changes.filter((change) => change < 0).length;
  return sheet(WIDTH, 210, l("pilots"),
    row(itself, 50, AFTER, l("itself", { k: less(itself), n: itself.length })), row(other, 130, BEFORE, l("other", { k: less(other), n: other.length })),
    line(x(0), 30, x(0), 160, { stroke: INK, "stroke-width": 1.5 }),
    marks.map((mark, index) => text(x(mark), 182, words[index], { "text-anchor": "middle", fill: SOFT })),
    text(WIDTH / 2, 204, outcomeName(one.outcome), { "text-anchor": "middle", fill: SOFT }));
}
