"""Shortcuts past the XML parser that odd XML could fool."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sheets.asking import FURIGANA, ONE, first_sheet, kind_of, only_cell, texts
from shinchoku.sheets import CellKind, CellValue, Sheet, SheetsError, read_workbook
from shinchoku.sheets.shortcuts import WithoutPlainCells
from spoiling import parts as raw

TEXT_CELL = '<c r="A1" s="0" t="inlineStr"><is><t>字</t></is></c>'


def filler(row: str, length: int = 1 << 16) -> str:
    """Return a row behind so many spaces that the next bytes are of another chunk."""
    return " " * (length - len(raw.worksheet("").partition("</sheetData>")[0])) + row


@pytest.mark.parametrize("shift", range(-12, 4))
def test_cdata_that_begins_in_the_chunk_before_is_left_alone(shift: int) -> None:
    inside = '<c r="B1"/><c r="C1"/><f>1</f><row r="2"/><row r="3"/>' + TEXT_CELL
    start = '<row r="1"><c r="A1" t="inlineStr"><is><t>'
    before = filler("", (1 << 16) - len(start) + shift)
    sheet = first_sheet(before + f"{start}<![CDATA[{inside}]]></t></is></c></row>")
    assert texts(sheet) == {"A1": inside}


@pytest.mark.parametrize(
    "quiet",
    [
        f"<!-- <row r='9'>{TEXT_CELL}</row> <f> -->",
        f"<?hidden <f> {TEXT_CELL} ?>",
        "<!-- </sheetData> -->",
        "<?x <sheetData> ?>",
    ],
)
@pytest.mark.parametrize("place", ["before", "rows", "behind"])
def test_comments_and_instructions_hold_no_cells(quiet: str, place: str) -> None:
    row = '<row r="1"><c r="A1"/><c r="B1"><f>1+1</f><v>2</v></c></row>'
    sheet = {"rows": row, "before": "", "behind": ""}
    sheet[place] = quiet + sheet[place]
    cells = read_workbook(raw.workbook(sheet=raw.worksheet(**sheet))).sheets[0].cells
    assert cells == {(1, 2): CellValue("2", CellKind.NUMBER, formula=True, raw=2.0)}


@pytest.mark.parametrize("attribute", ['x="a/>"', 'x="/>>"', "x='\"/>'", 'x=">"'])
def test_a_bracket_in_an_attribute_ends_no_tag(attribute: str) -> None:
    rows = (
        f'<row r="1" {attribute}><c r="A1" {attribute}/><c r="B1" {attribute}><v>1</v></c></row>'
        f'<row r="2" {attribute}></row><row r="3" {attribute}>{TEXT_CELL.replace("A1", "A3")}</row>'
    )
    assert texts(first_sheet(rows)) == {"B1": "1", "A3": "字"}


def test_a_blank_cell_before_one_without_a_name_counts() -> None:
    rows = '<row r="1"><c r="D1"/><c><v>1</v></c></row><row r="3"/><row><c><v>2</v></c></row>'
    assert texts(first_sheet(rows)) == {"E1": "1", "A4": "2"}


def test_a_blank_cell_before_one_of_another_namespace_counts() -> None:
    row = '<row r="1"><c r="D1"/><c r="Z1" xmlns="urn:new"/><c><v>1</v></c></row>'
    assert texts(first_sheet(row)) == {"E1": "1"}


@pytest.mark.parametrize("namespace", [raw.MAIN, raw.STRICT_MAIN])
def test_a_prefix_reads_as_none_does(namespace: str) -> None:
    rows = f'<row r="1">{TEXT_CELL}<c r="B1"/><c r="C1"><f>1</f><v>2</v></c></row>'
    prefixed = (
        raw.worksheet(rows).replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    )
    prefixed = prefixed.replace(f'xmlns="{raw.MAIN}"', f'xmlns:x="{namespace}" xmlns="urn:new"')
    strange = prefixed.replace(
        "<x:sheetData>", f"<sheetData><row r='1'>{TEXT_CELL}</row></sheetData><x:sheetData>"
    )
    for sheet in (prefixed, strange):
        (read,) = read_workbook(raw.workbook(sheet=sheet)).sheets
        assert read == first_sheet(rows)


@pytest.mark.parametrize("layout", ["", "\n  "])
@pytest.mark.parametrize(
    "text", [" ", "\n", "&#32;", "&#x3000;", "\u3000", "&amp;", " a ", "a&lt;"]
)
def test_a_text_is_the_same_whatever_its_layout(text: str, layout: str) -> None:
    shown = text.replace("&#32;", " ").replace("&#x3000;", "\u3000")
    shown = shown.replace("&amp;", "&").replace("&lt;", "<")
    string = f'{layout}<t xml:space="preserve">{text}</t>{layout}'
    rows = (
        f'<row r="1">{layout}<c r="A1" t="inlineStr">{layout}<is>{string}</is>{layout}</c>'
        f'<c r="B1" t="s">{layout}<v>0</v>{layout}</c><c r="C1" t="str"><v>{text}</v></c>'
        f'<c r="D1" t="inlineStr">{layout}</c></row>'
    )
    seen = first_sheet(rows, strings=raw.strings(string)).cells
    assert {position: cell.raw for position, cell in seen.items()} == {
        (1, 1): shown,
        (1, 2): shown,
        (1, 3): shown,
    }


TRICKS = {
    "plain": ("", "字", ""),
    "entity": ("", "a&lt;b", ""),
    "bracket": ("", "a>b", ""),
    "end of CDATA": ("", "a]]>b", ""),
    "control character": ("", "a\x01b", ""),
    "no character": ("", "a\uffffb", ""),
    "line ends": ("", "a\r\nb\rc\nd", ""),
    "escape": ("", "a_x000D_b", ""),
    "Latin": ("<?xml version='1.0' encoding='ISO-8859-1'?>", "é", ""),
    "declared in quotes": ('<?xml version="1.0" encoding="iso-8859-1"?>', "é", ""),
    "another namespace": ("", "字", ' xmlns="urn:new"'),
    "a namespace of its own": ("", "字", ' xmlns="http://schemas.openxmlformats.org/x"'),
    "another name": ("", "字", ' xmlns:a="urn:new"'),
    "not UTF-8": ("", "\udc80", ""),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_cell_reads_as_expat_alone_reads_it(trick: str, monkeypatch: pytest.MonkeyPatch) -> None:
    declaration, text, attribute = TRICKS[trick]
    cells = TEXT_CELL.replace("字", text) + TEXT_CELL.replace("A1", "B1")
    sheet = declaration + raw.worksheet(f'<row r="1">{cells}</row><row r="2" hidden="1"/>')
    for tag in ("<sheetData", "<row", "<c"):
        changed = sheet.replace(tag, f"{tag}{attribute}").encode("utf-8", "surrogateescape")
        outer = changed.replace(b"<sheetData", b'<v xmlns="urn:new"><sheetData', 1)
        for part in (changed, outer.replace(b"</sheetData>", b"</sheetData></v>")):
            file = raw.workbook(sheet=part)
            shortcut = cells_or_kind(file)
            with monkeypatch.context() as patched:
                patched.setattr(WithoutPlainCells, "__call__", lambda _, chunk: chunk)
                assert shortcut == cells_or_kind(file)


def referring(string: int = 0, *, look: int = 0, row: str = "") -> str:
    """Return a row with one cell that refers to a string; `row` are attributes of it."""
    return f'<row r="1"{row}><c r="A1" s="{look}" t="s"><v>{string}</v></c></row>'


LOOKS = raw.styles(
    "&quot;第&quot;@",
    fonts='<font/><font><strike/></font><font><vertAlign val="subscript"/></font>',
    xfs='<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/>',
)
ALONE = {"A1": "字"}
TAKEN: Mapping[str, tuple[str, str, Mapping[str, str] | str]] = {  # rows, what stands behind; texts
    "hidden": (referring(row=' hidden="1"'), "", ALONE),
    "low": (referring(row=' ht="0.25"'), "", ALONE),
    "without height": (referring(row=' ht="0"'), "", ALONE),
    "high": (referring(row=' spans="1:2" ht="12.75"'), "", ALONE),
    "a row without a name behind": (
        f'{referring()}<row><c t="s"><v>0</v></c></row>',
        "",
        {"A1": "字", "A2": "字"},
    ),
    "twice": (referring() + referring(), "", "malformed"),
    "twice, once inline": (f"{referring()}<row>{TEXT_CELL}</row>", "", "malformed"),
    "blank": (referring(1), "", {}),
    "no string": (referring(7), "", {"A1": ""}),
    "in another text": (referring(look=1), "", {"A1": "第字"}),
    "struck": (referring(look=2), "", ALONE),
    "lowered": (referring(look=3), "", ALONE),
    "merged": (
        referring(),
        '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="C1"/></mergeCells>',
        ALONE,
    ),
    "merged beyond": (
        referring(),
        '<mergeCells><mergeCell ref="A1:ZZZZ1"/></mergeCells>',
        "malformed",
    ),
    "under conditions": (
        referring(),
        "<conditionalFormatting><cfRule/></conditionalFormatting>"
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells><conditionalFormatting/>',
        ALONE,
    ),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_is_taken_reads_as_expat_alone_reads_it(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, behind, expected = TAKEN[case]
    sheet = raw.worksheet(rows, behind=behind)
    file = raw.workbook(sheet=sheet, strings=raw.strings("<t>字</t>", "<t/>"), styles=LOOKS)
    taken = sheet_or_kind(file)
    monkeypatch.setattr(WithoutPlainCells, "__call__", lambda _, chunk: chunk)
    assert taken == sheet_or_kind(file)
    assert expected == (taken if isinstance(taken, str) else texts(taken))


def sheet_or_kind(file: bytes) -> Sheet | str:
    try:
        return read_workbook(file).sheets[0]
    except SheetsError as error:
        return error.kind


def cells_or_kind(file: bytes) -> Mapping[tuple[int, int], CellValue] | str:
    sheet = sheet_or_kind(file)
    return sheet if isinstance(sheet, str) else sheet.cells


def test_furigana_and_runs_beside_plain_texts_stay_apart() -> None:
    plain_and_furigana = f'<c r="A1" t="inlineStr"><is><t>進捗</t>{FURIGANA}</is></c>'
    runs = '<c r="B1" t="inlineStr"><is><r><t>進</t></r><r><t>捗</t></r></is></c>'
    numbered = '<c r="C1" t="n"><is><t>5校</t></is></c>'
    row = f'<row r="1">{plain_and_furigana}{runs}{TEXT_CELL.replace("A1", "D1")}{numbered}</row>'
    seen = texts(first_sheet(row))
    assert seen == {"A1": "進捗", "B1": "進捗", "C1": "5校", "D1": "字"}
    assert list(seen) == ["A1", "B1", "C1", "D1"]  # whatever their order in the file


@pytest.mark.parametrize(
    "second", ["<is><t>b</t></is>", "<is><t>b&amp;</t></is>"], ids=["plain", "not"]
)
def test_a_cell_that_is_there_twice_is_refused(second: str) -> None:
    twice = ONE.replace("</row>", f'<c r="A1" t="inlineStr">{second}</c></row>')
    assert kind_of(raw.workbook(twice)) == "malformed"


def test_styles_in_a_comment_are_none_and_those_behind_the_looks_count() -> None:
    look = raw.styles("0.0%")
    looks = '<fills><fill x="a>b"/></fills><borders count="0"/><dxfs><dxf/></dxfs>'
    row = '<row r="1"><c r="A1" s="1"><v>1</v></c></row>'
    for behind in ("<cellStyleXfs", "<cellXfs"):
        assert only_cell(row, styles=look.replace(behind, looks + behind)).text == "100.0%"
    fooled = look.replace("<cellXfs", "<!-- <fills> --><cellXfs") + "<!-- </fills> -->"
    assert only_cell(row, styles=fooled).text == "100.0%"
