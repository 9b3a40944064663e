"""Tables of what was counted, parts of a page of text, as report.toml says them."""

from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.schema.base import Id, ShortText, Spec, either, key

Digits = Annotated[int, Field(ge=0, le=6)]
_DIGITS = "Decimals of its percentages, if not the tally's."
_COUNT = "Above the counts; needed where codes are counted. Of a tally that adds up numbers it says that a column has how many they are."
_SUM = "Above the sums, of a tally that adds up numbers; needed there."
_BY = (
    "Of a tally that adds up numbers: by which of its `by` there are rows; its first, if not said."
)
_TEXT = "Of such a tally: what a row is called, as of a `crosstab`."
_PERCENT = "Above the percentages; needed where there are any."


# ---------------------------------------------------------------- a tally


class TallyHeadersSpec(Spec):
    """The words of the table."""

    model_config = either(["label", "parent", "count"], ["sum"])
    code: ShortText = key("Above the codes.", "評価")
    label: ShortText | None = key(
        "Above the labels; needed where codes are counted.", "進捗状況", default=None
    )
    parent: ShortText | None = key(
        "Above count and percentage; needed where codes are counted.", "{era}年度", default=None
    )
    count: ShortText | None = key(_COUNT, "事業数", default=None)
    sum: ShortText | None = key(_SUM, "決算額（千円）", default=None)
    percent: ShortText | None = key(_PERCENT, "割合", default=None)
    total: ShortText = key("Before the sum.", "合計")
    breakdown: ShortText | None = key(
        "Before a breakdown; needed where the tally has one.", "内訳", default=None
    )


class TallyPartSpec(Spec):
    """A tally as a table; of one that adds up numbers a row for each place that it counts by."""

    style: Literal["tally"] = key("A tally as a table.", "tally")
    tally: Id = key("Which one.", "grades")
    percent: bool = key("Whether percentages stand beside the counts.", example=False, default=True)
    digits: Digits | None = key(_DIGITS, 1, default=None)
    subsets: Annotated[list[Id], Field(max_length=4)] = key(
        "Subsets of the tally beside it; their percentages are shares of the subset.",
        ["key"],
        default=[],
    )
    by: Id | None = key(_BY, "pillar", default=None)
    text: ShortText | None = key(_TEXT, "{number}　{title}", default=None)
    headers: TallyHeadersSpec = key("The words of the table.", {"code": "評価"})


# ---------------------------------------------------------------- several side by side


class TalliesHeadersSpec(Spec):
    """The words of tallies side by side."""

    code: ShortText = key("Above the codes.", "評価")
    label: ShortText | None = key(
        "Above the labels; without it, they are not printed.", "意味", default=None
    )
    titles: list[ShortText] = key("Above each tally.", ["一次評価", "二次評価"])
    count: ShortText | None = key(
        "Above the counts; needed where there are percentages of counts. Of sums as of a tally.",
        "件数",
        default=None,
    )
    sum: ShortText | None = key(
        "Above the sums; needed where something else stands beside them.", "金額", default=None
    )
    percent: ShortText | None = key(_PERCENT, "割合", default=None)
    total: ShortText = key("Before the sum.", "計")


class TalliesPartSpec(Spec):
    """Tallies with the same codes, or sums of one form, side by side; breakdowns are not printed."""

    style: Literal["tallies"] = key("Tallies side by side.", "tallies")
    tallies: Annotated[list[Id], Field(min_length=2, max_length=6)] = key(
        "Which ones.", ["first", "second"]
    )
    percent: bool = key("Whether percentages stand beside the counts.", example=False, default=True)
    digits: Digits | None = key("As of a tally; of the first one.", 1, default=None)
    by: Id | None = key(_BY, "pillar", default=None)
    text: ShortText | None = key(_TEXT, "{number}　{title}", default=None)
    headers: TalliesHeadersSpec = key("The words of the table.", {"code": "評価"})


# ---------------------------------------------------------------- a cross table


class CrosstabHeadersSpec(Spec):
    """The words of a cross table."""

    by: ShortText = key("Above the places.", "施策")
    parent: ShortText | None = key("Above the codes.", "進捗状況", default=None)
    count: ShortText | None = key(
        "Beside the counts; needed where percentages stand below them.", "事業数", default=None
    )
    sum: ShortText | None = key(
        "Above the sums; needed where there are any.", "決算額", default=None
    )
    percent: ShortText | None = key(
        "Beside the percentages; needed where they stand below counts.", "割合", default=None
    )
    total: ShortText | None = key("Of the sums; needed where there are any.", "合計", default=None)
    none: ShortText | None = key(
        "What the row of entries without a place is called, if not as the language says.",
        "その他",
        default=None,
    )


class CrosstabPartSpec(Spec):
    """A tally as a cross table: a row for each place it counts by, a column for each code."""

    style: Literal["crosstab"] = key("A tally by places.", "crosstab")
    tally: Id = key("Which one.", "grades")
    by: Id = key("By which of the tally's `by`.", "pillar")
    text: ShortText | None = key(
        "What a row is called. Of a level words as of a bar (if not said, `{title}`); of departments `{name}`, `{id}`; of a column `{text}`, and `{label}` of a grade.",
        "{number}　{title}",
        default=None,
    )
    cells: Annotated[
        list[Literal["count", "sum", "percent"]], Field(min_length=1, max_length=3)
    ] = key(
        "What is printed of each place, a row for each; of a tally that adds up numbers (`sum`, if not said) a column for each.",
        ["count", "percent"],
        default=["count"],
    )
    of: Literal["row", "all"] = key(
        "Of what percentages are shares: of the row, or of all that is counted.",
        "all",
        default="row",
    )
    totals: Annotated[list[Literal["row", "column"]], Field(max_length=2)] = key(
        "Which sums are printed: a row of them below, a column at the end.",
        ["row"],
        default=["row", "column"],
    )
    digits: Digits | None = key(_DIGITS, 1, default=None)
    headers: CrosstabHeadersSpec = key("The words of the table.", {"by": "施策", "total": "合計"})


CountedPartSpec = TallyPartSpec | CrosstabPartSpec | TalliesPartSpec


# ---------------------------------------------------------------- a chart


class ChartPartSpec(Spec):
    """A tally as a chart of Excel's own. The counts that it shows stand in a table of the section."""

    style: Literal["chart"] = key("A tally as a chart.", "chart")
    tally: Id = key("Which one.", "grades")
    chart: Literal["bars", "stacked", "shares"] = key(
        "`bars`: a bar for each code; `stacked`: a bar for each place, in it a piece for each code; `shares`: such bars, all of one length, in per cent. Without `by`, of all that is counted.",
        "stacked",
    )
    title: Annotated[str, Field(min_length=1, max_length=255)] = key(
        "What stands above it, and is read out of it.", "施策ごとの進捗状況"
    )
    by: Id | None = key(
        "By which of the tally's `by`, as a cross table of the section has it: that says what the bars are called.",
        "pillar",
        default=None,
    )
    subset: Id | None = key(
        "A subset of the tally in its place; not with `by`.", "key", default=None
    )
    width: Annotated[float, Field(ge=0.2, le=1)] = key(
        "The share of the tables' width that it is over.", 0.6, default=1.0
    )
    height_mm: Annotated[float, Field(ge=15, le=380)] = key(
        "How high it is; no page ends within.", 70, default=60.0
    )
