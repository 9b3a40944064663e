"use strict";

// Step 3: what was found, by department; what the planning section decides of a file.
class Check extends Step {
  filesOpen = false;
  filter = { department: "", severity: "", words: "" };

  render() {
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
    const who = h("input", { id: "who", value: this.page.who, autocomplete: "name" });
    const dialog = h(
      "dialog",
      { "aria-labelledby": "asked", onclose: () => dialog.remove() },
      h(
        "form",
        {
          method: "dialog",
          onsubmit: () => {
            this.page.who = who.value;
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
    const done = await this.do(verb, { ...values, by: this.page.who });
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
    const open = (event) => (this.filesOpen = event.target.open); // it stays so when all is shown anew
    return h("details", { open: this.filesOpen, ontoggle: open }, h("summary", {}, this.say("desk.table.files")), this.table("files", ["file", "status", "decision"], rows));
  }
}
