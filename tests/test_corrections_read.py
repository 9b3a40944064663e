"""The table of corrections is read as it is shown, CSV or workbook; what is no text is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from correcting import DONE, NOTE, as_csv, as_xlsx, in_xlsx
from filling import Value
from running import checked_from, compiled_from
from shinchoku.intake.correction_table import COLUMNS
from shinchoku.model import Key
from spoiling.cells import put, raised, strike, struck
from spoiling.folders import Spoil, both, rewritten, saved
from spoiling.parts import strict
from telling import ja


def test_a_table_as_excel_saves_it_in_japan_is_read(tiny: Path, tmp_path: Path) -> None:
    as_csv(tiny, [DONE])
    path = tiny / "corrections.csv"
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("cp932"))
    assert (
        compiled_from(tiny, tmp_path / "build").merged.submitted[Key("S1-02.2", "done")].text
        == DONE[3]
    )


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.5, "0%", "50%"),
        (1234567, "#,##0", "1,234,567"),
        (5, '0"地区"', "5地区"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(
    tiny: Path, value: Value, number_format: str, shown: str
) -> None:
    in_xlsx(tiny, lambda sheet: put(sheet["D2"], value, number_format))
    checked = checked_from(tiny)
    assert checked.findings == ()
    assert [correction.after for correction in checked.corrections] == [shown, NOTE[3]]


def test_a_truth_is_told_as_a_corrected_value(tiny: Path) -> None:
    in_xlsx(tiny, lambda sheet: put(sheet["D2"], value=True))
    checked = checked_from(tiny)
    assert [(f.code, f.corrected, f.department_id) for f in checked.findings] == [
        ("E314", True, "")
    ]
    assert [correction.after for correction in checked.corrections] == ["TRUE", NOTE[3]]


STRUCK = struck("2地区", "3地区", old="2地区")


@pytest.mark.parametrize(
    ("cell", "value", "sentences"),
    [
        ("D2", "#NAME?", "修正の表の「after」がエラー「#NAME?」になっています。直接入力し直して"),
        ("D2", date(2031, 1, 2), "「after」が日付（2031-01-02）になっています。「文字列」にして"),
        ("D2", "=B2", "「after」に、計算結果のない数式が入っています。直接入力し直して"),
        (
            "D2",
            STRUCK,
            "「after」に、取り消し線の付いた文字「2地区」が残っています。消してください",
        ),
        ("D2", raised("10", "3"), "「after」の「103」に、上付きまたは下付きの文字があります。"),
        ("D2", '=DISPIMG("ID_3C0F",1)', "「after」に、文字ではなく画像が入っています。"),
        ("C2", date(2031, 1, 2), "「before」が日付（2031-01-02）になっています。"),
        ("A2", "#REF!", "「item」がエラー「#REF!」になっています。"),
        ("F2", "=B2", "「reason」に、計算結果のない数式が入っています。"),
    ],
)
def test_a_cell_that_is_no_text_is_an_error_and_its_row_is_not_applied(
    tiny: Path, cell: str, value: Value, sentences: str
) -> None:
    in_xlsx(tiny, lambda sheet: sheet.__setitem__(cell, value))
    checked = checked_from(tiny)
    (finding,) = checked.findings
    assert (finding.code, finding.where.cell, finding.department_id) == ("E808", cell, "")
    assert (finding.where.file, finding.where.sheet) == ("corrections.xlsx", "Sheet")
    for sentence in sentences.split("。"):
        assert sentence in ja(finding.message) + ja(finding.hint)
    assert [correction.after for correction in checked.corrections] == [NOTE[3]]


def test_a_cell_that_is_struck_out_as_a_whole_is_an_error(tiny: Path) -> None:
    in_xlsx(tiny, lambda sheet: strike(sheet["D2"]))
    (finding,) = checked_from(tiny).findings
    assert (finding.code, finding.where.cell) == ("E808", "D2")
    assert "「3地区」が残っています" in ja(finding.message)


def test_under_a_struck_heading_nothing_is_applied(tiny: Path) -> None:
    in_xlsx(tiny, lambda sheet: strike(sheet["D1"]))
    checked = checked_from(tiny)
    assert [(f.code, f.where.cell) for f in checked.findings] == [("E808", "D1")]
    assert checked.corrections == ()


def test_a_column_of_ones_own_may_hold_anything(tiny: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["G1"], sheet["G2"] = "日付", date(2031, 7, 1)

    in_xlsx(tiny, change)
    checked = checked_from(tiny)
    assert checked.findings == ()
    assert len(checked.corrections) == 2


STYLES = (  # a fill without its kind
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<fills><fill/></fills></styleSheet>"
)


def test_a_strict_workbook_and_one_of_odd_styles_are_read(tiny: Path) -> None:
    def odd(name: str, text: str) -> str:
        return STYLES if name == "xl/styles.xml" else text

    for change in (lambda _, text: strict(text), odd):
        as_xlsx(tiny, [DONE])
        rewritten(change, "corrections.xlsx")(tiny)
        checked = checked_from(tiny)
        assert checked.findings == ()
        assert [correction.after for correction in checked.corrections] == [DONE[3]]


# ---------------------------------------------------------------- texts that are no table


def as_text(folder: Path, *lines: str) -> None:
    (folder / "corrections.csv").write_text(
        "\n".join([",".join(COLUMNS), *lines, ""]), encoding="utf-8"
    )


@pytest.mark.parametrize(
    "lines",
    [
        ['S1-01,done,年1回,"年2回,企画,x', "S1-02,done,2地区,3地区,企画,x"],  # to the end
        ['S1-01,done,年1回,"年2回,企画,x', 'S1-02,done,2地区,"3地区",企画,x'],
        ['S1-01,done,年1回,"年2回"案,企画,x', "S1-02,done,2地区,3地区,企画,x"],
        ['S1-01,done,年1回,"年2回,企画,x', *["S1-02,done,2地区,3地区,企画,x"] * 9_000],
    ],
)
def test_a_quote_that_is_not_closed_swallows_nothing(tiny: Path, lines: list[str]) -> None:
    as_text(tiny, 'S1-01,remarks,参加者が倍に増えた,"増えた\n（二行目）",企画,x', *lines)
    (finding,) = checked_from(tiny).findings
    assert finding.code == "E801"
    assert 'corrections.csv: 3行目で、引用符「"」の対応が' in ja(finding.message)


def test_quotes_within_a_text_are_read(tiny: Path) -> None:
    as_text(tiny, 'S1-01,done,年1回,"年2回、""秋""と""春""",企画,x', 'S1-02,done,2地区,5"台,企画,x')
    checked = checked_from(tiny)
    assert checked.findings == ()
    corrections = [correction.after for correction in checked.corrections]
    assert corrections == ['年2回、"秋"と"春"', '5"台']


def test_a_text_beyond_the_header_is_an_error_and_its_row_is_not_applied(tiny: Path) -> None:
    as_text(
        tiny,
        "S1-01,remarks,参加者が倍に増えた,参加者は120人,昨年は60人,企画,表記",
        "S1-02,done,2地区,3地区,企画,x,,,",
    )
    checked = checked_from(tiny)
    (finding,) = checked.findings
    assert (finding.code, finding.where.cell) == ("E808", "G2")
    assert ja(finding.message) == "修正の表の見出しのない列に「表記」が入っています。"
    assert [correction.after for correction in checked.corrections] == ["3地区"]


def test_a_text_beside_the_table_is_an_error_once_for_its_row(tiny: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["H3"], sheet["J3"] = "部長に確認", "済"

    in_xlsx(tiny, change)
    checked = checked_from(tiny)
    assert [(f.code, f.where.cell) for f in checked.findings] == [("E808", "H3")]
    assert [correction.after for correction in checked.corrections] == [DONE[3]]


# ---------------------------------------------------------------- files that cannot be read


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (
            rewritten(lambda name, text: "<a>" if "sheet1" in name else text, "corrections.xlsx"),
            "corrections.xlsx: 中身が壊れています",
        ),
        (saved("corrections.xlsx", b""), "corrections.xlsx: 中身が空です"),
        (saved("corrections.xlsx", b"item,column\n"), "corrections.xlsx: CSVファイルです"),
        (
            lambda folder: [
                (folder / "corrections.xlsx").unlink(),
                (folder / "corrections.csv").mkdir(),
            ],
            "corrections.csv: 開けません",
        ),
    ],
)
def test_why_a_table_cannot_be_read_is_told_in_words(tiny: Path, spoil: Spoil, reason: str) -> None:
    as_xlsx(tiny, [DONE])
    spoil(tiny)
    (finding,) = checked_from(tiny).findings
    assert finding.code == "E801"
    assert ja(finding.message) == f"修正の表を読めません（{reason}）。"


def test_a_table_that_may_not_be_opened_is_told(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_csv(tiny, [DONE])
    reads = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "corrections.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return reads(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    (finding,) = checked_from(tiny).findings
    assert "（corrections.csv: 開く権限がないか、ほかで開かれています）" in ja(finding.message)


DAMAGED = "item,column\nひろばの拡充,ひろば\n".encode()
TWICE = b"item,column,before,after,after,who,reason\n"
UNREADABLE: dict[str, Spoil] = {
    # a byte of UTF-8 is gone: no other encoding is meant
    "damaged": saved("corrections.csv", DAMAGED[:-2] + DAMAGED[-1:]),
    "another encoding": saved("corrections.csv", "item,column\n課長,部長\n".encode("utf-16")),
    "columns": saved("corrections.csv", b"item,column,before\n"),
    "twice": saved("corrections.csv", TWICE),
    "both": both(lambda folder: as_csv(folder, [DONE]), lambda folder: as_xlsx(folder, [DONE])),
    "no workbook": saved("corrections.xlsx", b"not a workbook"),
}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("damaged", "corrections.csv: 文字コードが"),
        ("another encoding", "corrections.csv: 文字コードが"),
        ("columns", "corrections.csv: 列 after・who・reason がありません"),
        ("twice", "corrections.csv: 列 after が二つあります"),
        ("both", "「corrections.csv」と「corrections.xlsx」の両方があります。"),
        ("no workbook", "corrections.xlsx: "),
    ],
)
def test_a_table_that_cannot_be_read_is_an_error(tiny: Path, kind: str, words: str) -> None:
    UNREADABLE[kind](tiny)
    (finding,) = checked_from(tiny).findings
    assert finding.code == "E801"
    assert words in ja(finding.message)
