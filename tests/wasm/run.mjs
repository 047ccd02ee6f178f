// node tests/wasm/run.mjs MODULE: asks the module each line of stdin, a request, and writes its answer as a line.
import { readFileSync } from "node:fs";
import { open } from "../../sim/wasm/gridgov.mjs";

const ask = await open(readFileSync(process.argv[2]));
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  process.stdout.write(JSON.stringify(ask(JSON.parse(line))) + "\n");
}
