"""Whatever call of the file system fails: a build is old or new, and nothing is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import needs_posix
from failing import FailingFiles, Way, failing, killed_within
from filling import file_of, opened, type_in
from looking import files_in, report_in
from running import compiled_from
from shinchoku import pipeline
from shinchoku.failures import ShinchokuError
from shinchoku.intake.ledger import LEDGER, read_records

MOST_CALLS = 2000

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Desk:
    """A round and its build: the report was edited since, and an answer came once more.

    `old` are the files of the build before that, `new` those of a build of what came.
    """

    place: Path
    old: Files
    new: Files
    edited: bytes

    @property
    def folder(self) -> Path:
        return self.place / "tiny"

    @property
    def build(self) -> Path:
        return self.place / "build"

    def again(self, place: Path) -> Desk:
        """Return a desk of one's own, as it was."""
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.place, place)
        return Desk(place, self.old, self.new, self.edited)


@pytest.fixture(scope="module")
def desk(filled_tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    place = tmp_path_factory.mktemp("desk")
    folder, build = place / "tiny", place / "build"
    shutil.copytree(filled_tiny, folder)
    compiled_from(folder, build)
    old = files_in(build)
    with opened(report_in(build)) as book:
        book.worksheets[0]["A1"] = "手で直した"
    edited = report_in(build).read_bytes()
    type_in(file_of(folder, "X1"), "S1-01", "remarks", "送り直した")
    fresh = tmp_path_factory.mktemp("fresh")
    shutil.copytree(folder, fresh / "tiny")
    compiled_from(fresh / "tiny", fresh / "build")
    return Desk(place, old, files_in(fresh / "build"), edited)


JOBS: Mapping[str, Callable[[Desk], object]] = {
    "compile": lambda desk: pipeline.compile_round(desk.folder, desk.build),
    "check": lambda desk: pipeline.check(desk.folder, desk.build),
    "accept": lambda desk: pipeline.decide(
        desk.folder, "accepted", file_of(desk.folder, "X1").name, "送り直されたもの"
    ),
}


def fail_at(desk: Desk, job: str, number: int, way: Way) -> bool:
    """Do a job that fails at a call; return whether there was such a call."""
    files = FailingFiles(desk.place, number, way)
    if way == "killed":
        return killed_within(files, lambda: JOBS[job](desk))
    # what a command tells and exits with; anything else would be a traceback
    with failing(files), suppress(ShinchokuError, OSError):
        JOBS[job](desk)
    return files.calls >= number


def hold_whole(desk: Desk, before: tuple[object, ...]) -> None:
    """Assert that the build is old or new, that each file is whole, that nothing is lost."""
    there = files_in(desk.build)
    builds = (desk.old, desk.new)
    assert there["manifest.json"] in {build["manifest.json"] for build in builds}
    named = json.loads(there["manifest.json"])["outputs"].values()
    (whole,) = [b for b in builds if b["manifest.json"] == there["manifest.json"]]
    assert {name: there[name] for name in named} == {name: whole[name] for name in named}
    kept = [name for name, data in there.items() if data == desk.edited]
    assert len(kept) == 1
    known = {data for build in builds for data in build.values()} | {desk.edited}
    readable = json.loads(there["manifest.json"])["readable"]
    lists = readable["findings"]  # of a check, which is of what came
    assert {n for n in readable.values() if n in there and there[n] not in known} <= {lists}
    after = read_records(desk.folder)
    assert after[: len(before)] == before
    torn = len((desk.folder / LEDGER).read_bytes().splitlines()) - len(after)
    assert torn <= 1


def hold_mended(desk: Desk) -> None:
    """Assert that the next compile leaves what one without any failure does."""
    compiled = compiled_from(desk.folder, desk.build)
    there = files_in(desk.build)
    digests = {record.sha256 for record in read_records(desk.folder)}
    manifest = json.loads(there["manifest.json"])
    assert {file["sha256"] for file in manifest["inputs"]} <= digests
    assert [n for n, data in there.items() if data == desk.edited and n != "報告書.xlsx"]
    grows = {".builds/written.txt", "status.html"}
    assert {n: there[n] for n in desk.new if n not in grows} == {
        n: data for n, data in desk.new.items() if n not in grows
    }
    assert not [name for name in there if ".staging" in name]
    assert {file.partition("/")[0] for file in there if "手直し" not in file} == {
        name.partition("/")[0] for name in desk.new
    }
    assert pipeline.verify(desk.build).findings == ()
    assert compiled.report.read_bytes() == desk.new["報告書.xlsx"]


def hold_at(desk: Desk, place: Path, job: str, number: int, way: Way) -> bool:
    """Let one call fail and look at what is left; return whether there was such a call."""
    own = desk.again(place)
    failed = fail_at(own, job, number, way)
    try:
        hold_whole(own, read_records(desk.folder))
        hold_mended(own)
    except AssertionError as error:
        raise AssertionError(f"{job}, call {number}, {way}") from error
    return failed


@needs_posix
@pytest.mark.parametrize("way", ["once", "killed"])
def test_some_calls_of_a_compile_may_fail(desk: Desk, tmp_path: Path, way: Way) -> None:
    numbers = range(7, MOST_CALLS, 23)
    assert any(not hold_at(desk, tmp_path / "own", "compile", n, way) for n in numbers)


@needs_posix
@pytest.mark.slow
@pytest.mark.parametrize("way", ["once", "lasting", "killed"])
@pytest.mark.parametrize("job", JOBS)
def test_every_call_may_fail(desk: Desk, tmp_path: Path, job: str, way: Way) -> None:
    for number in range(1, MOST_CALLS):
        if not hold_at(desk, tmp_path / "own", job, number, way):
            assert number > 10
            return
    raise AssertionError("no run came to its end")
