// Result codes: what a student guessed and ran, in one word that can be written down; and a class of them side by side.
import { at, button, el, folded, put, save, table } from "./dom.js";
import { asCsv } from "./figure.js";
import { lessons, said, shown } from "./lesson_runs.js";
import { l } from "./lesson_words.js";
import { model } from "./model.js";
import { listed, pick } from "./words.js";

const LARGEST = 1_000_000;
const CODE = /([a-z0-9]{1,20})(-own)?-([0-9.]{1,8})-(\d{1,16})-((?:[0-9a-z]{4}-){4}[0-9a-z]{4})(?:-([a-z0-9]{1,8}))?(?![0-9a-z])/gi;
// Digits that no hand confuses: without I, L, O and U (Crockford).
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BETS = ["up", "same", "down", "none"];
// Digits of the parts of a code; of a hash the first five hexadecimal digits are as many bits.
const [OF_BET, OF_NUMBER, OF_HASH, OF_CHECK, HEX] = [1, 4, 4, 3, 5];
const NOTHING = "Z".repeat(OF_NUMBER);

const write = (number, width) => Array.from({ length: width }, (_, at) => DIGITS[Math.floor(number / 32 ** (width - 1 - at)) % 32]).join("");
const read = (digits) => [...digits].reduce((number, digit) => number * 32 + DIGITS.indexOf(digit), 0);

// Four decimal digits and a sign, and the place of the point; no number is nothing.
function writeNumber(number) {
  if (number === null) return NOTHING;
  const [digits, power] = number.toExponential(3).split("e");
  // What is less than a trillionth counts as nothing.
  const size = power < -12 ? 0 : Math.round(Math.abs(digits) * 1000);
  return write(size * 2 + (number < 0), OF_NUMBER - 1) + write(size ? Number(power) + 13 : 0, 1);
}

function readNumber(digits) {
  if (digits === NOTHING) return null;
  const size = read(digits.slice(0, -1));
  return Number(`${size % 2 ? "-" : ""}${Math.floor(size / 2)}e${read(digits.slice(-1)) - 16}`);
}

// Three digits that change when anything else does (FNV-1a).
function check(text) {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return write(hash % 32 ** OF_CHECK, OF_CHECK);
}

const checked = (name, version, seed, body, tag) => check([name, version, seed, body, tag].join("-"));

// `tag` tells students apart who had the same seed and guess; it may be empty.
export function codeOf({ lesson, isOwn, seed, tag, bet, end, one, hash }) {
  const name = lesson.id + (isOwn ? "-own" : "");
  const body = write(BETS.indexOf(bet), OF_BET) + [end, one.baseline_mean, one.scenario_mean].map(writeNumber).join("") + write(parseInt(hash.slice(0, HEX), 16), OF_HASH);
  const groups = (body + checked(name, model.version, seed, body, tag)).match(/.{4}/g);
  return [name, model.version, seed, ...groups, ...(tag ? [tag] : [])].join("-");
}

// The most of a name beside a code that is shown.
const LONGEST_NAME = 30;

// What stands before a code in its line, as a name in a chat or a list does.
function besides(text, from, to) {
  const line = text.slice(Math.max(from, text.lastIndexOf("\n", to - 1) + 1), to);
  return line.replace(/^[\s,;:，；：、|]+|[\s,;:，；：、|]+$/g, "").slice(-LONGEST_NAME);
}

export function readCodes(text) {
  let past = 0;
  return [...text.matchAll(CODE)].map((match) => {
    const [code, id, own, version, seed, groups, seat] = match;
    const beside = besides(text, past, match.index);
    past = match.index + code.length;
    const name = id.toLowerCase();
    const tag = (seat || "").toLowerCase();
    const digits = groups.toUpperCase().replace(/-/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
    let from = 0;
    const next = (count) => digits.slice(from, (from += count));
    const bet = BETS[read(next(OF_BET))];
    const [end, before, after] = [next(OF_NUMBER), next(OF_NUMBER), next(OF_NUMBER)].map(readNumber);
    const hash = read(next(OF_HASH)).toString(16).padStart(HEX, "0");
    const isSound = checked(name + (own ? "-own" : ""), version, seed, digits.slice(0, from), tag) === next(OF_CHECK);
    return { code, beside, id: name, isOwn: Boolean(own), version, seed, bet, end, before, after, hash, tag, isSound };
  });
}

let pasted = "";

export function showClass() {
  const box = el("textarea", { id: "codes", rows: 6, spellcheck: "false" });
  box.value = pasted;
  box.addEventListener("input", () => {
    pasted = box.value;
    put(at("class"), found());
  });
  const file = el("input", { type: "file", id: "code-files", multiple: true, accept: ".txt,.csv,.md" });
  file.addEventListener("change", async () => {
    for (const one of file.files) if (one.size <= LARGEST) pasted += `\n${await one.text()}`;
    file.value = "";
    box.value = pasted;
    put(at("class"), found());
  });
  return el("section", { id: "compare-class" }, el("h2", {}, l("compare")), el("p", {}, l("compare_text")),
    el("p", {}, el("label", { for: "codes" }, l("codes"))), box,
    el("div", { class: "row" }, el("label", { for: "code-files" }, l("open_codes")), file), el("div", { id: "class", "aria-live": "polite" }, found()));
}

function found() {
  const all = readCodes(pasted);
  if (!all.length) return el("p", { class: "soft" }, l("none_yet"));
  const sound = all.filter((one) => one.isSound);
  const known = sound.filter((one) => lessons.some(({ id }) => id === one.id));
  const version = known.filter((one) => one.version === model.version);
  // A code with a tag is one student's, however often it was pasted; without one, equal codes may be of several.
  const isFirst = (one, at) => version.findIndex(({ code }) => code === one.code) === at;
  const ours = version.filter((one, at) => !one.tag || isFirst(one, at));
  const twice = [...new Set(version.filter((one, at) => one.tag && !isFirst(one, at)).map(({ code }) => code))];
  const alike = version.filter((one) => !one.tag && version.filter(({ code }) => code === one.code).length > 1).length;
  const note = (name, list) => (list.length ? el("p", { class: "caution" }, l(name, { list: listed(list.map(({ beside, code }) => `${beside} ${code}`.trim())) })) : null);
  const unlike = ours.filter((one) => !one.isOwn && ours.some((other) => !other.isOwn && other.id === one.id && other.seed === one.seed && other.hash !== one.hash));
  const groups = lessons.flatMap((lesson) => [false, true].map((isOwn) => ({ lesson, isOwn, list: ours.filter((one) => one.id === lesson.id && one.isOwn === isOwn) })));
  return [
    note("damaged", all.filter((one) => !one.isSound)), note("unknown_lesson", sound.filter((one) => !known.includes(one))),
    note("versions", known.filter((one) => one.version !== model.version)), note("unlike", unlike),
    twice.length ? el("p", { class: "soft" }, l("twice", { list: listed(twice) })) : null, alike ? el("p", { class: "soft" }, l("alike", { n: alike })) : null,
    groups.filter(({ list }) => list.length).map(summary),
    button(l("save_class"), () => save("gridgov-class.csv", "text/csv", csv(ours)), { id: "save-class" }),
  ];
}

function summary({ lesson, isOwn, list }) {
  const { outcome } = lesson.bet;
  const title = `${said(lesson, "title")}${isOwn ? ` (${l("own_plan")})` : ""}`;
  const count = (bet) => list.filter((one) => one.bet === bet).length;
  const row = (name, of) => {
    const numbers = list.map(of).filter((number) => number !== null);
    if (!numbers.length) return null;
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    return [name, ...[Math.min(...numbers), mean, Math.max(...numbers)].map((number) => shown(number, outcome))];
  };
  const rows = [row(l("guess_end"), (one) => one.end), row(l("value_before"), (one) => one.before), row(l("value_after"), (one) => one.after), row(l("value_change"), (one) => one.after - one.before)];
  const kind = model.outcomes.get(outcome);
  const seats = list.map(({ tag }) => tag).filter(Boolean).sort();
  return el("div", { class: "group", "data-lesson": lesson.id },
    el("h3", {}, title),
    el("p", {}, `${list.length} ${l("count")} · ${new Set(list.map((one) => one.seed)).size} ${l("seeds")} · ${l("guessed")}: ${count("up")} / ${count("same")} / ${count("down")}`),
    seats.length ? el("p", { class: "soft" }, l("seats", { list: listed(seats) })) : null,
    table([l("what"), l("least"), l("mean"), l("most")], rows.filter(Boolean), `${title}: ${pick(kind.name_en, kind.name_zh)}`),
    folded(`each-${lesson.id}-${isOwn}`, l("each_code"), () => each(list, outcome)));
}

// One row for each code: who it is from, as far as that was written beside it, what was guessed and what came out.
function each(list, outcome) {
  const number = (one) => (one === null ? "–" : shown(one, outcome));
  const rows = list.map((one) => [one.beside || one.tag || "–", one.seed, one.bet === "none" ? "–" : l(one.bet), number(one.end), number(one.before), number(one.after), number(one.after - one.before)]);
  return table([l("who"), l("seed_short"), l("guess_short"), l("guess_end"), l("value_before"), l("value_after"), l("value_change")], rows, l("each_code"));
}

function csv(list) {
  const columns = ["lesson", "own_plan", "model_version", "seed", "guess", "guess_end", "before", "after", "hash", "seat", "code"];
  return asCsv([columns, ...list.map((one) => [one.id, one.isOwn, one.version, one.seed, one.bet, one.end, one.before, one.after, one.hash, one.tag, one.code])]);
}
