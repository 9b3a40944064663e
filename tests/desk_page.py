"""The desk as a clerk has it: one file opened from disk in Debian's Chromium, the network off.

The browser's own folder picker cannot be granted without a person; in its place stands an object
of the same interface whose reads and writes go to a real folder.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from browser import FLAGS
from office import required

if TYPE_CHECKING:
    from playwright.sync_api import Page

READY_MS = 120_000

# What showDirectoryPicker gives, as far as the desk asks for it; Python has the files.
_PICKER = """
const missing = () => Object.assign(new Error("not there"), { name: "NotFoundError" });
class FakeFile {
  constructor(path) { this.kind = "file"; this.path = path; }
  async getFile() {
    const found = await diskRead(this.path);
    if (!found) throw missing();
    const [data, size, lastModified] = found;
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    return { size, lastModified, arrayBuffer: async () => bytes.buffer };
  }
  async createWritable() {
    let written = null;
    return {
      write: async (data) => { written = data; },
      close: async () => {
        let text = "";
        for (let at = 0; at < written.length; at += 32768) {
          text += String.fromCharCode(...written.subarray(at, at + 32768));
        }
        await diskWrite(this.path, btoa(text));
      },
    };
  }
}
class FakeFolder {
  constructor(path) { this.kind = "directory"; this.path = path; }
  at(name) { return this.path ? `${this.path}/${name}` : name; }
  async *entries() {
    for (const [name, isFolder] of await diskList(this.path)) {
      yield [name, isFolder ? new FakeFolder(this.at(name)) : new FakeFile(this.at(name))];
    }
  }
  async getDirectoryHandle(name, { create } = {}) {
    if (!(await diskFolder(this.at(name), Boolean(create)))) throw missing();
    return new FakeFolder(this.at(name));
  }
  async getFileHandle(name, { create } = {}) {
    if (!create && !(await diskRead(this.at(name)))) throw missing();
    return new FakeFile(this.at(name));
  }
  async removeEntry(name) { await diskRemove(this.at(name)); }
}
window.showDirectoryPicker = async () => new FakeFolder("");
"""


class Disk:
    """A real folder behind the picker; `writes` counts, and may fail from some number on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writes = 0
        self.fails_at: int | None = None
        self.before_write: Callable[[], None] = lambda: None

    def list(self, path: str) -> list[tuple[str, bool]]:
        return [(each.name, each.is_dir()) for each in sorted((self.folder / path).iterdir())]

    def make(self, path: str, create: bool) -> bool:  # noqa: FBT001 - as JavaScript calls it
        if create:
            (self.folder / path).mkdir(parents=True, exist_ok=True)
        return (self.folder / path).is_dir()

    def read(self, path: str) -> tuple[str, int, int] | None:
        file = self.folder / path
        if not file.is_file():
            return None
        found = file.stat()
        return base64.b64encode(file.read_bytes()).decode(), found.st_size, found.st_mtime_ns

    def write(self, path: str, data: str) -> None:
        self._count()
        # as a browser does: the new file takes the place of the old one at once
        beside = (self.folder / path).with_name(".crswap")
        beside.write_bytes(base64.b64decode(data))
        beside.replace(self.folder / path)

    def remove(self, path: str) -> None:
        self._count()
        (self.folder / path).unlink()

    def _count(self) -> None:
        self.before_write()
        self.writes += 1
        if self.fails_at is not None and self.writes >= self.fails_at:
            raise OSError("the tab is closed")


@contextmanager
def opened_desk(
    file: Path,
    disk: Disk | None = None,
    *,
    width: int = 1280,
    locale: str = "ja-JP",
    flags: tuple[str, ...] = (),
) -> Iterator[tuple[Page, list[str]]]:
    """Open the file; yield the page, and the addresses of all that it asks for."""
    from playwright.sync_api import sync_playwright

    chromium = required("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=[*FLAGS, *flags])
        context = browser.new_context(
            offline=True,
            locale=locale,
            viewport={"width": width, "height": 900},
            accept_downloads=True,
        )
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        if disk is not None:
            page.expose_function("diskList", disk.list)
            page.expose_function("diskFolder", disk.make)
            page.expose_function("diskRead", disk.read)
            page.expose_function("diskWrite", disk.write)
            page.expose_function("diskRemove", disk.remove)
            page.add_init_script(_PICKER)
        page.goto(file.as_uri())
        yield page, asked
        browser.close()


def ready(page: Page) -> None:
    page.locator("body[data-ready]").wait_for(timeout=READY_MS)
