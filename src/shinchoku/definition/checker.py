"""What the checks of report.toml share: where a problem stands, names, and texts with words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import field, replace

from shinchoku.definition.calendar import Calendar
from shinchoku.definition.problems import did_you_mean
from shinchoku.failures import Problem
from shinchoku.model.wording import Wording, parse
from shinchoku.normal import canonical
from shinchoku.records import dataclass
from shinchoku.words import EMPTY, Message, Text, Word, sentences

REPORT = "report.toml"
_MOST_WORDS = 24  # that are listed where one is wrong
_APART = frozenset(  # what is wrong with a text or a size leaves known what the master must have
    f"definition.{key}"
    for key in (
        "bad_word", "no_era", "bad_braces", "other_folder", "early_deadline", "no_width",
        "width_unused", "printed_private", "never_needed", "compared_apart", "no_nothing",
        "same_sheet", "own_sheet", "footnote_per_line", "print_order",
    )
)  # fmt: skip


def key_path(*parts: str | int) -> str:
    """Write a key path: forms[1].columns[2].width, counted from 1 as a person counts."""
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text


@dataclass(slots=True)
class Checker:
    """Collects what is wrong with report.toml."""

    calendar: Calendar
    problems: list[Problem] = field(default_factory=list)
    is_sound: bool = True  # whether what the master must have is known
    _unknown: dict[tuple[str, str], tuple[int, Problem, int]] = field(default_factory=dict)

    def report(self, where: str, key: str, /, hint: Text = EMPTY, **values: Word) -> None:
        """Note a problem at a key path."""
        problem = Problem(REPORT, where, Message(key, **values) + hint)
        if problem not in self.problems:
            self.problems.append(problem)
        self.is_sound &= key in _APART

    def named(self, where: str, what: str, name: str, known: Collection[str]) -> bool:
        """Whether a name is known; otherwise it is told, with the nearest that is."""
        if name in known:
            return True
        wide = (each for each in known if canonical(each) != each)
        if what != "code" and canonical(name) in map(canonical, wide):
            self.is_sound = False  # that the name itself is full-width is told
            return False
        kind = Message(f"name.{what}")
        key = "definition.unknown_name"
        self._report_once((what, name), where, key, known, what=kind, name=name)
        return False

    def _report_once(
        self,
        subject: tuple[str, str],
        where: str,
        key: str,
        known: Iterable[str],
        /,
        **values: Word,
    ) -> None:
        """Note that a name is unknown; where it is named again, it is one problem."""
        if subject in self._unknown:
            number, problem, count = self._unknown[subject]
            more = Message("definition.more_places", count=count)
            self.problems[number] = replace(problem, message=sentences(problem.message, more))
            self._unknown[subject] = number, problem, count + 1
            return
        count = len(self.problems)
        self.report(where, key, did_you_mean(subject[1], known), **values)
        if len(self.problems) > count:
            self._unknown[subject] = count, self.problems[count], 1

    def unique(self, names: Iterable[tuple[str, str]]) -> None:
        """Check that names, each with its key path, differ, whatever their width and case."""
        seen: dict[str, str] = {}
        for where, name in names:
            plain = canonical(name)
            if plain.casefold() in seen:
                first = seen[plain.casefold()]
                self.report(where, "definition.duplicate_name", name=name, first=first)
            elif plain != name:
                self.report(where, "definition.full_width_name", name=name, plain=plain)
            seen.setdefault(plain.casefold(), where)

    # ------------------------------------------------------------ texts

    def meant(self, text: str) -> str:
        """Return a name of a choice as it is where the calendar's words are filled in."""
        try:
            return parse(text).known(self.calendar.word).fill({})
        except (ValueError, KeyError):
            return text

    def text(self, where: str, text: str) -> str:
        """Return a text that may use the words of the calendar alone."""
        return self.wording(where, text, ()).fill({})

    def wording(self, where: str, text: str, allowed: Collection[str] | None) -> Wording:
        """Return a text with the calendar's words filled in; None allows any other word."""
        try:
            wording = parse(text)
        except ValueError:
            self.report(where, "definition.bad_braces", text=text)
            return Wording((text,))
        wording = wording.known(self.calendar.word)
        if allowed is None:
            return wording
        for word in wording.words:
            if word not in allowed:
                self._unknown_word(where, word, allowed)
        return wording.only(allowed)

    def _unknown_word(self, where: str, word: str, allowed: Collection[str]) -> None:
        if word.startswith("era") and Calendar(self.calendar.year, "era").word(word):
            self.report(where, "definition.no_era", word=f"{{{word}}}")
            return
        known = [*allowed, "year", *(["era"] if self.calendar.kind == "era" else [])]
        allowed = " ".join(f"{{{each}}}" for each in known[:_MOST_WORDS])
        if len(known) > _MOST_WORDS:
            allowed += " …"
        words = {"word": f"{{{word}}}", "allowed": allowed}
        self._report_once(("word", word), where, "definition.bad_word", known, **words)
