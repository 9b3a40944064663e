"""`import shinchoku` as a package: what it names, loads and promises; the README shows it."""

from __future__ import annotations

import ast
import doctest
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

import shinchoku
from conftest import NO_LEDGER, REPOSITORY, SAMPLE


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


# Without what an import in this process may have set.
AT_START = {name: value for name, value in os.environ.items() if "PYDANTIC" not in name}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    found = os.pathsep.join(filter(None, [str(REPOSITORY / "src"), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**AT_START, "PYTHONPATH": found, "PYTHONUTF8": "1"},
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


STATE = """
import locale, logging, os, sys, warnings

def state():
    logger = logging.getLogger()
    return (dict(os.environ), os.getcwd(), locale.setlocale(locale.LC_ALL), list(sys.path),
            sys.excepthook, sys.stdout, list(warnings.filters), logger.level, list(logger.handlers))

before = state()
import shinchoku
for language in "en", "ja":
    built = shinchoku.open_round("tiny").compile(draft=True)
    for finding in shinchoku.open_round("tiny").check().findings:
        shinchoku.tell(finding.message, language)
same = [a == b for a, b in zip(before, state())]
assert built.manifest and all(same), same
"""


def test_the_process_is_left_as_it_was(tiny: Path) -> None:
    result = run("-c", STATE, cwd=tiny.parent)
    assert result.returncode == 0, result.stderr


# ---------------------------------------------------------------- a strict type checker


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


@pytest.mark.slow
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


README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def python_blocks() -> list[str]:
    section = README.partition("\n## From Python\n")[2].partition("\n## ")[0]
    return re.findall(r"^```py(?:thon|con)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


@pytest.mark.slow
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
