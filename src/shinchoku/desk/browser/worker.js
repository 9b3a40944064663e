"use strict";

// Python in a worker, so that the page never freezes. It is told to start, to hold some files, and
// to do an action; with every answer go the files that have changed.

const ROOT = "/desk";
const SITE = "/site";
let python = null;
let held = null; // and what is taken of it: kept as long as this worker

// From disk only a classic worker may begin, which Pyodide refuses where it can tell by this. What
// it needs of a module, import(), there is.
globalThis.importScripts = undefined;

const address = (data, type) => URL.createObjectURL(new Blob([data], { type }));

async function inflated(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function start({ parts, lock, language }) {
  const names = Object.keys(parts);
  const all = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await inflated(parts[name])])),
  );
  postMessage({ progress: 1 });
  // Pyodide asks for its parts; they are here, and there is no network.
  globalThis.fetch = async (asked) => {
    const name = String(asked.url ?? asked);
    if (name.endsWith(".wasm")) {
      return new Response(all.wasm, { headers: { "content-type": "application/wasm" } });
    }
    if (name.endsWith(".zip")) return new Response(all.library);
    throw new Error(name);
  };
  const { default: createPyodideModule } = await import(address(all.module, "text/javascript"));
  const { loadPyodide } = await import(address(all.loader, "text/javascript"));
  python = await loadPyodide({
    indexURL: "https://shinchoku.invalid/",
    lockFileContents: lock,
    createPyodideModule,
    stdout: () => {},
    stderr: () => {},
  });
  postMessage({ progress: 2 });
  python.unpackArchive(all.site, "zip", { extractDir: SITE });
  const given = python.toPy({ site: SITE, root: ROOT, language });
  python.globals.set("_given", given);
  python.runPython(`
import sys
sys.path.insert(0, _given["site"])
from shinchoku.desk.browser.held import Held
held = Held(_given["root"], _given["language"])
`);
  given.destroy();
  held = python.globals.get("held");
  postMessage({ progress: 3 });
  return null;
}

// What Python says of what it is given, with bytes as they are. Every proxy is let go here: one that
// is left to the collector may end the worker, for it comes when Python is not running.
function called(method, ...given) {
  const proxies = given.map((each) => python.toPy(each));
  try {
    const said = held[method](...proxies);
    const value = said.toJs({ dict_converter: Object.fromEntries });
    said.destroy();
    return value;
  } finally {
    for (const each of proxies) each?.destroy?.();
  }
}

const JOBS = {
  start,
  hold: ({ files }) => called("hold", files),
  unpack: ({ data }) => called("unpack", data),
  speak: ({ language }) => called("speak", language),
  sample: () => called("sample"),
  do: ({ action, values }) => called("do", action, values),
};

onmessage = async ({ data: { id, job, ...given } }) => {
  try {
    postMessage({ id, answer: await JOBS[job](given) });
  } catch (error) {
    postMessage({ id, broken: String(error.message ?? error) });
  }
};
