// Shows the entries of one grade, one department, some words. Everything is on the page already:
// without this script all of it is seen, and the form above is not.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("~filter");
  const entries = new Map(Object.entries(JSON.parse(byId("~facts").textContent)));
  const chosen = [...form.querySelectorAll("select, input")];
  const found = byId("~found");
  const main = byId("~main");
  const START = "#filter:";

  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const words = () => plain(byId("~w").value).split(/\s+/).filter(Boolean);
  const idsOf = (element) => element.dataset.entry.split(" ").filter(Boolean);
  const show = (element, seen) => { element.hidden = !seen; };

  // What is shown or hidden as one: the rows of an entry in a table, or a card.
  const cards = [...main.querySelectorAll("article")];
  const rows = [...main.querySelectorAll("tbody > tr")];
  const heads = new Set(rows.filter((row) => row.querySelector("[scope=rowgroup]")));

  // An entry is found by its own rows or its card, and by the bands that it stands under.
  function textsOfEntries() {
    const texts = new Map();
    const add = (id, text) => texts.set(id, (texts.get(id) || "") + " " + plain(text));
    for (const body of main.querySelectorAll("tbody")) {
      const above = [...body.rows].filter((row) => heads.has(row));
      const said = above.map((row) => row.textContent).join(" ");
      for (const row of body.rows) {
        if (row.dataset.entry) add(row.dataset.entry, `${said} ${row.textContent}`);
      }
    }
    for (const card of cards) {
      if (card.dataset.entry) for (const id of idsOf(card)) add(id, card.textContent);
    }
    for (const note of main.querySelectorAll("[data-of]")) add(note.dataset.of, note.textContent);
    return texts;
  }
  let texts = null;

  function matching() {
    const wanted = words();
    if (wanted.length) texts ??= textsOfEntries();
    const grades = chosen.filter((each) => each.id.startsWith("~g") && each.value);
    const department = byId("~d")?.value ?? "";
    const isMeant = (id, [place, own]) => {
      if (department !== "" && String(place) !== department) return false;
      if (!grades.every((each) => own[Number(each.id.slice(2))].includes(each.value))) return false;
      return wanted.every((word) => (texts.get(id) || "").includes(word));
    };
    return new Set([...entries].filter((each) => isMeant(...each)).map(([id]) => id));
  }

  function filter() {
    const isOn = chosen.some((each) => each.value.trim());
    const meant = matching();
    main.classList.toggle("filtered", isOn);
    for (const row of rows) {
      show(row, !isOn || heads.has(row) || meant.has(row.dataset.entry));
    }
    for (const body of main.querySelectorAll("tbody")) {
      show(body, !isOn || hasEntry(body));
    }
    for (const table of main.querySelectorAll("table")) {
      show(table.closest(".scroll") || table, !isOn || hasEntry(table));
    }
    for (const note of main.querySelectorAll(".notes > li")) {
      show(note, !isOn || meant.has(note.dataset.of));
    }
    for (const card of cards) {
      const own = card.dataset.entry ? idsOf(card).some((id) => meant.has(id)) : false;
      show(card, !isOn || own || hasEntry(card));
    }
    for (const section of main.querySelectorAll("section")) hideRest(section, isOn);
    for (const link of document.querySelectorAll("nav a")) {
      const target = byId(decodeURIComponent(link.hash.slice(1)));
      show(link, !target?.closest("section")?.hidden);
    }
    const text = isOn ? found.dataset.some : found.dataset.all;
    const said = text.replace("{count}", String(meant.size));
    if (found.textContent !== said) found.textContent = said;
  }

  const hasEntry = (element) =>
    [...element.querySelectorAll("tr[data-entry]")].some((row) => !row.hidden);

  // Headings under which nothing is left go, and so does whatever else is no entry.
  function hideRest(section, isOn) {
    let below = false;
    let level = 7;
    for (const part of [...section.children].reverse()) {
      const heading = /^H([2-6])$/.exec(part.tagName);
      if (heading) {
        const own = Number(heading[1]);
        const isNeeded = below || own < level;
        show(part, !isOn || (isNeeded && level < 7));
        if (isNeeded && level < 7) level = own;
        below = false;
      } else if (part.matches("table, article")) {
        if (!part.hidden) { below = true; level = 6.5; }
      } else if (!part.matches(".notes")) {
        show(part, !isOn);
      }
    }
    show(section, !isOn || level < 7);
  }

  // ------------------------------------------------------------ an address that can be shared

  function remember() {
    const said = chosen.filter((each) => each.value.trim()).map((each) => [each.id.slice(1), each.value]);
    const state = new URLSearchParams(said).toString();
    if (state || location.hash.startsWith(START)) {
      history.replaceState(null, "", state ? START + state : location.pathname + location.search);
    }
  }

  function recall() {
    if (!location.hash.startsWith(START)) return;
    const state = new URLSearchParams(location.hash.slice(START.length));
    for (const each of chosen) each.value = state.get(each.id.slice(1)) ?? "";
    filter();
  }

  function changed() {
    filter();
    remember();
  }

  for (const each of chosen) each.addEventListener("input", changed);
  byId("~clear").addEventListener("click", () => {
    for (const each of chosen) each.value = "";
    changed();
    byId("~w").focus();
  });
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  filter();
  recall();
})();
