"""The form of corrections: filled by the witness that did not write it, read, kept, printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import run
from correcting import DONE, GRADE, NOTE, as_csv, as_xlsx
from filling import file_of, opened, type_in
from looking import report_in
from office import saved_by_libreoffice
from running import checked_from, compiled_from
from shinchoku import pipeline
from shinchoku.followup.corrections_kept import Filled
from shinchoku.intake.correction_table import COLUMNS
from telling import ja
from workbooks import sheet_of

HEADER = ("番号", "名称", "ページ", "列", "現在の値", "修正後", "修正した人", "理由", "確認")
TYPED = ("item", "column", "after", "who", "reason")
PLACES = dict(zip(TYPED, "ADFGH", strict=True))
FIRST = 4


def form_of(folder: Path, build: Path | None = None) -> Filled:
    return pipeline.corrections(folder, build or folder.parent / "build")


def fill(folder: Path, *rows: Mapping[str, str]) -> None:
    """Type rows below those that are there, as openpyxl saves it: formulas lose their results."""
    with opened(folder / "corrections.xlsx") as book:
        sheet = book.worksheets[0]
        free = next(r for r in range(FIRST, 99) if not sheet[f"A{r}"].value)
        for number, row in enumerate(rows, start=free):
            for name, text in row.items():
                sheet[f"{PLACES[name]}{number}"] = text


def filled(
    item: str, column: str, after: str, who: str = "課長", why: str = "指示"
) -> dict[str, str]:
    return dict(zip(TYPED, (item, column, after, who, why), strict=True))


def rows_of(path: Path) -> list[tuple[object, ...]]:
    """The rows that have an item, as their cells say it: item, column, before, after, who, why."""
    sheet = load_workbook(path).worksheets[0]
    rows = sheet.iter_rows(min_row=FIRST, values_only=True)
    return [tuple(row[n] or "" for n in (0, 3, 4, 5, 6, 7)) for row in rows if row[0]]


def printed(folder: Path) -> list[object]:
    sheet = load_workbook(folder / "report.xlsx")["第1章"]
    return [value for row in sheet.iter_rows(values_only=True) for value in row if value]


def test_a_correction_that_is_filled_in_is_printed(tiny: Path, tmp_path: Path) -> None:
    form = form_of(tiny)
    assert (form.path, form.rows) == (tiny / "corrections.xlsx", 0)
    fill(
        tiny,
        filled("S1-02.2", "2030年度実績", "3地区"),
        filled("Ｓ1-01", "特記事項", "参加者が2倍に増えた"),
    )
    assert checked_from(tiny).findings == ()
    result = compiled_from(tiny, tmp_path / "build")
    assert printed(result.folder).count("3地区") == 2  # and at the repeat
    assert "参加者が2倍に増えた" in printed(result.folder)
    assert [c.before for c in result.merged.corrections] == ["1地区", "参加者が倍に増えた"]
    assert [c.origin.cell for c in result.merged.corrections] == ["A4", "A5"]


def test_the_form_shows_names_headings_and_pages_and_locks_them(tiny: Path, tmp_path: Path) -> None:
    done = compiled_from(tiny, tmp_path / "build")
    as_xlsx(tiny, [DONE])
    form_of(tiny, tmp_path / "build")
    book = load_workbook(tiny / "corrections.xlsx", data_only=True)
    sheet = sheet_of(book, "修正")
    assert tuple(cell.value for cell in sheet[3][: len(HEADER)]) == HEADER
    (page,) = {e.page for e in done.account.entries if e.owner == "S1-02.2"}
    shown = ("S1-02.2", "地区訓練", str(page), "2030年度実績", *DONE[2:], "記入済み")
    assert tuple(cell.value for cell in sheet[FIRST][: len(HEADER)]) == shown
    validations = {str(v.sqref)[:2]: v for v in sheet.data_validations.dataValidation}
    assert (validations["A4"].type, validations["D4"].type) == ("list", "list")
    listed = [row[0] for row in sheet_of(book, "_lists").iter_rows(values_only=True)]
    assert {"2030年度実績", "達成度", "特記事項"} <= {*listed}
    unlocked = {cell.coordinate for cell in sheet[20] if not cell.protection.locked}
    assert unlocked == {f"{letter}20" for letter in PLACES.values()}
    assert {sheet[name].fill.fgColor.rgb for name in unlocked} == {"FFFFF6C8"}
    assert [each.sheet_state for each in book.worksheets] == ["visible", *["veryHidden"] * 2]


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (filled("S1-01", "特記事項", "x", who=""), "E810", ["「修正した人」"]),
        (filled("S1-01", "特記事項", "x", why=""), "E810", ["「理由」"]),
        (filled("S1-01", "特記事項", "x", "　", " "), "E810", ["「修正した人」「理由」"]),
        (filled("S1-01", "特記事項", "", "", ""), "E810", ["「修正した人」「理由」"]),
        (filled("S1-01", "", "x"), "E811", ["「列」"]),
        (filled("", "特記事項", "x"), "E811", ["「番号」"]),
        (filled("", "", "x", "", ""), "E811", ["「番号」「列」"]),
        (filled("S9-99", "特記事項", "x"), "E802", ["S9-99"]),
        (filled("S2-02", "2030年度実績", "x"), "E807", ["S1-02.2"]),
    ],
)
def test_a_row_that_is_not_whole_is_refused(
    tiny: Path, row: dict[str, str], code: str, words: Sequence[str]
) -> None:
    form_of(tiny)
    with opened(tiny / "corrections.xlsx") as book:
        for name, text in row.items():
            book.worksheets[0][f"{PLACES[name]}6"] = text or None
    checked = checked_from(tiny)
    (finding,) = checked.findings
    assert (finding.code, finding.where.cell, finding.where.file) == (
        code,
        "A6",
        "corrections.xlsx",
    )
    assert all(word in ja(finding.message) for word in words)
    assert checked.corrections == ()


@pytest.mark.parametrize("missing", [4, 5])
def test_a_plain_table_needs_who_and_why_too(tiny: Path, missing: int) -> None:
    row = list(DONE)
    row[missing] = ""
    as_csv(tiny, [tuple(row)])
    assert [f.code for f in checked_from(tiny).findings] == ["E810"]


@pytest.mark.parametrize("header", ["form", "list", "ids"])
def test_headings_in_the_rounds_language_are_read(tiny: Path, header: str) -> None:
    names = {
        "form": ("番号", "列", "現在の値", "修正後", "修正した人", "理由"),
        "list": ("番号", "列", "修正前", "修正後", "修正した人", "理由"),
        "ids": COLUMNS,
    }[header]
    as_csv(tiny, [DONE])
    path = tiny / "corrections.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace(",".join(COLUMNS), ",".join(names)), encoding="utf-8-sig")
    checked = checked_from(tiny)
    assert checked.findings == ()
    assert [c.after for c in checked.corrections] == ["3地区"]


# ---------------------------------------------------------------- rows that are there


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_rows_that_are_there_are_kept(tiny: Path, write: object) -> None:
    unfinished = ("S1-03", "謎の列", "", "未定", "", "")
    assert callable(write)
    write(tiny, [DONE, NOTE, GRADE, unfinished, DONE])
    (table,) = tiny.glob("corrections.*")
    before = table.read_bytes()
    form = form_of(tiny)
    assert form.rows == 5
    kept = [
        ("S1-02.2", "2030年度実績", *DONE[2:]),
        ("S1-01", "特記事項", *NOTE[2:]),
        ("S1-01", "達成度", *GRADE[2:]),
        unfinished,
        ("S1-02.2", "2030年度実績", *DONE[2:]),
    ]
    assert rows_of(form.path) == kept
    assert form.former is not None
    assert form.former.read_bytes() == before
    assert {*tiny.glob("corrections.*")} == {form.path, form.former}
    fill(tiny, filled("S1-02", "達成度", "△"))
    assert form_of(tiny).rows == 6
    assert rows_of(form.path)[:5] == kept
    assert rows_of(form.path)[5] == ("S1-02", "達成度", "○", "△", "課長", "指示")
    data = form.path.read_bytes()
    assert form_of(tiny).former is None
    assert form.path.read_bytes() == data, "written again it is the same"


def test_a_column_of_ones_own_is_kept(tiny: Path) -> None:
    as_csv(tiny, [DONE])
    path = tiny / "corrections.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text(f"{lines[0]},決裁\n{lines[1]},済\n", encoding="utf-8-sig")
    for _ in range(2):
        form_of(tiny)
        sheet = load_workbook(tiny / "corrections.xlsx").worksheets[0]
        assert (sheet["J3"].value, sheet["J4"].value) == ("決裁", "済")
        assert checked_from(tiny).findings == ()


def test_a_sheet_that_somebody_added_is_kept(tiny: Path) -> None:
    form_of(tiny)
    with opened(tiny / "corrections.xlsx") as book:
        book.create_sheet("覚え書き")["A1"] = "部長に確認する"
    former = form_of(tiny).former
    assert former is not None
    assert former.name == "corrections.xlsx.old"
    (tiny / "copy.xlsx").write_bytes(former.read_bytes())
    assert load_workbook(tiny / "copy.xlsx")["覚え書き"]["A1"].value == "部長に確認する"


def test_a_cell_that_is_no_text_is_told_by_the_forms_own_heading(tiny: Path) -> None:
    form_of(tiny)
    fill(tiny, filled("S1-01", "特記事項", "#REF!"))
    (finding,) = checked_from(tiny).findings
    assert ja(finding.message).startswith("修正の表の「修正後」がエラー「#REF!」")


def test_a_table_that_is_not_read_whole_is_not_written_over(tiny: Path) -> None:
    as_xlsx(tiny, [DONE])
    with opened(tiny / "corrections.xlsx") as book:
        book.worksheets[0]["D2"] = "=B2"
    data = (tiny / "corrections.xlsx").read_bytes()
    result = run("corrections", tiny)
    assert result.exit_code == 1
    assert "E808" in result.output
    assert "書き直していません" in result.output
    assert (tiny / "corrections.xlsx").read_bytes() == data
    (tiny / "corrections.xlsx").write_bytes(b"x")
    assert run("corrections", tiny).exit_code == 2
    assert (tiny / "corrections.xlsx").read_bytes() == b"x"


def test_what_was_filled_in_before_a_resubmission_is_not_applied_to_it(tiny: Path) -> None:
    form_of(tiny)
    fill(tiny, filled("S1-02.2", "2030年度実績", "3地区"))
    type_in(file_of(tiny, "X1"), "S1-02.2", "done", "2地区")
    assert [f.code for f in checked_from(tiny).findings] == ["E804"]
    form_of(tiny)  # what it shows now is another value; what was filled in stays held to the old
    assert [f.code for f in checked_from(tiny).findings] == ["E804"]


@pytest.mark.slow
def test_the_form_answers_while_it_is_filled(tiny: Path, tmp_path: Path) -> None:
    form_of(tiny)
    fill(
        tiny,
        filled("S1-02.2", "2030年度実績", "3地区"),
        filled("S1-01", "特記事項", "x", who=""),
        filled("S1-01", "特記事項", "x", why=""),
        filled("S1-01", "", "x"),
        filled("S9-99", "特記事項", "x"),
        filled("S1-02.2", "達成度", "△"),
    )
    (shown,) = saved_by_libreoffice([tiny / "corrections.xlsx"], tmp_path)
    rows = [*load_workbook(shown, data_only=True).worksheets[0].iter_rows(values_only=True)]
    assert [(row[4] or "", row[8]) for row in rows[3:9]] == [
        ("1地区", "記入済み"),
        ("参加者が倍に増えた", "修正した人を書いてください"),
        ("参加者が倍に増えた", "理由を書いてください"),
        ("", "列を選んでください"),
        ("", "この番号はありません"),
        ("", "列を選んでください"),  # its item's first line answers for all
    ]
    assert not rows[9][8]


# ---------------------------------------------------------------- a report edited by hand


def verify(build: Path, table: Path) -> tuple[int, str]:
    result = run("verify", build, "--corrections", table)
    return result.exit_code, result.output


def edit(build: Path, changes: dict[str, str | None]) -> None:
    """Type over cells of the columns that departments fill, as somebody does in a hurry."""
    with opened(report_in(build)) as book:
        for row in book["第1章"].iter_rows(min_col=4):
            for cell in row:
                if cell.value in changes:
                    cell.value = changes[str(cell.value)]


def test_hand_edits_become_corrections_and_survive_the_next_compile(
    tiny: Path, tmp_path: Path
) -> None:
    as_csv(tiny, [DONE, NOTE])
    build = tmp_path / "build"
    compiled_from(tiny, build)
    edit(build, {"3地区": "3地区（東部）", "なし": "調整中", NOTE[3]: NOTE[2]})
    offered = tiny / "corrections.xlsx"
    code, output = verify(build, offered)
    assert code == 1
    assert "手で直した値 3 件を" in output
    assert "ほかの 1 件の違いは" in output  # the repeat, whose value is its source's
    edited = [
        ("S1-02.2", "2030年度実績", "1地区", "3地区（東部）", "", ""),
        ("S1-03", "2030年度実績", "なし", "調整中", "", ""),
    ]
    assert rows_of(offered) == edited
    assert verify(build, offered)[0] == 1
    assert rows_of(offered) == edited, "a second time changes nothing"
    type_in(file_of(tiny, "X2"), "S1-03", "achieved", "△")
    assert {f.code for f in checked_from(tiny).findings} == {"E307", "E810"}  # not applied yet
    with opened(offered) as book:
        for row in (4, 5):
            book.worksheets[0][f"G{row}"], book.worksheets[0][f"H{row}"] = "課長", "報告書で直した"
    texts = printed(compiled_from(tiny, build).folder)
    assert texts.count("3地区（東部）") == 2
    assert "調整中" in texts
    assert pipeline.verify(build).findings == ()


def test_a_moved_value_and_an_unedited_report_offer_nothing(tiny: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    compiled_from(tiny, build)
    offered = tiny / "corrections.xlsx"
    assert verify(build, offered)[0] == 0
    with opened(report_in(build)) as book:
        sheet = book["第1章"]
        cell = next(c for row in sheet.iter_rows(min_col=4) for c in row if c.value == "1路線")
        sheet["J1"], cell.value = cell.value, None
    code, output = verify(build, offered)
    assert code == 1
    assert "修正の表は書き出していません" in output
    assert not offered.exists()


def test_rows_that_are_there_stay_beside_what_was_edited(tiny: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    form_of(tiny, build)
    fill(tiny, filled("S1-02.2", "2030年度実績", "3地区"))
    compiled_from(tiny, build)
    edit(build, {NOTE[2]: NOTE[3]})
    assert verify(build, tiny / "corrections.xlsx")[0] == 1
    assert rows_of(tiny / "corrections.xlsx") == [
        ("S1-02.2", "2030年度実績", "1地区", "3地区", "課長", "指示"),
        ("S1-01", "特記事項", NOTE[2], NOTE[3], "", ""),
    ]


def test_the_form_is_a_workbook_of_a_round(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    build = tmp_path / "build"
    compiled_from(tiny, build)
    edit(build, {NOTE[2]: NOTE[3]})
    code, output = verify(build, tiny / "corrections.csv")
    assert (code, "corrections.xlsx を指定して" in output) == (2, True)
    assert verify(build, tmp_path / "elsewhere.xlsx")[0] == 1  # its round is found by name
    assert rows_of(tmp_path / "elsewhere.xlsx") == [("S1-01", "特記事項", *NOTE[2:4], "", "")]
    (tmp_path / "build").rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path / "moved")
    code, output = verify(tmp_path / "moved", tmp_path / "elsewhere.xlsx")
    assert (code, "という回が見つかりません" in output) == (2, True)
