"""What is not public is in no file of the open data, whoever wrote it, whatever counts by it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import REPOSITORY, fill_round
from csv_files import records, write_records
from faults import edit
from open_data_files import Data, published
from running import compiled_from
from shinchoku import pipeline
from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.open_data.edition import EDITION
from shinchoku.model import Definition, Document, PagedDocument
from shinchoku.tally import tally

pytestmark = pytest.mark.slow

SECOND = REPOSITORY / "tests" / "rounds" / "second"
HERE = 'print = "none", public = false'
COLUMNS = f"""
  {{ id = "inside", by = "master", header = "内部の区分", {HERE} }},
  {{ id = "amount", by = "master", kind = "number", header = "内部の額", {HERE} }},
  {{ id = "limit", by = "master", kind = "number", header = "内部の上限", {HERE} }},
  {{ id = "rest", by = "computed", difference = ["amount", "limit"], header = "内部の差", {HERE} }},
]

[forms.print]
"""
MARKS = ("内緒甲", "918274", "817263", "101011", "内部の")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """A round with texts, numbers and what is computed of them for internal use."""
    folder = tmp_path_factory.mktemp("private")
    source = Path(shutil.copytree(SECOND, folder / "source" / "second"))
    edit(source / "report.toml", "]\n\n[forms.print]\n", COLUMNS.lstrip("\n"))
    edit(source / "report.toml", '"aim", "department"]', '"aim", "department", "inside"]')
    add(source / "master" / "items.csv", inside="内緒甲", amount="918274", limit="817263")
    round_ = fill_round(source, folder / "second")
    compiled_from(round_, folder / "build" / "second")
    return published(round_, folder / "build" / "second")


def add(path: Path, **columns: str) -> None:
    write_records(path, [{**row, **columns} for row in records(path)])


def parts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the text of every file, of a workbook that of its parts."""
    for path in sorted(folder.rglob("*")):
        if zipfile.is_zipfile(path):
            book = zipfile.ZipFile(path)
            for name in book.namelist():
                yield f"{path.name}/{name}", book.read(name).decode("utf-8", "replace")
        elif path.is_file():
            yield path.name, path.read_text(encoding="utf-8")


def test_the_round_has_the_marks_for_internal_use(data: Data) -> None:
    build = data.issued.folder.parent
    (internal,) = build.glob("*庁内用*.xlsx")
    book = zipfile.ZipFile(internal)
    text = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert [mark for mark in MARKS[:-1] if mark not in text] == []


@pytest.mark.parametrize("mark", MARKS)
def test_no_file_of_the_open_data_has_a_mark(data: Data, mark: str) -> None:
    assert [name for name, text in parts(data.folder) if mark in text] == []


def test_places_of_a_private_column_are_not_counted(data: Data) -> None:
    counted = {record["集計区分"] for record in data.file("tally").records}
    assert counted == {"全体", "一次評価 評価", "第1階層", "部署"}


def test_what_departments_and_reviewers_say_in_private_stays_there(
    data: Data, tmp_path: Path
) -> None:
    """No definition that loads has such texts yet: they would be neither printed nor counted."""
    checked = pipeline.examine(data.round)
    definition = in_private(checked.intake.definition, {"note", "opinion", "actual", "rate"})
    manuscript = Manuscript(
        definition=definition,
        merged=checked.merged,
        tally=tally(definition, checked.merged),
        document=Document(sections=(), title=definition.round.title),
        paged=PagedDocument(title="", sections=(), placements=(), anchors=()),
        report=data.round,
    )
    made = EDITION.write(manuscript, tmp_path)
    read = {file: EDITION.read(tmp_path / file) for file in made.files}
    for stand in made.stands:
        assert read[stand.file][stand.place] == stand.text
    told = "".join(text for _, text in parts(tmp_path))
    answers = [row["note"] for row in records(data.round / "answers" / "items.csv") if row["note"]]
    opinions = [r["opinion"] for r in records(data.round / "reviews" / "items.csv") if r["opinion"]]
    assert len(answers) + len(opinions) > 20
    assert [text for text in answers + opinions if text in told] == []
    assert [title for title in ("所見", "意見", "達成率") if title in told] == []


def in_private(definition: Definition, names: set[str]) -> Definition:
    """Return a definition some of whose columns are not public."""
    forms = tuple(
        replace(
            form,
            columns=tuple(
                replace(column, public=False) if column.id in names else column
                for column in form.columns
            ),
        )
        for form in definition.forms
    )
    return replace(definition, forms=forms)
