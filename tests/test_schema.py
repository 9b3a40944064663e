"""The JSON Schema and the reference of report.toml are current, and an editor's validator agrees.

taplo is what editors complete TOML with: it reads the schema that a file's first line leads to.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY, SAMPLE
from shinchoku.definition.reference import reference
from shinchoku.definition.schema.report import json_schema

TEMPLATES = REPOSITORY / "input_templates"
SCHEMA = TEMPLATES / "shinchoku.schema.json"
ROUNDS = REPOSITORY / "tests" / "rounds"
DEFINITIONS = sorted((*TEMPLATES.rglob("report.toml"), *ROUNDS.glob("*/report.toml")))

# What an editor marks: a text of the sample put for another.
MUTANTS = [
    ("schema = 2", "schema = 1"),
    ("schema = 2", ""),
    ("[round]", "[rounds]"),
    ('id = "nerima-r4"', 'id = "ne/rima"'),
    ('id = "nerima-r4"', "id = 4"),
    ('language = "ja"', 'language = "jp"'),
    ("year = 2022", 'year = "2022"'),
    ("year = 2022", "year = 22"),
    ('calendar = "era"', 'calendar = "wareki"'),
    ("deadline = 2023-05-31", 'deadline = "5月31日"'),
    ("issuer =", "isuer ="),
    ("nothing = [", 'nothing = "—" # ['),
    ("body_size = 9.0", "body_size = 90"),
    ("margin_top_mm = 17.0", "margin_top_mm = -5"),
    ("margin_top_mm = 17.0", "margin_top_mm = 250"),
    ('dark = "1F4E5F", ', ""),
    ('dark = "1F4E5F"', 'dark = "navy"'),
    ('tint = "DCE9EE"', 'tnit = "DCE9EE"'),
    ('id = "pillar"', 'id = "1"'),
    ("optional = true # a group", 'optional = "yes" # a group'),
    ('rank = "delayed"', 'rank = "bad"'),
    ('{ code = "A", label', '{ code = "", label'),
    ('by = "master", header = "指標"', 'by = "us", header = "指標"'),
    ('required = "needed", otherwise = "warn"', 'required = "sometimes", otherwise = "warn"'),
    ('print = "below"', 'print = "under"'),
    ("width = 10.25", "width = 0"),
    ("max_chars = 300", 'max_chars = "300"'),
    ('compare = ["planned", "actual"]', 'compare = ["planned"]'),
    ('plan = { as = "bar", text = "戦略計画', 'plan = { as = "strip", text = "戦略計画'),
    ('project = { as = "column", header = "取組名", ', 'project = { as = "column", '),
    ("early_end = 0.4", "early_end = 4"),
    ('column = "items.grade"', 'column = "grade"'),
    ('kind = "contents"', 'kind = "content"'),
    ('style = "tally"', 'style = "talley"'),
    ('count = "事業数", ', ""),
    ('sections = ["kpi-divider"]', "sections = []"),
    ('entries = ["P01-01"', 'entires = ["P01-01"'),
    ('at = "P22-G1"', 'att = "P22-G1"'),
    ('{ style = "goals" },', '{ style = "goals", table = "goals" },'),
]


def taplo(*files: Path) -> subprocess.CompletedProcess[str]:
    """Validate files against the schema that their first lines lead to."""
    program = shutil.which("taplo", path=str(Path(sys.executable).parent))
    assert program, "taplo is one of the test dependencies"
    command = [program, "lint", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_schema_that_editors_read_is_current() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema()


def test_the_reference_is_current() -> None:
    text = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    assert text.partition("<!-- reference -->\n\n")[2] == reference()


def test_the_reference_tells_every_key_with_an_example() -> None:
    keys = {key for table in (json_schema(), *json_schema()["$defs"].values())
            for key in table.get("properties", {})}  # fmt: skip
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]* \| `.+?` \| \S", reference(), re.MULTILINE)
    assert keys == set(rows)


def test_every_table_of_the_reference_has_a_title_of_its_own() -> None:
    titles = re.findall(r"^## <a id=.*</a>(.*)$", reference(), re.MULTILINE)
    assert len(set(titles)) == len(titles) > 40
    assert not [title for title in titles if "spec" in title.lower()]


@pytest.mark.parametrize("file", DEFINITIONS, ids=lambda file: file.parent.name)
def test_the_first_line_leads_to_the_schema(file: Path) -> None:
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("#:schema ")
    assert (file.parent / first.removeprefix("#:schema ")).resolve() == SCHEMA


def test_an_editor_accepts_every_definition() -> None:
    assert len(DEFINITIONS) > 10
    checked = taplo(*DEFINITIONS)
    assert checked.returncode == 0, checked.stderr


def test_an_editor_refuses_mutants(tmp_path: Path) -> None:
    shutil.copyfile(SCHEMA, tmp_path / SCHEMA.name)
    text = (SAMPLE / "report.toml").read_text(encoding="utf-8")
    files = []
    for number, (before, after) in enumerate(MUTANTS):
        assert text.count(before) >= 1, before
        files.append(tmp_path / str(number) / "report.toml")
        files[-1].parent.mkdir()
        files[-1].write_text(text.replace(before, after, 1), encoding="utf-8")
    told = taplo(*files).stderr
    untold = [n for n, file in enumerate(files) if f'path="{file}"' not in told]
    # What it says of many files at once gets mixed up at times; of one alone it is sure.
    accepted = [MUTANTS[n] for n in untold if taplo(files[n]).returncode == 0]
    assert accepted == []
    assert len(MUTANTS) >= 30


def test_no_plugin_that_is_installed_is_looked_for() -> None:
    script = (
        "import sys, tomllib\n"
        "from shinchoku.definition.parsing import read_report\n"
        "from pathlib import Path\n"
        f"for path in {[str(path) for path in DEFINITIONS]!r}:\n"
        "    report, problems = read_report(Path(path))\n"
        "    assert report and not problems\n"
        "print(*(name for name in sys.modules if name in ('pydantic.plugin._loader', 'email')))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == []
