// Drives a Chromium through a pipe, without anything installed: pages that are opened as files, and what they do there.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Starts the browser and returns { open, close }.
export async function start(chromium) {
  const profile = mkdtempSync(join(tmpdir(), "gridgov-browser-"));
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-extensions"];
  const process_ = spawn(chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", ...quiet,
    "--host-resolver-rules=MAP * ~NOTFOUND", `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const [, , , out, into] = process_.stdio;
  const waiting = new Map();
  const listeners = [];
  let asked = 0;
  let rest = "";
  into.setEncoding("utf8");
  into.on("data", (chunk) => {
    const messages = (rest + chunk).split("\0");
    rest = messages.pop();
    for (const message of messages.map((text) => JSON.parse(text))) {
      if (message.id === undefined) listeners.forEach((listener) => listener(message));
      else {
        const [done, failed] = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error) failed(new Error(message.error.message));
        else done(message.result);
      }
    }
  });
  const send = (method, params = {}, sessionId = undefined) => new Promise((done, failed) => {
    asked += 1;
    waiting.set(asked, [done, failed]);
    out.write(JSON.stringify({ id: asked, method, params, sessionId }) + "\0");
  });
  return {
    open: (url, options) => open(send, listeners, url, options || {}),
    close: async () => {
      const gone = new Promise((done) => process_.on("exit", done));
      process_.kill();
      await gone;
      // Children of the browser may write for a moment longer; what is left then lies among the system's temporary files.
      try {
        rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      } catch (error) {
        if (error.code !== "ENOTEMPTY") throw error;
      }
    },
  };
}

// A page of its own with its language, size and speed, and a script that runs before its own; `problems` and `requests` grow while it is open.
async function open(send, listeners, url, { lang = "en", width = 1280, height = 800, slower = 1, reduced = false, before = "" }) {
  const { browserContextId } = await send("Target.createBrowserContext");
  const { targetId } = await send("Target.createTarget", { url: "about:blank", browserContextId });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const ask = (method, params) => send(method, params, sessionId);
  const problems = [];
  const requests = [];
  listeners.push((message) => {
    if (message.sessionId !== sessionId) return;
    const { method, params } = message;
    if (method === "Runtime.exceptionThrown") problems.push(params.exceptionDetails.exception?.description || params.exceptionDetails.text);
    if (method === "Runtime.consoleAPICalled") problems.push(`console.${params.type}: ${params.args.map((one) => one.value || one.description).join(" ")}`);
    if (method === "Log.entryAdded") problems.push(`${params.entry.source}: ${params.entry.text}`);
    if (method === "Network.requestWillBeSent" && !/^(blob|data|file):/.test(params.request.url)) requests.push(params.request.url);
  });
  await Promise.all(["Runtime", "Log", "Network", "Page", "DOM", "Performance"].map((domain) => ask(`${domain}.enable`)));
  await ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  await ask("Emulation.setLocaleOverride", { locale: lang });
  await ask("Network.setUserAgentOverride", { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/156 Safari/537.36", acceptLanguage: lang });
  await ask("Emulation.setEmulatedMedia", { features: [{ name: "prefers-reduced-motion", value: reduced ? "reduce" : "no-preference" }] });
  if (before) await ask("Page.addScriptToEvaluateOnNewDocument", { source: before });
  if (slower > 1) await ask("Emulation.setCPUThrottlingRate", { rate: slower });
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await ask("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description || exceptionDetails.text);
    return result.value;
  };
  const until = async (expression, seconds = 120) => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      if (await evaluate(`Boolean(${expression})`)) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    const notice = await evaluate("(document.body || { innerText: \"\" }).innerText.slice(0, 600)");
    throw new Error(`after ${seconds} seconds not: ${expression}\n${problems.join("\n")}\n${notice}`);
  };
  await ask("Page.navigate", { url });
  return {
    problems, requests, evaluate, until, ask,
    resize: (w, h) => ask("Emulation.setDeviceMetricsOverride", { width: w, height: h, deviceScaleFactor: 1, mobile: false }),
    key: async (key, modifiers = 0) => {
      const code = key.length === 1 ? key.toUpperCase().charCodeAt(0) : { Tab: 9, Enter: 13, ArrowRight: 39, ArrowLeft: 37, End: 35, Home: 36 }[key];
      const event = { key, modifiers, windowsVirtualKeyCode: code, ...(key.length === 1 && !modifiers ? { text: key } : key === "Enter" ? { text: "\r" } : {}) };
      await ask("Input.dispatchKeyEvent", { type: "keyDown", ...event });
      await ask("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    },
    choose: async (selector, files) => {
      const { root } = await ask("DOM.getDocument");
      const { nodeId } = await ask("DOM.querySelector", { nodeId: root.nodeId, selector });
      await ask("DOM.setFileInputFiles", { nodeId, files });
    },
    close: () => send("Target.disposeBrowserContext", { browserContextId }),
  };
}
