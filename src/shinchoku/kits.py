"""What a round begins with: kits, small whole rounds of places that there are not.

A kit is a folder of `input_templates/kits`, known by its being there: report.toml, the master's
tables, answers with which it is tested, and a README. A new round gets the master as one workbook.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from shinchoku.definition import load
from shinchoku.definition.checker import REPORT
from shinchoku.definition.master_book import write_master
from shinchoku.definition.problems import nearest
from shinchoku.definition.schema.report import json_schema
from shinchoku.failures import BeginError, UnclearNameError
from shinchoku.identity import windows_name
from shinchoku.places import shipped
from shinchoku.records import dataclass
from shinchoku.words import Listed, Message

KITS = "kits"
MASTER = "master.xlsx"
SCHEMA = "shinchoku.schema.json"
_NAME = re.compile(r"\w[\w.-]{0,59}")  # of a folder; what a round's id may be besides is a nuisance
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # Windows' own
_FIRST_LINE = re.compile(r"\A#:schema .*")


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit: its name, and the title of the report that it makes."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A round that was begun: its folder, its title, and what is to be changed first."""

    folder: Path
    title: str

    @property
    def report(self) -> Path:
        """What the report is."""
        return self.folder / REPORT

    @property
    def master(self) -> Path:
        """What it is about."""
        return self.folder / "master" / MASTER


def kits() -> tuple[Kit, ...]:
    """Return the kits by name."""
    return tuple(Kit(name, load(shipped(KITS) / name).round.title) for name in _names())


def begin(kit: str, rounds: Path, name: str) -> Begun:
    """Make a round of a kit in a folder of rounds: all of it, or nothing. Its name is its id.

    Beside it comes the schema that an editor checks report.toml by. Raises UnclearNameError for a
    kit that there is not, BeginError for a name that cannot be or is taken, OSError.
    """
    names = _names()
    if kit not in names:
        near = nearest(kit, names) or names[0]
        message = Message("error.no_kit", name=kit, names=Listed(names, "names"))
        raise UnclearNameError(message, kit, (near,))
    if not _is_name(name):
        raise BeginError(Message("error.round_name", name=name))
    folder = rounds / name
    if folder.exists():
        raise BeginError(Message("error.round_exists", name=name))
    rounds.mkdir(parents=True, exist_ok=True)
    beside = rounds / f".{name}"
    shutil.rmtree(beside, ignore_errors=True)
    try:
        _write(shipped(KITS) / kit, beside, name)
        _write_schema(rounds / SCHEMA)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Begun(folder, load(folder).round.title)


def _names() -> list[str]:
    return sorted(path.parent.name for path in shipped(KITS).glob(f"*/{REPORT}"))


def _is_name(name: str) -> bool:
    return (
        bool(_NAME.fullmatch(name)) and windows_name(name) == name and not _DEVICE.fullmatch(name)
    )


def _write(kit: Path, target: Path, name: str) -> None:
    target.joinpath("master").mkdir(parents=True)
    text = (kit / REPORT).read_text(encoding="utf-8")
    text = _FIRST_LINE.sub(f"#:schema ../{SCHEMA}", text)
    text = text.replace(f'\nid = "{kit.name}"\n', f'\nid = "{name}"\n', 1)
    (target / REPORT).write_text(text, encoding="utf-8", newline="\n")
    shutil.copyfile(kit / "README.md", target / "README.md")
    write_master(kit, target / "master" / MASTER)


def _write_schema(path: Path) -> None:
    """Write the schema where it is not, or is another version's."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")
