"""What a department is asked to correct in a workbook that goes back to it: plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from shinchoku.model import Key
from shinchoku.paper.limits import MAX_TEXT, cut, lined
from shinchoku.records import dataclass
from shinchoku.templates.live import Live
from shinchoku.words import Words

_LONGEST = 1000  # characters of an advice: a message may quote a whole cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to correct: the item it is about, what is wrong, and what to do.

    `cells` are the cells to look at, the first one first: a row's id (or a field of ABOUT_FIELDS)
    and a column id. There are none for the file as a whole; `place` then says where it stood.
    """

    label: str
    message: str
    hint: str
    cells: tuple[Key, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A text that came back where the template has no cell for it."""

    place: str
    label: str
    header: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Faults:
    """Everything that goes back to a department. `struck`: the struck-out stretches of answers."""

    asked: tuple[Fault, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    struck: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)

    @property
    def cells(self) -> frozenset[Key]:
        """Every cell that is to be looked at."""
        return frozenset(cell for fault in self.asked for cell in fault.cells)

    @cached_property
    def _of_row(self) -> Mapping[str, Sequence[tuple[int, Fault]]]:
        """The faults of each row, with their numbers."""
        rows: dict[str, list[tuple[int, Fault]]] = {}
        for number, fault in enumerate(self.asked, start=1):
            for owner_id in dict.fromkeys(cell.owner_id for cell in fault.cells):
                rows.setdefault(owner_id, []).append((number, fault))
        return rows

    def advice(self, owner_id: str, say: Words) -> str:
        """Return what stands beside a row: its faults with their numbers."""
        advice = "\n".join(
            short(say("request.numbered", number=number, message=fault.message, hint=fault.hint))
            for number, fault in self._of_row.get(owner_id, ())
        )
        return lined(cut(advice, MAX_TEXT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to correct something. `state` is live and says what is still missing."""

    sheet: str
    cell: str
    header: str
    state: Live | None


def short(text: str) -> str:
    """Return at most a thousand characters of a text."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def pieces(text: str, struck: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, and whether each is struck out."""
    for stretch in struck:
        before, found, after = text.partition(stretch)
        if found:
            if before:
                yield before, False
            yield found, True
            text = after
    if text:
        yield text, False
