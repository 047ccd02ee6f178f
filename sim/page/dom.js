// Elements by name. Texts become text nodes, never markup.
export function el(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

// The same in a drawing.
export function svg(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) node.append(child);
  }
  return node;
}

export const at = (id) => document.getElementById(id);

// Puts new children in place of the old ones. What has the focus keeps it where something with its id comes back.
export function put(node, ...children) {
  const focused = node.contains(document.activeElement) ? document.activeElement.id : "";
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  if (focused && at(focused)) at(focused).focus({ preventScroll: true });
}

export function button(words, onclick, attributes) {
  return el("button", { type: "button", onclick, ...attributes }, words);
}

// A table: the names of its columns, its rows; the first column names the row. The roles stay where a small screen shows it as lines.
export function table(columns, rows, caption) {
  const cell = (value, at) => (at === 0 ? el("th", { scope: "row", role: "rowheader" }, value) : el("td", { role: "cell", "data-name": columns[at] }, value));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", { role: "table" },
      el("caption", {}, caption),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, columns.map((name) => el("th", { scope: "col", role: "columnheader" }, name)))),
      el("tbody", { role: "rowgroup" }, rows.map((row) => el("tr", { role: "row" }, row.map(cell))))));
}

// Something folded away under a line, made when it is opened; what was open under that id stays open.
const unfolded = new Set();

export function unfold(id) {
  unfolded.add(id);
}

export function folded(id, summary, make) {
  const node = el("details", { "data-fold": id }, el("summary", {}, summary));
  const fill = () => {
    if (node.childElementCount === 1) node.append(...[make()].flat());
  };
  if (unfolded.has(id)) {
    node.open = true;
    fill();
  }
  node.addEventListener("toggle", () => {
    if (node.open) {
      unfolded.add(id);
      fill();
    } else unfolded.delete(id);
  });
  return node;
}

// Lets a file be saved.
export function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
