"""Whole files: whose they are, several of one department, names, what lies beside them."""

from __future__ import annotations

import io
import shutil
import unicodedata
from pathlib import Path
from typing import Literal

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cases.case import NOTHING_FROM_A, NOTHING_FROM_B, at, case, of, quick
from filling import opened
from running import left_by
from shinchoku import pipeline
from spoiling.archives import zipped
from spoiling.cells import comment, strike, unconfirm
from spoiling.folders import (
    SHEET,
    A,
    B,
    Spoil,
    both,
    copied,
    in_book,
    moved,
    on_sheet,
    put,
    rewritten,
    saved,
    typed,
)

FINAL = "submitted/X1_総務課_最終版2.xlsx"  # comes after X1_総務課.xlsx


def book(*rows: tuple[str, ...]) -> bytes:
    stream = io.BytesIO()
    workbook = Workbook()
    sheet = workbook.create_sheet(index=0)
    for row in rows:
        sheet.append(row)
    workbook.save(stream)
    return stream.getvalue()


# ---------------------------------------------------------------- 9: whose it is


def of_round(name: str, file: str = A) -> Spoil:
    """Make a file one that was issued for another round."""
    return rewritten(
        lambda _, text: text.replace("|tiny|", f"|{name}|").replace(">tiny<", f">{name}<"), file
    )


quick(9, "last_years_template", of_round("tiny-2030"), NOTHING_FROM_A, of("E104"), lost=["X1"])
quick(9, "another_round_is_collected", both(of_round("tiny-2032"), of_round("tiny-2032", B)),
      NOTHING_FROM_A, NOTHING_FROM_B, of("E104"), of("E104", B), lost=["X1", "X2"])  # fmt: skip
quick(9, "a_strangers_workbook",
      saved("submitted/予算要求書.xlsx", book(("予算", "千円"), ("備品", "12"))),
      of("E103", "submitted/予算要求書.xlsx"))  # fmt: skip
quick(9, "a_strangers_workbook_under_our_file_name",
      saved(A, book(("番号", "実績"), ("S1-01", "年1回"))),
      NOTHING_FROM_A, of("E103"), lost=["X1"])  # fmt: skip
quick(9, "a_department_that_is_not_in_this_round",
      rewritten(lambda _, text: text.replace("|X1|", "|X9|").replace(">X1<", ">X9<")),
      NOTHING_FROM_A, of("E105"), lost=["X1"])  # fmt: skip
quick(9, "the_wrong_departments_template", copied(A, B),
      NOTHING_FROM_A, of("N501", B), lost=["X1"])  # fmt: skip


# ---------------------------------------------------------------- 10: two files of one department


def looked_at(workbook: Workbook) -> None:
    workbook.worksheets[0].sheet_view.zoomScale = 80


def add_much(sheet: Worksheet) -> None:
    sheet["A12"], sheet["G12"] = "新規", "新規事業を1件"
    sheet["G14"] = "番号なしの実績"
    sheet["K9"] = "東は雨で延期"
    sheet["N8"] = "この行は取消"
    sheet["E7"] = "新しい目標"
    comment(sheet["G7"], "差替え予定")


def strike_the_note(file: str) -> Spoil:
    return on_sheet(lambda sheet: strike(sheet["K7"]), file)


def returned(folder: Path) -> None:
    """Put beside the original what comes back of it, with the blank filled in."""
    typed(A, ("S1-02", "done", None))(folder)
    (file,) = left_by(folder, folder.parent / "build").returned
    shutil.copyfile(file, folder / FINAL)
    typed(FINAL, ("S1-02", "done", "2地区"))(folder)


def decided(verdict: Literal["accepted", "excluded"]) -> Spoil:
    return lambda folder: pipeline.decide(folder, verdict, FINAL, "電話で確認")


DIFFERING = both(copied(FINAL), typed(FINAL, ("S1-01", "done", "年2回")))
THIRD, SECOND_OF_B = "submitted/Z.xlsx", "submitted/X2_土木課（修正）.xlsx"
quick(10, "the_same_file_twice", copied(FINAL), of("N501", FINAL))
quick(10, "the_same_answers_saved_again", both(copied(FINAL), in_book(looked_at, FINAL)),
      of("N501", FINAL))  # fmt: skip
quick(10, "the_same_file_three_times", both(copied(FINAL), copied(THIRD)),
      of("N501", FINAL), of("N501", THIRD))  # fmt: skip
MANY = [f"submitted/写し{number:02}.xlsx" for number in range(60)]
quick(51, "very_many_copies", both(*map(copied, MANY[:25])), of("N501", MANY[0]))
quick(51, "very_many_files_of_somebody_else",
      both(*(saved(name, b"x") for name in MANY)), of("E102", MANY[0]))  # fmt: skip
quick(10, "a_copy_that_spells_a_grade_in_another_way",
      both(copied(FINAL), typed(FINAL, ("S1-01", "start", "済　"))), of("N501", FINAL)
      )  # fmt: skip
quick(10, "the_same_answers_and_much_beside_them", both(copied(FINAL), on_sheet(add_much, FINAL)),
      of("N502"), at("E201", "A12", FINAL), at("E202", "A14", FINAL), at("E205", "E7", FINAL),
      at("E210", "K9", FINAL), at("N505", "N8", FINAL), at("N507", "G7", FINAL))  # fmt: skip
quick(10, "the_same_answers_with_faults_repaired",
      both(copied(FINAL), strike_the_note(A), put("E7", "別の目標")),
      of("N502"), at("E205", "E7"), at("E311", "K7"))  # fmt: skip
quick(10, "the_same_answers_and_one_struck_out", both(copied(FINAL), strike_the_note(FINAL)),
      of("N502"), at("E311", "K7", FINAL))  # fmt: skip
quick(10, "the_same_answers_now_confirmed", both(copied(FINAL), in_book(unconfirm)), of("N502"))
quick(10, "nobody_confirmed_it", typed(A, ("confirmed_by", "value", "　")), of("W403"))
quick(10, "a_returned_workbook_beside_its_original", returned, of("N703"))
quick(10, "two_files_that_differ", DIFFERING, of("E106"), lost=["X1"])
quick(10, "two_files_that_differ_and_a_copy", both(DIFFERING, copied(THIRD)),
      of("E106"), of("N501", THIRD), lost=["X1"])  # fmt: skip
quick(10, "two_files_that_differ_are_both_checked",
      both(typed(A, ("S1-01", "achieved", "謎")), DIFFERING),
      of("E106"), at("E302", "J7"), at("E302", "J7", FINAL), lost=["X1"])  # fmt: skip

# ---------------------------------------------------------------- 42: a text that is gone


def without(file: str, owner: str, *columns: str) -> Spoil:
    return typed(file, *((owner, column, None) for column in columns))


def versions(*changes: Spoil, file: str = FINAL) -> Spoil:
    """Send a second file, in which something is otherwise."""
    return both(copied(file), *changes)


NO_NOTE = versions(without(FINAL, "S1-01", "remarks"))
quick(42, "the_second_version_only_removes_a_note", NO_NOTE, of("E106"), lost=["X1"])
quick(42, "the_first_by_name_lacks_the_note", versions(
    without(A, "S1-01", "remarks")
), of("E106"), lost=["X1"])  # fmt: skip
quick(42, "a_note_that_nothing_needs_is_removed", both(
    typed(B, ("S2-01", "remarks", "工期は翌年度まで")),
    copied(SECOND_OF_B, B),
    without(SECOND_OF_B, "S2-01", "remarks"),
), of("E106", B), lost=["X2"])  # fmt: skip
quick(42, "the_second_version_removes_an_actual", versions(
    without(FINAL, "S1-02.2", "done")
), of("E106"), lost=["X1"])  # fmt: skip
quick(42, "the_second_version_removes_a_grade", versions(
    without(FINAL, "S1-02", "achieved")
), of("E106"), lost=["X1"])  # fmt: skip
quick(42, "the_second_version_removes_a_whole_item", versions(
    without(FINAL, "S1-01", "done", "start", "achieved", "remarks")
), of("E106"), lost=["X1"])  # fmt: skip
quick(42, "the_second_version_blanks_a_note_with_spaces", versions(
    typed(FINAL, ("S1-01", "remarks", "　\u200b"))
), of("E106"), lost=["X1"])  # fmt: skip
quick(42, "each_version_lacks_another_text", versions(
    without(FINAL, "S1-01", "remarks"), without(A, "S1-02.2", "done")
), of("E106"), lost=["X1"])  # fmt: skip
quick(42, "the_second_version_deletes_a_row", versions(
    on_sheet(lambda sheet: sheet.delete_rows(9), FINAL)
), of("E106"), at("E204", "", FINAL), lost=["X1"])  # fmt: skip
quick(42, "the_second_of_three_removes_a_note", both(
    NO_NOTE, copied(THIRD)
), of("E106"), of("N501", THIRD), lost=["X1"])  # fmt: skip
quick(42, "the_second_version_deletes_a_column", versions(
    on_sheet(lambda sheet: sheet.delete_cols(11), FINAL)
), of("E106"), at("E207", "", FINAL), lost=["X1"])  # fmt: skip
quick(42, "the_second_version_lost_its_marker", versions(
    on_sheet(lambda sheet: setattr(sheet["A1"], "value", None), FINAL)
), of("N502"), at("E206", "", FINAL))  # fmt: skip
quick(42, "the_second_version_removes_who_confirmed", versions(
    without(FINAL, "confirmed_by", "value")
), of("N502"))  # fmt: skip
quick(42, "three_versions_each_with_less", both(
    NO_NOTE, copied(THIRD, FINAL), without(THIRD, "S1-02.2", "done")
), of("E106"), lost=["X1"])  # fmt: skip
quick(42, "the_version_without_the_note_is_chosen", both(NO_NOTE, decided("accepted")),
      of("N701"), at("E305", "K7", FINAL), values={("S1-01", "remarks"): None}
      )  # fmt: skip
quick(10, "two_files_that_differ_and_one_was_chosen", both(DIFFERING, decided("accepted")),
      of("N701"), values={("S1-01", "done"): "年2回"})  # fmt: skip
quick(10, "two_files_that_differ_and_one_was_excluded", both(DIFFERING, decided("excluded")),
      of("N702", FINAL))  # fmt: skip


# ---------------------------------------------------------------- 43: a neighbour's sheets


def with_sheets_of(other: str, *names: str, gone: bool = True) -> Spoil:
    """Copy sheets of another file into A, as Excel does between workbooks."""

    def spoil(folder: Path) -> None:
        source = load_workbook(folder / other)
        with opened(folder / A) as target:
            for name in names:
                sheet = target.create_sheet(f"{name} (2)")
                for cell in (cell for row in source[name].iter_rows() for cell in row):
                    if cell.value is not None:
                        sheet[cell.coordinate] = cell.value
        if gone:
            (folder / other).unlink()

    return spoil


BESIDE = at("E215", "", sheet=f"{SHEET} (2)")
quick(43, "a_neighbours_sheet_in_ones_file", with_sheets_of(B, SHEET),
      BESIDE, NOTHING_FROM_B, lost=["X2"])  # fmt: skip
quick(43, "a_neighbours_sheet_and_its_guide", with_sheets_of(B, SHEET, "記入要領"),
      BESIDE, NOTHING_FROM_B, lost=["X2"])  # fmt: skip
quick(43, "a_neighbours_sheet_beside_its_own_file", with_sheets_of(B, SHEET, gone=False), BESIDE)
RENAMED = in_book(lambda book: setattr(book[f"{SHEET} (2)"], "title", "土木課分"))
quick(43, "a_neighbours_sheet_renamed", both(with_sheets_of(B, SHEET), RENAMED),
      at("E215", "", sheet="土木課分"), NOTHING_FROM_B, lost=["X2"])  # fmt: skip
quick(43, "a_neighbours_sheet_twice", both(
    with_sheets_of(B, SHEET),
    in_book(lambda book: book.copy_worksheet(book[f"{SHEET} (2)"])),
), BESIDE, NOTHING_FROM_B, lost=["X2"])  # fmt: skip
quick(43, "a_neighbours_sheet_instead_of_ones_own", both(
    with_sheets_of(B, SHEET), in_book(lambda book: book.remove(book[SHEET]))
), BESIDE, of("E206"), NOTHING_FROM_B, lost=["X1", "X2"])  # fmt: skip
quick(43, "a_neighbours_sheet_in_two_versions", both(
    with_sheets_of(B, SHEET), DIFFERING
), of("E106"), BESIDE, at("E215", "", FINAL, f"{SHEET} (2)"), NOTHING_FROM_B, lost=["X1", "X2"]
)  # fmt: skip
quick(43, "a_neighbours_sheet_and_a_memo", both(
    with_sheets_of(B, SHEET), in_book(lambda book: book.create_sheet("メモ").append(["あ"]))
), BESIDE, NOTHING_FROM_B, of("N504"), lost=["X2"])  # fmt: skip


# ---------------------------------------------------------------- 11: halves


HALVES = both(
    copied(FINAL),
    without(FINAL, "S1-01", "done", "start", "achieved", "remarks"),
    without(A, "S1-02", "done", "start", "achieved"),
    without(A, "S1-02.2", "done"),
)
quick(11, "two_sections_fill_half_each", HALVES, of("N502"))
quick(11, "two_halves_leave_a_row_blank", both(HALVES, without(FINAL, "S1-02.2", "done")),
      of("N502"), at("E301", "G9"), values={("S1-02.2", "done"): None})  # fmt: skip
quick(11, "two_sections_each_delete_the_others_rows", both(
    copied(FINAL),
    on_sheet(lambda sheet: sheet.delete_rows(8, 2)),
    on_sheet(lambda sheet: sheet.delete_rows(7), FINAL),
), of("N502"))  # fmt: skip
quick(11, "two_halves_with_a_cell_in_conflict", both(HALVES, typed(A, ("S1-02", "achieved", "△"))),
      of("E106"), lost=["X1"])  # fmt: skip
quick(11, "a_half_and_three_files", both(HALVES, copied(THIRD, FINAL)),
      of("N502"), of("N501", THIRD))  # fmt: skip


# ---------------------------------------------------------------- 30, 31: what lies there


@case(30, skipped=[".DS_Store", "Thumbs.db", "~$X1_総務課.xlsx", "以前のもの", "近道.xlsx"])
def lock_files_thumbnails_folders_and_links(folder: Path) -> None:
    submitted = folder / "submitted"
    for name in ("~$X1_総務課.xlsx", "Thumbs.db", ".DS_Store"):
        (submitted / name).write_bytes(b"\x00x")
    (submitted / "以前のもの").mkdir()
    (submitted / "近道.xlsx").symlink_to(folder / A)


LEFT_BEHIND = (
    "thumbs.db",
    "Desktop.ini",
    "X1.xlsx - ショートカット.lnk",
    "X1.xlsx:Zone.Identifier",
)


@case(30, skipped=sorted(LEFT_BEHIND))
def what_windows_leaves(folder: Path) -> None:
    for name in LEFT_BEHIND:
        saved(f"submitted/{name}", b"[ZoneTransfer]\r\nZoneId=3\r\n")(folder)


LETTER = zipped({"word/document.xml": "<document/>"})
quick(30, "a_letter_beside_it", saved("submitted/送付状.docx", LETTER),
      of("E102", "submitted/送付状.docx"))  # fmt: skip

NAMES = {
    "decomposed_as_on_a_mac": unicodedata.normalize("NFD", "ガス課が出したバージョン.xlsx"),
    "with_spaces": "  総務課　提出 (1) .xlsx",
    "with_emoji": "総務課✨👍🏽.xlsx",
    "very_long": "総" * 80 + ".xlsx",
    "without_extension": "総務課の回答",
    "like_a_formula": "=cmd.xlsx",
}
for name, file_name in NAMES.items():
    quick(31, f"a_name_{name}", moved(f"submitted/{file_name}"))


UNSEEN = {
    "a_line_end": "総務課\n提出.xlsx",
    "a_tab": "総務課\t提出.xlsx",
    "a_colour_of_a_terminal": "総務課\x1b[31m.xlsx",
    "another_direction": "総務課\u202exslx.exe.xlsx",
    "a_hangul_filler": "総務課\u3164.xlsx",
}
for name, file_name in UNSEEN.items():
    quick(52, f"a_name_with_{name}", both(in_book(unconfirm), moved(f"submitted/{file_name}")),
          of("W403", f"submitted/{file_name}"))  # fmt: skip


OLD_ZIP = "総務課.xlsx".encode("cp932").decode("utf-8", "surrogateescape")
quick(31, "a_name_in_the_bytes_of_an_old_zip",
      both(in_book(unconfirm), moved(f"submitted/{OLD_ZIP}")), of("W403", "submitted/総務課.xlsx")
      )  # fmt: skip


# ---------------------------------------------------------------- 33, 34: what does not

quick(33, "nothing_came_back", lambda folder: (folder / B).unlink(), NOTHING_FROM_B, lost=["X2"])
quick(33, "nothing_came_back_from_anybody", lambda folder: shutil.rmtree(folder / "submitted"),
      NOTHING_FROM_A, NOTHING_FROM_B, lost=["X1", "X2"])  # fmt: skip


@case(34, NOTHING_FROM_A, of("E102"), lost=["X1"], meanwhile=lambda folder: (folder / A).unlink())
def a_file_vanishes(_: Path) -> None: ...


@case(
    34,
    NOTHING_FROM_A,
    of("E102"),
    lost=["X1"],
    meanwhile=lambda folder: (folder / A).write_bytes(b"PK\x03\x04"),
)
def a_file_is_being_written(_: Path) -> None: ...
