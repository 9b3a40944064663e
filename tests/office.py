"""LibreOffice as a witness: saves and recalculates workbooks, several in one call."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from spoiling.archives import unzipped, zipped

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def required(program: str) -> str:
    """Return where a program is; skips the test without it, fails it in CI."""
    found = shutil.which(program)
    if found is None:
        if os.environ.get("SHINCHOKU_REQUIRE_PROOF") == "1":
            pytest.fail(f"{program} is not installed")
        pytest.skip(f"{program} is not installed")
    return found


def saved_by_libreoffice(files: Sequence[Path], folder: Path) -> list[Path]:
    """Open and save workbooks as .xlsx in a folder, every formula computed again.

    Skips the test where there is no LibreOffice, unless SHINCHOKU_REQUIRE_PROOF=1.
    """
    folder.mkdir(exist_ok=True)
    _convert(files, folder, "xlsx:Calc MS Excel 2007 XML")
    return [folder / file.name for file in files]


def seen_in_libreoffice(file: Path, folder: Path) -> list[str]:
    """Return what the first column of a workbook's sheet looks like; skips as above."""
    _convert([file], folder, "csv:Text - txt - csv (StarCalc):44,34,76")
    with (folder / f"{file.stem}.csv").open(encoding="utf-8", newline="") as stream:
        return [row[0].strip() for row in csv.reader(stream)]


def _convert(files: Sequence[Path], folder: Path, kind: str) -> None:
    soffice = required("soffice")
    with tempfile.TemporaryDirectory() as profile:
        settings = Path(profile, "user", "registrymodifications.xcu")
        settings.parent.mkdir()
        settings.write_text(_PROFILE, encoding="utf-8")
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(folder),
                *map(str, files),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )


def with_wrong_results(source: Path, target: Path) -> Path:
    """Copy a workbook with a lie as the stored result of every formula."""

    def lie(found: re.Match[bytes]) -> bytes:
        return found[1] + (b"<v>WRONG</v>" if b't="str"' in found[1] else b"<v>4711</v>")

    results = re.compile(rb"(<c [^>]*><f>[^<]*</f>)(?:<v>[^<]*</v>|<v ?/>)")
    parts = {
        name: results.sub(lie, data) if "/sheet" in name else data
        for name, data in unzipped(source.read_bytes()).items()
    }
    target.write_bytes(zipped(parts))
    return target
