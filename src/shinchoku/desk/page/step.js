"use strict";

// A step of the year: what it shows, and what its buttons do. The page has the round and the actions.
class Step extends Shown {
  constructor(page) {
    super();
    this.page = page;
  }

  get view() {
    return this.page.view;
  }

  say(key, values) {
    return this.page.say(key, values);
  }

  do(action, values) {
    return this.page.do(action, values);
  }

  look(lines, tone) {
    return this.page.look(lines, tone);
  }

  // Say what became of the table of corrections: one that cannot be kept as it is stays as it is.
  written({ rows, refused }, text) {
    if (refused.length) return this.look(refused.map(({ message, hint }) => `${message}${hint}`), "alarm");
    return this.look([this.say(text, { count: rows })]);
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
}
