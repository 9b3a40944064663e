"""Open data: tables that programs read, and what programs and people must know of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from shinchoku.editions.manuscript import Edition, Lack, Made, Manuscript
from shinchoku.editions.open_data.cells import cells
from shinchoku.editions.open_data.counts import departments, sum_table, tallies
from shinchoku.editions.open_data.dictionary import write_dictionary
from shinchoku.editions.open_data.expected import expected
from shinchoku.editions.open_data.files import PACKAGE, read_table, write_table
from shinchoku.editions.open_data.forms import FormTables
from shinchoku.editions.open_data.naming import Naming
from shinchoku.editions.open_data.package import write_package
from shinchoku.editions.open_data.table import Table
from shinchoku.words import Message


def write(manuscript: Manuscript, folder: Path) -> Made:
    """Write the tables, the package and the dictionary."""
    naming = Naming(manuscript=manuscript, cell=cells(manuscript))
    tables = tuple(_tables(naming))
    for table in tables:
        write_table(folder, table)
    write_package(folder, manuscript, tables, naming.cell)
    dictionary = f"{naming.file('dictionary')}.xlsx"
    write_dictionary(folder / dictionary, manuscript, tables, naming.cell)
    files = (dictionary, *(table.file for table in tables), PACKAGE)
    return Made(files, stands=expected(manuscript), lacking=tuple(_lacking(manuscript)))


def _tables(naming: Naming) -> Iterator[Table]:
    for form in naming.manuscript.definition.forms:
        tables = FormTables(naming, form)
        yield tables.entries
        yield from filter(None, (tables.lines, tables.headings))
    yield from filter(None, (tallies(naming), sum_table(naming)))
    yield departments(naming)


def _lacking(manuscript: Manuscript) -> Iterator[Lack]:
    if manuscript.definition.open_data.licence is None:
        what = manuscript.say("open_data.lack.licence")
        yield Lack(what, Message("open_data.lack.why"), Message("open_data.lack.instead"))


def read(path: Path) -> Mapping[str, str]:
    """Return what stands in a table, by the key of its row and its heading. Raises ReadError."""
    return read_table(path) if path.suffix == ".csv" else {}


EDITION = Edition(id="open_data", write=write, read=read)
