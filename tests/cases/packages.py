"""What a file is made of: two parts of one name, parts that are not there, what protects it."""

from __future__ import annotations

import io
import warnings
import zipfile

from cases.case import NOTHING_FROM_A, at, of, quick
from spoiling.archives import compound
from spoiling.cells import hide_rows
from spoiling.folders import (
    PART,
    A,
    Spoil,
    both,
    in_bytes,
    in_part,
    linked,
    on_sheet,
    raw_cell,
    rewritten,
    saved,
    with_part,
)
from spoiling.parts import RELATIONSHIPS, each_row, strings, worksheet


def listed(name: str, relationship: str) -> Spoil:
    """Let a workbook list a further sheet."""
    sheet = f'<sheet name="{name}" sheetId="99" xmlns:q="{RELATIONSHIPS}" {relationship}/></sheets>'
    return in_part("xl/workbook.xml", lambda text: text.replace("</sheets>", sheet))


# ---------------------------------------------------------------- 45: a sheet of somebody's own

TEXTS = "".join(f'<c r="{c}#" t="inlineStr"><is><t>明細{c}#</t></is></c>' for c in "ABCDEF")
FORMULAS = "".join(f'<c r="{c}#"><f>1+#</f><v>#</v></c>' for c in "ABCDEF")
for name, cells in {"texts": TEXTS, "formulas": FORMULAS, "looks": '<c r="A#" s="1"/>'}.items():
    own = worksheet(each_row(f'<row r="#">{cells}</row>', range(1, 9_001)))
    sheet = both(listed("明細", 'q:id="rId98"'), linked("worksheet", "worksheets/sheet99.xml"))
    quick(45, f"a_large_sheet_of_{name}",
          both(sheet, with_part("xl/worksheets/sheet99.xml", own)),
          *([] if name == "looks" else [of("N504")]))  # fmt: skip


# ---------------------------------------------------------------- 46: what is not there

DONE, NOTE, GRADE = (("S1-01", column) for column in ("done", "remarks", "achieved"))
for name, value in {
    "minus_one": "-1",
    "beyond_the_last": "99999",
    "no_number": "十",
    "beyond_any_number": "9" * 5_000,
}.items():
    quick(46, f"an_actual_refers_to_string_{name}",
          raw_cell("G7", f'<c r="G7" t="s"><v>{value}</v></c>'),
          at("E107", "G7"), values={DONE: None})  # fmt: skip
quick(46, "a_note_that_is_no_number", raw_cell("K7", '<c r="K7"><v>NaN</v></c>'),
      at("E107", "K7"), values={NOTE: None})  # fmt: skip
quick(46, "a_grade_refers_to_no_string", raw_cell("J7", '<c r="J7" t="s"><v>-1</v></c>'),
      at("E107", "J7"), values={GRADE: None})  # fmt: skip
quick(46, "a_locked_text_refers_to_no_string", raw_cell("E7", '<c r="E7" t="s"><v>-1</v></c>'),
      at("E107", "E7"))  # fmt: skip
quick(46, "a_cell_beside_the_table_refers_to_no_string",
      in_part(PART, lambda text: text.replace(
          "</row>", '<c r="XA1" t="s"><v>-1</v></c></row>', 1)),
      at("E107", "XA1"))  # fmt: skip


for name, broken in {"an_id": "A8", "the_id_of_a_closed_row": "A9"}.items():
    gone = {"A8": ("done", "start", "achieved"), "A9": ("done",)}[broken]
    owner = {"A8": "S1-02", "A9": "S1-02.2"}[broken]
    quick(51, f"{name}_refers_to_no_string",
          raw_cell(broken, f'<c r="{broken}" t="s"><v>-1</v></c>'),
          at("E107", broken), values={(owner, column): None for column in gone})  # fmt: skip
quick(51, "the_id_of_a_column_refers_to_no_string",
      raw_cell("G2", '<c r="G2" t="s"><v>-1</v></c>'), at("E207", ""),
      values={(owner, "done"): None for owner in ("S1-01", "S1-02", "S1-02.2")})  # fmt: skip
quick(51, "a_closed_cell_refers_to_no_string",
      raw_cell("K9", '<c r="K9" t="s"><v>-1</v></c>'), at("E107", "K9"))  # fmt: skip
quick(46, "a_style_that_is_not_there",
      raw_cell("G7", '<c r="G7" s="999" t="inlineStr"><is><t>年1回</t></is></c>'))  # fmt: skip
quick(46, "a_hidden_row_refers_to_no_string",
      both(on_sheet(lambda sheet: hide_rows(sheet, 8)),
           raw_cell("G8", '<c r="G8" t="s"><v>-1</v></c>')),
      of("N503"), at("E107", "G8"), values={("S1-02", "done"): None})  # fmt: skip


def cut_short(text: str) -> str:
    return text.replace("</sheetData>", "")


GUIDE, HIDDEN = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"
for name, change in {
    "is_no_xml": in_part(PART, cut_short),
    "is_not_in_the_file": rewritten(lambda part, text: None if part == PART else text),
}.items():
    quick(46, f"the_sheet_{name}", change, of("E206"), lost=["X1"])
quick(46, "the_guide_is_no_xml", in_part(GUIDE, cut_short), of("W403"))
quick(46, "the_hidden_sheet_is_no_xml", in_part(HIDDEN, cut_short),
      at("W414", "", sheet="_shinchoku"))  # fmt: skip


MACROS = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
quick(46, "a_module_of_libreoffice",
      both(listed("Module1", 'q:id="rId98"'), linked("worksheet", "worksheets/sheet99.xml")),
      at("W414", "", sheet="Module1"))  # fmt: skip
quick(46, "a_macro_sheet_of_an_old_file",
      both(listed("Macro1", 'q:id="rId98"'), linked(MACROS, "macrosheets/sheet1.xml")),
      of("N509"), at("W414", "", sheet="Macro1"))  # fmt: skip
quick(46, "a_sheet_without_relation", listed("無関係", ""), at("W414", "", sheet="無関係"))
quick(46, "a_sheet_with_a_relation_that_is_not_there", listed("不明", 'q:id="rId77"'),
      at("W414", "", sheet="不明"))  # fmt: skip
quick(46, "a_sheet_that_leads_outside",
      both(listed("外", 'q:id="rId98"'), linked("worksheet", "http://example.com/a.xml")),
      at("W414", "", sheet="外"))  # fmt: skip
quick(46, "two_sheets_that_are_not_there", both(listed("一", ""), listed("二", "")),
      at("W414", "", sheet="一"), at("W414", "", sheet="二"))  # fmt: skip
quick(51, "very_many_sheets_that_are_not_there",
      both(*(listed(f"無{number}", "") for number in range(25))),
      at("W414", "", sheet="無0"))  # fmt: skip
BROKEN = "".join(f'<c r="X{column}1" t="s"><v>-1</v></c>' for column in "ABCDEFGHIJKLMNOPQRSTU")
quick(51, "very_many_cells_refer_to_no_string",
      both(with_part("xl/sharedStrings.xml", strings("<t>a</t>")),
           linked("sharedStrings", "sharedStrings.xml"),
           in_part(PART, lambda text: text.replace("</row>", f"{BROKEN}</row>", 1))),
      at("E107", "XA1"))  # fmt: skip


# ---------------------------------------------------------------- 48: two parts of one name


def twice(name: str) -> Spoil:
    """Put another part behind those of a file, under a name that means one of them."""

    def added(data: bytes) -> bytes:
        file = io.BytesIO(data)
        with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as archive:
            warnings.simplefilter("ignore")  # zipfile knows that it is there
            archive.writestr(name, archive.read(PART))
        return file.getvalue()

    return in_bytes(added)


for name, again in {
    "a_sheet_is_there_twice": PART,
    "twice_in_another_case": PART.upper(),
    "twice_with_backslashes": PART.replace("/", "\\"),
    "twice_from_the_root": f"/{PART}",
    "twice_around_a_corner": f"xl/x/../{PART[3:]}",
    "twice_with_an_escape": PART.replace("sheet2", "%73heet2"),
    "the_list_of_sheets_is_there_twice": "xl/workbook.xml",
    "the_list_of_parts_is_there_twice": "[Content_Types].xml",
}.items():
    quick(48, name, twice(again), NOTHING_FROM_A, of("E102"), lost=["X1"])


# ---------------------------------------------------------------- 49: protected by rights

PROTECTED = {
    "by_rights_management": compound("DRMEncryptedDataSpace\0EncryptedPackage"),
    "by_rights_management_transformed": compound("EncryptedPackage\0DRMEncryptedTransform"),
    "an_old_xls_by_rights": compound("Workbook\0\x09DRMContent"),
    "by_a_sensitivity_label": compound("EncryptedPackage\0LabelInfo"),
    "in_a_container_for_any_file": b".pfile\x02\x00" + bytes(64),
    "by_a_password_under_a_label": compound("StrongEncryptionDataSpace\0LabelInfo"),
}
for name, content in PROTECTED.items():
    quick(49, f"protected_{name}", saved(A, content), NOTHING_FROM_A, of("E102"), lost=["X1"])
