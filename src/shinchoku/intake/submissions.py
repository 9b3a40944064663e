"""A file that came back goes in; its values with their origin come out, without judgement.

Sheets are known by their marker, whatever they are called and wherever they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from hashlib import sha256
from os import fstat
from pathlib import Path
from typing import Any

from shinchoku.identity import (
    ABOUT,
    DEPARTMENT,
    IDENTITY,
    NAME,
    OWN_COLUMN,
    PREFIX,
    ROUND,
    VALUE_COLUMN,
    VERSION,
    Identity,
    parse_declaring,
    parse_marker,
    parse_replacing,
)
from shinchoku.intake.beside import Beside, Unread, left_on
from shinchoku.intake.cleaning import clean, sheet_title
from shinchoku.intake.forms import FoundAbout, FoundForm, FoundRow, Marked
from shinchoku.normal import canonical, spelled_out
from shinchoku.records import dataclass
from shinchoku.sheets import (
    CellValue,
    Limits,
    Position,
    Sheet,
    SheetsError,
    Workbook,
    read_workbook,
)

__all__ = ["Identity", "Submission", "read_submission"]

_IDS_WITHIN = 40  # rows below the marker
_OWN_ID = re.compile(f"{OWN_COLUMN}[a-z_]+")
_MARKER_WITHIN = 200  # rows: people insert some above it, and columns beside it


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What one file holds. With a `problem` it could not be read, and nothing else is known.

    `rows` are in the order of the sheets, with repeated and unknown ids; `hidden_rows` counts
    those that are hidden; `about` has respondent, extension, confirmed_by and confirmed_on where
    they are given; `ignored_sheets` are those with content that is none of ours, `lost_sheets`
    those that are listed and not in the file. `columns` has
    the column ids of each form whose sheet is there. `replaces` are the files whose place a
    returned workbook takes, named as `identity.short` does. `neighbours` are the sheets of other
    departments of its round, each with the department's id. `unread` are sheets that may have been
    ours; `has_guide` says whether the sheet is there that says who answered.
    """

    file: str
    sha256: str
    identity: Identity | None = None
    rows: tuple[FoundRow, ...] = ()
    about: Mapping[str, str]
    problem: SheetsError | None = None
    hidden_rows: int = 0
    ignored_sheets: tuple[str, ...] = ()
    lost_sheets: tuple[str, ...] = ()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    beside: tuple[Beside, ...] = ()
    external_links: bool = False
    macros: bool = False
    replaces: frozenset[str] = frozenset()
    neighbours: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[Unread, ...] = field(default=(), repr=False)
    has_guide: bool = True

    @property
    def name(self) -> str:
        """The file's own name, as whoever sent it knows it and as it is shown."""
        return spelled_out(self.file.rpartition("/")[2])

    @cached_property
    def by_id(self) -> Mapping[str, Sequence[FoundRow]]:
        """The rows that bear each id, in order; those without one are left out."""
        rows: dict[str, list[FoundRow]] = {}
        for row in self.rows:
            if row.owner_id:
                rows.setdefault(row.owner_id, []).append(row)
        return rows

    @cached_property
    def substance(self) -> Hashable:
        """All that somebody may have meant to say, wherever rows stand: what copies share."""
        return (
            self.identity,
            _sorted((row.form_id, row.owner_id, _sorted(_said(row))) for row in self.rows),
            _sorted((each.kind, each.origin.cell, each.text) for each in self.beside),
            _sorted(self.about.items()),
            _sorted((*self.ignored_sheets, *self.neighbours)),
            frozenset(self.columns.items()),
        )


def read_submission(path: Path, file: str) -> Submission:
    """Read one file; `file` is its name in origins. Every failure to read is its `problem`."""
    digest = ""
    try:
        data = _bytes(path)
        digest = sha256(data).hexdigest()
        workbook = read_workbook(data, is_wanted=lambda cells: _marker(cells) is not None)
    except SheetsError as problem:
        return Submission(file=file, sha256=digest, about={}, problem=problem)
    return _submission(workbook, file, digest)


def _bytes(path: Path) -> bytes:
    """Read once, so that the digest and the values are of the same file."""
    limit = Limits().max_file_bytes
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise SheetsError("unreadable" if path.exists() else "gone", f"{path} is not a file")
        with path.open("rb") as opened:
            size = fstat(opened.fileno()).st_size
            data = opened.read(min(size, limit) + 1)  # room is made for as much as is asked for
    except FileNotFoundError as error:
        raise SheetsError("gone", str(error)) from error
    except PermissionError as error:
        raise SheetsError("denied", str(error)) from error
    except OSError as error:
        raise SheetsError("unreadable", str(error)) from error
    if len(data) > limit:
        raise SheetsError("too_large", f"over {limit} bytes")
    return data


def _submission(workbook: Workbook, file: str, digest: str) -> Submission:
    found = [(sheet, _marked(sheet)) for sheet in workbook.sheets]
    identity = _identity(workbook, [marked.identity for _, marked in found if marked])
    ours = [marked for _, marked in found if marked and _is_of(marked, identity)]
    neighbours = [marked for _, marked in found if marked and _is_beside(marked, identity)]
    kept = {id(marked.sheet) for marked in (*ours, *neighbours)}
    foreign = [sheet for sheet, _ in found if id(sheet) not in kept and _has_content(sheet)]
    hidden = [marked for marked in ours if marked.form_id == IDENTITY]
    content = _Content(file, frozenset().union(*map(_declared, hidden)))
    for marked in ours:
        content.add(marked)
    return Submission(
        file=file,
        sha256=digest,
        identity=identity,
        rows=tuple(content.rows),
        about=content.about,
        hidden_rows=content.hidden_rows,
        ignored_sheets=tuple(sheet_title(sheet.name) for sheet in foreign),
        lost_sheets=tuple(sheet_title(sheet.name) for sheet in workbook.sheets if sheet.lost),
        columns=content.columns,
        beside=tuple(content.beside),
        external_links=workbook.external_links,
        macros=workbook.macros,
        replaces=frozenset().union(*map(_replaces, hidden)),
        neighbours={sheet_title(m.sheet.name): m.identity.department_id for m in neighbours},
        unread=(*content.unread, *content.resembling(foreign)),
        has_guide=content.has_guide,
    )


class _Content:
    """What our sheets of one workbook say together; `ours` is what we wrote into it."""

    def __init__(self, file: str, ours: frozenset[str]) -> None:
        self._file = file
        self._ours = ours
        self.rows: list[FoundRow] = []
        self.hidden_rows = 0
        self.about: dict[str, str] = {}
        self.columns: dict[str, frozenset[str]] = {}
        self.beside: list[Beside] = []
        self.unread: list[Unread] = []
        self.has_guide = False

    def add(self, marked: Marked) -> None:
        """Add a sheet, and what else lies on it."""
        told = replace(marked, ours=self._ours)
        if marked.form_id == IDENTITY:
            known = True
        elif marked.form_id == ABOUT:
            known = self._add_guide(FoundAbout(told, self._file))
        else:
            known = self._add_form(FoundForm(told, self._file), marked)
        if not known:
            self.unread.append(Unread(marked.sheet, self._ours))
        self.beside += left_on(marked.sheet, self._file, marked.ids_row)

    def _add_guide(self, guide: FoundAbout) -> bool:
        """Add who answered, if that can be told."""
        if guide.is_known:
            self.has_guide = True
            self.about = guide.answers() | self.about
            self.beside += guide.beside()
        return guide.is_known

    def _add_form(self, form: FoundForm, marked: Marked) -> bool:
        """Add a table, if its rows and columns can be told."""
        rows = list(form.rows())
        if not form.ids or (rows and not any(row.owner_id for _, row in rows)):
            return False
        for number, row in rows:
            self.rows.append(row)
            self.hidden_rows += number in marked.sheet.hidden_rows
        self.beside += form.beside()
        self.columns[marked.form_id] = self.columns.get(marked.form_id, frozenset()) | form.ids
        return True

    def resembling(self, sheets: Iterable[Sheet]) -> Iterator[Unread]:
        """Yield the sheets without a marker that may have been ours."""
        unread = (Unread(sheet, self._ours) for sheet in sheets)
        return (each for each in unread if each.resembles_ours)


def _sorted(things: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(things))


def _said(row: FoundRow) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield what the cells of a row say, and what shows that they may not mean it."""
    for column_id, cell in (*row.fields.items(), *row.again):
        yield column_id, clean(cell.text), cell.kind, cell.struck
    for column_id in row.swallowed:
        yield column_id, "", "swallowed", ()


def _has_content(sheet: Sheet) -> bool:
    return bool(sheet.cells or sheet.text_boxes) or sheet.has_drawings


# ---------------------------------------------------------------- whose it is


def _marker(cells: Mapping[Position, CellValue]) -> Position | None:
    """Find the marker, which is in A1 unless rows or columns were inserted."""
    for place, cell in cells.items():
        if place[0] > _MARKER_WITHIN:
            return None
        if cell.text.lstrip().startswith(PREFIX) and parse_marker(cell.text):
            return place
    return None


def _marked(sheet: Sheet) -> Marked | None:
    place = _marker(sheet.cells)
    parsed = parse_marker(sheet.cells[place].text) if place else None
    if place is None or parsed is None:
        return None
    return Marked(sheet, *parsed, *place, _ids_row(sheet.cells, place[0]))


def _ids_row(cells: Mapping[Position, CellValue], marker_row: int) -> int:
    """Return the row of the column ids: the next one, unless rows were inserted above it."""
    for (row, _), cell in cells.items():
        if row > marker_row + _IDS_WITHIN:
            break
        if row > marker_row and (cell.text == VALUE_COLUMN or _OWN_ID.fullmatch(cell.text)):
            return row
    return marker_row + 1


def _identity(workbook: Workbook, markers: Iterable[Identity]) -> Identity | None:
    """Return what most places say; the first of them where as many say something else.

    People replace "-" or digits by full-width ones on all sheets: what they do not reach is as
    it was written.
    """
    properties = [workbook.properties.get(name, "") for name in (ROUND, DEPARTMENT, VERSION)]
    named = parse_marker(workbook.defined_names.get(NAME, "").strip('="'))
    votes = [
        *([Identity(*properties)] if all(properties) else []),
        *([named[1]] if named else []),
        *markers,
    ]
    if not votes:
        return None
    winner, _ = Counter(map(_alike, votes)).most_common(1)[0]
    return next(vote for vote in votes if _alike(vote) == winner)


def _alike(identity: Identity) -> tuple[str, str, str]:
    """Return what identities are compared by."""
    return (
        canonical(identity.round_id),
        canonical(identity.department_id),
        canonical(identity.template_version),
    )


def _is_of(marked: Marked, identity: Identity | None) -> bool:
    """Whether a sheet belongs to the workbook: last year's may have been copied into it."""
    return identity is not None and _alike(marked.identity)[:2] == _alike(identity)[:2]


def _is_beside(marked: Marked, identity: Identity | None) -> bool:
    """Whether a sheet is another department's, of the same round as the workbook."""
    if identity is None or _is_of(marked, identity):
        return False
    return _alike(marked.identity)[0] == _alike(identity)[0]


def _replaces(marked: Marked) -> Collection[str]:
    """Return the files that a returned workbook was made from; they stand below its marker."""
    below = marked.sheet.cells.get((marked.row + 1, marked.column))
    return parse_replacing(below.text) if below else ()


def _declared(marked: Marked) -> frozenset[str]:
    """Return the fingerprints of what we wrote; they stand beside the marker."""
    cells = marked.sheet.cells.items()
    beside = [cell.text for (_, column), cell in cells if column == marked.column + 1]
    return frozenset(mark for text in beside for mark in parse_declaring(text))
