// node tests/page/report.mjs CHROMIUM REPORT CHINESE: opens a report as a file, and one that was written with --lang zh, reads,
// follows links and turns slides, and prints what it found as JSON. tests/report_use.rs judges it.
import { pathToFileURL } from "node:url";
import { start } from "./browser.mjs";

const [chromium, report, chinese] = process.argv.slice(2).map((argument, at) => (at ? pathToFileURL(argument).href : argument));
const READY = "document.documentElement && document.documentElement.dataset.lang && document.readyState === 'complete'";
const LANGUAGE = "({ shown: document.documentElement.dataset.lang, lang: document.documentElement.lang, title: document.title })";

const browser = await start(chromium);
const found = { opens: {}, sections: [], slides: [], narrow: {}, problems: [], requests: [] };

async function open(url, options) {
  const tab = await browser.open(url, options);
  await tab.until(READY);
  return tab;
}

async function done(tab) {
  found.problems.push(...tab.problems);
  found.requests.push(...tab.requests);
  await tab.close();
}

try {
  for (const [name, url, lang] of [["english", report, "en-GB"], ["chinese", report, "zh-CN"], ["other", report, "de"], ["asked", chinese, "en"]]) {
    const tab = await open(url, { lang });
    found.opens[name] = await tab.evaluate(LANGUAGE);
    await done(tab);
  }

  // Every section by its address: opened anew, and followed on the page.
  const first = await open(report, { lang: "en" });
  const ids = await first.evaluate("[...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href').replace(/^#(en|zh)-/, ''))");
  // At the top of the window, or as far up as the end of the page allows.
  const where = (id) => `(() => { const top = document.getElementById("${id}").getBoundingClientRect().top;
    const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    return { id: "${id}", language: document.documentElement.dataset.lang, reached: Math.abs(top) < 3 || (end && top > 0 && top < innerHeight), top }; })()`;
  for (const language of ["en", "zh"]) {
    for (const id of ids) {
      await first.evaluate(`location.hash = "#${language}-${id}"`);
      await new Promise((go) => setTimeout(go, 60));
      found.sections.push({ how: "followed", asked: language, ...await first.evaluate(where(id)) });
    }
    const last = ids[ids.length - 1];
    for (const id of ["glance", last]) {
      const tab = await open(`${report}#${language}-${id}`, { lang: language === "en" ? "zh-CN" : "en" });
      await new Promise((go) => setTimeout(go, 200));
      found.sections.push({ how: "opened", asked: language, ...await tab.evaluate(where(id)) });
      await done(tab);
    }
  }
  found.links = await first.evaluate("[...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href'))");
  await done(first);

  // Slides move by key, and each is one thing that has room on its screen.
  for (const [language, width, height] of [["en", 1280, 720], ["zh", 1024, 768]]) {
    const tab = await open(`${report}#${language}`, { lang: "en", width, height });
    await tab.evaluate("document.documentElement.requestFullscreen = undefined; document.getElementById('stage').requestFullscreen = undefined; document.getElementById('slides').click()");
    const look = () => tab.evaluate(`(() => {
      const slide = document.getElementById("slide");
      const leaves = [...slide.querySelectorAll("*")].filter((node) => !node.closest("svg svg") && node.getClientRects().length)
        .filter((node) => { const box = node.getBoundingClientRect(); return box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1; });
      return { things: slide.children.length, place: document.getElementById("place").textContent, hidden: document.getElementById("stage").hidden,
        leaves: leaves.slice(0, 3).map((node) => node.tagName + ": " + node.textContent.trim().slice(0, 60)) }; })()`);
    const count = Number((await look()).place.split(" / ")[1]);
    const seen = { language, count, leaves: [], places: [], things: [] };
    for (let at = 0; at < count; at += 1) {
      const { things, place, leaves } = await look();
      seen.places.push(place);
      seen.things.push(things);
      seen.leaves.push(...leaves.map((leaf) => `${place}: ${leaf}`));
      await tab.key("ArrowRight");
    }
    seen.last = (await look()).place;
    await tab.key("ArrowLeft");
    seen.back = (await look()).place;
    await tab.key("Home");
    seen.home = (await look()).place;
    await tab.key("End");
    seen.end = (await look()).place;
    await tab.key("Escape");
    seen.left = (await look()).hidden;
    found.slides.push(seen);
    await done(tab);
  }

  // A telephone: nothing is wider than the window, and no number of the first table is broken over lines.
  for (const language of ["en", "zh"]) {
    const tab = await open(`${report}#${language}`, { lang: "en", width: 360, height: 740 });
    await tab.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })");
    found.narrow[language] = await tab.evaluate(`({
      page: document.documentElement.scrollWidth,
      wide: [...document.querySelectorAll("h1,h2,h3,p,li,td,figcaption,pre,summary,nav a,button,code,svg")]
        .filter((node) => node.getClientRects().length && node.getBoundingClientRect().right > innerWidth + 1)
        .map((node) => node.tagName + ": " + node.textContent.trim().slice(0, 60)),
      numbers: [...document.querySelectorAll("table.answer td[data-en] > span[lang]")].filter((node) => node.getClientRects().length).length,
      broken: [...document.querySelectorAll("table.answer td[data-en] > span[lang], .key")].filter((node) => node.getClientRects().length > 1)
        .map((node) => node.textContent) })`);
    await done(tab);
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(found));
