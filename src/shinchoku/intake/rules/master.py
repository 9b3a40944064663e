"""Rules about the master's own texts that would be printed otherwise than they are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from shinchoku.findings import Finding
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.no_answers import looks_like
from shinchoku.intake.questions import Intake
from shinchoku.intake.radicals import RADICAL, ideographs
from shinchoku.intake.rules.rule import IntakeRule, rule
from shinchoku.model import Child, Entry, Heading, Origin
from shinchoku.paper.fonts import without_glyph
from shinchoku.words import Listed, Message, Word

_MOST = 5  # characters to show
_Texts = Sequence[tuple[str, str]]
"""Ids and texts."""


@rule("W415", "master-text")
def master_text(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find what the report's font has no glyph for, radicals, and truths; together for a form."""
    font = intake.definition.theme.body_font
    for form in intake.definition.forms:
        texts = list(dict.fromkeys(_texts(intake.definition.trees[form.id])))
        whole = "".join(dict.fromkeys("\n".join(text for _, text in texts)))  # most have nothing
        radicals = "".join(RADICAL.findall(whole))
        if radicals:
            found = _with(texts, lambda text: bool(RADICAL.search(text)))
            became = ideographs(radicals)
            yield _told(rule, "radical", found, radicals=radicals, ideographs=became)
        missing = [c for c in without_glyph(whole, font) if not RADICAL.match(c)]
        if missing:
            found = _with(texts, lambda text: not set(missing).isdisjoint(text))  # noqa: B023
            named = (
                Message("W412.character", character=quoted(c), code=f"{ord(c):04X}")
                for c in missing
            )
            characters = Listed(named, "names", most=_MOST)
            yield _told(rule, "", found, characters=characters, font=font)
        found = _with(texts, lambda text: looks_like(text) == "truth")
        if found:
            yield _told(rule, "truth", found)


def _with(texts: _Texts, has: Callable[[str], bool]) -> _Texts:
    return [(owner, text) for owner, text in texts if has(text)]


def _told(rule: IntakeRule, variant: str, found: _Texts, **values: Word) -> Finding:
    owner, text = found[0]
    values |= {"text": quoted(text), "count": len(found)}
    return rule.finding(Origin("master", "", owner), variant, department="", owner="", **values)


def _texts(children: Sequence[Child]) -> Iterator[tuple[str, str]]:
    """Yield what a form's tree says, each text with the id of what says it."""
    for child in children:
        if isinstance(child, Entry):
            for line in child.lines:
                yield from ((line.id, text) for text in line.values.values())
            yield from ((child.id, text) for text in child.overrides.values())
        elif isinstance(child, Heading):
            yield from (("", text) for text in (child.text, *child.values.values()))
        else:
            yield from ((child.id, text) for text in child.words.values())
            yield from _texts(child.children)
