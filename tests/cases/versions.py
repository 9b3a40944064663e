"""The master is corrected in mid-round, and the templates of before come back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from cases.case import OLDER, at, case, of, quick
from csv_files import records, write_records
from running import left_by
from shinchoku import pipeline
from shinchoku.issued import ISSUED
from spoiling.folders import (
    A,
    B,
    Spoil,
    both,
    copied,
    in_bytes,
    on_sheet,
    put,
    report,
    rewritten,
    typed,
)

Rows = list[dict[str, str]]
REMARKS = '[[forms.columns]]\nid = "remarks"'
FIRST_ITEM = {("S1-01", column): None for column in ("done", "start", "achieved", "remarks")}


def tree(change: Callable[[Rows], object]) -> Spoil:
    """Change the rows of the master's tree."""

    def spoil(folder: Path) -> None:
        path = folder / "master" / "tree.csv"
        rows = records(path)
        change(rows)
        write_records(path, rows)

    return spoil


def number_of(rows: Rows, owner: str) -> int:
    return next(number for number, row in enumerate(rows) if row["id"] == owner)


def corrected(owner: str, **texts: str) -> Spoil:
    """Give a row of the tree other texts."""
    return tree(lambda rows: rows[number_of(rows, owner)].update(texts))


def added(after: str, **row: str) -> Spoil:
    """Add a row to the tree."""
    return tree(lambda rows: rows.insert(number_of(rows, after) + 1, {"plan": "S1", **row}))


def removed(owner: str) -> Spoil:
    """Take a row out of the tree; its repeats show the first line instead."""

    def change(rows: Rows) -> None:
        del rows[number_of(rows, owner)]
        for row in rows:
            row["repeat"] = "S1-02" if row["repeat"] == owner else row["repeat"]

    return tree(change)


NIGHT = corrected("S1-01", goal="総合訓練の実施（夜間を含む）")
FIRE = {"id": "S1-04", "kind": "item", "name": "消火訓練", "goal": "消火訓練の実施"}

# ---------------------------------------------------------------- 7: texts

quick(7, "the_master_corrects_a_target", NIGHT, of("W405"))
quick(7, "the_master_corrects_a_plan", corrected("S1-02", plan_r8="2地区（東・西）"), of("W405"))
quick(7, "the_master_empties_a_target", corrected("S1-01", goal=""), of("W405"))
quick(7, "the_master_and_a_person_change_a_target", both(
    NIGHT, typed(A, ("S1-01", "goal", "総合訓練の充実"))
), of("W405"), at("E205", "E7"))  # fmt: skip
quick(7, "the_master_changes_one_text_and_a_person_another", both(
    NIGHT, typed(A, ("S1-02", "plan_r8", "3地区"))
), of("W405"), at("E205", "F8"))  # fmt: skip
quick(7, "a_person_types_the_corrected_text_over_the_old_one", both(
    NIGHT, typed(A, ("S1-01", "goal", "総合訓練の実施（夜間を含む）"))
), of("W405"))  # fmt: skip
quick(7, "a_target_is_corrected_and_corrected_back", both(
    NIGHT, corrected("S1-01", goal="総合訓練の実施")
))  # fmt: skip
quick(7, "the_master_names_an_item_otherwise", corrected("S1-02", name="地区の訓練"), of("W405"))
quick(7, "the_report_gets_another_title", report(
    lambda toml: toml.replace('進行管理報告書"\nissuer', '進行管理の報告"\nissuer')
), *OLDER)  # fmt: skip
quick(7, "rows_change_places", tree(lambda rows: rows.insert(4, rows.pop(2))), of("W405"))


quick(7, "an_older_template_comes_twice", both(copied("submitted/コピー.xlsx"), NIGHT),
      of("W405"), of("N501", "submitted/コピー.xlsx"))  # fmt: skip


@case(7)
def a_returned_workbook_of_a_corrected_master(folder: Path) -> None:
    NIGHT(folder)
    typed(A, ("S1-02", "done", None))(folder)
    build = folder.parent / "build"
    (returned,) = left_by(folder, build).returned
    shutil.copyfile(returned, folder / A)
    typed(A, ("S1-02", "done", "2地区"))(folder)


@case(7, of("W405"))
def a_returned_workbook_is_overtaken_by_the_master(folder: Path) -> None:
    a_returned_workbook_of_a_corrected_master(folder)
    corrected("S1-01", goal="総合訓練の実施（休日を含む）")(folder)


# ---------------------------------------------------------------- 6: rows

quick(6, "the_master_adds_an_item", added("S1-01", **FIRE, department="X1"),
      of("W405"), at("E211", ""))  # fmt: skip
quick(6, "the_master_adds_a_line", added("S1-02.2", id="S1-02.3", kind="line", goal="南地区"),
      of("W405"), at("E211", ""))  # fmt: skip
quick(6, "the_master_removes_a_line", removed("S1-02.2"), of("W405"), at("N512", "A9"),
      values={("S1-02.2", "done"): None})  # fmt: skip
quick(6, "the_master_removes_a_line_left_blank", both(
    removed("S1-02.2"), typed(A, ("S1-02.2", "done", None))
), of("W405"), values={("S1-02.2", "done"): None})  # fmt: skip
quick(6, "an_item_moves_to_another_department", corrected("S1-01", department="X2"),
      of("W405"), at("N512", "A7"), of("W405", B), at("E211", "", B),
      values=FIRST_ITEM)  # fmt: skip
quick(6, "the_master_adds_an_item_and_a_person_deletes_a_row", both(
    added("S1-01", **FIRE, department="X1"), on_sheet(lambda sheet: sheet.delete_rows(9))
), of("W405"), at("E211", ""), at("E204", ""), values={("S1-02.2", "done"): None})  # fmt: skip
quick(6, "the_master_removes_a_line_and_a_person_invents_one", both(
    removed("S1-02.2"), put("A10", "S9-99")
), of("W405"), at("N512", "A9"), at("E201", "A10"), values={("S1-02.2", "done"): None})  # fmt: skip
quick(6, "a_person_copies_the_new_item_from_the_new_template", both(
    added("S1-01", **FIRE, department="X1"),
    on_sheet(lambda sheet: sheet.append(
        ["S1-04", "", "", "", "消火訓練の実施", "", "1回", "済", None, "○"]
    )),
), of("W405"), values={
    ("S1-04", "done"): "1回", ("S1-04", "start"): "済", ("S1-04", "achieved"): "○",
})  # fmt: skip


quick(6, "a_department_is_asked_nothing", both(
    corrected("S1-01", department="X2"), corrected("S1-02", department="X2")
), ("N514", "master/departments", "", ""), of("W405"), at("N512", "A7"), at("N512", "A8"),
   at("N512", "A9"), of("W405", B), at("E211", "", B), at("E211", "", B), at("E211", "", B),
   values={(owner, column): None for owner in ("S1-01", "S1-02", "S1-02.2")
           for column in ("done", "start", "achieved", "remarks")})  # fmt: skip


# ---------------------------------------------------------------- columns


def column(text: str) -> Spoil:
    """Add a column before the notes, on the page in the place of the widest."""
    before = f"[[forms.columns]]\n{text}\n\n{REMARKS}"
    return report(lambda toml: toml.replace(REMARKS, before).replace("width = 11", "width = 8"))


COST = column('id = "cost"\nper = "line"\nheader = "決算額"\nwidth = 3')
LAW = column('id = "law"\nby = "master"\nper = "line"\nheader = "根拠"\nwidth = 3')


def without_remarks(toml: str) -> str:
    """Return a report.toml that asks for no remarks."""
    rest = toml[: toml.index(REMARKS)] + toml[toml.index("[[tallies]]") :]
    return rest.replace('needs = { "◎" = ["remarks"] }\n', "")


NO_REMARKS = report(without_remarks)

quick(8, "the_form_asks_one_thing_more", COST,
      of("W405"), of("W405", B), at("E212", ""), at("E212", "", B))  # fmt: skip
quick(8, "the_form_shows_one_thing_more", both(
    tree(lambda rows: [row.update(law="条例" * (row["kind"] in {"item", "line"})) for row in rows]),
    LAW,
), of("W405"), of("W405", B))  # fmt: skip
quick(8, "the_form_asks_one_thing_less", NO_REMARKS,
      of("W405"), of("W405", B), at("N512", "A7"), values={("S1-01", "remarks"): None})  # fmt: skip
quick(8, "a_header_is_corrected", report(lambda toml: toml.replace("2030年度実績", "2031年度実績")),
      of("W405"), of("W405", B))  # fmt: skip
quick(8, "the_form_asks_more_and_a_person_deletes_a_column", both(
    COST, on_sheet(lambda sheet: sheet.delete_cols(11))
), of("W405"), of("W405", B), at("E212", ""), at("E212", "", B), at("E207", ""),
      values={("S1-01", "remarks"): None})  # fmt: skip


# ---------------------------------------------------------------- 9: what is not on record


def unrecorded(folder: Path) -> None:
    (folder / ISSUED).unlink()


def spoiled_record(change: Callable[[bytes], bytes]) -> Spoil:
    return in_bytes(change, ISSUED)


EVERYWHERE = both(NIGHT, corrected("S2-01", goal="舗装の更新（市道）"))

quick(9, "an_unknown_version_of_the_template", rewritten(
    lambda _, text: re.sub(r"(?<=\|X1\|)\w{12}|(?<=<vt:lpwstr>)[0-9a-f]{12}", "7", text)
), of("W405"))  # fmt: skip
quick(9, "the_record_is_lost", unrecorded)
quick(9, "the_record_is_lost_and_the_master_corrected", both(unrecorded, NIGHT),
      of("W405"), at("E205", "E7"))  # fmt: skip
quick(9, "the_last_line_of_the_record_is_torn", both(
    EVERYWHERE, spoiled_record(lambda record: record[:-20])
), of("W405"), of("W405", B), at("E205", "E8", B))  # fmt: skip
quick(9, "the_record_is_edited_by_hand", both(
    NIGHT, spoiled_record(lambda record: record.replace("総合".encode(), "綜合".encode()))
), of("W405"), at("E205", "E7"))  # fmt: skip
quick(9, "the_record_is_nonsense", both(
    NIGHT, spoiled_record(lambda _: b"[1]\nnull\n{}\n\xff\x00\n" + b"[" * 100_000)
), of("W405"), at("E205", "E7"))  # fmt: skip
quick(9, "the_record_has_nonsense_between", both(
    NIGHT, spoiled_record(lambda record: b"\xef\xbb\xbf\n5\n" + record.replace(b"\n", b"\r\n"))
), of("W405"))  # fmt: skip


# ---------------------------------------------------------------- 11: an old and a new template


@case(11, of("W405"), of("N502"), values={
    ("S1-04", "done"): "1回", ("S1-04", "start"): "済", ("S1-04", "achieved"): "○",
})  # fmt: skip
def the_new_row_comes_in_a_new_template(folder: Path) -> None:
    added("S1-01", **FIRE, department="X1")(folder)
    pipeline.distribute(folder)
    new = folder / "submitted/X1_追加分.xlsx"
    shutil.copyfile(folder / "templates/X1_総務課.xlsx", new)
    typed("submitted/X1_追加分.xlsx", ("S1-04", "done", "1回"), ("S1-04", "start", "済"),
          ("S1-04", "achieved", "○"))(folder)  # fmt: skip
