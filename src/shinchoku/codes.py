"""Every code that a finding can have, with its name, how bad it is, and what it is about.

The rules for what came back are one part; merge, verify and proof have codes of their own. This
is what `explain` and the README's table are made from.
"""

from __future__ import annotations

from dataclasses import dataclass

from shinchoku.findings import Severity
from shinchoku.intake.merge import REPEAT_DISAGREES
from shinchoku.intake.rules import RULES
from shinchoku.layout.proof import CODES as PROOF_CODES
from shinchoku.messages import say
from shinchoku.outputs.reconcile import REPORT_EDITED


@dataclass(frozen=True, slots=True)
class Code:
    """A stable code, a name for the bad pattern, and how bad it is."""

    code: str
    name: str
    severity: Severity

    @property
    def explanation(self) -> str:
        """The paragraph that says what it is about."""
        return say(f"rule.{self.name}")

    @property
    def severity_word(self) -> str:
        """How bad it is, in a word."""
        return say(f"severity.{self.severity}")


CODES: tuple[Code, ...] = (
    *(Code(rule.code, rule.name, rule.severity) for rule in RULES),
    Code(REPEAT_DISAGREES, "repeat-disagrees", Severity.WARNING),
    Code(REPORT_EDITED, "report-edited", Severity.ERROR),
    *(
        Code(code, f"printed-{kind.replace('_', '-')}", Severity.ERROR)
        for kind, code in PROOF_CODES.items()
    ),
)


def explained(code: str) -> str | None:
    """Return code, name, severity and paragraph; None if there is no such code."""
    for known in CODES:
        if known.code == code.upper():
            return f"{known.code} {known.name}（{known.severity_word}）\n{known.explanation}"
    return None
