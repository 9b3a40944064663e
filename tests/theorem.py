"""A definition that loads can be compiled: the theorem, held against one definition.

In goes plain data; out comes whether it was refused, and in which words, or compiled, with every
answer accounted for. What contradicts the theorem is raised.
"""

from __future__ import annotations

import re
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from pathlib import Path

import pytest

from definition_mutants import mutate
from mails import seen_in
from random_answers import Answered, answer
from random_definitions import Drawn, draw
from random_texts import Dice
from shinchoku import pipeline
from shinchoku.definition import DefinitionError, load
from shinchoku.findings import Severity
from shinchoku.identity import template_file_name
from shinchoku.model import (
    Column,
    Definition,
    Department,
    Difference,
    Entry,
    Form,
    Key,
    Line,
    Sum,
    operands,
    scale_of,
)
from shinchoku.results import Checked, Compiled
from shinchoku.templates.writer import write_template
from shinchoku.words import Text
from telling import en, ja

# What pydantic, tomllib and Python say of themselves; people's texts stand in quotation marks.
_INTERNAL = re.compile(
    r"Field required|Input should|type=|Traceback|[Vv]alidation|pydantic|<class|Spec\b"
    r"|\bNone(Type)?\b|\bTrue\b|\bFalse\b|Error\b|Errno|object at 0x|\bctx\b|dict\(|tuple\(|\bstr\b"
)
_PATH = re.compile(r"literal\[|\.(bool|int|float|str|dict|list)$|function-|tagged-union|\[key\]|\^")
_QUOTED = re.compile(r"「.*」|“.*”|\{.*\}", re.DOTALL)
_MOST_SECONDS = 20  # for one definition; most take a tenth of one
_ABOUT = {"respondent": "佐藤", "extension": "1", "confirmed_by": "山田", "confirmed_on": "5/1"}


@dataclass
class Result:
    """What came of one definition; `failure` is what contradicts the theorem."""

    seed: int
    drawn: Drawn
    operators: list[str] = field(default_factory=list)
    outcome: str = ""
    failure: str = ""

    def __str__(self) -> str:
        changed = f" ({', '.join(self.operators)})" if self.operators else ""
        return f"seed {self.seed}{changed}: {self.outcome or self.failure}"


def prove(seed: int, *, mutated: bool) -> Result:
    """Draw a definition, perhaps mutate it, and see what becomes of it."""
    drawn, dice = draw(seed), Dice(f"mutate {seed}")
    result = Result(seed, drawn)
    if mutated:
        result.operators = mutate(drawn, dice, turn=seed // 2)
    with tempfile.TemporaryDirectory() as place:
        try:
            folder = drawn.write(Path(place))
            with _within(_MOST_SECONDS):
                result.outcome = _outcome(folder, dice)
        except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - whatever it is, it contradicts the theorem
            where = traceback.extract_tb(error.__traceback__)[-1]
            at = f"{Path(where.filename).name}:{where.lineno} {where.name}"
            result.failure = f"{type(error).__name__} {error} [{at}]"
    return result


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Raise TimeoutError where something takes longer: a loop that never ends is a failure, too."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _outcome(folder: Path, dice: Dice) -> str:
    try:
        definition = load(folder)
    except DefinitionError as refused:
        _check_refusal(folder, refused)
        return "refused"
    return _compile(folder, definition, dice)


# ---------------------------------------------------------------- refused


def _check_refusal(folder: Path, refused: DefinitionError) -> None:
    """Check that every command refuses it for the same problems, in a clerk's words."""
    before = sorted(folder.rglob("*"))
    for command in (pipeline.distribute, _checked, _compiled):
        with pytest.raises(DefinitionError) as again:
            command(folder)
        assert again.value.problems == refused.problems, "another command finds other problems"
    assert sorted(folder.rglob("*")) == before, "a command that refuses wrote something"
    assert refused.problems, "refused without a problem"
    _check_words(refused, ja)
    _check_words(refused, en)


def _checked(folder: Path) -> Checked:
    return pipeline.check(folder, folder.parent / "build")


def _compiled(folder: Path) -> Checked | Compiled:
    return pipeline.compile_round(folder, folder.parent / "build")


def _check_words(refused: DefinitionError, said_in: Callable[[Text], str]) -> None:
    for problem in refused.problems:
        said = _QUOTED.sub("", said_in(problem.message))
        assert said.strip(), f"a problem without words: {problem}"
        assert not _INTERNAL.search(said), f"internals in a message: {problem}"
        assert not _PATH.search(said_in(problem.where)), f"internals in a key path: {problem}"
    told = [said_in(problem.told) for problem in refused.problems]
    twice = [text for text in told if told.count(text) > 1]
    assert not twice, f"told {len(twice)} times: {twice[0]}"


# ---------------------------------------------------------------- compiled


def _compile(folder: Path, definition: Definition, dice: Dice) -> str:
    """Compile a draft of nothing, then what departments answered; account for everything."""
    build = folder.parent / "build"
    for path in pipeline.distribute(folder).drafts.files:
        assert seen_in(path).day == definition.round.issued
    empty = pipeline.compile_round(folder, build, draft=True)
    assert isinstance(empty, Compiled), "a draft of nothing is not compiled"
    _check_build(build, empty)
    answered = answer(definition, dice)
    _submit(folder, definition, definition.departments, answered)
    if definition.reviews:
        _review(folder, answered)
    compiled = pipeline.compile_round(folder, build, draft=bool(answered.impossible))
    if isinstance(compiled, Checked):
        errors = [f for f in compiled.findings if f.severity is Severity.ERROR]
        told = "\n".join(f"{f.code} {f.where} {ja(f.message)}" for f in errors[:5])
        raise AssertionError(f"right answers, but {len(errors)} errors:\n{told}")  # noqa: TRY004
    _check_build(build, compiled)
    _check_answers(definition, answered, compiled)
    _check_computed(definition, answered, compiled)
    return "draft" if answered.impossible else "compiled"


def _review(folder: Path, answered: Answered) -> None:
    """Distribute the reviews, and send them back; none where answers that cannot be stop them."""
    distributed = pipeline.distribute_reviews(folder)
    if isinstance(distributed, Checked):
        assert answered.impossible, [ja(f.message) for f in distributed.findings[:3]]
    definition = pipeline.examine(folder).intake.definition
    _submit(folder, definition, definition.reviewers, answered)


def _submit(
    folder: Path, definition: Definition, senders: Sequence[Department], answered: Answered
) -> None:
    submitted = folder / "submitted"
    submitted.mkdir(exist_ok=True)
    asked = {e.department_id for form in definition.every_form for _, e in definition.entries(form)}
    for department in senders:
        if department.id in asked:
            path = submitted / template_file_name(department)
            write_template(path, definition, department, answers=answered.answers, about=_ABOUT)


def _check_build(build: Path, compiled: Compiled) -> None:
    verified = pipeline.verify(build)
    assert not verified.findings, f"verify finds {[ja(f.message) for f in verified.findings[:3]]}"
    assert verified.unaccounted == 0, "values are not accounted for"
    assert verified.values == len(compiled.merged.submitted), "not every value is looked for"


def _check_answers(definition: Definition, answered: Answered, compiled: Compiled) -> None:
    """Check that what was written is what was read, but for choices that count nowhere."""
    columns = {
        Key(owner, column.id): column
        for form in definition.every_form
        for _, entry in definition.entries(form)
        for owner in (line.id for line in entry.lines)
        for column in form.answered
    }
    submitted = compiled.merged.submitted
    assert submitted.keys() <= answered.answers.keys(), "answers that nobody gave"
    for key in _lost(columns, answered, compiled):
        raise AssertionError(f"the answer {key} is lost")
    for key in submitted.keys() & columns.keys():
        column, text = columns[key], answered.answers[key]
        if column.number:
            read, meant = compiled.merged.numbers.get(key), answered.numbers.get(key)
            assert read == meant, f"{key} is read as {read}, and {meant} was meant"
        if column.is_choice:
            assert submitted[key].text == column.choose(text), f"{key} is another choice"


def _check_computed(definition: Definition, answered: Answered, compiled: Compiled) -> None:
    """Check ratios, differences and sums of two columns against fractions of what was meant."""
    merged = compiled.merged
    for form in definition.forms:
        for entry in (entry for _, entry in definition.entries(form) if not entry.repeat_of):
            for column, line in ((c, line) for c in form.computed for line in entry.lines):
                there = column.per_line or line is entry.lines[0]
                of = [form.column(name) for name in operands(column)]
                if not there or not column.number or any(each.computed for each in of):
                    continue
                if line.id in merged.missing:
                    continue
                one, other = (_meant(each, line, answered) for each in (of[0], of[-1]))
                if isinstance(column.computed, Sum) and column.computed.over_lines:
                    continue
                exact = _computed(column, one, other)
                expected = None
                if exact is not None:
                    digits = scale_of(column.number, entry, line).digits
                    size = floor(abs(exact) * 10**digits + Fraction(1, 2))
                    expected = Fraction(size if exact >= 0 else -size, 10**digits)
                found = merged.numbers.get(Key(line.id, column.id))
                same = (None if found is None else Fraction(found)) == expected
                assert same, f"{line.id} {column.id} is {found}, not {expected}"
            _check_sums(form, entry, answered, compiled)


def _check_sums(form: Form, entry: Entry, answered: Answered, compiled: Compiled) -> None:
    """Check the lines that add up others."""
    merged = compiled.merged
    summed = [c for c, _ in form.numbers if c.answered and c.per_line]
    for column, line in ((c, line) for line in entry.lines if line.sum_of for c in summed):
        if line.id not in merged.missing:
            found, expected = (
                merged.numbers.get(Key(line.id, column.id)),
                _meant(column, line, answered),
            )
            same = (None if found is None else Fraction(found)) == expected
            assert same, f"{line.id} {column.id} is {found}, not {expected}"


def _meant(column: Column, line: Line, answered: Answered) -> Fraction | None:
    if column.by == "master":
        text = line.values[column.id].replace(",", "")
        return Fraction(text) if text[:1].isdigit() else None
    lines = line.sum_of if line.sum_of and column.per_line else (line.id,)
    found = (answered.numbers.get(Key(owner, column.id)) for owner in lines)
    known = [Fraction(number) for number in found if number is not None]
    return sum(known, Fraction(0)) if known else None


def _computed(column: Column, one: Fraction | None, other: Fraction | None) -> Fraction | None:
    if isinstance(column.computed, Sum):
        known = [value for value in (one, other) if value is not None]
        return sum(known, Fraction(0)) if known else None
    if one is None or other is None:
        return None
    if isinstance(column.computed, Difference):
        return one - other
    assert column.number
    by = 100 if column.number.unit == "%" else 1
    return one * by / other if other else None


def _lost(columns: dict[Key, Column], answered: Answered, compiled: Compiled) -> Iterator[Key]:
    for key in answered.answers.keys() - compiled.merged.submitted.keys():
        column = columns[key]
        if not (column.print == "none" and column.otherwise == "warn"):
            yield key
