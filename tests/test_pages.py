"""The sample's pages are those of the published report: contents, page starts, master's hints.

sample/contents.csv and sample/published_pages.csv are copies of the oracles that were read from the
published text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import openpyxl

from conftest import SAMPLE
from csv_files import records
from published_pages import found, hints, laid_out, published_starts, without_hints
from shinchoku.definition import load
from shinchoku.layout.compose import compose
from shinchoku.model import Definition, Document
from shinchoku.results import Compiled

SAMPLE_TABLES = Path(__file__).parent / "sample"
STARTS_FOUND_ALONE = 23
STARTS_FOUND = 31
HINTS = 8


def starts_found(document: Document, definition: Definition) -> int:
    """How many published pages begin with what a page of ours begins with."""
    ours = found(laid_out(document, definition))
    return sum(start in ours for start in published_starts().values())


def contents_of(report: Path) -> list[tuple[str, int]]:
    """Return the lines of the contents page that name a page, read from the workbook."""
    book = openpyxl.load_workbook(report)
    lines = [(row[0].value, row[1].value) for row in book["目次"].iter_rows()]
    return [(str(title), int(str(page))) for title, page in lines if title and page]


def published_contents() -> Mapping[str, int]:
    contents = records(SAMPLE_TABLES / "contents.csv")
    return {row["section"]: int(row["published_page"]) for row in contents}


def test_the_contents_page_names_the_published_pages(compiled_sample: Compiled) -> None:
    report = compiled_sample.report
    printed, published = contents_of(report), published_contents()
    assert [page for _, page in printed] == list(published.values())
    plans = {title.partition("：")[0]: page for title, page in printed}
    for number in range(1, 23):
        assert plans[f"戦略計画{number}"] == published[f"plan {number}"]


def test_a_page_that_goes_on_with_a_plan_says_with_which(compiled_sample: Compiled) -> None:
    """The ids of items begin with their plan's: P01-03, K01-03."""
    going_on = 0
    for section in compiled_sample.paged.sections:
        if section.part_of not in {"kpi", "action"}:
            continue
        for page in section.pages:
            first = next(cell.text for row in page.rows for cell in row.cells if cell.text)
            owners = [c.key.owner_id for row in page.rows for c in row.cells if c.key]
            if first.endswith("（続き）"):
                going_on += 1
                plan = int(owners[0][1:3]) if owners else 22  # nothing but its cross table
                assert first.startswith(f"戦略計画{plan}　")
            else:
                assert re.match(r"[ⅠⅡⅢⅣⅤⅥ]　|基本目標：|(戦略)?計画\d+　", first)
    assert going_on == 24  # pages of 63 that began with a header of a table, counted by eye


def test_pages_begin_where_the_published_pages_do(compiled_sample: Compiled) -> None:
    definition = load(SAMPLE)
    document = compose(definition, compiled_sample.merged, compiled_sample.tally)
    assert hints(document) <= HINTS
    assert starts_found(document, definition) >= STARTS_FOUND
    assert starts_found(without_hints(document), definition) >= STARTS_FOUND_ALONE
