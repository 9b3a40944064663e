"""`import shinchoku`: the tables of a build say what was merged, counted and printed.

Every made-up round is asked, and the sample.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import shinchoku
from conftest import SAMPLE, TINY, fill_round
from frames import cells_of
from running import compiled_from
from shinchoku.definition.design import RESERVED
from shinchoku.model import Column, Form, Key, review_id
from shinchoku.results import Compiled
from shinchoku.words import words

ROUNDS = sorted(folder.name for folder in TINY.parent.iterdir())


class Done:
    """A compiled round, and its build read again."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.definition = compiled.checked.intake.definition
        self.build = shinchoku.read_build(compiled.report.parent / "manifest.json")


@pytest.fixture(scope="module", params=[SAMPLE.name, *ROUNDS])
def done(
    request: pytest.FixtureRequest,
    compiled_sample: Compiled,
    tmp_path_factory: pytest.TempPathFactory,
) -> Done:
    if request.param == SAMPLE.name:
        return Done(compiled_sample)
    folder = tmp_path_factory.mktemp(request.param)
    target = fill_round(TINY.parent / request.param, folder / request.param)
    compiled = compiled_from(target, folder / "build" / request.param)
    return Done(compiled)


def test_values_and_origins_are_those_that_were_merged(done: Done) -> None:
    found = done.build.values  # noqa: PD011 - no table
    asked = {
        (line.id, column.id): owner
        for form in done.definition.forms
        for _, entry in done.definition.entries(form)
        for line in entry.lines
        for column in (*form.answered, *form.reviewed, *form.computed)
        for owner in [review_id(entry.id, line.id) if column.by == "review" else line.id]
    }
    shown = done.compiled.merged.shown
    assert found == {
        (line, column): shown[Key(owner, column)]
        for (line, column), owner in asked.items()
        if (owner, column) in shown
    }
    assert len(found) >= 10


def test_tables_say_what_the_open_data_says(done: Done) -> None:
    for form in done.definition.forms:
        with (done.compiled.folder / f"{form.id}.csv").open(encoding="utf-8-sig") as stream:
            _, *published = csv.reader(stream)
        public = [column for column in every_column(form) if column.public]
        same(done.build, form, public, published)


def test_tables_say_what_the_internal_workbook_says(done: Done) -> None:
    names = done.build.manifest["readable"]
    book = load_workbook(done.build.folder / names["internal_data"])
    for form in done.definition.forms:
        _, _, *rows = book[form.sheet].iter_rows(values_only=True)  # below title and header
        texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
        same(
            done.build,
            form,
            every_column(form),
            [row[:-1] for row in texts],
        )
        sources = {row[-1].removesuffix(f" {form.sheet}") for row in texts if row[-1]}
        assert sources <= {entry["path"] for entry in done.build.manifest["inputs"]}


def same(
    build: shinchoku.Build, form: Form, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> None:
    """Hold a form's table to the rows of a published list."""
    named = list(zip(*rows, strict=True))[len(form.path) :]
    lines, entries, departments, repeated, *answers = named
    table = build.form(form.id)
    texts = table.astype("string").fillna("")
    assert tuple(table.index) == lines
    assert tuple(texts["entry"]) == entries
    assert tuple(texts["department_name"]) == departments
    assert tuple(texts["repeat_of"]) == repeated
    for column, found in zip(columns, answers, strict=True):
        if column.number:
            numbers = [None if pd.isna(number) else number for number in table[column.id]]
            assert numbers == list(map(number_in, found))
        else:
            assert tuple(texts[column.id]) == found


def every_column(form: Form) -> list[Column]:
    """Return the columns of a form as published lists have them."""
    return [*form.given, *form.answered, *form.reviewed, *form.computed]


def number_in(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:  # a text that stands for a number
        return None


def test_what_is_not_public_is_for_internal_use_alone(done: Done) -> None:
    """Reasons, origins and who corrected: in no report and no list but one that says so."""
    say = words(done.definition.round.language)
    build = done.build.folder
    every = [p for p in build.rglob("*") if p.suffix in {".xlsx", ".csv"}]
    every = [p for p in every if p.parent != build / "returned"]  # a department's own
    own = {"findings", "page_list"}
    names = {
        Path(done.build.manifest[where][kind]).name
        for where in ("outputs", "readable")
        for kind in own
    }
    public = [p for p in every if say("file.internal") not in p.name and p.name not in names]
    assert len(public) == 2 * (2 + len(done.definition.forms))
    private = {c.id for form in done.definition.forms for c in form.columns if not c.public}
    for path in public:
        texts = texts_of(path)
        assert not [text for text in texts if "submitted/" in text], path.name
        if path.suffix == ".csv" or path.stem.casefold().startswith(("data", "データ")):
            assert not texts & {*private, "source"}, path.name


def texts_of(path: Path) -> set[str]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return {cell for row in csv.reader(stream) for cell in row}
    sheets = load_workbook(path).worksheets
    return {
        str(cell)
        for sheet in sheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
    }


def test_no_table_has_a_name_twice_and_no_definition_can_take_one(done: Done) -> None:
    for form in done.definition.forms:
        with (done.compiled.folder / f"{form.id}.csv").open(encoding="utf-8-sig") as stream:
            header = next(csv.reader(stream))
        table = done.build.form(form.id)
        names = [table.index.name, *table.columns]
        defined = {
            *form.path,
            *(column.id for column in every_column(form)),
        }
        for own in header, names:
            assert len(own) == len(set(own))
            assert set(own) - defined <= RESERVED


def test_texts_are_strings_and_choices_are_ordered(done: Done) -> None:
    for form in done.definition.forms:
        table = done.build.form(form.id)
        assert table.index.name == "line"
        assert table.index.dtype == "string"
        for column in form.columns:
            dtype = table[column.id].dtype
            if column.is_choice:
                assert isinstance(dtype, pd.CategoricalDtype)
                assert dtype.ordered
                known = len(column.codes)  # behind them, what says that nothing can be measured
                assert tuple(dtype.categories)[:known] == column.codes
                assert column.computed or len(dtype.categories) == known
            elif column.number:
                assert dtype == pd.Float64Dtype()
            else:
                assert dtype == pd.StringDtype()
        assert {str(table[level].dtype) for level in form.path} <= {"category"}
        assert "object" not in {str(dtype) for dtype in table.dtypes}


def test_levels_are_in_published_order_and_no_two_nodes_are_called_alike(done: Done) -> None:
    nodes = done.build.nodes
    for (_, level), group in nodes.groupby(["form", "level"], sort=False):
        assert group["label"].is_unique, level
        assert group["id"].is_unique
    for form in done.definition.forms:
        table = done.build.form(form.id)
        for level in form.path:
            found = [
                next((node.id for node in path if node.level == level), None)
                for path, entry in done.definition.entries(form)
                for _ in entry.lines
            ]
            own = nodes[(nodes["form"] == form.id) & (nodes["level"] == level)]
            names = dict(zip(own["id"], own["label"], strict=True))
            assert table[level].astype(object).where(table[level].notna(), None).tolist() == [
                names[id_] if id_ else None for id_ in found
            ]
            assert list(table[level].cat.categories) == list(dict.fromkeys(names.values()))


def test_pandas_counts_what_the_program_counted(done: Done) -> None:
    """By every level and by department; where a tally is counted by it, by that as well."""
    for spec in done.definition.tallies:
        counted = done.compiled.tally[spec.id]
        form = done.definition.form(spec.form_id)
        for by in (*form.path, "department") if not spec.where else ():
            table = done.build.cross(by, f"{form.id}.{spec.column_id}")
            assert table.sum().to_dict() == {row.choice: row.count for row in counted.rows}
            if by in counted.by:
                own = done.build.nodes.query("form == @form.id and level == @by")
                names = dict(zip(own["id"], own["label"], strict=True))
                expected = {names.get(id_, id_): dict(c) for id_, c in counted.by[by].items()}
                assert table[table.sum(axis=1) > 0].to_dict("index") == expected


def test_pandas_counts_by_columns_what_the_program_counted(done: Done) -> None:
    for spec in (spec for spec in done.definition.tallies if not spec.where):
        columns = {column.id for column in done.definition.form(spec.form_id).columns}
        for by in columns & {*spec.by}:
            table = done.build.cross(f"{spec.form_id}.{by}", f"{spec.form_id}.{spec.column_id}")
            counted = done.compiled.tally[spec.id].by[by]
            expected = {text: dict(counts) for text, counts in counted.items() if text}
            assert table[table.sum(axis=1) > 0].to_dict("index") == expected


def test_breakdowns_are_those_of_the_program(done: Done) -> None:
    for spec in done.definition.tallies:
        for code, name in spec.breakdown.items() if not spec.where else ():
            table = done.build.cross(f"{spec.form_id}.{spec.column_id}", f"{spec.form_id}.{name}")
            (row,) = (r for r in done.compiled.tally[spec.id].rows if r.choice == code)
            assert table.loc[code].to_dict() == {r.choice: r.count for r in row.breakdown}


def test_tallies_are_the_programs(done: Done) -> None:
    tally = done.build.tally
    assert tally["tally"].drop_duplicates().tolist() == list(done.compiled.tally)
    for name, counted in done.compiled.tally.items():
        table = done.build.counted(name)
        assert isinstance(table["code"].dtype, pd.CategoricalDtype)
        assert list(table["code"].cat.categories) == [row.choice for row in counted.rows]
        expected = [
            (row.choice, part.choice if part else None, given.label, given.count, given.percent)
            for row in counted.rows
            for part in (None, *row.breakdown)
            for given in [part or row]
        ]
        plain = table.astype(object).where(table.notna(), None)
        assert list(plain.itertuples(index=False, name=None)) == expected


def test_origins_are_those_of_the_placements(done: Done) -> None:
    placed = done.build.manifest["outputs"]["placements"]
    entries = json.loads((done.build.folder / placed).read_text(encoding="utf-8"))
    owners = {line.id: line.form for line in done.build.kept.lines}
    tables = {form: done.build.origins(form) for form in done.build.forms}
    found = 0
    for entry in (e for e in entries if e["origin"] and e["owner"] in owners):
        row = tables[owners[entry["owner"]]].loc[entry["owner"], entry["column"]]
        assert row.to_dict() == entry["origin"]
        found += 1
    assert found >= 10


def test_origins_stand_where_answers_do(done: Done) -> None:
    for form in done.definition.forms:
        table, origins = done.build.form(form.id), done.build.origins(form.id)
        assert origins.index.equals(table.index)
        assert list(dict.fromkeys(origins.columns.get_level_values(0))) == [
            column.id for column in form.columns if column.by in {"department", "review"}
        ]
        for column in (*form.answered, *form.reviewed):
            there = origins[column.id]["file"].notna()
            said = table[column.id].notna()
            if column.number:  # a text that stands for a number is said, and is none
                assert (there | ~said).all()
            else:
                assert there.tolist() == said.tolist()


def test_pages_are_those_of_the_report(done: Done) -> None:
    pages = done.build.pages
    planned = [(s.sheet, p.number) for s in done.compiled.paged.sections for p in s.pages]
    numbers = [None if pd.isna(number) else int(number) for number in pages["number"]]
    assert list(zip(pages["sheet"], numbers, strict=True)) == planned
    assert pages["fill_percent"].between(1, 100).all()


# ---------------------------------------------------------------- texts that look like something


def test_what_looks_like_a_missing_value_is_a_text(tmp_path: Path) -> None:
    source = Path(shutil.copytree(TINY, tmp_path / "source" / "tiny"))
    answers = source / "answers" / "items.csv"
    text = answers.read_text(encoding="utf-8-sig")
    text = text.replace("2地区,済,,○,", "-,済,,○,NA").replace("1地区,", "null,")
    answers.write_text(text, encoding="utf-8-sig")
    folder = fill_round(source, tmp_path / "tiny")
    items = shinchoku.open_round(folder, build=tmp_path / "build").compile().form("items")
    assert cells_of(items[["done", "remarks"]], "S1-02") == ["-", "NA"]
    assert items.loc["S1-02.2", "done"] == "null"
    assert items.loc["S1-01", "repeat_of"] is pd.NA
    assert items.loc["S1-03", "remarks"] is pd.NA


def test_an_empty_text_of_the_master_is_a_text(sample_build: shinchoku.Build) -> None:
    items = sample_build.form("items")
    assert (items["baseline"] == "").sum() == 7
    assert items["baseline"].notna().all()
    assert items["note"].isna().sum() > 100
