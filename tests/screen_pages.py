"""A page read with Python's own parser of HTML, as a browser would associate its cells with heads.

A witness: it knows nothing of how the page was written, nor of what `publish` reads in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from shinchoku import pipeline
from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.screen.edition import EDITION
from shinchoku.layout.whole import lay_out
from shinchoku.model import Definition, Merged, Tally
from shinchoku.results import Compiled
from shinchoku.tally import tally

VOID = {"meta", "br", "input", "col", "path", "rect"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Element:
    """An element with what is in it, in order."""

    tag: str
    attributes: Mapping[str, str]
    parent: Element | None
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All texts in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    @property
    def own_text(self) -> str:
        """Its texts without those of links and marks."""
        parts = (
            part if isinstance(part, str) else "" if part.tag in {"a", "b"} else part.text
            for part in self.inside
        )
        return "".join(parts)

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield every element in it with one of these tags, in order."""
        for part in self.inside:
            if isinstance(part, Element):
                if not tags or part.tag in tags:
                    yield part
                yield from part.all(*tags)

    def within(self, tag: str) -> Element | None:
        """Return the nearest element of a tag that it stands in."""
        return self if self.tag == tag else self.parent.within(tag) if self.parent else None


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        made = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        if tag == "br":
            made.inside.append("\n")
        self.at.inside.append(made)
        if tag not in VOID:
            self.at = made

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.at.tag == tag, (self.at.tag, tag)
            assert self.at.parent is not None
            self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.inside.append(data)


def tree(page: str | Path) -> Element:
    """Return a page's elements; every one is closed where it should be."""
    reading = _Tree()
    reading.feed(page if isinstance(page, str) else page.read_text(encoding="utf-8"))
    reading.close()
    assert reading.at is reading.root, reading.at.tag
    return reading.root


@dataclass(frozen=True)
class Found:
    """A value on the page: its text, and the heads that HTML gives it, those of rows last.

    `above` are the heads of its column, the upper first; `beside` those of its row; `group` what
    its group of rows is about.
    """

    owner: str
    column: str
    text: str
    above: tuple[str, ...]
    beside: tuple[str, ...]
    group: tuple[str, ...]
    element: Element


def values(root: Element) -> Iterator[Found]:
    """Yield every value with a key, in the order of the page."""
    cells = {id(found.element): found for table in root.all("table") for found in of_table(table)}
    for element in root.all("td", "dd", "span"):
        if "data-owner" in element.attributes:
            yield cells.get(id(element)) or _outside(element)


def _outside(element: Element) -> Found:
    given = element.attributes
    beside: tuple[str, ...] = ()
    if element.tag == "dd":
        assert element.parent is not None
        beside = tuple(each.text for each in element.parent.all("dt"))
    return Found(
        given["data-owner"], given["data-column"], element.own_text, (), beside, (), element
    )


def of_table(table: Element) -> Iterator[Found]:
    """Yield the values of a table; its cells are laid out as HTML says, and none overlap."""
    above: dict[int, list[str]] = {}
    for part in table.all("thead", "tbody"):
        taken: dict[tuple[int, int], Element] = {}
        group: list[str] = []
        widths = set()
        rows = [each for each in part.inside if isinstance(each, Element)]
        for number, row in enumerate(rows):
            column, beside = 0, []
            for cell in (each for each in row.inside if isinstance(each, Element)):
                while (number, column) in taken:
                    column += 1
                wide = int(cell.attributes.get("colspan", "1"))
                places = [
                    (number + down, column + right)
                    for down in range(int(cell.attributes.get("rowspan", "1")))
                    for right in range(wide)
                ]
                assert not taken.keys() & places, "cells overlap"
                taken |= dict.fromkeys(places, cell)
                scope = cell.attributes.get("scope", "")
                if part.tag == "thead":
                    for place in range(column, column + wide):
                        above.setdefault(place, []).append(cell.own_text)
                elif scope == "rowgroup":
                    group.append(cell.own_text)
                elif scope == "row":
                    beside.append(cell.own_text)
                elif "data-owner" in cell.attributes:
                    given = cell.attributes
                    yield Found(
                        given["data-owner"], given["data-column"], cell.own_text,
                        tuple(above.get(column, ())), tuple(beside), tuple(group), cell,
                    )  # fmt: skip
            widths.add(sum(1 for row_, _ in taken if row_ == number))
        assert len(widths) <= 1, f"rows of {widths} columns"
        assert all(row_ < len(rows) for row_, _ in taken), "a cell hangs out of its group"


def is_in_order(root: Element) -> bool:
    """Whether headings go down level by level, from one h1."""
    levels = [int(each.tag[1]) for each in root.all(*HEADINGS)]
    steps = all(after <= before + 1 for before, after in pairwise(levels))
    return levels.count(1) == 1 and levels[0] == 1 and steps


def lost_targets(root: Element) -> set[str]:
    """Return the links, labels and descriptions that lead nowhere, and the ids that are twice."""
    ids = [each.attributes["id"] for each in root.all() if "id" in each.attributes]
    named = {each.attributes["href"].removeprefix("#") for each in root.all("a")}
    named |= {each.attributes["for"] for each in root.all("label")}
    for each in root.all():
        named |= {*each.attributes.get("aria-labelledby", "").split()}
    return (named - {*ids}) | {id_ for id_ in ids if ids.count(id_) > 1}


def manuscript_of(folder: Path) -> Manuscript:
    """Return the manuscript of a filled round."""
    checked = pipeline.examine(folder)
    definition, merged = checked.intake.definition, checked.merged
    return _manuscript(definition, merged, tally(definition, merged), folder)


def manuscript_from(compiled: Compiled) -> Manuscript:
    """Return the manuscript of a report that was compiled."""
    definition, merged = compiled.checked.intake.definition, compiled.merged
    return _manuscript(definition, merged, compiled.tally, compiled.report, draft=compiled.draft)


def _manuscript(
    definition: Definition, merged: Merged, counts: Tally, report: Path, *, draft: bool = False
) -> Manuscript:
    document, paged = lay_out(definition, merged, counts, draft=draft)
    return Manuscript(
        definition=definition,
        merged=merged,
        tally=counts,
        document=document,
        paged=paged,
        report=report,
    )


def written(folder: Path, target: Path) -> Path:
    """Write the page of a filled round into a folder, and return it."""
    (name,) = EDITION.write(manuscript_of(folder), target).files
    return target / name
