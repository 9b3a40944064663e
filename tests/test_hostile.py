"""Hostile files among good ones: each costs only itself, and every good value arrives."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from shinchoku import pipeline
from shinchoku.intake.merge import merge
from sixty import DEPARTMENTS, fill_sixty
from spoiling import parts as raw
from spoiling.archives import lying, zipped

pytestmark = pytest.mark.slow

NOISE = random.Random(4).randbytes(500_000).hex()  # noqa: S311 - it must not compress
ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'
STRAY = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'


def with_rows(count: int, cell: str, **parts: str | bytes) -> bytes:
    """A workbook with many rows; # in a cell is the row's number."""
    rows = raw.each_row(f'<row r="#">{cell}</row>', range(1, count + 1))
    return raw.workbook(rows, **parts)


def with_cell(cell: str) -> bytes:
    return raw.workbook(f'<row r="1"><c r="A1"{cell}</c></row>')


def noisy(text: str) -> bytes:
    return raw.workbook(text.replace("#", NOISE * 4))


def with_attributes(attribute: str) -> bytes:
    attributes = " ".join(attribute.replace("#", str(n)) for n in range(60_000))
    return raw.workbook(f"<row {attributes}/>")


def styled_rows(cells: str = "") -> str:
    """Rows as Excel writes them where a whole table was given borders; # is a row's number."""
    attributes = 'spans="1:3" s="1" customFormat="1" ht="15"' if cells else 's="1" customFormat="1"'
    return raw.each_row(f'<row r="#" {attributes}' + (f">{cells}</row>" if cells else "/>"))


def bomb() -> bytes:
    return raw.workbook(sheet=b" " * (200 << 20))


def many_small_bombs() -> bytes:
    numbers = range(1, 91)
    sheets = raw.workbook_xml(*(f"s{n}" for n in numbers))
    links = raw.relationships(*((f"rId{n}", "worksheet", f"{n}.xml") for n in numbers))
    blank = raw.worksheet(" " * 1_000_000)
    parts = raw.parts(book=sheets, links=links)
    return zipped({**parts, **{f"xl/{n}.xml": blank for n in numbers}})


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "a cell in the last corner": lambda: raw.workbook(STRAY),
    "a style down to the last row": lambda: raw.workbook(styled_rows()),
    "styled cells down to the last row": lambda: raw.workbook(
        styled_rows("".join(f'<c r="{c}#" s="1"/>' for c in "ABC"))
    ),
    "truncated": lambda: raw.workbook(STRAY)[:-200],
    "empty": lambda: b"",
    "encrypted": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
    # bombs
    "a bomb": bomb,
    "a bomb that lies": lambda: lying(bomb(), raw.NAMES["sheet"], 1000),
    "many small bombs": many_small_bombs,
    "many entries": lambda: zipped({**raw.parts(), **{f"a/{n}": "" for n in range(20_000)}}),
    "many cells": lambda: with_rows(150_000, '<c r="A#"><v>0.#</v></c>'),
    "many texts": lambda: with_rows(150_000, '<c r="A#" t="inlineStr"><is><t>#</t></is></c>'),
    "one text in all cells": lambda: with_rows(
        300_000, '<c r="A#" t="s"><v>0</v></c>', strings=raw.strings(f"<t>{'字' * 32_000}</t>")
    ),
    "many strings": lambda: raw.workbook(
        strings=raw.strings(*(f"<t>{n}</t>" for n in range(200_000)))
    ),
    "many styles": lambda: raw.workbook(styles=raw.styles(*(f"0.{n}" for n in range(150_000)))),
    "many names": lambda: raw.workbook(
        book=raw.workbook_xml("回答", names='<definedName name="n">x</definedName>' * 200_000)
    ),
    "many links": lambda: raw.workbook(
        links=raw.relationships(*((f"r{n}", "worksheet", f"{n}.xml") for n in range(100_000)))
    ),
    "many merges": lambda: raw.workbook(
        sheet=raw.worksheet("", behind='<mergeCell ref="A1:XFD1048576"/>' * 150_000)
    ),
    "many hidden columns": lambda: raw.workbook(
        sheet=raw.worksheet("", before='<col min="1" max="16384" hidden="1"/>' * 400_000)
    ),
    "many runs": lambda: with_cell(
        f' t="inlineStr"><is>{"<r><rPr><strike/></rPr><t>あ</t></r>" * 100_000}</is>'
    ),
    "many escapes": lambda: with_cell(f' t="inlineStr"><is><t>{"_x0041_" * 400_000}</t></is>'),
    "a long text": partial(noisy, '<row r="1"><c t="inlineStr"><is><t>#</t></is></c></row>'),
    "a long number": lambda: with_cell(f"><v>{'9' * 1_000_000}</v>"),
    "a long attribute": partial(noisy, '<row r="#'),
    "a long comment": partial(noisy, "<!-- #"),
    "a long CDATA": partial(noisy, "<![CDATA[ #"),
    "a long number format": lambda: with_rows(
        2_000, '<c r="A#" s="1"><v>#</v></c>', styles=raw.styles("0;" * 500_000)
    ),
    "a number beyond all": lambda: with_cell("><v>1e999999999</v>"),
    # markup
    "entities": lambda: raw.workbook(sheet=ENTITY + raw.worksheet("&b;")),
    "a billion laughs": lambda: raw.workbook(sheet=LAUGHS + raw.worksheet("&a9;")),
    "laughs in the names of sheets": lambda: raw.workbook(book=LAUGHS + raw.workbook_xml("&a9;")),
    "laughs in the strings": lambda: raw.workbook(strings=LAUGHS + raw.strings("<t>&a9;</t>")),
    "deep": lambda: raw.workbook("<a>" * 100_000),
    "tags without an end": lambda: raw.workbook("<" * 2_000_000),
    "many attributes": lambda: with_attributes('a#=""'),
    "many namespaces": lambda: with_attributes('xmlns:a#="u"'),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, build in HOSTILE.items():
        (folder / f"{name}.xlsx").write_bytes(build())
    return folder


def test_every_good_file_comes_through(hostile: Path, tmp_path: Path) -> None:
    folder = fill_sixty(tmp_path / "round")
    alone = pipeline.examine(folder)
    expected, _ = merge(alone.intake)
    assert len(alone.intake.submissions) == DEPARTMENTS == 60
    assert len(expected.submitted) == 1_039  # as many as the sample has
    for path in hostile.iterdir():
        shutil.copyfile(path, folder / "submitted" / path.name)
    checked = pipeline.examine(folder)
    merged, _ = merge(checked.intake)
    assert merged.submitted == expected.submitted
    named = {f.where.file for f in checked.findings if f.code in {"E102", "E103"}}
    assert named == {f"submitted/{name}.xlsx" for name in HOSTILE}


# VmHWM is this process's own; what getrusage says begins with the memory of the one that forked it.
MEASURE = """
    import sys, time
    from pathlib import Path
    def peak():
        status = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    before = peak()
    from shinchoku.intake.submissions import read_submission
    started = time.process_time()
    read_submission(Path(sys.argv[1]), "x")
    print(time.process_time() - started, peak() - before)
    assert "pandas" not in sys.modules
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little_alone(hostile: Path, name: str) -> None:
    command = [sys.executable, "-c", textwrap.dedent(MEASURE), str(hostile / f"{name}.xlsx")]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = map(float, result.stdout.split())
    assert seconds < 1
    assert 0 < megabytes < 50
