"""sheets.py and openpyxl see the same in every file of the corpus and of the sample.

Where they do not, a reason says who is right and why; one that no file needs fails the test.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from cases import CASES
from shinchoku.sheets import CellKind, SheetsError, read_workbook
from spoiling.folders import A
from witnesses import Facts, Seen, facts_of, facts_of_openpyxl


@pytest.fixture(scope="module")
def corpus(filled_tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, str]:
    """Every file of every case that no earlier one has, with the name of the case."""
    kept = tmp_path_factory.mktemp("corpus")
    found: dict[Path, str] = {}
    for case in CASES:
        folder = tmp_path_factory.mktemp("case") / "tiny"
        shutil.copytree(filled_tiny, folder)
        case.spoil(folder)
        for path in sorted((folder / "submitted").rglob("*")):
            if path.is_file():
                copy = kept / f"{sha256(path.read_bytes()).hexdigest()}.xlsx"
                if not copy.exists():
                    shutil.copyfile(path, copy)
                    found[copy] = case.name
        shutil.rmtree(folder.parent)
    return found


# ---------------------------------------------------------------- why they differ

ESCAPE = re.compile("_x([0-9A-F]{4})_")


def escaped(ours: Seen | None, theirs: Seen | None) -> bool:
    """ECMA-376 22.9.2.19: a string writes what XML cannot hold as _xHHHH_; openpyxl keeps that."""
    if ours is None or theirs is None:
        return False
    meant = ESCAPE.sub(lambda found: chr(int(found[1], 16)), theirs.text)
    return meant != theirs.text and meant.replace("\r\n", "\n") == ours.text


def empty_text(ours: Seen | None, theirs: Seen | None) -> bool:
    """A cell that holds the text "" looks blank to a clerk, and is; openpyxl says ""."""
    return ours is None and theirs is not None and (theirs.raw, theirs.formula) == ("", False)


def picture(ours: Seen | None, theirs: Seen | None) -> bool:
    """What stands in a cell for its picture is a formula's text or an error; openpyxl says that."""
    if ours is None or theirs is None or ours.kind is not CellKind.PICTURE:
        return False
    return (ours.text, ours.formula) == (theirs.text, theirs.formula)


REASONS: tuple[Callable[[Seen | None, Seen | None], bool], ...] = (
    escaped,
    empty_text,
    picture,
)
OF_THE_ORIGINAL = {  # cases that openpyxl cannot read, and that change nothing it could see
    "saved_as_strict_open_xml": "openpyxl knows no Strict namespaces: it finds no sheets",
    "a_text_box": "openpyxl stops where a drawing's part is missing",
}

# It stops where something is not there and at drawings that are no XML, reads sheets to their end
# that nobody wants, and finds no sheets in Strict Open XML.
BEYOND_OPENPYXL = {
    case.name
    for case in CASES
    if case.row in {45, 46}
    or case.name.endswith(("_refers_to_no_string", "_refer_to_no_string", "_in_strict_open_xml"))
} | {
    "a_drawing_that_is_no_xml",
    "very_many_sheets_that_are_not_there",  # it leaves out what the package lacks
    "columns_are_inserted_on_the_guide",  # it drops what stands below a merged cell
    "the_hidden_rows_of_the_guide_are_deleted",
    "a_row_without_height",  # it asks only whether it is hidden
    "a_column_without_width",
    "a_column_of_a_hair",
    "a_truth_in_words",  # it takes 1 and 0 alone
    "a_truth_in_small_words",
}


def differences(ours: Facts, theirs: Facts) -> Iterator[tuple[str, object]]:
    """Yield the reason of every difference, or "" for one that has none, and what differs."""
    for place in ours.keys() | theirs.keys():
        one, other = ours.get(place), theirs.get(place)
        if one != other:
            yield reason_of(one, other), (place, one, other)


def reason_of(one: object, other: object) -> str:
    if not isinstance(one, Seen | None) or not isinstance(other, Seen | None):
        return ""
    return next((reason.__name__ for reason in REASONS if reason(one, other)), "")


# ---------------------------------------------------------------- that they agree


@pytest.mark.slow
def test_the_corpus_is_as_openpyxl_reads_it(corpus: Mapping[Path, str], filled_tiny: Path) -> None:
    original = facts_of_openpyxl(filled_tiny / A)
    compared: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    unexplained = []
    for path, case in corpus.items():
        if case in BEYOND_OPENPYXL:
            continue
        try:
            ours = facts_of(read_workbook(path))
        except SheetsError:
            compared["refused"] += 1
            continue
        theirs = original if case in OF_THE_ORIGINAL else facts_of_openpyxl(path)
        for reason, what in differences(ours, theirs):
            reasons[reason] += 1
            unexplained += [] if reason else [(case, what)]
        compared["files"] += 1
        compared["facts"] += len(ours)
    assert unexplained == []
    assert reasons.keys() == {reason.__name__ for reason in REASONS}, "a reason that is not needed"
    assert OF_THE_ORIGINAL.keys() <= set(corpus.values())
    assert compared["files"] > 200, compared
    assert compared["facts"] > 35_000, compared
    assert compared["refused"] <= sum(any("E102" in f for f in case.found) for case in CASES)


@pytest.mark.slow
@pytest.mark.parametrize("name", OF_THE_ORIGINAL)
def test_openpyxl_cannot_read_what_it_is_excused_from(
    corpus: Mapping[Path, str], name: str
) -> None:
    (path,) = (path for path, case in corpus.items() if case == name)
    try:
        facts = facts_of_openpyxl(path)
    except KeyError:
        return
    assert facts == {("", "sheets"): []}


@pytest.mark.slow
def test_the_sample_is_as_openpyxl_reads_it(filled_sample: Path) -> None:
    files = sorted((filled_sample / "submitted").iterdir())
    count = 0
    for path in [*files, *sorted((filled_sample / "templates").glob("D*.xlsx"))]:
        ours = facts_of(read_workbook(path))
        assert list(differences(ours, facts_of_openpyxl(path))) == [], path.name
        count += len(ours)
    assert len(files) == 29
    assert count > 20_000
