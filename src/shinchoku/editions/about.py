"""The page beside the editions that says which of them is for whom, and what is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from shinchoku.editions.manuscript import Lack, Manuscript
from shinchoku.publishing.names import file_name


def write_about(
    folder: Path,
    manuscript: Manuscript,
    files: Mapping[str, Sequence[str]],
    lacking: Sequence[Lack],
) -> None:
    """Write it as plain text that any editor opens: UTF-8 with its mark, lines as Windows has."""
    say = manuscript.say
    name = f"{file_name(say('publication.about'))}.txt"
    lines = _lines(manuscript, files, lacking)
    with (folder / name).open("w", encoding="utf-8-sig", newline="\r\n") as stream:
        stream.writelines(f"{line}\n" for line in lines)


def _lines(
    manuscript: Manuscript, files: Mapping[str, Sequence[str]], lacking: Sequence[Lack]
) -> Iterator[str]:
    say, about = manuscript.say, manuscript.definition.round
    yield manuscript.document.title
    yield say("publication.by", issuer=about.issuer, contact=about.contact)
    for edition, names in files.items():
        yield ""
        yield say("publication.edition", what=say(f"publication.for.{edition}"))
        for each in names:
            yield say("publication.file", name=each)
    if lacking:
        yield ""
        yield say("publication.lacking")
        for lack in lacking:
            what = {"file": lack.file, "why": lack.why, "instead": lack.instead}
            yield say("publication.lack", **what)
