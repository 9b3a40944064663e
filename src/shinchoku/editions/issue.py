"""A publication gets its place: only of a report that stands, and nothing touched is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.publication import Publication, publication_folder, write_publication
from shinchoku.editions.touched import is_publication, touched
from shinchoku.failures import PublicationError, ShinchokuError
from shinchoku.findings import Finding
from shinchoku.proving.reconcile import Account
from shinchoku.publishing.manifest import read_account
from shinchoku.publishing.place import make_durable, replace_folder, staging
from shinchoku.publishing.publish import read_manifest
from shinchoku.records import dataclass
from shinchoku.words import Message, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A folder of editions: where it is, what is in it, and what could not be made here.

    `kept` is where the last one went, if somebody had touched it.
    """

    folder: Path
    publication: Publication
    kept: Path | None
    placed: tuple[Finding, ...] = ()  # of the build's files that were completed
    untold: OSError | None = None  # why the journal of reports could not be told


def require_current(
    build: Path, published: Mapping[str, Any], origin: Mapping[str, Any], expected: Account
) -> None:
    """Raise PublicationError unless the build's report is no draft, and is of what there is now.

    `origin` is what a build would be made of now, `expected` what its report would have to hold.
    """
    if published.get("draft"):
        raise PublicationError(Message("error.draft_published"))
    if any(published.get(name) != value for name, value in origin.items()) or (
        read_account(build, published) != expected
    ):
        raise PublicationError(Message("error.outdated_published"))


def issue(
    manuscript: Manuscript,
    published: Mapping[str, Any],
    build: Path,
    *,
    today: date | None = None,
) -> Issued:
    """Write a publication and put it in the place of the last; one that was touched is kept.

    Raises PublishError where it cannot be put there, and then the last is still in its place.
    """
    target = publication_folder(build, manuscript.say)
    with staging(build) as staged:
        whole = staged / "publication"
        whole.mkdir()
        publication = write_publication(manuscript, published, whole)
        make_durable(whole)
        kept = _keep(target, manuscript.say, today) if target.exists() else None
        replace_folder(whole, target)
    return Issued(folder=target, publication=publication, kept=kept)


def _keep(target: Path, say: Words, today: date | None) -> Path | None:
    """Give a folder that somebody touched a name of its own; None where nobody did."""
    if _is_untouched(target):
        return None
    day = today or date.fromtimestamp(target.stat().st_mtime)  # noqa: DTZ012 - the clerk's
    stem = say("file.edited", name=target.name, day=day)
    names = (target.with_name(f"{stem}{f'-{n}' if n > 1 else ''}") for n in count(1))
    kept = next(name for name in names if not name.exists())
    return target.rename(kept)


def _is_untouched(target: Path) -> bool:
    try:
        published = read_manifest(target)
        return is_publication(published) and not any(touched(target, published))
    except ShinchokuError:
        return False
