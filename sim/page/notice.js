// What went wrong, in one place, as text.
import { at, button, el, put } from "./dom.js";
import { t } from "./words.js";

export function complain(text) {
  put(at("notice"), el("pre", {}, text), button(t("close"), quiet, { id: "close-notice" }));
  at("notice").hidden = false;
}

export function quiet() {
  at("notice").hidden = true;
  put(at("notice"));
}

// What a reader who does not see the page has to hear.
export function say(text) {
  if (at("live").textContent !== text) at("live").textContent = text;
}
