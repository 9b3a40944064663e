"""A manuscript goes in; every sheet of the workbook comes out, planned, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shinchoku.editions.council.charting import Charting
from shinchoku.editions.council.counted import Counted, all_counted
from shinchoku.editions.council.cover import cover_sheet
from shinchoku.editions.council.divisions import DivisionSheet
from shinchoku.editions.council.entries import Entries, EntrySheet, entry_sheet
from shinchoku.editions.council.figures import (
    Figure,
    Named,
    figures_sheet,
    list_sheet,
    listed,
    named,
)
from shinchoku.editions.council.marks import Marks
from shinchoku.editions.council.names import SheetNames
from shinchoku.editions.council.planned import Sheet
from shinchoku.editions.council.sums import Summing, SumSheets, all_summed
from shinchoku.editions.council.tallies import WholeSheet, notes_of
from shinchoku.editions.manuscript import Manuscript
from shinchoku.model import CrosstabPart
from shinchoku.words import Words


def plan(manuscript: Manuscript) -> Sequence[Sheet]:
    """Plan the workbook."""
    return _Planning(manuscript).sheets()


class _Planning:
    """What the sheets have in common while they are planned."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript = manuscript
        self._say: Words = manuscript.say
        self._charting = Charting(theme=manuscript.definition.theme, say=manuscript.say)
        self._names = SheetNames()
        self._counted = list(all_counted(manuscript))
        self._summed = list(all_summed(manuscript))
        self._figures = named(manuscript.definition)
        self._named: list[Named] = []

    def sheets(self) -> Sequence[Sheet]:
        """Return the sheets in order."""
        say = self._say
        cover = self._names.name(say("council.cover"))
        figures = self._names.name(say("council.figures.name"))
        lists = dict(self._lists())
        planned: list[Sheet] = []
        for number, counted in enumerate(self._counted, 1):
            planned += self._of_count(number, counted, lists.get(counted.form.id))
        for number, summing in enumerate(self._summed, len(self._counted) + 1):
            planned += self._of_sum(number, summing, lists.get(summing.form.id))
        for each in lists.values():
            each.finish()
        planned += [each.sheet for each in lists.values()]
        if self._named:
            planned.insert(0, figures_sheet(self._named, figures, say))
        return [cover_sheet(self._manuscript, cover, self._counted, planned), *planned]

    def _lists(self) -> Iterator[tuple[str, EntrySheet]]:
        """Yield the lists of those forms of which formulas count anything."""
        live = {each.form.id for each in self._counted if each.is_live}
        live |= {each.form.id for each in self._summed if each.is_live}
        for form in self._manuscript.definition.forms:
            entries = Entries(self._manuscript, form)
            if form.id in live and entries.asked:
                name = self._names.name(self._say("council.entries.name", form=form.sheet))
                yield form.id, entry_sheet(entries, name, self._say)

    # ------------------------------------------------------------ counts

    def _of_count(self, number: int, counted: Counted, list_: EntrySheet | None) -> Iterator[Sheet]:
        say, title = self._say, _title(counted, self._say)
        notes = list(notes_of(counted, say))
        whole = WholeSheet(
            counted=counted,
            say=say,
            name=self._names.name(f"{number} {title}"),
            title=say("council.whole.title", title=title),
            about=say("council.whole.about", title=title),
            notes=notes,
        )
        marks = None
        if counted.is_live and list_:
            marks = Marks(
                manuscript=self._manuscript,
                counted=counted,
                list_=list_,
                title=f"{number}",
                codes=whole.codes,
            )
        yield whole.plan(marks, self._charting)
        for place, division in enumerate(counted.divisions, 1):
            about = say("council.division.title", title=title, by=division.name)
            yield DivisionSheet(
                counted=counted,
                division=division,
                say=say,
                name=self._names.name(f"{number}-{place} {division.name}"),
                title=about,
                about=say("council.division.about", by=division.name, count=len(division.spots)),
                notes=notes,
                of_all=self._is_of_all(counted, division.by),
            ).plan(marks, self._charting)
        yield from self._behind(number, counted, whole, marks)

    def _is_of_all(self, counted: Counted, by: str) -> bool:
        """Whether the report prints shares of all in a cross table of the same."""
        return any(
            isinstance(part, CrosstabPart)
            and (part.tally, part.by, part.of) == (counted.spec.id, by, "all")
            and "percent" in part.cells
            for section in self._manuscript.definition.sections
            for part in getattr(section, "parts", ())
        )

    def _behind(
        self, number: int, counted: Counted, whole: WholeSheet, marks: Marks | None
    ) -> Iterator[Sheet]:
        """Yield the lists behind a count's figures, and note each figure."""
        names: Mapping[str, str] = {}
        if marks:
            names = {
                code: self._names.name(f"{number} {code}")
                for code in listed(counted, self._figures)
            }
            for code, name in names.items():
                count_at = whole.count_at(code)
                yield list_sheet(counted, code, marks, name, self._say, count_at)
        for code in (*counted.column.codes, ""):
            if where := self._figures.get(Figure(counted.spec.id, code)):
                entries = marks.list_.sheet.name if marks and not code else ""
                self._named.append(
                    Named(
                        sheets=where,
                        counted=counted,
                        code=code,
                        count_at=whole.count_at(code),
                        total_at=whole.count_at(""),
                        list_=names.get(code, entries),
                    )
                )

    # ------------------------------------------------------------ sums

    def _of_sum(self, number: int, summing: Summing, list_: EntrySheet | None) -> Iterator[Sheet]:
        title = self._say("council.of_form", form=summing.form.sheet, column=summing.column.title)
        names = [
            self._names.name(f"{number} {title}"),
            *(
                self._names.name(f"{number}-{place} {division.name}")
                for place, division in enumerate(summing.divisions, 1)
            ),
        ]
        yield from SumSheets(
            manuscript=self._manuscript,
            summing=summing,
            names=names,
            number=number,
            title=title,
            list_=list_ if summing.is_live else None,
        ).plan()


def _title(counted: Counted, say: Words) -> str:
    return say("council.of_form", form=counted.form.sheet, column=counted.column.title)
