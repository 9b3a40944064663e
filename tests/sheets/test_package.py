"""Parts and the relationships between them."""

from __future__ import annotations

import pytest

from sheets.asking import FURIGANA, ONE, kind_of, texts
from shinchoku.sheets import read_workbook
from spoiling import parts as raw
from spoiling.archives import zipped


@pytest.mark.parametrize(
    ("target", "stored"),
    [
        ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("../xl/./worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("../../../data/a.xml", "data/a.xml"),
        ("Worksheets/Sheet1.XML", "xl/worksheets/sheet1.xml"),
        ("worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"),
        ("worksheets\\sheet1.xml", "/xl/worksheets/sheet1.xml"),
        ("my%20sheet.xml", "xl/my%20sheet.xml"),
        ("my%20sheet.xml", "xl/my sheet.xml"),
        ("回答.xml", "xl/回答.xml"),
    ],
)
def test_targets_however_written(target: str, stored: str) -> None:
    parts = raw.parts()
    del parts["xl/worksheets/sheet1.xml"]
    parts |= {
        stored: raw.worksheet(ONE),
        "xl/_rels/workbook.xml.rels": raw.relationships(("rId1", "worksheet", target)),
    }
    assert texts(read_workbook(zipped(parts)).sheets[0]) == {"A1": "1"}


def test_a_workbook_that_is_nowhere_near_xl() -> None:
    found = {
        "_rels/.rels": raw.relationships(("a", "officeDocument", "/deep/down/book.xml")),
        "deep/down/book.xml": raw.workbook_xml("一", "二")
        .replace("rId1", "x")
        .replace("rId2", "y"),
        "deep/down/_rels/book.xml.rels": raw.relationships(
            ("y", "worksheet", "../1.xml"), ("x", "worksheet", "/2.xml")
        ),
        "deep/1.xml": raw.worksheet(ONE),
        "2.xml": raw.worksheet(ONE.replace("A1", "C1")),
    }
    book = read_workbook(zipped(found))
    assert [(sheet.name, texts(sheet)) for sheet in book.sheets] == [
        ("一", {"C1": "1"}),
        ("二", {"A1": "1"}),
    ]


def test_strict_open_xml() -> None:
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c></row>'
    parts = raw.parts(row, strings=raw.strings("<t>a</t>"), styles=raw.styles("0%"))
    parts |= {
        "_rels/.rels": raw.relationships(
            ("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "custom-properties", "c.xml")
        ),
        "c.xml": CUSTOM,
    }
    strict = {name: raw.strict(str(content)) for name, content in parts.items()}
    assert "schemas.openxmlformats.org/spreadsheetml" not in "".join(strict.values())
    book = read_workbook(zipped(parts))
    assert texts(book.sheets[0]) == {"A1": "a", "B1": "50%"}
    assert book.properties == {"部署": "教_育", "版": "4", "空": ""}


CUSTOM = (
    f'<Properties xmlns="{raw.OFFICE}/custom-properties" xmlns:vt="{raw.OFFICE}/docPropsVTypes">'
    '<property name="部署"><vt:lpwstr>教_x005F_育</vt:lpwstr></property>'
    '<property name="版"><vt:i4>4</vt:i4></property><property name="空"/></Properties>'
)


def test_links_and_macros_are_told_and_never_followed() -> None:
    parts = raw.parts(ONE)
    parts["xl/_rels/workbook.xml.rels"] = raw.relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "externalLink", "externalLinks/externalLink1.xml"),
        ("rId3", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vba.bin"),
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = raw.relationships(
        ("rId1", "comments", "file:///etc/passwd"), ("rId2", "drawing", "x.xml"), outside=True
    )
    book = read_workbook(zipped(parts))
    assert book.external_links
    assert book.macros
    assert book.sheets[0].has_drawings
    assert book.sheets[0].comments == {}


def test_a_sheet_outside_the_file_is_malformed() -> None:
    links = raw.relationships(("rId1", "worksheet", "worksheets/sheet1.xml"), outside=True)
    assert kind_of(raw.workbook(ONE, links=links)) == "malformed"


def test_a_thread_replaces_the_note_that_repeats_it() -> None:
    microsoft = "http://schemas.microsoft.com/office"
    notes = (
        f'<comments xmlns="{raw.MAIN}"><authors><author>企画課</author></authors><commentList>'
        '<comment ref="A1"><text><t>[スレッド化されたコメント] …</t></text></comment>'
        f'<comment ref="B2"><text><r><t>企画課:</t></r><r><t>\n確認</t></r>{FURIGANA}</text>'
        "</comment></commentList></comments>"
    )
    threads = (
        f'<ThreadedComments xmlns="{microsoft}/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A1"><text>何校？</text></threadedComment>'
        '<threadedComment ref="A1" parentId="x"><text>5校</text></threadedComment>'
        "</ThreadedComments>"
    )
    links = raw.relationships(
        ("a", "comments", "../c.xml"),
        ("b", f"{microsoft}/2017/10/relationships/threadedComment", "../t.xml"),
    )
    more = {"xl/worksheets/_rels/sheet1.xml.rels": links, "xl/c.xml": notes, "xl/t.xml": threads}
    (sheet,) = read_workbook(zipped(raw.parts(ONE) | more)).sheets
    assert sheet.comments == {(1, 1): "何校？\n5校", (2, 2): "企画課:\n確認"}


def test_a_name_left_behind_by_a_deleted_sheet_is_ignored() -> None:
    names = (
        '<definedName name="年度">回答!$A$1</definedName>'
        '<definedName name="n" localSheetId="0">1</definedName>'
        '<definedName name="n" localSheetId="7">#REF!</definedName>'
    )
    file = raw.workbook(book=raw.workbook_xml("回答", names=names))
    assert read_workbook(file).defined_names == {"年度": "回答!$A$1", "回答!n": "1"}
