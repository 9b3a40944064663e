"""LibreOffice's PDF goes in; the PDF that is published comes out: bound, labelled, with an outline.

Nothing that is not so is claimed: no PDF/UA, PDF/A or PDF/X, and no tags. LibreOffice's own tags
know no headers of tables, and a document that claims to be tagged is believed; who needs to hear
the report has the edition for screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shinchoku.failures import ProofError
from shinchoku.proving.imprint import Imprint
from shinchoku.proving.planned import ContentsLine, PlannedPage
from shinchoku.records import dataclass
from shinchoku.version import VERSION
from shinchoku.words import Message

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

_PT_PER_MM = 72 / 25.4
_SAME_PT = 3.0  # papers are a little off
_LEFT_AND_TOP = 3  # stand behind the page and the kind of a place


def with_blanks(planned: Sequence[PlannedPage], imprint: Imprint) -> tuple[PlannedPage, ...]:
    """Return the pages as they are bound: an odd number is on the front of a sheet.

    What is not counted may stand before or between: then a blank page goes before the number.
    """
    bound: list[PlannedPage] = []
    for page in planned:
        is_front = len(bound) % 2 == 0
        if imprint.binding and page.number is not None and page.number % 2 != is_front:
            bound.append(BLANK)
        bound.append(page)
    return tuple(bound)


BLANK = PlannedPage(sheet="", first_row=1, last_row=0, number=None, rows=())


def finish(
    source: Path,
    target: Path,
    imprint: Imprint,
    planned: Sequence[PlannedPage],
    entries: Sequence[ContentsLine],
) -> None:
    """Write the PDF that is published. Raises ProofError where LibreOffice's cannot be read.

    Pages that are not those planned get no numbers and no blank ones: what is wrong is told anyway.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError
    from pypdf.generic import NameObject

    try:
        reader = PdfReader(source)
        reader.trailer.pop(NameObject("/ID"), None)  # made of the time
        writer = PdfWriter(clone_from=reader)
    except PyPdfError as error:
        raise ProofError(Message("proof.no_pdf")) from error
    writer.pdf_header = reader.pdf_header
    _Finished(writer, imprint, tuple(planned), entries).finish()
    with target.open("wb") as stream:
        writer.write(stream)


@dataclass(frozen=True)
class _Finished:
    writer: PdfWriter
    imprint: Imprint
    planned: tuple[PlannedPage, ...]
    entries: Sequence[ContentsLine]

    def finish(self) -> None:
        if len(self.planned) == len(self.writer.pages):
            bound = with_blanks(self.planned, self.imprint)
            if self.entries:
                self._outline()
            self._insert_blanks(bound)
            self._label(bound)
        for at, page in enumerate(self.writer.pages):
            self._bind(page, is_front=at % 2 == 0)
        self._say()

    def _outline(self) -> None:
        """Let the outline be the contents page, each line where its link leads."""
        from pypdf.generic import Fit, IndirectObject, NameObject

        root = self.writer.root_object
        root.pop(NameObject("/Outlines"), None)
        above: dict[int, IndirectObject] = {}
        pages = tuple(self.writer.pages)
        for entry, top in zip(self.entries, _tops(pages, self.entries), strict=True):
            at = next(at for at, page in enumerate(self.planned) if page.has(entry.target))
            above[entry.depth] = self.writer.add_outline_item(
                title=entry.text,
                page_number=pages[at],
                parent=above.get(entry.depth - 1),
                fit=Fit.xyz(left=0, top=top) if top else Fit.fit(),
            )
        root[NameObject("/PageMode")] = NameObject("/UseOutlines")

    def _insert_blanks(self, bound: Sequence[PlannedPage]) -> None:
        for at, page in enumerate(bound):
            if page is BLANK:
                beside = self.writer.pages[at].mediabox
                self.writer.insert_blank_page(beside.width, beside.height, at)

    def _label(self, bound: Sequence[PlannedPage]) -> None:
        from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

        parts = ArrayObject()
        for at, style, first in _label_runs(bound):
            look = {"/S": NameObject(style), "/St": NumberObject(first)}
            named = DictionaryObject({NameObject(key): value for key, value in look.items()})
            parts += [NumberObject(at), named]
        tree = DictionaryObject({NameObject("/Nums"): parts})
        self.writer.root_object[NameObject("/PageLabels")] = tree

    def _bind(self, page: PageObject, *, is_front: bool) -> None:
        """Move what is on a page away from the edge that is bound; the finished size is its own."""
        from pypdf.generic import NameObject

        page[NameObject("/TrimBox")] = page.mediabox
        gutter_pt = self.imprint.gutter_mm * _PT_PER_MM if self.imprint.binding else 0.0
        if not gutter_pt:
            return
        away = gutter_pt if (self.imprint.binding == "left") == is_front else -gutter_pt
        spine = float(self.writer.pages[0].mediabox.height)
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        is_turned = abs(width - spine) < _SAME_PT < abs(height - spine)
        _move(page, *((0.0, -away) if is_turned else (away, 0.0)))

    def _say(self) -> None:
        """Say what the document is, and nothing of when and where it was made."""
        from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

        imprint, root = self.imprint, self.writer.root_object
        known: Mapping[str, object] = self.writer.metadata or {}
        said = {key: str(known[key]) for key in ("/Title", "/Producer") if key in known}
        said["/Creator"] = f"Shinchoku {VERSION}"
        said |= {
            key: text
            for key, text in (("/Title", imprint.title), ("/Author", imprint.author))
            if text
        }
        if imprint.issued:
            said |= {key: _day(imprint.issued) for key in ("/CreationDate", "/ModDate")}
        self.writer.metadata = said
        if imprint.language:
            root[NameObject("/Lang")] = TextStringObject(imprint.language)
        shown = {NameObject("/DisplayDocTitle"): BooleanObject(True)}  # noqa: FBT003
        root[NameObject("/ViewerPreferences")] = DictionaryObject(shown)


def _day(day: date) -> str:
    return f"D:{day:%Y%m%d}000000Z"


def _tops(pages: Iterable[PageObject], entries: Sequence[ContentsLine]) -> Iterator[float | None]:
    """Yield how high on its page each line's link leads; None where nobody knows."""
    links = [link for page in pages for link in _links(page)]
    rest = iter(links)
    for entry in entries:
        found = next(
            (link for link in rest if str(link.get("/Contents")) == str(entry.number)), None
        )
        yield float(found["/Dest"][3]) if found else None


def _links(page: PageObject) -> Iterator[Any]:
    """Yield the links of a page that lead to a place of the document."""
    for each in page.get("/Annots") or ():
        link = each.get_object()
        if link.get("/Subtype") == "/Link" and len(link.get("/Dest", ())) > _LEFT_AND_TOP:
            yield link


def _label_runs(bound: Sequence[PlannedPage]) -> Iterator[tuple[int, str, int]]:
    """Yield where numbers begin anew: the page's index, the style of numbers, the first of them."""
    before: int | None = None
    uncounted, counted = 0, False
    for at, page in enumerate(bound):
        if page.number is None:
            uncounted += 1
            if at == 0 or counted:
                yield at, "/r", uncounted
        elif not counted or before is None or page.number != before + 1:
            yield at, "/D", page.number
        counted, before = page.number is not None, page.number


def _move(page: PageObject, right: float, up: float) -> None:
    """Move all that is on a page, links too, by points."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, FloatObject, NameObject

    contents = page.get_contents()
    if contents is None:  # a blank one
        return
    moved = DecodedStreamObject()
    moved.set_data(b"q 1 0 0 1 %.3f %.3f cm\n%b\nQ\n" % (right, up, contents.get_data()))
    page.replace_contents(moved.flate_encode())
    for each in page.get("/Annots") or ():
        link = each.get_object()
        sides = [float(side) for side in link["/Rect"]]
        by = (right, up, right, up)
        rectangle = (FloatObject(side + more) for side, more in zip(sides, by, strict=True))
        link[NameObject("/Rect")] = ArrayObject(rectangle)
