"""The 状態 column: what is still missing in a row, in words, from the definition's own lines.

In go a form, the scale lists and the cells of an item; out comes one live formula for each line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shinchoku.model import Column, Form, Grade, Role
from shinchoku.normal import canonical
from shinchoku.templates.live import (
    Choices,
    Truth,
    Words,
    all_of,
    any_of,
    choose,
    guarded,
    is_blank,
    is_given,
    is_longer,
    is_not,
    is_one_of,
    listing,
    literal,
)

# every word of the column; the header is the column's own, in one line
TEXTS = {
    "untouched": "未記入",
    "ok": "OK",
    "broken": "エラー値あり",
    "missing_actual": "{header}が未記入",
    "missing_choice": "{header}を選択",
    "missing_note": "{header}が必要",
    "not_listed": "{header}は一覧から選択",
    "not_wanted": "{header}は空欄に",
    "too_long": "{header}が{limit}字を超過",
    "something_done": "「{codes}」は取組がないときだけ",
    "nothing_done": "取組がないので{header}は「{codes}」",
}

Lister = Callable[[Sequence[str]], Choices]
"""Puts texts into hidden cells and returns where they are."""

_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_NOTHING_LINES = 3
_COMPATIBLE = (*range(0x2000, 0x3400), *range(0xFE00, 0xFFF0))  # where NFKC changes signs


@dataclass(frozen=True, slots=True)
class Problem:
    """A column's cell is wrong if `holds`; `text` says so."""

    column_id: str
    holds: Truth
    text: str


@dataclass(frozen=True, slots=True)
class ItemCells:
    """An item's cells as formulas see them: `lines` has a mapping column id -> cell for each line.

    The first line's mapping also has grade, reason and note. `planned` are the planned texts.
    """

    lines: tuple[Mapping[str, Words], ...]
    planned: tuple[str, ...]


def one_line(header: str) -> str:
    """Return a header without its line breaks."""
    return "".join(header.split("\n"))


def grade_columns(form: Form, column: Column) -> tuple[Column, ...]:
    """Return the grade columns that a reason or a note explains."""
    return (form.column(column.of),) if column.of else form.with_role(Role.GRADE)


@dataclass(frozen=True, slots=True)
class StatusWriter:
    """Makes the status formulas of one form."""

    form: Form
    nothing: frozenset[str]
    lister: Lister

    def statuses(self, cells: ItemCells) -> list[Words]:
        """Return one formula for each line; the first line's speaks for the whole item."""
        return [self._status(cells, index) for index in range(len(cells.lines))]

    def texts(self, column: Column) -> list[str]:
        """Return everything a status may say about a column, for the formats that show where."""
        own = {answered.id: literal("") for answered in self.form.answered}
        found = self._problems(ItemCells((own,), ()), 0)
        return list(dict.fromkeys(p.text for p in found if p.column_id == column.id))

    def _status(self, cells: ItemCells, index: int) -> Words:
        own = cells.lines[index]
        lines = [(problem.holds, problem.text) for problem in self._problems(cells, index)]
        verdict = listing(lines, TEXTS["ok"])
        if any(_must_be_filled(self.form.column(column_id)) for column_id in own):
            untouched = all_of(is_blank(cell) for cell in own.values())
            verdict = choose(untouched, literal(TEXTS["untouched"]), verdict)
        return guarded(verdict, TEXTS["broken"])

    def _problems(self, cells: ItemCells, index: int) -> Iterator[Problem]:
        own = cells.lines[index]
        for column in self.form.answered:
            if column.id not in own:
                continue
            cell = own[column.id]
            match column.role:
                case Role.ACTUAL:
                    if _must_be_filled(column):
                        yield _problem(column, "missing_actual", is_blank(cell))
                case Role.GRADE:
                    yield from self._grade_problems(column, cell, cells)
                case Role.REASON:
                    yield from self._reason_problems(column, cell, own)
                case _:
                    yield self._explanation_problem(column, own, "missing_note", _asks_note)
            if column.max_chars is not None:
                holds = is_longer(cell, column.max_chars)
                yield _problem(column, "too_long", holds, limit=column.max_chars)

    def _grade_problems(self, column: Column, cell: Words, cells: ItemCells) -> Iterator[Problem]:
        given = is_given(cell)
        if _must_be_filled(column):
            yield _problem(column, "missing_choice", is_blank(cell))
        listed = is_one_of(cell, self._spelled(column.grades))
        yield _problem(column, "not_listed", all_of([given, is_not(listed)]))
        idle = [grade for grade in column.grades if grade.only_when_nothing]
        if not idle:
            return
        idle_grade = is_one_of(cell, self._spelled(idle))
        codes = "・".join(grade.code for grade in idle)
        if all(says_nothing(text, self.nothing) for text in cells.planned):
            actuals = self._actuals(cells)
            nothing = self.lister(nothing_texts(self.nothing))
            idle_actuals = [is_one_of(actual, nothing, lines=True) for actual in actuals]
            done = any_of(
                all_of([is_given(actual), is_not(idle_actual)])
                for actual, idle_actual in zip(actuals, idle_actuals, strict=True)
            )
            yield _problem(column, "something_done", all_of([idle_grade, done]), codes=codes)
            silent = all_of([*idle_actuals, listed, is_not(idle_grade)])
            yield _problem(column, "nothing_done", silent, codes=codes)
        else:
            yield _problem(column, "something_done", idle_grade, codes=codes)

    def _reason_problems(
        self, column: Column, cell: Words, own: Mapping[str, Words]
    ) -> Iterator[Problem]:
        given = is_given(cell)
        yield self._explanation_problem(column, own, "missing_choice", _asks_reason)
        plain = [spelling for choice in column.choices for spelling in _plain(choice)]
        listed = is_one_of(cell, self.lister(plain))
        yield _problem(column, "not_listed", all_of([given, is_not(listed)]))
        graded = grade_columns(self.form, column)
        answered = any_of(is_given(own[grade.id]) for grade in graded)
        needed = any_of(self._asks(grade, own, _asks_reason) for grade in graded)
        yield _problem(column, "not_wanted", all_of([given, answered, is_not(needed)]))

    def _explanation_problem(
        self, column: Column, own: Mapping[str, Words], key: str, asks: Callable[[Grade], bool]
    ) -> Problem:
        """Say that a reason or a note is missing, at the first of those that would do."""
        missing = []
        for graded in grade_columns(self.form, column):
            alike = [c for c in self.form.with_role(column.role) if c.of in {"", graded.id}]
            if alike[0] is column:
                blanks = [is_blank(own[other.id]) for other in alike]
                missing.append(all_of([self._asks(graded, own, asks), *blanks]))
        return _problem(column, key, any_of(missing))

    def _asks(
        self, graded: Column, own: Mapping[str, Words], asks: Callable[[Grade], bool]
    ) -> Truth:
        """Whether a grade was given that asks for a reason, or for a note."""
        asking = [grade for grade in graded.grades if asks(grade)]
        return is_one_of(own[graded.id], self._spelled(asking))

    def _actuals(self, cells: ItemCells) -> list[Words]:
        actual = {column.id for column in self.form.with_role(Role.ACTUAL)}
        return [cell for line in cells.lines for key, cell in line.items() if key in actual]

    def _spelled(self, grades: Sequence[Grade]) -> Choices:
        return self.lister([text for grade in grades for text in spellings(grade)])


def _asks_reason(grade: Grade) -> bool:
    return grade.needs_reason


def _asks_note(grade: Grade) -> bool:
    return grade.needs_note


def _must_be_filled(column: Column) -> bool:
    return column.required and column.role in {Role.ACTUAL, Role.GRADE}


def _problem(column: Column, key: str, holds: Truth, **words: object) -> Problem:
    text = TEXTS[key].format(header=one_line(column.header), **words)
    return Problem(column.id, holds, text)


def spellings(grade: Grade) -> list[str]:
    """Return every way of typing a grade, as `squeezed` leaves it; the code first."""
    texts = [plain for text in (grade.code, *grade.aliases) for plain in _plain(text)]
    return list(dict.fromkeys([*texts, *(text.translate(_FULL_WIDTH) for text in texts)]))


def _plain(text: str) -> tuple[str, str]:
    return "".join(text.split()), canonical(text)


def says_nothing(text: str, nothing: frozenset[str]) -> bool:
    """Whether a text says, on each of its lines, that nothing was planned or done."""
    return all(canonical(line) in nothing for line in text.split("\n") if line.strip())


def nothing_texts(nothing: frozenset[str]) -> list[str]:
    """Return the texts that mean "nothing" in a cell, up to three lines of the same sign."""
    return _nothing_texts(tuple(sorted(nothing)))


@lru_cache(maxsize=8)
def _nothing_texts(nothing: tuple[str, ...]) -> list[str]:
    signs = (chr(code) for code in _COMPATIBLE)
    variants = [sign for sign in signs if unicodedata.normalize("NFKC", sign) in nothing]
    words = dict.fromkeys([*nothing, *variants])
    return ["\n".join([word] * lines) for lines in range(1, _NOTHING_LINES + 1) for word in words]
