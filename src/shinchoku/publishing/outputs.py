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


def publish_outputs(
    outputs: Outputs,
    origin: Mapping[str, Any],
    counts: Tally,
    build: Path,
    *,
    today: date | None = None,
) -> tuple[Path, tuple[Finding, ...]]:
    """Write the files, look for every value in the report, and put all in place at once.

    `origin` is what it is made of. Returns the folder, and what is to be told of the files that
    people have. Raises UnaccountedError where a value would be lost, PublishError.
    """
    with staging(build) as staged:
        outputs.write(staged)
        lost = reconcile(outputs.account, outputs.read_report(staged))
        told = [f"{d.entry} / {d.found!r}" for d in lost]
        if kept_inside(outputs.definition, outputs.merged):
            data = outputs.read_internal_data(staged)
            told += lost_inside(outputs.definition, outputs.merged, data)
        if told:
            raise UnaccountedError("\n".join(told))
        return publish(staged, build, manifest(origin, outputs, counts), today=today)
