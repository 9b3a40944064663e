"""A finished build as pandas DataFrames: what it keeps and its tally go in, tables come out.

The only module that knows pandas, which takes longer to load than a round to check: it is loaded by
whoever asks a build for a table, and by nothing else. `cross_table` counts the lines themselves,
apart from `tally`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from functools import cached_property
from typing import Any

from pandas import Categorical, DataFrame, Index, MultiIndex, Series, concat, crosstab

from shinchoku.failures import UnknownNameError
from shinchoku.publishing.kept import Kept, KeptColumn, KeptForm, KeptLine
from shinchoku.publishing.page_list import PageLine
from shinchoku.records import dataclass
from shinchoku.words import Words

__all__ = [
    "DataFrame",
    "counted_table",
    "cross_table",
    "findings_table",
    "form_table",
    "nodes_table",
    "origins_table",
    "pages_table",
    "sums_table",
    "tally_table",
]

Text = str | None  # None becomes <NA>

_DEPARTMENT = "department"
_TOTAL = "total"
_NODE = ("form", "level", "id", "number", "title", "label")
_FINDING = ("code", "severity", "department", "file", "sheet", "cell", "item", "message", "hint")


# ---------------------------------------------------------------- texts as pandas has them


def _index(values: Iterable[str], name: str) -> Index[Any]:
    return Index(list(values), dtype="string", name=name)


def _texts(values: Iterable[Text], index: Index[Any] | None = None) -> Series[Any]:
    """Return texts as they are; None is <NA>, and nothing else is."""
    return Series(list(values), index=index, dtype="string")


def _chosen(
    values: Iterable[Text], codes: Iterable[str], index: Index[Any] | None = None
) -> Series[Any]:
    """Return an ordered Categorical. What is no code comes behind all of them and is not lost."""
    texts = list(values)
    known = dict.fromkeys([*codes, *(text for text in texts if text is not None)])
    categories = Index(list(known), dtype="string")
    return Series(Categorical(texts, categories=categories, ordered=True), index=index)


def _numbers(values: Iterable[Decimal | None], index: Index[Any]) -> Series[Any]:
    """Return numbers, none of which has more digits than a float keeps; None is <NA>."""
    floats = [None if value is None else float(value) for value in values]
    return Series(floats, index=index, dtype="Float64")


def _rows(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> DataFrame:
    """Return rows of texts as a table, also where there are none."""
    listed = list(rows)
    return DataFrame({name: _texts(row[name] for row in listed) for name in columns})


# ---------------------------------------------------------------- a form's lines


@dataclass(frozen=True)
class _Form:
    """A form with what a build keeps of it."""

    kept: Kept
    form: KeptForm

    @cached_property
    def columns(self) -> Mapping[str, KeptColumn]:
        return {column.id: column for column in self.kept.columns if column.form == self.form.id}

    @cached_property
    def lines(self) -> Sequence[KeptLine]:
        return [line for line in self.kept.lines if line.form == self.form.id]

    @cached_property
    def index(self) -> Index[Any]:
        return _index((line.id for line in self.lines), "line")

    @cached_property
    def entries(self) -> Mapping[str, KeptLine]:
        """The first line of every entry, by the entry's id."""
        return {line.id: line for line in self.lines if line.id == line.entry}

    @cached_property
    def nodes(self) -> Mapping[str, Mapping[str, str]]:
        """Level -> node's id -> what it is called, in published order."""
        labels = _labels(self.kept)
        own = [node for node in self.kept.nodes if node.form == self.form.id]
        return {
            level: {n.id: labels[n.form, level, n.id] for n in own if n.level == level}
            for level in self.form.path
        }

    @cached_property
    def named(self) -> Mapping[str, KeptColumn]:
        """Its columns by the names that they are counted by."""
        return {f"{self.form.id}.{column_id}": each for column_id, each in self.columns.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it can be counted by."""
        return (*self.form.path, _DEPARTMENT, *self.named)

    def below(self, level: str) -> Iterator[Text]:
        """Yield what each line hangs below at a level."""
        called = self.nodes[level]
        return (called.get(line.nodes.get(level, "")) for line in self.lines)


def _labels(kept: Kept) -> Mapping[tuple[str, str, str], str]:
    """Return what nodes are called by form, level and id: their number or title, if that is plain.

    Groups are counted anew in every plan: then 1 would be many of them.
    """
    called: dict[tuple[str, str], set[str]] = {}
    for node in kept.nodes:
        called.setdefault((node.level, node.number or node.title), set()).add(node.id)
    unclear = {level for (level, _), ids in called.items() if len(ids) > 1}
    return {
        (n.form, n.level, n.id): n.id if n.level in unclear else n.number or n.title
        for n in kept.nodes
    }


def _text(line: KeptLine, column: KeptColumn) -> Text:
    if column.by == "master":
        return line.given[column.id]
    value = line.answers.get(column.id)
    return value.text if value else None


def _form(kept: Kept, form_id: str) -> _Form:
    """Return the form with this id. Raises UnknownNameError."""
    for form in kept.forms:
        if form.id == form_id:
            return _Form(kept, form)
    raise _unknown("form", form_id, (form.id for form in kept.forms))


def _unknown(what: str, name: str, known: Iterable[str]) -> UnknownNameError:
    return UnknownNameError(f"no {what} {name!r}: there is {', '.join(known)}")


def form_table(kept: Kept, form_id: str) -> DataFrame:
    """Return the lines of a form. Raises UnknownNameError."""
    form = _form(kept, form_id)
    lines, index = form.lines, form.index
    names = {department.id: department.name for department in kept.departments}
    table = {
        level: _chosen(form.below(level), form.nodes[level].values(), index)
        for level in form.form.path
    }
    table["entry"] = _texts((line.entry for line in lines), index)
    table["label"] = _texts((line.label for line in lines), index)
    table["department"] = _texts((line.department or None for line in lines), index)
    table["department_name"] = _texts((names.get(line.department) for line in lines), index)
    table["repeat_of"] = _texts((line.repeat_of or None for line in lines), index)
    for column in form.columns.values():
        texts = (_text(line, column) for line in lines)
        if column.numeric:
            table[column.id] = _numbers((line.numbers.get(column.id) for line in lines), index)
        elif column.codes:
            table[column.id] = _chosen(texts, column.codes, index)
        else:
            table[column.id] = _texts(texts, index)
    return DataFrame(table, index=index)


def origins_table(kept: Kept, form_id: str) -> DataFrame:
    """Return where the answers of a form came from. Raises UnknownNameError."""
    form = _form(kept, form_id)
    table: dict[tuple[str, str], Series[Any]] = {}
    for column in form.columns.values():
        if column.by in {"department", "review"}:
            values = [line.answers.get(column.id) for line in form.lines]
            for part in ("file", "sheet", "cell"):
                found = (getattr(value.origin, part) if value else None for value in values)
                table[column.id, part] = _texts(found, form.index)
    columns = MultiIndex.from_tuples(list(table), names=["column", "origin"])
    return DataFrame(table, index=form.index, columns=columns)


# ---------------------------------------------------------------- what else stands in a build


def nodes_table(kept: Kept) -> DataFrame:
    """Return the nodes of all forms."""
    labels = _labels(kept)
    return _rows((asdict(n) | {"label": labels[n.form, n.level, n.id]} for n in kept.nodes), _NODE)


def findings_table(kept: Kept, say: Words) -> DataFrame:
    """Return the findings, the worst first."""
    told = ({name: say.tell(value) for name, value in row.items()} for row in kept.findings)
    return _rows(told, _FINDING)


def pages_table(kept: Kept) -> DataFrame:
    """Return the pages in the order of printing."""
    dtypes = {"number": "Int64", "fill_percent": "int64", "rows": "int64"}
    return DataFrame(
        {
            field.name: Series(
                [getattr(page, field.name) for page in kept.pages],
                dtype=dtypes.get(field.name, "string"),
            )
            for field in fields(PageLine)
        }
    )


# ---------------------------------------------------------------- what was counted


def tally_table(kept: Kept, tallies: Mapping[str, Any]) -> DataFrame:
    """Return the rows of every tally as they are printed, a breakdown below its code."""
    rows = [row for name, tally in tallies.items() for row in _counted(kept, name, tally)]
    table = _rows(rows, ("tally", "code", "breakdown", "label", "percent"))
    table.insert(4, "count", Series([row["count"] for row in rows], dtype="int64"))
    return table


def counted_table(kept: Kept, tallies: Mapping[str, Any], tally_id: str) -> DataFrame:
    """Return one tally. Raises UnknownNameError."""
    if tally_id not in tallies:
        raise _unknown("tally", tally_id, tallies)
    tally = tallies[tally_id]
    table = tally_table(kept, {tally_id: tally}).drop(columns="tally")
    return table.assign(code=_chosen(table["code"], tally["counts"]))


def sums_table(tallies: Mapping[str, Any]) -> DataFrame:
    """Return what every tally of numbers comes to: in all, of its subsets, and at each place."""
    rows = [row for name, tally in tallies.items() for row in _summed(name, tally)]
    table = _rows(rows, ("tally", "subset", "by", "place", "unit", "percent"))
    values = [None if row["sum"] is None else Decimal(row["sum"]) for row in rows]
    table.insert(5, "sum", _numbers(values, table.index))
    table.insert(6, "count", Series([row["count"] for row in rows], dtype="int64"))
    table.insert(7, "lacking", Series([row["lacking"] for row in rows], dtype="int64"))
    return table


def _summed(tally_id: str, tally: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for subset, each in ((None, tally), *tally["subsets"].items()):
        head = {"tally": tally_id, "subset": subset, "unit": tally["unit"]}
        yield {**head, "by": None, "place": None, **each["total"]}
        for by, places in each["by"].items():
            for place, summed in places.items():
                yield {**head, "by": by, "place": place, **summed}


def _counted(kept: Kept, tally_id: str, tally: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    labels = _form(kept, tally["form"]).columns[tally["column"]].codes
    for code, counted in tally["counts"].items():
        head = {"tally": tally_id, "code": code}
        yield {**counted, **head, "breakdown": None, "label": labels[code]}
        for choice, part in counted.get("breakdown", {}).items():
            yield {**part, **head, "breakdown": choice, "label": choice}


# ---------------------------------------------------------------- any two


@dataclass(frozen=True)
class _Side:
    """One of two names to count by, in a form: what it says of each line, and what it can say."""

    form: _Form
    name: str

    @property
    def column(self) -> KeptColumn | None:
        """The column that it names, if it does."""
        return self.form.named.get(self.name)

    def of(self, line: KeptLine) -> Text:
        """Return what a line is counted as, None for nothing; it may be said of its entry."""
        if self.name == _DEPARTMENT:
            return line.department
        column = self.column
        if column is None:
            return self.form.nodes[self.name].get(line.nodes.get(self.name, ""), "")
        text = _text(line if column.per == "line" else self.form.entries[line.entry], column)
        return text if text in column.codes or (text and not column.codes) else None

    def known(self, said: Iterable[str]) -> Index[Any]:
        """Return everything that it can say, in order, and what else is said."""
        if self.name == _DEPARTMENT:
            asked = {line.department for line in self.form.lines}
            known = [d.id for d in self.form.kept.departments if d.id in asked]
        elif self.column:
            known = list(self.column.codes)
        else:
            known = list(self.form.nodes[self.name].values())
        return _index(dict.fromkeys([*known, *said]), self.name)


def cross_table(
    kept: Kept, rows: str, columns: str, *, form_id: str | None, margins: bool
) -> DataFrame:
    """Count the lines that are no repeats by two names. Raises UnknownNameError."""
    form = _form_of(kept, (rows, columns), form_id)
    across, down = _Side(form, rows), _Side(form, columns)
    per_line = any(side.column and side.column.per == "line" for side in (across, down))
    counted = [
        line for line in form.lines if not line.repeat_of and (per_line or line.id == line.entry)
    ]
    said = DataFrame({0: _texts(map(across.of, counted)), 1: _texts(map(down.of, counted))})
    said = said.dropna()
    index, header = across.known(said[0]), down.known(said[1])
    table = crosstab(said[0], said[1])
    table = table.reindex(index=index, columns=header, fill_value=0).astype("int64")
    return _with_margins(table) if margins else table


def _with_margins(table: DataFrame) -> DataFrame:
    """Add what each row, each column and all of it come to."""
    below = DataFrame([table.sum()], index=_index([_TOTAL], str(table.index.name)))
    whole = concat([table, below])
    whole.insert(len(whole.columns), _TOTAL, whole.sum(axis="columns"), allow_duplicates=True)
    return whole


def _form_of(kept: Kept, names: Sequence[str], form_id: str | None) -> _Form:
    """Return the form that can be counted by both names. Raises UnknownNameError."""
    forms = (
        [_Form(kept, form) for form in kept.forms] if form_id is None else [_form(kept, form_id)]
    )
    every = dict.fromkeys(known for form in forms for known in form.names)
    for name in names:
        if name not in every:
            raise _unknown("name", name, every)
    both = [form for form in forms if {*names} <= {*form.names}]
    if len(both) == 1:
        return both[0]
    pair = " and ".join(map(repr, names))
    if not both:
        raise UnknownNameError(f"{pair} are of different forms: no line has both")
    found = ", ".join(form.form.id for form in both)
    raise UnknownNameError(f"{pair} are of several forms, {found}: say which with form=")
