"""What a file is: other formats, other programs, damage and malice, what leads elsewhere."""

from __future__ import annotations

import re

from openpyxl.workbook import Workbook

from cases.case import NOTHING_FROM_A, at, of, quick
from spoiling.archives import compound, lying, unzipped, with_a_wrong_checksum, zipped
from spoiling.folders import (
    PART,
    A,
    B,
    Spoil,
    both,
    in_book,
    in_bytes,
    in_part,
    linked,
    moved,
    rewritten,
    saved,
    typed,
    with_part,
)
from spoiling.parts import relationships, strict
from workbooks import properties_of

# ---------------------------------------------------------------- 25: other formats

DOCX = zipped({"word/document.xml": "<document/>"})
UNREAD = {
    "protected_by_a_password": compound("EncryptedPackage"),
    "an_old_xls": compound("Workbook"),
    "a_word_document_of_old": compound("WordDocument"),
    "a_csv_in_utf8": "番号,実績\nS1-01,年1回\n".encode(),
    "a_csv_in_cp932": "番号,実績\nS1-01,年1回\n".encode("cp932"),
    "a_pdf_renamed": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a_web_page_renamed": "<html><table><tr><td>実績</td></tr></table></html>".encode(),
    "a_picture_renamed": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "an_empty_file": b"",
    "a_mail_with_it": "From: 総務課\r\nSubject: 提出, 遅くなりました\r\n".encode(),
    "a_link_to_google": b'{"url":"https://docs.google.com/x","doc_id":"1"}',
    "an_ods_renamed": zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
    "a_docx_renamed": DOCX,
    "a_zip_around_it": zipped({"総務課/X1_総務課.xlsx": DOCX}),
}
for name, content in UNREAD.items():
    quick(25, name, saved(A, content), NOTHING_FROM_A, of("E102"), lost=["X1"])

XLSM = "submitted/X1_総務課.xlsm"


MACROS = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
quick(25, "a_workbook_with_macros", both(linked(MACROS, "vbaProject.bin"), moved(XLSM)),
      of("N509", XLSM))  # fmt: skip


# ---------------------------------------------------------------- 26, 27, 1: other programs


def without_properties_and_names(book: Workbook) -> None:
    properties = properties_of(book)
    for name in properties.names:
        del properties[name]
    del book.defined_names["shinchoku_identity"]


def without_theme(name: str, text: str) -> str | None:
    return None if name.startswith(("xl/theme", "docProps/app")) else text


def without_looks(name: str, text: str) -> str:
    if not name.startswith("xl/worksheets"):
        return text
    text = re.sub(r"<(dataValidations|sheetProtection|conditionalFormatting).*?</\1>", "", text)
    return re.sub(r' s="\d+"', "", re.sub(r"<sheetProtection[^>]*/>", "", text))


quick(26, "saved_as_strict_open_xml", rewritten(lambda _, text: strict(text)))
quick(27, "the_very_hidden_sheet_became_hidden",
      rewritten(lambda _, text: text.replace('state="veryHidden"', 'state="hidden"')))  # fmt: skip
quick(27, "the_hidden_sheet_was_deleted", in_book(lambda book: book.remove(book["_shinchoku"])))
quick(27, "properties_and_names_were_lost", in_book(without_properties_and_names))
quick(27, "theme_styles_and_shared_strings_moved", rewritten(without_theme))
quick(1, "validations_locks_and_formats_were_lost", rewritten(without_looks))
quick(1, "pasted_over_the_drop_downs",
      both(typed(A, ("S1-01", "achieved", "よくできた")), typed(B, ("S1-03", "why", "予算不足"))),
      at("E302", "J7"), at("E303", "I7", B),
      values={("S1-01", "achieved"): "よくできた", ("S1-03", "why"): None})  # fmt: skip


# ---------------------------------------------------------------- 28: damage and malice


def with_doctype(entity: str) -> Spoil:
    return in_part(
        "xl/workbook.xml",
        lambda text: f"<!DOCTYPE workbook [{entity}]>" + re.sub(r"^<\?xml[^>]*\?>", "", text),
    )


def bomb(size: int) -> Spoil:
    return in_bytes(lambda data: zipped({**unzipped(data), PART: b"<a>" + b" " * size}))


MALICE = {
    "cut_off": in_bytes(lambda data: data[: len(data) // 2]),
    "a_wrong_checksum": in_bytes(lambda data: with_a_wrong_checksum(data, PART)),
    "a_doctype": with_doctype('<!ENTITY a "b">'),
    "an_external_entity": with_doctype('<!ENTITY a SYSTEM "file:///etc/passwd">'),
    "a_bomb": bomb(60_000_000),
    "a_lying_header": both(bomb(40_000_000), in_bytes(lambda data: lying(data, PART, 1000))),
    "too_many_entries": in_bytes(
        lambda data: zipped({**unzipped(data), **{f"x/{n}": b"" for n in range(2_100)}})
    ),
    "no_xml": with_part("xl/workbook.xml", b"\x00\x01"),
    "deep_xml": with_part(PART, b"<a>" * 5_000),
}
for name, spoil in MALICE.items():
    quick(28, name, spoil, NOTHING_FROM_A, of("E102"), lost=["X1"])


# ---------------------------------------------------------------- 29: what leads elsewhere


quick(29, "an_external_link", linked("externalLink", "externalLinks/externalLink1.xml"), of("N510"))
quick(29, "a_data_connection", linked("connections", "connections.xml"), of("N510"))


def on_the_sheet(kind: str) -> Spoil:
    link = relationships(("rId97", kind, "../x/1.xml"))
    return with_part("xl/worksheets/_rels/sheet2.xml.rels", link)


quick(24, "a_text_box", on_the_sheet("drawing"), at("N508", ""))
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def drawn(shapes: str) -> Spoil:
    part = with_part("xl/x/1.xml", f'<d:wsDr xmlns:d="{DRAWING}">{shapes}</d:wsDr>')
    return both(on_the_sheet("drawing"), part)


quick(24, "a_drawn_line", drawn("<d:oneCellAnchor><d:cxnSp/></d:oneCellAnchor>"), at("N508", ""))
quick(24, "a_drawing_without_shapes", drawn(""))
quick(29, "an_embedded_object", on_the_sheet("oleObject"), at("N508", ""))


# ---------------------------------------------------------------- 50: text boxes with text

A_TEXT = "http://schemas.openxmlformats.org/drawingml/2006/main"
CORNER = "<d:from><d:col>6</d:col><d:colOff>9</d:colOff><d:row>7</d:row></d:from>"  # G8


def box(text: str) -> str:
    runs = f'<t:p xmlns:t="{A_TEXT}"><t:r><t:t>{text}</t:t></t:r></t:p>'
    return f"<d:sp><d:txBody>{runs}</d:txBody></d:sp>"


def anchored(shapes: str, anchor: str = "twoCellAnchor", corner: str = CORNER) -> str:
    return f"<d:{anchor}>{corner}{shapes}</d:{anchor}>"


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ALTERNATIVES = (
    f'<m:AlternateContent xmlns:m="{MC}"><m:Choice>{box("確認中")}</m:Choice>'
    f"<m:Fallback>{box('確認中')}</m:Fallback></m:AlternateContent>"
)
for name, shapes in {
    "on_two_cells": anchored(box("確認中")),
    "on_one_cell": anchored(box("確認中"), "oneCellAnchor"),
    "in_a_group": anchored(f"<d:grpSp><d:grpSp>{box('確認中')}</d:grpSp></d:grpSp>"),
    "with_an_alternative": anchored(ALTERNATIVES),
}.items():
    quick(50, f"a_text_box_{name}", drawn(shapes), at("N517", "G8"))
quick(51, "very_many_text_boxes", drawn(anchored(box("確認中")) * 30), at("N517", "G8"))
quick(50, "a_text_box_on_no_cell", drawn(anchored(box("確認中"), "absoluteAnchor", "")),
      at("N517", ""))  # fmt: skip
quick(50, "a_text_box_and_a_line", drawn(anchored(box("確認中")) + anchored("<d:cxnSp/>")),
      at("N517", "G8"), at("N508", ""))  # fmt: skip
quick(50, "a_text_box_without_text", drawn(anchored(box(" "))), at("N508", ""))
quick(50, "a_drawing_that_is_no_xml", drawn("<d:twoCellAnchor>"), at("N508", ""))
quick(50, "two_text_boxes", drawn(anchored(box("一")) + anchored(box("二"))), at("N517", "G8"))

SHAPE = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<v:shape type="#_x0000_t202"><v:textbox><div>確認<br>中</div></v:textbox><x:ClientData '
    'ObjectType="{kind}"><x:Anchor>6,9,7,1,8,1,9,1</x:Anchor></x:ClientData></v:shape></xml>'
)
for kind, found in {"Rect": [at("N517", "G8")], "Note": []}.items():
    quick(50, f"an_old_text_box_of_kind_{kind}", both(
        on_the_sheet("vmlDrawing"), with_part("xl/x/1.xml", SHAPE.format(kind=kind))
    ), *found)  # fmt: skip
for kind in ("chart", "diagramData"):
    runs = f'<t:p xmlns:t="{A_TEXT}"><t:r><t:t>図の文字</t:t></t:r></t:p>'
    quick(50, f"a_text_in_a_{kind}", both(
        drawn(anchored("<d:graphicFrame/>")),
        with_part("xl/x/_rels/1.xml.rels", relationships(("rId1", kind, "2.xml"))),
        with_part("xl/x/2.xml", f"<part>{runs}</part>"),
    ), at("N517", ""))  # fmt: skip
