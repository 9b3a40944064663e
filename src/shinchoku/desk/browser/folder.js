"use strict";

// The files of a folder that was picked. What somebody else has changed meanwhile is never written
// over: a file is compared just before its new content takes its place, and who is late is told.

const LAST = ["manifest.json", "ledger.jsonl"]; // written behind all others: they point at them
const LEDGER = "ledger.jsonl";
// What a browser writes into, beside a file, until it is closed; what Excel has there while it is open.
const NOT_OURS = /\.crswap$|^~\$/;
const MOST_TRIES = 3;
const IN_HAND = "NoModificationAllowedError"; // of the tabs of one browser, one at a time has a file

const nameOf = (path) => path.split("/").pop();
const stamp = (file) => `${file.size} ${file.lastModified}`;

class Told extends Error {
  // What a person is to be told, by a text's key; `again`: what there is to see is another by now.
  constructor(text, { again = false } = {}) {
    super(text);
    Object.assign(this, { text, again });
  }
}

// What people open, in Excel for instance. Nothing is lost with it: the build itself is in .builds.
const isCopy = (path) => /^build\/[^/]+\/(?!\.builds\/)/.test(path) && !LAST.includes(nameOf(path));

const late = () => new Told("desk.round.changed", { again: true });

// What is asked of the folder; undefined where that file or folder is not there.
async function unlessMissing(asked) {
  try {
    return await asked;
  } catch (error) {
    if (error.name === "NotFoundError") return undefined;
    throw error;
  }
}

class Folder {
  constructor(handle) {
    this.handle = handle;
    this.stamps = new Map(); // path -> what the file was when it was last read or written here
    this.records = new Map(); // path of a ledger -> the lines that were ever written here
    this.waiting = new Map(); // path of a copy that could not be written -> what is to be in it
  }

  // ---------------------------------------------------------------- reading

  async read() {
    const found = await this.found(taken);
    this.waiting.clear(); // the next action finds out itself which copy is old
    this.stamps = new Map([...found].map(([path, [, as]]) => [path, as]));
    const files = new Map([...found].map(([path, [data]]) => [path, data]));
    for (const path of this.records.keys()) {
      await this.restore(path, files).catch(() => {}); // it is tried again when all is read again
    }
    return files;
  }

  // Whether the same files are there, each as it was.
  async isAsKnown() {
    const now = await this.found(async (handle) => stamp(await handle.getFile()));
    return now.size === this.stamps.size && [...now].every(([path, is]) => this.stamps.get(path) === is);
  }

  // What `take` makes of every file that is ours, by its path.
  async found(take) {
    const found = new Map();
    for (const name of ["input_templates", "build"]) {
      const inner = await unlessMissing(this.handle.getDirectoryHandle(name));
      if (inner) await this.walk(inner, name, take, found);
    }
    return found;
  }

  async walk(folder, place, take, found) {
    for await (const [name, handle] of folder.entries()) {
      const path = `${place}/${name}`;
      if (handle.kind === "directory") {
        await this.walk(handle, path, take, found);
      } else if (!NOT_OURS.test(name)) {
        const file = await unlessMissing(take(handle));
        if (file) found.set(path, file);
      }
    }
  }

  // A ledger only grows. Two desks on two machines may still write one in the very same moment, and
  // the later takes the earlier one's records away: what was written here is appended again.
  async restore(path, files) {
    const data = files.get(path);
    const there = data && recordsIn(data);
    const lost = data ? [...this.records.get(path)].filter((line) => !there.has(line)) : [];
    if (!lost.length) return;
    const parts = [data, data.at(-1) === 10 ? "" : "\n", ...lost.map((line) => `${line}\n`)];
    const whole = new Uint8Array(await new Blob(parts).arrayBuffer());
    await this.put(path, whole);
    files.set(path, whole);
  }

  // The folder and the name of a path; undefined where the folder is not there.
  async at(path, create = false) {
    const parts = path.split("/");
    const name = parts.pop();
    let folder = this.handle;
    for (const part of parts) {
      folder = folder && (await unlessMissing(folder.getDirectoryHandle(part, { create })));
    }
    return folder && [folder, name];
  }

  async stampAt(path) {
    const [folder, name] = (await this.at(path)) ?? [];
    const handle = folder && (await unlessMissing(folder.getFileHandle(name)));
    const file = handle && (await unlessMissing(handle.getFile()));
    return file && stamp(file);
  }

  // ---------------------------------------------------------------- writing

  // What is not as it was read is told before anything is written, as far as it is known by then.
  async write(changes) {
    const known = [...this.stamps.keys()].filter((path) => LAST.includes(nameOf(path)));
    for (const path of new Set([...changes.map(([path]) => path), ...known])) {
      if ((await this.stampAt(path)) !== this.stamps.get(path)) throw late();
    }
    // What points at files comes after them, and what nothing points at any more goes after that.
    const rank = ([path, data]) => (data ? LAST.indexOf(nameOf(path)) : LAST.length);
    const all = new Map([...this.waiting, ...changes]);
    for (const [path, data] of [...all].sort((one, other) => rank(one) - rank(other))) {
      await this.replace(path, data);
    }
  }

  async replace(path, data) {
    try {
      if (data) await this.put(path, data);
      else await this.remove(path); // Python's None
      this.waiting.delete(path);
    } catch (error) {
      if (error.again || !isCopy(path)) throw error.name === IN_HAND ? late() : error;
      this.waiting.set(path, data); // another program has it open
    }
  }

  async put(path, data) {
    const [folder, name] = await this.at(path, true);
    const isNew = !this.stamps.has(path);
    const handle = await unlessMissing(folder.getFileHandle(name, { create: isNew }));
    if (!handle) throw late();
    const before = isNew ? await emptyStamp(handle) : this.stamps.get(path);
    try {
      await swap(handle, data, before);
    } catch (error) {
      if (isNew && (await this.stampAt(path)) === before) await folder.removeEntry(name);
      throw error;
    }
    const now = await handle.getFile();
    this.stamps.set(path, now.size === data.length ? stamp(now) : ""); // or somebody's, already
    if (name === LEDGER) this.remember(path, data);
  }

  remember(path, data) {
    const known = this.records.get(path) ?? [];
    this.records.set(path, new Set([...known, ...recordsIn(data)]));
  }

  async remove(path) {
    const now = await this.stampAt(path);
    if (now !== undefined) {
      if (now !== this.stamps.get(path)) throw late();
      const [folder, name] = await this.at(path);
      await unlessMissing(folder.removeEntry(name));
    }
    this.stamps.delete(path);
  }
}

// The bytes of a file, and its stamp. One that is being written cannot be read, and a moment later it can.
async function taken(handle, tries = MOST_TRIES) {
  const file = await handle.getFile();
  try {
    return [new Uint8Array(await file.arrayBuffer()), stamp(file)];
  } catch (error) {
    if (tries === 1) throw error;
    return taken(handle, tries - 1);
  }
}

const recordsIn = (ledger) => new Set(new TextDecoder().decode(ledger).split("\n").filter(Boolean));

// A new file begins empty, whoever makes it: one that has something in it is somebody else's.
async function emptyStamp(handle) {
  const file = await handle.getFile();
  if (file.size) throw late();
  return stamp(file);
}

// Let data take the place of a file that is still what it was. It is written beside, which takes the
// time; from the comparison to the swap there are milliseconds.
async function swap(handle, data, before) {
  const stream = await handle.createWritable({ mode: "exclusive" });
  try {
    await stream.write(data);
    if (stamp(await handle.getFile()) !== before) throw late();
  } catch (error) {
    await stream.abort().catch(() => {});
    throw error;
  }
  await stream.close();
}
