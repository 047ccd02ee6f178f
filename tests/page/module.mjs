// node tests/page/module.mjs MODULE.gz ORDERS.json: what the kept module declares, and the hashes of its runs of these orders.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { open } from "../../sim/wasm/gridgov.mjs";

const ask = await open(gunzipSync(readFileSync(process.argv[2])));
const orders = JSON.parse(readFileSync(process.argv[3], "utf8"));
const { parameters, outcomes } = ask({ declared: {} });
const hashes = orders.map((order) => ask({ simulate: order }).runs[0].hash);
process.stdout.write(JSON.stringify({ parameters, outcomes, hashes }));
