"""Statuses that are too long for one formula: LibreOffice computes what was stored."""

from __future__ import annotations

import re
import shutil
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from conftest import REPOSITORY, fill_round
from definitions import ITEMS, KPI, item, line, project, small
from filling import cell_of, column_ids, file_of, type_in
from office import saved_by_libreoffice, with_wrong_results
from running import compiled_from, left_by
from shinchoku.identity import template_file_name
from shinchoku.intake.submissions import read_submission
from shinchoku.model import Column, Definition, Entry, Form, Grade, Key
from shinchoku.paper.limits import MAX_TEXT, units
from shinchoku.paper.workbook import formula_fault
from shinchoku.templates.faults import Fault, Faults, Leftover
from shinchoku.templates.live import Choices, literal
from shinchoku.templates.status import StatusWriter
from shinchoku.templates.writer import write_template
from shinchoku.words import words
from toml_text import toml_text
from workbooks import sheet_of, texts_in, there

LONG = "市民の満足と事業の成果に関する所属長の所見（二百字以内で具体的に記入すること）"
SCALE = tuple(
    Grade(code=f"{number}", label=f"段階{number}", aliases=(f"第{number}段階", f"{number}点"))
    for number in range(30, 0, -1)
)


def graded(number: int, header: str = LONG) -> tuple[Column, ...]:
    """Return a graded column, the reason and the note that most of its grades ask for."""
    grade, reason, note = (f"{name}{number}" for name in ("grade", "reason", "note"))
    needs = {step.code: (reason, note) for step in SCALE[5:]}
    return (
        Column(id=grade, header=f"{header}{grade}", grades=SCALE, needs=needs, required=True),
        Column(id=reason, header=f"{header}{reason}", choices=("予算", "人員"), otherwise="warn"),
        Column(id=note, header=f"{header}{note}", max_chars=20, otherwise="warn"),
    )


def many_columns(header: str = LONG) -> Form:
    given = tuple(column for column in ITEMS.columns if not column.answered)
    asked = (column for number in range(20) for column in graded(number, header))
    return replace(ITEMS, columns=(*given, *asked))


def many_askers() -> Form:
    """Return a form in which sixty columns ask for one note."""
    given = tuple(column for column in ITEMS.columns if not column.answered)
    asking = tuple(
        Column(
            id=f"c{n}",
            header=f"{n}番",
            choices=("可", "否"),
            needs={"否": ("note",)},
            required=n == 0,
        )
        for n in range(59)
    )
    note = Column(id="note", header="OK SORT(順)の\n理由", otherwise="warn")
    return replace(ITEMS, columns=(*given, *asking, note))


def entries(lines: int, count: int) -> list[Entry]:
    found = []
    for number in range(1, count + 1):
        owner = f"T{number:02}"
        more = [line(f"{owner}.{at}", owner, "—") for at in range(2, lines + 1)]
        first = line(owner, owner, "—")
        found.append(replace(item(owner, owner), lines=(first, *more)))
    return found


def definition_of(form: Form, lines: int = 1, count: int = 6) -> Definition:
    made = small(items=form, projects=(project("（1）", "例", *entries(lines, count)),))
    return replace(made, nothing=frozenset({"—", "-", "−", "―", "なし"}))


def filled(definition: Definition, seed: int) -> dict[Key, str]:
    """Fill rows at random: the first stays blank, the second has nothing but nothings."""
    form, random = definition.forms[0], Random(seed)  # noqa: S311 - no secret
    answers = {}
    for index, (_, entry) in enumerate(definition.entries(form)):
        for column in form.answered:
            for owner in [each.id for each in entry.lines] if column.per_line else [entry.id]:
                answers[Key(owner, column.id)] = answer(column, index, random)
    return answers


def answer(column: Column, index: int, random: Random) -> str:
    if index == 0:
        return ""
    if index == 1 and not column.is_choice:
        return "—"
    texts = [*column.codes[:12], "知らない"] if column.is_choice else ["短い", "な" * 41, "—"]
    return random.choice([*texts, "", "　"])


ROUNDS: Mapping[str, Callable[[], Definition]] = {
    "many columns": lambda: definition_of(many_columns()),
    "headers of 255 characters": lambda: definition_of(many_columns(LONG * 6)),
    "many askers": lambda: definition_of(many_askers()),
    "40 lines": lambda: definition_of(ITEMS, lines=40),
    "300 lines": lambda: definition_of(ITEMS, lines=300, count=3),
}


@dataclass(frozen=True)
class Made:
    """A template of a definition."""

    definition: Definition
    path: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Made]:
    folder = tmp_path_factory.mktemp("long")
    paths = (folder / f"{number}.xlsx" for number in range(len(ROUNDS)))
    made = {name: Made(ROUNDS[name](), path) for name, path in zip(ROUNDS, paths, strict=True)}
    for number, each in enumerate(made.values()):
        answers, who = filled(each.definition, number), each.definition.departments[0]
        write_template(each.path, each.definition, who, answers=answers)
    return made


@pytest.fixture(scope="module")
def computed(
    made: Mapping[str, Made], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """The templates as LibreOffice computes them, which finds wrong results stored."""
    folder = tmp_path_factory.mktemp("lying")
    lying = [with_wrong_results(each.path, folder / each.path.name) for each in made.values()]
    return dict(zip(made, saved_by_libreoffice(lying, folder / "saved"), strict=True))


def form_sheet(path: Path, *, values: bool) -> Worksheet:
    return sheet_of(load_workbook(path, data_only=values), "取組")


def hidden_columns(sheet: Worksheet) -> set[int]:
    found = (each for each in sheet.column_dimensions.values() if each.hidden)
    return {column for each in found for column in range(there(each.min), there(each.max) + 1)}


def statuses(path: Path) -> list[str]:
    sheet = form_sheet(path, values=True)
    at = column_ids(sheet)["_status"]
    return [str(sheet.cell(row, at).value) for row in range(7, sheet.max_row + 1)]


def formulas(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        texts = [package.read(name).decode() for name in parts]
    found = [one for text in texts for one in re.findall("<f(?:ormula)?>(.*?)</f", text, re.DOTALL)]
    signs = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
    return [re.sub("&[a-z]+;", lambda sign: signs[sign[0]], one) for one in found]


@pytest.mark.parametrize("name", ROUNDS)
def test_no_formula_is_longer_than_excel_takes(made: Mapping[str, Made], name: str) -> None:
    found = formulas(made[name].path)
    assert len(found) > 20
    assert set(map(formula_fault, found)) == {""}


@pytest.mark.slow
@pytest.mark.parametrize("name", ROUNDS)
def test_libreoffice_computes_what_was_stored(
    made: Mapping[str, Made], computed: Mapping[str, Path], name: str
) -> None:
    stored = statuses(made[name].path)
    assert statuses(computed[name]) == stored
    assert stored[0] == "未記入"
    assert len(set(stored)) > 2, "else this would show little"
    assert "エラー値あり" not in stored


@pytest.mark.parametrize("name", ROUNDS)
def test_what_a_formula_has_no_room_for_is_hidden(made: Mapping[str, Made], name: str) -> None:
    sheet = form_sheet(made[name].path, values=False)
    ids = column_ids(sheet)
    parts = [column for column_id, column in ids.items() if column_id.startswith("_part_")]
    assert parts
    assert min(parts) > ids["_status"]
    assert set(parts) <= hidden_columns(sheet)
    assert all(sheet.cell(row, column).protection.locked for column in parts for row in (2, 7))
    last = str(sheet.print_area).rpartition(":")[2]
    assert sheet[last.replace("$", "")].column == ids["_status"]


@pytest.mark.slow
def test_the_hidden_parts_are_nobodys_answer(
    made: Mapping[str, Made], computed: Mapping[str, Path]
) -> None:
    """What comes back as it was sent has nothing but what it was filled with."""
    each = made["40 lines"]
    for path in (each.path, computed["40 lines"]):
        file = read_submission(path, template_file_name(each.definition.departments[0]))
        assert not file.beside
        columns = {column_id for row in file.rows for column_id in row.fields}
        assert columns == {"name", *(column.id for column in ITEMS.columns)}


def test_an_ordinary_status_is_one_formula(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_template(path, small(), small().departments[0])
    assert not [each for each in column_ids(form_sheet(path, values=False)) if "part" in each]


# ---------------------------------------------------------------- returned, many forms


@pytest.mark.slow
def test_a_returned_sheet_has_room_for_what_it_remembers_and_for_the_parts(tmp_path: Path) -> None:
    definition = definition_of(many_columns())
    form = definition.forms[0]
    answers = {Key("T01", column.id): "30" for column in form.answered if column.grades}
    cells = tuple(Key("T01", column.id) for column in form.answered)
    fault = Fault(label="例", message="違う", hint="直す", cells=cells)
    path = tmp_path / "x.xlsx"
    who = definition.departments[0]
    write_template(path, definition, who, answers=answers, faults=Faults(asked=(fault,)))
    assert set(map(formula_fault, formulas(path))) == {""}
    ids = column_ids(form_sheet(path, values=False))
    assert len([each for each in ids if each.startswith("_was_")]) == len(cells)
    lying = with_wrong_results(path, tmp_path / "lying.xlsx")
    (saved,) = saved_by_libreoffice([lying], tmp_path / "saved")
    assert statuses(saved) == statuses(path)
    assert statuses(path)[0] == "指摘を確認"


@pytest.mark.slow
def test_the_progress_over_many_forms_is_computed(tmp_path: Path) -> None:
    forms = tuple(
        replace(KPI, id=f"f{n}", sheet=f"様式{n}（とても長い名前のシート、二十字超）")
        for n in range(60)
    )
    trees = {form.id: small().trees["kpi"] for form in forms}
    definition = small(kpi=None, forms=forms, trees=trees)
    answers = {Key("K01-01", "actual"): "28か所"}
    path = tmp_path / "x.xlsx"
    write_template(path, definition, definition.departments[0], answers=answers)
    assert set(map(formula_fault, formulas(path))) == {""}
    lying = with_wrong_results(path, tmp_path / "lying.xlsx")
    (saved,) = saved_by_libreoffice([lying], tmp_path / "saved")
    said = [progress(each) for each in (path, saved)]
    assert said[0] == said[1]
    assert said[0].startswith("記入済 60／60")
    assert said[0].count(" 1／1") == 60


def progress(path: Path) -> str:
    guide = load_workbook(path, data_only=True)["記入要領"]
    texts = (str(cell.value) for row in guide.iter_rows() for cell in row)
    return next(text for text in texts if text.startswith("記入済"))


# ---------------------------------------------------------------- a round, end to end


def of_axes(source: Path, target: Path, axes: int) -> Path:
    """Copy the round `tiny` with so many more grades, each with a reason and a note, all "5"."""
    shutil.copytree(source, target)
    report = tomllib.loads((source / "report.toml").read_text(encoding="utf-8"))
    report["round"]["id"] = target.name
    grades = [{"code": f"{step}", "label": f"段階{step}"} for step in range(5, 0, -1)]
    report["scales"].append({"id": "axis", "grades": grades})
    for n in range(axes):
        header = f"評価軸{n}（必要性・有効性）"
        needs = {"1": [f"why{n}", f"note{n}"], "2": [f"why{n}", f"note{n}"]}
        more = {"required": "needed", "otherwise": "warn", "print": "below"}
        report["forms"][0]["columns"] += [
            {"id": f"ax{n}", "scale": "axis", "header": header, "needs": needs, "print": "below"},
            {"id": f"why{n}", "header": f"{header}の理由", "choices": ["予算", "人員"], **more},
            {"id": f"note{n}", "header": f"{header}の所見", "max_chars": 400, **more},
        ]
    (target / "report.toml").write_text(toml_text(report), encoding="utf-8")
    table = target / "answers" / "items.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    names = [f",ax{n},why{n},note{n}" for n in range(axes)]
    lines = [head + "".join(names), *(row + ",5,," * axes for row in rows)]
    table.write_text("\n".join(lines), encoding="utf-8")
    return target


@pytest.mark.slow
def test_a_round_of_many_grades_is_distributed_filled_in_and_compiled(tmp_path: Path) -> None:
    source = of_axes(REPOSITORY / "tests" / "rounds" / "tiny", tmp_path / "axes", 17)
    folder = fill_round(source, tmp_path / "filled" / "axes")
    for path in (folder / "templates").glob("X*.xlsx"):
        assert set(map(formula_fault, formulas(path))) == {""}
        assert "_part_1" in column_ids(load_workbook(path)["進行管理"])
    compiled = compiled_from(folder, tmp_path / "build")
    assert [finding.code for finding in compiled.checked.findings] == ["W501"]  # as of `tiny`


# ---------------------------------------------------------------- what a status says


def said(form: Form, column_id: str, key: str) -> str:
    """Return what the statuses of a form say of a column, of one kind."""
    asked = StatusWriter(
        form, frozenset({"—"}), lambda texts: Choices("$A$1", tuple(texts)), words("ja")
    )
    texts = asked.texts(form.column(column_id))
    return next(text for text in texts if key in text)


def test_a_header_is_cut_where_a_line_would_be_too_long_to_be_found() -> None:
    form = many_columns("𠮷" * 120)
    text = said(form, "note3", "が必要")
    assert text.startswith("𠮷" * 50)
    assert text.endswith("…が必要")
    assert units(text) <= 255
    assert said(ITEMS, "note", "超過") == "備考が40字を超過"


def test_no_line_of_a_status_begins_as_one_that_is_complete() -> None:
    """Else the word for a complete row would be taken out of it."""
    assert said(many_askers(), "note", "必要").startswith("「OK SORT(順)の理由」")


def test_all_that_a_status_could_say_fits_in_a_cell() -> None:
    form = many_columns("あ" * 255)
    asked = StatusWriter(
        form, frozenset({"—"}), lambda texts: Choices("$A$1", tuple(texts)), words("ja")
    )
    lines = [text for column in form.answered for text in asked.texts(column)]
    assert len(lines) > 120
    assert units("\n".join(lines)) <= MAX_TEXT


def test_many_codes_are_cut() -> None:
    scale = tuple(Grade(code=f"{n}" * 20, label="x") for n in range(10, 40))
    grade = next(column for column in ITEMS.columns if column.id == "grade")
    only = {step.code: ("planned", "actual") for step in scale}
    changed = replace(grade, grades=scale, needs={}, only_when_nothing=only)
    columns = tuple(changed if column.id == "grade" else column for column in ITEMS.columns)
    assert units(said(replace(ITEMS, columns=columns), "grade", "取組がないときだけ")) <= 255


@pytest.mark.parametrize("text", ["", "a", 'a"b', "x\ny", "SORT(順)", "𠮷" * 200, '"' * 300])
def test_a_literal_is_what_excel_takes(text: str) -> None:
    made = literal(text)
    assert formula_fault(made.formula) == ""
    assert re.search(r"[A-Z]\((?!10\))", made.formula) is None, "it would pass for a function"
    pieces = [part for part in re.split(r"&(?=[C\"])|(?<=\")&", made.formula) if part]
    shown = ["\n" if part == "CHAR(10)" else part[1:-1].replace('""', '"') for part in pieces]
    assert "".join(shown) == made.value == text


# ---------------------------------------------------------------- 300 lines in a text


LINES = "\n".join(f"{number}行目" for number in range(300))


def test_a_text_of_300_lines_is_shown_with_all_its_words(tmp_path: Path) -> None:
    definition = small()
    who = replace(definition.departments[0], name=LINES)
    fault = Fault(label=LINES, message=LINES, hint=LINES, cells=(Key("P01-01", "note"),))
    left = Leftover(place="x", label=LINES, header="備考", text=LINES)
    path = tmp_path / "x.xlsx"
    write_template(
        path,
        definition,
        who,
        answers={Key("P01-01", "note"): LINES},
        about={"respondent": LINES},
        faults=Faults(asked=(fault,), leftovers=(left,)),
    )
    note = by_header(path, "P01-01", "note")
    assert note.split() == LINES.split()
    assert note.count("\n") == 253
    assert by_header(path, "P01-01", "_was_note") == note


def by_header(path: Path, owner: str, column_id: str) -> str:
    return str(cell_of(load_workbook(path, data_only=True), owner, column_id).value)


def test_a_note_of_300_lines_is_reported_and_returned(tmp_path: Path) -> None:
    folder = fill_round(REPOSITORY / "tests" / "rounds" / "tiny", tmp_path / "tiny")
    type_in(file_of(folder, "X1"), "S1-01", "remarks", LINES)
    build = tmp_path / "build"
    compiled = compiled_from(folder, build)
    (back,) = left_by(folder, build).returned
    sheet = load_workbook(back)["進行管理"]
    remarks = str(sheet.cell(7, column_ids(sheet)["remarks"]).value)
    assert remarks.split() == LINES.split()
    printed = load_workbook(compiled.report)
    texts = {line for text in texts_in(printed) for line in text.split("\n")}
    assert texts >= set(LINES.split("\n"))
