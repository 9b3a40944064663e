"use strict";

// The desk's page. It shows what `look` says of a round and sends actions to whoever carries them:
// `carrier.do(action, values)`. Whatever comes from outside goes in as text, never as markup.

const STEPS = ["distribute", "collect", "check", "correct", "make"];
const OPEN = ["overdue", "missing"]; // states of a department that has sent nothing
const MOST_NAMED = 5;

// ---------------------------------------------------------------- elements, and texts

function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

class Texts {
  constructor(texts) {
    this.texts = texts;
  }

  say(key, values = {}) {
    const text = this.texts[key];
    if (text === undefined) throw new Error(`no text ${key}`);
    const form = Array.isArray(text) ? text[values.count === 1 ? 0 : text.length - 1] : text;
    return form.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }
}

function save(name, data) {
  const url = URL.createObjectURL(new Blob([data], { type: "application/octet-stream" }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const inMegabytes = (size) => Math.ceil(size / 1_048_576);

// The files of what was dropped, and of the folders in it. The event lasts no longer than this asks.
// An entry only tells what is a folder: opened from disk, a page may not read by entries.
async function dropped(items) {
  const asked = [...items].filter(({ kind }) => kind === "file").map((item) => {
    const entry = item.webkitGetAsEntry();
    if (!entry?.isDirectory) return [item.getAsFile()];
    const unread = () => [unreadable(entry.name)];
    return Promise.resolve(item.getAsFileSystemHandle?.()).then(filesIn).catch(unread);
  });
  return (await Promise.all(asked)).flat();
}

async function filesIn(folder) {
  const files = [];
  for await (const handle of folder.values()) {
    if (handle.kind === "directory") files.push(...(await filesIn(handle)));
    else files.push(await handle.getFile().catch(() => unreadable(handle.name)));
  }
  return files;
}

// What stands for a file that the browser may not have: to read it fails, as it would of a file.
const unreadable = (name) => ({ name, size: 0, arrayBuffer: () => Promise.reject(new Error(name)) });

// ---------------------------------------------------------------- the page

class Page {
  constructor(root, texts, carrier) {
    this.root = root;
    this.texts = texts;
    this.say = (key, values) => this.texts.say(key, values);
    this.carrier = carrier;
    this.step = null;
    this.view = null;
    this.filter = { department: "", severity: "", words: "" };
    this.who = ""; // who decides, as last written
    this.told = h("div", { role: "status", class: "told" });
    this.working = h("div", { class: "working", hidden: true });
    this.main = h("main", { id: "main", tabindex: -1 });
    this.top = h("div", { class: "top" });
    root.append(this.top, this.told, this.main, this.working);
    this.nameWork();
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) this.receive(dropped(event.dataTransfer.items));
    });
  }

  nameWork() {
    this.working.replaceChildren(
      h("p", { role: "status" }, this.say("desk.busy")),
      this.carrier.stop ? this.button("desk.stop", () => this.carrier.stop()) : "",
    );
  }

  // Say all in another language.
  async speak(texts) {
    this.texts = texts;
    this.nameWork();
    await this.look();
  }

  // Do an action and return what it says; what a person can mend is told, and undefined returned.
  do(action, values = {}) {
    const done = (this.last ?? Promise.resolve()).then(() => this.doNow(action, values));
    this.last = done;
    return done;
  }

  async doNow(action, values) {
    this.busy(true);
    try {
      const answer = await this.carrier.do(action, { round_: this.round, ...values });
      if (!answer.failed) return answer.done;
      const { message, problems, instead } = answer.failed;
      this.tell([message, ...problems, ...instead], "alarm");
    } catch (error) {
      // Somebody else was quicker: a look has only to be taken again.
      if (error.again && action === "look") return await this.doNow(action, values);
      // A carrier that knows why says so by a text's key; anything else is a fault of ours.
      const lines = error.text ? [this.say(error.text)] : [this.say("desk.broken"), String(error)];
      this.tell(lines, "alarm");
      if (error.again) setTimeout(() => this.look(lines, "alarm")); // once this has ended
    } finally {
      this.busy(false);
    }
    return undefined;
  }

  busy(is) {
    this.root.classList.toggle("busy", is);
    this.working.hidden = !is;
    this.main.setAttribute("aria-busy", is);
  }

  tell(lines, tone = "") {
    this.told.className = `told ${tone}`;
    this.told.replaceChildren(...lines.map((line) => h("p", {}, line)));
  }

  async open(round) {
    this.round = round;
    await this.look();
  }

  async look(lines = [], tone = "") {
    const view = await this.do("look");
    if (view) this.showView(view, lines, tone);
  }

  showView(view, lines, tone = "") {
    this.view = view;
    this.step ??= view.next === "print" ? "make" : view.next;
    this.show();
    this.tell([...lines, ...view.placed.map((finding) => finding.message)], tone);
  }

  show() {
    const { view } = this;
    const focused = this.root.contains(document.activeElement) && document.activeElement;
    document.title = this.say("desk.title", { title: view.round.title });
    this.top.replaceChildren(this.header(), this.next(), this.steps());
    this.main.replaceChildren(this[this.step](), this.events());
    if (focused && !focused.isConnected) this.main.focus(); // what was pressed is gone
  }

  go(step) {
    this.step = step;
    this.tell([]); // what was said was of another step
    this.show();
    this.main.focus();
  }

  header() {
    const { round } = this.view;
    return h(
      "header",
      {},
      h("p", { class: "name" }, this.say("desk.name")),
      h("h1", {}, round.title),
      h("p", {}, this.say("desk.deadline", { day: round.deadline })),
      this.carrier.kept && h("p", { class: "kept buttons" }, this.carrier.kept(this)),
    );
  }

  next() {
    const { next } = this.view;
    const step = next === "print" ? "make" : next;
    return h(
      "section",
      { class: "next", "aria-labelledby": "next" },
      h("h2", { id: "next" }, this.say("desk.next.heading")),
      h("p", {}, this.say(`desk.next.${next}`, this.counts())),
      next === "collect" && this.missing(),
      step !== this.step && this.button(`desk.step.${step}`, () => this.go(step), "main"),
    );
  }

  // Who has not answered, as long as that is a line to read.
  missing() {
    const open = this.view.board.departments.filter(({ state }) => OPEN.includes(state));
    if (open.length > MOST_NAMED) return null;
    const names = open.map(({ name }) => name).join(this.say("desk.and"));
    return h("p", { class: "missing" }, this.say("desk.next.missing", { names }));
  }

  counts() {
    const { states, counts } = this.view.board;
    const open = states.overdue + states.missing;
    const asked = Object.values(states).reduce((sum, one) => sum + one, 0);
    return { open, asked, came: asked - open, errors: counts.error - open, warnings: counts.warning };
  }

  steps() {
    const list = STEPS.map((step, index) =>
      h(
        "li",
        { class: this.view.states[step] },
        h(
          "button",
          {
            type: "button",
            "aria-current": step === this.step ? "step" : null,
            onclick: () => this.go(step),
          },
          h("span", { class: "number", "aria-hidden": "true" }, String(index + 1)),
          this.say(`desk.step.${step}`),
          h("small", {}, this.say(`desk.state.${this.view.states[step]}`)),
        ),
      ),
    );
    return h("nav", { "aria-label": this.say("desk.steps") }, h("ol", {}, list));
  }

  button(key, job, tone = "", values = {}) {
    return h("button", { type: "button", class: tone, onclick: job }, this.say(key, values));
  }

  section(step, ...children) {
    return h(
      "section",
      { "aria-labelledby": step },
      h("h2", { id: step }, this.say(`desk.step.${step}`)),
      h("p", {}, this.say(`desk.about.${step}`)),
      ...children,
    );
  }

  // ---------------------------------------------------------------- 1: distribute

  distribute() {
    const done = this.view.states.distribute === "done";
    const make = (text, tone) => this.button(text, () => this.makeTemplates(), tone);
    return this.section(
      "distribute",
      done
        ? h(
            "p",
            { class: "buttons" },
            this.button("desk.download.templates", () => this.download("templates"), "main"),
            make("desk.distribute.again"),
          )
        : h("p", { class: "buttons" }, make("desk.distribute.action", "main")),
      h("p", {}, this.say("desk.distribute.mails")),
    );
  }

  async makeTemplates() {
    const done = await this.do("distribute");
    if (!done) return;
    const lines = [this.say("desk.distribute.done", { count: done.templates.length })];
    if (done.unasked.length) {
      lines.push(this.say("desk.distribute.unasked", { names: done.unasked.join(this.say("desk.and")) }));
    }
    await this.look(lines);
    await this.download("templates");
  }

  // ---------------------------------------------------------------- 2: collect

  collect() {
    const input = h("input", {
      type: "file",
      multiple: true,
      id: "files",
      hidden: true,
      onchange: () => this.receive([...input.files]),
    });
    return this.section(
      "collect",
      h(
        "div",
        { class: "drop" },
        h("p", {}, this.say("desk.collect.drop")),
        this.button("desk.collect.pick", () => input.click(), this.view.next === "collect" ? "main" : ""),
        input,
      ),
      this.departments(),
    );
  }

  // Files are kept once they have been looked at: one that stops the program is not received.
  async receive(files) {
    if (!this.view) return;
    const { given, lines } = await this.taken(await files);
    const done = given.length ? await this.do("receive", { files: given }) : { files: [], view: this.view };
    if (!done) return;
    const added = done.files.filter((each) => each.state === "new");
    const told = [this.say("desk.collect.received", { count: added.length }), ...lines];
    for (const each of added.filter((one) => one.name !== one.as)) {
      told.push(this.say("desk.collect.renamed", each));
    }
    const same = done.files.length - added.length;
    if (same) told.push(this.say("desk.collect.same", { count: same }));
    this.showView(done.view, told, lines.length ? "alarm" : "");
  }

  // Read what was dropped. What is too large is not even begun with; what cannot be read is told.
  async taken(files) {
    const given = [];
    const lines = [];
    for (const file of files) {
      const { name, size } = file;
      if (size > this.view.most_bytes) {
        lines.push(this.say("desk.collect.large", { name, size: inMegabytes(size), most: inMegabytes(this.view.most_bytes) }));
        continue;
      }
      try {
        given.push({ name, data: new Uint8Array(await file.arrayBuffer()) });
      } catch {
        lines.push(this.say("desk.collect.unread", { name }));
      }
    }
    return { given, lines };
  }

  departments() {
    const worstFirst = Object.keys(this.view.board.states);
    const rank = ({ state }) => worstFirst.indexOf(state);
    const ordered = [...this.view.board.departments].sort((one, other) => rank(one) - rank(other));
    const rows = ordered.map((department) => {
      const items = Object.values(department.items);
      const complete = items.reduce((sum, one) => sum + one.complete, 0);
      const asked = items.reduce((sum, one) => sum + one.asked, 0);
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, department.name),
        h("td", {}, this.state(department.state)),
        h("td", { class: "count" }, `${complete} / ${asked}`),
        h("td", {}, department.files.map((file) => h("div", {}, file.split("/").pop()))),
      );
    });
    return this.table("departments", ["name", "state", "items", "files"], rows);
  }

  state(state) {
    return h("span", { class: `state ${state}` }, this.say(`board.state.${state}`));
  }

  table(name, columns, rows) {
    const heads = columns.map((column) => h("th", { scope: "col" }, this.say(`desk.column.${column}`)));
    for (const row of rows) { // on a phone a row is a card, and a cell says what it is
      [...row.cells].forEach((cell, at) => (cell.dataset.label = this.say(`desk.column.${columns[at]}`)));
    }
    return h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": this.say(`desk.table.${name}`) },
      h(
        "table",
        { class: "cards" },
        h("caption", {}, this.say(`desk.table.${name}`)),
        h("thead", {}, h("tr", {}, heads)),
        h("tbody", {}, rows),
      ),
    );
  }

  // ---------------------------------------------------------------- 3: check

  check() {
    const list = h("div", {});
    const show = () => list.replaceChildren(...this.found());
    const departments = this.view.board.departments.filter((one) =>
      this.view.board.findings.some((finding) => finding.department === one.id),
    );
    const choices = (name, options) =>
      h(
        "label",
        {},
        this.say(`desk.filter.${name}`),
        h(
          "select",
          { onchange: (event) => ((this.filter[name] = event.target.value), show()) },
          [["", this.say("desk.filter.all")], ...options].map(([value, text]) =>
            h("option", { value, selected: this.filter[name] === value }, text),
          ),
        ),
      );
    const words = h("input", {
      type: "search",
      value: this.filter.words,
      oninput: (event) => ((this.filter.words = event.target.value), show()),
    });
    show();
    return this.section(
      "check",
      h(
        "form",
        { class: "filter", onsubmit: (event) => event.preventDefault() },
        choices("department", departments.map((one) => [one.id, one.name])),
        choices("severity", ["error", "warning", "notice"].map((s) => [s, this.say(`severity.${s}`)])),
        h("label", {}, this.say("desk.filter.words"), words),
      ),
      list,
      this.files(),
    );
  }

  found() {
    const { department, severity, words } = this.filter;
    const shown = this.view.board.findings.filter(
      (finding) =>
        (!department || finding.department === department) &&
        (!severity || finding.severity === severity) &&
        (!words || [finding.file, finding.sheet, finding.cell, finding.code, finding.message, finding.hint].some((text) => text?.includes(words))),
    );
    if (!shown.length) return [h("p", {}, this.say("desk.filter.none"))];
    const names = new Map(this.view.board.departments.map((one) => [one.id, one]));
    const groups = Map.groupBy(shown, (finding) => (names.has(finding.department) ? finding.department : ""));
    return [...groups].map(([id, findings]) => this.group(names.get(id), findings));
  }

  group(department, findings) {
    const name = department ? department.name : this.say("desk.nobody");
    return h(
      "section",
      { class: "department" },
      h("h3", {}, name, department && this.state(department.state)),
      h(
        "ul",
        { class: "findings" },
        findings.map((finding) => this.finding(finding)),
      ),
      (department?.returned || department?.draft) &&
        h(
          "p",
          { class: "buttons" },
          department.returned &&
            this.button("desk.download.returned", () => this.download(department.returned)),
          department.draft && this.button("desk.download.mail", () => this.download(department.draft)),
        ),
      department?.reminder &&
        h(
          "details",
          {},
          h("summary", {}, this.say("desk.reminder", { name })),
          h("textarea", { readonly: true, rows: 12, "aria-label": this.say("desk.reminder", { name }) }, department.reminder),
        ),
    );
  }

  finding(finding) {
    const place = [finding.file.split("/").pop(), finding.sheet, finding.cell].filter(Boolean).join(" ");
    return h(
      "li",
      { class: finding.severity },
      h(
        "p",
        {},
        h("strong", {}, this.say(`severity.${finding.severity}`)),
        ` ${place}`,
        h("small", {}, ` ${finding.code}`),
      ),
      h("p", {}, finding.message),
      h("p", { class: "hint" }, finding.hint),
      finding.decisions.length > 0 &&
        h(
          "p",
          { class: "buttons" },
          finding.decisions.map((one) =>
            this.button(`desk.decide.${one.verb}`, () => this.decide(one), "", { file: one.file }),
          ),
        ),
    );
  }

  // Ask why, then decide; what was decided can be taken back.
  decide({ verb, file, reason }) {
    if (verb === "undo") return this.decided("undo", { file });
    const input = h("input", { id: "reason", required: true, value: reason });
    const who = h("input", { id: "who", value: this.who, autocomplete: "name" });
    const dialog = h(
      "dialog",
      { "aria-labelledby": "asked", onclose: () => dialog.remove() },
      h(
        "form",
        {
          method: "dialog",
          onsubmit: () => {
            this.who = who.value;
            this.decided(verb, { file, reason: input.value });
          },
        },
        h("h2", { id: "asked" }, this.say(`desk.decide.${verb}`, { file })),
        h("p", {}, this.say(`desk.decide_about.${verb}`)),
        h("label", { for: "reason" }, this.say("desk.reason"), input),
        h("label", { for: "who" }, this.say("desk.who"), who),
        h(
          "p",
          { class: "buttons" },
          h("button", { type: "submit", class: "main" }, this.say("desk.decide.action")),
          this.button("desk.cancel", () => dialog.close()),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    return undefined;
  }

  async decided(verb, values) {
    const done = await this.do(verb, { ...values, by: this.who });
    if (done) await this.look([this.say(`desk.decided.${verb}`, { file: done.file.split("/").pop() })]);
  }

  files() {
    const rows = this.view.files.map((file) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, file.name),
        h("td", {}, this.say(`desk.file.${file.status}`)),
        h(
          "td",
          { class: "buttons" },
          file.status === "excluded"
            ? this.button("desk.decide.undo", () => this.decide({ verb: "undo", file: file.name }), "", { file: file.name })
            : this.button("desk.decide.exclude", () => this.decide({ verb: "exclude", file: file.name, reason: "" }), "", { file: file.name }),
        ),
      ),
    );
    return h("details", {}, h("summary", {}, this.say("desk.table.files")), this.table("files", ["file", "status", "decision"], rows));
  }

  // ---------------------------------------------------------------- 4: correct

  correct() {
    const place = h("div", {}, h("p", {}, this.say("desk.busy")));
    this.do("corrections").then((known) => known && place.replaceChildren(...this.form(known)));
    return this.section("correct", place);
  }

  form(known) {
    const items = new Map(known.items.map((item) => [item.id, item]));
    const body = h("tbody", {});
    const add = (row = {}) => body.append(this.correction(known, items, row));
    known.rows.forEach(add);
    add();
    const columns = ["item", "column", "before", "after", "who", "why", "remove"];
    const heads = columns.map((column) => h("th", { scope: "col" }, this.say(`desk.column.${column}`)));
    return [
      h("p", { class: "hint" }, this.say("desk.correct.about")),
      h("datalist", { id: "items" }, known.items.map((item) => h("option", { value: item.id }, item.name))),
      h(
        "div",
        { class: "scroll", tabindex: 0, role: "region", "aria-label": this.say("desk.table.corrections") },
        h(
          "table",
          { class: "form" },
          h("caption", {}, this.say("desk.table.corrections")),
          h("thead", {}, h("tr", {}, heads)),
          body,
        ),
      ),
      h(
        "p",
        { class: "buttons" },
        this.button("desk.row", () => add()),
        this.button("desk.correct.action", () => this.saveCorrections(body), "main"),
      ),
    ];
  }

  // A row of the form; its values stand in `row.given`, with whatever columns the clerk has added.
  correction(known, items, given) {
    const row = h("tr", {});
    row.given = { item: "", column: "", before: "", after: "", who: this.who, reason: "", ...given };
    const label = (name) => ({ "aria-label": this.say(`desk.column.${name}`) });
    const cell = (name, element) => h("td", { "data-label": this.say(`desk.column.${name}`) }, element);
    const change = (name) => (event) => {
      row.given[name] = event.target.value;
      if (name === "item" || name === "column") show(name);
    };
    const show = (focused) => {
      const item = items.get(row.given.item);
      const columns = item ? known.columns[item.form] : {};
      if (focused && item) row.given.before = item.values[row.given.column] ?? "";
      const choices = columns[row.given.column] ?? [];
      const options = (values, chosen) =>
        ["", ...values].map((value) => h("option", { value, selected: value === chosen }, value));
      const own = row.given.column && !(row.given.column in columns) ? [row.given.column] : [];
      const after = choices.length
        ? h("select", { ...label("after"), onchange: change("after") }, options(choices, row.given.after))
        : h("textarea", { ...label("after"), rows: 2, oninput: change("after") }, row.given.after);
      row.replaceChildren(
        cell("item", [
          h("input", { ...label("item"), list: "items", value: row.given.item, onchange: change("item") }),
          h("small", {}, item ? ` ${item.name}${item.page && this.say("desk.page", { page: item.page })}` : ""),
        ]),
        cell(
          "column",
          h(
            "select",
            { ...label("column"), onchange: change("column") },
            options([...Object.keys(columns), ...own], row.given.column),
          ),
        ),
        cell("before", h("span", {}, row.given.before)),
        cell("after", after),
        cell("who", h("input", { ...label("who"), value: row.given.who, oninput: change("who") })),
        cell("why", h("input", { ...label("why"), value: row.given.reason, oninput: change("reason") })),
        cell("remove", h("button", { type: "button", onclick: () => row.remove() }, this.say("desk.remove"))),
      );
      if (focused) row.querySelector(focused === "item" ? "select" : "textarea, td:nth-child(4) select")?.focus();
    };
    show();
    return row;
  }

  async saveCorrections(body) {
    const rows = [...body.rows].map((row) => row.given).filter((given) => given.item || given.after);
    const done = await this.do("correct", { rows });
    if (!done) return;
    await this.look([this.say("desk.correct.done", { count: done.rows }), ...done.refused.map((f) => f.message)]);
  }

  // ---------------------------------------------------------------- 5: make

  make() {
    const { report } = this.view;
    return this.section(
      "make",
      h(
        "p",
        { class: "buttons" },
        this.button("desk.make.report", () => this.compile(false), "main"),
        this.button("desk.make.draft", () => this.compile(true)),
        report && this.button("desk.make.verify", () => this.verify()),
        this.edits > 0 && this.button("desk.make.take", () => this.takeEdits(), "", { count: this.edits }),
      ),
      report &&
        h(
          "p",
          {},
          this.say(report.draft ? "desk.make.is_draft" : report.current ? "desk.make.is_current" : "desk.make.is_old", {
            name: report.name,
          }),
        ),
      report && this.downloads(),
      report && this.tracing(),
      report && this.pages(report.pages),
    );
  }

  async compile(draft) {
    const done = await this.do("compile", { draft });
    if (!done) return;
    if (done.refused) {
      this.step = "check";
      await this.look([this.say("desk.make.refused", { count: done.errors })]);
    } else {
      await this.look([
        this.say("desk.make.done", { name: done.report, values: done.values }),
        ...done.placed.map((finding) => finding.message),
      ]);
    }
  }

  async verify() {
    const done = await this.do("verify");
    if (!done) return;
    const lines = [this.say("desk.make.verified", { values: done.values, missing: done.unaccounted })];
    this.edits = done.edits;
    await this.look([...lines, ...done.findings.map((finding) => `${finding.message}${finding.hint}`)]);
  }

  // What was edited in the report by hand goes to the corrections, where who and why are missing.
  async takeEdits() {
    const done = await this.do("take_edits");
    if (!done) return;
    this.edits = 0;
    this.step = "correct";
    await this.look([this.say("desk.make.taken", { count: done.rows }), ...done.refused.map((f) => f.message)]);
  }

  tracing() {
    const place = h("ul", { class: "way-of" });
    const input = h("input", { id: "traced", required: true });
    const trace = async (event) => {
      event.preventDefault();
      const lines = await this.do("trace", { item: input.value });
      if (!lines) return;
      const none = [this.say("desk.trace.none", { item: input.value })];
      place.replaceChildren(...(lines.length ? lines : none).map((line) => h("li", {}, line)));
    };
    return h(
      "details",
      {},
      h("summary", {}, this.say("desk.trace.title")),
      h(
        "form",
        { class: "filter", onsubmit: trace },
        h("label", { for: "traced" }, this.say("desk.trace.item"), input),
        h("button", { type: "submit" }, this.say("desk.trace.action")),
      ),
      place,
    );
  }

  downloads() {
    const place = h("ul", { class: "downloads" });
    this.carrier.do("downloads", { round_: this.round }).then(({ done = [] }) =>
      place.replaceChildren(
        ...done
          .filter(({ kind }) => !kind.includes("/"))
          .map(({ kind, name, about }) =>
            h(
              "li",
              {},
              h("button", { type: "button", onclick: () => this.download(kind) }, name),
              h("span", {}, about),
            ),
          ),
      ),
    );
    return h("section", { "aria-labelledby": "downloads" }, h("h3", { id: "downloads" }, this.say("desk.download.title")), place);
  }

  async download(kind) {
    const done = await this.do("download", { kind });
    if (done) save(done.name, done.data);
  }

  pages(pages) {
    const rows = pages.map((page) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, page.sheet),
        h("td", { class: "count" }, page.number ?? ""),
        h(
          "td",
          { class: "count" },
          h("meter", { min: 0, max: 100, value: page.fill_percent, "aria-label": this.say("desk.column.fill") }),
          ` ${page.fill_percent}%`,
        ),
        h("td", {}, page.first),
      ),
    );
    return this.table("pages", ["sheet", "page", "fill", "first"], rows);
  }

  // ---------------------------------------------------------------- what happened

  events() {
    const place = h("ol", {});
    return h(
      "details",
      {
        class: "events",
        ontoggle: (event) => event.target.open && !place.hasChildNodes() && this.fill(place),
      },
      h("summary", {}, this.say("desk.history")),
      place,
    );
  }

  async fill(place) {
    const events = await this.do("history");
    place.replaceChildren(
      ...(events ?? []).map((event) =>
        h("li", {}, this.say(`desk.event.${event.event}`, { ...event, at: event.at.slice(0, 16).replace("T", " ") })),
      ),
    );
  }
}
