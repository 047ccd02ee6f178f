// A way through the points of a drawing for the keyboard: arrow keys, Home and End go from one to the next, and each is said.
import { svg } from "./dom.js";
import { say } from "./notice.js";
import { t } from "./words.js";
import { INK } from "./plot.js";

// Where one stands in each drawing, so that a drawing that is made anew goes on there.
const places = new Map();

// Makes a drawing with that name walkable; `points` have their place in the drawing and words.
export function walkable(name, drawing, points) {
  if (!points.length) return drawing;
  const ring = svg("circle", { r: 9, fill: "none", stroke: INK, "stroke-width": 2.5, visibility: "hidden", class: "walker" });
  drawing.append(ring);
  drawing.id = `points-${name}`;
  drawing.setAttribute("tabindex", "0");
  drawing.setAttribute("aria-label", `${drawing.getAttribute("aria-label")}. ${t("points_hint", { n: points.length })}`);
  const show = (index) => {
    const { x, y } = points[index];
    ring.setAttribute("cx", x);
    ring.setAttribute("cy", y);
    ring.setAttribute("visibility", "visible");
  };
  const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -Infinity, End: Infinity };
  drawing.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const from = places.has(name) ? places.get(name) : step > 0 ? -1 : points.length;
    const index = Math.max(0, Math.min(points.length - 1, from + step));
    places.set(name, index);
    show(index);
    say(t("point", { n: index + 1, all: points.length, words: points[index].words }));
  });
  drawing.addEventListener("focus", () => {
    const index = places.get(name);
    if (index !== undefined && index < points.length) show(index);
  });
  drawing.addEventListener("blur", () => ring.setAttribute("visibility", "hidden"));
  return drawing;
}
