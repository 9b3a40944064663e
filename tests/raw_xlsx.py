"""Workbooks written as XML by hand, for what no library would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONSHIPS = f"{OFFICE}/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument"
STRICT_RELATIONSHIPS = f"{STRICT_OFFICE}/relationships"


def relationships(*links: tuple[str, str, str], outside: bool = False) -> str:
    """Return a .rels part of (id, type, target); types without an address are transitional."""
    mode = ' TargetMode="External"' if outside else ""
    lines = "".join(
        f'<Relationship Id="{id_}" Type="{kind if ":" in kind else f"{RELATIONSHIPS}/{kind}"}"'
        f' Target="{target}"{mode}/>'
        for id_, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def strict(text: str) -> str:
    """Return a part as Excel saves it in a Strict file."""
    text = text.replace(MAIN, STRICT_MAIN).replace(RELATIONSHIPS, STRICT_RELATIONSHIPS)
    return text.replace(OFFICE, STRICT_OFFICE)


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


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts(rows: str = "", **more: str) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet; `strings` and `styles` are parts to add."""
    found: dict[str, str | bytes] = {
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook_xml("回答"),
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId8", "sharedStrings", "sharedStrings.xml"),
            ("rId9", "styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": worksheet(rows),
    }
    names = {"strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
    return found | {names[key]: content for key, content in more.items()}
