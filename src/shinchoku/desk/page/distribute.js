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
      ...this.reviews(),
    );
  }

  // The workbooks of those who review, as far as the round has reviews.
  reviews() {
    const { reviews } = this.view;
    if (!reviews) return [];
    if (reviews === "later") return [h("p", {}, this.say("desk.distribute.review_later"))];
    const again = reviews === "done";
    const button = this.button(
      again ? "desk.distribute.review_again" : "desk.distribute.review",
      () => this.makeReviews(),
      again ? "" : "main",
    );
    return [h("p", {}, this.say("desk.distribute.review_about")), h("p", { class: "buttons" }, button)];
  }

  async makeReviews() {
    const done = await this.do("distribute", { reviews: true });
    if (!done) return;
    if (done.refused) {
      await this.look([this.say("desk.distribute.review_refused")], "alarm");
      return;
    }
    await this.look([this.say("desk.distribute.reviewed", { count: done.templates.length })]);
    await this.download("templates");
  }

  async makeTemplates() {
    const done = await this.do("distribute");
    if (!done) return;
    const lines = [this.say("desk.distribute.done", { count: done.templates.length })];
    if (done.unasked.length) {
      lines.push(this.say("desk.distribute.unasked", { names: done.unasked.join(this.say("desk.and")) }));
    }
    if (done.left.length) {
      lines.push(this.say("desk.distribute.left", { names: done.left.join(this.say("desk.and")) }));
    }
    await this.look(lines);
    await this.download("templates");
  }
}
