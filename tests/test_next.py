"""What a command ends with: the command that comes next, or the file to open."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import click
import pytest
from openpyxl import load_workbook

from commands import run_apart
from faults import in_report
from filling import file_of, type_in
from shinchoku.cli import group

COMMAND = re.compile(r"(?:^|\s)(shinchoku .+)$")


def parses(words: list[str]) -> bool:
    """Whether the command line takes these words: every argument and option, nothing run."""
    context = click.Context(group, info_name="shinchoku")
    rest = click.Group.parse_args(group, context, words)
    name, command, given = group.resolve_command(context, [*context._protected_args, *rest])
    if "--help" in given:
        return command is not None
    assert command is not None
    command.make_context(name, given, parent=context)
    return True


def leads_on(said: CompletedProcess[str], folder: Path, words: tuple[str, ...]) -> str:
    """Return the command or the file that the last line names."""
    text = said.stderr if said.returncode == 2 else said.stdout
    last = text.splitlines()[-1]
    found = COMMAND.search(last)
    if found:
        assert parses(shlex.split(found[1])[1:]), last
        return found[1]
    path = last.split()[-1]
    assert (folder / path).is_file(), (words, last)
    return path


@pytest.fixture
def folder(tiny: Path, tmp_path: Path) -> Path:
    """A folder to work in, with a round."""
    (tmp_path / "input_templates").mkdir()
    shutil.move(tiny, tmp_path / "input_templates" / "tiny")
    return tmp_path


def said_by(folder: Path, *words: str) -> str:
    return leads_on(run_apart(*words, cwd=folder), folder, words)


def test_the_way_of_a_round_is_led_from_line_to_line(folder: Path) -> None:
    typed = "input_templates/tiny"
    assert said_by(folder, "distribute", typed) == f"shinchoku check {typed}"
    assert said_by(folder, "check", typed) == f"shinchoku compile {typed}"
    assert said_by(folder, "compile", typed) == "shinchoku verify build/tiny"
    assert said_by(folder, "verify", "build/tiny") == "shinchoku proof build/tiny"
    assert said_by(folder, "trace", typed, "S1-01") == "shinchoku verify build/tiny"
    assert said_by(folder, "history", typed) == f"shinchoku check {typed}"
    name = file_of(folder / typed, "X1").name
    assert said_by(folder, "exclude", typed, name, "--reason", "理由") == f"shinchoku check {typed}"
    assert said_by(folder, "accept", typed, name, "--reason", "理由") == f"shinchoku check {typed}"
    assert said_by(folder, "explain", "E301") == "shinchoku check --help"
    assert said_by(folder, "changes", typed) == f"shinchoku compile {typed}"
    assert said_by(folder, "compile", "tiny", "--draft") == "shinchoku check tiny"
    assert said_by(folder, "changes", "tiny") == "build/tiny/変更一覧_庁内用.xlsx"


def test_publishing_leads_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    typed = "input_templates/tiny"
    said_by(folder, "compile", typed, "--draft")
    assert said_by(folder, "publish", typed) == f"shinchoku compile {typed}"
    said_by(folder, "compile", typed)
    assert said_by(folder, "publish", typed) == "shinchoku verify 'build/tiny/公表'"
    assert said_by(folder, "verify", "build/tiny/公表") == "shinchoku proof 'build/tiny/公表'"
    assert said_by(folder, "changes", typed) == "build/tiny/変更一覧_庁内用.xlsx"


def test_what_stops_leads_on_too(folder: Path) -> None:
    round_ = folder / "input_templates" / "tiny"
    type_in(file_of(round_, "X1"), "S1-01", "remarks", None)
    assert said_by(folder, "trace", "tiny", "S1-01") == "shinchoku compile tiny"
    assert said_by(folder, "check", "tiny") == "build/tiny/status.html"
    assert said_by(folder, "compile", "tiny") == "build/tiny/status.html"
    assert said_by(folder, "check", "tinny") == "shinchoku check tiny"
    assert said_by(folder, "verify", "tiny") == "shinchoku compile tiny"
    assert said_by(folder, "proof", "elsewhere") == "shinchoku demo"
    assert said_by(folder, "explain", "e-301") == "shinchoku explain E301"
    assert said_by(folder, "trace", "tiny", "S9-99") == "shinchoku check tiny"
    assert said_by(folder, "accept", "tiny", "ない", "--reason", "a") == "shinchoku history tiny"
    assert said_by(folder, "undo", "tiny", file_of(round_, "X1").name) == "shinchoku history tiny"
    in_report('kind = "table"', 'kind = "tabel"')(round_)
    assert said_by(folder, "check", "tiny") == "shinchoku check tiny"
    assert said_by(folder, "--lang", "en", "compile", "tiny") == "shinchoku --lang en compile tiny"


NOTHING: tuple[str, ...] = ()


@pytest.mark.parametrize("words", [NOTHING, ("",), ("--lang",), ("--lang", "en"), ("nonsense",)])
def test_what_names_no_command_leads_to_the_help(words: tuple[str, ...], tmp_path: Path) -> None:
    said = run_apart(*words, cwd=tmp_path)
    assert said.returncode == 2
    assert "shinchoku" in said.stderr.splitlines()[-1 if words else 0]


@pytest.mark.parametrize("command", sorted(group.commands))
def test_a_command_that_is_typed_wrong_leads_to_its_help(command: str, tmp_path: Path) -> None:
    for words in (("--nonsense",), ("a", "b", "c", "d")):
        said = run_apart(command, *words, cwd=tmp_path)
        assert said.returncode == 2
        assert leads_on(said, tmp_path, words).endswith("--help")


def test_half_a_file_name_leads_to_the_file_or_where_several_have_it_to_all(folder: Path) -> None:
    path = file_of(folder / "input_templates" / "tiny", "X1")
    typed = ("accept", "tiny", "x1", "--reason", "a b")
    wanted = ("accept", "tiny", path.name, "--reason", "a b")
    assert said_by(folder, *typed) == f"shinchoku {shlex.join(wanted)}"
    shutil.copyfile(path, path.with_name(f"訂正_{path.name}"))
    assert said_by(folder, *typed) == "shinchoku history tiny"


def test_a_hand_edit_leads_to_its_rule_and_to_its_correction(folder: Path) -> None:
    told = json.loads(run_apart("compile", "tiny", "--json", cwd=folder).stdout)
    path = folder / told["report"]
    book = load_workbook(path)
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    next(cell for cell in cells if cell.value == "参加者が倍に増えた").value = "増えた"
    book.save(path)
    form = "input_templates/tiny/corrections.xlsx"
    assert said_by(folder, "verify", "tiny") == f"shinchoku verify tiny --corrections {form}"
    plain = ("verify", "tiny", "--corrections", form.replace("xlsx", "csv"))
    assert said_by(folder, *plain) == f"shinchoku verify tiny --corrections {form}"
    edits = ("verify", "tiny", "--corrections", "edits.xlsx")
    assert said_by(folder, *edits) == "edits.xlsx"


def test_what_a_compile_says_it_wrote_or_left_is_there_to_open(folder: Path) -> None:
    written = run_apart("compile", "tiny", cwd=folder).stdout
    for name in ("報告書.xlsx", "指摘一覧.xlsx", "status.html"):
        assert f"build/tiny/{name} に書き出しました。" in written
        assert (folder / "build" / "tiny" / name).is_file()
    type_in(file_of(folder / "input_templates" / "tiny", "X1"), "S1-01", "remarks", None)
    refused = run_apart("compile", "tiny", cwd=folder).stdout
    assert "前回の報告書はそのまま残っています（build/tiny/報告書.xlsx）" in refused


@pytest.mark.slow
def test_proof_ends_with_the_report(folder: Path) -> None:
    run_apart("compile", "tiny", cwd=folder)
    assert said_by(folder, "proof", "tiny").endswith("報告書.xlsx")


def test_a_language_that_was_asked_for_is_asked_for_again(folder: Path) -> None:
    assert said_by(folder, "--lang", "en", "check", "tiny") == "shinchoku --lang en compile tiny"


def test_a_name_with_a_blank_is_ready_to_paste(folder: Path) -> None:
    (folder / "input_templates").rename(folder / "this year")
    said = said_by(folder, "distribute", "this year/tiny")
    assert shlex.split(said) == ["shinchoku", "check", "this year/tiny"]


def test_what_programs_read_is_json_and_nothing_else(folder: Path) -> None:
    for words in (("check", "tiny"), ("compile", "tiny"), ("history", "tiny"), ("verify", "tiny")):
        said = run_apart(*words, "--json", cwd=folder)
        assert said.returncode == 0, said.stderr
        json.loads(said.stdout)
        assert said.stderr == ""


def test_compile_tells_programs_what_check_does_and_the_report(folder: Path) -> None:
    checked = json.loads(run_apart("check", "tiny", "--json", cwd=folder).stdout)
    compiled = json.loads(run_apart("compile", "tiny", "--json", cwd=folder).stdout)
    assert (folder / compiled["report"]).is_file()
    assert compiled["values"] == 15
    assert not compiled["draft"]
    assert compiled.keys() - checked.keys() == {"report", "draft", "values"}
    assert compiled["departments"] == checked["departments"]
    assert [found["code"] for found in compiled["findings"]] == ["W501"]  # of what is merged
    type_in(file_of(folder / "input_templates" / "tiny", "X1"), "S1-01", "remarks", None)
    refused = run_apart("compile", "tiny", "--json", cwd=folder)
    assert refused.returncode == 1
    told = json.loads(refused.stdout)
    assert told["report"] is None
    assert told["counts"]["error"] == 1
    draft = run_apart("compile", "tiny", "--json", "--draft", cwd=folder)
    assert draft.returncode == 1
    assert json.loads(draft.stdout)["draft"]
