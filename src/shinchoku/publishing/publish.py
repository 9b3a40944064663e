"""Outputs appear all at once or not at all: staged beside, then one pointer is swapped.

`build/<round>/manifest.json` is the pointer. It names files in a folder that is called after
their content; the folder is complete before the pointer names it, and the one named before stays
whole until then. A folder cannot be replaced atomically, and not at all on Windows while Excel
holds a file in it; one small file can. Only then do the files that people open take their places.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from shinchoku.failures import BuildError, PublishError
from shinchoku.findings import Finding
from shinchoku.publishing.place import STAGING, files_below, make_durable, meant, replace_file
from shinchoku.publishing.readable import BUILDS, is_file_name, read_written, settle, write_down

MANIFEST = "manifest.json"
_BUILD = re.compile(r"[0-9a-f]{10}(-\d+)?")


def publish(
    staged: Path, build: Path, manifest: Mapping[str, Any], *, today: date | None = None
) -> tuple[Path, tuple[Finding, ...]]:
    """Move a staged folder into place, point the manifest at it, and let people have its files.

    `manifest["outputs"]` are names of files in `staged`; they are written relative to the
    manifest. Returns the folder, and what is to be told of the readable files. Raises PublishError,
    and then the old build is still published.
    """
    try:
        make_durable(staged)
        folder = _place(staged, build)
        inside = folder.relative_to(build).as_posix()
        outputs = {kind: f"{inside}/{name}" for kind, name in manifest["outputs"].items()}
        published = {**manifest, "outputs": outputs}
        usual = read_written(build).last
        write_down(build, {n: build / outputs[kind] for kind, n in manifest["readable"].items()})
        text = json.dumps(published, ensure_ascii=False, indent=1)
        replace_file(build / MANIFEST, text + "\n")
    except OSError as error:
        raise PublishError(f"{meant(error, staged, build)}: {error.strerror}", error) from error
    found = settle(build, published, usual=usual, today=today)
    _remove_others(build, folder)
    return folder, found


def read_manifest(build: Path) -> Mapping[str, Any]:
    """Read the manifest of a build folder. Raises BuildError where it is not one of ours."""
    path = build / MANIFEST
    try:
        manifest: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BuildError(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise BuildError(f"{path}: {error}") from error
    if not _is_manifest(manifest):
        raise BuildError(str(path))
    return manifest


def published_in(build: Path, language: str) -> Mapping[str, Any]:
    """Return the manifest, or of one that is not to be read the language alone."""
    with suppress(BuildError):
        return read_manifest(build)
    return {"language": language}


def _is_manifest(read: object) -> bool:
    """Whether it names what is read again, as a system can look for it: without NUL."""
    outputs = read.get("outputs") if isinstance(read, dict) and read.get("schema") == 1 else None
    names = ("report", "placements")
    if not isinstance(outputs, dict):
        return False
    found = [outputs.get(name) for name in names]
    if not all(isinstance(name, str) and name.isprintable() for name in found):
        return False
    return _is_readable(read.get("readable", {}), outputs) if isinstance(read, dict) else False


def _is_readable(names: object, outputs: Mapping[str, object]) -> bool:
    """Whether outputs have names beside the manifest, and nowhere else."""
    return isinstance(names, dict) and all(
        isinstance(outputs.get(kind), str) and isinstance(name, str) and is_file_name(name)
        for kind, name in names.items()
    )


def _place(staged: Path, build: Path) -> Path:
    """Give the staged folder its name. A folder of that name is used only if it is the same."""
    digest = _digest(staged)
    (build / BUILDS).mkdir(exist_ok=True)
    for suffix in ("", *(f"-{number}" for number in range(2, 100))):
        folder = build / BUILDS / f"{digest}{suffix}"
        if not folder.exists():
            staged.rename(folder)
            return folder
        if _digest(folder) == digest:
            return folder
    raise PublishError(digest)


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for name, path in files_below(folder).items():
        total.update(name.encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:10]


def _remove_others(build: Path, current: Path) -> None:
    """Drop older builds, the last check's list and abandoned staging; what was edited since stays.

    An older build first gets a staging name: if it is only half removed when the process dies, it
    must not pass for one that somebody edited.
    """
    with suppress(OSError):
        for path in (*build.iterdir(), *(build / BUILDS).iterdir()):
            with suppress(OSError):
                if path.name.startswith(STAGING):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                elif path.parent != build and path.suffix == ".xlsx":
                    path.unlink()
                elif path != current and _is_untouched(path):
                    shutil.rmtree(path.rename(path.with_name(f"{STAGING}{path.name}")))


def _is_untouched(folder: Path) -> bool:
    """Whether it is a build, and still holds just what its name says."""
    return bool(_BUILD.fullmatch(folder.name)) and folder.name.partition("-")[0] == _digest(folder)
