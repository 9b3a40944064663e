"""Makes the desk's one file, in which a browser finds all that it needs: nothing is installed.

Usage: python -m shinchoku.desk.pack [FILE], build/shinchoku.html where none is named. It needs npm
and pip, and what they download is locked by its content: the same program makes the same file.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import shinchoku
from shinchoku import kits, sample
from shinchoku.places import shipped
from shinchoku.words import Words, languages, words
from shinchoku.words.catalogue import texts_of

PYODIDE, PYTHON, PLATFORM = "314.0.7", "314", "pyemscripten_2026_0_wasm32"
_SHA512 = (
    "d18bd7c4485f11da4b7dbfd790cd8114078c44eab488c517d9bcf31fda4eb6dc"
    "8c716930abe1db139bb2b860fcd8b37bcb6abe48dbe2ffa579244b0e943d91d4"
)
_LOCK = {
    "info": {
        "abi_version": "2026_0",
        "arch": "wasm32",
        "platform": "emscripten_5_0_3",
        "python": "3.14.2",
        "version": PYODIDE,
    },
    "packages": {},
}
_PARTS = {  # what of Pyodide, by what the worker calls it
    "wasm": "pyodide.asm.wasm",
    "module": "pyodide.asm.mjs",
    "loader": "pyodide.mjs",
    "library": "python_stdlib.zip",
}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_NOT_NEEDED = (".pyi", ".pyc", "py.typed", "RECORD", "INSTALLER")
_SAID = ("desk.", "board.state.", "severity.")  # what texts the page says
_STEPS = ("distribute", "collect", "check", "correct", "make")
_PAGE = (
    *(f"page/{name}.js" for name in ("elements", "files", "step", *_STEPS, "page")),
    *(f"browser/{name}.js" for name in ("folder", "carrier", "begin", "start")),
)


def pack(target: Path, language: str = "ja") -> Path:
    """Write the file. RuntimeError where what was downloaded is not what is locked."""
    with tempfile.TemporaryDirectory() as scratch:
        pyodide = _pyodide(Path(scratch))
        wheels = _wheels(Path(scratch))
        parts = {name: pyodide[file] for name, file in _PARTS.items()}
        parts["site"] = _zipped({**_unpacked(wheels), **dict(_own())})
        notices = _notices(wheels)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_page(parts, notices, language), encoding="utf-8", newline="\n")
    return target


# ---------------------------------------------------------------- what is downloaded


def _pyodide(scratch: Path) -> Mapping[str, bytes]:
    """Return the files of Pyodide's package by their names."""
    _run("npm", "pack", "--silent", f"pyodide@{PYODIDE}", cwd=scratch)
    data = next(scratch.glob("*.tgz")).read_bytes()
    if hashlib.sha512(data).hexdigest() != _SHA512:
        raise RuntimeError(f"pyodide {PYODIDE} is not what is locked")
    found = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive.getmembers():
            stream = archive.extractfile(member)
            if stream:
                found[Path(member.name).name] = stream.read()
    return found


def _wheels(scratch: Path) -> list[Path]:
    """Return the wheels that are locked, as a browser's Python wants them."""
    locked = files(__package__).joinpath("browser", "locked.txt")
    given = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(locked))
    meant = ("--python-version", PYTHON, "--implementation", "cp", "--abi", f"cp{PYTHON}")
    other = ("--abi", "none", "--platform", PLATFORM, "--dest", str(scratch))
    _run(sys.executable, "-m", "pip", "download", "--quiet", *given, *meant, *other, cwd=scratch)
    return sorted(scratch.glob("*.whl"))


def _run(*command: str, cwd: Path) -> None:
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours


def _unpacked(wheels: list[Path]) -> Mapping[str, bytes]:
    found = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if not name.endswith(("/", *_NOT_NEEDED)):
                    found[name] = archive.read(name)
    return found


# ---------------------------------------------------------------- what is ours


def _own() -> Iterator[tuple[str, bytes]]:
    """Yield the program's own files, and the sample round and the kits as a wheel has them."""
    places = [(Path(shinchoku.__file__).parent, "shinchoku")]
    places += [(shipped(name), f"shinchoku/samples/{name}") for name in (sample.NAME, kits.KITS)]
    for root, place in places:
        for path in sorted(root.rglob("*")):
            relative = path.relative_to(root)
            if path.is_file() and "__pycache__" not in relative.parts:
                yield f"{place}/{relative.as_posix()}", path.read_bytes()


def _zipped(given: Mapping[str, bytes]) -> bytes:
    """Return a zip without compression, which the whole file has later."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(given.items()):
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), data)
    return packed.getvalue()


def _notices(wheels: list[Path]) -> str:
    """Return what is in the file that is not ours, and the terms of each."""
    found = [f"Pyodide {PYODIDE}: Mozilla Public License 2.0, https://github.com/pyodide/pyodide"]
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in sorted(archive.namelist()):
                if ".dist-info/licenses/" in name or name.endswith(("/LICENSE", "/LICENSE.txt")):
                    text = archive.read(name).decode("utf-8", "replace")
                    found.append(f"{wheel.name.partition('-py')[0]}\n\n{text}")
    return "\n\n――――\n\n".join(found)


# ---------------------------------------------------------------- the page


def _page(parts: Mapping[str, bytes], notices: str, language: str) -> str:
    say = words(language)
    script = "\n".join(_text(name) for name in _PAGE)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; worker-src blob:; connect-src 'none'; "
        f"script-src 'sha256-{digest}' blob: 'wasm-unsafe-eval'; "
        "form-action 'none'; base-uri 'none'"
    )
    texts = {
        each: {k: v for k, v in texts_of(each).whole().items() if k.startswith(_SAID)}
        for each in languages()
    }
    held = {"texts": texts, "lock": _LOCK, "parts": list(parts)}
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{language}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{html.escape(say('desk.name'))}</title>",
            f"<style>{_text('page/desk.css')}</style></head><body>",
            _told(say, "desk.skip", "a", ' class="skip" href="#main"'),
            '<div id="desk"></div>',
            f"<footer>{_told(say, 'desk.credit', 'p')}",
            f"<details>{_told(say, 'desk.notices', 'summary')}",
            f"<pre>{html.escape(notices)}</pre></details></footer>",
            *(_data(name, json.dumps(value, ensure_ascii=False)) for name, value in held.items()),
            *(_data(f"part-{name}", _packed(data)) for name, data in parts.items()),
            _data("worker", _text("browser/worker.js")),
            f"<script>{script}</script></body></html>",
            "",
        )
    )


def _told(say: Words, key: str, tag: str, more: str = "") -> str:
    """Return an element with a text, which the page finds again to say it in another language."""
    return f'<{tag}{more} data-text="{key}">{html.escape(say(key))}</{tag}>'


def _data(name: str, text: str) -> str:
    """Return what the page's script finds under a name; nothing in it can end it."""
    safe = text.replace("</", r"<\/")
    return f'<script type="text/plain" id="{name}">{safe}</script>'


def _packed(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


if __name__ == "__main__":
    made = pack(Path(sys.argv[1] if len(sys.argv) > 1 else "build/shinchoku.html"))
    sys.stdout.write(f"{made}\n")
