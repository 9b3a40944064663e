"use strict";

// The desk in a browser: the first screen, and what is in this very file.

// A loop of WebAssembly, f(times): compiled it takes less than a nanosecond a time, interpreted far more.
const LOOP = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 27, 1, 25, 1, 1,
  127, 3, 64, 32, 1, 32, 0, 106, 33, 1, 32, 0, 65, 1, 107, 34, 0, 13, 0, 11, 32, 1, 11,
];
const TIMES = 2_000_000;
const INTERPRETED_NS = 5; // a time; compiled it takes a quarter of one here

async function isInterpreted() {
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(LOOP));
  const taken = [1, 2, 3].map(() => {
    const begin = performance.now();
    instance.exports.f(TIMES);
    return performance.now() - begin;
  });
  return (Math.min(...taken) * 1e6) / TIMES > INTERPRETED_NS;
}

function bytes(id) {
  const element = document.getElementById(id);
  const data = Uint8Array.from(atob(element.textContent), (character) => character.charCodeAt(0));
  element.remove();
  return data;
}

const picked = () => globalThis.showDirectoryPicker({ mode: "readwrite" });
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
    addEventListener("beforeunload", (event) => this.page && this.isUnsaved() && event.preventDefault());
    addEventListener("focus", () => this.page && this.refresh());
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
      this.way("sample", () => this.opening(() => this.carrier.openSample())),
      globalThis.showDirectoryPicker && this.way("open", () => this.pick()),
      this.way("zip", () => zip.click()),
      this.beginning({
        zip: () => this.carrier.openNothing(),
        ...(globalThis.showDirectoryPicker && { folder: async () => this.carrier.openFolder(await picked()) }),
      }),
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
    if (!file) return;
    const data = await file.arrayBuffer().catch(() => new ArrayBuffer(0)); // which is no zip
    await this.opening(() => this.carrier.openZip(new Uint8Array(data)));
  }

  async opening(job) {
    try {
      await this.opened(await job());
    } catch (error) {
      this.tell(`${this.say("desk.broken")} ${error.message}`, "alarm");
    }
  }

  way(name, job) {
    return h(
      "div",
      { class: "way" },
      h("button", { type: "button", class: "main", onclick: job }, this.say(`desk.round.${name}`)),
      h("p", {}, this.say(`desk.round.${name}_about`)),
    );
  }

  back() {
    return h("button", { type: "button", onclick: () => this.offer() }, this.say("desk.cancel"));
  }

  beginning(places) {
    return this.way("begin", () => new Beginning(this, places).show(this.ways));
  }

  async pick() {
    try {
      await this.opened(await this.carrier.openFolder(await picked()));
    } catch (error) {
      if (error.name !== "AbortError") this.tell(this.say("desk.round.refused"), "alarm");
    }
  }

  async opened(answer) {
    if (answer.failed) return this.tell(answer.failed.message, "alarm");
    const { done: rounds } = await this.carrier.do("rounds", {});
    if (!rounds.length) this.tell(this.say("desk.round.none"), "alarm");
    if (rounds.length === 1 && !rounds[0].problem) return this.show(rounds[0].id);
    this.ways.replaceChildren(
      rounds.length ? h("h2", {}, this.say("desk.round.choose")) : "",
      ...rounds.map(({ id, title, problem }) =>
        h(
          "div",
          { class: "way" },
          h("button", { type: "button", disabled: Boolean(problem), onclick: () => this.show(id) }, title || id),
          problem && h("p", {}, problem),
        ),
      ),
      this.beginning({ make: () => {} }), // beside them
      this.back(),
    );
    return undefined;
  }

  async show(round) {
    this.root.replaceChildren();
    this.page = new Page(this.root, this.texts, this.carrier);
    await this.page.open(round);
  }

  isUnsaved() {
    return this.carrier.unsaved || this.page.steps.correct.typed !== null;
  }

  // Whoever comes back from Excel or the folder's own window sees what is there now.
  async refresh() {
    if (await this.carrier.refresh()) await this.page.look([this.say("desk.round.refreshed")]);
  }
}

new Start(document.getElementById("desk")).run();
