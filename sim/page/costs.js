// What every plan costs, always in view, and which of them are over a budget that was fixed.
import { at, el, put } from "./dom.js";
import { state } from "./state.js";
import { COST, found } from "./cards.js";
import { signed, value } from "./format.js";
import { pick, t } from "./words.js";
import { titleOf } from "./plans.js";

// By how much a plan's cost is above the budget; 0 within it, null where there is none or no answer yet.
export function overBudget(comparison, plan) {
  const cost = comparison && found(comparison, plan, COST);
  if (state.budget === null || !cost || typeof cost.scenario_mean !== "number") return null;
  return Math.max(0, cost.scenario_mean - state.budget);
}

const over = (comparison, plan, words) => {
  const much = overBudget(comparison, plan);
  return much ? t(words, { size: value(much, "yuan/resident/year") }) : "";
};

export function showCosts(comparison) {
  const costs = state.plans.map((plan) => [plan, comparison && found(comparison, plan, COST)]).filter(([, cost]) => cost);
  const words = ([plan, cost]) => {
    const text = t("cost_plan", { plan: titleOf(plan), after: value(cost.scenario_mean, cost.unit), change: signed(cost.difference, cost.unit, 1) });
    const mark = over(comparison, plan, "cost_over");
    return el("span", { class: mark ? "cost-plan over" : "cost-plan" }, `${text}${mark ? ` ▲ ${mark}` : ""}`);
  };
  put(at("cost"), costs.length ? [t("cost_bar", { before: value(costs[0][1].baseline_mean, costs[0][1].unit) }), costs.map((one) => [pick("; ", "；"), words(one)])] : null);
  for (const plan of state.plans) {
    const mark = at(`budget-${plan.id}`);
    if (!mark) continue;
    const text = over(comparison, plan, "budget_over");
    const isKnown = overBudget(comparison, plan) !== null;
    mark.className = text ? "verdict worse" : "soft";
    mark.textContent = text ? `▲ ${text}` : isKnown ? t("budget_within") : "";
  }
}
