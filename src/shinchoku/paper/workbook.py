"""The one door to xlsxwriter: texts, formats and sheets go in; a written workbook comes out.

xlsxwriter loses data quietly: a text over the limit or a bad range is a negative return code, a
footer that is too long only a warning. Here every one of them is an error.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shinchoku.failures import WorkbookError

MAX_ROW_PT = 409.5
MAX_TEXT = 32_767
MAX_LIST = 255
MAX_PROPERTY = 255


def cut(text: str, limit: int) -> str:
    """Return as much of a text as Excel counts: it counts UTF-16 units, two for an emoji."""
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")


def fits(text: str, limit: int) -> bool:
    """Whether a text is no longer than Excel allows, as it counts."""
    return len(text.encode("utf-16-le")) <= 2 * limit


class Book:
    """A workbook being written. Use it in a `with` statement; leaving it saves the file.

    Raises OSError, with the file's name, where it cannot be saved.
    `created` is stored as the file's date: the same input then gives the same bytes.
    The default font decides what a column width means, see `page.column_px`.
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
        self._raw.set_properties({"title": title, "created": stamp})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
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
        kind = _GrowingRows if rows_grow else None
        try:
            return SheetWriter(self._raw.add_worksheet(name, kind))
        except xlsxwriter.exceptions.XlsxWriterException as error:
            raise WorkbookError(f"sheet {name!r}: {error}") from error

    def format(self, **properties: object) -> Format:
        """Return the format with these xlsxwriter properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._raw.add_format(properties)
        return self._formats[key]

    def property(self, name: str, value: str) -> None:
        """Set a custom document property."""
        if len(value) > MAX_PROPERTY:
            raise WorkbookError(f"property {name}: over {MAX_PROPERTY} characters")
        self._raw.set_custom_property(name, value, "text")

    def name(self, name: str, formula: str) -> None:
        """Define a name; `formula` begins with =."""
        _check(self._raw.define_name(name, formula), "define_name", name)


class _GrowingRows(Worksheet):  # type: ignore[misc]  # xlsxwriter is untyped
    """A sheet whose rows have a height but not a fixed one.

    Excel fits a row to its text on every entry unless the row is marked customHeight, and
    xlsxwriter marks each row that has a height. Formulas may use no function newer than 2010.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - xlsxwriter's
        """Take a formula as it is: looking for a hundred newer functions was half of the time."""
        del expand_future_functions
        return formula.removeprefix("=")

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        super()._xml_start_tag_unencoded(tag, _without_custom_height(attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        super()._xml_empty_tag_unencoded(tag, _without_custom_height(attributes))


def _without_custom_height(attributes: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [attribute for attribute in attributes if attribute[0] != "customHeight"]


class SheetWriter:
    """A worksheet whose calls raise WorkbookError instead of returning a code.

    Rows and columns are 0-based, as in xlsxwriter. What has no method of its own here is reached
    with `call`.
    """

    def __init__(self, raw: Any) -> None:  # noqa: ANN401 - xlsxwriter's worksheets are untyped
        self._raw = raw
        self.name: str = raw.get_name()
        self.texts: set[str] = set()  # that were written with `text`

    def text(self, row: int, column: int, text: str, style: Format | None = None) -> None:
        """Write a text as a text, whatever it begins with; "" writes a styled blank."""
        if text == "":
            self.call("write_blank", row, column, None, style)
        else:
            _check(self._raw.write_string(row, column, text, style), "write_string", row, column)
            self.texts.add(text)

    def number(self, row: int, column: int, value: float, style: Format | None = None) -> None:
        """Write a number."""
        self.call("write_number", row, column, value, style)

    def formula(
        self, row: int, column: int, formula: str, style: Format | None, result: str | float
    ) -> None:
        """Write a formula with its true first result, which Protected View shows."""
        self.call("write_formula", row, column, formula, style, result)

    def pieces(
        self, row: int, column: int, pieces: Iterable[tuple[str, Format]], style: Format
    ) -> None:
        """Write a text in pieces, each in a font of its own; a single one is just a text."""
        parts = [part for text, font in pieces for part in (font, text)]
        if len(parts) > 2:  # noqa: PLR2004 - a font and a text
            self.call("write_rich_string", row, column, *parts, style)
        else:
            self.text(row, column, "".join(parts[1:]), style)

    def link(self, row: int, column: int, sheet: str, cell: str, text: str, style: Format) -> None:
        """Write a text that links to a cell of this workbook."""
        quoted = sheet.replace("'", "''")
        self.call("write_url", row, column, f"internal:'{quoted}'!{cell}", style, text)

    def merge(
        self, row: int, column: int, last_row: int, last_column: int, text: str, style: Format
    ) -> None:
        """Merge a range and write its text; a range of one cell is just written."""
        if (row, column) == (last_row, last_column):
            self.text(row, column, text, style)
            return
        self.call("merge_range", row, column, last_row, last_column, "", style)
        self.text(row, column, text, style)

    def row(self, row: int, height_pt: float) -> None:
        """Set a row's height in points."""
        if not 0 < height_pt <= MAX_ROW_PT:
            raise WorkbookError(f"{self.name}: row {row + 1} cannot be {height_pt} pt high")
        self.call("set_row", row, height_pt)

    def column_px(self, column: int, width_px: int, style: Format | None = None) -> None:
        """Set a column's width in pixels of 1/96 inch."""
        self.call("set_column_pixels", column, column, width_px, style)

    def choice(self, row: int, column: int, last_row: int, choices: str, prompt: str = "") -> None:
        """Offer a drop-down: `choices` is a reference to the cells that list them."""
        options = {"validate": "list", "source": choices, "ignore_blank": True}
        if prompt:
            options |= {"input_message": cut(prompt, MAX_LIST)}
        self.call("data_validation", row, column, last_row, column, options)

    def call(self, method: str, *arguments: object, **named: object) -> None:
        """Call an xlsxwriter method; a negative code or an error it raises is a WorkbookError."""
        try:
            code = getattr(self._raw, method)(*arguments, **named)
        except (xlsxwriter.exceptions.XlsxWriterException, UserWarning) as error:
            raise WorkbookError(f"{self.name}: {method}: {error}") from error
        _check(code, method, *arguments[:2])


def _check(code: object, what: str, *where: object) -> None:
    if isinstance(code, int) and code < 0:
        raise WorkbookError(f"{what} {where}: code {code}")
