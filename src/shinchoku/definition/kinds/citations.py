"""A cross table of what other nodes do, as one node's body in a form's tables."""

from __future__ import annotations

from typing import Literal

from shinchoku.definition.resolver import Kind, Resolver
from shinchoku.definition.schema.base import Id, ShortText, Spec, key
from shinchoku.definition.schema.sections import SectionSpec
from shinchoku.model import CitationHeaders, CitationsSection

CITATION_WORDS = ("reference", "serial", "number", "title")


class CitationHeadersSpec(Spec):
    """The words of the table."""

    project: ShortText = key("Above the projects.", "取組項目")
    parent: ShortText = key("Above contents and citation.", "各計画における取組")
    content: ShortText = key("Above the contents.", "取組内容")
    citation: ShortText = key("Above the citations.", "計画／事業No.")


class CitationsSectionSpec(SectionSpec):
    """A cross table of what other nodes do; it stands in a form's tables (of three columns or more), as one node's body. It cites nodes of an outline."""

    kind: Literal["citations"] = key("A cross table.", "citations")
    id: Id = key("Its name.", "cross")
    table: Id = key("Its master table: category, number, title, cites, project, content.", "cross")
    at: str = key("The id of the node whose body it is; printed as a bar or a band.", "P22-G1")
    text: ShortText = key(
        "A citation. Words: `{reference}`, `{serial}`, `{number}`, `{title}`.",
        "計画{reference}／事業No.{serial}",
    )
    headers: CitationHeadersSpec = key("The words of the table.", {"project": "取組項目"})


def resolve(to: Resolver, where: str, spec: CitationsSectionSpec) -> CitationsSection:
    """Resolve the section; its rows stand in the master."""
    checker, headers = to.checker, spec.headers
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


KIND = Kind(CitationsSectionSpec, resolve)
