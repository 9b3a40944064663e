"""Whatever call of the file system fails: a publication is the old one or the new one, whole."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import needs_posix
from failing import FailingFiles, Way, failing, killed_within
from filling import file_of, type_in
from looking import files_in
from running import compiled_from
from shinchoku import pipeline
from shinchoku.editions import publication
from shinchoku.failures import ShinchokuError

MOST_CALLS = 2000
FOLDER = "公表"
pytestmark = pytest.mark.usefixtures("no_office")

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Desk:
    """A round that was compiled anew since it was published; `old` and `new` are publications."""

    place: Path
    old: Files
    new: Files

    def again(self, place: Path) -> Desk:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.place, place)
        return Desk(place, self.old, self.new)

    def publish(self) -> None:
        pipeline.publish_round(self.place / "tiny", self.place / "build")

    @property
    def there(self) -> Files:
        return files_in(self.place / "build" / FOLDER)


@pytest.fixture
def editions(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one be written where every call fails: its place is taken whatever was written."""
    if request.node.get_closest_marker("slow"):
        monkeypatch.setattr(publication, "EDITIONS", publication.EDITIONS[:1])


@pytest.fixture
def desk(editions: None, filled_tiny: Path, tmp_path: Path) -> Desk:  # noqa: ARG001
    place = tmp_path / "desk"
    shutil.copytree(filled_tiny, place / "tiny")
    both: list[Files] = []
    for remark in ("はじめの備考", "送り直した"):
        type_in(file_of(place / "tiny", "X1"), "S1-01", "remarks", remark)
        compiled_from(place / "tiny", place / "build")
        if both:
            shutil.copytree(place, tmp_path / "fresh")
            done = Desk(tmp_path / "fresh", {}, {})
        else:
            done = Desk(place, {}, {})
        done.publish()
        both.append(done.there)
    assert both[0] != both[1]
    return Desk(place, both[0], both[1])


def fails_at(desk: Desk, number: int, way: Way) -> bool:
    """Publish while a call fails, look at what is left; return whether there was such a call."""
    files = FailingFiles(desk.place, number, way)
    if way == "killed":
        failed = killed_within(files, desk.publish)
    else:
        with failing(files), suppress(ShinchokuError, OSError):
            desk.publish()
        failed = files.calls >= number
    whole = [desk.old, desk.new, *([{}] if way != "once" else [])]
    assert desk.there in whole, (number, way)
    desk.publish()
    assert desk.there == desk.new, (number, way)
    return failed


@needs_posix
@pytest.mark.parametrize("way", ["once", "killed"])
def test_some_calls_of_publishing_may_fail(desk: Desk, tmp_path: Path, way: Way) -> None:
    numbers = range(5, MOST_CALLS, 41)
    assert any(not fails_at(desk.again(tmp_path / "own"), n, way) for n in numbers)


@needs_posix
@pytest.mark.slow
@pytest.mark.parametrize("way", ["once", "lasting", "killed"])
def test_every_call_of_publishing_may_fail(desk: Desk, tmp_path: Path, way: Way) -> None:
    for number in range(1, MOST_CALLS):
        if not fails_at(desk.again(tmp_path / "own"), number, way):
            assert number > 10
            return
    raise AssertionError("no run came to its end")
