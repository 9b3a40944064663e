"""Sums, subtotals and totals: what must be printed is added up from the round's CSV files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NO_LEDGER, REPOSITORY, fill_round
from csv_files import records, write_records
from faults import in_report
from filling import file_of, opened
from running import compiled_from
from shinchoku import pipeline, read_build, totals
from shinchoku.failures import UnaccountedError
from shinchoku.model import (
    Column,
    Difference,
    Entry,
    Form,
    Key,
    Line,
    Merged,
    NumberKind,
    Origin,
    PagedSection,
    Ratio,
    Row,
    Scale,
    Value,
)
from shinchoku.proving.resum import Figures
from shinchoku.results import Compiled
from shinchoku.terminal import Terminal
from shinchoku.words import words
from spoiling.folders import Spoil, both
from telling import en, ja
from workbooks import sheet_of

ROUND = REPOSITORY / "tests" / "rounds" / "budget"
PLANS = {row["id"]: row for row in records(ROUND / "master" / "plans.csv")}
PILLARS = {row["id"]: row for row in records(ROUND / "master" / "pillars.csv")}
DEPARTMENTS = {row["id"]: row for row in records(ROUND / "master" / "departments.csv")}
ACCOUNTS = {row["id"]: row for row in records(ROUND / "master" / "accounts.csv")}
PROJECTS = [row for row in records(ROUND / "master" / "projects.csv") if not row["repeat"]]
ANSWERS = {row["owner"]: row for row in records(ROUND / "answers" / "projects.csv")}
LINES = {row["owner"]: row for row in records(ROUND / "answers" / "accounts.csv")}
NOTE = "※は、数値のない欄（未提出・未記入・未把握など）を除いて合計したものです。"
Rows = Sequence[Mapping[str, str]]


def number(text: str) -> Fraction | None:
    """Return a number of the answers or the master, which are written as they are printed."""
    plain = text.replace(",", "").replace("▲", "-")
    return Fraction(plain) if plain.lstrip("-").replace(".", "").isdigit() else None


def added(texts: Iterable[str]) -> Fraction:
    return sum((found for text in texts if (found := number(text)) is not None), Fraction(0))


def shown(value: Fraction, digits: int = 0) -> str:
    """Return a number as a report with ▲ prints it."""
    size = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{abs(size).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,}"
    return ("▲" if value < 0 and number(text) else "") + text


def row_of(projects: Rows) -> list[str]:
    """Return what a total row of projects says: budget, spent, rest, rate, grant."""
    answers = [ANSWERS[project["id"]] for project in projects]
    budget = added(project["budget"] for project in projects)
    spent = added(answer["spent"] for answer in answers)
    grants = [answer["grant"] for answer in answers]
    mark = "※" if "未把握" in grants else ""
    grant = f"{mark}{shown(added(grants))}" if any(map(number, grants)) else "－"
    return [
        shown(budget),
        shown(spent),
        shown(spent - budget),
        shown(100 * spent / budget, 1),
        grant,
    ]


def of_plan(plan: str) -> Rows:
    return [project for project in PROJECTS if project["plan"] == plan]


def of_pillar(pillar: str) -> Rows:
    return [project for project in PROJECTS if PLANS[project["plan"]]["pillar"] == pillar]


def of_department(department: str) -> Rows:
    return [project for project in PROJECTS if project["department"] == department]


def spent(projects: Rows) -> Fraction:
    return added(ANSWERS[project["id"]]["spent"] for project in projects)


def percent(part: Fraction, whole: Fraction, digits: int = 1) -> str:
    return f"{shown(100 * part / whole, digits)}"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_round(ROUND, tmp_path_factory.mktemp("totals") / "budget")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("totals-build") / "budget"


@pytest.fixture(scope="module")
def compiled(filled: Path, build: Path) -> Compiled:
    return compiled_from(filled, build)


def rows_on(compiled: Compiled, sheet: str) -> list[list[str]]:
    """Return the texts of each row of a sheet, those that are blank left out."""
    found = openpyxl.load_workbook(compiled.report)[sheet].values
    return [[str(value) for value in row if value is not None] for row in found]


def spoilt(tmp_path: Path, *spoils: Spoil) -> Path:
    """Return the round, changed before it is filled in."""
    source = Path(shutil.copytree(ROUND, tmp_path / "source" / "budget"))
    for spoil in spoils:
        spoil(source)
    return fill_round(source, tmp_path / "filled" / "budget")


# ---------------------------------------------------------------- total rows


def test_subtotals_and_the_total_stand_below_what_they_add_up(compiled: Compiled) -> None:
    rows = rows_on(compiled, "主要な施策")
    expected = []
    for pillar in PILLARS.values():
        plans = [plan for plan in PLANS.values() if plan["pillar"] == pillar["id"]]
        expected += [["小計", *row_of(of_plan(plan["id"]))] for plan in plans]
        expected.append([f"柱{pillar['number']}　計", *row_of(of_pillar(pillar["id"]))])
    expected.append(["合計", *row_of(PROJECTS)])
    found = [row for row in rows if row and (row[0].endswith("計") and len(row) == 6)]
    assert found == expected
    below = [rows[rows.index(row) - 1][0] for row in expected if row[0] == "小計"]
    last = [of_plan(plan)[-1]["no"] for plan in PLANS]
    assert below == [
        "再" if plan == "P22" else number for plan, number in zip(PLANS, last, strict=True)
    ]


def test_a_repeat_is_not_added_twice(compiled: Compiled) -> None:
    rows = rows_on(compiled, "主要な施策")
    (row,) = (row for row in rows if row[:1] == ["再"])
    assert ANSWERS["J11"]["spent"] in row
    assert shown(spent(of_plan("P22"))) in [row[2] for row in rows if row[:1] == ["小計"]]


def test_what_lacks_a_number_is_marked_and_what_is_none_is_not(compiled: Compiled) -> None:
    assert [answer["grant"] for answer in ANSWERS.values()].count("未把握") == 1
    rows = rows_on(compiled, "主要な施策")
    marked = [row[0] for row in rows if row and any(text.startswith("※") for text in row[1:])]
    assert marked == ["小計", "柱1　計", "合計"]
    notes = [at for at, row in enumerate(rows) if row == [NOTE]]
    assert [rows[at - 1][0] for at in notes] == ["柱1　計", "合計"]


def test_lines_are_added_up_line_by_line(compiled: Compiled) -> None:
    rows = rows_on(compiled, "特別会計")
    at = next(index for index, row in enumerate(rows) if row[:1] == ["特別会計 合計"])
    kinds = {"総務費": "", "給付費": ".benefit", "その他": ".other"}
    years: dict[str, list[Fraction]] = {
        name: [added(LINES[f"{id_}{line}"][year] for id_ in ACCOUNTS) for year in ("y5", "y6")]
        for name, line in kinds.items()
    }
    years["歳出計"] = [sum(each, Fraction(0)) for each in zip(*years.values(), strict=True)]
    expected = [
        [name, *map(shown, both_years), shown(both_years[1] - both_years[0])]
        for name, both_years in years.items()
    ]
    found = [rows[at][1:], *rows[at + 1 : at + 4]]
    assert found == expected


def test_a_row_that_adds_up_others_is_set_off(compiled: Compiled) -> None:
    sheet = sheet_of(openpyxl.load_workbook(compiled.report), "特別会計")
    texts = {"総務費", "給付費", "その他", "歳出計"}
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value in texts]
    of_accounts, of_all = cells[: 4 * len(ACCOUNTS)], cells[4 * len(ACCOUNTS) :]
    for cell in of_accounts:
        figure = sheet.cell(cell.row, cell.column + 1)
        is_sum = cell.value == "歳出計"
        assert (cell.font.b, figure.font.b) == (is_sum, is_sum)
        assert (cell.fill.fill_type == "solid") is is_sum
    assert [cell.font.b for cell in of_all] == [True] * 4


def test_a_total_of_each_sheet_and_of_all_where_the_table_is_split(tmp_path: Path) -> None:
    split = in_report('sheet = "主要な施策"\n', 'sheet = "柱{number}"\nsplit = "pillar"\n')
    compiled = compiled_from(spoilt(tmp_path, split), tmp_path / "build")
    for sheet, pillar in (("柱1", "P1"), ("柱2", "P2"), ("柱3", "P3")):
        rows = rows_on(compiled, sheet)
        assert [f"{sheet}　計", *row_of(of_pillar(pillar))] in rows
        whole = [row for row in rows if row[:1] == ["合計"]]
        assert whole == ([["合計", *row_of(PROJECTS)]] if pillar == "P3" else [])


def test_a_total_stands_beside_the_columns_of_levels_above(tmp_path: Path) -> None:
    as_columns = both(
        in_report('pillar = { as = "bar", text = "柱{number}　{title}", early_end = 0.2 }',
                  'pillar = { as = "column", header = "柱", width = 5, text = "{title}" }'),
        in_report('plan = { as = "band", text = "{number}　{title}" }',
                  'plan = { as = "column", header = "施策", width = 5, text = "{title}" }'),
    )  # fmt: skip
    narrow = both(
        in_report('header = "{era}年度の成果", width = 19', 'header = "成果", width = 10'),
        in_report('header = "事業名", width = 15', 'header = "事業名", width = 10'),
    )
    compiled = compiled_from(spoilt(tmp_path, as_columns, narrow), tmp_path / "build")
    sheet = sheet_of(openpyxl.load_workbook(compiled.report), "主要な施策")
    begins = {
        label: {cell.column for row in sheet.iter_rows() for cell in row if cell.value == label}
        for label in ("小計", "柱1　計", "合計")
    }
    assert begins == {"小計": {2}, "柱1　計": {1}, "合計": {1}}
    areas = {(area.min_col, area.max_col) for area in sheet.merged_cells.ranges}
    assert {(2, 5), (1, 5)} <= areas  # up to the first figure
    assert pipeline.verify(tmp_path / "build").findings == ()


def tables(compiled: Compiled) -> PagedSection:
    (section,) = (s for s in compiled.paged.sections if s.sheet == "主要な施策")
    return section


def is_total(row: Row) -> bool:
    return any(cell.style.startswith("strong_") for cell in row.cells)


@pytest.mark.parametrize("size", [6.5, 7.5, 8.0, 8.5, 9.0])
def test_a_total_never_begins_a_page(tmp_path: Path, size: float) -> None:
    def many(folder: Path) -> None:
        """Give a plan so many projects that its pages are full."""
        path = folder / "master" / "projects.csv"
        rows = records(path)
        for at in range(60):
            row = {**rows[0], "id": f"N{at}", "no": f"{100 + at}", "plan": list(PLANS)[at % 6]}
            rows.append(row | {"name": "長い名前の事業" * (at % 5 + 1)})
        rows.sort(key=lambda row: list(PLANS).index(row["plan"]))
        write_records(path, rows)

    set_smaller = in_report(
        'path = ["pillar", "plan"]\nlook = { text_size = 9.0',
        f'path = ["pillar", "plan"]\nlook = {{ text_size = {size}',
    )
    folder = Path(shutil.copytree(ROUND, tmp_path / "budget"))
    for spoil in (many, in_report(", early_end = 0.2", ""), set_smaller):
        spoil(folder)
    pipeline.distribute(folder)
    pages = tables(compiled_from(folder, tmp_path / "build", draft=True)).pages
    assert len(pages) >= 4
    for page in pages:
        body = [row for row in page.rows if row.kind == "body"]
        assert not is_total(body[0])
    assert sum(is_total(row) for page in pages for row in page.rows) == 6 + 3 + 1


# ---------------------------------------------------------------- tallies of numbers


def test_sums_stand_beside_counts_and_shares(compiled: Compiled) -> None:
    rows = rows_on(compiled, "決算の概要")
    key = [project for project in PROJECTS if project["priority"] == "重点"]
    for pillar in PILLARS.values():
        own: Rows = of_pillar(pillar["id"])
        own_key = [project for project in own if project in key]
        expected: list[str] = [f"柱{pillar['number']}　{pillar['title']}"]
        pairs: list[tuple[Rows, Rows]] = [(own, PROJECTS), (own_key, key)]
        for part, whole in pairs:
            share = percent(spent(part), spent(whole))
            expected.extend([str(len(part)), shown(spent(part)), f"{share}%"])
        assert expected in rows
    figures = [str(len(PROJECTS)), shown(spent(PROJECTS)), "100.0%"]
    assert ["合計", *figures, str(len(key)), shown(spent(key)), "100.0%"] in rows


def test_sums_stand_side_by_side(compiled: Compiled) -> None:
    rows, every = rows_on(compiled, "決算の概要"), added(p["budget"] for p in PROJECTS)
    for department in DEPARTMENTS.values():
        own = of_department(department["id"])
        budget = added(project["budget"] for project in own)
        shares = percent(budget, every), percent(spent(own), spent(PROJECTS))
        figures = [shown(budget), f"{shares[0]}%", shown(spent(own)), f"{shares[1]}%"]
        assert [department["name"], *figures] in rows


def test_chosen_lines_are_added_up(compiled: Compiled) -> None:
    rows = rows_on(compiled, "決算の概要")
    sums = {
        account["name"]: added(LINES[f"{id_}{line}"]["y5"] for line in ("", ".benefit", ".other"))
        for id_, account in ACCOUNTS.items()
    }
    whole = sum(sums.values(), Fraction(0))
    for name, value in (*sums.items(), ("合計", whole)):
        assert [name, shown(value), f"{percent(value, whole, 2)}%"] in rows


def test_texts_say_sums_and_shares(compiled: Compiled) -> None:
    (text,) = (
        row[0]
        for row in rows_on(compiled, "決算の概要")
        if row and row[0].startswith("主要な事業は")
    )
    key = [project for project in PROJECTS if project["priority"] == "重点"]
    whole, own = spent(PROJECTS), spent(of_pillar("P3"))
    assert f"主要な事業は{len(PROJECTS)}事業、決算額は{shown(whole)}千円です。" in text
    assert f"決算額が{shown(own)}千円（{percent(own, whole)}%）" in text
    assert f"{shown(spent(key))}千円（全体の{percent(spent(key), whole)}%）" in text


def test_the_manifest_has_every_sum(compiled: Compiled, build: Path) -> None:
    del compiled  # but it must be there
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    found = manifest["sums"]["spent"]
    assert (found["unit"], found["total"]["sum"]) == ("千円", str(spent(PROJECTS)))
    assert {place: each["sum"] for place, each in found["by"]["department"].items()} == {
        name: str(spent(of_department(name))) for name in DEPARTMENTS
    }


def test_sums_are_a_table_for_analysts(compiled: Compiled, build: Path) -> None:
    del compiled  # but it must be there
    key = [project for project in PROJECTS if project["priority"] == "重点"]
    own = [project for project in of_pillar("P2") if project in key]
    rows = [dict(row) for row in read_build(build).sums.to_dict("records")]
    (row,) = (r for r in rows if (r["tally"], r["subset"], r["place"]) == ("spent", "key", "P2"))
    assert (row["sum"], row["count"], row["unit"]) == (float(spent(own)), len(own), "千円")
    assert (row["by"], row["percent"]) == ("pillar", percent(spent(own), spent(key)))


# ---------------------------------------------------------------- what is not there


def test_a_draft_marks_what_did_not_come(filled: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "budget", ignore=NO_LEDGER))
    file_of(folder, "SAN").unlink()
    compiled = compiled_from(folder, tmp_path / "build", draft=True)
    rows = rows_on(compiled, "主要な施策")
    budget = shown(added(project["budget"] for project in of_plan("P32")))
    assert ["小計", budget, "－", "－", "－", "－"] in rows
    came = [project for project in PROJECTS if project["department"] != "SAN"]
    (whole,) = (row for row in rows if row[:1] == ["合計"])
    assert whole[1:3] == [shown(added(p["budget"] for p in PROJECTS)), f"※{shown(spent(came))}"]
    assert all(text.startswith("※") for text in whole[2:])
    said = rows_on(compiled, "決算の概要")
    assert ["産業観光課", shown(added(p["budget"] for p in of_department("SAN")))] in [
        row[:2] for row in said
    ]
    assert NOTE in [row[0] for row in said if row]
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_a_sum_lacks_what_the_lines_that_it_adds_up_do(tmp_path: Path) -> None:
    def unknown(folder: Path) -> None:
        path = folder / "answers" / "accounts.csv"
        rows = records(path)
        write_records(
            path, [r | ({"y5": "未把握"} if r["owner"] == "K1.other" else {}) for r in rows]
        )

    may_be = in_report(
        'id = "y5", kind = "number"', 'id = "y5", unmeasured = ["未把握"], kind = "number"'
    )
    compiled = compiled_from(spoilt(tmp_path, may_be, unknown), tmp_path / "build")
    rows = rows_on(compiled, "特別会計")
    at = next(index for index, row in enumerate(rows) if row[:1] == ["特別会計 合計"])
    marked = [row[-4] for row in rows[at : at + 4] if row[-3].startswith("※")]
    assert marked == ["その他", "歳出計"]
    known = added(LINES[f"{id_}.other"]["y5"] for id_ in ("K2", "K3"))
    assert rows[at + 2][-3] == f"※{shown(known)}"
    assert [row[-1].startswith("※") for row in rows[at : at + 4]] == [False, False, True, True]
    (whole,) = (
        row for row in rows_on(compiled, "決算の概要") if row[:1] == ["合計"] and len(row) == 3
    )
    assert whole[1].startswith("※")


def test_nothing_came_and_a_draft_is_made(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROUND, tmp_path / "budget"))
    pipeline.distribute(folder)
    compiled = compiled_from(folder, tmp_path / "build", draft=True)
    (whole,) = (row for row in rows_on(compiled, "主要な施策") if row[:1] == ["合計"])
    assert whole[2:] == ["－"] * 4
    assert "決算額は－千円です" in "".join(row[0] for row in rows_on(compiled, "決算の概要") if row)


# ---------------------------------------------------------------- proved


@pytest.mark.parametrize(
    ("sheet", "label", "name"),
    [
        ("主要な施策", "柱2　計", "柱2　計"),
        ("決算の概要", "こども未来課", "こども未来課"),
        ("特別会計", "歳出計", "特別会計 合計"),
    ],
)
def test_an_edited_sum_is_named_by_its_cell(
    filled: Path, tmp_path: Path, sheet: str, label: str, name: str
) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "budget", ignore=NO_LEDGER))
    target = tmp_path / "build"
    with opened(compiled_from(folder, target).report) as book:
        row = [row for row in book[sheet].iter_rows() if label in [c.value for c in row]][-1]
        begin = next(at for at, cell in enumerate(row) if cell.value == label)
        cell = next(cell for cell in row[begin + 1 :] if cell.value is not None)
        before, cell.value = str(cell.value), "999,999"
    (finding,) = pipeline.verify(target).findings
    assert (finding.code, finding.where.cell) == ("E601", cell.coordinate)
    now = "があるはずですが、「999,999」になっています。"
    assert ja(finding.message) == f"合計「{name}」の値「{before}」{now}"
    assert en(finding.message) == f"The total “{name}” should say “{before}” but says “999,999”."


class Wrong(totals.Adding):
    """Adds one to every sum."""

    def of(self, column: Column) -> totals.Added:
        found = super().of(column)
        return found._replace(value=None if found.value is None else found.value + 1)


def with_wrong_totals(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("shinchoku.layout.totals.Adding", Wrong)


def with_wrong_tallies(patch: pytest.MonkeyPatch) -> None:
    right = totals._summed

    def wrong(numbers: Sequence[totals._Number], scale: Scale) -> totals.Summed:
        found = right(numbers, scale)
        return found._replace(value=None if found.value is None else found.value + 1)

    patch.setattr(totals, "_summed", wrong)


@pytest.mark.parametrize("spoil", [with_wrong_totals, with_wrong_tallies])
def test_a_sum_that_is_wrong_is_not_published(
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[pytest.MonkeyPatch], None],
) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "budget", ignore=NO_LEDGER))
    spoil(monkeypatch)
    with pytest.raises(UnaccountedError):
        compiled_from(folder, tmp_path / "build")


# ---------------------------------------------------------------- any numbers

CENTS = NumberKind(unit="百万円", digits=2)
TENTHS = NumberKind(unit="百万円", digits=1, negative="▲")
FORM = Form(
    id="f",
    sheet="f",
    columns=(
        Column(id="name", by="master", header="n", width=5),
        Column(id="a", header="a", number=CENTS, width=5),
        Column(
            id="b", header="b", number=NumberKind(unit="百万円", digits=1, negative="▲"), width=5
        ),
        Column(
            id="rate",
            by="computed",
            header="r",
            number=NumberKind(unit="%", digits=1),
            computed=Ratio(part="a", whole="b"),
        ),
        Column(
            id="rest",
            by="computed",
            header="d",
            number=CENTS,
            computed=Difference(larger="a", smaller="b"),
        ),
    ),
)
CELL = st.one_of(
    st.none(), st.sampled_from(["未把握", "なし"]), st.decimals(-(10**9), 10**9, places=1)
)


@given(st.lists(st.tuples(CELL, CELL, st.booleans()), max_size=12))
def test_sums_of_any_numbers_are_exact(rows: list[tuple[object, object, bool]]) -> None:
    shown_, numbers, entries = {}, {}, []
    for at, (*cells, is_repeat) in enumerate(rows):
        id_ = f"E{at}"
        line = Line(id=id_, values={"name": id_})
        entries.append(Entry(id=id_, label=id_, lines=(line,), repeat_of="E" * is_repeat))
        for name, cell in zip("ab", cells, strict=True):
            key = Key(id_, name)
            if isinstance(cell, Decimal):
                numbers[key] = cell
            if cell is not None:
                shown_[key] = Value(str(cell), Origin(""))
    merged = Merged(submitted={}, shown=shown_, missing=frozenset(), numbers=numbers)
    own = [entry for entry in entries if not entry.repeat_of]
    adding = totals.Adding(FORM, merged, frozenset({"なし"}), own)
    again = Figures(FORM, merged, frozenset({"なし"}), own, "")
    cells_of = {name: [row[at] for row in rows if not row[2]] for at, name in enumerate("ab")}
    known = {
        n: [Fraction(c) for c in cells if isinstance(c, Decimal)] for n, cells in cells_of.items()
    }
    sums = {n: sum(each, Fraction(0)) if each else None for n, each in known.items()}
    lacks = {n: any(c in {None, "未把握"} for c in cells) for n, cells in cells_of.items()}
    for name in "ab":
        expected = sums[name]
        found = adding.of(FORM.column(name))
        assert (None if found.value is None else Fraction(found.value)) == expected
        assert bool(found.lacking) is lacks[name]
    a, b = sums["a"], sums["b"]
    rest = adding.of(FORM.column("rest"))
    assert (None if rest.value is None else Fraction(rest.value)) == (
        None if a is None or b is None else a - b
    )
    rate = adding.of(FORM.column("rate"))
    if a is None or not b:
        assert rate.value is None
    else:
        assert rate.value is not None
        assert abs(Fraction(rate.value) - 100 * a / b) <= Fraction(1, 20)
    for column in FORM.columns[1:]:
        found = adding.of(column)
        mark = "※" if found.lacking and found.value is not None else ""
        assert again.text(column, "※") == mark + found.text


def test_an_english_report_marks_with_a_star(tmp_path: Path) -> None:
    english = both(
        in_report('language = "ja"', 'language = "en"'),
        in_report('calendar = "era"', 'calendar = "western"'),
    )

    def without_eras(folder: Path) -> None:
        path = folder / "report.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("{era", "{year"), encoding="utf-8")

    compiled = compiled_from(spoilt(tmp_path, english, without_eras), tmp_path / "build")
    rows = rows_on(compiled, "主要な施策")
    (whole,) = (row for row in rows if row[:1] == ["合計"])
    assert whole[-1] == f"*{row_of(PROJECTS)[-1].removeprefix('※')}"
    notes = [row[0] for row in rows if len(row) == 1 and row[0].startswith("* adds up")]
    assert len(notes) == 2


def test_the_terminal_says_what_tallies_come_to(
    compiled: Compiled, capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(words("ja")).compiled(compiled, Path("build"))
    said = capsys.readouterr().out
    assert f"決算額 の合計：{shown(spent(PROJECTS))}千円（{len(PROJECTS)} 件分）" in said
