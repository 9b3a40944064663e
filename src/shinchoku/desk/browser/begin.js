"use strict";

// Where a round is begun: a kit, a name, and what is opened for it.

class Beginning {
  // `places` says where the round may lie: a text's key, and what opens that place.
  constructor(start, places) {
    Object.assign(this, { start, places, say: start.say, carrier: start.carrier });
  }

  async show(within) {
    const { done: kits } = await this.carrier.do("kits", {});
    this.kit = h("select", { id: "kit" }, kits.map(({ id, title }) => h("option", { value: id }, title)));
    this.name = h("input", { id: "name", required: true, autocomplete: "off", "aria-describedby": "name-about" });
    within.replaceChildren(
      h("h2", { id: "beginning" }, this.say("desk.round.begin")),
      h("form", { class: "beginning", "aria-labelledby": "beginning", onsubmit: (event) => this.submit(event) }, [
        h("label", { for: "kit" }, this.say("desk.begin.kit"), this.kit),
        h("label", { for: "name" }, this.say("desk.begin.name"), this.name),
        h("p", { id: "name-about", class: "hint" }, this.say("desk.begin.name_about")),
        h("p", { class: "buttons" }, this.buttons(), this.start.back()),
      ]),
    );
    this.kit.focus();
  }

  buttons() {
    return Object.keys(this.places).map((place) =>
      h("button", { type: "submit", class: "main", value: place }, this.say(`desk.begin.${place}`)),
    );
  }

  async submit(event) {
    event.preventDefault();
    try {
      await this.places[event.submitter.value]();
    } catch (error) {
      if (error.name !== "AbortError") this.start.tell(this.say("desk.round.refused"), "alarm");
      return;
    }
    await this.begin().catch((error) => this.start.tell(this.say(error.text ?? "desk.broken"), "alarm"));
  }

  async begin() {
    const { done, failed } = await this.carrier.do("begin", { kit: this.kit.value, round_: this.name.value.trim() });
    if (failed) return this.start.tell(failed.message, "alarm");
    await this.start.show(done.id);
    return this.start.page.tell([this.say("desk.begin.done", done)]);
  }
}
