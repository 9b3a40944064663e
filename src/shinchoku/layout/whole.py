"""The whole way of a report through the layout: composed, measured, and put on pages."""

from __future__ import annotations

from shinchoku.layout.compose import compose
from shinchoku.layout.measure import measure
from shinchoku.layout.paginate import paginate
from shinchoku.model import Definition, Document, Merged, PagedDocument, Tally


def lay_out(
    definition: Definition, merged: Merged, counts: Tally, *, draft: bool = False
) -> tuple[Document, PagedDocument]:
    """Return the report before it has sizes, and its pages."""
    document, theme = compose(definition, merged, counts, draft=draft), definition.theme
    continued = definition.texts.continued
    return document, paginate(measure(document, theme), theme, continued_mark=continued)
