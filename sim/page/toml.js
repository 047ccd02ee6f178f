// Scenario files: the baseline of the page and its plans as texts that the command line runs.

// A text as TOML has it; JSON escapes everything but one control character in the same way.
function text(words) {
  return JSON.stringify(words).replace(/\u007f/g, "\\u007f");
}

function lines(values) {
  const tables = new Map();
  const incidents = new Map();
  for (const [key, value] of values) {
    const parts = key.split(".");
    const of = parts[0] === "incident" ? incidents : tables;
    const table = of === incidents ? parts.slice(1, -1).join(".") : parts[0];
    if (!of.has(table)) of.set(table, []);
    of.get(table).push(`${parts[parts.length - 1]} = ${value}`);
  }
  const written = [...tables].map(([table, keys]) => `[${table}]\n${keys.join("\n")}\n`);
  for (const [name, keys] of incidents) written.push(`[[incident]]\nname = ${text(name)}\n${keys.join("\n")}\n`);
  return written;
}

function reform({ day, ramp, communities, set }) {
  const where = communities.length ? `communities = [${communities.map(text).join(", ")}]\n` : "";
  const values = Object.entries(set).map(([key, value]) => `set.${key} = ${value}\n`).join("");
  return `[[change]]\nday = ${day}\nramp_days = ${ramp}\n${where}${values}`;
}

function file(state, titles, values, reforms) {
  const frame = [["scenario.days", state.days], ["city.residents", state.residents]];
  // The page that opens the file says when it was written under another model.
  const head = `# gridgov page, model version ${document.documentElement.dataset.modelVersion}\ntitle = ${text(titles[0])}\ntitle_zh = ${text(titles[1])}\nextends = ${text(state.root)}\n`;
  const world = state.roster ? frame.slice(0, 1) : frame;
  return [head, ...lines([...world, ...Object.entries(state.world), ...values]), ...reforms.map(reform)].join("\n");
}

// Values that are put on the world of baseline and plan alike, `more`, are for a question; the page's own stand in the state.
export function orders(state, plans, more) {
  const world = { ...state, world: { ...state.world, ...more } };
  const order = (name, content) => ({ name, text: content, files: state.files });
  return [
    order("baseline", file(world, ["Baseline", "基准"], [], [])),
    ...plans.map((plan) => order(plan.id, file(world, plan.titles, Object.entries(plan.levers), plan.reforms))),
  ];
}
