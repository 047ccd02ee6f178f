// Why one may believe it and what one must not conclude, in six sentences with the numbers of this model.
import { at, el, put } from "./dom.js";
import { model } from "./model.js";
import { t } from "./words.js";

export function showTrust() {
  const all = [...model.parameters.values()];
  const count = (word) => all.filter((one) => one.provenance === word).length;
  const parts = { n: all.length, measured: count("measured"), literature: count("literature"), calibrated: count("calibrated"), assumed: count("assumed") };
  put(at("trust"), el("ul", {}, [1, 2, 3, 4, 5, 6].map((number) => el("li", {}, t(`trust_${number}`, parts)))));
}
