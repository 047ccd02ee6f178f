// What a watched city says of any day: which matters are open where, what has happened so far, where workers are.

// Columns of an event.
export const INCIDENT = 0;
const ACTIVITY = 2;
export const TIME = 3;
export const GRID = 4;
const KIND = 5;
export const RESOURCE = 6;
const DUE = 7;

export const STAGES = ["arise", "report", "register", "dispatch", "handle", "verify", "close"];

// A log with its matters: each with its events in order of time.
export function read(watch) {
  const events = [...watch.events].sort((a, b) => a[TIME] - b[TIME]);
  const matters = watch.incidents.map((id) => ({ id, events: [], grid: 0, kind: 0, from: 0, to: Infinity }));
  for (const event of events) matters[event[INCIDENT]].events.push(event);
  const word = (event) => watch.activities[event[ACTIVITY]];
  for (const matter of matters) {
    const [first] = matter.events;
    matter.grid = first[GRID];
    matter.kind = first[KIND];
    // What was there on day 0 begins in the middle.
    matter.from = word(first) === "arise" ? first[TIME] : 0;
    const end = matter.events.find((event) => word(event) === "end");
    if (end) matter.to = end[TIME];
  }
  const counts = STAGES.map((stage) => events.filter((event) => word(event) === stage || (stage === "close" && word(event) === "paper_close")).map((event) => event[TIME]));
  const workers = new Map();
  for (const event of events) {
    const name = watch.resources[event[RESOURCE]];
    if (!name.startsWith("grid worker")) continue;
    if (!workers.has(name)) workers.set(name, []);
    workers.get(name).push(event);
  }
  return { watch, events, matters, counts, workers, word, byId: new Map(matters.map((matter) => [matter.id, matter])) };
}

// How often each stage was reached up to a time.
export function reached(log, time) {
  return log.counts.map((times) => times.filter((at) => at <= time).length);
}

// A matter as it stands at a time: not there, or how long it has been open and whether it is on file or overdue.
export function standing(log, matter, time) {
  if (time < matter.from || time >= matter.to) return null;
  let open = 0;
  let due = Infinity;
  for (const event of matter.events) {
    if (event[TIME] > time) break;
    const word = log.word(event);
    if (word === "register" || word === "reopen") {
      open = 1;
      due = event[DUE] === null ? Infinity : event[DUE];
    } else if (word === "close" || word === "paper_close") open = 0;
  }
  return { age: time - matter.from, isFiled: open > 0, isLate: open > 0 && time > due };
}

// Where two fates of the same matter part: the number of events that are alike from the first on.
export function alike(one, other) {
  const key = (log, event) => [log.word(event), log.watch.resources[event[RESOURCE]], Math.floor(event[TIME])].join("|");
  let count = 0;
  while (count < one.matter.events.length && count < other.matter.events.length
    && key(one.log, one.matter.events[count]) === key(other.log, other.matter.events[count])) count += 1;
  return count;
}

// Days from the first report or filing to the end of a matter; null where it has not ended or nobody said anything.
export function took(log, matter) {
  const said = matter.events.find((event) => ["report", "register"].includes(log.word(event)));
  return said && matter.to < Infinity ? matter.to - said[TIME] : null;
}

// The same, or how long it has been open where the days end before it does; null where nobody said anything.
function open(log, matter) {
  const said = matter.events.find((event) => ["report", "register"].includes(log.word(event)));
  return said ? Math.min(matter.to, log.watch.days) - said[TIME] : null;
}

// Matters that both logs tell much of, those first whose fates differ most.
export function tellable(before, after) {
  const list = [];
  for (const matter of before.matters) {
    const other = after.byId.get(matter.id);
    if (!other || matter.from === 0 || Math.min(matter.events.length, other.events.length) < 4) continue;
    const [a, b] = [open(before, matter), open(after, other)];
    if (a === null || b === null) continue;
    const gap = Math.abs(a - b);
    list.push({ id: matter.id, gap, told: matter.events.length + other.events.length });
  }
  return list.sort((x, y) => Math.round(y.gap) - Math.round(x.gap) || y.told - x.told || (x.id < y.id ? -1 : 1)).map((one) => one.id);
}
