"""The first sheet: what the workbook is, how it counts, and where everything stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.editions.council.counted import Counted
from shinchoku.editions.council.planned import Cell, Sheet
from shinchoku.editions.council.tallies import notes_of
from shinchoku.editions.manuscript import Manuscript
from shinchoku.model.calendar import era
from shinchoku.normal import in_one_line
from shinchoku.words import Words


def cover_sheet(
    manuscript: Manuscript, name: str, counted: Sequence[Counted], sheets: Sequence[Sheet]
) -> Sheet:
    """Plan it; `sheets` are the others, in order."""
    say = manuscript.say
    cover = Sheet(
        name=name,
        title=manuscript.document.title,
        about="",
        shares=(14.0, 44.0),
        size_pt=9.0,
        turned=False,
    )
    cover.put(0, 0, say("council.title"), "title", 2)
    cover.put(1, 0, in_one_line(cover.title), "subtitle", 2)
    row = 3
    for key, text in _facts(manuscript):
        cover.put(row, 0, say(f"council.fact.{key}"), "head_left")
        cover.put(row, 1, text)
        row += 1
    row += 1
    how = _how(counted, say) if sheets else ()
    row = _section(cover, row, say("council.how.title"), how)
    if not sheets:
        cover.put(row, 0, say("council.nothing"), "note", 2)
        return cover
    cover.put(row, 0, say("council.sheets"), "subtitle", 2)
    for place, sheet in enumerate(sheets, row + 1):
        cover.cells.append(Cell(place, 0, sheet.name, "link", link=sheet.name))
        cover.put(place, 1, sheet.about)
    return cover


def _facts(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    about = manuscript.definition.round
    if about.year:
        year = era(about.year) if about.calendar == "era" else str(about.year)
        yield "year", manuscript.say("council.year", year=year)
    if about.issuer:
        yield "issuer", about.issuer
    if about.contact:
        yield "contact", about.contact


def _section(cover: Sheet, row: int, title: str, texts: Sequence[str]) -> int:
    """Plan paragraphs below a title; return the next free row."""
    if not texts:
        return row
    cover.put(row, 0, title, "subtitle", 2)
    for place, text in enumerate(texts, row + 1):
        cover.put(place, 0, text, "note", 2)
    return row + len(texts) + 2


def _how(counted: Sequence[Counted], say: Words) -> Sequence[str]:
    texts = [say("council.how.repeats"), *dict.fromkeys(_roundings(counted, say))]
    texts.append(say("council.how.formulas"))
    if any(each.is_of_report for each in counted):
        texts.append(say("council.how.lists"))
    if not all(each.is_live for each in counted) or any(
        not column.public for each in counted for column in each.breakdowns.values()
    ):
        texts.append(say("council.how.fixed"))
    texts += dict.fromkeys(text for each in counted for text in notes_of(each, say))
    return texts


def _roundings(counted: Sequence[Counted], say: Words) -> Iterator[str]:
    for each in counted:
        rounding = each.spec.rounding
        mode = say(f"council.rounding.{rounding.mode}")
        kind = "decimals" if rounding.digits else "whole"
        yield say(f"council.how.rounding.{kind}", mode=mode, digits=rounding.digits)
