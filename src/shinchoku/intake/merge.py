"""The submissions become one answer for every question, with the origin of every value.

In goes an Intake; out come a Merged and findings about repeats that disagree with their source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

from shinchoku.findings import Finding, Rule
from shinchoku.intake.cleaning import is_beyond_excel
from shinchoku.intake.needs import said_on
from shinchoku.intake.printing import fills_pages
from shinchoku.intake.questions import Intake, Question, Received, meant
from shinchoku.model import (
    Column,
    Correction,
    Definition,
    Entry,
    Form,
    Key,
    Merged,
    Origin,
    Value,
    asks,
    printed_in,
    scale_of,
)

REPEAT_DISAGREES = Rule("W501", "repeat-disagrees")


def merge(
    intake: Intake, corrections: Sequence[Correction] = ()
) -> tuple[Merged, tuple[Finding, ...]]:
    """Merge what was received, in which the corrections stand.

    A department whose files conflict counts as not having sent any.
    """
    submitted: dict[Key, Value] = {}
    files = Counter(received.department_id for received in intake.received)
    only_counted = _only_counted(intake.definition)
    for received in intake.received:
        if files[received.department_id] == 1:
            submitted |= _values(intake, received, only_counted)
    answered = {key.owner_id for key in submitted}
    missing = frozenset(
        question.line.id
        for question in intake.questions.values()
        if answered.isdisjoint((question.line.id, *question.line.sum_of))
    )
    shown, findings = _with_repeats(intake, submitted)
    merged = Merged(
        submitted=submitted,
        shown=shown,
        missing=missing,
        corrections=tuple(c for c in corrections if c.key in submitted or not c.after),
        numbers=dict(_numbers(intake, shown)),
    )
    return merged, tuple(findings)


def _values(
    intake: Intake, received: Received, only_counted: Container[tuple[str, str]]
) -> Iterator[tuple[Key, Value]]:
    """Yield what was answered and can be printed.

    A formula without a result is no text yet, no workbook holds one beyond Excel's limit, and one
    that fills pages is told and left out of a draft.
    """
    for question, column, field in received.fields:
        key = Key(question.line.id, column.id)
        text = meant(question, column, field)
        if not text or is_beyond_excel(field.text) or fills_pages(column, field.text):
            continue
        is_apart = (question.form.id, column.id) in only_counted
        if not is_apart or _is_counted(intake, received, question, column, text):
            yield key, Value(text, field.origin, field.before)


def _numbers(intake: Intake, shown: Mapping[Key, Value]) -> Iterator[tuple[Key, Decimal]]:
    """Yield the numbers that are shown."""
    for form in intake.definition.every_form:
        answered = [(column, kind) for column, kind in form.numbers if column.answered]
        for _, entry in intake.definition.entries(form) if answered else ():
            for line, (column, kind) in product(entry.lines, answered):
                value = shown.get(key := Key(line.id, column.id))
                number = value and kind.figure(scale_of(kind, entry, line), value.text).value
                if number is not None:
                    yield key, number


def _only_counted(definition: Definition) -> frozenset[tuple[str, str]]:
    """Return the columns that are printed nowhere and have a meaning beside certain codes alone."""
    return frozenset(
        (form.id, column.id)
        for form in definition.every_form
        for column in form.answered
        if column.otherwise == "warn" and column.id not in _printed(definition, form)
    )


def _printed(definition: Definition, form: Form) -> frozenset[str]:
    """Return the columns of a form that are printed; a review's are, with the form it reviews."""
    return printed_in(definition.sections, definition.form(form.review_of or form.id))


def _is_counted(
    intake: Intake, received: Received, question: Question, column: Column, choice: str
) -> bool:
    """Whether a choice belongs to a code that needs one: it is counted there, printed nowhere."""
    for asking, codes in question.form.needing(column):
        said = said_on(received, question, asking)
        if said is not None and asking.calls(codes, said, is_nothing=intake.is_nothing(said)):
            return choice in column.choices
    return False


def _with_repeats(
    intake: Intake, submitted: Mapping[Key, Value]
) -> tuple[Mapping[Key, Value], list[Finding]]:
    """Show every repeat's source values at the repeat, unless the master overrides them."""
    shown = dict(submitted)
    findings: list[Finding] = []
    for form in intake.definition.every_form:
        entries = {entry.id: entry for _, entry in intake.definition.entries(form)}
        for entry in entries.values():
            if entry.repeat_of:
                findings += _repeated(form, entry, entries, submitted, shown)
    return shown, findings


def _repeated(
    form: Form,
    entry: Entry,
    entries: Mapping[str, Entry],
    submitted: Mapping[Key, Value],
    shown: dict[Key, Value],
) -> Iterator[Finding]:
    """Add what a repeat shows to `shown`; yield where that is not what its source says."""
    whole = _entry_id(entry.repeat_of, entries)
    for column in form.answered:
        for line in (line for line in entry.lines if asks(column, entry, line)):
            key = Key(line.id, column.id)
            source_id = line.repeat_of if column.per_line else whole
            source = submitted.get(Key(source_id, column.id))
            own = entry.overrides.get(column.id)
            if own is not None:
                shown[key] = Value(own, _master(form))
                if source and source.text != own:
                    yield _disagreement(form, entry, column, own, source.text)
            elif source:
                shown[key] = source
    yield from _differing(form, entry, entries)


def _entry_id(source: str, entries: Mapping[str, Entry]) -> str:
    """Return the entry of a line's id: grade and note stand on the entry."""
    return source if source in entries else source.rpartition(".")[0]


def _differing(form: Form, entry: Entry, entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Find given values that a repeat prints otherwise than its source."""
    lines = {line.id: line for line in entries[_entry_id(entry.repeat_of, entries)].lines}
    for line in entry.lines:
        for name in line.unlike:
            own, original = line.values[name], lines[line.repeat_of].values[name]
            yield _disagreement(form, entry, form.column(name), own, original)


def _disagreement(form: Form, entry: Entry, column: Column, own: str, original: str) -> Finding:
    return REPEAT_DISAGREES.finding(
        Origin(_master(form).file, "", entry.id),
        owner=entry.id,
        label=entry.label,
        column=column.title,
        own=own,
        source=entry.repeat_of,
        original=original,
        table=form.master,
    )


def _master(form: Form) -> Origin:
    return Origin(f"master/{form.master}")
