"""What a publication says of itself: what it holds, made of what, by which version.

It lies in the folder and names only what is public: `read_build` reads it, `verify` holds each file
against it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from shinchoku.editions.manuscript import Manuscript
from shinchoku.model import Definition, Form
from shinchoku.proving.reconcile import Account, Expected, to_json
from shinchoku.publishing.names import PLACEMENTS, VALUES, file_name
from shinchoku.publishing.place import files_below
from shinchoku.publishing.public import label_of
from shinchoku.publishing.publish import MANIFEST
from shinchoku.publishing.values import public_values, write_lines, write_values
from shinchoku.records import dataclass
from shinchoku.version import VERSION

PLACES = "places.json"


@dataclass(frozen=True, kw_only=True)
class Record:
    """The files of each edition below the folder, and what stands where in those with places."""

    files: Mapping[str, Sequence[str]]
    places: Mapping[str, Mapping[str, str]]


def write_record(
    folder: Path, manuscript: Manuscript, published: Mapping[str, Any], record: Record
) -> None:
    """Write the manifest, and beside it what must stand where. `published` is the build's own."""
    name = file_name(manuscript.say("publication.in.record"))
    inside = folder / name
    inside.mkdir()
    definition, merged, paged = manuscript.definition, manuscript.merged, manuscript.paged
    write_values(inside / VALUES, public_values(definition, merged, paged))
    write_lines(inside / PLACEMENTS, to_json(_public(manuscript.account, definition)))
    places = json.dumps(record.places, ensure_ascii=False)
    (inside / PLACES).write_text(places, encoding="utf-8", newline="\n")
    manifest = {
        **{key: value for key, value in published.items() if key not in _INTERNAL},
        "outputs": {
            "report": record.files["printing"][0],
            "placements": f"{name}/{PLACEMENTS}",
            "values": f"{name}/{VALUES}",
            "places": f"{name}/{PLACES}",
        },
        "readable": {},
        "tally": _publicly_divided(published["tally"], definition),
        "sums": _publicly_divided(published["sums"], definition),
        "inputs": [_input(each) for each in published["inputs"]],
        "publication": {
            "version": VERSION,
            "editions": record.files,
            "files": digests(folder),
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


_INTERNAL = {"corrections", "state"}  # who changed what, and why; a digest of what is private


def _publicly_divided(counted: Mapping[str, Any], definition: Definition) -> Mapping[str, Any]:
    """Return what was counted, without what it comes to by columns that stay in the house."""
    return {
        name: _without(each, _private(definition.form(each["form"])))
        for name, each in counted.items()
    }


def _private(form: Form) -> Collection[str]:
    return {column.id for column in form.columns if not column.public}


def _without(counted: Mapping[str, Any], private: Collection[str]) -> Mapping[str, Any]:
    """Return a count without what it comes to by some columns; nor its subsets."""
    subsets = {name: _without(each, private) for name, each in counted.get("subsets", {}).items()}
    by = {name: places for name, places in counted.get("by", {}).items() if name not in private}
    return {name: {"by": by, "subsets": subsets}.get(name, each) for name, each in counted.items()}


def _input(given: Mapping[str, str]) -> Mapping[str, str]:
    """Return what is public of a file that came: not its name, which may be somebody's."""
    return {name: given[name] for name in ("sha256", "department", "status")}


def _public(whole: Account, definition: Definition) -> Account:
    """Return what the report must hold: not where it came from, nor labels that are private."""
    private = {
        entry.label
        for form in definition.forms
        for _, entry in definition.entries(form)
        if label_of(form, entry) != entry.label
    }

    def public(entry: Expected) -> Expected:
        label = "" if entry.label in private else entry.label
        return entry._replace(origin=None, label=label)

    return Account(
        tuple(map(public, whole.entries)), tuple(map(public, whole.unplaced)), whole.charts
    )


def digests(folder: Path) -> Mapping[str, str]:
    """Return the SHA-256 of every file below a folder, the manifest aside."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in files_below(folder).items()
        if name != MANIFEST
    }
