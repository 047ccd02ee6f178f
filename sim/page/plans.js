// The plans: what each begins with, which one is looked at, and what in it differs from the baseline.
import { at, button, el, put, table } from "./dom.js";
import { activePlan, addPlan, change, data, isUnnamed, letterOf, nameIt, state } from "./state.js";
import { ask } from "./pool.js";
import { isLever, meaning, model } from "./model.js";
import { changesWords, unitName, value } from "./format.js";
import { listed, pick, t } from "./words.js";
import { complain } from "./notice.js";

// What a plan is called; one that has a name keeps its letter, so that two of one name can be told apart.
export function titleOf(plan) {
  const name = pick(plan.titles[0], plan.titles[1]);
  return isUnnamed(plan) ? name : t("lettered", { letter: letterOf(plan), name });
}

export function presetTitle(name) {
  const preset = data.presets.find((one) => one.name === name);
  return preset ? pick(preset.title, preset.title_zh) : "";
}

// The choice that empties a plan.
const NOTHING = "nothing";

// The name of a plan with that of the policy that it is.
export function fullTitle(plan) {
  const preset = presetTitle(plan.preset);
  return preset ? t("named", { plan: titleOf(plan), preset }) : titleOf(plan);
}

// What a file sets beside the page's baseline: levers, reforms, and what belongs to the world.
export async function readFile(name, text) {
  const order = { name, text, files: state.files };
  const against = { name: "baseline", text: `extends = ${JSON.stringify(state.root)}`, files: state.files };
  const answer = await ask({ check: { order, against } });
  if (answer.diagnostics) {
    complain(answer.text);
    return null;
  }
  return answer.scenarios;
}

export function planOf(read) {
  const levers = {};
  const world = {};
  for (const { key, after } of read.changes) {
    if (isLever(key)) levers[key] = Number(after);
    else if (after !== null) world[key] = after;
  }
  const reforms = read.reforms.map((one) => ({ day: one.day, ramp: one.ramp_days, communities: one.communities, set: one.set }));
  return { levers, world, reforms };
}

export async function usePreset(name, index) {
  const preset = data.presets.find((one) => one.name === name);
  if (!preset) return;
  const read = await readFile(preset.name.split("/")[0], data.files[preset.file]);
  const found = read && read.find((one) => one.name === preset.name);
  if (!found) return;
  const { levers, reforms } = planOf(found);
  change(() => {
    Object.assign(state.plans[index], { levers, reforms, preset: name });
    state.active = index;
  });
}

// A field for the name of a plan, which its file carries.
function naming(plan) {
  const name = el("input", { type: "text", id: `name-${plan.id}`, maxlength: 40, size: 12, autocomplete: "off", placeholder: t("plan_name_example"), "aria-label": `${titleOf(plan)}${pick(": ", "：")}${t("plan_name")}`, value: isUnnamed(plan) ? "" : pick(...plan.titles) });
  name.addEventListener("change", () => change(() => nameIt(plan, [name.value.trim(), name.value.trim()])));
  return el("label", { class: "naming" }, t("plan_name"), " ", name);
}

export function showPlans() {
  const cards = state.plans.map((plan, index) => {
    const count = Object.keys(plan.levers).length + plan.reforms.length;
    const isActive = index === state.active;
    const choose = el("select", { id: `preset-${plan.id}`, "aria-label": `${titleOf(plan)}: ${t("preset")}`, title: t("preset") },
      count && !plan.preset ? el("option", { value: "" }, t("preset_own")) : null,
      el("option", { value: NOTHING }, t("preset_none")),
      data.presets.map((one) => el("option", { value: one.name }, pick(one.title, one.title_zh))));
    choose.value = count ? plan.preset : NOTHING;
    choose.addEventListener("change", () => (choose.value === NOTHING ? change(() => {
      Object.assign(plan, { levers: {}, reforms: [], preset: "" });
      state.active = index;
    }) : usePreset(choose.value, index)));
    const select = button(titleOf(plan), () => change(() => { state.active = index; }), { id: `show-${plan.id}`, "aria-pressed": String(isActive) });
    const remove = state.plans.length > 1
      ? button(t("remove_plan"), () => change(() => {
        state.plans.splice(index, 1);
        state.active = 0;
      }), { class: "small", id: `remove-${plan.id}`, "aria-label": `${t("remove_plan")}: ${titleOf(plan)}` })
      : null;
    return el("div", { class: isActive ? "plan active" : "plan" },
      el("div", { class: "row" }, select, el("span", { class: "soft" }, changesWords(count)), remove),
      choose, isActive ? naming(plan) : null, el("span", { id: `budget-${plan.id}` }));
  });
  const more = state.plans.length < 3
    ? button(t("add_plan"), () => change(() => addPlan(activePlan())), { id: "add-plan" })
    : null;
  const budget = el("input", { type: "number", id: "budget", min: 0, max: 1000000, step: 5, placeholder: t("budget_none"), value: state.budget === null ? "" : state.budget });
  budget.addEventListener("change", () => {
    const number = Number(budget.value);
    if (number >= 0 && number <= 1e6) change(() => { state.budget = budget.value === "" ? null : number; });
  });
  put(at("plans"), el("div", { class: "plan" }, el("strong", {}, t("baseline_long"))), cards, more,
    el("div", { class: "plan" }, el("label", { for: "budget" }, t("budget")), budget));
}

// A reform in words.
export function reformWords(reform) {
  const ramp = reform.ramp ? t("over_days", { n: reform.ramp }) : "";
  const where = reform.communities.length ? listed(reform.communities) : t("everywhere");
  return t("reform_line", { day: reform.day, ramp, where });
}

// A value as a file writes it, as a reader wants it.
function shown(text, unit) {
  const number = Number(text);
  return text === null || text === undefined ? "–" : Number.isNaN(number) ? text : value(number, unit);
}

// One line: what was changed, in plain words, before and after.
export function changedLine(read) {
  const changes = read.changes.map(({ key, before, after, unit }) => `${meaning(key)} ${shown(before, unit)} → ${shown(after, unit)}`);
  const reforms = read.reforms.map((one) => {
    const set = Object.entries(one.set).map(([key, number]) => `${meaning(key)} → ${shown(number, (model.parameters.get(key) || { unit: "" }).unit)}`);
    return `${reformWords({ ...one, ramp: one.ramp_days })}${pick(": ", "：")}${listed(set)}`;
  });
  const all = [...changes, ...reforms];
  return all.length ? t("changed_line", { list: all.join(pick("; ", "；")) }) : t("nothing_changed");
}

// Every input that differs, of all plans.
export function showDiffers(scenarios) {
  put(at("differs"), state.plans.map((plan, index) => {
    const read = scenarios && scenarios[index + 1];
    if (!read) return null;
    const name = (words, key) => el("span", {}, words, " ", el("code", {}, key));
    const rows = read.changes.map(({ key, before, after, unit }) => [name(meaning(key), key), shown(before, unit), shown(after, unit), unitName(unit)]);
    for (const one of read.reforms) {
      for (const [key, number] of Object.entries(one.set)) {
        const unit = (model.parameters.get(key) || { unit: "" }).unit;
        rows.push([name(t("named", { plan: meaning(key), preset: reformWords({ ...one, ramp: one.ramp_days }) }), key), "", shown(number, unit), unitName(unit)]);
      }
    }
    if (!rows.length) return el("p", { class: "soft" }, `${titleOf(plan)}${pick(": ", "：")}${t("nothing_changed")}`);
    return table([t("input"), t("before"), t("after"), t("unit")], rows, fullTitle(plan));
  }));
}
