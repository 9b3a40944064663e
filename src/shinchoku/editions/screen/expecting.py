"""What must stand on the page, worked out from the merged values and the counts.

The Document says only which values are printed, and in which order; not a text of it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator

from shinchoku.editions.manuscript import Manuscript, Stand
from shinchoku.editions.screen.known import Known
from shinchoku.editions.screen.naming import Naming, page_name, value_place
from shinchoku.model import ColumnTally, Entry, Form, Key, Line, TallyRow, at_place, bucket
from shinchoku.model.forms import owner_of
from shinchoku.proving.resum import resum


def expected(manuscript: Manuscript) -> Iterator[Stand]:
    """Yield every value with its place; what a draft lacks is its own affair."""
    known = Known(manuscript.definition)
    file, naming = page_name(manuscript.say), Naming(manuscript.say)
    counted = dict(_counts(manuscript))
    sums, _ = resum(manuscript.definition, manuscript.merged)
    answers = _Answers(manuscript, known)
    for key, is_note in printed_keys(manuscript):
        place = naming.once(value_place(key.owner_id, known.title_of(key)))
        text = counted.get(key) or sums.get(key)
        if text is None:
            text = answers.text(key, is_note=is_note)
        if text is not None:
            yield Stand(file, place, text)


def printed_keys(manuscript: Manuscript) -> Iterator[tuple[Key, bool]]:
    """Yield the key of every value that is printed, in printed order, and whether it is a note."""
    for section in manuscript.document.sections:
        for block in section.blocks:
            for row in block.rows:
                for cell in row.cells:
                    if cell.key is not None:
                        yield cell.key, row.kind == "footnote"


class _Answers:
    """What was answered, as it is printed: a repeat in the words of its column."""

    def __init__(self, manuscript: Manuscript, known: Known) -> None:
        self._merged = manuscript.merged
        self._known = known
        self._lines = {
            owner_of(entry, line, column): (form, entry, line)
            for form in manuscript.definition.forms
            for _, entry in manuscript.definition.entries(form)
            for line in reversed(entry.lines)
            for column in form.results
        }

    def text(self, key: Key, *, is_note: bool) -> str | None:
        """Return an answer's text; None for what did not come. A note has no words of a repeat."""
        if key.owner_id not in self._lines or key.owner_id in self._merged.missing:
            return None
        form, entry, line = self._lines[key.owner_id]
        if is_note:
            return self._merged.text(*key)
        return self._printed(form, entry, line, key)

    def _printed(self, form: Form, entry: Entry, line: Line, key: Key) -> str:
        column = form.column(key.column_id)
        text = self._merged.text_of(column, entry, line)
        if text and entry.repeat_of and column.repeat is not None:
            return column.repeat.fill({column.id: text, "grade": text})
        return text


def _counts(manuscript: Manuscript) -> Iterator[tuple[Key, str]]:
    """Yield every count by its name."""
    for id_, tally in manuscript.tally.items():
        for own in (tally, *tally.subsets.values()):
            yield from _rows((*own.rows, own.total))
        yield from _by(id_, tally)


def _rows(rows: tuple[TallyRow, ...]) -> Iterator[tuple[Key, str]]:
    for row in rows:
        if row.bucket is not None:
            yield row.bucket, str(row.count)
        yield from _rows(row.breakdown)


def _by(id_: str, tally: ColumnTally) -> Iterator[tuple[Key, str]]:
    """Yield the counts at places; where nothing counts there is none."""
    choices = [row.choice for row in tally.rows]
    for by, places in tally.by.items():
        for place, counts in places.items():
            name = at_place(id_, by, place)
            yield bucket(name, ""), str(sum(counts.values()))
            for choice in choices:
                yield bucket(name, choice), str(counts.get(choice, 0))
