// What hands do with a page: every control once, a way by keyboard alone, and the views in which a page is looked at.

// Printing, asking and saving would open what belongs to the system: they are counted instead.
export const HARMLESS = `window.asked = [];
for (const name of ["print", "prompt"]) window[name] = () => { window.asked.push(name); return null; };
const follow = HTMLAnchorElement.prototype.click;
HTMLAnchorElement.prototype.click = function () { if (this.download) window.asked.push(this.download); else follow.call(this); };`;

// A machine on which a city takes ten thousand times as long to burn in, as far as the page can tell.
export const SLOW = `{ const Quick = Worker; window.Worker = class extends Quick {
  set onmessage(hear) { super.onmessage = (event) => hear(event.data.settling === undefined ? event : { data: { ...event.data, spent: event.data.spent * 1e4 } }); }
}; }`;

// Uses every control below `place` once, also those that appear while it goes on, and gives what was used. What would leave the
// place or make the city large is left out or set to the least.
export const useAll = (tab, place, leaving) => tab.evaluate(`(async () => {
  const leaving = new Set(${JSON.stringify(leaving)});
  const used = new Map();
  const end = performance.now() + 240000;
  const small = new Set(["residents", "years", "pairs"]);
  const place = document.querySelector(${JSON.stringify(place)});
  const name = (node) => node.id || (node.tagName === "SUMMARY" ? "fold " + (node.parentNode.dataset.fold || node.parentNode.id) : (node.closest("[id]") || {}).id + " " + (node.getAttribute("aria-label") || node.textContent));
  const isSeen = (node) => node.getClientRects().length > 0 && !node.disabled && node.type !== "file";
  const send = (node, ...kinds) => kinds.forEach((kind) => node.dispatchEvent(new Event(kind, { bubbles: true })));
  const use = (node) => {
    node.scrollIntoView({ block: "center" });
    node.focus();
    if (node.tagName === "SELECT") {
      node.value = (small.has(node.id) ? node.options[0] : node.options[node.options.length - 1]).value;
      send(node, "change");
    } else if (node.type === "range" || node.type === "number") {
      node.value = node.type === "range" ? node.max : node.id.startsWith("assume-") ? node.value : node.id === "seed" || node.id === "lesson-seed" ? 2 : node.min || 0;
      send(node, "input", "change");
    } else if (node.type === "search" || node.type === "text") {
      // A word that is found, and then none again.
      for (const word of ["e", ""]) { node.value = word; send(node, "input", "change"); }
    } else if (node.tagName === "TEXTAREA") {
      node.value = "nothing";
      send(node, "input");
    } else if (node.tagName === "SUMMARY" && node.parentNode.open) {
      // What it holds has to be there for what comes.
      node.click();
      node.click();
    } else node.click();
  };
  const isBusy = () => document.getElementById("lesson-progress") || [...place.querySelectorAll("button:disabled")].some((node) => /^(running|运行中)/.test(node.textContent));
  for (let rests = 0; rests < 40 && performance.now() < end;) {
    const next = [...place.querySelectorAll("button, select, input, textarea, summary")].find((node) => isSeen(node) && !used.has(name(node)) && !leaving.has(node.id));
    if (next) {
      rests = 0;
      used.set(name(next), next.dataset.key || "");
      use(next);
    } else if (!isBusy()) rests += 1;
    await new Promise((done) => setTimeout(done, next ? 4 : 50));
  }
  return [...used].map(([name, key]) => ({ name, key }));
})()`);

// Presses Tab until an element has the focus; how often that took, or an error where it is not reached.
export async function tabTo(tab, id, back = false) {
  for (let count = 1; count <= 600; count += 1) {
    await tab.key("Tab", back ? 8 : 0);
    if (await tab.evaluate(`document.activeElement.id === ${JSON.stringify(id)}`)) return count;
  }
  throw new Error(`the keyboard does not reach ${id}; it is at ${await tab.evaluate("document.activeElement.outerHTML.slice(0, 200)")}`);
}

// Whether what has the focus shows it.
export const isOutlined = (tab) => tab.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none' && parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2");

// Opens a lesson of a page as a student does, up to its result.
export async function throughLesson(tab, id, each) {
  const click = (which) => tab.evaluate(`document.getElementById(${JSON.stringify(which)}).click()`);
  await click("to-lessons");
  await each("lessons");
  await click(`lesson-${id}`);
  await tab.until(`document.getElementById("guess-end")`, 240);
  await each("guess");
  await click("room");
  await each("room");
  await click("room");
  await tab.evaluate(`(() => { const slider = document.getElementById("guess-end"); slider.value = slider.max; slider.dispatchEvent(new Event("input", { bubbles: true })); })()`);
  await click("show");
  await tab.evaluate(`document.getElementById("teacher").open = true`);
  await each("result");
}
