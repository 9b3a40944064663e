"""Drafts of mails: who gets one, what it says, what goes with it, and where it lies."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from commands import run
from csv_files import write_records
from faults import in_report, problems
from filling import file_of, type_in
from mails import digest, headers, seen_in
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.followup.board import as_data
from shinchoku.followup.page import status_page
from shinchoku.followup.reminders import State
from shinchoku.words import languages, words
from status_board import LATE, Reader

TODAY = date(2031, 7, 3)


def addressed(folder: Path, *texts: str, name: str = "総務課") -> Path:
    """Give X1 and X2 addresses, and return the folder."""
    both = zip((("X1", name), ("X2", "土木課")), texts, strict=True)
    rows = [{"id": id_, "name": named, "mail": text} for (id_, named), text in both]
    write_records(folder / "master" / "departments.csv", rows)
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "text",
    [
        "a@x.jp,b@x.jp",
        "a@x.jp; b@x.jp",
        "a@x.jp、b@x.jp",
        "a@x.jp，b@x.jp；",
        "a@x.jp\nb@x.jp\na@x.jp",
        "ａ＠ｘ．ｊｐ， ｂ＠ｘ．ｊｐ",
    ],
)
def test_a_department_has_one_address_or_several(tiny: Path, text: str) -> None:
    definition = load(addressed(tiny, text, ""))
    assert definition.department("X1").mail == ("a@x.jp", "b@x.jp")
    assert definition.department("X2").mail == ()


@pytest.mark.parametrize("text", ["soumu@city", "o'neil+a_b@x-y.example.jp", "A.B@192.168.0.1"])
def test_a_house_has_addresses_of_its_own(tiny: Path, text: str) -> None:
    assert load(addressed(tiny, text, "")).department("X1").mail == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "総務課",
        "soumu",
        "soumu@",
        "@city.jp",
        "a b@city.jp",
        "a@b@city.jp",
        "総務課 <a@city.jp>",
        "mailto:a@city.jp",
        "a..b@city.jp",
        "a.@city.jp",
        "a@-city.jp",
        "a@city..jp",
        "総務@city.jp",
        "a@市.jp",
        f"{'a' * 65}@city.jp",
        f"a@{'b.' * 130}jp",
        "内線 2441",
        "なし",
    ],
)
def test_what_is_no_address_is_told_with_its_row(tiny: Path, text: str) -> None:
    (told,) = problems(addressed(tiny, f"a@x.jp, {text}", ""))
    assert told.startswith(
        f"departments.csv 2行目 mail: 「{text}」はメールアドレスではありません。"
    )


# ---------------------------------------------------------------- with a template


def test_a_mail_goes_with_each_template(tiny: Path) -> None:
    addressed(tiny, "soumu@city.jp, a@x.jp", "doboku@city.jp")
    distributed = pipeline.distribute(tiny)
    folder = tiny / "templates" / "メール"
    names = {"X1": "X1_総務課", "X2": "X2_土木課"}
    assert distributed.drafts.files == tuple(folder / f"{each}.eml" for each in names.values())
    assert distributed.drafts.unaddressed == 0
    mail = seen_in(folder / "X1_総務課.eml")
    assert mail.to == (("総務課", "soumu@city.jp"), ("総務課", "a@x.jp"))
    assert mail.subject == "【作成のお願い】みらい市実施計画 進行管理報告書"
    assert mail.body.startswith("総務課　御担当者様\n\n政策課です。\n")
    assert "2031年6月30日（月）まで" in mail.body
    assert mail.day == date(2031, 5, 1)  # the day of issue
    for each in names.values():
        template = (tiny / "templates" / f"{each}.xlsx").read_bytes()
        assert seen_in(folder / f"{each}.eml").files == {f"{each}.xlsx": digest(template)}


def test_only_what_is_written_again_is_replaced_and_nothing_is_taken_away(tiny: Path) -> None:
    pipeline.distribute(tiny)
    folder = tiny / "templates" / "メール"
    for name in ("X1_総務課.eml", "X2_土木課.eml", "X9_廃課.eml", "メモ.txt"):
        (folder / name).write_bytes(b"mine")
    pipeline.distribute(tiny, only=["X2"])
    found = files_in(folder)
    assert headers(found.pop("X2_土木課.eml"))[0] == "X-Unsent"
    assert found == dict.fromkeys(("X1_総務課.eml", "X9_廃課.eml", "メモ.txt"), b"mine")


def test_who_has_no_address_is_told(tiny: Path) -> None:
    said = run("distribute", tiny).output
    assert f"メールの下書きを 2 通、{tiny}/templates/メール に作りました。" in said
    assert "宛先のない下書きが 2 通あります。" in said
    path = tiny / "templates" / "配布一覧.xlsx"
    cells = [cell.value for row in load_workbook(path).worksheets[0] for cell in row]
    assert "メールの宛先" not in cells
    said = run("--lang", "en", "distribute", addressed(tiny, "a@x.jp、b@x.jp", "")).output
    assert f"Wrote drafts of 2 mails to {tiny}/templates/メール." in said
    assert "1 draft has no address." in said
    assert "To" not in headers((tiny / "templates" / "メール" / "X2_土木課.eml").read_bytes())
    rows = [[cell.value for cell in row] for row in load_workbook(path).worksheets[0]]
    (head,) = (row for row in rows if "メールの宛先" in row)
    listed = {row[0]: row[head.index("メールの宛先")] for row in rows if row[0] in {"X1", "X2"}}
    assert listed == {"X1": "a@x.jp\nb@x.jp", "X2": "なし"}
    assert "宛先のない" not in run("distribute", addressed(tiny, "a@x.jp", "b@x.jp")).output


# ---------------------------------------------------------------- after a check


def test_everybody_with_something_open_gets_a_mail(spoiled_sample: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    left = pipeline.check(spoiled_sample, build, today=LATE).left
    assert left
    status = {each.department.id: each for each in left.board.departments if each.draft}
    assert {id_: each.draft for id_, each in status.items()} == {
        "D03": "メール/修正のお願い_D03_保育課.eml",
        "D07": "メール/催促_D07_教育指導課.eml",
        "D12": "メール/確認のお願い_D12_地域医療課.eml",
        "D22": "メール/催促_D22_道路公園課.eml",
    }
    assert left.drafts.files == tuple(build / each.draft for each in status.values())
    assert {*(build / "メール").iterdir()} == {*left.drafts.files}
    for each in status.values():
        assert each.letter
        mail = seen_in(build / each.draft)
        assert (mail.subject, mail.body) == (each.letter.subject, f"{each.letter.body}\n")
        assert each.reminder == f"件名：{mail.subject}\n\n{each.letter.body}"
        assert mail.day == LATE
        returned = {
            path.name: path for path in (build / "returned").glob(f"*_{each.department.id}_*")
        }
        assert mail.files == {name: digest(path.read_bytes()) for name, path in returned.items()}
        assert bool(returned) == (each.state is State.ERRORS)


def test_who_only_has_something_to_look_at_gets_the_workbook_too(
    tiny: Path, tmp_path: Path
) -> None:
    type_in(file_of(tiny, "X2"), "S2-01", "achieved", "○")  # W404: short of the plan
    left = pipeline.check(tiny, tmp_path, today=TODAY).left
    assert left
    (path,) = left.drafts.files
    (returned,) = (tmp_path / "returned").iterdir()
    assert path.name == "確認のお願い_X2_土木課.eml"
    assert seen_in(path).files == {"返却_X2_土木課.xlsx": digest(returned.read_bytes())}


def test_a_check_replaces_the_drafts_of_the_one_before(tiny: Path, tmp_path: Path) -> None:
    build, folder = tmp_path / "build", tmp_path / "build" / "メール"
    path = file_of(tiny, "X2")
    path.rename(tmp_path / "later.xlsx")
    pipeline.check(tiny, build, today=date(2031, 6, 30))
    assert [*files_in(folder)] == ["提出のお願い_X2_土木課.eml"]
    pipeline.check(tiny, build, today=TODAY)
    assert [*files_in(folder)] == ["催促_X2_土木課.eml"]
    (tmp_path / "later.xlsx").rename(path)
    said = pipeline.check(tiny, build, today=TODAY).left
    assert said
    assert not said.drafts.files
    assert not folder.exists()


def test_board_and_scripts_lead_to_a_draft(tiny: Path, tmp_path: Path) -> None:
    type_in(file_of(tiny, "X1"), "S1-02", "done", None)
    left = pipeline.check(tiny, tmp_path, today=TODAY).left
    assert left
    linked = [
        unquote(given["href"] or "")
        for tag, given in Reader(status_page(left.board)).tags
        if tag == "a" and given.get("aria-label", "") == "総務課へのメールの下書き"
    ]
    assert linked == ["メール/修正のお願い_X1_総務課.eml"] * 2  # in the table and at the findings
    assert (tmp_path / linked[0]).is_file()
    plain = json.loads(json.dumps(as_data(left.board, words("ja"))))["departments"]
    assert [each["draft"] for each in plain] == [linked[0], ""]


def test_the_terminal_tells_of_drafts(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    addressed(tiny, "a@x.jp", "")
    for department in ("X1", "X2"):
        file_of(tiny, department).unlink()
    said = run("check", tiny, "--today", "2031-07-03").output
    assert "メールの下書きを 2 通、build/tiny/メール に作りました。" in said
    assert "宛先のない下書きが 1 通あります。" in said
    page = (tmp_path / "build" / "tiny" / "status.html").read_text(encoding="utf-8")
    assert "「メール」を開くと" in page


# ---------------------------------------------------------------- words


OWN = """[mail.request]
subject = "【照会】{title}（{name}）"
body = \"\"\"
{name} 御中
{issuer}の{contact}です。{{様式}}は{deadline}まで。{year}年度
\"\"\"

[mail.errors]
body = "{findings}\\n\\n{reply}"

[mail.conflicting]
subject = "{files}"

[texts]
"""


def test_a_definition_may_have_words_of_its_own(tiny: Path, tmp_path: Path) -> None:
    in_report("[texts]\n", OWN)(tiny)
    type_in(file_of(tiny, "X1"), "S1-02", "done", None)
    pipeline.distribute(tiny)
    mail = seen_in(tiny / "templates" / "メール" / "X1_総務課.eml")
    assert mail.subject == "【照会】みらい市実施計画 進行管理報告書（総務課）"
    assert mail.body == (
        "総務課 御中\nみらい市の政策課です。{様式}は2031年6月30日（月）まで。2030年度\n"
    )
    left = pipeline.check(tiny, tmp_path, today=TODAY).left
    assert left
    (path,) = left.drafts.files
    mail = seen_in(path)
    assert mail.subject.startswith("【修正のお願い】")  # where it says nothing, the usual
    assert mail.body.startswith("直していただきたい箇所（1件）\n1. 進行管理 ")
    assert mail.body.endswith("\n\n2031年7月10日（木）\n")
    page = (tmp_path / "status.html").read_text(encoding="utf-8")
    assert "件名：【修正のお願い】" in page
    assert f"{mail.body.strip()}</textarea>" in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[mail.request]\nsubject = "{reply}"\n', "mail.request.subject: {reply} は使えません。"),
        ('[mail.missing]\nbody = "{nmae}"\n', "mail.missing.body: {nmae} は使えません。"),
        ('[mail.errors]\nbody = "{name"\n', "mail.errors.body: 「{name」の { } の対応が"),
        ('[mail.late]\nbody = "a"\n', "mail.late: 「late」という項目はありません。"),
        ('[mail.fine]\nbody = "a\\u0001"\n', "mail.fine.body: "),
    ],
)
def test_words_of_mails_are_checked_as_any(tiny: Path, text: str, told: str) -> None:
    in_report("[texts]\n", f"{text}\n[texts]\n")(tiny)
    (problem,) = problems(tiny)
    assert problem.startswith(f"report.toml {told}")


@pytest.mark.parametrize("language", languages())
def test_drafts_are_in_the_language_of_the_round(tiny: Path, tmp_path: Path, language: str) -> None:
    in_report("[round]\n", f'[round]\nlanguage = "{language}"\n')(tiny)
    say = words(language)
    for department in ("X1", "X2"):
        file_of(tiny, department).unlink()
    paths = [*pipeline.distribute(tiny).drafts.files]
    left = pipeline.check(tiny, tmp_path, today=TODAY).left
    assert left
    for path in (*paths, *left.drafts.files):
        assert path.parent.name == say("mail.folder")
        assert not set('\\/:*?"<>|') & {*path.name, *path.parent.name}
        assert "みらい市実施計画" in seen_in(path).subject
        assert "2031" in seen_in(path).body


# ---------------------------------------------------------------- whatever a name is


@pytest.mark.parametrize(
    "name",
    [
        '<b>&amp;"課"\'',
        "課😀👩‍👩‍👧",
        "長い名前の課" * 16,
        "a, b; <c@d> \\ / : * ? |",
        ".hidden.",
        "=?UTF-8?B?5L+d?=",
        "課\nBcc: evil@x.jp",
    ],
)
def test_a_name_may_be_anything(tiny: Path, tmp_path: Path, name: str) -> None:
    addressed(tiny, "a@x.jp", "b@x.jp", name=name)
    shutil.rmtree(tiny / "submitted")
    left = pipeline.check(tiny, tmp_path, today=TODAY).left
    assert left
    for path in (pipeline.distribute(tiny).drafts.files[0], left.drafts.files[0]):
        mail = seen_in(path)
        assert mail.to == ((load(tiny).department("X1").name, "a@x.jp"),)
        assert mail.body.startswith(f"{mail.to[0][0]}　御担当者様")
        assert "Bcc" not in headers(path.read_bytes())
        assert not set('\\/:*?"<>|\n') & set(path.name)
        assert len(path.name.encode()) <= 255


def test_two_runs_give_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    type_in(file_of(tiny, "X1"), "S1-02", "done", None)
    file_of(tiny, "X2").unlink()
    made = []
    for name in ("one", "two"):
        folder = Path(shutil.copytree(tiny, tmp_path / name / "tiny"))
        pipeline.distribute(folder)
        pipeline.check(folder, tmp_path / name / "build", today=TODAY)
        made.append((files_in(folder / "templates" / "メール"),
                     files_in(tmp_path / name / "build" / "メール")))  # fmt: skip
    one, two = made
    assert one == two
    assert [len(files) for files in one] == [2, 2]
