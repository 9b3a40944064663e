"""What is printed of a form's values, in a table as on a card: the text, and how it is set."""

from __future__ import annotations

from shinchoku.layout.styles import grade_style, set_off
from shinchoku.model import Column, Definition, Entry, Form, Line, Merged, owner_of
from shinchoku.records import dataclass


@dataclass(frozen=True)
class Shown:
    """Says what is printed of the values of one form."""

    definition: Definition
    merged: Merged
    form: Form

    def text(self, column: Column, entry: Entry, line: Line) -> str:
        """Return what a column says on a line, repeats and what did not come in their words."""
        text = self.merged.text_of(column, entry, line)
        if column.by == "master":
            return text
        if text and entry.repeat_of and column.repeat is not None:
            return column.repeat.fill({column.id: text, "grade": text})
        if not text and owner_of(entry, line, column) in self.merged.missing:
            return self.definition.texts.missing if column in self._told_missing(column) else ""
        return text

    def style(self, column: Column, entry: Entry, line: Line) -> str:
        """Return the style of what a column says on a line; one that adds up others is set off."""
        said = self.merged.text_of(column, entry, line) if column.colors else ""
        style = style_of(column, said)
        return set_off(style) if line.sum_of and column.per_line else style

    def _told_missing(self, column: Column) -> tuple[Column, ...]:
        """Return those of a column's side that say so where nothing came back.

        They are texts, or whatever must be filled.
        """
        asked = [c for c in self.form.printed if c.by == column.by and c.required]
        return tuple(c for c in asked if not c.is_choice) or tuple(asked)


def style_of(column: Column, said: str = "") -> str:
    """Return the style of a column's cells, of one that says a grade for instance."""
    if column.grades:
        return grade_style(column.colors.get(said, ""))
    if column.align == "center":
        return "center"
    return "number" if column.number else "cell"
