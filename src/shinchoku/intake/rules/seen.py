"""Rules about answers that would be printed otherwise than whoever typed them sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from shinchoku.findings import Acts, Finding
from shinchoku.intake.cleaning import clean, is_beyond_excel, quoted
from shinchoku.intake.forms import Field
from shinchoku.intake.no_answers import NoAnswer, with_scripts
from shinchoku.intake.questions import Intake
from shinchoku.intake.radicals import RADICAL, ideographs
from shinchoku.intake.rules.rule import IntakeRule, rule, typed_in
from shinchoku.normal import canonical
from shinchoku.paper.fonts import without_glyph
from shinchoku.words import Listed, Message

_for_each_text = lru_cache(maxsize=1 << 10)  # many cells may refer to one long text


@rule("E313", "raised-text", acts=Acts.DEPARTMENT)
def raised(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts with superscripts or subscripts, and say which characters there are for them."""
    for answer in intake.answers:
        field = answer.field
        if field.runs and not is_beyond_excel(field.text):
            typed = with_scripts(field)
            if typed is None:
                yield rule.on(answer, "alone")
            else:
                yield rule.on(answer, typed=quoted(typed))


@rule("E314", "checkbox", acts=Acts.DEPARTMENT)
def truth(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find truths, of a checkbox or of a formula that compares."""
    yield from _without_answer(rule, intake, "truth")


@rule("E315", "picture-in-cell", acts=Acts.DEPARTMENT)
def picture(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find pictures that were put into a cell."""
    yield from _without_answer(rule, intake, "picture")


@rule("E316", "pasted-formula", acts=Acts.DEPARTMENT)
def formula(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find formulas that Excel took for texts, and the template's own words pasted in."""
    yield from _without_answer(rule, intake, "formula")
    yield from _without_answer(rule, intake, "prompt")


@rule("W411", "answered-elsewhere", acts=Acts.DEPARTMENT)
def stand_in(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts that say that the answer is elsewhere, or still to come."""
    for answer in intake.plain_answers:
        if answer.column.is_text:
            said = _stand_in(answer.field.text, intake.definition.stand_ins)
            if said:
                yield rule.on(answer, said=quoted(said))


_BETWEEN_PIECES = re.compile(r"[\n。．，、,;；:：/／()（）\[\]［］【】「」『』〔〕｛｝〈〉《》※]+")
_AROUND_PIECES = "・●○■□◆◇▪•→⇒←↑↓～〜~-‐－―—.!?…*"  # after NFKC
_LONGEST_PIECE = 60


@_for_each_text
def _stand_in(text: str, known: frozenset[str]) -> str:
    """Return the first sentence, or text in brackets, that is among those known; or ""."""
    for piece in _BETWEEN_PIECES.split(text):
        if len(piece) <= _LONGEST_PIECE and not known.isdisjoint(_spellings(piece)):
            return piece.strip()
    return ""


_DIGITS = re.compile("[0-9]+")


def _spellings(piece: str) -> Iterator[str]:
    """Yield how a piece may be listed: as typed, without digits and marks, 〃〃 as 〃."""
    said = _DIGITS.sub("", canonical(clean(piece)).casefold())
    bare = said.strip(_AROUND_PIECES)
    for spelled in (said, bare):
        yield spelled
        yield spelled[:1] if len(set(spelled)) == 1 else spelled


@rule("W412", "no-glyph", acts=Acts.DEPARTMENT)
def no_glyph(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find characters that the report's font cannot print."""
    font = intake.definition.theme.body_font
    for answer in intake.plain_answers:
        column = answer.column
        if column.is_text and column.print != "none":
            missing = _unprintable(answer.field.text, font)
            if missing:
                named = (
                    Message("W412.character", character=quoted(c), code=f"{ord(c):04X}")
                    for c in missing
                )
                characters = Listed(named, "names", most=_MOST_CHARACTERS)
                yield rule.on(answer, characters=characters, font=font)


_MOST_CHARACTERS = 5


@_for_each_text
def _unprintable(text: str, font: str) -> tuple[str, ...]:
    return without_glyph(clean(text), font)


@rule("N518", "unseen-text")
def unseen(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts in the colour of their ground, or too small to be seen, together for a sheet."""
    found: dict[tuple[str, str, str], list[Field]] = {}
    for answer in intake.answers:
        if answer.field.unseen:
            where = answer.field.origin
            place = answer.received.department_id, where.file, where.sheet
            found.setdefault(place, []).append(answer.field)
    for (department, _, _), fields in found.items():
        texts, count = typed_in(fields), len(fields)
        yield rule.finding(fields[0].origin, department=department, texts=texts, count=count)


@rule("N515", "radical-replaced")
def radical(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find radicals that are printed as the ideographs that they look like."""
    for answer in intake.plain_answers:
        radicals = _radicals(answer.field.text)
        if radicals and not answer.is_no_choice:
            became = quoted(ideographs(radicals))
            yield rule.on(answer, radicals=quoted(radicals), ideographs=became)


@_for_each_text
def _radicals(text: str) -> str:
    return "".join(dict.fromkeys(RADICAL.findall(text)))


def _without_answer(rule: IntakeRule, intake: Intake, kind: NoAnswer) -> Iterator[Finding]:
    variant = kind if kind == "prompt" else ""
    for answer in intake.answers:
        if answer.instead == kind:
            yield rule.on(answer, variant)
