"""Reviews: for each form with columns `by = "review"` a form of its own, which nobody writes.

It asks reviewers what those columns ask, and shows beside it what departments answered. Its entries
are those of the form that somebody reviews, under ids of their own: so a review is issued, read,
checked, merged and corrected as every answer is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from shinchoku.definition.addresses import addresses, is_address
from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import REVIEWER, Design
from shinchoku.definition.schema.report import Report
from shinchoku.definition.tables import Table
from shinchoku.model import (
    Child,
    Column,
    Department,
    Entry,
    Form,
    Heading,
    Line,
    entries_below,
    review_form,
    review_id,
)
from shinchoku.normal import canonical, in_one_line
from shinchoku.paper.limits import MAX_SHEET_NAME
from shinchoku.records import dataclass
from shinchoku.words import words

_ID = "review"  # of who reviews everything


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """The forms that reviewers are sent, what each is about, and who they are."""

    forms: tuple[Form, ...] = ()
    trees: Mapping[str, tuple[Child, ...]]
    reviewers: tuple[Department, ...] = ()


def check_reviews(report: Report, designed: Design, checker: Checker) -> None:
    """Tell review columns that nobody fills, and what is wrong with who does."""
    review = report.review
    columns = [
        key_path("forms", f, "columns", c, "by")
        for f, form in enumerate(report.forms)
        for c, column in enumerate(form.columns)
        if column.by == "review"
    ]
    if review is None:
        for where in columns:
            checker.report(where, "definition.no_review")
        return
    if not columns:
        checker.report("review", "definition.review_unused")
    if (review.by is None) == (review.table is None):
        checker.report("review", "definition.review_who")
    if review.by is not None and not canonical(checker.text("review.by", review.by)):
        checker.report("review.by", "definition.blank_text")
    if review.table and review.mail:
        checker.report("review.mail", "definition.review_mail")
    for text in addresses(review.mail):
        if not is_address(text):
            checker.report("review.mail", "definition.bad_mail", text=text)
    if review.deadline < report.round.deadline:
        checker.report("review.deadline", "definition.review_deadline")
    _check_forms(report, designed, checker)


def _check_forms(report: Report, designed: Design, checker: Checker) -> None:
    """Check what review forms are called, and that their master's column is free."""
    seen: dict[str, str] = {}
    for index, design in enumerate(designed.forms):
        if not design.form.reviewed:
            continue
        where = key_path("forms", index, "sheet")
        name = _sheet(design.form, report)
        if name.casefold() in seen:
            words_ = {"name": name, "first": seen[name.casefold()]}
            checker.report(where, "definition.same_sheet", **words_)
        seen.setdefault(name.casefold(), where)
        for number, column in enumerate(design.form.columns):
            if report.review and report.review.table and column.id == REVIEWER:
                at = key_path("forms", index, "columns", number, "id")
                checker.report(at, "definition.reserved_name", name=column.id)


def _sheet(form: Form, report: Report) -> str:
    """Return what the sheet of a form's review is called; a long name is cut."""
    say = words(report.round.language)
    room = MAX_SHEET_NAME - len(say("review.sheet", sheet=""))
    return say("review.sheet", sheet=form.sheet[:room])


# ---------------------------------------------------------------- made of what is loaded


def reviews(
    report: Report,
    forms: Sequence[Form],
    trees: Mapping[str, tuple[Child, ...]],
    reviewers: Sequence[Department],
    checker: Checker,
) -> Reviews:
    """Return the reviews of forms; `reviewers` are those of the master, if it has a table."""
    about = report.review
    if about is None:
        return Reviews(trees={})
    asked = [form for form in forms if form.reviewed]
    made = [_form(form, _sheet(form, report)) for form in asked]
    if about.by is not None:
        name, mail = in_one_line(checker.text("review.by", about.by)), addresses(about.mail)
        reviewers = [Department(id=_ID, name=name, deadline=about.deadline, mail=mail)]
    return Reviews(
        forms=tuple(made),
        trees={
            own.id: _Reviewed(own, trees[form.id], "" if about.table else _ID).tree()
            for own, form in zip(made, asked, strict=True)
        },
        reviewers=tuple(replace(r, deadline=r.deadline or about.deadline) for r in reviewers),
    )


def check_ids(made: Reviews, report: Report, tables: Mapping[str, Table], checker: Checker) -> None:
    """Tell ids of the master that are those of reviews."""
    known = {canonical(row.cells.get("id", "")) for table in tables.values() for row in table.rows}
    own = [_ID] if report.review and report.review.by else []
    own += [
        line.id
        for tree in made.trees.values()
        for _, entry in entries_below(tree)
        for line in entry.lines
    ]
    for id_ in own:
        if canonical(id_) in known:
            checker.report("review", "definition.review_id", id=id_)


def _form(form: Form, sheet: str) -> Form:
    return replace(
        form,
        id=review_form(form.id),
        sheet=sheet,
        columns=tuple(_column(column) for column in form.columns),
        review_of=form.id,
    )


def _column(column: Column) -> Column:
    """Return a column as a review has it: what departments answered is shown there as a text."""
    if column.by == "master":
        return column
    if column.by == "review":
        return replace(column, by="department")
    return Column(
        id=column.id,
        header=column.header,
        by="context",
        per=column.per,
        parent=column.parent,
        width=column.width,
        align="center" if column.grades or column.number else column.align,
        print="none",
    )


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """What a review form asks about: the entries of a tree that somebody reviews."""

    form: Form
    children: tuple[Child, ...]
    everything_by: str  # the reviewer's id, "" where the master says whose each is

    def tree(self) -> tuple[Child, ...]:
        return tuple(self._below(self.children, frozenset(self._ids())))

    def _reviewer(self, entry: Entry) -> str:
        return "" if entry.repeat_of else self.everything_by or entry.reviewer_id

    def _ids(self) -> Iterator[str]:
        """Yield the ids of the entries that somebody reviews."""
        return (e.id for _, e in entries_below(self.children) if self._reviewer(e))

    def _below(self, children: Sequence[Child], asked: AbstractSet[str]) -> Iterator[Child]:
        for child in children:
            if isinstance(child, Heading):
                yield child
            elif not isinstance(child, Entry):
                yield replace(child, children=tuple(self._below(child.children, asked)))
            elif _source(child, asked) in asked:
                yield self._entry(child, _source(child, asked))

    def _entry(self, entry: Entry, source: str) -> Entry:
        own = {column.id for column in self.form.answered}
        return replace(
            entry,
            id=review_id(entry.id, entry.id),
            lines=tuple(_line(line, entry, source) for line in entry.lines),
            department_id=self._reviewer(entry),
            repeat_of=entry.repeat_of and review_id(source, entry.repeat_of),
            overrides={c: text for c, text in entry.overrides.items() if c in own},
        )


def _source(entry: Entry, known: AbstractSet[str]) -> str:
    """Return the entry whose answers an entry shows: its own id, or what it repeats as a whole."""
    source = entry.repeat_of or entry.id
    return source if source in known else source.rpartition(".")[0]


def _line(line: Line, entry: Entry, source: str) -> Line:
    """Return a line of a review; that a repeat is worded otherwise is told of what it reviews."""
    return replace(
        line,
        id=review_id(entry.id, line.id),
        repeat_of=line.repeat_of and review_id(source, line.repeat_of),
        unlike=(),
        sum_of=tuple(review_id(entry.id, each) for each in line.sum_of),
    )
