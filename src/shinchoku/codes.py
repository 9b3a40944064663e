"""Every rule that a finding can break: those for what came back, and merge's, verify's, proof's.

This is what `explain` and the README's table are made from.
"""

from __future__ import annotations

from shinchoku.editions import touched
from shinchoku.findings import Rule, Severity
from shinchoku.intake import corrections
from shinchoku.intake import rules as intake
from shinchoku.intake.merge import REPEAT_DISAGREES
from shinchoku.proving.edits import REPORT_EDITED
from shinchoku.proving.misprints import MISPRINTS
from shinchoku.publishing import readable
from shinchoku.words import EMPTY, Message, Text, Words

_SEVERITIES = list(Severity)

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *intake.RULES,
            *corrections.RULES,
            REPEAT_DISAGREES,
            REPORT_EDITED,
            *MISPRINTS.values(),
            *readable.RULES,
            *touched.RULES,
        ),
        key=lambda rule: (_SEVERITIES.index(rule.severity), rule.code),
    )
)


def explained(say: Words, code: str) -> str | None:
    """Return what a rule is about, an example and what to do; None if there is no such code."""
    rule = next((rule for rule in RULES if rule.code == code.upper()), None)
    if rule is None:
        return None
    return say(
        "rule.told",
        code=rule.code,
        name=rule.name,
        severity=say(f"severity.{rule.severity}"),
        text=say(f"{rule.code}.explanation"),
        example=say(f"{rule.code}.example"),
        todo=_todo(say, rule.code),
    )


def _todo(say: Words, code: str) -> Text:
    """Return what to do about any finding of a rule, if that can be said without its values."""
    try:
        return Message("rule.todo", hint=say(f"{code}.hint"))
    except KeyError:
        return EMPTY
