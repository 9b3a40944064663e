"""Markup that is HTML and XML alike: what is written here, a parser of either reads the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPECIAL = re.compile('[&<>"\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_TEXTS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_UNKNOWN = "\ufffd"  # for what no XML file may hold
_NAME = re.compile(r"[^\w:.-]")


def text(said: str) -> str:
    """Return a text as content: its line ends are breaks."""
    if not _SPECIAL.search(said):
        return said
    return _SPECIAL.sub(_content, said)


def _content(found: re.Match[str]) -> str:
    return "<br/>" if found[0] == "\n" else _TEXTS.get(found[0], _UNKNOWN)


def attribute(said: str) -> str:
    """Return a text as the value of an attribute, in quotes."""
    if not _SPECIAL.search(said):
        return f'"{said}"'
    return f'"{_SPECIAL.sub(_value, said)}"'


def _value(found: re.Match[str]) -> str:
    return "&#10;" if found[0] == "\n" else _TEXTS.get(found[0], _UNKNOWN)


def attributes(**given: str) -> str:
    """Return attributes; `class_` is class, `data_value` is data-value; "" leaves one out."""
    return "".join(
        f" {name.rstrip('_').replace('_', '-')}={attribute(value)}"
        for name, value in given.items()
        if value
    )


def element(tag: str, inside: str, /, **given: str) -> str:
    """Return an element around what is markup already."""
    return f"<{tag}{attributes(**given)}>{inside}</{tag}>"


def anchor(id_: str) -> str:
    """Return an anchor of the report as an id: no blanks, nothing that an address would hide."""
    return _NAME.sub("_", id_)


def anchors(ids: Iterable[str]) -> str:
    """Return places to lead to, where nothing else can have their ids."""
    return "".join(f'<span id="{anchor(id_)}"></span>' for id_ in ids)
