"""What was done to a report by hand is named by its text, and told where it can be corrected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from filling import opened
from looking import report_in
from running import compiled_from
from shinchoku import pipeline
from telling import ja
from workbooks import sheet_of

DONE, GOAL = "参加者が倍に増えた", "総合訓練の実施"
TO_FORM, TO_MASTER, TO_REPORT = "修正の表に移して", "master を直して", "report.toml"


def over(old: str, new: str | None) -> Callable[[Worksheet], None]:
    """Type over the first cell that says something, or clear it."""

    def change(sheet: Worksheet) -> None:
        cells = (cell for row in sheet.iter_rows() for cell in row)
        next(cell for cell in cells if cell.value == old).value = new

    return change


def beside(sheet: Worksheet) -> None:
    sheet["L3"] = "書き足した文"


@pytest.mark.parametrize(
    ("change", "said", "todo"),
    [
        (over(DONE, "増えた"), f"値「{DONE}」があるはずですが、「増えた」になって", TO_FORM),
        (over(DONE, None), f"値「{DONE}」があるはずですが、空になって", TO_FORM),
        (
            over(GOAL, "訓練"),
            f"「{GOAL}」とあるはずですが、「訓練」に",
            TO_MASTER,
        ),
        (over(GOAL, None), f"「{GOAL}」とあるはずですが、空に", TO_MASTER),
        (over("達成度", "評価"), "「達成度」とあるはずですが、「評価」に", TO_REPORT),
        (beside, "何もないはずのセルに「書き足した文」が", TO_REPORT),
    ],
)
def test_an_edit_is_named_and_told_where_it_belongs(
    tiny: Path, tmp_path: Path, change: Callable[[Worksheet], None], said: str, todo: str
) -> None:
    build = tmp_path / "build"
    compiled_from(tiny, build)
    with opened(report_in(build)) as book:
        change(sheet_of(book, "第1章"))
    (finding,) = pipeline.verify(build).findings
    assert said in ja(finding.message)
    assert "「」" not in ja(finding.message)
    assert todo in ja(finding.hint)


def test_a_repeat_and_a_count_are_corrected_where_they_come_from(
    tiny: Path, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    compiled_from(tiny, build)
    with opened(report_in(build)) as book:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = f"{cell.value}（改）"
    found = pipeline.verify(build).findings
    assert all("「」" not in ja(finding.message) for finding in found)
    told = {finding.variant: ja(finding.hint) for finding in found}
    assert set(told) == {"changed", "repeat", "count", "master", "design"}
    assert "再掲元を直して" in told["repeat"]
    assert "回答を直して" in told["count"]
