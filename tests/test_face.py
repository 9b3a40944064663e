"""`import shinchoku`: a round worked on, a finished build as pandas tables.

What pandas counts is held to the published figures and to the program's own tally.
"""

from __future__ import annotations

import ast
import csv
import doctest
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from types import FunctionType
from typing import Any

import pandas as pd
import pytest

import shinchoku
from conftest import NO_LEDGER, REPOSITORY, SAMPLE, TINY, fill_round
from looking import compiled_from
from shinchoku import cli
from shinchoku.failures import BuildError, ReadError
from shinchoku.model import Department, Origin, Value
from shinchoku.publishing.kept import Kept, KeptColumn, KeptForm, KeptLine, KeptNode
from shinchoku.results import Compiled
from shinchoku.tables import cross_table, form_table

PUBLISHED = REPOSITORY / "tests" / "sample"
ROUNDS = sorted(folder.name for folder in TINY.parent.iterdir())
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def sample(compiled_sample: Compiled, tmp_path_factory: pytest.TempPathFactory) -> shinchoku.Build:
    """The sample's build, moved away from its round."""
    alone = tmp_path_factory.mktemp("alone") / "anything"
    return shinchoku.read_build(shutil.copytree(compiled_sample.folder.parent, alone))


class Done:
    """A compiled round, and its build read again."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.definition = compiled.checked.intake.definition
        self.build = shinchoku.read_build(compiled.folder.parent / "manifest.json")


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


# ---------------------------------------------------------------- the published figures


def test_plans_and_grades_are_the_published_ones(sample: shinchoku.Build) -> None:
    table = sample.cross("plan", "items.grade")
    published = rows(PUBLISHED / "tally_by_plan.csv")
    assert [table.index.name, table.columns.name] == ["plan", "items.grade"]
    assert list(table.index) == [row["plan"] for row in published]
    assert list(table.columns) == ["A+", "A", "B", "*", "-"]
    for row in published:
        assert [str(count) for count in table.loc[row["plan"]]] == [row[c] for c in table.columns]


def test_repeats_by_plan_are_the_published_ones(sample: shinchoku.Build) -> None:
    items = sample.form("items")
    repeats = items[items["repeat_of"].notna()].groupby("plan", observed=False).size()
    published = {row["plan"]: int(row["repeats"]) for row in rows(PUBLISHED / "tally_by_plan.csv")}
    assert repeats.to_dict() == published


def test_margins_are_the_printed_table(sample: shinchoku.Build) -> None:
    table = sample.cross("plan", "items.grade", margins=True)
    assert table.loc["total"].to_dict() == {
        "A+": 21,
        "A": 284,
        "B": 33,
        "*": 34,
        "-": 11,
        "total": 383,
    }
    assert int(table["total"].drop("total").sum()) == 383


def test_reasons_beside_grades_are_the_published_ones(sample: shinchoku.Build) -> None:
    table = sample.cross("items.grade", "items.reason")
    assert table.loc["B"].tolist() == [4, 12, 3, 14]  # type: ignore[operator]
    assert int(table.to_numpy().sum()) == 33


def test_what_is_counted_is_what_is_printed(sample: shinchoku.Build) -> None:
    table = sample.counted("grades")
    *published, total = rows(PUBLISHED / "summary.csv")
    assert table["code"].tolist() == [row["grade"].partition("/")[0] for row in published]
    assert table["breakdown"].notna().tolist() == ["/" in row["grade"] for row in published]
    for name in ("label", "count", "percent"):
        assert table[name].astype("string").tolist() == [row[name] for row in published]
    assert int(table.loc[table["breakdown"].isna(), "count"].sum()) == int(total["count"])


# ---------------------------------------------------------------- every round


def test_values_and_origins_are_those_that_were_merged(done: Done) -> None:
    found = done.build.values  # noqa: PD011 - no table
    asked = {
        (line.id, column.id)
        for form in done.definition.forms
        for _, entry in done.definition.entries(form)
        for line in entry.lines
        for column in form.answered
    }
    shown = done.compiled.merged.shown
    assert found == {key: value for key, value in shown.items() if key in asked}
    assert len(found) >= 10


def test_tables_say_what_the_open_data_says(done: Done) -> None:
    for form in done.definition.forms:
        with (done.compiled.folder / f"{form.id}.csv").open(encoding="utf-8-sig") as stream:
            _, *published = csv.reader(stream)
        lines, entries, departments, repeated, *columns = list(zip(*published, strict=True))[
            len(form.path) : -1
        ]
        table = done.build.form(form.id)
        texts = table.astype("string").fillna("")
        assert tuple(table.index) == lines
        assert tuple(texts["entry"]) == entries
        assert tuple(texts["department_name"]) == departments
        assert tuple(texts["repeat_of"]) == repeated
        for column, found in zip((*form.given, *form.answered), columns, strict=True):
            assert tuple(texts[column.id]) == found


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
                assert tuple(dtype.categories) == column.codes
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
            column.id for column in form.answered
        ]
        for column in form.answered:
            there = origins[column.id]["file"].notna()
            assert there.tolist() == table[column.id].notna().tolist()


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
    assert items.loc["S1-02", ["done", "remarks"]].tolist() == ["-", "NA"]  # type: ignore[operator]
    assert items.loc["S1-02.2", "done"] == "null"
    assert items.loc["S1-01", "repeat_of"] is pd.NA
    assert items.loc["S1-03", "remarks"] is pd.NA


def test_an_empty_text_of_the_master_is_a_text(sample: shinchoku.Build) -> None:
    items = sample.form("items")
    assert (items["baseline"] == "").sum() == 7
    assert items["baseline"].notna().all()
    assert items["note"].isna().sum() > 100


# ---------------------------------------------------------------- a round


@pytest.fixture
def opened(tiny: Path, tmp_path: Path) -> shinchoku.Round:
    return shinchoku.open_round(tiny, build=tmp_path / "build")


def test_a_round_is_distributed_checked_compiled_and_verified(opened: shinchoku.Round) -> None:
    assert len(opened.distribute().templates) == 2
    assert opened.check().errors == 0
    assert opened.compile().manifest["round"] == "tiny"
    assert opened.verify().unaccounted == 0


def test_errors_refuse_and_a_draft_tells_them(opened: shinchoku.Round) -> None:
    before = opened.compile().manifest
    next((opened.folder / "submitted").glob("X2*")).unlink()
    with pytest.raises(shinchoku.RefusedError, match="because of the errors") as refused:
        opened.compile()
    assert [f.code for f in refused.value.checked.findings] == ["E101"]
    assert shinchoku.read_build(opened.build).manifest == before
    findings = opened.compile(draft=True).findings
    assert findings.loc[0, ["code", "severity", "department"]].tolist() == ["E101", "error", "X2"]  # type: ignore[operator]
    assert {str(dtype) for dtype in findings.dtypes} == {"string"}


def test_a_draft_keeps_a_grade_that_is_on_no_scale(opened: shinchoku.Round, tmp_path: Path) -> None:
    source = Path(shutil.copytree(TINY, tmp_path / "source" / "tiny"))
    answers = source / "answers" / "items.csv"
    text = answers.read_text(encoding="utf-8-sig").replace("○", "優")
    answers.write_text(text, encoding="utf-8-sig")
    folder = fill_round(source, tmp_path / "other" / "tiny")
    build = shinchoku.open_round(folder, build=opened.build).compile(draft=True)
    grades = build.form("items")["achieved"]
    assert grades["S1-02"] == "優"
    assert list(grades.cat.categories) == ["◎", "○", "△", "×", "優"]
    assert list(build.cross("plan", "items.achieved").columns) == ["◎", "○", "△", "×"]


def test_a_correction_leaves_what_was_before(opened: shinchoku.Round) -> None:
    (opened.folder / "corrections.csv").write_text(
        "item,column,before,after,who,reason\nS1-01,remarks,参加者が倍に増えた,倍増,課長,表記\n",
        encoding="utf-8",
    )
    value = opened.compile().values["S1-01", "remarks"]  # noqa: PD011 - no table
    assert (value.text, value.before) == ("倍増", "参加者が倍に増えた")
    assert (value.origin.file, value.origin.sheet) == ("submitted/X1_総務課.xlsx", "進行管理")


def test_a_day_is_an_argument(opened: shinchoku.Round) -> None:
    next((opened.folder / "submitted").glob("X2*")).unlink()
    (plain,) = opened.check().findings
    (late,) = opened.check(today=date(2099, 1, 1)).findings
    assert plain.message != late.message


def test_a_language_is_an_argument_and_leaves_nothing_behind(opened: shinchoku.Round) -> None:
    next((opened.folder / "submitted").glob("X2*")).unlink()
    (missing,) = opened.check().findings
    english, japanese = shinchoku.tell(missing.message, "en"), shinchoku.tell(missing.message)
    assert english == "Nothing has come back from 土木課 (due 2031-06-30)."
    assert japanese == "土木課から提出がありません（未提出、期限は2031年6月30日）。"
    assert opened.compile(draft=True).findings["message"][0] == japanese
    assert shinchoku.read_build(opened.build, language="en").findings["message"][0] == english
    with pytest.raises(KeyError, match="fr"):
        shinchoku.read_build(opened.build, language="fr")


def test_the_build_lies_where_the_command_line_puts_it(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny)
    assert shinchoku.open_round(".").build == cli.BUILDS / tiny.name
    monkeypatch.chdir(tmp_path)
    shinchoku.open_round(tiny).compile()
    assert (tmp_path / "build" / "tiny" / "manifest.json").exists()


def test_what_is_no_round_or_no_build_is_told(opened: shinchoku.Round, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="nowhere"):
        shinchoku.open_round(tmp_path / "nowhere")
    with pytest.raises(BuildError, match=r"manifest\.json"):
        shinchoku.read_build(tmp_path / "nowhere")
    with pytest.raises(BuildError, match=r"manifest\.json"):
        opened.verify()


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"departments": 1}', "[" * 99_999])
def test_a_build_whose_values_cannot_be_read_is_told(
    opened: shinchoku.Round, text: str | None
) -> None:
    manifest = opened.compile().manifest
    path = opened.build / manifest["outputs"]["values"]
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"values\.json"):
        shinchoku.read_build(opened.build)


def test_a_build_that_was_made_before_is_told(opened: shinchoku.Round) -> None:
    manifest = dict(opened.compile().manifest)
    manifest["outputs"] = {k: v for k, v in manifest["outputs"].items() if k != "values"}
    (opened.build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(BuildError, match=r"values\.json"):
        shinchoku.read_build(opened.build)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (lambda b: b.form("item"), "no form 'item': there is items, kpi"),
        (lambda b: b.origins("x"), "no form 'x': there is items, kpi"),
        (lambda b: b.counted("grade"), "no tally 'grade': there is grades"),
        (lambda b: b.cross("plans", "items.grade"), "no name 'plans': there is pillar, plan,"),
        (lambda b: b.cross("items.grade", "items."), "no name 'items.':"),
        (
            lambda b: b.cross("kpi.actual", "items.grade"),
            "'kpi.actual' and 'items.grade' are of different forms: no line has both",
        ),
        (lambda b: b.cross("objective", "items.grade"), "of different forms"),
        (
            lambda b: b.cross("plan", "department"),
            "'plan' and 'department' are of several forms, items, kpi: say which with form=",
        ),
        (lambda b: b.cross("objective", "plan", form="items"), "no name 'objective'"),
    ],
)
def test_a_name_that_is_not_known_is_told(
    sample: shinchoku.Build, question: Callable[[shinchoku.Build], pd.DataFrame], told: str
) -> None:
    with pytest.raises(shinchoku.UnknownNameError, match=re.escape(told)):
        question(sample)


def test_a_pair_of_several_forms_is_counted_in_the_one_that_is_named(
    sample: shinchoku.Build,
) -> None:
    table = sample.cross("plan", "department", form="kpi", margins=True)
    assert table.loc["total", "total"] == 119
    assert list(sample.cross("objective", "plan").columns)[:2] == ["1", "2"]


# ---------------------------------------------------------------- made-up builds


def column(name: str, per: str = "entry", by: str = "department", *codes: str) -> KeptColumn:
    chosen = dict.fromkeys(codes, "")
    return KeptColumn(form="f", id=name, header=name, by=by, per=per, codes=chosen)  # type: ignore[arg-type]


def line(name: str, node: str = "", department: str = "D1", **answers: str) -> KeptLine:
    return KeptLine(
        form="f",
        id=name,
        entry=name.partition(".")[0],
        label=name,
        department=department,
        repeat_of="",
        nodes={"part": node} if node else {},
        given={"kind": "新規" if name == "a" else ""},
        answers={k: Value(text, Origin("x.xlsx")) for k, text in answers.items()},
    )


def made_up(*lines: KeptLine, numbers: tuple[str, str] = ("1", "2")) -> Kept:
    return Kept(
        departments=[Department(id=name, name=name) for name in ("D2", "D1")],
        forms=[KeptForm(id="f", sheet="f", path=["part"])],
        columns=[
            column("kind", "entry", "master"),
            column("grade", "entry", "department", "A", "B"),
            column("step", "line", "department", "済", "未"),
            column("label"),
        ],
        nodes=[
            KeptNode(form="f", level="part", id=f"N{index}", number=number, title="t")
            for index, number in enumerate(numbers)
        ],
        lines=lines,
        findings=[],
        pages=[],
    )


def crossed(kept: Kept, rows: str, columns: str) -> dict[Any, Any]:
    table = cross_table(kept, rows, columns, form_id=None, margins=False)
    return {row: table.loc[row].to_dict() for row in table.index}


LINES = (
    line("a", "N1", grade="A", step="済"),
    line("a.2", "N1", step="未"),
    line("b", "", "", grade="?", step="済", label="own"),
)


def test_a_column_per_line_counts_lines_which_share_what_their_entry_says() -> None:
    expected = {"A": {"済": 1, "未": 1}, "B": {"済": 0, "未": 0}}
    assert crossed(made_up(*LINES), "f.grade", "f.step") == expected
    assert crossed(made_up(*LINES), "f.kind", "f.step") == {"新規": {"済": 1, "未": 1}}


def test_a_column_per_entry_counts_entries() -> None:
    kept = made_up(*LINES)
    none = {"A": 0, "B": 0}
    assert crossed(kept, "part", "f.grade") == {"1": none, "2": {"A": 1, "B": 0}}
    assert crossed(kept, "department", "f.kind") == {"D1": {"新規": 1}}


def test_what_hangs_below_nothing_is_counted_at_no_name() -> None:
    kept = made_up(*LINES)
    assert crossed(kept, "part", "f.step")[""] == {"済": 1, "未": 0}
    assert crossed(kept, "department", "f.step")[""] == {"済": 1, "未": 0}


def test_nodes_that_share_a_number_are_called_by_their_ids() -> None:
    kept = made_up(*LINES, numbers=("1", "1"))
    assert list(crossed(kept, "part", "f.step")) == ["N0", "N1", ""]
    assert form_table(kept, "f")["part"].dropna().tolist() == ["N1", "N1"]


def test_nothing_is_counted_as_nothing() -> None:
    nothing = {"A": {"済": 0, "未": 0}, "B": {"済": 0, "未": 0}}
    assert crossed(made_up(), "f.grade", "f.step") == nothing
    table = cross_table(made_up(), "f.grade", "f.step", form_id=None, margins=True)
    assert table.loc["total", "total"] == 0


def test_a_column_of_the_form_stands_in_the_place_of_one_of_ours() -> None:
    table = form_table(made_up(*LINES), "f")
    assert table["label"].fillna("").tolist() == ["", "", "own"]


def test_what_a_build_keeps_is_a_row_a_line(sample: shinchoku.Build) -> None:
    path = sample.folder / sample.manifest["outputs"]["values"]
    text = path.read_text(encoding="utf-8")
    tables = json.loads(text)
    assert list(tables) == list(Kept.__dataclass_fields__)
    assert len(tables["lines"]) == len(sample.form("items")) + len(sample.form("kpi"))
    assert len(text.splitlines()) == sum(len(table) or 1 for table in tables.values()) + 16


# ---------------------------------------------------------------- the package


def test_the_face_is_what_it_says() -> None:
    rooms = ("shinchoku.face", "shinchoku.failures")
    named = {name: getattr(shinchoku, name) for name in shinchoku.__all__}
    assert {thing.__module__ for thing in named.values()} == set(rooms)
    public = {
        name
        for name, thing in vars(shinchoku.face).items()
        if isinstance(thing, (type, FunctionType)) and thing.__module__ == "shinchoku.face"
    }
    own = {name for name, thing in named.items() if thing.__module__ == "shinchoku.face"}
    assert {name for name in public if not name.startswith("_")} == own
    assert shinchoku.__version__ == version("shinchoku")


def test_pandas_is_named_in_one_module_only() -> None:
    naming = set()
    for path in (REPOSITORY / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            naming |= {path.name for name in names if name.partition(".")[0] == "pandas"}
    assert naming == {"tables.py"}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    found = os.pathsep.join(filter(None, [str(REPOSITORY / "src"), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": found, "PYTHONUTF8": "1"},
    )


@pytest.mark.parametrize(
    "job",
    [
        "from shinchoku.cli import main\ntry:\n    main([{0!r}, 'tiny'])\nexcept SystemExit: pass",
        "import shinchoku\nshinchoku.open_round('tiny').{0}()",
    ],
)
@pytest.mark.parametrize("command", ["check", "compile"])
def test_check_and_compile_never_load_pandas(tiny: Path, job: str, command: str) -> None:
    code = f"{job.format(command)}\nimport sys\nassert 'shinchoku.pipeline' in sys.modules\n"
    result = run("-c", code + "sys.exit('pandas' in sys.modules)", cwd=tiny.parent)
    assert result.returncode == 0, result.stderr
    assert (tiny.parent / "tiny" / "ledger.jsonl").exists()


TYPED = """
from datetime import date
import pandas as pd
import shinchoku

def late(folder: str) -> pd.DataFrame:
    round_ = shinchoku.open_round(folder)
    round_.distribute()
    checked = round_.check(today=date(2023, 6, 1))
    told = [shinchoku.tell(finding.message, "en").upper() for finding in checked.findings]
    print(checked.errors + 0, told)
    build: shinchoku.Build = round_.compile(draft=True)
    print(round_.verify().unaccounted + 0, build.values["P01-01", "actual"].origin.cell.upper())
    print(build.cross("plan", "items.grade", margins=True), build.counted("grades"))
    print(build.findings, build.pages, build.tally, build.nodes, build.origins("items"))
    items = build.form("items")
    return items[items["grade"] == "B"]
"""


WRONG = """
import shinchoku

round_ = shinchoku.open_round("folder")
round_.check(today="2031-07-01")
round_.verified()
round_.compile().cross("plan").columns
"""
TOLD = {
    5: 'Argument "today" to "check" of "Round" has incompatible type',
    6: '"Round" has no attribute "verified"',
    7: 'Missing positional argument "columns" in call to "cross" of "Build"',
}


def test_a_strict_type_checker_knows_the_face(tmp_path: Path) -> None:
    (tmp_path / "right.py").write_text(TYPED, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    command = ("-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", "right.py", "wrong.py")
    result = run(*command, cwd=tmp_path)
    *told, last = result.stdout.splitlines()
    assert last == "Found 3 errors in 1 file (checked 2 source files)", result.stdout
    for text, (number, expected) in zip(told, TOLD.items(), strict=True):
        assert text.startswith(f"wrong.py:{number}: error: {expected}")


# ---------------------------------------------------------------- the README


def python_blocks() -> list[str]:
    section = README.partition("\n## From Python\n")[2].partition("\n## ")[0]
    return re.findall(r"^```py(?:thon|con)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_readme_run(
    filled_sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(filled_sample, tmp_path / "input_templates" / SAMPLE.name, ignore=NO_LEDGER)
    monkeypatch.chdir(tmp_path)
    blocks = python_blocks()
    assert sum(">>>" in block for block in blocks) >= 1
    names: dict[str, Any] = {}
    for block in blocks:
        if ">>>" not in block:
            exec(block, names)  # noqa: S102 - the README is ours
            continue
        example = doctest.DocTestParser().get_doctest(block, names, "README", "README.md", 0)
        told: list[str] = []
        doctest.DocTestRunner(verbose=False).run(example, out=told.append, clear_globs=False)
        assert not told, "".join(told)
        names = example.globs
