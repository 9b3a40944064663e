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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal
from zipfile import BadZipFile

from shinchoku.layout.proof_plan import Entry, PlannedPage, Texts, contents_entries, planned_pages

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_IMAGE_DPI = 80
_TIMEOUT_SECONDS = 600
_SHOWN_CHARACTERS = 40
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
    with TemporaryDirectory() as name:
        folder = Path(name)
        copy = Path(shutil.copy(report, folder / "report.xlsx"))  # the original may be open
        book = _opened(copy)
        planned, entries, texts = planned_pages(book), contents_entries(book), Texts(book)
        said = _print(copy, folder / "report.pdf", folder / "profile", texts.asked)
        printed = _page_texts(folder / "report.pdf")
        fonts = _fonts(folder / "report.pdf")
        problems = (
            *_page_problems(planned, printed),
            *_contents_problems(entries, printed),
            *(_row_problems(texts, said) if said else ()),
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


def _opened(report: Path) -> Workbook:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return openpyxl.load_workbook(report)
    except (OSError, ValueError, KeyError, BadZipFile, InvalidFileException) as error:
        raise ProofError(f"{report.name}: {error}") from error


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


def _row_problems(texts: Texts, said: Mapping[str, Any]) -> Iterator[Problem]:
    for found in said["breaks"]:
        place = f"{found['sheet']}!{found['position']}"
        yield Problem(kind="automatic_break", place=place, expected="", found=found["kind"])
    for text, needed_pt in texts.low(said):
        expected, height = f"{needed_pt:.1f} pt", f"{text.height_pt:.1f} pt"
        yield Problem(kind="low_row", place=text.place, expected=expected, found=height)


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
