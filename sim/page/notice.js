// What went wrong, in one place, as text; what is said as a function is said anew when the language changes.
import { at, button, el, put } from "./dom.js";
import { t } from "./words.js";

// Whether what is said is about what is set, so that it goes when that is right again.
let isOfInput = false;
let said = null;

export function complain(text, ofInput) {
  isOfInput = Boolean(ofInput);
  show(text, "notice");
}

// What went right and has to be known.
export function inform(text) {
  isOfInput = false;
  show(text, "notice good");
}

function show(text, kind) {
  said = { text, kind };
  at("notice").className = kind;
  put(at("notice"), el("pre", {}, typeof text === "function" ? text() : text), button(t("close"), close, { id: "close-notice" }));
  at("notice").hidden = false;
}

// Says what is said in the language that was chosen.
export function showNotice() {
  if (said) show(said.text, said.kind);
}

// What is set is right.
export function inputIsRight() {
  if (isOfInput) close();
}

// What was opened is taken back.
export function forgetGood() {
  if (said && said.kind === "notice good") close();
}

function close() {
  said = null;
  at("notice").hidden = true;
  put(at("notice"));
}

// What a reader who does not see the page has to hear. Its bar is no more than a line where there is nothing to say.
export function say(text) {
  at("live").parentNode.classList.toggle("silent", !text);
  if (at("live").textContent !== text) at("live").textContent = text;
}
