// A figure with its words, its table and what saves it.
import { button, el, folded, save } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

// `makeTable` makes the table behind it; `rows` are the numbers as they are.
export function figure(name, title, text, drawing, makeTable, rows) {
  return el("figure", { id: `figure-${name}` }, el("h3", {}, title), drawing, el("figcaption", {}, text), folded(`table-${name}`, t("as_table"), makeTable), saveRow(name, title, drawing, rows));
}

// What saves a drawing and the numbers in it.
export function saveRow(name, title, drawing, rows) {
  const file = `gridgov-${name}-${state.outcome}`;
  return el("div", { class: "row small" }, t("save_as"),
    button("SVG", () => save(`${file}.svg`, "image/svg+xml", asText(drawing)), { "aria-label": `${title}: SVG` }),
    button("PNG", () => savePng(`${file}.png`, drawing), { "aria-label": `${title}: PNG` }),
    button("CSV", () => save(`${file}.csv`, "text/csv", asCsv(rows)), { "aria-label": `${title}: CSV` }));
}

export function asCsv(rows) {
  const cell = (one) => (one === null || one === undefined ? "" : /[",\n]/.test(String(one)) ? `"${String(one).replace(/"/g, '""')}"` : String(one));
  return rows.map((row) => row.map(cell).join(",")).join("\n") + "\n";
}

function asText(drawing) {
  const copy = drawing.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.removeAttribute("tabindex");
  copy.querySelectorAll(".walker").forEach((ring) => ring.remove());
  const [, , width, height] = copy.getAttribute("viewBox").split(" ");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  return new XMLSerializer().serializeToString(copy);
}

function savePng(name, drawing) {
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
  const image = new Image();
  image.onload = () => {
    const canvas = el("canvas", { width: width * 3, height: height * 3 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(name, "image/png", blob));
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(asText(drawing));
}
