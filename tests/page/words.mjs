// node tests/page/words.mjs: the words of the page as JSON, those of the comparison (`own`) and all. Modules are loaded as they are;
// what they ask of a browser when they are loaded is not there and stands empty.
Object.defineProperty(globalThis, "navigator", { value: { language: "en" }, configurable: true });
globalThis.document = { getElementById: () => ({ textContent: "{}" }) };
const { WORDS } = await import("../../sim/page/words.js");
const own = { ...WORDS };
await import("../../sim/page/city_words.js");
process.stdout.write(JSON.stringify({ own, all: WORDS }));
