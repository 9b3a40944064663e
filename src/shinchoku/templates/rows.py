"""What stands in a department's template: a definition goes in, columns and rows come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shinchoku.identity import OWN_COLUMN
from shinchoku.model import (
    Child,
    Column,
    Definition,
    Entry,
    Form,
    Heading,
    LevelPrint,
    Line,
    NodePath,
    asks,
    owner_of,
    speaks,
)
from shinchoku.records import dataclass
from shinchoku.words import Listed, Words

ID, BAR, BAND, NAME, STATUS = "_id", "_bar", "_band", "_name", "_status"
ADVICE = "_advice"  # what the planning section says about a row of a returned workbook

_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# full-width characters: at least, at most
_GIVEN_WIDTHS, _LINE_WIDTHS, _TEXT_WIDTHS = (8.0, 14.0), (12.0, 18.0), (18.0, 24.0)
_GRADE_WIDTHS, _CHOICE_WIDTHS = (5.0, 8.0), (11.0, 14.0)
_OWN_WIDTHS = {ID: 5.0, BAR: 7.0, BAND: 8.0, NAME: 9.0, STATUS: 10.0, ADVICE: 24.0}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a form sheet; `column` is None for our own ones."""

    id: str
    header: str
    width: float
    parent: str = ""
    column: Column | None = None

    @property
    def answered(self) -> bool:
        """Whether the department fills it."""
        return self.column is not None and self.column.answered


@dataclass(frozen=True, slots=True)
class Asked:
    """An entry that a department is asked about; `context`: our own column's id -> text."""

    entry: Entry
    context: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a form sheet: one line of an entry."""

    asked: Asked
    line: Line
    first: bool

    def owner(self, column: Column) -> str:
        """Return the id that an answer in this row belongs to."""
        return owner_of(self.asked.entry, self.line, column)

    def is_open(self, column: Column) -> bool:
        """Whether the department fills this cell."""
        return asks(column, self.asked.entry, self.line)

    def speaks(self, column: Column) -> bool:
        """Whether a column says anything on this row."""
        return speaks(column, self.asked.entry, self.line)


def sheet_columns(
    form: Form, say: Words, asked: Sequence[Asked], *, advised: bool = False
) -> tuple[SheetColumn, ...]:
    """Return id, context, the form's own columns and the status, from left to right.

    With `advised` there is a column for what the planning section says.
    """
    called = {BAR: _called(form, "bar"), BAND: _called(form, "band")}
    own = (ID, *_context_columns(form, asked))
    return (
        *(_own_column(column, say, called.get(column, "")) for column in own),
        *(_form_column(column) for column in form.columns if column.by != "review"),
        *(_own_column(column, say) for column in ((STATUS, ADVICE) if advised else (STATUS,))),
    )


def _context_columns(form: Form, asked: Sequence[Asked]) -> Iterator[str]:
    """Yield the columns that say where a row hangs, as far as any of these says it there."""
    kinds = {print_.kind for print_ in form.prints}
    if "bar" in kinds:
        yield BAR
    if "band" in kinds:
        yield BAND
    if "column" in kinds or any(each.context[NAME] for each in asked):
        yield NAME


def _called(form: Form, kind: str) -> str:
    """Return what the innermost level is called that is printed in a way, "" if nothing."""
    return next((p.header for p in reversed(form.prints) if p.kind == kind and p.header), "")


def _own_column(column_id: str, say: Words, called: str = "") -> SheetColumn:
    header = called or say(f"form.column.{column_id.removeprefix(OWN_COLUMN)}")
    return SheetColumn(column_id, header, _OWN_WIDTHS[column_id])


def _form_column(column: Column) -> SheetColumn:
    least, most = _widths(column)
    width = min(max(column.width, least), most)
    return SheetColumn(column.id, column.header, width, column.parent, column)


def _widths(column: Column) -> tuple[float, float]:
    if column.by == "context":
        return _GRADE_WIDTHS if column.align == "center" else _LINE_WIDTHS
    if not column.answered:
        return _GIVEN_WIDTHS
    if column.is_choice:
        return _GRADE_WIDTHS if column.grades else _CHOICE_WIDTHS
    return _LINE_WIDTHS if column.required else _TEXT_WIDTHS


def asked_entries(
    definition: Definition, form: Form, department_id: str, say: Words
) -> Iterator[Asked]:
    """Yield what one department answers for, in published order; repeats are nobody's."""
    for path, entry, heading in _with_headings(definition.trees[form.id], ()):
        if entry.department_id == department_id and not entry.repeat_of:
            yield Asked(entry, _context(form, path, entry, heading, say))


def sheet_rows(asked: Asked) -> Iterator[SheetRow]:
    """Yield a row for each line."""
    for index, line in enumerate(asked.entry.lines):
        yield SheetRow(asked, line, first=index == 0)


def _with_headings(
    children: Sequence[Child], path: NodePath
) -> Iterator[tuple[NodePath, Entry, Heading | None]]:
    """Yield every entry with the nodes above it and the heading that it stands below."""
    heading = None
    for child in children:
        if isinstance(child, Heading):
            heading = child
        elif isinstance(child, Entry):
            if heading is not None and _counts_on(heading, child):
                heading = None
            yield path, child, heading
        else:
            yield from _with_headings(child.children, (*path, child))


def _counts_on(heading: Heading, entry: Entry) -> bool:
    """Whether an entry's mark is the one after its heading's: ② after ① stands beside it."""
    text = "".join((*entry.lines[0].values.values(), entry.label))
    return _MARKS.find(text[:1]) == _MARKS.find(heading.text[:1]) + 1 > 0


def _context(
    form: Form, path: NodePath, entry: Entry, heading: Heading | None, say: Words
) -> Mapping[str, str]:
    """Say where an entry hangs: below the bars, the bands, the stubs and the heading."""
    printed = [(node, form.level_print(node.level)) for node in path]
    texts = {
        kind: [
            _text(print_, node.words) for node, print_ in printed if print_ and print_.kind == kind
        ]
        for kind in ("bar", "band", "column")
    }
    bars = texts["bar"]
    parts = [say.tell(Listed(text.split("\n"), "stub")) for text in texts["column"]]
    if heading is not None:
        parts += [heading.text, *heading.values.values()]
    shown = "".join([*parts, *entry.lines[0].values.values()])
    if _letters(entry.label) not in _letters(shown):
        parts.append(entry.label)
    return {
        BAR: "\n".join(bars[1:] or bars),  # the outermost of several says little
        BAND: "\n".join(texts["band"]),
        NAME: "\n".join(part for part in parts if part),
    }


def _text(print_: LevelPrint, words: Mapping[str, str]) -> str:
    return print_.text.fill(words).strip()


def _letters(text: str) -> str:
    return "".join(text.split())
