"""The settings that LibreOffice prints a proof with: Japanese line breaks, links in black.

In goes a folder for a profile of its own; what a person has set in theirs does not count.
"""

from __future__ import annotations

from pathlib import Path

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="DefaultLocale_CJK" oor:op="fuse"><value>ja-JP</value></prop>
</item>
<item oor:path="/org.openoffice.Office.UI/ColorScheme/ColorSchemes">
<node oor:name="LibreOffice" oor:op="replace">
<node oor:name="Links"><prop oor:name="Color" oor:op="fuse"><value>0</value></prop></node>
</node>
</item>
</oor:items>
"""


def write_profile(folder: Path) -> str:
    """Write a profile and return its address, as LibreOffice takes it.

    A linked cell is printed in the colour of links, whatever its own is. The system's locale is
    left alone: with ja-JP, LibreOffice 7.4 sets every text of BIZ UDGothic in bold.
    """
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    return folder.as_uri()
