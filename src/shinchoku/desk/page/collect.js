"use strict";

// Step 2: files come in, and who is late is seen.
class Collect extends Step {
  render() {
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
    this.page.showView(done.view, told, lines.length ? "alarm" : "");
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
}
