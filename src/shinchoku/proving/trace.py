"""The way of an item's values: template, submission, correction, findings, report.

In go what came, what was merged and where a build printed it; out comes one Way for each value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from shinchoku.failures import SheetsError, UnclearNameError
from shinchoku.findings import Finding
from shinchoku.identity import parse_marker, template_file_name
from shinchoku.intake.questions import Intake, Question
from shinchoku.model import Correction, Definition, Entry, Key, Merged, Origin, Value, bucket
from shinchoku.normal import canonical, in_one_line
from shinchoku.proving.reconcile import Expected
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name, read_our_own
from shinchoku.words import Listed, Message, Words

_MOST_ITEMS = 20  # that are listed where a name fits several


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One value's way. `printed` is wherever its text stands, repeats included.

    `place` is its cell in the file that came, filled in or not; None where that row did not come.
    """

    key: Key
    column: str
    template: Origin | None
    place: Origin | None
    value: Value | None
    missing: bool  # whether nothing came of its entry
    correction: Correction | None
    findings: tuple[Finding, ...]
    printed: tuple[Expected, ...]
    counted: Expected | None  # the cell of the grade table that counts it


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """An entry's values in the order of its form; `findings` are those about no single cell."""

    entry: Entry
    department: str
    built: bool
    ways: tuple[Way, ...]
    findings: tuple[Finding, ...]

    def told(self, say: Words) -> Iterator[str]:
        """Yield it line by line, for a clerk."""
        entry = self.entry
        yield say("trace.item", id=entry.id, label=entry.label, department=self.department)
        for way in self.ways:
            for line in _told(say, way):
                # the further lines of a cell's text begin where its first one does
                yield line.replace("\n", say("trace.next_line"))
            if self.built and way.value and not way.printed and not way.counted:
                yield say("trace.not_printed")
        if self.findings:
            yield say("trace.other_findings")
            yield from (_finding(say, finding) for finding in self.findings)
        if not self.built:
            yield say("trace.no_report")


def template_cells(path: Path, file: str) -> Mapping[Key, Origin]:
    """Return the cells of a template as it was distributed; none where it cannot be read."""
    try:
        workbook = read_our_own(path)
    except SheetsError:
        return {}
    cells = {}
    for sheet in workbook.sheets:
        marker = sheet.cells.get((1, 1))
        if marker is None or parse_marker(marker.text) is None:
            continue
        owners = {row: cell.text for (row, column), cell in sheet.cells.items() if column == 1}
        columns = {column: cell.text for (row, column), cell in sheet.cells.items() if row == 2}  # noqa: PLR2004 - the row below the marker
        for row, owner in owners.items():
            for column, column_id in columns.items():
                place = Origin(file, sheet.name, cell_name(row, column))
                cells[Key(owner, column_id)] = place
    return cells


def find_item(intake: Intake, name: str) -> Question | None:
    """Return the first question of an item, or of the source that it repeats; None for no item.

    `name` is the id of the item or of a line of it, its name, or a part of either, in any case and
    width. Raises UnclearNameError where a name fits several items.
    """
    found = _items(intake, _compared(name))
    if len(found) > 1:
        items = (Message("error.one_item", id=e.id, label=in_one_line(e.label)) for e in found)
        listed = Listed(items, "nothing", most=_MOST_ITEMS)
        told = Message("error.several_items", name=name, count=len(found), items=listed)
        raise UnclearNameError(told, name, tuple(entry.id for entry in found))
    return intake.questions[found[0].id] if found else None


def _items(intake: Intake, name: str) -> Sequence[Entry]:
    """Return the items that are asked about and that a name fits best: whole, or in part."""
    whole, part = {}, {}
    for form in intake.definition.forms:
        for _, entry in intake.definition.entries(form):
            for line in entry.lines:
                question = intake.questions.get(line.repeat_of or entry.repeat_of or line.id)
                if question is None or not name:
                    continue
                called = {_compared(line.id), _compared(entry.id), _compared(entry.label)}
                if name == _compared(line.id):
                    return [question.entry]
                if name in called:
                    whole[question.entry.id] = question.entry
                if any(name in each for each in called):
                    part[question.entry.id] = question.entry
    return list((whole or part).values())


def _compared(name: str) -> str:
    return canonical(name).casefold()


def trace(
    folder: Path,
    intake: Intake,
    merged: Merged,
    findings: Sequence[Finding],
    name: str,
    entries: Sequence[Expected],
) -> Trace | None:
    """Return the way of every value of an item; None for a name that fits none.

    `folder` is the round's, with the templates that were sent; `entries` are the cells of a report.
    """
    question = find_item(intake, name)
    if question is None:
        return None
    entry = question.entry
    asked = _asked(intake, entry)
    owners = {key.owner_id for key in asked}
    own = tuple(finding for finding in findings if finding.owner_id in owners)
    sides = {each.entry.department_id for each in asked.values()}
    template, places = _templates(folder, intake, sides), _places(intake, sides)
    known = _Known(intake.definition, merged, template, places, own, entries)
    ways = tuple(known.way(key, each) for key, each in asked.items())
    told = {finding for way in ways for finding in way.findings}
    return Trace(
        entry=entry,
        department=intake.definition.department(entry.department_id).name,
        built=bool(entries),
        ways=ways,
        findings=tuple(finding for finding in own if finding not in told),
    )


def _asked(intake: Intake, entry: Entry) -> Mapping[Key, Question]:
    """Return what is asked about an entry: its department, then who reviews it."""
    lines = [intake.questions[line.id] for line in entry.lines]
    reviews = [review for line in lines if (review := intake.review_of(line))]
    return {Key(each.line.id, c.id): each for each in (*lines, *reviews) for c in each.columns}


def _templates(folder: Path, intake: Intake, sides: Collection[str]) -> Mapping[Key, Origin]:
    """Return the cells of what departments, or reviewers, were sent."""
    cells: dict[Key, Origin] = {}
    for department in map(intake.definition.department, sides):
        sent = Path("templates", template_file_name(department))
        cells |= template_cells(folder / sent, sent.as_posix())
    return cells


def _places(intake: Intake, sides: Collection[str]) -> Mapping[Key, Origin]:
    """Return the cells of what they were asked, in the files that came."""
    return {
        Key(row.owner_id, column.id): row.place(column.id)
        for received in intake.received
        if received.department_id in sides
        for row, asked in received.rows
        for column in asked.columns
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an entry's values; `findings` are its own."""

    definition: Definition
    merged: Merged
    template: Mapping[Key, Origin]
    places: Mapping[Key, Origin]
    findings: Sequence[Finding]
    entries: Sequence[Expected]

    def way(self, key: Key, asked: Question) -> Way:
        """Return the way of one value."""
        value = self.merged.submitted.get(key)
        place = value.origin if value else self.places.get(key)
        return Way(
            key=key,
            column=asked.form.column(key.column_id).title,
            template=self.template.get(key),
            place=place,
            value=value,
            missing=self.merged.is_missing(asked.entry),
            correction=next((c for c in self.merged.corrections if c.key == key), None),
            findings=tuple(f for f in self.findings if f.where == place),
            printed=tuple(e for e in self.entries if _prints(e, key, value)),
            counted=_counted(self.definition, asked, self.entries, self.merged, key),
        )


def _prints(entry: Expected, key: Key, value: Value | None) -> bool:
    """Whether an entry is a value's: by its key, or as a repeat by where it came from."""
    if entry.column != key.column_id:
        return False
    return entry.owner == key.owner_id or (value is not None and entry.origin == value.origin)


def _counted(
    definition: Definition,
    question: Question,
    entries: Iterable[Expected],
    merged: Merged,
    key: Key,
) -> Expected | None:
    """Return the first printed count of a value."""
    value = merged.submitted.get(key)
    if value is None:
        return None
    homes = set()
    for spec in definition.tallies:
        if spec.form_id not in {question.form.id, question.form.review_of}:
            continue
        beside = merged.submitted.get(Key(key.owner_id, spec.column_id))
        if spec.column_id == key.column_id:
            homes.add(bucket(spec.id, value.text))
        elif beside and spec.breakdown.get(beside.text) == key.column_id:
            homes.add(bucket(spec.id, value.text, beside.text))
    return next((e for e in entries if (e.owner, e.column) in homes), None)


# ---------------------------------------------------------------- in words


def _told(say: Words, way: Way) -> Iterator[str]:
    yield say("trace.value", id=way.key.owner_id, column=way.column)
    if way.template:
        yield say("trace.template", place=way.template.place)
    yield _submitted(say, way)
    if way.correction:
        correction = way.correction
        yield say(
            "trace.corrected",
            before=correction.before,
            after=correction.after,
            who=correction.who,
            reason=correction.reason,
            place=correction.origin.place,
        )
    yield from (_finding(say, finding) for finding in way.findings)
    for entry in way.printed:
        place = f"{entry.sheet} {entry.cell}"
        words = {"place": place, "page": entry.page or "—", "text": entry.text}
        own = entry.owner == way.key.owner_id
        yield say("trace.printed" if own else "trace.repeated", **words, id=entry.owner)
    if way.counted:
        place = f"{way.counted.sheet} {way.counted.cell}"
        yield say("trace.counted", place=place, text=way.counted.text)


def _submitted(say: Words, way: Way) -> str:
    value = way.value
    place = way.place.place if way.place else ""
    if value is None and way.correction:  # it was emptied
        return say("trace.submitted", place=place, text=way.correction.before)
    if value is None:
        return say("trace.missing" if way.missing else "trace.blank", place=place)
    text = value.text if value.before is None else value.before
    return say("trace.submitted", place=place, text=text)


def _finding(say: Words, finding: Finding) -> str:
    severity = say(f"severity.{finding.severity}")
    return say("trace.finding", severity=severity, code=finding.code, message=finding.message)
