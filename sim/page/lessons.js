// The lessons' view: a story, a guess, what the model gives, a sandbox; sheets to print, and keys for whoever presents.
import { at, button, el, put, table } from "./dom.js";
import { state } from "./state.js";
import { drawDots } from "./dots.js";
import { setWords } from "./path.js";
import { often, verdictNode, words } from "./cards.js";
import { decimals, signed, size, unitWord, value } from "./format.js";
import { model, outcomeName } from "./model.js";
import { bring } from "./jump.js";
import { complain, forgetGood, say } from "./notice.js";
import { pick, t } from "./words.js";
import { differenceOf, direction, filled, frame, guessed, lessons, paragraphs, pilots, plansOf, run, said } from "./lesson_runs.js";
import { askEnd, drawGap, drawPilots } from "./lesson_guess.js";
import { codeOf, showClass } from "./lesson_code.js";
import { explained, showGlossary } from "./glossary.js";
import { note, showTally, showTools, toggleTimer, WAYS } from "./lesson_room.js";
import { beginTry, showTry } from "./lesson_try.js";
import { l } from "./lesson_words.js";

const root = document.documentElement;
const BUILT_IN = 7;
// What is open: nothing, the list, or a lesson with what was guessed and simulated.
const view = { isOpen: false, at: null, seed: 1, tag: "", isRoom: false, end: null, tally: null, isShown: false, comparison: null, turn: 0, back: null };

export const isTeaching = () => view.isOpen;
const lesson = () => lessons[view.at];
const whole = () => view.comparison && view.comparison.replicates === lesson().pairs;

// Opens the list; `back` is called when the view is left.
export function teach(back) {
  view.isOpen = true;
  view.at = null;
  view.back = back;
  root.dataset.view = "lessons";
  forgetGood();
  at("home").hidden = true;
  at("lessons").hidden = false;
  showLessons();
  sayLesson();
  bring(at("lessons"));
  at("lessons-back").focus({ preventScroll: true });
}

// Says how far the lesson is: nothing in the list.
export function sayLesson() {
  if (view.at === null) say("");
  else if (view.isShown) say(gapWords(guessed(lesson(), view.comparison)));
  else say(l(whole() ? (view.isRoom ? "ready_room" : "ready_draw") : "ready"));
}

function leave(then) {
  view.isOpen = false;
  view.turn += 1;
  delete root.dataset.view;
  at("lessons").hidden = true;
  at("home").hidden = false;
  if (typeof then === "function") then();
  else view.back();
  at("to-lessons").focus();
}

function open(index) {
  Object.assign(view, { at: index, end: null, tally: { up: 0, same: 0, down: 0 }, isShown: false, comparison: null });
  note(lesson().id, "opened", `seed ${view.seed}`);
  simulate();
  at("lesson-title").focus({ preventScroll: true });
  // On a small screen reading begins with the story; else what is needed to lead the lesson stays in view above it.
  bring(at(matchMedia("(max-width: 600px)").matches ? "lesson-title" : "lesson-head"));
}

async function simulate() {
  view.turn += 1;
  const mine = view.turn;
  view.comparison = null;
  showLessons();
  sayLesson();
  const failed = (error) => complain(error.message);
  try {
    await run(lesson(), plansOf(lesson()), view.seed, (comparison) => {
      if (mine !== view.turn) return;
      view.comparison = comparison;
      if (whole()) {
        showLessons();
        sayLesson();
      } else put(at("lesson-progress"), l("progress", { n: comparison.replicates, all: lesson().pairs }));
    }, failed);
  } catch (error) {
    failed(error);
  }
}

export function showLessons() {
  if (!view.isOpen) return;
  put(at("lessons"), view.at === null ? list() : [head(), el("article", { id: "lesson" }, story(), view.isShown ? result() : guess()), sheets()]);
}

function list() {
  return [
    el("div", { class: "row" }, button(l("back"), () => leave(), { id: "lessons-back" })),
    el("section", {}, el("h2", {}, l("lessons")), el("p", {}, l(lessons.length > BUILT_IN ? "intro_more" : "intro")),
      el("ol", { class: "lesson-list" }, lessons.map((one, index) => el("li", {}, button(`${index + 1}. ${said(one, "title")}`, () => open(index), { id: `lesson-${one.id}` }), el("p", { class: "soft" }, said(one, "question"))))),
      showTools(null), el("p", { class: "soft" }, l("keys")), showGlossary()),
    showClass(),
  ];
}

function head() {
  const seed = el("input", { type: "number", id: "lesson-seed", min: 0, max: Number.MAX_SAFE_INTEGER, step: 1, value: view.seed });
  seed.addEventListener("change", () => {
    const number = Number(seed.value);
    if (seed.value === "" || !Number.isSafeInteger(number) || number < 0) return;
    Object.assign(view, { seed: number, isShown: false, end: null });
    simulate();
  });
  const tag = el("input", { type: "text", id: "lesson-tag", maxlength: 8, size: 8, value: view.tag, autocomplete: "off" });
  tag.addEventListener("change", () => {
    view.tag = tag.value.toLowerCase().replace(/[^a-z0-9]/g, "").slice(0, 8);
    if (view.isShown) beginTry(lesson(), view.seed, view.tag);
    showLessons();
  });
  const forward = view.at + 1 < lessons.length ? button(l("next"), () => open(view.at + 1), { id: "lesson-next" }) : null;
  return el("div", { class: "lesson-head", id: "lesson-head" },
    el("div", { class: "row" }, button(l("back"), () => leave(), { id: "lessons-back" }), button(l("all"), toList, { id: "lessons-all" }), forward,
      button(l("room"), room, { id: "room", "aria-pressed": String(view.isRoom) }),
      el("span", { class: "field" }, el("label", { for: "lesson-seed" }, l("seed")), seed), view.isRoom ? null : el("span", { class: "field" }, el("label", { for: "lesson-tag" }, l("tag")), tag)),
    view.isRoom ? showTools(null) : null);
}

function toList() {
  view.at = null;
  view.turn += 1;
  showLessons();
  sayLesson();
  bring(at("lessons"));
}

function room() {
  view.isRoom = !view.isRoom;
  showLessons();
  sayLesson();
}

function story() {
  const used = new Set();
  return el("section", { id: "story" }, el("h2", { id: "lesson-title", tabindex: "-1" }, `${l("number", { n: view.at + 1 })}${pick(": ", "：")}${said(lesson(), "title")}`),
    paragraphs(said(lesson(), "story")).map((one) => el("p", { class: "tale" }, explained(one, used))),
    el("p", { class: "ask" }, explained(paragraphs(said(lesson(), "question"))[0], used)));
}

const planTitle = (letter) => {
  const plan = lesson().plan["abc".indexOf(letter)];
  return pick(plan.title, plan.title_zh);
};

function guess() {
  const waits = whole() ? null : el("p", { class: "soft" }, l("ready"), " ", el("span", { id: "lesson-progress" }));
  // Hands need no number, so a room does not wait; who draws an end point needs to see where the line begins.
  if (waits && !view.isRoom) return el("section", { id: "guess" }, waits);
  const one = waits ? null : guessed(lesson(), view.comparison);
  const parts = { outcome: outcomeName(lesson().bet.outcome), before: one ? full(one.baseline_mean, one.unit) : "", plan: planTitle(lesson().bet.plan) };
  const hands = WAYS.reduce((sum, way) => sum + view.tally[way], 0);
  const isReady = view.isRoom ? hands > 0 : view.end !== null;
  const reveal = button(l(waits ? "show_soon" : isReady ? "show" : view.isRoom ? "show_hands" : "show_wait"), show, { id: "show", disabled: Boolean(waits) || !isReady });
  const moved = (end) => {
    view.end = end;
    at("show").disabled = false;
    at("show").textContent = l("show");
  };
  return el("section", { id: "guess" }, el("h2", {}, l("guess")),
    el("p", {}, l(view.isRoom ? "guess_room" : "guess_draw", parts)),
    view.isRoom ? showTally(view.tally, count) : askEnd(one, view.end, moved), el("div", { class: "row" }, reveal), waits);
}

function count(way, step) {
  if (view.at === null || view.isShown || !view.isRoom) return;
  view.tally[way] = Math.max(0, view.tally[way] + step);
  showLessons();
}

function show() {
  if (view.at === null || view.isShown || !whole() || at("show").disabled) return;
  view.isShown = true;
  beginTry(lesson(), view.seed, view.tag);
  note(lesson().id, "guessed", view.isRoom ? JSON.stringify(view.tally) : String(view.end));
  showLessons();
  sayLesson();
  at("shown-heading").focus({ preventScroll: true });
  bring(at("shown-heading"));
  note(lesson().id, "shown", view.comparison.result_hash);
}

// A value with the word for its unit where a sentence needs one.
const full = (number, unit) => value(number, unit) + (unit === "days" ? unitWord(unit) : "");

function gapWords(one) {
  const ends = { before: full(one.baseline_mean, one.unit), after: full(one.scenario_mean, one.unit) };
  if (view.isRoom || view.end === null) return l("gap_room", { ...view.tally, ...ends });
  return l("gap", { ...ends, yours: full(view.end, one.unit), gap: size(view.end - one.scenario_mean, one.unit, one.unit.startsWith("scale") ? 2 : 1) });
}

function result() {
  const { comparison } = view;
  const one = guessed(lesson(), comparison);
  const range = typeof one.low === "number" ? l("range", { n: one.pairs, low: signed(one.low, one.unit, decimals(one)), high: signed(one.high, one.unit, decimals(one)) }) : "";
  root.dataset.lessonHash = comparison.result_hash;
  return [
    el("section", { id: "result" }, el("h2", { id: "shown-heading", tabindex: "-1" }, l("shown")),
      drawGap(one, view.isRoom ? null : view.end),
      el("p", { id: "gap" }, gapWords(one), pick(" ", ""), range), el("p", {}, verdictNode(one.verdict), ` ${often(one)}`),
      el("p", { id: "why-line" }, el("strong", {}, l("why", { text: said(lesson(), "why") }))),
      afterwards(one)),
    showTry(leave),
  ];
}

function afterwards(one) {
  const { comparison } = view;
  const used = new Set();
  const { days } = frame(lesson());
  return [
    filled(lesson(), comparison, said(lesson(), "after")).map((text) => el("p", { class: "tale" }, explained(text, used))),
    lesson().pilots ? el("figure", {}, el("h3", {}, l("pilots")), drawPilots(one, pilots(lesson(), comparison)), el("figcaption", {}, l("pilots_text"))) : el("figure", {}, drawDots(one), el("figcaption", {}, t("dots_text"))),
    changes(comparison, days === 730 ? l("table") : l("table_days", { n: days })),
    el("p", {}, l("code"), pick(": ", "："), el("code", { id: "code" }, code(one)), " ",
      button(l("copy"), copy, { id: "copy-code" })), el("p", { class: "soft" }, l("code_text")),
    el("div", { class: "row" }, button(l("print_sheet"), () => printed("student"), { id: "print-student" })),
    el("details", { id: "teacher" }, el("summary", {}, l("teacher_show")), teacher(), button(l("print_teacher"), () => printed("teacher"), { id: "print-teacher" })),
  ];
}

function code(one) {
  const most = WAYS.reduce((best, way) => (view.tally[way] > view.tally[best] ? way : best), WAYS[0]);
  const bet = view.isRoom || view.end === null ? most : direction(view.end - one.baseline_mean, one.matters);
  return codeOf({ lesson: lesson(), isOwn: false, seed: view.seed, tag: view.tag, bet, end: view.isRoom ? null : view.end, one, hash: view.comparison.result_hash });
}

async function copy() {
  try {
    await navigator.clipboard.writeText(at("code").textContent);
    at("copy-code").textContent = l("copied");
  } catch (_) {
    // Where the clipboard is closed the code can still be marked.
    getSelection().selectAllChildren(at("code"));
  }
}

// The ends of an interval, where the column says that they are.
const ends = (one) => (typeof one.low === "number" ? [one.low, one.high].map((end) => signed(end, one.unit, decimals(one))).join(" … ") : "–");

function changes(comparison, caption) {
  const rows = lesson().expect.map(({ plan, outcome }) => {
    const one = differenceOf(comparison, plan, outcome);
    return [outcomeName(outcome), planTitle(plan), value(one.baseline_mean, one.unit), value(one.scenario_mean, one.unit), words(one), ends(one), verdictNode(one.verdict)];
  });
  return table([l("outcome"), l("plan"), l("before"), l("after"), l("difference"), l("between"), l("verdict")], rows, caption);
}

function teacher() {
  const { bet, expect, misconception } = lesson();
  const rows = expect.map(({ plan, outcome, low, high }) => {
    const one = differenceOf(view.comparison, plan, outcome);
    const count = Math.max(decimals(one), 1);
    return [outcomeName(outcome), planTitle(plan), signed(low, one.unit, count), signed(high, one.unit, count), signed(one.difference, one.unit, count)];
  });
  const kept = plansOf(lesson()).map((plan) => `${pick(...plan.titles)}${pick(": ", "：")}${setWords(plan)}`);
  return el("div", {}, el("p", {}, `${outcomeName(bet.outcome)}${pick(", ", "，")}${planTitle(bet.plan)}${pick(". ", "。")}`, l("answer", { answer: l(bet.answer) })),
    el("ul", {}, kept.map((one) => el("li", {}, one))),
    table([l("outcome"), l("plan"), l("low"), l("high"), l("got")], rows, l("expected")),
    el("h3", {}, l("misconceptions")), el("dl", {}, misconception.map((one) => [el("dt", {}, said(one, "text")), el("dd", {}, said(one, "answer"))])));
}

// What is printed, one sheet at a time.
function sheets() {
  if (!view.isShown) return [];
  const one = guessed(lesson(), view.comparison);
  const heading = (name) => el("h2", {}, `${l(name)}${pick(": ", "：")}${said(lesson(), "title")}`);
  const repeat = () => el("p", { class: "soft" }, l("repeat", { seed: view.seed, n: lesson().pairs, version: model.version, hash: view.comparison.result_hash }));
  return [
    el("section", { class: "sheet student" }, heading("sheet"), el("p", {}, l("name")), paragraphs(said(lesson(), "story")).map((text) => el("p", {}, text)),
      el("p", {}, el("strong", {}, said(lesson(), "question"))), drawGap(one, view.isRoom ? null : view.end), el("p", {}, gapWords(one)),
      changes(view.comparison, l("shown")), el("p", {}, l("code"), " ", el("code", {}, code(one))), repeat(),
      ["sheet_1", "sheet_2", "sheet_3"].map((name) => [el("p", {}, l(name)), [1, 2, 3].map(() => el("div", { class: "line" }))])),
    el("section", { class: "sheet teacher" }, heading("teacher"), el("p", {}, el("strong", {}, said(lesson(), "question"))), teacher(), repeat()),
  ];
}

function printed(which) {
  root.dataset.sheet = which;
  addEventListener("afterprint", () => delete root.dataset.sheet, { once: true });
  print();
}

// Keys while the view is open; keys with others held, and those in fields, are not meant.
export function lessonKey(event) {
  if (!view.isOpen || event.altKey || event.ctrlKey || event.metaKey || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) return;
  const key = event.key.toLowerCase();
  if (key === "t" && at("timer-go")) toggleTimer();
  if (view.at === null) return;
  if (key === "s" && at("show")) show();
  if (key === "n" && view.at + 1 < lessons.length) open(view.at + 1);
  if (key === "r") room();
  if (["1", "2", "3"].includes(key)) count(WAYS[Number(key) - 1], 1);
}
