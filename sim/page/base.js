// The values of the page's baseline: those of the registry, what its file sets otherwise, what the user assumes.
import { data, state } from "./state.js";
import { model } from "./model.js";

export function base(key) {
  if (state.world[key] !== undefined) return state.world[key];
  if (key === "scenario.days") return state.days;
  if (key === "city.residents") return state.residents;
  if (data.baseline[key] !== undefined) return data.baseline[key];
  const known = model.parameters.get(key) || model.assumed.get(key);
  return known ? known.default : undefined;
}
