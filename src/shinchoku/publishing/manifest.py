"""What a build consists of: its files, and manifest.json, the contract for scripts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shinchoku.definition import digests
from shinchoku.failures import BuildError, SheetsError, reading
from shinchoku.findings import Finding
from shinchoku.intake.questions import Intake
from shinchoku.layout.kinds.contents import contents_entries
from shinchoku.layout.report import write_report
from shinchoku.model import (
    ColumnTally,
    ContentsEntries,
    ContentsSection,
    Correction,
    Definition,
    Merged,
    PagedDocument,
    Tally,
    TallyRow,
)
from shinchoku.paper.listing import Listing, write_listings
from shinchoku.proving.charts import charts_to_json
from shinchoku.proving.imprint import KEY, imprint_of
from shinchoku.proving.reconcile import Account, Expected, account, from_json, to_json
from shinchoku.publishing.data import corrections_listing, data_listing, public_listing, write_csv
from shinchoku.publishing.findings_list import write_findings
from shinchoku.publishing.names import FileName, file_names
from shinchoku.publishing.page_list import page_lines
from shinchoku.publishing.publish import MANIFEST, read_manifest
from shinchoku.publishing.readable import to_read
from shinchoku.publishing.values import values_as_data, write_lines, write_values
from shinchoku.records import dataclass
from shinchoku.sheets import Workbook, read_our_own
from shinchoku.totals import Summed, SumTally, sums
from shinchoku.words import Message, words

if TYPE_CHECKING:
    from shinchoku.intake.submissions import Submission


@dataclass(frozen=True, kw_only=True)
class Outputs:
    """The files of one build."""

    definition: Definition
    merged: Merged
    paged: PagedDocument
    findings: Sequence[Finding]
    commands: Callable[[Finding], Sequence[str]]  # that solve one
    draft: bool

    @cached_property
    def account(self) -> Account:
        """What must stand where in the report."""
        return account(self.definition, self.merged, self.paged)

    @cached_property
    def names(self) -> Mapping[str, FileName]:
        """What the files are called, by what they are."""
        return file_names(self.definition, draft=self.draft)

    @property
    def files(self) -> Mapping[str, str]:
        """The names in the build."""
        return {kind: name.built for kind, name in self.names.items()}

    @property
    def readable(self) -> Mapping[str, str]:
        """The names beside the manifest, of what people read."""
        return {kind: name.readable for kind, name in self.names.items() if name.readable}

    def write(self, folder: Path) -> None:
        """Write report, list of pages, data, findings, placements and values into a folder."""
        definition, files = self.definition, self.files
        created, font = definition.round.issued, definition.theme.body_font
        write_report(self.paged, definition.theme, created, folder / files["report"])
        self._write_data(folder)
        write_findings(folder / files["findings"], definition, self.findings, self.commands)
        pages = page_listing(self.paged, definition)
        write_listings(folder / files["page_list"], [pages], created, pages.sheet, font)
        write_lines(folder / files["placements"], to_json(self.account))
        values = values_as_data(definition, self.merged, self.paged, self.findings)
        write_values(folder / files["values"], values)

    def _write_data(self, folder: Path) -> None:
        """Write what is public for everybody, and everything for internal use."""
        definition, files = self.definition, self.files
        given = (definition.round.issued, self.paged.title, definition.theme.body_font)
        every = [data_listing(definition, self.merged, form) for form in definition.forms]
        public = list(map(public_listing, every, definition.forms))
        for form, table in zip(definition.forms, public, strict=True):
            write_csv(folder / files[f"{form.id}_csv"], table)
        write_listings(folder / files["data"], public, *given)
        every.append(corrections_listing(definition, self.merged))
        write_listings(folder / files["internal_data"], every, *given)

    def read_report(self, folder: Path) -> Workbook:
        """Read the report that was written. Raises BuildError."""
        return _read(folder / self.files["report"])

    def read_internal_data(self, folder: Path) -> Workbook:
        """Read the data for internal use that was written. Raises BuildError."""
        return _read(folder / self.files["internal_data"])


def page_listing(paged: PagedDocument, definition: Definition) -> Listing:
    """Return the list of pages, from which an editor sees where to ask for a break."""
    say = words(definition.round.language)
    rows = [
        (
            line.sheet,
            "" if line.number is None else line.number,
            line.fill_percent,
            line.first,
            line.last,
            line.rows,
        )
        for line in page_lines(paged, definition.theme)
    ]
    header = ("sheet", "page", "fill", "first_row", "last_row", "rows")
    return Listing(
        sheet=say("listing.pages"),
        header=tuple(say(f"column.{name}") for name in header),
        widths=(14, 6, 8, 36, 36, 6),
        rows=rows,
    )


def manifest(origin: Mapping[str, Any], outputs: Outputs, tally: Tally) -> dict[str, Any]:
    """Return manifest.json, with what `made_of` says of its origin: no times, no absolute paths."""
    charts = charts_to_json(outputs.account.charts)
    return {
        "schema": 1,
        "round": outputs.definition.round.id,
        "language": outputs.definition.round.language,
        "draft": outputs.draft,
        KEY: imprint_of(outputs.definition, outputs.paged.title).as_data,
        "outputs": dict(outputs.files),
        "readable": dict(outputs.readable),
        **origin,
        "tally": _tally(outputs.definition, tally),
        "sums": _sums(outputs.definition, outputs.merged),
        "pages": _pages(outputs),
        **({"charts": charts} if charts else {}),
        "accounted": {"values": outputs.account.values, "missing": []},
    }


def made_of(folder: Path, intake: Intake, corrections: Sequence[Correction]) -> dict[str, Any]:
    """Return what a build is made of: one that says the same is as good as new.

    `definition`: its files, and the digest of each. Of a file that came: path, sha256, department,
    and what is made of it. Raises ReadError.
    """
    with reading(folder):
        definition = digests(folder)
    return {
        "definition": definition,
        "inputs": [_input(intake, submission) for submission in intake.all_files],
        "corrections": [_correction(correction) for correction in corrections],
    }


def _input(intake: Intake, submission: Submission) -> dict[str, str]:
    identity = submission.identity
    aside = {each.submission.file: each.why for each in intake.set_aside}.get(submission.file)
    status = "accepted" if intake.belongs(submission) else "refused"
    if aside:
        status = "excluded" if aside == "excluded" else "superseded"
    return {
        "path": submission.file,
        "sha256": submission.sha256,
        "department": identity.department_id if identity else "",
        "status": status,
    }


def _correction(correction: Correction) -> dict[str, str]:
    """Return a correction as the table of corrections has it."""
    return {
        "item": correction.key.owner_id,
        "column": correction.key.column_id,
        "before": correction.before,
        "after": correction.after,
        "who": correction.who,
        "reason": correction.reason,
    }


def _tally(definition: Definition, tally: Tally) -> dict[str, Any]:
    """Return the counts of every tally; a breakdown stands beside the code that it divides."""
    forms = {spec.id: spec.form_id for spec in definition.tallies}
    return {
        tally_id: {
            "form": forms[tally_id],
            "column": counted.column_id,
            **_counts(counted),
            "by": counted.by,
            "subsets": {name: _counts(subset) for name, subset in counted.subsets.items()},
        }
        for tally_id, counted in tally.items()
    }


def _counts(counted: ColumnTally) -> dict[str, Any]:
    rows = {row.choice: _counted(row) for row in counted.rows}
    return {"total": counted.total.count, "counts": rows}


def _counted(row: TallyRow) -> dict[str, Any]:
    counts: dict[str, Any] = {"count": row.count, "percent": row.percent}
    if row.breakdown:
        counts["breakdown"] = {part.choice: _counted(part) for part in row.breakdown}
    return counts


def _sums(definition: Definition, merged: Merged) -> dict[str, Any]:
    """Return what every tally of numbers comes to: numbers as texts, as decimals are written."""
    tallies = sums(definition, merged)
    return {
        spec.id: {
            "form": spec.form_id,
            "column": spec.column_id,
            "unit": tallies[spec.id].scale.unit,
            **_sum(tallies[spec.id]),
            "subsets": {name: _sum(each) for name, each in tallies[spec.id].subsets.items()},
        }
        for spec in definition.sums
    }


def _sum(tally: SumTally) -> dict[str, Any]:
    by = {
        name: {place: _summed(tally, each) for place, each in places.items()}
        for name, places in tally.by.items()
    }
    return {"total": _summed(tally, tally.total), "by": by}


def _summed(tally: SumTally, summed: Summed) -> dict[str, Any]:
    value = None if summed.value is None else f"{summed.value:f}"
    share = tally.share(summed) or None
    return {"sum": value, "count": summed.numbers, "lacking": summed.lacking, "percent": share}


def _pages(outputs: Outputs) -> list[dict[str, Any]]:
    """Return what the contents page lists, with sheet and page."""
    listed = [
        name
        for spec in outputs.definition.sections
        if isinstance(spec, ContentsSection)
        for part in spec.parts
        if isinstance(part, ContentsEntries)
        for name in part.sections
    ]
    anchors = {anchor.id: anchor for anchor in outputs.paged.anchors}
    return [
        {
            "id": name.replace(":", "-"),
            "title": title,
            "sheet": anchors[name].sheet,
            "page": anchors[name].page,
        }
        for name, title in contents_entries(outputs.definition, listed)
    ]


def read_account(build: Path, published: Mapping[str, Any]) -> Account:
    """Read what a published report must hold. Raises BuildError."""
    name = published["outputs"]["placements"]
    try:
        entries = json.loads((build / name).read_text(encoding="utf-8"))
        return from_json(entries, published.get("charts", ()))
    except OSError as error:
        raise BuildError(f"{build / name}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BuildError(f"{build / name}: {error}") from error


def published_entries(build: Path) -> tuple[Expected, ...]:
    """Return the cells of the published report; none where there is none. Raises BuildError."""
    if not (build / MANIFEST).exists():
        return ()
    return read_account(build, read_manifest(build)).entries


def published_pages(build: Path) -> Mapping[str, int]:
    """Return the page of the published report on which each line begins. Raises BuildError."""
    pages: dict[str, int] = {}
    for entry in published_entries(build):
        if entry.owner and entry.page is not None:
            pages.setdefault(entry.owner, entry.page)
    return pages


def read_report(build: Path, published: Mapping[str, Any]) -> Workbook:
    """Read the report that people have before them. Raises BuildError."""
    return _read(to_read(build, published, "report"))


def _read(report: Path) -> Workbook:
    try:
        return read_our_own(report)
    except SheetsError as error:
        told = Message("table.of_file", file=str(report), what=error.message)
        raise BuildError(told) from error
