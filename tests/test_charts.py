"""Charts show what was answered, stand where they were planned, and what is changed is named.

Counts come from the CSVs of the round `charts`, what a chart shows is read by openpyxl, where it is
printed is measured in LibreOffice's pages.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from conftest import TINY, fill_round
from csv_files import records, write_records
from faults import in_report
from looking import report_in
from office import required
from running import compiled_from
from shinchoku import pipeline, read_build
from shinchoku.layout.chart_colors import fills
from shinchoku.paper.contrast import contrast
from shinchoku.proving.planned import PlannedPage, planned_pages
from shinchoku.results import Compiled
from spoiling.archives import unzipped, zipped
from spoiling.folders import Spoil, both
from telling import en, ja

ROUND, ENGLISH = TINY.parent / "charts", TINY.parent / "english"
CODES, CHOICES = ("A", "B", "C", "D"), ("広げる", "続ける", "見直す")
LABELS = {
    "A": "計画を上回った",
    "B": "計画どおり",
    "C": "計画に届かなかった",
    "D": "始められなかった",
}
NAMED = tuple(f"{code}　{label}" for code, label in LABELS.items())
EMU_PER_MM, PX_PER_MM = 36_000, 96 / 25.4
Counts = Mapping[str, Counter[str]]  # what a bar is called -> how often each code was given


class Drawn(NamedTuple):
    """A chart as openpyxl reads it, for whose charts there are no types; what stands above it."""

    sheet: Any
    chart: Any
    titled: str

    @property
    def begin(self) -> int:
        """How many rows are above it."""
        return int(self.chart.anchor._from.row)

    @property
    def end(self) -> int:
        """Its last row."""
        return int(self.chart.anchor.to.row)

    @property
    def inner_breaks(self) -> list[int]:
        """The page breaks below its title and in it."""
        breaks = (int(found.id) for found in self.sheet.row_breaks.brk)
        return [row for row in breaks if self.begin - 1 < row < self.end]

    @property
    def series(self) -> list[tuple[str, list[str], list[int]]]:
        """The name of each series, its labels, its numbers."""
        return [
            (series.tx.v, self.labels_of(series), numbers_of(series))
            for series in self.chart.series
        ]

    def labels_of(self, series: Any) -> list[str]:  # noqa: ANN401 - openpyxl has no types for them
        return [point.v for point in series.cat.strRef.strCache.pt] if series.cat else []

    def cells(self, reference: str) -> Iterator[Any]:
        """Yield the values of the cells that a series refers to."""
        for sheet, area in re.findall(r"'([^']+)'!([$A-Z0-9:]+)", reference):
            assert sheet == self.sheet.title
            found = self.sheet[area.replace("$", "")]
            yield from (
                (row[0].value for row in found) if isinstance(found, tuple) else [found.value]
            )


def numbers_of(series: Any) -> list[int]:  # noqa: ANN401
    return [int(point.v) for point in series.val.numRef.numCache.pt]


def drawn(report: Path) -> list[Drawn]:
    """Return the charts of a report with what stands above them, in order."""
    sheets: Iterator[Any] = iter(load_workbook(report))
    return [
        Drawn(sheet, chart, str(sheet.cell(chart.anchor._from.row, 1).value))
        for sheet in sheets
        for chart in sorted(sheet._charts, key=lambda chart: chart.anchor._from.row)
    ]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round, every template filled in. Do not change it: copy it."""
    return fill_round(ROUND, tmp_path_factory.mktemp("filled") / "charts")


@pytest.fixture(scope="module")
def compiled(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    return compiled_from(filled, tmp_path_factory.mktemp("build") / "charts")


@pytest.fixture(scope="module")
def charts(compiled: Compiled) -> list[Drawn]:
    return drawn(compiled.report)


@pytest.fixture
def build(compiled: Compiled, tmp_path: Path) -> Path:
    """A copy of the build, to change."""
    return Path(shutil.copytree(compiled.report.parent, tmp_path / "build", symlinks=True))


# ---------------------------------------------------------------- what they show


def counted(by: str, column: str, *, lead: bool = False) -> Counts:
    """Count a column of the answers by a column of the master, "" being all of them."""
    answers = {row["owner"]: row[column] for row in records(ROUND / "answers" / "actions.csv")}
    found: dict[str, Counter[str]] = {}
    for row in records(ROUND / "master" / "actions.csv"):
        if row["lead"] or not lead:
            found.setdefault(row[by] if by else "", Counter())[answers[row["id"]]] += 1
    return found


def names(table: str, text: Callable[[dict[str, str]], str]) -> dict[str, str]:
    return {row["id"]: text(row) for row in records(ROUND / "master" / f"{table}.csv")}


def expected() -> dict[str, list[tuple[str, list[str], list[int]]]]:
    """What each chart must show, by its title: as `series`."""
    aims = names("aims", lambda row: f"{row['number']}　{row['title']}")
    departments = names("departments", lambda row: row["name"])
    areas = {"浜手": "浜手", "山手": "山手", "": "全市"}
    grades, lead = counted("", "grade")[""], counted("", "grade", lead=True)[""]
    on = counted("", "next", lead=True)[""]

    def by(
        column: str, places: Mapping[str, str], codes: Mapping[str, str], what: str
    ) -> list[Any]:
        counts = counted(column, what)
        return [
            (name, list(places.values()), [counts[place][code] for place in places])
            for code, name in codes.items()
        ]

    full, own = dict(zip(CODES, NAMED, strict=True)), {code: code for code in CODES}
    title = {"next": "図6　重点とした取組の今後", "grade": "図1　進捗ごとの取組の数"}
    return {
        title["grade"]: [(title["grade"], list(LABELS.values()), [grades[code] for code in CODES])],
        "図2　重点とした取組の進捗": [(full[code], [], [lead[code]]) for code in CODES],
        "図3　目標ごとの進捗": by("aim", aims, full, "grade"),
        "図4　担当課ごとの進捗の割合": by("department", departments, full, "grade"),
        "図5　地区ごとの進捗": by("area", areas, own, "grade"),
        title["next"]: [(title["next"], list(CHOICES), [on[choice] for choice in CHOICES])],
        "図7　目標ごとの取組の今後": by(
            "aim", names("aims", lambda row: row["title"]), {code: code for code in CHOICES}, "next"
        ),
    }


def test_charts_show_what_was_answered(charts: list[Drawn]) -> None:
    assert {chart.titled: chart.series for chart in charts} == expected()
    assert (
        sum(len(numbers) for chart in charts for _, _, numbers in chart.series)
        == 4 + 4 + 12 * 3 + 3 + 9
    )


def test_what_a_chart_shows_stands_in_the_cells_that_it_refers_to(charts: list[Drawn]) -> None:
    """Numbers as numbers: of texts Excel would draw bars without length."""
    for chart in charts:
        for series in chart.chart.series:
            assert list(chart.cells(series.val.numRef.f)) == numbers_of(series)
            if series.cat:
                assert list(chart.cells(series.cat.strRef.f)) == chart.labels_of(series)


def test_bars_are_grouped_as_the_definition_says(charts: list[Drawn]) -> None:
    kinds = {"clustered": "bars", "stacked": "stacked", "percentStacked": "shares"}
    found = [kinds[chart.chart.grouping] for chart in charts]
    assert found == ["bars", "shares", "stacked", "shares", "bars", "bars", "stacked"]
    assert {chart.chart.barDir for chart in charts} == {"bar"}


def test_a_chart_is_as_the_manifest_says(compiled: Compiled, charts: list[Drawn]) -> None:
    listed = read_build(compiled.report.parent).manifest["charts"]
    assert [(each["sheet"], each["title"]) for each in listed] == [
        (chart.sheet.title, chart.titled) for chart in charts
    ]
    assert [each["bars"][0]["counts"] for each in listed] == [
        chart.series[0][2] for chart in charts
    ]
    assert [each["page"] for each in listed] == [1, 1, 2, 2, 3, 4, 5]


def test_the_same_answers_make_the_same_bytes(
    filled: Path, compiled: Compiled, tmp_path: Path
) -> None:
    again = compiled_from(filled, tmp_path / "again").report
    assert sha256(again.read_bytes()).digest() == sha256(compiled.report.read_bytes()).digest()


# ---------------------------------------------------------------- where they stand


def test_a_chart_lies_over_its_row_and_no_other(charts: list[Drawn]) -> None:
    """Its corners are those of cells, but for the right one of a chart with a width of its own."""
    heights = {"図1": 36, "図2": 28, "図3": 48, "図4": 50, "図5": 82, "図6": 28, "図7": 60}
    for chart in charts:
        begin, end = chart.chart.anchor._from, chart.chart.anchor.to
        assert (begin.col, begin.colOff, begin.rowOff, end.rowOff) == (0, 0, 0, 0)
        rows = range(begin.row + 1, end.row + 1)
        high_mm = sum(chart.sheet.row_dimensions[row].height for row in rows) * 25.4 / 72
        planned_mm = heights[chart.titled[:2]]
        assert planned_mm - 0.27 < high_mm <= planned_mm  # whole pixels
        assert not any(cell.value for row in rows for cell in chart.sheet[row])
        widths = columns_px(chart.sheet)
        wide_px = sum(widths[: end.col]) + end.colOff / EMU_PER_MM * PX_PER_MM
        share = {"図1": 0.6, "図6": 0.5}.get(chart.titled[:2], 1)
        assert abs(wide_px - sum(widths) * share) < 1


def columns_px(sheet: Any) -> list[float]:  # noqa: ANN401
    """Return the widths of a sheet's columns: a digit of the default font has 6 px."""
    widths = [0.0] * sheet.max_column
    for column in sheet.column_dimensions.values():
        last = min(column.max, len(widths))
        widths[column.min - 1 : last] = [round(column.width * 6)] * (last - column.min + 1)
    return widths


def test_no_page_ends_within_a_chart(charts: list[Drawn]) -> None:
    assert {chart.titled: chart.inner_breaks for chart in charts if chart.inner_breaks} == {}


# ---------------------------------------------------------------- what is changed is named


def change(build: Path, part: str, before: str, after: str, *, times: int = 1) -> None:
    """Put a text for another in a part of the report, where it stands first."""
    report = report_in(build)
    parts = unzipped(report.read_bytes())
    text = parts[part].decode()
    assert before in text, (part, before)
    report.write_bytes(zipped({**parts, part: text.replace(before, after, times)}))


def told(build: Path) -> list[str]:
    """Return where something is found and what is said of it."""
    findings = pipeline.verify(build).findings
    assert all(
        not re.search("[ぁ-んァ-ヶ]", re.sub("“[^”]*”", "", en(f.message))) for f in findings
    )
    return [f"{f.where.sheet}!{f.where.cell} {ja(f.message)}" for f in findings]


def test_a_report_as_it_was_compiled_is_accounted_for(build: Path) -> None:
    assert told(build) == []


@pytest.mark.parametrize("number", range(1, 8))
def test_any_number_of_any_chart_that_is_changed_is_named(build: Path, number: int) -> None:
    """Also where the cells that the chart refers to still have what was counted."""
    title, series = list(expected().items())[number - 1]
    part = f"xl/charts/chart{number}.xml"
    original = report_in(build).read_bytes()
    text = unzipped(original)[part].decode()
    for cache in re.finditer("<c:numCache>.*?</c:numCache>", text):
        for point in re.finditer(r"<c:v>(\d+)</c:v>", cache[0]):
            start = cache.start() + point.start()
            changed = text[:start] + "<c:v>77</c:v>" + text[start + len(point[0]) :]
            report_in(build).write_bytes(zipped({**unzipped(original), part: changed}))
            (said,) = told(build)
            assert f"図「{title}」" in said
            assert f"「{point[1]}」を示すはずですが、「77」になっています。" in said
    assert text.count("<c:numCache>") == len(series)


def test_what_a_number_is_of_is_said(build: Path) -> None:
    change(build, "xl/charts/chart4.xml", "<c:v>6</c:v>", "<c:v>7</c:v>")
    assert told(build) == [
        "結果!A44 図「図4　担当課ごとの進捗の割合」の「環境政策課 / B　計画どおり」は「6」を示すはずですが、"
        "「7」になっています。"
    ]
    (finding,) = pipeline.verify(build).findings
    assert en(finding.message) == (
        "The chart “図4　担当課ごとの進捗の割合” should show “6” for “環境政策課 / B　計画どおり” but says “7”."
    )


# What is done to a chart -> what is said of it.
CHANGES: dict[str, tuple[str, str, str, str]] = {
    "a label": (
        "xl/charts/chart5.xml", "<c:v>浜手</c:v>", "<c:v>浜</c:v>",
        "結果!A54 図「図5　地区ごとの進捗」に「浜手」とあるはずですが、「浜」になっています。",
    ),
    "a name of the legend": (
        "xl/charts/chart3.xml", "A　計画を上回った", "A　上出来",
        "結果!A29 図「図3　目標ごとの進捗」に「A　計画を上回った」とあるはずですが、「A　上出来」になっています。",
    ),
    "a number that is gone": (
        "xl/charts/chart6.xml", '<c:pt idx="2"><c:v>1</c:v></c:pt>', "",
        "今後!A10 図「図6　重点とした取組の今後」の「見直す」は「1」を示すはずですが、空になっています。",
    ),
    "other cells": (
        "xl/charts/chart3.xml", "'結果'!$E$24:$E$26", "'結果'!$F$24:$F$26",
        "結果!A29 図「図3　目標ごとの進捗」の「A　計画を上回った」は、表のセル E24, E25, E26 を示すはずですが、"
        "「'結果'!$F$24:$F$26」になっています。",
    ),
    "cells of another sheet": (
        "xl/charts/chart3.xml", "'結果'!$E$24:$E$26", "'今後'!$E$24:$E$26",
        "結果!A29 図「図3　目標ごとの進捗」の「A　計画を上回った」は、表のセル E24, E25, E26 を示すはずですが、"
        "「'今後'!$E$24:$E$26」になっています。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_else_is_changed_is_named(build: Path, name: str) -> None:
    part, before, after, said = CHANGES[name]
    change(build, part, before, after)
    assert told(build) == [said]


def test_a_chart_that_is_gone_is_named(build: Path) -> None:
    part = "xl/drawings/drawing1.xml"
    text = unzipped(report_in(build).read_bytes())[part].decode()
    anchors = re.findall("<xdr:twoCellAnchor.*?</xdr:twoCellAnchor>", text)
    assert len(anchors) == 5
    change(build, part, anchors[2], "")
    assert told(build) == ["結果!A29 図「図3　目標ごとの進捗」がありません。"]


def test_a_series_that_is_gone_or_added_is_named(build: Path) -> None:
    part = "xl/charts/chart7.xml"
    text = unzipped(report_in(build).read_bytes())[part].decode()
    series = re.findall("<c:ser>.*?</c:ser>", text)
    change(build, part, series[2], "")
    assert len(told(build)) == 1 + 3  # its name, its numbers
    change(build, part, series[1], "".join(series[1:3]) + series[0])
    assert told(build) == [
        "今後!A18 図「図7　目標ごとの取組の今後」に、あるはずのない「広げる」があります。"
    ]


def test_a_chart_that_follows_an_edited_cell_is_not_told_again(build: Path) -> None:
    """As Excel saves it: what the chart has kept is what the cell says now."""
    sheet = unzipped(report_in(build).read_bytes())["xl/worksheets/sheet1.xml"].decode()
    (cell,) = re.findall(r'<c r="F24"[^>]*><v>5</v></c>', sheet)
    change(build, "xl/worksheets/sheet1.xml", cell, cell.replace("<v>5<", "<v>9<"))
    change(build, "xl/charts/chart3.xml", "<c:v>5</c:v>", "<c:v>9</c:v>")
    assert told(build) == ["結果!F24 数えた値「5」があるはずですが、「9」になっています。"]


def test_answers_that_change_change_charts(tmp_path: Path) -> None:
    """Nothing of a chart is the definition's own but its words."""
    source = Path(shutil.copytree(ROUND, tmp_path / "other" / "charts"))
    rows = records(source / "answers" / "actions.csv")
    write_records(source / "answers" / "actions.csv", [{**row, "grade": "B"} for row in rows])
    report = compiled_from(
        fill_round(source, tmp_path / "filled" / "charts"), tmp_path / "b"
    ).report
    by_title = {chart.titled: chart.series for chart in drawn(report)}
    assert [numbers for _, _, numbers in by_title["図3　目標ごとの進捗"]] == [
        [0, 0, 0], [8, 8, 8], [0, 0, 0], [0, 0, 0]
    ]  # fmt: skip


# ---------------------------------------------------------------- drafts, long texts, many bars


def test_a_draft_without_any_answer_has_its_charts(filled: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "charts"))
    shutil.rmtree(folder / "submitted")
    (folder / "submitted").mkdir()
    draft = compiled_from(folder, tmp_path / "build", draft=True)
    found = drawn(draft.report)
    assert len(found) == 7
    assert {number for chart in found for _, _, numbers in chart.series for number in numbers} == {
        0
    }
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_a_draft_says_above_a_chart_how_many_came(filled: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "charts"))
    (missing,) = (folder / "submitted").glob("K2_*")
    missing.unlink()
    draft = compiled_from(folder, tmp_path / "build", draft=True)
    chart = next(each for each in drawn(draft.report) if each.sheet.title == "今後")
    assert chart.titled == "【仮】届いた分 4 件の集計です。"
    assert numbers_of(chart.chart.series[0]) == [2, 1, 1]  # of T01, T22; T17; T04
    assert chart.sheet.cell(chart.begin - 1, 1).value == "図6　重点とした取組の今後"


def many(count: int, title: str = "目標") -> Spoil:
    """Give the round so many aims, each with an action."""

    def spoil(folder: Path) -> None:
        master, answers = folder / "master", folder / "answers" / "actions.csv"
        aims = [
            {"id": f"G{n}", "number": str(n), "title": f"{title}{n}"} for n in range(1, count + 1)
        ]
        write_records(master / "aims.csv", aims)
        (first, *_), (answer, *_) = records(master / "actions.csv"), records(answers)
        numbers = range(1, max(count, 24) + 1)
        actions = [
            {
                **first,
                "aim": f"G{(n - 1) % count + 1}",
                "id": f"T{n:02}",
                "area": ("浜手", "山手", "")[n % 3],
            }
            for n in sorted(numbers, key=lambda n: (n - 1) % count)
        ]
        write_records(master / "actions.csv", actions)
        grades = (CODES[n % 4] for n in numbers)
        write_records(
            answers,
            [
                {**answer, "owner": f"T{n:02}", "grade": g}
                for n, g in zip(numbers, grades, strict=True)
            ],
        )

    return spoil


def higher(title: str, height_mm: int) -> Spoil:
    """Give a chart another height."""

    def spoil(folder: Path) -> None:
        path = folder / "report.toml"
        text = path.read_text(encoding="utf-8")
        found = re.search(rf'title = "{title}[^"]*"(, height_mm = \d+)?', text)
        assert found
        plain = found[0].removesuffix(found[1] or "")
        path.write_text(
            text.replace(found[0], f"{plain}, height_mm = {height_mm}"), encoding="utf-8"
        )

    return spoil


def spoiled(spoil: Spoil, tmp_path: Path, source: Path = ROUND) -> Compiled:
    folder = Path(shutil.copytree(source, tmp_path / "source" / source.name))
    spoil(folder)
    return compiled_from(fill_round(folder, tmp_path / source.name), tmp_path / "build")


FORTY = both(
    many(40),
    both(
        both(higher("図3", 200), higher("図7", 175)), in_report("turned = true", "turned = false")
    ),
)


def test_forty_bars_stand_on_one_page(tmp_path: Path) -> None:
    """Higher than any row of Excel's may be, and the table goes over two pages."""
    compiled = spoiled(FORTY, tmp_path)
    chart = next(each for each in drawn(compiled.report) if each.titled.startswith("図3"))
    assert (chart.end - chart.begin, chart.inner_breaks) == (2, [])
    assert [len(numbers) for _, _, numbers in chart.series] == [40] * 4
    assert sum(sum(numbers) for _, _, numbers in chart.series) == 40
    for series in chart.chart.series:
        assert list(chart.cells(series.val.numRef.f)) == numbers_of(series)
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_texts_that_mean_something_elsewhere_are_texts(tmp_path: Path) -> None:
    """In XML, in references, in Excel's own spelling of characters."""
    odd = 'A&B <x> "q" _x0041_'
    compiled = spoiled(
        both(
            both(many(3, odd), in_report('sheet = "結果"', """sheet = "結果, 'A'!B" """)),
            in_report('title = "図3　目標ごとの進捗"', "title = '図3 & <\"目標\">'"),
        ),
        tmp_path,
    )
    chart = drawn(compiled.report)[2]
    assert chart.titled == '図3 & <"目標">'
    stored = [f"{n}　{odd}{n}".replace("_x", "_x005F_x") for n in (1, 2, 3)]
    assert chart.labels_of(chart.chart.series[0]) == stored  # openpyxl leaves it as it stands
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_charts_of_an_english_round(tmp_path: Path) -> None:
    compiled = spoiled(
        in_report(
            '  { style = "heading", text = "By main cause" },\n',
            '  { style = "chart", tally = "status", chart = "stacked", by = "theme", title = "By theme", height_mm = 50 },\n'
            '  { style = "chart", tally = "status", chart = "bars", title = "All", height_mm = 40 },\n'
            '  { style = "heading", text = "By main cause" },\n',
        ),
        tmp_path,
        ENGLISH,
    )
    by_theme, whole = drawn(compiled.report)
    assert [name for name, _, _ in by_theme.series] == [
        "Blue: Complete: delivered in full",
        "Green: On track",
        "Amber: Some slippage, recovery planned",
        "Red: Off track",
    ]
    themes = [
        f"{row['number']} {row['title']}" for row in records(ENGLISH / "master" / "themes.csv")
    ]
    assert by_theme.labels_of(by_theme.chart.series[0]) == themes
    ((_, labels, numbers),) = whole.series
    assert labels[0] == "Complete: delivered in full"
    given = Counter(row["rag"] for row in records(ENGLISH / "answers" / "actions.csv"))
    assert numbers == [given[code] for code in ("Blue", "Green", "Amber", "Red")]
    assert numbers == [sum(each) for _, _, each in by_theme.series]
    assert pipeline.verify(tmp_path / "build").findings == ()


# ---------------------------------------------------------------- on paper

DPI = 96
NEAR_PX = 2  # lines of cells at the edges of a chart are drawn anew


class Picture(NamedTuple):
    """A grey page of so many pixels a row."""

    wide: int
    grey: bytes

    def changed(self, other: Picture) -> list[tuple[int, int]]:
        """Return the places, as x and y, where another picture of the page is another one."""
        assert self.wide == other.wide
        pairs = enumerate(zip(self.grey, other.grey, strict=True))
        return [divmod(at, self.wide)[::-1] for at, (one, two) in pairs if one != two]


def printed(report: Path, folder: Path) -> list[Picture]:
    """Print a report with LibreOffice; return its pages."""
    folder.mkdir()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = [required("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*office, str(folder), str(report)], check=True, capture_output=True)
    pages = [required("pdftoppm"), "-r", str(DPI), "-gray", str(folder / f"{report.stem}.pdf")]
    subprocess.run([*pages, str(folder / "page")], check=True)
    return [read_picture(path) for path in sorted(folder.glob("page*.pgm"))]


def read_picture(path: Path) -> Picture:
    kind, wide, high, most, grey = re.split(rb"\s", path.read_bytes(), maxsplit=4)
    assert (kind, most, len(grey)) == (b"P5", b"255", int(wide) * int(high))
    return Picture(int(wide), grey)


def without_drawings(report: Path, target: Path) -> Path:
    parts = unzipped(report.read_bytes())
    plain = {
        name: re.sub(rb"<drawing [^>]*/>", b"", part) if name.startswith("xl/worksheets/") else part
        for name, part in parts.items()
    }
    target.write_bytes(zipped(plain))
    return target


def rectangle(chart: Drawn, page: PlannedPage) -> tuple[float, float, float, float]:
    """Return where on its page a chart must be, in pixels: left, top, right, bottom."""
    sheet, anchor = chart.sheet, chart.chart.anchor
    paper_mm = 297 if sheet.page_setup.orientation == "landscape" else 210
    margins, widths = sheet.page_margins, columns_px(sheet)
    room_mm = paper_mm - (margins.left + margins.right) * 25.4
    left = (margins.left * 25.4 + (room_mm - sum(widths) / PX_PER_MM) / 2) * PX_PER_MM

    def below(row: int) -> float:
        heights = (sheet.row_dimensions[at].height for at in range(page.first_row, row + 1))
        return float(margins.top * 96 + sum(heights) * 96 / 72)

    wide = sum(widths[: anchor.to.col]) + anchor.to.colOff / EMU_PER_MM * PX_PER_MM
    return left, below(anchor._from.row), left + wide, below(anchor.to.row)


def check_stays_within(report: Path, folder: Path) -> None:
    """Check that charts change nothing of what is printed outside of their rectangles."""
    plain = without_drawings(report, folder / "plain.xlsx")
    pictures, empty = printed(report, folder / "with"), printed(plain, folder / "without")
    pages = planned_pages(load_workbook(report))
    assert len(pictures) == len(empty) == len(pages)
    charts, seen = drawn(report), 0
    for page, picture, before in zip(pages, pictures, empty, strict=True):
        own = [
            rectangle(chart, page)
            for chart in charts
            if chart.sheet.title == page.sheet
            and page.first_row <= chart.begin + 1 <= page.last_row
        ]
        changed = picture.changed(before)
        for x, y in changed:
            assert any(
                left - NEAR_PX <= x <= right + NEAR_PX and top - NEAR_PX <= y <= bottom + NEAR_PX
                for left, top, right, bottom in own
            ), (page.sheet, page.number, x, y, own)
        for left, top, right, bottom in own:
            inked = [(x, y) for x, y in changed if left <= x <= right and top <= y <= bottom]
            assert len(inked) > 1000
            assert max(x for x, _ in inked) - min(x for x, _ in inked) > (right - left) * 0.6
            assert max(y for _, y in inked) - min(y for _, y in inked) > (bottom - top) * 0.7
            seen += 1
    assert seen == len(charts)


@pytest.mark.slow
def test_libreoffice_prints_every_chart_within_its_rectangle(
    compiled: Compiled, tmp_path: Path
) -> None:
    check_stays_within(compiled.report, tmp_path)


@pytest.mark.slow
def test_libreoffice_prints_forty_bars_within_their_rectangle(tmp_path: Path) -> None:
    compiled = spoiled(FORTY, tmp_path)
    check_stays_within(compiled.report, tmp_path)
    assert pipeline.proof(tmp_path / "build").findings == ()


@pytest.mark.slow
def test_every_word_and_number_of_a_chart_is_printed(compiled: Compiled, tmp_path: Path) -> None:
    """As texts of the page, in the report's font: none has fallen away for want of room."""
    printed(compiled.report, tmp_path / "pages")
    (pdf,) = (tmp_path / "pages").glob("*.pdf")
    text = subprocess.run([required("pdftotext"), str(pdf), "-"], check=True, capture_output=True)
    said = "".join(text.stdout.decode().split())
    for label in LABELS.values():  # of the table, beside bars, in the legends of three charts
        assert said.count(label) >= 1 + 1 + 3, label
    fonts = subprocess.run([required("pdffonts"), str(pdf)], check=True, capture_output=True)
    lines = fonts.stdout.decode().splitlines()[2:]
    families = {line.split()[0].rpartition("+")[2].partition("-")[0] for line in lines}
    assert families == {"BIZUDGothic"}


# ---------------------------------------------------------------- colours


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("given", [(), ("C6E7CE", "BBD7EE", "FFD97A", "B3261E"), ("FFFFFF",) * 8])
def test_fills_are_told_apart_in_black_and_white(given: tuple[str, ...], count: int) -> None:
    """By their greys or by their patterns."""
    colors = (*given, *[""] * 8)[:count]
    found = fills(colors, "2F5D50")
    assert [fill.color for fill, color in zip(found, colors, strict=True) if color] == [
        color for color in colors if color
    ]
    alike = [
        pair
        for pair in combinations(found, 2)
        if pair[0].pattern == pair[1].pattern and contrast(pair[0].color, pair[1].color) < 1.3
    ]
    assert alike == []
