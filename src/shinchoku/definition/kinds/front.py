"""Covers and dividers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.resolver import Kind, Resolver, part_at
from shinchoku.definition.schema.base import Spec, Text, key
from shinchoku.definition.schema.sections import TALLIED, SheetSectionSpec
from shinchoku.model import FrontSection


class FrontPartSpec(Spec):
    """A line of a cover or divider."""

    style: Literal[
        "cover_title",
        "cover_subtitle",
        "cover_date",
        "cover_issuer",
        "divider_title",
        "divider_subtitle",
    ] = key("How it looks.", "cover_title")
    text: Text = key(f"The text. {TALLIED}", "{era}年度末の進捗状況")


class FrontSectionSpec(SheetSectionSpec):
    """A cover or a divider."""

    kind: Literal["front"] = key("A cover or a divider.", "front")
    parts: Annotated[list[FrontPartSpec], Field(min_length=1)] = key(
        "Its lines.", [{"style": "cover_title", "text": "…"}]
    )


def resolve(to: Resolver, where: str, spec: FrontSectionSpec) -> FrontSection:
    """Resolve the section."""
    parts = (
        to.styled(part_at(where, number), part.style, part.text, to.tally_words)
        for number, part in enumerate(spec.parts)
    )
    return FrontSection(**to.on_sheets(where, spec), parts=tuple(parts))


KIND = Kind(FrontSectionSpec, resolve)
