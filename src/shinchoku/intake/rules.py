"""The rules for what comes back: an intake goes in, findings come out.

A rule is a code, a name for the bad pattern, a paragraph, and a function; `RULES` is all of them.
The paragraph is what `explain` and the README print, so it stands here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from shinchoku.findings import Finding, Severity, in_order
from shinchoku.intake.questions import Intake, Question
from shinchoku.intake.submissions import Field, FoundRow, Submission
from shinchoku.messages import say
from shinchoku.model import Column, Grade, Key, Origin, Role
from shinchoku.normal import canonical, choose
from shinchoku.sheets import CellKind

Check = Callable[["Rule", Intake], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A code, a name for the bad pattern, how bad it is, one paragraph, and the check."""

    code: str
    name: str
    severity: Severity
    check: Check

    @property
    def explanation(self) -> str:
        """The paragraph that says what the rule is about."""
        return say(f"rule.{self.name}")

    def finding(
        self, where: Origin, *, department: str = "", owner: str = "", **words: object
    ) -> Finding:
        """Make a finding of this rule; its message and hint are `messages`' of the same name."""
        return Finding(
            self.code,
            self.severity,
            say(f"finding.{self.name}", **words),
            where,
            say(f"hint.{self.name}"),
            department,
            owner,
        )


def check(intake: Intake) -> tuple[Finding, ...]:
    """Apply every rule to everything that came in."""
    return in_order(finding for rule in RULES for finding in rule.check(rule, intake))


# ---------------------------------------------------------------- files


def _missing(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for department in intake.definition.departments:
        if not intake.by_department[department.id] and any(intake.asked(department.id)):
            yield rule.finding(
                Origin(department.name), department=department.id, name=department.name
            )


def _unreadable(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission in intake.submissions:
        if submission.problem is not None:
            reason = say(f"unreadable.{submission.problem.kind}")
            yield rule.finding(Origin(submission.file), reason=reason)


def _stranger(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission in intake.submissions:
        if submission.problem is None and submission.identity is None:
            yield rule.finding(Origin(submission.file))


def _other_round(rule: Rule, intake: Intake) -> Iterator[Finding]:
    wanted = intake.definition.round.id
    for submission in intake.submissions:
        identity = submission.identity
        if identity and identity.round_id != wanted:
            yield rule.finding(Origin(submission.file), found=identity.round_id, wanted=wanted)


def _unknown_department(rule: Rule, intake: Intake) -> Iterator[Finding]:
    known = {department.id for department in intake.definition.departments}
    for submission in intake.submissions:
        identity = submission.identity
        ours = identity and identity.round_id == intake.definition.round.id
        if identity and ours and identity.department_id not in known:
            yield rule.finding(Origin(submission.file), found=identity.department_id)


def _conflicting(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for department, one, other in _pairs(intake):
        mine, theirs = intake.content(one), intake.content(other)
        differing = sorted(k for k in mine.keys() | theirs.keys() if mine.get(k) != theirs.get(k))
        if differing:
            yield rule.finding(
                Origin(one.file),
                department=department,
                other=other.file,
                count=len(differing),
                examples="、".join(_named(intake, key) for key in differing[:3]),
            )


def _copy(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for department, one, other in _pairs(intake):
        if intake.content(one) == intake.content(other):
            yield rule.finding(Origin(other.file), department=department, other=one.file)


def _pairs(intake: Intake) -> Iterator[tuple[str, Submission, Submission]]:
    for department, found in intake.by_department.items():
        for one, other in combinations(found, 2):
            yield department, one, other


def _named(intake: Intake, key: Key) -> str:
    question = intake.questions[key.owner_id]
    header = question.form.column(key.column_id).header.replace("\n", "")
    return f"{key.owner_id}「{header}」"


def _unconfirmed(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission in intake.usable:
        if not submission.about.get("confirmed_by", "").strip():
            yield rule.finding(Origin(submission.file), department=_department(submission))


# ---------------------------------------------------------------- rows


def _unknown_row(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission in intake.usable:
        asked = {question.line.id for question in intake.asked(_department(submission))}
        for row in submission.rows:
            if row.owner_id and row.owner_id not in asked:
                where, owner = row.origin, row.owner_id
                yield rule.finding(where, department=_department(submission), id=owner)


def _nameless_row(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission in intake.usable:
        for row in submission.rows:
            if not row.owner_id:
                yield rule.finding(row.origin, department=_department(submission))


def _duplicate_row(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission in intake.usable:
        first: dict[str, Origin] = {}
        for row in submission.rows:
            if row.owner_id in first:
                yield rule.finding(
                    row.origin,
                    department=_department(submission),
                    owner=row.owner_id,
                    id=row.owner_id,
                    first=first[row.owner_id].cell,
                )
            elif row.owner_id:
                first[row.owner_id] = row.origin


def _missing_row(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission in intake.usable:
        present = {row.owner_id for row in submission.rows}
        for question in intake.asked(_department(submission)):
            if question.line.id not in present:
                where = Origin(submission.file, question.form.sheet)
                yield _about(rule, submission, question, where, id=question.line.id)


def _locked_text(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission, row, question in _rows(intake):
        for column in question.form.given:
            issued = question.line.values[column.id]
            field = row.fields.get(column.id)
            found = field.text if field else ""
            # Spreadsheet programs rewrite line ends and outer blanks; nobody means them.
            if found != issued and canonical(found) != canonical(issued):
                where = field.origin if field else row.origin
                words = {"column": _header(column), "before": issued, "after": found}
                yield _about(rule, submission, question, where, **words)


# ---------------------------------------------------------------- answers


def _unanswered(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """One finding for a row, however many of its cells are blank."""
    for submission, row, question in _rows(intake):
        missing = [
            _header(column)
            for column in question.columns
            if _is_required(column) and column.id not in row.fields
        ]
        if missing:
            where = row.origin
            yield _about(rule, submission, question, where, columns="・".join(missing))


def _is_required(column: Column) -> bool:
    return column.required and column.role in {Role.ACTUAL, Role.GRADE}


def _not_on_scale(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission, question, column, field in _fields(intake, Role.GRADE):
        if _is_plain(field) and choose(column, field.text) is None:
            allowed = "　".join(f"{grade.code}" for grade in column.grades)
            words = {"text": field.text, "column": _header(column), "allowed": allowed}
            yield _about(rule, submission, question, field.origin, **words)


def _not_a_reason(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission, question, column, field in _fields(intake, Role.REASON):
        if _is_plain(field) and choose(column, field.text) is None:
            words = {"text": field.text, "column": _header(column)}
            yield _about(rule, submission, question, field.origin, **words)


def _reason_missing(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission, row, question, column, grade in _graded(intake):
        reasons = _explaining(question, Role.REASON, column)
        if grade.needs_reason and reasons and not any(r.id in row.fields for r in reasons):
            words = {"grade": grade.code, "column": _header(reasons[0])}
            where = row.fields[column.id].origin
            yield _about(rule, submission, question, where, **words)


def _reason_unneeded(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission, row, question, column, grade in _graded(intake):
        for reason in _explaining(question, Role.REASON, column):
            if not grade.needs_reason and reason.id in row.fields:
                where = row.fields[reason.id].origin
                words = {"grade": grade.code, "column": _header(reason)}
                yield _about(rule, submission, question, where, **words)


def _note_missing(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission, row, question, column, grade in _graded(intake):
        notes = _explaining(question, Role.NOTE, column)
        if grade.needs_note and notes and not any(note.id in row.fields for note in notes):
            words = {"grade": grade.code, "column": _header(notes[0])}
            where = row.fields[column.id].origin
            yield _about(rule, submission, question, where, **words)


def _something_planned(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission, row, question, column, grade in _graded(intake):
        if grade.only_when_nothing and not _all_nothing(intake, submission, question):
            where = row.fields[column.id].origin
            yield _about(rule, submission, question, where, grade=grade.code)


def _nothing_planned(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission, row, question, column, grade in _graded(intake):
        only = next((g.code for g in column.grades if g.only_when_nothing), None)
        if only and grade.code != only and _all_nothing(intake, submission, question):
            where = row.fields[column.id].origin
            yield _about(rule, submission, question, where, grade=grade.code, only=only)


def _all_nothing(intake: Intake, submission: Submission, question: Question) -> bool:
    """Whether planned and actual say "nothing" on every line of the item.

    A blank actual is not "nothing": it has its own finding.
    """
    lines = question.item.lines
    planned = question.form.with_role(Role.PLANNED)
    if not all(intake.is_nothing(line.values[c.id]) for line in lines for c in planned):
        return False
    answers = intake.answers(submission)
    actual = question.form.with_role(Role.ACTUAL)
    fields = [answers.get(Key(line.id, column.id)) for line in lines for column in actual]
    return all(field is not None and intake.is_nothing(field.text) for field in fields)


def _too_long(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission, question, column, field in _fields(intake):
        over = len(field.text) - column.max_chars if column.max_chars else 0
        if over > 0:
            words = {"column": _header(column), "limit": column.max_chars, "over": over}
            yield _about(rule, submission, question, field.origin, **words)


def _error_value(rule: Rule, intake: Intake) -> Iterator[Finding]:
    yield from _of_kind(rule, intake, CellKind.ERROR)


def _without_result(rule: Rule, intake: Intake) -> Iterator[Finding]:
    yield from _of_kind(rule, intake, CellKind.FORMULA_WITHOUT_RESULT)


def _date(rule: Rule, intake: Intake) -> Iterator[Finding]:
    yield from _of_kind(rule, intake, CellKind.DATE)


def _of_kind(rule: Rule, intake: Intake, kind: CellKind) -> Iterator[Finding]:
    for submission, question, column, field in _fields(intake):
        if field.kind is kind:
            words = {"column": _header(column), "text": field.text}
            yield _about(rule, submission, question, field.origin, **words)


def _struck(rule: Rule, intake: Intake) -> Iterator[Finding]:
    for submission, question, column, field in _fields(intake):
        if field.struck:
            words = {"column": _header(column), "struck": "・".join(field.struck)}
            yield _about(rule, submission, question, field.origin, **words)


# ---------------------------------------------------------------- views that checks share


def _department(submission: Submission) -> str:
    return submission.identity.department_id if submission.identity else ""


def _header(column: Column) -> str:
    return "".join(column.header.split())


def _is_plain(field: Field) -> bool:
    """Whether a cell holds something that can be compared; errors have rules of their own."""
    return field.kind not in {CellKind.ERROR, CellKind.FORMULA_WITHOUT_RESULT}


def _about(
    rule: Rule, submission: Submission, question: Question, where: Origin, **words: object
) -> Finding:
    return rule.finding(
        where,
        department=_department(submission),
        owner=question.line.id,
        label=question.item.label,
        **words,
    )


def _rows(intake: Intake) -> Iterator[tuple[Submission, FoundRow, Question]]:
    for submission in intake.usable:
        for row, question in intake.rows(submission):
            yield submission, row, question


def _fields(
    intake: Intake, role: Role | None = None
) -> Iterator[tuple[Submission, Question, Column, Field]]:
    for submission, row, question in _rows(intake):
        for column in question.columns:
            field = row.fields.get(column.id)
            if field is not None and role in {None, column.role}:
                yield submission, question, column, field


def _graded(intake: Intake) -> Iterator[tuple[Submission, FoundRow, Question, Column, Grade]]:
    """Yield every grade given that is on its scale."""
    for submission, row, question in _rows(intake):
        for column in question.columns:
            if column.role is Role.GRADE and column.id in row.fields:
                grade = column.grade(choose(column, row.fields[column.id].text) or "")
                if grade is not None:
                    yield submission, row, question, column, grade


def _explaining(question: Question, role: Role, column: Column) -> tuple[Column, ...]:
    """Return the reason or note columns that explain a grade column."""
    return tuple(c for c in question.form.with_role(role) if c.of in {"", column.id})


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

RULES: tuple[Rule, ...] = tuple(
    Rule(code, name, severity, function)
    for code, name, severity, function in (
        ("E101", "missing-submission", _E, _missing),
        ("E102", "unreadable-file", _E, _unreadable),
        ("E103", "foreign-workbook", _E, _stranger),
        ("E104", "other-round", _E, _other_round),
        ("E105", "unknown-department", _E, _unknown_department),
        ("E106", "conflicting-submissions", _E, _conflicting),
        ("E201", "unknown-row", _E, _unknown_row),
        ("E202", "row-without-id", _E, _nameless_row),
        ("E203", "duplicate-row", _E, _duplicate_row),
        ("E204", "missing-row", _E, _missing_row),
        ("E205", "locked-text-changed", _E, _locked_text),
        ("E301", "unanswered", _E, _unanswered),
        ("E302", "grade-not-on-scale", _E, _not_on_scale),
        ("E303", "reason-not-a-choice", _E, _not_a_reason),
        ("E304", "reason-missing", _E, _reason_missing),
        ("E305", "note-missing", _E, _note_missing),
        ("E306", "nothing-but-planned", _E, _something_planned),
        ("E307", "graded-but-nothing", _E, _nothing_planned),
        ("E308", "error-value", _E, _error_value),
        ("E309", "formula-without-result", _E, _without_result),
        ("E310", "turned-into-date", _E, _date),
        ("E311", "struck-text", _E, _struck),
        ("W401", "text-too-long", _W, _too_long),
        ("W402", "reason-unneeded", _W, _reason_unneeded),
        ("W403", "unconfirmed", _W, _unconfirmed),
        ("N501", "identical-copy", _N, _copy),
    )
)


def explained(code: str) -> str | None:
    """Return code, name, severity and paragraph of a rule; None if there is no such code."""
    for rule in RULES:
        if rule.code == code.upper():
            return (
                f"{rule.code} {rule.name}（{say(f'severity.{rule.severity}')}）\n{rule.explanation}"
            )
    return None
