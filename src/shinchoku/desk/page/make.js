"use strict";

// Step 5: the report, what can be taken home, and where an item of it came from.
class Make extends Step {
  edits = 0; // in the report, by hand, as last verified

  render() {
    const { report } = this.view;
    return this.section(
      "make",
      h(
        "p",
        { class: "buttons" },
        this.button("desk.make.report", () => this.compile(false), "main"),
        this.button("desk.make.draft", () => this.compile(true)),
        report && this.button("desk.make.verify", () => this.verify()),
        report?.current && !report.draft && this.button("desk.make.publish", () => this.publish()),
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
      this.page.step = "check";
      await this.look([this.say("desk.make.refused", { count: done.errors })], "alarm");
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
    const found = done.findings.map((finding) => `${finding.message}${finding.hint}`);
    await this.look([...lines, ...found], found.length ? "alarm" : "");
  }

  // What cannot be made in a browser is told with how to come by it.
  async publish() {
    const done = await this.do("publish");
    if (!done) return;
    if (done.refused) {
      this.edits = done.edits;
      await this.look([this.say("desk.make.not_published")], "alarm");
      return;
    }
    await this.look([
      this.say("desk.make.published", { folder: done.folder, count: done.files }),
      ...done.lacking.map(({ file, why, instead }) => this.say("desk.make.lack", { file, why, instead })),
      ...(done.kept ? [this.say("desk.make.kept", { name: done.kept })] : []),
      ...done.placed.map((finding) => finding.message),
    ]);
  }

  // What was edited in the report by hand goes to the corrections, where who and why are missing.
  async takeEdits() {
    const done = await this.do("take_edits");
    if (!done) return;
    this.edits = 0;
    this.page.step = "correct";
    await this.written(done, "desk.make.taken");
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
    this.page.carrier.do("downloads", { round_: this.page.round }).then(({ done = [] }) =>
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
}
