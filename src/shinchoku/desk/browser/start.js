"use strict";

// The desk in a browser: what it needs is in this very file. The page holds every file of the
// opened folder; the worker works on copies, and what it changed comes back with each answer.

// A loop of WebAssembly, f(times): compiled it takes about a nanosecond a time, interpreted far more.
const LOOP = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 27, 1, 25, 1, 1,
  127, 3, 64, 32, 1, 32, 0, 106, 33, 1, 32, 0, 65, 1, 107, 34, 0, 13, 0, 11, 32, 1, 11,
];
const TIMES = 2_000_000;
const INTERPRETED_NS = 10; // a time

async function isInterpreted() {
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(LOOP));
  const taken = [1, 2, 3].map(() => {
    const begin = performance.now();
    instance.exports.f(TIMES);
    return performance.now() - begin;
  });
  return (Math.min(...taken) * 1e6) / TIMES > INTERPRETED_NS;
}

class Worked {
  // Jobs for the worker, one after the other; it can be stopped, and another one begins.
  constructor(parts, lock, language, progress) {
    Object.assign(this, { parts, lock, language, progress });
    this.waiting = new Map();
    this.number = 0;
  }

  async start() {
    const source = document.getElementById("worker").textContent;
    this.address ??= URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    this.worker = new Worker(this.address);
    this.worker.onmessage = ({ data }) => this.answered(data);
    this.worker.onerror = ({ message }) => this.broke(new Error(message));
    await this.ask("start", { parts: this.parts, lock: this.lock, language: this.language });
  }

  ask(job, given = {}) {
    const id = ++this.number;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, job, ...given });
    });
  }

  answered({ id, answer, broken, progress }) {
    if (progress !== undefined) return this.progress(progress);
    const { resolve, reject } = this.waiting.get(id) ?? {};
    this.waiting.delete(id);
    return broken === undefined ? resolve?.(answer) : reject?.(new Error(broken));
  }

  broke(error) {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  restart() {
    this.worker.terminate();
    return this.start();
  }
}

class Carrier {
  // Carries actions to the worker, keeps what changed, and writes it into the folder if there is one.
  constructor(worked) {
    this.worked = worked;
    this.files = new Map();
    this.folder = null;
    this.unsaved = false;
    this.working = false;
    this.last = Promise.resolve();
  }

  async openFolder(handle) {
    const folder = new Folder(handle);
    this.files = await folder.read();
    this.folder = folder;
    return this.hold();
  }

  async openZip(data) {
    return this.opened(await this.ask("unpack", { data }));
  }

  async openSample() {
    return this.opened(await this.ask("sample"));
  }

  opened(answer) {
    if (answer.failed) return answer;
    this.folder = null;
    this.files = new Map(answer.changed);
    return answer;
  }

  hold() {
    return this.worked.ask("hold", { files: Object.fromEntries(this.files) });
  }

  do(action, values) {
    return this.next(() => this.doNow(action, values));
  }

  speak(language) {
    this.worked.language = language; // also when it is started again
    return this.next(() => this.ask("speak", { language }));
  }

  // One after the other: a job begins when all that the one before has changed is kept.
  next(job) {
    const done = this.last.then(job);
    this.last = done.catch(() => {});
    return done;
  }

  async doNow(action, values) {
    const { changed, ...said } = await this.ask("do", { action, values });
    if (changed.length) await this.keep(changed);
    return said;
  }

  // A worker that was stopped, or in which something broke, costs what it was doing and no more:
  // another one goes on with the files as they were.
  async ask(job, given) {
    this.working = true;
    try {
      return await this.worked.ask(job, given);
    } catch (error) {
      this.working = false;
      await this.worked.restart();
      await this.hold();
      throw error;
    } finally {
      this.working = false;
    }
  }

  // Whatever the worker does is given up; what is already being written into the folder is not.
  stop() {
    if (this.working) this.worked.broke(new Told("desk.round.stopped"));
  }

  async keep(changed) {
    if (this.folder) await this.write(changed);
    else this.unsaved = true;
    for (const [path, data] of changed) {
      if (data) this.files.set(path, data);
      else this.files.delete(path);
    }
  }

  // Where not all can be written, what is in the folder is read again: the next action stands on it.
  async write(changed) {
    try {
      await this.folder.write(changed);
    } catch (error) {
      this.files = await this.folder.read().catch(() => this.files);
      await this.hold();
      throw error instanceof Told ? error : new Told("desk.round.unwritten");
    }
  }

  // Say where the files are kept: in the folder, or only here until they are saved.
  kept(page) {
    const save = async () => {
      await page.download("everything");
      this.unsaved = false;
      page.show();
    };
    return [
      this.folder && h("span", {}, page.say("desk.round.saved")),
      this.unsaved && h("span", {}, page.say("desk.round.unsaved")),
      !this.folder && page.button("desk.round.save", save, this.unsaved ? "main" : ""),
      page.button("desk.round.other", () => location.reload()), // asks first if anything is unsaved
      ...this.others(),
    ].filter(Boolean);
  }
}

// ---------------------------------------------------------------- what is in this file

function bytes(id) {
  const element = document.getElementById(id);
  const data = Uint8Array.from(atob(element.textContent), (character) => character.charCodeAt(0));
  element.remove();
  return data;
}

const listed = (id) => JSON.parse(document.getElementById(id).textContent);

class Start {
  // The first screen: what to open, and what is wrong with this browser if something is.
  constructor(root) {
    this.root = root;
    this.known = listed("texts");
    this.say = (key, values) => this.texts.say(key, values);
    this.head = h("header", {});
    this.slow = h("div", { role: "status", class: "told" });
    this.shown = h("div", { role: "status", class: "told" });
    this.root.append(this.head, this.slow, this.shown);
    this.use([navigator.language.slice(0, 2), document.documentElement.lang].find((each) => this.known[each]));
  }

  // Speak a language from now on.
  use(language) {
    this.texts = new Texts(this.known[language]);
    this.language = document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-text]")) {
      element.textContent = this.say(element.dataset.text);
    }
    this.head.replaceChildren(h("h1", {}, this.say("desk.name")), h("p", {}, this.say("desk.about.desk")));
  }

  // Buttons for the languages that are not spoken, each called as its speakers call it.
  others() {
    const others = Object.keys(this.known).filter((each) => each !== this.language);
    return others.map((each) =>
      h(
        "button",
        { type: "button", lang: each, onclick: () => this.speak(each) },
        new Intl.DisplayNames([each], { type: "language" }).of(each),
      ),
    );
  }

  async speak(language) {
    this.use(language);
    await this.carrier.speak(language);
    if (this.page) await this.page.speak(this.texts);
    else this.offer();
  }

  tell(text, tone = "") {
    this.shown.className = `told ${tone}`;
    this.shown.replaceChildren(text ? h("p", {}, text) : "");
  }

  async run() {
    if (typeof WebAssembly === "undefined") return this.tell(this.say("desk.trouble.wasm"), "alarm");
    if (!globalThis.DecompressionStream || !Map.groupBy) {
      return this.tell(this.say("desk.trouble.old"), "alarm");
    }
    const progress = (done) => this.tell(this.say("desk.round.start", { done, all: 3 }));
    progress(0);
    if (await isInterpreted()) {
      this.slow.classList.add("alarm");
      this.slow.append(h("p", {}, this.say("desk.trouble.slow")));
    }
    await new Promise((resolve) => setTimeout(resolve)); // let it be seen
    const parts = Object.fromEntries(listed("parts").map((name) => [name, bytes(`part-${name}`)]));
    const worked = new Worked(parts, listed("lock"), this.language, progress);
    try {
      await worked.start();
    } catch (error) {
      return this.tell(`${this.say("desk.broken")} ${error.message}`, "alarm");
    }
    this.tell("");
    this.carrier = new Carrier(worked);
    this.carrier.others = () => this.others();
    globalThis.desk = this; // for tests, and for whoever looks into it
    this.offer();
    return undefined;
  }

  offer() {
    const zip = h("input", {
      type: "file",
      accept: ".zip",
      id: "zip",
      hidden: true,
      onchange: () => this.unzip(zip.files[0]),
    });
    const ways = [
      this.way("sample", async () => this.opened(await this.carrier.openSample())),
      globalThis.showDirectoryPicker && this.way("open", () => this.pick()),
      this.way("zip", () => zip.click()),
    ];
    this.ways?.remove();
    this.ways = h(
      "main",
      { class: "ways", id: "main", tabindex: -1 },
      ways.filter(Boolean),
      zip,
      h("p", { class: "buttons" }, this.others()),
    );
    this.root.append(this.ways);
    // A zip may also be dropped; without this the browser would leave the page for it.
    document.ondragover = (event) => event.preventDefault();
    document.ondrop = (event) => {
      event.preventDefault();
      if (!this.page) this.unzip(event.dataTransfer.files[0]);
    };
    document.body.dataset.ready = "1";
  }

  async unzip(file) {
    if (file) await this.opened(await this.carrier.openZip(new Uint8Array(await file.arrayBuffer())));
  }

  way(name, job) {
    return h(
      "div",
      { class: "way" },
      h("button", { type: "button", class: "main", onclick: job }, this.say(`desk.round.${name}`)),
      h("p", {}, this.say(`desk.round.${name}_about`)),
    );
  }

  async pick() {
    try {
      const handle = await globalThis.showDirectoryPicker({ mode: "readwrite" });
      await this.opened(await this.carrier.openFolder(handle));
    } catch (error) {
      if (error.name !== "AbortError") this.tell(this.say("desk.round.refused"), "alarm");
    }
  }

  async opened(answer) {
    if (answer.failed) return this.tell(answer.failed.message, "alarm");
    const { done: rounds } = await this.carrier.do("rounds", {});
    if (!rounds.length) return this.tell(this.say("desk.round.none"), "alarm");
    if (rounds.length === 1 && !rounds[0].problem) return this.show(rounds[0].id);
    this.ways.replaceChildren(
      h("h2", {}, this.say("desk.round.choose")),
      ...rounds.map(({ id, title, problem }) =>
        h(
          "div",
          { class: "way" },
          h("button", { type: "button", disabled: Boolean(problem), onclick: () => this.show(id) }, title || id),
          problem && h("p", {}, problem),
        ),
      ),
    );
    return undefined;
  }

  async show(round) {
    this.root.replaceChildren();
    this.page = new Page(this.root, this.texts, this.carrier);
    addEventListener("beforeunload", (event) => this.carrier.unsaved && event.preventDefault());
    await this.page.open(round);
  }
}

new Start(document.getElementById("desk")).run();
