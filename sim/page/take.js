// What one takes away: files that the command line runs, the command, the hash, tables, a link; and what is opened again.
import { at, button, el, folded, put, save } from "./dom.js";
import { activePlan, adopt, addPlan, canUndo, change, nameIt, snapshot, state } from "./state.js";
import { asCsv } from "./figure.js";
import { planOf, readFile, titleOf } from "./plans.js";
import { meaning } from "./model.js";
import { complain, inform } from "./notice.js";
import { listed, t } from "./words.js";

const LARGEST = 1_000_000;
let warning = null;

export function versionWarning(ours) {
  warning = ours;
}

export function command(n) {
  const files = ["baseline.toml", ...state.plans.map((plan) => `${plan.id}.toml`)].join(" ");
  return `gridgov run ${files} --baseline baseline --seed ${state.seed} --replicates ${n}`;
}

export function showTake(scenarios, comparison) {
  if (!scenarios) return put(at("take"));
  const n = comparison ? comparison.replicates : 0;
  const names = ["baseline", ...state.plans.map((plan) => plan.id)];
  const own = state.root.startsWith("builtin:") ? [] : Object.keys(state.files);
  const file = el("input", { type: "file", id: "open-file", accept: ".toml,.json", multiple: true });
  file.addEventListener("change", () => openAll(file));
  const link = button(t("copy_link"), async () => {
    history.replaceState(null, "", `#${fragment()}`);
    try {
      await navigator.clipboard.writeText(location.href);
      link.textContent = t("copied");
    } catch (_) {
      // Where the clipboard is closed the link stands in the address.
      prompt(t("copy_link"), location.href);
    }
  }, { id: "copy-link" });
  put(at("take"),
    el("div", { class: "row" },
      button(t("print"), () => print(), { id: "print" }),
      comparison ? button(t("save_page"), async () => save("comparison.html", "text/html", await asPage()), { id: "save-page" }) : null,
      comparison ? button(t("save_csv"), () => save("differences.csv", "text/csv", differencesCsv(comparison)), { id: "save-csv" }) : null),
    el("h3", {}, t("take_later")),
    el("div", { class: "row" }, button(t("save_state"), () => save("gridgov-state.json", "application/json", carried()), { id: "save-state" }), link),
    el("div", { class: "row" }, el("label", { for: "open-file" }, t("open_file")), file),
    el("h3", {}, t("take_program")),
    el("p", {}, t("take_files")),
    el("div", { class: "row" },
      names.map((name, index) => button(t("save_toml", { name: `${name}.toml` }), () => save(`${name}.toml`, "application/toml", scenarios[index].order.text), { id: `save-${name}` })),
      own.map((name) => button(t("save_toml", { name }), () => save(name, "application/toml", state.files[name])))),
    el("h4", {}, t("command")), el("pre", { id: "command" }, command(n || state.pairs)),
    comparison ? [el("h4", {}, t("hash", { n })), el("pre", { id: "hash" }, comparison.result_hash)] : null,
    names.map((name, index) => folded(`file-${name}`, `${name}.toml`, () => el("pre", { class: "toml", id: `toml-${name}` }, scenarios[index].order.text))));
}

// The answer, its figures and tables as a page that does nothing.
async function asPage() {
  const closed = [...document.querySelectorAll("main details:not([open])")];
  const open = (is) => closed.forEach((node) => {
    node.open = is;
  });
  open(true);
  // What is folded away is made once it is open.
  await new Promise((done) => setTimeout(done, 200));
  const parts = ["h1", ".caution", ".answer", ".looks", ".differs", "section[aria-labelledby='all-heading']", "#command", "#hash"];
  const body = el("main", {}, parts.map((part) => document.querySelector(part).cloneNode(true)));
  // A name that can be pressed stays as a name.
  body.querySelectorAll("button.name").forEach((node) => node.replaceWith(node.textContent));
  body.querySelectorAll("button, select, input, label, #moving, .row.small").forEach((node) => node.remove());
  open(false);
  const head = el("head", {}, el("meta", { charset: "utf-8" }), el("title", {}, document.title), el("meta", { name: "generator", content: `gridgov ${document.documentElement.dataset.version}` }),
    el("style", {}, document.querySelector("style").textContent + "main { display: block; } .scroll { max-height: none; }"));
  const page = el("html", { lang: document.documentElement.lang }, head, el("body", {}, body));
  return `<!DOCTYPE html>\n${page.outerHTML}`;
}

function differencesCsv(comparison) {
  const columns = ["outcome", "group", "scenario", "baseline_mean", "scenario_mean", "difference", "low", "high", "pairs", "better_in", "direction", "unit", "verdict", "matters"];
  return asCsv([columns, ...comparison.differences.map((one) => columns.map((name) => one[name]))]);
}

// The state with the versions it was made with.
function carried() {
  return JSON.stringify({ gridgov: document.documentElement.dataset.version, model: warning, state: JSON.parse(snapshot()) });
}

function fragment() {
  const bytes = new TextEncoder().encode(carried());
  return "s=" + btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

// Takes over the state in the address, if there is one.
export async function fromLink() {
  const found = /^#s=([\w-]+)$/.exec(location.hash);
  if (!found) return false;
  try {
    const bytes = Uint8Array.from(atob(found[1].replace(/-/g, "+").replace(/_/g, "/")), (digit) => digit.charCodeAt(0));
    return takeOver("link", new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (_) {
    complain(() => t("bad_state", { name: "link" }));
    return false;
  }
}

function takeOver(name, text) {
  let read = null;
  try {
    read = JSON.parse(text);
  } catch (_) {
    // Said below: it is no state.
  }
  if (!read || typeof read.model !== "string" || !adopt(read.state)) {
    complain(() => t("bad_state", { name }));
    return false;
  }
  if (read.model !== warning) complain(() => t("other_version", { theirs: read.model.slice(0, 20), ours: warning }));
  return true;
}

// Opens files one after the other up to the first that cannot be opened, which is what is said then.
async function openAll(field) {
  const told = [];
  for (const one of field.files) {
    const words = await openFile(one);
    if (!words) break;
    told.push(words);
    inform(() => told.map((each) => each()).join("\n"));
  }
  field.value = "";
}

// What a plan of a file is called: by its title, or by its file's name where the title is no more than a letter.
function ownName({ title, title_zh: zh }, file) {
  if (!/^Plan [A-C]$/.test(title)) return [title, zh].map((one) => one.slice(0, 200));
  const name = /^plan-[a-c]\b/.test(file) ? "" : file.slice(0, 200);
  return [name, name];
}

// Gives what is to be said of a plan that was opened; nothing of a state, which says all, or where a complaint was made.
async function openFile(file) {
  if (file.size > LARGEST) return complain(() => t("too_large", { name: file.name }));
  const text = await file.text();
  if (/\.json$/i.test(file.name)) {
    takeOver(file.name, text);
    return undefined;
  }
  const name = file.name.replace(/\.toml$/i, "");
  const read = await readFile(name, text);
  if (!read) return undefined;
  if (read.length !== 1) return complain(() => t("several", { name: file.name, n: read.length }));
  const { levers, world, reforms } = planOf(read[0]);
  const { days, residents } = read[0];
  delete world["scenario.days"];
  delete world["city.residents"];
  const keys = Object.entries(world).map(([key, set]) => () => `${meaning(key)} = ${set}`);
  if (days !== state.days) keys.push(() => `${t("years")} ${Number((days / 365).toFixed(2))}`);
  if (residents !== state.residents) keys.push(() => `${t("residents")} ${residents.toLocaleString("en")}`);
  // A file takes the place of a plan that changes nothing, or of the one that the page began with where nothing was touched yet.
  const isFree = (plan) => !Object.keys(plan.levers).length && !plan.reforms.length;
  const free = canUndo() ? state.plans.findIndex(isFree) : 0;
  if (free < 0 && state.plans.length === 3) return complain(() => t("plans_full", { name: file.name }));
  change(() => {
    if (free < 0) addPlan(null);
    else state.active = free;
    Object.assign(activePlan(), { levers, reforms, preset: "" });
    nameIt(activePlan(), ownName(read[0], name));
    state.world = world;
    state.days = days;
    if (residents !== state.residents) Object.assign(state, { residents, smaller: false });
  });
  const written = /^# gridgov page, model version (\S{1,20})$/m.exec(text);
  const other = () => (written && written[1] !== warning ? `\n${t("other_version", { theirs: written[1], ours: warning })}` : "");
  const opened = activePlan();
  return () => (keys.length ? t("opened", { plan: titleOf(opened), list: listed(keys.map((one) => one())) }) : t("opened_plain", { plan: titleOf(opened) })) + other();
}

