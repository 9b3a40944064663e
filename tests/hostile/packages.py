"""What no spreadsheet program writes, or not so much of: done to the XML and to the zip."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hostile.kinds import BELOW, FORM, PART, Parts, in_parts, prose
from spoiling.parts import MAIN, RELATIONSHIPS, relationship

_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_SHEET_LINKS = "xl/worksheets/_rels/sheet2.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_NO_LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_ANSWER = re.compile(r'<c r="([HIJK](?:[7-9]|1\d))"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{}</xdr:wsDr>'
)
_BOX = (
    "<xdr:twoCellAnchor><xdr:from><xdr:col>9</xdr:col><xdr:row>{}</xdr:row></xdr:from>"
    "<a:p><a:t>{}</a:t></a:p></xdr:twoCellAnchor>"
)


def repeated(text: str, count: int) -> str:
    """Return a text so many times; # is the number."""
    return "".join(text.replace("#", str(number)) for number in range(count))


def before(parts: Parts, part: str, tag: str, xml: str) -> None:
    """Put something before a tag."""
    assert parts[part].count(tag) == 1, tag
    parts[part] = parts[part].replace(tag, xml + tag)


def instead(parts: Parts, cell: str, columns: str = "HK") -> None:
    """Put other cells in the place of those to be answered, 13 a column; # is a cell's name."""
    parts[PART] = _ANSWER.sub(
        lambda found: cell.replace("#", found[1]) if found[1][0] in columns else found[0],
        parts[PART],
    )


def below(parts: Parts, rows: str) -> None:
    """Put rows under the table."""
    before(parts, PART, "</sheetData>", rows)


def linked(parts: Parts, kind: str, target: str) -> None:
    """Let the sheet lead to a part."""
    before(
        parts,
        _SHEET_LINKS if _SHEET_LINKS in parts else _LINKS,
        "</Relationships>",
        relationship("rId99", kind, target),
    )


def with_strings(parts: Parts, strings: str) -> None:
    """Give the workbook shared strings: it has inline ones alone."""
    parts[_STRINGS] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    link = relationship("rId98", "sharedStrings", "sharedStrings.xml")
    before(parts, _LINKS, "</Relationships>", link)


def drawn(parts: Parts, boxes: str) -> None:
    """Draw on the sheet."""
    parts["xl/drawings/drawing1.xml"] = _DRAWING.format(boxes)
    link = relationship("rId1", "drawing", "../drawings/drawing1.xml")
    parts[_SHEET_LINKS] = _NO_LINKS.replace("/>", f">{link}</Relationships>")


def merged(parts: Parts, merges: str) -> None:
    """Merge cells of the sheet."""
    at = parts[PART].index("<dataValidations")
    merges = f"<mergeCells>{merges}</mergeCells>"
    parts[PART] = f"{parts[PART][:at]}{merges}{parts[PART][at:]}"


def commented(parts: Parts, texts: Iterable[str]) -> None:
    """Comment on cells, eighteen in a row."""
    comments = "".join(
        f'<comment ref="{"IJKLMNOPQRSTUVWXYZ"[number % 18]}{7 + number // 18}" authorId="0">'
        f"<text><r><t>{text}</t></r></text></comment>"
        for number, text in enumerate(texts)
    )
    author = "<authors><author>係</author></authors>"
    parts["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}">{author}<commentList>{comments}</commentList></comments>'
    )
    link = relationship("rId1", "comments", "/xl/comments1.xml")
    parts[_SHEET_LINKS] = _NO_LINKS.replace("/>", f">{link}</Relationships>")


# ---------------------------------------------------------------- texts and strings


@in_parts(*["E312"] * 52)
def texts_of_a_million_characters(parts: Parts, count: int) -> None:
    text = prose(count * 75 // 2)
    instead(parts, f'<c r="#" t="inlineStr"><is><t>{text}</t></is></c>', "HIJK")


@in_parts(*["E302"] * 13, *["E303"] * 13, *["E317"] * 26, "N505")
def one_string_in_all_cells(parts: Parts, count: int) -> None:
    with_strings(parts, f"<si><t>{prose(count * 16)}</t></si>")
    instead(parts, '<c r="#" t="s"><v>0</v></c>', "HIJK")
    below(parts, repeated(f'<row r="{BELOW}#"><c r="O{BELOW}#" t="s"><v>0</v></c></row>', count))


@in_parts()
def strings_that_nobody_uses(parts: Parts, count: int) -> None:
    with_strings(parts, repeated("<si><t>文#</t></si>", count * 50))


@in_parts()
def runs_with_furigana(parts: Parts, count: int) -> None:
    run = '<r><t>災</t></r><rPh sb="0" eb="1"><t>サイ</t></rPh>'
    with_strings(parts, f"<si>{repeated(run, count // 20)}</si>")
    instead(parts, '<c r="#" t="s"><v>0</v></c>')


@in_parts(*["E317"] * 26)
def escapes(parts: Parts, count: int) -> None:
    text = "_x3042_" * (count * 8)
    instead(parts, f'<c r="#" t="inlineStr"><is><t>{text}</t></is></c>')


@in_parts("E107")
def cells_of_strings_that_are_not(parts: Parts, count: int) -> None:
    with_strings(parts, "<si><t>文</t></si>")
    below(parts, repeated(f'<row r="{BELOW}#"><c r="O{BELOW}#" t="s"><v>-1</v></c></row>', count))


# ---------------------------------------------------------------- rows and cells


@in_parts("E201")
def a_very_long_id(parts: Parts, count: int) -> None:
    with_strings(parts, f"<si><t>P{'9' * 31_999}</t></si><si><t>済</t></si>")
    row = f'<c r="A{BELOW}#" t="s"><v>0</v></c><c r="H{BELOW}#" t="s"><v>1</v></c>'
    below(parts, repeated(f'<row r="{BELOW}#">{row}</row>', count))


@in_parts("E201")
def rows_out_of_order(parts: Parts, count: int) -> None:
    below(
        parts,
        "".join(
            f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>P99-1</t></is></c></row>'
            for number in range(BELOW + count, BELOW, -1)
        ),
    )


@in_parts("E206")
def one_cell_many_times(parts: Parts, count: int) -> None:
    cell = f'<c r="A{BELOW}" t="inlineStr"><is><t>P99-#</t></is></c>'
    below(parts, f'<row r="{BELOW}">{repeated(cell, count)}</row>')


@in_parts("E201", "N505")
def a_row_of_all_columns(parts: Parts, count: int) -> None:
    cell = '<c t="inlineStr"><is><t>#</t></is></c>'
    below(parts, f'<row r="{BELOW}">{repeated(cell, count * 8)}</row>')


@in_parts("N505")
def shared_formulas(parts: Parts, count: int) -> None:
    cell = f'<c r="O{BELOW}#"><f t="shared" si="0"/><v>1</v></c>'
    below(parts, repeated(f'<row r="{BELOW}#">{cell}</row>', count))


@in_parts(*["N506"] * 26)
def formulas_of_long_texts(parts: Parts, count: int) -> None:
    formula = "&amp;".join(['"長い"'] * (count // 5 * 4))
    instead(parts, f'<c r="#" t="str"><f>{formula}</f><v>長い</v></c>')


@in_parts()
def column_definitions(parts: Parts, count: int) -> None:
    before(parts, PART, "</cols>", repeated('<col min="100" max="101" width="9.#"/>', count * 8))


# ---------------------------------------------------------------- what stands beside the cells


@in_parts()
def data_validations(parts: Parts, count: int) -> None:
    one = '<dataValidation sqref="N#" type="list"><formula1>"○,×"</formula1></dataValidation>'
    before(parts, PART, "</dataValidations>", repeated(one, count * 10))


@in_parts()
def conditional_formats(parts: Parts, count: int) -> None:
    rule = '<cfRule type="expression" dxfId="0" priority="#"><formula>$H#=1</formula></cfRule>'
    one = f'<conditionalFormatting sqref="N#">{rule}</conditionalFormatting>'
    at = parts[PART].index("<dataValidations")
    parts[PART] = parts[PART][:at] + repeated(one, count * 10) + parts[PART][at:]


@in_parts()
def hyperlinks(parts: Parts, count: int) -> None:
    links = repeated('<hyperlink ref="N#" r:id="rId#" display="表示#"/>', count * 10)
    links = f'<hyperlinks xmlns:r="{RELATIONSHIPS}">{links}</hyperlinks>'
    at = parts[PART].index("<printOptions")
    parts[PART] = parts[PART][:at] + links + parts[PART][at:]
    one = relationship("rId#", "hyperlink", "https://example.jp/#", ' TargetMode="External"')
    parts[_SHEET_LINKS] = _NO_LINKS.replace("/>", f">{repeated(one, count * 10)}</Relationships>")


@in_parts("E208")
def overlapping_merges(parts: Parts, count: int) -> None:
    merged(parts, "".join(f'<mergeCell ref="E7:L{8 + number}"/>' for number in range(count)))


@in_parts()
def merges_beside(parts: Parts, count: int) -> None:
    merged(parts, "".join(f'<mergeCell ref="O{n}:P{n}"/>' for n in range(1, 1 + count * 10)))


@in_parts("N517")
def text_boxes(parts: Parts, count: int) -> None:
    drawn(parts, "".join(_BOX.format(number, f"メモ{number}") for number in range(count)))


@in_parts("N517")
def long_text_boxes(parts: Parts, count: int) -> None:
    drawn(parts, "".join(_BOX.format(n, f"{n}" + prose(15_000)) for n in range(count // 10)))


@in_parts("N508")
def pictures(parts: Parts, count: int) -> None:
    drawn(parts, "".join(_BOX.format(number, "") for number in range(count * 5)))


@in_parts("N507")
def comments(parts: Parts, count: int) -> None:
    commented(parts, (f"確認{number}" for number in range(count * 10)))


@in_parts("N507")
def long_comments(parts: Parts, count: int) -> None:
    commented(parts, (f"{number}{prose(30_000)}" for number in range(count // 20)))


@in_parts("N507")
def replies(parts: Parts, count: int) -> None:
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    reply = '<threadedComment ref="H7"><text>返信#</text></threadedComment>'
    said = repeated(reply, count * 5)
    parts["xl/threads.xml"] = f'<ThreadedComments xmlns="{threads}">{said}</ThreadedComments>'
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = relationship("rId1", kind, "/xl/threads.xml")
    parts[_SHEET_LINKS] = _NO_LINKS.replace("/>", f">{link}</Relationships>")


# ---------------------------------------------------------------- the workbook


@in_parts()
def defined_names(parts: Parts, count: int) -> None:
    one = '<definedName name="名#">取組!$A$#</definedName>'
    before(parts, _BOOK, "</definedNames>", repeated(one, count * 10))


@in_parts()
def cell_formats(parts: Parts, count: int) -> None:
    before(parts, _STYLES, "</cellXfs>", repeated('<xf numFmtId="0" fontId="#"/>', count * 10))


@in_parts()
def fonts(parts: Parts, count: int) -> None:
    one = '<font><strike/><sz val="#"/></font>'
    before(parts, _STYLES, "</fonts>", repeated(one, count * 10))


@in_parts()
def properties(parts: Parts, count: int) -> None:
    one = (
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9#" name="x#">'
        '<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        'docPropsVTypes">#</vt:lpwstr></property>'
    )
    before(parts, "docProps/custom.xml", "</Properties>", repeated(one, count * 5))


@in_parts("W414")
def sheets_that_are_lost(parts: Parts, count: int) -> None:
    one = '<sheet name="無#" sheetId="9#" r:id="rIdX#"/>'
    before(parts, _BOOK, "</sheets>", repeated(one, count * 9 // 10))


@in_parts()
def links_to_nothing(parts: Parts, count: int) -> None:
    one = relationship("rIdX#", "worksheet", "worksheets/x#.xml")
    before(parts, _LINKS, "</Relationships>", repeated(one, count * 10))


@in_parts("E201")
def a_long_sheet_name(parts: Parts, count: int) -> None:
    name = "長い名前" * (count * 4)
    parts[_BOOK] = parts[_BOOK].replace(f'name="{FORM}"', f'name="{name}"')
    below(parts, f'<row r="{BELOW}"><c r="A{BELOW}"><v>1</v></c></row>')


@in_parts()
def entries_in_the_zip(parts: Parts, count: int) -> None:
    parts |= {f"xl/media/{number}.txt": "" for number in range(count * 9 // 10)}


@in_parts()
def entries_with_long_names(parts: Parts, count: int) -> None:
    parts |= {f"xl/{'長い' * 1_000}{number}": "" for number in range(count // 20)}
