"""Messages: one text a key, the same words to put in for both languages, no key that is missing."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest

import shinchoku
from shinchoku import messages
from shinchoku.messages import MESSAGES

SOURCE = Path(shinchoku.__file__).parent
TABLES = [
    import_module(f"shinchoku.messages.{module.name}").MESSAGES
    for module in iter_modules(messages.__path__)
]


def words(text: str) -> set[str]:
    """Return what is put into a text: {day.year} and {day:%Y} are both a day."""
    named = (name for _, name, _, _ in Formatter().parse(text) if name)
    return {re.split(r"[.\[]", name)[0] for name in named}


def test_no_table_takes_a_key_from_another() -> None:
    assert sum(map(len, TABLES)) == len(MESSAGES)
    assert all(table.items() <= MESSAGES.items() for table in TABLES)


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_say_something_of_the_same_words(key: str) -> None:
    japanese, english = MESSAGES[key]
    assert japanese
    assert english
    assert words(japanese) == words(english)


def test_what_is_said_is_there() -> None:
    said = {
        key
        for path in SOURCE.rglob("*.py")
        for key in re.findall(r"\bsay\(\s*\"([^\"{}]+)\"", path.read_text(encoding="utf-8"))
    }
    assert len(said) > 100
    assert said - MESSAGES.keys() == set()
