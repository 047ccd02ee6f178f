// node tests/page/run.mjs CHROMIUM PAGE CHECK [ARGUMENT]...: opens a page as a file, does what a check asks, and prints what it
// found as JSON. tests/page.rs judges it.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { start } from "./browser.mjs";
import { HARMLESS, SLOW, isOutlined, tabTo, throughLesson, useAll } from "./hands.mjs";

const [chromium, page, check, ...rest] = process.argv.slice(2);

// An address with a state in it: what is asked for on top of a small city, a short time and few pairs.
function address(state) {
  const small = { seed: 1, pairs: 2, days: 90, residents: 1500, world: {}, active: 0, outcome: "satisfaction", weights: {} };
  const plan = { id: "plan-a", titles: ["Plan A", "方案A"], preset: "", levers: { "staffing.audit_share": 0.3 }, reforms: [] };
  const version = /data-model-version="([^"]+)"/.exec(readFileSync(page, "utf8"))[1];
  const carried = { gridgov: "test", model: version, state: { ...small, plans: [plan], ...state } };
  return `${pathToFileURL(page)}#s=${Buffer.from(JSON.stringify(carried)).toString("base64url")}`;
}

const DATA = "(document.documentElement || { dataset: {} }).dataset";
const complete = (tab) => tab.until(`${DATA}.complete === "true"`);
const moved = "(key, number) => { const node = document.querySelector(`input[type=range][data-key='${key}']`); node.value = number;"
  + " node.dispatchEvent(new Event('input', { bubbles: true })); node.dispatchEvent(new Event('change', { bubbles: true })); }";

// Unfolds everything; what is folded away is made once it is open, and may hold more of the kind.
const unfold = (tab) => tab.evaluate(`(async () => {
  for (let closed; (closed = document.querySelectorAll("main details:not([open])")).length;) {
    closed.forEach((node) => { node.open = true; });
    await new Promise((done) => setTimeout(done, 50));
  } })()`);

const CHECKS = {
  // What a page shows of a state: hash, command, files.
  async shows(browser, state) {
    const tab = await browser.open(address(JSON.parse(state)));
    await complete(tab);
    await unfold(tab);
    const shown = await tab.evaluate(`({ hash: ${DATA}.hash, pairs: ${DATA}.pairs, command: document.getElementById("command").textContent,
      files: Object.fromEntries([...document.querySelectorAll("pre.toml")].map((node) => [node.id.slice(5), node.textContent])) })`);
    return { ...shown, problems: tab.problems, requests: tab.requests };
  },

  // Every control has its name in both languages, at three sizes; nothing is wider than the window.
  async controls(browser) {
    const found = {};
    for (const lang of ["en", "zh-CN"]) {
      const tab = await browser.open(address({}), { lang });
      await complete(tab);
      await unfold(tab);
      const wide = [];
      for (const [width, height] of [[1280, 800], [1920, 1080], [360, 740]]) {
        await tab.resize(width, height);
        await tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        wide.push(await tab.evaluate("document.documentElement.scrollWidth - innerWidth"));
      }
      const controls = await tab.evaluate(`[...document.querySelectorAll("button, select, input, summary")].map((node) => ({
        id: node.id, key: node.dataset.key || null, kind: node.type || node.tagName,
        name: (node.getAttribute("aria-label") || (node.labels && node.labels[0] && node.labels[0].textContent) || node.textContent || "").trim() }))`);
      found[lang] = { wide, controls, lang: await tab.evaluate("document.documentElement.lang"), text: await tab.evaluate("document.body.innerText"), problems: tab.problems, requests: tab.requests };
      // The language switches at once, everywhere.
      await tab.evaluate("document.getElementById('language').click()");
      found[lang].switched = await tab.evaluate("document.body.innerText");
      await tab.close();
    }
    return found;
  },

  // Files that try everything: what is said, and that nothing runs.
  async opens(browser, ...files) {
    const tab = await browser.open(address({}));
    await complete(tab);
    const said = [];
    for (const file of files) {
      const before = await tab.evaluate(`${DATA}.hash`);
      await tab.evaluate("document.getElementById('notice').hidden = true");
      await tab.choose("#open-file", [file]);
      await tab.until("!document.getElementById('notice').hidden", 30);
      await complete(tab);
      const after = await tab.evaluate(`({ hash: ${DATA}.hash, notice: document.getElementById("notice").innerText, scripts: document.scripts.length,
        images: document.images.length, broken: window.broken === true, heading: document.getElementById("answer-heading").textContent })`);
      said.push({ file, same: before === after.hash, ...after });
    }
    return { said, problems: tab.problems, requests: tab.requests };
  },

  // Levers, keys and undo as a user moves them.
  async moves(browser) {
    const tab = await browser.open(address({}));
    await complete(tab);
    const hash = () => tab.evaluate(`${DATA}.hash`);
    const first = await hash();
    const move = (key, number) => tab.evaluate(`(${moved})(${JSON.stringify(key)}, ${number})`);
    const settle = async () => {
      await tab.evaluate("new Promise((done) => setTimeout(done, 300))");
      await complete(tab);
    };
    // Many moves in a row end with the answer to the last.
    for (let step = 1; step <= 40; step += 1) await move("power.whistle_share", (0.01 * step).toFixed(2));
    await tab.until(`${DATA}.hash !== "${first}"`);
    await settle();
    const after = await hash();
    await unfold(tab);
    const levers = await tab.evaluate("document.getElementById('toml-plan-a').textContent");
    await move("staffing.callback_share", 0.5);
    await tab.until(`${DATA}.hash !== "${after}"`);
    await settle();
    const third = await hash();
    await tab.evaluate("document.getElementById('undo').click()");
    await tab.until(`${DATA}.hash === "${after}"`);
    await tab.evaluate("document.getElementById('replay').click()");
    await tab.until(`${DATA}.hash === "${third}"`);
    // A key moves a slider that has the focus; P sets the size for a projector.
    await tab.evaluate("document.getElementById('lever-power.one_stop_share').focus()");
    await tab.key("ArrowRight");
    await tab.until(`${DATA}.hash !== "${third}"`);
    await tab.evaluate("document.activeElement.blur()");
    await tab.key("p");
    const projector = await tab.evaluate("document.documentElement.classList.contains('projector')");
    return { first, after, levers, projector, problems: tab.problems };
  },

  // A thousand moves leave nothing behind.
  async leak(browser) {
    const tab = await browser.open(address({ pairs: 1, days: 30, residents: 500 }), { reduced: true });
    await complete(tab);
    const count = async () => {
      await tab.ask("HeapProfiler.collectGarbage");
      const { metrics } = await tab.ask("Performance.getMetrics");
      const of = (name) => metrics.find((one) => one.name === name).value;
      return { nodes: of("Nodes"), listeners: of("JSEventListeners"), heap: of("JSHeapUsedSize") };
    };
    const round = (from) => tab.evaluate(`(async () => { for (let step = 0; step < 250; step += 1) {
      (${moved})("power.whistle_share", (0.001 * (${from} + step)).toFixed(3)); await new Promise((done) => setTimeout(done, 0)); } })()`);
    const counts = [];
    for (const from of [0, 250, 500, 750]) {
      await round(from);
      await tab.evaluate("new Promise((done) => setTimeout(done, 1500))");
      counts.push(await count());
    }
    return { counts, problems: tab.problems };
  },

  // Times, to be reported: to the first picture, to the first answer after a lever moved, and the longest task.
  async times(browser, residents, days, slower) {
    const tab = await browser.open(address({ residents: Number(residents), days: Number(days), pairs: 8 }), { slower: Number(slower) });
    await tab.until(`${DATA}.ready === "1"`);
    const opened = await tab.evaluate("performance.now()");
    await complete(tab);
    const answered = await tab.evaluate(`(async () => {
      window.longest = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.longest = Math.max(window.longest, one.duration); })).observe({ type: "longtask" });
      const began = performance.now();
      const before = ${DATA}.hash;
      (${moved})("power.whistle_share", 0.5);
      while (${DATA}.hash === before) await new Promise((done) => setTimeout(done, 5));
      return { answer: performance.now() - began };
    })()`);
    await complete(tab);
    return { opened, ...answered, longest: await tab.evaluate("window.longest"), problems: tab.problems };
  },

  // Every control is used, in both languages and three sizes; and in a lesson in both languages.
  async clicks(browser) {
    const found = [];
    for (const lang of ["en", "zh-CN"]) {
      for (const [width, height] of [[1920, 1080], [1366, 768], [360, 740]]) {
        const tab = await browser.open(address({ pairs: 1, days: 60, residents: 600, world: { "scenario.burn_in_days": 30 } }), { lang, width, height, before: HARMLESS });
        await complete(tab);
        const used = await useAll(tab, "body", ["to-lessons", "language", "reform-remove-0"]);
        found.push({ lang, width, used, asked: await tab.evaluate("window.asked"), notice: await tab.evaluate("document.getElementById('notice').innerText"), problems: tab.problems, requests: tab.requests });
        await tab.close();
      }
      const tab = await browser.open(address({}), { lang, width: 360, height: 740, before: HARMLESS });
      await complete(tab);
      await throughLesson(tab, "grid", async () => {});
      // All that an answer holds; another number of a class, after which a guess is asked for anew; and hands, asked for in a room.
      const leaving = ["lessons-back", "lessons-all", "lesson-next", "whole"];
      const used = [...await useAll(tab, "#lessons", [...leaving, "lesson-seed"]), ...await useAll(tab, "#lessons", leaving)];
      for (const id of ["lessons-all", "lesson-grid"]) await tab.evaluate(`document.getElementById("${id}").click()`);
      await tab.until(`document.getElementById("guess-end")`, 240);
      used.push(...await useAll(tab, "#lessons", [...leaving, "lesson-seed"]));
      found.push({ lang, width: 0, used, asked: await tab.evaluate("window.asked"), notice: "", problems: tab.problems, requests: tab.requests });
      await tab.close();
    }
    return found;
  },

  // With nothing but a keyboard: a second plan, a lever, the points of a drawing, a lesson's list, and back to where it began.
  async keyboard(browser) {
    const tab = await browser.open(address({}));
    await complete(tab);
    const hash = () => tab.evaluate(`${DATA}.hash`);
    const first = await hash();
    const settled = async (before) => {
      await tab.until(`${DATA}.hash !== "${before}"`);
      await complete(tab);
      return hash();
    };
    await tab.evaluate("document.body.focus()");
    await tab.key("Tab");
    const skip = await tab.evaluate("document.activeElement.className");
    await tabTo(tab, "add-plan");
    const outlines = [await isOutlined(tab)];
    await tab.key("Enter");
    const second = await settled(first);
    await tabTo(tab, "lever-power.task_hours_per_week");
    outlines.push(await isOutlined(tab));
    await tab.key("ArrowRight");
    const third = await settled(second);
    await tabTo(tab, "points-dots");
    outlines.push(await isOutlined(tab));
    const points = [];
    for (const key of ["ArrowRight", "ArrowRight"]) {
      await tab.key(key);
      points.push(await tab.evaluate("document.getElementById('live').textContent"));
    }
    for (const before of [third, second]) {
      await tabTo(tab, "undo", true);
      await tab.key("Enter");
      await settled(before);
    }
    const back = await hash();
    await tabTo(tab, "to-lessons");
    await tab.key("Enter");
    const view = await tab.evaluate(`${DATA}.view`);
    await tabTo(tab, "lessons-back");
    await tab.key("Enter");
    const home = await tab.evaluate("!document.getElementById('home').hidden && document.activeElement.id");
    return { first, second, third, back, skip, outlines, points, view, home, problems: tab.problems };
  },

  // Sizes for a projector, what a slow machine gets, what stands still where motion is not welcome, and a covered answer.
  async settings(browser) {
    const tab = await browser.open(address({}), { width: 1920, height: 1080, lang: "zh-CN" });
    await complete(tab);
    await unfold(tab);
    const size = () => tab.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)");
    const usual = await size();
    await tab.key("p");
    const projector = { usual, large: await size(), wide: await tab.evaluate("document.documentElement.scrollWidth - innerWidth") };
    const seen = "[...document.querySelectorAll('.card .big, #overview, #cost, #figures')].filter((node) => node.textContent && getComputedStyle(node).visibility === 'visible').length";
    const open = await tab.evaluate(seen);
    await tab.key("h");
    await tab.evaluate("document.getElementById('hand-up').click()");
    const veil = { open, covered: await tab.evaluate(seen), hands: await tab.evaluate("document.getElementById('count-up').textContent"), live: await tab.evaluate("document.getElementById('live').textContent") };
    await tab.key("h");
    veil.again = await tab.evaluate(seen);
    await tab.close();
    const slow = await browser.open(pathToFileURL(page).href, { before: SLOW });
    await slow.until(`${DATA}.ready === "1"`);
    const smaller = await slow.evaluate("({ residents: document.getElementById('residents').value, words: document.getElementById('smaller').textContent, hidden: document.getElementById('smaller').hidden, undo: document.getElementById('undo').disabled })");
    await slow.close();
    const still = await browser.open(address({ residents: 600, days: 30 }), { reduced: true });
    await complete(still);
    await still.evaluate("document.getElementById('city-start').click()");
    await still.until("document.getElementById('city-play')");
    const before = await still.evaluate("document.getElementById('city-day').textContent");
    await still.evaluate("new Promise((done) => setTimeout(done, 1500))");
    const motion = { moving: await still.evaluate("document.getElementById('moving') !== null"), before, after: await still.evaluate("document.getElementById('city-day').textContent"), scroll: await still.evaluate("getComputedStyle(document.documentElement).scrollBehavior") };
    return { projector, veil, smaller, motion, problems: [...tab.problems, ...slow.problems, ...still.problems], requests: [...tab.requests, ...slow.requests, ...still.requests] };
  },

  // A budget marks the plan that costs more, and lets the other be.
  async budget(browser) {
    const cheap = { id: "plan-b", titles: ["B", "乙"], preset: "", levers: { "power.feedback_visibility_share": 0.3 }, reforms: [] };
    const dear = { id: "plan-a", titles: ["A", "甲"], preset: "", levers: { "staffing.households_per_grid": 150 }, reforms: [] };
    const tab = await browser.open(address({ plans: [dear, cheap] }));
    await complete(tab);
    const set = (number) => tab.evaluate(`(() => { const node = document.getElementById("budget"); node.value = "${number}"; node.dispatchEvent(new Event("change", { bubbles: true })); })()`);
    const said = () => tab.evaluate("['budget-plan-a', 'budget-plan-b', 'cost'].map((id) => document.getElementById(id).textContent)");
    const none = await said();
    await set(250);
    await complete(tab);
    const fixed = await said();
    await set("");
    await complete(tab);
    return { none, fixed, open: await said(), problems: tab.problems };
  },

  // Two groups bring a file each; then a room guesses, a page is printed, and a plan is emptied.
  async workshop(browser, ...files) {
    const tab = await browser.open(address({ pairs: 16, days: 180 }));
    await complete(tab);
    const texts = (which) => tab.evaluate(`[...document.querySelectorAll(${JSON.stringify(which)})].filter((node) => node.getClientRects().length).map((node) => node.innerText.trim())`);
    await tab.choose("#open-file", files);
    await tab.until(`document.querySelectorAll("#plans [aria-pressed]").length === ${files.length}`, 30);
    await complete(tab);
    const found = { plans: await texts("#plans [aria-pressed]"), opened: (await texts("#notice pre"))[0], gains: await texts("#gains p"), best: await texts("#overview td:last-child") };
    await tab.evaluate("document.getElementById('language').click()");
    found.other = [...await texts("#notice pre"), ...await texts("#live")];
    await tab.evaluate("document.getElementById('language').click()");
    await tab.evaluate("document.getElementById('veil').click()");
    found.stripes = await tab.evaluate("[...new Set([...document.querySelectorAll('.card')].map((node) => getComputedStyle(node).borderLeftColor))].length");
    await tab.evaluate("document.getElementById('veil').click()");
    found.open = await tab.evaluate("[...new Set([...document.querySelectorAll('.card')].map((node) => getComputedStyle(node).borderLeftColor))].length");
    await tab.ask("Emulation.setEmulatedMedia", { media: "print" });
    found.printed = { cards: await texts(".card h3"), plans: await texts("#printed p"), levers: await texts(".levers h2") };
    await tab.ask("Emulation.setEmulatedMedia", { media: "" });
    await tab.evaluate(`(() => { const node = document.querySelector(".plan.active select"); node.value = "nothing"; node.dispatchEvent(new Event("change")); })()`);
    await complete(tab);
    found.emptied = [...await texts(".card .big"), ...await texts("#gains p")];
    await tab.evaluate("document.getElementById('undo').click()");
    found.notice = await texts("#notice pre");
    return { ...found, problems: tab.problems, requests: tab.requests };
  },

  // What axe-core finds, in both languages and in every view: the comparison with everything unfolded and the city, a covered
  // answer, lessons from the list to the result, and hands in a room.
  async axe(browser, axe) {
    const found = [];
    for (const lang of ["en", "zh-CN"]) {
      const tab = await browser.open(address({}), { lang, reduced: true });
      await complete(tab);
      await tab.evaluate(readFileSync(axe, "utf8"));
      const look = async (view) => {
        const violations = await tab.evaluate("axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then((result) => result.violations.map((one) => ({ id: one.id, impact: one.impact, nodes: one.nodes.slice(0, 5).map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary) })))");
        found.push(...violations.map((one) => ({ view, lang, ...one })));
      };
      await tab.evaluate("document.getElementById('city-start').click()");
      await tab.until("document.getElementById('city-play')");
      await unfold(tab);
      await look("comparison");
      await tab.evaluate("document.getElementById('veil').click()");
      await look("covered");
      await tab.evaluate("document.getElementById('veil').click()");
      await throughLesson(tab, "grid", look);
      await tab.close();
    }
    return found;
  },
};

const browser = await start(chromium);
try {
  process.stdout.write(JSON.stringify(await CHECKS[check](browser, ...rest)));
} finally {
  await browser.close();
}
