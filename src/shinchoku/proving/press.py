"""LibreOffice prints a workbook: a PDF comes out, and what LibreOffice says of breaks and heights.

Programs are found where they usually are; fonts are known by the names that they have on Windows.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shinchoku.failures import ProofError
from shinchoku.paper.fonts import OTHER_NAMES
from shinchoku.proving.profile import write_profile
from shinchoku.words import Message

_IMAGE_DPI = 80
_TIMEOUT_SECONDS = 600
_VERSION = re.compile(r"LibreOffice \d+(\.\d+)*")
_PROGRAMS = {"soffice": "LibreOffice", "pdftoppm": "poppler"}


def print_report(
    report: Path, pdf: Path, profile: Path, asked: str, environment: Mapping[str, str]
) -> Mapping[str, Any] | None:
    """Write the PDF; return what `office` says, None where LibreOffice has no Python."""
    soffice = program("soffice")
    python = _office_python(soffice)
    profile_url = write_profile(profile)
    if python is None:
        option = f"-env:UserInstallation={profile_url}"
        convert = [soffice, option, "--headless", "--convert-to", "pdf", "--outdir"]
        _run([*convert, str(pdf.parent), str(report)], environment=environment)
        said = None
    else:
        script = str(Path(__file__).with_name("office.py"))
        command = [python, script, soffice, profile_url, str(report), str(pdf)]
        said = json.loads(_run(command, asked, environment=environment))
    if not pdf.exists():
        raise ProofError(Message("proof.no_pdf"))
    return said


def font_environment(folder: Path) -> Mapping[str, str]:
    """Return this process's environment, with fonts known by their names on Windows too."""
    usual = os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    if not Path(usual).exists():  # no fontconfig here
        return os.environ
    path = folder / "fonts.conf"
    aliases = "".join(_ALIAS.format(name, other) for name, other in OTHER_NAMES.items())
    path.write_text(_FONTS_CONF.format(usual, aliases), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(path)}


_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>{}</include>{}</fontconfig>
"""
_ALIAS = """
<match target="pattern">
<test name="family" compare="eq"><string>{}</string></test>
<edit name="family" mode="assign" binding="same"><string>{}</string></edit>
</match>
"""


def _office_python(soffice: str) -> str | None:
    """Return a Python that can talk to LibreOffice: its own, or the system's."""
    beside = Path(soffice).resolve().parent
    for python in (beside / "python", beside / "python.exe", Path("/usr/bin/python3")):
        if python.exists():
            tried = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)  # noqa: S603
            if tried.returncode == 0:
                return str(python)
    return None


def office_version() -> str:
    """Return LibreOffice's name and version, "" where it does not say them."""
    said = _VERSION.search(_run([program("soffice"), "--version"]))
    return said[0] if said else ""


def write_images(pdf: Path, folder: Path) -> None:
    """Write each page as a PNG. Raises ProofError without poppler."""
    folder.mkdir(parents=True, exist_ok=True)
    pdftoppm = program("pdftoppm")
    _run([pdftoppm, "-r", str(_IMAGE_DPI), "-png", str(pdf), str(folder / "page")])


def replaced_by(name: str, environment: Mapping[str, str]) -> str:
    """Return the font that fontconfig gives for a name, "" if it is that very one or unknown."""
    matcher = shutil.which("fc-match")
    if matcher is None:
        return ""
    families = _run([matcher, "-f", "%{family}", name], environment=environment)
    return "" if OTHER_NAMES.get(name, name) in families.split(",") else families


def program(name: str) -> str:
    """Return where a program is. Raises ProofError where it is not installed."""
    found = shutil.which(name)
    if found is None and name == "soffice":
        usual = (
            Path("C:/Program Files/LibreOffice/program/soffice.exe"),
            Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        )
        found = next((str(path) for path in usual if path.exists()), None)
    if found is None:
        raise ProofError(Message("proof.no_program", package=_PROGRAMS[name], program=name))
    return found


def _run(
    command: Sequence[str], given: str = "", *, environment: Mapping[str, str] | None = None
) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=given,
            capture_output=True,
            check=True,
            timeout=_TIMEOUT_SECONDS,
            env=environment,
            encoding="utf-8",
        )
    except subprocess.CalledProcessError as error:
        raise ProofError(f"{Path(command[0]).name}: {error.stderr.strip()[-500:]}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProofError(f"{Path(command[0]).name}: {error}") from error
    return done.stdout
