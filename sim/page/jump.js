// Ways to the parts of the page, always in view: it is longer than a screen.
import { at, button, put } from "./dom.js";
import { t } from "./words.js";

const PARTS = ["answer", "looks", "differs", "all", "why", "city", "rank", "reforms", "world", "take", "trust"];

export function showJump() {
  at("jump").setAttribute("aria-label", t("jump"));
  put(at("jump"), PARTS.map((part) => button(t(`jump_${part}`), () => jumpTo(part), { id: `jump-${part}` })));
}

// Brings something into view at once: a way there that takes time ends where what lies above it changes meanwhile.
export function bring(node) {
  const root = document.documentElement;
  root.style.scrollBehavior = "auto";
  node.scrollIntoView();
  root.style.scrollBehavior = "";
}

// Brings a part of the page into view; the next step of the keyboard begins there.
export function jumpTo(part) {
  const heading = at(`${part}-heading`);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView();
}
