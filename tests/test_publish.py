"""A report is published: a folder that appears whole, says what it is, and knows when touched."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest

from commands import run_apart
from conftest import NO_LEDGER, REPOSITORY, fill_round
from filling import file_of, opened, type_in
from looking import files_in, report_in
from office import required
from running import compiled_from, published_from
from shinchoku import open_round, pipeline, read_build
from shinchoku.editions.issue import Issued
from shinchoku.failures import BuildError, PublicationError, RefusedError
from shinchoku.proving.verified import Verified
from telling import ja

PRIVATE = REPOSITORY / "tests" / "private"
MARK = "【秘】"  # in every text of that round which stays in the house
NOBODYS = "himitsu-mail"  # in its addresses


@pytest.fixture
def build(tiny: Path, tmp_path: Path) -> Path:
    """The build of the tiny round, compiled."""
    build = tmp_path / "build" / "tiny"
    compiled_from(tiny, build)
    return build


# ---------------------------------------------------------------- what is not published


def test_a_draft_is_not_published_from(tiny: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    compiled_from(tiny, build, draft=True)
    with pytest.raises(PublicationError, match="draft"):
        pipeline.publish_round(tiny, build)
    assert not (build / "公表").exists()


def test_nothing_is_published_without_a_report(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError):
        pipeline.publish_round(tiny, tmp_path / "build")


def test_a_report_of_other_answers_is_not_published_from(tiny: Path, build: Path) -> None:
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", "送り直した")
    with pytest.raises(PublicationError, match="Compile it again"):
        pipeline.publish_round(tiny, build)
    assert not (build / "公表").exists()


def test_a_report_of_another_program_is_not_published_from(tiny: Path, build: Path) -> None:
    """The inputs are the same, but the report would not be."""
    placements = next((build / ".builds").glob("*/placements.json"))
    text = placements.read_text(encoding="utf-8")
    placements.write_text(text.replace('"cell": "A1"', '"cell": "A2"', 1), encoding="utf-8")
    with pytest.raises(PublicationError, match="Compile it again"):
        pipeline.publish_round(tiny, build)


def test_a_report_that_was_edited_is_not_published_from(tiny: Path, build: Path) -> None:
    with opened(report_in(build)) as book:
        book.worksheets[0]["A1"] = "手で直した"
    done = pipeline.publish_round(tiny, build)
    assert isinstance(done, Verified)
    assert [finding.code for finding in done.findings] == ["E601"]
    assert not (build / "公表").exists()
    with pytest.raises(RefusedError):
        open_round(tiny, build=build).publish()


# ---------------------------------------------------------------- the folder


def test_the_folder_is_the_same_wherever_the_round_lies(
    tiny: Path, build: Path, tmp_path: Path
) -> None:
    first = files_in(published_from(tiny, build).folder)
    other = tmp_path / "elsewhere" / "tiny"
    shutil.copytree(tiny, other)
    compiled_from(other, tmp_path / "other" / "build")
    second = files_in(published_from(other, tmp_path / "other" / "build").folder)
    assert first == second


def test_the_folder_lists_what_is_in_it(tiny: Path, build: Path) -> None:
    folder = published_from(tiny, build).folder
    about = (folder / "はじめにお読みください.txt").read_bytes()
    assert about.startswith(b"\xef\xbb\xbf")  # so that Notepad shows it
    told = about.decode("utf-8-sig")
    assert "\n" not in told.replace("\r\n", "")
    inside = {name for name in files_in(folder) if not name.startswith("記録/")}
    assert inside - {"manifest.json", "はじめにお読みください.txt"} <= {
        line.strip() for line in told.splitlines()
    }


def test_nothing_is_left_beside_it(tiny: Path, build: Path) -> None:
    published_from(tiny, build)
    published_from(tiny, build)
    assert not [path for path in build.rglob("*") if ".staging" in path.name]


def test_the_manifest_says_what_it_was_made_of(tiny: Path, build: Path) -> None:
    folder = published_from(tiny, build).folder
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    of_build = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    digests = sorted(each["sha256"] for each in of_build["inputs"])
    assert sorted(each["sha256"] for each in said["inputs"]) == digests
    assert {frozenset(each) for each in said["inputs"]} == {
        frozenset({"sha256", "department", "status"})
    }
    assert said["publication"]["files"].keys() == files_in(folder).keys() - {"manifest.json"}
    assert said["publication"]["version"]


def test_a_later_build_leaves_the_publication(tiny: Path, build: Path) -> None:
    before = files_in(published_from(tiny, build).folder)
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", "送り直した")
    compiled_from(tiny, build)
    assert files_in(build / "公表") == before


# ---------------------------------------------------------------- touched


def touched(folder: Path) -> list[tuple[str, str, str]]:
    found = pipeline.verify(folder).findings
    return [(finding.code, ja(finding.place), ja(finding.message)) for finding in found]


def test_a_fresh_publication_is_as_it_was_published_from(tiny: Path, build: Path) -> None:
    done = published_from(tiny, build)
    verified = pipeline.verify(done.folder)
    assert verified.findings == ()
    assert verified.values == pipeline.verify(build).values


def test_a_changed_cell_of_the_workbook_is_named(tiny: Path, build: Path) -> None:
    folder = published_from(tiny, build).folder
    with opened(folder / "印刷" / "報告書.xlsx") as book:
        cells = (c for sheet in book.worksheets for row in sheet.iter_rows() for c in row)
        cell = next(cell for cell in cells if cell.value == "年1回")
        cell.value = "年9回"
        place = f"印刷/報告書.xlsx［{cell.parent.title} {cell.coordinate}］"
    told = "公表したときは「年1回」でしたが、いまは「年9回」です。"
    assert touched(folder) == [("E902", place, told)]


def test_what_is_gone_and_what_came_are_named(tiny: Path, build: Path) -> None:
    folder = published_from(tiny, build).folder
    (folder / "はじめにお読みください.txt").unlink()
    (folder / "印刷" / "メモ.txt").write_text("控え", encoding="utf-8")
    (folder / "印刷" / "~$報告書.xlsx").write_bytes(b"of Excel, while it has the file open")
    (folder / "Thumbs.db").write_bytes(b"of Windows")
    assert [(code, place) for code, place, _ in touched(folder)] == [
        ("E901", "はじめにお読みください.txt"),
        ("W903", "印刷/メモ.txt"),
    ]


def test_bytes_that_say_the_same_are_told_as_such(tiny: Path, build: Path) -> None:
    folder = published_from(tiny, build).folder
    with opened(folder / "印刷" / "報告書.xlsx"):
        pass  # saved again
    ((code, _, told),) = touched(folder)
    assert code == "E902"
    assert "値の違いは見つかりません" in told


def test_a_workbook_that_is_none_any_more_is_told(tiny: Path, build: Path) -> None:
    folder = published_from(tiny, build).folder
    (folder / "印刷" / "報告書.xlsx").write_bytes(b"PK\x03\x04 broken")
    ((code, place, told),) = touched(folder)
    assert (code, place) == ("E902", "印刷/報告書.xlsx")
    assert "読み取れません" in told


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"a": 1}', b"\xff\xfe"], ids=repr)
def test_a_record_that_cannot_be_read_is_no_traceback(tiny: Path, build: Path, data: bytes) -> None:
    folder = published_from(tiny, build).folder
    (folder / "記録" / "places.json").write_bytes(data)
    said = run_apart("verify", str(folder), cwd=build)
    assert said.returncode in {1, 2}


@pytest.mark.parametrize("name", ["version", "editions", "files"])
@pytest.mark.parametrize("value", [None, [], 3, "text"], ids=repr)
def test_a_manifest_that_says_something_else_is_no_traceback(
    tiny: Path, build: Path, name: str, value: object
) -> None:
    manifest = published_from(tiny, build).folder / "manifest.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["publication"][name] = value
    manifest.write_text(json.dumps(said), encoding="utf-8")
    with suppress(BuildError):
        pipeline.verify(manifest.parent)


def test_a_touched_publication_is_kept_by_the_next_one(tiny: Path, build: Path) -> None:
    folder = published_from(tiny, build).folder
    (folder / "印刷" / "メモ.txt").write_text("控え", encoding="utf-8")
    again = published_from(tiny, build)
    assert again.kept
    assert (again.kept / "印刷" / "メモ.txt").read_text(encoding="utf-8") == "控え"
    assert pipeline.verify(again.folder).findings == ()
    assert published_from(tiny, build).kept is None


# ---------------------------------------------------------------- read again


def test_a_publication_is_read_as_a_build(tiny: Path, build: Path, tmp_path: Path) -> None:
    folder = published_from(tiny, build).folder
    alone = read_build(shutil.copytree(folder, tmp_path / "alone"))
    whole = read_build(build)
    assert alone.form("items").equals(whole.form("items").drop(columns="why"))
    assert alone.tally.equals(whole.tally)
    assert alone.cross("plan", "items.start").equals(whole.cross("plan", "items.start"))
    assert (alone.origins("items").fillna("") == "").all(axis=None)
    assert len(alone.findings) == 0


# ---------------------------------------------------------------- what stays in the house


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of a round with texts that stay in the house, published."""
    place = tmp_path_factory.mktemp("private")
    round_ = fill_round(PRIVATE, place / "private")
    sent = file_of(round_, "D1")
    sent.rename(sent.with_name(f"{sent.stem}_{MARK}山田.xlsx"))
    rows = [
        "item,column,before,after,who,reason",
        f"W2,actual,講座 6回,講座 7回,{MARK}修正者,{MARK}修正の理由",
    ]
    (round_ / "corrections.csv").write_text("\n".join(rows), encoding="utf-8-sig")
    build = place / "build"
    compiled_from(round_, build)
    published_from(round_, build)
    return build


def holds(data: bytes, mark: str) -> bool:
    return any(mark.encode(code) in data for code in ("utf-8", "utf-16-le", "utf-16-be", "cp932"))


def leaks(path: Path) -> Iterator[str]:
    """Yield where a file, or a part of one that is a zip, says what stays in the house."""
    parts = {"": path.read_bytes(), "name": path.as_posix().encode()}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts |= {name: archive.read(name) for name in archive.namelist()}
    for part, data in parts.items():
        for mark in (MARK, NOBODYS, json.dumps(MARK).strip('"')):
            if holds(data, mark):
                yield f"{path.name} {part}"


def test_nothing_that_stays_in_the_house_is_published(private: Path) -> None:
    folder = private / "公表"
    found = [path for path in folder.rglob("*") if path.is_file()]
    assert found
    assert [told for path in found for told in leaks(path)] == []


@pytest.mark.slow
def test_the_pdf_says_nothing_that_stays_in_the_house(private: Path) -> None:
    """Poppler reads its pages and what it says of itself; its streams are unpacked."""
    required("soffice")
    done = pipeline.publish_round(private.parent / "private", private)
    assert isinstance(done, Issued)
    (pdf,) = done.folder.rglob("*.pdf")
    printed, said = (
        subprocess.run([required(program), pdf, *more], capture_output=True, check=True).stdout
        for program, *more in (("pdftotext", "-"), ("pdfinfo", "-custom"))
    )
    assert "木の学校".encode() in printed
    assert holds(printed + said, MARK) is False
    with pikepdf.open(pdf) as opened_pdf:
        streams = [
            each.read_bytes() for each in opened_pdf.objects if isinstance(each, pikepdf.Stream)
        ]
    assert len(streams) > 3
    assert not any(holds(stream, MARK) for stream in streams)


def test_what_stays_in_the_house_is_in_the_data_for_internal_use(private: Path) -> None:
    with zipfile.ZipFile(private / "データ_庁内用.xlsx") as archive:
        said = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8")
    filled = [
        (PRIVATE / folder / "works.csv").read_text(encoding="utf-8-sig")
        for folder in ("answers", "reviews", "master")
    ]
    marked = {
        cell
        for table in filled
        for line in table.splitlines()
        for cell in line.split(",")
        if cell.startswith(MARK)
    }
    assert len(marked) == 24
    assert {text for text in marked if text not in said} == set()


def test_a_value_that_is_not_even_there_is_lost(
    private: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from shinchoku.failures import UnaccountedError
    from shinchoku.publishing import data

    values = data._values

    def without(*given: object) -> Iterator[object]:
        lost = f"{MARK}庁内連絡W3"
        return ("" if value == lost else value for value in values(*given))  # type: ignore[arg-type]

    round_ = private.parent / "private"
    copied = shutil.copytree(round_, tmp_path / "private", ignore=NO_LEDGER)
    monkeypatch.setattr(data, "_values", without)
    with pytest.raises(UnaccountedError, match="W3 inside"):
        pipeline.compile_round(copied, tmp_path / "build")
