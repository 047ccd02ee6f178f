// A smaller city where the machine is slow: measured on the first city of the page while it burns in, and said on the page.
import { at } from "./dom.js";
import { beginHere, change, state } from "./state.js";
import { onSettling } from "./runs.js";

// Cities to fall back to, and how many seconds may pass until the first pair of runs is there.
const SMALLER = [6000, 2500];
const LONGEST = 5;
// Days of the burn-in after which the pace is known: the first ones are slower, since the module has only begun.
const KNOWN_DAYS = 180;

// Watches the first city until it has burned in; what the user has chosen is left as it is.
export function mindSlowMachine(isUntouched) {
  onSettling((pace, days, { residents, burn_in_days: burnIn, days: horizon }) => {
    if (state.roster || !isUntouched() || residents !== state.residents) return onSettling(null);
    if (days < Math.min(KNOWN_DAYS, burnIn)) return undefined;
    onSettling(null);
    const seconds = (of) => (of * pace * (burnIn + 2 * horizon)) / 1000;
    const next = SMALLER.find((one) => one < residents && seconds(one) <= LONGEST) || SMALLER[SMALLER.length - 1];
    if (seconds(residents) <= LONGEST || next >= residents) return undefined;
    change(() => Object.assign(state, { residents: next, smaller: true }));
    beginHere();
    at("undo").disabled = true;
    return undefined;
  });
}
