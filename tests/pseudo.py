"""A language that nobody speaks, made of files only: every text accented and in brackets.

What a program says without its catalogue stays bare, and is seen.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shinchoku

NAME = "xx"
_ACCENTED = str.maketrans("AEIOUaeiou", "ÀÈÌÒÙàèìòù")
_WORD = re.compile(r"(\{[^{}]*\})")
_AS_IT_IS = ("plural",)


def program_with(folder: Path) -> Path:
    """Copy the program beside itself, add the language, and return where to import it from."""
    source = Path(shinchoku.__file__).parent
    shutil.copytree(source, folder / "shinchoku", ignore=shutil.ignore_patterns("__pycache__"))
    words = folder / "shinchoku" / "words"
    (words / NAME).mkdir()
    for file in sorted((words / "en").glob("*.toml")):
        texts = tomllib.loads(file.read_text(encoding="utf-8"))
        (words / NAME / file.name).write_text(_toml(_made(texts)), encoding="utf-8")
    return folder


def bare(text: str) -> str:
    """Return what stands in no brackets."""
    depth, kept = 0, ""
    for character in text:
        depth += {"⟦": 1, "⟧": -1}.get(character, 0)
        kept += character if not depth and character != "⟧" else " "
    return kept


def _made(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _made(value)
        if isinstance(value, dict)
        else value
        if name in _AS_IT_IS
        else _bracketed(value)
        for name, value in table.items()
    }


def _bracketed(text: str | list[str]) -> object:
    if isinstance(text, list):
        return [_bracketed(form) for form in text]
    if not re.search("[A-Za-z]", _WORD.sub("", text)):
        return text
    if text.startswith("Monday "):  # the days of the week are taken apart
        return " ".join(f"⟦{day}⟧" for day in text.split())
    pieces = _WORD.split(text)
    accented = (p if _WORD.fullmatch(p) else p.translate(_ACCENTED) for p in pieces)
    return f"⟦{''.join(accented)}⟧"


def _toml(table: Mapping[str, Any], prefix: str = "") -> str:
    """Write dotted keys: a catalogue is one, however it is parted."""
    lines = []
    for name, value in table.items():
        if isinstance(value, dict):
            lines.append(_toml(value, f"{prefix}{json.dumps(name)}."))
        else:
            lines.append(f"{prefix}{json.dumps(name)} = {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(lines)
