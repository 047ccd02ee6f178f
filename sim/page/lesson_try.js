// The sandbox at the end of a lesson: its levers on its small city, and the way into the full page.
import { at, button, el, put, table } from "./dom.js";
import { change, state } from "./state.js";
import { meaning, model, outcomeName } from "./model.js";
import { often, verdictNode, words } from "./cards.js";
import { unitName, value } from "./format.js";
import { stepOf, tidy } from "./levers.js";
import { differenceOf, direction, frame, plansOf, run } from "./lesson_runs.js";
import { codeOf } from "./lesson_code.js";
import { l } from "./lesson_words.js";
import { complain, say } from "./notice.js";
import { pick } from "./words.js";

const WAIT = 250;
let tried = null;
let turn = 0;
let timer = null;

// A sandbox of a lesson begins with the plan that was guessed about.
export function beginTry(lesson, seed, tag) {
  const plan = plansOf(lesson).find((one) => one.id === `plan-${lesson.bet.plan}`);
  tried = { lesson, seed, tag, levers: plan.levers, reforms: plan.reforms, comparison: null };
}

export function showTry(leave) {
  const { lesson, levers } = tried;
  return el("section", { id: "sandbox" }, el("h2", {}, l("sandbox")), el("p", { class: "soft" }, l("sandbox_text")),
    lesson.levers.map((key) => slider(model.parameters.get(key), levers)), el("div", { id: "tried", "aria-live": "polite" }, tried.comparison ? found() : null),
    el("div", { class: "row" }, button(l("whole"), () => whole(leave), { id: "whole" })));
}

function slider(parameter, levers) {
  const { key, unit } = parameter;
  const today = parameter.default;
  const now = levers[key] === undefined ? today : levers[key];
  const [low, high] = [Math.min(parameter.prior_low, now, today), Math.max(parameter.prior_high, now, today)];
  const step = stepOf(parameter, [low, high]);
  const shown = (number) => `${value(number, unit)} ${unit === "share" ? "" : unitName(unit)}`;
  const output = el("output", { class: "now" }, shown(now));
  const input = el("input", { type: "range", id: `try-${key}`, min: low, max: high, step, value: now, "aria-label": meaning(key), "aria-valuetext": shown(now) });
  input.addEventListener("input", () => {
    const number = tidy(input.value);
    output.textContent = shown(number);
    input.setAttribute("aria-valuetext", shown(number));
    if (number === today) delete levers[key];
    else levers[key] = number;
    clearTimeout(timer);
    timer = setTimeout(tryOut, WAIT);
  });
  return el("div", { class: "try" }, el("div", { class: "row" }, el("label", { for: `try-${key}` }, meaning(key)), output),
    el("div", { class: "row" }, el("span", { class: "soft" }, l("today"), " ", value(today, unit)), input));
}

async function tryOut() {
  turn += 1;
  const mine = turn;
  const { lesson, seed, levers, reforms } = tried;
  const plan = { ...plansOf(lesson)[0], titles: ["Sandbox", "试验区"], levers: { ...levers }, reforms };
  try {
    await run(lesson, [plan], seed, (comparison) => {
      if (mine !== turn || !at("tried")) return;
      tried.comparison = comparison;
      put(at("tried"), found());
      const one = differenceOf(comparison, "a", lesson.bet.outcome);
      if (comparison.replicates === lesson.pairs) say(`${outcomeName(one.outcome)}${pick(": ", "：")}${words(one)}`);
    }, (error) => complain(error.message));
  } catch (error) {
    complain(error.message);
  }
}

function found() {
  const { lesson, seed, tag, comparison } = tried;
  const outcomes = [...new Set([lesson.bet.outcome, ...lesson.expect.map((one) => one.outcome), "cost_yuan_per_resident_year"])];
  const rows = outcomes.map((outcome) => {
    const one = differenceOf(comparison, "a", outcome);
    return [outcomeName(outcome), value(one.baseline_mean, one.unit), value(one.scenario_mean, one.unit), words(one), verdictNode(one.verdict), often(one)];
  });
  const whole = comparison.replicates === lesson.pairs;
  const one = differenceOf(comparison, "a", lesson.bet.outcome);
  const code = whole ? codeOf({ lesson, isOwn: true, seed, tag, bet: direction(one.difference, one.matters), end: null, one, hash: comparison.result_hash }) : null;
  return [el("p", { class: "soft" }, l("progress", { n: comparison.replicates, all: lesson.pairs })),
    table([l("outcome"), l("before"), l("after"), l("difference"), l("verdict"), l("each")], rows, l("sandbox")),
    code ? el("p", {}, l("code_own"), " ", el("code", { id: "own-code" }, code)) : null];
}

// Hands world and plan over to the page.
function whole(leave) {
  const { lesson, levers, reforms, seed } = tried;
  const { residents, days, world } = frame(lesson);
  const plan = { ...plansOf(lesson)[0], levers: { ...levers }, reforms, titles: [`${lesson.title}: sandbox`, `${lesson.title_zh}：试验区`] };
  leave(() => change(() => Object.assign(state, { seed, residents, smaller: false, days, world, plans: [plan], active: 0, outcome: lesson.bet.outcome })));
}
