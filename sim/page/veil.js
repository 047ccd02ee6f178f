// Ask first: covers the answer until the room has said what it expects, and counts hands.
import { at, button, el, put } from "./dom.js";
import { activePlan, state } from "./state.js";
import { note, showTally } from "./lesson_room.js";
import { outcomeName } from "./model.js";
import { fullTitle } from "./plans.js";
import { t } from "./words.js";

const root = document.documentElement;
let tally = null;

export const isVeiled = () => tally !== null;

export function toggleVeil() {
  if (tally) note("plans", "hands", JSON.stringify({ ...tally, outcome: state.outcome, plan: activePlan().id }));
  tally = tally ? null : { up: 0, same: 0, down: 0 };
  if (!tally) note("plans", "shown", root.dataset.hash || "");
  showVeil();
}

export function showVeil() {
  root.classList.toggle("veiled", isVeiled());
  at("veil").setAttribute("aria-pressed", String(isVeiled()));
  at("veil").textContent = t(isVeiled() ? "veil_off" : "veil");
  at("hands").hidden = !isVeiled();
  const counted = (way, step) => {
    tally[way] = Math.max(0, tally[way] + step);
    showVeil();
  };
  put(at("hands"), isVeiled() ? [el("p", {}, t("veil_text", { outcome: outcomeName(state.outcome), plan: fullTitle(activePlan()) })), showTally(tally, counted),
    button(t("veil_off"), () => at("veil").click(), { id: "unveil" })] : null);
}
