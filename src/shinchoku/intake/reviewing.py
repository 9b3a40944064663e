"""What reviewers are shown: merged answers go in, an intake comes out whose reviews have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from shinchoku.findings import Finding
from shinchoku.intake.questions import Intake
from shinchoku.model import (
    Child,
    Definition,
    Entry,
    Form,
    Line,
    Merged,
    Node,
    review_id,
)

NOT_DISTRIBUTED = "E110"

_Texts = Mapping[str, Mapping[str, str]]  # line's id -> column -> what it says


def showing_answers(intake: Intake, merged: Merged) -> Intake:
    """Return an intake whose reviews show what departments answered, as it would be printed."""
    definition = intake.definition
    if not definition.reviews:
        return intake
    trees = {
        form.id: tuple(_shown(definition.trees[form.id], _texts(definition, form, merged)))
        for form in definition.reviews
    }
    return replace(intake, definition=replace(definition, trees={**definition.trees, **trees}))


def _texts(definition: Definition, review: Form, merged: Merged) -> _Texts:
    form = definition.form(review.review_of)
    columns = (*form.answered, *form.computed)
    return {
        review_id(entry.id, line.id): {
            column.id: merged.text_of(column, entry, line)
            for column in columns
            if column.per_line or line is entry.lines[0]
        }
        for _, entry in definition.entries(form)
        for line in entry.lines
    }


def _shown(children: Sequence[Child], texts: _Texts) -> Iterator[Child]:
    for child in children:
        if isinstance(child, Node):
            yield replace(child, children=tuple(_shown(child.children, texts)))
        elif isinstance(child, Entry):
            yield replace(child, lines=tuple(_line(line, texts) for line in child.lines))
        else:
            yield child


def _line(line: Line, texts: _Texts) -> Line:
    return replace(line, values={**line.values, **texts[line.id]})


def is_of_reviews(intake: Intake, finding: Finding) -> bool:
    """Whether a finding is about a review, or that there are none yet, and about no answer."""
    question = intake.questions.get(finding.owner_id)
    return (
        finding.code == NOT_DISTRIBUTED
        or intake.definition.is_reviewer(finding.department_id)
        or (question is not None and bool(question.form.review_of))
    )
