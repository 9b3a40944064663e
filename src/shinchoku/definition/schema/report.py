"""report.toml as it is written: every key with its type, its bounds and what it means.

The JSON Schema for editors and the reference in `input_templates/README.md` are made from this.
What one key alone cannot tell (whether a name exists, a table fits the page) is checked by
`resolve`, `sections` and `complete`.
"""

import sys
from types import ModuleType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from shinchoku.definition.kinds import SectionUnion
from shinchoku.definition.schema.base import Spec, key
from shinchoku.definition.schema.forms import FormSpec, LevelSpec, PrintSpec, ScaleSpec
from shinchoku.definition.schema.looks import ColorsSpec, LookSpec, PrintOrderSpec, ThemeSpec
from shinchoku.definition.schema.open_data import OpenDataSpec
from shinchoku.definition.schema.rounds import (
    LetterSpec,
    MailSpec,
    ReviewSpec,
    RoundSpec,
    RulesSpec,
    TextsSpec,
)
from shinchoku.definition.schema.sections import SheetSectionSpec
from shinchoku.definition.schema.tallies import TallySpecification


class Report(Spec):
    """What a report is. The master says what it is about, the departments what was achieved."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, defer_build=True, title="report.toml"
    )
    version: Literal[2] = key("The version of this schema.", 2, alias="schema")
    round: RoundSpec = key("Which round this is.", {"id": "mirai-2031"})
    levels: list[LevelSpec] = key(
        "The levels of the plan.", [{"id": "pillar", "table": "pillars"}], default=[]
    )
    scales: list[ScaleSpec] = key("The scales.", [{"id": "progress"}], default=[])
    rules: RulesSpec = key("What counts as what.", {"nothing": ["—"]}, default_factory=RulesSpec)
    texts: TextsSpec = key(
        "Wordings of the report.", {"continued": "（続き）"}, default_factory=TextsSpec
    )
    review: ReviewSpec | None = key(
        "Who reviews what departments answered.",
        {"by": "企画課", "deadline": "2023-06-20"},
        default=None,
    )
    mail: MailSpec = key(
        "The mails to departments.",
        {"request": {"subject": "【照会】{title}"}},
        default_factory=MailSpec,
    )
    open_data: OpenDataSpec | None = key(
        "Whose open data these are, and on what terms.", {"code": "131016"}, default=None
    )
    theme: ThemeSpec = key("How it looks.", {"body_font": "BIZ UDゴシック"})
    print_order: PrintOrderSpec = key(
        "What the printer is told.",
        {"binding": "left"},
        default_factory=PrintOrderSpec,
        alias="print",
    )
    forms: Annotated[list[FormSpec], Field(min_length=1)] = key("What is asked.", [{"id": "items"}])
    tallies: list[TallySpecification] = key("What is counted.", [{"id": "grades"}], default=[])
    sections: Annotated[list[SectionUnion], Field(min_length=1)] = key(
        "The sections of the report, in published order.", [{"id": "memo", "kind": "text"}]
    )

    @property
    def tabled(self) -> frozenset[str]:
        """The forms that are printed as tables, be it some rows of them."""
        sheets = (each for each in self.sections if isinstance(each, SheetSectionSpec))
        return frozenset().union(*(section.tables for section in sheets))


_PLUGINS = "pydantic.plugin._loader"
_BY_DEFAULT: tuple[type[BaseModel], ...] = (
    RulesSpec,
    TextsSpec,
    MailSpec,
    LetterSpec,
    PrintOrderSpec,
    ColorsSpec,
    LookSpec,
    PrintSpec,
)


def _build() -> None:
    """Build the whole, with all its parts, once; what else is installed has no say in it.

    pydantic would look through all that is installed for plugins, and load the standard library's
    mails to do so, which takes longer than to build it.
    """
    none: Any = ModuleType(_PLUGINS)
    none.get_plugins = tuple
    before = sys.modules.get(_PLUGINS)
    sys.modules[_PLUGINS] = none
    try:
        Report.model_rebuild()
        for spec in _BY_DEFAULT:  # are made on their own, where report.toml does not say them
            spec.model_rebuild()
    finally:
        del sys.modules[_PLUGINS]
        if before is not None:
            sys.modules[_PLUGINS] = before


_build()


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of report.toml, by which editors complete and check it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Report.model_json_schema(by_alias=True),
    }
