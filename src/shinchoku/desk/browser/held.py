"""The files that a page has handed to the worker: actions change them, and the changes go back."""

from __future__ import annotations

import io
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from shinchoku import sample
from shinchoku.desk.actions import Desk
from shinchoku.failures import ReadError
from shinchoku.intake.folder import SUBMITTED
from shinchoku.intake.ledger import LEDGER
from shinchoku.issued import ISSUED
from shinchoku.places import BUILDS, ROUNDS
from shinchoku.publishing.reports import REPORTS
from shinchoku.words import Message, words

Stamp = tuple[int, int]
_MOST_BYTES = 500_000_000  # of what a zip unpacks to
# What zipfile raises for other files, and for zips that are torn, encrypted or packed otherwise.
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_OURS = (str(ROUNDS), str(BUILDS))


class Held:
    """A folder in memory, and what is known of it on the other side."""

    def __init__(self, root: str, language: str) -> None:
        self._root = Path(root)
        self._language = language
        self._desk = Desk(self._root, language)
        self._known: dict[str, Stamp] = {}
        self._digests: dict[str, bytes] = {}

    def speak(self, language: str) -> dict[str, Any]:
        """Speak another language from now on."""
        self._language, self._desk = language, Desk(self._root, language)
        return {"done": language}

    def hold(self, files: Mapping[str, bytes]) -> dict[str, Any]:
        """Hold these files and no others."""
        shutil.rmtree(self._root, ignore_errors=True)
        self._root.mkdir(parents=True)
        self._digests = {}
        for name, given in files.items():
            path, data = self._root / name, bytes(given)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            self._digests[name] = sha256(data).digest()
        self._known = dict(self._stamps())
        return {"done": len(files)}

    def sample(self) -> dict[str, Any]:
        """Hold the sample round, as it is before anything is distributed."""
        self.hold({})
        own = shutil.ignore_patterns("templates", SUBMITTED, LEDGER, ISSUED, REPORTS)
        shutil.copytree(sample.folder(), self._root / ROUNDS / sample.NAME, ignore=own)
        return {"done": 1, "changed": self._changed()}

    def unpack(self, data: bytes) -> dict[str, Any]:
        """Hold what a zip has of `input_templates` and `build`, at its top or a folder below."""
        say = words(self._language)
        try:
            files = dict(_unpacked(bytes(data)))
        except (ReadError, *_NO_ZIP):
            return {"failed": {"message": say("desk.round.no_zip"), "problems": [], "instead": []}}
        return {**self.hold(files), "changed": list(files.items())}

    def do(self, action: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Do an action; with its answer go the files that changed, None for one that is gone.

        One that was written again as it was is none of them: it would be news to another desk.
        """
        answer = self._desk.do(action, dict(values))
        return {**answer, "changed": self._changed()}

    def _changed(self) -> list[tuple[str, bytes | None]]:
        now = dict(self._stamps())
        written = [name for name, stamp in now.items() if self._known.get(name) != stamp]
        gone = [name for name in self._known if name not in now]
        self._known = now
        for name in gone:
            del self._digests[name]
        return [*self._new(written), *((name, None) for name in gone)]

    def _new(self, written: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the files that have other content than before."""
        for name in written:
            data = (self._root / name).read_bytes()
            digest = sha256(data).digest()
            if self._digests.get(name) != digest:
                self._digests[name] = digest
                yield name, data

    def _stamps(self) -> Iterator[tuple[str, Stamp]]:
        for path in sorted(self._root.rglob("*")):
            if path.is_file():
                found = path.stat()
                yield path.relative_to(self._root).as_posix(), (found.st_size, found.st_mtime_ns)


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip that belong here, by their places."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
            raise ReadError(Message("desk.round.no_zip"))
        found = False
        for entry in archive.infolist():
            parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
            start = next((n for n, part in enumerate(parts[:2]) if part in _OURS), None)
            if start is not None and ".." not in parts and not entry.is_dir():
                found = True
                yield "/".join(parts[start:]), archive.read(entry)
    if not found:
        raise ReadError(Message("desk.round.no_zip"))
