// Runs of a lesson: its own small world on top of the built-in baseline, and what comes of it in its texts.
import { data } from "./state.js";
import { model } from "./model.js";
import { begin, read } from "./runs.js";
import { orders } from "./toml.js";
import { decimals, signed, value } from "./format.js";
import { pick } from "./words.js";

export const lessons = data.lessons.lesson;
const LETTERS = ["a", "b", "c"];
// Replicates beside which another city stands: two share one.
const NEXT_CITY = 2;

// What a lesson sets, as the state of the page has it.
export function frame(lesson) {
  const { "city.residents": residents, "scenario.days": days, ...world } = lesson.world;
  const usual = (key) => model.parameters.get(key).default;
  return { residents: residents || usual("city.residents"), days: days || usual("scenario.days"), world };
}

// The plans of a lesson as the page has plans.
export function plansOf(lesson) {
  const reform = ({ day, ramp_days: ramp, communities, set }) => ({ day, ramp, communities, set });
  return lesson.plan.map(({ title, title_zh: zh, set, change }, index) => ({ id: `plan-${LETTERS[index]}`, titles: [title, zh], preset: "", levers: { ...set }, reforms: change.map(reform) }));
}

// Runs baseline and plans; `show` gets every comparison. Takes the place of whatever is simulated now.
export async function run(lesson, plans, seed, show, failed) {
  const answer = await read(orders({ ...frame(lesson), root: "builtin:baseline", roster: false, files: {} }, plans));
  if (answer.problems) throw new Error(answer.problems.text);
  begin({ scenarios: answer.scenarios, pairs: lesson.pairs, seed, isMain: true, show, failed });
}

export function differenceOf(comparison, letter, outcome) {
  return comparison.differences.find((one) => one.scenario === `plan-${letter}` && one.outcome === outcome && one.group === "all");
}

export const guessed = (lesson, comparison) => differenceOf(comparison, lesson.bet.plan, lesson.bet.outcome);

// Which way a difference goes: within what matters it is about the same.
export function direction(change, matters) {
  if (Math.abs(change) < matters) return "same";
  return change > 0 ? "up" : "down";
}

// Differences of the outcome that is guessed: in the same city, and from the baseline of the next.
export function pilots(lesson, comparison) {
  const index = [...model.outcomes.keys()].indexOf(lesson.bet.outcome);
  const values = (scenario) => comparison.runs[scenario].map((one) => one.values.all[index]);
  const [before, after] = [values(0), values(LETTERS.indexOf(lesson.bet.plan) + 1)];
  const changes = (shift) => after.map((number, at) => number - before[(at + shift) % before.length]);
  const agree = (list) => list.filter((change) => (lesson.bet.answer === "up" ? change > 0 : change < 0)).length;
  const [itself, other] = [changes(0), changes(NEXT_CITY)];
  return { itself, other, better: agree(itself), misled: agree(other) };
}

const unitOf = (outcome) => model.outcomes.get(outcome).unit;
export const shown = (number, outcome) => value(number, unitOf(outcome));

// A text with what was simulated in place of its marks, in paragraphs.
export function filled(lesson, comparison, text) {
  const put = (mark) => {
    if (mark === "pairs") return String(lesson.pairs);
    if (mark === "better") return String(pilots(lesson, comparison).better);
    if (mark === "pilots") return String(pilots(lesson, comparison).misled);
    const [letter, outcome, what] = mark.split(".");
    const one = differenceOf(comparison, letter, outcome);
    if (what === "before") return value(one.baseline_mean, one.unit);
    if (what === "after") return value(one.scenario_mean, one.unit);
    const change = signed(one.difference, one.unit, decimals(one));
    return what === "size" ? change.replace(/^[+−]/, "") : change;
  };
  return paragraphs(text.replace(/\{([^}]+)\}/g, (_, mark) => put(mark)));
}

// Lines of a file belong together; between Chinese characters no space stands for their break.
export function paragraphs(text) {
  const joined = (words) => words.trim().replace(/([\u3000-\u9fff\uff00-\uffef])\n/g, "$1").replace(/\n/g, " ");
  return text.split(/\n\s*\n/).map(joined).filter(Boolean);
}

export const said = (one, name) => pick(one[name], one[`${name}_zh`]);
