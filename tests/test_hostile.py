"""Hostile files among good ones: each costs only itself, and every good value arrives."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

import raw_xlsx as raw
from shinchoku import pipeline
from shinchoku.intake.merge import merge

STRAY = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
SHEET = "xl/worksheets/sheet1.xml"

HOSTILE: Mapping[str, bytes] = {
    "stray.xlsx": raw.zipped(raw.parts(STRAY)),
    "bomb.xlsx": raw.zipped({**raw.parts(), SHEET: b" " * (200 << 20)}),
    "entities.xlsx": raw.zipped({**raw.parts(), SHEET: DOCTYPE + raw.worksheet("&b;")}),
    "entries.xlsx": raw.zipped({**raw.parts(), **{f"a/{n}": "" for n in range(20_000)}}),
    "truncated.xlsx": raw.zipped(raw.parts(STRAY))[:-200],
    "empty.xlsx": b"",
    "encrypted.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
}


def test_every_good_file_comes_through(filled_sample: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled_sample, tmp_path / "round"))
    alone = pipeline.examine(folder)
    expected, _ = merge(alone.intake)
    for name, data in HOSTILE.items():
        (folder / "submitted" / name).write_bytes(data)
    checked = pipeline.examine(folder)
    merged, _ = merge(checked.intake)
    assert len(alone.intake.submissions) == 29
    assert merged.submitted == expected.submitted
    named = {f.where.file for f in checked.findings if f.code in {"E102", "E103"}}
    assert named == {f"submitted/{name}" for name in HOSTILE}


MEASURE = """
    import resource, sys, time
    from pathlib import Path
    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    before = peak()
    from shinchoku.intake.submissions import read_submission
    started = time.perf_counter()
    read_submission(Path(sys.argv[1]), "x")
    print(time.perf_counter() - started, peak() - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs getrusage")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little_alone(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    command = [sys.executable, "-c", textwrap.dedent(MEASURE), str(path)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = map(float, result.stdout.split())
    assert seconds < 1
    assert megabytes < 50
