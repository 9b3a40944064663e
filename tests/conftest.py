"""What many tests need: the sample compiled once and spoilt once, the tiny round."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desk_page import Disk
from office import required
from running import compiled_from
from shinchoku import Build, pipeline, read_build
from shinchoku.definition import load
from shinchoku.definition.answers import read_about, read_answers
from shinchoku.desk.pack import pack
from shinchoku.followup.board import Board
from shinchoku.intake.ledger import LEDGER
from shinchoku.results import Compiled
from shinchoku.templates.typing_in import type_answers
from status_board import EARLY, LATE, board_of, spoil_for_board

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE = REPOSITORY / "input_templates" / "nerima-r4"
TINY = REPOSITORY / "tests" / "rounds" / "tiny"
NO_LEDGER = shutil.ignore_patterns(LEDGER)
needs_posix = pytest.mark.skipif(
    sys.platform == "win32", reason="needs POSIX: fork, signals, links, names in any bytes"
)


def fill_round(source: Path, target: Path) -> Path:
    """Copy a round, distribute it and type its answers into every template."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("templates", "submitted"))
    summaries = pipeline.distribute(target).templates
    definition = load(target)
    answers, about = (
        read_answers(target / "answers", definition),
        read_about(target / "answers"),
    )
    (target / "submitted").mkdir()
    for summary in summaries:
        path = target / "submitted" / summary.file
        shutil.copyfile(target / "templates" / summary.file, path)
        type_answers(path, answers, about[summary.department_id])
    return target


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


@pytest.fixture
def disk(tiny: Path, tmp_path: Path) -> Disk:
    """A folder with the tiny round, to which nothing has come back."""
    home = tmp_path / "home"
    (home / "input_templates").mkdir(parents=True)
    shutil.copytree(tiny, home / "input_templates" / "tiny")
    shutil.rmtree(home / "input_templates" / "tiny" / "submitted")
    (home / "build").mkdir()
    return Disk(home)
