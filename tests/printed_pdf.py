"""PDFs as others read them: poppler the lines and the outline, qpdf the labels and the whole."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import openpyxl
import pikepdf

from office import required
from shinchoku.proving.pdf import read_pdf

NO_LINE_BEGINS = frozenset(
    "、。，．・：；？！）」』】〕］｝〉》”’゛゜ヽヾゝゞ々ー!),.:;?]}"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
NO_LINE_ENDS = frozenset("（「『【〔［｛〈《“‘([{")
_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>'
)
_NEXT_TO = 0.3  # of a line's height: cells keep more between them


class PrintedLine(NamedTuple):
    """A line of a cell, in points from the left upper corner of its page (from 1)."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def lines(pdf: Path) -> list[PrintedLine]:
    """Return every printed line as poppler sees it."""
    required("pdftotext")
    told = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    pages = told.split("<page ")[1:]
    return [line for number, page in enumerate(pages, 1) for line in _lines_of(number, page)]


def _lines_of(number: int, page: str) -> Iterator[PrintedLine]:
    words = [_word(number, found) for found in _WORD.finditer(page)]
    words.sort(key=lambda word: (round(word.bottom), word.left))
    while words:
        line, *words = words
        apart = (line.bottom - line.top) * _NEXT_TO
        while words and words[0].left - line.right < apart and _same_line(line, words[0]):
            word, *words = words
            line = line._replace(right=word.right, text=line.text + word.text)
        yield line


def _word(number: int, found: re.Match[str]) -> PrintedLine:
    left, top, right, bottom = (float(found[side]) for side in (1, 2, 3, 4))
    return PrintedLine(number, left, top, right, bottom, unescape(found[5]))


def _same_line(line: PrintedLine, word: PrintedLine) -> bool:
    return abs(line.bottom - word.bottom) < 1 and word.left >= line.left


def badly_broken(pdf: Path, texts: set[str]) -> list[PrintedLine]:
    """Return the lines that begin with a closing mark or end with an opening one.

    Not those that a text itself begins or ends with: `texts` are those of the cells, by lines.
    """
    whole = [_plain(text) for text in texts]
    return [
        line
        for line in lines(pdf)
        if (
            line.text[0] in NO_LINE_BEGINS
            and not any(t.startswith(_plain(line.text)) for t in whole)
        )
        or (line.text[-1] in NO_LINE_ENDS and not any(t.endswith(_plain(line.text)) for t in whole))
    ]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def texts_of(report: Path) -> set[str]:
    """Return what the cells of a workbook say, line by line."""
    book = openpyxl.load_workbook(report)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return {line for cell in cells if cell.value for line in str(cell.value).split("\n")}


def characters(pdf: Path) -> list[Counter[str]]:
    """Return the characters of each page as poppler reads them, blanks aside."""
    required("pdftotext")
    told = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    return [Counter(_plain(page)) for page in told.split("\f")[:-1]]


def outline(pdf: Path) -> list[tuple[int, str, int]]:
    """Return the outline as poppler reads it: depth, title, the page (from 1) that it leads to."""
    required("pdftohtml")
    told = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-stdout", str(pdf)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    found = re.search(r"<outline>.*</outline>", told, re.DOTALL)
    return list(_items(ET.fromstring(found[0]), 0)) if found else []  # noqa: S314 - ours


def _items(items: ET.Element, depth: int) -> Iterator[tuple[int, str, int]]:
    for item in items:
        if item.tag == "outline":
            yield from _items(item, depth + 1)
        else:
            yield depth, "".join(item.itertext()), int(item.attrib["page"])


def labels(pdf: Path) -> list[str]:
    """Return the labels of the pages as qpdf reads them."""
    with pikepdf.open(pdf) as opened:
        return [page.label for page in opened.pages]


def faults(pdf: Path) -> list[str]:
    """Return what qpdf finds wrong with the file's structure."""
    with pikepdf.open(pdf) as opened:
        return [str(fault) for fault in opened.check_pdf_syntax()]


def links(pdf: Path) -> list[tuple[int, str, int]]:
    """Return each link: its page from 1, what it says it is, the page that it leads to."""
    with pikepdf.open(pdf) as opened:
        numbers = {page.objgen: at for at, page in enumerate(opened.pages, 1)}
        return [
            (at, str(link.Contents), numbers[link.Dest[0].objgen])
            for at, page in enumerate(opened.pages, 1)
            for link in _annotations(page)
        ]


def _annotations(page: pikepdf.Page) -> Iterator[Any]:
    yield from page.get("/Annots", [])


def sheet_of(path: Path) -> dict[str, list[str]]:
    """Return what a sheet for the printer says: label -> texts."""
    (sheet,) = openpyxl.load_workbook(path).worksheets
    said: dict[str, list[str]] = {}
    for label, text in sheet.iter_rows(max_col=2, values_only=True):
        said.setdefault(str(label), []).append(str(text or ""))
    return said


def as_contents(report: Path) -> list[tuple[int, str, int]]:
    """Return the outline that a report's contents page asks for: depth, title, printed number."""
    rows = []
    for sheet in openpyxl.load_workbook(report):
        for row in sheet.iter_rows():
            linked = [cell for cell in row if cell.hyperlink]
            if linked and str(linked[-1].value).isdecimal():
                first = next(cell for cell in row if cell.value is not None)
                rows.append((bool(first.font.b), str(first.value), int(str(linked[-1].value))))
    first_part = next((at for at, row in enumerate(rows) if row[0]), len(rows))
    return [
        (int(at > first_part and not is_part), " ".join(title.split()), number)
        for at, (is_part, title, number) in enumerate(rows)
    ]


def hold(pdf: Path, report: Path) -> None:
    """Hold a PDF against its report: lines, outline, labels, links; only others read it here.

    What our own reader finds on its pages is what poppler does.
    """
    assert faults(pdf) == []
    ours = [Counter(_plain(page.text)) for page in read_pdf(pdf).pages]
    theirs = characters(pdf)
    assert [(a - b, b - a) for a, b in zip(ours, theirs, strict=True) if a != b] == []
    assert badly_broken(pdf, texts_of(report)) == []
    named = labels(pdf)
    numbers = [re.findall(r"^\s*- (\d+) -\s*$", page, re.MULTILINE)[:1] for page in _laid_out(pdf)]
    assert [name if name.isdecimal() else "" for name in named] == [
        "".join(number) for number in numbers
    ]
    assert len(set(named)) == len(named)
    contents = as_contents(report)
    if contents:
        found = [(depth, title, int(named[page - 1])) for depth, title, page in outline(pdf)]
        assert found == contents
    told = [(said, named[to - 1]) for _, said, to in links(pdf) if said.isdecimal()]
    assert [(str(number), str(number)) for _, _, number in contents] == told


def _laid_out(pdf: Path) -> list[str]:
    told = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    return told.split("\f")[:-1]
