"use strict";

const COLUMNS = ["item", "column", "before", "after", "who", "why", "remove"];

// Step 4: what the planning section changes after review.
class Correct extends Step {
  typed = null; // rows as far as they are typed and not saved

  render() {
    const place = h("div", {}, h("p", {}, this.say("desk.busy")));
    this.do("corrections").then((known) => known && place.replaceChildren(...this.form(known)));
    return this.section("correct", place);
  }

  form(known) {
    const items = new Map(known.items.map((item) => [item.id, item]));
    const body = h("tbody", { oninput: () => this.keep(body), onchange: () => this.keep(body) });
    const add = (row = {}) => body.append(this.correction(known, items, row));
    (this.typed ?? [...known.rows, {}]).forEach(add);
    return [
      h("p", { class: "hint" }, this.say("desk.correct.about")),
      h("datalist", { id: "items" }, known.items.map((item) => h("option", { value: item.id }, item.name))),
      this.scrolled("corrections", COLUMNS, "form", body),
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
    row.given = { item: "", column: "", before: "", after: "", who: this.page.who, reason: "", ...given };
    const label = (name) => ({ "aria-label": this.say(`desk.column.${name}`) });
    const cell = (name, element) => h("td", { "data-label": this.say(`desk.column.${name}`) }, element);
    const remove = () => {
      const body = row.parentElement;
      row.remove();
      this.keep(body);
    };
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
        cell("remove", h("button", { type: "button", onclick: remove }, this.say("desk.remove"))),
      );
      if (focused) row.querySelector(focused === "item" ? "select" : "textarea, td:nth-child(4) select")?.focus();
    };
    show();
    return row;
  }

  keep(body) {
    this.typed = [...body.rows].map((row) => row.given);
  }

  async saveCorrections(body) {
    this.keep(body);
    const rows = this.typed.filter((given) => given.item || given.after);
    const done = await this.do("correct", { rows });
    if (!done) return;
    if (!done.refused.length) this.typed = null;
    await this.written(done, "desk.correct.done");
  }
}
