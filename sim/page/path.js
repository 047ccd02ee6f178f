// The way from a lever to an outcome: the outcomes through which it moves by the rules of the model, with the sizes measured.
import { el } from "./dom.js";
import { base } from "./base.js";
import { found, often, verdictNode, words } from "./cards.js";
import { meaning, model, outcomeName } from "./model.js";
import { reformWords } from "./plans.js";
import { value } from "./format.js";
import { listed, pick, t } from "./words.js";

// Outcomes on the way, besides the one that is asked about.
const LONGEST = 3;

const isDecided = (one) => Boolean(one) && one.verdict !== "too_small" && one.verdict !== "not_clear";
const far = (one) => Math.abs(one.times_matters);

// The outcomes that lead to another and changed by at least what matters, the largest beside what matters first.
function before(comparison, plan, outcome) {
  return (model.leadsTo[outcome] || []).map((id) => found(comparison, plan, id, "all")).filter(isDecided).sort((a, b) => far(b) - far(a));
}

// From the first outcome that a lever moves to the one that is asked about; only that one where nothing is known between.
export function wayTo(comparison, plan, outcome) {
  const way = [found(comparison, plan, outcome, "all")];
  while (way.length <= LONGEST) {
    const next = before(comparison, plan, way[0].outcome).find((one) => !way.some(({ outcome: id }) => id === one.outcome));
    if (!next) break;
    way.unshift(next);
  }
  return way;
}

// What a plan sets, in words.
export function setWords(plan) {
  const unit = (key) => (model.parameters.get(key) || { unit: "" }).unit;
  const levers = Object.entries(plan.levers).map(([key, number]) => `${meaning(key)} ${value(base(key), unit(key))} → ${value(number, unit(key))}`);
  const reforms = plan.reforms.map((one) => `${reformWords(one)}${pick(": ", "：")}${listed(Object.entries(one.set).map(([key, number]) => `${meaning(key)} → ${value(number, unit(key))}`))}`);
  return [...levers, ...reforms].join(pick("; ", "；"));
}

// The way as a list that is read from the lever to the outcome, and what else moved towards it.
export function showWay(comparison, plan, outcome, set) {
  const way = wayTo(comparison, plan, outcome);
  const last = way[way.length - 1];
  const step = (one) => el("li", {}, `${outcomeName(one.outcome)}${pick(": ", "：")}${words(one)}`);
  const beside = before(comparison, plan, outcome).filter((one) => !way.includes(one)).slice(0, LONGEST);
  return el("div", { class: "way" },
    el("ol", {}, el("li", {}, set), way.slice(0, -1).map(step), el("li", {}, el("strong", {}, `${outcomeName(outcome)}${pick(": ", "：")}${words(last)}`), " ", verdictNode(last.verdict), ` ${often(last)}`)),
    beside.length ? el("p", { class: "soft" }, t("way_beside", { list: beside.map((one) => `${outcomeName(one.outcome)} ${words(one)}`).join(pick("; ", "；")) })) : null,
    isDecided(last) ? null : el("p", { class: "soft" }, t("way_undecided")));
}

// What is left of a difference when a mechanism is off, in a sentence.
export function shareWords(on, off) {
  if (!isDecided(on)) return t("off_nothing");
  const left = off.difference / on.difference;
  if (isDecided(off) && left < 0) return t("off_turns");
  const through = 1 - left;
  if (through > 0.75) return t("off_most");
  if (through > 0.25) return t("off_part", { percent: Math.round(through * 20) * 5 });
  return t(through < -0.25 ? "off_against" : "off_little");
}
