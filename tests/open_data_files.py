"""Open data as somebody finds them: the files of a publication, read by the standard library."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import REPOSITORY, fill_round
from kit_rounds import KITS
from kit_rounds import filled as filled_kit
from running import compiled_from, published_from
from shinchoku.editions.issue import Issued

ROUNDS = sorted(folder.name for folder in (REPOSITORY / "tests" / "rounds").iterdir())
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class File:
    """A table: its headings, its rows by them, and what the package says of each column."""

    path: Path
    headings: list[str]
    rows: list[list[str]]
    fields: list[dict[str, Any]]
    key: list[str]

    @property
    def records(self) -> list[dict[str, str]]:
        return [dict(zip(self.headings, row, strict=True)) for row in self.rows]

    def by_id(self) -> Mapping[str, dict[str, str]]:
        return {record["ID"]: record for record in self.records}

    def cells(self) -> Iterator[tuple[str, str]]:
        """Yield every cell with its heading."""
        for record in self.records:
            yield from record.items()

    def numeric(self) -> Iterator[tuple[str, str]]:
        """Yield the cells of the columns that are said to be numbers."""
        numbers = {f["name"] for f in self.fields if f["type"] in {"integer", "number"}}
        yield from ((name, text) for name, text in self.cells() if name in numbers)


@dataclass(frozen=True)
class Data:
    """The open data of a round."""

    round: Path
    folder: Path
    issued: Issued

    @property
    def package(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "datapackage.json").read_text("utf-8"))
        return found

    @property
    def files(self) -> list[File]:
        return [self._file(resource) for resource in self.package["resources"]]

    def file(self, name: str) -> File:
        """Return the file whose name ends so."""
        (found,) = (file for file in self.files if file.path.stem.endswith(name))
        return found

    def _file(self, resource: dict[str, Any]) -> File:
        path = self.folder / resource["path"]
        with path.open(encoding="utf-8-sig", newline="") as stream:
            headings, *rows = csv.reader(stream, strict=True)
        schema = resource["schema"]
        return File(path, headings, rows, schema["fields"], schema["primaryKey"])


def published(folder: Path, build: Path) -> Data:
    """Publish a build, and return its open data."""
    issued = published_from(folder, build)
    (inside,) = (path.parent for path in issued.folder.rglob("datapackage.json"))
    return Data(folder, inside, issued)


def published_copy(folder: Path, build: Path, target: Path) -> Data:
    """Publish a copy of a build that others use, too."""
    return published(folder, Path(shutil.copytree(build, target / build.name)))


def published_round(name: str, folder: Path) -> Data:
    """Fill a test round, or a kit that is called kit:<name>, compile and publish it."""
    kind, _, kit = name.rpartition(":")
    source = REPOSITORY / "tests" / "rounds" / name
    round_ = filled_kit(kit, folder) if kind else fill_round(source, folder / name)
    build = folder / "build" / kit
    compiled_from(round_, build)
    return published(round_, build)


EVERY = [*ROUNDS, *(f"kit:{kit}" for kit in KITS)]
