"""Whatever definition is drawn: its open data have every value at its place, and a package holds.

Answers are drawn, too; forms, levels, numbers, lines, repeats, reviews and tallies are any.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import frictionless
import pytest

from conftest import needs_posix
from open_data_files import NUMBER, Data
from random_definitions import draw
from random_texts import Dice
from shinchoku import pipeline
from shinchoku.definition import DefinitionError, load
from shinchoku.editions.issue import Issued
from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.open_data.edition import EDITION
from shinchoku.editions.publication import Publication
from shinchoku.model import Definition, Document, PagedDocument
from shinchoku.tally import tally
from theorem import _compile

FIRST, EACH, TURNS = 20310701, 20, 16


@needs_posix
@pytest.mark.slow
@pytest.mark.parametrize("turn", range(TURNS))
def test_open_data_of_any_definition_hold(turn: int, tmp_path: Path) -> None:
    seed, folder, definition = drawn(FIRST + turn * EACH, tmp_path)
    _compile(folder, definition, Dice(f"open data {seed}"))
    data = written(folder, tmp_path)
    for file in data.files:
        assert len(set(file.headings)) == len(file.headings)
        assert len({record["ID"] for record in file.records}) == len(file.rows)
        texts = [text for _, text in file.cells()]
        assert [text for text in texts if text != text.strip() or "\n" in text] == []
        assert [t for _, t in file.numeric() if t and not NUMBER.fullmatch(t)] == []
    report = frictionless.validate(str(data.folder / "datapackage.json"))
    assert report.flatten(["title", "fieldName", "message"]) == []


def drawn(first: int, target: Path) -> tuple[int, Path, Definition]:
    """Draw definitions until one loads; most do."""
    for seed in range(first, first + EACH):
        folder = draw(seed).write(target / str(seed))
        with suppress(DefinitionError):
            return seed, folder, load(folder)
    pytest.fail("none of them loads")


def written(folder: Path, target: Path) -> Data:
    """Write the open data of what came, and look for every value at its place."""
    checked = pipeline.examine(folder)
    definition = checked.intake.definition
    manuscript = Manuscript(
        definition=definition,
        merged=checked.merged,
        tally=tally(definition, checked.merged),
        document=Document(sections=(), title=definition.round.title),
        paged=PagedDocument(title="", sections=(), placements=(), anchors=()),
        report=folder,
    )
    inside = target / "data"
    inside.mkdir()
    made = EDITION.write(manuscript, inside)
    read = {file: EDITION.read(inside / file) for file in made.files}
    lost = [s for s in made.stands if read[s.file].get(s.place) != s.text]
    assert lost == []
    issued = Issued(folder=inside, publication=Publication(files={}, lacking=()), kept=None)
    return Data(folder, inside, issued)
