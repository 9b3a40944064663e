"""xlsxwriter's worksheet, with ways of its own for what this program writes most: texts and lists.

What is written is the same; a long way through xlsxwriter for each cell was most of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet

from shinchoku.paper.workbook.values import Format


class _ListedRow(NamedTuple):
    height_pt: float
    cells: Sequence[str]  # the XML of each from behind its style on: texts of one kind share it


class Cells(Worksheet):  # type: ignore[misc]  # xlsxwriter is untyped
    """A sheet whose texts and blanks are written at once, and that may end in a list of rows.

    Formulas may use no function newer than 2010.
    """

    _row_end = ' customHeight="1">'

    def __init__(self) -> None:
        super().__init__()
        self._first_listed = 0
        self._listed: list[_ListedRow] = []
        self._listed_style: Any = None

    # ------------------------------------------------------------ a list at the end

    def listed_text(self, text: str, times: int) -> str:
        """Return what `list_rows` takes for a text that stands in so many cells."""
        if not text:
            return "/>"
        self.str_table.count += times - 1
        return f' t="s"><v>{self._index(text)}</v></c>'

    def listed_number(self, number: float) -> str:
        """Return what `list_rows` takes for a number."""
        return f"><v>{number:.16G}</v></c>"

    def list_rows(
        self, first: int, rows: Sequence[Sequence[str]], heights_pt: Sequence[float], style: Format
    ) -> int:
        """Write the last rows, all of one width; what no sheet can hold is -1, as elsewhere.

        What else is written into or below them makes the sheet's rows stand twice.
        """
        if self._check_dimensions(first + len(rows) - 1, len(rows[0]) - 1):
            return -1
        self._first_listed, self._listed_style = first, style
        self._listed = list(map(_ListedRow, heights_pt, rows))
        return 0

    def _write_rows(self) -> None:
        super()._write_rows()
        if not self._listed:
            return
        width = len(self._listed[0].cells)
        begins = [f'<c r="{xl_col_to_name(column)}' for column in range(width)]
        style = self._listed_style._get_xf_index()  # noqa: SLF001 - known only now
        for number, (height_pt, cells) in enumerate(self._listed, self._first_listed + 1):
            name = f'{number}" s="{style}"'
            self.fh.write(
                f'<row r="{number}" spans="1:{width}" ht="{height_pt:.16g}"{self._row_end}'
                + "".join([begin + name + cell for begin, cell in zip(begins, cells, strict=True)])
                + "</row>"
            )

    # ------------------------------------------------------------ cells

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:  # noqa: ANN401
        """Store a text whose length the door has checked."""
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellStringTuple(self._index(string), cell_format)
        return 0

    # Without looking for names of cells, A1, among the arguments.
    write_string, write_blank = _write_string, Worksheet._write_blank  # noqa: SLF001
    write_number, write_formula = Worksheet._write_number, Worksheet._write_formula  # noqa: SLF001

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - xlsxwriter's
        """Take a formula as it is: looking for a hundred newer functions was half of the time."""
        del expand_future_functions
        return formula.removeprefix("=")

    def _index(self, text: str) -> int:
        """Return where a text is among the shared strings: what looks like XML is a text, too."""
        if text.startswith("<r>") and text.endswith("</r>"):  # xlsxwriter would take it for runs
            text = f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
        index: int = self.str_table._get_shared_string_index(text)  # noqa: SLF001
        return index

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        """Write a styled text or blank as xlsxwriter would, and leave all else to it."""
        kind = type(cell).__name__
        if cell.format and kind == "String":
            style = cell.format._get_xf_index()  # noqa: SLF001
            name = xl_rowcol_to_cell_fast(row, col)
            self.fh.write(f'<c r="{name}" s="{style}" t="s"><v>{cell.string}</v></c>')
        elif cell.format and kind == "Blank":
            style = cell.format._get_xf_index()  # noqa: SLF001
            self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{style}"/>')
        else:
            super()._write_cell(row, col, cell)


class GrowingRows(Cells):
    """A sheet whose rows have a height but not a fixed one.

    Excel fits a row to its text on every entry unless the row is marked customHeight, and
    xlsxwriter marks each row that has a height.
    """

    _row_end = ">"

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        super()._xml_start_tag_unencoded(tag, _without_custom_height(attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        super()._xml_empty_tag_unencoded(tag, _without_custom_height(attributes))


def _without_custom_height(attributes: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [attribute for attribute in attributes if attribute[0] != "customHeight"]
