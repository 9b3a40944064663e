"""Texts: furigana, escapes, line ends, and what is struck out."""

from __future__ import annotations

import pytest

from sheets.asking import FURIGANA, STRUCK, first_sheet, only_cell
from shinchoku.sheets import Limits, Run, read_workbook
from spoiling import parts as raw


@pytest.mark.parametrize(
    ("string", "text"),
    [
        (f"<t>進捗</t>{FURIGANA}", "進捗"),
        (f"<r><t>進</t></r><r><rPr><b/></rPr><t>捗</t></r>{FURIGANA}", "進捗"),
        ('<t>課</t><rPh sb="0" eb="1"><r><t>カ</t></r></rPh>', "課"),
        (
            '<t>課</t><rPh sb="0" eb="1"><t>&lt;/t></t></rPh><rPh sb="0" eb="1"><t>カ</t></rPh>',
            "課",
        ),
        ('<t>課</t><rPh sb="0" eb="1"><r><rPr><b/></rPr><t>カ</t></r><r><t>ア</t></r></rPh>', "課"),
        ('<r><t>課</t></r><rPh sb="0" eb="1"><r><t>カ</t></r></rPh><r><t>長</t></r>', "課長"),
        ('<r><rPh sb="0" eb="1"><r><t>カ</t></r></rPh><t>課</t></r>', "課"),
        ('<rPh sb="0" eb="1"><si><r><t>カ</t></r></si></rPh><t>課</t>', "課"),
        ('<t>課</t><rPh sb="0" eb="1"><x xmlns="urn:x"/><is><t>カ</t></is></rPh>', "課"),
        ("<t>一行_x000D_\n二行</t>", "一行\n二行"),
        ("<r><t>一行_x000D_</t></r><r><t>\n二行</t></r>", "一行\n二行"),
        ("<t>一行&#13;&#10;二行&#13;三行\r\n四行</t>", "一行\n二行\n三行\n四行"),
        ("<t>_x005F_x000D_ _x0041_ _xZZZZ_ _x41_</t>", "_x000D_ A _xZZZZ_ _x41_"),
        ("<t>_xD842__xDFB7_ _xD842_</t>", "𠮷 \ufffd"),
        ('<t xml:space="preserve"> 空白\t </t>', " 空白\t "),
        ("<t><![CDATA[<c r='A1'/> & <b>]]></t>", "<c r='A1'/> & <b>"),
        ('<t><![CDATA[<c r="A1"/><c r="B1"/>]]></t>', '<c r="A1"/><c r="B1"/>'),
    ],
)
def test_strings(string: str, text: str) -> None:
    shared = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert only_cell(shared, strings=raw.strings(string)).text == text
    inline = f'<row r="1"><c r="A1" t="inlineStr"><is>{string}</is></c></row>'
    assert only_cell(inline).text == text


def test_furigana_does_not_come_to_the_parser() -> None:
    rows = raw.each_row('<row r="#"><c r="A#" t="s"><v>#</v></c></row>', range(1, 100))
    file = raw.workbook(rows, strings=raw.strings(*[f"<t>課</t>{FURIGANA}"] * 100))
    assert len(read_workbook(file, limits=Limits(max_tags=60)).sheets[0].cells) == 99


@pytest.mark.parametrize(
    ("string", "struck", "struck_in_struck_cell"),
    [
        ("<t>5校</t>", (), ("5校",)),
        (f"<r><t>5</t></r><r>{STRUCK}<t>4</t></r>", ("4",), ("54",)),
        (f"<r>{STRUCK}<t>4</t></r><r>{STRUCK}<t>校</t></r>", ("4校",), ("4校",)),
        (f"<r>{STRUCK}<t>4</t></r><r><rPr><b/></rPr><t>5</t></r>", ("4",), ("4",)),
        ('<r><rPr><strike val="0"/></rPr><t>5</t></r>', (), ()),
        (f"<r>{STRUCK}<t>\n </t></r><r><rPr/><t>5</t></r>", (), ()),
    ],
)
def test_struck_stretches(
    string: str, struck: tuple[str, ...], struck_in_struck_cell: tuple[str, ...]
) -> None:
    look = raw.styles(fonts="<font/><font><strike/></font>", xfs='<xf numFmtId="0" fontId="1"/>')
    for style, expected in enumerate([struck, struck_in_struck_cell]):
        row = f'<row r="1"><c r="A1" t="s" s="{style}"><v>0</v></c></row>'
        assert only_cell(row, strings=raw.strings(string), styles=look).struck == expected


def test_fonts_and_formats_of_cells_only_count() -> None:
    look = raw.styles(
        "0.0",
        fonts='<font><strike val="false"/></font><font><strike/></font><font/>',
        xfs='<xf numFmtId="9" fontId="1"/><xf numFmtId="9" fontId="2"/>',
    )
    conditional = '<dxf><font><strike/></font><numFmt numFmtId="200" formatCode="0%"/></dxf>'
    look = look.replace("</styleSheet>", f"<dxfs>{conditional}</dxfs></styleSheet>")
    cells = "".join(f'<c s="{style}"><v>1</v></c>' for style in range(5))
    sheet = first_sheet(f'<row r="1">{cells}</row>', styles=look)
    assert [(cell.text, cell.struck) for cell in sheet.cells.values()] == [
        ("1", ()),
        ("1.0", ()),
        ("100%", ("100%",)),
        ("100%", ()),
        ("1", ()),  # a format that is not there
    ]


UP, DOWN = ('<rPr><vertAlign val="{}"/></rPr>'.format(f"{way}script") for way in ("super", "sub"))


@pytest.mark.parametrize(
    ("string", "runs", "runs_in_raised_cell"),
    [
        ("<t>5</t>", (), (("5", "superscript"),)),
        (f"<r><t>10</t></r><r>{UP}<t>3</t></r>", (("10", ""), ("3", "superscript")),
         (("103", "superscript"),)),
        (f"<r>{UP}<t>−</t></r><r>{UP}<t>3</t></r>", (("−3", "superscript"),),
         (("−3", "superscript"),)),
        (f"<r>{DOWN}<t>2</t></r><r><rPr/><t>n</t></r>", (("2", "subscript"), ("n", "")),
         (("2", "subscript"), ("n", ""))),
        (f"<r>{UP}<t> </t></r><r><rPr/><t>5</t></r>", (), ()),
        ('<r><rPr><vertAlign val="baseline"/></rPr><t>5</t></r>', (), ()),
    ],
)  # fmt: skip
def test_raised_and_lowered_stretches(
    string: str, runs: tuple[Run, ...], runs_in_raised_cell: tuple[Run, ...]
) -> None:
    look = raw.styles(
        fonts='<font/><font><vertAlign val="superscript"/></font>',
        xfs='<xf numFmtId="0" fontId="1"/>',
    )
    for style, expected in enumerate([runs, runs_in_raised_cell]):
        row = f'<row r="1"><c r="A1" t="s" s="{style}"><v>0</v></c></row>'
        assert only_cell(row, strings=raw.strings(string), styles=look).runs == expected
