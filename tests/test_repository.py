"""The repository explains itself: what pages name is there, and nothing cites what is not."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import pytest

import shinchoku
from conftest import REPOSITORY
from office import required

PAGES = ("*.md", ".github/*.md", "input_templates/README.md", "src/*.md", "tests/README.md")
TOP = {"README.md", "build", "input_templates", "pyproject.toml", "src", "tests"}
# Only here is it said where the published text may lie, which is no part of a clone.
PUBLISHED_BESIDE = {"tests/README.md", "tests/published/text.py"}
BESIDE = re.compile(r"\.\./shared\b|\.parent / [\"']shared\b")
MACHINE = re.compile(r"(?<![\w./])/(home|mnt|tmp|work)/")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WRITTEN = ("build/", ".venv/")  # what running something makes; the words of a path, not a file


@cache
def tracked() -> tuple[str, ...]:
    """Every file under version control, as a path from the top."""
    if not (REPOSITORY / ".git").exists():
        pytest.skip("not a clone")
    command = [required("git"), "ls-files", "-z"]
    listed = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True).stdout
    return tuple(name for name in listed.decode().split("\0") if (REPOSITORY / name).is_file())


@cache
def places() -> frozenset[str]:
    """Every file, and every folder that holds one."""
    files = [PurePosixPath(name) for name in tracked()]
    return frozenset(str(place) for file in files for place in (file, *file.parents[:-1]))


@cache
def texts() -> dict[str, str]:
    """Every file that is no picture."""
    names = [name for name in tracked() if not name.endswith(".png")]
    return {name: (REPOSITORY / name).read_text(encoding="utf-8") for name in names}


def pages() -> dict[str, str]:
    def is_page(name: str) -> bool:
        return any(PurePosixPath(name).match(page) for page in PAGES) and name.count("/") < 2

    return {name: text for name, text in texts().items() if is_page(name)}


def is_there(named: str) -> bool:
    """Whether a file or folder, or a module without its .py, is called so from some folder on."""
    patterns = [f"{start}{named}{end}" for start in ("", "*/") for end in ("", ".py")]
    return any(fnmatch(place, pattern) for place in places() for pattern in patterns)


# ---------------------------------------------------------------- what pages name


def test_pages_are_found() -> None:
    expected = {"README.md", "tests/README.md", "input_templates/README.md", "src/CHANGELOG.md",
                ".github/CONTRIBUTING.md", ".github/PULL_REQUEST_TEMPLATE.md"}  # fmt: skip
    assert expected <= pages().keys()


def test_every_link_leads_to_a_file() -> None:
    broken = []
    for page, text in pages().items():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            path, _, _ = target.partition("#")
            if path and "://" not in path:
                place = (REPOSITORY / page).parent.joinpath(path).resolve()
                inside = place.is_relative_to(REPOSITORY)
                if not inside or place.relative_to(REPOSITORY).as_posix() not in places():
                    broken.append(f"{page}: {target}")
    assert broken == []


def named_paths(text: str) -> Iterator[str]:
    """What a page names between backticks, and the modules in its drawings."""
    for language, fence in FENCE.findall(text):
        if not language:
            yield from re.findall(r"(?<![\w/.>])[a-z_]+/[a-z_]+\b(?![/-])", fence)
    for span in re.findall(r"`([\w.*-]+(?:/[\w.*-]+)*/?)`", FENCE.sub("", text)):
        if "/" in span or span.endswith((".py", ".md")):
            yield span


def test_every_path_that_a_page_names_is_there() -> None:
    wrong = [
        f"{page}: {path}"
        for page, text in pages().items()
        for path in named_paths(text)
        if not path.startswith(WRITTEN) and not is_there(path.rstrip("/"))
        if not (page in PUBLISHED_BESIDE and BESIDE.fullmatch(path))
    ]
    assert wrong == []


def test_paths_are_found_in_spans_and_drawings() -> None:
    drawing = "```sh\nx/y\n```\n```\na ─ room/module ─→ b <x>/y\n```\n"
    page = f"{drawing}`k.py`, `some/where/`, `name`, `x.csv`\n"
    assert list(named_paths(page)) == ["room/module", "k.py", "some/where/"]


# ---------------------------------------------------------------- what a clone lacks


def test_no_file_cites_a_page_that_a_clone_lacks() -> None:
    kept = {PurePosixPath(name).name for name in tracked()}
    cited = [
        f"{name}: {page}"
        for name, text in texts().items()
        for page in re.findall(r"[\w-]+\.md\b", text)
        if page not in kept
    ]
    assert cited == []


def test_what_lies_beside_the_clone_is_named_in_one_place() -> None:
    assert {name for name, text in texts().items() if BESIDE.search(text)} == PUBLISHED_BESIDE


def test_no_file_knows_the_machine_that_it_was_written_on() -> None:
    assert [name for name, text in texts().items() if MACHINE.search(text)] == []


def test_the_top_has_what_it_should() -> None:
    top = {name.partition("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} == TOP


# ---------------------------------------------------------------- licence, versions, workflows


def project() -> dict[str, Any]:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    read: dict[str, Any] = tomllib.loads(text)["project"]
    return read


def test_the_licence_is_named_and_there() -> None:
    assert (project()["license"], project()["license-files"]) == ("MIT", ["src/LICENSE"])
    assert texts()["src/LICENSE"].startswith("MIT License\n\nCopyright (c) 2026 The Shinchoku auth")


def test_the_change_log_tells_this_version() -> None:
    heading = re.compile(r"^## (\d+\.\d+\.\d+) – \d{4}-\d\d-\d\d$", re.MULTILINE)
    told = heading.findall(texts()["src/CHANGELOG.md"])
    assert told[0] == shinchoku.__version__
    assert len(set(told)) == len(told)


def test_what_judges_the_code_is_pinned() -> None:
    judges = re.compile(r"(mypy|ruff|types-.*|.*-stubs)\b")
    named = [each for each in project()["optional-dependencies"]["test"] if judges.match(each)]
    assert len(named) >= 4
    assert [each for each in named if "==" not in each] == []


PLAIN = r"""(?!- )[^\s"'\[\]{}|>&*!%@`](?:(?!: )[^#])*"""
VALUE = rf"""(?:"[^"]*"|'[^']*'|\[[^\[\]]*\]|{PLAIN})"""
LINE = re.compile(rf" *(?:(- )?([\w.-]+:)(?: ({VALUE}))?|- {VALUE})")


def yaml_faults(text: str) -> list[str]:
    """The lines that are not the plain YAML which our files keep to: keys, items, one-line values.

    No parser of YAML is a dependency; what is neither this plain nor right is told alike.
    """
    faults: list[str] = []
    blocks, opened = [0], False
    for line in text.splitlines():
        content = re.sub(r"(^|\s)#.*", "", line).rstrip()
        if not content:
            continue
        read = LINE.fullmatch(content)
        indent = len(content) - len(content.lstrip())
        deeper = indent > blocks[-1]
        if read is None or (not opened if deeper else indent not in blocks):
            faults.append(line)
            continue
        blocks = [*(block for block in blocks if block < indent), indent]
        opened = read[2] is not None and read[3] is None
        if read[1]:
            blocks.append(indent + 2)  # the further keys of an item stand under its first
    return faults


def test_workflows_and_hooks_are_plain_yaml() -> None:
    files = [name for name in tracked() if name.endswith((".yml", ".yaml"))]
    assert len(files) >= 3
    assert [(name, yaml_faults(texts()[name])) for name in files] == [(name, []) for name in files]


@pytest.mark.parametrize(
    "wrong",
    ["a:\n\tb: 1", "a: 1\n  b: 2", "a:\n    b: 1\n  c: 2", "- a: 1\n   b: 2", "a:b", "a: b: c",
     "a: [1", "a: 'x", "a: *b", "a: |\n  b", "a: - b"],
)  # fmt: skip
def test_other_yaml_is_told(wrong: str) -> None:
    assert yaml_faults(wrong)


def test_the_workflows_ask_what_they_should() -> None:
    linux, windows = (texts()[f".github/workflows/{name}.yml"] for name in ("linux", "windows"))
    assert "- run: .ci/run\n" in linux
    quick = 'python -m pytest -q -n auto -m "not slow"'
    for asked in ("ruff check", "ruff format --check", "mypy", quick):
        assert f"- run: {asked}" in windows
    oldest = project()["requires-python"].removeprefix(">=")
    for workflow in (linux, windows):
        assert f'python: ["{oldest}", "3' in workflow


def test_hooks_download_nothing() -> None:
    hooks = texts()[".pre-commit-config.yaml"]
    assert re.findall(r"repo: (\S+)", hooks) == ["local"]
    assert set(re.findall(r"language: (\S+)", hooks)) == {"system"}
