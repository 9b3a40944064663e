"""[open_data] of report.toml, held against the forms and the published rule of area codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.schema.open_data import OpenDataSpec
from shinchoku.model import Form
from shinchoku.model.open_data import Licence, OpenData, check_digit
from shinchoku.normal import in_one_line

LICENCES: Mapping[str, str] = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "PDL-1.0": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    "OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
_TABLE = "open_data"


def open_data(given: OpenDataSpec | None, forms: Sequence[Form], checker: Checker) -> OpenData:
    """Return what is said of the open data; nothing where there is no such table.

    Without `forms`, whose columns it may name, something else is wrong with them.
    """
    if given is None:
        return OpenData()
    if given.code and given.code[5:] != (digit := check_digit(given.code[:5])):
        where, right = key_path(_TABLE, "code"), given.code[:5] + digit
        checker.report(where, "definition.open_data.digit", code=given.code, right=right)

    def said(name: str, text: str | None) -> str:
        return in_one_line(checker.text(key_path(_TABLE, name), text or ""))

    return OpenData(
        code=given.code or "",
        name=said("name", given.name),
        title=said("title", given.title),
        contact=said("contact", given.contact),
        url=given.url or "",
        licence=_licence(given, checker),
        figures=_figures(given, forms, checker) if forms else {},
    )


def _licence(given: OpenDataSpec, checker: Checker) -> Licence | None:
    if not given.licence:
        return None
    url = given.licence_url or LICENCES.get(given.licence, "")
    if not url:
        known = " ".join(LICENCES)
        where = key_path(_TABLE, "licence")
        checker.report(where, "definition.open_data.licence", name=given.licence, known=known)
    return Licence(id=given.licence, url=url)


def _figures(
    given: OpenDataSpec, forms: Sequence[Form], checker: Checker
) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    known = {form.id: form for form in forms}
    for index, name in enumerate(given.figures):
        where = key_path(_TABLE, "figures", index)
        form_id, _, column_id = name.partition(".")
        if not checker.named(where, "form", form_id, known):
            continue
        columns = {column.id: column for column in known[form_id].columns}
        if not checker.named(where, "column", column_id, columns):
            continue
        column = columns[column_id]
        if not (column.is_text and column.public):
            checker.report(where, "definition.open_data.no_text", name=name)
        elif column_id not in found.setdefault(form_id, []):
            found[form_id].append(column_id)
    return {form_id: tuple(columns) for form_id, columns in found.items()}
