"""The corrections as the desk shows them: what can be corrected, and what is corrected already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shinchoku.followup.corrections_form import shown
from shinchoku.intake.correction_table import NAME, headings, read_rows
from shinchoku.intake.questions import Intake


def correctable(folder: Path, sent: Intake, pages: Mapping[str, int]) -> dict[str, Any]:
    """Return the rows of the table that is there, and every line with its values by heading.

    `columns`: form id -> heading -> what may be chosen, none where anything may be written.
    `pages`: line's id -> page of the current report. Raises TableError.
    """
    seen = shown(sent, pages)
    written = read_rows(folder, NAME, sent.definition)
    forms = {question.form.id: question.form for question in seen.questions}
    return {
        "rows": [dict(row.cells) for row in written.table.rows] if written else [],
        "items": [
            {
                "id": question.line.id,
                "name": seen.name(question.line.id),
                "page": seen.page(question.line.id),
                "form": question.form.id,
                "values": dict(seen.values_of(question)),
            }
            for question in seen.questions
        ],
        "columns": {
            form.id: {headings(form)[column.id]: list(column.codes) for column in form.answered}
            for form in forms.values()
        },
    }
