// What the model declares: parameters, mechanisms, outcomes, verdicts, by name.
import { ask } from "./pool.js";
import { pick, t } from "./words.js";

export const model = { parameters: new Map(), assumed: new Map(), outcomes: new Map(), mechanisms: new Map(), verdicts: new Map(), tables: [], headlines: [], leadsTo: {}, incidents: [] };

export async function learn() {
  const declared = await ask({ declared: {} });
  for (const one of declared.parameters) model.parameters.set(one.key, one);
  for (const one of declared.outcomes) model.outcomes.set(one.id, one);
  for (const one of declared.mechanisms) model.mechanisms.set(one.key, one);
  for (const one of declared.verdicts) model.verdicts.set(one.word, one);
  // What a kind of incident has is an assumption of its own.
  model.incidents = declared.incidents;
  for (const kind of declared.incidents) {
    for (const [name, number] of Object.entries(kind.values)) {
      const key = `incident.${kind.name}.${name}`;
      const known = declared.parameters.find((one) => one.key === `incident.${name}`);
      const kinds = [` (${kind.title})`, `（${kind.title_zh}）`];
      model.assumed.set(key, { ...known, key, default: number, meaning_en: known.meaning_en + kinds[0], meaning_zh: known.meaning_zh + kinds[1] });
    }
  }
  for (const one of declared.parameters) {
    if (!declared.tables.some(({ table }) => one.key.startsWith(table + ".")) && !/^(incident|scenario)\./.test(one.key) && one.key !== "city.residents") model.assumed.set(one.key, one);
  }
  model.assumed.set("scenario.burn_in_days", model.parameters.get("scenario.burn_in_days"));
  model.tables = declared.tables;
  model.headlines = declared.headlines;
  model.leadsTo = declared.leads_to || {};
  model.version = declared.model_version;
}

export const isLever = (key) => model.tables.some((one) => key.startsWith(one.table + "."));

export function levers(table) {
  return [...model.parameters.values()].filter((one) => one.key.startsWith(table + "."));
}

// What a key is called.
export function meaning(key) {
  const known = model.parameters.get(key) || model.assumed.get(key) || model.mechanisms.get(key);
  return known ? pick(known.meaning_en, known.meaning_zh) : key;
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
