// What went wrong, in one place, as text.
import { at, button, el, put } from "./dom.js";
import { t } from "./words.js";

// Whether what is said is about what is set, so that it goes when that is right again.
let isOfInput = false;

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
  at("notice").className = kind;
  put(at("notice"), el("pre", {}, text), button(t("close"), close, { id: "close-notice" }));
  at("notice").hidden = false;
}

// What is set is right.
export function inputIsRight() {
  if (isOfInput) close();
}

function close() {
  at("notice").hidden = true;
  put(at("notice"));
}

// What a reader who does not see the page has to hear.
export function say(text) {
  if (at("live").textContent !== text) at("live").textContent = text;
}
