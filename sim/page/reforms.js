// Reforms of the plan that is looked at: on a date, over some days, in chosen communities.
import { at, button, el, put } from "./dom.js";
import { activePlan, change, state } from "./state.js";
import { levers, meaning, model } from "./model.js";
import { meant, typed } from "./levers.js";
import { reformWords } from "./plans.js";
import { value } from "./format.js";
import { base } from "./base.js";
import { pick, t } from "./words.js";

// What is being written, until it is added.
const draft = { key: "information.integration_share", value: null, day: 180, ramp: 90, communities: new Set() };

export function showReforms(scenarios) {
  const plan = activePlan();
  const known = scenarios ? scenarios[0].communities : [];
  const list = plan.reforms.map((one, index) => {
    const set = Object.entries(one.set).map(([key, number]) => `${meaning(key)} → ${value(number, model.parameters.get(key).unit)}`);
    return el("li", {}, `${reformWords(one)}${pick(": ", "：")}${set.join(pick("; ", "；"))} `,
      button(t("reform_remove"), () => change(() => plan.reforms.splice(index, 1)), { class: "small", id: `reform-remove-${index}` }));
  });
  const choose = el("select", { id: "reform-lever" }, model.tables.map((one) =>
    el("optgroup", { label: pick(one.en, one.zh) }, levers(one.table).map((lever) => el("option", { value: lever.key }, pick(lever.meaning_en, lever.meaning_zh))))));
  choose.value = draft.key;
  choose.addEventListener("change", () => {
    draft.key = choose.value;
    draft.value = null;
    showReforms(scenarios);
  });
  const parameter = model.parameters.get(draft.key);
  const number = (id, name, now, least, most, set) => {
    const input = el("input", { type: "number", id, value: now, min: least, max: most, step: "any" });
    input.addEventListener("input", () => set(Number(input.value)));
    return el("div", {}, el("label", { for: id }, name), input);
  };
  const start = draft.value === null ? parameter.prior_high : draft.value;
  draft.value = start;
  const ticks = known.map((one) => {
    const box = el("input", { type: "checkbox", id: `at-${one.name}` });
    box.checked = draft.communities.has(one.name);
    box.addEventListener("change", () => (box.checked ? draft.communities.add(one.name) : draft.communities.delete(one.name)));
    return el("label", { class: "tick" }, box, ` ${one.name}`);
  });
  put(at("reforms"), el("p", { class: "soft" }, t("reforms_hint")), list.length ? el("ul", {}, list) : null,
    el("div", { class: "form" },
      el("div", {}, el("label", { for: "reform-lever" }, t("reform_lever")), choose),
      number("reform-value", `${t("reform_value")}${parameter.unit === "share" ? " %" : ""} (${t("today", { value: value(base(draft.key), parameter.unit) })})`, typed(start, parameter.unit), typed(parameter.low, parameter.unit), typed(parameter.high, parameter.unit), (to) => { draft.value = meant(to, parameter.unit); }),
      number("reform-day", t("reform_day"), draft.day, 0, state.days - 1, (to) => { draft.day = Math.round(to); }),
      number("reform-ramp", t("reform_ramp"), draft.ramp, 0, 3650, (to) => { draft.ramp = Math.round(to); })),
    el("fieldset", {}, el("legend", {}, t("reform_where")), ticks),
    button(t("reform_add"), add, { id: "reform-add" }));
}

function add() {
  const known = [...draft.communities];
  change(() => {
    const plan = activePlan();
    plan.reforms.push({ day: draft.day, ramp: draft.ramp, communities: known, set: { [draft.key]: draft.value } });
    plan.preset = "";
  });
}
