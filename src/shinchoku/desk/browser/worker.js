"use strict";

// Python in a worker, so that the page never freezes. It is told to start, to hold some files, and
// to do an action; with every answer go the files that have changed.

const ROOT = "/desk";
const SITE = "/site";
let python = null;

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
  python.globals.set("_given", python.toPy({ site: SITE, root: ROOT, language }));
  python.runPython(`
import sys
sys.path.insert(0, _given["site"])
from shinchoku.desk.browser.held import Held
held = Held(_given["root"], _given["language"])
`);
  postMessage({ progress: 3 });
  return null;
}

// What Python says, with bytes as they are.
function plain(proxy) {
  const value = proxy.toJs({ dict_converter: Object.fromEntries });
  proxy.destroy();
  return value;
}

const JOBS = {
  start,
  hold: ({ files }) => plain(python.globals.get("held").hold(python.toPy(files))),
  unpack: ({ data }) => plain(python.globals.get("held").unpack(python.toPy(data))),
  speak: ({ language }) => plain(python.globals.get("held").speak(language)),
  sample: () => plain(python.globals.get("held").sample()),
  do: ({ action, values }) => plain(python.globals.get("held").do(action, python.toPy(values))),
};

onmessage = async ({ data: { id, job, ...given } }) => {
  try {
    postMessage({ id, answer: await JOBS[job](given) });
  } catch (error) {
    postMessage({ id, broken: String(error.message ?? error) });
  }
};
