"""How the printed page looks."""

from typing import Annotated

from pydantic import Field

from shinchoku.definition.schema.base import Color, Margin, Size, Spec, key


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
