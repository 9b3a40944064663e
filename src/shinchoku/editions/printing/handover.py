"""What the printer has to know, on one sheet of A4: what is said of the files, and how it is said.

In go a manuscript, the report's file and what was printed of it, if anything was.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.printing.handover_sheet import Line, Part, write_parts
from shinchoku.model import Paper
from shinchoku.publishing.names import file_name
from shinchoku.records import dataclass
from shinchoku.version import VERSION
from shinchoku.words import Listed, Message, Text, Words, languages, words

if TYPE_CHECKING:
    from shinchoku.proving.printed import Proof

_PROGRAM = "Shinchoku"
_STEPS = 8


def handover_name(say: Words) -> str:
    """Return what the sheet's file is called in a language."""
    return f"{file_name(say('handover.name'))}.xlsx"


def is_handover(path: Path) -> bool:
    """Whether a file is called as the sheet is in any language."""
    return path.name in {handover_name(words(language)) for language in languages()}


def write_handover(path: Path, manuscript: Manuscript, report: Path, proof: Proof | None) -> None:
    """Write the sheet; `report` lies beside the PDF, if there is one."""
    said = _Said(manuscript, report, proof)
    definition, say = manuscript.definition, manuscript.say
    look = definition.theme.body_font, definition.round.issued
    write_parts(path, say("handover.name"), [part for part in said.parts() if part.lines], *look)


@dataclass(frozen=True)
class _Said:
    """What is said of one report."""

    manuscript: Manuscript
    report: Path
    proof: Proof | None

    def parts(self) -> Iterator[Part]:
        yield self._part("what", self._what())
        yield self._part("files", self._files())
        yield self._part("order", self._order())
        yield self._part("data", self._data())
        yield self._part("export", self._export() if self.proof is None else iter(()))
        blank = ("received", "person", "proof_day")
        yield self._part("printer", (self._line(name, "") for name in blank))

    def _part(self, name: str, lines: Iterator[Line]) -> Part:
        return Part(self._say(f"handover.part.{name}"), tuple(lines))

    def _line(self, name: str, text: Text) -> Line:
        return Line(self._say(f"handover.{name}"), self._say.tell(text))

    @property
    def _say(self) -> Words:
        return self.manuscript.say

    # ------------------------------------------------------------ what it is

    def _what(self) -> Iterator[Line]:
        about, order = self.manuscript.definition.round, self.manuscript.definition.print_order
        yield self._line("title", self.manuscript.document.title)
        yield self._line("issuer", about.issuer)
        yield self._line("contact", order.contact or about.contact)

    def _files(self) -> Iterator[Line]:
        pdf = self.report.with_suffix(".pdf")
        for path in (pdf, self.report) if self.proof else (self.report,):
            data = path.read_bytes()
            size = {"name": path.name, "size": f"{len(data):,}"}
            yield self._line("file", Message("handover.file_value", **size))
            yield self._line("sha256", hashlib.sha256(data).hexdigest())

    # ------------------------------------------------------------ what is to be made of it

    def _order(self) -> Iterator[Line]:
        order = self.manuscript.definition.print_order
        yield self._line("pages", self._pages())
        yield self._line("sizes", Listed(self._sizes(), "names"))
        yield self._line("finished", self._finished())
        yield self._line("binding", self._binding())
        yield self._line("paper", order.paper)
        yield self._line("colors", order.colors)
        yield self._line("copies", order.copies)
        yield self._line("delivery", order.delivery)
        yield self._line("note", order.note)

    @cached_property
    def _numbers(self) -> list[int | None]:
        return [page.number for one in self.manuscript.paged.sections for page in one.pages]

    @property
    def _blank(self) -> int:
        """How many pages the binding has added; without a PDF there are none."""
        return len(self.proof.pdf.pages) - len(self._numbers) if self.proof else 0

    def _pages(self) -> Message:
        uncounted = self._numbers.count(None)
        return Message(
            "handover.pages_value",
            total=len(self._numbers) + self._blank,
            numbered=len(self._numbers) - uncounted,
            unnumbered=uncounted,
            blank=self._blank,
        )

    @cached_property
    def _papers(self) -> Counter[Paper]:
        counts: Counter[Paper] = Counter()
        for section in self.manuscript.paged.sections:
            counts[section.paper] += len(section.pages)
        return counts

    def _sizes(self) -> Iterator[Message]:
        for paper, count in self._papers.items():
            key = "handover.turned" if paper.turned else "handover.upright"
            yield Message(key, size=paper.size, count=count)

    def _finished(self) -> Message:
        paper = self.manuscript.paged.sections[0].paper
        sides = {"width": f"{paper.width_mm:g}", "height": f"{paper.height_mm:g}"}
        return Message("handover.finished_value", size=paper.size, **sides)

    def _binding(self) -> Text:
        order = self.manuscript.definition.print_order
        if not order.binding:
            return ""
        done = "binding" if self.proof else "unbound"
        gutter = f"{order.gutter_mm:g}"
        return Message(f"handover.{done}_{order.binding}", gutter=gutter, blank=self._blank)

    # ------------------------------------------------------------ how it was made

    def _data(self) -> Iterator[Line]:
        made = {"program": _PROGRAM, "version": VERSION}
        if self.proof is None:
            yield self._line("colors_used", self._colors())
            yield self._line("made_with", Message("handover.made_without", **made))
            return
        from shinchoku.proving.press import office_version

        yield self._line("colors_used", self._colors())
        yield self._line("fonts", Listed(self._fonts(self.proof), "names"))
        office = office_version()
        yield self._line("made_with", Message("handover.made_with_value", office=office, **made))
        yield self._line("notes", Listed(self._notes(self.proof), "lines"))

    def _colors(self) -> Message:
        if self.proof is None:
            colors = self.manuscript.definition.theme.colors
            used = dict.fromkeys((colors.dark, colors.tint, colors.band, colors.header))
            return Message("handover.colors_of_theme", colors=Listed(f"#{c}" for c in used))
        pages = self.proof.pdf.pages
        colored = sum(page.is_colored for page in pages)
        counts = {"colored": colored, "plain": len(pages) - colored}
        return Message("handover.colors_of_pages", **counts)

    def _fonts(self, proof: Proof) -> Iterator[Message]:
        for name, is_embedded in proof.pdf.fonts.items():
            key = "handover.font_embedded" if is_embedded else "handover.font_not_embedded"
            yield Message(key, name=name)

    def _notes(self, proof: Proof) -> Iterator[Message]:
        yield Message("handover.live")
        is_set = proof.rows_checked is not None  # LibreOffice was asked for it
        yield Message("handover.kinsoku" if is_set else "handover.no_kinsoku")
        wrong = len(proof.problems)
        yield Message("handover.misprinted", count=wrong) if wrong else Message("handover.judged")

    def _export(self) -> Iterator[Line]:
        """Yield how Excel makes a PDF, step by step."""
        numbers = [number for number in self._numbers if number is not None]
        told = {
            "font": self.manuscript.definition.theme.body_font,
            "report": self.report.name,
            "pdf": self.report.with_suffix(".pdf").name,
            "total": len(self._numbers),
            "first": min(numbers, default=0),
            "last": max(numbers, default=0),
        }
        for step in range(1, _STEPS + 1):
            yield Line(str(step), self._say(f"handover.step.{step}", **told))
