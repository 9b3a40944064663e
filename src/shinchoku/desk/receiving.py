"""Files that were dropped or picked become submissions, whatever they are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path, PurePosixPath

from shinchoku.identity import windows_name
from shinchoku.intake.folder import SUBMITTED


def receive(folder: Path, files: Sequence[tuple[str, bytes]]) -> list[dict[str, str]]:
    """Write files into a round's `submitted`; say under which name each is there.

    Nothing is written over: another file of the same name goes beside, with a number. One that is
    there already is left alone. Raises OSError.
    """
    submitted = folder / SUBMITTED
    submitted.mkdir(exist_ok=True)
    return [{"name": name, **_received(submitted, name, data)} for name, data in files]


def _received(submitted: Path, name: str, data: bytes) -> dict[str, str]:
    for free in _names(name):
        path = submitted / free
        try:
            with path.open("xb") as stream:
                stream.write(data)
        except FileExistsError:
            if path.is_file() and path.read_bytes() == data:
                return {"as": free, "state": "same"}
        else:
            return {"as": free, "state": "new"}
    raise AssertionError  # there is always a further number


def _names(name: str) -> Iterator[str]:
    """Yield names that a folder can have: its own, then with a number, never with a place in it."""
    base = PurePosixPath(name.replace("\\", "/")).name
    suffix = PurePosixPath(base).suffix
    stem = windows_name(_seen(base.removesuffix(suffix))) or "_"
    ending = f".{windows_name(_seen(suffix[1:]))[:10]}" if suffix else ""
    yield f"{stem}{ending}"
    for number in count(2):
        yield f"{stem} ({number}){ending}"


def _seen(text: str) -> str:
    """Return a text without what nobody sees and what is half a character."""
    text = text.encode("utf-8", "replace").decode()
    return "".join(c for c in text if not unicodedata.category(c).startswith("C"))
