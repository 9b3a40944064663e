"""A report workbook goes in; what LibreOffice prints of it, page by page, is held against it.

Everything that is expected is read from the workbook itself, so a report that was touched by hand
is proved as it now stands.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from shinchoku.sheets import cell_name

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_IMAGE_DPI = 80
_TIMEOUT_SECONDS = 600
_SHOWN_CHARACTERS = 40
_TOLERANCE_PT = 0.5
_FOOTER = re.compile(r"^\s*-\s*(\d+)\s*-\s*$", re.MULTILINE)


class ProofError(Exception):
    """The proof cannot be made: a program is missing, or LibreOffice could not open the report."""


ProblemKind = Literal[
    "page_count",  # more or fewer pages were printed than planned
    "page_text",  # characters of a page's cells are not on the printed page
    "page_number",  # the number in the footer is another
    "contents",  # the contents page names a page where that heading does not stand
    "low_row",  # a row or a merged cell is lower than its text
    "automatic_break",  # LibreOffice breaks a page where none was planned
    "font_replaced",  # a font is not installed here
    "font_not_embedded",  # the PDF would look different elsewhere
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is not as planned; `place` names a page, a cell or a font."""

    kind: ProblemKind
    place: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """A page between two breaks of a sheet; `number` None has no footer."""

    sheet: str
    first_row: int  # 1-based
    last_row: int
    number: int | None
    texts: tuple[str, ...]  # of its cells, in reading order

    @property
    def first_text(self) -> str:
        """What stands first on it, in one line."""
        return " ".join(self.texts[0].split()) if self.texts else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the contents page: the number printed there, and the cell that it links to."""

    text: str
    number: int
    sheet: str
    row: int
    heading: str  # what the linked row says


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was printed. `rows_checked` is False where LibreOffice has no Python."""

    planned: tuple[PlannedPage, ...]
    printed: tuple[str, ...]  # the text of each printed page
    entries: tuple[Entry, ...]
    fonts: tuple[str, ...]  # as the PDF names them
    rows_checked: bool
    problems: tuple[Problem, ...]


def proof(report: Path, *, images: Path | None = None, pdf: Path | None = None) -> Proof:
    """Print a report with LibreOffice and compare; keep the PDF and its pages as PNG if asked.

    Raises ProofError where LibreOffice or poppler is missing or fails.
    """
    import openpyxl

    with TemporaryDirectory() as name:
        folder = Path(name)
        copy = Path(shutil.copy(report, folder / "report.xlsx"))  # the original may be open
        book = openpyxl.load_workbook(copy)
        planned, entries, texts = planned_pages(book), _entries(book), _Texts(book)
        said = _print(copy, folder / "report.pdf", folder / "profile", texts.asked)
        printed = _page_texts(folder / "report.pdf")
        fonts = _fonts(folder / "report.pdf")
        problems = (
            *_page_problems(planned, printed),
            *_contents_problems(entries, printed),
            *(texts.problems(said) if said else ()),
            *_font_problems(texts.fonts, fonts),
        )
        if images is not None:
            _write_images(folder / "report.pdf", images)
        if pdf is not None:
            shutil.copyfile(folder / "report.pdf", pdf)
    return Proof(
        planned=planned,
        printed=printed,
        entries=entries,
        fonts=tuple(fonts),
        rows_checked=said is not None,
        problems=problems,
    )


# ---------------------------------------------------------------- what is expected


def planned_pages(book: Workbook) -> tuple[PlannedPage, ...]:
    """Return the pages that the page breaks of all sheets make, in order."""
    return tuple(page for sheet in book for page in _pages_of(sheet))


def _pages_of(sheet: Worksheet) -> Iterator[PlannedPage]:
    rows = [tuple(str(c.value) for c in row if c.value is not None) for row in sheet.iter_rows()]
    rows += [()] * (_printed_rows(sheet) - len(rows))
    ends = [*(found.id for found in sheet.row_breaks.brk), len(rows)]
    begins = [0, *ends[:-1]]
    numbered = bool(sheet.page_setup.useFirstPageNumber)
    first = sheet.page_setup.firstPageNumber or 1
    for index, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        yield PlannedPage(
            sheet=sheet.title,
            first_row=begin + 1,
            last_row=end,
            number=first + index if numbered else None,
            texts=tuple(text for row in rows[begin:end] for text in row),
        )


def _printed_rows(sheet: Worksheet) -> int:
    """Return the last row of the print area."""
    return int(str(sheet.print_area).rpartition("$")[2])


def _entries(book: Workbook) -> tuple[Entry, ...]:
    """Return the rows whose last link is a number."""
    found = []
    for sheet in book:
        for row in sheet.iter_rows():
            links = [(str(c.value), c.hyperlink.location) for c in row if c.hyperlink]
            if links and links[-1][0].isdecimal():
                found.append(_entry(book, links[0][0], int(links[-1][0]), str(links[-1][1])))
    return tuple(found)


def _entry(book: Workbook, text: str, number: int, location: str) -> Entry:
    name, _, cell = location.rpartition("!")
    sheet, row = name.strip("'").replace("''", "'"), int(re.sub(r"\D", "", cell))
    heading = next((str(c.value) for c in book[sheet][row] if c.value is not None), "")
    words = " ".join(text.split())
    return Entry(text=words, number=number, sheet=sheet, row=row, heading=heading)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text and the height that it has; columns and rows count from 0."""

    sheet: str
    row: int
    column: int
    columns: int
    look: int  # number of its format
    text: str
    height_pt: float

    @property
    def place(self) -> str:
        return f"{self.sheet}!{cell_name(self.row + 1, self.column + 1)}"


class _Texts:
    """The texts of a workbook, as `proof_office` is asked to measure them."""

    def __init__(self, book: Workbook) -> None:
        self.fonts: set[str] = set()
        self._rows: dict[str, dict[int, _Text]] = {}  # of the unmerged ones: the rows they are in
        self._groups: dict[tuple[int, tuple[float, ...]], list[_Text]] = {}
        for sheet in book:
            self._rows[sheet.title] = {}
            for text, widths in self._read(sheet):
                if widths:
                    self._groups.setdefault((text.look, widths), []).append(text)
                else:
                    self._rows[sheet.title].setdefault(text.row, text)

    def _read(self, sheet: Worksheet) -> Iterator[tuple[_Text, tuple[float, ...]]]:
        """Yield each text, with the widths of its columns if it is merged."""
        merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        widths = _column_widths(sheet)
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            self.fonts.add(str(cell.font.name))
            area = merged.get((cell.row, cell.column))
            last_row, last = (area.max_row, area.max_col) if area else (cell.row, cell.column)
            rows = range(cell.row, last_row + 1)
            text = _Text(
                sheet=sheet.title,
                row=cell.row - 1,
                column=cell.column - 1,
                columns=last - cell.column + 1,
                look=cell.style_id,
                text=str(cell.value),
                height_pt=sum(sheet.row_dimensions[at].height or 0 for at in rows),
            )
            yield text, tuple(widths[cell.column - 1 : last]) if area else ()

    @property
    def asked(self) -> str:
        """What `proof_office` reads."""
        groups = [
            {
                "sheet": texts[0].sheet,
                "row": texts[0].row,
                "column": texts[0].column,
                "columns": texts[0].columns,
                "texts": [text.text for text in texts],
            }
            for texts in self._groups.values()
        ]
        rows = {sheet: sorted(texts) for sheet, texts in self._rows.items()}
        return json.dumps({"rows": rows, "merged": groups})

    def problems(self, said: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield what `proof_office` found."""
        for found in said["breaks"]:
            place = f"{found['sheet']}!{found['position']}"
            yield Problem(kind="automatic_break", place=place, expected="", found=found["kind"])
        for sheet, heights in said["rows"].items():
            texts = self._rows[sheet]
            yield from _low((texts[row] for row in sorted(texts)), heights)
        for group, heights in zip(self._groups.values(), said["merged"], strict=True):
            yield from _low(group, heights)


def _column_widths(sheet: Worksheet) -> list[float]:
    """Return the widths of all columns; in the file, like neighbours share an entry."""
    widths = [0.0] * sheet.max_column
    for entry in sheet.column_dimensions.values():
        for column in range(entry.min, min(entry.max, len(widths)) + 1):
            widths[column - 1] = entry.width
    return widths


def _low(texts: Iterable[_Text], needed: Sequence[float]) -> Iterator[Problem]:
    for text, needed_pt in zip(texts, needed, strict=True):
        if needed_pt > text.height_pt + _TOLERANCE_PT:
            found, expected = f"{text.height_pt:.1f} pt", f"{needed_pt:.1f} pt"
            yield Problem(kind="low_row", place=text.place, expected=expected, found=found)


# ---------------------------------------------------------------- what is printed


def _print(report: Path, pdf: Path, profile: Path, asked: str) -> Mapping[str, Any] | None:
    """Write the PDF; return what `proof_office` says, None where LibreOffice has no Python."""
    soffice = _program("soffice", "LibreOffice")
    python = _office_python(soffice)
    profile_url = profile.as_uri()
    if python is None:
        option = f"-env:UserInstallation={profile_url}"
        convert = [soffice, option, "--headless", "--convert-to", "pdf", "--outdir"]
        _run([*convert, str(pdf.parent), str(report)])
        said = None
    else:
        script = str(Path(__file__).with_name("proof_office.py"))
        said = json.loads(
            _run([python, script, soffice, profile_url, str(report), str(pdf)], asked)
        )
    if not pdf.exists():
        raise ProofError("LibreOffice could not print the report")
    return said


def _office_python(soffice: str) -> str | None:
    """Return a Python that can talk to LibreOffice: its own, or the system's."""
    beside = Path(soffice).resolve().parent
    for python in (beside / "python", beside / "python.exe", Path("/usr/bin/python3")):
        if python.exists():
            tried = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)  # noqa: S603
            if tried.returncode == 0:
                return str(python)
    return None


def _page_texts(pdf: Path) -> tuple[str, ...]:
    """Return the text of each page, the text of each cell in one piece where it can be."""
    texts = _run([_program("pdftotext", "poppler"), "-raw", "-enc", "UTF-8", str(pdf), "-"])
    return tuple(texts.split("\f")[:-1])


def _fonts(pdf: Path) -> dict[str, bool]:
    """Return the fonts of a PDF, and whether each is embedded."""
    table = _run([_program("pdffonts", "poppler"), str(pdf)]).splitlines()[2:]
    fields = [line.split() for line in table]  # name, type…, encoding, emb, sub, uni, object, ID
    return {line[0].partition("+")[2] or line[0]: line[-5] == "yes" for line in fields}


def _write_images(pdf: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pdftoppm = _program("pdftoppm", "poppler")
    _run([pdftoppm, "-r", str(_IMAGE_DPI), "-png", str(pdf), str(folder / "page")])


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None and name == "soffice":
        usual = (
            Path("C:/Program Files/LibreOffice/program/soffice.exe"),
            Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        )
        found = next((str(path) for path in usual if path.exists()), None)
    if found is None:
        raise ProofError(f"{package} is not installed: there is no {name}")
    return found


def _run(command: Sequence[str], given: str = "") -> str:
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=given,
            capture_output=True,
            check=True,
            timeout=_TIMEOUT_SECONDS,
            encoding="utf-8",
        )
    except subprocess.CalledProcessError as error:
        raise ProofError(f"{Path(command[0]).name}: {error.stderr.strip()[-500:]}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProofError(f"{Path(command[0]).name}: {error}") from error
    return done.stdout


# ---------------------------------------------------------------- how they differ


def _page_problems(planned: Sequence[PlannedPage], printed: Sequence[str]) -> Iterator[Problem]:
    if len(planned) != len(printed):
        yield Problem(
            kind="page_count", place="", expected=str(len(planned)), found=str(len(printed))
        )
    for page, text in zip(planned, printed, strict=False):
        place = f"{page.sheet}!{page.first_row}"
        missing = _characters("".join(page.texts)) - _characters(text)
        if missing:
            found = "".join(missing.elements())[:_SHOWN_CHARACTERS]
            yield Problem(kind="page_text", place=place, expected=page.first_text, found=found)
        number = _footer_number(text)
        if page.number is not None and number != page.number:
            expected, found = str(page.number), "" if number is None else str(number)
            yield Problem(kind="page_number", place=place, expected=expected, found=found)


def _characters(text: str) -> Counter[str]:
    """Count a text's characters: in what order cells are read does not matter."""
    return Counter(_squeezed(text))


def _footer_number(text: str) -> int | None:
    numbers = _FOOTER.findall(text)
    return int(numbers[0]) if numbers else None


def _contents_problems(entries: Sequence[Entry], printed: Sequence[str]) -> Iterator[Problem]:
    """Hold each entry against the numbers of the printed pages that show its heading."""
    pages = [(_footer_number(text), _squeezed(text)) for text in printed]
    for entry in entries:
        heading = _squeezed(entry.heading)
        numbers = [str(n) for n, text in pages if n is not None and heading in text]
        if str(entry.number) not in numbers:
            place, found = entry.text, ", ".join(numbers)
            yield Problem(kind="contents", place=place, expected=str(entry.number), found=found)


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _font_problems(asked: set[str], fonts: Mapping[str, bool]) -> Iterator[Problem]:
    for name in sorted(asked):
        instead = _replaced_by(name)
        if instead:
            yield Problem(kind="font_replaced", place=name, expected=name, found=instead)
    for name, embedded in fonts.items():
        if not embedded:
            yield Problem(kind="font_not_embedded", place=name, expected="", found="")


def _replaced_by(name: str) -> str:
    """Return the font that fontconfig gives for a name, "" if it is that very one or unknown."""
    matcher = shutil.which("fc-match")
    if matcher is None:
        return ""
    families = _run([matcher, "-f", "%{family}", name])
    return "" if name in families.split(",") else families
