// The answer in words: four large outcomes of the plan that is looked at, the cost, and all outcomes as a table.
import { at, button, el, folded, put, table } from "./dom.js";
import { activePlan, change, state } from "./state.js";
import { jumpTo } from "./jump.js";
import { model, outcomeName, verdictWords } from "./model.js";
import { decimals, signed, size, value } from "./format.js";
import { listed, pick, t } from "./words.js";
import { fullTitle } from "./plans.js";

const LARGE = ["close_days_mean", "true_resolution_share", "self_governed_share", "satisfaction"];
export const COST = "cost_yuan_per_resident_year";

// The difference of the plan in an outcome: of the last whole year where there are years, else of the run.
export function found(comparison, plan, outcome, group) {
  const wanted = group || periodGroup(outcome);
  const same = (one) => one.scenario === plan.id && one.outcome === outcome;
  return comparison.differences.find((one) => same(one) && one.group === wanted) || comparison.differences.find((one) => same(one) && one.group === "all");
}

function periodGroup(outcome) {
  const years = Math.floor(state.days / 365);
  return model.outcomes.get(outcome).by_year && years > 1 ? `year:${years}` : "all";
}

export function periodWords(outcome, group) {
  if (group.startsWith("year:")) return t("year", { n: group.slice(5) });
  if (model.outcomes.get(outcome).period !== "over the run") return t("run_end");
  const years = state.days / 365;
  return Number.isInteger(years) ? t("run_period", { n: years }) : t("run_days", { n: state.days });
}

const isNumber = (number) => typeof number === "number";

// A difference in words: how much less or more, how often, and what it is called.
export function words(difference) {
  if (!difference || !isNumber(difference.difference)) return "–";
  const count = decimals(difference);
  const much = size(difference.difference, difference.unit, count);
  const none = difference.is_same || !/[1-9]/.test(much);
  return none ? t("no_difference") : t(difference.difference < 0 ? "less" : "more", { size: much });
}

export function often(difference) {
  const name = difference.direction === "none" ? "higher_in" : "better_in";
  const ties = difference.ties ? ` · ${t("ties_in", { k: difference.ties })}` : "";
  return t(name, { k: difference.better_in, n: difference.pairs }) + ties;
}

export function rangeWords(difference) {
  if (!isNumber(difference.low)) return t("no_range_yet");
  const count = decimals(difference);
  const [low, high] = [difference.low, difference.high].map((end) => signed(end, difference.unit, count));
  return t("range", { low, high });
}

// The sign that goes with a verdict, so that colour is not alone.
export const MARKS = { better: "▲", worse: "▼", up: "△", down: "▽", too_small: "≈", not_clear: "?" };

export function verdictNode(word) {
  return el("span", { class: `verdict ${word}` }, `${MARKS[word]} ${verdictWords(word)}`);
}

export function showCards(comparison) {
  const plan = activePlan();
  at("answer-heading").textContent = t("answer", { plan: fullTitle(plan) });
  put(at("cards"), LARGE.map((outcome) => card(comparison, plan, outcome)));
  put(at("overview"), comparison ? overview(comparison) : null);
  const alone = comparison ? comparison.alone.filter((one) => one.scenario === plan.id) : [];
  at("holm").textContent = alone.length ? t("holm", { list: listed(alone.map((one) => outcomeName(one.outcome))) }) : "";
}

function card(comparison, plan, outcome) {
  const one = comparison && found(comparison, plan, outcome);
  const kind = model.outcomes.get(outcome);
  const look = button(outcomeName(outcome), () => lookAt(outcome), { id: `look-${outcome}`, class: "name", title: pick(kind.meaning_en, kind.meaning_zh), "aria-label": t("look", { outcome: outcomeName(outcome) }) });
  const name = el("h3", {}, look);
  if (!one) return el("div", { class: "card empty", "data-outcome": outcome }, name, el("p", { class: "big" }, "…"));
  return el("div", { class: `card ${one.verdict}`, "data-outcome": outcome, "data-verdict": one.verdict },
    name,
    el("p", { class: "period soft" }, periodWords(outcome, one.group)),
    el("p", { class: "big" }, words(one)),
    el("p", { class: "change" }, `${value(one.baseline_mean, kind.unit)} → ${value(one.scenario_mean, kind.unit)}`),
    el("p", {}, verdictNode(one.verdict)),
    el("p", { class: "soft" }, often(one)),
    el("p", { class: "soft" }, rangeWords(one)));
}

// Shows an outcome closely, below.
function lookAt(outcome) {
  if (outcome !== state.outcome) change(() => { state.outcome = outcome; });
  jumpTo("looks");
}

// Every outcome of every plan over the run, as a table.
export function showAll(comparison) {
  if (!comparison) return put(at("all"));
  const columns = [t("outcome"), t("baseline"), t("after"), t("difference"), t("interval"), t("verdict"), t("better_word")];
  const row = (plan, id) => {
    const one = found(comparison, plan, id, "all");
    const count = decimals(one);
    const ends = isNumber(one.low) ? `${signed(one.low, one.unit, count)} … ${signed(one.high, one.unit, count)}` : "–";
    return [outcomeName(id), value(one.baseline_mean, one.unit), value(one.scenario_mean, one.unit), signed(one.difference, one.unit, count) + (one.unit === "share" ? t("unit_points_short") : ""), ends,
      verdictNode(one.verdict), `${one.better_in}/${one.pairs}`];
  };
  return put(at("all"), there(comparison).map((plan) => folded(`all-${plan.id}`, fullTitle(plan), () =>
    table(columns, [...model.outcomes.keys()].map((id) => row(plan, id)), `${fullTitle(plan)} · ${periodWords("close_days_mean", "all")}`))));
}

const there = (comparison) => state.plans.filter((plan) => found(comparison, plan, COST));

// The headline outcomes of all plans side by side, where there is more than one.
function overview(comparison) {
  const plans = there(comparison);
  if (plans.length < 2) return null;
  const cell = (plan, id) => {
    const one = found(comparison, plan, id, "all");
    return el("span", { class: `verdict ${one.verdict}`, title: verdictWords(one.verdict) }, `${signed(one.difference, one.unit, decimals(one))}${one.unit === "share" ? t("unit_points_short") : ""} ${MARKS[one.verdict]}`);
  };
  const rows = model.headlines.map((id) => [outcomeName(id), value(found(comparison, plans[0], id, "all").baseline_mean, model.outcomes.get(id).unit), ...plans.map((plan) => cell(plan, id))]);
  const marks = Object.entries(MARKS).map(([word, mark]) => `${mark} ${verdictWords(word)}`);
  return [table([t("outcome"), t("baseline"), ...plans.map(fullTitle)], rows, `${t("overview")} · ${periodWords("close_days_mean", "all")}`), el("p", { class: "soft" }, listed(marks))];
}
