// node tests/page/pictures.mjs CHROMIUM PAGE FOLDER: pictures of the page for the README: a comparison and a lesson, in both
// languages. They are of one seed and so always the same on a machine with the same fonts.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { start } from "./browser.mjs";

const [chromium, page, folder] = process.argv.slice(2);
const [WIDTH, HEIGHT, SCALE] = [1366, 600, 0.75];
const version = /data-model-version="([^"]+)"/.exec(readFileSync(page, "utf8"))[1];
const levers = { "power.intervention_floor_share": 0.9, "power.intervention_cap_share": 0.9, "power.street_staff_per_10000": 6, "power.street_budget_yuan_per_resident_year": 10 };
const plans = [{ id: "plan-a", titles: ["Plan A", "方案A"], preset: "takeover_staffed", levers, reforms: [] }];
const state = { seed: 1, pairs: 30, days: 730, residents: 6000, world: {}, active: 0, outcome: "self_governed_share", weights: {}, budget: 280, plans };
const address = `${pathToFileURL(page).href}#s=${Buffer.from(JSON.stringify({ gridgov: "1", model: version, state })).toString("base64url")}`;

const browser = await start(chromium);
try {
  for (const [lang, name] of [["en", "en"], ["zh-CN", "zh"]]) {
    const tab = await browser.open(address, { lang, width: WIDTH, height: HEIGHT, reduced: true });
    const take = async (what) => {
      await tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
      const { data } = await tab.ask("Page.captureScreenshot", { format: "png", captureBeyondViewport: true, clip: { x: 0, y: await tab.evaluate("scrollY"), width: WIDTH, height: HEIGHT, scale: SCALE } });
      writeFileSync(join(folder, `page-${what}.${name}.png`), Buffer.from(data, "base64"));
    };
    const top = (id) => tab.evaluate(`document.getElementById("${id}").scrollIntoView()`);
    const click = (id) => tab.evaluate(`document.getElementById("${id}").click()`);
    await tab.until("document.documentElement && document.documentElement.dataset.complete === 'true'", 600);
    await take("compare");
    await click("to-lessons");
    await click("lesson-takeover");
    await tab.until("document.getElementById('guess-end')", 600);
    await tab.evaluate("(() => { const slider = document.getElementById('guess-end'); slider.value = 0.6; slider.dispatchEvent(new Event('input', { bubbles: true })); document.activeElement.blur(); })()");
    await click("show");
    await tab.evaluate("document.activeElement.blur()");
    await top("lesson-title");
    await take("lesson");
    await tab.close();
  }
} finally {
  await browser.close();
}
