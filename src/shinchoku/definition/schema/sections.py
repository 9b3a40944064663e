"""The sections of a report and their parts, each kind with its own keys."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.schema.base import Code, Id, ShortText, Spec, Text, key

_TALLIED = "Words: `{total:tally}`, `{count:tally.code}`, `{percent:tally.code}`."


class TextPartSpec(Spec):
    """A text."""

    style: Literal[
        "title", "subtitle", "right", "paragraph", "indent", "heading", "label", "small"
    ] = key("How it looks.", "paragraph")
    text: Text = key(f"The text. {_TALLIED}", "{count:grades.A} 件が計画どおりに進みました。")


class TallyHeadersSpec(Spec):
    """The words of the table."""

    code: ShortText = key("Above the codes.", "評価")
    label: ShortText = key("Above the labels.", "進捗状況")
    parent: ShortText = key("Above count and percentage.", "{era}年度")
    count: ShortText = key("Above the counts.", "事業数")
    percent: ShortText = key("Above the percentages.", "割合")
    total: ShortText = key("Before the sum.", "合計")
    breakdown: ShortText | None = key(
        "Before a breakdown; needed where the tally has one.", "内訳", default=None
    )


class TallyPartSpec(Spec):
    """A tally as a table."""

    style: Literal["tally"] = key("A tally as a table.", "tally")
    tally: Id = key("Which one.", "grades")
    headers: TallyHeadersSpec = key("The words of the table.", {"code": "評価"})


class ExcerptPartSpec(Spec):
    """Sample rows of a form's table; levels printed as columns stay empty."""

    style: Literal["excerpt"] = key("Sample rows of a table.", "excerpt")
    form: Id = key("Whose table.", "items")
    entries: Annotated[list[str], Field(min_length=1, max_length=20)] = key(
        "The ids of the entries shown.", ["P01-01"]
    )
    callouts: dict[str, Code] = key("Column -> the mark above it.", {"target": "①"}, default={})


class ScalePartSpec(Spec):
    """Grades and what they mean."""

    style: Literal["scale"] = key("Grades and what they mean.", "scale")
    scale: Id = key("Which scale.", "progress")
    grades: list[Code] | None = key("Which grades; all, if not said.", ["A", "B"], default=None)


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
    text: Text = key(f"The text. {_TALLIED}", "{era}年度末の進捗状況")


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


class GoalsPartSpec(Spec):
    """The goals, a row each."""

    style: Literal["goals"] = key("The goals, a row each.", "goals")


class NodeGoalsHeadersSpec(Spec):
    """The words of the table."""

    node: ShortText = key("Above the nodes.", "施策")
    goals: ShortText = key("Above their goals.", "関連するゴール")


class NodeGoalsPartSpec(Spec):
    """The goals of each node."""

    style: Literal["goals_of"] = key("The goals of each node.", "goals_of")
    headers: NodeGoalsHeadersSpec = key("The words of the table.", {"node": "計画"})


class ContentsSpec(Spec):
    """How the contents page lists a section."""

    text: ShortText = key(
        "The line; with a level, words as of a bar.", "計画{number}：{short_title|title}"
    )
    level: Id | None = key(
        "In a table section: a line for each node of this level.", "plan", default=None
    )


class _OnSheets(Spec):
    id: Id = key("Its name.", "memo")
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


class TextSectionSpec(_OnSheets):
    """Pages of text: a memo, a legend. With an excerpt it is set in that form's columns, and has neither tallies nor excerpts of other forms."""

    kind: Literal["text"] = key("Pages of text.", "text")
    parts: Annotated[
        list[
            Annotated[
                TextPartSpec | TallyPartSpec | ExcerptPartSpec | ScalePartSpec,
                Field(discriminator="style"),
            ]
        ],
        Field(min_length=1),
    ] = key("What stands on it.", [{"style": "paragraph", "text": "…"}])


class FrontSectionSpec(_OnSheets):
    """A cover or a divider."""

    kind: Literal["front"] = key("A cover or a divider.", "front")
    parts: Annotated[list[FrontPartSpec], Field(min_length=1)] = key(
        "Its lines.", [{"style": "cover_title", "text": "…"}]
    )


class ContentsSectionSpec(_OnSheets):
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


class TableSectionSpec(_OnSheets):
    """The tables of a form. A form may have several such sections."""

    kind: Literal["table"] = key("The tables of a form.", "table")
    form: Id = key("Whose tables.", "items")
    split: Id | None = key(
        "A level of the form's path that is not optional: each node of it has a sheet of its own.",
        "pillar",
        default=None,
    )


class GoalsUnderSpec(Spec):
    """The nodes above."""

    level: Id = key("A level above.", "pillar")
    text: ShortText = key("Words as of a bar.", "施策の柱{index}　{title}")


class GoalsSectionSpec(_OnSheets):
    """The SDGs, and which of them nodes are about."""

    kind: Literal["goals"] = key("The SDGs.", "goals")
    table: Id = key("The master table of the goals: number, title, description, color.", "goals")
    level: Id = key("A level with a table.", "plan")
    column: Id = key("The column of its table that has the numbers of goals.", "goals")
    text: ShortText = key("Words as of a bar.", "施策{number}　{title}")
    under: GoalsUnderSpec | None = key(
        "The level above, in bands.", {"level": "pillar", "text": "{title}"}, default=None
    )
    parts: Annotated[
        list[
            Annotated[
                TextPartSpec | GoalsPartSpec | NodeGoalsPartSpec, Field(discriminator="style")
            ]
        ],
        Field(min_length=1),
    ] = key("What stands on it.", [{"style": "goals"}])


class CitationHeadersSpec(Spec):
    """The words of the table."""

    project: ShortText = key("Above the projects.", "取組項目")
    parent: ShortText = key("Above contents and citation.", "各計画における取組")
    content: ShortText = key("Above the contents.", "取組内容")
    citation: ShortText = key("Above the citations.", "計画／事業No.")


class CitationsSectionSpec(Spec):
    """A cross table of what other nodes do; it stands in a form's tables (of three columns or more), as one node's body. It cites nodes of an outline."""

    kind: Literal["citations"] = key("A cross table.", "citations")
    id: Id = key("Its name.", "cross")
    table: Id = key("Its master table: category, number, title, cites, project, content.", "cross")
    at: str = key("The id of the node whose body it is; printed as a bar or a band.", "P22-G1")
    text: ShortText = key(
        "A citation. Words: `{reference}`, `{serial}`, `{number}`, `{title}`.",
        "計画{reference}／事業No.{serial}",
    )
    headers: CitationHeadersSpec = key("The words of the table.", {"project": "取組項目"})


SectionUnion = Annotated[
    TextSectionSpec
    | FrontSectionSpec
    | ContentsSectionSpec
    | TableSectionSpec
    | GoalsSectionSpec
    | CitationsSectionSpec,
    Field(discriminator="kind"),
]
