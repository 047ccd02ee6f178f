// node tests/page/lesson.mjs CHROMIUM PAGE: runs the last lesson of a page from guess to code, counts hands, reads codes back, and
// prints what it found as JSON. tests/lessons.rs judges it.
import { pathToFileURL } from "node:url";
import { start } from "./browser.mjs";

const [chromium, page] = process.argv.slice(2);
const browser = await start(chromium);
const ID = "(id) => document.getElementById(id)";
try {
  const tab = await browser.open(pathToFileURL(page).href, { lang: "en" });
  const there = (id) => tab.until(`(${ID})("${id}")`, 90);
  const click = (id) => tab.evaluate(`(${ID})("${id}").click()`);
  await tab.until(`(${ID})("home") && !(${ID})("home").hidden`, 90);
  await click("to-lessons");
  await click("lesson-own");
  await there("guess-end");
  await tab.evaluate(`(() => { const slider = (${ID})("guess-end"); slider.value = 0.9; slider.dispatchEvent(new Event("input", { bubbles: true })); })()`);
  await click("show");
  await there("code");
  const hash = await tab.evaluate("document.documentElement.dataset.lessonHash");
  const code = await tab.evaluate(`(${ID})("code").textContent`);
  // The same guess from two seats.
  const seats = [];
  for (const seat of ["A 12", "b7"]) {
    await tab.evaluate(`(() => { const tag = (${ID})("lesson-tag"); tag.value = ${JSON.stringify(seat)}; tag.dispatchEvent(new Event("change", { bubbles: true })); })()`);
    seats.push(await tab.evaluate(`(${ID})("code").textContent`));
  }
  await tab.resize(360, 740);
  const wide = await tab.evaluate("document.documentElement.scrollWidth - innerWidth");
  await tab.resize(1280, 800);
  const text = await tab.evaluate(`(${ID})("lessons").innerText`);
  // In a room hands are counted.
  await click("lessons-all");
  await click("lesson-own");
  await there("guess-end");
  await tab.evaluate("document.activeElement.blur()");
  for (const key of ["r", "1", "1"]) await tab.key(key);
  const hands = await tab.evaluate(`(${ID})("count-up").textContent`);
  // A class: the same code twice, two with a seat, one of them twice, and one that was mistyped.
  await click("lessons-all");
  const wrong = code.replace("own-", "own-own-");
  // By hand: another case, and letters that look like digits.
  const byHand = code.toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replace(/^own-([^-]+)-l-/, "own-$1-1-");
  await tab.evaluate(`(() => { const box = (${ID})("codes"); box.value = ${JSON.stringify(`Li Hua ${code}\n${byHand}; ${wrong}\n${[...seats, seats[1]].join(" ")}`)}; box.dispatchEvent(new Event("input", { bubbles: true })); })()`);
  const groups = await tab.evaluate(`document.querySelectorAll("#class .group").length`);
  const codes = await tab.evaluate(`document.querySelector("#class .group p").textContent.split(" ")[0]`);
  const room = await tab.evaluate(`document.getElementById("class").innerText`);
  const damaged = await tab.evaluate(`document.querySelector("#class .caution").textContent`);
  console.log(JSON.stringify({ hash, code, wide, text, hands, seats, class: room, groups, codes, damaged, problems: tab.problems, requests: tab.requests }));
} finally {
  await browser.close();
}
