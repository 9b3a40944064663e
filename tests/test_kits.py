"""Kits: each is a whole small report as it is, and what a round begins with.

What must come out is counted from the kit's own CSVs. A kit is tested by its being there.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import openpyxl
import pytest

from commands import run_apart
from conftest import REPOSITORY, fill_round
from csv_files import records
from kit_rounds import FOLDER, KITS, begun, filled, folder_of
from office import required
from printed_pdf import hold
from running import checked_from, compiled_from
from shinchoku import kits, pipeline
from shinchoku.definition import load
from shinchoku.failures import BeginError, UnclearNameError
from shinchoku.results import Compiled
from shinchoku.words import languages, words
from workbooks import texts_on

MOST_ENTRIES = 12
NOT_MEASURED = "－"
COMPUTED = Path(__file__).with_name("kits")  # what a kit computes, by hand


@dataclass(frozen=True)
class Done:
    """A round that was begun with a kit, answered as the kit does, and compiled."""

    kit: str
    folder: Path
    build: Path
    compiled: Compiled

    @cached_property
    def definition(self) -> dict[str, list[dict[str, object]]]:
        text = (folder_of(self.kit) / "report.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)

    def answers(self, form: object) -> list[dict[str, str]]:
        return records(folder_of(self.kit) / "answers" / f"{form}.csv")

    def decided(self, form: object) -> list[dict[str, str]]:
        """Return what is answered, and what was computed of it by hand, sums of lines as well."""
        by_hand = COMPUTED / self.kit / f"{form}.csv"
        found = {row["owner"]: row for row in self.answers(form)}
        for row in records(by_hand) if by_hand.is_file() else ():
            told = {name: text for name, text in row.items() if text}
            found[row["owner"]] = found.get(row["owner"], {}) | told
        return list(found.values())


@pytest.fixture(scope="module", params=KITS)
def done(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp(request.param)
    round_, build = filled(request.param, folder), folder / "build" / request.param
    return Done(request.param, round_, build, compiled_from(round_, build))


# ---------------------------------------------------------------- what a kit makes


def test_nothing_is_found_and_everything_is_accounted_for(done: Done) -> None:
    assert checked_from(done.folder).findings == ()
    verified = pipeline.verify(done.build)
    forms = done.definition["forms"]
    given = [row for form in forms for row in done.answers(form["id"])]
    values = sum(bool(text) for row in given for name, text in row.items() if name != "owner")
    assert (verified.values, verified.unaccounted, verified.findings) == (values, 0, ())


def test_every_answer_that_is_to_be_printed_is_printed(done: Done) -> None:
    book = openpyxl.load_workbook(done.compiled.report)
    printed = Counter(text for sheet in book.worksheets for text in texts_on(sheet))
    for form in done.definition["forms"]:
        columns = form["columns"]
        assert isinstance(columns, list)
        shown = [
            column["id"]
            for column in columns
            if column.get("by") != "master" and column.get("print") != "none"
        ]
        rows = done.decided(form["id"])
        assert Counter(row[name] for row in rows for name in shown if row.get(name)) - printed == {}


def test_tallies_count_the_answers(done: Done) -> None:
    for tally in done.definition["tallies"]:
        form, column = str(tally["column"]).split(".")
        rows = done.decided(form)
        texts = (row.get(column, "") for row in rows)
        answers = Counter(text for text in texts if text not in ("", NOT_MEASURED))
        found = done.compiled.tally[str(tally["id"])]
        assert {row.choice: row.count for row in found.rows if row.count} == answers


def test_the_round_is_the_kit_in_another_folder(done: Done, tmp_path: Path) -> None:
    """From master.xlsx comes what comes from the kit's CSVs, byte for byte."""
    plain = folder_of(done.kit)
    assert load(done.folder) == load(plain)
    theirs = compiled_from(fill_round(plain, tmp_path / done.kit), tmp_path / "build")
    assert done.compiled.report.read_bytes() == theirs.report.read_bytes()


@pytest.mark.slow
def test_what_libreoffice_prints_is_what_was_planned(done: Done, tmp_path: Path) -> None:
    required("soffice")
    pdf = tmp_path / "report.pdf"
    assert pipeline.proof(done.build, pdf=pdf).findings == ()
    hold(pdf, done.compiled.report)


# ---------------------------------------------------------------- what a kit is


@pytest.mark.parametrize("kit", KITS)
def test_a_kit_is_small_and_says_what_it_is(kit: str) -> None:
    definition = load(folder_of(kit))
    assert len(definition.departments) == 3
    entries = sum(1 for form in definition.forms for _ in definition.entries(form))
    assert 6 <= entries <= MOST_ENTRIES
    readme = (folder_of(kit) / "README.md").read_text(encoding="utf-8")
    assert definition.round.issuer in readme  # of which it says that there is none
    assert re.search("ありません|There is no ", readme)
    assert all(f"`{name}`" in readme for name in ("report.toml", "master.xlsx"))
    assert {path.name for path in folder_of(kit).iterdir()} == {
        "report.toml", "master", "answers", "README.md"}  # fmt: skip


def test_there_are_kits_in_every_language() -> None:
    spoken = {load(folder_of(kit)).round.language for kit in KITS}
    assert spoken == set(languages())


@pytest.mark.slow
def test_the_wheel_has_the_kits(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path)]
    subprocess.run([*command, str(REPOSITORY)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {n: archive.read(n) for n in archive.namelist() if "/samples/kits/" in n}
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert held == {
        f"shinchoku/samples/kits/{path.relative_to(FOLDER).as_posix()}": path.read_bytes()
        for path in files
    }


def test_departments_read_the_words_of_their_own_plan(tmp_path: Path) -> None:
    for kit, own, other in (
        ("action-plan", ["柱", "施策", "取組"], ["区分", "事業"]),
        ("council-plan-en", ["Theme", "Commitment", "Action"], ["Section", "Group", "Item"]),
    ):
        folder = begun(kit, tmp_path / kit)
        pipeline.distribute(folder)
        for file in (folder / "templates").glob("*_*.xlsx"):
            shown = list(texts_on(openpyxl.load_workbook(file)[load(folder).forms[0].sheet]))
            assert [text for text in own if text in shown] == own
            assert [text for text in other if text in shown] == []


# ---------------------------------------------------------------- a round is begun


@pytest.mark.parametrize("kit", KITS)
def test_a_new_round_has_what_a_clerk_changes_and_nothing_else(kit: str, tmp_path: Path) -> None:
    folder = kits.begin(kit, tmp_path, "みらい-r7").folder
    files = (path for path in tmp_path.rglob("*") if path.is_file())
    assert {path.relative_to(tmp_path).as_posix() for path in files} == {
        "みらい-r7/report.toml", "みらい-r7/README.md", "みらい-r7/master/master.xlsx",
        "shinchoku.schema.json"}  # fmt: skip
    own, theirs = (
        (each / "report.toml").read_text(encoding="utf-8").splitlines()
        for each in (folder, folder_of(kit))
    )
    changed = [(own_, their) for own_, their in zip(own, theirs, strict=True) if own_ != their]
    assert changed == [
        ("#:schema ../shinchoku.schema.json", "#:schema ../../shinchoku.schema.json"),
        ('id = "みらい-r7"', f'id = "{kit}"'),
    ]
    schema = (REPOSITORY / "input_templates" / "shinchoku.schema.json").read_bytes()
    assert (tmp_path / "shinchoku.schema.json").read_bytes() == schema


def test_the_same_kit_makes_the_same_bytes(tmp_path: Path) -> None:
    one, other = (begun(KITS[0], tmp_path / name) for name in ("a", "b"))
    for name in ("report.toml", "master/master.xlsx"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", ".r7", "-r7", "a b", "a/b", "a\\b", "r7.", "a:b", "con", "NUL.x", "r" * 61,
     "改\n行", "a*", "<b>"],
)  # fmt: skip
def test_a_name_that_is_no_folders_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BeginError) as raised:
        kits.begin(KITS[0], tmp_path / "rounds", name)
    for language in languages():
        assert f"{name}" in words(language).tell(raised.value.message)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "r7").mkdir()
    (tmp_path / "r7" / "own.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BeginError) as raised:
        kits.begin(KITS[0], tmp_path, "r7")
    assert "r7" in words("ja").tell(raised.value.message)
    assert [path.name for path in tmp_path.rglob("*")] == ["r7", "own.txt"]


def test_an_unknown_kit_is_told_with_the_likely_one(tmp_path: Path) -> None:
    with pytest.raises(UnclearNameError) as raised:
        kits.begin("council-plan", tmp_path, "r7")
    assert raised.value.names == ("council-plan-en",)
    assert all(kit in words("en").tell(raised.value.message) for kit in KITS)


def test_what_cannot_be_written_whole_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "master.xlsx")

    monkeypatch.setattr(kits, "write_master", full)
    with pytest.raises(OSError, match="No space"):
        kits.begin(KITS[0], tmp_path, "r7")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert kits.begin(KITS[0], tmp_path, "r7").master.is_file()


# ---------------------------------------------------------------- on a terminal


def test_without_a_kit_they_are_listed(tmp_path: Path) -> None:
    said = run_apart("new", cwd=tmp_path)
    assert said.returncode == 0
    listed = said.stdout.splitlines()[:-1]
    assert [line.partition("　")[0] for line in listed] == KITS
    assert listed[0] == "action-plan　青葉野市実施計画 令和6年度末の進捗状況"
    assert said.stdout.splitlines()[-1].endswith("shinchoku new action-plan my-round")
    assert list(tmp_path.iterdir()) == []


def test_a_round_is_begun_and_leads_to_the_next_command(tmp_path: Path) -> None:
    said = run_apart("new", "action-plan", "r7", cwd=tmp_path)
    assert said.returncode == 0
    for name in ("report.toml", "master/master.xlsx"):
        assert f"input_templates/r7/{name}" in said.stdout
        assert (tmp_path / "input_templates" / "r7" / name).is_file()
    assert said.stdout.splitlines()[-1].endswith("shinchoku distribute r7")
    done = run_apart("distribute", "r7", cwd=tmp_path)
    assert (done.returncode, len(list(tmp_path.rglob("templates/*.xlsx")))) == (0, 4)  # one a list
    again = run_apart("--lang", "en", "new", "action-plan", "r7", cwd=tmp_path)
    assert again.returncode == 2
    assert again.stderr.startswith("There is already something called “r7”.")


def test_a_round_may_lie_elsewhere(tmp_path: Path) -> None:
    said = run_apart("--lang", "en", "new", "council-plan-en", "my rounds/cp", cwd=tmp_path)
    assert said.stdout.splitlines()[-1].endswith("distribute 'my rounds/cp'")
    assert run_apart("distribute", "my rounds/cp", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("typed", "told", "after"),
    [
        (("action-plam", "r7"), "「action-plam」というひな型はありません。", "new action-plan r7"),
        (("action-plan",), "ROUND を指定してください。", "new action-plan my-round"),
        (("action-plan", "a b"), "「a b」は回の名前にできません。", "new action-plan 'a b'"),
        (("action-plan", ".."), "「..」は回の名前にできません。", "new action-plan .."),
    ],
)
def test_what_is_typed_wrong_is_told(
    typed: tuple[str, ...], told: str, after: str, tmp_path: Path
) -> None:
    said = run_apart("new", *typed, cwd=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(told)
    assert said.stderr.splitlines()[-1].endswith(f"shinchoku {after}")
    assert list(tmp_path.iterdir()) == []
