// The panel of levers, generated from the registry: one control for each, with unit, today's value and where it is from.
import { at, button, el, folded, put, unfold } from "./dom.js";
import { activePlan, change, state } from "./state.js";
import { levers, meaning, model } from "./model.js";
import { changesWords, unitName, value } from "./format.js";
import { pick, t } from "./words.js";
import { base } from "./base.js";

unfold("domain-power");

// What is looked for among the levers.
let wanted = "";

export function showLevers() {
  const find = el("input", { type: "search", id: "find-lever", placeholder: t("find_lever_example"), value: wanted });
  find.addEventListener("input", () => {
    wanted = find.value.trim();
    put(at("lever-list"), listed());
  });
  put(at("levers"), el("div", { class: "row" }, el("label", { for: "find-lever" }, t("find_lever")), find), el("div", { id: "lever-list" }, listed()));
}

// The levers by domain, or those that have the word that is looked for.
function listed() {
  if (!wanted) return model.tables.map(domain);
  const fits = (one) => `${one.key} ${one.meaning_en} ${one.meaning_zh}`.toLowerCase().includes(wanted.toLowerCase());
  const all = model.tables.flatMap(({ table }) => levers(table)).filter(fits);
  return all.length ? all.map((one) => lever(one, activePlan())) : el("p", { class: "soft" }, t("no_lever"));
}

function domain({ table, en, zh }) {
  const plan = activePlan();
  const all = levers(table);
  const moved = all.filter((one) => plan.levers[one.key] !== undefined).length;
  const heading = pick(en.charAt(0).toUpperCase() + en.slice(1), zh) + (moved ? ` · ${changesWords(moved)}` : "");
  const node = folded(`domain-${table}`, heading, () => all.map((one) => lever(one, plan)));
  node.classList.add("domain");
  return node;
}

// The part of the allowed range that a slider spans: the plausible range and whatever is set.
function span(parameter, values) {
  const low = Math.min(parameter.prior_low, ...values);
  const high = Math.max(parameter.prior_high, ...values);
  return [low, high];
}

// The step of a slider: a power of ten of which fifty to five hundred make the span, so that a press of a key is seen.
export function stepOf(parameter, [low, high]) {
  if (parameter.whole) return 1;
  return high > low ? 10 ** Math.floor(Math.log10((high - low) / 50) + 1e-9) : 0.01;
}

// A number of a slider without the noise of binary fractions.
export const tidy = (number) => Number(Number(number).toPrecision(12));

// A share is typed in percent, as it is read everywhere else.
const factor = (unit) => (unit === "share" ? 100 : 1);
export const typed = (number, unit) => tidy(number * factor(unit));
export const meant = (text, unit) => tidy(Number(text) / factor(unit));
export const typedUnit = (unit) => (unit === "share" ? "%" : unitName(unit));

export function badge(parameter) {
  return el("span", { class: `badge ${parameter.provenance}`, title: parameter.source }, t("provenance_" + parameter.provenance));
}

export function sourceOf(parameter) {
  return folded(`source-${parameter.key}`, t("where_from"), () => [
    el("p", {}, el("code", {}, parameter.key)),
    el("p", {}, t("source", { source: parameter.source })),
    parameter.mechanism ? el("p", {}, t("through", { mechanism: meaning("mechanisms." + parameter.mechanism) })) : "",
  ]);
}

function lever(parameter, plan) {
  const { key, unit } = parameter;
  const today = base(key);
  const set = plan.levers[key];
  const now = set === undefined ? today : set;
  const range = span(parameter, [today, now]);
  const step = stepOf(parameter, range);
  const name = meaning(key);
  const place = (number) => `${range[1] > range[0] ? (100 * (number - range[0])) / (range[1] - range[0]) : 0}%`;
  const shown = el("output", { class: "now" }, `${value(now, unit)} ${unit === "share" ? "" : unitName(unit)}`);
  const back = button(t("reset"), () => move(key, today), { class: "small", id: `reset-${key}`, hidden: set === undefined });
  const slider = el("input", {
    type: "range", id: `lever-${key}`, "data-key": key, min: range[0], max: range[1], step, "aria-label": name,
    "aria-valuetext": `${value(now, unit)} ${unitName(unit)}`, value: now,
    style: `--today:${place(today)};--low:${place(parameter.prior_low)};--high:${place(parameter.prior_high)}`,
  });
  const exact = el("input", {
    type: "number", id: `exact-${key}`, min: typed(parameter.low, unit), max: typed(parameter.high, unit), step: "any", "aria-label": `${name} (${typedUnit(unit)})`, value: typed(now, unit),
  });
  slider.addEventListener("input", () => {
    exact.value = typed(slider.value, unit);
    shown.textContent = `${value(tidy(slider.value), unit)} ${unit === "share" ? "" : unitName(unit)}`;
    back.hidden = false;
    move(key, tidy(slider.value), true);
  });
  slider.addEventListener("change", () => showLevers());
  exact.addEventListener("change", () => {
    if (exact.value !== "") move(key, meant(exact.value, unit));
  });
  return el("div", { class: set === undefined ? "lever" : "lever moved" },
    el("div", { class: "row" }, el("label", { for: `lever-${key}` }, name), shown),
    el("div", { class: "row" }, slider, exact, unit === "share" ? el("span", { class: "soft" }, "%") : null),
    el("div", { class: "row soft" }, badge(parameter), t("today", { value: value(today, unit) }),
      " · ", t("plausible", { low: value(parameter.prior_low, unit), high: value(parameter.prior_high, unit) }), back),
    sourceOf(parameter));
}

// Sets a lever of the active plan; today's value is no change.
export function move(key, number, isGesture) {
  moving = Boolean(isGesture);
  change(() => {
    const plan = activePlan();
    if (number === base(key)) delete plan.levers[key];
    else plan.levers[key] = number;
    plan.preset = "";
  }, isGesture ? `${state.active} ${key}` : undefined);
  moving = false;
}

// Whether a slider is being moved just now: the panel stays as it is under the pointer.
let moving = false;
export const isMoving = () => moving;
