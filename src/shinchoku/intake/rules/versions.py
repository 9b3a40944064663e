"""Rules about older templates of the round: a department is held to what it was sent."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from shinchoku.findings import Acts, Cells, Finding
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.forms import FoundRow
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules.rule import IntakeRule, asked_forms, files, rule, sheet_name
from shinchoku.intake.submissions import Submission
from shinchoku.issued import Issue
from shinchoku.model import Origin
from shinchoku.words import EMPTY, Listed, Message, Text

_MOST_EXAMPLES = 10
_QUOTED_TEXT = 40


@rule("W405", "older-template")
def older_template(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find templates that were issued before the master was changed, with what has changed."""
    for department, file, issued in _older(intake):
        today = intake.current[department]
        if issued.year != today.year:
            continue  # it is of another round, and told so
        where = Origin(file.file)
        if issued is today:
            version = quoted(_version(file))
            yield rule.finding(where, "unknown", department=department, version=version)
        else:
            changes = Listed(_changes(intake, issued, today), "sentences")
            yield rule.finding(where, department=department, changes=changes)


def _older(intake: Intake) -> Iterator[tuple[str, Submission, Issue]]:
    """Yield the files with another template than today's, with what it was issued with."""
    for department, file in files(intake):
        if _version(file) != intake.current[department].version:
            yield department, file, intake.issue_of(file)


def _version(file: Submission) -> str:
    return file.identity.template_version if file.identity else ""


def _changes(intake: Intake, old: Issue, new: Issue) -> Iterator[Message]:
    """Yield in words what an issue has otherwise than an older one."""
    forms = [form_id for form_id in new.given if form_id in old.given]
    before, after = _headers(old, forms), _headers(new, forms)
    both = [column for column in after if column in before]
    names: list[Text] = [_arrow(old.name, new.name)] if old.name != new.name else []
    titles: list[Text] = [_arrow(old.title, new.title)] if old.title != new.title else []
    every: Sequence[tuple[str, Sequence[Text]]] = (
        ("name", names),
        ("title", titles),
        ("texts", list(_changed_texts(intake, old, new))),
        ("headers", [_arrow(before[c], after[c]) for c in both if before[c] != after[c]]),
        ("columns_since", [_quote(after[c]) for c in after if c not in before]),
        ("columns_gone", [_quote(before[c]) for c in before if c not in after]),
        ("rows_since", _named(intake, new.rows, old.rows)),
        ("rows_gone", _named(intake, old.rows, new.rows)),
        ("labels", list(_changed_labels(old, new))),
        ("guides", [_quote(after[c]) for c in both if _guide(old, c) != _guide(new, c)]),
        ("order", list(_reordered(intake, old, new))),
    )
    for kind, changed in every:
        if changed:
            listed = Listed(changed, "names", most=_MOST_EXAMPLES)
            yield Message(f"W405.changed.{kind}", count=len(changed), listed=listed)


def _headers(issue: Issue, forms: Iterable[str]) -> Mapping[tuple[str, str], str]:
    return {
        (form_id, column_id): text
        for form_id in forms
        for column_id, text in {**issue.given[form_id], **issue.answered[form_id]}.items()
    }


def _changed_texts(intake: Intake, old: Issue, new: Issue) -> Iterator[Text]:
    """Yield the locked texts that changed, of the rows and columns that both have."""
    for line_id in (line_id for line_id in new.rows if line_id in old.rows):
        form = intake.questions[line_id].form
        before, after = old.rows[line_id], new.rows[line_id]
        for column in form.given:
            texts = before.get(column.id, ""), after.get(column.id, "")
            if old.had(form, column) and texts[0] != texts[1]:
                yield _at(f"{line_id} {column.title}", _arrow(*texts))


def _changed_labels(old: Issue, new: Issue) -> Iterator[Text]:
    """Yield what is called otherwise, or hangs below something else."""
    for line_id, label in new.labels.items():
        if line_id in old.labels and old.labels[line_id] != label:
            yield _at(f"{line_id} ", _arrow(*_apart(old.labels[line_id], label)))


def _apart(*labels: str) -> Iterator[str]:
    """Yield two labels without the first lines that are the same: they are quoted shortened."""
    lines = [label.split("\n") for label in labels]
    alike = sum(1 for _ in takewhile(lambda pair: len(set(pair)) == 1, zip(*lines, strict=False)))
    yield from ("\n".join(each[alike:]) for each in lines)


def _guide(issue: Issue, column: tuple[str, str]) -> Sequence[str]:
    """Return what was said about a column beside its header."""
    form_id, column_id = column
    return issue.guides.get(form_id, {}).get(column_id, ())


def _reordered(intake: Intake, old: Issue, new: Issue) -> Iterator[Text]:
    """Yield the forms whose columns or rows stand in another order."""
    for form in intake.definition.every_form:
        before = [*old.given.get(form.id, ()), *old.answered.get(form.id, ())]
        after = [*new.given.get(form.id, ()), *new.answered.get(form.id, ())]
        both = set(before) & set(after)
        ids = {line.id for _, entry in intake.definition.entries(form) for line in entry.lines}
        rows = [[i for i in issue.rows if i in ids] for issue in (old, new)]
        common = set(rows[0]) & set(rows[1])
        if _ordered(before, both) != _ordered(after, both) or (
            _ordered(rows[0], common) != _ordered(rows[1], common)
        ):
            yield _quote(form.sheet)


def _ordered(names: Iterable[str], kept: Container[str]) -> list[str]:
    return [name for name in names if name in kept]


def _arrow(before: str, after: str) -> Message:
    old, new = (quoted(text, _QUOTED_TEXT) or "—" for text in (before, after))
    return Message("W405.arrow", before=old, after=new)


def _quote(text: str) -> Message:
    return Message("rule.quote", text=text)


def _at(place: str, text: Text) -> Text:
    """Return a text behind what it is of."""
    return Listed((place, text), "nothing")


def _named(intake: Intake, rows: Iterable[str], known: Container[str]) -> list[Text]:
    """Return the rows that are not known, with the labels of those that there are."""
    ids = (line_id for line_id in rows if line_id not in known)
    questions = intake.questions
    return [_at(i, _quote(questions[i].entry.label)) if i in questions else i for i in ids]


# ---------------------------------------------------------------- what was asked since


@rule("E211", "row-issued-later", acts=Acts.DEPARTMENT, cells=Cells.BLANKS)
def row_issued_later(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find rows that are asked about and did not stand in the template."""
    for received in intake.received:
        present = {row.owner_id for file in received.files for row in file.rows}
        for form, questions in asked_forms(intake, received):
            where = Origin(received.files[0].file, sheet_name(received, form))
            for question in questions:
                if question.line.id not in present and not received.was_issued(question):
                    yield rule.about(received, question, where, id=question.line.id)


@rule("E212", "column-issued-later", acts=Acts.DEPARTMENT, cells=Cells.OF_COLUMN)
def column_issued_later(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find columns that are to be filled in and did not stand so in the template."""
    for received in intake.received:
        for form, _ in asked_forms(intake, received):
            where = Origin(received.files[0].file, sheet_name(received, form))
            for column in form.answered:
                if received.had_sheet(form) and not received.had(form, column):
                    yield rule.finding(
                        where, department=received.department_id, column=column.title
                    )


# ---------------------------------------------------------------- what is asked no longer


@rule("N512", "no-longer-asked")
def no_longer_asked(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find answers to what the template asked and nobody asks this department any more."""
    for department, file, issued in _older(intake):
        for rows in file.by_id.values():
            row = intake.counting_row(file, rows)
            answers = _answers_to_nothing(intake, department, issued, row)
            if answers:
                yield rule.finding(
                    row.origin,
                    department=department,
                    owner=row.owner_id,
                    id=quoted(row.owner_id),
                    answers=Listed(answers, "names"),
                    now=_asked_now(intake, department, row),
                )


def _answers_to_nothing(
    intake: Intake, department: str, issued: Issue, row: FoundRow
) -> Sequence[Text]:
    """Return the answers of a row that have no question now, each behind its column."""
    if row.owner_id not in issued.rows:
        return ()
    question = intake.questions.get(row.owner_id)
    asked = set()
    if question and question.entry.department_id == department:
        asked = {column.id for column in question.form.answered}
    headers = issued.answered.get(row.form_id, {})
    return [
        _at(headers[column_id], _quote(quoted(answer.text, _QUOTED_TEXT)))
        for column_id, answer in row.fields.items()
        if column_id in headers and column_id not in asked
    ]


def _asked_now(intake: Intake, department: str, row: FoundRow) -> Text:
    """Say which other department answers for a row now, if one does."""
    question = intake.questions.get(row.owner_id)
    if question is None or question.entry.department_id == department:
        return EMPTY
    names = {d.id: d.name for d in intake.definition.everybody}
    return Message("N512.asked_now", name=names[question.entry.department_id])
