"use strict";

// Elements and texts. Whatever comes from outside goes in as text, never as markup.

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

// What the page and its steps have in common; how they say a text and do an action is theirs.
class Shown {
  button(key, job, tone = "", values = {}) {
    return h("button", { type: "button", class: tone, onclick: job }, this.say(key, values));
  }

  async download(kind) {
    const done = await this.do("download", { kind });
    if (done) save(done.name, done.data);
  }

  state(state) {
    return h("span", { class: `state ${state}` }, this.say(`board.state.${state}`));
  }

  table(name, columns, rows) {
    for (const row of rows) { // on a phone a row is a card, and a cell says what it is
      [...row.cells].forEach((cell, at) => (cell.dataset.label = this.say(`desk.column.${columns[at]}`)));
    }
    return this.scrolled(name, columns, "cards", h("tbody", {}, rows));
  }

  // A table in a box of its own, which a keyboard can scroll.
  scrolled(name, columns, tone, body) {
    const heads = columns.map((column) => h("th", { scope: "col" }, this.say(`desk.column.${column}`)));
    return h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": this.say(`desk.table.${name}`) },
      h(
        "table",
        { class: tone },
        h("caption", {}, this.say(`desk.table.${name}`)),
        h("thead", {}, h("tr", {}, heads)),
        body,
      ),
    );
  }
}
