"""Rounds of made-up municipalities, end to end; what must come out is counted from the CSVs."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from conftest import REPOSITORY, fill_round
from csv_files import records
from office import required
from printed_pdf import hold
from running import checked_from, compiled_from
from shinchoku import pipeline, read_build
from shinchoku.definition.calendar import Calendar
from shinchoku.definition.kinds.card import CardCellSpec, CardEntriesSpec, CardSectionSpec
from shinchoku.definition.schema.counted import CountedPartSpec
from shinchoku.definition.schema.forms import ColumnSpec, FixedLineSpec, GradeSpec, LevelSpec
from shinchoku.definition.schema.report import json_schema
from shinchoku.definition.schema.sections import SheetSectionSpec
from shinchoku.definition.schema.tallies import SubsetSpec, TallySpecification
from shinchoku.definition.schema.totals import TotalSpec
from shinchoku.findings import Severity
from shinchoku.model.wording import parse
from shinchoku.results import Compiled
from witnesses import margin
from workbooks import texts_on

FOLDER = REPOSITORY / "tests" / "rounds"
ROUNDS = sorted(folder.name for folder in FOLDER.iterdir() if folder.name != "tiny")
ROUNDING = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
NONE = {"ja": "（なし）", "en": "(none)"}  # what has no place is called, if the part does not say
_MOST_PIECES = 4  # of a text that is cut over pages
ENGLISH = re.compile(r"[\n\x20-\x7e£–—‘’“”…]*")
Table = dict[str, Any]  # of a .toml
Entry = list[dict[str, str]]  # the rows of its lines in the master table


def named(things: Sequence[Table], name: str) -> Table:
    (found,) = (thing for thing in things if thing["id"] == name)
    return found


def definition(name: str) -> Table:
    return tomllib.loads((FOLDER / name / "report.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Round:
    """A round as its files say it, filled in and compiled."""

    name: str
    folder: Path
    build: Path
    compiled: Compiled

    @cached_property
    def toml(self) -> Table:
        return definition(self.name)

    def master(self, table: str) -> list[dict[str, str]]:
        return records(FOLDER / self.name / "master" / f"{table}.csv")

    def form(self, form_id: str) -> Table:
        return named(self.toml["forms"], form_id)

    def level(self, level_id: str) -> Table:
        return named(self.toml["levels"], level_id)

    def column(self, form_id: str, column_id: str) -> Table:
        return named(self.form(form_id)["columns"], column_id)

    def entries(self, form_id: str) -> list[Entry]:
        """Return the entries of a form's master table, repeats included."""
        found: list[Entry] = []
        for row in self.master(self.form(form_id)["master"]):
            if row.get("kind", "item") == "item":
                found.append([row])
            elif row["kind"] == "line":
                found[-1].append(row)
        return found

    def answers(self, form_id: str) -> Mapping[str, Mapping[str, str]]:
        found = records(FOLDER / self.name / "answers" / f"{form_id}.csv")
        return {row["owner"]: row for row in found}

    def reviews(self, form_id: str) -> Mapping[str, Mapping[str, str]]:
        path = FOLDER / self.name / "reviews" / f"{form_id}.csv"
        return {row["owner"]: row for row in records(path)} if path.exists() else {}

    def printed(self, form_id: str) -> Mapping[str, Mapping[str, str]]:
        """Return the answers as they must be printed: a table of the round says what is another."""
        path = FOLDER / self.name / "printed" / f"{form_id}.csv"
        said = {row["owner"]: row for row in records(path)} if path.exists() else {}
        return {owner: {**row, **said.get(owner, {})} for owner, row in self.said(form_id).items()}

    def said(self, form_id: str) -> Mapping[str, Mapping[str, str]]:
        """Return the answers with what must be computed of them and how they were reviewed."""
        path = FOLDER / self.name / "computed" / f"{form_id}.csv"
        computed = {row["owner"]: row for row in records(path)} if path.exists() else {}
        columns = [c["id"] for c in self.form(form_id)["columns"] if c.get("by") == "review"]
        blank = dict.fromkeys(columns, "")
        reviewed = {**dict.fromkeys(self.answers(form_id), blank), **self.reviews(form_id)}
        return {
            owner: {**row, **computed.get(owner, {}), **reviewed[owner]}
            for owner, row in self.answers(form_id).items()
        }

    def place(self, form_id: str, entry: Entry, by: str) -> str:
        """Return the department, node of a level with a table, or text that an entry counts at."""
        if by == "department":
            return entry[0]["department"]
        if by not in self.form(form_id)["path"]:
            return {**entry[0], **self.answers(form_id)[entry[0]["id"]]}[by]
        path = [self.level(each) for each in self.form(form_id)["path"]]
        tabled = [level for level in path if "table" in level]
        own = tabled[-1]["table"] == self.form(form_id)["master"]  # its nodes are the entries
        node = entry[0]["id" if own else tabled[-1]["id"]]
        for level, above in zip(tabled[:0:-1], tabled[-2::-1], strict=True):
            if level["id"] == by:
                break
            node = named(self.master(level["table"]), node)[above["id"]]
        return node

    @property
    def counting(self) -> list[Table]:
        """The tallies that count codes; those that add up numbers are for `test_totals`."""
        return [tally for tally in self.toml.get("tallies", []) if "column" in tally]

    def counts_codes(self, *names: str) -> bool:
        return all(tally in self.counting for tally in map(self.tally, names))

    def tally(self, name: str) -> Table:
        return named(self.toml["tallies"], name)

    def counted(self, tally: Table) -> Iterator[tuple[Entry, Mapping[str, str]]]:
        """Yield what a tally counts: the entry, and the answers of its line."""
        form_id, column_id = tally["column"].split(".")
        answers = self.said(form_id)
        per_line = self.column(form_id, column_id).get("per") == "line"
        for entry in self.entries(form_id):
            if entry[0].get("repeat") or not self.is_meant(form_id, entry, tally):
                continue
            for line in entry if per_line else entry[:1]:
                answer = answers[line["id"]]
                if answer[column_id] in self.codes(tally):  # else it is blank, or not measured
                    yield entry, answer

    def is_meant(self, form_id: str, entry: Entry, tally: Table) -> bool:
        said = {**entry[0], **self.said(form_id)[entry[0]["id"]]}
        return all(said[column] in texts for column, texts in tally.get("where", {}).items())

    def counts(self, tally: Table, where: Table | None = None) -> Counter[str]:
        """Count the answers of a tally, or of those entries of it that have some texts."""
        form_id, column_id = tally["column"].split(".")
        asked = {"where": where or {}}
        counted = (a for e, a in self.counted(tally) if self.is_meant(form_id, e, asked))
        return Counter(answer[column_id] for answer in counted if answer[column_id])

    def counts_by(self, tally: Table, by: str) -> Mapping[str, Counter[str]]:
        """Count the answers of a tally at each place, in the order in which places come."""
        form_id, column_id = tally["column"].split(".")
        counts: dict[str, Counter[str]] = {}
        for entry, answer in self.counted(tally):
            counts.setdefault(self.place(form_id, entry, by), Counter())[answer[column_id]] += 1
        return counts

    def place_named(self, part: Table, form_id: str, by: str, place: str) -> str:
        """Return what a row of a cross table is called."""
        if not place:
            return str(part["headers"].get("none", NONE[self.toml["round"]["language"]]))
        if by == "department":
            return str(named(self.master("departments"), place)["name"])
        if by in self.form(form_id)["path"]:
            node = named(self.master(self.level(by)["table"]), place)
            return str(part.get("text", "{title}")).format(**node)
        return str(part.get("text", "{text}")).format(text=place)

    def filled(self, texts: Sequence[str]) -> list[str]:
        """Return texts with the words of the calendar filled in."""
        calendar = Calendar(self.toml["round"]["year"], self.toml["round"]["calendar"])
        return [parse(text).known(calendar.word).fill({}) for text in texts]

    def rows(self, section: Table) -> list[list[str]]:
        values = self.sheets[section["sheet"]].values
        return [[str(value) for value in row if value is not None] for row in values]

    def codes(self, tally: Table) -> list[str]:
        return self.choices(*tally["column"].split("."))

    def choices(self, form_id: str, column_id: str) -> list[str]:
        column = self.column(form_id, column_id)
        if "scale" not in column:
            return list(column["choices"])
        return [grade["code"] for grade in named(self.toml["scales"], column["scale"])["grades"]]

    def percent(self, tally: Table, part: Table, count: int, total: int) -> str:
        rules = self.toml.get("rules", {})
        digits = part.get("digits", tally.get("digits", rules.get("digits", 0)))
        share = Decimal(100 * count) / Decimal(total or 1)
        rounding = ROUNDING[rules.get("rounding", "half_up")]
        return f"{share.quantize(Decimal(1).scaleb(-digits), rounding)}%"

    @cached_property
    def sheets(self) -> Mapping[str, Worksheet]:
        book = openpyxl.load_workbook(self.compiled.report)
        return {sheet.title: sheet for sheet in book.worksheets}

    def sheets_of(self, section: Table) -> list[str]:
        """Return the names of a section's sheets, one for each node where it is split."""
        if "split" not in section:
            return [section["sheet"]]
        nodes = self.master(self.level(section["split"])["table"])
        name = section["sheet"].replace("{number}", "{0[number]}").replace("{index}", "{1}")
        return [name.format(node, index) for index, node in enumerate(nodes, start=1)]

    def texts(self, names: Sequence[str]) -> Counter[str]:
        return Counter(text for name in names for text in texts_on(self.sheets[name]))


@pytest.fixture(scope="module", params=ROUNDS)
def done(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Round:
    return finished(request.param, tmp_path_factory.mktemp(request.param))


def finished(name: str, folder: Path) -> Round:
    target = fill_round(FOLDER / name, folder / name)
    compiled = compiled_from(target, folder / "build" / name)
    return Round(name, target, folder / "build" / name, compiled)


def printing_sections(done: Round) -> list[Table]:
    return [section for section in done.toml["sections"] if section["kind"] in {"table", "card"}]


def on_card(section: Table) -> list[str]:
    """Return the columns that a card prints, as form.column."""
    found = []
    for cell in (cell for row in section["grid"] for cell in row):
        if "entries" in cell:
            listed = cell["entries"]
            found += [f"{listed['form']}.{name}" for name in listed["columns"]]
        names = [cell["column"]] if "column" in cell else cell.get("lines", [])
        found += [f"{section['form']}.{name}" if "form" in section else name for name in names]
    return found


def printed_columns(done: Round, section: Table) -> Iterator[tuple[str, list[str]]]:
    """Yield the forms that a section prints, each with those columns that the master does not."""
    for form in done.toml["forms"]:
        names = [c["id"] for c in form["columns"] if c.get("by") != "master"]
        if section["kind"] == "card":
            on_it = on_card(section)
            yield form["id"], [name for name in names if f"{form['id']}.{name}" in on_it]
        elif section["form"] == form["id"]:
            shown = [done.column(form["id"], name) for name in names]
            yield form["id"], [c["id"] for c in shown if c.get("print") != "none"]


def test_nothing_is_found_in_the_answers_and_everything_is_accounted_for(done: Round) -> None:
    checked = checked_from(done.folder)
    assert [f for f in checked.findings if f.severity is not Severity.NOTICE] == []
    verified = pipeline.verify(done.build)
    answers = [a for form in done.toml["forms"] for a in done.answers(form["id"]).values()]
    answers += [a for form in done.toml["forms"] for a in done.reviews(form["id"]).values()]
    given = sum(len(list(filter(None, answer.values()))) - 1 for answer in answers)  # not `owner`
    assert (verified.unaccounted, verified.findings) == (0, ())
    assert verified.values == given


def test_every_department_is_asked_about_its_own_entries(done: Round) -> None:
    asked: dict[str, set[str]] = {}
    for form in done.toml["forms"]:
        for entry in done.entries(form["id"]):
            if department := entry[0]["department"]:
                asked.setdefault(department, set()).update(line["id"] for line in entry)
    every = set().union(*asked.values())
    names = [form["sheet"] for form in done.toml["forms"]]
    for department in (row["id"] for row in done.master("departments")):
        files = list((done.folder / "templates").glob(f"{department}_*.xlsx"))
        assert len(files) == (department in asked)
        for book in map(openpyxl.load_workbook, files):
            sheets = [book[name] for name in names if name in book.sheetnames]
            ids = {str(row[0].value) for sheet in sheets for row in sheet.iter_rows(max_col=1)}
            assert ids & every == asked[department]


def test_the_sheets_are_those_of_the_sections(done: Round) -> None:
    sections = [section for section in done.toml["sections"] if section["kind"] != "citations"]
    assert list(done.sheets) == [name for section in sections for name in done.sheets_of(section)]


def test_every_answer_is_printed_in_every_section_of_its_form(done: Round) -> None:
    for section in printing_sections(done):
        texts = done.texts(done.sheets_of(section))
        given = Counter(
            answer[name]
            for form_id, shown in printed_columns(done, section)
            for answer in done.printed(form_id).values()
            for name in shown
            if answer[name]
        )
        lacking = [text for text in given - texts if not is_in_pieces(text, texts)]
        assert lacking == [], section["id"]


def is_in_pieces(text: str, texts: Iterable[str]) -> bool:
    """Whether a text, one longer than a page, stands in cells that follow each other."""
    pieces = sorted(("".join(each.split()) for each in texts), key=len, reverse=True)
    left, count = "".join(text.split()), 0
    while left and (found := next((p for p in pieces if p and left.startswith(p)), "")):
        left, count = left.removeprefix(found), count + 1
    return not left and count <= _MOST_PIECES


def test_tallies_count_what_was_answered(done: Round) -> None:
    for tally in done.counting:
        column, divides = tally["column"].split(".")[1], tally.get("breakdown", {})
        found = done.compiled.tally[tally["id"]]
        counts = Counter(answer[column] for _, answer in done.counted(tally))
        expected = [(code, counts[code]) for code in done.codes(tally)]
        assert [(row.choice, row.count) for row in found.rows] == expected
        for row in (row for row in found.rows if row.choice in divides):
            answers = [answer for _, answer in done.counted(tally) if answer[column] == row.choice]
            given = Counter(answer[divides[row.choice]] for answer in answers)
            assert {part.choice: part.count for part in row.breakdown if part.count} == given


def test_tallies_count_by_department_level_and_column(done: Round) -> None:
    for tally in done.counting:
        for by, found in done.compiled.tally[tally["id"]].by.items():
            counts = done.counts_by(tally, by)
            assert {place: +Counter(count) for place, count in found.items()} == counts
        assert set(tally.get("by", [])) == set(done.compiled.tally[tally["id"]].by)


def test_subsets_count_what_was_answered(done: Round) -> None:
    for tally in done.counting:
        subsets = done.compiled.tally[tally["id"]].subsets
        assert list(subsets) == [subset["id"] for subset in tally.get("subsets", [])]
        for subset in tally.get("subsets", []):
            counts = done.counts(tally, subset["where"])
            found = {row.choice: row.count for row in subsets[subset["id"]].rows}
            assert found == {code: counts[code] for code in done.codes(tally)}
            assert subsets[subset["id"]].total.count == counts.total()


def parts(done: Round, style: str) -> Iterator[tuple[Table, list[list[str]]]]:
    """Yield the parts of a style, each with the rows of its sheet."""
    for section in (s for s in done.toml["sections"] if s["kind"] == "text"):
        yield from ((p, done.rows(section)) for p in section["parts"] if p["style"] == style)


def figures(
    done: Round, part: Table, tallies: Sequence[tuple[Table, Counter[str]]], code: str | None
) -> list[str]:
    """Return the figures of a row, of tallies side by side; of all codes for None."""
    found = []
    for tally, counts in tallies:
        count = counts.total() if code is None else counts[code]
        found.append(str(count))
        if part.get("percent", True):
            found.append(done.percent(tally, part, count, counts.total()))
    return found


def test_tallies_are_printed_with_their_shares_and_subsets(done: Round) -> None:
    for part, rows in parts(done, "tally"):
        if not done.counts_codes(part["tally"]):
            continue
        tally = named(done.toml["tallies"], part["tally"])
        subsets = [named(tally["subsets"], name) for name in part.get("subsets", [])]
        counted = [(tally, done.counts(tally, where["where"])) for where in subsets]
        counted.insert(0, (tally, done.counts(tally)))
        for code in (*done.codes(tally), None):
            expected = figures(done, part, counted, code)
            names = [row[0] for row in rows if row[-len(expected) :] == expected]
            assert (part["headers"]["total"] if code is None else code) in names
        labels = [part["headers"]["parent"], *(subset["label"] for subset in subsets)]
        assert done.filled(labels) in [row[-len(labels) :] for row in rows]


def test_tallies_side_by_side_are_printed(done: Round) -> None:
    for part, rows in parts(done, "tallies"):
        if not done.counts_codes(*part["tallies"]):
            continue
        tallies = [named(done.toml["tallies"], name) for name in part["tallies"]]
        counted = [(tally, done.counts(tally)) for tally in tallies]
        for code in (*done.codes(tallies[0]), None):
            expected = figures(done, part, counted, code)
            names = [row[0] for row in rows if row[-len(expected) :] == expected]
            assert (part["headers"]["total"] if code is None else code) in names
        titles = part["headers"]["titles"]
        assert done.filled(titles) in [row[-len(titles) :] for row in rows]


def test_cross_tables_are_printed(done: Round) -> None:
    for part, rows in parts(done, "crosstab"):
        if not done.counts_codes(part["tally"]):
            continue
        tally = named(done.toml["tallies"], part["tally"])
        form_id, _ = tally["column"].split(".")
        counts = {
            done.place_named(part, form_id, part["by"], place): count
            for place, count in done.counts_by(tally, part["by"]).items()
        }
        if "row" in part.get("totals", ["row", "column"]):
            counts[part["headers"]["total"]] = done.counts(tally)
        for name, count in counts.items():
            lines = crosstab_lines(done, part, tally, name, count)
            assert lines in [rows[at : at + len(lines)] for at in range(len(rows))]
        codes = done.codes(tally)
        assert codes in [row[at : at + len(codes)] for row in rows for at in (0, 1)]


def crosstab_lines(
    done: Round, part: Table, tally: Table, name: str, counts: Counter[str]
) -> list[list[str]]:
    """Return the rows of one place."""
    sums = "column" in part.get("totals", ["row", "column"])
    whole = counts if part.get("of", "row") == "row" else done.counts(tally)
    numbers = [counts[code] for code in done.codes(tally)] + [counts.total()] * sums
    shares = [done.percent(tally, part, number, whole.total()) for number in numbers]
    shown = {"count": [str(number) for number in numbers], "percent": shares}
    cells = part.get("cells", ["count"])
    if len(cells) == 1:
        return [[name, *shown[cells[0]]]]
    return [
        [name, part["headers"]["count"], *shown["count"]],
        [part["headers"]["percent"], *shown["percent"]],
    ]


def test_a_report_has_the_size_of_a_real_one(done: Round) -> None:
    names = [name for section in printing_sections(done) for name in done.sheets_of(section)]
    pages = sum(len(one.pages) for one in done.compiled.paged.sections if one.sheet in names)
    assert pages >= 2
    assert sum(len(done.entries(form["id"])) for form in done.toml["forms"]) >= 20
    assert len(list((done.folder / "submitted").iterdir())) >= 3


def test_the_english_report_has_english_characters_alone(done: Round) -> None:
    if done.toml["round"]["language"] != "en":
        return
    heads = [margin(sheet.oddHeader, "right") or "" for sheet in done.sheets.values()]
    for text in [*done.texts(list(done.sheets)), *done.sheets, *heads]:
        assert ENGLISH.fullmatch(text), text


def test_english_workbooks_and_lists_have_english_characters_alone(done: Round) -> None:
    if done.toml["round"]["language"] != "en":
        return
    kinds = ("findings", "page_list", "data", "internal_data")
    names = read_build(done.build).manifest["readable"]
    lists = [done.build / names[kind] for kind in kinds]
    assert all(ENGLISH.fullmatch(path.name) for path in lists)
    for path in (*(done.folder / "templates").glob("*.xlsx"), *lists):
        for sheet in openpyxl.load_workbook(path):
            if sheet.sheet_state == "visible":
                foot = sheet.oddFooter
                feet = [margin(foot, side) or "" for side in ("left", "center", "right")]
                texts = [str(value) for row in sheet.values for value in row if value is not None]
                typed = [text for text in texts if not text.startswith("=")]
                for text in [*typed, *feet, sheet.title]:
                    assert ENGLISH.fullmatch(text.replace("▼", "")), (path, text)


def test_a_list_shows_every_line_of_its_texts(done: Round) -> None:
    (sheet, *_) = openpyxl.load_workbook(done.compiled.folder / "data.xlsx")
    for number, row in enumerate(sheet.values, start=1):
        lines = max(str(value or "").count("\n") + 1 for value in row)
        assert number == 1 or (sheet.row_dimensions[number].height or 0) > 11 * lines


@pytest.mark.slow
def test_what_libreoffice_prints_is_what_was_planned(done: Round, tmp_path: Path) -> None:
    required("soffice")
    pdf = tmp_path / "report.pdf"
    assert pipeline.proof(done.build, pdf=pdf).findings == ()
    hold(pdf, done.compiled.report)


def test_texts_say_counts_shares_and_years(tmp_path: Path) -> None:
    done = finished("departments", tmp_path)
    answers, items = done.answers("items"), done.master("items")
    grades = [answers[item["id"]]["grade"] for item in items]
    key = [answers[item["id"]]["grade"] for item in items if item["priority"] == "重点"]
    down = f"{int(1000 * grades.count('A') / len(grades)) / 10:.1f}"
    (said,) = (text for text in done.texts(["報告"]) if text.startswith("令和4年度に"))
    assert f"取組は{len(grades)}件で、このうちA評価は{grades.count('A')}件（{down}%）" in said
    assert f"{len(grades)}の取組、うち重点 {len(key)}" in done.texts(["表紙"])
    assert "実施プログラム 令和4年度（2022年度）の取組について" in done.texts(["報告"])
    assert "令和5年6月" in done.texts(["表紙"])


def test_together_the_rounds_use_every_key_kind_and_style() -> None:
    tomls = [definition(name) for name in ROUNDS]
    columns = [column for toml in tomls for form in toml["forms"] for column in form["columns"]]
    levels = [level for toml in tomls for level in toml["levels"]]
    sections = [section for toml in tomls for section in toml["sections"]]
    parts = [part for section in sections for part in section.get("parts", [])]
    grades = [grade for toml in tomls for s in toml.get("scales", []) for grade in s["grades"]]
    assert set(GradeSpec.model_fields) == {key for grade in grades for key in grade}
    assert set(SheetSectionSpec.model_fields) <= {key for section in sections for key in section}
    assert set(ColumnSpec.model_fields) == {key for column in columns for key in column}
    tallies = [tally for toml in tomls for tally in toml.get("tallies", [])]
    subsets = [subset for tally in tallies for subset in tally.get("subsets", [])]
    assert set(TallySpecification.model_fields) == {key for tally in tallies for key in tally}
    assert set(SubsetSpec.model_fields) == {key for subset in subsets for key in subset}
    for spec in get_args(CountedPartSpec):
        style = get_args(spec.model_fields["style"].annotation)[0]
        own = [part for part in parts if part["style"] == style]
        assert set(spec.model_fields) == {key for part in own for key in part}
        headers = spec.model_fields["headers"].annotation.model_fields
        assert set(headers) == {key for part in own for key in part["headers"]}
    assert set(LevelSpec.model_fields) == {key for level in levels for key in level}
    lines = [line for toml in tomls for form in toml["forms"] for line in form.get("lines", [])]
    assert set(FixedLineSpec.model_fields) == {key for line in lines for key in line}
    totals = [total for section in sections for total in section.get("totals", [])]
    assert set(TotalSpec.model_fields) == {key for total in totals for key in total}
    cards = [section for section in sections if section["kind"] == "card"]
    cells = [cell for card in cards for row in card["grid"] for cell in row]
    assert set(CardCellSpec.model_fields) == {key for cell in cells for key in cell}
    listed = [cell["entries"] for cell in cells if "entries" in cell]
    assert set(CardEntriesSpec.model_fields) == {key for each in listed for key in each}
    assert set(CardSectionSpec.model_fields) == {key for card in cards for key in card} | {
        "numbered"
    }
    known: dict[str, set[str]] = {"kind": set(), "style": set()}
    for spec in json_schema()["$defs"].values():
        for key, names in known.items():
            said = spec.get("properties", {}).get(key, {}) if "header" not in spec else {}
            names.update(said.get("enum", []), filter(None, [said.get("const")]))
    assert {section["kind"] for section in sections} == known["kind"]
    assert {part["style"] for part in parts} == known["style"]
