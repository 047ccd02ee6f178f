// What the model declares: parameters, mechanisms, outcomes, verdicts, by name.
import { ask } from "./pool.js";
import { pick, t } from "./words.js";

export const model = { parameters: new Map(), outcomes: new Map(), mechanisms: new Map(), verdicts: new Map(), tables: [], headlines: [] };

export async function learn() {
  const declared = await ask({ declared: {} });
  for (const one of declared.parameters) model.parameters.set(one.key, one);
  for (const one of declared.outcomes) model.outcomes.set(one.id, one);
  for (const one of declared.mechanisms) model.mechanisms.set(one.key, one);
  for (const one of declared.verdicts) model.verdicts.set(one.word, one);
  model.tables = declared.tables;
  model.headlines = declared.headlines;
  model.version = declared.model_version;
}

export const isLever = (key) => model.tables.some((one) => key.startsWith(one.table + "."));

export function levers(table) {
  return [...model.parameters.values()].filter((one) => one.key.startsWith(table + "."));
}

// What a key is called; a kind of incident comes with its name.
export function meaning(key) {
  const parts = key.split(".");
  const known = model.parameters.get(parts[0] === "incident" && parts.length > 2 ? `incident.${parts[parts.length - 1]}` : key) || model.mechanisms.get(key);
  if (!known) return key;
  const words = pick(known.meaning_en, known.meaning_zh);
  return parts[0] === "incident" ? `${words} (${parts.slice(1, -1).join(".")})` : words;
}

export function outcomeName(id) {
  const kind = model.outcomes.get(id);
  return kind ? pick(kind.name_en, kind.name_zh) : id;
}

export function verdictWords(word) {
  const known = model.verdicts.get(word);
  return known ? pick(known.en, known.zh) : word;
}

export function domainName(domain) {
  return t("domain_" + domain.replace("-", ""));
}
