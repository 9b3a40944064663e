"""The contents page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.resolver import Kind, Resolver, part_at, there
from shinchoku.definition.schema.base import Id, Spec, Text, key
from shinchoku.definition.schema.sections import SheetSectionSpec
from shinchoku.model import ContentsEntries, ContentsPart, ContentsSection, TextPart


class ContentsTitleSpec(Spec):
    """The title of the contents page."""

    style: Literal["contents_title"] = key("The title of the page.", "contents_title")
    text: Text = key("The text.", "目　次")


class ContentsPartSpec(Spec):
    """A line for a part of the report."""

    style: Literal["contents_part"] = key("A line for a part of the report.", "contents_part")
    text: Text = key("The text.", "第1部")
    sections: Annotated[list[Id], Field(min_length=1, max_length=1)] = key(
        "The section on whose first page it begins.", ["divider"]
    )


class ContentsEntriesSpec(Spec):
    """The lines of some sections."""

    style: Literal["contents_entries"] = key("The lines of sections.", "contents_entries")
    sections: Annotated[list[Id], Field(min_length=1)] = key(
        "Sections that say `contents`.", ["legend", "tables"]
    )


class ContentsSectionSpec(SheetSectionSpec):
    """The contents page."""

    kind: Literal["contents"] = key("The contents page.", "contents")
    parts: Annotated[
        list[
            Annotated[
                ContentsTitleSpec | ContentsPartSpec | ContentsEntriesSpec,
                Field(discriminator="style"),
            ]
        ],
        Field(min_length=1),
    ] = key("Its lines.", [{"style": "contents_title", "text": "目次"}])


def resolve(to: Resolver, where: str, spec: ContentsSectionSpec) -> ContentsSection:
    """Resolve the section; lines that cannot be are left out."""
    parts = [_part(to, part_at(where, number), part) for number, part in enumerate(spec.parts)]
    return ContentsSection(**to.on_sheets(where, spec), parts=there(parts))


def _part(
    to: Resolver, where: str, part: ContentsTitleSpec | ContentsPartSpec | ContentsEntriesSpec
) -> TextPart | ContentsPart | ContentsEntries | None:
    match part:
        case ContentsTitleSpec():
            return to.styled(where, part.style, part.text)
        case ContentsPartSpec():
            if not _are_sections(to, where, part.sections, listed=False):
                return None
            text = to.checker.text(f"{where}.text", part.text)
            return ContentsPart(text=text, section=part.sections[0])
        case ContentsEntriesSpec():
            if not _are_sections(to, where, part.sections, listed=True):
                return None
            return ContentsEntries(sections=tuple(part.sections))


def _are_sections(to: Resolver, where: str, names: Sequence[str], *, listed: bool) -> bool:
    """Check that sections have a page with a number, and a line on the contents page."""
    checker, place, fine = to.checker, f"{where}.sections", True
    for name in names:
        if not checker.named(place, "section", name, to.by_id):
            fine = False
            continue
        section = to.by_id[name]
        key = ""
        if not isinstance(section, SheetSectionSpec):
            key = "definition.listed_citations"
        elif not section.numbered:
            fine = False
            key = "" if section.contents else "definition.listed_unnumbered"  # told there
        elif listed and section.contents is None:
            key = "definition.listed_without_entry"
        if key:
            checker.report(place, key, name=name)
            fine = False
    return fine


KIND = Kind(ContentsSectionSpec, resolve)
