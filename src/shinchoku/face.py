"""What `import shinchoku` offers: a round to work on, and a finished build to read.

A thin face of `pipeline`, as the command line is another: it decides nothing. It is executed by
every import of the package, so what it works with is imported where it is used; pandas is loaded by
the first table that is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shinchoku.places import build_of
from shinchoku.records import dataclass

if TYPE_CHECKING:
    from datetime import date

    from shinchoku.followup.changes import Changed
    from shinchoku.model import Value
    from shinchoku.proving.verified import Verified
    from shinchoku.publishing.kept import Kept
    from shinchoku.results import Checked, Distributed
    from shinchoku.tables import DataFrame
    from shinchoku.words import Text, Words


# ---------------------------------------------------------------- a round


def open_round(
    path: str | os.PathLike[str], *, build: str | os.PathLike[str] | None = None
) -> Round:
    """Return the round whose folder this is; it is read whenever something is done with it.

    `build` is the folder of its build; without one it is `build/<name of the round's folder>` below
    the working directory, as on the command line. Raises ReadError where report.toml is not there.
    """
    from shinchoku.failures import reading

    folder = Path(path)
    with reading(folder):
        (folder / "report.toml").stat()
    return Round(folder=folder, build=build_of(folder) if build is None else Path(build))


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round: its folder, and the folder of its build.

    Its workbooks are in the language of the round; findings hold data, which `tell` puts into
    words. `today` says from when on an answer is late, and without it none is. `distribute`,
    `check` and `compile` raise DefinitionError where report.toml or the master is at fault, with
    every fault in its `problems`; ReadError where a file cannot be read; OSError where one cannot
    be written. All but the last are ShinchokuErrors, in `shinchoku.failures`.
    """

    folder: Path
    build: Path

    def distribute(self) -> Distributed:
        """Write a template and a mail for every department that is asked anything, and a list."""
        from shinchoku import pipeline

        return pipeline.distribute(self.folder)

    def distribute_reviews(self) -> Distributed:
        """Write a workbook for every reviewer that shows what departments answered.

        Raises RefusedError while these have errors, or have not all sent.
        """
        from shinchoku import pipeline
        from shinchoku.failures import RefusedError
        from shinchoku.results import Checked

        done = pipeline.distribute_reviews(self.folder)
        if isinstance(done, Checked):
            raise RefusedError(done.findings)
        return done

    def check(self, *, today: date | None = None) -> Checked:
        """Apply every rule to what came in, and leave in the build's folder what people read.

        `findings` of what is returned are all that is wrong, in order; `errors` counts those that
        stop `compile`. A ledger that cannot be written is `unrecorded`, what cannot be left
        `left.failed`; neither raises anything.
        """
        from shinchoku import pipeline

        return pipeline.check(self.folder, self.build, today=today)

    def compile(self, *, draft: bool = False, today: date | None = None) -> Build:
        """Write the report with all that belongs to it, and return what was built.

        Raises RefusedError where there are errors and it is no draft: the build before stays. Also
        PublishError where nothing can be put in place, LayoutError, and UnaccountedError where a
        value would be lost, which is a fault of ours.
        """
        from shinchoku import pipeline
        from shinchoku.failures import RefusedError
        from shinchoku.results import Checked

        done = pipeline.compile_round(self.folder, self.build, draft=draft, today=today)
        if not isinstance(done, Checked):
            return read_build(self.build)
        if done.unrecorded:
            raise done.unrecorded
        raise RefusedError(done.findings)

    def verify(self) -> Verified:
        """Read the finished report again and account for every submitted value.

        `findings` of what is returned say what is not as it was compiled, `unaccounted` how many of
        the `values` are lost. Raises BuildError.
        """
        from shinchoku import pipeline

        return pipeline.verify(self.build)

    def publish(self) -> Build:
        """Write every edition of the report into a folder of the build, and return what it holds.

        Raises PublicationError for a draft, and for a report that is not of what the round says
        now; RefusedError where it was edited by hand; PublishError, BuildError.
        """
        from shinchoku import pipeline
        from shinchoku.failures import RefusedError
        from shinchoku.proving.verified import Verified
        from shinchoku.words import Message

        done = pipeline.publish_round(self.folder, self.build)
        if isinstance(done, Verified):
            raise RefusedError(done.findings, Message("summary.not_published"))
        return read_build(done.folder)

    def changes(self, *, since: int | None = None, until: int | None = None) -> Changed:
        """List what changed between two reports, and leave the list in the build's folder.

        Without numbers it goes from the one that was published last, else the first, to the newest.
        Raises ReadError for a number that no report has.
        """
        from shinchoku import pipeline

        return pipeline.changes(self.folder, self.build, since=since, until=until)


# ---------------------------------------------------------------- a build


def tell(text: Text, language: str = "ja") -> str:
    """Return what a finding's message or hint, or a failure's message, says in a language.

    KeyError where there is no catalogue of that language.
    """
    from shinchoku.words import words

    return words(language).tell(text)


def read_build(path: str | os.PathLike[str], *, language: str | None = None) -> Build:
    """Return the finished build in a folder, or whose manifest.json this is.

    The round's folder need not be there. Findings are told in `language`, or that of the round.
    Raises BuildError, and KeyError where there is no catalogue of that language.
    """
    from shinchoku.publishing.kept import read_values
    from shinchoku.publishing.publish import MANIFEST, read_manifest
    from shinchoku.words import words

    given = Path(path)
    folder = given.parent if given.name == MANIFEST else given
    manifest = read_manifest(folder)
    say = words(language or manifest.get("language", "ja"))
    return Build(folder=folder, manifest=manifest, kept=read_values(folder, manifest), say=say)


@dataclass(frozen=True, kw_only=True, eq=False)
class Build:
    """A finished build, as it was when it was read.

    `manifest` is manifest.json: round, inputs, outputs (by what they are, relative to `folder`),
    corrections, tally, contents pages and accounting. `kept` is values.json, from which all the
    rest is made. Texts in tables are of dtype "string", as typed: "-", "NA" and "" are texts, and
    what is not there is <NA>. Every call makes a new table, to be changed at will.
    """

    folder: Path
    manifest: Mapping[str, Any] = field(repr=False)
    kept: Kept = field(repr=False)
    say: Words = field(repr=False)

    @property
    def forms(self) -> tuple[str, ...]:
        """The ids of the forms."""
        return tuple(form.id for form in self.kept.forms)

    @cached_property
    def values(self) -> Mapping[tuple[str, str], Value]:
        """Every answer that is shown, by line's id and column's: its text, origin and `before`.

        What was computed of them is among them, with an origin that names no file.
        `before` is what the department wrote, "" for nothing, where it was corrected, else None.
        """
        return {
            (line.id, column): value
            for line in self.kept.lines
            for column, value in line.answers.items()
        }

    def form(self, form_id: str) -> DataFrame:
        """Return a form's lines in published order, repeats included; the index is the line's id.

        Columns: the levels of its path (ordered Categorical), entry, label, department,
        department_name, repeat_of (the line that is shown again), then the form's own by id; one
        of these with the name of one before stands in its place. What is chosen from a scale or
        from choices is an ordered Categorical in that order, a number a Float64. A node is called
        by its number, or title; where nodes of its level share one, all of the level are called by
        their ids (that of a node without one is its row: tree:64). Raises UnknownNameError.
        """
        from shinchoku import tables

        return tables.form_table(self.kept, form_id)

    def origins(self, form_id: str) -> DataFrame:
        """Return where a form's answers came from: as `form`, columns (column, file|sheet|cell).

        `origins("items")["actual"]` has file (relative to the round), sheet and cell. A repeat has
        its source's, or the master table where that says something else. Raises UnknownNameError.
        """
        from shinchoku import tables

        return tables.origins_table(self.kept, form_id)

    @property
    def nodes(self) -> DataFrame:
        """What entries hang below: form, level, id, number, title, and label as in `form`."""
        from shinchoku import tables

        return tables.nodes_table(self.kept)

    @property
    def findings(self) -> DataFrame:
        """What was found when it was compiled, the worst first; "" where a finding names none.

        Columns: code, severity, department, file, sheet, cell, item, message, hint.
        """
        from shinchoku import tables

        return tables.findings_table(self.kept, self.say)

    @property
    def pages(self) -> DataFrame:
        """The printed pages, in order.

        Columns: sheet, number (Int64, <NA> where none is printed), fill_percent (100: full), first
        and last (the texts of its first and last row), rows (how many).
        """
        from shinchoku import tables

        return tables.pages_table(self.kept)

    @property
    def tally(self) -> DataFrame:
        """Every tally of the report, as `counted`, with its id in the column tally before."""
        from shinchoku import tables

        return tables.tally_table(self.kept, self.manifest["tally"])

    def counted(self, tally_id: str) -> DataFrame:
        """Return what the report prints of a tally, in that order, without the line of the total.

        Columns: code (ordered Categorical), breakdown (the choice that divides the code; <NA> for
        the code itself), label, count (int64), percent (as it is printed, without the sign).
        Raises UnknownNameError.
        """
        from shinchoku import tables

        return tables.counted_table(self.kept, self.manifest["tally"], tally_id)

    @property
    def sums(self) -> DataFrame:
        """What every tally of numbers comes to: in all, of its subsets, and at each place.

        Columns: tally, subset (<NA> for the whole), by and place (<NA> for all places; "" for what
        has none), unit, sum (Float64, <NA> where no number is known), count (int64, how many
        numbers), lacking (int64, how many are not known), percent (as it is printed, <NA> for
        none).
        """
        from shinchoku import tables

        return tables.sums_table(self.manifest.get("sums", {}))

    def cross(
        self, rows: str, columns: str, *, form: str | None = None, margins: bool = False
    ) -> DataFrame:
        """Count by any two of: a level, "department", a column as "form.column".

        Counts as tallies do: entries, or lines where one of the two columns is per line; no
        repeats; what is chosen only where it is one of the codes. All codes are there, in their
        order; nodes and departments of the form in published order, "" for entries that have none;
        of other columns, the texts in the order in which they come. `form` says which one is meant
        where neither name does and several have both. `margins` adds "total" to either side.
        Raises UnknownNameError, also where no form has both.
        """
        from shinchoku import tables

        return tables.cross_table(self.kept, rows, columns, form_id=form, margins=margins)
