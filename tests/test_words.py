"""The catalogues: the same keys and words in every language, none unused and none missing."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

import click
import pytest

import shinchoku
from definitions import small
from shinchoku.cli import group
from shinchoku.codes import RULES, explained
from shinchoku.findings import Severity
from shinchoku.followup.letters import REQUEST
from shinchoku.followup.reminders import State
from shinchoku.identity import ABOUT_FIELDS
from shinchoku.model.calendar import Counted
from shinchoku.words import EMPTY, Listed, Message, Words, languages, sentences, words
from shinchoku.words.catalogue import texts_of
from shinchoku.words.stored import as_data, from_data

SOURCE, CLICK = Path(shinchoku.__file__).parent, Path(click.__file__).parent
CALLS = {"say", "Message", "tell", "report", "_report", "_report_once"}  # take a key as it is
KEY = re.compile(r"[\w-]+(\.[\w-]+)+")
TEXTS = {language: texts_of(language).whole() for language in languages()}
KEYS = sorted(TEXTS["ja"])


def forms(text: str | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else text


DAYS = {"language.day": {"year", "day", "weekday"}, "language.date": {"year", "day"}}


def filled(text: str | list[str]) -> set[str]:
    """Return what is put into a text: {day.year} and {day:%Y} are both a day."""
    named = (name for form in forms(text) for _, name, _, _ in Formatter().parse(form) if name)
    return {re.split(r"[.\[]", name)[0] for name in named}


@cache
def trees() -> tuple[ast.AST, ...]:
    paths = sorted(SOURCE.rglob("*.py"))
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


def nodes() -> Iterator[ast.AST]:
    return (node for tree in trees() for node in ast.walk(tree))


@cache
def constants() -> frozenset[str]:
    """Every text and every name of a function in the source: what a key may be made of."""
    texts = {node.value for node in nodes() if isinstance(node, ast.Constant)}
    texts |= {node.name.rstrip("_") for node in nodes() if isinstance(node, ast.FunctionDef)}
    listed = (text.split() for text in texts if isinstance(text, str) and " " in text.strip())
    commands = (group, *group.commands.values())
    options = {param.name for command in commands for param in command.params}
    codes = {rule.code for rule in RULES}
    return frozenset({t for t in texts if isinstance(t, str)}.union(options, codes, *listed))


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """The keys that are made at run time: board.state.{state} is any key that begins so."""
    found = []
    for node in nodes():
        if isinstance(node, ast.JoinedStr):
            pieces = [
                re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else "(.+)"
                for piece in node.values
            ]
            if pieces[0] != "(.+)" and "." in pieces[0]:
                found.append(re.compile("".join(pieces)))
    return tuple(found)


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def said() -> set[str]:
    """Return the keys that are said as they are."""
    calls = (node for node in nodes() if isinstance(node, ast.Call) and called(node) in CALLS)
    texts = {
        (called(call), str(argument.value))
        for call in calls
        for argument in call.args[:4]
        if isinstance(argument, ast.Constant) and KEY.fullmatch(str(argument.value))
    }
    # a problem's place in report.toml looks like a key
    return {text for name, text in texts if "report" not in name or text.startswith("definition.")}


def is_made(key: str) -> bool:
    """Whether a pattern makes a key of pieces that stand in the source."""
    made = (pattern.fullmatch(key) for pattern in patterns())
    return any(found and all(piece in constants() for piece in found.groups()) for found in made)


@cache
def scripts() -> str:
    """The page's own scripts, which ask for texts by key, too."""
    paths = sorted(SOURCE.rglob("*.js"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@cache
def asked_by_the_page() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the keys that stand in scripts, and the patterns of those that are made there."""
    made = re.findall(r"`(desk\.[^`]*\$\{[^`]*)`", scripts())
    patterns = (re.sub(r"\\\$\\\{.*?\\\}", "(.+)", re.escape(each)) for each in made)
    keys = re.findall(r'"(desk\.[\w.]+)"', scripts())
    return frozenset(keys), tuple(map(re.compile, patterns))


def is_of_the_page(key: str) -> bool:
    keys, patterns = asked_by_the_page()
    pieces = constants() | {*re.findall(r'"(\w+)"', scripts())}
    made = (pattern.fullmatch(key) for pattern in patterns)
    return key in keys or any(m and all(piece in pieces for piece in m.groups()) for m in made)


def is_of_a_rule(key: str) -> bool:
    code, _, rest = key.partition(".")
    *variant, kind = rest.split(".")
    known = kind in {"explanation", "finding", "hint", "remedy", "example"}
    return code in {rule.code for rule in RULES} and known and {*variant} <= constants()


def is_clicks(key: str) -> bool:
    """Whether it is one of click's own texts, word for word."""
    source = "".join(path.read_text(encoding="utf-8") for path in CLICK.glob("*.py"))
    return key.startswith("click.") and f'"{key.removeprefix("click.")}"' in source


@pytest.mark.parametrize("language", languages())
def test_a_file_that_is_parsed_section_by_section_says_what_it_says_as_a_whole(
    language: str,
) -> None:
    for file in sorted((SOURCE / "words" / language).glob("*.toml")):
        whole = tomllib.loads(file.read_text(encoding="utf-8"))
        for key, text in TEXTS[language].items():
            first, *rest = key.split(".")
            found = whole.get(first)
            for name in rest:
                found = found.get(name) if isinstance(found, dict) else None
            assert found in (text, None), (file.name, key)
    one_by_one = texts_of(language)
    assert {key: one_by_one[key] for key in reversed(KEYS)} == TEXTS[language]
    assert "severity.nonsense" not in texts_of(language)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_keys(language: str) -> None:
    assert TEXTS[language].keys() == TEXTS["ja"].keys()


def test_every_language_says_something_with_the_same_words() -> None:
    for key in KEYS:
        every = [TEXTS[language][key] for language in languages()]
        assert all(form for text in every for form in forms(text)) or key.startswith("list.")
        if key not in DAYS:
            assert len({frozenset(filled(text)) for text in every}) == 1, key


def test_every_text_is_used() -> None:
    said_of = {key for key in KEYS if key in constants() or is_of_a_rule(key) or is_made(key)}
    said_of |= {key for key in KEYS if is_clicks(key) or is_of_the_page(key)}
    assert {key for key in KEYS if not key.startswith("list.")} - said_of == set()


def test_everything_that_is_said_is_there() -> None:
    assert len(said()) > 150
    assert said() - set(KEYS) == set()
    assert len(asked_by_the_page()[0]) > 30
    assert asked_by_the_page()[0] - set(KEYS) == set()


def test_every_list_is_parted_somehow() -> None:
    parted = {key.removeprefix("list.") for key in KEYS if key.startswith("list.")} - {"more"}
    assert parted <= constants()


@pytest.mark.parametrize("language", languages())
def test_every_member_of_a_family_has_its_text(language: str) -> None:
    say = words(language)
    assert all(f"severity.{severity}" in say for severity in Severity)
    assert all(f"count.{severity}" in say for severity in Severity)
    assert all(f"board.state.{state}" in say for state in State)
    assert all(f"reminder.{state}" in say for state in State)
    assert all(f"reminder.subject.{state}" in say for state in State)
    assert all(f"mail.file.{kind}" in say for kind in (REQUEST, *State))
    assert all(f"guide.field.{field}" in say for field in ABOUT_FIELDS)
    assert all(f"guide.field_hint.{field}" in say for field in ABOUT_FIELDS)
    for command in (group, *group.commands.values()):
        assert f"help.{command.name}" in say
    for rule in RULES:
        assert f"{rule.code}.explanation" in say
        assert f"{rule.code}.example" in say


@pytest.mark.parametrize("language", languages())
def test_explain_gives_an_example_and_what_to_do(language: str) -> None:
    say = words(language)
    for rule in RULES:
        _, about, example, *todo = (explained(say, rule.code.lower()) or "").splitlines()
        assert about == say(f"{rule.code}.explanation")
        assert example.endswith(say(f"{rule.code}.example"))
        needs_values = bool(filled(TEXTS[language][f"{rule.code}.hint"]))
        assert len(todo) == (not needs_values)
        assert not todo or todo[0].endswith(say(f"{rule.code}.hint"))


# ---------------------------------------------------------------- how it is said


def made(**texts: str | list[str]) -> Words:
    given = {name.replace("_", "."): text for name, text in texts.items()}
    rule = {"language.plural": "n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2"}  # Latvian's
    return Words(
        "xx", {**rule, "list.sentences": " ", "list.words": ", ", "list.more": "…", **given}
    )


def test_a_count_takes_the_form_that_the_language_has_for_it() -> None:
    say = made(a_files=["{count} fails", "{count} faili", "{count} failu"])
    assert [say("a.files", count=n) for n in (1, 2, 21, 11, 0)] == [
        "1 fails",
        "2 faili",
        "21 fails",
        "11 faili",
        "0 failu",
    ]


def test_a_message_may_hold_messages_and_lists() -> None:
    say = made(a_whole="{what}: {names}", a_part="<{text}>")
    part = Message("a.part", text="x")
    whole = Message("a.whole", what=part, names=Listed([part, "y", "z"], most=2))
    assert say.tell(whole) == "<x>: <x>, y…"


def test_sentences_leave_out_what_says_nothing() -> None:
    say = made(a_one="One.", a_two="Two.")
    one, two = Message("a.one"), Message("a.two")
    assert say.tell(sentences(one, EMPTY, "", two + one)) == "One. Two. One."
    assert one + EMPTY == one


def test_a_message_is_stored_and_read_again() -> None:
    part = Message("a.part", text="x", day=date(2023, 5, 31), count=3)
    whole = Message("a.whole", what=part + EMPTY, names=Listed([part, "y", "z"], "names", most=2))
    assert from_data(json.loads(json.dumps(as_data(whole)))) == whole
    assert from_data(as_data("「")) == "「"


def test_the_words_of_a_person_are_never_taken_for_a_pattern() -> None:
    assert made(a_whole="{what}")("a.whole", what="{0} {x} %s") == "{0} {x} %s"


def test_a_variant_of_a_rule_says_only_what_it_says_otherwise() -> None:
    say = made(E1_finding="wrong", E1_hint="mend", E1_late_finding="late")
    assert say("E1.late.finding") == "late"
    assert say("E1.late.hint") == "mend"
    with pytest.raises(KeyError):
        say("E1.late.example")


def test_a_day_has_its_weekday() -> None:
    assert words("ja").day(date(2023, 5, 31)) == "2023年5月31日（水）"
    assert words("en").day(date(2023, 5, 31)) == "Wednesday 31 May 2023"


@pytest.mark.parametrize(
    ("calendar", "japanese", "english"),
    [
        ("era", "令和5年5月31日", "31 May 2023"),
        ("western", "2023年5月31日", "31 May 2023"),
    ],
)
def test_a_language_without_eras_says_the_year_of_the_day(
    calendar: Counted, japanese: str, english: str
) -> None:
    day = date(2023, 5, 31)
    about = replace(small().round, calendar=calendar)
    assert words("ja").tell(about.told(day)) == japanese
    assert words("en").tell(about.told(day)) == english
    assert about.day(words("ja"), day) == f"{japanese}（水）"
    assert about.day(words("en"), day) == f"Wednesday {english}"


@pytest.mark.parametrize("language", languages())
def test_days_and_months_have_names_of_their_own(language: str) -> None:
    """The year alone may be the day's own, where a language counts no eras."""
    for key, known in DAYS.items():
        assert "day" in filled(TEXTS[language][key]) <= known
    named = [words(language).tell(Message("language.date", year=1, day=date(2031, month, 9)))
             for month in range(1, 13)]  # fmt: skip
    assert len(set(named)) == 12
    assert len(set(words(language)("language.weekdays").split())) == 7


def test_there_is_no_catalogue_of_a_language_that_nobody_wrote() -> None:
    with pytest.raises(KeyError):
        words("xx")
