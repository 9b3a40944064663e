"""The submissions become one answer for every question, with the origin of every value.

In goes an Intake; out come a Merged and findings about repeats that disagree with their source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from shinchoku.findings import Finding, Severity
from shinchoku.intake.cleaning import is_beyond_excel
from shinchoku.intake.questions import Intake, Received
from shinchoku.messages import say
from shinchoku.model import Column, Definition, Item, Key, Merged, Origin, Role, Value

REPEAT_DISAGREES = "W501"
_MASTER = Origin("master/tree")


def merge(intake: Intake) -> tuple[Merged, tuple[Finding, ...]]:
    """Merge what was received. A department whose files conflict counts as not having sent any."""
    submitted: dict[Key, Value] = {}
    files = Counter(received.department_id for received in intake.received)
    for received in intake.received:
        if files[received.department_id] == 1:
            submitted |= _values(intake, received)
    answered = {key.owner_id for key in submitted}
    missing = frozenset(
        question.line.id
        for question in intake.questions.values()
        if question.line.id not in answered
    )
    shown, findings = _with_repeats(intake.definition, submitted)
    merged = Merged(
        submitted=submitted,
        shown=shown,
        missing=missing,
        corrections=tuple(c for c in intake.corrections if c.key in submitted or not c.after),
    )
    return merged, tuple(findings)


def _values(intake: Intake, received: Received) -> Iterator[tuple[Key, Value]]:
    """Yield what was answered and can be printed.

    A formula without a result is no text yet, and no workbook holds one beyond Excel's limit.
    """
    for key, field in received.answers.items():
        column = intake.questions[key.owner_id].form.column(key.column_id)
        text = intake.meaning(column, field.text)
        if not text or is_beyond_excel(field.text):
            continue
        if column.role is not Role.REASON or _is_counted(intake, received, key, text):
            yield key, Value(text, field.origin, field.before)


def _is_counted(intake: Intake, received: Received, key: Key, reason: str) -> bool:
    """Whether a reason belongs to a grade that needs one: it is counted there, printed nowhere."""
    form = intake.questions[key.owner_id].form
    column = form.column(key.column_id)
    for graded in form.with_role(Role.GRADE):
        field = received.answers.get(Key(key.owner_id, graded.id))
        grade = graded.grade(intake.meaning(graded, field.text)) if field else None
        if grade and grade.needs_reason and column.of in {"", graded.id}:
            return reason in column.choices
    return False


def _with_repeats(
    definition: Definition, submitted: Mapping[Key, Value]
) -> tuple[Mapping[Key, Value], list[Finding]]:
    """Show every repeat's source values at the repeat, unless the master overrides them."""
    shown = dict(submitted)
    findings = []
    form = definition.items
    items = {item.id: item for _, item in definition.items_of(form)}
    for item in items.values():
        if not item.repeat_of:
            continue
        whole = _item_id(item.repeat_of, items)
        for column in form.answered:
            for line in item.lines if column.role.per_line else item.lines[:1]:
                key = Key(line.id, column.id)
                source_id = line.repeat_of if column.role.per_line else whole
                source = submitted.get(Key(source_id, column.id))
                own = item.overrides.get(column.id)
                if own is not None:
                    shown[key] = Value(own, _MASTER)
                    if source and source.text != own:
                        findings.append(_disagreement(item, column, own, source.text))
                elif source:
                    shown[key] = source
        findings += _differing(definition, item, items)
    return shown, findings


def _item_id(source: str, items: Mapping[str, Item]) -> str:
    """Return the item of a line's id: grade and note stand on the item."""
    return source if source in items else source.rpartition(".")[0]


def _differing(definition: Definition, item: Item, items: Mapping[str, Item]) -> Iterator[Finding]:
    """Find given values that a repeat prints otherwise than its source.

    The first given column names the item: a repeat words it in its own way. A source's blank,
    where one printed cell stands for several lines, disagrees with nothing.
    """
    lines = {line.id: line for source in items.values() for line in source.lines}
    for line in item.lines:
        source = lines[line.repeat_of].values if line.repeat_of else {}
        for column in definition.items.given[1:]:
            own, original = line.values[column.id], source.get(column.id)
            if original and own != original:
                yield _disagreement(item, column, own, original)


def _disagreement(item: Item, column: Column, own: str, original: str) -> Finding:
    return Finding(
        REPEAT_DISAGREES,
        Severity.WARNING,
        say(
            "finding.repeat-disagrees",
            label=item.label,
            column="".join(column.header.split()),
            own=own,
            source=item.repeat_of,
            original=original,
        ),
        Origin(_MASTER.file, "", item.id),
        say("hint.repeat-disagrees"),
        owner_id=item.id,
    )
