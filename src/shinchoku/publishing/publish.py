"""Outputs appear all at once or not at all: staged beside, then one pointer is swapped.

`build/<round>/manifest.json` is the pointer. It names files in a folder that is called after
their content; the folder is complete before the pointer names it, and the one named before stays
whole until then. A folder cannot be replaced atomically, and not at all on Windows while Excel
holds a file in it; one small file can.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shinchoku.failures import BuildError, PublishError

MANIFEST = "manifest.json"
_STAGING = ".staging-"


@contextmanager
def staging(build: Path) -> Iterator[Path]:
    """A fresh folder beside the published one; what is left in it at the end is removed.

    What cannot be written meanwhile is a PublishError.
    """
    try:
        build.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=build))
    except OSError as error:
        raise PublishError(f"{build}: {error.strerror}", error) from error
    try:
        yield folder
    except OSError as error:
        raise PublishError(f"{_meant(error, folder, build)}: {error.strerror}", error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(staged: Path, build: Path, manifest: Mapping[str, Any]) -> Path:
    """Move a staged folder into place and point the manifest at it.

    `manifest["outputs"]` are names of files in `staged`; they are written relative to the
    manifest. Returns the folder. Raises PublishError, and then the old build is still published.
    """
    try:
        _sync(staged)
        folder = _place(staged, build)
        outputs = {kind: f"{folder.name}/{name}" for kind, name in manifest["outputs"].items()}
        text = json.dumps({**manifest, "outputs": outputs}, ensure_ascii=False, indent=1)
        replace_file(build / MANIFEST, text + "\n")
    except OSError as error:
        raise PublishError(f"{_meant(error, staged, build)}: {error.strerror}", error) from error
    _remove_others(build, folder)
    return folder


def _meant(error: OSError, staged: Path, build: Path) -> Path:
    """Return what a clerk knows the file as: not by its staged name, or the folder if it has none.

    A full disk is told of a file that is open, which does not know its name.
    """
    path = Path(error.filename or build)
    return build / path.relative_to(staged) if path.is_relative_to(staged) else path


def move_file(staged: Path, target: Path) -> Path:
    """Put one staged file in the place of an older one. Raises PublishError."""
    try:
        return staged.replace(target)
    except OSError as error:
        raise PublishError(f"{target}: {error.strerror}", error) from error


def replace_folder(staged: Path, target: Path) -> None:
    """Put a staged folder in the place of an older one, whole; an empty one only removes it.

    The older one ends up beside the staged one. Raises PublishError where somebody has a file of
    it open on Windows, and then it is still there.
    """
    older = staged.with_name(f"{staged.name}-older")
    try:
        if target.exists():
            target.rename(older)
        if any(staged.iterdir()):
            staged.rename(target)
    except OSError as error:
        if older.exists() and not target.exists():
            older.rename(target)
        raise PublishError(f"{target}: {error.strerror}", error) from error


def replace_file(path: Path, text: str) -> None:
    """Write a text file so that readers see the old one or the new one, nothing between."""
    handle, name = tempfile.mkstemp(prefix=_STAGING, dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


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


def _is_manifest(read: object) -> bool:
    """Whether it names what is read again, as a system can look for it: without NUL."""
    outputs = read.get("outputs") if isinstance(read, dict) and read.get("schema") == 1 else None
    if not isinstance(outputs, dict):
        return False
    names = [outputs.get(name) for name in ("report", "placements")]
    return all(isinstance(name, str) and name.isprintable() for name in names)


def _sync(folder: Path) -> None:
    """Make the staged files durable before anything points at them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())


def _place(staged: Path, build: Path) -> Path:
    """Give the staged folder its name. A folder of that name is used only if it is the same."""
    digest = _digest(staged)
    for suffix in ("", *(f"-{number}" for number in range(2, 100))):
        folder = build / f"{digest}{suffix}"
        if not folder.exists():
            staged.rename(folder)
            return folder
        if _digest(folder) == digest:
            return folder
    raise PublishError(digest)


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:10]


def _remove_others(build: Path, current: Path) -> None:
    """Drop older builds and abandoned staging; what somebody has edited since stays.

    An older build first gets a staging name: if it is only half removed when the process dies, it
    must not pass for one that somebody edited.
    """
    for path in build.iterdir():
        with contextlib.suppress(OSError):
            if path.name.startswith(_STAGING):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            elif path != current and _is_untouched(path):
                shutil.rmtree(path.rename(path.with_name(f"{_STAGING}{path.name}")))


def _is_untouched(folder: Path) -> bool:
    """Whether a build still holds just what its name says."""
    return folder.is_dir() and folder.name.partition("-")[0] == _digest(folder)
