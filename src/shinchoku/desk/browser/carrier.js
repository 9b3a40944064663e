"use strict";

// From the page to the worker and back: the page holds every file of the opened folder, the worker
// works on copies, and what it changed comes back with each answer.

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

  // What a worker says after its end is no word of the next: one that is ended in the middle of
  // Python may fail once more, of what it had left to the collector.
  restart() {
    this.worker.onmessage = this.worker.onerror = null;
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

  openNothing() {
    this.folder = null;
    this.files = new Map();
    return this.hold();
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

  // Read the folder again if it is not as it was; return whether it was not.
  refresh() {
    return this.next(async () => {
      if (!this.folder || (await this.folder.isAsKnown())) return this.finish();
      this.files = await this.folder.read();
      await this.hold();
      return true;
    });
  }

  // Write what another program had open; return whether any of it is written now.
  async finish() {
    const waiting = this.folder?.waiting.size ?? 0;
    if (waiting) await this.write([]);
    return waiting > 0 && this.folder.waiting.size < waiting;
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
      this.folder?.waiting.size && h("strong", {}, page.say("desk.round.waiting", { names: this.waiting(page) })),
      this.unsaved && h("span", {}, page.say("desk.round.unsaved")),
      !this.folder && page.button("desk.round.save", save, this.unsaved ? "main" : ""),
      page.button("desk.round.other", () => location.reload()), // asks first if anything is unsaved
      ...this.others(),
    ].filter(Boolean);
  }

  waiting(page) {
    return [...this.folder.waiting.keys()].map(nameOf).join(page.say("desk.and"));
  }
}
