"""Whole files: whose they are, several of them, other formats, damage, names."""

from __future__ import annotations

import io
import re
import shutil
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from cases.case import (
    NOTHING_FROM_A,
    NOTHING_FROM_B,
    SHEET,
    A,
    B,
    at,
    both,
    case,
    of,
    on_sheet,
    parts_of,
    quick,
    rewritten,
    saved,
    typed,
    zip_parts,
)
from filling import cell_of, opened
from raw_xlsx import RELATIONSHIPS, strict
from shinchoku import pipeline

FINAL = "submitted/X1_総務課_最終版2.xlsx"  # comes after X1_総務課.xlsx


def copied(target: str, source: str = A) -> Callable[[Path], None]:
    return lambda folder: shutil.copyfile(folder / source, folder / target) and None


def moved(target: str, source: str = A) -> Callable[[Path], None]:
    return lambda folder: (folder / source).rename(folder / target) and None


def book(*rows: tuple[str, ...]) -> bytes:
    stream = io.BytesIO()
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(stream)
    return stream.getvalue()


# ---------------------------------------------------------------- 9: whose it is

REFUSED = (NOTHING_FROM_A, of("E104"))


def of_round(name: str, file: str = A) -> Callable[[Path], None]:
    """Make a file one that was issued for another round."""
    return rewritten(
        lambda _, text: text.replace("|tiny|", f"|{name}|").replace(">tiny<", f">{name}<"), file
    )


@case(9, NOTHING_FROM_A, of("E104"), lost=["X1"])
def last_years_template(folder: Path) -> None:
    of_round("tiny-2030")(folder)


@case(9, NOTHING_FROM_A, NOTHING_FROM_B, of("E104"), of("E104", B), lost=["X1", "X2"])
def another_round_is_collected(folder: Path) -> None:
    both(of_round("tiny-2032"), of_round("tiny-2032", B))(folder)


@case(9, of("E103", "submitted/予算要求書.xlsx"))
def a_strangers_workbook(folder: Path) -> None:
    saved("submitted/予算要求書.xlsx", book(("予算", "千円"), ("備品", "12")))(folder)


@case(9, NOTHING_FROM_A, of("E103"), lost=["X1"])
def a_strangers_workbook_under_our_file_name(folder: Path) -> None:
    saved(A, book(("番号", "実績"), ("S1-01", "年1回")))(folder)


@case(9, NOTHING_FROM_A, of("E105"), lost=["X1"])
def a_department_that_is_not_in_this_round(folder: Path) -> None:
    rewritten(lambda _, text: text.replace("|X1|", "|X9|").replace(">X1<", ">X9<"))(folder)


@case(9, NOTHING_FROM_A, of("N501", B), lost=["X1"])
def the_wrong_departments_template(folder: Path) -> None:
    copied(A, B)(folder)


# ---------------------------------------------------------------- 10: two files of one department


@case(10, of("N501", FINAL))
def the_same_file_twice(folder: Path) -> None:
    copied(FINAL)(folder)


@case(10, of("N501", FINAL))
def the_same_answers_saved_again(folder: Path) -> None:
    copied(FINAL)(folder)
    with opened(folder / FINAL) as workbook:
        workbook.active.sheet_view.zoomScale = 80


@case(10, of("N501", FINAL), of("N501", "submitted/コピー.xlsx"))
def the_same_file_three_times(folder: Path) -> None:
    both(copied(FINAL), copied("submitted/コピー.xlsx"))(folder)


@case(10, of("N501", FINAL))
def a_copy_that_spells_a_grade_in_another_way(folder: Path) -> None:
    both(copied(FINAL), typed(FINAL, ("S1-01", "start", "済　")))(folder)


@case(
    10,
    of("N502"),
    at("E201", "A12", FINAL),
    at("E202", "A14", FINAL),
    at("E205", "E7", FINAL),
    at("E210", "K9", FINAL),
    at("N505", "N8", FINAL),
    at("N507", "G7", FINAL),
)
def the_same_answers_and_much_beside_them(folder: Path) -> None:
    def add(sheet: Worksheet) -> None:
        sheet["A12"], sheet["G12"] = "新規", "新規事業を1件"
        sheet["G14"] = "番号なしの実績"
        sheet["K9"] = "東は雨で延期"
        sheet["N8"] = "この行は取消"
        sheet["E7"] = "新しい目標"
        sheet["G7"].comment = Comment("差替え予定", "課長")

    both(copied(FINAL), on_sheet(add, FINAL))(folder)


@case(10, of("N502"), at("E205", "E7"), at("E311", "K7"))
def the_same_answers_with_faults_repaired(folder: Path) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["K7"].font = Font(strike=True)
        sheet["E7"] = "別の目標"

    both(copied(FINAL), on_sheet(spoil))(folder)


@case(10, of("N502"), at("E311", "K7", FINAL))
def the_same_answers_and_one_struck_out(folder: Path) -> None:
    def strike(sheet: Worksheet) -> None:
        sheet["K7"].font = Font(strike=True)

    both(copied(FINAL), on_sheet(strike, FINAL))(folder)


@case(10, of("N502"))
def the_same_answers_now_confirmed(folder: Path) -> None:
    both(copied(FINAL), typed(A, ("confirmed_by", "value", None)))(folder)


@case(10, of("N703"))
def a_returned_workbook_beside_its_original(folder: Path) -> None:
    typed(A, ("S1-02", "done", None))(folder)
    build = folder.parent / "build"
    (returned,) = pipeline.check(folder, build).left.returned.files
    shutil.copyfile(returned, folder / FINAL)
    typed(FINAL, ("S1-02", "done", "2地区"))(folder)


@case(10, of("E106"), lost=["X1"])
def two_files_that_differ(folder: Path) -> None:
    both(copied(FINAL), typed(FINAL, ("S1-01", "done", "年2回")))(folder)


@case(10, of("E106"), of("N501", "submitted/Z.xlsx"), lost=["X1"])
def two_files_that_differ_and_a_copy(folder: Path) -> None:
    two_files_that_differ(folder)
    copied("submitted/Z.xlsx")(folder)


@case(10, of("E106"), at("E302", "J7"), at("E302", "J7", FINAL), lost=["X1"])
def two_files_that_differ_are_both_checked(folder: Path) -> None:
    both(typed(A, ("S1-01", "achieved", "謎")))(folder)
    two_files_that_differ(folder)


@case(10, of("N701"), values={("S1-01", "done"): "年2回"})
def two_files_that_differ_and_one_was_chosen(folder: Path) -> None:
    two_files_that_differ(folder)
    pipeline.decide(folder, "accepted", FINAL, "電話で確認")


@case(10, of("N702", FINAL))
def two_files_that_differ_and_one_was_excluded(folder: Path) -> None:
    two_files_that_differ(folder)
    pipeline.decide(folder, "excluded", FINAL, "電話で確認")


# ---------------------------------------------------------------- 11: halves

FIRST_HALF = (("S1-01", "done"), ("S1-01", "start"), ("S1-01", "achieved"), ("S1-01", "remarks"))
SECOND_HALF = (("S1-02", "done"), ("S1-02", "start"), ("S1-02", "achieved"), ("S1-02.2", "done"))


def halves(folder: Path) -> None:
    copied(FINAL)(folder)
    typed(A, *((*key, None) for key in SECOND_HALF))(folder)
    typed(FINAL, *((*key, None) for key in FIRST_HALF))(folder)


@case(11, of("N502"))
def two_sections_fill_half_each(folder: Path) -> None:
    halves(folder)


@case(11, of("N502"), at("E301", "G9"), values={("S1-02.2", "done"): None})
def two_halves_leave_a_row_blank(folder: Path) -> None:
    both(halves, typed(FINAL, ("S1-02.2", "done", None)))(folder)


@case(11, of("N502"))
def two_sections_each_delete_the_others_rows(folder: Path) -> None:
    copied(FINAL)(folder)
    on_sheet(lambda sheet: sheet.delete_rows(8, 2))(folder)
    on_sheet(lambda sheet: sheet.delete_rows(7), FINAL)(folder)


@case(
    11,
    of("E106"),
    *(at("E301", cell) for cell in ("G8", "G9")),
    at("E301", "G7", FINAL),
    lost=["X1"],
)
def two_halves_with_a_cell_in_conflict(folder: Path) -> None:
    both(halves, typed(A, ("S1-02", "achieved", "△")))(folder)


@case(11, of("N502"))
def a_half_with_a_comment_and_three_files(folder: Path) -> None:
    both(halves, copied("submitted/X1_空.xlsx", FINAL))(folder)
    typed("submitted/X1_空.xlsx", *((*key, None) for key in SECOND_HALF))(folder)
    (folder / "submitted/X1_空.xlsx").unlink()


# ---------------------------------------------------------------- 25: other formats

CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
UNREAD = {
    "protected_by_a_password": CFB + "EncryptedPackage".encode("utf-16-le"),
    "an_old_xls": CFB + "Workbook".encode("utf-16-le"),
    "a_word_document_of_old": CFB + "WordDocument".encode("utf-16-le"),
    "a_csv_in_utf8": "番号,実績\nS1-01,年1回\n".encode(),
    "a_csv_in_cp932": "番号,実績\nS1-01,年1回\n".encode("cp932"),
    "a_pdf_renamed": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a_web_page_renamed": "<html><table><tr><td>実績</td></tr></table></html>".encode(),
    "a_picture_renamed": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "an_empty_file": b"",
    "a_mail_with_it": "From: 総務課\r\nSubject: 提出, 遅くなりました\r\n".encode(),
    "a_link_to_google": b'{"url":"https://docs.google.com/x","doc_id":"1"}',
}


def ods() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office/>")
    return stream.getvalue()


def docx() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return stream.getvalue()


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("総務課/X1_総務課.xlsx", docx())
    return stream.getvalue()


UNREAD |= {"an_ods_renamed": ods(), "a_docx_renamed": docx(), "a_zip_around_it": zipped()}
for name, content in UNREAD.items():
    quick(25, name, saved(A, content), NOTHING_FROM_A, of("E102"), lost=["X1"])

XLSM = "submitted/X1_総務課.xlsm"


@case(25, of("N509", XLSM))
def a_workbook_with_macros(folder: Path) -> None:
    def with_macros(name: str, text: str) -> str:
        if name != "xl/_rels/workbook.xml.rels":
            return text
        kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        link = f'<Relationship Id="rId99" Type="{kind}" Target="vbaProject.bin"/>'
        return text.replace("</Relationships>", f"{link}</Relationships>")

    both(rewritten(with_macros), moved(XLSM))(folder)


# ---------------------------------------------------------------- 26, 27: other programs


@case(26)
def saved_as_strict_open_xml(folder: Path) -> None:
    rewritten(lambda _, text: strict(text))(folder)


@case(27)
def the_very_hidden_sheet_became_hidden(folder: Path) -> None:
    rewritten(lambda _, text: text.replace('state="veryHidden"', 'state="hidden"'))(folder)


@case(27)
def the_hidden_sheet_was_deleted(folder: Path) -> None:
    with opened(folder / A) as workbook:
        del workbook["_shinchoku"]


@case(27)
def properties_and_names_were_lost(folder: Path) -> None:
    with opened(folder / A) as workbook:
        for name in workbook.custom_doc_props.names:
            del workbook.custom_doc_props[name]
        del workbook.defined_names["shinchoku_identity"]


@case(27)
def theme_styles_and_shared_strings_moved(folder: Path) -> None:
    def other_names(name: str, text: str) -> str | None:
        return None if name.startswith(("xl/theme", "docProps/app")) else text

    rewritten(other_names)(folder)


@case(1)
def validations_locks_and_formats_were_lost(folder: Path) -> None:
    def lose(name: str, text: str) -> str:
        if not name.startswith("xl/worksheets"):
            return text
        text = re.sub(r"<(dataValidations|sheetProtection|conditionalFormatting).*?</\1>", "", text)
        return re.sub(r' s="\d+"', "", re.sub(r"<sheetProtection[^>]*/>", "", text))

    rewritten(lose)(folder)


@case(1, at("E302", "J7"), at("E303", "I7", B), values={
    ("S1-01", "achieved"): "よくできた", ("S1-03", "why"): None,
})  # fmt: skip
def pasted_over_the_drop_downs(folder: Path) -> None:
    typed(A, ("S1-01", "achieved", "よくできた"))(folder)
    typed(B, ("S1-03", "why", "予算不足"))(folder)


# ---------------------------------------------------------------- 28: damage and malice


def cut(folder: Path) -> None:
    data = (folder / A).read_bytes()
    (folder / A).write_bytes(data[: len(data) // 2])


def flipped(folder: Path) -> None:
    """Change a byte of the packed sheet: the checksum does not fit any more."""
    data = bytearray((folder / A).read_bytes())
    with zipfile.ZipFile(folder / A) as archive:
        entry = archive.getinfo("xl/worksheets/sheet2.xml")
    data[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0xFF
    (folder / A).write_bytes(data)


def with_doctype(entity: str) -> Callable[[Path], None]:
    def spoil(name: str, text: str) -> str:
        if name != "xl/workbook.xml":
            return text
        text = re.sub(r"^<\?xml[^>]*\?>", "", text)
        return f"<!DOCTYPE workbook [{entity}]>{text}"

    return rewritten(spoil)


def with_part(name: str, content: bytes) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        zip_parts(folder / A, parts_of(folder / A) | {name: content})

    return spoil


def lying(folder: Path) -> None:
    """Say in the headers that the sheet is small."""
    with_part("xl/worksheets/sheet2.xml", b"<a>" + b" " * 40_000_000)(folder)
    data = bytearray((folder / A).read_bytes())
    size = struct.pack("<I", 40_000_003)
    assert data.count(size) == 2
    (folder / A).write_bytes(data.replace(size, struct.pack("<I", 1000)))


def many_entries(folder: Path) -> None:
    zip_parts(folder / A, parts_of(folder / A) | {f"x/{n}": b"" for n in range(2_100)})


MALICE = {
    "cut_off": cut,
    "a_wrong_checksum": flipped,
    "a_doctype": with_doctype('<!ENTITY a "b">'),
    "an_external_entity": with_doctype('<!ENTITY a SYSTEM "file:///etc/passwd">'),
    "a_bomb": with_part("xl/worksheets/sheet2.xml", b"<a>" + b" " * 60_000_000),
    "a_lying_header": lying,
    "too_many_entries": many_entries,
    "no_xml": with_part("xl/workbook.xml", b"\x00\x01"),
    "deep_xml": with_part("xl/worksheets/sheet2.xml", b"<a>" * 5_000),
}
for name, spoil in MALICE.items():
    quick(28, name, spoil, NOTHING_FROM_A, of("E102"), lost=["X1"])


# ---------------------------------------------------------------- 29: what leads elsewhere


def linked(kind: str, target: str) -> Callable[[Path], None]:
    def spoil(name: str, text: str) -> str:
        if name != "xl/_rels/workbook.xml.rels":
            return text
        link = f'<Relationship Id="rId98" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        return text.replace("</Relationships>", f"{link}</Relationships>")

    return rewritten(spoil)


quick(29, "an_external_link", linked("externalLink", "externalLinks/externalLink1.xml"), of("N510"))
quick(29, "a_data_connection", linked("connections", "connections.xml"), of("N510"))


def on_the_sheet(kind: str) -> Callable[[Path], None]:
    link = f'<Relationship Id="rId97" Type="{RELATIONSHIPS}/{kind}" Target="../x/1.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{package}">{link}</Relationships>'
    return with_part("xl/worksheets/_rels/sheet2.xml.rels", rels.encode())


quick(24, "a_text_box", on_the_sheet("drawing"), at("N508", ""))
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def drawn(shapes: str) -> Callable[[Path], None]:
    part = with_part("xl/x/1.xml", f'<d:wsDr xmlns:d="{DRAWING}">{shapes}</d:wsDr>'.encode())
    return both(on_the_sheet("drawing"), part)


quick(24, "a_drawn_line", drawn("<d:oneCellAnchor><d:cxnSp/></d:oneCellAnchor>"), at("N508", ""))
quick(24, "a_drawing_without_shapes", drawn(""))
quick(29, "an_embedded_object", on_the_sheet("oleObject"), at("N508", ""))


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


@case(30, of("E102", "submitted/送付状.docx"))
def a_letter_beside_it(folder: Path) -> None:
    saved("submitted/送付状.docx", docx())(folder)


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


@case(31, of("W403", "submitted/総務課.xlsx"))
def a_name_in_the_bytes_of_an_old_zip(folder: Path) -> None:
    both(typed(A, ("confirmed_by", "value", None)))(folder)
    name = "総務課.xlsx".encode("cp932").decode("utf-8", "surrogateescape")
    moved(f"submitted/{name}")(folder)


# ---------------------------------------------------------------- 33, 34: what does not


@case(33, NOTHING_FROM_B, lost=["X2"])
def nothing_came_back(folder: Path) -> None:
    (folder / B).unlink()


@case(33, NOTHING_FROM_A, NOTHING_FROM_B, lost=["X1", "X2"])
def nothing_came_back_from_anybody(folder: Path) -> None:
    shutil.rmtree(folder / "submitted")


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


@case(8, of("N504"))
def a_long_sheet_of_ones_own(folder: Path) -> None:
    with opened(folder / A) as workbook:
        sheet = workbook.create_sheet("明細")
        for number in range(6000):
            sheet.append([number] * 10)


@case(8)
def hyphens_and_digits_in_full_width(folder: Path) -> None:
    """Replace all, on the sheets that one sees; codes are told apart all the same."""
    wide = str.maketrans("-0123456789", "－０１２３４５６７８９")

    def replace_all(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(max_row=2):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.translate(wide)
        for row in range(7, 10):
            sheet.cell(row, 1).value = str(sheet.cell(row, 1).value).translate(wide)

    with opened(folder / A) as workbook:
        replace_all(workbook["記入要領"])
        replace_all(workbook[SHEET])


@case(8, at("E213", "H6"))
def a_column_is_copied_beside_itself(folder: Path) -> None:
    def copy_column(sheet: Worksheet) -> None:
        sheet.insert_cols(8)
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 8).value = sheet.cell(row, 7).value
        sheet["H7"] = "年3回（案）"

    on_sheet(copy_column)(folder)


@case(12, of("W403"))
def the_confirmer_is_an_error_value(folder: Path) -> None:
    typed(A, ("confirmed_by", "value", "#REF!"))(folder)
    with opened(folder / A) as workbook:
        cell_of(workbook, "confirmed_by", "value").data_type = "e"


@case(10, of("W403"))
def nobody_confirmed_it(folder: Path) -> None:
    typed(A, ("confirmed_by", "value", "　"))(folder)
