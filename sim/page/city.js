// The living city: baseline and plan side by side on the same chance, played day by day; a grid, a matter, its diary.
import { at, button, el, put, svg, table } from "./dom.js";
import { activePlan, state } from "./state.js";
import { ask, asking } from "./pool.js";
import { orders } from "./toml.js";
import { titleOf } from "./plans.js";
import { complain } from "./notice.js";
import { t } from "./words.js";
import { activityWords, actorWords, kindWords } from "./city_words.js";
import { STAGES, TIME, RESOURCE, alike, reached, read, standing, tellable, took } from "./city_log.js";
import { LEGEND, draw, gridAt, mapOf } from "./city_map.js";

const DAYS = 90;
const EVERY = 10;
const SPEEDS = [0.5, 1, 2, 5];
const still = matchMedia("(prefers-reduced-motion: reduce)");

const city = { maps: null, key: "", time: 0, speed: 1, isPlaying: false, frame: 0, last: 0, grid: null, matter: null };

// The module that simulates for the map alone: what is on the screen goes on beside it.
const request = asking();

async function must(what) {
  const answer = await request(what);
  if (answer.diagnostics) throw new Error(answer.text);
  return answer;
}

// Simulates the days of baseline and plan in the first city of the comparison.
async function load() {
  const days = Math.min(DAYS, state.days);
  const [baseline, plan] = orders(state, [activePlan()]).map((order) => ({ ...order, seed: state.seed, replicate: 0 }));
  const read0 = (await ask({ check: { order: baseline } })).scenarios;
  put(at("city-body"), el("p", {}, t("city_loading")));
  const { simulation } = (await must({ settle: baseline })).simulation;
  for (let left = read0[0].burn_in_days; left > 0; left -= 120) await must({ advance: { simulation, days: Math.min(left, 120) } });
  const logs = [];
  for (const order of [baseline, plan]) logs.push(read((await must({ watch: { simulation, order, days, every: EVERY } })).watch));
  await must({ end: { simulation } });
  return logs;
}

async function start() {
  const key = JSON.stringify(orders(state, [activePlan()]));
  try {
    const logs = await load();
    city.key = key;
    city.time = 0;
    city.grid = null;
    show(logs);
    play(!still.matches);
  } catch (error) {
    put(at("city-body"));
    complain(error.message);
  }
}

// The section in the language of the page, with what was watched if it is still what is set.
export function showCity() {
  const days = Math.min(DAYS, state.days);
  put(at("city"), el("p", { class: "soft" }, t("city_hint")), el("div", { class: "row" }, button(t("city_start", { days }), start, { id: "city-start" })), el("div", { id: "city-body" }));
  const isSame = city.maps && city.key === JSON.stringify(orders(state, [activePlan()]));
  if (isSame) show(city.maps.map((map) => map.log));
  else stop();
}

function stop() {
  play(false);
  city.maps = null;
  city.matter = null;
}

function canvas(id) {
  const node = el("canvas", { id, width: 520, height: 520, role: "img", class: "map" });
  node.addEventListener("click", (event) => {
    const box = node.getBoundingClientRect();
    const map = city.maps[id === "city-before" ? 0 : 1];
    choose(gridAt(map, ((event.clientX - box.left) * node.width) / box.width, ((event.clientY - box.top) * node.height) / box.height));
  });
  return node;
}

function show(logs) {
  const canvases = [canvas("city-before"), canvas("city-after")];
  city.maps = logs.map((log, index) => mapOf(log, canvases[index]));
  const list = tellable(logs[0], logs[1]);
  if (!city.matter || !list.includes(city.matter)) city.matter = list[0] || null;
  const { watch } = logs[0];
  const speed = el("select", { id: "city-speed" }, SPEEDS.map((one) => el("option", { value: one }, String(one))));
  speed.value = city.speed;
  speed.addEventListener("change", () => { city.speed = Number(speed.value); });
  const slider = el("input", { type: "range", id: "city-time", min: 0, max: watch.days, step: 0.25, value: city.time, "aria-label": t("city_day") });
  slider.addEventListener("input", () => {
    play(false);
    move(Number(slider.value));
  });
  const grid = el("select", { id: "city-grid" }, el("option", { value: "" }, "–"), watch.grids.map((one, number) => el("option", { value: number }, gridName(watch, number))));
  grid.addEventListener("change", () => choose(grid.value === "" ? null : Number(grid.value)));
  const figures = [t("baseline_long"), titleOf(activePlan())].map((name, index) =>
    el("figure", {}, el("figcaption", { id: `city-name-${index}` }, name), canvases[index]));
  put(at("city-body"),
    el("div", { class: "row" }, button(t("city_play"), () => play(!city.isPlaying), { id: "city-play" }),
      button(t("city_step"), () => { play(false); move(Math.min(watch.days, Math.floor(city.time) + 1)); }, { id: "city-step" }),
      el("label", { for: "city-speed" }, t("city_speed")), speed, slider, el("span", { id: "city-day", class: "soft" })),
    el("div", { class: "row legend soft" }, LEGEND.map(([name, colour, dashed]) => el("span", {}, el("span", { class: "key", "aria-hidden": "true" }, keyOf(colour, dashed)), ` ${t(name)}`)),
      el("span", {}, el("span", { "aria-hidden": "true" }, "■ "), t("worker"))),
    el("div", { class: "pair" }, figures),
    el("div", { id: "city-stages" }),
    el("div", { class: "row" }, el("label", { for: "city-grid" }, t("grid")), grid),
    el("div", { id: "city-open" }),
    el("h3", {}, t("diary")),
    el("div", { class: "row" }, button(t("diary_other"), () => {
      city.matter = list[(list.indexOf(city.matter) + 1) % list.length];
      showDiary();
    }, { id: "diary-other", disabled: list.length < 2 })),
    el("div", { id: "diary" }));
  move(city.time);
  showDiary();
}

function keyOf(colour, dashed) {
  return svg("svg", { width: 14, height: 14, viewBox: "0 0 14 14" }, svg("circle", { cx: 7, cy: 7, r: 5, fill: "none", stroke: colour, "stroke-width": 2, "stroke-dasharray": dashed ? "3 2" : null }));
}

const gridName = (watch, number) => t("grid_name", { community: watch.communities[watch.grids[number].community].name, number: watch.grids[number].number });

function choose(grid) {
  city.grid = grid;
  at("city-grid").value = grid === null ? "" : grid;
  move(city.time);
}

// Shows a time: both maps, the strip of stages, what is open in the chosen grid.
function move(time) {
  city.time = time;
  const { watch } = city.maps[0].log;
  const names = [t("baseline_long"), titleOf(activePlan())];
  city.maps.forEach((map, index) => {
    const { open, filed } = draw(map, time, city.grid);
    map.canvas.setAttribute("aria-label", t("city_map", { policy: names[index], grids: map.tiles.length, open, filed }));
  });
  at("city-time").value = time;
  at("city-day").textContent = t("city_day_of", { day: Math.floor(time), days: watch.days });
  const day = Math.floor(time);
  if (city.shownDay === `${day} ${city.grid} ${state.lang}` && at("city-stages").firstChild) return;
  city.shownDay = `${day} ${city.grid} ${state.lang}`;
  const rows = city.maps.map((map, index) => [names[index], ...reached(map.log, time).map(String)]);
  put(at("city-stages"), table([t("stages"), ...STAGES.map((stage) => t(`stage_${stage}`))], rows, `${t("stages")} · ${t("city_day_of", { day, days: watch.days })}`), el("p", { class: "soft" }, t("stages_text")));
  showOpen(time, day, names);
}

function showOpen(time, day, names) {
  if (city.grid === null) return put(at("city-open"));
  const lists = city.maps.map((map, index) => {
    const here = map.log.matters.filter((matter) => matter.grid === city.grid).map((matter) => [matter, standing(map.log, matter, time)]).filter(([, now]) => now);
    const one = ([matter, now]) => el("li", {}, button(kindWords(map.log.watch.kinds[matter.kind]), () => {
      city.matter = matter.id;
      showDiary();
      at("diary").scrollIntoView({ block: "nearest" });
    }, { class: "small" }), ` ${t(now.isLate ? "ring_late" : now.isFiled ? "ring_filed" : "ring_unfiled")} · ${t("since", { days: Math.floor(now.age) })}`);
    return el("div", {}, el("h4", {}, names[index]), here.length ? el("ul", {}, here.map(one)) : el("p", { class: "soft" }, t("grid_none")));
  });
  put(at("city-open"), el("p", {}, `${gridName(city.maps[0].log.watch, city.grid)} · ${t("grid_open", { day })}`), el("div", { class: "pair" }, lists));
}

// One matter under both policies, event by event, with the line where they part.
function showDiary() {
  if (!city.matter) return put(at("diary"), el("p", { class: "soft" }, t("diary_same")));
  const sides = city.maps.map(({ log }) => ({ log, matter: log.byId.get(city.matter) }));
  if (sides.some((side) => !side.matter)) return put(at("diary"), el("p", { class: "soft" }, t("diary_nothing")));
  const same = alike(sides[0], sides[1]);
  const [{ log, matter }] = sides;
  const line = (side, event) => {
    const who = actorWords(side.log.watch.resources[event[RESOURCE]]);
    return el("li", {}, el("span", { class: "soft" }, `${t("diary_when", { day: event[TIME].toFixed(1) })} `), `${activityWords(side.log.word(event))}${who ? ` · ${who}` : ""}`);
  };
  const rest = (side) => side.matter.events.slice(same);
  const days = (side) => {
    const number = took(side.log, side.matter);
    return number === null ? t("diary_open") : t("diary_days", { days: number.toFixed(1) });
  };
  const names = [t("baseline_long"), titleOf(activePlan())];
  put(at("diary"),
    el("p", {}, `${kindWords(log.watch.kinds[matter.kind])} · ${gridName(log.watch, matter.grid)} · ${t("diary_took", { before: days(sides[0]), after: days(sides[1]) })}`),
    el("p", { class: "soft" }, t("diary_hint")),
    el("ol", { class: "diary" }, matter.events.slice(0, same).map((event) => line(sides[0], event))),
    sides.every((side) => !rest(side).length)
      ? el("p", {}, t("diary_same"))
      : [el("p", { class: "part" }, t("diary_parts")),
        el("div", { class: "pair" }, sides.map((side, index) => el("div", {}, el("h4", {}, names[index]),
          rest(side).length ? el("ol", { class: "diary" }, rest(side).map((event) => line(side, event))) : el("p", { class: "soft" }, t("diary_nothing")),
          isClosedAlive(side) ? el("p", { class: "lives" }, t("diary_lives")) : null)))]);
}

// Whether the last that was heard of a matter is that its case was closed, and it lasts.
function isClosedAlive({ log, matter }) {
  return matter.to === Infinity && /close$/.test(log.word(matter.events[matter.events.length - 1]));
}

function play(on) {
  city.isPlaying = on && city.maps !== null;
  cancelAnimationFrame(city.frame);
  if (at("city-play")) at("city-play").textContent = t(city.isPlaying ? "city_pause" : "city_play");
  if (!city.isPlaying) return;
  if (city.time >= city.maps[0].log.watch.days) city.time = 0;
  city.last = performance.now();
  const step = (now) => {
    const { days } = city.maps[0].log.watch;
    const time = Math.min(days, city.time + ((now - city.last) / 1000) * city.speed);
    city.last = now;
    move(time);
    if (time >= days) play(false);
    else city.frame = requestAnimationFrame(step);
  };
  city.frame = requestAnimationFrame(step);
}
