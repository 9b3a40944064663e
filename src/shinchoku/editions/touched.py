"""What is not as it was published, named as closely as a file can: by cell, key or page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from shinchoku.editions.manuscript import Edition
from shinchoku.editions.publication import EDITIONS
from shinchoku.editions.record import PLACES, digests
from shinchoku.failures import BuildError, ReadError, reading
from shinchoku.findings import Finding, Rule, in_order
from shinchoku.intake.folder import is_left_behind
from shinchoku.model import Origin
from shinchoku.proving.reconcile import reconcile
from shinchoku.proving.verified import Verified
from shinchoku.publishing.manifest import read_account, read_report

MISSING, CHANGED, STRANGER = (
    Rule("E901", "published-file-missing"),
    Rule("E902", "published-value-changed"),
    Rule("W903", "file-not-published"),
)
RULES = (MISSING, CHANGED, STRANGER)
_MOST_SHOWN, _BESIDE = 80, 10  # characters of a text; beside what is another


def is_publication(published: Mapping[str, Any]) -> bool:
    """Whether a manifest is that of a publication."""
    return isinstance(published.get("publication"), dict)


def verify_publication(folder: Path, published: Mapping[str, Any]) -> Verified:
    """Hold every file of a publication against what was published.

    Raises BuildError where the record cannot be read, ReadError where a file cannot.
    """
    return Verified(
        values=read_account(folder, published).values,
        unaccounted=0,
        findings=in_order(touched(folder, published)),
        round_id=str(published.get("round", "")),
    )


def touched(folder: Path, published: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what is not as it was published.

    Raises BuildError where the record cannot be read, ReadError where a file cannot.
    """
    with reading(folder):
        found = digests(folder)
    frozen, places, editions = _record(folder, published)
    for file, digest in frozen.items():
        if file not in found:
            yield MISSING.finding(Origin(file), file=file)
        elif found[file] == digest:
            continue
        elif file == published["outputs"]["report"]:
            yield from _report(folder, file, published)
        else:
            yield from _changed(folder, file, editions.get(file), places.get(file, {}))
    for file in found.keys() - frozen.keys():
        if not is_left_behind(PurePosixPath(file).name):
            yield STRANGER.finding(Origin(file), file=file)


def _record(
    folder: Path, published: Mapping[str, Any]
) -> tuple[Mapping[str, str], Mapping[str, Mapping[str, str]], Mapping[str, Edition]]:
    """Return the digest of each file, what stands where in it, and whose it is."""
    path = folder / PLACES
    try:
        said = published["publication"]
        path = folder / published["outputs"]["places"]
        places = json.loads(path.read_text(encoding="utf-8"))
        checked = (
            dict(said["files"]),
            {file: dict(texts) for file, texts in places.items()},
            {file: each for each in EDITIONS for file in said["editions"].get(each.id, ())},
        )
    except OSError as error:
        raise BuildError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BuildError(f"{path}: {error}") from error
    return checked


def _report(folder: Path, file: str, published: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the cells and charts of the workbook that say something else."""
    try:
        lost = reconcile(read_account(folder, published), read_report(folder, published))
    except BuildError:
        yield CHANGED.finding(Origin(file), "spoilt", file=file)
        return
    for each in lost:
        chart, entry = each.chart, each.entry
        where = Origin(file, entry.sheet, entry.cell)
        text = chart.expected if chart else entry.text
        variant = "" if text and each.found else "gone" if text else "added"
        yield CHANGED.finding(where, variant, owner=entry.owner, text=text, now=each.found)
    if not lost:
        yield CHANGED.finding(Origin(file), "bytes", file=file)


def _changed(
    folder: Path, file: str, edition: Edition | None, places: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what stands in a file otherwise than it was published, else that its bytes differ."""
    try:
        found = edition.read(folder / file) if edition and places else {}
    except ReadError:
        yield CHANGED.finding(Origin(file), "spoilt", file=file)
        return
    changed = [name for name, text in places.items() if found.get(name) != text]
    more = [name for name in found if name not in places]
    for name in changed:
        variant = "" if name in found else "gone"
        text, now = _apart(places[name], found.get(name, ""))
        yield CHANGED.finding(Origin(file, name), variant, text=text, now=now)
    for name in more:
        text, now = _apart("", found[name])
        yield CHANGED.finding(Origin(file, name), "added", text=text, now=now)
    if not changed and not more:
        yield CHANGED.finding(Origin(file), "bytes", file=file)


def _apart(text: str, now: str) -> tuple[str, str]:
    """Return two texts; of long ones, as a page has, where they differ, with a little around it."""
    if max(len(text), len(now)) <= _MOST_SHOWN:
        return text, now
    same = _alike(text, now)
    rest = _alike(text[same:][::-1], now[same:][::-1])
    return _around(text, same, len(text) - rest), _around(now, same, len(now) - rest)


def _alike(text: str, now: str) -> int:
    """Count the characters that two texts begin with alike."""
    pairs = enumerate(zip(text, now, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(text), len(now)))


def _around(text: str, first: int, stop: int) -> str:
    """Return a part of a text in one line with what stands beside it, as far as it is shown."""
    begin, end = max(0, first - _BESIDE), min(len(text), stop + _BESIDE)
    shown = text[begin : min(end, begin + _MOST_SHOWN)]
    before, behind = "…" if begin else "", "…" if begin + len(shown) < len(text) else ""
    return f"{before}{' '.join(shown.split())}{behind}"
