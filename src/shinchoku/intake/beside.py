"""What a workbook holds beside answers: on our sheets, and on those that may have been ours."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from shinchoku.identity import fingerprint
from shinchoku.intake.cleaning import sheet_title
from shinchoku.model import Origin
from shinchoku.records import dataclass
from shinchoku.sheets import CellKind, Sheet, cell_name

__all__ = ["Beside", "Unread", "left_on"]

_LEAST_OF_OURS = 3  # texts: a sheet of somebody's own may share one or two


@dataclass(frozen=True, slots=True)
class Beside:
    """What one of our sheets holds beside answers; `text` is what it says.

    Of a column that is there again, or hidden, it is the column's id. What is "nameless" stands in
    the table's rows, in a column without id.
    """

    kind: Literal[
        "broken",
        "column",
        "comment",
        "drawing",
        "hidden",
        "merged",
        "nameless",
        "stray",
        "text_box",
        "unconfirmed",
        "unread",
    ]
    origin: Origin
    text: str = ""


class Unread(NamedTuple):
    """A sheet without marker or ids; `ours` are the fingerprints of the texts that we wrote."""

    sheet: Sheet
    ours: Collection[str]

    @property
    def name(self) -> str:
        """What it is called."""
        return sheet_title(self.sheet.name)

    def is_ours(self, text: str) -> bool:
        """Whether we wrote a text into the workbook."""
        return fingerprint(text) in self.ours

    @property
    def resembles_ours(self) -> bool:
        """Whether a table of ours may stand there; so it may where we did not say what we wrote."""
        texts = {cell.text for cell in self.sheet.cells.values() if cell.text}
        return not self.ours or sum(map(self.is_ours, texts)) >= _LEAST_OF_OURS


def left_on(sheet: Sheet, file: str, ids_row: int) -> Iterator[Beside]:
    """Yield broken cells, comments, text boxes on a sheet, and one for all other drawings.

    A broken id of a column is no cell of its own: the column is told as gone.
    """
    name = sheet_title(sheet.name)
    for position, cell in sheet.cells.items():
        if cell.kind is CellKind.BROKEN and position[0] != ids_row:
            yield Beside("broken", Origin(file, name, cell_name(*position)))
    for position, text in sorted(sheet.comments.items()):
        yield Beside("comment", Origin(file, name, cell_name(*position)), text)
    for corner, text in sheet.text_boxes:
        yield Beside("text_box", Origin(file, name, cell_name(*corner) if corner else ""), text)
    if sheet.has_drawings:
        yield Beside("drawing", Origin(file, name))
