"""The paper that a section of the report is printed on."""

from __future__ import annotations

from typing import Literal

from shinchoku.records import dataclass

PaperSize = Literal["A4", "A3"]

_UPRIGHT_MM: dict[PaperSize, tuple[float, float]] = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, upright or turned."""

    size: PaperSize = "A4"
    turned: bool = False

    @property
    def width_mm(self) -> float:
        """How wide it is as it lies."""
        return _UPRIGHT_MM[self.size][self.turned]

    @property
    def height_mm(self) -> float:
        """How high it is as it lies."""
        return _UPRIGHT_MM[self.size][not self.turned]


A4_UPRIGHT = Paper()
