"""A language is files; it reaches everything that people read, and a terminal's nothing else."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from conftest import NO_LEDGER, REPOSITORY, TINY
from faults import in_report
from filling import file_of, type_in
from mails import seen_in
from pseudo import NAME, bare, program_with
from shinchoku.cli import group
from shinchoku.codes import RULES
from shinchoku.editions.open_data.characters import groups

TESTS = REPOSITORY / "tests"
WORD = re.compile(r"[^\W\d_]+")
CELL = re.compile(r"\b[A-Z]{1,2}\d+\b")
# What people type, and what files, commands, rules and click call themselves, in any language.
TECHNICAL = {
    *WORD.findall(
        "KIT ROUND BUILD FILE CODE ITEM DIR DEPARTMENT"
        " xlsx xls csv jsonl html toml json PNG PDF lang"
    ),
    *WORD.findall("submitted master templates returned findings status report corrections"),
    *WORD.findall("manifest input_templates build departments tree before after who reason item"),
    *(name for command in group.commands.values() for name in WORD.findall(str(command.name))),
    *(o for c in group.commands.values() for p in c.params for o in WORD.findall(" ".join(p.opts))),
    *(word for rule in RULES for word in WORD.findall(f"{rule.code} {rule.name}")),
    *WORD.findall("OPTIONS COMMAND ARGS TEXT required xx en ja column d D Y m"),
    *WORD.findall("shinchoku h help version"),
    *WORD.findall("ID datapackage dictionary entries lines headings tally"),  # in any language
}


# ---------------------------------------------------------------- what people are shown


class Reader(HTMLParser):
    """The texts of a page, with what is read aloud."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in {"style", "script"}
        self.texts += [text for name, text in attrs if name in {"aria-label", "data-done"} and text]

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def shown(path: Path) -> Iterator[str]:
    """Yield every text of a workbook that somebody sees."""
    book = load_workbook(path, data_only=True)
    yield book.properties.title or ""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield sheet.title
            yield from (str(cell) for cell in seen_cells(sheet))
            yield from said_while_typing(sheet)


def seen_cells(sheet: Worksheet) -> Iterator[object]:
    for row in sheet.iter_rows():
        for cell in row:
            column = sheet.column_dimensions.get(get_column_letter(cell.column or 1))
            hidden = sheet.row_dimensions[cell.row or 1].hidden or (column and column.hidden)
            if cell.value is not None and not hidden:
                yield cell.value


def said_while_typing(sheet: Worksheet) -> Iterator[str]:
    for check in sheet.data_validations.dataValidation:
        yield from filter(None, (check.promptTitle, check.prompt, check.errorTitle, check.error))


# ---------------------------------------------------------------- what the round says itself


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        yield from (text for each in value for text in texts_in(each))
    elif isinstance(value, str):
        yield value


def own_words(folder: Path) -> set[str]:
    """Return every word of a round's definition, master and answers."""
    report = tomllib.loads((folder / "report.toml").read_text(encoding="utf-8"))
    tables = "\n".join(path.read_text(encoding="utf-8-sig") for path in folder.rglob("*.csv"))
    return {word for text in (*texts_in(report), tables) for word in WORD.findall(text)}


def ours(texts: Iterator[str] | list[str], own: set[str]) -> set[str]:
    """Return the words that stand in no brackets, and that are not the round's."""
    found = {word for text in texts for word in WORD.findall(CELL.sub(" ", bare(text)))}
    whole = "\n".join(own)
    return {word for word in found - own - TECHNICAL if word not in whole}


# ---------------------------------------------------------------- a round in that language


class Spoken:
    """The program with the language, and a round in it that went wrong everywhere."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = program_with(folder / "program")
        self.source = folder / "source" / "tiny"
        shutil.copytree(TINY, self.source)
        in_report("[round]\n", f'[round]\nlanguage = "{NAME}"\n')(self.source)
        self.round = folder / "input_templates" / "tiny"
        self.python(
            "from pathlib import Path; from conftest import fill_round;"
            f"fill_round(Path({str(self.source)!r}), Path({str(self.round)!r}))"
        )
        self.own = own_words(self.round)

    def python(self, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
        paths = os.pathsep.join((str(self.program), str(TESTS)))
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": paths, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        given = ["--lang", NAME, *words]
        return self.python(f"from shinchoku.cli import main; main({given!r})", **environment)

    def spoil(self) -> None:
        first, second = file_of(self.round, "X1"), file_of(self.round, "X2")
        type_in(first, "S1-01", "start", "済？")
        type_in(first, "S1-02", "done", None)
        type_in(first, "S1-01", "remarks", "総合訓練、" * 9)
        type_in(second, "S2-01", "achieved", "×")
        shutil.copyfile(first, first.with_name("X1_総務課2.xlsx"))
        (self.round / "submitted" / "総務課.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    made = Spoken(tmp_path_factory.mktemp("language"))
    made.spoil()
    return made


@pytest.fixture(scope="module")
def checked(spoken: Spoken) -> subprocess.CompletedProcess[str]:
    return spoken.run("check", "tiny", "--today", "2031-07-01")


def test_templates_and_the_dispatch_list_are_in_it(spoken: Spoken) -> None:
    files = sorted((spoken.round / "templates").glob("*.xlsx"))
    assert len(files) == 3
    mails = [seen_in(path) for path in (spoken.round / "templates").rglob("*.eml")]
    assert len(mails) == 2
    assert ours([text for mail in mails for text in (mail.subject, mail.body)], spoken.own) == set()
    for file in files:
        texts = list(shown(file))
        assert sum("⟦" in text for text in texts) > 5, file.name
        assert ours(texts, spoken.own) == set(), file.name


def test_what_a_check_leaves_is_in_it(
    spoken: Spoken, checked: subprocess.CompletedProcess[str]
) -> None:
    assert checked.returncode == 1, checked.stderr
    build = spoken.folder / "build" / "tiny"
    files = sorted(build.rglob("*.xlsx"))
    assert [file.name for file in files if "Rètùrnèd" in file.name]
    for file in files:
        assert ours(list(shown(file)), spoken.own) == set(), file.name
    mails = [seen_in(path) for path in build.rglob("*.eml")]
    assert len(mails) == 2
    assert ours([text for mail in mails for text in (mail.subject, mail.body)], spoken.own) == set()
    page = Reader((build / "status.html").read_text(encoding="utf-8"))
    assert sum("⟦" in text for text in page.texts) > 30
    assert ours(page.texts, spoken.own) == set()


def test_the_terminal_speaks_it(spoken: Spoken, checked: subprocess.CompletedProcess[str]) -> None:
    said: Mapping[str, subprocess.CompletedProcess[str]] = {
        "check": checked,
        "compile": spoken.run("compile", "tiny"),
        "draft": spoken.run("compile", "tiny", "--draft"),
        "verify": spoken.run("verify", "tiny"),
        "trace": spoken.run("trace", "tiny", "S1-01"),
        "history": spoken.run("history", "tiny"),
        "no file": spoken.run("accept", "tiny", "ない.xlsx", "--reason", "理由"),
        "no round": spoken.run("check", "nowhere"),
        "no rule": spoken.run("explain", "E999"),
    }
    for name, result in said.items():
        assert "Traceback" not in result.stderr, result.stderr
        texts = [result.stdout, result.stderr]
        assert "⟦" in "".join(texts), name
        assert ours(texts, spoken.own | {"nowhere"}) == set(), name


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    """The same round as it should be, published where no LibreOffice is found."""
    made = Spoken(tmp_path_factory.mktemp("public"))
    for command in ("compile", "publish"):
        said = made.run(command, "tiny", PATH="")
        assert said.returncode == 0, said.stderr
    return made


def test_what_is_published_is_in_it(public: Spoken) -> None:
    manifest = next((public.folder / "build" / "tiny").glob("*/manifest.json"))
    inside = [path for path in manifest.parent.rglob("*") if path.is_file()]
    seen = {path.suffix: 0 for path in inside}
    for path in inside:
        texts = [DIGEST.sub("", text) for text in said_in(path)]
        seen[path.suffix] += sum("⟦" in text for text in texts)
        assert ours(texts, public.own | AS_IT_IS) == set(), path.name
    assert all(seen[suffix] for suffix in SPOKEN if suffix in seen), seen


DIGEST = re.compile("[0-9a-f]{8,}")
AS_IT_IS = {
    "から再掲",  # a mark and a token of the round
    *(
        word
        for group in groups()
        for sign in group.items()
        for word in WORD.findall(" ".join(sign))
    ),
}
SPOKEN = (".txt", ".xlsx", ".html", ".csv")


def said_in(path: Path) -> Iterator[str]:
    """Yield every text of a published file that somebody sees."""
    if path.suffix == ".xlsx":
        yield from shown(path)
    elif path.suffix in SPOKEN:
        text = path.read_text(encoding="utf-8-sig")
        yield from Reader(text).texts if path.suffix == ".html" else text.splitlines()


MISTYPED = (
    "check",
    "chek tiny",
    "chek",
    "--lang",
    "check --json",
    "check tiny --tody 2031-07-01",
    "check tiny --today 2031-13-01",
    "check tiny tiny",
    "accept tiny file.xlsx",
    "accept tiny file.xlsx --reason",
    "check tiny --json=1",
    "check --help=1",
    "proof tiny --pdf .",
    "proof tiny --images input_templates/tiny/report.toml",
    "verify tiny --nothing",
    "trace tiny",
    "explain",
)


@pytest.mark.parametrize("mistyped", MISTYPED)
def test_what_is_typed_wrong_is_told_in_it(spoken: Spoken, mistyped: str) -> None:
    said = spoken.run(*mistyped.split())
    assert said.returncode == 2
    assert said.stdout == ""
    assert said.stderr.count("⟦") >= 2, said.stderr
    own = {*WORD.findall(mistyped), "toml"}
    assert ours([said.stderr], own) == set(), said.stderr
    assert re.search(r"⟦.*shinchoku .*--help⟧$", said.stderr.splitlines()[-1])


def test_an_interrupted_command_says_so_in_it(spoken: Spoken) -> None:
    said = spoken.python(
        "from shinchoku import pipeline; from shinchoku.cli import main\n"
        "def stop(*given, **named): raise KeyboardInterrupt\n"
        f"pipeline.check = stop; main(['--lang', {NAME!r}, 'check', 'tiny'])"
    )
    assert said.returncode == 1
    assert ours([said.stderr], {"tiny"}) == set(), said.stderr
    assert f"shinchoku --lang {NAME} check tiny" in said.stderr.splitlines()[-1]


def test_help_is_in_it(spoken: Spoken) -> None:
    for name in ("", *group.commands):
        said = spoken.run(*filter(None, (name,)), "--help").stdout
        assert said.count("⟦") >= 2, said
        assert ours([said], set()) == set(), name


def test_every_rule_is_explained_in_it(spoken: Spoken) -> None:
    codes = [rule.code for rule in RULES]
    explained = spoken.python(
        "from shinchoku.codes import explained; from shinchoku.words import words\n"
        f"for code in {codes!r}: print(explained(words({NAME!r}), code))"
    ).stdout
    assert explained.count("⟦") >= 2 * len(codes)
    assert ours([explained], set()) == set()


def test_a_broken_definition_is_told_in_it(spoken: Spoken) -> None:
    broken = Path(
        shutil.copytree(spoken.round, spoken.folder / "broken" / "tiny", ignore=NO_LEDGER)
    )
    in_report('kind = "table"', 'kind = "tabel"')(broken)
    result = spoken.run("check", str(broken))
    assert result.returncode == 2
    assert ours([result.stderr], spoken.own | {"sections", "kind", "tabel", "table"}) == set()


# ---------------------------------------------------------------- a terminal's language


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.suffix in {".xlsx", ".html", ".eml"})
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


@pytest.mark.parametrize("command", [("check",), ("compile", "--draft")])
def test_a_terminals_language_changes_no_byte_of_a_workbook(
    tiny: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    type_in(file_of(tiny, "X1"), "S1-02", "done", None)
    type_in(file_of(tiny, "X2"), "S2-01", "achieved", "済？")
    told, made = {}, {}
    for language in ("ja", "en"):
        folder = tmp_path / language
        shutil.copytree(tiny, folder / "input_templates" / "tiny")
        given = ["--lang", language, command[0], "tiny", *command[1:], "--today", "2031-07-01"]
        for words in (["--lang", language, "distribute", "tiny"], given):
            done = subprocess.run(
                [sys.executable, "-c", f"from shinchoku.cli import main; main({words!r})"],
                cwd=folder,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
        told[language], made[language] = done.stdout, digests(folder)
    assert told["ja"] != told["en"]
    assert "nothing is filled in" in told["en"]
    assert made["ja"] == made["en"]
    assert len([name for name in made["ja"] if "/returned/" in name]) == 2
