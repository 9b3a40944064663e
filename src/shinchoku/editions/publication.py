"""The folder of editions: written whole beside, accounted for, then put in its place.

In go a manuscript and what its build is made of; out comes a folder that says of itself what it
holds, so that a program reads it as a build, and `verify` knows what was touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from shinchoku.editions.about import write_about
from shinchoku.editions.council.edition import EDITION as COUNCIL
from shinchoku.editions.manuscript import Edition, Lack, Manuscript, Stand
from shinchoku.editions.open_data.edition import EDITION as OPEN_DATA
from shinchoku.editions.printing.edition import EDITION as PRINTING
from shinchoku.editions.record import Record, write_record
from shinchoku.editions.screen.edition import EDITION as SCREEN
from shinchoku.failures import UnaccountedError
from shinchoku.findings import Finding
from shinchoku.publishing.names import file_name
from shinchoku.records import dataclass
from shinchoku.words import Words

EDITIONS: tuple[Edition, ...] = (PRINTING, SCREEN, OPEN_DATA, COUNCIL)
"""In the order in which people are told of them."""


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What was published: each edition's files below the folder, and what could not be made.

    `findings` is what is wrong with one of the files.
    """

    files: Mapping[str, tuple[str, ...]]
    lacking: tuple[Lack, ...]
    findings: tuple[Finding, ...] = ()


def publication_folder(build: Path, say: Words) -> Path:
    """Return the folder in a build that is for everybody."""
    return build / file_name(say("publication.name"))


def edition_folder(edition: str, say: Words) -> str:
    """Return the name of an edition's folder."""
    return file_name(say(f"publication.in.{edition}"))


def write_publication(
    manuscript: Manuscript, published: Mapping[str, Any], folder: Path
) -> Publication:
    """Write every edition into an empty folder, with its record; `published` is the manifest.

    Raises UnaccountedError where a public value is not at its place, and nothing may be published.
    """
    say = manuscript.say
    files: dict[str, tuple[str, ...]] = {}
    lacking: list[Lack] = []
    findings: list[Finding] = []
    places: dict[str, Mapping[str, str]] = {}
    for edition in EDITIONS:
        name = edition_folder(edition.id, say)
        inside = folder / name
        inside.mkdir()
        made = edition.write(manuscript, inside)
        read = {file: edition.read(inside / file) for file in made.files}
        lost = list(_lost(made.stands, read))
        if lost:
            raise UnaccountedError("\n".join(lost))
        files[edition.id] = tuple(f"{name}/{file}" for file in made.files)
        places |= {f"{name}/{file}": texts for file, texts in read.items() if texts}
        lacking += made.lacking
        findings += made.findings
    publication = Publication(files=files, lacking=tuple(lacking), findings=tuple(findings))
    write_about(folder, manuscript, publication.files, publication.lacking)
    write_record(folder, manuscript, published, Record(files=files, places=places))
    return publication


def _lost(stands: Iterable[Stand], read: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield what is not where it must be, of an edition that was just written."""
    for stand in stands:
        found = read.get(stand.file, {}).get(stand.place)
        if found != stand.text:
            yield f"{stand.file} / {stand.place}: {stand.text!r} / {found!r}"
