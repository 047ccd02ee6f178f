// Which plan would suit whom: how often each comes first over all weights, and how it stands at the user's own.
import { at, el, put, table } from "./dom.js";
import { change, state } from "./state.js";
import { domainName, model } from "./model.js";
import { fullTitle } from "./plans.js";
import { overBudget } from "./cards.js";
import { signed } from "./format.js";
import { t } from "./words.js";

export function showRank(comparison) {
  const domains = [...new Set(model.headlines.map((id) => model.outcomes.get(id).domain))];
  const weight = (domain) => (state.weights[domain] === undefined ? 1 : state.weights[domain]);
  const sliders = domains.map((domain) => {
    const slider = el("input", { type: "range", id: `weight-${domain}`, min: 0, max: 5, step: 1, value: weight(domain) });
    slider.addEventListener("change", () => change(() => {
      state.weights = { ...state.weights, [domain]: Number(slider.value) };
    }, `weight ${domain}`));
    return el("div", { class: "weight" }, el("label", { for: `weight-${domain}` }, domainName(domain)), slider, el("output", {}, String(weight(domain))));
  });
  const titles = { baseline: t("baseline") };
  for (const plan of state.plans) titles[plan.id] = overBudget(comparison, plan) ? t("rank_over", { plan: fullTitle(plan) }) : fullTitle(plan);
  const percent = (share) => `${Math.round(share * 100)}%`;
  const rows = comparison && comparison.ranking
    ? comparison.ranking.filter((one) => titles[one.scenario]).map((one) => [titles[one.scenario], percent(one.acceptability[0]), percent(one.at_weights[0]), signed(one.score, "scale", 1)])
    : null;
  put(at("rank"), el("p", { class: "soft" }, t("rank_hint")), el("div", { class: "weights" }, sliders),
    rows ? table([t("plans"), t("rank_first"), t("rank_yours"), t("rank_score")], rows, t("rank_steps")) : el("p", { class: "soft" }, t("rank_wait")));
}
