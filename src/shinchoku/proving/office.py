"""Run by LibreOffice's own Python, so it imports nothing of this package.

`python proof_office.py SOFFICE PROFILE_URL WORKBOOK PDF` reads from standard input, as JSON, which
texts to measure: {"rows": {sheet: [row, …]}, "merged": [{"sheet", "row", "column", "columns",
"texts"}]}, where texts of one group look alike and reach over so many columns. It writes the PDF,
and to standard output {"breaks": [{"sheet", "kind", "position"}], "rows": {sheet: [pt, …]},
"merged": [[pt, …], …]}. Rows and columns are 0-based. Calls across to LibreOffice are slow, so
there is none for a single cell.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found, unused-ignore]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found, unused-ignore]

_START_SECONDS = 60
_PT = 72 / 2540  # LibreOffice measures in hundredths of a millimetre
_LOOK = (  # what a text's height depends on, in the order that setPropertyValues asks for
    "CharFontName",
    "CharFontNameAsian",
    "CharHeight",
    "CharHeightAsian",
    "CharWeight",
    "CharWeightAsian",
    "HoriJustify",  # without it an indent does not count
    "IsTextWrapped",
    "ParaIndent",
    "ParaIsForbiddenRules",
)


def main(soffice: str, profile_url: str, workbook: str, pdf: str) -> None:
    """Print the workbook and measure what standard input asks for."""
    asked = json.load(sys.stdin)
    with _office(soffice, profile_url) as desktop:
        hidden = (_property("Hidden", True),)  # noqa: FBT003
        document = desktop.loadComponentFromURL(Path(workbook).as_uri(), "_blank", 0, hidden)
        sheets = [document.Sheets.getByIndex(at) for at in range(document.Sheets.Count)]
        for sheet in sheets:
            _break_lines_as_excel(sheet)
        export = (_property("FilterName", "calc_pdf_Export"),)
        document.storeToURL(Path(pdf).as_uri(), export)
        said = {
            "breaks": [found for sheet in sheets for found in _automatic_breaks(sheet)],
            "merged": _merged_heights(document, asked["merged"]),
            "rows": {
                name: _row_heights(document.Sheets.getByName(name), rows)
                for name, rows in asked["rows"].items()
            },
        }
        print(json.dumps(said))  # noqa: T201
        document.close(True)  # noqa: FBT003


@contextlib.contextmanager
def _office(soffice: str, profile_url: str) -> Iterator[Any]:
    """Start LibreOffice with a profile of its own and yield its desktop."""
    pipe = f"shinchoku-{os.getpid()}"
    command = [soffice, f"-env:UserInstallation={profile_url}", "--headless", "--norestore"]
    command += [f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"]
    process = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        desktop = _connect(pipe, process)
        yield desktop
        with contextlib.suppress(Exception):  # it closes the connection while it answers
            desktop.terminate()
        process.wait(timeout=_START_SECONDS)
    finally:
        if process.poll() is None:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()


def _connect(pipe: str, process: subprocess.Popen[bytes]) -> Any:  # noqa: ANN401
    local = uno.getComponentContext()
    services = local.ServiceManager
    resolver = services.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # NoConnectException, which only uno's import hook knows
            if time.monotonic() > until or process.poll() is not None:
                raise
            time.sleep(0.1)
        else:
            desktop = "com.sun.star.frame.Desktop"
            return there.ServiceManager.createInstanceWithContext(desktop, there)


def _break_lines_as_excel(sheet: Any) -> None:  # noqa: ANN401
    """Let no line begin with a closing mark: for .xlsx, LibreOffice has that switched off."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003
    end = cursor.RangeAddress
    used = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    used.ParaIsForbiddenRules = True
    used.ParaIsHangingPunctuation = False


def _automatic_breaks(sheet: Any) -> Iterator[dict[str, object]]:  # noqa: ANN401
    """Yield breaks inside the printed area that the workbook did not ask for."""
    area = sheet.getPrintAreas()[0]
    rows = (("row", found, area.EndRow) for found in sheet.getRowPageBreaks())
    columns = (("column", found, area.EndColumn) for found in sheet.getColumnPageBreaks())
    for kind, found, end in (*rows, *columns):
        if not found.ManualBreak and 0 < found.Position <= end:
            yield {"sheet": sheet.Name, "kind": kind, "position": found.Position + 1}


def _row_heights(sheet: Any, rows: list[int]) -> list[float]:  # noqa: ANN401
    """Return the heights that rows want, in points. Changes the sheet."""
    if rows:
        sheet.getCellRangeByPosition(0, 0, 0, max(rows)).Rows.OptimalHeight = True
    return [sheet.Rows.getByIndex(at).Height * _PT for at in rows]


def _merged_heights(document: Any, groups: list[Any]) -> list[list[float]]:  # noqa: ANN401
    """Return the heights that merged texts want: set once more, in one cell of the same width."""
    document.Sheets.insertNewByName("shinchoku proof", 0)
    scratch = document.Sheets.getByName("shinchoku proof")
    first = 0
    for column, group in enumerate(groups):
        sheet = document.Sheets.getByName(group["sheet"])
        row, left = group["row"], group["column"]
        reach = sheet.getCellRangeByPosition(left, row, left + group["columns"] - 1, row)
        last = first + len(group["texts"]) - 1
        cells = scratch.getCellRangeByPosition(column, first, column, last)
        cells.Columns.getByIndex(0).Width = reach.Size.Width
        look = sheet.getCellByPosition(left, row).getPropertyValues(_LOOK)
        cells.setPropertyValues(_LOOK, look)
        cells.setDataArray(tuple((text,) for text in group["texts"]))
        first = last + 1
    heights = iter(_row_heights(scratch, list(range(first))))
    return [[next(heights) for _ in group["texts"]] for group in groups]


def _property(name: str, value: object) -> Any:  # noqa: ANN401
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
