"""Fills the form of corrections: rows that are there are kept, whatever kind of table had them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

from shinchoku.failures import UnclearNameError
from shinchoku.findings import Finding
from shinchoku.followup.corrections_form import FORM_NAMES, FormRow, shown, write_form
from shinchoku.intake.correction_table import COLUMNS, NAME, headings, names_of, read_rows
from shinchoku.intake.corrections import column_called, corrections_of
from shinchoku.intake.questions import Intake
from shinchoku.normal import canonical
from shinchoku.proving.edits import EditedRow, as_corrections
from shinchoku.proving.reconcile import Discrepancy
from shinchoku.records import dataclass
from shinchoku.words import Message

Rows = tuple[FormRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that was written: how many corrections it has, and where an older table now is.

    With `refused` nothing was written: a table that is there cannot be kept as it is.
    """

    path: Path
    rows: int = 0
    former: Path | None = None
    refused: tuple[Finding, ...] = ()


def fill(
    path: Path,
    sent: Intake,
    pages: Mapping[str, int],
    change: Callable[[Rows | None], Sequence[FormRow]],
) -> Filled:
    """Write the form to `path`, with what `change` makes of the rows there; None: no table yet.

    Their columns are ids. Raises TableError, or OSError with the file's name.
    """
    definition = sent.definition
    written = read_rows(path.parent, path.stem, definition)
    own: Sequence[str] = ()
    there: Rows | None = None
    former = None
    if written is not None:
        table = written.table
        if unread := corrections_of(table).unread:
            return Filled(path=path, refused=unread)
        known = {*COLUMNS, "", *names_of(FORM_NAMES, definition.round.language)}
        own = [name for name in table.header if name not in known]
        there = tuple(_resolved(sent, row.cells) for row in table.rows)
    rows = [_headed(sent, row) for row in change(there)]
    if written is not None and not written.form_alone:
        former = _copied(path.parent / written.table.book)
    write_form(path, sent, shown(sent, pages), rows, own)
    if former is not None and written is not None and written.table.book != path.name:
        (path.parent / written.table.book).unlink()
    return Filled(path=path, rows=len(rows), former=former)


def fill_with_edits(
    path: Path,
    sent: Intake,
    pages: Mapping[str, int],
    edits: Sequence[Discrepancy],
    applied: Sequence[EditedRow],
) -> Filled:
    """Write the form with what was edited by hand; `applied` are the corrections in the report.

    Where there is no table yet, these come first. Raises UnclearNameError for a form that is no
    workbook, TableError or OSError.
    """
    if path.suffix.lower() != ".xlsx":
        form = path.with_name(f"{NAME}.xlsx")
        raise UnclearNameError(Message("error.no_form", name=str(path)), str(path), (str(form),))

    def with_edits(there: Rows | None) -> Sequence[FormRow]:
        return as_corrections(edits, applied, applied if there is None else there)

    return fill(path, sent, pages, with_edits)


def _copied(table: Path) -> Path:
    """Keep a table that has more than its rows under a name by which nothing reads it."""
    names = (table.with_name(f"{table.name}.old{n if n > 1 else ''}") for n in count(1))
    copy = next(name for name in names if not name.exists())
    copy.write_bytes(table.read_bytes())
    return copy


def _resolved(sent: Intake, row: FormRow) -> FormRow:
    question = sent.questions.get(canonical(row["item"]))
    column = column_called(question, row["column"]) if question else None
    if question is None or column is None:
        return row
    return {**row, "item": question.line.id, "column": column.id}


def _headed(sent: Intake, row: FormRow) -> FormRow:
    question = sent.questions.get(row["item"])
    heading = headings(question.form) if question else {}
    return {**row, "column": heading.get(row["column"], row["column"])}
