"""A report that is a draft says so wherever one looks at it, and lists what it lacks.

In go a composed Document and what was merged; out comes the Document with the draft's mark in its
title and at the head of every page, and with a list of what is missing, department by department.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shinchoku.layout.composer import gap
from shinchoku.model import (
    Block,
    Cell,
    Column,
    Definition,
    Department,
    Document,
    Entry,
    Form,
    Key,
    Line,
    Merged,
    Row,
    Section,
    TextSection,
    asks,
)
from shinchoku.paper.page import head_fits
from shinchoku.words import Listed, Message, Words, words

_NAMED = 5  # entries of a department; the board has them all


def as_draft(document: Document, definition: Definition, merged: Merged) -> Document:
    """Return the document as a draft."""
    say, mark = words(definition.round.language), definition.texts.draft
    listed_in = _lists_missing(document, definition)
    return Document(
        sections=tuple(
            replace(
                section,
                running_title=_head(say, section, definition),
                blocks=(*_missing(section, definition, merged), *section.blocks)
                if section.id == listed_in
                else section.blocks,
            )
            for section in document.sections
        ),
        title=say("draft.title", draft=mark, title=document.title),
    )


def _head(say: Words, section: Section, definition: Definition) -> str:
    """Return what stands at the head of a section's pages; the mark alone where both are long."""
    mark, theme = definition.texts.draft, definition.theme.on(section.paper)
    if not section.running_title:
        return mark
    both = say("draft.head", draft=mark, title=section.running_title)
    return both if head_fits(both, theme) else mark


def _lists_missing(document: Document, definition: Definition) -> str:
    """Return the section that lists it: a memo that counts, or the first one."""
    counting = (
        spec.id
        for spec in definition.sheet_sections
        if isinstance(spec, TextSection) and spec.counts
    )
    return next(counting, document.sections[0].id)


# ---------------------------------------------------------------- what is missing


def _missing(section: Section, definition: Definition, merged: Merged) -> Iterator[Block]:
    say, mark = words(definition.round.language), definition.texts.draft
    yield _line(section, say("draft.missing", draft=mark), "label")
    lines = list(_lines(say, definition, merged))
    for line in lines or [say("draft.complete")]:
        yield _line(section, line, "paragraph")
    yield gap()


def _line(section: Section, text: str, style: str) -> Block:
    cell = Cell(column=0, text=text, style=style, span=len(section.widths))
    return Block(rows=(Row(kind="text", cells=(cell,)),), keep_with_next=style == "label")


def _lines(say: Words, definition: Definition, merged: Merged) -> Iterator[str]:
    """Yield a line for each department that something is missing of."""
    asked: dict[str, list[tuple[Form, Entry]]] = {}
    for form in definition.every_form:
        for _, entry in definition.entries(form):
            if not entry.repeat_of:
                asked.setdefault(entry.department_id, []).append((form, entry))
    for department in definition.everybody:
        if lacking := _lacking(definition, department, asked, merged):
            yield say("draft.department", name=department.name, missing=lacking)


def _lacking(
    definition: Definition,
    department: Department,
    asked: dict[str, list[tuple[Form, Entry]]],
    merged: Merged,
) -> Message | None:
    """Return what is missing of a department, nothing where all is there."""
    every = asked.get(department.id, [])
    if all(merged.missing.issuperset(line.id for line in e.lines) for _, e in every):
        return Message("draft.nothing_came", count=len(every)) if every else None
    lacking = [entry.label for form, entry in every if _is_lacking(definition, form, entry, merged)]
    names = Listed(lacking, "names", most=_NAMED)
    return Message("draft.entries", count=len(lacking), names=names) if lacking else None


def _is_lacking(definition: Definition, form: Form, entry: Entry, merged: Merged) -> bool:
    """Whether a line came without any answer, or a cell that must be filled is blank."""
    return any(
        line.id in merged.missing
        or any(
            _is_needed(definition, form, column, entry, line, merged)
            and Key(line.id, column.id) not in merged.submitted
            for column in form.answered
            if asks(column, entry, line)
        )
        for line in entry.lines
    )


def _is_needed(
    definition: Definition, form: Form, column: Column, entry: Entry, line: Line, merged: Merged
) -> bool:
    """Whether a cell must be filled, always or beside what another one says."""
    said = ((a, codes, merged.text_of(a, entry, line)) for a, codes in form.needing(column))
    return column.required or any(
        asking.calls(codes, text, is_nothing=definition.is_nothing(text))
        for asking, codes, text in said
    )
