"use strict";

// The desk's page. It shows what `look` says of a round and sends actions to whoever carries them:
// `carrier.do(action, values)`.

// The step that what comes next is done in.
const stepOf = (next) => ({ print: "make", review: "distribute" })[next] ?? next;

const STEPS = { distribute: Distribute, collect: Collect, check: Check, correct: Correct, make: Make };
const OPEN = ["overdue", "missing"]; // states of a department that has sent nothing
const MOST_NAMED = 5;

class Page extends Shown {
  constructor(root, texts, carrier) {
    super();
    this.root = root;
    this.texts = texts;
    this.say = (key, values) => this.texts.say(key, values);
    this.carrier = carrier;
    this.step = null;
    this.view = null;
    this.steps = Object.fromEntries(Object.entries(STEPS).map(([name, step]) => [name, new step(this)]));
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
      if (this.view && event.dataTransfer.files.length) this.receive(dropped(event.dataTransfer.items));
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
    else if (!this.view) this.main.replaceChildren(this.button("desk.again", () => this.look(), "main"));
  }

  showView(view, lines, tone = "") {
    this.view = view;
    this.step ??= stepOf(view.next);
    this.show();
    this.tell([...lines, ...view.placed.map((finding) => finding.message)], tone);
  }

  show() {
    const { view } = this;
    const focused = this.root.contains(document.activeElement) && document.activeElement;
    document.title = this.say("desk.title", { title: view.round.title });
    this.top.replaceChildren(this.header(), this.next(), this.list());
    this.main.replaceChildren(this.steps[this.step].render(), this.events());
    if (focused && !focused.isConnected) this.main.focus(); // what was pressed is gone
  }

  go(step) {
    this.step = step;
    this.tell([]); // what was said was of another step
    this.show();
    this.main.focus();
  }

  receive(files) {
    return this.steps.collect.receive(files);
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
    const step = stepOf(next);
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

  list() {
    const list = Object.keys(STEPS).map((step, index) =>
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
