"use strict";

// Step 1: the templates are made.
class Distribute extends Step {
  render() {
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
}
