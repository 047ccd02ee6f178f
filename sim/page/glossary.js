// Words that readers may not know: the first time one stands in a text, its meaning shows when it is pointed at or has the focus.
import { data } from "./state.js";
import { el, folded, table } from "./dom.js";
import { l } from "./lesson_words.js";
import { pick } from "./words.js";

const terms = data.lessons.term;
const nameOf = (term) => pick(term.name, term.name_zh);
const meaningOf = (term) => pick(term.meaning, term.meaning_zh);
let count = 0;

// A text as nodes; words in `used` have been explained already.
export function explained(text, used) {
  const open = terms.filter((term) => !used.has(term)).sort((a, b) => nameOf(b).length - nameOf(a).length);
  if (!open.length) return [text];
  const plain = open.map((term) => nameOf(term).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = new RegExp(pick(`\\b(${plain.join("|")})(?:s|es)?\\b`, `(${plain.join("|")})`), "i").exec(text);
  if (!found) return [text];
  const term = open.find((one) => nameOf(one).toLowerCase() === found[1].toLowerCase());
  used.add(term);
  const end = found.index + found[0].length;
  return [...explained(text.slice(0, found.index), used), word(term, found[0]), ...explained(text.slice(end), used)];
}

function word(term, written) {
  count += 1;
  const id = `term-${count}`;
  const node = el("button", { type: "button", class: "term", "aria-describedby": id }, written);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") node.blur();
  });
  return el("span", { class: "word" }, node, el("span", { class: "tip", role: "tooltip", id }, meaningOf(term)));
}

export function showGlossary() {
  return folded("glossary", l("glossary"), () => table([l("term"), l("meaning")], terms.map((term) => [nameOf(term), meaningOf(term)]), l("glossary")));
}
