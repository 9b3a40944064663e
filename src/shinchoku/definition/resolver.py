"""What the kinds of section are resolved with: checked names, texts with words, sheets.

In goes a parsed section and the Design; a kind makes of it the section of the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypedDict, TypeVar

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import Design
from shinchoku.definition.schema.sections import SectionSpec, SheetSectionSpec, TextPartSpec
from shinchoku.model import (
    ContentsEntry,
    Form,
    Paper,
    SumSpec,
    TallySpec,
    TextPart,
    entry_words,
    sum_words,
    tally_words,
    within,
)
from shinchoku.model import SectionSpec as Resolved
from shinchoku.model.cards import ENTRY
from shinchoku.model.forms import NODE_WORDS
from shinchoku.model.wording import Wording
from shinchoku.records import dataclass

_COUNTED = re.compile(r"[^:]*:([^.\[]*)(\[)?")  # the tally, and whether a part of it is named
T = TypeVar("T")
S = TypeVar("S", bound=SectionSpec)


class _Shared(TypedDict):
    """What every section with sheets has."""

    id: str
    sheet: Wording
    numbered: bool
    running_title: str
    contents: ContentsEntry | None
    paper: Paper


class Resolver:
    """What a section is resolved with; what is wrong is reported to its checker."""

    def __init__(
        self,
        sections: Sequence[SectionSpec],
        checker: Checker,
        designed: Design,
        counted: Sequence[TallySpec],
        tally_ids: Sequence[str],
        added: Sequence[SumSpec] = (),
    ) -> None:
        self.checker = checker
        self.designed = designed
        self.tallies = {spec.id: spec for spec in counted}
        self.sums = {spec.id: spec for spec in added}
        self.tally_ids = tally_ids  # those that are wrong, too
        self.forms: Mapping[str, Form] = {design.form.id: design.form for design in designed.forms}
        self.by_id = {section.id: section for section in sections}
        self.tally_words = tuple(self._tally_words())

    def _tally_words(self) -> Iterator[str]:
        for spec in self.tallies.values():
            codes = self.forms[spec.form_id].column(spec.column_id).codes
            for name in (spec.id, *(within(spec.id, subset.id) for subset in spec.subsets)):
                yield from tally_words(name, codes)
        for each in self.sums.values():
            for name in (each.id, *(within(each.id, subset.id) for subset in each.subsets)):
                yield from sum_words(name)

    def on_sheets(self, where: str, spec: SheetSectionSpec, *, split: str = "") -> _Shared:
        """Return what sections with sheets have in common."""
        checker = self.checker
        if split:
            level = self.designed.levels[split]
            sheet = self.designed.use(checker, f"{where}.sheet", level, spec.sheet)
        else:
            sheet = checker.wording(f"{where}.sheet", spec.sheet, ())
        running = checker.text(f"{where}.running_title", spec.running_title)
        return {
            "id": spec.id,
            "sheet": sheet,
            "numbered": spec.numbered,
            "running_title": running,
            "contents": self._contents(f"{where}.contents", spec),
            "paper": Paper(spec.paper, spec.turned),
        }

    def _contents(self, where: str, spec: SheetSectionSpec) -> ContentsEntry | None:
        if spec.contents is None:
            return None
        name = spec.contents.level
        if not spec.numbered:
            self.checker.report(where, "definition.listed_unnumbered", name=spec.id)
        if name is None:
            listable = NODE_WORDS if spec.tabled else ()
            text = self.checker.wording(f"{where}.text", spec.contents.text, listable)
            if text.words:
                self.checker.report(where, "definition.contents_without_level")
            return ContentsEntry(text=text)
        if not spec.tabled:
            self.checker.report(f"{where}.level", "definition.level_without_table")
            return None
        form = self.forms.get(spec.tabled)
        if form and name == ENTRY and spec.lists_entries:
            words = entry_words(form)
            text = self.checker.wording(f"{where}.text", spec.contents.text, words)
            return ContentsEntry(text=text, level=ENTRY)
        if form is None or not self.checker.named(f"{where}.level", "level", name, form.path):
            return None
        level = self.designed.levels[name]
        text = self.designed.use(self.checker, f"{where}.text", level, spec.contents.text)
        return ContentsEntry(text=text, level=name)

    def styled(self, where: str, style: str, text: str, words: Sequence[str] = ()) -> TextPart:
        """Return a text in a style, which may use words."""
        return TextPart(style=style, text=self._tallied(f"{where}.text", text, words))

    def text_part(self, where: str, part: TextPartSpec) -> TextPart:
        """Return a text, which may use the words of tallies."""
        return self.styled(where, part.style, part.text, self.tally_words)

    def _tallied(self, where: str, text: str, words: Sequence[str]) -> Wording:
        """Return a text with words of tallies; those of a place are for `counted_checks`."""
        wording = self.checker.wording(where, text, None)
        for word in wording.words:
            if word not in words and not self._is_told(word, may_name=bool(words)):
                self.checker.wording(where, f"{{{word}}}", words or ())
        return wording

    def _is_told(self, word: str, *, may_name: bool) -> bool:
        """Whether what is wrong with a word is told elsewhere: where its tally or places are."""
        found = _COUNTED.match(word)
        if found is None:
            return False
        tally_id, place = found.groups()
        spec = self.tallies.get(tally_id) or self.sums.get(tally_id)
        if spec is None:
            return tally_id in self.tally_ids
        return may_name and bool(place and spec.by)


@dataclass(frozen=True, slots=True)
class Kind(Generic[S]):
    """A kind of section: what report.toml says of it, and what makes the model's of that."""

    spec: type[S]
    resolve: Callable[[Resolver, str, S], Resolved | None]


def part_at(where: str, number: int) -> str:
    """Return the key path of a part."""
    return f"{where}.{key_path('parts', number)}"


def there(parts: Iterable[T | None]) -> tuple[T, ...]:
    """Return the parts that could be resolved."""
    return tuple(part for part in parts if part is not None)
