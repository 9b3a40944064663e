"""Pages of text: a memo, a legend."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.resolver import Kind, Resolver, part_at, there
from shinchoku.definition.schema.base import Code, Id, ShortText, Spec, key
from shinchoku.definition.schema.sections import SheetSectionSpec, TextPartSpec
from shinchoku.model import (
    ExcerptPart,
    ScalePart,
    TallyHeaders,
    TallyPart,
    TextPart,
    TextSection,
)


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
    """Sample rows of a form's table, below the bars, bands and headings of the table."""

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


class TextSectionSpec(SheetSectionSpec):
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


Part = TextPartSpec | TallyPartSpec | ExcerptPartSpec | ScalePartSpec


def resolve(to: Resolver, where: str, spec: TextSectionSpec) -> TextSection:
    """Resolve the section; parts that cannot be are left out."""
    parts = [_part(to, part_at(where, number), part) for number, part in enumerate(spec.parts)]
    _check_grid(to, where, spec)
    return TextSection(**to.on_sheets(where, spec), parts=there(parts))


def _part(
    to: Resolver, where: str, part: Part
) -> TextPart | TallyPart | ExcerptPart | ScalePart | None:
    match part:
        case TallyPartSpec():
            return _tally_part(to, where, part)
        case ExcerptPartSpec():
            return _excerpt(to, where, part)
        case ScalePartSpec():
            return _scale_part(to, where, part)
        case TextPartSpec():
            return to.text_part(where, part)


def _tally_part(to: Resolver, where: str, part: TallyPartSpec) -> TallyPart | None:
    checker, headers = to.checker, part.headers
    if not checker.named(f"{where}.tally", "tally", part.tally, to.tally_ids):
        return None
    spec = to.tallies.get(part.tally)
    if spec and spec.breakdown and headers.breakdown is None:
        checker.report(f"{where}.headers.breakdown", "definition.missing_key")
    at = f"{where}.headers"
    return TallyPart(
        tally=part.tally,
        headers=TallyHeaders(
            code=checker.text(f"{at}.code", headers.code),
            label=checker.text(f"{at}.label", headers.label),
            parent=checker.text(f"{at}.parent", headers.parent),
            count=checker.text(f"{at}.count", headers.count),
            percent=checker.text(f"{at}.percent", headers.percent),
            total=checker.text(f"{at}.total", headers.total),
            breakdown=checker.text(f"{at}.breakdown", headers.breakdown or ""),
        ),
    )


def _excerpt(to: Resolver, where: str, part: ExcerptPartSpec) -> ExcerptPart | None:
    checker = to.checker
    if not checker.named(f"{where}.form", "form", part.form, to.forms):
        return None
    columns = [column.id for column in to.forms[part.form].grid]
    for name in part.callouts:
        checker.named(f"{where}.callouts.{name}", "printed_column", name, columns)
    return ExcerptPart(form_id=part.form, entries=tuple(part.entries), callouts=dict(part.callouts))


def _scale_part(to: Resolver, where: str, part: ScalePartSpec) -> ScalePart | None:
    scales = to.designed.scales
    if not to.checker.named(f"{where}.scale", "scale", part.scale, scales):
        return None
    scale = scales[part.scale]
    codes = [grade.code for grade in scale]
    wanted = codes if part.grades is None else part.grades
    for code in wanted:
        to.checker.named(f"{where}.grades", "code", code, codes)
    return ScalePart(grades=tuple(grade for grade in scale if grade.code in wanted))


def _check_grid(to: Resolver, where: str, spec: TextSectionSpec) -> None:
    """Check that one grid of columns does for everything on a page of text."""
    excerpts = [part for part in spec.parts if isinstance(part, ExcerptPartSpec)]
    forms = dict.fromkeys(part.form for part in excerpts if part.form in to.forms)
    for one, other in pairwise(forms):
        to.checker.report(where, "definition.two_grids", one=one, other=other)
    if forms and any(isinstance(part, TallyPartSpec) for part in spec.parts):
        to.checker.report(where, "definition.tally_beside_excerpt")


KIND = Kind(TextSectionSpec, resolve)
