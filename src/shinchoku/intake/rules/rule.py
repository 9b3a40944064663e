"""What a rule is, and the views of an intake that the checks share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY
from types import ModuleType

from shinchoku.findings import Acts, Cells, Decision, Finding, Rule
from shinchoku.intake.beside import Beside
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.forms import Field, FoundRow
from shinchoku.intake.questions import Answer, Choice, Intake, Question, Received
from shinchoku.intake.submissions import Submission
from shinchoku.model import Form, Origin
from shinchoku.records import dataclass
from shinchoku.words import Listed, Message, Word

_MOST = 10  # to show
Check = Callable[["IntakeRule", Intake], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class IntakeRule(Rule):
    """A rule for what came back, with its check."""

    _: KW_ONLY
    check: Check

    def about(
        self,
        received: Received,
        question: Question,
        where: Origin,
        variant: str = "",
        /,
        **values: Word,
    ) -> Finding:
        """Make a finding about a row that a department was asked about.

        `where` is the cell to put right; with a variant its texts are those of `code.variant`.
        """
        return self.finding(
            where,
            variant,
            department=received.department_id,
            owner=question.line.id,
            label=question.entry.label,
            **values,
        )

    def on(self, answer: Answer, variant: str = "", /, **values: Word) -> Finding:
        """Make a finding about an answer; its column's title and its text are among the values."""
        said: dict[str, Word] = {"column": answer.column.title, "text": quoted(answer.field.text)}
        where = answer.field.origin
        return self.about(answer.received, answer.question, where, variant, **(said | values))

    def at(self, choice: Choice, /, **values: Word) -> Finding:
        """Make a finding about a choice; its column's title and its code are among the values."""
        said: dict[str, Word] = {"asking": choice.column.title, "grade": choice.code}
        return self.about(choice.received, choice.question, choice.origin, **(said | values))


def rule(
    code: str,
    name: str,
    *,
    acts: Acts = Acts.PLANNING,
    cells: Cells = Cells.AT,
    solved_by: Decision | None = None,
) -> Callable[[Check], IntakeRule]:
    """Make a rule of the check below."""

    def made(check: Check) -> IntakeRule:
        return IntakeRule(code, name, acts, cells, solved_by, check=check)

    return made


def rules_in(*modules: ModuleType) -> tuple[IntakeRule, ...]:
    """Return the rules of some modules, by their codes."""
    found = (each for module in modules for each in vars(module).values())
    return tuple(sorted((r for r in found if isinstance(r, IntakeRule)), key=lambda r: r.code))


def asked_forms(intake: Intake, received: Received) -> Iterator[tuple[Form, list[Question]]]:
    """Yield the forms that ask anything of a department, each with its rows."""
    asked = intake.asked(received.department_id)
    for form in intake.definition.every_form:
        questions = [question for question in asked if question.form.id == form.id]
        if questions:
            yield form, questions


def sheet_name(received: Received, form: Form) -> str:
    """Return what the department calls a form's sheet now."""
    names = (r.origin.sheet for f in received.files for r in f.rows if r.form_id == form.id)
    return next(names, form.sheet)


def typed_in(found: Sequence[Beside | Field]) -> Listed:
    """Say what stands in cells: each with its text."""
    texts = (
        Message("N505.cell", cell=each.origin.cell, text=quoted(each.text, 40))
        for each in found[: _MOST + 1]
    )
    return Listed(texts, "names", most=_MOST)


def files(intake: Intake) -> Iterator[tuple[str, Submission]]:
    """Yield the files that count, each with its department's id."""
    for received in intake.received:
        for file in received.files:
            yield received.department_id, file


def rows(intake: Intake) -> Iterator[tuple[Received, FoundRow, Question]]:
    """Yield every row that was asked about and came back."""
    for received in intake.received:
        for row, question in received.rows:
            yield received, row, question
