"""What a build's files are called: by scripts, and by people in the round's language.

A name says what nobody may overlook: that a report is a draft, that a list is for internal use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from shinchoku.identity import windows_name
from shinchoku.model import Definition
from shinchoku.records import dataclass
from shinchoku.words import words

PLACEMENTS, VALUES = "placements.json", "values.json"
_TO_READ = {"report": "report", "data": "data", "findings": "findings", "page_list": "pages"}
_SAME_FOR_DRAFTS = {"findings"}  # what is wrong is wrong, whatever is made of it


@dataclass(frozen=True, slots=True)
class FileName:
    """A file's name in its build, and that which people find beside the manifest, if they do."""

    built: str
    readable: str = ""


def file_names(definition: Definition, *, draft: bool) -> Mapping[str, FileName]:
    """Return the names of a build's files by what they are."""
    say = words(definition.round.language)
    mark = definition.texts.draft if draft else ""
    to_read = {
        kind: _workbook(built, say(f"file.{built}"), "" if kind in _SAME_FOR_DRAFTS else mark)
        for kind, built in _TO_READ.items()
    }
    internal = _workbook("data", say("file.data"), say("file.internal"), mark)
    sheets = Counter(windows_name(form.sheet).casefold() for form in definition.forms)
    tables = {}
    for form in definition.forms:
        twice = sheets[windows_name(form.sheet).casefold()] > 1
        name = (say("file.data"), form.sheet, form.id if twice else "", mark)
        tables[f"{form.id}_csv"] = FileName(
            file_name(form.id, mark) + ".csv", file_name(*name) + ".csv"
        )
    return {
        **to_read,
        "internal_data": internal,
        "placements": FileName(PLACEMENTS),
        "values": FileName(VALUES),
        **tables,
    }


def findings_file(language: str) -> str:
    """Return the name under which people find the list of findings."""
    return file_name(words(language)("file.findings")) + ".xlsx"


def changes_file(language: str) -> str:
    """Return the name under which people find the list of changes, which is for internal use."""
    say = words(language)
    return file_name(say("file.changes"), say("file.internal")) + ".xlsx"


def _workbook(built: str, readable: str, *marks: str) -> FileName:
    return FileName(file_name(built, *marks) + ".xlsx", file_name(readable, *marks) + ".xlsx")


def file_name(*parts: str) -> str:
    """Return what the parts say, as a file or folder may be called; a mark is never cut off."""
    return "_".join(windows_name(part) or "_" for part in parts if part)
