"""What a PDF says of itself, and how its pages are to be bound; a build's manifest keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shinchoku.model import Binding, Definition
from shinchoku.records import dataclass
from shinchoku.words import words

KEY = "print"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Title, who issued it and when, its language; the edge that is bound, and its gutter."""

    title: str = ""
    author: str = ""
    language: str = ""  # as BCP 47 names it
    issued: date | None = None
    binding: Binding = ""
    gutter_mm: float = 0.0

    @property
    def as_data(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {
            "title": self.title,
            "author": self.author,
            "language": self.language,
            "issued": self.issued.isoformat() if self.issued else "",
            "binding": self.binding,
            "gutter_mm": self.gutter_mm,
        }


PLAIN = Imprint()
"""That of a workbook of which nothing else is known."""


def imprint_of(definition: Definition, title: str) -> Imprint:
    """Return the imprint of a report with this title."""
    about, order = definition.round, definition.print_order
    return Imprint(
        title=title,
        author=about.issuer,
        language=words(about.language)("language.locale"),
        issued=about.issued,
        binding=order.binding,
        gutter_mm=order.gutter_mm,
    )


def imprint_in(published: Mapping[str, Any]) -> Imprint:
    """Return the imprint that a manifest keeps: of one without, or a spoilt one, a plain one."""
    try:
        said = published[KEY]
        return Imprint(
            title=str(said["title"]),
            author=str(said["author"]),
            language=str(said["language"]),
            issued=date.fromisoformat(said["issued"]),
            binding=_BINDINGS[said["binding"]],
            gutter_mm=float(said["gutter_mm"]),
        )
    except (KeyError, TypeError, ValueError):
        return PLAIN


_BINDINGS: Mapping[str, Binding] = {"": "", "left": "left", "right": "right"}
