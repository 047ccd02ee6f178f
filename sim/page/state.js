// What the user has set: the world of the page, its plans, and how it was before each change.
import { at } from "./dom.js";

// What the file was made with: files of scenarios, presets, what the baseline extends, versions.
export const data = JSON.parse(at("data").textContent);

const LETTERS = ["A", "B", "C"];
const MOST_UNDONE = 100;

function plan(number) {
  return { id: `plan-${"abc"[number]}`, titles: [`Plan ${LETTERS[number]}`, `方案${LETTERS[number]}`], preset: "", levers: {}, reforms: [] };
}

// The letter of a plan, and whether nobody has named it.
export const letterOf = (one) => LETTERS["abc".indexOf(one.id.slice(-1))];
export const isUnnamed = (one) => one.titles[0] === `Plan ${letterOf(one)}` && one.titles[1] === `方案${letterOf(one)}`;

// Names a plan in both languages; without a name it goes by its letter again.
export function nameIt(one, [en, zh]) {
  const usual = plan("abc".indexOf(one.id.slice(-1))).titles;
  one.titles = [en || usual[0], zh || usual[1]];
}

export const state = {
  lang: (navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en",
  seed: 1,
  pairs: 30,
  days: data.days,
  residents: data.residents,
  root: data.root,
  roster: data.roster,
  files: data.files,
  world: {},
  plans: [plan(0)],
  active: 0,
  outcome: "self_governed_share",
  weights: {},
  // Yuan per resident and year that a plan may cost; null where nothing is fixed.
  budget: null,
  // Whether the city is smaller than that of the file because this machine is slow.
  smaller: false,
};

// What undo brings back, and what a link or file carries.
const SAVED = ["seed", "pairs", "days", "residents", "world", "plans", "active", "outcome", "weights", "budget"];

export function snapshot() {
  return JSON.stringify(Object.fromEntries(SAVED.map((name) => [name, state[name]])));
}

const undone = [];
const listeners = [];
let gesture = null;

export function onChange(listener) {
  listeners.push(listener);
}

// Changes the state; changes of one gesture, such as the moves of one slider, are undone together.
export function change(how, name) {
  const now = Date.now();
  const same = name && gesture && gesture.name === name && now - gesture.when < 1500;
  if (!same) undone.push(snapshot());
  if (undone.length > MOST_UNDONE) undone.shift();
  gesture = { name, when: now };
  how(state);
  listeners.forEach((listener) => listener());
}

export function canUndo() {
  return undone.length > 0;
}

// What was set before anybody touched the page is where undo ends.
export function beginHere() {
  undone.length = 0;
}

export function undo() {
  if (!undone.length) return null;
  const now = snapshot();
  restore(undone.pop());
  gesture = null;
  listeners.forEach((listener) => listener());
  return now;
}

function restore(text) {
  Object.assign(state, JSON.parse(text));
}

export function activePlan() {
  return state.plans[state.active];
}

export function addPlan(from) {
  const used = state.plans.map((one) => one.id);
  const free = [0, 1, 2].find((number) => !used.includes(plan(number).id));
  if (free === undefined) return;
  const made = plan(free);
  const copied = from ? JSON.parse(JSON.stringify({ levers: from.levers, reforms: from.reforms, preset: from.preset })) : {};
  state.plans.push(Object.assign(made, copied));
  state.active = state.plans.length - 1;
}

// Takes over what a link or a file carries, where it has the shape of a state; false where it has not.
export function adopt(carried) {
  const number = (value, least, most) => Number.isFinite(value) && value >= least && value <= most;
  const isNone = (value) => value === null || value === undefined;
  const plain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const isKey = (key) => /^[\w.\-\u4e00-\u9fff]{3,120}$/.test(key);
  const isValue = (value) => typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && /^("[\w\-]{0,40}"|true|false|[\d.eE+\-]{1,30})$/.test(value));
  const values = (object) => plain(object) && Object.entries(object).every(([key, value]) => isKey(key) && isValue(value));
  const isReform = (one) => plain(one) && number(one.day, 0, 36500) && number(one.ramp, 0, 36500) && Array.isArray(one.communities)
    && one.communities.every((name) => typeof name === "string" && name.length < 100) && values(one.set);
  const isPlan = (one) => plain(one) && LETTERS.some((_, index) => plan(index).id === one.id) && Array.isArray(one.titles)
    && one.titles.length === 2 && one.titles.every((title) => typeof title === "string" && title.length < 500)
    && typeof one.preset === "string" && values(one.levers) && Array.isArray(one.reforms) && one.reforms.every(isReform);
  const fine = plain(carried) && number(carried.seed, 0, Number.MAX_SAFE_INTEGER) && number(carried.pairs, 1, 100)
    && number(carried.days, 1, 36500) && number(carried.residents, 200, 1e6) && values(carried.world)
    && Array.isArray(carried.plans) && carried.plans.length >= 1 && carried.plans.length <= 3 && carried.plans.every(isPlan)
    && new Set(carried.plans.map((one) => one.id)).size === carried.plans.length
    && number(carried.active, 0, carried.plans.length - 1) && typeof carried.outcome === "string" && plain(carried.weights)
    && Object.values(carried.weights).every((weight) => number(weight, 0, 100)) && (isNone(carried.budget) || number(carried.budget, 0, 1e6));
  if (!fine) return false;
  change((s) => SAVED.forEach((name) => {
    s[name] = carried[name] === undefined ? null : carried[name];
    s.smaller = false;
  }));
  return true;
}
