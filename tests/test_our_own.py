"""What this program wrote is read within limits that its size sets; what spoils it is told."""

from __future__ import annotations

import json
import random
import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook.workbook import Workbook

from commands import run
from csv_files import records, write_records
from running import compiled_from
from shinchoku import pipeline
from shinchoku.failures import BuildError, ProofError
from shinchoku.proving.opening import opened
from shinchoku.sheets import SheetsError, read_our_own, read_workbook
from spoiling import parts as raw
from spoiling.archives import part_spoilt, unzipped, zipped

ROUNDS = Path(__file__).parent / "rounds"
MANY = 60_000  # cells: over the limit for strangers' files


def book_of(path: Path, *, cells: int) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number in range(cells):
            sheet.write_string(number // 6, number % 6, f"値{number}")
    return path


def test_a_file_of_ours_may_be_as_large_as_it_is(tmp_path: Path) -> None:
    path = book_of(tmp_path / "large.xlsx", cells=MANY)
    with pytest.raises(SheetsError) as refused:
        read_workbook(path)
    assert refused.value.kind == "too_large"
    (sheet,) = read_our_own(path).sheets
    assert len(sheet.cells) == MANY
    assert sheet.cells[10_000, 6].text == "値59999"


@pytest.mark.slow
def test_a_report_over_the_limit_for_strangers_compiles(tmp_path: Path) -> None:
    folder = tmp_path / "flat"
    shutil.copytree(ROUNDS / "flat", folder)
    items = folder / "master" / "items.csv"
    known = records(items)  # in the order of their themes
    many = [{**known[0], "id": f"R9{n:05}", "number": str(n)} for n in range(100, 12_100)]
    write_records(items, [*many, *known])
    compiled = compiled_from(folder, tmp_path / "build", draft=True)
    with pytest.raises(SheetsError, match="too many"):
        read_workbook(compiled.report)
    assert pipeline.verify(tmp_path / "build").unaccounted == 0


def build_of(tiny: Path, build: Path) -> Path:
    return compiled_from(tiny, build).report


BROKEN = {
    "empty": b"",
    "of another kind": b"%PDF-1.7",
    "cut off": b"PK\x03\x04" + bytes(40),
    "a bomb": raw.workbook(sheet=raw.worksheet(" " * 200_000_000)),
    "a doctype": raw.workbook(sheet="<!DOCTYPE a>" + raw.worksheet("")),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_report_that_cannot_be_read_is_told_by_its_name(
    tiny: Path, tmp_path: Path, kind: str
) -> None:
    build = tmp_path / "build"
    report = build_of(tiny, build)
    report.write_bytes(BROKEN[kind])
    with pytest.raises(BuildError, match=r"報告書\.xlsx"):
        pipeline.verify(build)
    assert run("verify", build).exit_code == 2
    with pytest.raises(ProofError, match=r"報告書\.xlsx"):
        opened(report)


def test_whatever_spoils_a_part_of_the_report_is_a_failure_or_a_finding(
    tiny: Path, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    report = build_of(tiny, build)
    good = report.read_bytes()
    for seed in range(60):
        data = bytearray(good)
        part_spoilt(data, random.Random(seed))  # noqa: S311
        report.write_bytes(data)
        assert run("verify", build).exit_code in {0, 1, 2}
        with suppress(ProofError):
            opened(report)


def test_what_openpyxl_stumbles_over_is_not_left_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody replace or delete a file that is."""
    parts = unzipped(book_of(tmp_path / "good.xlsx", cells=6).read_bytes())
    sheet = parts["xl/worksheets/sheet1.xml"]
    truth = b'<row r="9"><c r="A9" t="b"><v>TRUE</v></c></row></sheetData>'
    path = tmp_path / "truth.xlsx"
    path.write_bytes(
        zipped({**parts, "xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", truth)})
    )
    given: list[IO[bytes]] = []
    load = openpyxl.load_workbook

    def watched(file: IO[bytes]) -> Workbook:
        given.append(file)
        return load(file)

    monkeypatch.setattr(openpyxl, "load_workbook", watched)
    with pytest.raises(ProofError, match="could not read worksheets"):
        opened(path)
    (stream,) = given
    assert stream.closed


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "\n"])
@pytest.mark.parametrize("output", ["report", "placements"])
def test_a_manifest_that_names_no_file_is_told(
    tiny: Path, tmp_path: Path, output: str, name: str
) -> None:
    build = tmp_path / "build"
    build_of(tiny, build)
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    manifest["outputs"][output] = name
    (build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for command in ("verify", "proof"):
        result = run(command, build)
        assert result.exit_code == 2
        assert "作った報告書の記録を読めません" in result.output


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("file", ["corrections.xlsx", "master.xlsx"])
def test_tables_that_cannot_be_read_are_told_by_every_command(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    build_of(tiny, tmp_path / "build" / "tiny")
    if file == "master.xlsx":
        shutil.rmtree(tiny / "master")
    (tiny / file).write_bytes(BROKEN[kind])
    for command in ("check", "distribute", "compile"):
        result = run(command, tiny)
        assert isinstance(result.exception, SystemExit | None), result.exception
        if command != "distribute" or file == "master.xlsx":
            assert result.exit_code in {1, 2}
            assert file.partition(".")[0] in result.output
