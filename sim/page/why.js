// Why: each change of the plan alone, all together, and what remains without a mechanism of the model.
import { at, button, el, put } from "./dom.js";
import { activePlan, state } from "./state.js";
import { compareBeside, FEW } from "./ask_beside.js";
import { found, movedMost, often, periodWords, verdictNode, words } from "./cards.js";
import { meaning, model, outcomeName } from "./model.js";
import { setWords, shareWords, showWay } from "./path.js";
import { complain } from "./notice.js";
import { pick, t } from "./words.js";

// What was found, for the plan, outcome and world that it was found in.
let of = "";
let lines = [];
let isRunning = false;
let latest = null;

const question = () => JSON.stringify([activePlan(), state.outcome, state.world, state.days, state.residents, state.seed]);

// Outcomes that moved most, in smallest changes that matter: on the way from lever to outcome, or beside it.
function movedWith(comparison, plan) {
  const far = movedMost(comparison, plan).slice(0, 8);
  if (!far.length) return null;
  return [el("h3", {}, t("moved_with", { period: periodWords("close_days_mean", "all") })), el("ul", {}, far.map((one) => el("li", {}, `${outcomeName(one.outcome)}${pick(": ", "：")}${words(one)} `, verdictNode(one.verdict))))];
}

export function showWhy(comparison) {
  latest = comparison;
  const plan = activePlan();
  if (of !== question()) {
    of = question();
    lines = [];
  }
  const count = Object.keys(plan.levers).length + plan.reforms.length;
  const choose = el("select", { id: "mechanism" }, [...model.mechanisms.values()].filter((one) => one.variants.length === 0 && one.on && state.world[one.key] === undefined)
    .map((one) => el("option", { value: one.key }, pick(one.meaning_en, one.meaning_zh))));
  put(at("why"),
    comparison && found(comparison, plan, state.outcome) && count ? [el("h3", {}, t("why_way", { outcome: outcomeName(state.outcome) })), el("p", { class: "soft" }, t("why_way_hint", { period: periodWords(state.outcome, "all") })), showWay(comparison, plan, state.outcome, setWords(plan))] : null,
    comparison ? movedWith(comparison, plan) : null,
    el("p", { class: "soft" }, t("why_hint")),
    el("p", {}, `${outcomeName(state.outcome)} · ${t("why_pairs", { n: Math.min(FEW, state.pairs) })}`),
    count === 0 ? el("p", {}, t("why_need")) : [
      el("div", { class: "row" }, button(isRunning ? t("running") : t("why_run"), eachAlone, { id: "why-run", disabled: isRunning })),
      el("div", { class: "row" }, el("label", { for: "mechanism" }, t("mechanism")), choose,
        button(isRunning ? t("running") : t("mechanism_off"), () => without(choose.value), { id: "mechanism-run", disabled: isRunning })),
    ],
    el("ul", { class: "findings", "aria-live": "polite" }, lines.map(finding)));
}

function finding(one) {
  return el("li", {}, one.text(), " ", one.way ? one.way() : null, one.difference ? [verdictNode(one.difference.verdict), ` ${often(one.difference)}`] : null);
}

async function during(what) {
  const asked = question();
  isRunning = true;
  showWhy(latest);
  try {
    await what((line) => {
      if (asked === question()) lines.push(line);
    });
  } catch (error) {
    complain(error.message);
  }
  isRunning = false;
  showWhy(latest);
}

const inOutcome = (comparison, plan) => found(comparison, plan, state.outcome, "all");

// Levers that bound each other are one change where both were moved.
const COUPLED = ["power.intervention_floor_share", "power.intervention_cap_share"];

// The parts of a plan: what they are called by, and the plan with them alone.
function partsOf(plan) {
  const keys = Object.keys(plan.levers);
  const joined = COUPLED.every((key) => keys.includes(key));
  const groups = keys.filter((key) => !joined || key !== COUPLED[1]).map((key) => (joined && key === COUPLED[0] ? COUPLED : [key]));
  const only = (some) => Object.fromEntries(some.map((key) => [key, plan.levers[key]]));
  return [
    ...groups.map((some) => ({ plan: { ...plan, levers: only(some), reforms: [] } })),
    ...plan.reforms.map((one) => ({ plan: { ...plan, levers: {}, reforms: [one] } })),
  ];
}

// Each lever alone; each reform alone; all together.
function eachAlone() {
  const plan = activePlan();
  const { outcome } = state;
  return during(async (add) => {
    const parts = partsOf(plan);
    lines.length = 0;
    for (const part of parts) {
      const comparison = await compareBeside([part.plan]);
      add({ text: () => t("why_alone"), way: () => showWay(comparison, plan, outcome, setWords(part.plan)) });
      showWhy(latest);
    }
    const together = await compareBeside([plan]);
    add({ text: () => t("why_all"), way: () => showWay(together, plan, outcome, setWords(plan)) });
    if (parts.length > 1) add({ text: () => t("why_sum") });
  });
}

function without(key) {
  const plan = activePlan();
  return during(async (add) => {
    const [on, off] = await Promise.all([compareBeside([plan]), compareBeside([plan], { [key]: false })]);
    const [before, after] = [on, off].map((comparison) => inOutcome(comparison, plan));
    add({ text: () => t("mechanism_line", { name: meaning(key), words: words(after), with: words(before), share: shareWords(before, after) }), difference: after });
  });
}
