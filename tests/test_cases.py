"""Every hazard of what comes back, as something that was done to a file: tests/README.md."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import pytest
from openpyxl import load_workbook

from cases import CASES, Case
from cases.case import of
from cases.numbers import NUMBERS
from cases.reviews import REVIEWS
from conftest import needs_posix
from running import compiled_from
from shinchoku import pipeline
from shinchoku.findings import Finding
from shinchoku.intake.merge import merge
from shinchoku.intake.plausibility import compare
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import RULES, check
from shinchoku.intake.rules.rule import IntakeRule
from shinchoku.model import Key
from shinchoku.results import Checked, Compiled
from shinchoku.words import languages, words
from spoiling.folders import A, B, typed
from telling import en, ja

ROWS = range(1, 54)
INTAKE = "123457"  # the first digit of the codes about submitted files; others have tests of theirs


def places(findings: Iterable[Finding]) -> list[tuple[str, str, str, str]]:
    return sorted((f.code, f.where.file, f.where.sheet, f.where.cell) for f in findings)


def values(intake: Intake) -> dict[Key, str]:
    merged, _ = merge(intake)
    return {key: value.text for key, value in merged.submitted.items()}


def department(intake: Intake, key: Key) -> str:
    return intake.questions[key.owner_id].entry.department_id


def examined(folder: Path, case: Case) -> Checked:
    def progress(things: Iterable[Any], *_: object) -> Iterator[Any]:
        if case.meanwhile:
            case.meanwhile(folder)
        yield from things

    return pipeline.examine(folder, progress=progress)


@pytest.fixture(scope="session")
def untouched(filled_tiny: Path) -> Checked:
    return pipeline.examine(filled_tiny)


NEEDS_POSIX = {
    "lock_files_thumbnails_folders_and_links",
    "what_windows_leaves",  # X1.xlsx:Zone.Identifier would be a stream of X1.xlsx there
    "a_name_in_the_bytes_of_an_old_zip",
    "a_name_with_a_line_end",
    "a_name_with_a_tab",
    "a_name_with_a_colour_of_a_terminal",
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case.row}-{case.name}",
            marks=needs_posix if case.name in NEEDS_POSIX else (),
        )
        for case in CASES
    ],
)
def test_case(tiny: Path, untouched: Checked, case: Case) -> None:
    case.spoil(tiny)
    checked = examined(tiny, case)
    assert places(checked.findings) == sorted(case.found), [str(f) for f in checked.findings]
    assert checked.skipped == tuple(case.skipped)
    expected = {
        key: text
        for key, text in values(untouched.intake).items()
        if department(untouched.intake, key) not in case.lost
    }
    for (owner, column), text in case.values.items():
        expected[Key(owner, column)] = text or ""
    assert values(checked.intake) == {key: text for key, text in expected.items() if text}
    said_in_english(checked.intake)


def said_in_english(intake: Intake) -> None:
    assert all(en(finding.message) and en(finding.hint) for finding in check(intake))


def test_the_untouched_round_is_clean(untouched: Checked) -> None:
    assert untouched.findings == ()
    assert len(values(untouched.intake)) == 15


def test_every_row_has_a_case() -> None:
    counts = Counter(case.row for case in CASES)
    assert [row for row in ROWS if not counts[row]] == []
    assert len(CASES) >= 150


def test_names_are_unique() -> None:
    assert len({(case.row, case.name) for case in CASES}) == len(CASES)


def test_every_rule_has_a_case_that_fails() -> None:
    found = {code for case in CASES for code, *_ in case.found}
    found |= {code for case in NUMBERS for code in case.found}
    found |= {code for each in REVIEWS for code in each.found}
    assert sorted({rule.code for rule in RULES if rule.code[1] in INTAKE} - found) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained_in_both_languages(rule: IntakeRule) -> None:
    for say in map(words, languages()):
        assert f"{rule.code}.explanation" in say
        assert f"{rule.code}.hint" in say


# ---------------------------------------------------------------- what messages say


def message(folder: Path, code: str) -> str:
    return " ".join(
        ja(f.message) + ja(f.hint) for f in pipeline.examine(folder).findings if f.code == code
    )


def test_a_conflict_names_both_files_and_the_cells(tiny: Path) -> None:
    other = "submitted/X1_b.xlsx"
    shutil.copyfile(tiny / A, tiny / other)
    typed(other, ("S1-01", "done", "年2回"), ("S1-01", "remarks", "減った"))(tiny)
    found = message(tiny, "E106")
    findings = [f for f in pipeline.examine(tiny).findings if f.code == "E106"]
    names = [Path(file).name for file in (A, other)]
    named = {Path(findings[0].where.file).name, *(n for n in names if f"「{n}」" in found)}
    assert named == set(names)
    for said in ("2 か所", "G7「年2回」／G7「年1回」", "K7「減った」／K7「参加者が倍に増えた」"):
        assert said in found


def test_a_removed_text_is_told_as_a_difference(tiny: Path) -> None:
    shutil.copyfile(tiny / A, tiny / "submitted/X1_b.xlsx")
    typed("submitted/X1_b.xlsx", ("S1-01", "remarks", None))(tiny)
    found = message(tiny, "E106")
    assert "1 か所で" in found
    assert "［「総合訓練」の「特記事項」 K7空欄／K7「参加者が倍に増えた」］" in found


def test_five_versions_are_one_finding(tiny: Path) -> None:
    for number in range(2, 6):
        shutil.copyfile(tiny / A, tiny / f"submitted/X1_{number}.xlsx")
        typed(f"submitted/X1_{number}.xlsx", ("S1-01", "done", f"年{number}回"))(tiny)
    (found,) = pipeline.examine(tiny).findings
    assert found.code == "E106"
    assert "1 か所" in ja(found.message)
    assert all(f"年{number}回" in ja(found.message) for number in range(1, 6))


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("protected_by_a_password", "パスワードを外して"),
        ("protected_by_rights_management", "秘密度ラベルやアクセス権の制限（IRM）を外して"),
        ("protected_by_a_password_under_a_label", "パスワードを外して"),
        ("a_sheet_is_there_twice", "同じ名前の中身が二つ入っています"),
        ("an_old_xls", "古い形式（.xls）"),
        ("an_ods_renamed", "OpenDocument形式"),
        ("a_csv_in_cp932", "CSVファイル"),
        ("a_pdf_renamed", "PDFファイル"),
        ("a_zip_around_it", "展開して、中のExcelファイルを"),
        ("a_mail_with_it", "Excelブックではありません"),
        ("a_link_to_google", "Excelブックではありません"),
        ("last_years_template", "tiny-2030"),
        ("a_strangers_workbook", "Sheet"),
        ("a_target_is_changed", "（配布時：「総合訓練の実施」、提出：「総合訓練の充実」）"),
        ("an_actual_became_a_date", "Excelが日付に変えた"),
        ("an_actual_is_corrected", "「年1回」"),
        ("comments", "これでよいでしょうか"),
        ("a_filter_hides_all", "3 行"),
        ("over_the_limit", "2 字超えて"),
        ("an_unknown_letter", "◎　○　△　×"),
        ("several_memos", "全部で 3 か所"),
        ("memos_on_the_guide", "（F16「印省略」、C60「S1-01は3月に修正予定です」、全部で 2 か所）"),
        (
            "short_of_the_plan",
            "計画「3路線」に対し2030年度実績「1路線」ですが",
        ),
        ("a_file_vanishes", "移動または削除"),
        ("two_actuals_merged", "G7:G8"),
        ("an_id_is_typed_over", "灰色のセルの文は、番号「S1-02.2」の行と同じです。"),
        ("an_id_is_cleared", "灰色のセルの文は、番号「S1-02.2」の行と同じです。"),
        ("a_power", "「3.2×10³」のことであれば"),
        ("a_negative_power", "「10⁻⁶」"),
        ("a_gas", "「CO₂を5％減」"),
        ("a_footnote_in_kanji", "そのままでは「公園注」と印刷されます。上付き・下付きを使わない"),
        ("a_picture_placed_in_the_cell", "文字ではなく画像が入っています"),
        ("a_prompt_pasted_with_its_title", "記入欄の説明「備考 前年度と比べて"),
        ("a_radical_0", "「⼯」を、漢字「工」に"),
        ("without_a_glyph_0", "（BIZ UDゴシック）にない文字があります：𠮷（U+20BB7）。"),
        ("the_second_version_removes_who_confirmed", "（確認者：「課長 東」／空欄）"),
        ("the_confirmer_is_no_name_0", "確認者に、氏名ではなく「TRUE」"),
        ("the_hidden_rows_of_the_guide_are_deleted", "確認者を読み取れません"),
        (
            "only_what_is_seen_is_pasted",
            "「貼付」のシートは、見出しの上にある非表示の行や番号の列が",
        ),
        ("only_what_is_seen_is_pasted", "残っていた記入 8 か所を写して"),
        ("the_id_of_a_column_is_cleared", "（G7「年1回」、G8「2地区」、G9「1地区」）"),
        ("an_id_refers_to_no_string", "灰色のセルの文は、番号「S1-02」の行と同じです。"),
        ("two_white_texts", "（K7「参加者が倍に増えた」、G8「2地区」、全部で 2 か所）"),
        ("the_master_has_a_radical_in_two_texts", "漢字「工二」に見えますが"),
        ("a_neighbours_sheet_in_two_versions", "その前に、見つかったシートがこの部署の記入か"),
        ("another_departments_row", "この部署の様式にありません。配布時の番号"),  # none is gone
    ],
)
def test_a_message_says_what_a_clerk_needs(tiny: Path, case: str, words: str) -> None:
    (chosen,) = [c for c in CASES if c.name == case]
    chosen.spoil(tiny)
    findings = examined(tiny, chosen).findings
    assert any(words in ja(finding.message) + ja(finding.hint) for finding in findings), findings


def test_a_file_that_may_not_be_read_is_named(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opens = Path.open

    def denied(path: Path, mode: str = "r", **options: Any) -> IO[Any]:  # noqa: ANN401
        if path.name.startswith("X1"):
            raise PermissionError(13, "Permission denied", str(path))
        return opens(path, mode, **options)

    monkeypatch.setattr(Path, "open", denied)
    checked = pipeline.examine(tiny)
    assert places(checked.findings) == [("E101", "総務課", "", ""), of("E102")]
    assert "Excelで開いていれば閉じ" in ja(checked.findings[1].hint)
    assert {department(checked.intake, key) for key in values(checked.intake)} == {"X2"}


# ---------------------------------------------------------------- 32: printed as typed

LIKE_FORMULAS = {"S1-01": "=前年度", "S1-02": "+81-3", "S1-03": "-3件", "S2-01": "@総務課"}


def test_what_looks_like_a_formula_is_printed_and_published_as_typed(
    tiny: Path, tmp_path: Path
) -> None:
    for file, owners in ((A, ("S1-01", "S1-02")), (B, ("S1-03", "S2-01"))):
        typed(file, *((owner, "remarks", LIKE_FORMULAS[owner]) for owner in owners))(tiny)
    compiled = compiled_from(tiny, tmp_path / "build")
    for path in sorted(compiled.folder.rglob("*.xlsx")):
        cells = [
            cell
            for sheet in load_workbook(path).worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value in LIKE_FORMULAS.values()
        ]
        assert all(cell.data_type == "s" for cell in cells), path.name
        if path.name == "report.xlsx":
            assert {cell.value for cell in cells} == set(LIKE_FORMULAS.values())
    tables = [p for p in compiled.folder.rglob("*.csv") if "excel" not in p.stem]
    texts = {cell for p in tables for row in rows_of(p) for cell in row}
    assert not tables or set(LIKE_FORMULAS.values()) <= texts


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


DRAFTED = [case for case in CASES if case.row in {12, 14, 21, 22, 35, 36, 37}]


@pytest.mark.parametrize("case", DRAFTED, ids=[case.name for case in DRAFTED])
def test_no_answer_stops_a_draft(tiny: Path, tmp_path: Path, case: Case) -> None:
    case.spoil(tiny)
    compiled_from(tiny, tmp_path / "build", draft=True)
    assert pipeline.verify(tmp_path / "build").unaccounted == 0


# ---------------------------------------------------------------- 23: figures

APART: Mapping[tuple[str, str], str | None] = {
    ("計8校", "5校"): "short",
    ("計8校", "計５校"): "short",
    ("年間2,300人", "年間2,221人"): None,
    ("年間2,300人", "年間1,221人"): "short",
    ("1.2万人", "9,000人"): "short",
    ("1万人", "12,000人"): "over",
    ("80%", "60％"): "short",
    ("3か所開設", "1ヵ所開設"): "short",
    ("5校（計8校）", "5校（計8校）"): None,
    ("5校（計8校）", "3校（計6校）"): "short",
    ("新規50台\n更新20台", "新規30台\n更新25台"): None,
    ("10件以下", "5件"): None,
    ("10%削減", "5%"): None,
    ("第3期", "第2期"): None,
    ("令和5年4月", "令和4年4月"): None,
    ("3～5校", "1校"): None,
    ("人口10万人あたり332床", "人口10万人あたり200床"): None,
    ("実施", "実施"): None,
    ("", "5校"): None,
}


@pytest.mark.parametrize(("texts", "verdict"), APART.items())
def test_figures_are_compared_with_care(texts: tuple[str, str], verdict: str | None) -> None:
    found = compare([texts])
    assert (found.verdict if found else None) == verdict


def test_long_texts_are_compared_fast() -> None:
    assert compare([("校" * 30_000, "1" * 30_000)]) is None


def test_the_sample_gives_a_short_list(compiled_sample: Compiled) -> None:
    warned = [f.owner_id for f in compiled_sample.checked.findings if f.code == "W404"]
    assert warned == ["P11-23"]
