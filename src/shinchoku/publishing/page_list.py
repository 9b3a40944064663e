"""Pages go in; a line about each comes out, for the editor who decides where a page should end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.model import Page, PagedDocument, Row, Theme
from shinchoku.paper.page import usable_height_pt
from shinchoku.records import dataclass

_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """One page: how full it is, and what stands first and last on it, headers left out."""

    sheet: str
    number: int | None
    fill_percent: int
    first: str
    last: str
    rows: int


def page_lines(paged: PagedDocument, theme: Theme) -> Iterator[PageLine]:
    """Yield a line for each page, in the order of printing."""
    for section in paged.sections:
        for page in section.pages:
            yield PageLine(
                sheet=section.sheet,
                number=page.number,
                fill_percent=_fill_percent(page, theme.on(section.paper)),
                first=_first_text(page.rows),
                last=_first_text(page.rows[::-1]),
                rows=len(page.rows),
            )


def _fill_percent(page: Page, theme: Theme) -> int:
    height_pt = sum(row.height_pt for row in page.rows)
    return int(100 * height_pt / usable_height_pt(theme))  # 100 is a full page and nothing less


def _first_text(rows: Sequence[Row]) -> str:
    """Return the texts of the first row that has any and is no table's header."""
    texts = ("　".join(c.text for c in row.cells) for row in rows if row.kind != "header")
    words = next((" ".join(text.split()) for text in texts if text.strip()), "")
    return words if len(words) <= _SHOWN_CHARACTERS else f"{words[:_SHOWN_CHARACTERS]}…"
