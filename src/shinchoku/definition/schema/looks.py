"""How the printed page looks, and what its printer is told."""

from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.schema.base import Color, Margin, ShortText, Size, Spec, key


class LookSpec(Spec):
    """How a table is set."""

    text_size: Size = key("Points. Column widths count characters of this size.", 8.0, default=9.0)
    row_space_pt: float = key(
        "Points that a row has over its lines.", 6.0, default=5.25, ge=0, le=40
    )
    indent: int = key(
        "Steps of three spaces between a border and its text.", 1, default=0, ge=0, le=5
    )


class ColorsSpec(Spec):
    """The colours, RRGGBB. Texts on them are black or white where the contrast asks for it."""

    dark: Color = key(
        "Titles, and the outermost bar where there are several or each has a sheet.", "1F4E5F"
    )
    tint: Color = key("The inner bars.", "DCE9EE")
    band: Color = key("The bands inside tables.", "EFEFEF")
    header: Color = key("The headers of tables.", "E4E4E4")
    line: Color = key("The lines of tables.", "7F7F7F")
    callout: Color = key("The marks over an excerpt.", "B3261E")


class ThemeSpec(Spec):
    """The printed page: A4 upright, where a section does not say another paper."""

    body_font: Annotated[str, Field(min_length=1, max_length=31)] = key(
        "The font of texts.", "BIZ UDゴシック"
    )
    heading_font: Annotated[str, Field(min_length=1, max_length=31)] = key(
        "The font of titles and headers.", "BIZ UDゴシック"
    )
    body_size: Annotated[float, Field(ge=6, le=14)] = key("Points.", 9.0)
    margin_top_mm: Margin = key("Millimetres; 14 at least under a running title.", 17.0)
    margin_bottom_mm: Margin = key("Millimetres; 12 at least over page numbers.", 15.0)
    margin_left_mm: Margin = key("Millimetres.", 12.0)
    margin_right_mm: Margin = key("Millimetres.", 10.0)
    table: LookSpec = key(
        "Of the tables that belong to no form.", {"text_size": 9.0}, default_factory=LookSpec
    )
    colors: ColorsSpec = key("The colours.", {"dark": "1F4E5F"})


class PrintOrderSpec(Spec):
    """What the printer is told, on the sheet beside the PDF. What is not said is left to fill in."""

    binding: Literal["left", "right"] | None = key(
        "The edge that is bound. Pages are then moved away from it in the PDF, and odd page numbers stand on the front of a sheet, with blank pages before them where they would not.",
        "left",
        default=None,
    )
    gutter_mm: float | None = key(
        "Millimetres that pages are moved away from the edge that is bound, 5 if not said. What is printed stays 3 mm inside of the paper.",
        5.0,
        default=None,
        ge=0,
        le=30,
    )
    paper: ShortText = key("The paper.", "上質紙 70kg", default="")
    colors: ShortText = key("The inks.", "4色", default="")
    copies: ShortText = key("How many are printed.", "300部", default="")
    delivery: ShortText = key("Until when, and where to.", "9月29日、企画課", default="")
    contact: ShortText = key(
        "Whom the printer asks, if not whom departments ask.",
        "企画課 印刷担当（内線 2442）",
        default="",
    )
    note: ShortText = key("What else the printer is to know.", "表紙は別紙", default="")
