"""A table becomes markup: a caption, heads with their scopes, lines that say whose they are.

A value stands with its key in `data-owner` and `data-column`. What all keys of a row or of a column
have alike is said at the row and at the column's head, so that a reader finds a value that moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.editions.screen.known import Known
from shinchoku.editions.screen.look import Kind
from shinchoku.editions.screen.markup import anchor, anchors, attribute, attributes, text
from shinchoku.editions.screen.parts import Field, Line, Note, Table
from shinchoku.editions.screen.tables import shared
from shinchoku.model import Key
from shinchoku.words import Words

_LOOKS = {"number": "n", "figure": "n", "center": "m", "grade": "g", "header": "h"}


def look_of(style: str) -> str:
    """Return the class of a cell in a style of the report's, "" for none; without its ground."""
    full = style.partition("@")[0].partition(":")[0]
    name, is_strong = full.removeprefix("strong_"), full.startswith("strong_")
    return f"{_LOOKS.get(name, '')} b".strip() if is_strong else _LOOKS.get(name, "")


class TableMarkup:
    """Writes the tables of one page.

    `kinds` are those of its tables, `grounds` the colours that its style must have.
    """

    def __init__(self, known: Known, say: Words) -> None:
        self._known = known
        self._say = say
        self._kinds: dict[Kind, int] = {}
        self._known_looks: dict[tuple[object, ...], str] = {}
        self.grounds: set[str] = set()

    @property
    def kinds(self) -> Sequence[Kind]:
        """The kinds of table that there are."""
        return list(self._kinds)

    def ground(self, style: str) -> str:
        """Return the classes of a cell or a tile on its colour."""
        name, _, color = style.partition("@")[0].partition(":")
        if color and name in {"grade", "tile"}:
            self.grounds.add(color)
            return f"{'tile' if name == 'tile' else 'g'} x{color}"
        return look_of(style)

    def keyed(self, key: Key | None) -> str:
        """Return the attributes that say whose a value is."""
        if not key:
            return ""
        return f" data-owner={attribute(key.owner_id)} data-column={attribute(key.column_id)}"

    def titled(self, key: Key | None) -> str:
        """Return the same, with what its column is called, where nothing else says that."""
        return self.keyed(key) + (attributes(data_title=self._title([key])) if key else "")

    def declared(self, keys: Sequence[Key]) -> str:
        """Return the attributes of what stands before values, or above them."""
        found = shared(keys)
        title = self._title(keys) if "column" in found else ""
        return attributes(
            **{f"data_{name}": said for name, said in found.items()}, data_title=title
        )

    def _title(self, keys: Sequence[Key]) -> str:
        """Return what the column of values is called, "" where that is its id."""
        titles = {self._known.title_of(key) for key in keys}
        title = titles.pop()
        return title if not titles and title != keys[0].column_id else ""

    # ------------------------------------------------------------ one table

    def written(self, table: Table) -> str:
        """Return a table; one of figures may be wider than the screen, and is moved sideways."""
        caption = f"~{table.id}-c"
        seen = "" if table.is_seen else "vh"
        classes = ""
        if table.form:
            kind = Kind(table.labels, table.shares)
            number = self._kinds.setdefault(kind, len(self._kinds))
            classes = f"s{kind.stacked_em} k{number}"
        inside = (
            f"<table{attributes(id=f'~{table.id}', class_=classes)}>"
            f"<caption{attributes(id=caption, class_=seen)}>{text(table.caption)}</caption>"
            f"{_column_groups(table)}{self._heads(table)}{''.join(self._groups(table))}</table>"
        )
        if not table.form:
            inside = (
                f'<div class="scroll" role="group" tabindex="0" aria-labelledby="{caption}">'
                f"{inside}</div>"
            )
        return f"{anchors(table.ids)}{inside}\n{self._notes(table)}"

    def _heads(self, table: Table) -> str:
        below = self._by_column(table)
        rows = []
        for number, line in enumerate(table.heads):
            cells = []
            for field in line.fields:
                is_last = number + field.rows == len(table.heads)
                columns = below[field.column : field.column + field.span] if is_last else []
                alike = self.declared([key for keys in columns for key in keys])
                cells.append(self._head(field, alike))
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f"<thead>{''.join(rows)}</thead>" if rows else ""

    @staticmethod
    def _by_column(table: Table) -> list[list[Key]]:
        """Return the keys below the heads, of each column."""
        below: list[list[Key]] = [[] for _ in range(table.columns)]
        for group in table.groups:
            for line in group:
                for field in line.fields:
                    if field.key:
                        below[field.column].append(field.key)
        return below

    def _head(self, field: Field, alike: str) -> str:
        tag = "th" if field.head else "td"
        mark = f'<b class="mark">{text(field.marks)}</b>' if field.marks else ""
        return (
            f"<{tag}{_spans(field)}{attributes(scope=field.head)}{alike}>"
            f"{mark}{text(field.text)}</{tag}>"
        )

    def _groups(self, table: Table) -> Iterator[str]:
        for group in table.groups:
            rows = "".join(self._line(line, table) for line in group)
            yield f"<tbody>{rows}</tbody>\n"

    def _line(self, line: Line, table: Table) -> str:
        found = shared([field.key for field in line.fields if field.key])
        opening = attributes(
            id=anchor(line.ids[0]) if line.ids else "",
            class_="sum" if line.is_sum else "",
            data_entry=line.entry,
            **{f"data_{name}": said for name, said in found.items()},
        )
        at = next((n for n, field in enumerate(line.fields) if field.head == "row"), 0)
        cells = []
        for place, field in enumerate(line.fields):
            more = self._references(line, table) if place == at else ""
            more += anchors(line.ids[1:]) if place == at else ""
            cells.append(self._cell(field, more))
        return f"<tr{opening}>{''.join(cells)}</tr>\n"

    def _cell(self, field: Field, more: str) -> str:
        tag = "th" if field.head else "td"
        opening = f"{self._looks(field)}{self.keyed(field.key)}"
        inside = text(field.text)
        if field.tiles:
            inside = "".join(
                f"<li{attributes(class_=self.ground(f'tile:{color}'))}>{text(number)}</li>"
                for number, color in field.tiles
            )
            inside = f'<ul class="tiles">{inside}</ul>'
        return f"<{tag}{opening}>{inside}{more}</{tag}>"

    def _looks(self, field: Field) -> str:
        """Return the attributes of a cell that many have alike."""
        alike = field.column, field.span, field.rows, field.style, field.head, field.again
        if alike not in self._known_looks:
            place = "" if field.head else f"c{field.column}"
            classes = (self.ground(field.style), "again" if field.again else "", place)
            given = attributes(scope=field.head, class_=" ".join(filter(None, classes)))
            self._known_looks[alike] = f"{_spans(field)}{given}"
        return self._known_looks[alike]

    # ------------------------------------------------------------ notes

    def _references(self, line: Line, table: Table) -> str:
        return "".join(
            f'<a class="ref" id="~{table.id}-r{n}" href="#~{table.id}-n{n}">'
            f"{text(self._say('screen.note.name', number=n))}</a>"
            for n in line.notes
        )

    def _notes(self, table: Table) -> str:
        if not table.notes:
            return ""
        notes = "".join(self._note(note, table) for note in table.notes)
        return f'<ul class="notes">{notes}</ul>\n'

    def _note(self, note: Note, table: Table) -> str:
        said = f"<span{self.titled(note.cell.key)}>{text(note.cell.text)}</span>"
        if not note.number:
            return f"<li>{said}</li>"
        n = note.number
        name = self._say("screen.note.name", number=n)
        where = self._known.owners[note.entry][1].label.replace("\n", " ")
        label = self._say("screen.note.back", note=name, label=where)
        return (
            f'<li id="~{table.id}-n{n}"{attributes(data_of=note.entry)}>'
            f'<a class="back" href="#~{table.id}-r{n}"{attributes(aria_label=label)}>'
            f"{text(name)}</a> {said}</li>"
        )


def _spans(field: Field) -> str:
    return attributes(
        colspan=str(field.span) if field.span > 1 else "",
        rowspan=str(field.rows) if field.rows > 1 else "",
    )


def _column_groups(table: Table) -> str:
    """Return the groups that heads of groups are about, each with its columns."""
    spans = {
        field.column: field.span
        for line in table.heads
        for field in line.fields
        if field.head == "colgroup"
    }
    groups, column = "", 0
    while column < table.columns and (spans or table.form):
        end = column + spans.get(column, 1)
        inside = "".join(f'<col class="w{n}"/>' for n in range(column, end))
        groups += f"<colgroup>{inside}</colgroup>"
        column = end
    return groups
