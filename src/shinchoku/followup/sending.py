"""What goes out: workbooks to fill in, a list of them, and the mails that they go with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from shinchoku.followup.drafts import Drafts, write_requests
from shinchoku.followup.letters import Letter
from shinchoku.identity import template_file_name
from shinchoku.issued import append_issues, issues
from shinchoku.model import Definition, Department
from shinchoku.templates.dispatch_list import (
    TemplateSummary,
    dispatch_file,
    summaries,
    write_dispatch_list,
)
from shinchoku.templates.writer import write_template
from shinchoku.words import words


def left_over(folder: Path, definition: Definition) -> tuple[str, ...]:
    """Return the workbooks that stand where templates do, and are nobody's of this definition."""
    say = words(definition.round.language)
    known = {template_file_name(each) for each in (*definition.departments, *definition.reviewers)}
    known |= {dispatch_file(say, reviews=each) for each in (False, True)}
    found = (path.name for path in (folder / "templates").glob("*.xlsx"))
    return tuple(sorted(name for name in found if name not in known and name[:2] != "~$"))


def send(
    folder: Path,
    definition: Definition,
    asked: Sequence[Department],
    written: Sequence[Department],
    *,
    reviews: bool,
    progress: Iterable[Department],
) -> tuple[tuple[TemplateSummary, ...], Drafts]:
    """Write into a round's folder what departments, or reviewers, are sent, and note it as issued.

    The list has all that are `asked`; `written` are those that get a workbook now, `progress` is
    the same, as somebody is shown it.
    """
    append_issues(folder, issues(definition, [each.id for each in written]).values())
    target = folder / "templates"
    target.mkdir(exist_ok=True)
    made = tuple(
        write_template(target / template_file_name(each), definition, each) for each in progress
    )
    listed = target / dispatch_file(words(definition.round.language), reviews=reviews)
    write_dispatch_list(listed, definition, summaries(definition, asked), reviews=reviews)
    return made, write_requests(target, (Letter(definition, each, None) for each in written))
