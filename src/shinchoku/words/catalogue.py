"""One catalogue a language: the TOML files of its folder in, texts for people out.

A text has {words} as `str.format` knows them. One that depends on a count is a list of its plural
forms; which of them a number takes is the language's own rule, written as gettext's catalogues
write theirs. Whatever is measured of this format stands in ARCHITECTURE.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from typing import Any

from shinchoku.words.message import Listed, Message

_FOLDER = Path(__file__).parent
_SUFFIX = ".toml"
_SECTION = re.compile(r"(?=\n\[\w)")


class Words:
    """The catalogue of one language; call it with a key, and what the text's words stand for."""

    def __init__(self, language: str, texts: Mapping[str, str | list[str]]) -> None:
        self.language = language
        self._texts = texts
        self._form: Callable[[int], int] = c2py(str(texts["language.plural"]))

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text. KeyError where there is no such key, or a word has no value."""
        text = self._text(key)
        if not isinstance(text, str):
            text = text[self._form(int(str(values["count"])))]
        if not values:
            return text.format() if "{" in text else text
        return text.format(**{name: self.put(value) for name, value in values.items()})

    def pattern(self, key: str, otherwise: str, count: int = 1) -> str:
        """Return a text with its {words} in it, for a program that fills them in itself."""
        text = self._texts[key] if key in self else otherwise
        return text if isinstance(text, str) else text[self._form(count)]

    def _text(self, key: str) -> str | list[str]:
        """Return a key's text; a rule's variant says only what it says otherwise."""
        if key in self._texts:
            return self._texts[key]
        variant, _, kind = key.rpartition(".")
        return self._texts[f"{variant.rpartition('.')[0]}.{kind}"]

    def put(self, value: object) -> object:
        """Put a Message, or several Listed, into words; anything else is what it is."""
        if isinstance(value, Message):
            return self(value.key, **dict(value.values))
        if isinstance(value, Listed):
            told = self(f"list.{value.by}").join(str(self.put(text)) for text in value.texts)
            return told + self("list.more") if value.more else told
        if type(value) is date:
            return _Day(value.year, value.month, value.day).of(self)
        return value

    def tell(self, text: object) -> str:
        """Return what `put` does, as a text."""
        return str(self.put(text))

    def day(self, day: date, year: str = "") -> str:
        """Return a day with its weekday; `year` is what its year is called where eras are counted.

        A language without eras says the year of the day.
        """
        weekday = self("language.weekdays").split()[day.weekday()]
        return self("language.day", year=year or day.year, day=day, weekday=weekday)


class _Day(date):
    """A day as texts name it: {day.month_name} beside what a date has."""

    def of(self, say: Words) -> _Day:
        """Return it in a language."""
        self._say = say
        return self

    @property
    def month_name(self) -> str:
        """The month as the language calls it."""
        return self._say(f"language.month.{self.month}")


class Catalogue(dict[str, "str | list[str]"]):
    """The texts of some files by their keys, parsed as they are asked for: small files first.

    A command that only shows its help needs a tenth of them. A section of a file, as each rule has
    one, is parsed by itself: tomllib takes 13 ms for all rules, of which few are ever told.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        super().__init__()
        self._unread = sorted(files, key=lambda file: (file.stat().st_size, file.name))
        self._pieces: dict[Path, list[str]] = {}

    def __missing__(self, key: str) -> str | list[str]:
        if key in self:
            return self[key]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        """Whether there is a text; the section that says it is parsed.

        Where none does in so many words, those are that have the first part of its key.
        """
        if dict.__contains__(self, key):
            return True
        for wanted in (f"\n{key} = ", str(key).partition(".")[0]):
            for file in self._unread.copy():
                for piece in [each for each in self._read(file) if wanted in each]:
                    self._parse(file, piece)
                    if dict.__contains__(self, key):
                        return True
        return False

    def whole(self) -> Mapping[str, str | list[str]]:
        """Return the texts of all files."""
        for file in self._unread.copy():
            for piece in self._read(file).copy():
                self._parse(file, piece)
        return self

    def _parse(self, file: Path, piece: str) -> None:
        self._pieces[file].remove(piece)
        if not self._pieces[file]:
            self._unread.remove(file)
            del self._pieces[file]
        self.update(_flat("", tomllib.loads(piece)))

    def _read(self, file: Path) -> list[str]:
        """Return what is not parsed yet of a file, section by section."""
        if file not in self._pieces:
            self._pieces[file] = _SECTION.split("\n" + file.read_text(encoding="utf-8"))
        return self._pieces[file]


@lru_cache(maxsize=8)
def words(language: str) -> Words:
    """Return the catalogue of a language. KeyError where there is none."""
    if language not in languages():
        raise KeyError(language)
    return Words(language, texts_of(language))


def texts_of(language: str) -> Catalogue:
    """Return the texts of a language that there is a catalogue of."""
    return Catalogue((_FOLDER / language).glob(f"*{_SUFFIX}"))


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that there are catalogues of, by name."""
    return tuple(sorted(file.parent.name for file in _FOLDER.glob(f"*/language{_SUFFIX}")))


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str | list[str]]]:
    """Yield the texts of a table and of those in it, under dotted keys."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", value
