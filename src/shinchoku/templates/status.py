"""The 状態 column: what is still missing in a row, in words, from the definition's own lines.

In go a form, the scale lists and the cells of an entry; out comes one live formula for each line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from shinchoku.model import ANYTHING, Column, Form, Grade
from shinchoku.normal import canonical
from shinchoku.paper.limits import MAX_TEXT, cut
from shinchoku.paper.workbook import formula_fault
from shinchoku.records import dataclass
from shinchoku.templates.figures import NO_FIGURE, Lister, LiveFigure
from shinchoku.templates.live import (
    Choices,
    Keep,
    Live,
    Truth,
    all_of,
    any_of,
    choose,
    guarded,
    is_blank,
    is_given,
    is_longer,
    is_not,
    is_one_of,
    joined,
    listing,
    literal,
)
from shinchoku.words import Listed, Word, Words

_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_NOTHING_LINES = 3
_LONGEST_HEADER, _LONGEST_CODES = 120, 100  # in a status; it is found there, so within a literal
_WORDS, _LINES = 20, 4  # beside the header, and of a column at once, at most
_SPARE = 2000  # characters for what `Marks` puts around a status
_SURE = 4000  # characters within which a status breaks no limit
_COMPATIBLE = (*range(0x2000, 0x3400), *range(0xFE00, 0xFFF0))  # where NFKC changes signs


@dataclass(frozen=True, slots=True)
class Lack:
    """A column's cell is wrong if `holds`; `text` says so."""

    column_id: str
    holds: Truth
    text: str


class LiveComputed(NamedTuple):
    """A computed cell as formulas see it; it says something once all it is computed of is sound."""

    cell: Live
    is_sound: Truth


_UNCOMPUTED = LiveComputed(literal(""), Truth("FALSE", value=False))


@dataclass(frozen=True, slots=True)
class EntryCells:
    """An entry's cells as formulas see them: `lines` has a mapping column id -> cell for each line.

    The first line's mapping also has what is answered once for all. `given` are the given texts
    of each line; `figures` are what stands in its number columns, `computed` in those columns of
    codes that make others needed.
    """

    lines: tuple[Mapping[str, Live], ...]
    given: tuple[Mapping[str, str], ...]
    figures: tuple[Mapping[str, LiveFigure], ...]
    computed: tuple[Mapping[str, LiveComputed], ...]


@dataclass(frozen=True, slots=True)
class StatusWriter:
    """Makes the status formulas of one form."""

    form: Form
    nothing: frozenset[str]
    lister: Lister
    say: Words
    keep: Keep | None = None  # only while a status is too long for one cell

    def statuses(self, cells: EntryCells, keeps: Sequence[Keep]) -> list[Live]:
        """Return one formula for each line; the first line's speaks for the whole entry.

        Each line's `keep` takes what its formula has no room for.
        """
        every = []
        for index, keep in enumerate(keeps):
            status = self._status(cells, index)
            if len(status.formula) > _SURE and formula_fault(status.formula, spare=_SPARE):
                status = replace(self, keep=keep)._status(cells, index)  # noqa: SLF001 - its own
            every.append(status)
        return every

    def texts(self, column: Column) -> list[str]:
        """Return everything a status may say about a column, for the formats that show where."""
        own = {answered.id: literal("") for answered in self.form.answered}
        figures = {answered.id: NO_FIGURE for answered in self.form.answered if answered.number}
        computed = {caller.id: _UNCOMPUTED for caller in self.form.callers if caller.computed}
        found = self._problems(EntryCells((own,), ({},), (figures,), (computed,)), 0)
        return list(dict.fromkeys(p.text for p in found if p.column_id == column.id))

    def _status(self, cells: EntryCells, index: int) -> Live:
        own = cells.lines[index]
        lines = [(problem.holds, problem.text) for problem in self._problems(cells, index)]
        verdict = listing(lines, self.say("status.ok"), self.keep)
        if any(self.form.column(column_id).required for column_id in own):
            untouched = all_of((is_blank(cell) for cell in own.values()), self.keep)
            verdict = choose(untouched, literal(self.say("status.untouched")), verdict)
        empty, figures = literal(""), cells.figures[index].values()
        told = (choose(figure.is_told, _below(figure.told), empty) for figure in figures)
        return guarded(joined([verdict, *told], self.keep), self.say("status.broken"))

    def _problems(self, cells: EntryCells, index: int) -> Iterator[Lack]:
        own = cells.lines[index]
        for column in self.form.answered:
            if column.id not in own:
                continue
            cell = own[column.id]
            yield from self._blank_problems(column, cells, index)
            if column.is_choice:
                listed = is_one_of(cell, self._spelled(column, column.codes))
                holds = all_of([is_given(cell), is_not(listed)])
                yield self._problem(column, "not_listed", holds)
                yield from self._nothing_problems(column, cells, index, listed)
            if column.number:
                yield from self._number_problems(column, cells.figures[index][column.id])
            if column.otherwise == "warn":
                needed = is_not(self._is_needed(column, cells, index))
                unneeded = [is_given(cell), *self._answered(column, cells, index), needed]
                yield self._problem(column, "not_wanted", all_of(unneeded, self.keep))
            if column.max_chars is not None:
                holds = is_longer(cell, column.max_chars)
                yield self._problem(column, "too_long", holds, limit=column.max_chars)

    def _blank_problems(self, column: Column, cells: EntryCells, index: int) -> Iterator[Lack]:
        """Say that a cell must be filled, always or because of what stands beside it."""
        blank = is_blank(cells.lines[index][column.id])
        if column.required:
            yield self._problem(
                column, "missing_choice" if column.is_choice else "missing_text", blank
            )
        elif self.form.needing(column):
            key = "missing_choice" if column.is_choice else "missing_note"
            needed = self._is_needed(column, cells, index)
            yield self._problem(column, key, all_of([needed, blank]))

    def _number_problems(self, column: Column, figure: LiveFigure) -> Iterator[Lack]:
        """Say that a cell holds no number, one of another unit, or one beyond its bounds."""
        yield self._problem(column, "no_number", figure.is_none)
        yield self._problem(column, "other_unit", figure.is_other_unit)
        yield self._problem(column, "out_of_range", figure.is_out_of_range)

    def _answered(self, column: Column, cells: EntryCells, index: int) -> Iterator[Truth]:
        """Yield whether what may make a column needed has been said: all that must be, and any."""
        own, computed = cells.lines[index], cells.computed[index]
        askers = [asker for asker, _ in self.form.needing(column)]
        said = {
            asker.id: computed[asker.id].is_sound if asker.computed else is_given(own[asker.id])
            for asker in askers
        }
        must = [asker.id for asker in askers if asker.computed or asker.required]
        yield from (said[name] for name in must)
        if not must:
            yield any_of(said.values(), self.keep)

    def _is_needed(self, column: Column, cells: EntryCells, index: int) -> Truth:
        """Whether something was given, or computed, that asks for a column."""
        own, computed = cells.lines[index], cells.computed[index]
        asked: list[Truth] = []
        for asker, codes in self.form.needing(column):
            if asker.computed:
                cell, is_sound = computed[asker.id]
                spelled = self.lister([text for code in codes for text in _plain(code)])
                asked.append(all_of([is_sound, is_one_of(cell, spelled)]))
                continue
            cell = own[asker.id]
            if ANYTHING in codes and not asker.is_choice:
                nothing = is_one_of(cell, self.lister(nothing_texts(self.nothing)), lines=True)
                asked.append(all_of([is_given(cell), is_not(nothing)]))
            else:
                asked.append(is_one_of(cell, self._spelled(asker, codes)))
        return any_of(asked, self.keep)

    def _nothing_problems(
        self, column: Column, cells: EntryCells, index: int, listed: Truth
    ) -> Iterator[Lack]:
        """Say that a code means "nothing" where there is something, or the reverse."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for code, names in column.only_when_nothing.items():
            groups.setdefault(names, []).append(code)
        every = tuple(column.only_when_nothing)
        cell = cells.lines[index][column.id]
        for names, codes in groups.items():
            idle = is_one_of(cell, self._spelled(column, tuple(codes)))
            words = {"codes": _shown(self.say.tell(Listed(codes)), _LONGEST_CODES)}
            given, answers = self._about(column, names, cells, index)
            if not all(says_nothing(text, self.nothing) for text in given):
                yield self._problem(column, "something_done", idle, **words)
                continue
            nothing = self.lister(nothing_texts(self.nothing))
            empty = [is_one_of(answer, nothing, lines=True) for answer in answers]
            each = zip(answers, empty, strict=True)
            given_any = (all_of([is_given(answer), is_not(none)]) for answer, none in each)
            done = all_of([idle, any_of(given_any, self.keep)])
            yield self._problem(column, "something_done", done, **words)
            any_idle = is_one_of(cell, self._spelled(column, every))
            silent = all_of([*empty, listed, is_not(any_idle)], self.keep)
            yield self._problem(column, "nothing_done", silent, **words)

    def _about(
        self, column: Column, names: Sequence[str], cells: EntryCells, index: int
    ) -> tuple[list[str], list[Live]]:
        """Return the given texts and the answers that a code of a column is about."""
        lines = range(len(cells.lines))
        given, answers = [], []
        for name in names:
            about = self.form.column(name)
            own = [index] if column.per_line and about.per_line else lines
            for line in own if about.per_line else lines[:1]:
                if about.answered:
                    answers += [cells.lines[line][name]] if name in cells.lines[line] else []
                else:
                    given.append(cells.given[line].get(name, ""))
        return given, answers

    def _spelled(self, column: Column, codes: Sequence[str]) -> Choices:
        """Return every way of typing some codes of a column."""
        if not column.grades:
            return self.lister([text for code in codes for text in _plain(code)])
        grades = (grade for grade in column.grades if grade.code in codes)
        return self.lister([text for grade in grades for text in spellings(grade)])

    def _problem(self, column: Column, key: str, holds: Truth, **values: Word) -> Lack:
        """Name a column so that a status of every line that there could be fits in a cell."""
        room = MAX_TEXT // (_LINES * len(self.form.answered)) - _WORDS
        header = _shown(column.title, min(room, _LONGEST_HEADER))
        if header.startswith(self.say("status.ok")):  # no line begins as one that is complete
            header = self.say("rule.quote", text=header)
        return Lack(column.id, holds, self.say(f"status.{key}", header=header, **values))


def _below(words: Live) -> Live:
    return joined([literal("\n"), words])


def _shown(text: str, limit: int) -> str:
    shown = cut(text, limit)
    return text if shown == text else f"{shown}…"


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
