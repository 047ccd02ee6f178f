// One outcome closely: pair after pair, the differences as dots, and its way over time. Drawn from real runs alone.
import { at, el, put, table } from "./dom.js";
import { activePlan, change, state } from "./state.js";
import { ask } from "./pool.js";
import { domainName, model, outcomeName } from "./model.js";
import { decimals, signed, value } from "./format.js";
import { pick, t } from "./words.js";
import { titleOf } from "./plans.js";
import { found, matter, often, periodWords, rangeWords, verdictNode } from "./cards.js";
import { drawDots } from "./dots.js";
import { drawFan } from "./fan.js";
import { figure } from "./figure.js";
import { showMap } from "./map.js";
import { showDraws } from "./draws.js";

export function showFigures(comparison) {
  showPicker();
  const plan = activePlan();
  const one = comparison && found(comparison, plan, state.outcome);
  if (!one) return put(at("figures"));
  const kind = model.outcomes.get(state.outcome);
  const columns = pairColumns(comparison, plan, one);
  put(at("figures"),
    el("div", { class: "wide" }, el("p", { class: "soft" }, t("means", { text: pick(kind.meaning_en, kind.meaning_zh) })),
      el("p", {}, verdictNode(one.verdict), ` ${often(one)} · ${rangeWords(one)} · ${periodWords(state.outcome, one.group)} · `,
        t("matters", { size: matter(one) }))),
    showDraws(one, columns, [["pair", "baseline", plan.id, "difference"], ...pairRows(one, columns)], () => pairTable(one, columns)),
    figure("dots", t("dots"), t("dots_text"), drawDots(one), () => pairTable(one, columns), [["pair", "baseline", plan.id, "difference"], ...pairRows(one, columns)]),
    el("div", { id: "fan" }),
    showMap(comparison, plan));
  showFan(comparison, plan);
}

// Values of baseline and plan in every pair, as they were measured.
function pairColumns(comparison, plan, one) {
  const index = [...model.outcomes.keys()].indexOf(one.outcome);
  const of = (scenario) => comparison.runs[scenario].map((run) => (run.values[one.group] || [])[index]);
  return [of(0), of(comparison.names.indexOf(plan.id))];
}

function pairRows(one, [before, after]) {
  return one.paired.map((difference, index) => [index + 1, before[index], after[index], difference]);
}

function pairTable(one, columns) {
  const rows = pairRows(one, columns).map(([pair, before, after, difference]) => [
    t("pair", { n: pair }), value(before, one.unit), value(after, one.unit), signed(difference, one.unit, decimals(one)),
  ]);
  return table([t("pair", { n: "" }), t("baseline"), titleOf(activePlan()), t("difference")], rows, outcomeName(one.outcome));
}

function showPicker() {
  const choose = el("select", { id: "outcome" });
  let domain = null;
  let group = null;
  for (const kind of model.outcomes.values()) {
    if (kind.domain !== domain) {
      domain = kind.domain;
      group = el("optgroup", { label: domainName(domain) });
      choose.append(group);
    }
    group.append(el("option", { value: kind.id }, pick(kind.name_en, kind.name_zh)));
  }
  choose.value = state.outcome;
  choose.addEventListener("change", () => change(() => {
    state.outcome = choose.value;
  }));
  put(at("picker"), el("label", { for: "outcome" }, t("outcome")), choose);
}

// The fan comes from the desk, which puts the months of all runs together.
async function showFan(comparison, plan) {
  const outcome = state.outcome;
  const number = comparison.names.indexOf(plan.id);
  const months = (scenario) => comparison.runs[scenario].map((run) => run.months[outcome]);
  if (!comparison.runs[0][0].months[outcome]) {
    put(at("fan"), el("p", { class: "soft" }, t("fan_none")));
    return;
  }
  const [before, after] = await Promise.all([0, number].map((scenario) => ask({ fan: { runs: months(scenario) } })));
  if (!at("fan") || outcome !== state.outcome) return;
  const { unit } = model.outcomes.get(outcome);
  const days = comparison.runs[0][0].ends;
  const drawing = drawFan({ days, unit, name: outcomeName(outcome), bands: [before.quantiles, after.quantiles], runs: [months(0), months(number)], titles: [t("baseline"), titleOf(plan)] });
  const rows = days.map((day, index) => [day, ...before.quantiles[index], ...after.quantiles[index]]);
  const shares = ["5%", "25%", t("median"), "75%", "95%"];
  const columns = [t("month"), ...[t("baseline"), titleOf(plan)].flatMap((name) => shares.map((share) => `${name} ${share}`))];
  const written = rows.map(([day, ...rest]) => [day, ...rest.map((number) => value(number, unit))]);
  put(at("fan"), figure("fan", t("fan"), t("fan_text"), drawing, () => table(columns, written, outcomeName(outcome)), [columns, ...rows]));
}
