"""What the formulas of every round's templates show, computed again by LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest

from conftest import REPOSITORY, fill_round
from kit_rounds import FOLDER as KITS
from office import saved_by_libreoffice, with_wrong_results
from shinchoku.definition import load
from shinchoku.words import words

pytestmark = pytest.mark.slow
ROUNDS = {
    folder.name: folder
    for home in (REPOSITORY / "tests" / "rounds", KITS)
    for folder in sorted(home.iterdir())
}
Shown = Mapping[tuple[str, str], object]  # (sheet, cell) -> value


@pytest.fixture(scope="module")
def filled_rounds(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every round and kit, filled; names that both have are a kit's."""
    home = tmp_path_factory.mktemp("filled-rounds")
    return {name: fill_round(source, home / name) for name, source in ROUNDS.items()}


def recalculated(files: Mapping[str, Path], folder: Path) -> Mapping[str, Path]:
    """Return workbooks as LibreOffice saves them, in which all stored results were wrong."""
    lying = folder / "lying"
    lying.mkdir(parents=True)
    told = [with_wrong_results(file, lying / f"{name}.xlsx") for name, file in files.items()]
    return dict(zip(files, saved_by_libreoffice(told, folder / "saved"), strict=True))


def first_of(folder: Path, part: str) -> Path:
    """Return the workbook of a round's first department."""
    (found,) = (folder / part).glob(f"{load(folder).departments[0].id}_*.xlsx")
    return found


def results(formulas: Path, file: Path) -> Shown:
    """Return what a workbook's formulas show, where another has them."""
    shown = openpyxl.load_workbook(file, data_only=True)
    return {at: shown[at[0]][at[1]].value or "" for at in _formulas(formulas)}


def _formulas(file: Path) -> Iterator[tuple[str, str]]:
    for sheet in openpyxl.load_workbook(file).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate


def test_what_a_template_shows_is_what_libreoffice_computes(
    filled_rounds: Mapping[str, Path], tmp_path: Path
) -> None:
    sent = {name: first_of(folder, "templates") for name, folder in filled_rounds.items()}
    again = recalculated(sent, tmp_path)
    for name, template in sent.items():
        stored = results(template, template)
        assert len(stored) > 5, name
        assert results(template, again[name]) == stored, name


def test_what_is_filled_without_fault_is_complete_in_libreoffice(
    filled_rounds: Mapping[str, Path], tmp_path: Path
) -> None:
    came = {name: first_of(folder, "submitted") for name, folder in filled_rounds.items()}
    again = recalculated(came, tmp_path)
    for name, folder in filled_rounds.items():
        language = words(load(folder).round.language)
        broken = language("status.broken")
        shown = [str(value) for value in results(came[name], again[name]).values()]
        assert language("status.ok") in shown, name
        assert not [text for text in shown if text == broken or text.startswith(("#", "Err"))], name


def test_a_formula_that_is_none_is_seen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = '=MID(&"OK",2,9)'
    file = tmp_path / "none.xlsx"
    book.save(file)
    (saved,) = saved_by_libreoffice([file], tmp_path / "saved")
    assert str(next(iter(results(saved, saved).values()), "#")).startswith(("#", "Err"))
