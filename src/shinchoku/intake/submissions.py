"""A file that came back goes in; its values with their origin come out, without judgement.

Sheets are known by their marker, columns and rows by their ids, never by name or position.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from shinchoku.identity import (
    ABOUT,
    ABOUT_FIELDS,
    DEPARTMENT,
    IDENTITY,
    NAME,
    OWN_COLUMN,
    PREFIX,
    ROUND,
    VALUE_COLUMN,
    VERSION,
    Identity,
    parse_marker,
)
from shinchoku.model import Origin
from shinchoku.normal import canonical
from shinchoku.sheets import (
    CellKind,
    CellValue,
    Limits,
    Sheet,
    SheetsError,
    Workbook,
    cell_name,
    read_workbook,
)

__all__ = ["Field", "FoundRow", "Identity", "Submission", "read_submission"]

_MARKER_WITHIN = (10, 5)  # rows and columns: people insert some above or beside it
_NEVER_BLANK = {CellKind.ERROR, CellKind.FORMULA_WITHOUT_RESULT}


@dataclass(frozen=True, slots=True)
class Field:
    """The content of one cell. `text` is as typed; CR LF is LF; outer blanks are gone."""

    text: str
    kind: CellKind
    origin: Origin
    struck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row of a form sheet: column id -> what is there, blank cells left out.

    `owner_id` is as typed, after NFKC; "" where the id is gone. `origin` is the id's cell.
    """

    owner_id: str
    form_id: str
    origin: Origin
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What one file holds. With a `problem` it could not be read, and nothing else is known.

    `rows` are in the order of the sheets, with repeated and unknown ids; `hidden_rows` counts
    those that are hidden; `about` has respondent, extension, confirmed_by and confirmed_on where
    they are given; `ignored_sheets` are those with content that is none of ours.
    """

    file: str
    sha256: str
    identity: Identity | None = None
    rows: tuple[FoundRow, ...] = ()
    about: Mapping[str, str]
    problem: SheetsError | None = None
    hidden_rows: int = 0
    ignored_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sheet that carries a marker, and the marker's place."""

    sheet: Sheet
    form_id: str
    identity: Identity
    row: int
    column: int


def read_submission(path: Path, file: str) -> Submission:
    """Read one file; `file` is its name in origins. Every failure to read is its `problem`."""
    digest = ""
    try:
        data = _bytes(path)
        digest = sha256(data).hexdigest()
        workbook = read_workbook(data)
    except SheetsError as problem:
        return Submission(file=file, sha256=digest, about={}, problem=problem)
    return _submission(workbook, file, digest)


def _bytes(path: Path) -> bytes:
    """Read once, so that the digest and the values are of the same file."""
    limit = Limits().max_file_bytes
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise SheetsError("unreadable", f"{path} is not a file")
        with path.open("rb") as opened:
            data = opened.read(limit + 1)
    except OSError as error:
        raise SheetsError("unreadable", str(error)) from error
    if len(data) > limit:
        raise SheetsError("too_large", f"over {limit} bytes")
    return data


def _submission(workbook: Workbook, file: str, digest: str) -> Submission:
    found = [(sheet, _marked(sheet)) for sheet in workbook.sheets]
    identity = _identity(workbook, [marked.identity for _, marked in found if marked])
    ours = [marked for _, marked in found if marked and _is_of(marked, identity)]
    kept = {id(marked.sheet) for marked in ours}
    rows: list[FoundRow] = []
    hidden = 0
    about: dict[str, str] = {}
    for marked in ours:
        if marked.form_id == ABOUT:
            about = _about(marked) | about
        elif marked.form_id != IDENTITY:
            for number, row in _rows(marked, file):
                rows.append(row)
                hidden += number in marked.sheet.hidden_rows
    return Submission(
        file=file,
        sha256=digest,
        identity=identity,
        rows=tuple(rows),
        about=about,
        hidden_rows=hidden,
        ignored_sheets=tuple(s.name for s, _ in found if id(s) not in kept and _has_content(s)),
    )


def _has_content(sheet: Sheet) -> bool:
    return bool(sheet.cells) or sheet.has_drawings


# ---------------------------------------------------------------- whose it is


def _marked(sheet: Sheet) -> _Marked | None:
    """Find the marker, which is in A1 unless rows or columns were inserted."""
    last_row, last_column = _MARKER_WITHIN
    places = ((r, c) for r in range(1, last_row + 1) for c in range(1, last_column + 1))
    for row, column in places:
        cell = sheet.cells.get((row, column))
        if cell and cell.text.lstrip().startswith(PREFIX) and (parsed := parse_marker(cell.text)):
            return _Marked(sheet, *parsed, row, column)
    return None


def _identity(workbook: Workbook, markers: list[Identity]) -> Identity | None:
    """Return what most places say; the first of them where as many say something else."""
    votes = list(markers)
    properties = [workbook.properties.get(name, "") for name in (ROUND, DEPARTMENT, VERSION)]
    if all(properties):
        votes.append(Identity(*properties))
    named = parse_marker(workbook.defined_names.get(NAME, "").strip('="'))
    if named:
        votes.append(named[1])
    return Counter(votes).most_common(1)[0][0] if votes else None


def _is_of(marked: _Marked, identity: Identity | None) -> bool:
    """Whether a sheet belongs to the workbook: last year's may have been copied into it."""
    own = marked.identity
    return identity is not None and (own.round_id, own.department_id) == (
        identity.round_id,
        identity.department_id,
    )


# ---------------------------------------------------------------- what is in it


def _rows(marked: _Marked, file: str) -> Iterator[tuple[int, FoundRow]]:
    """Yield the rows below the ids, with their numbers; those without any content left out."""
    sheet, id_column = marked.sheet, marked.column
    columns = _columns(marked)
    if not columns:  # the row of column ids is gone: nothing can be told apart
        return
    above = _last_header_row(marked)
    cells: dict[int, dict[int, CellValue]] = {}
    for (row, column), cell in sheet.cells.items():
        if row > above and (column in columns or column == id_column):
            cells.setdefault(row, {})[column] = cell
    for row in sorted(cells):
        found = cells[row]
        fields = {}
        for column in sorted(found):
            if column != id_column and not _is_blank(found[column]):
                origin = Origin(file, sheet.name, cell_name(row, column))
                fields[columns[column]] = _field(found[column], origin)
        owner = canonical(found[id_column].text) if id_column in found else ""
        if owner or fields:
            origin = Origin(file, sheet.name, cell_name(row, id_column))
            yield row, FoundRow(owner, marked.form_id, origin, fields)


def _columns(marked: _Marked) -> dict[int, str]:
    """Return the ids in the row below the marker: column number -> column id, ours left out."""
    return {
        column: cell.text.strip()
        for (row, column), cell in marked.sheet.cells.items()
        if row == marked.row + 1
        and column != marked.column
        and not cell.text.strip().startswith(OWN_COLUMN)
        and cell.text.strip()
    }


def _last_header_row(marked: _Marked) -> int:
    """Return the row above the first answer.

    The head of the id column stands below the marker too, so that it can be found again.
    """
    ids_row = marked.row + 1
    column = {r: cell.text for (r, c), cell in marked.sheet.cells.items() if c == marked.column}
    head = column.get(ids_row)
    return min((r for r, text in column.items() if r > ids_row and text == head), default=ids_row)


def _about(marked: _Marked) -> dict[str, str]:
    """Return who answered, as far as it is given."""
    columns = {column_id: column for column, column_id in _columns(marked).items()}
    value_column = columns.get(VALUE_COLUMN)
    if value_column is None:
        return {}
    about = {}
    for (row, column), cell in marked.sheet.cells.items():
        key = cell.text.strip()
        if column == marked.column and key in ABOUT_FIELDS:
            value = marked.sheet.cells.get((row, value_column))
            if value is not None and not _is_blank(value):
                about[key] = _clean(value.text)
    return about


def _is_blank(cell: CellValue) -> bool:
    return cell.kind not in _NEVER_BLANK and not cell.text.strip()


def _field(cell: CellValue, origin: Origin) -> Field:
    return Field(_clean(cell.text), cell.kind, origin, cell.struck)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
