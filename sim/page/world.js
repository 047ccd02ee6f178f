// The world that baseline and plans share: its frame, and every assumption with where it is from and what if it is wrong.
import { at, button, el, put } from "./dom.js";
import { activePlan, change, data, state } from "./state.js";
import { meaning, model, outcomeName } from "./model.js";
import { badge, meant, sourceOf, typed, typedUnit } from "./levers.js";
import { compareBeside } from "./ask_beside.js";
import { found, often, verdictNode, words } from "./cards.js";
import { value } from "./format.js";
import { base } from "./base.js";
import { complain } from "./notice.js";
import { CREW } from "./pool.js";
import { pace } from "./runs.js";
import { pick, t } from "./words.js";

const SHOWN = 8;
const SIZES = [2500, 6000, 20000, 50000];
const YEARS = [1, 2, 5, 10];
const PAIRS = [8, 16, 30, 60];
let wanted = "";

export function showFrame() {
  const choose = (id, name, list, now, words, set) => {
    const options = [...new Set([...list, now])].sort((a, b) => a - b);
    const select = el("select", { id }, options.map((one) => el("option", { value: one }, words(one))));
    select.value = now;
    select.addEventListener("change", () => change(() => set(Number(select.value))));
    return el("div", {}, el("label", { for: id }, name), select);
  };
  const seed = el("input", { type: "number", id: "seed", min: 0, max: Number.MAX_SAFE_INTEGER, step: 1, value: state.seed });
  seed.addEventListener("change", () => {
    const number = Number(seed.value);
    if (seed.value !== "" && Number.isSafeInteger(number) && number >= 0) change(() => { state.seed = number; });
  });
  put(at("frame"), el("div", { class: "form" },
    state.roster ? null : choose("residents", t("residents"), SIZES, state.residents, (one) => one.toLocaleString("en"), (to) => { state.residents = to; state.smaller = false; }),
    choose("years", t("years"), YEARS, state.days / 365, (one) => String(Number(one.toFixed(2))), (to) => { state.days = Math.round(to * 365); }),
    choose("pairs", t("pairs"), PAIRS, state.pairs, String, (to) => { state.pairs = to; }),
    el("div", {}, el("label", { for: "seed" }, t("seed")), seed)),
  el("p", { id: "pace", class: "soft" }));
  at("smaller").hidden = !state.smaller;
  at("smaller").textContent = t("smaller", { residents: state.residents.toLocaleString("en"), usual: data.residents.toLocaleString("en") });
}

// How long all pairs take here, from what the last runs took.
export function showPace(scenarios) {
  if (!scenarios || !pace.run) return;
  const { residents, days, burn_in_days: burnIn, mix_missed_share: missed } = scenarios[0];
  const city = residents * burnIn * (pace.city || pace.run);
  const seconds = Math.ceil(((city + scenarios.length * residents * days * pace.run) * state.pairs) / CREW / 1000);
  const first = (residents * days * pace.run) / 1000;
  const note = missed ? ` ${t("small_city")}` : "";
  if (at("pace")) at("pace").textContent = (first > 1.5 ? t("slow", { seconds }) : t("estimate", { seconds })) + note;
}

// What was found at the ends of assumptions, for the plan, outcome and world that it was found in.
const doubts = new Map();
let of = "";
const question = () => JSON.stringify([activePlan(), state.outcome, state.world, state.days, state.residents, state.seed]);

export function showWorld() {
  if (of !== question()) {
    of = question();
    doubts.clear();
  }
  const all = [...model.assumed.values()];
  const fits = (one) => `${one.key} ${one.meaning_en} ${one.meaning_zh} ${one.source}`.toLowerCase().includes(wanted.toLowerCase());
  const chosen = all.filter((one) => state.world[one.key] !== undefined || fits(one));
  // What was set stands first, what each kind of incident has last.
  const place = ({ key }) => (state.world[key] !== undefined ? 0 : key.startsWith("incident.") ? 2 : 1);
  chosen.sort((a, b) => place(a) - place(b));
  const set = Object.keys(state.world).length;
  const find = el("input", { type: "search", id: "find", placeholder: t("find_example"), value: wanted });
  find.addEventListener("input", () => {
    wanted = find.value;
    showWorld();
  });
  put(at("assumptions"),
    el("div", { class: "row" }, el("label", { for: "find" }, t("find")), find,
      el("span", { class: "soft" }, t("found", { n: chosen.length, all: all.length, shown: Math.min(SHOWN, chosen.length) })),
      set ? button(t("set_back", { n: set }), () => change(() => { state.world = {}; }), { id: "set-back" }) : null),
    chosen.slice(0, SHOWN).map(assumption));
}

function assumption(parameter) {
  const { key, unit } = parameter;
  const name = meaning(key);
  const input = el("input", {
    type: "number", id: `assume-${key}`, "data-key": key, min: typed(parameter.low, unit), max: typed(parameter.high, unit), step: "any", value: typed(base(key), unit), "aria-label": `${name} (${typedUnit(unit)})`,
  });
  input.addEventListener("change", () => {
    if (input.value === "") return;
    const number = meant(input.value, unit);
    change(() => {
      if (number === parameter.default) delete state.world[key];
      else state.world[key] = number;
    });
  });
  const seen = doubts.get(key);
  return el("div", { class: state.world[key] === undefined ? "assumption" : "assumption moved" },
    el("div", { class: "row" }, el("label", { for: `assume-${key}` }, name), input, el("span", { class: "soft" }, typedUnit(unit))),
    el("div", { class: "row soft" }, badge(parameter), t("plausible", { low: value(parameter.prior_low, unit), high: value(parameter.prior_high, unit) }),
      button(seen === "running" ? t("running") : t("doubt"), () => doubt(parameter), { class: "small", id: `doubt-${key}`, disabled: seen === "running" || parameter.prior_low === parameter.prior_high })),
    sourceOf(parameter),
    seen && seen !== "running" ? el("ul", { class: "findings" }, seen.map((line) => el("li", {}, line()))) : null);
}

// Baseline and plan at both ends of what is plausible: does the direction hold?
async function doubt(parameter) {
  const plan = activePlan();
  const outcome = state.outcome;
  const ends = [parameter.prior_low, parameter.prior_high];
  const asked = question();
  doubts.set(parameter.key, "running");
  showWorld();
  try {
    const differences = [];
    for (const end of ends) {
      const comparison = await compareBeside([plan], { [parameter.key]: end });
      differences.push(found(comparison, plan, outcome, "all"));
    }
    if (asked !== question()) return;
    const verdicts = differences.map((one) => one.verdict);
    const word = verdicts.includes("not_clear") ? "doubt_unclear" : verdicts[0] === verdicts[1] ? "doubt_holds" : "doubt_turns";
    doubts.set(parameter.key, [
      ...differences.map((one, index) => () => el("span", {}, `${outcomeName(outcome)}${pick(", ", "，")}${t("doubt_end", { value: value(ends[index], parameter.unit), words: words(one) })} `, verdictNode(one.verdict), ` ${often(one)}`)),
      () => t(word),
    ]);
  } catch (error) {
    doubts.delete(parameter.key);
    complain(error.message);
  }
  showWorld();
}
