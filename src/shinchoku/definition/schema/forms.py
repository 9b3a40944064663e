"""Levels, scales and forms: what is asked, and what about."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from shinchoku.definition.schema.base import (
    Code,
    Color,
    Id,
    Percent,
    Share,
    ShortText,
    Spec,
    Width,
    key,
)
from shinchoku.definition.schema.looks import LookSpec


class LevelSpec(Spec):
    """A level of the plan. Its nodes stand in a table of their own, or in a form's outline."""

    id: Id = key("Its name in tables and texts.", "plan")
    name: ShortText = key(
        "What one of its nodes is called: in tables of what is published. Without it, the `header` of how a form prints them says so.",
        "施策の柱",
        default="",
    )
    table: Id | None = key(
        "The master table of its nodes (columns id, number, title, one for each level in `under`, and any that texts use). Without it, they are rows of an outline.",
        "plans",
        default=None,
    )
    under: list[Id] = key(
        "The levels with a table of which one may be above it; none for a root.",
        ["pillar", "objective"],
        default=[],
    )
    optional: bool = key(
        "In an outline: whether what is below it may do without.", example=True, default=False
    )
    prefix: ShortText = key(
        "What references say in front of its number: `{related}` is 関連 below such a node, else empty.",
        "関連",
        default="",
    )
    reference: ShortText | None = key(
        "How repeat marks and citations name such a node. Words: `{number}`, and any level above it.",
        "{plan}-{related}{number}",
        default=None,
    )
    serial: ShortText | None = key(
        "Its running number. Words: `{count}`, `{number}`, and any level above it. Where the level is optional, a node above it that has none counts as one, unless its own level has serials.",
        "{plan}-{count}",
        default=None,
    )
    count_in: Id | None = key(
        "The level in whose nodes serials are counted; without it, through the form.",
        "plan",
        default=None,
    )


class GradeSpec(Spec):
    """A step of a scale."""

    code: Code = key("As chosen and printed.", "A+")
    label: ShortText = key("What it means.", "達成したもの")
    aliases: list[Code] = key("Other spellings that mean it.", ["Ａ＋"], default=[])
    rank: Literal["good", "delayed", "neutral"] = key(
        "Whether it claims that the plan was met or missed; figures that say otherwise are a warning.",
        "good",
        default="neutral",
    )
    color: Color | None = key(
        "The ground of its cells, RRGGBB. The code stays: nothing is told by colour alone.",
        "C6E7CE",
        default=None,
    )


class ScaleSpec(Spec):
    """Grades, best first."""

    id: Id = key("Its name.", "progress")
    grades: Annotated[list[GradeSpec], Field(min_length=1, max_length=40)] = key(
        "Its steps.", [{"code": "A", "label": "達成", "rank": "good"}]
    )


class BarSpec(Spec):
    """A bar above the table."""

    as_: Literal["bar"] = key("A bar above the table.", "bar", alias="as")
    text: ShortText = key(
        "Words: `{number}`, `{title}`, `{index}`, `{reference}`, `{serial}`, and the columns of the level's table; `{a|b}` is the first that is not empty.",
        "施策{number}　{title}",
    )
    header: ShortText = key(
        "What stands above its column in the templates; a general word, if nothing.",
        "施策",
        default="",
    )
    early_end: Share = key(
        "How much of a page may stay empty so that the next begins here.", 0.4, default=0.0
    )


class BandSpec(Spec):
    """A band inside the table."""

    as_: Literal["band"] = key("A band inside the table.", "band", alias="as")
    text: ShortText = key("As of a bar.", "{number}　{title}")
    header: ShortText = key("As of a bar.", "施策", default="")
    early_end: Share = key("As of a bar.", 0.3, default=0.0)


class StubSpec(Spec):
    """A column that stands before the form's own."""

    as_: Literal["column"] = key("A column that stands first.", "column", alias="as")
    text: ShortText = key("As of a bar.", "{number}\n{title}")
    header: ShortText = key("The header.", "取組名")
    width: Width = key("Full-width characters.", 7)
    early_end: Share = key("As of a bar.", 0.2, default=0.0)


LevelPrintSpec = Annotated[BarSpec | BandSpec | StubSpec, Field(discriminator="as_")]


class HeadingSpec(Spec):
    """How headings are printed."""

    as_: Literal["band"] = key("A band inside the table.", "band", default="band", alias="as")
    values: list[Id] = key(
        "The columns of which a heading may carry a value; its text, the name, spans those before the first.",
        ["target"],
        default=[],
    )
    early_end: Share = key("As of a bar.", 0.15, default=0.0)


class PrintSpec(BaseModel):
    """How a form prints the levels of its path, by their ids; bars first, then bands, then columns."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, defer_build=True)
    __pydantic_extra__: dict[str, LevelPrintSpec]
    heading: HeadingSpec | None = key("Headings.", {"as": "band"}, default=None)


class GradeBandSpec(Spec):
    """A band of a computed grade."""

    grade: Code = key("The grade of the scale.", "A")
    against: Id | None = key(
        "The number column that the value is held against; without it, for all that are left.",
        "goal",
        default=None,
    )
    above: Percent | None = key(
        "For values of more than so many per cent of it (of less than as many below it, where lower is better).",
        100,
        default=None,
    )
    from_: Percent | None = key(
        "For values of so many per cent of it or more (or less).", 90, default=None, alias="from"
    )


class ColumnSpec(Spec):
    """A column of a form."""

    id: Id = key("Its name in tables, and where it is referred to.", "actual")
    header: ShortText | None = key("The header; its id, if not said.", "実績", default=None)
    by: Literal["master", "department", "review", "computed"] = key(
        "Who fills it: a column of the form's master table, the departments, who reviews what they answered (see `review`), or nobody: it is computed of others, live in the template and again of what came back.",
        "master",
        default="department",
    )
    per: Literal["line", "entry"] = key(
        "Whether each line of an entry has its own value, or they share one.",
        "line",
        default="entry",
    )
    kind: Literal["text", "choice", "number"] | None = key(
        "A text, or one of a scale's grades or of the choices (told by those, if not here), or a number.",
        "choice",
        default=None,
    )
    unit: ShortText = key(
        "What a number is measured in: a text, or `{column}`, a column by the master that says it row by row. Another unit is an error, never converted.",
        "千円",
        default="",
    )
    digits: Annotated[int, Field(ge=0, le=6)] | ShortText = key(
        "A number's decimals, 0 to 6, or `{column}`, a column by the master that says them row by row. Without it there are none: what departments type is rounded (N520), and the master's numbers may have no more.",
        1,
        default=0,
    )
    thousands: bool = key(
        "Whether a number has commas between thousands.", example=False, default=True
    )
    least: float | None = key("The least that a number may be.", 0, default=None)
    most: float | None = key("The most that a number may be.", 100, default=None)
    unmeasured: list[Code] = key(
        "Texts that may stand in the place of a number that is not known; the first is what a computed column says then (－, if there is none).",
        ["－", "未把握"],
        default=[],
    )
    scale: Id | None = key("The scale whose grades may be chosen.", "progress", default=None)
    choices: Annotated[list[ShortText], Field(max_length=100)] | None = key(
        "What may be chosen.", ["予算", "人員"], default=None
    )
    parent: ShortText = key(
        "The header above it, shared with neighbours that say the same.", "{era}年度", default=""
    )
    width: Width | None = key("Full-width characters of the printed column.", 8.25, default=None)
    align: Literal["left", "center"] = key(
        "How it is set; numbers on the right, if not in the middle.", "center", default="left"
    )
    prompt: ShortText = key(
        "What the template tells whoever fills it.", "年度末の実績を記入してください。", default=""
    )
    max_chars: Annotated[int, Field(ge=1, le=30000)] | None = key(
        "The length above which there is a warning.", 120, default=None
    )
    required: Literal[True, False, "needed"] = key(
        "Whether it must be filled; `needed`: where a column's `needs` names it, as it is with such a column if nothing is said.",
        "needed",
        default=True,
    )
    otherwise: Literal["accept", "warn"] = key(
        "What becomes of it where nothing needs it: `warn` tells it, and what is printed nowhere is then not counted.",
        "warn",
        default="accept",
    )
    needs: dict[str, list[Id]] = key(
        "Grade or choice -> the columns of departments that must then be filled, too; both per line, or both per entry. Of computed bands the grade, or the text where nothing is measured; of a text or number `*`: where anything is filled in that is not one of `rules.nothing`.",
        {"B": ["reason", "note"]},
        default={},
    )
    only_when_nothing: dict[str, list[Id]] = key(
        "Grade or choice -> the columns that must then, and only then, say nothing (`rules.nothing`).",
        {"-": ["planned", "actual"]},
        default={},
    )
    text: ShortText | None = key(
        "By the master: its text is made of words, not filled in the table. Words: `{department}`, `{label}`, other columns of the table, and of each level above `{level.number}`, `{level.title}` and so on.",
        "{department}",
        default=None,
    )
    ratio: Annotated[list[Id], Field(min_length=2, max_length=2)] | None = key(
        "Computed: the first number column divided by the second, times 100 where the unit is %. Numbers are taken as they are printed.",
        ["actual", "goal"],
        default=None,
    )
    difference: Annotated[list[Id], Field(min_length=2, max_length=2)] | None = key(
        "Computed: the first number column less the second.", ["actual", "goal"], default=None
    )
    sum: Annotated[list[Id], Field(min_length=1)] | None = key(
        "Computed: number columns added up, what is not known left out; a column per entry adds up those per line of all its lines.",
        ["works", "staff"],
        default=None,
    )
    of: Id | None = key(
        "Computed: the number column whose band gives the grade.", "actual", default=None
    )
    bands: Annotated[list[GradeBandSpec], Field(min_length=1, max_length=40)] | None = key(
        "Computed: the bands of `of`, best first; the first that holds gives the grade.",
        [{"grade": "A", "against": "goal", "from": 100}, {"grade": "B"}],
        default=None,
    )
    lower: Literal[True] | dict[str, list[ShortText]] | None = key(
        "Where lower is better in its bands: everywhere, or where a column by the master has one of some texts.",
        {"way": ["小さいほど良い"]},
        default=None,
    )
    judged_by: Id | None = key(
        "The computed column of the same scale that a department's grade is held against; another grade is a warning.",
        "computed_grade",
        default=None,
    )
    compare: Annotated[list[Id], Field(min_length=2, max_length=2)] | None = key(
        "A planned and a done column whose figures the grade's rank is held against.",
        ["planned", "actual"],
        default=None,
    )
    repeat: ShortText | None = key(
        "How a repeat shows it. Words: `{grade}`, or its own id.", "{grade}\n(再掲)", default=None
    )
    print: Literal["column", "below", "none"] = key(
        "As a column, as footnotes below the table (not per line), or only counted.",
        "below",
        default="column",
    )
    public: bool = key(
        "Whether it may leave the house. What may not is not printed; text and numbers need not be counted either: they stand in the data for internal use.",
        example=False,
        default=True,
    )


class FixedLineSpec(Spec):
    """A line that every entry of a form has."""

    id: Id = key("Its name; what is answered on it belongs to `<entry>.<line>`.", "works")
    label: ShortText = key(
        "What it is called, in the form's column `by` the master and `per` line.", "事業費"
    )
    sum: Annotated[list[Id], Field(min_length=1)] | None = key(
        "The lines that it adds up, in each column of numbers per line: nobody fills it.",
        ["works", "staff"],
        default=None,
    )


class FormSpec(Spec):
    """What is asked about one kind of entry."""

    id: Id = key("Its name.", "items")
    sheet: Annotated[str, Field(min_length=1, max_length=31)] = key(
        "The sheet of the template.", "取組"
    )
    master: Id = key(
        "Its master table, of this form alone. With a column `kind` it is an outline: a level of the path, heading, item or line; without, every row is an entry. A repeat shows as many lines as it has rows. Or the table of a level, with which its path then ends: its nodes are the entries, and have a `department`.",
        "tree",
    )
    path: list[Id] = key(
        "The levels above its entries, outermost first: those with a table, then those of the outline.",
        ["pillar", "plan", "group"],
        default=[],
    )
    label: Id | None = key(
        "The column of the master that names an entry in messages; `name`, or where there is none, the first by the master.",
        "name",
        default=None,
    )
    look: LookSpec = key("How its tables are set.", {"text_size": 8.0}, default_factory=LookSpec)
    columns: Annotated[list[ColumnSpec], Field(min_length=1, max_length=60)] = key(
        "Its columns, in printed order.", [{"id": "actual", "header": "実績", "width": 20}]
    )
    lines: Annotated[list[FixedLineSpec], Field(min_length=2, max_length=40)] = key(
        "The lines of every entry, where they are the same for all; the master then has none. One column by the master per line says their labels, and is no column of its table.",
        [{"id": "works", "label": "事業費"}, {"id": "all", "label": "計", "sum": ["works"]}],
        default=[],
    )
    print: PrintSpec = key(
        "How the levels of its path are printed; one that is not named is not.",
        {"plan": {"as": "bar", "text": "{title}"}},
        default_factory=PrintSpec,
    )
