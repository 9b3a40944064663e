"""How a template says whose it is: one identity, written in several places and read back.

Markers go into cells and a defined name as texts; `parse_marker` takes them apart again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from zlib import crc32

from shinchoku.model import Department
from shinchoku.normal import canonical
from shinchoku.records import dataclass

PREFIX = "shinchoku"
SHEET = "_shinchoku"  # very hidden; some programs save it as merely hidden
NAME = "shinchoku_identity"
ROUND, DEPARTMENT, VERSION = "shinchoku_round", "shinchoku_department", "shinchoku_version"
REPLACES = "shinchoku_replaces"  # of a returned workbook: the files that it was made from
DECLARES = "shinchoku_texts"  # what we wrote, so that what people write beside it can be told

ABOUT = "about"  # the marker's form id on the guide
IDENTITY = "identity"  # on the very hidden sheet

VALUE_COLUMN = "value"  # of the guide
OWN_COLUMN = "_"  # begins the ids of columns that are ours and nobody's answer
CONFIRMED_BY = "confirmed_by"
ABOUT_FIELDS = ("respondent", "extension", CONFIRMED_BY, "confirmed_on")

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # in Windows file names
_NAME_BYTES = 120  # leaves room for a long folder, and for what copying adds
_PARTS = 5
_DIGITS = 16  # of a SHA-256: what names a file here
_MOST_REPLACED = 1000  # files: a cell has no room for many more
_MOST_DECLARED = 3000  # texts: likewise
_DECLARES = re.compile(rf"{DECLARES}((?:\|[0-9a-f]{{8}})+)")
_REPLACES = re.compile(rf"{REPLACES}((?:\|[0-9a-f]{{{_DIGITS}}})+)")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which round and department a workbook was written for, and what it was issued with.

    `template_version` is the fingerprint of `issued`.
    """

    round_id: str
    department_id: str
    template_version: str


def template_file_name(department: Department) -> str:
    """Return a file name that Windows accepts, 「D03_保育課.xlsx」: people rename files anyway."""
    return windows_name(f"{department.id}_{department.name}") + ".xlsx"


def windows_name(text: str) -> str:
    """Return a text as a file's name that Windows accepts, to which an ending is added."""
    name = _FORBIDDEN.sub("_", text).strip(" .")
    return name.encode()[:_NAME_BYTES].decode(errors="ignore")


def marker(form_id: str, identity: Identity) -> str:
    """Return "shinchoku|<form>|<round>|<department>|<version>"."""
    parts = (PREFIX, form_id, identity.round_id, identity.department_id, identity.template_version)
    return "|".join(parts)


def parse_marker(text: str) -> tuple[str, Identity] | None:
    """Return the form id and the identity; None for any other text."""
    parts = text.strip().split("|")
    if len(parts) != _PARTS or parts[0] != PREFIX:
        return None
    return parts[1], Identity(*parts[2:])


def short(sha256: str) -> str:
    """Return what names a file of that digest in a workbook that was made from it."""
    return sha256[:_DIGITS]


def replacing(files: Iterable[str]) -> str:
    """Return "shinchoku_replaces|<file>|<file>", of the short names of files."""
    return "|".join((REPLACES, *sorted(files)[:_MOST_REPLACED]))


def parse_replacing(text: str) -> Collection[str]:
    """Return the short names of the files; none for any other text."""
    found = _REPLACES.fullmatch(text.strip())
    return found[1].split("|")[1:] if found else ()


@lru_cache(maxsize=1 << 13)
def fingerprint(text: str) -> str:
    """Return what stands for a text that we wrote; programs may change its white space."""
    return f"{crc32(canonical(text).encode('utf-8', 'replace')):08x}"


def declaring(texts: Iterable[str]) -> Iterator[str]:
    """Yield "shinchoku_texts|<fingerprint>|…" for texts, in pieces that a cell can hold."""
    marks = sorted(set(map(fingerprint, texts)))
    for start in range(0, len(marks), _MOST_DECLARED):
        yield "|".join((DECLARES, *marks[start : start + _MOST_DECLARED]))


def parse_declaring(text: str) -> Collection[str]:
    """Return the fingerprints; none for any other text."""
    found = _DECLARES.fullmatch(text.strip())
    return found[1].split("|")[1:] if found else ()
