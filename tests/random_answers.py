"""Answers at random that keep to a definition's rules, as careful departments would give them.

In goes a Definition; out come answers for every question, and whether its rules could be kept:
a scale of one grade that says "nothing" cannot be given to an entry for which something is planned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from random_numbers import amount, rounded, spelled
from random_texts import Dice
from shinchoku.model import (
    Column,
    Definition,
    Entry,
    Form,
    Key,
    Line,
    asks,
    compute,
    given_number,
    scale_of,
)
from shinchoku.normal import canonical

Answers = dict[Key, str]

_TRIES = 40


@dataclass
class Answered:
    """The answers, and the ids of the entries whose rules no answers can keep."""

    answers: Answers = field(default_factory=dict)
    impossible: list[str] = field(default_factory=list)
    numbers: dict[Key, Decimal] = field(default_factory=dict)  # what must be read


def answer(definition: Definition, dice: Dice) -> Answered:
    """Answer everything that is asked."""
    found = Answered()
    for form in definition.every_form:
        for _, entry in definition.entries(form):
            if entry.repeat_of:
                continue
            for _ in range(_TRIES):
                one = _Entry(definition, form, entry, dice)
                if one.fill() and not any(one.broken()):
                    break
            else:
                found.impossible.append(entry.id)
            found.answers |= {key: text for key, text in one.answers.items() if text}
            found.numbers |= one.numbers
    return found


class _Entry:
    """Answers one entry, once."""

    def __init__(self, definition: Definition, form: Form, entry: Entry, dice: Dice) -> None:
        self.nothing = sorted(definition.nothing - {""})
        self.form = form
        self.entry = entry
        self.dice = dice
        self.answers: Answers = {}
        self.numbers: dict[Key, Decimal] = {}

    def fill(self) -> bool:
        """Answer every column; False where a code that must be given cannot be."""
        texts = [column for column in self.form.answered if not column.is_choice]
        choices = [column for column in self.form.answered if column.is_choice]
        for column in texts:
            for owner in self._owners(column):
                wanted = column.required or self.dice.maybe(0.5)
                if wanted and not self._write(owner, column):
                    return False
        for column in choices:
            for owner in self._owners(column):
                if (column.required or self.dice.maybe(0.6)) and not self._choose(owner, column):
                    return False
        return self._add_needed()

    def _owners(self, column: Column) -> list[str]:
        return [line.id for line in self.entry.lines if asks(column, self.entry, line)]

    def _write(self, owner: str, column: Column) -> bool:
        """Answer a column of texts or of numbers; False where no number is within its bounds."""
        key, kind = Key(owner, column.id), column.number
        self.numbers.pop(key, None)
        if kind is None:
            self.answers[key] = self._text(column)
        elif kind.unmeasured and self.dice.maybe(0.2):
            self.answers[key] = self.dice.choice(kind.unmeasured)
        else:
            line = next(line for line in self.entry.lines if line.id == owner)
            scale = scale_of(kind, self.entry, line)
            least, most = kind.bounds(scale)
            found = (amount(self.dice), rounded(least, scale.digits), rounded(most, scale.digits))
            values = [v for v in found if least <= rounded(v, scale.digits) <= most]
            if not values:
                return False
            self.answers[key] = spelled(self.dice, values[0], scale.unit)
            self.numbers[key] = rounded(values[0], scale.digits)
        return True

    def _text(self, column: Column) -> str:
        if self.nothing and self.dice.maybe(0.3):
            return self.dice.choice(self.nothing)
        text = self.dice.raw(3000)
        is_formula = text.lstrip(" '{").startswith(("=", "＝"))
        asked = _letters(column.prompt)
        return "あ" if is_formula or (asked and asked in _letters(text)) else text

    def _choose(self, owner: str, column: Column) -> bool:
        allowed = [code for code in column.codes if not self._forbidden(owner, column, code)]
        if not allowed:
            return False
        code = self.dice.choice(allowed)
        grade = column.grade(code)
        spelt = self.dice.choice(grade.names) if grade and self.dice.maybe(0.3) else code
        self.answers[Key(owner, column.id)] = spelt
        return True

    def _add_needed(self) -> bool:
        """Fill what the chosen codes need, and what these need in turn."""
        for _ in self.form.columns:
            for owner, name in set(self._lacking()):
                column = self.form.column(name)
                fill = self._choose if column.is_choice else self._write
                if not fill(owner, column):
                    return False
        return True

    def _lacking(self) -> Iterator[tuple[str, str]]:
        for column, owner, code in (*self._chosen(), *self._written(), *self._computed()):
            for name in column.needs.get(code, ()):
                if not self.answers.get(Key(owner, name)):
                    yield owner, name

    def _written(self) -> Iterator[tuple[Column, str, str]]:
        """Yield what is filled in that is not nothing, as "*", and texts in place of numbers."""
        for (owner, column_id), text in list(self.answers.items()):
            column = self.form.column(column_id)
            if not column.is_choice and text and not self._is_nothing(text):
                yield column, owner, "*"
            if column.number and text in column.number.unmeasured:
                yield column, owner, text

    def _computed(self) -> Iterator[tuple[Column, str, str]]:
        """Yield the codes that are computed of the numbers."""
        entry = self.entry
        for column in (c for c in self.form.computed if c.needs):
            for line in entry.lines if column.per_line else entry.lines[:1]:
                known = self._needed_on(line)
                if known:
                    yield column, line.id, compute(self.form, column, entry, line, self._of).text

    def _needed_on(self, line: Line) -> bool:
        return not line.sum_of

    def _of(self, column: Column, line: Line) -> Decimal | None:
        if column.answered:
            return self.numbers.get(Key(line.id, column.id))
        return given_number(column, self.entry, line)

    def _chosen(self) -> Iterator[tuple[Column, str, str]]:
        for (owner, column_id), text in list(self.answers.items()):
            column = self.form.column(column_id)
            code = column.choose(text) if column.is_choice else None
            if code is not None:
                yield column, owner, code

    # ------------------------------------------------------------ what must not be

    def broken(self) -> Iterator[str]:
        """Yield every rule that the answers break."""
        yield from (name for _, name in self._lacking())
        yield from (c.id for c, owner, code in self._chosen() if self._forbidden(owner, c, code))

    def _forbidden(self, owner: str, column: Column, code: str) -> bool:
        """Whether a code says "nothing" where something was, or else where nothing was."""
        only: Mapping[str, tuple[str, ...]] = column.only_when_nothing
        if code in only:
            return any(said is False for said in self._said(owner, column, only[code]))
        return any(all(self._said(owner, column, names)) for names in only.values())

    def _said(self, owner: str, column: Column, names: tuple[str, ...]) -> list[bool | None]:
        said: list[bool | None] = []
        for about in map(self.form.column, names):
            for line in self.entry.lines if about.per_line else self.entry.lines[:1]:
                if about.per_line and column.per_line and line.id != owner:
                    continue
                text = self.answers.get(Key(line.id, about.id), "")
                if not about.answered:
                    said.append(self._is_nothing(line.values[about.id]))
                else:
                    said.append(self._is_nothing(text) if text else None)
        return said

    def _is_nothing(self, text: str) -> bool:
        return all(canonical(part) in self.nothing for part in text.split("\n") if part.strip())


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", canonical(text))
