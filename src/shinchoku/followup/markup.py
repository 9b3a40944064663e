"""HTML that cannot be broken by a text: whatever is not Markup already is escaped.

`element` makes Markup of a tag, its children and its attributes; nothing else needs to.
"""

from __future__ import annotations

from html import escape

from shinchoku.intake.cleaning import printable

_VOID = {"meta", "rect"}


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(tag: str, /, *children: str, **attributes: str | float | None) -> Markup:
    """Return an element. `class_` is class, `data_value` is data-value; None leaves one out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if tag in _VOID:
        return Markup(f"<{tag}{given}/>")
    return Markup(f"<{tag}{given}>{joined(*children)}</{tag}>")


def joined(*children: str) -> Markup:
    """Return children one after the other, each escaped unless it is Markup."""
    return Markup("".join(c if isinstance(c, Markup) else _escaped(c) for c in children))


def _escaped(text: str) -> str:
    """Escape what can be seen of a text; half a surrogate pair in a file name has no UTF-8."""
    return escape(printable(text))
