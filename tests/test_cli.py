"""The command line as a clerk meets it: words, exit codes, and never a traceback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands import run_apart
from conftest import REPOSITORY
from filling import file_of, type_in
from shinchoku.cli import group


def test_a_clean_round_compiles_with_exit_0_and_says_what_happened(
    tiny: Path, tmp_path: Path
) -> None:
    result = run_apart("compile", tiny, cwd=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == "提出 2 ファイル（2 部署）を読み取りました。"
    assert "着手：済 3　未 1　計 4" in lines
    assert "提出された値 15 件、報告書にないもの 0 件。" in lines
    assert any(line.endswith("報告書.xlsx に書き出しました。") for line in lines)
    assert run_apart("verify", "tiny", cwd=tmp_path).returncode == 0


def test_a_mistake_is_told_put_right_and_compiled(tiny: Path, tmp_path: Path) -> None:
    path = file_of(tiny, "X1")
    cell = type_in(path, "S1-01", "remarks", None)
    wrong = run_apart("compile", tiny, cwd=tmp_path)
    assert wrong.returncode == 1
    assert f"エラー E305 submitted/{path.name}［進行管理 " in wrong.stdout, wrong.stdout
    assert "「総合訓練」は達成度が「◎」なので、「特記事項」が必要です。" in wrong.stdout
    assert not (tmp_path / "build" / "tiny" / "manifest.json").exists()
    assert (tmp_path / "build" / "tiny" / "指摘一覧.xlsx").exists()
    type_in(path, "S1-01", "remarks", "理由を書いた")
    assert cell
    assert run_apart("compile", tiny, cwd=tmp_path).returncode == 0


def test_a_draft_of_a_round_with_errors_exits_1(tiny: Path, tmp_path: Path) -> None:
    file_of(tiny, "X2").unlink()
    result = run_apart("compile", tiny, "--draft", cwd=tmp_path)
    assert result.returncode == 1
    assert "仮の報告書です。" in result.stdout
    assert "土木課から提出がありません（未提出、期限は2031年6月30日）。" in result.stdout


@pytest.mark.parametrize("command", ["check", "compile"])
@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2031-06-30", "土木課から提出がありません（未提出、期限は2031年6月30日）。"),
        ("2031-07-01", "期限の2031年6月30日を過ぎても提出がありません（期限超過）。"),
    ],
)
def test_what_is_missing_is_overdue_after_the_deadline(
    tiny: Path, tmp_path: Path, command: str, today: str, words: str
) -> None:
    file_of(tiny, "X2").unlink()
    assert words in run_apart(command, tiny, "--today", today, cwd=tmp_path).stdout


def test_a_draft_is_the_same_on_any_day(tiny: Path, tmp_path: Path) -> None:
    file_of(tiny, "X2").unlink()
    builds = set()
    for today in ("2031-06-30", "2031-07-01"):
        run_apart("compile", tiny, "--draft", "--today", today, cwd=tmp_path)
        manifest = (tmp_path / "build" / tiny.name / "manifest.json").read_bytes()
        builds.add(manifest)
    assert len(builds) == 1


def test_messages_are_english_on_demand(tiny: Path, tmp_path: Path) -> None:
    file_of(tiny, "X2").unlink()
    result = run_apart("--lang", "en", "check", tiny, cwd=tmp_path)
    assert "土木課 has not sent anything yet (due 30 June 2031). Check" in result.stdout
    assert "Run the whole loop" in run_apart("--lang", "en", "--help", cwd=tmp_path).stdout


def test_what_is_not_there_is_a_message_and_exit_2(tmp_path: Path) -> None:
    for words in (("check", "nowhere"), ("verify", "nowhere"), ("explain", "X999")):
        result = run_apart(*words, cwd=tmp_path)
        assert result.returncode == 2
        assert result.stderr.strip()


def test_a_spoiled_definition_is_exit_2_with_every_problem(tiny: Path, tmp_path: Path) -> None:
    table = tiny / "master" / "tree.csv"
    text = (
        table.read_text(encoding="utf-8").replace("年1回,X1", "年1回,").replace("S1-02.2,,△", "Z,,")
    )
    table.write_text(text, encoding="utf-8")
    result = run_apart("compile", tiny, cwd=tmp_path)
    assert result.returncode == 2
    assert "tree.csv 4行目 department" in result.stderr
    assert "tree.csv 14行目 repeat" in result.stderr


def test_a_console_that_cannot_show_a_character_is_no_reason_to_fail(
    tiny: Path, tmp_path: Path
) -> None:
    result = run_apart("check", tiny, cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="cp932")
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("at", "name"), [("", "tiny"), ("input_templates", "tiny"), ("input_templates/tiny", ".")]
)
def test_a_build_lies_in_one_place_wherever_one_stands(
    tiny: Path, tmp_path: Path, at: str, name: str
) -> None:
    home = tmp_path / "home"
    shutil.copytree(tiny, home / "input_templates" / "tiny")
    for command in ("check", "compile"):
        assert run_apart(command, name, cwd=home / at).returncode == 0
    assert run_apart("verify", "tiny" if name == "." else name, cwd=home / at).returncode == 0
    assert [path.parent for path in home.rglob("報告書.xlsx") if ".builds" not in path.parts] == [
        home / "build" / "tiny"
    ]
    assert [path for path in home.rglob("build") if path != home / "build"] == []


def test_findings_as_json(tiny: Path, tmp_path: Path) -> None:
    file_of(tiny, "X2").unlink()
    result = run_apart("check", tiny, "--json", cwd=tmp_path)
    assert "E101" in result.stdout
    json.loads(result.stdout)


def test_distribute_names_the_departments_that_get_no_template(tiny: Path, tmp_path: Path) -> None:
    with (tiny / "master" / "departments.csv").open("a", encoding="utf-8") as stream:
        stream.write("X9,会計課\n")
    result = run_apart("distribute", tiny, cwd=tmp_path)
    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        f"{tiny}/templates に 2 部署の様式と配布一覧を作成しました。",
        f"メールの下書きを 2 通、{tiny}/templates/メール に作りました。"
        "開いて確かめ、送ってください。",
        "宛先のない下書きが 2 通あります。宛先は departments の列 mail に書きます。",
        "会計課（X9）には、何も尋ねていません。",
        f"次に実行： shinchoku check {tiny}",
    ]


def test_distribute_names_what_no_department_of_today_is_sent(tiny: Path, tmp_path: Path) -> None:
    own = tiny / "templates"
    (own / "~$X1_総務課.xlsx").touch()  # Excel's, while X1's is open
    for name in ("旧課.xlsx", "X8_旧課.xlsx"):
        shutil.copy(own / "X1_総務課.xlsx", own / name)
    result = run_apart("distribute", tiny, cwd=tmp_path)
    told = [line for line in result.stdout.splitlines() if "旧課" in line]
    assert told == [
        f"{own} に、いまの部署の一覧にない様式が残っています（X8_旧課.xlsx、旧課.xlsx）。"
        "送らず、要らなければ消してください。"
    ]
    assert (own / "旧課.xlsx").is_file()


def test_the_schema_is_printed_as_it_stands_in_the_repository(tmp_path: Path) -> None:
    printed = run_apart("schema", cwd=tmp_path)
    kept = REPOSITORY / "input_templates" / "shinchoku.schema.json"
    assert printed.stdout == kept.read_text(encoding="utf-8")
    assert run_apart("schema", "--reference", cwd=tmp_path).stdout.startswith('## <a id="report">')


@pytest.mark.parametrize("command", sorted(group.commands))
def test_every_command_has_help_in_both_languages(command: str, tmp_path: Path) -> None:
    japanese = run_apart(command, "--help", cwd=tmp_path)
    english = run_apart("--lang", "en", command, "--help", cwd=tmp_path)
    assert japanese.returncode == english.returncode == 0
    assert japanese.stdout != english.stdout


def test_help_does_not_wait_for_heavy_imports(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom shinchoku.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'pandas', 'openpyxl', 'xlsxwriter', 'pydantic', 'rich'} & set(sys.modules)\n"
        "sys.exit(1 if heavy else 0)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False).returncode == 0


def test_a_template_that_cannot_be_written_is_a_message(tiny: Path, tmp_path: Path) -> None:
    path = tiny / "templates" / "X1_総務課.xlsx"
    path.unlink()
    path.mkdir()
    result = run_apart("distribute", tiny, cwd=tmp_path)
    assert result.returncode == 2
    assert "X1_総務課.xlsx" in result.stderr
    assert "同じ名前のファイルかフォルダーがあります。" in result.stderr
