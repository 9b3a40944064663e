"""What a person is told of the tables: a workbook that explains every file, column and sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.open_data.cells import Cells
from shinchoku.editions.open_data.characters import groups
from shinchoku.editions.open_data.package import title
from shinchoku.editions.open_data.table import ID, Table
from shinchoku.paper.listing import Listing, write_listings

Row = tuple[str | int, ...]


def write_dictionary(
    path: Path, manuscript: Manuscript, tables: Sequence[Table], cells: Cells
) -> None:
    """Write the workbook: about the data, files, columns, codes, signs."""
    book = _Dictionary(manuscript, tables, cells)
    listings = [
        book.listing("about", (12, 50), list(book.about())),
        book.listing("files", (22, 24, 6, 6), list(book.files())),
        book.listing("columns", (20, 5, 22, 8, 8, 40, 16), list(book.columns())),
        book.listing("codes", (20, 22, 14, 34), list(book.codes())),
        book.listing("signs", (26, 30, 32, 6), list(book.signs())),
    ]
    about, font = manuscript.definition.round, manuscript.definition.theme.body_font
    write_listings(path, listings, about.issued, title(manuscript), font)


_COLUMNS: Mapping[str, Sequence[str]] = {
    "about": ("what", "content"),
    "files": ("file", "table", "rows", "columns"),
    "columns": ("file", "number", "heading", "type", "unit", "meaning", "reference"),
    "codes": ("file", "heading", "code", "meaning"),
    "signs": ("original", "written", "why", "times"),
}


class _Dictionary:
    def __init__(self, manuscript: Manuscript, tables: Sequence[Table], cells: Cells) -> None:
        self.manuscript, self.tables, self.cells = manuscript, tables, cells
        self.say = manuscript.say

    def listing(self, name: str, widths: tuple[float, ...], rows: Sequence[Row]) -> Listing:
        """Return one sheet."""
        header = [self.say(f"open_data.column.{column}") for column in _COLUMNS[name]]
        sheet = self.say(f"open_data.dictionary.{name}.sheet")
        return Listing(sheet=sheet, header=tuple(header), widths=widths, rows=rows)

    def about(self) -> Iterator[Row]:
        """Yield what is known of the data, and what is not."""
        about, data = self.manuscript.definition.round, self.manuscript.definition.open_data
        unknown = self.say("open_data.unknown")
        licence = f"{data.licence.id} {data.licence.url}" if data.licence else ""
        known = {
            "title": title(self.manuscript),
            "publisher": data.name or about.issuer,
            "code": data.code or self.say("open_data.no_code"),
            "year": str(about.year or ""),
            "licence": licence,
            "contact": data.contact,
            "url": data.url,
            "source": self.manuscript.document.title,
        }
        for name, text in known.items():
            yield self.say(f"open_data.known.{name}"), text or unknown
        for rule in ("format", "lines", "blank", "nothing", "numbers", "figures", "excel"):
            yield self.say(f"open_data.named.{rule}"), self._rule(rule)

    def _rule(self, rule: str) -> str:
        nothing = sorted(self.manuscript.definition.nothing)
        said = " ".join(nothing) or self.say("open_data.none")
        return self.say(f"open_data.rule.{rule}", separator=self.cells.separator, nothing=said)

    def files(self) -> Iterator[Row]:
        """Yield the files."""
        for table in self.tables:
            yield table.file, table.title, len(table.rows), len(table.fields)

    def columns(self) -> Iterator[Row]:
        """Yield the columns of every file."""
        for table in self.tables:
            for number, field in enumerate(table.fields, start=1):
                kind = self.say(f"open_data.type.{field.kind}")
                key = self.say("open_data.key") if field.heading == ID else ""
                refers = f"{field.refers}.csv" if field.refers else key
                yield table.file, str(number), field.heading, kind, field.unit, field.about, refers

    def codes(self) -> Iterator[Row]:
        """Yield what may stand in columns that have codes."""
        for table in self.tables:
            for field in table.fields:
                for code, label in field.codes:
                    yield table.file, field.heading, code, label

    def signs(self) -> Iterator[Row]:
        """Yield the table of characters that are replaced, and what stayed as it is.

        How often each was, is told; below stands the whole table, used or not.
        """
        changes, say = self.cells.changes(), self.say
        for sign, (meant, count) in changes.replaced.items():
            yield sign, meant, say("open_data.sign.replaced"), count
        for sign, (meant, count) in changes.guarded.items():
            yield sign, meant, say("open_data.sign.guarded"), count
        for sign, count in changes.left.items():
            yield sign, sign, say("open_data.sign.left"), count
        for group in groups():
            count = sum(changes.replaced[sign][1] for sign in group if sign in changes.replaced)
            yield " ".join(group), " ".join(group.values()), say("open_data.sign.table"), count
