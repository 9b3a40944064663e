"""Tables of different columns on one sheet: each keeps its columns, and no cell is squeezed."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from definitions import THEME
from shinchoku.layout.grid import Columns, Grid
from shinchoku.layout.styles import look_name, style
from shinchoku.model import Cell, Row, TableLook
from shinchoku.paper.page import column_px, filling, usable_width_mm, width_mm
from shinchoku.paper.shares import crosstab_shares, tallies_shares, tally_shares

SMALL, LARGE = TableLook(text_size=6.0), TableLook(text_size=11.0, indent=1)
OWN = THEME.table


def counted(shares: tuple[float, ...], figures: int) -> Columns:
    return Columns(filling(shares, THEME), OWN, figures)


def rows_of(table: Columns) -> list[Row]:
    """Return one row with a cell in each column, and one with a cell over all."""
    cells = [Cell(column=index, text=str(index)) for index in range(len(table.widths))]
    return [
        Row(kind="body", cells=tuple(cells)),
        Row(kind="header", cells=(Cell(column=0, span=len(table.widths)),)),
    ]


def sizes_on(grid: Grid, table: Columns) -> list[int]:
    """Return the pixels of a table's columns as they stand on the sheet."""
    pixels = [column_px(width, grid.look.text_size) for width in grid.widths]
    row, whole = grid.place(rows_of(table), table)
    sizes = [sum(pixels[cell.column : cell.column + cell.span]) for cell in row.cells]
    assert sum(sizes) == sum(pixels[: whole.cells[0].span])
    return sizes


def test_a_table_alone_has_the_sheets_columns() -> None:
    table = counted(tally_shares(2), 2)
    grid = Grid([table, table], THEME)
    assert (grid.widths, grid.look, grid.stub) == (table.widths, OWN, 1)
    rows = rows_of(table)
    assert list(grid.place(rows, table)) == rows


def test_columns_of_figures_stand_below_each_other_and_are_one_cell_each() -> None:
    tables = [
        counted(crosstab_shares(6, named=True), 6),
        counted(tally_shares(2), 2),
        counted(tallies_shares(3, labelled=False), 3),
    ]
    grid = Grid(tables, THEME)
    narrowest = min(column_px(table.widths[-1], OWN.text_size) for table in tables)
    for table in tables:
        row, _ = grid.place(rows_of(table), table)
        assert {cell.span for cell in row.cells[-table.figures :]} == {1}
        assert sizes_on(grid, table)[-table.figures :] == [narrowest] * table.figures
    assert len({sum(sizes_on(grid, table)) for table in tables}) == 1


def test_figures_across_another_tables_lines_have_no_indent() -> None:
    """LibreOffice prints none on the right of a cell that is merged; Excel does."""
    figures, other = counted(tally_shares(2), 2), Columns((3.0,) * 16, OWN)
    cell = Cell(column=4, text="12", style="number")
    (row,) = Grid([figures, other], THEME).place([Row(kind="body", cells=(cell,))], figures)
    assert row.cells[0].style == "figure"
    assert row.cells[0].span > 1
    assert style(THEME, "figure") == replace(style(THEME, "number"), indent=0)


def test_a_table_keeps_the_look_of_its_form() -> None:
    first, other = Columns((20.0, 20.0), SMALL), Columns((12.0, 14.0), LARGE)
    grid = Grid([first, other], THEME)
    (row,) = grid.place([Row(kind="body", cells=(Cell(column=0, style="cell"),))], other)
    named = row.cells[0].style
    assert named == f"cell{look_name(LARGE)}"
    assert style(THEME, named) == style(THEME.with_table(LARGE), "cell")


widths = st.lists(st.floats(1.0, 12.0), min_size=1, max_size=12).map(tuple)
looks = st.sampled_from((SMALL, OWN, LARGE))
forms = st.builds(Columns, widths, looks, st.just(0)).filter(
    lambda table: width_mm(table.widths, THEME.with_table(table.look)) <= usable_width_mm(THEME)
)
tallies = st.integers(1, 10).map(lambda count: counted(tally_shares(count), count))
crosstabs = st.tuples(st.integers(1, 12), st.booleans()).map(
    lambda drawn: counted(crosstab_shares(drawn[0], named=drawn[1]), drawn[0])
)


@given(st.lists(st.one_of(forms, tallies, crosstabs), min_size=2, max_size=5))
def test_no_column_is_squeezed_and_no_sheet_wider_than_its_page(tables: list[Columns]) -> None:
    grid = Grid(tables, THEME)
    assert width_mm(grid.widths, THEME.with_table(grid.look)) <= usable_width_mm(THEME)
    for table in tables:
        sizes = sizes_on(grid, table)
        assert min(sizes) > 0
        if table.figures:
            continue
        for wanted, found in zip(table.sizes, sizes, strict=True):
            assert found == wanted if wanted < 48 else found > wanted - 16
        ends = zip(accumulate(table.sizes), accumulate(sizes), strict=True)
        assert all(abs(wanted - found) < 8 for wanted, found in ends)
