"use strict";

// A column that can be sorted becomes a button; its cells say by which number they are sorted.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  heads.forEach((head, column) => {
    const first = head.dataset.first;
    if (!first) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const second = first === "ascending" ? "descending" : "ascending";
      const direction = head.ariaSort === first ? second : first;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.ariaSort = direction;
      const sign = direction === "ascending" ? 1 : -1;
      const value = (row) => Number(row.cells[column].dataset.value);
      body.append(...[...body.rows].sort((one, other) => sign * (value(one) - value(other))));
    });
  });
}

// A reminder is copied by the clipboard's old way: it works on a page that is a file, everywhere.
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const area = button.closest("details").querySelector("textarea");
    area.select();
    button.nextElementSibling.textContent = document.execCommand("copy") ? button.dataset.done : "";
  });
}
