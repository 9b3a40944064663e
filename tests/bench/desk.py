"""The desk's one file: its size, how soon it is ready, what it takes beside the command line.

Usage: python tests/bench/desk.py [FILE]; without one it is made. Ready is held to an empty page of
the same Pyodide in the same run; check and compile, of 29 and of 200 files, to processes of their
own, which begin anew each time. The page's longest silence is measured while it compiles.
"""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Page

from bench.thousand import make
from commands import SHINCHOKU
from conftest import SAMPLE, fill_round
from desk_page import opened_desk, ready
from shinchoku.desk.pack import pack

RUNS = 5
MAX_BYTES, MAX_READY, MAX_TIMES, MAX_SILENT_MS = 16 << 20, 2.5, 5.0, 100

EMPTY = """
self.importScripts = undefined;
self.onmessage = async ({ data }) => {
  const kept = await Promise.all(Object.values(data).map(async (part) => new Uint8Array(await
    new Response(new Blob([part]).stream().pipeThrough(new DecompressionStream("gzip")))
      .arrayBuffer())));
  const all = Object.fromEntries(Object.keys(data).map((name, index) => [name, kept[index]]));
  self.fetch = async (asked) => String(asked.url ?? asked).endsWith(".wasm")
    ? new Response(all.wasm, { headers: { "content-type": "application/wasm" } })
    : new Response(all.library);
  const address = (part) => URL.createObjectURL(new Blob([part], { type: "text/javascript" }));
  const { default: createPyodideModule } = await import(address(all.module));
  const { loadPyodide } = await import(address(all.loader));
  await loadPyodide({ indexURL: "https://empty.invalid/", lockFileContents: LOCK,
    createPyodideModule });
  postMessage(1);
};
"""
START = """
const data = {};
for (const name of ["wasm", "module", "loader", "library"]) {
  const text = document.getElementById(`part-${name}`).textContent;
  data[name] = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
const source = atob("WORKER").replace("LOCK", document.getElementById("lock").textContent);
const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
worker.onmessage = () => { document.body.dataset.ready = "1"; };
worker.postMessage(data);
"""
SILENCE = """
async ([action, values]) => {
  let last = performance.now(), longest = 0;
  const heard = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  const start = performance.now();
  const said = await desk.carrier.do(action, values);
  const seconds = (performance.now() - start) / 1000;
  clearInterval(heard);
  return [seconds, longest, JSON.stringify(said.failed ?? null)];
}
"""


def empty_page(file: Path, target: Path) -> Path:
    """Write a page that does nothing but start the same Pyodide."""
    lines = file.read_text(encoding="utf-8").splitlines()
    data = '<script type="text/plain" id="'
    kept = [line for line in lines if line.startswith((f"{data}part-", f"{data}lock"))]
    kept = [line for line in kept if "part-site" not in line[:60]]
    script = START.replace("WORKER", base64.b64encode(EMPTY.encode()).decode())
    page = [
        '<!DOCTYPE html><html><meta charset="utf-8"><p>empty',
        *kept,
        f"<script>{script}</script>",
    ]
    target.write_text("\n".join(page), encoding="utf-8")
    return target


def seconds_to_ready(file: Path) -> float:
    start = time.perf_counter()
    with opened_desk(file) as (page, _):
        ready(page)
        return time.perf_counter() - start


@contextmanager
def with_round(file: Path, folder: Path) -> Iterator[Page]:
    """Open a round in the desk, as a zip would be."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                archive.write(path, f"input_templates/{folder.name}/{name}")
    with opened_desk(file) as (page, _):
        ready(page)
        data = base64.b64encode(packed.getvalue()).decode()
        page.evaluate(
            "data => desk.carrier.openZip(Uint8Array.from(atob(data), c => c.charCodeAt(0)))", data
        )
        yield page


def natively(command: str, folder: Path) -> float:
    start = time.perf_counter()
    given = [str(SHINCHOKU), command, str(folder)]
    subprocess.run(given, cwd=folder.parent, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def compared(file: Path, folder: Path, tell: Callable[[str, float, float], None]) -> float:
    """Print what check and compile take here and there; return the longest silence in ms."""
    silent = 0.0
    count = len(list((folder / "submitted").iterdir()))
    with with_round(file, folder) as page:
        for action, command, values in (
            ("look", "check", {}),
            ("compile", "compile", {"draft": False}),
        ):
            runs = [
                page.evaluate(SILENCE, [action, {"round_": folder.name, **values}])
                for _ in range(3)
            ]
            assert all(failed == "null" for _, _, failed in runs), runs
            silent = max([silent, *(longest for _, longest, _ in runs)])
            here = median(seconds for seconds, _, _ in runs)
            tell(f"{command} of {count}", here, median(natively(command, folder) for _ in range(3)))
    return silent


def main(given: list[str]) -> int:
    failed = False

    def tell(name: str, here: float, there: float, most: float = MAX_TIMES) -> None:
        nonlocal failed
        failed |= here > most * there
        print(f"{name:16} {here:8.2f} s {there:8.2f} s {here / there:8.2f}  at most {most}")

    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        file = Path(given[0]) if given else pack(root / "shinchoku.html")
        size = file.stat().st_size
        print(f"{size:,} bytes, at most {MAX_BYTES:,}")
        empty = empty_page(file, root / "empty.html")
        pairs = [(seconds_to_ready(file), seconds_to_ready(empty)) for _ in range(RUNS)]
        print(f"{'':16} {'desk':>10} {'beside':>10}")
        tell("ready", median(p[0] for p in pairs), median(p[1] for p in pairs), MAX_READY)
        small = fill_round(SAMPLE, root / "small" / SAMPLE.name)
        large = root / "large" / "t200"
        large.parent.mkdir()
        make(large, 199, 12)
        shutil.rmtree(large / "templates")
        silent = max(compared(file, folder, tell) for folder in (small, large))
        print(f"longest silence {silent:.0f} ms, at most {MAX_SILENT_MS}")
        failed |= size > MAX_BYTES or silent > MAX_SILENT_MS
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
