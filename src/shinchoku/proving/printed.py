"""A report workbook goes in; what LibreOffice prints of it, page by page, is held against it.

Everything that is expected is read from the workbook itself, so a report that was touched by hand
is proved as it now stands. The PDF is the one that is published.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from shinchoku.failures import reading
from shinchoku.normal import canonical
from shinchoku.proving.finishing import finish, with_blanks
from shinchoku.proving.imprint import PLAIN, Imprint
from shinchoku.proving.misprints import Misprint
from shinchoku.proving.opening import opened
from shinchoku.proving.pdf import Pdf, read_pdf
from shinchoku.proving.planned import (
    ContentsLine,
    PlannedPage,
    PrintedTexts,
    contents_entries,
    heading_sought,
    planned_pages,
)
from shinchoku.proving.press import (
    font_environment,
    print_report,
    program,
    replaced_by,
    write_images,
)
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_SHOWN_CHARACTERS = 40
_FOOTER = re.compile(r"^\s*-\s*(\d+)\s*-\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was printed; pages and their plan with the blank ones of a binding.

    `rows_checked` is None where LibreOffice has no Python to ask, and where a PDF that was there
    `was_printed` before.
    """

    planned: tuple[PlannedPage, ...]
    pdf: Pdf
    entries: tuple[ContentsLine, ...]
    rows_checked: int | None  # rows and merged cells whose heights were held against their texts
    problems: tuple[Misprint, ...]
    was_printed: bool = False

    @property
    def heights(self) -> str:
        """The key of what is said of the heights of rows."""
        if self.was_printed:
            return "summary.rows_printed"
        return "summary.rows_unchecked" if self.rows_checked is None else "summary.rows_checked"

    @property
    def printed(self) -> tuple[str, ...]:
        """The text of each printed page."""
        return tuple(page.text for page in self.pdf.pages)

    @property
    def fonts(self) -> tuple[str, ...]:
        """The fonts, as the PDF names them."""
        return tuple(self.pdf.fonts)


def proof(
    report: Path, imprint: Imprint = PLAIN, *, images: Path | None = None, pdf: Path | None = None
) -> Proof:
    """Print a report with LibreOffice and compare; keep the PDF and its pages as PNG if asked.

    Raises ProofError where LibreOffice is missing or fails.
    """
    for name in ("soffice", *(["pdftoppm"] if images else ())):
        program(name)
    with TemporaryDirectory() as name:
        folder = Path(name)
        with reading(report):
            copy = Path(shutil.copy(report, folder / "report.xlsx"))  # the original may be open
        book = opened(copy)
        texts, environment = PrintedTexts(book), font_environment(folder)
        printed, made = folder / "printed.pdf", folder / "report.pdf"
        said = print_report(copy, printed, folder / "profile", texts.asked, environment)
        finish(printed, made, imprint, planned_pages(book), contents_entries(book))
        problems = (
            *(_row_problems(texts, said) if said else ()),
            *_break_problems(planned_pages(book), said["breaks"] if said else ()),
            *_replaced_fonts(texts, environment),
        )
        found = _held(book, made, imprint, said["breaks"] if said else (), problems)
        if images is not None:
            write_images(made, images)
        if pdf is not None:
            pdf.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, pdf)
    return replace(found, rows_checked=len(texts) if said else None)


def judged(report: Path, pdf: Path, imprint: Imprint, *, images: Path | None = None) -> Proof:
    """Hold a PDF that is there against its report. Raises ProofError or ReadError."""
    with reading(report), TemporaryDirectory() as name:
        copy = Path(shutil.copy(report, Path(name) / "report.xlsx"))
        found = _held(opened(copy), pdf, imprint, (), ())
    if images is not None:
        write_images(pdf, images)
    return replace(found, was_printed=True)


def _held(
    book: Workbook,
    made: Path,
    imprint: Imprint,
    breaks: Sequence[Mapping[str, Any]],
    problems: Sequence[Misprint],
) -> Proof:
    """Hold a PDF against a workbook; `problems` are what is known of how it was printed."""
    pdf, texts, entries = read_pdf(made), PrintedTexts(book), contents_entries(book)
    printed = [page.text for page in pdf.pages]
    planned = planned_pages(book)
    bound = with_blanks(planned, imprint)
    if len(bound) == len(printed):  # else no blank page was put in
        planned = bound
    return Proof(
        planned=planned,
        pdf=pdf,
        entries=entries,
        rows_checked=None,
        problems=(
            *problems,
            *_page_problems(planned, printed, breaks),
            *_contents_problems(entries, planned, printed),
            *_font_problems(texts, pdf.fonts),
        ),
    )


# ---------------------------------------------------------------- how they differ


def _row_problems(texts: PrintedTexts, said: Mapping[str, Any]) -> Iterator[Misprint]:
    for text, needed_pt in texts.low(said):
        yield Misprint(
            kind="low_row",
            sheet=text.sheet,
            cell=text.cell,
            text=_in_one_line(text.text),
            expected=f"{needed_pt:.1f} pt",
            found=f"{text.height_pt:.1f} pt",
        )


def _break_problems(
    planned: Sequence[PlannedPage], breaks: Sequence[Mapping[str, Any]]
) -> Iterator[Misprint]:
    for found in breaks:
        sheet, position = found["sheet"], found["position"]
        if found["kind"] == "row":
            page = next(p for p in planned if p.sheet == sheet and position <= p.last_row)
            text = _in_one_line(page.text_at(position))
            cell = cell_name(position, 1)
            yield Misprint(kind="automatic_break", sheet=sheet, cell=cell, text=text)
        else:
            yield Misprint(kind="too_wide", sheet=sheet, cell=cell_name(1, position))


def _page_problems(
    planned: Sequence[PlannedPage], printed: Sequence[str], breaks: Sequence[Mapping[str, Any]]
) -> Iterator[Misprint]:
    """Hold each page's characters against the plan: all of them, and no others."""
    if is_uneven := len(planned) != len(printed):
        yield Misprint(kind="page_count", expected=str(len(planned)), found=str(len(printed)))
    for page, text in zip(planned, _first_of_each(planned, printed, breaks), strict=False):
        where = {
            "sheet": page.sheet,
            "cell": cell_name(page.first_row, 1),
            "text": _in_one_line(page.first_text),
        }
        expected, found = _characters(page.whole), _characters(_unnumbered(page, text))
        if missing := _all(expected - found):
            yield Misprint(kind="page_text", found=missing, **where)
        if not is_uneven and (surplus := _all(found - expected)):
            yield Misprint(kind="page_surplus", found=surplus, **where)
        number = _footer_number(text)
        if page.number is not None and number != page.number:
            shown = "" if number is None else str(number)
            yield Misprint(kind="page_number", expected=str(page.number), found=shown, **where)


def _unnumbered(page: PlannedPage, text: str) -> str:
    """Return what is printed on a page without its number, if it is to have one."""
    return text if page.number is None else _FOOTER.sub("", text, count=1)


def _all(characters: Counter[str]) -> str:
    return _in_one_line("".join(characters.elements()))


def _first_of_each(
    planned: Sequence[PlannedPage], printed: Sequence[str], breaks: Sequence[Mapping[str, Any]]
) -> Sequence[str]:
    """Return, for each planned page, the first one of those that it was printed on."""
    rows = Counter(
        (found["sheet"], page.first_row)
        for found in breaks
        for page in planned
        if found["kind"] == "row" and page.sheet == found["sheet"]
        if page.first_row < found["position"] <= page.last_row
    )
    counts = [1 + rows[page.sheet, page.first_row] for page in planned]
    if sum(counts) != len(printed):  # nobody can say which is which
        return printed
    return [printed[start] for start in accumulate([0, *counts[:-1]])]


def _in_one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN_CHARACTERS else f"{words[:_SHOWN_CHARACTERS]}…"


def _characters(text: str) -> Counter[str]:
    """Count a text's characters: in what order cells are read does not matter."""
    return Counter(canonical(text))


def _footer_number(text: str) -> int | None:
    numbers = _FOOTER.findall(text)
    return int(numbers[0]) if numbers else None


def _contents_problems(
    entries: Sequence[ContentsLine], planned: Sequence[PlannedPage], printed: Sequence[str]
) -> Iterator[Misprint]:
    """Hold each entry against the numbers of the printed pages that show its heading."""
    pages = [(_footer_number(text), canonical(text)) for text in printed]
    for entry in entries:
        shows = heading_sought(entry.heading, planned)
        numbers = [str(n) for n, text in pages if n is not None and shows(text)]
        if str(entry.number) not in numbers:
            yield Misprint(
                kind="contents",
                sheet=entry.sheet,
                cell=entry.cell,
                text=entry.text,
                expected=", ".join(numbers),
                found=str(entry.number),
            )


def _replaced_fonts(texts: PrintedTexts, environment: Mapping[str, str]) -> Iterator[Misprint]:
    for name in sorted(texts.fonts):
        if instead := replaced_by(name, environment):
            yield Misprint(kind="font_replaced", text=name, expected=name, found=instead)


def _font_problems(texts: PrintedTexts, fonts: Mapping[str, bool]) -> Iterator[Misprint]:
    for text, missing in texts.without_glyphs():
        where = {"sheet": text.sheet, "cell": text.cell}
        yield Misprint(kind="font_replaced", text=missing, expected=text.font, **where)
    for name, is_embedded in fonts.items():
        if not is_embedded:
            yield Misprint(kind="font_not_embedded", text=name)
