"""A workbook being written, saved whole or not at all."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

import xlsxwriter

from shinchoku.failures import WorkbookError
from shinchoku.paper.limits import MAX_FORMATS, MAX_NAME, MAX_PROPERTY, cut, fits
from shinchoku.paper.sheet_names import bad_sheet_name
from shinchoku.paper.workbook.formulas import formula_fault
from shinchoku.paper.workbook.sheet import SheetWriter
from shinchoku.paper.workbook.values import Format
from shinchoku.paper.workbook.worksheets import Cells, GrowingRows

_NAME = re.compile(r"[^\W\d][\w.]*")
_NO_NAME = re.compile(r"[A-Z]{1,3}\d+|R\d*(C\d*)?|C\d*|_xl.*", re.IGNORECASE)  # a cell; Excel's own


class Book:
    """A workbook being written. Use it in a `with` statement; leaving it saves the file.

    Raises OSError, with the file's name, where it cannot be saved.
    `title` is cut where it is longer than a property may be. `created` is stored as the file's
    date: the same input then gives the same bytes. The default font decides what a
    column width means, see `page.column_px`.
    """

    def __init__(self, path: Path, *, created: date, title: str = "") -> None:
        options = {
            "default_format_properties": {"font_name": "Times New Roman", "font_size": 9},
            "default_row_height": 15,
            "default_column_width": 56,
            "strings_to_urls": False,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "in_memory": True,
        }
        self._path = path
        self._made = BytesIO()  # where it cannot be saved, xlsxwriter's own file is never closed
        self._raw = xlsxwriter.Workbook(self._made, options)
        stamp = datetime.combine(created, time(), UTC).replace(tzinfo=None)
        self._raw.set_properties({"title": cut(title, MAX_PROPERTY), "created": stamp})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._names: set[str] = set()
        self._warnings = warnings.catch_warnings()

    def __enter__(self) -> Self:
        self._warnings.__enter__()
        warnings.simplefilter("error", UserWarning)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._raw.close()
                self._save()
        except (xlsxwriter.exceptions.XlsxWriterException, UserWarning) as problem:
            raise WorkbookError(str(problem)) from problem
        finally:
            vars(self._raw).clear()  # a workbook and its sheets know each other: they would stay
            self._warnings.__exit__(kind, raised, trace)

    def _save(self) -> None:
        """Write beside, then move: a file that is there stays whole until the new one is."""
        beside = self._path.with_name(f".{self._path.name}")
        try:
            beside.write_bytes(self._made.getvalue())
            beside.replace(self._path)
        except OSError as error:  # that of a full disk does not know its file
            beside.unlink(missing_ok=True)
            raise OSError(error.errno, error.strerror, str(self._path)) from error

    def sheet(self, name: str, *, rows_grow: bool = False) -> SheetWriter:
        """Add a sheet; with `rows_grow` a row grows with what is typed into it."""
        if fault := bad_sheet_name(name):
            raise WorkbookError(f"sheet {name!r}: its name is {fault}")
        kind = GrowingRows if rows_grow else Cells
        try:
            return SheetWriter(self._raw.add_worksheet(name, kind), self._raw.charts)
        except xlsxwriter.exceptions.XlsxWriterException as error:
            raise WorkbookError(f"sheet {name!r}: {error}") from error

    def format(self, **properties: object) -> Format:
        """Return the format with these xlsxwriter properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            if len(self._formats) >= MAX_FORMATS:
                raise WorkbookError(f"more than {MAX_FORMATS:,} formats")
            self._formats[key] = Format(self._raw.add_format(properties))
        return self._formats[key]

    def property(self, name: str, value: str) -> None:
        """Set a custom document property."""
        if not (fits(name, MAX_PROPERTY) and fits(value, MAX_PROPERTY)):
            raise WorkbookError(f"property {name}: over {MAX_PROPERTY} characters")
        self._raw.set_custom_property(name, value, "text")

    def name(self, name: str, formula: str) -> None:
        """Define a name; `formula` begins with =."""
        if not _NAME.fullmatch(name) or _NO_NAME.fullmatch(name) or not fits(name, MAX_NAME):
            raise WorkbookError(f"{name!r} is no name that Excel takes")
        if name.casefold() in self._names:
            raise WorkbookError(f"{name!r} is defined twice")
        self._names.add(name.casefold())
        if fault := formula_fault(formula):
            raise WorkbookError(f"name {name}: {fault}")
        self._raw.define_name(name, formula)
