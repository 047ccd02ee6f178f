// Comparisons beside the one on the screen, for questions: smaller, behind it in line, and given up when nobody waits.
import { state } from "./state.js";
import { begin, read } from "./runs.js";
import { orders } from "./toml.js";

// Pairs of such a comparison: the fewest cities that have an interval, times two.
export const FEW = 16;

// Compares plans with the baseline in the page's world with `more` set in it; resolves with the comparison.
export async function compareBeside(plans, more) {
  const answer = await read(orders(state, plans, more));
  if (answer.problems) throw new Error(answer.problems.text);
  return new Promise((done, failed) => {
    const pairs = Math.min(FEW, state.pairs);
    begin({ scenarios: answer.scenarios, pairs, seed: state.seed, failed, show: (comparison) => comparison.replicates === pairs && done(comparison) });
  });
}
