"""A definition goes in; a workbook for each department comes out.

A template says in several places whose it is (see `identity`), asks only for what its department
answers, and checks itself while it is filled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from shinchoku.identity import (
    DEPARTMENT,
    IDENTITY,
    NAME,
    ROUND,
    SHEET,
    VERSION,
    Identity,
    declaring,
    marker,
    replacing,
)
from shinchoku.issued import issue
from shinchoku.model import Definition, Department, Form, Key
from shinchoku.paper.workbook import Book, SheetWriter
from shinchoku.templates.dispatch_list import TemplateSummary
from shinchoku.templates.faults import Fault, Faults, Place
from shinchoku.templates.guide import FormTask, Guide
from shinchoku.templates.hidden import HiddenLists
from shinchoku.templates.request import Request
from shinchoku.templates.rows import asked_entries
from shinchoku.templates.sheet import FormSheet
from shinchoku.templates.style import Look
from shinchoku.templates.task import Task
from shinchoku.words import words

_TEXTS_COLUMN, _LISTS_COLUMN = 1, 2  # of the hidden sheet: the identity stands left of them
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})
_NO_ANSWERS: Mapping[Key, str] = MappingProxyType({})
_NO_FAULTS = Faults()


def write_template(
    path: Path,
    definition: Definition,
    department: Department,
    *,
    answers: Mapping[Key, str] = _NO_ANSWERS,
    about: Mapping[str, str] = _NO_TEXTS,
    faults: Faults = _NO_FAULTS,
    replaces: Collection[str] = (),
) -> TemplateSummary:
    """Write one department's workbook, pre-filled with the answers that are given.

    With `faults` it opens with a sheet that lists them, and shows them in their places. When it
    comes back it takes the place of the files that it `replaces`, named as `identity.short` does.
    """
    identity = _identity(definition, department)
    tasks = [
        _task(definition, department, identity, form, answers, faults)
        for form in definition.every_form
    ]
    issued = definition.round.issued
    with Book(path, created=issued, title=definition.round.title) as book:
        say = words(definition.round.language)
        look = Look(book, definition.theme.body_font, say)
        request = book.sheet(say("request.sheet"), rows_grow=True) if faults.asked else None
        guide = book.sheet(say("guide.sheet"), rows_grow=True)
        asked = [task for task in tasks if task.asked]
        sheets = [book.sheet(task.form.sheet, rows_grow=True) for task in asked]
        hidden = _write_identity(book, identity, replaces)
        lists = HiddenLists(hidden, _LISTS_COLUMN)
        pairs = zip(sheets, asked, strict=True)
        form_sheets = [FormSheet(sheet, look, task, lists) for sheet, task in pairs]
        forms = tuple(map(_write_form, form_sheets))
        writer = Guide(
            sheet=guide,
            look=look,
            definition=definition,
            department=department,
            keep=lists.keep,
            faults=faults,
        )
        writer.write(identity, forms, about, _deadline(definition, department))
        _declare(hidden, (guide, *sheets))
        if request is not None:
            placed = [_place(fault, (*form_sheets, writer)) for fault in faults.asked]
            asking = Request(sheet=request, look=look, definition=definition, department=department)
            asking.write(identity, faults, placed, replaces)
    return _summary(path, department, tasks)


def _place(fault: Fault, sheets: Sequence[FormSheet | Guide]) -> Place | None:
    return next(filter(None, (sheet.place(fault) for sheet in sheets)), None)


def _task(
    definition: Definition,
    department: Department,
    identity: Identity,
    form: Form,
    answers: Mapping[Key, str],
    faults: Faults,
) -> Task:
    say = words(definition.round.language)
    return Task(
        department=department,
        identity=identity,
        form=form,
        nothing=definition.nothing,
        asked=tuple(asked_entries(definition, form, department.id, say)),
        answers=answers,
        deadline=_deadline(definition, department),
        faults=faults,
    )


def _deadline(definition: Definition, department: Department) -> str:
    about = definition.round
    return about.day(words(about.language), definition.deadline_of(department))


def _identity(definition: Definition, department: Department) -> Identity:
    version = issue(definition, department.id).version
    return Identity(definition.round.id, department.id, version)


def _write_form(form_sheet: FormSheet) -> FormTask:
    progress = form_sheet.write()
    task = form_sheet.task
    lines = len(progress.statuses)
    return FormTask(form=task.form, entries=len(task.asked), lines=lines, progress=progress)


def _write_identity(book: Book, identity: Identity, replaces: Collection[str]) -> SheetWriter:
    """Write the identity into properties, a defined name and a very hidden sheet.

    The sheet alone has room for the files that are replaced, however many they are.
    """
    for name, value in (
        (ROUND, identity.round_id),
        (DEPARTMENT, identity.department_id),
        (VERSION, identity.template_version),
    ):
        book.property(name, value)
    text = marker(IDENTITY, identity)
    book.name(NAME, f'="{text}"')
    hidden = book.sheet(SHEET)
    hidden.text(0, 0, text)
    if replaces:
        hidden.text(1, 0, replacing(replaces))
    hidden.hide_deeply()
    hidden.protect()
    return hidden


def _declare(hidden: SheetWriter, sheets: Iterable[SheetWriter]) -> None:
    """Write beside the identity what stands on the sheets, so that what is typed in is seen."""
    texts = (text for sheet in sheets for text in sheet.texts)
    for row, piece in enumerate(declaring(texts)):
        hidden.text(row, _TEXTS_COLUMN, piece)


def _summary(path: Path, department: Department, tasks: Sequence[Task]) -> TemplateSummary:
    counts = {
        task.form.id: (len(task.asked), sum(len(asked.entry.lines) for asked in task.asked))
        for task in tasks
    }
    return TemplateSummary(department_id=department.id, file=path.name, counts=counts)
