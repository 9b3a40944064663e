"""What the print shop is told of a report: how it is bound, and what else is settled."""

from __future__ import annotations

from typing import Literal

from shinchoku.records import dataclass

Binding = Literal["", "left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """What is settled with the printer; "" is not, and is filled in by hand.

    With a `binding`, pages are moved from that edge by `gutter_mm`, first and following ones in
    turn, and odd numbers stand on the front of a sheet.
    """

    binding: Binding = ""
    gutter_mm: float = 0.0
    paper: str = ""
    colors: str = ""
    copies: str = ""
    delivery: str = ""
    contact: str = ""  # whom the printer asks; "": the round's
    note: str = ""
