"""What many tests need: the sample compiled once and spoilt once, the tiny round."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

# With lxml, which pikepdf brings, openpyxl spells letters as numbers, and tests exchange texts.
os.environ["OPENPYXL_LXML"] = "False"

from csv_files import records
from desk_page import Disk
from office import required
from running import compiled_from
from shinchoku import Build, pipeline, read_build
from shinchoku.definition import load
from shinchoku.definition.answers import read_about, read_answers
from shinchoku.desk.pack import pack
from shinchoku.followup.board import Board
from shinchoku.intake.ledger import LEDGER
from shinchoku.model import Definition, Key, review_id
from shinchoku.publishing.reports import REPORTS
from shinchoku.results import Compiled, Distributed
from shinchoku.templates.dispatch_list import TemplateSummary
from shinchoku.templates.typing_in import type_answers
from status_board import EARLY, LATE, board_of, spoil_for_board

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE = REPOSITORY / "input_templates" / "nerima-r4"
TINY = REPOSITORY / "tests" / "rounds" / "tiny"
NO_LEDGER = shutil.ignore_patterns(LEDGER, REPORTS)
needs_posix = pytest.mark.skipif(
    sys.platform == "win32", reason="needs POSIX: fork, signals, links, names in any bytes"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with modules that wait for browsers and offices: else one of them is left for last."""
    waiting = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in waiting)


def fill_round(source: Path, target: Path) -> Path:
    """Copy a round, distribute it and type its answers into every template, then its reviews."""
    answer_round(source, target)
    if load(target).reviews:
        fill_reviews(target)
    return target


def answer_round(source: Path, target: Path) -> Path:
    """Copy a round, distribute it and type its answers into every template."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("templates", "submitted"))
    summaries = pipeline.distribute(target).templates
    definition = load(target)
    (target / "submitted").mkdir()
    answers = read_answers(target / "answers", definition)
    _send(target, summaries, answers, read_about(target / "answers"))
    return target


def fill_reviews(target: Path) -> None:
    """Write the workbooks of a round's reviews and type into them what its tables say."""
    distributed = pipeline.distribute_reviews(target)
    assert isinstance(distributed, Distributed)
    reviews = reviews_of(target / "reviews", load(target))
    _send(target, distributed.templates, reviews, read_about(target / "reviews"))


def reviews_of(folder: Path, definition: Definition) -> Mapping[Key, str]:
    """Read `<form>.csv` for every form that is reviewed: `owner` is the id of what it is about."""
    return {
        Key(review_id(row["owner"], row["owner"]), column.id): row[column.id]
        for form in definition.forms
        if form.reviewed
        for row in records(folder / f"{form.id}.csv")
        for column in form.reviewed
        if row[column.id]
    }


def _send(
    target: Path,
    summaries: Sequence[TemplateSummary],
    answers: Mapping[Key, str],
    about: Mapping[str, Mapping[str, str]],
) -> None:
    for summary in summaries:
        path = target / "submitted" / summary.file
        shutil.copyfile(target / "templates" / summary.file, path)
        type_answers(path, answers, about[summary.department_id])


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide other programs, LibreOffice among them: `publish` then prints nothing."""
    monkeypatch.setenv("PATH", "")


@pytest.fixture(scope="session")
def filled_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample round with every template filled in. Do not change it: copy it."""
    return fill_round(SAMPLE, tmp_path_factory.mktemp("sample") / "nerima-r4")


@pytest.fixture(scope="session")
def compiled_sample(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """The sample, compiled."""
    build = tmp_path_factory.mktemp("build") / "nerima-r4"
    return compiled_from(filled_sample, build)


@pytest.fixture(scope="session")
def sample_build(compiled_sample: Compiled, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The sample's build read again, moved away from its round. Do not change it."""
    alone = tmp_path_factory.mktemp("alone") / "anything"
    return read_build(shutil.copytree(compiled_sample.report.parent, alone))


@pytest.fixture
def round_folder(filled_sample: Path, tmp_path: Path) -> Path:
    """A filled sample of one's own, to spoil."""
    return Path(shutil.copytree(filled_sample, tmp_path / "nerima-r4"))


@pytest.fixture(scope="session")
def filled_tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny round with every template filled in. Do not change it: copy it."""
    return fill_round(TINY, tmp_path_factory.mktemp("tiny") / "tiny")


@pytest.fixture
def tiny(filled_tiny: Path, tmp_path: Path) -> Path:
    """A filled tiny round of one's own, to spoil."""
    return Path(shutil.copytree(filled_tiny, tmp_path / "tiny", ignore=NO_LEDGER))


@pytest.fixture(scope="module")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The module's ROUND with every template filled in. Do not change it: copy it."""
    source: Path = request.module.ROUND
    return fill_round(source, tmp_path_factory.mktemp("filled") / source.name)


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """A filled round of one's own, to spoil."""
    return Path(shutil.copytree(filled, tmp_path / filled.name, ignore=NO_LEDGER))


@pytest.fixture(scope="session")
def spoiled_sample(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with something for the board to say. Do not change it: copy it."""
    folder = tmp_path_factory.mktemp("spoiled") / "nerima-r4"
    shutil.copytree(filled_sample, folder)
    spoil_for_board(folder)
    return folder


@pytest.fixture(scope="session")
def early_board(spoiled_sample: Path) -> Board:
    """Its board before the deadline."""
    return board_of(spoiled_sample, EARLY)


@pytest.fixture(scope="session")
def late_board(early_board: Board) -> Board:
    """Its board after the deadline."""
    return replace(early_board, today=LATE)


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk's one file, packed."""
    required("npm")
    return pack(tmp_path_factory.mktemp("desk") / "shinchoku.html")


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return axe-core, which looks for what keeps people out."""
    folder = tmp_path_factory.mktemp("axe")
    subprocess.run([required("npm"), "pack", "--silent", "axe-core@4.14.1"], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


@pytest.fixture
def disk(tiny: Path, tmp_path: Path) -> Disk:
    """A folder with the tiny round, to which nothing has come back."""
    home = tmp_path / "home"
    (home / "input_templates").mkdir(parents=True)
    shutil.copytree(tiny, home / "input_templates" / "tiny")
    shutil.rmtree(home / "input_templates" / "tiny" / "submitted")
    (home / "build").mkdir()
    return Disk(home)
