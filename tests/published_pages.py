"""Which pages of the action plans begin where the published report's do.

sample/page_starts.csv names, for each published page, the seed line of the header at its top:
the page begins with the first item, or cross category, after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from csv_files import records
from shinchoku.layout.measure import measure
from shinchoku.layout.paginate import paginate
from shinchoku.model import Definition, Document, Page, PagedDocument

SAMPLE = Path(__file__).parent / "sample"
CROSS_STARTS = {57: "④ICTを活用した教育内容の充実"}  # a page that begins inside the cross table


def published_starts() -> Mapping[int, str]:
    """Return what each published page begins with: an item's id, or a cross category."""
    items = {int(row["lines"].split("-")[0]): row["item"] for row in _table("item_lines")}
    headers = {int(row["page"]): int(row["header_line"]) for row in _table("page_starts")}
    return {
        page: CROSS_STARTS.get(page) or items[min(line for line in items if line > header)]
        for page, header in headers.items()
    }


def laid_out(document: Document, definition: Definition) -> PagedDocument:
    """Return the document in pages."""
    theme, mark = definition.theme, definition.texts.continued
    return paginate(measure(document, theme), theme, continued_mark=mark)


def found(paged: PagedDocument) -> frozenset[str]:
    """Return what the pages of a report begin with."""
    return frozenset(_first(page) for section in paged.sections for page in section.pages)


def without_hints(document: Document) -> Document:
    """Return the document as if the master said nothing about page breaks."""
    sections = (
        replace(s, blocks=tuple(replace(block, page_break="") for block in s.blocks))
        for s in document.sections
    )
    return replace(document, sections=tuple(sections))


def hints(document: Document) -> int:
    """Count the page breaks that the master asks for or forbids."""
    return sum(bool(block.page_break) for s in document.sections for block in s.blocks)


def _first(page: Page) -> str:
    for row in page.rows:
        for cell in row.cells:
            if cell.key:
                return cell.key.owner_id.split(".")[0]
            if cell.text in CROSS_STARTS.values():
                return cell.text
    return ""


def _table(name: str) -> list[dict[str, str]]:
    return records(SAMPLE / f"{name}.csv")
