"""What a clerk takes home: one file, or a folder as one zip.

In go a round's folder and its build; out come names and bytes. The same files make the same zip.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from shinchoku.editions.publication import publication_folder
from shinchoku.failures import ReadError, reading
from shinchoku.followup.page import STATUS
from shinchoku.followup.returned import RETURNED
from shinchoku.places import BUILDS, ROUNDS
from shinchoku.publishing.names import changes_file
from shinchoku.publishing.place import STAGING, files_below
from shinchoku.publishing.publish import MANIFEST, published_in, read_manifest
from shinchoku.publishing.readable import to_read
from shinchoku.publishing.reports import Journal, Report
from shinchoku.records import dataclass
from shinchoku.words import Message, Words, words

CHANGES = "changes"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say


@dataclass(frozen=True, slots=True)
class _Offer:
    """Something to take home: what it is called, and the files in it by their names there."""

    kind: str
    name: str
    files: Mapping[str, Path]
    packed: bool = False

    def read(self) -> bytes:
        """Return its bytes. Raises ReadError."""
        if not self.packed:
            (path,) = self.files.values()
            with reading(path):
                return path.read_bytes()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, path in sorted(self.files.items()):
                entry = zipfile.ZipInfo(name, _LONG_AGO)
                kept = path.suffix in {".xlsx", ".zip"}  # is deflated already
                entry.compress_type = zipfile.ZIP_STORED if kept else zipfile.ZIP_DEFLATED
                with reading(path):
                    archive.writestr(entry, path.read_bytes())
        return packed.getvalue()


def downloads(folder: Path, build: Path, say: Words) -> list[dict[str, Any]]:
    """List what there is to take home: its kind, what it is called, and what it is."""
    return [
        {"kind": each.kind, "name": each.name, "about": _about(each.kind, say)}
        for each in _offers(folder, build, say)
    ]


def _about(kind: str, say: Words) -> str:
    """Say what a kind of file is; "" for a single file of a folder."""
    key = f"desk.download_about.{'csv' if kind.endswith('_csv') else kind}"
    return say(key) if key in say else ""


def download(folder: Path, build: Path, kind: str, say: Words) -> dict[str, Any]:
    """Return the name and the bytes of a kind of file. Raises ReadError where there is none."""
    for offer in _offers(folder, build, say):
        if offer.kind == kind:
            return {"name": offer.name, "data": offer.read()}
    raise ReadError(Message("error.no_download", name=kind))


def _offers(folder: Path, build: Path, say: Words) -> Iterator[_Offer]:
    if (build / MANIFEST).is_file():
        published = read_manifest(build)
        for kind, name in published.get("readable", {}).items():
            yield _Offer(kind, name, {name: to_read(build, published, kind)})
        yield from _publication(build, words(published.get("language", say.language)))
    if len(_reports(folder)) > 1:  # it is made when it is asked for
        name = changes_file(published_in(build, say.language)["language"])
        yield _Offer(CHANGES, name, {name: build / name})
    if (build / STATUS).is_file():
        name = f"{say('desk.zip.board')}.html"
        yield _Offer("board", name, {name: build / STATUS})
    for kind, going in (("returned", f"{RETURNED}/"), ("mails", ".eml")):
        files = {name: path for name, path in _inside(build).items() if going in name}
        if files:
            yield _packed(kind, say(f"desk.zip.{kind}"), files)
        for name, path in files.items():  # as the board names them
            yield _Offer(name, path.name, {path.name: path})
    templates = _inside(folder / "templates")
    if templates:
        yield _packed("templates", say("desk.zip.templates"), templates)
    every = {
        f"{place}/{name}": path
        for place, root in ((f"{ROUNDS}/{folder.name}", folder), (f"{BUILDS}/{build.name}", build))
        for name, path in _inside(root).items()
    }
    yield _packed("everything", folder.name, every)


def _publication(build: Path, say: Words) -> Iterator[_Offer]:
    """Yield what is published, whole; its names are in the round's language."""
    folder = publication_folder(build, say)
    files = {f"{folder.name}/{name}": path for name, path in _inside(folder).items()}
    if files:
        yield _packed("publication", folder.name, files)


def _reports(folder: Path) -> Sequence[Report]:
    with suppress(ReadError):  # which the next compile tells
        return Journal(folder).reports
    return ()


def _packed(kind: str, name: str, files: Mapping[str, Path]) -> _Offer:
    return _Offer(kind, f"{name}.zip", files, packed=True)


def _inside(root: Path) -> Mapping[str, Path]:
    """Return the files below a folder that are no longer being written, by their place in it."""
    return {name: path for name, path in files_below(root).items() if STAGING not in name}
