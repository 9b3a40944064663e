"""The README says what is so: its rules are the program's rules, its pictures exist."""

from __future__ import annotations

import re

from cases import CASES
from conftest import REPOSITORY
from shinchoku.codes import RULES
from shinchoku.words import words

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
MARK = "<!-- rules: made from src/shinchoku/codes.py, checked by tests/test_readme.py -->\n"


def rules_table() -> str:
    """The table as it must stand at the end of the README."""
    say = words("ja")
    rows = [
        f"| {rule.code} | {rule.name} | {say(f'severity.{rule.severity}')}"
        f" | {say(f'{rule.code}.explanation')} |"
        for rule in RULES
    ]
    return "\n".join(["| コード | 名前 | 区分 | 意味 |", "| --- | --- | --- | --- |", *rows, ""])


def test_the_table_of_rules_is_current() -> None:
    assert README.partition(MARK)[2].strip() == rules_table().strip(), rules_table()


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"\]\((\.pictures/[^)]+)\)", README)
    assert len(pictures) >= 2
    for picture in pictures:
        assert (REPOSITORY / picture).stat().st_size > 10_000


def test_every_kit_has_a_picture_in_the_reference() -> None:
    reference = (REPOSITORY / "input_templates" / "README.md").read_text(encoding="utf-8")
    kits = sorted(folder.name for folder in (REPOSITORY / "input_templates" / "kits").iterdir())
    named = re.findall(r"\]\(\.\./\.pictures/kit-([^)]+)\.png\)", reference)
    assert sorted(named) == kits
    for kit in kits:
        assert (REPOSITORY / ".pictures" / f"kit-{kit}.png").stat().st_size > 10_000


def test_no_code_is_used_twice() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes)) > 50


def test_every_hazard_that_a_case_names_is_explained() -> None:
    page = (REPOSITORY / "tests" / "README.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| (\d+) \| .", page.partition("## Hazards")[2], flags=re.MULTILINE)
    assert [int(number) for number in explained] == sorted({case.row for case in CASES})
