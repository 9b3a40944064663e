"""What the kinds of section share: their sheets, their line on the contents page, a text."""

from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.schema.base import Id, ShortText, Spec, Text, key

TALLIED = "Words: `{total:tally}`, `{count:tally.code}`, `{percent:tally.code}`; of a subset, or of a node, department or text that it counts by, `{count:tally[id].code}`. Of a tally that adds up numbers `{sum:tally}`, `{sum:tally[id]}`, `{percent:tally[id]}`, and how many they are `{total:tally}`."


class TextPartSpec(Spec):
    """A text."""

    style: Literal[
        "title", "subtitle", "right", "paragraph", "indent", "heading", "label", "small"
    ] = key("How it looks.", "paragraph")
    text: Text = key(f"The text. {TALLIED}", "{count:grades.A} 件が計画どおりに進みました。")


class ContentsSpec(Spec):
    """How the contents page lists a section."""

    text: ShortText = key(
        "The line; with a level, words as of a bar; of entries as of a card's text.",
        "計画{number}：{short_title|title}",
    )
    level: Id | None = key(
        "Of tables or cards: a line for each node of this level; or `entry`, a line for each entry, where its row or card stands (not of cards of nodes).",
        "plan",
        default=None,
    )


class SectionSpec(Spec):
    """A section, of whatever kind."""

    id: Id = key("Its name.", "memo")


class SheetSectionSpec(SectionSpec):
    """A section with a sheet, or several, of its own."""

    sheet: Annotated[str, Field(min_length=1, max_length=100)] = key(
        "The sheet's name; of a split table with words as of a bar.", "取組 {number}"
    )
    numbered: bool = key("Whether its pages are numbered.", example=False, default=True)
    running_title: Annotated[str, Field(max_length=200)] = key(
        "The line at the head of its pages.", "{era}年度末の進捗状況", default=""
    )
    contents: ContentsSpec | None = key(
        "How the contents page lists it.", {"text": "表の見方"}, default=None
    )
    paper: Literal["A4", "A3"] = key("The paper of its pages.", "A3", default="A4")
    turned: bool = key(
        "Whether the paper is turned: wider than high 横.", example=True, default=False
    )

    @property
    def tabled(self) -> str:
        """The form whose nodes the contents page may list one by one; "" for none."""
        return ""

    @property
    def lists_entries(self) -> bool:
        """Whether the contents page may list the entries of that form, too."""
        return False

    @property
    def tables(self) -> frozenset[str]:
        """The forms whose tables it prints, or rows of them."""
        return frozenset()
