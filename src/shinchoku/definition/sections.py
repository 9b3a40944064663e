"""Sections of report.toml, resolved as far as the master need not be asked.

In go the parsed report and its Design; out come sections that still lack what stands in tables
(citations, goals).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypedDict, TypeVar

from shinchoku.definition.checker import NODE_WORDS, Checker, key_path
from shinchoku.definition.design import Design, Word
from shinchoku.definition.schema import (
    CitationsSectionSpec,
    ContentsEntriesSpec,
    ContentsPartSpec,
    ContentsSectionSpec,
    ContentsTitleSpec,
    ExcerptPartSpec,
    FrontPartSpec,
    FrontSectionSpec,
    GoalsPartSpec,
    GoalsSectionSpec,
    NodeGoalsPartSpec,
    Report,
    ScalePartSpec,
    TableSectionSpec,
    TallyPartSpec,
    TextPartSpec,
    TextSectionSpec,
)
from shinchoku.model import (
    CitationHeaders,
    CitationsSection,
    ContentsEntries,
    ContentsEntry,
    ContentsPart,
    ContentsSection,
    ExcerptPart,
    FrontSection,
    GoalsPart,
    GoalsSection,
    NodeGoalsPart,
    ScalePart,
    SectionSpec,
    TableSection,
    TallyHeaders,
    TallyPart,
    TallySpec,
    TextPart,
    TextSection,
)
from shinchoku.model.wording import Wording

T = TypeVar("T")

CITATION_WORDS = ("reference", "serial", "number", "title")
Sheeted = (
    TextSectionSpec | FrontSectionSpec | ContentsSectionSpec | TableSectionSpec | GoalsSectionSpec
)
Styled = TextPartSpec | FrontPartSpec | ContentsTitleSpec


def sections(
    report: Report, checker: Checker, designed: Design, counted: Sequence[TallySpec]
) -> tuple[SectionSpec, ...]:
    """Resolve the sections; those that cannot be are left out."""
    checker.unique((key_path("sections", i, "id"), s.id) for i, s in enumerate(report.sections))
    resolver = _Sections(report, checker, designed, counted)
    found = (resolver.section(index) for index in range(len(report.sections)))
    return tuple(filter(None, found))


class _Shared(TypedDict):
    """What every section with sheets has."""

    id: str
    sheet: Wording
    numbered: bool
    running_title: str
    contents: ContentsEntry | None


class _Sections:
    """Resolves one section after the other."""

    def __init__(
        self, report: Report, checker: Checker, designed: Design, counted: Sequence[TallySpec]
    ) -> None:
        self.report = report
        self.checker = checker
        self.designed = designed
        self.tallies = {spec.id: spec for spec in counted}
        self.tally_ids = [spec.id for spec in report.tallies]
        self.forms = {design.form.id: design.form for design in designed.forms}
        self.by_id = {section.id: section for section in report.sections}
        self.tally_words = tuple(self._tally_words())

    def _tally_words(self) -> Iterator[str]:
        for spec in self.tallies.values():
            yield f"total:{spec.id}"
            for code in self.forms[spec.form_id].column(spec.column_id).codes:
                yield f"count:{spec.id}.{code}"
                yield f"percent:{spec.id}.{code}"

    def section(self, index: int) -> SectionSpec | None:
        where, spec = key_path("sections", index), self.report.sections[index]
        match spec:
            case CitationsSectionSpec():
                return self._citations(where, spec)
            case TextSectionSpec():
                text = [self._text_part(_part(where, n), p) for n, p in enumerate(spec.parts)]
                self._check_grid(where, spec)
                return TextSection(**self._on_sheets(where, spec), parts=_there(text))
            case FrontSectionSpec():
                front = [self._styled(_part(where, n), p) for n, p in enumerate(spec.parts)]
                return FrontSection(**self._on_sheets(where, spec), parts=tuple(front))
            case ContentsSectionSpec():
                listed = [self._contents_part(_part(where, n), p) for n, p in enumerate(spec.parts)]
                return ContentsSection(**self._on_sheets(where, spec), parts=_there(listed))
            case GoalsSectionSpec():
                return self._goals(where, spec)
            case TableSectionSpec():
                return self._table(where, spec)

    def _on_sheets(self, where: str, spec: Sheeted, *, split: str = "") -> _Shared:
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
        }

    def _contents(self, where: str, spec: Sheeted) -> ContentsEntry | None:
        if spec.contents is None:
            return None
        name = spec.contents.level
        if not spec.numbered:
            self.checker.report(where, "definition.listed_unnumbered", name=spec.id)
        if name is None:
            listable = NODE_WORDS if isinstance(spec, TableSectionSpec) else ()
            text = self.checker.wording(f"{where}.text", spec.contents.text, listable)
            if text.words:
                self.checker.report(where, "definition.contents_without_level")
            return ContentsEntry(text=text)
        if not isinstance(spec, TableSectionSpec):
            self.checker.report(f"{where}.level", "definition.level_without_table")
            return None
        form = self.forms.get(spec.form)
        if form is None or not self.checker.named(f"{where}.level", "level", name, form.path):
            return None
        level = self.designed.levels[name]
        text = self.designed.use(self.checker, f"{where}.text", level, spec.contents.text)
        return ContentsEntry(text=text, level=name)

    def _table(self, where: str, spec: TableSectionSpec) -> TableSection | None:
        checker = self.checker
        if not checker.named(f"{where}.form", "form", spec.form, self.forms):
            return None
        split = spec.split or ""
        path = self.forms[spec.form].path
        if split and not checker.named(f"{where}.split", "level", split, path):
            return None
        if split and self.designed.levels[split].optional:
            checker.report(f"{where}.split", "definition.split_optional", name=split)
        return TableSection(
            **self._on_sheets(where, spec, split=split), form_id=spec.form, split=split
        )

    def _citations(self, where: str, spec: CitationsSectionSpec) -> CitationsSection:
        checker, headers = self.checker, spec.headers
        checker.wording(f"{where}.text", spec.text, CITATION_WORDS)
        return CitationsSection(
            id=spec.id,
            at=spec.at,
            headers=CitationHeaders(
                project=checker.text(f"{where}.headers.project", headers.project),
                parent=checker.text(f"{where}.headers.parent", headers.parent),
                content=checker.text(f"{where}.headers.content", headers.content),
                citation=checker.text(f"{where}.headers.citation", headers.citation),
            ),
        )

    def _goals(self, where: str, spec: GoalsSectionSpec) -> GoalsSection:
        checker, levels = self.checker, self.designed.levels
        tabled = [level.id for level in levels.values() if level.table]
        if checker.named(f"{where}.level", "tabled_level", spec.level, tabled):
            level = levels[spec.level]
            self.designed.use(checker, f"{where}.text", level, spec.text)
            words = self.designed.level_words.setdefault(level.id, {})
            words[spec.column] = Word(is_needed=True, where=f"{where}.column")
            if spec.column in {*NODE_WORDS, "id", "page_break", *level.under}:
                checker.report(f"{where}.column", "definition.reserved_name", name=spec.column)
            above = [name for name in level.under if name in levels]
            if spec.under and checker.named(
                f"{where}.under.level", "level_above", spec.under.level, above
            ):
                under = levels[spec.under.level]
                self.designed.use(checker, f"{where}.under.text", under, spec.under.text)
        parts = [self._goals_part(_part(where, n), p) for n, p in enumerate(spec.parts)]
        return GoalsSection(**self._on_sheets(where, spec), parts=tuple(parts))

    # ------------------------------------------------------------ parts

    def _styled(self, where: str, part: Styled) -> TextPart:
        words = () if isinstance(part, ContentsTitleSpec) else self.tally_words
        text = self._tallied(f"{where}.text", part.text, words)
        return TextPart(style=part.style, text=text)

    def _tallied(self, where: str, text: str, words: Sequence[str]) -> Wording:
        """Return a text with words of tallies; a tally that is wrong itself is not told again."""
        bad = [name for name in self.tally_ids if name not in self.tallies]
        wording = self.checker.wording(where, text, None)
        for word in wording.words:
            _, _, named = word.partition(":")
            if word not in words and named.split(".")[0] not in bad:
                self.checker.wording(where, f"{{{word}}}", words or ())
        return wording

    def _text_part(
        self, where: str, part: TextPartSpec | TallyPartSpec | ExcerptPartSpec | ScalePartSpec
    ) -> TextPart | TallyPart | ExcerptPart | ScalePart | None:
        match part:
            case TallyPartSpec():
                return self._tally_part(where, part)
            case ExcerptPartSpec():
                return self._excerpt(where, part)
            case ScalePartSpec():
                return self._scale_part(where, part)
            case TextPartSpec():
                return self._styled(where, part)

    def _tally_part(self, where: str, part: TallyPartSpec) -> TallyPart | None:
        checker, headers = self.checker, part.headers
        if not checker.named(f"{where}.tally", "tally", part.tally, self.tally_ids):
            return None
        spec = self.tallies.get(part.tally)
        if spec and spec.breakdown and headers.breakdown is None:
            checker.report(f"{where}.headers.breakdown", "definition.missing_key")
        at = f"{where}.headers"
        return TallyPart(
            tally=part.tally,
            headers=TallyHeaders(
                code=checker.text(f"{at}.code", headers.code),
                label=checker.text(f"{at}.label", headers.label),
                parent=checker.text(f"{at}.parent", headers.parent),
                count=checker.text(f"{at}.count", headers.count),
                percent=checker.text(f"{at}.percent", headers.percent),
                total=checker.text(f"{at}.total", headers.total),
                breakdown=checker.text(f"{at}.breakdown", headers.breakdown or ""),
            ),
        )

    def _excerpt(self, where: str, part: ExcerptPartSpec) -> ExcerptPart | None:
        checker = self.checker
        if not checker.named(f"{where}.form", "form", part.form, self.forms):
            return None
        columns = [column.id for column in self.forms[part.form].grid]
        for name in part.callouts:
            checker.named(f"{where}.callouts.{name}", "printed_column", name, columns)
        return ExcerptPart(
            form_id=part.form, entries=tuple(part.entries), callouts=dict(part.callouts)
        )

    def _scale_part(self, where: str, part: ScalePartSpec) -> ScalePart | None:
        scales = self.designed.scales
        if not self.checker.named(f"{where}.scale", "scale", part.scale, scales):
            return None
        scale = scales[part.scale]
        codes = [grade.code for grade in scale]
        wanted = codes if part.grades is None else part.grades
        for code in wanted:
            self.checker.named(f"{where}.grades", "code", code, codes)
        return ScalePart(grades=tuple(grade for grade in scale if grade.code in wanted))

    def _contents_part(
        self, where: str, part: ContentsTitleSpec | ContentsPartSpec | ContentsEntriesSpec
    ) -> TextPart | ContentsPart | ContentsEntries | None:
        match part:
            case ContentsTitleSpec():
                return self._styled(where, part)
            case ContentsPartSpec():
                if not self._are_sections(where, part.sections, listed=False):
                    return None
                text = self.checker.text(f"{where}.text", part.text)
                return ContentsPart(text=text, section=part.sections[0])
            case ContentsEntriesSpec():
                if not self._are_sections(where, part.sections, listed=True):
                    return None
                return ContentsEntries(sections=tuple(part.sections))

    def _are_sections(self, where: str, names: Sequence[str], *, listed: bool) -> bool:
        """Check that sections have a page with a number, and a line on the contents page."""
        checker, place, fine = self.checker, f"{where}.sections", True
        for name in names:
            if not checker.named(place, "section", name, self.by_id):
                fine = False
                continue
            section = self.by_id[name]
            key = ""
            if isinstance(section, CitationsSectionSpec):
                key = "definition.listed_citations"
            elif not section.numbered:
                fine = False
                key = "" if section.contents else "definition.listed_unnumbered"  # told there
            elif listed and section.contents is None:
                key = "definition.listed_without_entry"
            if key:
                checker.report(place, key, name=name)
                fine = False
        return fine

    def _goals_part(
        self, where: str, part: TextPartSpec | GoalsPartSpec | NodeGoalsPartSpec
    ) -> TextPart | GoalsPart | NodeGoalsPart:
        match part:
            case TextPartSpec():
                return self._styled(where, part)
            case GoalsPartSpec():
                return GoalsPart()
            case NodeGoalsPartSpec():
                return NodeGoalsPart(
                    level_header=self.checker.text(f"{where}.headers.node", part.headers.node),
                    goals_header=self.checker.text(f"{where}.headers.goals", part.headers.goals),
                )

    def _check_grid(self, where: str, spec: TextSectionSpec) -> None:
        """Check that one grid of columns does for everything on a page of text."""
        excerpts = [part for part in spec.parts if isinstance(part, ExcerptPartSpec)]
        forms = dict.fromkeys(part.form for part in excerpts if part.form in self.forms)
        for one, other in pairwise(forms):
            self.checker.report(where, "definition.two_grids", one=one, other=other)
        if forms and any(isinstance(part, TallyPartSpec) for part in spec.parts):
            self.checker.report(where, "definition.tally_beside_excerpt")


def _part(where: str, number: int) -> str:
    return f"{where}.{key_path('parts', number)}"


def _there(parts: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(part for part in parts if part is not None)
