// What every plan costs, always in view, and which of them are over a budget that was fixed.
import { at, el, put } from "./dom.js";
import { state } from "./state.js";
import { COST, found, overBudget } from "./cards.js";
import { signed, value } from "./format.js";
import { pick, t } from "./words.js";
import { titleOf } from "./plans.js";

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
