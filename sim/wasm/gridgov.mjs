// The page's side of the module: from the module, compiled or in bytes, to a function that takes a request and returns its answer,
// both as objects. What can be asked for is in sim/wasm.rs, how texts pass in sim/wasm/memory.rs.
export async function open(module) {
  const made = await WebAssembly.instantiate(module, {});
  const { memory, room, answer, answer_at } = (made.instance || made).exports;
  return function ask(request) {
    const asked = new TextEncoder().encode(JSON.stringify(request));
    // Places above 2 GB come out negative.
    const into = room(asked.length) >>> 0;
    if (into === 0) throw new Error("the module has no memory for a request of this size");
    new Uint8Array(memory.buffer, into, asked.length).set(asked);
    const length = answer() >>> 0;
    return JSON.parse(new TextDecoder().decode(new Uint8Array(memory.buffer, answer_at() >>> 0, length)));
  };
}
