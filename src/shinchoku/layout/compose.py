"""Definition, merged answers and tally become a Document: sections of blocks, no sizes.

The sections come in the order of report.toml; a table that is split becomes a section for each
node. How each kind is laid out stands in a module of `kinds`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from shinchoku.layout import kinds
from shinchoku.layout.composer import Composer
from shinchoku.layout.draft import as_draft
from shinchoku.model import Definition, Document, Merged, Section, SheetSection, Tally

_NAMES = (f"{kinds.__name__}.{module.name}" for module in iter_modules(kinds.__path__))

_KINDS: Mapping[type[SheetSection], Callable[[Composer, Any], Iterator[Section]]] = {
    module.SECTION: module.sections for module in map(import_module, _NAMES)
}


def compose(
    definition: Definition, merged: Merged, tally: Tally, *, draft: bool = False
) -> Document:
    """Compose the whole report; a draft says that it is one."""
    composer = Composer(definition, merged, tally, draft=draft)
    sections = (s for spec in definition.sheet_sections for s in _KINDS[type(spec)](composer, spec))
    document = Document(sections=tuple(sections), title=definition.round.title)
    return as_draft(document, definition, merged) if draft else document
