// The answer in words: four large outcomes of the plan that is looked at, the cost, and all outcomes as a table.
import { at, button, el, folded, put, table } from "./dom.js";
import { activePlan, change, state } from "./state.js";
import { jumpTo } from "./jump.js";
import { model, outcomeName, verdictWords } from "./model.js";
import { decimals, signed, size, unitWord, value } from "./format.js";
import { listed, pick, t } from "./words.js";
import { changedLine, fullTitle, titleOf } from "./plans.js";

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
  if (difference.is_same) return t("no_difference");
  return !/[1-9]/.test(much) ? t("hardly") : t(difference.difference < 0 ? "less" : "more", { size: much });
}

export function often(difference) {
  const name = difference.direction === "none" ? "higher_in" : "better_in";
  const ties = difference.ties ? ` · ${t("ties_in", { k: difference.ties })}` : "";
  return t(name, { k: difference.better_in, n: difference.pairs }) + ties;
}

export function rangeWords(difference) {
  if (difference.is_same) return t("same_in_all");
  if (!isNumber(difference.low)) return t("no_range_yet");
  const count = decimals(difference);
  const [low, high] = [difference.low, difference.high].map((end) => signed(end, difference.unit, count));
  return t("range", { low, high });
}

// The smallest change that matters with its unit, as short as it is exact.
export const matter = ({ matters, unit }) => (unit === "share" ? `${Number((matters * 100).toPrecision(3))}${t("unit_points")}` : `${Number(matters.toPrecision(3))}${unitWord(unit)}`).replace(/^1 (point|day)s$/, "1 $1");

// What an answer that is not clear leaves open, where its whole interval lies on one side of no difference.
function leaning(difference) {
  const isOneWay = difference.verdict === "not_clear" && isNumber(difference.low) && difference.low * difference.high > 0;
  return isOneWay ? el("p", { class: "soft" }, t("leans", { size: matter(difference) })) : null;
}

// By how much a plan's cost is above the budget; 0 within it, null where there is none or no answer yet.
export function overBudget(comparison, plan) {
  const cost = comparison && found(comparison, plan, COST);
  if (state.budget === null || !cost || !isNumber(cost.scenario_mean)) return null;
  return Math.max(0, cost.scenario_mean - state.budget);
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
  put(at("gains"), comparison ? gains(comparison, plan) : null);
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
    leaning(one),
    one.is_same ? null : el("p", { class: "soft" }, often(one)),
    el("p", { class: "soft" }, rangeWords(one)));
}

// Outcomes that clearly moved by as much as matters, those first that moved most beside it.
export function movedMost(comparison, plan) {
  const all = comparison.differences.filter((one) => one.scenario === plan.id && one.group === "all" && isNumber(one.times_matters) && one.verdict !== "not_clear" && one.verdict !== "too_small");
  return all.sort((a, b) => Math.abs(b.times_matters) - Math.abs(a.times_matters));
}

// What else the plan brings and takes, beside the four large outcomes.
const MOST_GAINS = 4;
function gains(comparison, plan) {
  if (!found(comparison, plan, COST) || (Object.keys(plan.levers).length + plan.reforms.length === 0)) return null;
  const moved = movedMost(comparison, plan).filter((one) => !LARGE.includes(one.outcome));
  const line = (name, verdicts) => {
    const some = moved.filter((one) => verdicts.includes(one.verdict)).slice(0, MOST_GAINS);
    if (!some.length) return null;
    const list = some.map((one) => t("gains_one", { outcome: outcomeName(one.outcome), words: words(one) })).join(pick("; ", "；"));
    const period = listed([...new Set(some.map((one) => periodWords(one.outcome, "all")))]);
    return el("p", {}, el("span", { class: `verdict ${verdicts[0]}` }, `${MARKS[verdicts[0]]} `), t("gains_line", { sort: t(name), period, list }));
  };
  if (!moved.length && comparison.replicates < state.pairs) return null;
  return [moved.length ? [line("gains", ["better"]), line("losses", ["worse"]), line("moves", ["up", "down"])] : el("p", {}, t("gains_none")),
    el("div", { class: "row" }, button(t("see_all"), () => seeAll(plan), { id: "see-all", class: "small" }), button(t("print"), () => print(), { id: "print-here", class: "small" }))];
}

// Opens the table of all outcomes of a plan.
function seeAll(plan) {
  const fold = at("all").querySelector(`[data-fold="all-${plan.id}"]`);
  if (fold) fold.open = true;
  jumpTo("all");
}

// What a printed page needs beside what is on the screen: the other plans, the budget, and how to get the same again.
export function showPrinted(scenarios, comparison) {
  if (!scenarios || !comparison) return put(at("printed"));
  const others = state.plans.map((plan, index) => (plan === activePlan() || !scenarios[index + 1] ? null : el("p", {}, el("strong", {}, fullTitle(plan)), pick(": ", "："), changedLine(scenarios[index + 1]))));
  const over = state.plans.filter((plan) => overBudget(comparison, plan));
  return put(at("printed"), others,
    state.budget === null ? null : el("p", {}, t("printed_budget", { budget: state.budget, list: over.length ? listed(over.map(fullTitle)) : "–" })),
    el("p", { class: "soft" }, t("printed", { residents: state.residents.toLocaleString("en"), period: periodWords("close_days_mean", "all"), n: comparison.replicates, seed: state.seed, version: model.version, hash: comparison.result_hash })));
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
  const within = plans.filter((plan) => !overBudget(comparison, plan));
  const best = (id) => {
    const better = within.filter((plan) => found(comparison, plan, id, "all").verdict === "better");
    const far = (plan) => Math.abs(found(comparison, plan, id, "all").difference);
    return better.length ? titleOf(better.reduce((first, plan) => (far(plan) > far(first) ? plan : first))) : t("improves_none");
  };
  const rows = model.headlines.map((id) => [outcomeName(id), value(found(comparison, plans[0], id, "all").baseline_mean, model.outcomes.get(id).unit), ...plans.map((plan) => cell(plan, id)), best(id)]);
  const heads = plans.map((plan) => (overBudget(comparison, plan) ? t("rank_over", { plan: fullTitle(plan) }) : fullTitle(plan)));
  const marks = Object.entries(MARKS).map(([word, mark]) => `${mark} ${verdictWords(word)}`);
  return [table([t("outcome"), t("baseline"), ...heads, t(state.budget === null ? "improves_most" : "improves_most_within")], rows, `${t("overview")} · ${periodWords("close_days_mean", "all")}`), el("p", { class: "soft" }, listed(marks))];
}
