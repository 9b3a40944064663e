"""For council and directors: 集計.xlsx, planned cell by cell, written, and read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, starmap
from pathlib import Path

from shinchoku.editions.council.plan import plan
from shinchoku.editions.council.planned import stands
from shinchoku.editions.manuscript import Edition, Made, Manuscript, Stand
from shinchoku.editions.workbooks import cells_of, read_book
from shinchoku.publishing.names import file_name
from shinchoku.sheets import SheetChart, cell_name


def write(manuscript: Manuscript, folder: Path) -> Made:
    """Write the workbook. Every planned text and number must stand in its cell and its chart."""
    from shinchoku.editions.council.writing import write_workbook

    name, sheets = f"{file_name(manuscript.say('council.file'))}.xlsx", plan(manuscript)
    write_workbook(sheets, manuscript, folder / name)
    return Made((name,), stands=(Stand(name, place, text) for place, text in stands(sheets)))


def read(path: Path) -> Mapping[str, str]:
    """Return what is seen in every cell, and what every chart shows. Raises ReadError."""
    book = read_book(path)
    charts = ((sheet.name, chart) for sheet in book.sheets for chart in sheet.charts)
    return {**cells_of(book), **dict(chain.from_iterable(starmap(_shown, charts)))}


def _shown(sheet: str, chart: SheetChart) -> Iterator[tuple[str, str]]:
    """Yield what a chart shows of each of its bars, by the cell of its corner."""
    corner = f"{sheet}!{cell_name(*chart.position)}"
    for number, series in enumerate(chart.series, 1):
        shown = (series.name, series.label_cells, *series.labels, series.cells, *series.values)
        yield f"{corner}#{number}", "\n".join(shown)


EDITION = Edition(id="council", write=write, read=read)
