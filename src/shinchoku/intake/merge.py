"""The submissions become one answer for every question, with the origin of every value.

In goes an Intake; out come a Merged and findings about repeats that disagree with their source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shinchoku.findings import Finding, Severity
from shinchoku.intake.questions import Intake
from shinchoku.intake.submissions import Submission
from shinchoku.messages import say
from shinchoku.model import Column, Definition, Item, Key, Merged, Origin, Value

REPEAT_DISAGREES = "W501"
_MASTER = Origin("master/tree")


def merge(intake: Intake) -> tuple[Merged, tuple[Finding, ...]]:
    """Merge what was received. A department whose files conflict counts as not having sent any."""
    submitted: dict[Key, Value] = {}
    for found in intake.by_department.values():
        chosen = _chosen(intake, found)
        if chosen is not None:
            submitted |= _values(intake, chosen)
    answered = {key.owner_id for key in submitted}
    missing = frozenset(
        question.line.id
        for question in intake.questions.values()
        if question.line.id not in answered
    )
    shown, findings = _with_repeats(intake.definition, submitted)
    return Merged(submitted=submitted, shown=shown, missing=missing), tuple(findings)


def _chosen(intake: Intake, found: tuple[Submission, ...]) -> Submission | None:
    """Return the one file that counts: the only one, or the first of identical ones."""
    contents = [intake.content(submission) for submission in found]
    return found[0] if found and all(content == contents[0] for content in contents) else None


def _values(intake: Intake, submission: Submission) -> Iterator[tuple[Key, Value]]:
    for key, field in intake.answers(submission).items():
        column = intake.questions[key.owner_id].form.column(key.column_id)
        yield key, Value(intake.meaning(column, field.text), field.origin)


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
