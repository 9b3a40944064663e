"""Workbooks written as XML by hand, for what no library would write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spoiling.archives import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONSHIPS = f"{OFFICE}/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT = "http://purl.oclc.org/ooxml/officeDocument"
STRICT_RELATIONSHIPS = f"{STRICT}/relationships"
NAMES = {
    "sheet": "xl/worksheets/sheet1.xml",
    "strings": "xl/sharedStrings.xml",
    "styles": "xl/styles.xml",
    "book": "xl/workbook.xml",
    "links": "xl/_rels/workbook.xml.rels",
}


def relationships(*links: tuple[str, str, str], outside: bool = False) -> str:
    """Return a .rels part of (id, type, target)."""
    mode = ' TargetMode="External"' if outside else ""
    lines = "".join(relationship(*link, mode) for link in links)
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def relationship(id_: str, kind: str, target: str, mode: str = "") -> str:
    """Return a line of it; a type without an address is transitional."""
    address = kind if ":" in kind else f"{RELATIONSHIPS}/{kind}"
    return f'<Relationship Id="{id_}" Type="{address}" Target="{target}"{mode}/>'


def strict(text: str) -> str:
    """Return a part as Excel saves it in a Strict file."""
    text = text.replace(MAIN, STRICT_MAIN).replace(RELATIONSHIPS, STRICT_RELATIONSHIPS)
    return re.sub(rf"({STRICT}(?:/relationships)?/custom)-p", r"\1P", text.replace(OFFICE, STRICT))


def workbook_xml(*sheets: str, properties: str = "", names: str = "") -> str:
    """Return a workbook part whose sheets, by name, have the relationships rId1, rId2, …"""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, start=1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">{properties}<sheets>{listed}</sheets>'
        f"<definedNames>{names}</definedNames></workbook>"
    )


def worksheet(rows: str, before: str = "", behind: str = "") -> str:
    """Return a worksheet part with these row elements."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>'


def strings(*items: str) -> str:
    """Return a shared strings part with the insides of its si elements."""
    return f'<sst xmlns="{MAIN}">' + "".join(f"<si>{item}</si>" for item in items) + "</sst>"


def styles(*codes: str, fonts: str = "<font/>", xfs: str = "") -> str:
    """Return a styles part whose format 0 is General and the following have these codes."""
    formats = "".join(
        f'<numFmt numFmtId="{200 + number}" formatCode="{code}"/>'
        for number, code in enumerate(codes)
    )
    cells = "".join(f'<xf numFmtId="{200 + number}" fontId="0"/>' for number in range(len(codes)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><fonts>{fonts}</fonts>'
        f'<cellStyleXfs><xf numFmtId="9" fontId="1"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0" fontId="0"/>{cells}{xfs}</cellXfs></styleSheet>'
    )


def each_row(row: str, numbers: Iterable[int] = range(1, 1_048_577)) -> str:
    """Repeat a row, down to the last that a sheet has; # is its number."""
    return "".join(row.replace("#", str(number)) for number in numbers)


def parts(rows: str = "", **other: str | bytes) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet, some of them others: see NAMES."""
    links = (
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId8", "sharedStrings", "sharedStrings.xml"),
        ("rId9", "styles", "styles.xml"),
    )
    plain: dict[str, str | bytes] = {
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        NAMES["book"]: workbook_xml("回答"),
        NAMES["links"]: relationships(*links),
        NAMES["sheet"]: worksheet(rows),
    }
    return plain | {NAMES[key]: content for key, content in other.items()}


def workbook(rows: str = "", **other: str | bytes) -> bytes:
    """Return such a workbook as a file."""
    return zipped(parts(rows, **other))
