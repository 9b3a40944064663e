"""The page for everybody's screen: every value in its row and column, and a shape that is heard."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import theorem
from conftest import REPOSITORY, SAMPLE, fill_round, needs_posix
from csv_files import records
from kit_rounds import KITS, filled
from screen_pages import (
    HEADINGS,
    Element,
    is_in_order,
    lost_targets,
    manuscript_from,
    manuscript_of,
    tree,
    values,
    written,
)
from shinchoku.definition import load
from shinchoku.definition.answers import read_answers
from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.screen.edition import EDITION
from shinchoku.editions.screen.expecting import expected
from shinchoku.editions.screen.facts import Facts
from shinchoku.editions.screen.look import DARK_QUIET, QUIET, Kind, style
from shinchoku.editions.screen.page import page
from shinchoku.layout.compose import compose
from shinchoku.model import Colors, Key, Value
from shinchoku.paper.contrast import contrast
from shinchoku.results import Compiled
from test_rounds import ROUNDS

FOLDER = REPOSITORY / "tests" / "rounds"
OUTSIDE = re.compile(r"""(?:src|href|action|data)="(?!#)|url\((?!#)|@import""")


@pytest.fixture(scope="module")
def sample(filled_sample: Path) -> Manuscript:
    return manuscript_of(filled_sample)


@pytest.fixture(scope="module")
def sample_page(sample: Manuscript) -> Element:
    return tree(page(sample))


@pytest.fixture(scope="module")
def tiny(filled_tiny: Path) -> Manuscript:
    return manuscript_of(filled_tiny)


def one_line(text: str) -> str:
    return "".join(text.split())


# ---------------------------------------------------------------- every value at its place


def answered() -> Mapping[Key, str]:
    """What the sample's departments answer, as its CSVs have it."""
    return read_answers(SAMPLE / "answers", load(SAMPLE))


def test_every_answer_of_the_sample_stands_in_its_row_and_column(sample_page: Element) -> None:
    definition = load(SAMPLE)
    found = {Key(each.owner, each.column): each for each in values(sample_page)}
    seen: Counter[str] = Counter()
    for form in definition.forms:
        columns = [c for c in form.columns if c.by == "department" and c.print == "column"]
        for path, entry in definition.entries(form):
            for line in entry.lines:
                names = {one_line(text) for text in line.values.values() if text}
                names |= {one_line(f"{node.number}{node.title}") for node in path}
                for column in columns:
                    value = found.get(Key(line.id, column.id))
                    if value is None:  # one for all lines of its entry
                        continue
                    assert one_line(value.above[-1]) == one_line(column.header)
                    assert value.beside
                    assert {one_line(each) for each in value.beside} <= names
                    seen[form.id] += 1
    assert seen["items"] > 900
    assert seen["kpi"] > 80


def test_every_answer_of_the_sample_is_there_as_it_was_typed(sample_page: Element) -> None:
    definition = load(SAMPLE)
    printed = {
        (line.id, column.id)
        for form in definition.forms
        for column in form.columns
        if column.print != "none"
        for _, entry in definition.entries(form)
        for line in entry.lines
    }
    typed = {key: text for key, text in answered().items() if key in printed and text}
    found = {Key(each.owner, each.column): each.text for each in values(sample_page)}
    assert len(typed) > 1000
    assert {key: one_line(found.get(key, "")) for key in typed} == {
        key: one_line(text) for key, text in typed.items()
    }


def actions(kind: str) -> Mapping[str, dict[str, str]]:
    """Return the rows of the charts round about each action: its master's or its answers."""
    rows = records(FOLDER / "charts" / kind / "actions.csv")
    return {row.get("id") or row.get("owner") or "": row for row in rows}


def test_counts_of_a_cross_table_stand_between_their_place_and_their_code(
    tmp_path: Path,
) -> None:
    folder = fill_round(FOLDER / "charts", tmp_path / "charts")
    root = tree(written(folder, tmp_path))
    given, answers = actions("master"), actions("answers")
    areas = Counter((given[id_]["area"], row["grade"]) for id_, row in answers.items())
    found = [each for each in values(root) if "[area=" in each.owner and each.column]
    assert len(found) == 12
    for each in found:
        place = each.owner.partition("=")[2].removesuffix("]")
        assert each.above[-1] == each.column
        assert each.beside == (place or "全市",)
        assert int(each.text) == areas[place, each.column]


@pytest.mark.slow
def test_a_total_stands_beside_what_it_is_called_and_below_its_column(tmp_path: Path) -> None:
    root = tree(written(fill_round(FOLDER / "budget", tmp_path / "budget"), tmp_path))
    totals = [each for each in values(root) if each.owner.startswith("total:tables:")]
    assert {each.beside for each in totals} >= {("小計",)}
    columns = {"budget": "予算現額", "spent": "決算額"}
    for each in totals:
        assert len(each.beside) == 1
        assert each.above[-1] == columns.get(each.column, each.above[-1])
    assert {each.column for each in totals} > {*columns}


# ---------------------------------------------------------------- a shape that is heard


def check_shape(root: Element) -> None:
    assert is_in_order(root)
    assert lost_targets(root) == set()
    for table in root.all("table"):
        assert [each.text.strip() != "" for each in table.all("caption")] == [True]
        assert all(head.text.strip() for head in table.all("th"))
        assert next(iter(table.all("thead")), None) is not None
    assert [len(list(root.all(tag))) for tag in ("header", "nav", "main", "h1")] == [1, 1, 1, 1]
    assert all(each.text.strip() for each in root.all(*HEADINGS))
    list(values(root))  # no cells overlap, no row is shorter than another


def check_everything_expected(manuscript: Manuscript, folder: Path) -> int:
    made = EDITION.write(manuscript, folder)
    (name,), stands = made.files, list(made.stands)
    read = EDITION.read(folder / name)
    assert [stand for stand in stands if read.get(stand.place) != stand.text] == []
    check_shape(tree(folder / name))
    return len(stands)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tiny", *ROUNDS])
def test_every_round_becomes_a_page_of_good_shape(name: str, tmp_path: Path) -> None:
    manuscript = manuscript_of(fill_round(FOLDER / name, tmp_path / name))
    assert check_everything_expected(manuscript, tmp_path) > 10


@pytest.mark.slow
@pytest.mark.parametrize("kit", KITS)
def test_every_kit_becomes_a_page_of_good_shape(kit: str, tmp_path: Path) -> None:
    assert check_everything_expected(manuscript_of(filled(kit, tmp_path)), tmp_path) > 10


@needs_posix
@pytest.mark.slow
def test_what_random_definitions_print_becomes_pages_of_good_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[int] = []

    def check(_build: Path, compiled: Compiled) -> None:
        folder = tmp_path / f"{len(pages)}"
        folder.mkdir()
        pages.append(check_everything_expected(manuscript_from(compiled), folder))

    monkeypatch.setattr(theorem, "_check_build", check)
    found = [theorem.prove(seed, mutated=False) for seed in range(20320000, 20320025)]
    assert [str(result) for result in found if result.failure] == []
    assert len(pages) > 10


def test_the_sample_becomes_a_page_of_good_shape(sample: Manuscript, tmp_path: Path) -> None:
    assert check_everything_expected(sample, tmp_path) > 1300


def test_the_same_report_gives_the_same_page(tiny: Manuscript) -> None:
    assert page(tiny) == page(tiny)


def test_the_page_asks_nothing_of_anybody(sample: Manuscript) -> None:
    said = page(sample)
    assert not OUTSIDE.search(said)
    assert "default-src 'none'" in said
    assert not re.search(r"<[^>]*\s(on\w+|style)=", said)


def test_contents_lead_to_headings_of_what_they_name(sample_page: Element) -> None:
    headings = {
        each.attributes["id"]: each.text
        for each in sample_page.all(*HEADINGS)
        if "id" in each.attributes
    }
    lists = [each for each in sample_page.all("section") if each.attributes["class"] == "contents"]
    plans = [
        (link.text, headings[link.attributes["href"][1:]])
        for each in lists
        for link in each.all("a")
        if link.text.startswith("戦略計画")
    ]
    assert len(plans) == 22
    assert [link.partition("：")[0] for link, _ in plans] == [f"戦略計画{n}" for n in range(1, 23)]
    assert all(heading.startswith(f"{link.partition('：')[0]}　") for link, heading in plans)


def test_a_note_and_its_row_lead_to_each_other(sample_page: Element) -> None:
    notes = [each for each in sample_page.all("li") if "data-of" in each.attributes]
    assert len(notes) == 2
    for note in notes:
        back = next(note.all("a"))
        (reference,) = (
            each
            for each in sample_page.all("a")
            if each.attributes["href"] == f"#{note.attributes['id']}"
        )
        assert back.attributes["href"] == f"#{reference.attributes['id']}"
        assert reference.text == back.text
        row = reference.within("tr")
        assert row is not None
        assert row.attributes["data-entry"] == note.attributes["data-of"]
        assert back.text in back.attributes["aria-label"]


def test_what_is_merged_on_paper_is_said_again_in_every_row(tmp_path: Path) -> None:
    folder = fill_round(FOLDER / "deep", tmp_path / "deep")
    found = {(each.owner, each.column): each for each in values(tree(written(folder, tmp_path)))}
    own = [each for (owner, column), each in found.items() if owner.startswith("M11-02")]
    assert own
    assert {each.beside[0] for each in own} == {"1-1\n支え合いの拠点づくり"}


def test_a_line_end_is_a_break_and_is_read_back_as_one(sample: Manuscript, tmp_path: Path) -> None:
    (name,) = EDITION.write(sample, tmp_path).files
    texts = [text for text in EDITION.read(tmp_path / name).values() if "\n" in text]
    assert len(texts) > 300
    assert page(sample).count("<br/>") >= len(texts)


# ---------------------------------------------------------------- whatever is in a text

HOSTILE = (
    "<script>alert(1)</script>",
    "&amp; &lt;b&gt; &#60;",
    "\"><img src=x onerror='alert(1)'>",
    "]]> --> </td></tr></table> /*]]>*/",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "</style></title></textarea> \\3c ${x} {{y}}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_never_becomes_markup(text: str, tiny: Manuscript, tmp_path: Path) -> None:
    texts = {c.id for form in tiny.definition.forms for c in form.results if c.is_text}
    shown = {
        key: Value(f"{text}\n{key.owner_id}", value.origin) if key.column_id in texts else value
        for key, value in tiny.merged.shown.items()
    }
    merged = replace(tiny.merged, shown=shown)
    round_ = replace(tiny.definition.round, title=text, issuer=text)
    document = replace(compose(tiny.definition, merged, tiny.tally), title=text)
    spoilt = replace(
        tiny, merged=merged, document=document, definition=replace(tiny.definition, round=round_)
    )
    assert any(stand.text.startswith(text) for stand in expected(spoilt))
    check_everything_expected(spoilt, tmp_path)
    root = tree(page(spoilt))
    assert {each.tag for each in root.all()} <= {each.tag for each in tree(page(tiny)).all()}
    assert next(root.all("h1")).text == text
    assert len(list(root.all("script"))) == 2


def test_what_the_script_reads_cannot_end_its_element() -> None:
    said = "</script><!-- & ]]>"
    data = Facts([], [], {said: (0, [[said]])}).data
    assert not set("<>&") & set(data)
    assert json.loads(data) == {said: [0, [[said]]]}


def test_what_a_column_is_called_cannot_end_the_style() -> None:
    label = "a\"}</style>\\\n'*/ 実績（％）"
    rules = style(THEMES[0], [], [Kind((label,), (100,))])
    (quoted,) = re.findall(r'\.k0 \.c0::before{content:"([^"]*)"}', rules)
    assert not set("<>}\n*") & set(quoted)
    assert re.sub(r"\\([0-9A-F]+) ", lambda found: chr(int(found[1], 16)), quoted) == label


# ---------------------------------------------------------------- colours

THEMES = (
    Colors(
        dark="1F4E5F",
        tint="E3EEF1",
        band="EEEEEE",
        header="E2E2E2",
        line="8C8C8C",
        callout="B3261E",
    ),
    Colors(
        dark="003366",
        tint="101010",
        band="101010",
        header="0000FF",
        line="FFFFFF",
        callout="00FF00",
    ),
    Colors(
        dark="777777",
        tint="777777",
        band="777777",
        header="777777",
        line="777777",
        callout="777777",
    ),
)


@pytest.mark.parametrize("colors", THEMES)
def test_texts_in_the_themes_colours_are_read_in_light_and_dark(colors: Colors) -> None:
    rules = style(colors, ["FF5500", "123456"], [])
    light, dark = (
        dict(re.findall(r"--([\w-]+):#(\w{6});", rules.split("@media")[n])) for n in (0, 1)
    )
    for name in ("tint", "band", "head"):
        assert contrast(light[name], light[f"on-{name}"]) >= 4.5
    for name in ("accent", "mark"):
        assert min(contrast(light[name], ground) for ground in ("FFFFFF", QUIET)) >= 4.5
        assert min(contrast(dark[name], ground) for ground in ("15191E", DARK_QUIET)) >= 4.5
    for ground, color in re.findall(r"background:#(\w{6});color:#(\w{6})", rules):
        assert contrast(ground, color) >= 4.5
