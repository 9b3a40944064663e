"use strict";

// Files: what is saved, and what is dropped.

function save(name, data) {
  const url = URL.createObjectURL(new Blob([data], { type: "application/octet-stream" }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const inMegabytes = (size) => Math.ceil(size / 1_048_576);

// The files of what was dropped, and of the folders in it. The event lasts no longer than this asks.
// An entry only tells what is a folder: opened from disk, a page may not read by entries.
async function dropped(items) {
  const asked = [...items].filter(({ kind }) => kind === "file").map((item) => {
    const entry = item.webkitGetAsEntry();
    if (!entry?.isDirectory) return [item.getAsFile()];
    const unread = () => [unreadable(entry.name)];
    return Promise.resolve(item.getAsFileSystemHandle?.()).then(filesIn).catch(unread);
  });
  return (await Promise.all(asked)).flat();
}

async function filesIn(folder) {
  const files = [];
  for await (const handle of folder.values()) {
    if (handle.kind === "directory") files.push(...(await filesIn(handle)));
    else files.push(await handle.getFile().catch(() => unreadable(handle.name)));
  }
  return files;
}

// What stands for a file that the browser may not have: to read it fails, as it would of a file.
const unreadable = (name) => ({ name, size: 0, arrayBuffer: () => Promise.reject(new Error(name)) });
