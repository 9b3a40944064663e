"""A build is written, its report read again and accounted for, and then put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from shinchoku.failures import UnaccountedError
from shinchoku.findings import Finding
from shinchoku.model import Tally
from shinchoku.proving.inside import kept_inside, lost_inside
from shinchoku.proving.reconcile import reconcile
from shinchoku.publishing.manifest import Outputs, manifest
from shinchoku.publishing.place import staging
from shinchoku.publishing.publish import publish
from shinchoku.publishing.reported import Sources, reported
from shinchoku.publishing.telling import Told, keep, told


def publish_outputs(
    folder: Path,
    outputs: Outputs,
    origin: Mapping[str, Any],
    counts: Tally,
    build: Path,
    *,
    today: date | None = None,
) -> tuple[Path, tuple[Finding, ...], Told]:
    """Write the files, look for every value in the report, and put all in place at once.

    `folder` is the round's, whose journal is told, `origin` what it is made of. Returns the build's
    folder, what is to be told of the files that people have, and what the journal was. Raises
    OSError where the journal cannot have the values, UnaccountedError where one would be lost,
    PublishError.
    """
    definition, merged = outputs.definition, outputs.merged
    says = reported(definition, merged, outputs.account.entries)
    sources = Sources(definition, merged, origin["inputs"])
    telling = keep(folder, build, says, sources, len(merged.submitted), draft=outputs.draft)
    origin = {**origin, "state": says.state}
    with staging(build) as staged:
        outputs.write(staged)
        lost = reconcile(outputs.account, outputs.read_report(staged))
        missing = [f"{d.entry} / {d.found!r}" for d in lost]
        if kept_inside(definition, merged):
            missing += lost_inside(definition, merged, outputs.read_internal_data(staged))
        if missing:
            raise UnaccountedError("\n".join(missing))
        made = manifest(origin, outputs, counts)
        published, placed = publish(staged, build, made, today=today)
    return published, placed, told(telling, build)
