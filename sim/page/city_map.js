// Draws a day of a city: grids as tiles, residents as dots, open matters as rings, grid workers on their rounds.
//
// Dots are written into one array of pixels, which is fast without any graphics card, and only when people have changed.
import { standing, TIME, GRID, INCIDENT } from "./city_log.js";

// Satisfaction from 0 to 9 as a grey blue that darkens where people are less satisfied; alpha, blue, green, red.
const DOTS = Array.from({ length: 10 }, (_, digit) => {
  const light = 60 + digit * 17;
  return (255 << 24) | (Math.min(255, light + 30) << 16) | (light << 8) | (light - 20);
});
const COLOURS = { unfiled: "#6b6f76", filed: "#0072b2", late: "#b34e00", worker: "#1c1c1e" };

// A number from 0 to 1 that is always the same for the same two numbers: where something is drawn inside of its grid.
function spot(a, b) {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 13;
  return (hash >>> 0) / 4294967296;
}

// The tiles of all grids: each community fills a square at its place, its grids in rows of nearly equal length.
function tilesOf({ grids, communities }, { width, height }) {
  const low = [Math.min(...communities.map((one) => one.x)), Math.min(...communities.map((one) => one.y))];
  const high = [Math.max(...communities.map((one) => one.x + 1)), Math.max(...communities.map((one) => one.y + 1))];
  const side = Math.min(width / (high[0] - low[0]), height / (high[1] - low[1]));
  const tiles = new Array(grids.length);
  communities.forEach((community, index) => {
    const of = grids.map((_, number) => number).filter((number) => grids[number].community === index);
    const rows = Math.max(1, Math.floor(Math.sqrt(of.length)));
    const [left, top, inner] = [(community.x - low[0]) * side + 2, (community.y - low[1]) * side + 2, side - 6];
    for (let row = 0; row < rows; row += 1) {
      const inRow = of.slice(Math.round((row * of.length) / rows), Math.round(((row + 1) * of.length) / rows));
      inRow.forEach((number, column) => {
        const [x, y] = [Math.round(left + (column * inner) / inRow.length), Math.round(top + (row * inner) / rows)];
        tiles[number] = { x, y, width: Math.floor(inner / inRow.length) - 2, height: Math.floor(inner / rows) - 2 };
      });
    }
  });
  return { tiles, corners: communities.map((one) => [(one.x - low[0]) * side + 2, (one.y - low[1]) * side + 2]) };
}

export function mapOf(log, canvas) {
  const { tiles, corners } = tilesOf(log.watch, canvas);
  const numbers = new Map(log.watch.incidents.map((id) => [id, parseInt(id.slice(0, 8), 16) | 0]));
  const place = (grid, number) => {
    const { x, y, width, height } = tiles[grid];
    return [x + 6 + spot(number, 1) * (width - 12), y + 6 + spot(number, 2) * (height - 12)];
  };
  return { log, canvas, tiles, corners, place, numbers, dots: null, drawn: -1 };
}

// The people of the last count before a time, as pixels.
function people(map, time) {
  const { watch } = map.log;
  let at = 0;
  while (at + 1 < watch.people.length && watch.people[at + 1].day <= time) at += 1;
  if (map.drawn === at) return map.dots;
  const { width, height } = map.canvas;
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  pixels.fill(0xffffffff);
  watch.people[at].grids.forEach((digits, grid) => {
    const { x, y, width: wide, height: high } = map.tiles[grid];
    for (let row = y; row < y + high; row += 1) pixels.fill(0xfff7f5f4, row * width + x, row * width + x + wide);
    for (let who = 0; who < digits.length; who += 1) {
      const column = x + 2 + Math.floor(spot(who, grid * 2 + 11) * (wide - 4));
      const row = y + 2 + Math.floor(spot(who, grid * 2 + 12) * (high - 4));
      const colour = DOTS[digits.charCodeAt(who) - 48];
      const first = row * width + column;
      pixels[first] = colour;
      pixels[first + 1] = colour;
      pixels[first + width] = colour;
      pixels[first + width + 1] = colour;
    }
  });
  map.dots = image;
  map.drawn = at;
  return image;
}

function ring(context, [x, y], radius, colour, isDashed) {
  context.beginPath();
  context.setLineDash(isDashed ? [3, 2] : []);
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.stroke();
}

// Where a worker is: on the way from the last matter to the next one, for the last quarter of a day before it.
function whereabouts(map, events, time) {
  const next = events.findIndex((event) => event[TIME] > time);
  const spotOf = (event) => map.place(event[GRID], map.numbers.get(map.log.watch.incidents[event[INCIDENT]]));
  if (next === 0) return spotOf(events[0]);
  const last = spotOf(events[next < 0 ? events.length - 1 : next - 1]);
  if (next < 0) return last;
  const there = spotOf(events[next]);
  const part = Math.max(0, 1 - (events[next][TIME] - time) / 0.25);
  return [last[0] + (there[0] - last[0]) * part, last[1] + (there[1] - last[1]) * part];
}

// Draws the city at a time; returns how many matters are open and how many of them on file.
export function draw(map, time, chosen) {
  const context = map.canvas.getContext("2d");
  context.putImageData(people(map, time), 0, 0);
  const seen = { open: 0, filed: 0 };
  for (const matter of map.log.matters) {
    const now = standing(map.log, matter, time);
    if (!now) continue;
    seen.open += 1;
    seen.filed += now.isFiled ? 1 : 0;
    const colour = now.isLate ? COLOURS.late : now.isFiled ? COLOURS.filed : COLOURS.unfiled;
    ring(context, map.place(matter.grid, map.numbers.get(matter.id)), Math.min(14, 2.5 + now.age * 0.35), colour, !now.isFiled);
  }
  context.setLineDash([]);
  for (const events of map.log.workers.values()) {
    const [x, y] = whereabouts(map, events, time);
    context.fillStyle = COLOURS.worker;
    context.fillRect(x - 3.5, y - 3.5, 7, 7);
    context.strokeStyle = "#ffffff";
    context.lineWidth = 1;
    context.strokeRect(x - 3.5, y - 3.5, 7, 7);
  }
  context.font = '600 12px system-ui, "PingFang SC", "Microsoft YaHei", sans-serif';
  context.lineWidth = 3;
  map.corners.forEach(([x, y], community) => {
    const { name } = map.log.watch.communities[community];
    context.strokeText(name, x + 4, y + 13);
    context.fillText(name, x + 4, y + 13);
  });
  if (chosen !== null) {
    const { x, y, width, height } = map.tiles[chosen];
    context.strokeStyle = COLOURS.worker;
    context.lineWidth = 2.5;
    context.strokeRect(x, y, width, height);
  }
  return seen;
}

// The grid under a point of the canvas, if there is one.
export function gridAt(map, x, y) {
  const at = map.tiles.findIndex((tile) => x >= tile.x && x < tile.x + tile.width && y >= tile.y && y < tile.y + tile.height);
  return at < 0 ? null : at;
}

export const LEGEND = [["ring_unfiled", COLOURS.unfiled, true], ["ring_filed", COLOURS.filed, false], ["ring_late", COLOURS.late, false]];
