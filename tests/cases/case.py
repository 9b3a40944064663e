"""A case: what somebody did to the filled tiny round, and exactly what must be found.

`row` is the number of the hazard that it shows, as tests/README.md lists them. A case that says
nothing else leaves every submitted value as it was: `values` are those that change, `lost` the
departments whose values are gone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from spoiling.folders import SHEET, A, B, Spoil

Place = tuple[str, str, str, str]  # code, file or department, sheet, cell

NOTHING_FROM_A: Place = ("E101", "総務課", "", "")
NOTHING_FROM_B: Place = ("E101", "土木課", "", "")


def at(code: str, cell: str, file: str = A, sheet: str = SHEET) -> Place:
    """A finding at a cell of the form."""
    return code, file, sheet, cell


def of(code: str, file: str = A) -> Place:
    """A finding about a whole file."""
    return code, file, "", ""


OLDER = (of("W405"), of("W405", B))  # both templates were issued before the definition changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    row: int
    name: str
    spoil: Spoil
    found: Sequence[Place]
    values: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    lost: Sequence[str] = ()
    skipped: Sequence[str] = ()
    meanwhile: Spoil | None = None  # between listing and reading


CASES: list[Case] = []


def case(
    row: int,
    *found: Place,
    values: Mapping[tuple[str, str], str | None] | None = None,
    lost: Sequence[str] = (),
    skipped: Sequence[str] = (),
    meanwhile: Spoil | None = None,
) -> Callable[[Spoil], Spoil]:
    """Make a case of the function, which spoils the round in a folder."""

    def add(spoil: Spoil) -> Spoil:
        name = spoil.__name__.strip("_")
        CASES.append(
            Case(
                row=row,
                name=name,
                spoil=spoil,
                found=found,
                values=values or {},
                lost=lost,
                skipped=skipped,
                meanwhile=meanwhile,
            )
        )
        return spoil

    return add


def quick(
    row: int,
    name: str,
    spoil: Spoil,
    *found: Place,
    values: Mapping[tuple[str, str], str | None] | None = None,
    lost: Sequence[str] = (),
) -> None:
    """Make a case of a line."""
    CASES.append(Case(row=row, name=name, spoil=spoil, found=found, values=values or {}, lost=lost))
