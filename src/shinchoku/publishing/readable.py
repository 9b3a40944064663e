"""What people open: each file of the build under a fixed, readable name beside the manifest.

The build's folder and the manifest stay the truth; here each readable file is replaced singly,
once they are in place. A file is ours if its digest was ever written down; any other was edited,
and is kept. What another program holds open is told, and completed by the next command.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from shinchoku.failures import ReadError
from shinchoku.findings import Finding, Rule
from shinchoku.journal import read_lines
from shinchoku.model import Origin
from shinchoku.publishing.place import copy_file, replace_file
from shinchoku.records import dataclass
from shinchoku.words import Listed, words

BUILDS = ".builds"  # builds by their content: out of sight of who only reads
WAITING, OUTDATED, EDITED = (
    Rule("W701", "file-held-open"),
    Rule("N704", "outdated-file"),
    Rule("N705", "edited-file-kept"),
)
RULES = (WAITING, OUTDATED, EDITED)
_WRITTEN, _TO_PLACE = "written.txt", "to_place.txt"
_DIGITS = 64  # of a SHA-256

Sources = Mapping[str, Path]
"""Readable name -> the file that it must be a copy of."""


@dataclass(frozen=True, slots=True)
class Written:
    """The digests of all that ever had a readable name; `last` is that of each name."""

    last: Mapping[str, str]
    digests: frozenset[str]


def read_written(build: Path) -> Written:
    """Read what was written down. Raises ReadError."""
    pairs = list(_pairs(read_lines(build / BUILDS / _WRITTEN)))
    return Written({name: digest for digest, name in pairs}, frozenset(d for d, _ in pairs))


def write_down(build: Path, sources: Sources) -> None:
    """Write down what will have a readable name, and that it is still to be put in place.

    That is done before anything is: if the process dies, the next one knows. Raises OSError.
    """
    digests = {name: _digest(path) for name, path in sources.items()}
    last = read_written(build).last
    new = {name: digest for name, digest in digests.items() if last.get(name) != digest}
    (build / BUILDS).mkdir(exist_ok=True)
    if new:
        with (build / BUILDS / _WRITTEN).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(f"\n{_lines(new)}")  # what a crash has torn ends here
            stream.flush()
            os.fsync(stream.fileno())
    waiting = {name: digest for digest, name in _pairs(_read(build / BUILDS / _TO_PLACE))}
    replace_file(build / BUILDS / _TO_PLACE, _lines(waiting | digests))


def settle(
    build: Path,
    published: Mapping[str, Any],
    *,
    usual: Mapping[str, str] | None = None,
    today: date | None = None,
) -> tuple[Finding, ...]:
    """Put in place what is not yet; return what is to be told of that.

    `usual`: name -> digest of what stood there rightly before this run, and need not be told.
    `published` is the manifest, or of one that is not there the language alone. The build itself
    is in place: what cannot be looked at now is left to the next command.
    """
    with suppress(OSError, ReadError):
        return tuple(_settled(build, published, usual or {}, today))
    return ()


def _settled(
    build: Path, published: Mapping[str, Any], usual: Mapping[str, str], today: date | None
) -> Iterator[Finding]:
    if not (build / BUILDS / _WRITTEN).exists():
        return
    written = read_written(build)
    sources = _sources(build, published, written)
    shelf = _Shelf(build, written, usual, published.get("language", "ja"), today)
    for name, source in sources.items():
        if source.is_file():
            yield from shelf.placed(name, source)
    if published.get("outputs"):
        yield from shelf.removed(written.last.keys() - sources.keys())
    with suppress(OSError):  # what is told twice does no harm
        left = {name: _digest(sources[name]) for name in shelf.waiting}
        if left:
            replace_file(build / BUILDS / _TO_PLACE, _lines(left))
        else:
            (build / BUILDS / _TO_PLACE).unlink(missing_ok=True)


def _sources(build: Path, published: Mapping[str, Any], written: Written) -> Sources:
    """Return what readable files are copies of; a check's list of findings counts till a build."""
    outputs, readable = published.get("outputs", {}), published.get("readable", {})
    sources = {name: build / outputs[kind] for kind, name in readable.items()}
    listed = readable.get("findings")
    if listed and written.last.get(listed) == _digest(sources[listed]):
        return sources
    checked = {path.name: path for path in (build / BUILDS).glob("*.xlsx")}
    if checked:
        sources.pop(listed, None)
    return sources | checked


def leave_check(staged: Path, build: Path) -> None:
    """Let a list of findings, newer than the build's, be what people have. Raises OSError."""
    (build / BUILDS).mkdir(exist_ok=True)
    write_down(build, {staged.name: staged})
    for path in (build / BUILDS).glob("*.xlsx"):  # in another language
        if path.name != staged.name:
            path.unlink()
    staged.replace(build / BUILDS / staged.name)


def to_read(build: Path, published: Mapping[str, Any], kind: str) -> Path:
    """Return the file of a kind that people have before them; an outdated one is not it."""
    name = published.get("readable", {}).get(kind, "")
    return _at_hand(build / name, build / published["outputs"][kind])


def checked_list(build: Path, name: str) -> Path:
    """Return the list of findings that the last check left."""
    return _at_hand(build / name, build / BUILDS / name)


def _at_hand(readable: Path, source: Path) -> Path:
    with suppress(OSError, ReadError):
        digest = _digest(readable)
        if digest and not source.exists():
            return readable
        if digest == _digest(source) or digest not in read_written(readable.parent).digests | {""}:
            return readable
    return source


# ---------------------------------------------------------------- one file after the other


class _Shelf:
    """The readable files of a build, and which of them have to wait."""

    def __init__(
        self,
        build: Path,
        written: Written,
        usual: Mapping[str, str],
        language: str,
        today: date | None,
    ) -> None:
        self.build = build
        self.written = written
        self.usual = usual
        self.say = words(language)
        self.today = today
        self.waiting: list[str] = []
        self.to_place = frozenset(_pairs(_read(build / BUILDS / _TO_PLACE)))

    def placed(self, name: str, source: Path) -> Iterator[Finding]:
        """Let a readable file be the copy that it must be."""
        target = self.build / name
        try:
            wanted = _digest(source)
            there = _digest(target)
            if there == wanted:
                return
            if self._is_edited(there):
                if (wanted, name) not in self.to_place:
                    return  # somebody is at work with this very build
                yield self._keep(target)
            copy_file(source, target)
        except OSError as error:
            self.waiting.append(name)
            yield self._waiting(name, error, path=str(source))
        else:
            if there and not self._is_edited(there) and there != self.usual.get(name):
                yield OUTDATED.finding(Origin(name), name=name)

    def removed(self, names: Iterable[str]) -> Iterator[Finding]:
        """Take away what is of an earlier build and has no successor: a report's, of a draft."""
        gone = []
        for name in sorted(names):
            target = self.build / name
            try:
                there = _digest(target)
                if not there:
                    continue
                if self._is_edited(there):
                    yield self._keep(target)
                    continue
                target.unlink()
            except OSError as error:
                yield self._waiting(name, error, "earlier")
            else:
                gone.append(name)
        if gone:
            yield OUTDATED.finding(Origin(gone[0]), "earlier", name=Listed(gone, "quoted"))

    def _waiting(self, name: str, error: OSError, variant: str = "", **told: str) -> Finding:
        reason = str(error.strerror)
        return WAITING.finding(Origin(name), variant, name=name, reason=reason, **told)

    def _is_edited(self, digest: str) -> bool:
        return bool(digest) and digest not in self.written.digests

    def _keep(self, target: Path) -> Finding:
        """Give an edited file a name of its own, under which nothing replaces it."""
        day = self.today or date.fromtimestamp(target.stat().st_mtime)  # noqa: DTZ012 - the clerk
        stem = self.say("file.edited", name=target.stem, day=day)
        for number in range(1, 1000):
            ending = f"-{number}" if number > 1 else ""
            kept = target.with_name(f"{stem}{ending}{target.suffix}")
            if not kept.exists() or _digest(kept) == _digest(target):
                break
        target.replace(kept)
        return EDITED.finding(Origin(target.name), name=target.name, kept=kept.name)


def _digest(path: Path) -> str:
    """Return a file's SHA-256, "" where there is none. Raises OSError."""
    if not path.exists():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _lines(digests: Mapping[str, str]) -> str:
    return "".join(f"{digest} {name}\n" for name, digest in digests.items())


def _read(path: Path) -> Iterable[bytes]:
    with suppress(OSError):
        return path.read_bytes().split(b"\n")
    return ()


def _pairs(lines: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Yield digest and name of each line that is whole."""
    for line in lines:
        digest, _, name = line.decode("utf-8", "replace").partition(" ")
        if len(digest) == _DIGITS and is_file_name(name):
            yield digest, name


def is_file_name(name: str) -> bool:
    """Whether it names a file in a folder, and in no other."""
    return name.endswith((".xlsx", ".csv")) and not {"/", "\\", ":", "\0"}.intersection(name)
