"""A report workbook goes in; what LibreOffice prints of it, page by page, is held against it.

Everything that is expected is read from the workbook itself, so a report that was touched by hand
is proved as it now stands.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, get_args

from shinchoku.failures import ProofError, reading
from shinchoku.findings import Finding, Rule
from shinchoku.model import Origin
from shinchoku.normal import canonical
from shinchoku.paper.fonts import OTHER_NAMES
from shinchoku.proving.opening import opened
from shinchoku.proving.planned import (
    ContentsLine,
    PlannedPage,
    PrintedTexts,
    contents_entries,
    heading_sought,
    planned_pages,
)
from shinchoku.proving.profile import write_profile
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name
from shinchoku.words import Message

if TYPE_CHECKING:
    pass

_IMAGE_DPI = 80
_TIMEOUT_SECONDS = 600
_SHOWN_CHARACTERS = 40
_PROGRAMS = {
    "soffice": "LibreOffice",
    "pdftotext": "poppler",
    "pdffonts": "poppler",
    "pdftoppm": "poppler",
}
_FOOTER = re.compile(r"^\s*-\s*(\d+)\s*-\s*$", re.MULTILINE)


MisprintKind = Literal[  # causes first
    "low_row",  # a row or a merged cell is lower than its text
    "automatic_break",  # LibreOffice breaks a page at a row where none was planned
    "too_wide",  # columns go on another page
    "page_count",  # more or fewer pages were printed than planned
    "page_text",  # characters of a page's cells are not on the printed page
    "page_number",  # the number in the footer is another
    "contents",  # the contents page names a page where that heading does not stand
    "font_replaced",  # a font is not installed here, or has no glyph for a character
    "font_not_embedded",  # the PDF would look different elsewhere
]


MISPRINTS: Mapping[MisprintKind, Rule] = {
    kind: Rule(f"E7{number:02}", f"printed-{kind.replace('_', '-')}")
    for number, kind in enumerate(get_args(MisprintKind), start=1)
}
"""The rules, in the order that lists first what caused the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misprint:
    """One thing that is not as planned.

    A page is named by its first cell. `text` is what stands there, in one line, or a font's name.
    """

    kind: MisprintKind
    sheet: str = ""
    cell: str = ""
    text: str = ""
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was printed. `rows_checked` is None where LibreOffice has no Python to ask."""

    planned: tuple[PlannedPage, ...]
    printed: tuple[str, ...]  # the text of each printed page
    entries: tuple[ContentsLine, ...]
    fonts: tuple[str, ...]  # as the PDF names them
    rows_checked: int | None  # rows and merged cells whose heights were held against their texts
    problems: tuple[Misprint, ...]


def proof(report: Path, *, images: Path | None = None, pdf: Path | None = None) -> Proof:
    """Print a report with LibreOffice and compare; keep the PDF and its pages as PNG if asked.

    Raises ProofError where LibreOffice or poppler is missing or fails.
    """
    for name in _PROGRAMS:
        _program(name)
    with TemporaryDirectory() as name:
        folder = Path(name)
        with reading(report):
            copy = Path(shutil.copy(report, folder / "report.xlsx"))  # the original may be open
        book = opened(copy)
        planned, entries, texts = planned_pages(book), contents_entries(book), PrintedTexts(book)
        environment = font_environment(folder)
        made = folder / "report.pdf"
        said = print_report(copy, made, folder / "profile", texts.asked, environment)
        printed = _page_texts(made)
        fonts = _fonts(made)
        breaks = said["breaks"] if said else ()
        problems = (
            *(_row_problems(texts, said) if said else ()),
            *_break_problems(planned, breaks),
            *_page_problems(planned, printed, breaks),
            *_contents_problems(entries, planned, printed),
            *_font_problems(texts, fonts, environment),
        )
        if images is not None:
            _write_images(made, images)
        if pdf is not None:
            pdf.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, pdf)
    return Proof(
        planned=planned,
        printed=printed,
        entries=entries,
        fonts=tuple(fonts),
        rows_checked=len(texts) if said else None,
        problems=problems,
    )


# ---------------------------------------------------------------- what is printed


def print_report(
    report: Path, pdf: Path, profile: Path, asked: str, environment: Mapping[str, str]
) -> Mapping[str, Any] | None:
    """Write the PDF; return what `office` says, None where LibreOffice has no Python."""
    soffice = _program("soffice")
    python = _office_python(soffice)
    profile_url = write_profile(profile)
    if python is None:
        option = f"-env:UserInstallation={profile_url}"
        convert = [soffice, option, "--headless", "--convert-to", "pdf", "--outdir"]
        _run([*convert, str(pdf.parent), str(report)], environment=environment)
        said = None
    else:
        script = str(Path(__file__).with_name("office.py"))
        command = [python, script, soffice, profile_url, str(report), str(pdf)]
        said = json.loads(_run(command, asked, environment=environment))
    if not pdf.exists():
        raise ProofError(Message("proof.no_pdf"))
    return said


def font_environment(folder: Path) -> Mapping[str, str]:
    """Return this process's environment, with fonts known by their names on Windows too."""
    usual = os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    if not Path(usual).exists():  # no fontconfig here
        return os.environ
    path = folder / "fonts.conf"
    aliases = "".join(_ALIAS.format(name, other) for name, other in OTHER_NAMES.items())
    path.write_text(_FONTS_CONF.format(usual, aliases), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(path)}


_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>{}</include>{}</fontconfig>
"""
_ALIAS = """
<match target="pattern">
<test name="family" compare="eq"><string>{}</string></test>
<edit name="family" mode="assign" binding="same"><string>{}</string></edit>
</match>
"""


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
    texts = _run([_program("pdftotext"), "-raw", "-enc", "UTF-8", str(pdf), "-"])
    return tuple(texts.split("\f")[:-1])


def _fonts(pdf: Path) -> dict[str, bool]:
    """Return the fonts of a PDF, and whether each is embedded."""
    table = _run([_program("pdffonts"), str(pdf)]).splitlines()[2:]
    fields = [line.split() for line in table]  # name, type…, encoding, emb, sub, uni, object, ID
    return {line[0].partition("+")[2] or line[0]: line[-5] == "yes" for line in fields}


def _write_images(pdf: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pdftoppm = _program("pdftoppm")
    _run([pdftoppm, "-r", str(_IMAGE_DPI), "-png", str(pdf), str(folder / "page")])


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None and name == "soffice":
        usual = (
            Path("C:/Program Files/LibreOffice/program/soffice.exe"),
            Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        )
        found = next((str(path) for path in usual if path.exists()), None)
    if found is None:
        raise ProofError(Message("proof.no_program", package=_PROGRAMS[name], program=name))
    return found


def _run(
    command: Sequence[str], given: str = "", *, environment: Mapping[str, str] | None = None
) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=given,
            capture_output=True,
            check=True,
            timeout=_TIMEOUT_SECONDS,
            env=environment,
            encoding="utf-8",
        )
    except subprocess.CalledProcessError as error:
        raise ProofError(f"{Path(command[0]).name}: {error.stderr.strip()[-500:]}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProofError(f"{Path(command[0]).name}: {error}") from error
    return done.stdout


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
    if len(planned) != len(printed):
        yield Misprint(kind="page_count", expected=str(len(planned)), found=str(len(printed)))
    for page, text in zip(planned, _first_of_each(planned, printed, breaks), strict=False):
        cell, first = cell_name(page.first_row, 1), _in_one_line(page.first_text)
        missing = _characters("".join(page.texts)) - _characters(text)
        if missing:
            found = _in_one_line("".join(missing.elements()))
            yield Misprint(kind="page_text", sheet=page.sheet, cell=cell, text=first, found=found)
        number = _footer_number(text)
        if page.number is not None and number != page.number:
            found = "" if number is None else str(number)
            where = {"sheet": page.sheet, "cell": cell, "text": first}
            yield Misprint(kind="page_number", expected=str(page.number), found=found, **where)


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


def _font_problems(
    texts: PrintedTexts, fonts: Mapping[str, bool], environment: Mapping[str, str]
) -> Iterator[Misprint]:
    for text, missing in texts.without_glyphs():
        where = {"sheet": text.sheet, "cell": text.cell}
        yield Misprint(kind="font_replaced", text=missing, expected=text.font, **where)
    for name in sorted(texts.fonts):
        instead = _replaced_by(name, environment)
        if instead:
            yield Misprint(kind="font_replaced", text=name, expected=name, found=instead)
    for name, embedded in fonts.items():
        if not embedded:
            yield Misprint(kind="font_not_embedded", text=name)


def _replaced_by(name: str, environment: Mapping[str, str]) -> str:
    """Return the font that fontconfig gives for a name, "" if it is that very one or unknown."""
    matcher = shutil.which("fc-match")
    if matcher is None:
        return ""
    families = _run([matcher, "-f", "%{family}", name], environment=environment)
    return "" if OTHER_NAMES.get(name, name) in families.split(",") else families


def misprint(report: str, problem: Misprint) -> Finding:
    """Return what is not as planned as a finding."""
    is_number = problem.kind in {"page_number", "contents"}
    variant = "unnumbered" if is_number and not (problem.expected and problem.found) else ""
    if problem.kind == "font_replaced" and problem.cell:
        variant = "glyph"
    return MISPRINTS[problem.kind].finding(
        Origin(report, problem.sheet, problem.cell),
        variant,
        text=problem.text,
        expected=problem.expected,
        found=problem.found,
    )
