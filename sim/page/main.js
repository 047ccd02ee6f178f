// The page from its first moment on: what is set becomes files, files become runs, runs become the answer.
import { at } from "./dom.js";
import { activePlan, beginHere, canUndo, change, data, onChange, state, undo } from "./state.js";
import { learn, model, outcomeName } from "./model.js";
import { begin, read } from "./runs.js";
import { orders } from "./toml.js";
import { isMoving, showLevers } from "./levers.js";
import { changedLine, showDiffers, showPlans, titleOf, usePreset } from "./plans.js";
import { showAll, showCards, showPrinted, words, found, often } from "./cards.js";
import { mindSlowMachine } from "./slow.js";
import { showCosts } from "./costs.js";
import { showFigures } from "./figures.js";
import { showWhy } from "./why.js";
import { showRank } from "./rank.js";
import { showReforms } from "./reforms.js";
import { showFrame, showPace, showWorld } from "./world.js";
import { fromLink, showTake, versionWarning } from "./take.js";
import { showTrust } from "./trust.js";
import { showCity } from "./city.js";
import { showJump } from "./jump.js";
import { isVeiled, showVeil, toggleVeil } from "./veil.js";
import { isTeaching, lessonKey, sayLesson, showLessons, teach } from "./lessons.js";
import { complain, forgetGood, inputIsRight, say, showNotice } from "./notice.js";
import { listed, pick, t } from "./words.js";

const root = document.documentElement;
let shown = { scenarios: null, comparison: null };
let generation = 0;
let isReading = false;
let redo = null;

// Puts the words of the language that was chosen everywhere.
function showWords() {
  root.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.title = `${t("title")} · gridgov`;
  document.querySelectorAll("[data-t]").forEach((node) => {
    node.textContent = t(node.dataset.t);
  });
  showJump();
  showVeil();
  at("language").textContent = t("other_language");
  at("language").lang = state.lang === "zh" ? "en" : "zh-CN";
}

// Everything that follows from the state alone.
function showInputs() {
  root.dataset.plans = String(state.plans.length);
  showPlans();
  showLevers();
  showReforms(shown.scenarios);
  showFrame();
  showWorld();
  if (!isMoving()) showCity();
}

// Everything that follows from runs.
function showAnswer() {
  const { comparison, scenarios } = shown;
  showCards(comparison);
  showCosts(comparison);
  showFigures(comparison);
  showAll(comparison);
  showDiffers(scenarios);
  showWhy(comparison);
  showRank(comparison);
  showTake(scenarios, comparison);
  showPrinted(scenarios, comparison);
  const read = scenarios && scenarios[state.active + 1];
  at("changed").textContent = read ? changedLine(read) : "";
}

// Of moves that come faster than they are read the last one counts.
async function refresh() {
  if (isTeaching()) return;
  generation += 1;
  if (isReading) return;
  isReading = true;
  try {
    for (let last = -1; last !== generation && !isTeaching();) {
      last = generation;
      await readAndBegin(last);
    }
  } finally {
    isReading = false;
  }
}

async function readAndBegin(mine) {
  const wanted = orders(state, state.plans);
  const answer = await read(wanted);
  if (mine !== generation || isTeaching()) return;
  if (answer.problems) {
    complain(`${t("wrong_input")}\n\n${answer.problems.text}`, true);
    return;
  }
  inputIsRight();
  shown.scenarios = answer.scenarios;
  showDiffers(shown.scenarios);
  showReforms(shown.scenarios);
  at("changed").textContent = changedLine(answer.scenarios[state.active + 1]);
  say(t(shown.comparison ? "again" : "burning"));
  begin({
    scenarios: answer.scenarios, pairs: state.pairs, seed: state.seed, isMain: true,
    weights: () => domainWeights(),
    show: (comparison) => {
      if (mine === generation) show(comparison);
    },
    failed: (error) => complain(t("stopped", { text: error.message })),
  });
}

// Weights of outcomes from those of domains, which the headline outcomes of one share; none where nobody has weighed: the
// model weighs domains alike.
function domainWeights() {
  if (!Object.keys(state.weights).length) return {};
  const domain = (id) => model.outcomes.get(id).domain;
  const weight = (id) => {
    const alike = model.headlines.filter((other) => domain(other) === domain(id)).length;
    return (state.weights[domain(id)] === undefined ? 1 : state.weights[domain(id)]) / alike;
  };
  return Object.fromEntries(model.headlines.map((id) => [id, weight(id)]));
}

// Says how far it is, and the answer where there is one that may be heard.
function sayAnswer(comparison) {
  const n = comparison.replicates;
  const one = found(comparison, activePlan(), "close_days_mean");
  if (!one) return;
  const done = isVeiled() ? t("veil_live") : n === state.pairs ? t("finished", { n }) : t("progress", { n, all: state.pairs });
  say(!isVeiled() && (n === state.pairs || n === 1) ? `${done}${pick(". ", "。")}${t("answer_said", { plan: titleOf(activePlan()), list: listed([`${outcomeName("close_days_mean")} ${words(one)}`, often(one)]) })}` : done);
}

function show(comparison) {
  shown.comparison = comparison;
  showAnswer();
  showPace(shown.scenarios);
  const n = comparison.replicates;
  sayAnswer(comparison);
  root.dataset.hash = comparison.result_hash;
  root.dataset.pairs = String(n);
  root.dataset.complete = String(n === state.pairs);
  root.dataset.stale = "false";
  root.dataset.ready = "1";
}

function choose(lang) {
  state.lang = lang;
  showWords();
  showInputs();
  showAnswer();
  showTrust();
  showLessons();
  showNotice();
  if (isTeaching()) sayLesson();
  else if (root.dataset.stale === "true" || !shown.comparison) say(t(shown.comparison ? "again" : "loading"));
  else sayAnswer(shown.comparison);
}

function listen() {
  at("language").addEventListener("click", () => choose(state.lang === "zh" ? "en" : "zh"));
  at("undo").addEventListener("click", stepBack);
  at("to-lessons").addEventListener("click", () => {
    generation += 1;
    teach(refresh);
  });
  document.addEventListener("keydown", lessonKey);
  at("replay").addEventListener("click", replay);
  const project = () => {
    const on = root.classList.toggle("projector");
    at("projector").setAttribute("aria-pressed", String(on));
  };
  at("projector").addEventListener("click", project);
  const veil = () => {
    toggleVeil();
    if (shown.comparison) sayAnswer(shown.comparison);
  };
  at("veil").addEventListener("click", veil);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "z" && !/INPUT|TEXTAREA/.test(event.target.tagName)) stepBack();
    if (event.altKey || event.ctrlKey || event.metaKey || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) return;
    if (event.key === "p" || event.key === "P") project();
    if ((event.key === "h" || event.key === "H") && !isTeaching()) veil();
  });
  addEventListener("hashchange", () => fromLink());
}

function stepBack() {
  forgetGood();
  redo = undo() || redo;
  at("replay").disabled = !redo;
}

// Shows the last change again: back to what was before it, and after a moment the change.
function replay() {
  const after = redo;
  redo = null;
  if (after) change(() => Object.assign(state, JSON.parse(after)));
}

async function open() {
  showWords();
  say(t("loading"));
  await learn();
  at("home").hidden = false;
  onChange(() => {
    // What is on the screen is of the state before, until the first answer to this one.
    root.dataset.complete = "false";
    root.dataset.stale = "true";
    const names = shown.scenarios ? shown.scenarios.slice(1).map((one) => one.name) : [];
    if (names.join() !== state.plans.map((plan) => plan.id).join()) shown.scenarios = null;
    at("undo").disabled = !canUndo();
    at("replay").disabled = !redo;
    showVeil();
    if (isMoving()) {
      showPlans();
      showCosts(shown.comparison);
    } else {
      showInputs();
      showAnswer();
    }
    refresh();
  });
  listen();
  showTrust();
  showFrame();
  versionWarning(root.dataset.modelVersion);
  if (!(await fromLink())) {
    mindSlowMachine(() => !isTouched);
    if (data.first) await usePreset(data.first, 0);
    else change(() => {});
  }
  begun();
}

// What was set before anybody touched the page is where undo ends; a city that is made smaller then is part of it.
let isTouched = false;
function begun() {
  beginHere();
  at("undo").disabled = true;
  ["pointerdown", "keydown"].forEach((kind) => addEventListener(kind, () => { isTouched = true; }, { once: true, capture: true }));
}

open().catch((error) => complain(String(error.message || error)));
