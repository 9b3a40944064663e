"""The desk as a clerk has it: one file opened from disk in Debian's Chromium, the network off.

The browser's own folder picker cannot be granted without a person; in its place stands an object
of the same interface whose reads and writes go to a real folder.
"""

from __future__ import annotations

import base64
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from browser import FLAGS
from office import required

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

READY_MS, PATIENT = 120_000, 120_000

# What showDirectoryPicker gives, as far as the desk asks for it; Python has the files.
_PICKER = """
const named = (name) => Object.assign(new Error(name), { name });
const base64 = (data) => {
  let text = "";
  for (let at = 0; at < data.length; at += 32768) {
    text += String.fromCharCode(...data.subarray(at, at + 32768));
  }
  return btoa(text);
};
// A test may hold a step of one desk until another has done something: see `hold`.
window.holdAt = null;
window.letGo = null;
async function passing(step, path) {
  if (!window.holdAt || window.holdAt[0] !== step || !path.endsWith(window.holdAt[1])) return;
  window.holdAt = null;
  await new Promise((resolve) => { window.letGo = resolve; });
}
class FakeFile {
  constructor(path) { this.kind = "file"; this.path = path; }
  async getFile() {
    const found = await diskLook(this.path);
    if (!found) throw named("NotFoundError");
    const [size, lastModified] = found;
    return { size, lastModified, arrayBuffer: () => this.bytes(size, lastModified) };
  }
  async bytes(size, lastModified) {
    const data = await diskRead(this.path, size, lastModified);
    if (data === null) throw named("NotReadableError"); // it was changed since then
    return Uint8Array.from(atob(data), (c) => c.charCodeAt(0)).buffer;
  }
  async createWritable({ mode } = {}) {
    const beside = await diskBegin(this.path, mode === "exclusive");
    if (beside === null) throw named("NoModificationAllowedError");
    if (beside === "") throw named("NotFoundError");
    return {
      write: async (data) => {
        await passing("write", this.path);
        await diskWrite(this.path, beside, base64(data));
      },
      close: async () => {
        await passing("swap", this.path);
        await diskSwap(this.path, beside);
      },
      abort: () => diskAbort(this.path, beside),
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
    if (!(await diskFolder(this.at(name), Boolean(create)))) throw named("NotFoundError");
    return new FakeFolder(this.at(name));
  }
  async getFileHandle(name, { create } = {}) {
    await passing(create ? "create" : "find", this.at(name));
    if (!(await diskFile(this.at(name), Boolean(create)))) throw named("NotFoundError");
    return new FakeFile(this.at(name));
  }
  async removeEntry(name) {
    if (!(await diskRemove(this.at(name)))) throw named("NotFoundError");
  }
}
window.showDirectoryPicker = async () => new FakeFolder("");
"""


class Disk:
    """A real folder behind the picker of one browser; each on its own is another machine.

    `steps` counts what is done to files, and may fail from some number on; `before` is asked first,
    with what it is and the file. As in a browser, a new file is there and empty before anything is
    written; what is written goes into a file beside, which takes its place at once when it is
    closed; and a file that one tab has in hand for itself no other tab may have.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps = 0
        self.fails_at: int | None = None
        self.before: Callable[[str, str], None] = lambda _step, _path: None
        self._in_hand: dict[str, list[bool]] = {}  # path -> of each writer, whether alone

    def list(self, path: str) -> list[tuple[str, bool]]:
        return [(each.name, each.is_dir()) for each in sorted((self.folder / path).iterdir())]

    def make(self, path: str, create: bool) -> bool:  # noqa: FBT001 - as JavaScript calls it
        if create:
            (self.folder / path).mkdir(parents=True, exist_ok=True)
        return (self.folder / path).is_dir()

    def file(self, path: str, create: bool) -> bool:  # noqa: FBT001
        if create and not (self.folder / path).is_file():
            self._step("create", path)
            (self.folder / path).touch()
        return (self.folder / path).is_file()

    def look(self, path: str) -> tuple[int, int] | None:
        try:
            found = (self.folder / path).stat()
        except FileNotFoundError:
            return None
        return found.st_size, found.st_mtime_ns // 1_000_000

    def read(self, path: str, size: int, changed: int) -> str | None:
        if self.look(path) != (size, changed):
            return None
        return base64.b64encode((self.folder / path).read_bytes()).decode()

    def begin(self, path: str, alone: bool) -> str | None:  # noqa: FBT001
        """Return where it is written beside; "" where the file is gone, None where it is taken."""
        writers = self._in_hand.setdefault(path, [])
        if writers and (alone or any(writers)):
            return None
        if not (self.folder / path).is_file():
            return ""
        writers.append(alone)
        beside = next(
            each
            for n in range(100)
            if not (self.folder / (each := f"{path}{f'.{n}' if n else ''}.crswap")).exists()
        )
        (self.folder / beside).touch()
        return beside

    def write(self, path: str, beside: str, data: str) -> None:
        self._step("write", path)
        (self.folder / beside).write_bytes(base64.b64decode(data))

    def swap(self, path: str, beside: str) -> None:
        try:
            self._step("swap", path)
        except PermissionError:  # another program has it: the browser gives up and tidies
            self.abort(path, beside)
            raise
        (self.folder / beside).replace(self.folder / path)
        self._in_hand[path].pop()

    def abort(self, path: str, beside: str) -> None:
        if self.fails_at is not None and self.steps >= self.fails_at:
            raise OSError("nobody is there to tidy up")
        (self.folder / beside).unlink()
        self._in_hand[path].pop()

    def remove(self, path: str) -> bool:
        self._step("remove", path)
        if not (self.folder / path).is_file():
            return False
        (self.folder / path).unlink()
        return True

    def _step(self, step: str, path: str) -> None:
        self.before(step, path)
        self.steps += 1
        if self.fails_at is not None and self.steps >= self.fails_at:
            raise OSError("the tab is closed")

    def begin_anew(self, whole: Path) -> None:
        """Hold a copy of another folder instead, and fail no more."""
        shutil.rmtree(self.folder)
        shutil.copytree(whole, self.folder)
        self.fails_at = None
        self._in_hand.clear()

    @property
    def asked(self) -> dict[str, Callable[..., object]]:
        """What the picker's object asks for, by the name that it has there."""
        return {
            "diskList": self.list,
            "diskFolder": self.make,
            "diskFile": self.file,
            "diskLook": self.look,
            "diskRead": self.read,
            "diskBegin": self.begin,
            "diskWrite": self.write,
            "diskSwap": self.swap,
            "diskAbort": self.abort,
            "diskRemove": self.remove,
        }


@contextmanager
def opened_browser(*flags: str) -> Iterator[Browser]:
    """Start a browser, which several desks may be opened in."""
    from playwright.sync_api import sync_playwright

    chromium = required("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=[*FLAGS, *flags])
        yield browser
        browser.close()


def desk_in(
    browser: Browser,
    file: Path,
    disk: Disk | None = None,
    *,
    width: int = 1280,
    locale: str = "ja-JP",
) -> tuple[Page, list[str]]:
    """Open the file in a browser, on its own: the page, and the addresses of all that it asks."""
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
        for name, job in disk.asked.items():
            page.expose_function(name, job)
        page.add_init_script(_PICKER)
    page.goto(file.as_uri())
    return page, asked


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
    with opened_browser(*flags) as browser:
        yield desk_in(browser, file, disk, width=width, locale=locale)


@contextmanager
def held(page: Page, step: str, name: str, job: Callable[[], None]) -> Iterator[None]:
    """Do a job, and hold the desk before a step with a file, for what another does meanwhile."""
    page.evaluate("at => { window.holdAt = at; }", [step, name])
    job()
    until(page, "window.letGo !== null")
    yield
    page.evaluate("() => { window.letGo(); window.letGo = null; }")


def until(page: Page, condition: str) -> None:
    """Wait for something that the page's script knows; the page forbids to be asked by a timer."""
    end = time.monotonic() + PATIENT / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        time.sleep(0.01)


def ready(page: Page) -> None:
    page.locator("body[data-ready]").wait_for(timeout=READY_MS)


# ---------------------------------------------------------------- what a clerk does


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def go(page: Page, step: str) -> None:
    page.locator("nav").get_by_role("button", name=step).click()


def told(page: Page, *texts: str) -> str:
    """Wait until the page says one of these; return which."""
    end = time.monotonic() + PATIENT / 1000
    while True:
        said = page.locator(".told").all_inner_texts()
        for text in texts:
            if any(text in each for each in said):
                return text
        assert time.monotonic() < end, said
        page.wait_for_timeout(20)


def downloaded(page: Page, job: Callable[[], None]) -> tuple[str, bytes]:
    with page.expect_download(timeout=PATIENT) as download:
        job()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def drop(page: Page, *files: Path) -> None:
    page.locator("#files").set_input_files([str(path) for path in files])


def open_folder(page: Page) -> None:
    ready(page)
    press(page, "フォルダーを開く")
    page.locator("nav").wait_for(timeout=PATIENT)
